//! What a breaker takes: its own bytes and those it allocates, as the allocator counts them.

use allocation_counter::measure;

use crate::plan::Plan;
use crate::topics::MEMORY;

/// A number that is no time.
#[derive(Debug)]
pub(crate) struct Figure {
    pub(crate) name: String,
    pub(crate) bytes: f64,
}

impl Plan {
    pub(crate) fn figure(&mut self, name: impl Into<String>, bytes: f64) {
        self.figures.push(Figure { name: name.into(), bytes });
    }

    /// The bytes of one value with everything it holds.
    pub(crate) fn bytes<T>(&mut self, name: &str, make: impl Fn() -> T) {
        if self.wants(MEMORY, name) {
            // What is set up once is not the value's.
            drop(make());
            let (bytes, _value) = held(&make);
            self.figure(name, bytes + exact(size_of::<T>()));
        }
    }
}

/// What `make` allocates and has not freed when it is done.
pub(crate) fn held<T>(make: impl FnOnce() -> T) -> (f64, T) {
    let mut value = None;
    let mut make = Some(make);
    let cost = measure(|| value = make.take().map(|make| make()));
    #[expect(clippy::cast_precision_loss, reason = "far below 2^52")]
    let bytes = cost.bytes_current as f64;
    (bytes, value.expect("it was made"))
}

#[expect(clippy::cast_precision_loss, reason = "far below 2^52")]
pub(crate) fn exact(bytes: usize) -> f64 {
    bytes as f64
}
