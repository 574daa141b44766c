//! The dependency: how long a call takes, and what comes of it.

use fastrand::Rng;

/// What goes wrong, between [`BEGINS`] and [`ENDS`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Trouble {
    /// Every call fails at once.
    Outage,
    /// The same, of a dependency that can bear three times its usual load, and fails what is beyond.
    Fragile,
    /// Every call takes for ever.
    Hang,
    /// Every call takes three seconds, and succeeds.
    Slow,
    /// Four calls of ten fail.
    Partial,
    /// Down for five seconds, up for five.
    Flapping,
    /// Nothing, but one call of five always fails, and not one of twenty as elsewhere.
    Noise,
}

pub(crate) const BEGINS: u64 = 60_000;
pub(crate) const ENDS: u64 = 120_000;
pub(crate) const LASTS: u64 = 180_000;

/// Calls in a tenth of a second beyond which a fragile dependency fails: three times the usual load.
const CAPACITY: u32 = 60;
pub(crate) const TENTH: u64 = 100;

impl Trouble {
    pub(crate) const ALL: [Self; 7] =
        [Self::Outage, Self::Fragile, Self::Hang, Self::Slow, Self::Partial, Self::Flapping, Self::Noise];

    /// Whether calls of this moment are in trouble.
    pub(crate) fn is_on(self, now: u64) -> bool {
        let within = (BEGINS..ENDS).contains(&now);
        match self {
            Self::Noise => false,
            Self::Flapping => within && ((now - BEGINS) / 5_000).is_multiple_of(2),
            _ => within,
        }
    }
}

/// What comes of a call that begins now: after so many milliseconds, whether it succeeds. `None` for never.
pub(crate) struct Dependency {
    trouble: Trouble,
    tenth: u64,
    in_tenth: u32,
}

impl Dependency {
    pub(crate) fn new(trouble: Trouble) -> Self {
        Self { trouble, tenth: 0, in_tenth: 0 }
    }

    pub(crate) fn call(&mut self, now: u64, random: &mut Rng) -> Option<(u64, bool)> {
        if now / TENTH != self.tenth {
            (self.tenth, self.in_tenth) = (now / TENTH, 0);
        }
        self.in_tenth += 1;
        let noise = if self.trouble == Trouble::Noise { 0.2 } else { 0.05 };
        let usual = (random.u64(10..40), random.f64() >= noise);
        if self.trouble.is_on(now) {
            return match self.trouble {
                Trouble::Outage | Trouble::Fragile | Trouble::Flapping => Some((usual.0, false)),
                Trouble::Hang => None,
                Trouble::Slow => Some((3_000, usual.1)),
                Trouble::Partial => Some((usual.0, random.f64() >= 0.4)),
                Trouble::Noise => Some(usual),
            };
        }
        Some((usual.0, usual.1 && (self.in_tenth <= CAPACITY || self.trouble != Trouble::Fragile)))
    }
}
