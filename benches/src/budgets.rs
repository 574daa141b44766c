//! What ewrap may cost, as ratios to a floor or a peer of the same run, in allocations and in bytes.
//!
//! A budget that is missed is printed, and fails nothing: a machine that others use has its moods.

use crate::floors::{BARE, INSTANT, QUANTA, STRIPED, VIRTUAL};
use crate::ours::asynchronous::GROWTH;
use crate::ours::calls::{SLOW_CALLS, WINDOW_OF_CALLS};
use crate::ours::errors::{ANYHOW, DERIVED, ERROR, READ};
use crate::ours::{ATTRIBUTE, BREAKER, keyed};
use crate::peers::{failsafe, recloser};
use crate::results::Results;
use crate::topics::{ASYNC, ERRORS, FLOOR, POLICY, REJECTED, SUCCESS, TOKIO};

/// One limit, and what was measured.
#[derive(Debug)]
pub(crate) struct Budget {
    pub(crate) what: &'static str,
    pub(crate) limit: String,
    pub(crate) measured: f64,
    pub(crate) allowed: f64,
    pub(crate) unit: &'static str,
    /// What else the figures say.
    pub(crate) remark: Option<String>,
}

impl Budget {
    pub(crate) fn is_met(&self) -> bool {
        self.measured <= self.allowed
    }

    fn new(what: &'static str, limit: &str, unit: &'static str, measured: f64, allowed: f64) -> Self {
        Self { what, limit: limit.to_owned(), measured, allowed, unit, remark: None }
    }

    fn nanos(what: &'static str, limit: &str, measured: f64, allowed: f64) -> Self {
        Self::new(what, limit, "ns", measured, allowed)
    }

    fn remark(self, remark: String) -> Self {
        Self { remark: Some(remark), ..self }
    }
}

/// Those whose figures the filter let through.
pub(crate) fn all(of: &Results) -> Vec<Budget> {
    let each: [fn(&Results) -> Option<Budget>; 16] = [
        closed,
        scaling,
        |it| against(it, "closed, 2 threads, beside failsafe", failsafe::NAME),
        |it| against(it, "closed, 2 threads, beside recloser", recloser::NAME),
        rejected,
        time_window,
        count_window,
        async_time,
        async_allocations,
        async_growth,
        facts_time,
        facts_allocations,
        error_time,
        error_allocations,
        breaker_bytes,
        key_bytes,
    ];
    each.into_iter().filter_map(|budget| budget(of)).collect()
}

fn closed(of: &Results) -> Option<Budget> {
    let (call, add) = (of.nanos(&SUCCESS, ATTRIBUTE, 1)?, of.nanos(&FLOOR, STRIPED, 1)?);
    let bare = of.nanos(&FLOOR, BARE, 1)?;
    let limit = format!("1.5 x a striped fetch_add ({add:.2})");
    let remark = format!("{:.2} x as it is; above the bare call ({bare:.2}) it costs {:.2}", call / add, call - bare);
    Some(Budget::nanos("closed, attribute, default policy", &limit, call, 1.5 * add).remark(remark))
}

fn scaling(of: &Results) -> Option<Budget> {
    let (one, two) = (of.nanos(&SUCCESS, ATTRIBUTE, 1)?, of.nanos(&SUCCESS, ATTRIBUTE, 2)?);
    let limit = format!("1.2 x on one thread ({one:.2})");
    Some(Budget::nanos("closed, 2 threads on one breaker", &limit, two, 1.2 * one))
}

fn against(of: &Results, what: &'static str, peer: &str) -> Option<Budget> {
    let (ours, peers) = (of.nanos(&SUCCESS, ATTRIBUTE, 2)?, of.nanos(&SUCCESS, peer, 2)?);
    let limit = format!("1/10 of {peer} ({peers:.2})");
    let remark = format!("{:.1} x faster", peers / ours);
    Some(Budget::nanos(what, &limit, ours, peers / 10.0).remark(remark))
}

fn rejected(of: &Results) -> Option<Budget> {
    let (call, instant) = (of.nanos(&REJECTED, ATTRIBUTE, 1)?, of.nanos(&FLOOR, INSTANT, 1)?);
    let limit = format!("1/2 of an Instant::now ({instant:.2})");
    Some(Budget::nanos("rejected, attribute", &limit, call, instant / 2.0))
}

fn time_window(of: &Results) -> Option<Budget> {
    let call = of.nanos(&POLICY, SLOW_CALLS, 1)?;
    let (clock, add) = (of.nanos(&FLOOR, QUANTA, 1)?, of.nanos(&FLOOR, STRIPED, 1)?);
    let limit = format!("2 x a quanta read ({clock:.2}) + 2 striped adds ({add:.2})");
    Some(Budget::nanos("window of time, rate and slow calls", &limit, call, 2.0 * clock + 2.0 * add))
}

fn count_window(of: &Results) -> Option<Budget> {
    let (call, peer) = (of.nanos(&POLICY, WINDOW_OF_CALLS, 2)?, of.nanos(&POLICY, recloser::WINDOW, 2)?);
    let limit = format!("1/3 of recloser ({peer:.2})");
    Some(Budget::nanos("window of 100 calls, 2 threads", &limit, call, peer / 3.0))
}

fn async_time(of: &Results) -> Option<Budget> {
    let (call, sync) = (of.nanos(&TOKIO, ATTRIBUTE, 1)?, of.nanos(&SUCCESS, ATTRIBUTE, 1)?);
    let limit = format!("1.3 x the sync call ({sync:.2})");
    let budget = Budget::nanos("async closed, attribute, awaited", &limit, call, 1.3 * sync);
    // A poll by hand is a call of a function that is not inlined, with the future in memory for it.
    let by_hand = of.nanos(&ASYNC, ATTRIBUTE, 1);
    Some(Budget { remark: by_hand.map(|it| format!("polled by hand {it:.2}")), ..budget })
}

fn async_allocations(of: &Results) -> Option<Budget> {
    let case = of.case(&ASYNC, ATTRIBUTE, 1)?;
    Some(Budget::new("async closed, attribute", "none", "allocations", case.allocations, 0.0))
}

fn async_growth(of: &Results) -> Option<Budget> {
    let [ready, buffer] = GROWTH;
    let most = of.bytes(ready)?.max(of.bytes(buffer)?);
    Some(Budget::new("future of the attribute, beyond the user's", "64", "bytes", most, 64.0))
}

fn facts_time(of: &Results) -> Option<Budget> {
    let [kind, retryable] = READ;
    let (kind, retryable) = (of.nanos(&ERRORS, kind, 1)?, of.nanos(&ERRORS, retryable, 1)?);
    let call = of.nanos(&FLOOR, VIRTUAL, 1)?;
    let limit = format!("6 x a virtual call ({call:.2})");
    let remark = format!("the kind {kind:.2}, retryable {retryable:.2}; the dearer counts");
    Some(
        Budget::nanos("derived error, a fact through 3 layers", &limit, kind.max(retryable), 6.0 * call).remark(remark),
    )
}

fn facts_allocations(of: &Results) -> Option<Budget> {
    let most = [DERIVED, READ[0], READ[1]]
        .into_iter()
        .try_fold(0.0, |most: f64, subject| Some(most.max(of.case(&ERRORS, subject, 1)?.allocations)))?;
    Some(Budget::new("derived error, made and read", "none", "allocations", most, 0.0))
}

fn error_time(of: &Results) -> Option<Budget> {
    let (ours, anyhow) = (of.nanos(&ERRORS, ERROR, 1)?, of.nanos(&ERRORS, ANYHOW, 1)?);
    let limit = format!("anyhow ({anyhow:.2})");
    Some(Budget::nanos("ewrap::Error of a literal", &limit, ours, anyhow))
}

fn error_allocations(of: &Results) -> Option<Budget> {
    let case = of.case(&ERRORS, ERROR, 1)?;
    Some(Budget::new("ewrap::Error of a literal", "1", "allocations", case.allocations, 1.0))
}

fn breaker_bytes(of: &Results) -> Option<Budget> {
    Some(Budget::new("breaker, default policy, with its stripes", "1 KiB", "bytes", of.bytes(BREAKER)?, 1024.0))
}

fn key_bytes(of: &Results) -> Option<Budget> {
    let alone = of.bytes(keyed::ALONE)?;
    let budget = Budget::new("circuit of a key", "256", "bytes", alone, 256.0);
    let shares = of.figures.iter().filter(|it| it.name.ends_with(keyed::SHARE));
    let shares: Vec<String> = shares.map(|it| format!("{:.0}", it.bytes)).collect();
    Some(budget.remark(format!("with its share of the map, by the number of keys: {}", shares.join(", "))))
}
