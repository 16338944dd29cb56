//! A mail server that says nothing at all: the sender gives it the minutes that the RFC wants, people are told earlier.

use std::time::{Duration, Instant};

use crate::domain::settings::Rate;
use crate::domain::{Counts, DeliveryState};

/// Longer than the pause before the greeting by which servers sift out robots.
const PATIENCE: Duration = Duration::from_secs(20);

/// Since when letters are ready and none of them gets anywhere.
#[derive(Debug)]
pub struct Silence {
    /// A rate so slow that nothing happens for as long is no silence.
    slow: bool,
    since: Option<(Counts, Instant)>,
}

impl Silence {
    pub fn new(rate: Option<Rate>) -> Self {
        let slow = rate.is_some_and(|rate| rate.per_second() * PATIENCE.as_secs_f64() < 2.0);
        Self { slow, since: None }
    }

    /// What is to be said of a mailing that a living sender is sending. Letters are taken in hand and none is being handed
    /// over: a connection is being opened, or the envelope waits for its answer.
    pub fn words(&mut self, counts: &Counts, now: Instant) -> Option<String> {
        let waits = counts.of(DeliveryState::Claimed) > 0 && counts.of(DeliveryState::Submitting) == 0;
        if !waits || self.slow {
            self.since = None;
            return None;
        }
        match &self.since {
            Some((same, since)) if same == counts => (now.duration_since(*since) >= PATIENCE).then(|| {
                format!(
                    "the mail server has said nothing for {} s: still connecting, or connected and no greeting yet",
                    PATIENCE.as_secs()
                )
            }),
            _ => {
                self.since = Some((counts.clone(), now));
                None
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::domain::settings::RatePer;

    use super::*;

    fn counts(states: &[(DeliveryState, u64)]) -> Counts {
        Counts { by_state: states.iter().copied().collect() }
    }

    #[test]
    fn a_server_that_says_nothing_is_told_of_after_twenty_seconds_and_not_one_that_is_slow_on_purpose() {
        use DeliveryState::{Accepted, Claimed, Planned, Submitting};
        let begun = Instant::now();
        let at = |seconds| begun + Duration::from_secs(seconds);
        let stuck = counts(&[(Claimed, 4), (Planned, 26)]);
        let mut silence = Silence::new(None);
        assert_eq!([0, 19].map(|seconds| silence.words(&stuck, at(seconds))), [None, None]);
        let said = silence.words(&stuck, at(20)).expect("words");
        assert!(said.contains("connected and no greeting yet"), "{said}");
        let on = counts(&[(Claimed, 4), (Planned, 25), (Accepted, 1)]);
        assert_eq!(silence.words(&on, at(21)), None, "a letter was taken");
        let handed = counts(&[(Claimed, 3), (Submitting, 1), (Planned, 26)]);
        let queued = counts(&[(Planned, 30)]);
        for other in [&handed, &queued] {
            let mut silence = Silence::new(None);
            assert_eq!([0, 60].map(|seconds| silence.words(other, at(seconds))), [None, None]);
        }
        let mut slow = Silence::new(Some(Rate { count: 2, per: RatePer::Minute }));
        assert_eq!([0, 60].map(|seconds| slow.words(&stuck, at(seconds))), [None, None]);
    }
}
