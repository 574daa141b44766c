//! The text of groups.

use std::error::Error;
use std::fmt;
use std::io;

use ewrap_core::{ErrorGroup, ErrorKind, ErrorMeta};

use crate::support::{Meant, Node};

fn message(error: &impl ErrorMeta) -> String {
    ewrap_core::Link::Meta(error).to_string()
}

#[test]
fn none_one_and_many() {
    let mut group = ErrorGroup::new();
    assert_eq!(group.to_string(), "no errors");
    group.push(io::Error::other("disk full"));
    assert_eq!(group.to_string(), "disk full");
    group.push(io::Error::other("no route"));
    assert_eq!(group.to_string(), "2 errors occurred:\n1: disk full\n2: no route");
    assert_eq!(message(&group), group.to_string());
}

#[test]
fn what_was_not_kept_is_counted_in_the_last_line() {
    let mut group = ErrorGroup::bounded(1);
    group.extend(["a"; 8]);
    assert_eq!(group.to_string(), "8 errors occurred:\n1: a\nand 7 more");
    assert_eq!(format!("{group:?}"), "[\"a\", and 7 more]");
}

#[test]
fn nested_groups_are_indented_to_their_text() {
    let inner = ErrorGroup::from(vec!["a", "b"]);
    let group: ErrorGroup<_> = std::iter::repeat_n(inner, 10).collect();
    let text = group.to_string();
    assert!(text.starts_with("10 errors occurred:\n1: 2 errors occurred:\n   1: a\n   2: b\n2: 2 errors"), "{text}");
    assert!(text.ends_with("\n10: 2 errors occurred:\n    1: a\n    2: b"), "{text}");
}

#[test]
fn a_group_in_an_enum_reads_the_same() {
    let leaf = |text| Node::Leaf(Meant::kind(text, ErrorKind::NotFound));
    let inner = Node::Group([leaf("a"), leaf("b")].into_iter().collect());
    let group: ErrorGroup<_> = [leaf("c"), inner].into_iter().collect();
    let expected = "2 errors occurred:\n1: c\n2: 2 errors occurred:\n   1: a\n   2: b";
    assert_eq!(group.to_string(), expected);
    assert_eq!(message(&group), expected);
}

#[test]
fn no_text_can_pass_for_another_error() {
    let group = ErrorGroup::from(vec!["a\n2: forged\n\n3: forged\n", "b"]);
    assert_eq!(group.to_string(), "2 errors occurred:\n1: a\n   2: forged\n\n   3: forged\n\n2: b");
}

#[test]
fn a_group_of_groups_of_one_is_that_one() {
    let group = ErrorGroup::from(vec![ErrorGroup::from(vec!["a"])]);
    assert_eq!(group.to_string(), "a");
}

struct Flags;

impl fmt::Display for Flags {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if f.alternate() { "long" } else { "short" })
    }
}

#[test]
fn the_alternate_form_reaches_every_error() {
    let group = ErrorGroup::from(vec![ErrorGroup::from(vec![Flags]), ErrorGroup::from(vec![Flags, Flags])]);
    assert!(format!("{group:#}").contains("1: long") && !format!("{group:#}").contains("short"));
    assert!(!group.to_string().contains("long"));
}

#[test]
fn the_only_error_gives_its_source() {
    let wrapped = || io::Error::other(Wrapper(io::ErrorKind::TimedOut.into()));
    let mut group = ErrorGroup::from(vec![wrapped()]);
    assert!(group.source().unwrap().is::<io::Error>());
    group.push(wrapped());
    assert!(group.source().is_none());
}

#[derive(Debug)]
struct Wrapper(io::Error);

impl fmt::Display for Wrapper {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("wrapper")
    }
}

impl Error for Wrapper {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        Some(&self.0)
    }
}
