//! The figures in the repository: `benches/instructions.txt`.

use std::fmt::Write as _;
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
        let mut text = format!("{HEADER}{}\n\n", self.compiler);
        for (case, figure) in &self.figures {
            writeln!(text, "{case:<12} {figure:>8.1}")?;
        }
        fs::write(PATH, text)?;
        Ok(Path::new(PATH))
    }
}
