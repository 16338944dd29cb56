//! `[delivery]`: how letters leave.

use jiff::SignedDuration;

use super::{DomainLimit, Relay, Window};

/// How, how fast, for how long.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeliverySettings {
    pub transport: TransportKind,
    /// Over all relays together. None: as fast as they take it.
    pub rate: Option<Rate>,
    /// A schedule found later than this is held.
    pub late_start: SignedDuration,
    /// How long a deferred letter is tried again.
    pub retry_for: SignedDuration,
    pub pipelining: Pipelining,
    /// Domains that get letters more slowly than the rest.
    pub domains: Vec<DomainLimit>,
    /// Hours outside of which no letter leaves for the first time, in the newsletter's zone.
    pub window: Option<Window>,
    /// At least one when `transport` is `Smtp`; no two of one name.
    pub relays: Vec<Relay>,
}

/// Where letters go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum TransportKind {
    /// `outbox/`.
    Files,
    Smtp,
}

/// How much may be on its way over one connection before an answer is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pipelining {
    /// One letter: after a kill at most one is uncertain for each connection.
    Envelope,
    /// A body with the next envelope behind it or, with BDAT, up to `in_flight` letters: after a kill at most so many and
    /// one are uncertain for each connection.
    Deep { in_flight: u16 },
}

/// `300/minute`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rate {
    pub count: u32,
    pub per: RatePer,
}

/// The time a rate is counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RatePer {
    Second,
    Minute,
    Hour,
    Day,
}

impl Rate {
    /// Letters a second.
    pub fn per_second(self) -> f64 {
        let seconds = match self.per {
            RatePer::Second => 1.0,
            RatePer::Minute => 60.0,
            RatePer::Hour => 3600.0,
            RatePer::Day => 86400.0,
        };
        f64::from(self.count) / seconds
    }

    /// Between two letters.
    pub fn gap(self) -> SignedDuration {
        SignedDuration::try_from_secs_f64(1.0 / self.per_second()).unwrap_or(SignedDuration::MAX)
    }
}
