//! What the team is told about a mailing, each once.

use std::fmt;

use jiff::Timestamp;

/// An occasion for an alert. What can happen to a mailing more than once carries when it began.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Occasion {
    /// An hour before it is due.
    Soon,
    /// So many minutes before it is due the sender has looked at what it needs; told only if no mail server could be
    /// reached.
    Preflight(i64),
    /// The same look has found that its last letters would leave after its end.
    TooLate(i64),
    /// New rules of its zone have moved it.
    Moved(Timestamp),
    Started,
    /// No mail server has answered for a quarter of an hour.
    Unanswered(Timestamp),
    /// All mail servers have put off every letter for a quarter of an hour.
    PutOff(Timestamp),
    Held(Timestamp),
    /// Paused for a quarter of an hour.
    Paused(Timestamp),
    /// Sent or cancelled.
    Over,
    /// The morning after.
    Morning,
}

impl Occasion {
    /// The way in the ledger that is nobody's: the look of `Preflight` itself.
    pub const LOOKED: &str = "sender";

    /// The word in the ledger, in JSON, and for people.
    pub fn word(self) -> &'static str {
        match self {
            Self::Soon => "soon",
            Self::Preflight(_) => "preflight",
            Self::TooLate(_) => "too-late",
            Self::Moved(_) => "moved",
            Self::Started => "started",
            Self::Unanswered(_) => "unanswered",
            Self::PutOff(_) => "put-off",
            Self::Held(_) => "held",
            Self::Paused(_) => "paused",
            Self::Over => "over",
            Self::Morning => "morning",
        }
    }
}

/// The name in the ledger: `soon`, `preflight@60`, `held@1790000000000`.
impl fmt::Display for Occasion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())?;
        match self {
            Self::Moved(at) | Self::Unanswered(at) | Self::PutOff(at) | Self::Held(at) | Self::Paused(at) => {
                write!(f, "@{}", at.as_millisecond())
            }
            Self::Preflight(minutes) | Self::TooLate(minutes) => write!(f, "@{minutes}"),
            Self::Soon | Self::Started | Self::Over | Self::Morning => Ok(()),
        }
    }
}
