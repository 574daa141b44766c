//! ARCHITECTURE.md against the tree: every file of the libraries is on the map, and modules stand in the order of a call.

use std::path::Path;

use super::code::{code, lines, words};
use super::tree::{File, Finding};

/// The files that the map lists under the heading of a crate: the first code span of each row, with its line.
fn listed<'a>(map: &'a File, krate: &str) -> Vec<(usize, &'a str)> {
    let numbered = map.text.lines().zip(1..);
    let mut rows = numbered.skip_while(|(line, _)| heading(line) != Some(krate));
    rows.next();
    rows.take_while(|(line, _)| heading(line).is_none())
        .filter(|(line, _)| line.starts_with("| `"))
        .filter_map(|(line, number)| Some((number, line.split('`').nth(1)?)))
        .collect()
}

/// The name in a heading such as "### `ewrap-core`: the runtime".
fn heading(line: &str) -> Option<&str> {
    line.starts_with('#').then(|| line.split('`').nth(1).unwrap_or_default())
}

/// Files that are not on the map, and entries of the map that are no files.
pub(crate) fn gaps(map: &File, krate: &str, paths: &[String]) -> Vec<Finding> {
    let folder = format!("{krate}/src/");
    let is_source = |path: &&str| Path::new(path).extension().is_some_and(|ending| ending == "rs");
    let files: Vec<&str> = paths.iter().filter_map(|path| path.strip_prefix(&folder)).filter(is_source).collect();
    let rows = listed(map, krate);
    let missing = files.iter().filter(|file| !rows.iter().any(|(_, row)| row == *file));
    let missing = missing.map(|file| map.finding(1, format!("`{folder}{file}` is not on the map of `{krate}`")));
    let stale = rows.iter().filter(|(_, row)| !files.contains(row));
    missing.chain(stale.map(|(number, row)| map.finding(*number, format!("`{folder}{row}` does not exist")))).collect()
}

/// The modules of a crate's root as file names without ending, in the order of their declaration.
pub(crate) fn modules(root: &File) -> Vec<String> {
    let mut found = Vec::new();
    let mut path = None;
    for (line, text) in lines(root).iter().zip(root.text.lines()) {
        if line.code.trim_start().starts_with("#[path") {
            path = text.split('"').nth(1).map(|path| path.trim_end_matches(".rs").trim_end_matches("/mod").to_owned());
        }
        let code = line.code.trim().trim_start_matches("pub(crate) ").trim_start_matches("pub ");
        if let Some(name) = code.strip_prefix("mod ").and_then(|rest| rest.strip_suffix(';')) {
            found.push(path.take().unwrap_or_else(|| name.to_owned()));
        }
    }
    found
}

/// The modules of a crate in the order of the map.
fn mapped_modules(map: &File, krate: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for (_, row) in listed(map, krate) {
        let module = row.split('/').next().unwrap_or(row).trim_end_matches(".rs");
        if module != "lib" && found.last().is_none_or(|last| last != module) {
            found.push(module.to_owned());
        }
    }
    found
}

/// The first place where root and map disagree.
pub(crate) fn disorder(root: &File, map: &File, krate: &str) -> Option<Finding> {
    let (declared, mapped) = (modules(root), mapped_modules(map, krate));
    let position = (0..declared.len().max(mapped.len())).find(|&at| declared.get(at) != mapped.get(at))?;
    let name = |list: &[String]| list.get(position).cloned().unwrap_or_else(|| "nothing".to_owned());
    let (here, there) = (name(&declared), name(&mapped));
    Some(root.finding(1, format!("module {} is `{here}`, and `{there}` on the map", position + 1)))
}

/// Names that the core makes public and the facade does not.
pub(crate) fn missing_from_facade(core: &File, facade: &File) -> Vec<Finding> {
    let (core, shown) = (code(core), code(facade));
    let lists = core.split("pub use ").skip(1).filter_map(|rest| rest.split_once(';')).map(|(list, _)| list);
    let names = lists.flat_map(|list| list.rsplit("::").next().unwrap_or(list).split(['{', '}', ',']));
    let missing = names.map(str::trim).filter(|name| !name.is_empty() && words(&shown, name).next().is_none());
    missing.map(|name| facade.finding(1, format!("does not re-export `{name}`"))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const MAP: &str = "# Map\n### `a`: x\n| `lib.rs` | root |\n| `b.rs` | b |\n| `c/mod.rs` | c |\n| `c/d.rs` | d |\n\n### `z`\n| `e.rs` | e |\n";

    fn map() -> File {
        File::sample("ARCHITECTURE.md", MAP)
    }

    fn paths(files: &[&str]) -> Vec<String> {
        files.iter().map(|file| format!("a/src/{file}")).collect()
    }

    #[test]
    fn a_file_that_is_not_on_the_map_is_found() {
        let whole = paths(&["lib.rs", "b.rs", "c/mod.rs", "c/d.rs", "words.md"]);
        assert!(gaps(&map(), "a", &whole).is_empty());
        let more = [whole.clone(), paths(&["e.rs"])].concat();
        assert_eq!(gaps(&map(), "a", &more), [map().finding(1, "`a/src/e.rs` is not on the map of `a`")]);
        assert_eq!(gaps(&map(), "a", &whole[1..]), [map().finding(3, "`a/src/lib.rs` does not exist")]);
    }

    #[test]
    fn modules_out_of_order_are_found() {
        let root = |text: &str| File::sample("a/src/lib.rs", text);
        assert!(
            disorder(&root("mod b;\npub use b::B;\n#[path = \"c/mod.rs\"]\npub mod __c;\n"), &map(), "a").is_none()
        );
        let found = disorder(&root("mod c;\nmod b;\n"), &map(), "a").unwrap();
        assert_eq!(found, root("").finding(1, "module 1 is `c`, and `b` on the map"));
        assert!(disorder(&root("mod b;\n"), &map(), "a").is_some());
    }

    #[test]
    fn names_that_the_facade_lacks_are_found() {
        let core =
            File::sample("ewrap-core/src/lib.rs", "pub use clock::{Clock, ManualClock};\nmod a;\npub use a::Afar;\n");
        let facade = File::sample("ewrap/src/lib.rs", "//! `Afar`\npub use ewrap_core::{Clock, ManualClock};\n");
        assert_eq!(missing_from_facade(&core, &facade), [facade.finding(1, "does not re-export `Afar`")]);
    }
}
