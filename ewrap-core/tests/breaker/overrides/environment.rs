//! Variables: names as environments write them, one setting each.

use std::time::Duration;

use ewrap_core::Overrides;

use super::{breaker, declared, refused, registry, toml};

fn variables(all: &[(&str, &str)]) -> Overrides {
    Overrides::from_vars(all.iter().copied())
}

#[test]
fn a_name_is_written_as_environments_allow() {
    let registry = registry(&["my.db-2", "größe", "a__b", "trailing_"]);
    registry
        .apply(&variables(&[
            ("EWRAP_BREAKERS__MY_DB_2__THRESHOLD", "1"),
            ("EWRAP_BREAKERS__gr__e__Threshold", " 2 "),
            ("EWRAP_BREAKERS__A__B__THRESHOLD", "3"),
            ("EWRAP_BREAKERS__TRAILING___THRESHOLD", "4"),
            ("PATH", "/bin"),
            ("EWRAP_LOG", "debug"),
        ]))
        .unwrap();
    let thresholds: Vec<_> = registry.iter().map(|breaker| breaker.config().threshold().unwrap()).collect();
    assert_eq!(thresholds, [3, 2, 1, 4], "by name");
}

#[test]
fn a_name_that_could_mean_two_is_refused_with_both() {
    let registry = registry(&["my-db", "my.db"]);
    assert_eq!(
        refused(&registry, &variables(&[("EWRAP_BREAKERS__MY_DB__THRESHOLD", "1")])),
        ["EWRAP_BREAKERS__MY_DB__THRESHOLD: it could mean \"my-db\" or \"my.db\", which environments write alike"]
    );
    registry.apply(&toml("[breakers.\"my.db\"]\nthreshold = 1")).unwrap();
    assert_eq!(
        (breaker(&registry, "my-db").config(), breaker(&registry, "my.db").config().threshold()),
        (declared(), Some(1))
    );
}

#[test]
fn the_environment_goes_before_the_file_setting_by_setting() {
    let registry = registry(&["db"]);
    let file = toml("[configs.slow-http]\ntimeout = '1s'\n[breakers.db]\nthreshold = 8\nhalf_open_calls = 2");
    let environment = variables(&[
        ("EWRAP_CONFIGS__SLOW_HTTP__TIMEOUT", "2s"),
        ("EWRAP_BREAKERS__DB__INHERITS", "slow_http"),
        ("EWRAP_BREAKERS__DB__THRESHOLD", "9"),
    ]);
    registry.apply(&file.clone().and(environment.clone())).unwrap();
    let config = breaker(&registry, "db").config();
    assert_eq!((config.threshold(), config.half_open_calls(), config.timeout()), (Some(9), 2, Duration::from_secs(2)));
    registry.apply(&environment.and(file)).unwrap();
    let config = breaker(&registry, "db").config();
    assert_eq!((config.threshold(), config.half_open_calls(), config.timeout()), (Some(8), 2, Duration::from_secs(1)));
}

#[test]
fn a_config_can_be_of_the_environment_alone() {
    let registry = registry(&["db"]);
    registry
        .apply(&variables(&[("EWRAP_CONFIGS__HTTP__THRESHOLD", "6"), ("EWRAP_BREAKERS__DB__INHERITS", "http")]))
        .unwrap();
    assert_eq!(breaker(&registry, "db").config().threshold(), Some(6));
}

#[test]
fn a_variable_that_is_nearly_ours_is_refused() {
    let registry = registry(&["db"]);
    let form = "it has not the form EWRAP_BREAKERS__<NAME>__<SETTING> or EWRAP_CONFIGS__<NAME>__<SETTING>";
    let wrong = [
        "EWRAP_BREAKER__DB__THRESHOLD",
        "EWRAP_BREAKERS_DB_THRESHOLD",
        "EWRAP_BREAKERS__THRESHOLD",
        "EWRAP_CONFIGS____X",
    ];
    for name in wrong {
        assert_eq!(refused(&registry, &variables(&[(name, "1")])), [format!("{name}: {form}")]);
    }
    assert_eq!(
        refused(
            &registry,
            &variables(&[("EWRAP_BREAKERS__DB__TRESHOLD", "1"), ("EWRAP_BREAKERS__DP__THRESHOLD", "1")])
        ),
        [
            "EWRAP_BREAKERS__DB__TRESHOLD: there is no such setting (did you mean \"threshold\"?)",
            "EWRAP_BREAKERS__DP__THRESHOLD: there is no such breaker (did you mean \"db\"?)",
        ]
    );
}

#[test]
fn a_setting_given_by_two_variables_is_refused() {
    let registry = registry(&["db"]);
    let twice = variables(&[("EWRAP_BREAKERS__DB__THRESHOLD", "1"), ("EWRAP_BREAKERS__db__threshold", "2")]);
    assert_eq!(refused(&registry, &twice), ["EWRAP_BREAKERS__db__threshold: it is given twice"]);
}

#[test]
fn a_mistake_names_the_variable_and_its_value() {
    let registry = registry(&["db"]);
    let error = registry.apply(&variables(&[("EWRAP_BREAKERS__DB__TIMEOUT", "60")])).unwrap_err();
    let mistake = &error.mistakes()[0];
    assert_eq!(mistake.variable(), Some("EWRAP_BREAKERS__DB__TIMEOUT"));
    assert_eq!((mistake.breaker(), mistake.setting(), mistake.value()), (Some("db"), Some("timeout"), Some("60")));
    assert_eq!((mistake.line(), mistake.column(), mistake.config()), (None, None, None));
}

#[test]
fn the_environment_of_the_process_is_read() {
    // Whatever is in it: that of a test run has nothing of ours.
    assert!(registry(&[]).apply(&Overrides::from_env()).is_ok());
}
