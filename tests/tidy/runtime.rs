//! Rules about what library code may touch: atomics, orderings, clocks, `unsafe`, and the paths that macros write.

use super::code::{code, line_of, lines, words};
use super::sources::quotes;
use super::tree::{File, Finding};

/// The one file that names atomics.
pub(crate) const ATOMICS: &str = "ewrap-core/src/sync.rs";
/// The one place that asks the system for the time.
pub(crate) const CLOCK: &str = "ewrap-core/src/clock/";
/// The pair of files for deadlines, of which one reads the clock of a runtime that may be paused.
const DEADLINES: &str = "ewrap-core/src/context/timer_";
/// The pair of files of which one asks for the time of day.
const STAMP: &str = "ewrap-core/src/error/today_";
/// The models put loom's atomics in its place.
const MODELS: &str = "ewrap-core/src/models/";
/// How far above its ordering a comment may stand.
const NEAR: usize = 4;
const ORDERINGS: &[&str] = &["Relaxed", "Acquire", "Release", "AcqRel", "SeqCst"];

fn each(file: &File, word: &str, what: &str) -> Vec<Finding> {
    let code = code(file);
    words(&code, word).map(|at| file.finding(line_of(&code, at), what)).collect()
}

pub(crate) fn atomics(file: &File) -> Vec<Finding> {
    if file.path == ATOMICS || file.path.starts_with(MODELS) {
        Vec::new()
    } else {
        each(file, "atomic", "names atomics")
    }
}

pub(crate) fn clocks(file: &File) -> Vec<Finding> {
    if file.path.starts_with(CLOCK) || file.path.starts_with(DEADLINES) {
        return Vec::new();
    }
    [each(file, "Instant::now", "reads the clock"), each(file, ".elapsed()", "reads the clock")].concat()
}

pub(crate) fn wall_clocks(file: &File) -> Vec<Finding> {
    if file.path.starts_with(STAMP) || file.path.starts_with(CLOCK) {
        return Vec::new();
    }
    [each(file, "SystemTime::now", "reads the time of day"), each(file, "clock_gettime", "reads a clock")].concat()
}

/// `unsafe` outside of the code that macros write, where it repeats the user's own.
pub(crate) fn unsafe_code(file: &File) -> Vec<Finding> {
    let code = code(file);
    let quoted = quotes(&code);
    let ours = words(&code, "unsafe").filter(|at| !quoted.iter().any(|quote| quote.contains(at)));
    ours.map(|at| file.finding(line_of(&code, at), "`unsafe`")).collect()
}

/// Orderings without a comment that begins with their name.
pub(crate) fn bare_orderings(file: &File) -> Vec<Finding> {
    let lines = lines(file);
    let mut found = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        for ordering in ORDERINGS {
            let path = format!("Ordering::{ordering}");
            let is_used = line.code.match_indices(&path).any(|(at, _)| !continues(&line.code[at + path.len()..]));
            let near = &lines[index.saturating_sub(NEAR)..=index];
            let is_explained = near.iter().any(|line| explains(line.remark(), ordering));
            if is_used && !is_explained {
                found.push(file.finding(line.number, format!("`{path}` has no comment `{ordering}: ..` above it")));
            }
        }
    }
    found
}

fn continues(after: &str) -> bool {
    after.starts_with(|character: char| character.is_alphanumeric() || character == '_')
}

fn explains(remark: &str, ordering: &str) -> bool {
    remark.strip_prefix(ordering).and_then(|rest| rest.strip_prefix(':')).is_some_and(|why| !why.trim().is_empty())
}

/// Paths in generated code that do not go through the facade.
pub(crate) fn foreign_paths(file: &File) -> Vec<Finding> {
    let code = code(file);
    let mut found = Vec::new();
    for quote in quotes(&code) {
        for root in ["std", "core", "alloc"] {
            let is_path = |at: usize| code[at + root.len()..].trim_start().starts_with("::");
            let uses = words(&code[quote.clone()], root).map(|at| quote.start + at).filter(|&at| is_path(at));
            found.extend(uses.map(|at| file.finding(line_of(&code, at), format!("generated code names `{root}`"))));
        }
    }
    found
}

/// Absolute paths in a stored expansion that do not lead into `__private`.
pub(crate) fn foreign_paths_of_an_expansion(file: &File) -> Vec<Finding> {
    let code = code(file);
    let is_root = |at: usize| {
        let before = &code[..at];
        let follows = before.ends_with(|last: char| last.is_alphanumeric() || "_>:".contains(last));
        let follows_apart = ["crate", "self", "super", "Self"].iter().any(|word| before.trim_end().ends_with(word));
        !follows && !follows_apart
    };
    let roots = code.match_indices("::").map(|(at, _)| at).filter(|&at| is_root(at));
    let foreign = roots.filter(|&at| !code[at..].starts_with("::ewrap::__private::"));
    foreign.map(|at| file.finding(line_of(&code, at), "an absolute path outside `::ewrap::__private`")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn library(text: &str) -> File {
        File::sample("ewrap-core/src/sample.rs", text)
    }

    #[test]
    fn atomics_are_found_however_they_are_imported() {
        for bad in
            ["use std::sync::atomic::AtomicU64;", "use std::sync::{Arc, atomic};", "let a = loom::sync::atomic::fence;"]
        {
            assert_eq!(atomics(&library(bad)).len(), 1, "{bad}");
            assert!(atomics(&File::sample(ATOMICS, bad)).is_empty());
        }
        assert!(atomics(&library("// std::sync::atomic\nuse crate::sync::AtomicU64;\n")).is_empty());
    }

    #[test]
    fn clocks_are_found() {
        assert_eq!(clocks(&library("let a = Instant::now();\nlet b = a.elapsed();\n")).len(), 2);
        assert!(clocks(&library("/// `Instant::now`\nfn f(elapsed: Duration) {}\n")).is_empty());
        assert_eq!(wall_clocks(&library("std::time::SystemTime::now()")).len(), 1);
        assert!(wall_clocks(&library("fn made_at() -> SystemTime;")).is_empty());
    }

    #[test]
    fn unsafe_is_found_in_code_only() {
        assert_eq!(unsafe_code(&library("unsafe { f() }")).len(), 1);
        let good = "// unsafe\nlet unsafety = \"unsafe\"; quote_spanned!(here=> unsafe { #call })";
        assert!(unsafe_code(&library(good)).is_empty());
    }

    #[test]
    fn an_ordering_needs_a_comment_of_its_own_name() {
        let bad = [
            "a.load(Ordering::Acquire)\n",
            "// Relaxed: a statistic.\na.load(Ordering::Acquire)\n",
            "// Acquire: far away.\n\n\n\n\na.load(Ordering::Acquire)\n",
            "// Acquire:\na.load(Ordering::Acquire)\n",
            "// It is Acquire: since b.\na.store(1, StaticOrdering::Acquire)\n",
        ];
        for bad in bad {
            assert_eq!(bare_orderings(&library(bad)).len(), 1, "{bad}");
        }
        let good = [
            "// Acquire: sees b.\na.load(Ordering::Acquire)\n",
            "// AcqRel: a.\n// Acquire: b.\n.compare_exchange(x, y, Ordering::AcqRel, Ordering::Acquire)\n",
            "a.load(Ordering::Relaxed) // Relaxed: a statistic.\n",
            "match a.cmp(&b) { std::cmp::Ordering::Less => 1 }\n",
        ];
        for good in good {
            assert!(bare_orderings(&library(good)).is_empty(), "{good}");
        }
    }

    #[test]
    fn generated_code_goes_through_the_facade() {
        assert_eq!(foreign_paths(&library("quote! { ::std::mem::drop(#a); core :: panic!() }")).len(), 2);
        let good = "use std::fmt;\nquote!(#krate::__private::once(#std, core))\nlet a = std::mem::take(&mut b);";
        assert!(foreign_paths(&library(good)).is_empty());
    }

    #[test]
    fn expansions_go_through_the_facade() {
        let expansion = |text: &str| File::sample("ewrap-macros/tests/expand/a.expanded.rs", text);
        let good = "fn f() -> a::B {\n    crate ::c::d:: <E>();\n    return ::ewrap::__private::once::<Result<u8, E>, _>(move || Vec::<u8>::new());\n}";
        assert_eq!(foreign_paths_of_an_expansion(&expansion(good)), []);
        for bad in ["let a = ::std::mem::take(b);", "(::core::panic!())", "::ewrap::Config::DEFAULT"] {
            assert_eq!(foreign_paths_of_an_expansion(&expansion(bad)).len(), 1, "{bad}");
        }
    }
}
