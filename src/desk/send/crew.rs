//! How many of a relay's connections are in use: half as many once it asks for less, and then one more each minute.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::time::Instant;

/// After a minute in which letters are taken one connection comes back.
const BACK: Duration = Duration::from_secs(60);
/// What a relay asked for so long ago no longer counts.
const FORGOTTEN: Duration = Duration::from_secs(3600);

/// Shared by all connections to one relay, and by all mailings one after the other.
#[derive(Debug, Default)]
pub struct Crew(Mutex<Option<Few>>);

/// Not all of them.
#[derive(Debug, Clone, Copy)]
struct Few {
    at_work: u32,
    since: Instant,
}

impl Crew {
    /// Of `all` connections half of those go on that were in use.
    pub fn halve(&self, all: u32, now: Instant) {
        let mut few = self.lock();
        let at_work = few.map_or(all, |few| few.at_work.min(all)) / 2;
        *few = Some(Few { at_work: at_work.max(1), since: now });
    }

    /// A letter was taken.
    pub fn went_well(&self, all: u32, now: Instant) {
        let mut few = self.lock();
        let Some(Few { at_work, since }) = *few else { return };
        if now.saturating_duration_since(since) >= BACK {
            let more = Few { at_work: at_work + 1, since: now };
            *few = Some(more).filter(|more| more.at_work < all);
        }
    }

    /// Whether the connection with this number, from 0, is one of those in use.
    pub fn has(&self, number: u32, now: Instant) -> bool {
        let lately = |few: &Few| now.saturating_duration_since(few.since) < FORGOTTEN;
        self.lock().filter(lately).is_none_or(|few| number < few.at_work)
    }

    fn lock(&self) -> MutexGuard<'_, Option<Few>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_of_the_connections_stay_and_come_back_one_each_minute_in_which_letters_are_taken() {
        let crew = Crew::default();
        let start = Instant::now();
        let in_use = |now| (0..8).filter(|number| crew.has(*number, now)).count();
        assert_eq!(in_use(start), 8);
        crew.halve(8, start);
        assert_eq!(in_use(start), 4);
        crew.halve(8, start);
        let minutes = |n: u64| start + Duration::from_secs(60 * n);
        assert_eq!((in_use(start), in_use(minutes(50))), (2, 2), "nothing was taken meanwhile");
        let mut seen = Vec::new();
        for minute in 1..=7 {
            (0..1000).for_each(|_| crew.went_well(8, minutes(minute)));
            seen.push(in_use(minutes(minute)));
        }
        assert_eq!(seen, [3, 4, 5, 6, 7, 8, 8]);
    }

    #[test]
    fn one_connection_always_stays_and_after_an_hour_of_rest_all_of_them_are_back() {
        let crew = Crew::default();
        let now = Instant::now();
        (0..9).for_each(|_| crew.halve(3, now));
        assert_eq!([0, 1, 2].map(|number| crew.has(number, now)), [true, false, false]);
        assert!(crew.has(2, now + FORGOTTEN));
    }
}
