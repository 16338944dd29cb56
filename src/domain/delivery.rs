//! The row of one recipient of one mailing, and the states it may go through.
//!
//! `LEGAL` is the one table of transitions: the code, the ledger's trigger and the tests are made from it.

/// Where a delivery stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum DeliveryState {
    Planned,
    /// A sender has taken it, durably; nothing was handed over.
    Claimed,
    /// From here on the letter may leave.
    Submitting,
    /// The next server took responsibility. Not "delivered".
    Accepted,
    /// Refused for now; tried again.
    Deferred,
    /// Refused for good, or nobody would take it in time.
    Failed,
    /// Handed over, and no answer came that says whether it was taken: a person decides.
    Unknown,
    /// Gets nothing, for a reason.
    Skipped,
}

use DeliveryState::*;

/// Every transition there is (from, to).
pub const LEGAL: &[(DeliveryState, DeliveryState)] = &[
    (Planned, Claimed),
    (Deferred, Claimed),
    (Claimed, Submitting),
    (Claimed, Planned),
    (Claimed, Deferred),
    (Claimed, Failed),
    (Claimed, Unknown),
    (Submitting, Accepted),
    (Submitting, Deferred),
    (Submitting, Failed),
    (Submitting, Unknown),
    // It was to be sent once more, and is not: what became of the first time is not known.
    (Planned, Unknown),
    (Deferred, Unknown),
    (Planned, Skipped),
    (Claimed, Skipped),
    (Deferred, Skipped),
    (Unknown, Accepted),
    (Unknown, Failed),
    (Unknown, Planned),
];

impl DeliveryState {
    pub const ALL: [Self; 8] = [Planned, Claimed, Submitting, Accepted, Deferred, Failed, Unknown, Skipped];

    /// Whether a row may go from here to `to`.
    pub fn may_become(self, to: Self) -> bool {
        LEGAL.contains(&(self, to))
    }

    /// The word in the ledger and in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Planned => "planned",
            Claimed => "claimed",
            Submitting => "submitting",
            Accepted => "accepted",
            Deferred => "deferred",
            Failed => "failed",
            Unknown => "unknown",
            Skipped => "skipped",
        }
    }

    /// For people: where it is counted.
    pub fn in_words(self) -> &'static str {
        match self {
            Planned | Claimed | Submitting => "waiting",
            Accepted => "taken",
            Deferred => "later",
            Failed => "failed",
            Unknown => "not certain",
            Skipped => "left out",
        }
    }

    /// The state a word of the ledger means.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_an_uncertain_row_leaves_an_end_state() {
        for (from, _) in LEGAL {
            assert!(!matches!(from, Accepted | Failed | Skipped), "{from:?}");
        }
    }
}
