//! When a letter that was refused for now is tried again, and when it is given up.

use jiff::{SignedDuration, Timestamp};

use crate::domain::AddrKey;

/// Minutes to wait after the first, second … attempt; the last goes on.
const STEPS: [i64; 8] = [2, 5, 15, 30, 60, 120, 240, 240];
/// A greylisting server means to be asked again after five minutes; a mailbox that gets too much needs no less.
const GREYLIST: i64 = 6;

/// The bounds within which one letter is tried.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    pub retry_for: SignedDuration,
    pub expires_at: Option<Timestamp>,
}

/// When to try again, or none if that is too late. `attempts` that counted so far include this one; whoever is tried
/// at the same time is spread by up to a fifth either way, always the same for one reader and attempt.
pub fn next(
    class: &str,
    attempts: u32,
    reader: AddrKey,
    first_at: Timestamp,
    now: Timestamp,
    limits: Limits,
) -> Option<Timestamp> {
    let step = usize::try_from(attempts.saturating_sub(1)).unwrap_or(usize::MAX).min(STEPS.len() - 1);
    let minutes = match (class, step) {
        ("greylist" | "mailbox-busy", 0) => GREYLIST,
        ("greylist" | "mailbox-busy", _) => STEPS[step.max(2)],
        _ => STEPS[step],
    };
    let wait = SignedDuration::from_mins(minutes);
    let spread = i64::from(reader.0[attempts as usize % 16]) - 128;
    let wait = wait + SignedDuration::from_millis(minutes * 60_000 / 5 * spread / 128);
    let at = now.checked_add(wait).ok()?;
    let latest = first_at.checked_add(limits.retry_for).ok()?;
    let latest = limits.expires_at.map_or(latest, |expires| expires.min(latest));
    (at <= latest).then_some(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn minutes(class: &str, attempts: u32, reader: u8) -> Option<i64> {
        let start = Timestamp::UNIX_EPOCH;
        let limits = Limits { retry_for: SignedDuration::from_hours(48), expires_at: None };
        next(class, attempts, AddrKey([reader; 16]), start, start, limits).map(|at| at.as_second() / 60)
    }

    #[test]
    fn the_waits_grow_and_greylisting_is_given_its_five_minutes() {
        let temporary: Vec<_> = (1..10).filter_map(|attempt| minutes("temporary", attempt, 128)).collect();
        assert_eq!(temporary, [2, 5, 15, 30, 60, 120, 240, 240, 240]);
        let greylist: Vec<_> = (1..4).filter_map(|attempt| minutes("greylist", attempt, 128)).collect();
        assert_eq!(greylist, [6, 15, 15]);
    }

    #[test]
    fn readers_are_spread_by_at_most_a_fifth() {
        assert_eq!([minutes("temporary", 7, 0), minutes("temporary", 7, 255)], [Some(192), Some(287)]);
    }

    #[test]
    fn it_is_given_up_after_retry_for_or_when_the_issue_expires() {
        let at = |hours| Timestamp::UNIX_EPOCH + SignedDuration::from_hours(hours);
        let key = AddrKey([128; 16]);
        let limits = |expires_at| Limits { retry_for: SignedDuration::from_hours(48), expires_at };
        assert_eq!(next("temporary", 9, key, at(0), at(44), limits(None)), Some(at(48)));
        assert_eq!(next("temporary", 9, key, at(0), at(45), limits(None)), None);
        assert_eq!(next("temporary", 9, key, at(0), at(1), limits(Some(at(4)))), None);
    }
}
