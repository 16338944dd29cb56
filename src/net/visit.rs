//! What a web server said, or why there is nothing that it said.

use std::net::IpAddr;

/// An answer; its body is not read.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Reply {
    pub status: u16,
    /// Where it sends on to, if it does.
    pub location: Option<String>,
}

/// Where following a link ended.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Visit {
    /// The last answer.
    pub end: Result<u16, Fault>,
    /// The addresses that it was sent on to, the last one being that of the answer.
    pub through: Vec<String>,
}

/// Why there is no answer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, serde::Serialize, serde::Deserialize)]
pub enum Fault {
    #[error("there is no host {0}")]
    NoHost(String),
    #[error("{0} is an address that only machines nearby can reach")]
    Private(IpAddr),
    #[error("it can't be reached: {0}")]
    Unreachable(String),
    /// The certificate, the name on it, or the encryption.
    #[error("its certificate can't be trusted: {0}")]
    Tls(String),
    #[error("it did not answer within {0} seconds")]
    Slow(u64),
    #[error("its answer can't be understood: {0}")]
    Broken(String),
    #[error("it is sent on in a circle, or more than {0} times")]
    Circle(usize),
    #[error("it is sent on to \"{0}\", which is no web address")]
    Astray(String),
    /// Nobody said where the host is.
    #[error("the name server can't say where it is: {0}")]
    Unknown(String),
}
