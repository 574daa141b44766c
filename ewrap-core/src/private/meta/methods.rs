//! The methods that are spelled the same for every derived type.

/// What writes the message, and what seeks the layer that answers.
#[doc(hidden)]
#[macro_export]
macro_rules! derived_methods {
    () => {
        fn message_fmt(
            &self,
            __ewrap_f: &mut $crate::__private::meta::Formatter<'_>,
        ) -> $crate::__private::meta::FmtResult {
            #[allow(unused_imports, reason = "the type decides which is used")]
            use $crate::__private::meta::{Look, Named, Says};
            (&Look(self)).say(__ewrap_f)
        }
        fn seek<'__ewrap>(
            &'__ewrap self,
            _: &'__ewrap dyn $crate::__private::meta::ErrorMeta,
            __ewrap_wanted: $crate::__private::meta::Wanted,
        ) -> $crate::__private::meta::Sought<'__ewrap> {
            $crate::__private::meta::seek(self, __ewrap_wanted)
        }
    };
}
