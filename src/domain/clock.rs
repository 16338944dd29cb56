//! The one clock. Everything that needs the time is handed `now`; only the faces hold a `Clock`.

use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};

/// No database has been asked for the time.
const NEVER: i64 = i64::MIN;

/// By how much the clock of the database that machines share is ahead of `running`, in microseconds. Of the process, which
/// works at one ledger: whoever is handed a clock counts by it, also who never sees the database.
static SHARED: AtomicI64 = AtomicI64::new(NEVER);

/// Where "now" comes from: the system, or what a test wants it to be. Once a database that machines share has told the
/// time, that counts, whatever the system's clock shows or is set to.
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
    pub fn now(self) -> Timestamp {
        self.shared().unwrap_or_else(|| self.own())
    }

    /// By how much this machine's own clock is ahead of the one that counts; none where that is its own.
    pub fn ahead(self) -> Option<SignedDuration> {
        Some(self.own().duration_since(self.shared()?))
    }

    #[expect(clippy::disallowed_methods, reason = "this is the clock that everything else is handed")]
    fn own(self) -> Timestamp {
        match self {
            Self::System => Timestamp::now(),
            Self::Fixed(moment) => moment,
            Self::Set(by) => Timestamp::now() + by,
        }
    }

    fn shared(self) -> Option<Timestamp> {
        let (running, ahead) = (micros(self.running()?)?, SHARED.load(Ordering::Relaxed));
        (ahead != NEVER).then(|| Timestamp::from_microsecond(ahead.checked_add(running)?).ok()).flatten()
    }

    /// The database `said` what time it is, some time between the two: counted in time that this machine has been running.
    pub fn keep_to(said: Timestamp, asked: Duration, answered: Duration) {
        if let (Some(asked), Some(answered)) = (micros(asked), micros(answered)) {
            let said = said.as_microsecond();
            let standing = SHARED.load(Ordering::Relaxed);
            SHARED.store(reckoned(standing, said - answered, said - asked), Ordering::Relaxed);
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

fn micros(time: Duration) -> Option<i64> {
    i64::try_from(time.as_micros()).ok()
}

/// What stands, if it lies within what was found; or the middle of that. So time does not run to and fro with every answer.
fn reckoned(standing: i64, least: i64, most: i64) -> i64 {
    if (least..=most).contains(&standing) { standing } else { least + (most - least) / 2 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_time_of_a_database_moves_only_for_an_answer_that_contradicts_what_is_known() {
        for (standing, least, most, then) in [
            (NEVER, 1000, 3000, 2000),
            (2000, 1500, 9000, 2000),
            (2000, 2000, 2000, 2000),
            (2000, 2001, 2003, 2002),
            (2000, -7001, -5000, -6001),
        ] {
            assert_eq!(reckoned(standing, least, most), then, "{standing} in {least} to {most}");
        }
    }
}
