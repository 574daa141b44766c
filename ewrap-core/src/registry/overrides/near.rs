//! What was meant by a name that nobody knows.

/// Longer names are not guessed at: nobody mistypes those by two letters, and comparing costs the product of the lengths.
const LONGEST: usize = 64;

/// The candidate that differs by the fewest letters, if those are at most a third.
pub(super) fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let length = word.chars().count();
    if length > LONGEST {
        return None;
    }
    let limit = (length / 3).clamp(1, 3);
    let near = candidates.into_iter().filter(|it| it.chars().count().abs_diff(length) <= limit);
    let near = near.map(|it| (distance(word, it), it)).filter(|(distance, _)| *distance <= limit && *distance < length);
    near.min().map(|(_, it)| it)
}

/// Letters to put in, take out or replace: the row of Wagner and Fischer's table that is under way.
fn distance(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (above, letter) in one.chars().enumerate() {
        let mut diagonal = std::mem::replace(&mut row[0], above + 1);
        for (at, &opposite) in other.iter().enumerate() {
            let replaced = diagonal + usize::from(letter != opposite);
            diagonal = row[at + 1];
            row[at + 1] = replaced.min(row[at] + 1).min(diagonal + 1);
        }
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_counted() {
        assert_eq!(distance("", "abc"), 3);
        assert_eq!(distance("treshold", "threshold"), 1);
        assert_eq!(distance("kitten", "sitting"), 3);
    }

    #[test]
    fn what_is_far_from_everything_is_not_guessed_at() {
        assert_eq!(nearest("treshold", ["timeout", "threshold"]), Some("threshold"));
        assert_eq!(nearest("banana", ["timeout", "threshold"]), None);
        assert_eq!(nearest("x", ["ab"]), None);
        assert_eq!(nearest("x", ["a"]), None, "it has nothing in common");
        assert_eq!(nearest(&"t".repeat(1_000_000), ["timeout"]), None);
    }
}
