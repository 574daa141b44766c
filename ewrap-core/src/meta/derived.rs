//! The types whose metadata was derived, as the linker lists them: so that an error whose type is known only at run time
//! is found by the id of its type.
//!
//! Generic types are not in the list: each of their instances is a type of its own.

use std::any::{Any, TypeId};
use std::collections::HashMap;
use std::sync::OnceLock;

use super::{ErrorMeta, Facts};
use crate::open::CircuitOpen;

type AsMeta = fn(&dyn Any) -> Option<&dyn ErrorMeta>;

/// An entry of the list.
#[derive(Debug)]
pub struct Derived {
    id: fn() -> TypeId,
    as_meta: AsMeta,
    variants: &'static [Facts],
}

inventory::collect!(Derived);

impl Derived {
    /// The entry of a type.
    #[must_use]
    pub const fn of<M: ErrorMeta + 'static>(variants: &'static [Facts]) -> Self {
        Self { id: TypeId::of::<M>, as_meta: as_meta::<M>, variants }
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

/// The metadata of a value, if its type is in the list or one of ewrap's own.
pub(crate) fn find(error: &dyn Any) -> Option<&dyn ErrorMeta> {
    static BY_TYPE: OnceLock<HashMap<TypeId, AsMeta>> = OnceLock::new();
    let own = || HashMap::from([(TypeId::of::<CircuitOpen>(), as_meta::<CircuitOpen> as AsMeta)]);
    let all = BY_TYPE.get_or_init(|| own().into_iter().chain(all().map(|it| ((it.id)(), it.as_meta))).collect());
    all.get(&error.type_id())?(error)
}
