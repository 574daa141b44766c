//! Input by which somebody means harm, or knows no better: it is refused or taken, soon, and never panics.

use ewrap_core::Overrides;
use proptest::prelude::*;

use super::{breaker, declared, registry, toml};

#[test]
fn deep_nesting_is_refused_and_not_followed() {
    let deep = 100_000;
    assert!(Overrides::from_json(&"{\"breakers\":".repeat(deep)).is_err());
    assert!(Overrides::from_json(&"[".repeat(deep)).is_err());
    assert!(Overrides::from_toml(&format!("breakers = {}", "[".repeat(deep))).is_err());
    assert!(Overrides::from_toml(&format!("a{} = 1", ".a".repeat(deep))).is_err());
    let variable = [("EWRAP_BREAKERS__DB__BACKOFF", "{ linear = ".repeat(deep))];
    let registry = registry(&["db"]);
    let error = registry.apply(&Overrides::from_vars(variable)).unwrap_err();
    assert!(error.to_string().len() < 1000, "{error}");
}

#[test]
fn a_megabyte_of_mistakes_is_told_in_a_hundred() {
    let lines: Vec<_> = (0..60_000).map(|it| format!("treshold{it} = {it}")).collect();
    let registry = registry(&["db"]);
    let error = registry.apply(&toml(&format!("[breakers.db]\n{}", lines.join("\n")))).unwrap_err();
    assert_eq!((error.total(), error.mistakes().len()), (60_000, 100));
    assert!(error.to_string().ends_with("; and 59900 more"), "{error}");
    let error = registry.apply(&toml(&format!("breakers.db = {{ {} }}", lines.join(", ")))).unwrap_err();
    assert_eq!(error.total(), 60_000, "all in one line");
}

#[test]
fn a_megabyte_in_one_word_is_cut_where_it_is_told() {
    let long = "x".repeat(1 << 20);
    let registry = registry(&["db"]);
    for text in [
        format!("[breakers.{long}]"),
        format!("[breakers.db]\n{long} = 1"),
        format!("[breakers.db]\ntimeout = '{long}'"),
        format!("[breakers.db]\nthreshold = {}", "9".repeat(1 << 20)),
        format!("[breakers.db]\nbackoff.{long} = 1"),
        format!("[breakers.db]\ninherits = '{long}'"),
        format!("[configs.{long}]\ninherits = '{long}'"),
        format!("{long} = 1"),
    ] {
        let error = Overrides::from_toml(&text).and_then(|it| registry.apply(&it)).unwrap_err();
        assert_eq!(error.total(), 1);
        assert!(error.to_string().len() < 500, "{error}");
    }
    let variables =
        [(format!("EWRAP_BREAKERS__{long}__THRESHOLD"), long.clone()), (format!("EWRAP_CONFIG{long}"), long)];
    let error = registry.apply(&Overrides::from_vars(variables)).unwrap_err();
    assert!(error.to_string().len() < 1500, "{error}");
    assert_eq!(breaker(&registry, "db").config(), declared());
}

#[test]
fn odd_names_are_shown_escaped() {
    let registry = registry(&[]);
    let overrides = toml("breakers.\"\\u001b[31m\\n\".threshold = 1\nbreakers.\"\" = {}");
    assert_eq!(
        registry.apply(&overrides).unwrap_err().to_string(),
        "2 mistakes in the overrides: breakers.\"\\u{1b}[31m\\n\" (line 1, column 10): there is no such breaker; \
         breakers.\"\" (line 2, column 10): there is no such breaker"
    );
}

proptest! {
    #[test]
    fn any_text_is_read_or_refused(text in any::<String>(), value in any::<String>()) {
        let registry = registry(&["db"]);
        let all = [
            Overrides::from_toml(&text),
            Overrides::from_json(&text),
            Ok(Overrides::from_vars([(format!("EWRAP_BREAKERS__{text}"), value.clone())])),
            Ok(Overrides::from_vars([("EWRAP_BREAKERS__DB__BACKOFF", format!("{{{value}"))])),
            Ok(Overrides::from_vars([("EWRAP_BREAKERS__DB__WINDOW", value)])),
        ];
        for overrides in all.into_iter().flatten() {
            let _ = registry.apply(&overrides);
        }
    }

    #[test]
    fn any_value_of_a_setting_is_taken_or_refused(
        setting in "(threshold|timeout|window|backoff|failure_rate|probes_once|inherits)",
        value in "[-+0-9.eEnaif'\"{}=smt_ ]{0,12}",
    ) {
        let registry = registry(&["db"]);
        let overrides = Overrides::from_toml(&format!("breakers.db.{setting} = {value}"));
        if overrides.is_ok_and(|it| registry.apply(&it).is_err()) {
            prop_assert_eq!(breaker(&registry, "db").config(), declared());
        }
    }
}
