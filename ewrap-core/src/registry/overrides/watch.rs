//! A file of overrides, applied again whenever it changes.
//!
//! Folders are watched and not the file: editors write a new file and rename it, and Kubernetes swaps a link beside it. An
//! event says only that something may have changed; what counts is whether the file's text is another one. Invariant: a
//! file that cannot be read or is refused changes nothing, and nothing is applied once the guard is dropped.

use std::convert::Infallible;
use std::fs::File;
use std::io::{self, Read};
use std::panic::{self, AssertUnwindSafe};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender, SyncSender};
use std::thread;
use std::time::Duration;
use std::{error, fmt};

use notify::event::{AccessKind, AccessMode, EventKind};
use notify::{RecommendedWatcher, RecursiveMode, Watcher};

use super::apply::{Applied, Told};
use super::{OverrideError, Overrides};
use crate::registry::Registry;
use crate::sync::Mutex;

/// Who writes a file does so in several steps: it is read when nothing has happened for so long..
const QUIET: Duration = Duration::from_millis(50);
/// ..or after so many of those, for a folder may never be quiet.
const MOST_WAITS: usize = 20;

/// No overrides need more; a log that was named by mistake does.
const MOST_BYTES: u64 = 4 << 20;

impl Registry {
    /// Applies a file of overrides, and again whenever it changes, until the guard is dropped.
    ///
    /// TOML if its name ends in `.toml`, JSON if it ends in `.json`; see [`Overrides`] for what is in it. Each time the
    /// file takes the place of all overrides in force, as with [`apply`](Self::apply). A change is noticed however it is
    /// made: the file is written, replaced by a rename, or is a link whose target changes. A file that is gone, cannot be
    /// read or has a mistake changes nothing; [`watch_with`](Self::watch_with) tells of it.
    ///
    /// The folder itself has to stay: one that is removed and made anew is no longer watched. Costs a thread, which waits for the system to tell of a change.
    ///
    /// # Errors
    ///
    /// [`WatchError`] if the file cannot be read now, or has a mistake, or if the system cannot watch its folder. Then
    /// nothing is changed, and nothing is watched.
    ///
    /// ```
    /// use ewrap::{Config, Registry};
    ///
    /// # let folder = std::env::temp_dir().join(format!("ewrap-doc-{}", std::process::id()));
    /// # std::fs::create_dir_all(&folder)?;
    /// let file = folder.join("breakers.toml");
    /// std::fs::write(&file, "[breakers.db]\nthreshold = 10")?;
    ///
    /// let registry = Registry::new();
    /// let db = registry.get_or_register("db", Config::default())?;
    /// let watch = registry.watch(&file)?;
    /// assert_eq!(db.config().threshold(), Some(10));
    /// # drop(watch);
    /// # std::fs::remove_dir_all(&folder)?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn watch(&self, path: impl AsRef<Path>) -> Result<Watch, WatchError> {
        self.watch_with(path, |_| ())
    }

    /// The same, and calls `told` after each later change of the file with what came of it.
    ///
    /// It is called on the thread of the watch, under no lock. While it runs no change is noticed; those that happen
    /// meanwhile are seen afterwards. If it panics, the panic is swallowed after the panic hook has seen it.
    ///
    /// # Errors
    ///
    /// As [`watch`](Self::watch).
    pub fn watch_with(
        &self,
        path: impl AsRef<Path>,
        told: impl Fn(Result<Applied, WatchError>) + Send + 'static,
    ) -> Result<Watch, WatchError> {
        let path = path.as_ref();
        let format = Format::of(path)?;
        // Absolute, since the program may go to another folder.
        let path = std::path::absolute(path).map_err(|error| WatchError::read(path, error))?;
        // Watched first: what changes while the file is read for the first time is seen.
        let (mut folders, changes) = Folders::watch(&path)?;
        let text = read(&path)?;
        folders.follow(&path);
        let (until_dropped, end) = mpsc::channel();
        let source = Source { registry: self.clone(), path, format, is_over: Arc::new(Mutex::new(false)), end };
        if let Some(told) = source.put_in_force(&text)? {
            told.tell();
        }
        let is_over = Arc::clone(&source.is_over);
        let signal = folders.signal.clone();
        thread::Builder::new()
            .name("ewrap-watch".into())
            .spawn(move || source.run(&changes, folders, text, told))
            .map_err(|error| WatchError::system(&error))?;
        Ok(Watch { is_over, signal, _end: until_dropped })
    }
}

/// Watches a file of overrides until it is dropped; given by [`Registry::watch`].
///
/// What is in force then stays in force.
#[must_use = "the file is watched until this is dropped"]
pub struct Watch {
    is_over: Arc<Mutex<bool>>,
    signal: SyncSender<()>,
    _end: Sender<Infallible>,
}

impl Drop for Watch {
    fn drop(&mut self) {
        // Waits for a text that is being put in force, and for nobody's code.
        *self.is_over.lock() = true;
        // Wakes the thread, which then ends. A full channel wakes it as well.
        let _ = self.signal.try_send(());
    }
}

impl fmt::Debug for Watch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Watch").finish_non_exhaustive()
    }
}

#[derive(Debug, Clone, Copy)]
enum Format {
    Toml,
    Json,
}

impl Format {
    fn of(path: &Path) -> Result<Self, WatchError> {
        let is = |ending: &str| path.extension().is_some_and(|it| it.eq_ignore_ascii_case(ending));
        match (is("toml"), is("json")) {
            (true, _) => Ok(Self::Toml),
            (_, true) => Ok(Self::Json),
            _ => Err(WatchError::Format(path.into())),
        }
    }

    fn parse(self, text: &str) -> Result<Overrides, OverrideError> {
        match self {
            Self::Toml => Overrides::from_toml(text),
            Self::Json => Overrides::from_json(text),
        }
    }
}

/// What the thread needs.
struct Source {
    registry: Registry,
    path: PathBuf,
    format: Format,
    is_over: Arc<Mutex<bool>>,
    /// Never sent to: gone with the guard.
    end: Receiver<Infallible>,
}

impl Source {
    fn run(
        self,
        changes: &Receiver<()>,
        mut folders: Folders,
        first: String,
        told: impl Fn(Result<Applied, WatchError>),
    ) {
        // The text seen last; none while the file cannot be read.
        let mut seen = Some(first);
        while changes.recv().is_ok() && !*self.is_over.lock() {
            if !self.wait_for_quiet(changes) {
                return;
            }
            folders.follow(&self.path);
            let text = read(&self.path);
            let is_news = match &text {
                Ok(text) => seen.as_ref() != Some(text),
                Err(_) => seen.is_some(),
            };
            if !is_news {
                continue;
            }
            let result = text.as_ref().map_err(WatchError::clone).and_then(|text| self.put_in_force(text));
            seen = text.ok();
            let Some(result) = result.transpose() else { return };
            let _ = panic::catch_unwind(AssertUnwindSafe(|| told(result.map(Told::tell))));
        }
    }

    /// False if the watch ends meanwhile.
    fn wait_for_quiet(&self, changes: &Receiver<()>) -> bool {
        for _ in 0..MOST_WAITS {
            if self.end.recv_timeout(QUIET) != Err(RecvTimeoutError::Timeout) {
                return false;
            }
            if changes.try_recv().is_err() {
                break;
            }
        }
        true
    }

    /// None if the watch is over.
    fn put_in_force(&self, text: &str) -> Result<Option<Told>, WatchError> {
        let overrides = self.format.parse(text).map_err(|error| WatchError::overrides(&self.path, error))?;
        let is_over = self.is_over.lock();
        if *is_over {
            return Ok(None);
        }
        let told = self.registry.put_in_force(&overrides);
        drop(is_over);
        told.map(Some).map_err(|error| WatchError::overrides(&self.path, error))
    }
}

fn read(path: &Path) -> Result<String, WatchError> {
    let read = || {
        let is_file = path.metadata()?.is_file();
        if !is_file {
            return Err(io::Error::other("it is not a file"));
        }
        let mut text = String::new();
        if File::open(path)?.take(MOST_BYTES + 1).read_to_string(&mut text)? as u64 > MOST_BYTES {
            return Err(io::Error::other(format!("it is too large (at most {MOST_BYTES} bytes)")));
        }
        Ok(text)
    };
    read().map_err(|error| WatchError::read(path, error))
}

/// The folder of the file, and the one it really is in if it is a link.
struct Folders {
    watcher: RecommendedWatcher,
    signal: SyncSender<()>,
    own: PathBuf,
    target: Option<PathBuf>,
}

impl Folders {
    fn watch(path: &Path) -> Result<(Self, Receiver<()>), WatchError> {
        // One place is enough: a change that is waiting stands for those that follow.
        let (signal, changes) = mpsc::sync_channel(1);
        let on_event = signal.clone();
        let watcher = notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
            if event.is_ok_and(|event| is_access(event.kind)) {
                return;
            }
            // Full: see above. An error of the system's may be a lost event, so it is taken for one.
            let _ = on_event.try_send(());
        });
        let own = path.parent().unwrap_or(path).to_owned();
        let mut folders =
            Self { watcher: watcher.map_err(|error| WatchError::system(&error))?, signal, own, target: None };
        folders.watcher.watch(&folders.own, RecursiveMode::NonRecursive).map_err(|error| WatchError::system(&error))?;
        Ok((folders, changes))
    }

    /// Watches where the link leads now. Best effort: it may lead nowhere at this moment, which shows when it is read.
    fn follow(&mut self, path: &Path) {
        let Some(target) = path.canonicalize().ok().and_then(|it| it.parent().map(Path::to_owned)) else { return };
        let is_own = self.own.canonicalize().is_ok_and(|own| own == target);
        let target = (!is_own).then_some(target);
        if target == self.target {
            return;
        }
        if let Some(old) = self.target.take() {
            let _ = self.watcher.unwatch(&old);
        }
        if let Some(new) = &target {
            let _ = self.watcher.watch(new, RecursiveMode::NonRecursive);
        }
        self.target = target;
    }
}

/// Somebody has read a file, we for instance.
fn is_access(kind: EventKind) -> bool {
    matches!(kind, EventKind::Access(access) if access != AccessKind::Close(AccessMode::Write))
}

/// Why a file of overrides is not in force.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum WatchError {
    /// The file's name ends neither in `.toml` nor in `.json`.
    Format(PathBuf),
    /// The file cannot be read.
    Read(PathBuf, Arc<io::Error>),
    /// There are mistakes in it.
    Overrides(PathBuf, OverrideError),
    /// The system cannot watch the folder; what it says.
    System(Box<str>),
}

impl WatchError {
    fn read(path: &Path, error: io::Error) -> Self {
        Self::Read(path.into(), Arc::new(error))
    }

    fn overrides(path: &Path, error: OverrideError) -> Self {
        Self::Overrides(path.into(), error)
    }

    fn system(error: &dyn error::Error) -> Self {
        Self::System(error.to_string().into())
    }
}

impl fmt::Display for WatchError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Format(path) => write!(f, "{} ends neither in .toml nor in .json", path.display()),
            Self::Read(path, _) => write!(f, "{} cannot be read", path.display()),
            Self::Overrides(path, _) => write!(f, "{} is refused", path.display()),
            Self::System(error) => write!(f, "the file cannot be watched: {error}"),
        }
    }
}

impl error::Error for WatchError {
    fn source(&self) -> Option<&(dyn error::Error + 'static)> {
        match self {
            Self::Read(_, error) => Some(&**error),
            Self::Overrides(_, error) => Some(error),
            Self::Format(_) | Self::System(_) => None,
        }
    }
}
