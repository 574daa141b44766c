//! The types whose metadata was derived, as the linker lists them: so that an error whose type is known only at run time
//! is found by the id of its type.
//!
//! Generic types are not in the list: each of their instances is a type of its own. Groups of the types in it are found.

use std::any::{Any, TypeId};
use std::collections::HashMap;
use std::io;
use std::sync::OnceLock;

use super::{ErrorMeta, Facts};
use crate::error::{Error, SharedError};
use crate::group::ErrorGroup;
use crate::open::CircuitOpen;

/// From a value to its metadata, if it is of the type that the function is for.
pub(crate) type AsMeta = fn(&dyn Any) -> Option<&dyn ErrorMeta>;

/// A type, by functions: the id of a type is no constant.
type Entry = (fn() -> TypeId, AsMeta);

const fn entry<M: ErrorMeta + 'static>() -> Entry {
    (TypeId::of::<M>, as_meta::<M>)
}

/// An entry of the list.
#[derive(Debug)]
pub struct Derived {
    single: Entry,
    group: Entry,
    variants: &'static [Facts],
}

inventory::collect!(Derived);

impl Derived {
    /// The entry of a type.
    #[must_use]
    pub const fn of<M: ErrorMeta + 'static>(variants: &'static [Facts]) -> Self {
        Self { single: entry::<M>(), group: entry::<ErrorGroup<M>>(), variants }
    }

    /// The entry of a generic type: its instances are types of their own, and not found by id.
    #[must_use]
    pub const fn listed(variants: &'static [Facts]) -> Self {
        enum Nobody {}
        const NOBODY: Entry = (TypeId::of::<Nobody>, |_| None);
        Self { single: NOBODY, group: NOBODY, variants }
    }

    /// The facts of its variants.
    #[must_use]
    pub const fn variants(&self) -> &'static [Facts] {
        self.variants
    }
}

fn as_meta<M: ErrorMeta + 'static>(error: &dyn Any) -> Option<&dyn ErrorMeta> {
    error.downcast_ref::<M>().map(|it| it as &dyn ErrorMeta)
}

/// Every type in the list.
pub(crate) fn all() -> impl Iterator<Item = &'static Derived> {
    inventory::iter::<Derived>()
}

/// The types of ewrap's own.
const OWN: &[Entry] = &[
    entry::<CircuitOpen>(),
    entry::<Error>(),
    entry::<SharedError>(),
    entry::<ErrorGroup<Error>>(),
    entry::<ErrorGroup<SharedError>>(),
    entry::<ErrorGroup<CircuitOpen>>(),
    entry::<ErrorGroup<Box<dyn std::error::Error + Send + Sync>>>(),
    entry::<ErrorGroup<io::Error>>(),
];

/// The metadata of a value, if its type is in the list, a group of one that is, or one of ewrap's own.
pub(crate) fn find(error: &dyn Any) -> Option<&dyn ErrorMeta> {
    as_meta_of(error.type_id())?(error)
}

/// The way to the metadata of a type's values.
pub(crate) fn as_meta_of(id: TypeId) -> Option<AsMeta> {
    static BY_TYPE: OnceLock<HashMap<TypeId, AsMeta>> = OnceLock::new();
    let by_type = || {
        let derived = all().flat_map(|it| [it.single, it.group]);
        OWN.iter().copied().chain(derived).map(|(id, as_meta)| (id(), as_meta)).collect()
    };
    BY_TYPE.get_or_init(by_type).get(&id).copied()
}
