//! What a run measures: the cases, and the figures that need no clock.

use std::sync::Arc;

use allocation_counter::measure;
use tokio::runtime::Builder;

use crate::case::{Case, Lap, Run, consume, repeat, repeat_async};
use crate::memory::Figure;
use crate::seen::Tells;
use crate::topics::{TOKIO, Topic};

/// Collects those whose name has the filter's text in it.
pub(crate) struct Plan {
    filter: String,
    /// The most keys and breakers that are made.
    pub(crate) largest: u32,
    pub(crate) cases: Vec<Case>,
    pub(crate) figures: Vec<Figure>,
}

impl Plan {
    pub(crate) fn new(filter: &str, largest: u32) -> Self {
        Self { filter: filter.to_lowercase(), largest, cases: Vec::new(), figures: Vec::new() }
    }

    /// Whether the filter lets it through; what is dear to set up asks before.
    pub(crate) fn wants(&self, topic: &str, subject: &str) -> bool {
        format!("{topic}: {subject}").to_lowercase().contains(&self.filter)
    }

    /// A case of one thread.
    pub(crate) fn one<T: Tells + 'static>(
        &mut self,
        topic: &'static Topic,
        subject: &str,
        body: impl Fn() -> T + Send + Sync + 'static,
    ) {
        self.runs(topic, subject, &[1], move |times| repeat(times, &body));
    }

    /// A case of one thread, and one of two threads on the same breaker.
    pub(crate) fn both<T: Tells + 'static>(
        &mut self,
        topic: &'static Topic,
        subject: &str,
        body: impl Fn() -> T + Send + Sync + 'static,
    ) {
        self.runs(topic, subject, &[1, 2], move |times| repeat(times, &body));
    }

    /// The same for a body that sets something up for each thread, or for each round.
    pub(crate) fn runs(
        &mut self,
        topic: &'static Topic,
        subject: &str,
        threads: &[u32],
        run: impl Fn(u32) -> Lap + Send + Sync + 'static,
    ) {
        if self.wants(topic.name, subject) {
            let allocations = allocations(&run) / f64::from(topic.per);
            let run: Run = Arc::new(run);
            let case = |threads: &u32| Case::new(topic, subject, *threads, allocations, Arc::clone(&run));
            self.cases.extend(threads.iter().map(case));
        }
    }

    /// A case that awaits in tokio, on one thread, all bodies of a round in one `block_on`.
    pub(crate) fn awaited<T: Tells + 'static>(
        &mut self,
        subject: &str,
        body: impl AsyncFn() -> T + Send + Sync + 'static,
    ) {
        let runtime = Builder::new_current_thread().build().expect("a runtime without drivers");
        self.runs(&TOKIO, subject, &[1], move |times| runtime.block_on(repeat_async(times, &body)));
    }

    /// A case that consumes what `make` makes: only `run` is timed, and only its allocations count.
    pub(crate) fn made<T: 'static, U: 'static>(
        &mut self,
        topic: &'static Topic,
        subject: &str,
        make: impl Fn() -> T + Send + Sync + 'static,
        run: impl Fn(T) -> U + Send + Sync + 'static,
    ) {
        if self.wants(topic.name, subject) {
            drop(run(make()));
            let (input, mut output) = (make(), None);
            let allocations = count(measure(|| output = Some(run(input))).count_total);
            drop(output);
            let run: Run = Arc::new(move |times| consume(times, &make, &run));
            self.cases.push(Case::new(topic, subject, 1, allocations, run));
        }
    }
}

/// Of one body: what a run of many allocates more than a run of one.
fn allocations(run: &impl Fn(u32) -> Lap) -> f64 {
    const MORE: u32 = 16;
    run(1);
    let of = |times| {
        measure(|| {
            run(times);
        })
    };
    count(of(1 + MORE).count_total.saturating_sub(of(1).count_total)) / f64::from(MORE)
}

#[expect(clippy::cast_precision_loss, reason = "far below 2^52")]
fn count(of: u64) -> f64 {
    of as f64
}
