//! Comparing: a figure that moved either way is told, so that what was gained is not lost again unseen.

use std::fmt;

/// How far a figure may be from the stored one, as a share of it.
const MARGIN: f64 = 0.03;

/// One case. A case that is new has no stored figure, one that is gone was not counted.
pub(crate) struct Verdict<'a> {
    case: &'a str,
    stored: Option<f64>,
    counted: Option<f64>,
}

pub(crate) fn all<'a>(stored: &'a [(String, f64)], counted: &'a [(String, f64)]) -> Vec<Verdict<'a>> {
    let find = |figures: &[(String, f64)], case: &str| figures.iter().find(|it| it.0 == case).map(|it| it.1);
    let known = counted.iter().map(|(case, figure)| (case, find(stored, case), Some(*figure)));
    let gone = stored.iter().filter(|it| find(counted, &it.0).is_none()).map(|it| (&it.0, Some(it.1), None));
    known.chain(gone).map(|(case, stored, counted)| Verdict { case, stored, counted }).collect()
}

impl Verdict<'_> {
    pub(crate) fn is_good(&self) -> bool {
        self.advice().is_none()
    }

    pub(crate) fn advice(&self) -> Option<String> {
        let case = self.case;
        let (stored, counted) = match (self.stored, self.counted) {
            (Some(stored), Some(counted)) => (stored, counted),
            (None, _) => return Some(format!("{case}: a case without a stored figure: store it")),
            (_, None) => return Some(format!("{case}: there is no such case any more: store the others")),
        };
        let figures = format!("{case}: stored {stored:.1} instructions a call, counted {counted:.1}");
        if counted > stored * (1.0 + MARGIN) {
            Some(format!("{figures}: it costs more; mend it, or store it and say in the commit what it buys"))
        } else if counted < stored * (1.0 - MARGIN) {
            Some(format!("{figures}: it costs less; store it, so that it stays so"))
        } else {
            None
        }
    }
}

impl fmt::Display for Verdict<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let cell = |figure: Option<f64>| figure.map_or_else(|| "-".to_owned(), |it| format!("{it:.1}"));
        let mark = if self.is_good() { "" } else { "  <-" };
        write!(f, "{:<12} {:>10} {:>10}{mark}", self.case, cell(self.stored), cell(self.counted))
    }
}
