//! Rules about the prose at the root: links and paths lead somewhere, examples are compiled, commands exist.

use super::tree::{File, Finding};

/// A line of prose, or the beginning of a code block.
enum Piece<'a> {
    Prose(usize, &'a str),
    /// The line of its fence, and what stands behind it.
    Block(usize, &'a str),
}

fn pieces(file: &File) -> Vec<Piece<'_>> {
    let mut found = Vec::new();
    let mut in_block = false;
    for (line, number) in file.text.lines().zip(1..) {
        match line.trim_start().strip_prefix("```") {
            Some(_) if in_block => in_block = false,
            Some(kind) => {
                found.push(Piece::Block(number, kind));
                in_block = true;
            }
            None if in_block => {}
            None => found.push(Piece::Prose(number, line)),
        }
    }
    found
}

/// Links and paths that lead nowhere; `paths` is the whole tree.
pub(crate) fn dead_ends(file: &File, paths: &[String]) -> Vec<Finding> {
    let mut found = Vec::new();
    for piece in pieces(file) {
        let Piece::Prose(number, line) = piece else { continue };
        let links = links(line).filter(|link| !leads_somewhere(file, link, paths));
        let spans = code_spans(line).filter(|span| is_path(span, paths) && !exists(span, paths));
        found.extend(links.chain(spans).map(|target| file.finding(number, format!("`{target}` leads nowhere"))));
    }
    found
}

/// The targets of `[text](target)`.
fn links(line: &str) -> impl Iterator<Item = &str> {
    line.match_indices("](").filter_map(|(at, _)| line[at + 2..].split_once(')')).map(|(target, _)| target)
}

/// What stands between backticks.
fn code_spans(line: &str) -> impl Iterator<Item = &str> {
    line.split('`').skip(1).step_by(2)
}

fn leads_somewhere(file: &File, link: &str, paths: &[String]) -> bool {
    if link.starts_with("https://") {
        return true;
    }
    match link.split_once('#') {
        Some(("", anchor)) => headings(file).any(|heading| heading == anchor),
        Some((path, _)) => paths.iter().any(|known| known == path),
        None => paths.iter().any(|known| known.trim_end_matches('/') == link.trim_end_matches('/')),
    }
}

/// The headings, as anchors spell them.
fn headings(file: &File) -> impl Iterator<Item = String> + '_ {
    file.text.lines().filter(|line| line.starts_with('#')).map(|line| {
        let text = line.trim_start_matches('#').trim().to_lowercase().replace(' ', "-");
        text.chars().filter(|character| character.is_alphanumeric() || "-_".contains(*character)).collect()
    })
}

/// Whether it looks like a path of this repository: a file of ours by its ending, or below one of our folders.
fn is_path(span: &str, paths: &[String]) -> bool {
    let is_plain =
        !span.is_empty() && span.chars().all(|character| character.is_alphanumeric() || "._/-".contains(character));
    let is_file =
        [".rs", ".md", ".toml", ".stderr"].iter().any(|ending| span.len() > ending.len() && span.ends_with(ending));
    let folder = span.split_once('/').map(|(folder, _)| format!("{folder}/"));
    is_plain && (is_file || folder.is_some_and(|folder| paths.contains(&folder)))
}

/// A path from the root, or the end of one.
fn exists(span: &str, paths: &[String]) -> bool {
    let span = span.trim_end_matches('/');
    let ends = |path: &String| {
        let path = path.trim_end_matches('/');
        path.strip_suffix(span).is_some_and(|before| before.is_empty() || before.ends_with('/'))
    };
    paths.iter().any(ends)
}

/// Code blocks that say nothing of their language, or keep rustdoc from running them.
pub(crate) fn untested_blocks(file: &File) -> Vec<Finding> {
    let mut found = Vec::new();
    for piece in pieces(file) {
        let Piece::Block(number, kind) = piece else { continue };
        let words: Vec<&str> = kind.split([',', ' ']).collect();
        if kind.trim().is_empty() {
            found.push(file.finding(number, "a code block without a language"));
        }
        if words.iter().any(|word| word.starts_with("ignore") || ["no_run", "compile_fail"].contains(word)) {
            found.push(file.finding(number, format!("`{kind}` is not run")));
        }
    }
    found
}

/// The names that `cargo run --example ..` and `cargo test .. --test ..` are given, with their lines.
pub(crate) fn named_targets(file: &File) -> Vec<(usize, &str, &str)> {
    let mut found = Vec::new();
    for (line, number) in file.text.lines().zip(1..) {
        for option in ["--example", "--test", "--bench"] {
            for (at, _) in line.match_indices(&format!("{option} ")) {
                let name = line[at + option.len()..].split_whitespace().next().unwrap_or_default();
                found.push((number, option, name.trim_end_matches(['`', ',', '.', ')', ':', ';'])));
            }
        }
    }
    found
}

/// Targets that no manifest of `tree` knows.
pub(crate) fn unknown_targets(file: &File, tree: &[String], manifests: &[File]) -> Vec<Finding> {
    let is_known = |option: &str, name: &str| {
        let folder = format!("{}s", &option[2..]);
        let by_path = [format!("{folder}/{name}.rs"), format!("{folder}/{name}/main.rs")];
        let by_name = |manifest: &File| manifest.text.contains(&format!("name = \"{name}\""));
        by_path.iter().any(|path| exists(path, tree)) || manifests.iter().any(by_name)
    };
    let unknown = named_targets(file).into_iter().filter(|(_, option, name)| !is_known(option, name));
    unknown.map(|(number, option, name)| file.finding(number, format!("`{option} {name}` does not exist"))).collect()
}

/// The rows of the first table whose header begins with `| first |`, as cells.
pub(crate) fn table<'a>(file: &'a File, first: &str) -> Vec<Vec<&'a str>> {
    let begins = |line: &&str| cells(line).first() == Some(&first);
    let rows = file.text.lines().skip_while(|line| !begins(line)).take_while(|line| line.starts_with('|'));
    rows.filter(|line| !line.contains("| ---")).map(cells).collect()
}

fn cells(line: &str) -> Vec<&str> {
    let line = line.trim().trim_start_matches('|').trim_end_matches('|');
    let mut cells = Vec::new();
    let mut from = 0;
    for (at, _) in line.match_indices('|') {
        if !line[..at].ends_with('\\') {
            cells.push(line[from..at].trim());
            from = at + 1;
        }
    }
    cells.push(line[from..].trim());
    cells
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tree() -> Vec<String> {
        ["README.md", "tests/", "tests/tidy/", "tests/tidy/tree.rs", "examples/", "examples/basic.rs"]
            .map(String::from)
            .into()
    }

    fn page(text: &str) -> File {
        File::sample("PAGE.md", text)
    }

    #[test]
    fn links_and_paths_that_lead_nowhere_are_found() {
        for bad in [
            "[a](missing.md)",
            "[a](#missing)",
            "see `tests/gone.rs`",
            "see `gone.rs`",
            "`tests/gone/`",
            "[a](http://a.b)",
        ] {
            assert_eq!(dead_ends(&page(bad), &tree()).len(), 1, "{bad}");
        }
        for good in [
            "# Some *words*, here\n[a](#some-words-here)",
            "[a](README.md) [b](https://example.org) [c](tests/tidy)",
            "`tests/tidy/tree.rs`, `tree.rs`, `tidy/tree.rs`, `examples/`",
            "`cargo test`, `std/mem`, `a::b`, `.rs`, `1/2`",
            "```text\n`gone.rs`\n```",
        ] {
            assert_eq!(dead_ends(&page(good), &tree()), [], "{good}");
        }
    }

    #[test]
    fn blocks_that_nobody_runs_are_found() {
        for bad in ["```\na\n```", "```rust,ignore\n```", "```rust,no_run\n```", "```ignore-wasm\n```"] {
            assert_eq!(untested_blocks(&page(bad)).len(), 1, "{bad}");
        }
        assert!(untested_blocks(&page("```rust\n```\n```text\n```\n```rust,should_panic\n```\n")).is_empty());
    }

    #[test]
    fn unknown_targets_are_found() {
        let manifests = [File::sample("tests/Cargo.toml", "[[test]]\nname = \"tidy\"\n")];
        let text = "`cargo run --example basic`, `cargo test --test tidy`: `--example gone`";
        let found = unknown_targets(&page(text), &tree(), &manifests);
        assert_eq!(found, [page("").finding(1, "`--example gone` does not exist")]);
    }

    #[test]
    fn tables_are_read_by_cells() {
        let page = page("a\n\n| word | value |\n| --- | --- |\n| `a` | `\\|x\\| y` |\n\nb\n");
        assert_eq!(table(&page, "word"), [vec!["word", "value"], vec!["`a`", "`\\|x\\| y`"]]);
    }
}
