//! The letters of a mailing that were taken of late, and how many a minute that makes.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};

/// A shorter pause says nothing.
const PAUSE: SignedDuration = SignedDuration::from_secs(20);
/// Nor does one that is not so many times as long as those between the letters before it.
const LONGER: u64 = 3;

/// Counted from the newest attempt back.
#[derive(Debug, Default)]
pub(super) struct Taken {
    letters: u64,
    /// Of those over a relay.
    by_relay: BTreeMap<String, u64>,
    newest: Option<Timestamp>,
}

impl Taken {
    /// Counts one more.
    pub fn add(&mut self, at: Timestamp, relay: Option<&str>) {
        self.letters += 1;
        self.newest = self.newest.max(Some(at));
        let Some(relay) = relay else { return };
        match self.by_relay.get_mut(relay) {
            Some(letters) => *letters += 1,
            None => _ = self.by_relay.insert(relay.to_owned(), 1),
        }
    }

    /// Of all and of each relay, what was counted in the time that it has been `going`. Nothing where it stands still at
    /// `now`: how fast it went until then is not how fast it goes.
    pub fn a_minute(mut self, going: SignedDuration, now: Timestamp) -> (u64, BTreeMap<String, u64>) {
        let seconds = going.as_secs().unsigned_abs().max(1);
        let pause = self.newest.map_or(SignedDuration::ZERO, |newest| now.duration_since(newest));
        if pause > PAUSE && pause.as_secs().unsigned_abs() * self.letters > seconds * LONGER {
            return (0, BTreeMap::new());
        }
        self.by_relay.values_mut().for_each(|letters| *letters = *letters * 60 / seconds);
        (self.letters * 60 / seconds, self.by_relay)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pause_much_longer_than_those_before_it_is_a_mailing_that_stands_still() {
        let minute = SignedDuration::from_mins(1);
        for (letters, silent_for, per_minute) in
            [(120, 20, 120), (120, 21, 0), (6, 25, 6), (6, 31, 0), (3, 59, 3), (1, 59, 1), (0, 0, 0)]
        {
            let mut taken = Taken::default();
            let newest = Timestamp::UNIX_EPOCH;
            (0..letters).for_each(|_| taken.add(newest, Some("north")));
            let (all, by_relay) = taken.a_minute(minute, newest + SignedDuration::from_secs(silent_for));
            let north = by_relay.get("north").copied().unwrap_or(0);
            assert_eq!((all, north), (per_minute, per_minute), "{letters}, then {silent_for} s of nothing");
        }
    }
}
