//! What went wrong with a connection, and where. It answers what its caller asks.

use std::io;
use std::time::Duration;

use crate::domain::Reply;

use super::{Fault, Phase};

/// The connection is over. Nothing that was not handed over before it has been handed over by it.
#[derive(Debug, thiserror::Error)]
#[error("{fault} ({phase})")]
pub struct LinkError {
    pub phase: Phase,
    pub fault: LinkFault,
}

/// The kinds of it.
#[derive(Debug, thiserror::Error)]
pub enum LinkFault {
    #[error("the connection failed: {0}")]
    Io(#[from] io::Error),
    #[error("the server hung up")]
    HungUp,
    #[error("no complete answer within {} s", .0.as_secs_f32())]
    TimedOut(Duration),
    #[error("the line can't be made safe: {0}")]
    Tls(String),
    #[error("there is no token to sign in with: {0}")]
    NoToken(String),
    #[error("without encryption only this machine itself may be the relay")]
    NotLoopback,
    #[error(transparent)]
    Session(#[from] Fault),
}

impl LinkError {
    pub(super) fn new(phase: Phase, fault: impl Into<LinkFault>) -> Self {
        Self { phase, fault: fault.into() }
    }

    /// The same once more, for the next letter that it concerns.
    pub(super) fn again(&self) -> Self {
        let fault = match &self.fault {
            LinkFault::Io(error) => LinkFault::Io(io::Error::new(error.kind(), error.to_string())),
            LinkFault::HungUp => LinkFault::HungUp,
            LinkFault::TimedOut(limit) => LinkFault::TimedOut(*limit),
            LinkFault::Tls(detail) => LinkFault::Tls(detail.clone()),
            LinkFault::NoToken(why) => LinkFault::NoToken(why.clone()),
            LinkFault::NotLoopback => LinkFault::NotLoopback,
            LinkFault::Session(fault) => LinkFault::Session(fault.clone()),
        };
        Self { phase: self.phase, fault }
    }

    /// The line is not safe: certificate, STARTTLS, a password in clear. Another try won't help.
    pub fn is_tls(&self) -> bool {
        matches!(self.fault, LinkFault::Tls(_) | LinkFault::NotLoopback)
            || matches!(self.fault, LinkFault::Session(Fault::NoStartTls | Fault::PlaintextAuth))
            || matches!(
                self.fault,
                LinkFault::Session(Fault::Violation(super::Violation::PlaintextAfterStartTls))
            )
    }

    /// The server does not speak SMTP as it should.
    pub fn is_protocol(&self) -> bool {
        matches!(self.fault, LinkFault::Session(Fault::Violation(_))) && !self.is_tls()
    }

    /// No way of signing in, or a sign-in refused for good: trying again may lock the account.
    pub fn is_auth(&self) -> bool {
        match &self.fault {
            LinkFault::Session(Fault::NoMechanism | Fault::NoTokens) => true,
            LinkFault::Session(Fault::Refused(reply)) => self.phase == Phase::Auth && reply.class() == 5,
            _ => false,
        }
    }

    /// Whether the server has said anything over this connection: then it is there, whatever it refuses.
    pub fn has_answered(&self) -> bool {
        matches!(self.fault, LinkFault::Session(_)) || self.phase > Phase::Banner
    }

    /// The server's own words, where it refused in a complete reply: `classify(error.phase, reply)` says more.
    pub fn reply(&self) -> Option<&Reply> {
        match &self.fault {
            LinkFault::Session(Fault::Refused(reply)) => Some(reply),
            _ => None,
        }
    }
}
