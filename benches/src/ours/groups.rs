//! What a group of errors costs, and what the pool is worth: fill and drop, beside a bare `Vec`.

use std::hint::black_box;

use ewrap::{ErrorGroup, ErrorGroupPool, SharedErrorGroup};

use crate::plan::Plan;
use crate::seen::Quiet;
use crate::topics::GROUPS;

/// An error of one word.
#[derive(Debug)]
struct Failed(#[expect(dead_code, reason = "it is there for its size")] u64);

fn errors(count: u64) -> impl Iterator<Item = Failed> {
    (0..black_box(count)).map(Failed)
}

pub(crate) fn add(plan: &mut Plan) {
    plan.one(&GROUPS, "ewrap, nothing fails", || Quiet(ErrorGroup::<Failed>::new().into_result()));
    let pool = ErrorGroupPool::<Failed>::new();
    plan.one(&GROUPS, "ewrap, nothing fails, pool", move || Quiet(pool.get().into_result().is_ok()));
    for count in [1, 8, 64] {
        filled(plan, count);
    }
}

fn filled(plan: &mut Plan, count: u64) {
    let subject = if count == 1 { "1 error".to_owned() } else { format!("{count} errors") };
    plan.one(&GROUPS, &format!("Vec, {subject}"), move || {
        let mut all = Vec::new();
        errors(count).for_each(|it| all.push(it));
        Quiet(black_box(all).len())
    });
    plan.one(&GROUPS, &format!("ewrap, {subject}"), move || {
        let mut all = ErrorGroup::new();
        errors(count).for_each(|it| all.push(it));
        Quiet(black_box(all).len())
    });
    let pool = ErrorGroupPool::new();
    plan.one(&GROUPS, &format!("ewrap, {subject}, pool"), move || {
        let mut all = pool.get();
        errors(count).for_each(|it| all.push(it));
        Quiet(black_box(&*all).len())
    });
    plan.one(&GROUPS, &format!("ewrap, {subject}, shared"), move || {
        let all = SharedErrorGroup::new();
        errors(count).for_each(|it| all.push(it));
        Quiet(black_box(all).len())
    });
}
