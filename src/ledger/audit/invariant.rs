//! What must always be true of a ledger, and what to do where it is not.

/// Those that can be seen in a ledger alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Invariant {
    Unique,
    NoBlindRetry,
    Conservation,
    Accepted,
    Refused,
    Once,
    Suppression,
    Stop,
    Legal,
    Start,
    Replay,
    Sound,
    OncePerIssue,
    Letters,
}

impl Invariant {
    pub const ALL: [Self; 14] = [
        Self::Unique,
        Self::NoBlindRetry,
        Self::Conservation,
        Self::Accepted,
        Self::Refused,
        Self::Once,
        Self::Suppression,
        Self::Stop,
        Self::Legal,
        Self::Start,
        Self::Replay,
        Self::Sound,
        Self::OncePerIssue,
        Self::Letters,
    ];

    /// Those that only somebody who looks on can see, not who reads the ledger afterwards.
    pub const NOT_TO_BE_SEEN: &str = "I2 I3 I9 I12 I14 I15 I17 I20";

    /// The number by which tests and manual call it.
    pub fn code(self) -> &'static str {
        match self {
            Self::Unique => "I1",
            Self::NoBlindRetry => "I4",
            Self::Conservation => "I5",
            Self::Accepted => "I6",
            Self::Refused => "I7",
            Self::Once => "I8",
            Self::Suppression => "I10",
            Self::Stop => "I11",
            Self::Legal => "I13",
            Self::Start => "I16",
            Self::Replay => "I18",
            Self::Sound => "I19",
            Self::OncePerIssue => "I21",
            Self::Letters => "letters",
        }
    }

    pub fn in_words(self) -> &'static str {
        match self {
            Self::Unique => "one row a reader, to the address that its key names",
            Self::NoBlindRetry => "an uncertain letter is sent again only by a decision",
            Self::Conservation => "everybody who was planned has a row, and the states add up",
            Self::Accepted => "taken means that the server said so, or a person",
            Self::Refused => "put off and failed means that no server took it",
            Self::Once => "nobody's letter was taken twice",
            Self::Suppression => "who has left gets nothing, and stays noted as having left",
            Self::Stop => "nothing is sent while the mailing is stopped",
            Self::Legal => "only steps that the table of transitions knows",
            Self::Start => "it started once, and not before it was due",
            Self::Replay => "attempts and decisions, told anew, lead to what the rows say",
            Self::Sound => "the store itself is sound",
            Self::OncePerIssue => "nobody has the issue from two mailings, unless that was said",
            Self::Letters => "the letters are those that were confirmed",
        }
    }

    /// What to do about it. Nothing that Courant does itself leads there.
    pub fn remedy(self) -> &'static str {
        match self {
            Self::Once | Self::OncePerIssue => {
                "nothing can be called back: tell the reader, and keep a copy of the ledger"
            }
            Self::NoBlindRetry => "the reader may have it twice: look into the mail server's log",
            Self::Suppression => {
                "take the reader off the lists by hand, and restore the last backup (`courant restore`)"
            }
            Self::Accepted | Self::Refused | Self::Replay => {
                "look for the letter in the mail server's log; restore the last backup, or go by the attempts"
            }
            Self::Stop => "see who sends: `courant status` names the sender",
            Self::Letters => {
                "cancel what is still to go (`courant pause`, `courant cancel`), and send the issue anew"
            }
            Self::Unique | Self::Conservation | Self::Legal | Self::Start => {
                "stop it (`courant pause`), and restore the last backup (`courant restore`)"
            }
            Self::Sound => "stop every sender, and restore the last backup (`courant restore`)",
        }
    }
}
