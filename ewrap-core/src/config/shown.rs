//! The settings as text: in the words of the attribute, as conflicts and logs show them.

use std::fmt;

use super::Config;
use crate::backoff::Backoff;

impl fmt::Display for Config {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = Shown { f, separator: "" };
        shown.some("threshold", self.threshold())?;
        shown.some("failure_rate", self.failure_rate())?;
        shown.some("failure_count", self.failure_count())?;
        shown.some("slow_rate", self.slow_rate())?;
        shown.time("slow_call", self.slow_call())?;
        if let Some(window) = self.window() {
            shown.some("window", Some(window))?;
            shown.some("min_calls", Some(self.min_calls()))?;
        }
        shown.time("warm_up", self.warm_up())?;
        shown.time("error_free_reset", self.error_free_reset())?;
        shown.time("lumping", self.lumping())?;
        shown.time("timeout", Some(self.timeout()))?;
        shown.some("half_open_calls", Some(self.half_open_calls()))?;
        if self.half_open_sample().is_none() {
            shown.some("success_threshold", Some(self.success_threshold()))?;
        }
        shown.some("half_open_failures", self.half_open_failures)?;
        shown.some("half_open_sample", self.half_open_sample())?;
        shown.time("half_open_limit", self.half_open_limit())?;
        shown.time("probe_lease", Some(self.probe_lease()))?;
        shown.time("ramp", self.ramp())?;
        shown.time("respect_retry_after", self.longest_retry_after())?;
        shown.some("backoff", (self.backoff() != Backoff::FIXED).then(|| self.backoff()))?;
        shown.some("max_keys", (self.max_keys != Self::DEFAULT.max_keys).then_some(self.max_keys))?;
        for (name, yes) in [
            ("only_ended_calls", self.only_ended_calls()),
            ("strictly_above", self.strictly_above()),
            ("successes_may_open", self.successes_may_open()),
            ("ignored_as_success", self.ignored_as_success()),
            ("probes_once", self.probes_once()),
            ("automatic_half_open", self.automatic_half_open()),
            ("closes_by_time", self.closes_by_time()),
            ("half_open_limit_closes", self.half_open_limit_closes()),
        ] {
            shown.some(name, yes.then_some(true))?;
        }
        Ok(())
    }
}

struct Shown<'a, 'b> {
    f: &'a mut fmt::Formatter<'b>,
    separator: &'static str,
}

impl Shown<'_, '_> {
    fn some(&mut self, name: &str, value: Option<impl fmt::Display>) -> fmt::Result {
        let Some(value) = value else { return Ok(()) };
        write!(self.f, "{}{name} = {value}", std::mem::replace(&mut self.separator, ", "))
    }

    fn time(&mut self, name: &str, value: Option<std::time::Duration>) -> fmt::Result {
        self.some(name, value.map(|it| format!("{it:?}")))
    }
}
