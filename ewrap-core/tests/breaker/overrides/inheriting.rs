//! Chains of configs: the nearer goes before the farther, and none leads nowhere or in a circle.

use std::fmt::Write as _;
use std::time::Duration;

use super::{breaker, mistake, refused, registry, toml};

#[test]
fn the_nearer_setting_goes_before_the_farther() {
    let registry = registry(&["db", "mail"]);
    registry
        .apply(&toml(
            "
            [configs.http]
            timeout = '30s'
            threshold = 1
            half_open_calls = 4
            [configs.slow-http]
            inherits = 'http'
            threshold = 2
            success_threshold = 2
            [breakers.db]
            inherits = 'slow-http'
            success_threshold = 9
            ",
        ))
        .unwrap();
    let config = breaker(&registry, "db").config();
    assert_eq!((config.timeout(), config.half_open_calls()), (Duration::from_secs(30), 4));
    assert_eq!((config.threshold(), config.success_threshold()), (Some(2), 9));
    assert_eq!(breaker(&registry, "mail").config(), super::declared());
}

#[test]
fn the_order_in_the_file_does_not_matter() {
    let registry = registry(&["db"]);
    registry.apply(&toml("breakers.db.inherits = 'a'\nconfigs.a.inherits = 'b'\nconfigs.b.threshold = 8")).unwrap();
    assert_eq!(breaker(&registry, "db").config().threshold(), Some(8));
}

#[test]
fn a_config_that_does_not_exist_cannot_be_inherited() {
    assert_eq!(
        mistake("configs.http.threshold = 2\n[breakers.db]\ninherits = 'htpp'"),
        "breakers.db (line 3, column 1): there is no config \"htpp\" to inherit (did you mean \"http\"?)"
    );
    assert_eq!(
        mistake("configs.a.inherits = 'b'\nbreakers.db.inherits = 'a'"),
        "configs.a (line 1, column 11): there is no config \"b\" to inherit"
    );
    assert_eq!(
        mistake("breakers.db.inherits = ['a', 'b']"),
        "breakers.db.inherits (line 1, column 13): inherits is a list, not the name of a config"
    );
}

#[test]
fn a_circle_is_told_once_though_many_lead_into_it() {
    let circle = "configs.a.inherits = 'b'\nconfigs.b.inherits = 'c'\nconfigs.c.inherits = 'b'";
    let text = format!("{circle}\nconfigs.d.inherits = 'a'\nbreakers.db.inherits = 'd'");
    assert_eq!(mistake(&text), "configs.b (line 2, column 11): it inherits itself: b -> c -> b");
    assert_eq!(mistake("configs.a.inherits = 'a'"), "configs.a (line 1, column 11): it inherits itself: a -> a");
}

#[test]
fn a_config_with_a_mistake_is_told_once_though_many_inherit_it() {
    let text = "configs.a.threshold = 0\nconfigs.b.inherits = 'a'\nbreakers.db.inherits = 'b'\nbreakers.db.window = 5";
    assert_eq!(mistake(text), "configs.a.threshold (line 1, column 11): threshold of 0 is too small (at least 1)");
}

#[test]
fn a_chain_may_be_long() {
    const LENGTH: usize = 20_000;
    let mut text = String::from("[breakers.db]\ninherits = 'c0'\n");
    for number in 0..LENGTH {
        write!(text, "[configs.c{number}]\ninherits = 'c{}'\n", number + 1).unwrap();
    }
    let registry = registry(&["db"]);
    registry.apply(&toml(&format!("{text}[configs.c{LENGTH}]\nthreshold = 77"))).unwrap();
    assert_eq!(breaker(&registry, "db").config().threshold(), Some(77));
    let circle = refused(&registry, &toml(&format!("{text}[configs.c{LENGTH}]\ninherits = 'c0'")));
    let expected = "it inherits itself: c0 -> c1 -> c2 -> c3 -> c4 -> .. -> c0";
    assert!(matches!(&circle[..], [one] if one.ends_with(expected)), "{circle:?}");
}
