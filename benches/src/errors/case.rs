//! One operation of one crate: its time, and what it allocates.

use std::hint::black_box;
use std::time::Instant;

pub(crate) const ROUNDS: usize = 25;
const BATCH: u32 = 2_000;

pub(crate) struct Case {
    pub(crate) operation: &'static str,
    pub(crate) allocations: u64,
    pub(crate) bytes: u64,
    batch: Box<dyn Fn() -> f64>,
    nanos: Vec<f64>,
}

impl Case {
    /// `make` gives what `run` works on; only `run` is measured.
    pub(crate) fn new<T: 'static, U: 'static>(
        operation: &'static str,
        make: impl Fn() -> T + 'static,
        run: impl Fn(T) -> U + 'static,
    ) -> Self {
        // What is set up once, such as whether backtraces are wanted, is not the operation's.
        drop(run(make()));
        let (input, mut output) = (make(), None);
        let cost = allocation_counter::measure(|| output = Some(run(input)));
        drop(output);
        let batch = move || {
            let mut inputs: Vec<T> = (0..BATCH).map(|_| make()).collect();
            let mut outputs = Vec::with_capacity(inputs.len());
            let start = Instant::now();
            outputs.extend(inputs.drain(..).map(|it| black_box(run(black_box(it)))));
            start.elapsed().as_secs_f64() * 1e9 / f64::from(BATCH)
        };
        Self {
            operation,
            allocations: cost.count_total,
            bytes: cost.bytes_total,
            batch: Box::new(batch),
            nanos: Vec::new(),
        }
    }

    pub(crate) fn run(&mut self) {
        self.nanos.push((self.batch)());
    }

    pub(crate) fn median(&self) -> f64 {
        let mut sorted = self.nanos.clone();
        sorted.sort_by(f64::total_cmp);
        sorted[sorted.len() / 2]
    }
}
