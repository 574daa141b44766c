//! Environment variables into a layer.
//!
//! `EWRAP_BREAKERS__<NAME>__<SETTING>`: the setting is what follows the last `__`, for no setting has one in its name,
//! while a breaker's may.

use std::ffi::OsString;

use super::error::OverrideMistake;
use super::layer::{Entry, Layer, Node, Place, Section, Table};

const PREFIXES: [(&str, Table); 2] = [("EWRAP_BREAKERS__", Table::Breakers), ("EWRAP_CONFIGS__", Table::Configs)];

/// What begins so is meant for us.
const OURS: [&str; 2] = ["EWRAP_BREAKER", "EWRAP_CONFIG"];

pub(super) fn read(variables: impl Iterator<Item = (OsString, OsString)>) -> Layer {
    let mut layer = Layer { is_environment: true, ..Layer::default() };
    let mut variables: Vec<_> = variables.filter_map(|(name, value)| Some((ours(&name)?, value))).collect();
    variables.sort();
    for (variable, value) in variables {
        match section(&variable, value) {
            Ok(section) => layer.sections.push(section),
            Err(what) => layer.mistakes.push(OverrideMistake::new(what).at(&Place::Variable(variable.into()))),
        }
    }
    layer
}

fn ours(name: &OsString) -> Option<String> {
    let name = name.to_string_lossy();
    OURS.iter().any(|start| name.starts_with(start)).then(|| name.into_owned())
}

fn section(variable: &str, value: OsString) -> Result<Section, String> {
    let form = "it has not the form EWRAP_BREAKERS__<NAME>__<SETTING> or EWRAP_CONFIGS__<NAME>__<SETTING>";
    let parts = PREFIXES.iter().find_map(|(prefix, table)| Some((*table, variable.strip_prefix(prefix)?)));
    let parts = parts.and_then(|(table, rest)| Some((table, rest.rsplit_once("__")?)));
    let Some((table, (name, setting))) = parts else { return Err(form.into()) };
    if name.is_empty() || setting.is_empty() {
        return Err(form.into());
    }
    let value = value.into_string().map_err(|_| "its value is not Unicode")?;
    let at = Place::Variable(variable.into());
    let entry =
        Entry { key: setting.to_ascii_lowercase().into(), node: Node::Bare(value.trim().into()), at: at.clone() };
    Ok(Section { table, name: name.into(), at, entries: vec![entry] })
}

/// A name as environments allow it to be written.
pub(super) fn written(name: &str) -> Box<str> {
    name.chars().map(|it| if it.is_ascii_alphanumeric() { it.to_ascii_uppercase() } else { '_' }).collect()
}

#[cfg(all(test, unix))]
mod tests {
    use std::os::unix::ffi::OsStringExt;

    use super::*;

    #[test]
    fn what_is_no_unicode_is_a_mistake_if_it_is_ours() {
        let odd = |text: &str| OsString::from_vec([text.as_bytes(), &[0xff]].concat());
        let layer = read(
            [
                (OsString::from("EWRAP_BREAKERS__DB__RAMP"), odd("1s")),
                (odd("EWRAP_BREAKERS__DB__"), OsString::from("1")),
                (odd("PATH"), odd("/bin")),
            ]
            .into_iter(),
        );
        let mistakes: Vec<_> = layer.mistakes.iter().map(ToString::to_string).collect();
        assert_eq!(mistakes, ["EWRAP_BREAKERS__DB__RAMP: its value is not Unicode"]);
        // No setting is called so, which is told when it is applied.
        assert_eq!(&*layer.sections[0].entries[0].key, "\u{fffd}");
    }
}
