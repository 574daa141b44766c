//! What a group of errors costs, and what the pool is worth: fill and drop, beside a bare `Vec`.

use std::hint::black_box;

use ewrap::{ErrorGroup, ErrorGroupPool, SharedErrorGroup};

use super::Case;

/// An error of one word.
#[derive(Debug)]
struct Failed(#[expect(dead_code, reason = "it is there for its size")] u64);

fn errors(count: u64) -> impl Iterator<Item = Failed> {
    (0..black_box(count)).map(Failed)
}

pub(crate) fn cases() -> Vec<Case> {
    let pool = ErrorGroupPool::<Failed>::new();
    let mut cases = vec![
        Case::new("group: nothing fails", || ErrorGroup::<Failed>::new().into_result()),
        Case::new("group: nothing fails, pool", move || pool.get().into_result().is_ok()),
    ];
    for (count, names) in [
        (1, ["floor: Vec, 1 error", "group: 1 error", "group: 1 error, pool", "group: 1 error, shared"]),
        (8, ["floor: Vec, 8 errors", "group: 8 errors", "group: 8 errors, pool", "group: 8 errors, shared"]),
        (64, ["floor: Vec, 64 errors", "group: 64 errors", "group: 64 errors, pool", "group: 64 errors, shared"]),
    ] {
        let [vec, group, pooled, shared] = names;
        let pool = ErrorGroupPool::new();
        let fill_vec = move || {
            let mut all = Vec::new();
            errors(count).for_each(|it| all.push(it));
            black_box(all).len()
        };
        let fill_group = move || {
            let mut all = ErrorGroup::new();
            errors(count).for_each(|it| all.push(it));
            black_box(all).len()
        };
        let fill_pooled = move || {
            let mut all = pool.get();
            errors(count).for_each(|it| all.push(it));
            black_box(&*all).len()
        };
        let fill_shared = move || {
            let all = SharedErrorGroup::new();
            errors(count).for_each(|it| all.push(it));
            black_box(all).len()
        };
        cases.extend([
            Case::new(vec, fill_vec),
            Case::new(group, fill_group),
            Case::new(pooled, fill_pooled),
            Case::new(shared, fill_shared),
        ]);
    }
    cases
}
