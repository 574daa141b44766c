//! Seeking the layer that answers: a derived layer that is silent passes the question on without being asked again.
//!
//! A question is asked as a set of bits, and the facts of each variant know as bits what they say. So one virtual call
//! leads past all derived layers that say nothing of it, and where the compiler knows the types of the layers it is no
//! call at all. Invariant: what is passed over is silent on the question, whoever asks; and no more than [`AT_ONCE`]
//! layers are passed over in one call, so that no chain is too long for the stack.

use std::fmt;

use super::{ErrorMeta, Facts, Link};

/// How many layers one call passes over at most, whether or not the compiler makes a loop of it.
const AT_ONCE: u32 = 32;

/// What facts say, as bits.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Says(u16);

macro_rules! bits {
    ($($name:ident: $at:literal;)*) => {$(
        pub(crate) const $name: Self = Self(1 << $at);
    )*};
}

impl Says {
    bits! {
        KIND: 0;
        SEVERITY: 1;
        RETRYABLE: 2;
        FAILURE: 3;
        HTTP: 4;
        GRPC: 5;
        CODE: 6;
        RETRY_AFTER: 7;
        SAFE: 8;
        HELP: 9;
        // The facts do not say all: the layer itself must be asked.
        LAYER: 15;
    }

    pub(crate) const NOTHING: Self = Self(0);

    pub(crate) const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    pub(crate) const fn any_of(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

/// A matter of the implementation, and the facts beside it say the same.
impl fmt::Debug for Says {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:#x}", self.0)
    }
}

/// What is asked for, in the lower half; and how many layers may still be passed over, in the upper.
#[derive(Debug, Clone, Copy)]
pub struct Wanted(u32);

impl Wanted {
    const ONE_LAYER: u32 = 1 << 16;

    pub(crate) const fn of(says: Says) -> Self {
        Self(says.0 as u32 | (AT_ONCE * Self::ONE_LAYER))
    }

    /// The same for the layer below, unless enough have been passed over.
    #[inline]
    pub(crate) fn below(self) -> Option<Self> {
        self.0.checked_sub(Self::ONE_LAYER).map(Self)
    }

    #[inline]
    #[expect(clippy::cast_possible_truncation, reason = "the lower half is what is meant")]
    pub(crate) fn says(self) -> Says {
        Says(self.0 as u16)
    }
}

/// What was found, from a layer down.
#[derive(Debug, Clone, Copy)]
pub enum Sought<'a> {
    /// A layer that has to be asked; those above it are silent.
    Layer(Link<'a>),
    /// Facts that answer; the layers above those are silent.
    Facts(&'static Facts),
    /// The chain comes to its end without an answer, and not at a group.
    Nothing,
}

/// Seeks from a derived layer down. Its facts know whether they are all that it says.
#[inline]
pub fn seek<M: ErrorMeta>(layer: &M, wanted: Wanted) -> Sought<'_> {
    let facts = layer.facts();
    if facts.says.any_of(wanted.says()) {
        let is_enough = !facts.says.and(wanted.says()).any_of(Says::LAYER);
        return if is_enough { Sought::Facts(facts) } else { Sought::Layer(Link::Meta(layer)) };
    }
    match (layer.link(), wanted.below()) {
        (None, _) => Sought::Nothing,
        (Some(Link::Meta(below)), Some(wanted)) => below.seek(below, wanted),
        (Some(link), _) => Sought::Layer(link),
    }
}

impl<'a> Link<'a> {
    /// Seeks from this layer down.
    #[inline]
    pub(crate) fn seek(self, wanted: Wanted) -> Sought<'a> {
        match self {
            Self::Meta(it) => it.seek(it, wanted),
            Self::Error(_) => Sought::Layer(self),
        }
    }
}

/// What each question seeks.
pub(super) mod wanted {
    use super::{Says, Wanted};

    macro_rules! each {
        ($($name:ident: $($says:ident)and+;)*) => {$(
            pub(in crate::meta) const $name: Wanted = Wanted::of(Says::NOTHING$(.and(Says::$says))+);
        )*};
    }

    each! {
        KIND: KIND;
        SEVERITY: SEVERITY;
        RETRYABLE: RETRYABLE;
        VERDICT: FAILURE and KIND;
        HTTP: HTTP and KIND;
        GRPC: GRPC and KIND;
        CODE: CODE;
        RETRY_AFTER: RETRY_AFTER;
        SAFE: SAFE and LAYER;
        HELP: HELP and LAYER;
    }
}
