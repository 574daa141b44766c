//! Near misses: which of the known words was meant.
//!
//! Used wherever a word of ours is read. Invariant: a suggestion is at most a third of the word's length away
//! (optimal string alignment: insert, delete, replace, swap of neighbours), so that no far-fetched word is offered.

/// The candidate nearest to `word`, if one is near enough.
pub(crate) fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    candidates
        .into_iter()
        .map(|candidate| (distance(word, candidate), candidate))
        .filter(|(away, candidate)| *away <= word.chars().count().max(candidate.len()) / 3)
        .min_by_key(|(away, _)| *away)
        .map(|(_, candidate)| candidate)
}

/// The number of edits between two words; three rows of the usual table suffice.
fn distance(from: &str, to: &str) -> usize {
    let from: Vec<char> = from.chars().collect();
    let to: Vec<char> = to.chars().collect();
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=to.len()).collect();
    for (i, a) in from.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, b) in to.iter().enumerate() {
            let replaced = last[j] + usize::from(a != b);
            let mut best = replaced.min(last[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && *a == to[j - 1] && from[i - 1] == *b {
                best = best.min(before[j - 1] + 1);
            }
            row.push(best);
        }
        before = std::mem::replace(&mut last, row);
    }
    last[to.len()]
}

#[cfg(test)]
mod tests {
    use super::{distance, nearest};

    #[test]
    fn a_swap_of_neighbours_is_one_edit() {
        assert_eq!(distance("treshold", "threshold"), 1);
        assert_eq!(distance("thershold", "threshold"), 1);
        assert_eq!(distance("", "abc"), 3);
        assert_eq!(distance("kitten", "sitting"), 3);
    }

    #[test]
    fn the_nearest_word_is_offered_and_a_far_one_is_not() {
        let words = ["name", "threshold", "timeout", "fallback", "fallback_on"];
        assert_eq!(nearest("fallbck", words), Some("fallback"));
        assert_eq!(nearest("fallback_no", words), Some("fallback_on"));
        assert_eq!(nearest("nmae", words), Some("name"));
        assert_eq!(nearest("colour", words), None);
    }
}
