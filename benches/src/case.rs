//! One case, and how it is timed.
//!
//! A case runs its body many times a round. How often is found out once, so that a round of every case takes about the same
//! time, long enough for the two clock readings around it to vanish. Two threads are started anew each round, begin together,
//! and each times its own calls; what counts is the mean of both.

use std::hint::black_box;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use crate::subject::{Seen, Tells};
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
pub(crate) async fn repeat_async<T: Tells>(times: u32, body: impl AsyncFn() -> T) -> Lap {
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

/// One crate's answer to one question, on so many threads.
pub(crate) struct Case {
    pub(crate) topic: &'static Topic,
    pub(crate) subject: String,
    pub(crate) threads: u32,
    /// Allocations of a body.
    pub(crate) allocations: f64,
    /// Bodies a round.
    pub(crate) times: u32,
    run: Run,
    nanos: Vec<f64>,
}

impl Case {
    pub(crate) fn new(topic: &'static Topic, subject: &str, threads: u32, allocations: f64, run: Run) -> Self {
        Self { topic, subject: subject.to_owned(), threads, allocations, times: 1, run, nanos: Vec::new() }
    }

    /// Finds how many bodies fill a round, and warms up meanwhile.
    pub(crate) fn calibrate(&mut self, round: Duration) {
        const MOST: u32 = 1 << 28;
        loop {
            let taken = self.lap();
            if taken * 4 >= round || self.times >= MOST {
                let fitting = f64::from(self.times) * (round.as_secs_f64() / taken.as_secs_f64().max(1e-9));
                #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped")]
                let fitting = fitting.clamp(1.0, f64::from(MOST)) as u32;
                self.times = fitting;
                return;
            }
            self.times *= 2;
        }
    }

    pub(crate) fn round(&mut self) {
        let nanos = self.lap().as_secs_f64() * 1e9;
        self.nanos.push(nanos / f64::from(self.times) / f64::from(self.topic.per));
    }

    fn lap(&self) -> Duration {
        if self.threads == 1 { (self.run)(self.times).time } else { self.together() }
    }

    fn together(&self) -> Duration {
        let start = StartLine::new(self.threads);
        let total: Duration = thread::scope(|scope| {
            let runner = || {
                start.wait();
                (self.run)(self.times).time
            };
            let runners: Vec<_> = (0..self.threads).map(|_| scope.spawn(runner)).collect();
            runners.into_iter().map(|it| it.join().unwrap_or_default()).sum()
        });
        total / self.threads
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

    pub(crate) fn quantile(&self, numerator: usize, denominator: usize) -> f64 {
        let mut sorted = self.nanos.clone();
        sorted.sort_by(f64::total_cmp);
        sorted.len().checked_sub(1).map_or(f64::NAN, |last| sorted[last * numerator / denominator])
    }
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
        // Relaxed: only the count is looked at.
        self.missing.fetch_sub(1, Ordering::Relaxed);
        // Relaxed: as above.
        while self.missing.load(Ordering::Relaxed) != 0 {
            thread::yield_now();
        }
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;
    use crate::subject::Quiet;

    #[test]
    fn a_body_runs_as_often_as_asked() {
        let ran = Cell::new(0);
        repeat(7, || Quiet(ran.set(ran.get() + 1)));
        consume(2 * CHUNK + 3, || 1, |it| ran.set(ran.get() + it));
        assert_eq!(ran.get(), 7 + 2 * CHUNK + 3);
    }
}
