//! One case, and how it is timed.
//!
//! A case runs its body many times a round. How often is found out once, so that a round of every case takes about the same
//! time: long enough for the two clock readings around it to vanish, and so short that many a round passes between two
//! interruptions by whatever else the machine does. Two threads are started anew each round, begin together,
//! and each times its own calls; what counts is the mean of both, if they ran at the same time.

use std::hint::{self, black_box};
use std::ops::Range;
use std::panic::resume_unwind;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use crate::seen::{Seen, Tells};
use crate::topics::Topic;

/// So many bodies, and how long they took.
pub(crate) type Run = Arc<dyn Fn(u32) -> Lap + Send + Sync>;

/// The time of a run, and what its last body saw.
#[derive(Debug)]
pub(crate) struct Lap {
    pub(crate) time: Duration,
    pub(crate) seen: Seen,
}

/// Times a body, over and over. There is one place that calls it, so that it is inlined as it would be in a user's loop.
pub(crate) fn repeat<T: Tells>(times: u32, mut body: impl FnMut() -> T) -> Lap {
    let mut left = times;
    let start = Instant::now();
    loop {
        let output = black_box(body());
        left = left.saturating_sub(1);
        if left == 0 {
            return Lap { time: start.elapsed(), seen: Seen::of(&output) };
        }
    }
}

/// The same, awaited.
pub(crate) async fn repeat_async<T: Tells>(times: u32, mut body: impl AsyncFnMut() -> T) -> Lap {
    let mut left = times;
    let start = Instant::now();
    loop {
        let output = black_box(body().await);
        left = left.saturating_sub(1);
        if left == 0 {
            return Lap { time: start.elapsed(), seen: Seen::of(&output) };
        }
    }
}

/// Inputs at a time, of bodies that consume one.
const CHUNK: u32 = 512;

/// Times what `run` does to what `make` makes, and neither the making nor the dropping.
pub(crate) fn consume<T, U>(times: u32, make: impl Fn() -> T, run: impl Fn(T) -> U) -> Lap {
    let mut time = Duration::ZERO;
    let mut left = times;
    while left > 0 {
        let chunk = left.min(CHUNK);
        let mut inputs: Vec<T> = (0..chunk).map(|_| make()).collect();
        let mut outputs = Vec::with_capacity(inputs.len());
        let start = Instant::now();
        outputs.extend(inputs.drain(..).map(|it| black_box(run(black_box(it)))));
        time += start.elapsed();
        left -= chunk;
    }
    Lap { time, seen: Seen::default() }
}

/// How much of the others' time a case may use.
const MOST_SHARES: u32 = 5;

/// Bodies a round.
const MOST: u32 = 1 << 28;

/// How often threads are started in a round until they run at the same time.
const TRIES: u32 = 3;

/// One crate's answer to one question, on so many threads.
pub(crate) struct Case {
    pub(crate) topic: &'static Topic,
    pub(crate) subject: String,
    pub(crate) threads: u32,
    /// Allocations of a call.
    pub(crate) allocations: f64,
    /// Bodies a round.
    pub(crate) times: u32,
    run: Run,
    spent: Duration,
    nanos: Vec<f64>,
    /// Of rounds in which the threads did not run at the same time.
    apart: Vec<f64>,
}

impl Case {
    pub(crate) fn new(topic: &'static Topic, subject: &str, threads: u32, allocations: f64, run: Run) -> Self {
        Self {
            topic,
            subject: subject.to_owned(),
            threads,
            allocations,
            times: 1,
            run,
            spent: Duration::ZERO,
            nanos: Vec::new(),
            apart: Vec::new(),
        }
    }

    /// Finds how many bodies fill a round, and warms up meanwhile.
    pub(crate) fn calibrate(&mut self, round: Duration) {
        let mut taken = self.lap().0;
        while taken * 4 < round && self.times < MOST {
            self.times *= 2;
            taken = self.lap().0;
        }
        self.fit(taken, round, 1.0 / f64::from(self.times));
        // Threads that wait for each other may take a thousand times as long as they did until now, when they did not meet.
        let slowest = (3..self.threads * 3).map(|_| self.lap().0).max().unwrap_or_default();
        if slowest > round * 4 {
            self.fit(slowest, round, 1.0 / 16.0);
        }
    }

    /// So many bodies as fill a round if these took so long, but at least this share of them.
    fn fit(&mut self, taken: Duration, round: Duration, least: f64) {
        let ratio = round.as_secs_f64() / taken.as_secs_f64().max(1e-9);
        let fitting = f64::from(self.times) * ratio.max(least);
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped")]
        let fitting = fitting.clamp(1.0, f64::from(MOST)) as u32;
        self.times = fitting;
    }

    /// One round, unless the case has used up the time of all of them several times over.
    pub(crate) fn round(&mut self, share: Duration) {
        if self.spent > share * MOST_SHARES {
            return;
        }
        let start = Instant::now();
        let (taken, is_together) = self.lap();
        let nanos = taken.as_secs_f64() * 1e9 / f64::from(self.times) / f64::from(self.topic.per);
        if is_together { &mut self.nanos } else { &mut self.apart }.push(nanos);
        self.spent += start.elapsed();
    }

    /// How long the bodies of a round took, and whether the threads ran at the same time.
    fn lap(&self) -> (Duration, bool) {
        if self.threads == 1 {
            return ((self.run)(self.times).time, true);
        }
        let mut tries = TRIES;
        loop {
            let spans = self.together();
            tries -= 1;
            let is_together = overlap(&spans);
            if is_together || tries == 0 {
                return (spans.iter().map(|span| span.end - span.start).sum::<Duration>() / self.threads, is_together);
            }
        }
    }

    /// When each thread ran.
    fn together(&self) -> Vec<Range<Instant>> {
        let line = StartLine::new(self.threads);
        let runner = || {
            line.wait();
            let start = Instant::now();
            start..start + (self.run)(self.times).time
        };
        thread::scope(|scope| {
            let runners: Vec<_> = (0..self.threads).map(|_| scope.spawn(runner)).collect();
            runners.into_iter().map(|it| it.join().unwrap_or_else(|panic| resume_unwind(panic))).collect()
        })
    }

    /// Runs one body.
    ///
    /// # Errors
    ///
    /// What the body saw, if its topic says otherwise.
    pub(crate) fn check(&self) -> Result<(), String> {
        let seen = (self.run)(1).seen;
        let Self { topic, subject, .. } = self;
        if topic.expects.contains(&seen) { Ok(()) } else { Err(format!("{}: {subject}: {seen:?}", topic.name)) }
    }

    pub(crate) fn median(&self) -> f64 {
        self.quantile(1, 2)
    }

    /// The rounds that count: those in which the threads ran at the same time, if they ever did.
    fn counting(&self) -> &[f64] {
        if self.nanos.is_empty() { &self.apart } else { &self.nanos }
    }

    pub(crate) fn rounds(&self) -> usize {
        self.counting().len()
    }

    /// Whether the threads hardly ever ran at the same time: the figure says little.
    pub(crate) fn is_doubtful(&self) -> bool {
        const ENOUGH: usize = 5;
        self.threads > 1 && self.nanos.len() < ENOUGH
    }

    pub(crate) fn quantile(&self, numerator: usize, denominator: usize) -> f64 {
        let mut sorted = self.counting().to_vec();
        sorted.sort_by(f64::total_cmp);
        sorted.len().checked_sub(1).map_or(f64::NAN, |last| sorted[last * numerator / denominator])
    }
}

/// Whether all ran at once for most of the time. On a machine that is busy, threads may get one core in turns, and then none
/// of them feels the others.
fn overlap(spans: &[Range<Instant>]) -> bool {
    let Some(first) = spans.first() else { return true };
    let common = spans.iter().fold(first.clone(), |all, it| all.start.max(it.start)..all.end.min(it.end));
    let longest = spans.iter().map(|it| it.end - it.start).max().unwrap_or_default();
    common.end.saturating_duration_since(common.start) * 4 >= longest * 3
}

/// A barrier whose threads leave within nanoseconds of each other: they wait awake.
struct StartLine {
    missing: AtomicU32,
}

impl StartLine {
    fn new(threads: u32) -> Self {
        Self { missing: AtomicU32::new(threads) }
    }

    fn wait(&self) {
        // About a millisecond: whoever gave its core away at once would not have it when the last thread comes.
        const AWAKE: u32 = 50_000;
        // Relaxed: only the count is looked at.
        self.missing.fetch_sub(1, Ordering::Relaxed);
        let mut looks = 0_u32;
        // Relaxed: as above.
        while self.missing.load(Ordering::Relaxed) != 0 {
            looks += 1;
            if looks.is_multiple_of(AWAKE) { thread::yield_now() } else { hint::spin_loop() }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;
    use crate::seen::Quiet;

    #[test]
    fn a_body_runs_as_often_as_asked() {
        let ran = Cell::new(0);
        repeat(7, || Quiet(ran.replace(ran.get() + 1)));
        consume(2 * CHUNK + 3, || 1, |it| ran.set(ran.get() + it));
        assert_eq!(ran.get(), 7 + 2 * CHUNK + 3);
    }

    #[test]
    fn threads_in_turn_do_not_overlap() {
        let start = Instant::now();
        let at = |millis| start + Duration::from_millis(millis);
        assert!(overlap(&[at(0)..at(10), at(1)..at(11)]));
        assert!(!overlap(&[at(0)..at(10), at(10)..at(20)]));
        assert!(!overlap(&[at(0)..at(10), at(20)..at(30)]));
    }
}
