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

#[cfg(test)]
mod tests {
    use super::*;

    fn advice(stored: &[(&str, f64)], counted: &[(&str, f64)]) -> Vec<String> {
        let owned = |figures: &[(&str, f64)]| figures.iter().map(|it| (it.0.to_owned(), it.1)).collect::<Vec<_>>();
        let (stored, counted) = (owned(stored), owned(counted));
        all(&stored, &counted).iter().filter_map(Verdict::advice).collect()
    }

    #[test]
    fn three_percent_either_way_are_no_news() {
        assert!(advice(&[("a", 100.0), ("b", 100.0)], &[("a", 103.0), ("b", 97.0)]).is_empty());
    }

    #[test]
    fn more_and_fewer_are_told_with_both_figures() {
        let told = advice(&[("a", 100.0), ("b", 100.0)], &[("a", 103.2), ("b", 96.8)]);
        assert!(told[0].starts_with("a: stored 100.0 instructions a call, counted 103.2: it costs more"), "{told:?}");
        assert!(told[1].starts_with("b: stored 100.0 instructions a call, counted 96.8: it costs less"), "{told:?}");
    }

    #[test]
    fn cases_that_are_new_or_gone_are_told() {
        let told = advice(&[("gone", 1.0)], &[("new", 1.0)]);
        assert!(told[0].starts_with("new: a case without") && told[1].starts_with("gone: there is no"), "{told:?}");
    }
}
