//! What a server is told to do instead of what is right.

use std::sync::Arc;

/// Where it can be told so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Step {
    Connect,
    Banner,
    Ehlo,
    StartTls,
    Handshake,
    Auth,
    Mail,
    Rcpt,
    Data,
    /// The first bytes of a letter have come, or as many as `Server::body_after` says.
    Body,
    /// The terminator has come.
    Dot,
    /// The letter is taken, and nobody is told yet.
    Taken,
    Reset,
    Quit,
}

/// One occasion.
#[derive(Debug, Clone, Copy)]
pub struct Moment<'a> {
    pub step: Step,
    /// Counted from 1 over the life of the server.
    pub connection: u64,
    /// Counted from 1 over the life of the connection, by MAIL.
    pub letter: u64,
    /// The command, without its line end; empty where there is none.
    pub line: &'a str,
}

/// What is done about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Act {
    /// What is right.
    Comply,
    /// These bytes instead; a text that begins with a 2 takes the letter at the dot.
    Say(String),
    SayAndHangUp(String),
    /// What is right, one byte at a time, with these milliseconds in between.
    Trickle(u64),
    /// Nothing, until the client gives up.
    Hang,
    HangUp,
    /// A TCP reset.
    Abort,
    /// At the dot: the letter is taken, and nobody is told.
    TakeAndHangUp,
    /// This character without end, until the client gives up.
    Endless(&'static str),
}

/// Asked on every occasion.
pub type Script = Arc<dyn Fn(&Moment<'_>) -> Act + Send + Sync>;
