//! A line that can't be made safe carries neither a password nor a letter.

use std::path::Path;

use courant::domain::settings::{Relay, Tls};
use courant::domain::{DeliveryState, HoldReason, Mailing};
use courant::mail::smtp::{Allowed, Phase};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

use crate::props::relay::{TestRelay, acceptor, server, signed_in, start, tls_file};
use crate::props::server::{Act, Server, Step};
use crate::send_props::Stage;

/// Opens with a password at hand; the phase in which that failed for the sake of safety.
async fn refused_at(relay: &TestRelay, tls: Tls, trust: bool) -> Phase {
    let mut settings = signed_in(relay.settings(tls), "anna", "s3cret");
    if !trust {
        // Some other authority, so that the machine's own store need not hold anything.
        settings.ca_file = Some(tls_file("self-signed.pem"));
    }
    let error = relay.transport_with(&settings, Allowed::Everybody).open().await.expect_err("not safe");
    assert!(error.is_tls(), "{error:?}");
    error.phase
}

fn account() -> Option<(String, String)> {
    Some(("anna".to_owned(), "s3cret".to_owned()))
}

#[tokio::test]
async fn a_wrong_certificate_ends_the_handshake_before_anything_is_said() {
    let cases =
        [("wrong-host.pem", true), ("expired.pem", true), ("self-signed.pem", true), ("right.pem", false)];
    for (certificate, trust) in cases {
        for (tls, tls_at_once) in [(Tls::Implicit, true), (Tls::StartTls, false)] {
            let relay = start(Server {
                tls: Some(acceptor(certificate)),
                tls_at_once,
                account: account(),
                ..server(|_| Act::Comply)
            })
            .await;
            assert_eq!(refused_at(&relay, tls, trust).await, Phase::Handshake, "{certificate}");
            let commands = relay.truth.commands();
            let in_clear = commands.iter().all(|line| line.starts_with("EHLO") || line == "STARTTLS");
            assert!(in_clear && (tls == Tls::StartTls || commands.is_empty()), "{certificate} {commands:?}");
        }
    }
}

/// Picks TLS 1.1 out of whatever it is offered (RFC 4346, 7.4.1.3), with a cipher of that time.
fn hello_of_2006() -> Vec<u8> {
    let hello = [&[3, 2][..], &[7; 32], &[0], &[0, 0x2f], &[0]].concat();
    let length = |bytes: &[u8]| u8::try_from(bytes.len()).unwrap();
    let message = [&[2, 0, 0, length(&hello)][..], &hello].concat();
    [&[22, 3, 2, 0, length(&message)][..], &message].concat()
}

#[tokio::test]
async fn a_server_that_speaks_only_tls_1_1_gets_an_alert_and_nothing_else() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let server = tokio::spawn(async move {
        let (mut line, _) = listener.accept().await.unwrap();
        let mut offer = [0; 4096];
        assert!(line.read(&mut offer).await.unwrap() > 0);
        line.write_all(&hello_of_2006()).await.unwrap();
        let mut answer = Vec::new();
        // A reset after the alert is as good as an end.
        _ = line.read_to_end(&mut answer).await;
        answer
    });
    let relay = Relay { ca_file: Some(tls_file("ca.pem")), ..Relay::at("localhost", port, Tls::Implicit) };
    let settings = signed_in(relay, "anna", "s3cret");
    let transport = courant::desk::relay::transport(&settings, Path::new("/"), Allowed::Everybody).unwrap();
    let error = transport.open().await.expect_err("not safe");
    assert!(error.is_tls() && error.phase == Phase::Handshake, "{error:?}");
    // Fatal: protocol_version (RFC 8446, 6.2).
    assert_eq!(server.await.unwrap()[5..], [2, 70]);
}

#[tokio::test]
async fn a_server_without_starttls_hears_nothing_but_ehlo() {
    let relay = start(Server { account: account(), ..server(|_| Act::Comply) }).await;
    assert_eq!(refused_at(&relay, Tls::StartTls, true).await, Phase::Ehlo);
    let commands = relay.truth.commands();
    assert!(commands.len() == 1 && commands[0].starts_with("EHLO"), "{commands:?}");
}

#[tokio::test]
async fn text_slipped_in_before_the_handshake_ends_the_conversation() {
    let relay = start(Server {
        tls: Some(acceptor("right.pem")),
        account: account(),
        ..server(|moment| match moment.step {
            Step::StartTls => Act::Say("220 go ahead\r\n250 AUTH PLAIN\r\n".to_owned()),
            _ => Act::Comply,
        })
    })
    .await;
    assert_eq!(refused_at(&relay, Tls::StartTls, true).await, Phase::StartTls);
    assert_eq!(relay.truth.commands().len(), 2, "EHLO and STARTTLS");
}

#[tokio::test]
async fn what_was_offered_in_clear_is_forgotten_behind_tls() {
    let relay = start(Server {
        tls: Some(acceptor("right.pem")),
        ..server(|moment| match moment.step {
            Step::Ehlo => Act::Say("250-x\r\n250-AUTH PLAIN\r\n250 STARTTLS\r\n".to_owned()),
            _ => Act::Comply,
        })
    });
    let relay = relay.await;
    // The server offers AUTH in both answers but has no account: the sign-in goes out behind TLS only, and is refused.
    let settings = signed_in(relay.settings(Tls::StartTls), "anna", "s3cret");
    let error = relay.transport_with(&settings, Allowed::Everybody).open().await.expect_err("no account");
    assert_eq!((error.phase, error.reply().map(|reply| reply.code)), (Phase::Auth, Some(503)));
    let commands = relay.truth.commands();
    let (starttls, auth) = (
        commands.iter().position(|line| line == "STARTTLS").expect("said"),
        commands.iter().position(|line| line.starts_with("AUTH")).expect("said"),
    );
    assert!(starttls < auth);
}

/// Three letters to be sent through TLS.
async fn safe_stage(relay: &TestRelay, tls: &str, more: &str) -> (Stage, Mailing) {
    let ca = tls_file("ca.pem");
    let stage = Stage::new(relay, 3, &format!("ca_file = {:?}\n{more}", ca.to_str().unwrap()));
    let file = stage.root().join("config.toml");
    let config = std::fs::read_to_string(&file).unwrap();
    let safe = config
        .replace("tls = \"none\"", &format!("tls = \"{tls}\""))
        .replace("\"127.0.0.1\"\nport", "\"localhost\"\nport");
    std::fs::write(&file, safe).unwrap();
    let mailing = stage.mailing(3).await;
    (stage, mailing)
}

#[tokio::test]
async fn a_new_connection_takes_up_the_session_of_the_one_before() {
    for (tls, tls_at_once) in [("implicit", true), ("starttls", false)] {
        let relay =
            start(Server { tls: Some(acceptor("right.pem")), tls_at_once, ..server(|_| Act::Comply) }).await;
        let (stage, _) = safe_stage(&relay, tls, "connections = 1\nmessages_per_connection = 1").await;
        stage.send().await;
        assert_eq!(relay.truth.accepted().len(), 3);
        assert_eq!(relay.truth.handshakes(), [false, true, true], "{tls}");
    }
}

#[tokio::test]
async fn a_certificate_that_can_not_be_trusted_holds_the_mailing_and_is_not_tried_again() {
    let relay =
        start(Server { tls: Some(acceptor("wrong-host.pem")), tls_at_once: true, ..server(|_| Act::Comply) })
            .await;
    let (stage, mailing) = safe_stage(&relay, "implicit", "").await;
    let sent = tokio::time::timeout(std::time::Duration::from_secs(60), stage.send()).await;
    assert!(sent.is_ok(), "it is tried again and again");
    let held = stage.ledger.mailing(mailing.id).await.unwrap();
    assert!(matches!(held.held, Some(HoldReason::Tls { .. })), "{:?} {:?}", held.state, held.held);
    let counts = stage.ledger.counts(mailing.id).await.unwrap();
    assert_eq!(counts.of(DeliveryState::Planned), 3);
}
