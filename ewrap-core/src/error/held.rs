//! Taking in an error of any type, so that its metadata is found again.
//!
//! Invariant: what an error means is settled when it is taken in, where its type is still known; a question later costs
//! no search.

use std::any::{Any, TypeId};
use std::error::Error as StdError;

use super::Error;
use super::node::Body;
use super::shared::SharedError;
use crate::group::ErrorGroup;
use crate::meta::ErrorMeta;
use crate::meta::derived::{AsMeta, as_meta_of};

/// Any error, with the way to its metadata if it has any.
pub(super) trait Held: Send + Sync {
    fn as_error(&self) -> &(dyn StdError + Send + Sync + 'static);
    fn as_meta(&self) -> Option<&dyn ErrorMeta>;
    fn into_boxed(self: Box<Self>) -> Box<dyn StdError + Send + Sync>;

    /// The errors of a group of ours: its drop must not be a recursion.
    fn take_members(&mut self) -> Vec<Error> {
        Vec::new()
    }
}

/// An error whose type is known to have metadata.
struct Known<E>(E);

impl<E: ErrorMeta + StdError + Send + Sync + 'static> Held for Known<E> {
    fn as_error(&self) -> &(dyn StdError + Send + Sync + 'static) {
        &self.0
    }
    fn as_meta(&self) -> Option<&dyn ErrorMeta> {
        Some(&self.0)
    }
    fn into_boxed(self: Box<Self>) -> Box<dyn StdError + Send + Sync> {
        Box::new(self.0)
    }
    fn take_members(&mut self) -> Vec<Error> {
        members_of(&mut self.0)
    }
}

/// An error that has none.
struct Plain<E>(E);

impl<E: StdError + Send + Sync + 'static> Held for Plain<E> {
    fn as_error(&self) -> &(dyn StdError + Send + Sync + 'static) {
        &self.0
    }
    fn as_meta(&self) -> Option<&dyn ErrorMeta> {
        None
    }
    fn into_boxed(self: Box<Self>) -> Box<dyn StdError + Send + Sync> {
        Box::new(self.0)
    }
}

/// An error of a type that the derive has listed.
struct Listed<E>(E, AsMeta);

impl<E: StdError + Send + Sync + 'static> Held for Listed<E> {
    fn as_error(&self) -> &(dyn StdError + Send + Sync + 'static) {
        &self.0
    }
    fn as_meta(&self) -> Option<&dyn ErrorMeta> {
        (self.1)(&self.0)
    }
    fn into_boxed(self: Box<Self>) -> Box<dyn StdError + Send + Sync> {
        Box::new(self.0)
    }
    fn take_members(&mut self) -> Vec<Error> {
        members_of(&mut self.0)
    }
}

/// An error whose type was forgotten before it came here.
struct Boxed(Box<dyn StdError + Send + Sync>);

impl Held for Boxed {
    fn as_error(&self) -> &(dyn StdError + Send + Sync + 'static) {
        &*self.0
    }
    fn as_meta(&self) -> Option<&dyn ErrorMeta> {
        None
    }
    fn into_boxed(self: Box<Self>) -> Box<dyn StdError + Send + Sync> {
        self.0
    }
}

fn members_of(error: &mut dyn Any) -> Vec<Error> {
    let group = error.downcast_mut::<ErrorGroup<Error>>().map(std::mem::take);
    group.map_or_else(Vec::new, |it| it.into_iter().collect())
}

/// What an error becomes that is taken in.
pub(super) enum Taken {
    /// It was one of ours already.
    Own(Error),
    /// It is to be the body of a new layer.
    Body(Body),
}

pub(super) fn hold_known<E: ErrorMeta + StdError + Send + Sync + 'static>(error: E) -> Taken {
    match take_in_place(error) {
        Ok(taken) => taken,
        Err(error) => Taken::Body(Body::Held(Box::new(Known(error)))),
    }
}

pub(super) fn hold<E: StdError + Send + Sync + 'static>(error: E) -> Taken {
    match take_in_place(error) {
        Ok(taken) => taken,
        Err(error) => Taken::Body(Body::Held(match as_meta_of(TypeId::of::<E>()) {
            Some(as_meta) => Box::new(Listed(error, as_meta)),
            None => Box::new(Plain(error)),
        })),
    }
}

pub(super) fn hold_boxed(error: Box<dyn StdError + Send + Sync>) -> Taken {
    let error = match error.downcast::<Error>() {
        Ok(own) => return Taken::Own(*own),
        Err(error) => error,
    };
    let error = match error.downcast::<SharedError>() {
        Ok(shared) => return Taken::Body(Body::Shared(*shared)),
        Err(error) => error,
    };
    let error = match error.downcast::<std::io::Error>() {
        Ok(io) => return Taken::Body(Body::Io(*io)),
        Err(error) => error,
    };
    Taken::Body(Body::Held(Box::new(Boxed(error))))
}

/// Those that have a place of their own. The comparisons are of constants, so none is left in the compiled code.
fn take_in_place<E: 'static>(error: E) -> Result<Taken, E> {
    let mut slot = Some(error);
    let any: &mut dyn Any = &mut slot;
    if let Some(own) = any.downcast_mut::<Option<Error>>().and_then(Option::take) {
        return Ok(Taken::Own(own));
    }
    if let Some(it) = any.downcast_mut::<Option<std::io::Error>>().and_then(Option::take) {
        return Ok(Taken::Body(Body::Io(it)));
    }
    if let Some(it) = any.downcast_mut::<Option<crate::open::CircuitOpen>>().and_then(Option::take) {
        return Ok(Taken::Body(Body::Open(it)));
    }
    if let Some(it) = any.downcast_mut::<Option<SharedError>>().and_then(Option::take) {
        return Ok(Taken::Body(Body::Shared(it)));
    }
    match slot {
        Some(error) => Err(error),
        None => unreachable!("the slot is emptied by a return only"),
    }
}
