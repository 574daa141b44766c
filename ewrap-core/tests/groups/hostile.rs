//! Errors that panic, a million of them, and groups a hundred thousand levels deep.

use std::cell::Cell;
use std::fmt::{self, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};

use ewrap_core::{ErrorGroup, ErrorKind, Link, Severity, Verdict, meta};

use crate::support::{Drops, Meant, Node};

const LEVELS: usize = 100_000;

/// Panics at its text, while it is told to.
struct Panics<'a>(&'a Cell<bool>);

impl fmt::Display for Panics<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        assert!(!self.0.get(), "a text that panics");
        f.write_str("calm")
    }
}

#[test]
fn a_text_that_panics_leaves_the_next_ones_whole() {
    let panics = Cell::new(true);
    let group: ErrorGroup<_> = (0..2).map(|_| ErrorGroup::from(vec![Panics(&panics), Panics(&panics)])).collect();
    // More often than groups are written into one another.
    for _ in 0..100 {
        assert!(catch_unwind(AssertUnwindSafe(|| group.to_string())).is_err());
    }
    panics.set(false);
    assert!(group.to_string().ends_with("2: 2 errors occurred:\n   1: calm\n   2: calm"));
}

#[test]
fn a_text_that_fails_fails_the_group() {
    struct Fails;
    impl fmt::Display for Fails {
        fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
            Err(fmt::Error)
        }
    }
    let group = ErrorGroup::from(vec![Fails, Fails]);
    assert!(write!(String::new(), "{group}").is_err());
}

#[test]
fn a_destructor_that_panics_drops_the_others() {
    let drops = Drops::default();
    let mut group = ErrorGroup::new();
    group.push(Drops { count: drops.count.clone(), panics: true });
    group.push(drops.clone());
    assert!(catch_unwind(AssertUnwindSafe(|| group.clear())).is_err());
    assert_eq!((drops.seen(), group.total()), (2, 0));
}

/// Counts the pieces that are written.
#[derive(Default)]
struct Pieces(usize, usize);

impl Write for Pieces {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.0 += 1;
        self.1 += text.len();
        Ok(())
    }
}

#[test]
fn the_text_of_a_million_errors_is_linear() {
    let pieces = |count: usize| {
        let group: ErrorGroup<_> = std::iter::repeat_n("down", count).collect();
        let mut pieces = Pieces::default();
        write!(pieces, "{group}").unwrap();
        pieces
    };
    let (some, many) = (pieces(1000), pieces(1_000_000));
    assert!(many.0 <= some.0 * 1000 && many.1 <= some.1 * 2000, "{} {} {} {}", some.0, some.1, many.0, many.1);
}

#[test]
fn a_million_errors_can_be_asked() {
    let group: ErrorGroup<_> =
        (0..1_000_000).map(|_| Meant::kind("down", ErrorKind::Unavailable).retryable(true)).collect();
    assert_eq!((meta::verdict(&group), meta::retryable(&group)), (Verdict::Failure, Some(true)));
    assert_eq!(meta::kind(&group), ErrorKind::Unavailable);
}

/// What is asked of a deep group must neither overflow the stack nor look at a level twice.
fn assert_answers(node: &Node) {
    assert_eq!(meta::kind(node), ErrorKind::Database);
    assert_eq!(meta::severity(node), Severity::Critical);
    assert_eq!(meta::verdict(node), Verdict::Failure);
    assert_eq!(meta::retryable(node), None);
    assert_eq!(meta::retry_after(node), None);
    assert_eq!(meta::find::<&str>(node, "key"), None);
    assert_eq!(meta::safe_message(node), ErrorKind::Database.title());
    assert_eq!(meta::help(node), None);
}

#[test]
fn deep_groups_of_one_are_asked_and_written() {
    let node = Node::deep(LEVELS, false, Meant::kind("down", ErrorKind::Database).severity(Severity::Critical));
    assert_answers(&node);
    assert_eq!(node.to_string(), "1 error occurred", "below the depth that is written");
    assert!(format!("{node:?}").contains("[1 errors]"));
    node.take_down();
}

#[test]
fn deep_groups_of_several_are_asked_and_written() {
    let node = Node::deep(LEVELS, true, Meant::kind("down", ErrorKind::Database).severity(Severity::Critical));
    assert_answers(&node);
    let text = node.to_string();
    assert_eq!(text, Link::Meta(&node).to_string());
    assert_eq!(text.lines().count(), 2 * 32 + 1);
    assert!(text.ends_with("2: 2 errors occurred"), "{text}");
    node.take_down();
}
