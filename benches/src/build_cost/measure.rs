//! What a compilation costs: instructions where valgrind is installed, else the processor's time; and what it leaves.

use std::fs;
use std::path::{Path, PathBuf};

use super::compiler::Compiler;
use super::generate::{Attribute, source};
use crate::process::{Outcome, has_valgrind};

/// As many functions as a large service has.
pub(crate) const TIMED: usize = 1_000;
/// Fewer under valgrind, which takes a hundred times as long.
pub(crate) const COUNTED: usize = 60;
const REPETITIONS: usize = 3;

/// One figure for each of [`Attribute::ALL`].
pub(crate) type Row = [f64; 3];

pub(crate) struct Measure {
    pub(crate) compiler: Compiler,
    pub(crate) folder: PathBuf,
}

impl Measure {
    /// Millions of instructions; none without valgrind.
    pub(crate) fn instructions(&self) -> Outcome<Option<Row>> {
        if !has_valgrind() {
            return Ok(None);
        }
        let prefix = ["valgrind", "--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null"];
        self.each(COUNTED, |source, metadata| {
            let output = self.compiler.check(&prefix, source, metadata)?;
            let text = String::from_utf8_lossy(&output.stderr).replace(',', "");
            let figure = text.lines().find_map(|line| line.rsplit_once("refs:")).ok_or_else(|| text.clone())?;
            Ok(figure.1.trim().parse::<f64>()? / 1e6)
        })
        .map(Some)
    }

    /// The milliseconds that the processor worked for it: once, or repeatedly where they have to decide.
    pub(crate) fn times(&self, decide: bool) -> Outcome<Vec<Row>> {
        let once = || {
            self.each(TIMED, |source, metadata| {
                let before = of_children()?;
                self.compiler.check(&[], source, metadata)?;
                Ok(of_children()? - before)
            })
        };
        (0..if decide { REPETITIONS } else { 1 }).map(|_| once()).collect()
    }

    /// The kilobytes of metadata that the timed compilations left for those that depend on the crate.
    pub(crate) fn metadata(&self) -> Outcome<Row> {
        self.each(TIMED, |_, metadata| Ok(f64::from(u32::try_from(fs::metadata(metadata)?.len())?) / 1e3))
    }

    fn each(&self, functions: usize, cost: impl Fn(&Path, &Path) -> Outcome<f64>) -> Outcome<Row> {
        let mut row = Row::default();
        for (figure, attribute) in row.iter_mut().zip(Attribute::ALL) {
            let path = self.folder.join(format!("{}_{functions}", attribute.name()));
            fs::write(path.with_extension("rs"), source(attribute, functions))?;
            *figure = cost(&path.with_extension("rs"), &path.with_extension("rmeta"))?;
        }
        Ok(row)
    }
}

/// The time of all children that have ended, in milliseconds. Linux counts it in hundredths of a second.
fn of_children() -> Outcome<f64> {
    let stat = fs::read_to_string("/proc/self/stat")?;
    // The second field is a name in parentheses; the one asked for is the sixteenth.
    let field = stat.rsplit_once(')').and_then(|(_, rest)| rest.split_whitespace().nth(13));
    Ok(field.ok_or("/proc/self/stat is short")?.parse::<f64>()? * 10.0)
}
