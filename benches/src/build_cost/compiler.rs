//! The compiler, called as `cargo check` calls it for the crate alone: what it depends on is built before.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

use super::Outcome;

const MANIFEST: &str = r#"
[package]
name = "generated"
edition = "2024"

[dependencies]
ewrap = { path = "EWRAP" }
tracing = "0.1"

[workspace]
"#;

/// `rustc` itself, not rustup's proxy, and where it finds the dependencies.
pub(crate) struct Compiler {
    program: PathBuf,
    externs: Vec<String>,
    dependencies: PathBuf,
}

impl Compiler {
    /// Builds what the generated crate depends on: the workspace's ewrap, and what the workspace's lock file pins.
    pub(crate) fn prepare(target: &Path, folder: &Path) -> Outcome<Self> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").canonicalize()?;
        fs::create_dir_all(folder.join("src"))?;
        fs::write(folder.join("src/lib.rs"), "")?;
        fs::copy(root.join("Cargo.lock"), folder.join("Cargo.lock"))?;
        let ewrap = root.join("ewrap").display().to_string();
        fs::write(folder.join("Cargo.toml"), MANIFEST.replace("EWRAP", &ewrap))?;

        let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        cargo.args(["check", "--quiet", "--offline", "--message-format=json", "--manifest-path"]);
        let output = succeed(cargo.arg(folder.join("Cargo.toml")).env("CARGO_TARGET_DIR", target))?;
        let artifacts = String::from_utf8(output.stdout)?;
        let libraries = [library(&artifacts, "ewrap")?, library(&artifacts, "tracing")?];
        let dependencies = libraries[0].1.parent().unwrap_or(target).to_owned();
        let externs = libraries.iter().map(|(name, path)| format!("--extern={name}={}", path.display())).collect();
        let sysroot = String::from_utf8(succeed(Command::new("rustc").args(["--print", "sysroot"]))?.stdout)?;
        Ok(Self { program: Path::new(sysroot.trim()).join("bin/rustc"), externs, dependencies })
    }

    /// The call that checks `source` and writes `metadata`, behind the words that start `prefix`, if any.
    pub(crate) fn check(&self, prefix: &[&str], source: &Path, metadata: &Path) -> Outcome<Output> {
        let mut words = prefix.iter().map(Into::into).chain([self.program.clone().into_os_string()]);
        let mut command = Command::new(words.next().unwrap_or_default());
        command.args(words).args(["--edition=2024", "--crate-type=lib", "--crate-name=generated"]);
        command.arg(format!("--emit=metadata={}", metadata.display()));
        command.arg(format!("-Ldependency={}", self.dependencies.display())).args(&self.externs);
        succeed(command.arg(source))
    }
}

fn library<'a>(artifacts: &str, name: &'a str) -> Outcome<(&'a str, PathBuf)> {
    let file = artifacts.lines().find_map(|line| {
        let artifact: Value = serde_json::from_str(line).ok()?;
        let is_it = artifact["reason"] == "compiler-artifact" && artifact["target"]["name"] == name;
        is_it.then(|| artifact["filenames"][0].as_str().map(PathBuf::from))?
    });
    Ok((name, file.ok_or_else(|| format!("cargo built no {name}"))?))
}

fn succeed(command: &mut Command) -> Outcome<Output> {
    let output = command.output()?;
    if output.status.success() {
        return Ok(output);
    }
    Err(format!("{command:?}: {}\n{}", output.status, String::from_utf8_lossy(&output.stderr)).into())
}
