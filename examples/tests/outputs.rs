//! Every example runs, and prints what it is expected to print.
//!
//! `cargo test` builds the examples beside this test. Expected output is in `expected/`, one file an example; run with
//! `EWRAP_BLESS=1` to write it anew, and read the difference. `outage` lives in real time, so of it the structure is
//! compared, on a shorter outage than its own.

#![expect(clippy::unwrap_used, reason = "a panic here is the report")]

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// The binary of an example; refuses to guess when it was not built.
fn binary(name: &str) -> PathBuf {
    let test = env::current_exe().unwrap();
    let target = test.parent().and_then(Path::parent).unwrap();
    let binary = target.join("examples").join(name).with_extension(env::consts::EXE_EXTENSION);
    assert!(
        binary.exists(),
        "{} is missing: `cargo test -p ewrap-examples` builds it, `--test outputs` alone does not",
        binary.display()
    );
    binary
}

fn run(name: &str, args: &[&str]) -> Output {
    Command::new(binary(name)).args(args).stdin(Stdio::null()).output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// Compares stdout letter by letter.
fn prints_as_expected(name: &str) {
    let Output { status, stdout, stderr } = run(name, &[]);
    assert!(status.success(), "{name}: {status}\n{}", text(&stderr));
    assert_eq!(text(&stderr), "", "{name} writes to stderr");
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("expected").join(name).with_extension("txt");
    if env::var_os("EWRAP_BLESS").is_some() {
        fs::write(&path, &stdout).unwrap();
    }
    let expected = fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(text(&stdout), expected, "{name} does not print {}; EWRAP_BLESS=1 accepts it", path.display());
}

macro_rules! examples {
    ($($name:ident)*) => {
        $(
            #[test]
            fn $name() {
                prints_as_expected(stringify!($name));
            }
        )*

        /// The names above, the manifest and the folder must not drift apart.
        #[test]
        fn every_example_is_checked() {
            let checked = [$(stringify!($name),)* "outage"];
            let manifest = include_str!("../Cargo.toml");
            let listed = manifest.split("[[example]]\nname = \"").skip(1).filter_map(|rest| rest.split('"').next());
            let mut listed: Vec<_> = listed.collect();
            let mut checked = checked.to_vec();
            listed.sort_unstable();
            checked.sort_unstable();
            assert_eq!(listed, checked);
        }
    };
}

examples! {
    basic services layered_fallbacks batch batch_errors critical_and_background monitoring operator deadline degradation tenants testing shop
    catalog
}

/// The lines below a heading.
fn section<'a>(report: &'a str, heading: &str) -> Vec<&'a str> {
    let lines = report.lines().skip_while(|line| *line != heading);
    let body: Vec<_> = lines.skip(2).take_while(|line| !line.is_empty()).collect();
    assert!(!body.is_empty(), "no {heading:?} in:\n{report}");
    body
}

#[test]
fn outage_opens_probes_and_closes() {
    let args = ["--before", "600ms", "--outage", "2s", "--after", "1s"];
    let Output { status, stdout, stderr } = run("outage", &args);
    let report = text(&stdout);
    assert!(status.success(), "{status}\n{}\n{report}", text(&stderr));
    assert!(!report.contains('\x1b'), "plain where stdout is not a terminal");

    for phase in ["before", "outage", "after"] {
        let live = |heading| section(&report, heading).into_iter().filter(|line| line.contains(phase)).count();
        assert!(live("with the breaker") >= 2 && live("the same without the breaker") >= 2, "{phase}:\n{report}");
    }

    let transitions: Vec<(&str, &str)> = section(&report, "Transitions")[1..]
        .iter()
        .map(|line| {
            let words: Vec<_> = line.split_whitespace().collect();
            assert_eq!((words[1], words[3]), ("s", "->"), "{line}");
            (words[2], words[4])
        })
        .collect();
    assert_eq!(transitions[..2], [("closed", "open"), ("open", "half_open")], "{report}");
    assert!(transitions.contains(&("half_open", "open")), "a probe failed:\n{report}");
    assert_eq!(transitions.last(), Some(&("half_open", "closed")), "{report}");
    assert!(transitions.windows(2).all(|pair| pair[0].1 == pair[1].0), "no gaps:\n{report}");

    assert_eq!(section(&report, "Calls by outcome").len(), 4);
    assert_eq!(section(&report, "Latency").len(), 6);
    assert!(section(&report, "The outage, with the breaker and without").len() > 4);
    assert!(section(&report, "The breaker").iter().all(|line| line.starts_with("  yes  ")), "{report}");
}

#[test]
fn outage_without_comparison_leaves_it_out() {
    let args = ["--no-comparison", "--before", "300ms", "--outage", "1s", "--after", "1s"];
    let output = run("outage", &args);
    assert!(output.status.success(), "{}", text(&output.stderr));
    assert!(!text(&output.stdout).contains("without"));
}

#[test]
fn outage_says_what_did_not_happen() {
    // One caller cannot fail five times in so short an outage.
    let args = [
        "--no-comparison",
        "--tasks",
        "1",
        "--rate",
        "50",
        "--outage",
        "500ms",
        "--before",
        "300ms",
        "--after",
        "800ms",
    ];
    let Output { status, stderr, .. } = run("outage", &args);
    assert_eq!(status.code(), Some(1));
    assert!(text(&stderr).contains("\n  not opened: it never did"), "{}", text(&stderr));
}

#[test]
fn outage_help_lists_its_knobs() {
    let Output { status, stdout, .. } = run("outage", &["--help"]);
    assert!(status.success());
    for knob in [
        "--tasks",
        "--rate",
        "--users",
        "--seed",
        "--before",
        "--outage",
        "--after",
        "--busy-timeout",
        "--no-comparison",
        "--plain",
        "--help",
    ] {
        assert!(text(&stdout).contains(knob), "{knob}");
    }
}

#[test]
fn outage_refuses_bad_arguments() {
    let cases: [(&[&str], &str); 6] = [
        (&["--tasks", "0"], "--tasks of 0 is out of range (1 to 64)"),
        (&["--tasks", "many"], "--tasks takes a whole number, not \"many\""),
        (&["--outage", "3"], "--outage takes a time like 250ms or 1.5s, not \"3\""),
        (&["--busy-timeout", "2s"], "--busy-timeout of 2s is out of range (20ms to 400ms)"),
        (&["--rate", "1000", "--tasks", "2"], "--rate of 1000 is too much for 2 tasks (at most 400)"),
        (&["--colour"], "invalid option '--colour'"),
    ];
    for (args, message) in cases {
        let Output { status, stdout, stderr } = run("outage", args);
        assert_eq!(status.code(), Some(2), "{args:?}");
        assert_eq!((text(&stdout), text(&stderr)), (String::new(), format!("outage: {message} (see --help)\n")));
    }
}
