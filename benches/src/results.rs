//! What was measured, to be asked by name.

use crate::case::Case;
use crate::memory::Figure;
use crate::plan::Plan;
use crate::topics::Topic;

/// A run that is over.
pub(crate) struct Results {
    pub(crate) cases: Vec<Case>,
    pub(crate) figures: Vec<Figure>,
    pub(crate) rounds: u32,
}

impl Results {
    pub(crate) fn new(plan: Plan, rounds: u32) -> Self {
        Self { cases: plan.cases, figures: plan.figures, rounds }
    }

    pub(crate) fn case(&self, topic: &Topic, subject: &str, threads: u32) -> Option<&Case> {
        self.cases.iter().find(|it| it.topic.name == topic.name && it.subject == subject && it.threads == threads)
    }

    /// Nanoseconds a call; `None` if the filter left it out.
    pub(crate) fn nanos(&self, topic: &Topic, subject: &str, threads: u32) -> Option<f64> {
        Some(self.case(topic, subject, threads)?.median())
    }

    pub(crate) fn bytes(&self, name: &str) -> Option<f64> {
        Some(self.figures.iter().find(|it| it.name == name)?.bytes)
    }
}
