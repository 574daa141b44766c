//! The window of a closed period: lists of results and of calls under way, and what of them counts now.

use super::plan::{Plan, Span};

/// What is in the window.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Tallied {
    pub(super) calls: u64,
    pub(super) failures: u64,
    pub(super) slow: u64,
    pub(super) under_way: u64,
}

#[derive(Debug, Clone, Copy)]
pub(super) struct Ended {
    pub(super) at: u64,
    pub(super) failed: bool,
    pub(super) slow: bool,
}

#[derive(Debug)]
struct Call {
    number: u64,
    began: u64,
}

/// Begins anew with each period, and when the config wants another window or another `slow_call`.
#[derive(Debug, Default)]
pub(super) struct Window {
    results: Vec<Ended>,
    under_way: Vec<Call>,
    /// The eighth of `slow_call` in which a call began last.
    last_eighth: Option<u64>,
}

impl Window {
    pub(super) fn add(&mut self, result: Ended) {
        self.results.push(result);
    }

    /// A call begins; true if it is the first of its eighth of the time that it may take.
    pub(super) fn begin(&mut self, number: u64, began: u64, limit: u64) -> bool {
        self.under_way.push(Call { number, began });
        let eighth = Some(began / eighth_of(limit));
        std::mem::replace(&mut self.last_eighth, eighth) != eighth
    }

    /// A call ends, if it is one that began here.
    pub(super) fn end(&mut self, number: u64) {
        self.under_way.retain(|call| call.number != number);
    }

    pub(super) fn tally(&self, plan: &Plan, now: u64) -> Tallied {
        let held = self.held(plan, now);
        let count = |is: fn(&Ended) -> bool| held.iter().filter(|result| is(result)).count() as u64;
        Tallied {
            calls: held.len() as u64,
            failures: count(|result| result.failed),
            slow: count(|result| result.slow),
            under_way: plan.follows().map_or(0, |limit| self.overdue(now, limit)),
        }
    }

    fn held(&self, plan: &Plan, now: u64) -> Vec<Ended> {
        let results = self.results.iter().copied();
        match plan.window() {
            None => Vec::new(),
            Some(Span::Calls(last)) => results.rev().take(last as usize).collect(),
            Some(span) => {
                let (width, slices) = span.slices().unwrap();
                results.filter(|result| now / width - result.at / width < slices).collect()
            }
        }
    }

    /// A call is overdue when all of the eighth in which it began began longer ago than it may take: the end of that
    /// eighth, which is where the next begins, lies so far back.
    fn overdue(&self, now: u64, limit: u64) -> u64 {
        let end_of_eighth = |began: u64| (began / eighth_of(limit) + 1) * eighth_of(limit);
        self.under_way.iter().filter(|call| end_of_eighth(call.began) + limit <= now).count() as u64
    }
}

fn eighth_of(limit: u64) -> u64 {
    limit.div_ceil(8)
}
