//! What a mistake looks like to the one who made it.
//!
//! Every file below `ui/` but those in `ui/pass` has one mistake, is named for it, and must not compile:
//!
//! - `ui/attribute`: the message is the macro's own. trybuild compares it, word for word, with the `.stderr` beside the
//!   file. To store new ones, run `TRYBUILD=overwrite cargo test -p ewrap-tests --test ui`, then read every line that
//!   changed as the user who gets it: does it point at the token, say what is wrong, and what to write instead?
//! - `ui/derive`: the same, of `#[derive(ErrorMeta)]`.
//! - `ui/types`: the message is the compiler's, or one of our traits' in its frame. Its text changes from release to
//!   release, so span and key words are compared, on every toolchain. Below the line of an error stands its annotation:
//!
//!   ```text
//!   fn load(id: u64) -> Option<u64> {
//!   //~                 ^^^^^^^^^^^ E0277 .. must return a `Result`, not `Option<u64>` .. note: return a `Result`
//!   ```
//!
//!   The carets are the primary span (to the end of the line, if it goes on below); ` .. ` separates key words, each of
//!   which must be found in the code, the message, a label or a note. There is nothing to store: a case that fails
//!   prints the annotation it would pass with.
//!
//!   `ui/timed` is the same with the feature `tokio`.
//!
//! `ui/pass` holds what only a whole crate can say, such as `#![no_implicit_prelude]`; it compiles without a word.
//!
//! Invariant: an error without an annotation fails, and so does a warning. One mistake is one error.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;

/// The fewest cases there may be of each kind.
const FEWEST: [(&str, usize); 5] = [("attribute", 165), ("derive", 75), ("types", 110), ("timed", 4), ("pass", 5)];

/// Cases that are about several mistakes, about one that is shown at two places, or about a name that was not given
/// and what stands in its place; and how many errors they have.
const SEVERAL: [(&str, usize); 12] = [
    ("argument_twice", 2),
    ("several_mistakes", 7),
    ("several_mistakes_of_policy", 5),
    ("code_twice", 2),
    ("code_twice_behind_prefixes", 2),
    ("field_name_twice", 2),
    ("from_and_no_from", 2),
    ("retry_after_twice", 2),
    ("source_twice", 2),
    ("word_twice", 2),
    ("word_twice_in_two_attributes", 2),
    ("several_derive_mistakes", 8),
];

#[test]
fn messages_of_the_macro_are_as_stored() {
    let cases = trybuild::TestCases::new();
    cases.compile_fail("ui/attribute/*.rs");
    cases.compile_fail("ui/derive/*.rs");
}

#[test]
fn errors_of_the_compiler_are_where_the_mistake_is() {
    let mut report = String::new();
    for case in [cases("types"), cases("timed")].concat().iter().filter(|case| expected(case).is_empty()) {
        let _ = writeln!(report, "{}: no annotation\n", case.path.display());
    }
    let (plain, timed) = ([cases("types"), cases("pass")].concat(), cases("timed"));
    let found = [check("ui", "", &plain), check("ui-timed", "\"tokio\"", &timed)].concat();
    let cases = [plain, timed].concat();
    for case in &cases {
        let found: Vec<&Error> = found.iter().filter(|error| error.case == case.name).collect();
        compare(case, &found, &mut report);
    }
    assert!(report.is_empty(), "\n{report}");
}

#[test]
fn one_mistake_is_one_error_in_the_style_of_the_house() {
    let mut report = String::new();
    for case in [cases("attribute"), cases("derive")].concat() {
        let stored = fs::read_to_string(case.path.with_extension("stderr")).unwrap_or_default();
        let messages: Vec<&str> = stored.lines().filter_map(|line| line.strip_prefix("error: ")).collect();
        let wanted = SEVERAL.iter().find(|(name, _)| *name == case.name).map_or(1, |(_, number)| *number);
        if messages.len() != wanted || stored.contains("\nwarning") || stored.contains("\nerror[") {
            let _ = writeln!(report, "{}: {} messages, not {wanted}:\n{stored}", case.name, messages.len());
        }
        for message in messages {
            if message.starts_with(char::is_uppercase) || message.ends_with('.') && !message.ends_with("..") {
                let _ = writeln!(report, "{}: lowercase, no full stop: {message}", case.name);
            }
        }
    }
    assert!(report.is_empty(), "\n{report}");
}

#[test]
fn no_case_has_gone() {
    for (kind, fewest) in FEWEST {
        let number = cases(kind).len();
        assert!(number >= fewest, "{number} cases in ui/{kind}, at least {fewest} expected");
    }
}

/// A file of `ui/`.
#[derive(Clone)]
struct Case {
    name: String,
    path: PathBuf,
    text: String,
}

/// The cases of one kind, in order.
fn cases(kind: &str) -> Vec<Case> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("ui").join(kind);
    let entries = fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "rs"));
    paths.sort();
    let read = |path: PathBuf| {
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        Case { name, text: fs::read_to_string(&path).expect("a case is a text"), path }
    };
    paths.into_iter().map(read).collect()
}

/// A place in a case: line and columns from 1, the end exclusive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Place {
    line: usize,
    start: usize,
    end: usize,
}

/// What an annotation asks for.
struct Expected {
    place: Place,
    words: Vec<String>,
}

/// The annotations of a case. Carets belong to the last line above that is no annotation.
fn expected(case: &Case) -> Vec<Expected> {
    let mut line = 0;
    let mut found = Vec::new();
    for (index, text) in case.text.lines().enumerate() {
        let Some(rest) = text.trim_start().strip_prefix("//~") else {
            line = index + 1;
            continue;
        };
        let Some(start) = text.find('^') else { panic!("{}: an annotation without carets: {text}", case.name) };
        let words = rest.trim_start().trim_start_matches('^');
        let end = text.len() - words.len();
        let words = words.split(" .. ").map(|words| words.trim().to_owned()).collect();
        found.push(Expected { place: Place { line, start: start + 1, end: end + 1 }, words });
    }
    found
}

/// What the compiler said about a case.
#[derive(Clone)]
struct Error {
    case: String,
    place: Place,
    /// Code, message, labels and notes, one a line.
    text: String,
    rendered: String,
}

/// Adds to `report` where `found` is not what `case` expects.
fn compare(case: &Case, found: &[&Error], report: &mut String) {
    let expected = expected(case);
    let fits = |error: &Error, wanted: &Expected| {
        error.place == wanted.place && wanted.words.iter().all(|words| error.text.contains(words.as_str()))
    };
    let path = case.path.display();
    for error in found.iter().filter(|error| !expected.iter().any(|wanted| fits(error, wanted))) {
        let _ = writeln!(report, "{path}: not expected, or not there:\n{}\n{}\n", error.rendered, annotation(error));
    }
    for wanted in expected.iter().filter(|wanted| !found.iter().any(|error| fits(error, wanted))) {
        let _ = writeln!(report, "{path}: not found at {:?}: {}\n", wanted.place, wanted.words.join(" .. "));
    }
    if found.len() != expected.len() {
        let _ = writeln!(report, "{path}: {} errors, {} annotations\n", found.len(), expected.len());
    }
}

/// The annotation with which `error` would pass.
fn annotation(error: &Error) -> String {
    let Place { line, start, end } = error.place;
    let first = error.text.lines().next().unwrap_or_default();
    let (gap, carets) = (" ".repeat(start.saturating_sub(4)), "^".repeat(end.saturating_sub(start)));
    format!("below line {line}:\n//~{gap}{carets} {first}")
}

/// Compiles all cases, each as a program of one scratch package, and gives what the compiler said.
fn check(folder: &str, features: &str, cases: &[Case]) -> Vec<Error> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(folder);
    scratch_package(&folder, features, cases);
    let output = Command::new(env!("CARGO"))
        .args(["check", "--bins", "--keep-going", "--offline", "--quiet", "--message-format=json"])
        .current_dir(&folder)
        .env("CARGO_TARGET_DIR", folder.join("target"))
        .env_remove("CARGO_ENCODED_RUSTFLAGS")
        .env_remove("RUSTFLAGS")
        .stdin(Stdio::null())
        .output()
        .expect("cargo runs");
    let lines = String::from_utf8_lossy(&output.stdout);
    let messages: Vec<Value> = lines.lines().filter_map(|line| serde_json::from_str(line).ok()).collect();
    assert!(!messages.is_empty(), "cargo said:\n{}", String::from_utf8_lossy(&output.stderr));
    messages
        .iter()
        .filter(|message| message["reason"] == "compiler-message")
        .filter_map(|it| error(it, cases))
        .collect()
}

/// A package outside of the workspace, with its lock file, so that nothing is looked up.
fn scratch_package(folder: &Path, features: &str, cases: &[Case]) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("this package is in the workspace");
    let mut manifest =
        "[package]\nname = \"ewrap-ui\"\nversion = \"0.0.0\"\nedition = \"2024\"\nautobins = false\n\n[workspace]\n"
            .to_owned();
    let path = root.join("ewrap");
    let _ = writeln!(
        manifest,
        "\n[dependencies]\newrap = {{ path = '{}', features = [{features}] }}\nthiserror = \"2\"",
        path.display()
    );
    for Case { name, path, .. } in cases {
        let _ = writeln!(manifest, "\n[[bin]]\nname = '{name}'\npath = '{}'", path.display());
    }
    fs::create_dir_all(folder)
        .and_then(|()| fs::write(folder.join("Cargo.toml"), manifest))
        .and_then(|()| fs::copy(root.join("Cargo.lock"), folder.join("Cargo.lock")))
        .unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
}

/// One message of the compiler, unless it is a summary. What is not about a case fails at once.
fn error(message: &Value, cases: &[Case]) -> Option<Error> {
    let (name, message) = (message["target"]["name"].as_str().unwrap_or_default(), &message["message"]);
    let spans = message["spans"].as_array().filter(|spans| !spans.is_empty());
    let is_summary = spans.is_none() && message["code"].is_null();
    let rendered = message["rendered"].as_str().unwrap_or_default().to_owned();
    let Some(case) = cases.iter().find(|case| case.name == name) else {
        assert!(message["level"] != "error", "{name} does not compile:\n{rendered}");
        return None;
    };
    let mut text = String::new();
    if let Some(code) = message["code"]["code"].as_str() {
        let _ = write!(text, "{code}: ");
    }
    tell(message, &mut text);
    (!is_summary).then(|| Error {
        case: case.name.clone(),
        place: place(spans.map_or(&[], Vec::as_slice), case),
        text,
        rendered,
    })
}

/// The message, its labels, and the same of the notes below it.
fn tell(message: &Value, text: &mut String) {
    let _ = writeln!(text, "{}", message["message"].as_str().unwrap_or_default());
    for span in message["spans"].as_array().into_iter().flatten() {
        let _ = writeln!(text, "{}", span["label"].as_str().unwrap_or_default());
    }
    for note in message["children"].as_array().into_iter().flatten() {
        let _ = write!(text, "{}: ", note["level"].as_str().unwrap_or_default());
        tell(note, text);
    }
}

/// The primary span in the case itself; line 0 if there is none.
fn place(spans: &[Value], case: &Case) -> Place {
    let number = |span: &Value, key: &str| {
        span[key].as_u64().and_then(|number| usize::try_from(number).ok()).unwrap_or_default()
    };
    let primary = spans.iter().find(|span| span["is_primary"] == true).map(|span| inside(span, case));
    let Some(span) = primary.flatten() else { return Place { line: 0, start: 0, end: 0 } };
    let (line, start) = (number(span, "line_start"), number(span, "column_start"));
    let goes_on = number(span, "line_end") > line;
    let whole = case.text.lines().nth(line - 1).map_or(0, |text| text.chars().count());
    Place { line, start, end: if goes_on { whole + 1 } else { number(span, "column_end") } }
}

/// `span`, or the macro call in the case that it comes from.
fn inside<'a>(span: &'a Value, case: &Case) -> Option<&'a Value> {
    let of_case = span["file_name"].as_str().is_some_and(|file| Path::new(file) == case.path);
    if of_case { Some(span) } else { inside(span["expansion"].get("span")?, case) }
}
