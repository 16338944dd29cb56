//! The one clock. Everything that needs the time is handed `now`; only the faces hold a `Clock`.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};

/// Where "now" comes from: the system, or what a test wants it to be.
#[derive(Debug, Clone, Copy, Default)]
pub enum Clock {
    #[default]
    System,
    Fixed(Timestamp),
    /// The system's, as if somebody had set it by so much.
    Set(SignedDuration),
}

impl Clock {
    /// The present moment.
    #[expect(clippy::disallowed_methods, reason = "this is the clock that everything else is handed")]
    pub fn now(self) -> Timestamp {
        match self {
            Self::System => Timestamp::now(),
            Self::Fixed(moment) => moment,
            Self::Set(by) => Timestamp::now() + by,
        }
    }

    /// For how long the machine has been running, asleep or not, whatever anybody sets the clock to.
    pub fn running(self) -> Option<Duration> {
        #[cfg(target_os = "linux")]
        let clock = rustix::time::ClockId::Boottime;
        #[cfg(not(target_os = "linux"))]
        let clock = rustix::time::ClockId::Monotonic;
        match self {
            Self::Fixed(_) => None,
            Self::System | Self::Set(_) => rustix::time::clock_gettime(clock).try_into().ok(),
        }
    }
}
