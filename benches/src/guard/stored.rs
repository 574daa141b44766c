//! The figures in the repository: `benches/instructions.txt`.

use std::fmt;
use std::fs;
use std::path::Path;

use super::Outcome;

const PATH: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/instructions.txt");
const HEADER: &str = "\
# The instructions of one call. Written by `EWRAP_BLESS=1 cargo run --release -p ewrap-benches --bin guard`.
# They hold for this compiler:
";

pub(crate) struct Stored {
    pub(crate) compiler: String,
    pub(crate) figures: Vec<(String, f64)>,
}

impl Stored {
    pub(crate) fn read() -> Outcome<Self> {
        let text = fs::read_to_string(PATH).map_err(|error| format!("{PATH}: {error}"))?;
        Self::parse(&text).ok_or_else(|| format!("{PATH}: the compiler, then lines of a case and a figure").into())
    }

    fn parse(text: &str) -> Option<Self> {
        let mut lines = text.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
        let compiler = lines.next()?.to_owned();
        let figure = |line: &str| {
            let (case, figure) = line.split_once(' ')?;
            Some((case.to_owned(), figure.trim().parse().ok()?))
        };
        Some(Self { compiler, figures: lines.map(figure).collect::<Option<_>>()? })
    }

    pub(crate) fn write(&self) -> Outcome<&'static Path> {
        fs::write(PATH, self.to_string())?;
        Ok(Path::new(PATH))
    }
}

impl fmt::Display for Stored {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{HEADER}{}\n\n", self.compiler)?;
        self.figures.iter().try_for_each(|(case, figure)| writeln!(f, "{case:<12} {figure:>8.1}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_again() {
        let figures = vec![("bare".to_owned(), 19.0), ("two-step".to_owned(), 200.5)];
        let stored = Stored { compiler: "rustc 1.95.0 on x86_64".to_owned(), figures };
        let read = Stored::parse(&stored.to_string()).unwrap();
        assert_eq!((read.compiler, read.figures), (stored.compiler, stored.figures));
        assert!(Stored::parse("a compiler\nbare many").is_none());
    }
}
