//! The steps of a conversation with a relay, in their order.

use std::fmt;

/// Where a conversation stands, or stood when something happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Phase {
    Connect,
    Banner,
    Ehlo,
    StartTls,
    Handshake,
    Auth,
    Mail,
    Rcpt,
    /// The word DATA; the answer must be 354.
    Data,
    Body,
    /// From the terminator to its answer: the only gap in which nobody can know (RFC 1047).
    Dot,
    Reset,
    Quit,
}

impl fmt::Display for Phase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Connect => "while connecting",
            Self::Banner => "while waiting for the greeting",
            Self::Ehlo => "at EHLO",
            Self::StartTls => "at STARTTLS",
            Self::Handshake => "at the TLS handshake",
            Self::Auth => "while signing in",
            Self::Mail => "at MAIL FROM",
            Self::Rcpt => "at RCPT TO",
            Self::Data => "at DATA",
            Self::Body => "at the letter",
            Self::Dot => "at the end of the letter",
            Self::Reset => "at RSET",
            Self::Quit => "at QUIT",
        })
    }
}
