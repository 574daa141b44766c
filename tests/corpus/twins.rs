//! What makes two twins of one text: each attribute has its own reading of `cases!` and `exported!`.

/// The bare twin: functions to compare with.
macro_rules! bare_cases {
    ($topic:ident: $($(#[$meta:meta])* fn $name:ident() $body:block)+) => {
        pub(crate) mod twins {
            use super::*;
            $($(#[$meta])* pub(crate) fn $name() $body)+
        }
    };
}
pub(crate) use bare_cases;

/// The guarded twin, which also tests: against the bare one of the same topic and name.
macro_rules! guarded_cases {
    ($topic:ident: $($(#[$meta:meta])* fn $name:ident() $body:block)+) => {
        pub(crate) mod twins {
            use super::*;
            $($(#[$meta])* pub(crate) fn $name() $body)+
            pub(crate) const ALL: &[fn()] = &[$($name),+];
        }
        mod behaves_like_bare {
            $(
                #[test]
                fn $name() {
                    crate::support::same(crate::bare::$topic::twins::$name, super::twins::$name);
                }
            )+
        }
    };
}
pub(crate) use guarded_cases;
