//! The files of the repository, and how what is found in them is reported.
//!
//! Reads the working tree, not the index: a rule holds for what would be committed. Invariant: paths are relative to
//! the root, with `/` on every system.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

/// A file and its text.
#[derive(Debug)]
pub(crate) struct File {
    pub(crate) path: String,
    pub(crate) text: String,
}

impl File {
    /// A file that exists only in a test of a rule.
    #[cfg(test)]
    pub(crate) fn sample(path: &str, text: &str) -> Self {
        Self { path: path.to_owned(), text: text.to_owned() }
    }

    /// A place in this file, from line 1.
    pub(crate) fn finding(&self, line: usize, what: impl Into<String>) -> Finding {
        Finding { place: format!("{}:{line}", self.path), what: what.into() }
    }

    /// Whether users link this file into their program.
    pub(crate) fn is_of_a_library(&self) -> bool {
        self.path.starts_with("ewrap") && self.path.contains("/src/")
    }

    /// Whether this file is the input or the stored output of a test, whose name says what it is for.
    pub(crate) fn is_a_case(&self) -> bool {
        CASES.iter().any(|folder| self.path.starts_with(folder))
    }

    /// Whether this file is what the attribute made of a function.
    pub(crate) fn is_an_expansion(&self) -> bool {
        self.path.ends_with(".expanded.rs")
    }
}

/// The folders of compile-fail cases, and of stored expansions beside what they were made of.
const CASES: &[&str] = &["tests/ui/", "ewrap-macros/tests/expand/", "ewrap-macros/tests/derive/"];

/// Where a rule is broken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Finding {
    place: String,
    what: String,
}

/// Fails the test unless nothing was found.
#[track_caller]
pub(crate) fn hold(rule: &str, remedy: &str, findings: impl IntoIterator<Item = Finding>) {
    let mut places = String::new();
    for Finding { place, what } in findings {
        let _ = writeln!(places, "  {place}: {what}");
    }
    assert!(places.is_empty(), "broken rule: {rule}\n{places}what to do: {remedy}\n");
}

/// The folder of the workspace.
pub(crate) fn root() -> &'static Path {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR"));
    tests.parent().unwrap_or(tests)
}

/// The text of one file; empty if there is none.
pub(crate) fn file(path: &str) -> File {
    File { path: path.to_owned(), text: fs::read_to_string(root().join(path)).unwrap_or_default() }
}

/// Every file with this extension, in order.
pub(crate) fn files(extension: &str) -> Vec<File> {
    let wanted = |path: &String| Path::new(path).extension().is_some_and(|found| found == extension);
    paths().iter().filter(|path| wanted(path)).map(|path| file(path)).collect()
}

/// Every path of the repository, in order; folders end with `/`.
pub(crate) fn paths() -> Vec<String> {
    let mut found = Vec::new();
    let mut folders = vec![PathBuf::new()];
    while let Some(folder) = folders.pop() {
        let entries =
            fs::read_dir(root().join(&folder)).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
        for entry in entries.flatten() {
            let path = folder.join(entry.file_name());
            let name = path.display().to_string().replace('\\', "/");
            if entry.path().is_dir() {
                if is_ours(&entry.file_name().to_string_lossy()) {
                    found.push(format!("{name}/"));
                    folders.push(path);
                }
            } else {
                found.push(name);
            }
        }
    }
    found.sort();
    found
}

/// Not what git and cargo keep here.
fn is_ours(folder: &str) -> bool {
    folder == ".ci" || !(folder.starts_with('.') || folder == "target")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn this_file_is_found() {
        assert!(
            files("rs")
                .iter()
                .any(|file| file.path == "tests/tidy/tree.rs" && file.text.contains("this_file_is_found"))
        );
        assert!(paths().contains(&"tests/tidy/".to_owned()));
    }

    #[test]
    fn a_report_says_where_and_what_to_do() {
        let file = File::sample("a/src/b.rs", "");
        let report = std::panic::catch_unwind(|| hold("no b", "write c", [file.finding(7, "a b")])).unwrap_err();
        let report = report.downcast_ref::<String>().unwrap();
        assert_eq!(report, "broken rule: no b\n  a/src/b.rs:7: a b\nwhat to do: write c\n");
    }
}
