//! The states of a session.

use super::Phase;

/// What the next reply answers, or what may be asked next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    Greeting,
    Ehlo,
    StartTls,
    Handshake,
    AuthPlain,
    AuthLogin,
    AuthUsername,
    AuthPassword,
    AuthToken,
    /// The token was refused with a challenge, which has been answered with nothing.
    AuthTokenRefused,
    Idle,
    /// RSET; an envelope follows it.
    Reset,
    Mail,
    Rcpt,
    EnvelopeTaken,
    Data,
    Body,
    Dot,
    /// Several commands are on their way; what is answered next is in `Flight`.
    Flight,
    Quit,
    Over,
}

impl State {
    pub(super) fn phase(self) -> Phase {
        match self {
            Self::Greeting => Phase::Banner,
            Self::Ehlo => Phase::Ehlo,
            Self::StartTls => Phase::StartTls,
            Self::Handshake => Phase::Handshake,
            Self::AuthPlain
            | Self::AuthLogin
            | Self::AuthUsername
            | Self::AuthPassword
            | Self::AuthToken
            | Self::AuthTokenRefused => Phase::Auth,
            Self::Idle | Self::Mail => Phase::Mail,
            Self::Reset => Phase::Reset,
            Self::Rcpt => Phase::Rcpt,
            Self::EnvelopeTaken | Self::Data => Phase::Data,
            Self::Body | Self::Flight => Phase::Body,
            Self::Dot => Phase::Dot,
            Self::Quit | Self::Over => Phase::Quit,
        }
    }
}
