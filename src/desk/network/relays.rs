//! Knocks at the mail servers: connects, encrypts, signs in, hands nothing over.

use std::time::Duration;

use crate::desk::relay::transport;
use crate::domain::settings::{Relay, Settings, TransportKind};
use crate::mail::smtp::{Allowed, Offers, Timers};
use crate::proof::{RelayFault, RelaySeen};
use crate::workspace::Workspace;

/// Somebody waits for the answer, so the five minutes that a sender gives each step are too long. A server may let
/// strangers wait for its greeting, but not for the line.
const PATIENCE: Duration = Duration::from_secs(30);
const FOR_THE_LINE: Duration = Duration::from_secs(10);

/// All that letters leave by; none where they become files.
pub(super) async fn look(workspace: &Workspace, settings: &Settings) -> Option<Vec<RelaySeen>> {
    if settings.delivery.transport == TransportKind::Files {
        return None;
    }
    let mut seen = Vec::new();
    for relay in &settings.delivery.relays {
        let name = format!("{}:{}", relay.host, relay.port);
        let end = offers(workspace, relay).await.map(|offers| offers.size);
        seen.push(RelaySeen { name, end });
    }
    Some(seen)
}

/// What one offers once we have signed in.
pub async fn offers(workspace: &Workspace, relay: &Relay) -> Result<Offers, RelayFault> {
    // Nothing is handed over, so nobody is allowed.
    let nobody = Allowed::only([]);
    let transport = transport(relay, workspace.root(), nobody)
        .map_err(|error| RelayFault { what: error.to_string(), lasting: true })?;
    let timers = Timers { connect: FOR_THE_LINE, command: PATIENCE, ..Timers::default() };
    let connection = transport.with_timers(timers).open().await;
    let connection = connection.map_err(|error| {
        let lasting = error.is_tls() || error.is_auth();
        RelayFault { what: error.to_string(), lasting }
    })?;
    let offers = connection.offers();
    connection.quit().await;
    Ok(offers)
}
