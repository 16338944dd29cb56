//! The mail server, up to the sign-in; and the page that unsubscribe links lead to.

use super::{Finding, Health};
use crate::domain::Mode;
use crate::domain::settings::{Settings, Tls, TransportKind};
use crate::mail::smtp::Allowed;
use crate::workspace::Workspace;

const WHAT: &str = "Mail server";

pub(super) async fn look(workspace: &Workspace, settings: &Settings) -> Finding {
    let (TransportKind::Smtp, Some(relay)) = (settings.delivery.transport, &settings.delivery.relay) else {
        return Finding::new(WHAT, Health::Good, "none is needed: letters are written to outbox/");
    };
    // Nothing is handed over, so nobody is allowed.
    let nobody = Allowed::only([]);
    let transport = match crate::desk::relay::transport(relay, workspace.root(), nobody) {
        Ok(transport) => transport,
        Err(error) => return Finding::new(WHAT, Health::Bad, error.to_string()),
    };
    let name = format!("{}:{}", relay.host, relay.port);
    match transport.open().await {
        Err(error) => Finding::new(WHAT, Health::Bad, format!("{name}: {error}")),
        Ok(connection) => {
            connection.quit().await;
            let line = match relay.tls {
                Tls::Implicit | Tls::StartTls => "encrypted",
                Tls::None => "not encrypted (loopback)",
            };
            let signed_in = if relay.username.is_some() { ", signed in" } else { "" };
            Finding::new(WHAT, Health::Good, format!("{name} answers, {line}{signed_in}"))
        }
    }
}

pub(super) fn unsubscribe(settings: &Settings) -> Finding {
    match &settings.web {
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
