//! Rules about every source file: header, length, leftovers, the names of tests.
//!
//! Each function looks at one file and gives the places where the rule is broken.

use super::code::{code, inside, line_of, lines, words};
use super::tree::{File, Finding};

/// The ceiling; most files have about 300 lines.
pub(crate) const MAX_LINES: usize = 500;
/// An example answers one question.
pub(crate) const MAX_EXAMPLE_LINES: usize = 120;
/// A compile-fail case is one mistake.
pub(crate) const MAX_CASE_LINES: usize = 30;

pub(crate) fn no_header(file: &File) -> Vec<Finding> {
    let opens = file.text.starts_with("//!");
    if opens || file.is_a_case() { Vec::new() } else { vec![file.finding(1, "does not open with `//!`")] }
}

pub(crate) fn too_long(file: &File, most: usize) -> Vec<Finding> {
    let length = file.text.lines().count();
    if length <= most { Vec::new() } else { vec![file.finding(length, format!("{length} lines (at most {most})"))] }
}

/// Words that stand for work not done, or for a debugging session.
pub(crate) fn leftovers(file: &File) -> Vec<Finding> {
    const LEFT: &[&str] = &["todo!", "unimplemented!", "dbg!"];
    let code = code(file);
    let macros = LEFT.iter().flat_map(|word| words(&code, word).map(move |at| (at, *word)));
    let ignored = words(&code, "#[ignore").chain(words(&code, "#[cfg_attr(miri, ignore")).map(|at| (at, "#[ignore]"));
    macros.chain(ignored).map(|(at, word)| file.finding(line_of(&code, at), format!("`{word}`"))).collect()
}

/// `#[allow(..)]` and `#[expect(..)]` that do not say why, outside of the code that macros write or are tried on.
pub(crate) fn unexplained_exceptions(file: &File) -> Vec<Finding> {
    if file.is_a_case() {
        return Vec::new();
    }
    let code = code(file);
    let quoted = quotes(&code);
    let mut found = Vec::new();
    for attribute in words(&code, "#").filter(|&at| opens_attribute(&code, at)) {
        let Some(open) = code[attribute..].find('[').map(|at| attribute + at) else { continue };
        let body = inside(&code, open);
        for lint in ["allow", "expect"] {
            for at in words(body, lint).filter(|at| body[at + lint.len()..].starts_with('(')) {
                let explains = words(inside(body, at + lint.len()), "reason").next().is_some();
                if !explains && !quoted.iter().any(|quote| quote.contains(&attribute)) {
                    found.push(file.finding(line_of(&code, open + at), format!("`{lint}` without a `reason`")));
                }
            }
        }
    }
    found
}

fn opens_attribute(code: &str, at: usize) -> bool {
    code[at + 1..].trim_start_matches('!').starts_with('[')
}

/// What `quote!` and its siblings enclose.
pub(crate) fn quotes(code: &str) -> Vec<std::ops::Range<usize>> {
    let mut found = Vec::new();
    for name in ["quote!", "quote_spanned!", "parse_quote!"] {
        for at in words(code, name) {
            let open = code[at..].find(['(', '[', '{']).map_or(code.len(), |distance| at + distance);
            if open < code.len() {
                found.push(open + 1..open + 1 + inside(code, open).len());
            }
        }
    }
    found
}

/// Functions named `test_..`: a test is a sentence.
pub(crate) fn prefixed_tests(file: &File) -> Vec<Finding> {
    let named = |line: &str| line.trim_start().trim_start_matches("async ").starts_with("fn test_");
    lines(file)
        .iter()
        .filter(|line| named(&line.code))
        .map(|line| file.finding(line.number, "a test whose name begins with `test_`"))
        .collect()
}

/// The one file that makes timers.
const TIMER: &str = "ewrap-core/src/context/timer_tokio.rs";

/// Waiting for a state by letting time pass. On a paused clock no time passes.
pub(crate) fn sleeps(file: &File) -> Vec<Finding> {
    let code = code(file);
    let is_paused = code.contains("#[tokio::test(start_paused = true)]") && !code.contains("#[tokio::test]");
    if is_paused || file.path == TIMER {
        return Vec::new();
    }
    let calls = ["sleep(", "sleep_until(", "sleep_ms("].into_iter().flat_map(|word| words(&code, word));
    calls.map(|at| file.finding(line_of(&code, at), "a sleep")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn library(text: &str) -> File {
        File::sample("ewrap-core/src/sample.rs", text)
    }

    #[test]
    fn a_file_without_a_header_is_found() {
        assert_eq!(no_header(&library("use std::fmt;\n")).len(), 1);
        assert!(no_header(&library("//! What it is.\n")).is_empty());
        assert!(no_header(&File::sample("tests/ui/typo.rs", "fn main() {}\n")).is_empty());
    }

    #[test]
    fn one_line_more_than_the_ceiling_is_found() {
        assert!(too_long(&library(&"\n".repeat(500)), 500).is_empty());
        assert_eq!(too_long(&library(&"\n".repeat(501)), 500), [library("").finding(501, "501 lines (at most 500)")]);
    }

    #[test]
    fn leftovers_are_found_in_code_only() {
        let bad = "fn a() { todo!() }\nfn b() { dbg!(1); }\n#[ignore = \"slow\"]\nfn c() { unimplemented!() }\n";
        assert_eq!(leftovers(&library(bad)).len(), 4);
        assert!(leftovers(&library("// todo!()\nlet a = \"dbg!\"; my_todo!();\n")).is_empty());
    }

    #[test]
    fn exceptions_need_a_reason() {
        let bad = "#[allow(dead_code)]\n#![expect(\n    clippy::all,\n)]\n#[cfg_attr(test, allow(unused))]\n";
        assert_eq!(unexplained_exceptions(&library(bad)).len(), 3);
        let good = "#[allow(dead_code, reason = \"a\")]\n#[expect(\n    unused,\n    reason = \"b\"\n)]\nresult.expect(\"c\");\n";
        assert!(unexplained_exceptions(&library(good)).is_empty());
        assert!(unexplained_exceptions(&library("quote! { #[allow(unused)] #body }")).is_empty());
    }

    #[test]
    fn only_a_paused_clock_may_be_slept_on() {
        let paused = "#[tokio::test(start_paused = true)]\nasync fn a() { sleep(MS).await }\n";
        assert!(sleeps(&library(paused)).is_empty());
        let bad = format!("{paused}#[tokio::test]\nasync fn b() {{ sleep(MS).await }}\n");
        assert_eq!(sleeps(&library(&bad)).len(), 2);
    }

    #[test]
    fn tests_are_sentences() {
        assert_eq!(prefixed_tests(&library("    #[test]\n    fn test_it() {}\n    async fn test_all() {}\n")).len(), 2);
        assert!(prefixed_tests(&library("fn testing_is_fun() {}\nlet a = \"fn test_\";\n")).is_empty());
    }

    #[test]
    fn sleeps_are_found() {
        assert_eq!(sleeps(&library("thread::sleep(a); tokio::time::sleep(b).await;\n")).len(), 2);
        assert!(sleeps(&library("// sleep(1)\nfn asleep() {}\nlet a = \"sleep(\"; no_sleep();\n")).is_empty());
    }
}
