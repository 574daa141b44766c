//! Doing what is due by time, for all breakers of a registry, on a thread of its own.

use std::fmt;
use std::io;
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use super::Registry;
use crate::breaker::CircuitBreaker;

impl Registry {
    /// Calls [`CircuitBreaker::tick`] on every breaker, those of keys among them.
    pub fn tick(&self) {
        self.iter().for_each(|breaker| CircuitBreaker::tick(&breaker));
    }

    /// Does so again and again, a `period` apart (at least a millisecond), until the [`Ticker`] is dropped.
    ///
    /// For breakers whose state is watched, or that must see calls which hang while nobody else calls. A program with an
    /// executor may call [`tick`](Self::tick) from a task of its own instead.
    ///
    /// # Errors
    ///
    /// If the system gives no thread.
    ///
    /// ```
    /// use std::time::Duration;
    /// use ewrap::Registry;
    ///
    /// let ticker = Registry::global().tick_every(Duration::from_secs(1))?;
    /// drop(ticker);
    /// # Ok::<(), std::io::Error>(())
    /// ```
    pub fn tick_every(&self, period: Duration) -> io::Result<Ticker> {
        let registry = self.clone();
        let period = period.max(Duration::from_millis(1));
        let (stop, stopped) = mpsc::channel();
        let tick = move || {
            while stopped.recv_timeout(period) == Err(RecvTimeoutError::Timeout) {
                registry.tick();
            }
        };
        let thread = thread::Builder::new().name("ewrap-ticker".to_owned()).spawn(tick)?;
        Ok(Ticker { stop: Some(stop), thread: Some(thread) })
    }
}

/// Ticks until it is dropped, which waits for a tick under way; given by [`Registry::tick_every`].
#[must_use = "the ticker ends when this is dropped"]
pub struct Ticker {
    stop: Option<Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Drop for Ticker {
    fn drop(&mut self) {
        drop(self.stop.take());
        // Dropped by an observer that it told, it must not wait for itself. A tick does not panic.
        if let Some(thread) = self.thread.take().filter(|it| it.thread().id() != thread::current().id()) {
            let _ = thread.join();
        }
    }
}

impl fmt::Debug for Ticker {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Ticker").finish_non_exhaustive()
    }
}
