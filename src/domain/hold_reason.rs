//! Why the program stopped a mailing by itself.

/// One reason, with what a person must know to mend it.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case", tag = "kind")]
pub enum HoldReason {
    /// Found later than `late_start` after it was due.
    Missed { minutes_late: i64 },
    /// The wall clock stands before what the ledger has seen, or far off.
    Clock {
        detail: String,
        /// It is that of the database that machines share, and of none of them.
        #[serde(default)]
        shared: bool,
    },
    /// The rules of its zone had moved it already, and would again: machines at one database have different ones.
    Rules { detail: String },
    /// When it was to begin, the moment had passed after which none of its letters leaves.
    Ended { end: String },
    /// More than 2 % and more than 25 people off the number that was typed.
    CountChanged { confirmed: u64, now: u64 },
    /// When it was to begin, everybody had it already, or had left, or the lists were empty.
    NobodyLeft { confirmed: u64 },
    /// Lists, letters or config can't be read.
    Workspace { detail: String },
    /// The newsletter is in test mode by now.
    TestMode,
    /// The newsletter writes files only by now.
    FilesOnly,
    /// The relay refuses our sign-in.
    Auth { reply: String },
    /// The relay refuses us as the sender.
    SenderRefused { reply: String },
    /// The relay says that our account has sent as much as it may.
    OwnLimit { reply: String },
    /// So many letters were refused for good one after the other, none taken between, and not for policy or content.
    ManyRefused { count: u64, reply: String },
    /// The relay won't relay for us.
    RelayDenied { reply: String },
    /// The relay refuses the connection itself; no letter was offered.
    Refused { reply: String },
    /// Three letters one after the other, or more than 2 % of them, refused for policy: reputation is at stake.
    Policy { reply: String },
    /// Two letters in a row refused for their content.
    Content { reply: String },
    /// The relay says that we break the protocol.
    Protocol { reply: String },
    /// Too many letters with an uncertain outcome in a short time.
    TooManyUnknown {
        count: u64,
        /// What became of the last one.
        #[serde(default)]
        detail: String,
    },
    /// Of the first letters so many went to addresses that do not exist: the list may be an old one.
    ManyBounces { hard: u64, of: u64 },
    /// For as long as letters are tried (`retry_for`) the relay could not be reached, or put everything off.
    GaveUp { detail: String },
    /// The line can't be made safe: certificate, STARTTLS.
    Tls { detail: String },
    /// The ledger or the outbox can't be written.
    Storage { detail: String },
    /// The ledger's database was restored, or another server has taken over: it may have forgotten what was sent.
    AnotherServer,
    /// The ledger may be a copy, or older than what has happened.
    Copied { detail: String },
}

impl HoldReason {
    /// Whether it lies in the files, in its own clock or in the line of the machine that found it, so that another one of
    /// those that share a ledger may find otherwise.
    pub fn is_of_the_machine(&self) -> bool {
        matches!(
            self,
            Self::Missed { .. }
                | Self::Clock { shared: false, .. }
                | Self::Rules { .. }
                | Self::Ended { .. }
                | Self::CountChanged { .. }
                | Self::NobodyLeft { .. }
                | Self::Workspace { .. }
                | Self::TestMode
                | Self::FilesOnly
                | Self::Auth { .. }
                | Self::SenderRefused { .. }
                | Self::RelayDenied { .. }
                | Self::Refused { .. }
                | Self::Tls { .. }
        )
    }

    /// Whether a person who resumes says that the clock is right.
    pub fn is_of_the_clock(&self) -> bool {
        matches!(self, Self::Clock { .. })
    }

    /// Whether it is about one mail server alone, so that another one may do better.
    pub fn is_of_the_relay(&self) -> bool {
        matches!(
            self,
            Self::Auth { .. }
                | Self::SenderRefused { .. }
                | Self::OwnLimit { .. }
                | Self::ManyRefused { .. }
                | Self::RelayDenied { .. }
                | Self::Refused { .. }
                | Self::Protocol { .. }
                | Self::TooManyUnknown { .. }
                | Self::Tls { .. }
        )
    }
}
