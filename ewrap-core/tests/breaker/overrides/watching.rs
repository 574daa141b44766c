//! A file of overrides that changes, in each way in which files change.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::mpsc::{self, Receiver};
use std::time::Duration;

use ewrap_core::{Applied, Registry, Watch, WatchError};

use super::{breaker, declared, registry};

/// Far longer than a change takes to be seen, on any machine.
const LONG: Duration = Duration::from_secs(60);

/// A folder of one test's own, gone with it.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Self {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        // Relaxed: a number of one's own, nothing else.
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let path = std::env::temp_dir().join(format!("ewrap-watch-{}-{number}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    fn write(&self, name: &str, text: &str) -> PathBuf {
        let path = self.0.join(name);
        fs::write(&path, text).unwrap();
        path
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

type Told = Receiver<Result<Applied, WatchError>>;

fn watch(registry: &Registry, path: &Path) -> (Watch, Told) {
    let (tell, told) = mpsc::channel();
    let watch = registry.watch_with(path, move |result| tell.send(result).unwrap()).unwrap();
    (watch, told)
}

fn threshold(registry: &Registry) -> Option<u32> {
    breaker(registry, "db").config().threshold()
}

/// Waits until a change has been put in force. A file may be caught half-written, which is refused.
fn wait_until(registry: &Registry, told: &Told, expected: u32) {
    while threshold(registry) != Some(expected) {
        let _ = told.recv_timeout(LONG).expect("a change is seen");
    }
}

fn with(threshold: u32) -> String {
    format!("[breakers.db]\nthreshold = {threshold}\n")
}

#[test]
fn a_file_is_applied_now_and_when_it_is_written() {
    let (folder, registry) = (Folder::new(), registry(&["db"]));
    let path = folder.write("breakers.toml", &with(10));
    let (watch, told) = watch(&registry, &path);
    assert_eq!(threshold(&registry), Some(10));
    for number in 11..14 {
        folder.write("breakers.toml", &with(number));
        wait_until(&registry, &told, number);
    }
    drop(watch);
    assert_eq!(threshold(&registry), Some(13), "what is in force stays in force");
}

#[test]
fn a_file_is_applied_when_another_takes_its_place() {
    let (folder, registry) = (Folder::new(), registry(&["db"]));
    let path = folder.write("breakers.json", "{}");
    let (_watch, told) = watch(&registry, &path);
    for number in 11..14 {
        let new =
            folder.write(".breakers.json.new", &format!("{{\"breakers\": {{\"db\": {{\"threshold\": {number}}}}}}}"));
        fs::rename(new, &path).unwrap();
        wait_until(&registry, &told, number);
    }
}

#[cfg(unix)]
#[test]
fn a_file_is_applied_when_the_link_to_its_folder_is_swapped() {
    use std::os::unix::fs::symlink;
    let (folder, registry) = (Folder::new(), registry(&["db"]));
    let version = |number: u32| {
        let name = format!("..version-{number}");
        fs::create_dir(folder.0.join(&name)).unwrap();
        folder.write(&format!("{name}/breakers.toml"), &with(number));
        symlink(&name, folder.0.join("..data.new")).unwrap();
        fs::rename(folder.0.join("..data.new"), folder.0.join("..data")).unwrap();
    };
    version(10);
    let path = folder.0.join("breakers.toml");
    symlink("..data/breakers.toml", &path).unwrap();
    let (_watch, told) = watch(&registry, &path);
    for number in 11..14 {
        version(number);
        wait_until(&registry, &told, number);
        fs::remove_dir_all(folder.0.join(format!("..version-{}", number - 1))).unwrap();
    }
}

#[cfg(unix)]
#[test]
fn a_file_is_applied_when_it_changes_behind_a_link() {
    let (folder, elsewhere, registry) = (Folder::new(), Folder::new(), registry(&["db"]));
    let path = folder.0.join("breakers.toml");
    std::os::unix::fs::symlink(elsewhere.write("real.toml", &with(10)), &path).unwrap();
    let (_watch, told) = watch(&registry, &path);
    elsewhere.write("real.toml", &with(11));
    wait_until(&registry, &told, 11);
}

#[test]
fn a_bad_file_changes_nothing_and_is_told() {
    let (folder, registry) = (Folder::new(), registry(&["db"]));
    let path = folder.write("breakers.toml", &with(10));
    let (_watch, told) = watch(&registry, &path);
    let replace = |text: &str| {
        let new = folder.write("new", text);
        fs::rename(new, &path).unwrap();
        told.recv_timeout(LONG).expect("a change is seen")
    };
    let Err(WatchError::Overrides(_, error)) = replace("breakers.db = { threshold = 0, ramp = 1 }") else { panic!() };
    assert_eq!(error.total(), 2);
    let Err(WatchError::Overrides(_, error)) = replace("[") else { panic!() };
    assert_eq!(error.mistakes()[0].line(), Some(1));
    assert_eq!(threshold(&registry), Some(10));
    fs::remove_file(&path).unwrap();
    let gone = told.recv_timeout(LONG).expect("a change is seen").unwrap_err();
    assert_eq!(gone.to_string(), format!("{} cannot be read", path.display()));
    assert_eq!(threshold(&registry), Some(10));
    assert_eq!(replace(&with(11)).unwrap().changed(), ["db".into()], "and it goes on");
    assert_eq!(replace("").unwrap().changed(), ["db".into()]);
    assert_eq!(breaker(&registry, "db").config(), declared());
}

#[test]
fn what_cannot_be_watched_is_refused_and_changes_nothing() {
    let (folder, registry) = (Folder::new(), registry(&["db"]));
    let refused = |name: &str| {
        let error = registry.watch(folder.0.join(name)).unwrap_err();
        (error.to_string().replace(&folder.0.display().to_string(), "."), std::error::Error::source(&error).is_some())
    };
    assert_eq!(refused("breakers.yaml"), ("./breakers.yaml ends neither in .toml nor in .json".into(), false));
    assert_eq!(refused("breakers"), ("./breakers ends neither in .toml nor in .json".into(), false));
    assert_eq!(refused("none.toml"), ("./none.toml cannot be read".into(), true));
    assert!(refused("none/none.toml").0.starts_with("the file cannot be watched: "));
    fs::create_dir(folder.0.join("folder.toml")).unwrap();
    assert_eq!(refused("folder.toml"), ("./folder.toml cannot be read".into(), true));
    folder.write("bad.toml", "breakers.db.threshold = 0");
    assert_eq!(refused("bad.toml"), ("./bad.toml is refused".into(), true));
    folder.write("large.toml", &"#".repeat((4 << 20) + 1));
    assert_eq!(refused("large.toml"), ("./large.toml cannot be read".into(), true));
    folder.write("binary.json", "x");
    fs::write(folder.0.join("binary.json"), [0xff, 0xfe]).unwrap();
    assert_eq!(refused("binary.json"), ("./binary.json cannot be read".into(), true));
    assert_eq!(breaker(&registry, "db").config(), declared());
}

#[test]
fn nothing_is_applied_once_the_guard_is_dropped() {
    let (folder, registry) = (Folder::new(), registry(&["db"]));
    let path = folder.write("breakers.toml", &with(10));
    let (guard, told) = watch(&registry, &path);
    drop(guard);
    folder.write("breakers.toml", &with(11));
    assert!(told.recv_timeout(LONG).is_err_and(|it| it == mpsc::RecvTimeoutError::Disconnected), "the thread ends");
    assert_eq!(threshold(&registry), Some(10));
}

#[test]
fn a_callback_may_panic_or_drop_the_guard() {
    let (folder, registry) = (Folder::new(), registry(&["db"]));
    let path = folder.write("breakers.toml", &with(10));
    let (give, guard) = mpsc::channel::<Watch>();
    let watched = registry.clone();
    let (tell, told) = mpsc::channel();
    let watch = registry.watch_with(&path, move |result| {
        let now = result.unwrap().changed().first().and_then(|_| threshold(&watched));
        tell.send(now).unwrap();
        if now == Some(11) {
            std::panic::resume_unwind(Box::new("a panic of the test's"));
        }
        drop(guard.recv().unwrap());
    });
    let replace = |number: u32| {
        let new = folder.write("new", &with(number));
        fs::rename(new, &path).unwrap();
    };
    replace(11);
    assert_eq!(told.recv_timeout(LONG), Ok(Some(11)));
    give.send(watch.unwrap()).unwrap();
    replace(12);
    assert_eq!(told.recv_timeout(LONG), Ok(Some(12)));
    assert_eq!(told.recv_timeout(LONG), Err(mpsc::RecvTimeoutError::Disconnected));
}
