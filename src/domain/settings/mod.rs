//! The checked configuration: what `config.toml` means once every problem in it is mended.

mod alerts;
mod delivery;
mod domain_limit;
mod funding;
mod look;
mod network;
mod quota;
mod relay;
mod sender;
mod store;
mod team;
mod web;
mod window;

use std::path::PathBuf;

pub use alerts::Alerts;
pub use delivery::{DeliverySettings, Pipelining, Rate, RatePer, TransportKind};
pub use domain_limit::DomainLimit;
pub use funding::{Funding, Partner};
pub use look::Look;
pub use network::Network;
pub use quota::Quota;
pub use relay::{PasswordSource, Preset, Relay, Tls};
pub use sender::Sender;
pub use store::{PostgresStore, StoreSettings, StoreUrlError};
pub use team::{Duty, Teammate};
pub use web::Web;
pub use window::Window;

use super::Newsletter;

/// Everything `config.toml` says, with defaults filled in.
#[derive(Debug, Clone, PartialEq)]
pub struct Settings {
    pub newsletter: Newsletter,
    pub look: Look,
    pub sender: Sender,
    pub funding: Vec<Funding>,
    pub partners: Vec<Partner>,
    pub team: Vec<Teammate>,
    pub alerts: Alerts,
    pub delivery: DeliverySettings,
    pub dkim: Vec<DkimIdentity>,
    pub web: Option<Web>,
    pub network: Network,
    /// The ledger's file, relative to the workspace; if the ledger is a database, what is this machine's own lies there.
    pub ledger: PathBuf,
    pub store: StoreSettings,
}

/// `[[dkim]]`: a signing key (RFC 6376).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DkimIdentity {
    pub domain: String,
    pub selector: String,
    /// PEM, 0600, relative to the workspace.
    pub key_file: PathBuf,
}

impl Settings {
    /// The people that get tests and, in test mode, the only ones that get anything.
    pub fn test_readers(&self) -> impl Iterator<Item = &Teammate> {
        self.team.iter().filter(|person| person.does.contains(&Duty::Test))
    }

    /// The people that are told what becomes of a mailing.
    pub fn told(&self) -> impl Iterator<Item = &Teammate> {
        self.team.iter().filter(|person| person.does.contains(&Duty::Alert))
    }

    /// The people without whose yes nothing is sent.
    pub fn approvers(&self) -> impl Iterator<Item = &Teammate> {
        self.team.iter().filter(|person| person.does.contains(&Duty::Approve))
    }

    /// Whether anybody or anything is told.
    pub fn tells(&self) -> bool {
        self.alerts.command.is_some() || self.told().next().is_some()
    }

    /// Whether an alert about the one mail server could only leave by that mail server.
    pub fn tells_only_by_the_relay(&self) -> bool {
        let [only] = &self.delivery.relays[..] else { return false };
        let another = |own: &Relay| (&own.host, own.port) != (&only.host, only.port);
        self.delivery.transport == TransportKind::Smtp
            && self.alerts.command.is_none()
            && self.told().next().is_some()
            && !self.alerts.relay.as_ref().is_some_and(another)
    }
}
