//! Telling code from comments and literals, without parsing.
//!
//! Every rule about sources reads lines that went through here, so that a word in a comment or a string is never taken
//! for code, nor the other way round. Invariant: the three views of a line have the same columns.

use super::tree::File;

/// One line of a source file.
#[derive(Debug)]
pub(crate) struct Line {
    /// From 1.
    pub(crate) number: usize,
    /// The code, with blanks for comments and for the insides of literals.
    pub(crate) code: String,
    /// The comments, with blanks for everything else.
    pub(crate) comment: String,
}

impl Line {
    /// The words of a comment, without its slashes.
    pub(crate) fn remark(&self) -> &str {
        self.comment.trim().trim_start_matches(['/', '!', '*']).trim()
    }
}

/// What a character belongs to.
#[derive(Clone, Copy, PartialEq)]
enum Part {
    Code,
    LineComment,
    /// Block comments nest.
    BlockComment(usize),
    Text,
    /// A raw string and the number of its hashes.
    RawText(usize),
}

impl Part {
    fn is_comment(self) -> bool {
        matches!(self, Self::LineComment | Self::BlockComment(_))
    }
}

/// The lines of a file.
pub(crate) fn lines(file: &File) -> Vec<Line> {
    let (code, comment) = parts(&file.text);
    let both = code.lines().zip(comment.lines());
    both.zip(1..).map(|((code, comment), number)| Line { number, code: code.into(), comment: comment.into() }).collect()
}

/// The code of a whole file, for rules that look across lines.
pub(crate) fn code(file: &File) -> String {
    parts(&file.text).0
}

/// The number of the line in which this byte of the code stands, from 1.
pub(crate) fn line_of(code: &str, at: usize) -> usize {
    code[..at].matches('\n').count() + 1
}

/// From the opening bracket at `open` to the closing one, without them.
pub(crate) fn inside(code: &str, open: usize) -> &str {
    let mut depth = 0_usize;
    for (at, character) in code[open..].char_indices() {
        match character {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' if depth == 1 => return &code[open + 1..open + at],
            ')' | ']' | '}' => depth -= 1,
            _ => {}
        }
    }
    &code[open + 1..]
}

/// Every place where `word` stands alone, not as part of a longer name.
pub(crate) fn words<'a>(code: &'a str, word: &'a str) -> impl Iterator<Item = usize> + 'a {
    let is_name = |character: char| character.is_alphanumeric() || character == '_';
    code.match_indices(word).map(|(at, _)| at).filter(move |&at| {
        let goes_on_before = word.starts_with(is_name) && code[..at].ends_with(is_name);
        let goes_on_after = word.ends_with(is_name) && code[at + word.len()..].starts_with(is_name);
        !goes_on_before && !goes_on_after
    })
}

fn parts(text: &str) -> (String, String) {
    let characters: Vec<char> = text.chars().collect();
    let (mut code, mut comment) = (String::new(), String::new());
    let mut part = Part::Code;
    let mut at = 0;
    while at < characters.len() {
        let (next, length) = step(part, &characters, at);
        for &character in &characters[at..characters.len().min(at + length)] {
            let is_comment = part.is_comment() || next.is_comment();
            let is_code = match (part, next) {
                (Part::Code, Part::Code) => length == 1 || character == '\'',
                _ => !is_comment && part != next,
            };
            let blank = if character == '\n' { '\n' } else { ' ' };
            code.push(if is_code { character } else { blank });
            comment.push(if is_comment { character } else { blank });
        }
        part = next;
        at += length;
    }
    (code, comment)
}

/// What comes at `at`, and how many characters it takes.
fn step(part: Part, characters: &[char], at: usize) -> (Part, usize) {
    let here = characters[at];
    let after = |distance: usize| characters.get(at + distance).copied();
    match part {
        Part::Code => match (here, after(1)) {
            ('/', Some('/')) => (Part::LineComment, 2),
            ('/', Some('*')) => (Part::BlockComment(1), 2),
            ('"', _) => (opening(characters, at), 1),
            ('\'', Some('\\')) => (Part::Code, character_literal(characters, at)),
            ('\'', _) if after(2) == Some('\'') => (Part::Code, 3),
            _ => (Part::Code, 1),
        },
        Part::LineComment => (if here == '\n' { Part::Code } else { part }, 1),
        Part::BlockComment(depth) => match (here, after(1)) {
            ('*', Some('/')) => (if depth == 1 { Part::Code } else { Part::BlockComment(depth - 1) }, 2),
            ('/', Some('*')) => (Part::BlockComment(depth + 1), 2),
            _ => (part, 1),
        },
        Part::Text => match here {
            '\\' => (part, 2),
            '"' => (Part::Code, 1),
            _ => (part, 1),
        },
        Part::RawText(hashes) => {
            let ends = here == '"' && (1..=hashes).all(|distance| after(distance) == Some('#'));
            if ends { (Part::Code, 1 + hashes) } else { (part, 1) }
        }
    }
}

/// A string that begins with the quote at `at`: raw if an `r` and its hashes stand before it.
fn opening(characters: &[char], at: usize) -> Part {
    let hashes = characters[..at].iter().rev().take_while(|&&character| character == '#').count();
    let before = &characters[..at - hashes];
    let is_raw = match before {
        [.., before, 'b' | 'c', 'r'] | [.., before, 'r'] => !before.is_alphanumeric() && *before != '_',
        _ => before == ['r'],
    };
    if is_raw { Part::RawText(hashes) } else { Part::Text }
}

/// The length of `'\n'`, `'\''`, `'\u{e9}'`.
fn character_literal(characters: &[char], at: usize) -> usize {
    let closing = characters[at + 3..].iter().position(|&character| character == '\'');
    closing.map_or(2, |position| position + 4)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn views(text: &str) -> (String, String) {
        parts(text)
    }

    #[test]
    fn comments_are_no_code() {
        let (code, comment) = views("let a = 1; // unsafe\n/* a /* nested */ b */ let c;\n");
        assert_eq!(code, "let a = 1;          \n                       let c;\n");
        assert_eq!(comment.lines().next(), Some("           // unsafe"));
        assert!(comment.contains("/* a /* nested */ b */"));
    }

    #[test]
    fn the_insides_of_literals_are_no_code() {
        for literal in [
            "\"unsafe\"",
            "r\"unsafe\"",
            "r#\"a \"unsafe\" b\"#",
            "b\"unsafe\"",
            "br##\"\"#unsafe\"##",
            "\"\\\" unsafe\"",
        ] {
            let (code, comment) = views(&format!("f({literal}, unsafe_no_more)"));
            assert!(words(&code, "unsafe").next().is_none(), "{literal}: {code}");
            assert!(code.ends_with(", unsafe_no_more)"), "{literal}: {code}");
            assert!(comment.trim().is_empty(), "{literal}: {comment}");
        }
    }

    #[test]
    fn quotes_of_characters_and_lifetimes_open_no_string() {
        let (code, _) = views("let q = '\"'; let b = '\\''; fn f<'a>(x: &'a str) { g('\\u{e9}') } // '");
        assert!(code.contains("fn f<'a>(x: &'a str)"), "{code}");
        assert!(!code.contains("e9"), "{code}");
        assert!(!code.contains('"'), "{code}");
    }

    #[test]
    fn words_stand_alone() {
        assert_eq!(words("atomic::A; my_atomic; atomics; (atomic)", "atomic").collect::<Vec<_>>(), [0, 32]);
    }

    #[test]
    fn brackets_are_followed_to_their_end() {
        assert_eq!(inside("a(b[c](d))e", 1), "b[c](d)");
    }
}
