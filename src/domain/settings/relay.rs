//! `[[delivery.relay]]`: the mail server that letters are handed to.

use std::net::IpAddr;
use std::path::PathBuf;

use super::{Quota, Rate};

/// One relay.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Relay {
    pub preset: Preset,
    /// What people call it, and what attempts are written down with; its host if nothing else is said.
    pub name: String,
    pub host: String,
    pub port: u16,
    pub tls: Tls,
    pub username: Option<String>,
    pub password: Option<PasswordSource>,
    /// Instead of a password: program and arguments, no shell, that print an OAuth access token on the first line.
    pub token_command: Option<Vec<String>>,
    /// A certificate authority to trust besides the system's, PEM, relative to the workspace.
    pub ca_file: Option<PathBuf>,
    pub connections: u16,
    pub messages_per_connection: u32,
    /// Its share of the letters against the others'. None anywhere: each takes what it can.
    pub weight: Option<u32>,
    /// None: as fast as it takes them.
    pub rate: Option<Rate>,
    pub quota: Option<Quota>,
    /// The addresses from which it hands letters on, as far as somebody wrote them down: for checks alone.
    pub sends_from: Vec<IpAddr>,
}

impl Relay {
    /// One that nothing else is said of.
    pub fn at(host: &str, port: u16, tls: Tls) -> Self {
        Self {
            preset: Preset::Own,
            name: host.to_owned(),
            host: host.to_owned(),
            port,
            tls,
            username: None,
            password: None,
            token_command: None,
            ca_file: None,
            connections: 4,
            messages_per_connection: 500,
            weight: None,
            rate: None,
            quota: None,
            sends_from: Vec::new(),
        }
    }

    /// Whether the other one signs in with the same name and password at the same server, over another port maybe.
    pub fn shares_account_with(&self, other: &Self) -> bool {
        let account = |relay: &Self| {
            (relay.host.clone(), relay.username.clone(), relay.password.clone(), relay.token_command.clone())
        };
        self.username.is_some() && account(self) == account(other)
    }
}

/// Whose server it is: some have rules of their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Preset {
    Own,
    Microsoft365,
    Google,
}

/// How the line is encrypted. There is no "if possible".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tls {
    /// From the first byte (port 465, RFC 8314).
    Implicit,
    /// STARTTLS, required.
    StartTls,
    /// Loopback only.
    None,
}

/// Where the password is. It never stands in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PasswordSource {
    /// Program and arguments, no shell; the first line of its output.
    Command(Vec<String>),
    /// An environment variable `COURANT_PASSWORD_…`.
    Env(String),
    /// A file that nobody else can read.
    File(PathBuf),
}

impl PasswordSource {
    /// What the name of an environment variable with a password begins with.
    pub const VARIABLE: &str = "COURANT_PASSWORD_";
}
