//! The mail server, up to the sign-in; and the page that unsubscribe links lead to.

use std::time::Duration;

use super::{Finding, Health};
use crate::domain::Mode;
use crate::domain::settings::{Settings, Tls, TransportKind};
use crate::mail::smtp::{Allowed, Timers};
use crate::workspace::Workspace;

pub const MAIL_SERVER: &str = "Mail server";
/// Somebody waits for the answer, so the five minutes that a sender gives each step are too long.
const PATIENCE: Duration = Duration::from_secs(30);

pub(super) async fn look(workspace: &Workspace, settings: &Settings) -> Finding {
    let (TransportKind::Smtp, Some(relay)) = (settings.delivery.transport, &settings.delivery.relay) else {
        return Finding::new(MAIL_SERVER, Health::Good, "none is needed: letters are written to outbox/");
    };
    // Nothing is handed over, so nobody is allowed.
    let nobody = Allowed::only([]);
    let transport = match crate::desk::relay::transport(relay, workspace.root(), nobody) {
        Ok(transport) => transport.with_timers(Timers { command: PATIENCE, ..Timers::default() }),
        Err(error) => return Finding::new(MAIL_SERVER, Health::Bad, error.to_string()),
    };
    let name = format!("{}:{}", relay.host, relay.port);
    match transport.open().await {
        Err(error) => Finding::new(MAIL_SERVER, Health::Bad, format!("{name}: {error}")),
        Ok(connection) => {
            connection.quit().await;
            let line = match relay.tls {
                Tls::Implicit | Tls::StartTls => "encrypted",
                Tls::None => "not encrypted (loopback)",
            };
            let signed_in = if relay.username.is_some() { ", signed in" } else { "" };
            Finding::new(MAIL_SERVER, Health::Good, format!("{name} answers, {line}{signed_in}"))
        }
    }
}

pub(super) fn unsubscribe(settings: &Settings) -> Finding {
    match &settings.web {
        Some(web) if is_this_machine(&web.public_url) => {
            let detail = format!("{} leads to this machine alone", web.public_url);
            Finding::new("Unsubscribe", Health::Remark, detail).remedy(
                "before letters go to readers, set public_url under [web] to the https address they reach",
            )
        }
        Some(web) => {
            let detail = format!("{} is not looked at from here", web.public_url);
            let remedy = format!(
                "with `courant serve` running, open {}/u/test from outside: it says that the link does not work",
                web.public_url
            );
            Finding::new("Unsubscribe", Health::NotChecked, detail).remedy(remedy)
        }
        None if settings.newsletter.mode == Mode::Live => Finding::new(
            "Unsubscribe",
            Health::Bad,
            "there is no address that unsubscribe links could lead to",
        )
        .remedy("set public_url under [web] in config.toml"),
        None => Finding::new("Unsubscribe", Health::Remark, "letters have no unsubscribe link")
            .remedy("set public_url under [web] in config.toml"),
    }
}

fn is_this_machine(url: &str) -> bool {
    let host = url.split("://").nth(1).unwrap_or_default();
    ["localhost", "127.", "[::1]"].iter().any(|own| host.starts_with(own))
}
