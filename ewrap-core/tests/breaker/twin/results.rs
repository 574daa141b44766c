//! What a call does to the twin when it ends.

use ewrap_core::{Outcome, TransitionCause};

use super::half_open::Verdict;
use super::plan::Span;
use super::reference::{Inner, Phase, Twin};
use super::window::Ended;
use super::words::{Pass, Told};

/// How a call ended.
#[derive(Debug, Clone, Copy)]
pub(super) struct End {
    pub(super) outcome: Outcome,
    /// If the caller has measured it.
    pub(super) elapsed: Option<u64>,
    /// For how long its error asks not to be called again.
    pub(super) asked: u64,
}

/// A result, and whose it is; one without a pass belongs to the present period.
#[derive(Debug, Clone, Copy)]
struct Report {
    pass: Option<Pass>,
    outcome: Outcome,
    /// What the outcome is to the rules.
    meaning: Outcome,
    slow: bool,
    asked: u64,
}

impl Twin {
    /// A call with a pass ends.
    pub(super) fn end(&self, pass: Pass, end: End, now: u64) {
        let mut inner = self.lock();
        inner.window.end(pass.number);
        let elapsed = end.elapsed.or(pass.began.map(|began| now.saturating_sub(began)));
        if inner.timed {
            inner.told.push(Told::Call(end.outcome, elapsed.unwrap()));
        }
        if pass.generation != inner.generation {
            return inner.late(end.outcome);
        }
        let report = inner.understood(Some(pass), end.outcome, elapsed, end.asked);
        inner.result(report, now);
    }

    /// Somebody without a pass reports.
    pub(super) fn report(&self, outcome: Outcome, now: u64) {
        let mut inner = self.lock();
        let report = inner.understood(None, outcome, None, 0);
        inner.result(report, now);
    }
}

fn is_result(outcome: Outcome) -> bool {
    matches!(outcome, Outcome::Success | Outcome::Failure)
}

impl Inner {
    fn understood(&self, pass: Option<Pass>, outcome: Outcome, elapsed: Option<u64>, asked: u64) -> Report {
        let counts = outcome == Outcome::Ignored && self.plan.ignored_as_success;
        let meaning = if counts { Outcome::Success } else { outcome };
        let longest = self.plan.slow_call.unwrap_or(u64::MAX);
        let slow = is_result(outcome) && elapsed.is_some_and(|elapsed| elapsed > longest);
        Report { pass, outcome, meaning, slow, asked }
    }

    /// A result of the present period.
    fn result(&mut self, report: Report, now: u64) {
        match self.phase {
            Phase::Open { .. } | Phase::ForcedOpen { .. } => self.late(report.outcome),
            Phase::Disabled => {}
            Phase::HalfOpen(_) => self.probe_result(report, now),
            Phase::Closed { .. } | Phase::MetricsOnly { .. } => self.closed_result(report, now),
        }
    }

    fn probe_result(&mut self, report: Report, now: u64) {
        if self.half_open_ends(now) {
            return match report.pass {
                Some(_) => self.late(report.outcome),
                None => self.result(report, now),
            };
        }
        let Phase::HalfOpen(trial) = &mut self.phase else { unreachable!("of half-open") };
        if !trial.release(report.pass.map(|pass| pass.number)) {
            return self.late(report.outcome);
        }
        let verdict = trial.add(&self.plan, report.meaning, report.slow);
        let succeeded = trial.successes();
        self.count(report.outcome, report.slow);
        match verdict {
            None => {}
            Some(Verdict::Closes) => self.enter(self.recovers(now), TransitionCause::ProbesSucceeded(succeeded), now),
            Some(Verdict::Opens(cause)) => {
                let open = self.opens(report.asked, now);
                self.enter(open, cause, now);
            }
        }
    }

    fn closed_result(&mut self, report: Report, now: u64) {
        if self.succeeds_unseen(report) {
            return self.count(report.outcome, false);
        }
        if !is_result(report.meaning) {
            return self.count(report.outcome, report.slow);
        }
        if self.is_of_an_earlier_window(report, now) {
            return self.late(report.outcome);
        }
        let failed = report.meaning == Outcome::Failure;
        if failed && self.is_lumped(now) {
            return self.count(report.outcome, report.slow);
        }
        let breaks_run = failed && self.breaks_run(now);
        self.window.add(Ended { at: now, failed, slow: report.slow });
        if matches!(self.phase, Phase::Closed { .. }) {
            self.result_of_closed(report, breaks_run, now);
        } else {
            self.result_of_a_dry_run(report, breaks_run, now);
        }
    }

    /// A call that came when nobody looked at calls, and so before a reconfiguration if somebody does now, is not
    /// looked at if it is simply one success more.
    fn succeeds_unseen(&self, report: Report) -> bool {
        let is_quiet = matches!(self.phase, Phase::Closed { run: 0, ramp_ends: None });
        report.outcome == Outcome::Success && is_quiet && report.pass.is_some_and(|pass| !pass.is_watched)
    }

    /// In a window that tumbles a call belongs to the window in which it began.
    fn is_of_an_earlier_window(&self, report: Report, now: u64) -> bool {
        let Some(span @ Span::Tumbling(_)) = self.plan.window() else { return false };
        let (width, _) = span.slices().unwrap();
        let began = report.pass.and_then(|pass| pass.began);
        began.is_some_and(|began| began / width != now / width)
    }

    fn is_lumped(&mut self, now: u64) -> bool {
        let Some(within) = self.plan.lumping else { return false };
        if self.last_counted.is_some_and(|last| now.saturating_sub(last) < within) {
            return true;
        }
        self.last_counted = Some(now);
        false
    }

    fn breaks_run(&mut self, now: u64) -> bool {
        let Some(longest) = self.plan.error_free_reset else { return false };
        self.last_failure.replace(now).is_some_and(|last| now.saturating_sub(last) > longest)
    }

    fn next_run(&self, run: u32, report: Report, breaks_run: bool) -> u32 {
        match report.meaning {
            Outcome::Success => 0,
            _ if self.plan.run().is_none() => run,
            _ if breaks_run => 1,
            _ => run + 1,
        }
    }

    fn result_of_closed(&mut self, report: Report, breaks_run: bool, now: u64) {
        let Phase::Closed { run, ramp_ends } = self.phase else { unreachable!("of closed") };
        let run = self.next_run(run, report, breaks_run);
        // A success that is not slow opens nothing, even if it is what makes the calls enough to judge by.
        let is_judged = report.meaning == Outcome::Failure || report.slow || self.plan.successes_may_open;
        let met = self.met(run, report, is_judged, now);
        self.count(report.outcome, report.slow);
        match met {
            Some(cause) => {
                let open = self.opens(report.asked, now);
                self.enter(open, cause, now);
            }
            None => self.phase = Phase::Closed { run, ramp_ends },
        }
    }

    /// A dry run tells when it would have opened: once, until nothing is met any more or another run begins. Without
    /// rules about the window only a success shows that nothing is met: the threshold may have been raised meanwhile.
    fn result_of_a_dry_run(&mut self, report: Report, breaks_run: bool, now: u64) {
        let Phase::MetricsOnly { run, mut told } = self.phase else { unreachable!("of metrics-only") };
        let run = self.next_run(run, report, breaks_run);
        let met = self.met(run, report, true, now);
        self.count(report.outcome, report.slow);
        let is_run = matches!(met, Some(TransitionCause::ConsecutiveFailures(_)));
        if breaks_run && (is_run || met.is_none()) {
            told = false;
        }
        match met {
            Some(cause) if !told => {
                told = true;
                self.told.push(Told::WouldOpen(cause));
            }
            None if report.meaning == Outcome::Success || self.plan.looks_at_window() => told = false,
            _ => {}
        }
        self.phase = Phase::MetricsOnly { run, told };
    }

    /// The first rule that is met.
    fn met(&self, run: u32, report: Report, is_judged: bool, now: u64) -> Option<TransitionCause> {
        if self.warms_up(now) {
            return None;
        }
        if report.meaning == Outcome::Failure && self.plan.run().is_some_and(|threshold| run >= threshold) {
            return Some(TransitionCause::ConsecutiveFailures(run));
        }
        if is_judged { self.window_rule_met(now) } else { None }
    }

    fn window_rule_met(&self, now: u64) -> Option<TransitionCause> {
        let tally = self.window.tally(&self.plan, now);
        let (failures, calls) = (tally.failures, tally.calls);
        let is_enough = calls >= self.plan.least_calls();
        if is_enough && self.plan.failure_count.is_some_and(|count| failures >= count.into()) {
            Some(TransitionCause::FailureCount { failures, calls })
        } else if is_enough && self.plan.reaches(failures, calls, self.plan.failure_rate) {
            Some(TransitionCause::FailureRate { failures, calls })
        } else {
            self.slow_rate_met(tally)
        }
    }
}
