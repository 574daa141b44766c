//! The house rules that a program can check.
//!
//! One test a rule, named for it; what is found is reported with file, line and remedy. The rules' checkers are in
//! `tidy/`, each with tests of its own that show it something bad: a checker that cannot fail checks nothing.

mod tidy {
    pub(crate) mod code;
    pub(crate) mod manifests;
    pub(crate) mod map;
    pub(crate) mod markdown;
    pub(crate) mod runtime;
    pub(crate) mod sources;
    pub(crate) mod tree;
}

use std::process::Command;

use tidy::manifests::{members, missing_facts, own_lints, unexplained_features};
use tidy::map::{disorder, gaps, missing_from_facade};
use tidy::markdown::{dead_ends, table, unknown_targets, untested_blocks};
use tidy::runtime::{
    atomics, bare_orderings, clocks, foreign_paths, foreign_paths_of_an_expansion, unsafe_code, wall_clocks,
};
use tidy::sources::{
    MAX_CASE_LINES, MAX_EXAMPLE_LINES, MAX_LINES, leftovers, no_header, prefixed_tests, sleeps, too_long,
    unexplained_exceptions,
};
use tidy::tree::{File, Finding, file, files, hold, paths, root};

/// What users may have to build, ourselves among them.
const MAX_CRATES: usize = 12;

fn in_sources(rule: impl FnMut(&File) -> Vec<Finding>) -> Vec<Finding> {
    files("rs").iter().flat_map(rule).collect()
}

fn in_libraries(mut rule: impl FnMut(&File) -> Vec<Finding>) -> Vec<Finding> {
    in_sources(|file| if file.is_of_a_library() { rule(file) } else { Vec::new() })
}

fn in_pages(rule: impl FnMut(&File) -> Vec<Finding>) -> Vec<Finding> {
    files("md").iter().filter(|page| !page.path.contains('/')).flat_map(rule).collect()
}

fn in_members(rule: impl FnMut(&File) -> Vec<Finding>) -> Vec<Finding> {
    let manifest = file("Cargo.toml");
    members(&manifest)
        .iter()
        .map(|member| file(&format!("{member}/Cargo.toml")))
        .collect::<Vec<_>>()
        .iter()
        .flat_map(rule)
        .collect()
}

// --- every source file -----------------------------------------------------------------------------------------------

#[test]
fn every_source_file_opens_by_saying_what_it_is() {
    let remedy = "begin the file with `//!`: what it is, where it sits in the path of a call, the invariant it keeps";
    hold("every .rs file opens with `//!`", remedy, in_sources(no_header));
}

#[test]
fn no_source_file_is_longer_than_the_ceiling() {
    let long = in_sources(|file| if file.is_a_case() { Vec::new() } else { too_long(file, MAX_LINES) });
    hold("a file is one idea, of at most 500 lines", "split it where the ideas part", long);
}

#[test]
fn nothing_is_left_to_do_or_debug() {
    let remedy = "finish it, or take it out: a test that may not run tests nothing";
    hold("no `todo!`, `unimplemented!`, `dbg!`, `#[ignore]`", remedy, in_sources(leftovers));
}

#[test]
fn every_exception_from_a_lint_has_a_reason() {
    let remedy = "add `reason = \"..\"`, or mend what the lint found";
    hold("`#[allow]` and `#[expect]` say why", remedy, in_sources(unexplained_exceptions));
}

#[test]
fn tests_are_named_as_sentences() {
    hold("no test is called `test_..`", "say what holds: `half_open_admits_one_probe`", in_sources(prefixed_tests));
}

#[test]
fn no_test_sleeps() {
    let sleeping = in_sources(|file| {
        let is_test = file.path.starts_with("tests/") || file.path.contains("/tests/");
        if is_test || file.is_of_a_library() { sleeps(file) } else { Vec::new() }
    });
    hold("nothing sleeps to wait for a state", "move a `ManualClock`, or wait for the event itself", sleeping);
}

#[test]
fn an_example_answers_one_question() {
    let is_example = |path: &str| path.starts_with("examples/") && path.matches('/').count() == 1;
    let long = in_sources(|file| if is_example(&file.path) { too_long(file, MAX_EXAMPLE_LINES) } else { Vec::new() });
    hold("an example in one file has at most 120 lines", "answer one question, or move what is shared", long);
}

#[test]
fn a_compile_fail_case_is_one_mistake() {
    let is_mistake = |file: &File| {
        file.is_a_case() && file.path.starts_with("tests/ui/") && !file.path.starts_with("tests/ui/pass/")
    };
    let long = in_sources(|file| if is_mistake(file) { too_long(file, MAX_CASE_LINES) } else { Vec::new() });
    hold("a case is short", "one mistake a file, about ten lines", long);
}

// --- what the libraries may touch ------------------------------------------------------------------------------------

#[test]
fn one_file_names_atomics() {
    let remedy = "import it from `crate::sync`, so that loom can take its place";
    hold("atomics are named in ewrap-core/src/sync.rs only", remedy, in_libraries(atomics));
}

#[test]
fn every_ordering_has_its_reason_above_it() {
    let remedy = "write `// Acquire: observes .., the other end is ..` within the 4 lines above";
    hold("every `Ordering::X` has a comment that begins `X:`", remedy, in_libraries(bare_orderings));
}

#[test]
fn one_file_reads_the_clock() {
    let remedy = "take the time as an argument; the caller asks its `Clock`";
    hold("`Instant::now` is called in ewrap-core/src/clock only", remedy, in_libraries(clocks));
}

#[test]
fn one_file_reads_the_time_of_day() {
    let remedy = "monotonic time decides; the time of day only stamps errors";
    hold("the time of day is read in ewrap-core/src/error/today_*.rs only", remedy, in_libraries(wall_clocks));
}

#[test]
fn there_is_no_unsafe_code_in_the_libraries() {
    hold("no `unsafe`", "use what std or a dependency offers", in_libraries(unsafe_code));
}

#[test]
fn generated_code_goes_through_the_private_module() {
    let remedy = "re-export it in ewrap-core/src/private/mod.rs and write a path into `__private`";
    let quoted = in_libraries(foreign_paths);
    let expanded =
        in_sources(|file| if file.is_an_expansion() { foreign_paths_of_an_expansion(file) } else { Vec::new() });
    hold("generated code names nothing outside `__private`", remedy, quoted.into_iter().chain(expanded));
}

// --- the map ---------------------------------------------------------------------------------------------------------

#[test]
fn every_file_of_the_libraries_is_on_the_map() {
    let (map, paths) = (file("ARCHITECTURE.md"), paths());
    let gaps = ["ewrap", "ewrap-core", "ewrap-macros"].iter().flat_map(|krate| gaps(&map, krate, &paths));
    hold("the code map lists each file once, by one line", "add or remove the row in ARCHITECTURE.md", gaps);
}

#[test]
fn modules_are_declared_in_the_order_of_the_map() {
    let (map, core) = (file("ARCHITECTURE.md"), file("ewrap-core/src/lib.rs"));
    let remedy = "a call passes them in that order: change the one that is wrong";
    hold("modules of ewrap-core stand in the order of the map", remedy, disorder(&core, &map, "ewrap-core"));
}

#[test]
fn the_facade_names_all_that_is_public_in_the_core() {
    let (core, facade) = (file("ewrap-core/src/lib.rs"), file("ewrap/src/lib.rs"));
    let remedy = "add it to the `pub use` of ewrap/src/lib.rs";
    hold("users name everything through `ewrap`", remedy, missing_from_facade(&core, &facade));
}

// --- prose -----------------------------------------------------------------------------------------------------------

#[test]
fn links_and_paths_in_prose_exist() {
    let paths = paths();
    let dead = in_pages(|page| dead_ends(page, &paths));
    hold("links and paths in the root's pages lead somewhere", "name what exists, from the root", dead);
}

#[test]
fn code_in_prose_is_tested() {
    let remedy = "name the language; let Rust run: the facade's doctests include README.md";
    hold("code blocks are run, or are no Rust", remedy, in_pages(untested_blocks));
    let facade = file("ewrap/src/lib.rs");
    assert!(facade.text.contains("include_str!(\"../../README.md\")"), "ewrap/src/lib.rs no longer tests README.md");
}

#[test]
fn commands_in_prose_exist() {
    let (paths, manifests) = (paths(), files("toml"));
    let unknown = in_pages(|page| unknown_targets(page, &paths, &manifests));
    hold("examples and tests that pages name exist", "name one that does", unknown);
}

#[test]
fn the_test_command_of_the_readme_is_the_one_ci_runs() {
    let command = "cargo test --workspace";
    for path in ["README.md", "CONTRIBUTING.md", ".ci/run"] {
        assert!(file(path).text.contains(command), "{path} does not name `{command}`");
    }
}

#[test]
fn words_of_the_attribute_are_those_of_the_macro() {
    let reference = file("ewrap-macros/src/words.md");
    let known = table(&reference, "word");
    assert!(known.len() > 1, "ewrap-macros/src/words.md has no table");
    for page in [file("README.md"), file("ewrap/src/lib.rs")] {
        let text = page.text.replace("//! ", "");
        let page = File { text, ..page };
        let rows = table(&page, "word");
        for row in rows.iter().skip(1) {
            let word = known.iter().find(|known| known[0] == row[0]);
            let word = word.unwrap_or_else(|| panic!("{}: the macro has no word {}", page.path, row[0]));
            for (column, cell) in rows[0].iter().zip(row) {
                let index = known[0].iter().position(|known| known == column);
                let index = index.unwrap_or_else(|| panic!("{}: the macro's table has no column {column}", page.path));
                assert_eq!(word[index], *cell, "{}: {column} of {} (right: the page)", page.path, row[0]);
            }
        }
        let is_shown = |row: &&Vec<&str>| rows.iter().any(|shown| shown[0] == row[0]);
        let missing: Vec<_> = known.iter().filter(|row| !is_shown(row)).map(|row| row[0]).collect();
        assert!(rows.is_empty() || missing.is_empty(), "{}: the table lacks {missing:?}", page.path);
    }
}

// --- manifests -------------------------------------------------------------------------------------------------------

#[test]
fn every_member_takes_the_lints_of_the_workspace() {
    hold("`[lints] workspace = true`", "inherit them, or say above `[lints.rust]` why not", in_members(own_lints));
}

#[test]
fn every_member_says_what_it_needs_and_whether_it_is_published() {
    let remedy = "inherit it from the workspace";
    hold("members say edition, rust-version, license, description, publish", remedy, in_members(missing_facts));
}

#[test]
fn every_feature_says_what_it_adds_and_costs() {
    hold("features have a comment", "say above it what it adds and what it costs", in_members(unexplained_features));
}

#[test]
fn the_lock_file_is_committed() {
    assert!(!file("Cargo.lock").text.is_empty(), "Cargo.lock is missing: CI and readers build what it pins");
    assert!(!file(".gitignore").text.contains("Cargo.lock"), ".gitignore must not name Cargo.lock");
}

#[test]
fn users_build_few_crates() {
    let arguments =
        ["tree", "--package", "ewrap", "--edges", "normal,build", "--prefix", "none", "--no-dedupe", "--locked"];
    let output = Command::new(env!("CARGO")).args(arguments).current_dir(root()).output().expect("cargo runs");
    assert!(output.status.success(), "cargo tree: {}", String::from_utf8_lossy(&output.stderr));
    let tree = String::from_utf8_lossy(&output.stdout);
    let mut crates: Vec<&str> =
        tree.lines().filter_map(|line| line.split(' ').next()).filter(|name| !name.is_empty()).collect();
    crates.sort_unstable();
    crates.dedup();
    assert!(crates.contains(&"ewrap-core"), "cargo tree says: {tree}");
    assert!(
        crates.len() <= MAX_CRATES,
        "ewrap with default features builds {} crates (at most {MAX_CRATES}): {crates:?}",
        crates.len()
    );
}
