//! A question: which facts answer it, and what a layer says that has to be asked itself.

use super::seek::Wanted;
use super::{ErrorKind, Facts, Link};

/// What the walk asks of each layer.
pub(super) trait Question<'a> {
    type Answer;

    /// The facts that answer, in bits.
    fn wanted(&self) -> Wanted;

    /// The answer of facts that say any of it.
    fn of_facts(&mut self, facts: &'static Facts) -> Option<Self::Answer>;

    /// The answer of a layer, if it has one.
    fn of_layer(&mut self, layer: Link<'a>) -> Option<Self::Answer>;

    /// Whether the next layer answers in any case, because of what was said above it.
    fn is_bound(&self) -> bool {
        false
    }
}

/// A question that each layer answers for itself.
pub(super) struct Own<F, L> {
    wanted: Wanted,
    of_facts: F,
    of_layer: L,
}

impl<A, F: Fn(&'static Facts) -> Option<A>, L> Own<F, L> {
    pub(super) fn new(wanted: Wanted, of_facts: F, of_layer: L) -> Self {
        Self { wanted, of_facts, of_layer }
    }
}

impl<'a, A, F, L> Question<'a> for Own<F, L>
where
    F: Fn(&'static Facts) -> Option<A>,
    L: Fn(Link<'a>) -> Option<A>,
{
    type Answer = A;

    #[inline]
    fn wanted(&self) -> Wanted {
        self.wanted
    }

    #[inline]
    fn of_facts(&mut self, facts: &'static Facts) -> Option<A> {
        (self.of_facts)(facts)
    }

    #[inline]
    fn of_layer(&mut self, layer: Link<'a>) -> Option<A> {
        (self.of_layer)(layer)
    }
}

/// The layer that says something, which is more than its facts.
pub(super) fn layer<'a>(wanted: Wanted, has: impl Fn(Link<'a>) -> bool) -> impl Question<'a, Answer = Link<'a>> {
    let of_layer = move |it| Some(it).filter(|it| has(*it));
    Own::new(wanted, |_: &'static Facts| None, of_layer)
}

/// The answer of a layer's own word, else by its kind. A transparent layer is one with the layer it stands for: where it
/// has a kind but not the word, the word below goes before its kind, because overriding the kind overrides nothing else.
pub(super) struct ByKind<F, L, K> {
    wanted: Wanted,
    of_facts: F,
    of_layer: L,
    of_kind: K,
    /// The kind of the transparent layer above.
    overridden: Option<ErrorKind>,
}

impl<A, F: Fn(&'static Facts) -> Option<A>, L, K> ByKind<F, L, K> {
    pub(super) fn new(wanted: Wanted, of_facts: F, of_layer: L, of_kind: K) -> Self {
        Self { wanted, of_facts, of_layer, of_kind, overridden: None }
    }
}

impl<'a, A, F, L, K> Question<'a> for ByKind<F, L, K>
where
    F: Fn(&'static Facts) -> Option<A>,
    L: Fn(Link<'a>) -> Option<A>,
    K: Fn(ErrorKind) -> A,
{
    type Answer = A;

    #[inline]
    fn wanted(&self) -> Wanted {
        self.wanted
    }

    /// A transparent layer is never asked so: its facts are not all.
    #[inline]
    fn of_facts(&mut self, facts: &'static Facts) -> Option<A> {
        (self.of_facts)(facts).or_else(|| facts.kind.map(&self.of_kind))
    }

    #[inline]
    fn of_layer(&mut self, layer: Link<'a>) -> Option<A> {
        let kind = self.overridden.take().or_else(|| layer.kind());
        let said = (self.of_layer)(layer);
        if said.is_some() {
            return said;
        }
        let is_transparent = kind.is_some() && layer.meta().is_some_and(|it| it.facts().transparent);
        if is_transparent && layer.next().is_some() {
            self.overridden = kind;
            return None;
        }
        kind.map(&self.of_kind)
    }

    #[inline]
    fn is_bound(&self) -> bool {
        self.overridden.is_some()
    }
}
