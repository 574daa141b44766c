//! Calls made inside a probe are part of the probe.
//!
//! A guarded function that calls itself, or another function of the same breaker, would else be rejected by its own
//! probe: the probe would fail, and the circuit could never close. So while a probe's body runs, its thread knows; a
//! call of the same breaker in the same period that is made meanwhile is admitted without a slot of its own. Its
//! failure fails the probe, its success leaves the verdict to the probe. An asynchronous body is inside for the length
//! of each poll; what it spawns is not.

use std::cell::RefCell;
use std::marker::PhantomData;
use std::ptr;

use crate::breaker::Core;
use crate::permit::{Guard, Hold, Ticket};

#[derive(Debug, Clone, Copy)]
struct Probe {
    breaker: *const Core,
    generation: u32,
    ticket: u32,
}

thread_local! {
    /// Innermost last. Almost always empty.
    static PROBES: RefCell<Vec<Probe>> = const { RefCell::new(Vec::new()) };
}

/// The ticket of the probe that this thread is inside of.
pub(crate) fn probe_of(breaker: &Core, generation: u32) -> Option<u32> {
    let find = |probes: &RefCell<Vec<Probe>>| {
        let probes = probes.borrow();
        let mine = |probe: &&Probe| ptr::eq(probe.breaker, breaker) && probe.generation == generation;
        probes.iter().rev().find(mine).map(|probe| probe.ticket)
    };
    PROBES.try_with(find).ok().flatten()
}

/// Leaves the probe when it is dropped.
#[derive(Debug)]
pub struct Entered {
    of_this_thread: PhantomData<*const ()>,
}

impl Drop for Entered {
    #[inline]
    fn drop(&mut self) {
        // Not by reference, so that what says whether to leave need not live in memory.
        leave_probe();
    }
}

#[cold]
fn leave_probe() {
    let _ = PROBES.try_with(|probes| probes.borrow_mut().pop());
}

/// Says that what this thread does is part of the permit's call, if that is a probe.
#[inline]
pub fn enter<H: Hold>(permit: &Guard<H>) -> Option<Entered> {
    // By value, so that a permit need not live in memory for the sake of a rare case.
    let (breaker, ticket) = permit.probe()?;
    enter_probe(breaker, ticket)
}

#[cold]
fn enter_probe(breaker: &Core, ticket: Ticket) -> Option<Entered> {
    let probe = Probe { breaker, generation: ticket.generation(), ticket: ticket.probe() };
    PROBES.try_with(|probes| probes.borrow_mut().push(probe)).ok()?;
    Some(Entered { of_this_thread: PhantomData })
}
