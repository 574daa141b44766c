//! What is in force after overrides were applied, to breakers there are and to those to come.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use ewrap_core::__private::{Setting, Site};
use ewrap_core::{Config, Event, Observer, Overrides, Registry, State, declare_site};
use proptest::prelude::*;

use super::{breaker, declared, refused, registry, toml};
use crate::support::TIMEOUT;

static DECLARED: Site = Site::new("overrides.declared", "declared", &[Setting::Threshold(4)]);
declare_site!(DECLARED);
static JOINS: Site = Site::new("overrides.joins", "joins", &[]);
declare_site!(JOINS);
static ELSEWHERE: Site =
    Site::new("overrides.elsewhere", "elsewhere", &[Setting::Threshold(4)]).in_registry("ELSEWHERE");
declare_site!(ELSEWHERE);

/// Breakers and texts of the events of a registry.
#[derive(Default)]
struct Log(Mutex<Vec<String>>);

impl Observer for Log {
    fn on_event(&self, breaker: &str, event: &Event) {
        let what = match event {
            Event::Reconfigured { old, new, .. } => format!("{:?} to {:?}", old.threshold(), new.threshold()),
            other => other.to_string(),
        };
        self.0.lock().unwrap().push(format!("{breaker}: {what}"));
    }
}

fn listening(registry: &Registry) -> Arc<Log> {
    let log = Arc::new(Log::default());
    registry.observe(log.clone());
    log
}

fn names(names: &[Box<str>]) -> Vec<&str> {
    names.iter().map(|name| &**name).collect()
}

#[test]
fn applying_twice_is_as_applying_once() {
    let registry = registry(&["db"]);
    let log = listening(&registry);
    let overrides = toml("breakers.db.threshold = 9");
    assert_eq!(names(registry.apply(&overrides).unwrap().changed()), ["db"]);
    let once = breaker(&registry, "db").config();
    assert_eq!(names(registry.apply(&overrides).unwrap().changed()), [""; 0]);
    assert_eq!(breaker(&registry, "db").config(), once);
    assert_eq!(once, declared().to_builder().threshold(9).build().unwrap());
    assert_eq!(*log.0.lock().unwrap(), ["db: Some(3) to Some(9)"]);
}

#[test]
fn a_breaker_that_is_no_longer_named_returns_to_what_it_was_declared_with() {
    let registry = registry(&["db", "mail"]);
    let log = listening(&registry);
    registry.apply(&toml("[breakers]\ndb.threshold = 9\nmail.threshold = 8")).unwrap();
    let applied = registry.apply(&toml("breakers.mail.half_open_calls = 2")).unwrap();
    assert_eq!(names(applied.changed()), ["db", "mail"]);
    assert_eq!(breaker(&registry, "db").config(), declared());
    assert_eq!(breaker(&registry, "mail").config(), declared().to_builder().half_open_calls(2).build().unwrap());
    registry.apply(&Overrides::default()).unwrap();
    assert_eq!(breaker(&registry, "mail").config(), declared());
    assert_eq!(log.0.lock().unwrap().len(), 5);
}

#[test]
fn a_config_set_by_code_stays_until_an_apply_names_its_breaker() {
    let registry = registry(&["db", "mail"]);
    let other = Config::builder().threshold(77).build().unwrap();
    breaker(&registry, "db").reconfigure(other);
    registry.apply(&toml("breakers.mail.threshold = 8")).unwrap();
    assert_eq!(breaker(&registry, "db").config(), other);
    registry.apply(&toml("breakers.db.half_open_calls = 2")).unwrap();
    assert_eq!(breaker(&registry, "db").config(), declared().to_builder().half_open_calls(2).build().unwrap());
}

#[test]
fn the_circuits_of_keys_are_overridden_too() {
    let registry = registry(&["db"]);
    let db = breaker(&registry, "db");
    let early = db.keyed("early");
    let log = listening(&registry);
    registry.apply(&toml("breakers.db.threshold = 9")).unwrap();
    assert_eq!([early.config().threshold(), db.keyed("late").config().threshold()], [Some(9); 2]);
    assert_eq!(log.0.lock().unwrap().len(), 2, "the breaker's and the key's");
    registry.apply(&toml("")).unwrap();
    assert_eq!(early.config().threshold(), db.config().threshold());
}

#[test]
fn the_state_and_the_counts_stay() {
    let registry = registry(&["db"]);
    let db = breaker(&registry, "db");
    db.open("test");
    let before = db.snapshot();
    registry.apply(&toml("breakers.db.timeout = '1s'")).unwrap();
    let after = db.snapshot();
    assert_eq!((after.state, after.generation, after.counts), (State::Open, before.generation, before.counts));
    assert_eq!(after.config.timeout(), Duration::from_secs(1));
}

#[test]
fn a_declared_breaker_begins_overridden() {
    let registry = Registry::new();
    let log = listening(&registry);
    let applied = registry
        .apply(&toml("[breakers]\n\"overrides.declared\".timeout = '1s'\n\"overrides.joins\".threshold = 8"))
        .unwrap();
    assert_eq!(
        (names(applied.changed()).len(), names(applied.waiting())),
        (0, vec!["overrides.declared", "overrides.joins"])
    );
    assert!(registry.iter().next().is_none());
    drop(DECLARED.acquire_in(&registry).unwrap());
    drop(JOINS.acquire_in(&registry).unwrap());
    let config = breaker(&registry, "overrides.declared").config();
    assert_eq!((config.threshold(), config.timeout()), (Some(4), Duration::from_secs(1)));
    assert_eq!(breaker(&registry, "overrides.joins").config().threshold(), Some(8));
    assert!(registry.snapshots().iter().all(|it| it.conflicts.is_empty()));
    assert!(log.0.lock().unwrap().is_empty(), "nothing has changed that anybody saw");
    assert_eq!(names(registry.apply(&Overrides::default()).unwrap().changed()).len(), 2);
    assert_eq!(breaker(&registry, "overrides.declared").config().timeout(), TIMEOUT);
}

#[test]
fn the_global_registry_does_not_know_breakers_of_others() {
    let mistakes = refused(&Registry::global(), &toml("breakers.\"overrides.elsewhere\".threshold = 5"));
    assert_eq!(mistakes.len(), 1);
    assert!(mistakes[0].contains("there is no such breaker"), "{mistakes:?}");
    registry(&[]).apply(&toml("breakers.\"overrides.elsewhere\".threshold = 5")).unwrap();
}

#[test]
fn an_override_that_contradicts_the_declaration_is_refused_before_the_first_call() {
    assert_eq!(
        refused(&Registry::new(), &toml("breakers.\"overrides.declared\".min_calls = 5")),
        [
            "breakers.\"overrides.declared\".min_calls (line 1, column 31): min_calls needs failure_rate, failure_count or slow_rate"
        ]
    );
}

#[test]
fn declarations_are_compared_with_declarations() {
    let registry = Registry::new();
    registry.apply(&toml("breakers.\"overrides.joins\".threshold = 8")).unwrap();
    let joins = registry.get_or_register("overrides.joins", declared()).unwrap();
    assert_eq!(joins.config().threshold(), Some(8));
    assert!(registry.get_or_register("overrides.joins", declared()).is_ok());
    let conflict = registry.get_or_register("overrides.joins", joins.config()).unwrap_err();
    assert_eq!(conflict.first().0, declared());
}

#[test]
fn a_breaker_declared_otherwise_than_was_known_begins_as_declared() {
    let registry = Registry::new();
    registry.apply(&toml("breakers.\"overrides.declared\" = { failure_rate = 0.5, window = 20 }")).unwrap();
    let strict = declared().to_builder().failure_rate(0.9).min_calls(50).build().unwrap();
    let made = registry.get_or_register("overrides.declared", strict).unwrap();
    assert_eq!(made.config(), strict);
    let again = refused(&registry, &toml("breakers.\"overrides.declared\" = { failure_rate = 0.5, window = 20 }"));
    assert!(again[0].contains("min_calls of 50 is above the window of 20 calls"), "{again:?}");
}

#[test]
fn an_observer_may_apply() {
    struct Applies(Registry, AtomicBool);
    impl Observer for Applies {
        fn on_event(&self, _: &str, event: &Event) {
            // SeqCst: a flag of the test's, for one thread.
            if matches!(event, Event::Reconfigured { .. }) && !self.1.swap(true, Ordering::SeqCst) {
                self.0.apply(&Overrides::default()).unwrap();
            }
        }
    }
    let registry = registry(&["db"]);
    registry.observe(Arc::new(Applies(registry.clone(), AtomicBool::new(false))));
    let log = listening(&registry);
    registry.apply(&toml("breakers.db.threshold = 9")).unwrap();
    assert_eq!(breaker(&registry, "db").config(), declared());
    assert_eq!(*log.0.lock().unwrap(), ["db: Some(3) to Some(9)", "db: Some(9) to Some(3)"]);
}

/// Breakers are made while others apply: whatever is in force in the end is in force everywhere.
#[test]
fn no_override_is_lost_between_threads() {
    static SITES: [Site; 4] = [
        Site::new("overrides.race.0", "f", &[Setting::Threshold(4)]),
        Site::new("overrides.race.1", "f", &[Setting::Threshold(4)]),
        Site::new("overrides.race.2", "f", &[Setting::Threshold(4)]),
        Site::new("overrides.race.3", "f", &[Setting::Threshold(4)]),
    ];
    static FIRST: Site = Site::new("overrides.race.0", "f", &[Setting::Threshold(4)]);
    static SECOND: Site = Site::new("overrides.race.1", "f", &[Setting::Threshold(4)]);
    static THIRD: Site = Site::new("overrides.race.2", "f", &[Setting::Threshold(4)]);
    static FOURTH: Site = Site::new("overrides.race.3", "f", &[Setting::Threshold(4)]);
    declare_site!(FIRST);
    declare_site!(SECOND);
    declare_site!(THIRD);
    declare_site!(FOURTH);
    let overrides = |threshold: u32| {
        let lines = [0, 1, 2, 3].map(|it| format!("\"overrides.race.{it}\".threshold = {threshold}"));
        toml(&format!("[breakers]\n{}", lines.join("\n")))
    };
    let both = [overrides(10), overrides(20)];
    for _ in 0..200 {
        let registry = Registry::new();
        thread::scope(|scope| {
            for overrides in &both {
                scope.spawn(|| registry.apply(overrides).unwrap());
            }
            for site in &SITES {
                scope.spawn(|| drop(site.acquire_in(&registry).unwrap()));
            }
        });
        let thresholds: Vec<_> = registry.iter().map(|it| it.config().threshold().unwrap()).collect();
        assert!(thresholds == [10; 4] || thresholds == [20; 4], "{thresholds:?}");
    }
}

const BREAKERS: [&str; 3] = ["a", "b", "c"];

fn valid() -> impl Strategy<Value = String> {
    prop_oneof![
        (1_u32..1000).prop_map(|it| format!("threshold = {it}")),
        (1_u32..1000).prop_map(|it| format!("timeout = '{it}ms'")),
        (1_u32..100).prop_map(|it| format!("failure_rate = 0.{it:02}\nslow_call = '{it}s'")),
        (1_u32..1000).prop_map(|it| format!("half_open_calls = {it}")),
        any::<bool>().prop_map(|it| format!("closes_by_time = {it}")),
    ]
}

fn invalid() -> impl Strategy<Value = &'static str> {
    let all = [
        "[breakers.nobody]",
        "[breakers.a.threshold]",
        "[breakers.b]\nramp = '0s'",
        "[breakers.c]\nno_such = 1",
        "[breakers.a]\nfailure_rate = 0.5\nwindow = 5\nmin_calls = 6",
        "[breakers.b]\ninherits = 'nothing'",
        "[configs.x]\ninherits = 'x'",
        "[configs.x]\nthreshold = -1",
        "[others]",
    ];
    proptest::sample::select(all.to_vec())
}

proptest! {
    #[test]
    fn one_mistake_among_many_settings_changes_nothing(
        before in proptest::collection::vec((0..3_usize, valid()), 0..6),
        after in proptest::collection::vec((0..3_usize, valid()), 0..6),
        bad in invalid(),
    ) {
        let registry = registry(&BREAKERS);
        let text = |all: &[(usize, String)]| {
            let file = |name: &(usize, &str)| {
                let lines: String = all.iter().filter(|it| it.0 == name.0).map(|it| it.1.clone() + "\n").collect();
                format!("[breakers.{}]\n{lines}", name.1)
            };
            BREAKERS.iter().copied().enumerate().map(|it| file(&it)).collect::<Vec<_>>()
        };
        // One breaker a text, since a random one may give a setting twice: that is not TOML, and not the question here.
        let layers = |all: &[(usize, String)]| {
            text(all).iter().filter_map(|it| Overrides::from_toml(it).ok()).fold(Overrides::default(), Overrides::and)
        };
        let first = registry.apply(&layers(&before));
        let log = listening(&registry);
        let configs: Vec<_> = registry.iter().map(|it| it.config()).collect();
        if first.is_err() {
            prop_assert_eq!(&configs, &vec![declared(); 3]);
        }
        let mixed = layers(&after).and(toml(bad));
        prop_assert!(registry.apply(&mixed).is_err());
        prop_assert!(registry.apply(&toml(bad).and(layers(&after))).is_err());
        prop_assert_eq!(registry.iter().map(|it| it.config()).collect::<Vec<_>>(), configs);
        prop_assert!(log.0.lock().unwrap().is_empty());
    }
}
