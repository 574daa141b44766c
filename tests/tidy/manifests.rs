//! Rules about manifests: lints, the toolchain's floor, what is published, features that say what they cost.
//!
//! Reads the lines of a `Cargo.toml`, which has one form here; what it cannot read it reports.

use super::tree::{File, Finding};

/// The folders of `members = [..]` in the root's manifest.
pub(crate) fn members(root: &File) -> Vec<&str> {
    let list = root.text.split_once("members = [").and_then(|(_, rest)| rest.split_once(']'));
    list.map_or("", |(list, _)| list).split('"').skip(1).step_by(2).collect()
}

/// The lines of a section, with their numbers; `before` is the line above its head.
struct Section<'a> {
    head: usize,
    before: &'a str,
    lines: Vec<(usize, &'a str)>,
}

fn section<'a>(file: &'a File, name: &str) -> Option<Section<'a>> {
    let all: Vec<&str> = file.text.lines().collect();
    let head = all.iter().position(|line| line.trim() == format!("[{name}]"))?;
    let body = all.iter().enumerate().skip(head + 1).take_while(|(_, line)| !line.starts_with('['));
    Some(Section {
        head: head + 1,
        before: head.checked_sub(1).map_or("", |before| all[before]),
        lines: body.map(|(index, line)| (index + 1, *line)).collect(),
    })
}

impl Section<'_> {
    fn has(&self, setting: &str) -> bool {
        self.lines.iter().any(|(_, line)| line.trim() == setting)
    }
}

/// A member takes the lints of the workspace, or says above its own why it does not.
pub(crate) fn own_lints(file: &File) -> Vec<Finding> {
    if section(file, "lints").is_some_and(|lints| lints.has("workspace = true")) {
        return Vec::new();
    }
    match section(file, "lints.rust") {
        Some(own) if own.before.starts_with('#') => Vec::new(),
        Some(own) => vec![file.finding(own.head, "lints of its own, and no comment above says why")],
        None => vec![file.finding(1, "no `[lints] workspace = true`")],
    }
}

/// A member says from which compiler on it builds, and what may be done with it.
pub(crate) fn missing_facts(file: &File) -> Vec<Finding> {
    let Some(package) = section(file, "package") else { return vec![file.finding(1, "no `[package]`")] };
    let says = |key: &str| package.lines.iter().any(|(_, line)| line.starts_with(key));
    let mut missing: Vec<&str> = ["rust-version", "edition", "license", "description"].into();
    if !file.path.starts_with("ewrap") {
        missing.push("publish = false");
    }
    missing.retain(|key| !says(key));
    missing.into_iter().map(|key| file.finding(package.head, format!("no `{key}`"))).collect()
}

/// Features without a comment above that says what they add and cost.
pub(crate) fn unexplained_features(file: &File) -> Vec<Finding> {
    let Some(features) = section(file, "features") else { return Vec::new() };
    let mut found = Vec::new();
    let mut above = "";
    for (number, line) in features.lines {
        let is_feature = line.contains(" = ") && !line.starts_with([' ', '#']) && !line.starts_with("default");
        if is_feature && !above.starts_with('#') {
            found.push(
                file.finding(number, format!("`{}` has no comment above", line.split(' ').next().unwrap_or_default())),
            );
        }
        above = line;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn manifest(text: &str) -> File {
        File::sample("tests/Cargo.toml", text)
    }

    #[test]
    fn members_are_read() {
        assert_eq!(members(&manifest("[workspace]\nmembers = [\"a\", \"b\"]\n")), ["a", "b"]);
    }

    #[test]
    fn lints_of_its_own_need_a_reason() {
        assert!(own_lints(&manifest("[lints]\nworkspace = true\n")).is_empty());
        assert!(own_lints(&manifest("# Because.\n[lints.rust]\nunsafe_code = \"deny\"\n")).is_empty());
        for bad in ["[package]\n", "[lints.rust]\na = \"deny\"\n", "[dependencies]\na.workspace = true\n"] {
            assert_eq!(own_lints(&manifest(bad)).len(), 1, "{bad}");
        }
    }

    #[test]
    fn missing_facts_are_found() {
        let all = "[package]\nname = \"a\"\ndescription = \"b\"\nedition.workspace = true\nrust-version.workspace = true\nlicense.workspace = true\n";
        assert_eq!(missing_facts(&manifest(all)), [manifest("").finding(1, "no `publish = false`")]);
        assert!(missing_facts(&manifest(&format!("{all}publish = false\n"))).is_empty());
        assert!(missing_facts(&File::sample("ewrap/Cargo.toml", all)).is_empty());
        assert_eq!(missing_facts(&File::sample("ewrap/Cargo.toml", "[package]\nname = \"a\"\n")).len(), 4);
    }

    #[test]
    fn features_need_a_comment() {
        let bad = "[features]\n# What it adds.\na = []\nb = [\"a\"]\n[dependencies]\nc = \"1\"\n";
        assert_eq!(unexplained_features(&manifest(bad)), [manifest("").finding(4, "`b` has no comment above")]);
    }
}
