//! Opens connections to one relay, and keeps test mode: whoever is not allowed never gets as far as a command.

use std::path::Path;
use std::sync::Arc;

use super::tls::TlsClient;
use super::{Allowed, Connection, Credentials, LinkError, SetupError, Timers, Tokens};
use crate::domain::Address;
use crate::domain::settings::{Relay, Tls};

/// Everything a connection needs to know; cheap to clone.
#[derive(Debug, Clone)]
pub struct SmtpTransport {
    pub(super) relay: Arc<RelayLine>,
    pub(super) timers: Timers,
    pub(super) tokens: Option<Tokens>,
    pub(super) own: Arc<[Address]>,
}

/// What is the same for all connections.
#[derive(Debug)]
pub(super) struct RelayLine {
    pub(super) host: String,
    pub(super) port: u16,
    pub(super) mode: Tls,
    pub(super) tls: Option<TlsClient>,
    pub(super) credentials: Option<Arc<Credentials>>,
    pub(super) allowed: Allowed,
}

impl SmtpTransport {
    /// Reads certificates, so it blocks. Paths are relative to `root`, the workspace.
    pub fn new(
        relay: &Relay,
        credentials: Option<Credentials>,
        root: &Path,
        allowed: Allowed,
    ) -> Result<Self, SetupError> {
        let ca_file = relay.ca_file.as_ref().map(|path| root.join(path));
        let tls = match relay.tls {
            Tls::None => None,
            Tls::Implicit | Tls::StartTls => Some(TlsClient::new(&relay.host, ca_file.as_deref())?),
        };
        let relay = RelayLine {
            host: relay.host.clone(),
            port: relay.port,
            mode: relay.tls,
            tls,
            credentials: credentials.map(Arc::new),
            allowed,
        };
        Ok(Self { relay: Arc::new(relay), timers: Timers::default(), tokens: None, own: Arc::default() })
    }

    /// Other timers than the RFC's: for tests, and where nothing is handed over.
    #[must_use]
    pub fn with_timers(self, timers: Timers) -> Self {
        Self { timers, ..self }
    }

    /// Signs in with tokens instead of a password.
    #[must_use]
    pub fn with_tokens(self, tokens: Tokens) -> Self {
        Self { tokens: Some(tokens), ..self }
    }

    /// Leaves these addresses readable in what servers say; without this, none.
    #[must_use]
    pub fn of(self, own: impl IntoIterator<Item = Address>) -> Self {
        Self { own: own.into_iter().collect(), ..self }
    }

    /// Whether anything may go to this address at all.
    pub fn may_reach(&self, to: &Address) -> bool {
        self.relay.allowed.contains(to)
    }

    /// Whether a connection needs more than to be open.
    pub fn signs_in(&self) -> bool {
        self.relay.credentials.is_some() || self.tokens.is_some()
    }

    /// Connects, makes the line safe, signs in.
    pub async fn open(&self) -> Result<Connection, LinkError> {
        match Connection::open(self).await {
            // A token may run out between its making and the sign-in: a new one is worth one more try.
            Err(error) if self.tokens.is_some() && error.is_auth() && error.reply().is_some() => {
                Connection::open(self).await
            }
            opened => opened,
        }
    }
}
