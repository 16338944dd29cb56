//! The mail server, up to the sign-in; and the page that unsubscribe links lead to.

use super::{Finding, Health};
use crate::desk::network;
use crate::domain::Mode;
use crate::domain::settings::{Relay, Settings, Tls, TransportKind};
use crate::workspace::Workspace;

pub const MAIL_SERVER: &str = "Mail server";

pub(super) async fn look(workspace: &Workspace, settings: &Settings) -> Vec<Finding> {
    if settings.delivery.transport == TransportKind::Files {
        let none = "none is needed: letters are written to outbox/";
        return vec![Finding::new(MAIL_SERVER, Health::Good, none)];
    }
    let mut all = Vec::new();
    for relay in &settings.delivery.relays {
        all.push(one(workspace, relay).await);
    }
    all
}

async fn one(workspace: &Workspace, relay: &Relay) -> Finding {
    let name = format!("{}:{}", relay.host, relay.port);
    match network::offers(workspace, relay).await {
        Err(fault) => Finding::new(MAIL_SERVER, Health::Bad, format!("{name}: {}", fault.what)),
        Ok(offers) => {
            let line = match relay.tls {
                Tls::Implicit | Tls::StartTls => "encrypted",
                Tls::None => "not encrypted (loopback)",
            };
            let signed_in = if relay.username.is_some() { ", signed in" } else { "" };
            let size = offers.size.filter(|size| *size > 0);
            let size = size.map_or(String::new(), |size| format!(", letters of up to {} kB", size / 1000));
            let accents = if offers.smtputf8 { ", addresses with accents" } else { "" };
            let detail = format!("{name} answers, {line}{signed_in}{size}{accents}");
            Finding::new(MAIL_SERVER, Health::Good, detail)
        }
    }
}

/// None where a problem of config.toml says it all.
pub(super) fn unsubscribe(settings: &Settings) -> Option<Finding> {
    let smtp = settings.delivery.transport == TransportKind::Smtp;
    let leaves = |host: &str| smtp && !is_this_machine(host);
    Some(match &settings.web {
        Some(web) if is_this_machine(&web.public_url) => {
            if settings.delivery.relays.iter().any(|relay| leaves(&relay.host)) {
                return None;
            }
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
    })
}

/// Of a host, or a URL.
fn is_this_machine(url: &str) -> bool {
    let host = url.split("://").last().unwrap_or_default();
    ["localhost", "127.", "[::1]", "::1"].iter().any(|own| host.starts_with(own))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::desk::init::{Start, init};

    #[test]
    fn what_config_toml_is_told_of_its_unsubscribe_links_is_not_said_once_more() {
        let folder = tempfile::tempdir().expect("a folder");
        init(folder.path(), Start::Demo).expect("made");
        let file = folder.path().join("config.toml");
        let config = std::fs::read_to_string(&file).expect("config").replace("\"files\"", "\"smtp\"");
        for (host, tls, says) in [("127.0.0.1", "none", true), ("smtp.example.org", "starttls", false)] {
            let relay = format!("\n[[delivery.relay]]\nhost = \"{host}\"\nport = 25\ntls = \"{tls}\"\n");
            crate::workspace::save::atomically(&file, (config.clone() + &relay).as_bytes()).expect("written");
            let (settings, problems) = Workspace::open(folder.path()).expect("a workspace").settings();
            let of_config = problems.iter().any(|problem| problem.what.contains("lead to this machine"));
            let of_links = unsubscribe(&settings.expect("sound enough")).is_some();
            assert_eq!((of_links, of_config), (says, !says), "{host}");
        }
    }
}
