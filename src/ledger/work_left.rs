//! What is still to do of a mailing.

use jiff::{SignedDuration, Timestamp};

/// Rows that somebody has come back as soon as they are done, or their lease is over: a look a second later finds out.
const AGAIN: SignedDuration = SignedDuration::from_secs(1);

/// Now, later, or never again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WorkLeft {
    Now,
    /// The next look that may find something is due then.
    At(Timestamp),
    Nothing,
}

impl WorkLeft {
    /// `planned`: whether rows wait to be taken; `under_way`: whether some are in somebody's hands; `retry`: when the next that
    /// was put off is due; `expired`: whether none of those leaves any more.
    pub(super) fn of(
        planned: bool,
        under_way: bool,
        retry: Option<Timestamp>,
        expired: bool,
        now: Timestamp,
    ) -> Self {
        match retry {
            _ if planned => Self::Now,
            Some(at) if at <= now || expired => Self::Now,
            _ if under_way => Self::At(now + AGAIN),
            Some(at) => Self::At(at),
            None => Self::Nothing,
        }
    }
}
