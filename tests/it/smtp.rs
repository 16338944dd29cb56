//! Handing letters to a relay that does everything right.

use courant::domain::settings::{Relay, Tls};
use courant::mail::smtp::{Allowed, Connection, Envelope, Handover, Phase, Unsendable};

use crate::props::relay::{acceptor, address, letter, server, signed_in, start};
use crate::props::server::{Act, Server, Step};
use crate::props::until::until;

async fn send(connection: &mut Connection, to: &str, id: &str) -> Handover {
    let message = letter(id);
    let taken = connection.envelope(&address("news@example.eu"), &address(to), &message).await;
    assert_eq!(taken.expect("a good line"), Envelope::Taken);
    connection.data(&message).await
}

fn code(handover: &Handover) -> Option<u16> {
    match handover {
        Handover::Replied(reply) => Some(reply.code),
        _ => None,
    }
}

#[tokio::test]
async fn letters_arrive_as_they_were_written_over_every_kind_of_line() {
    for (tls, at_once) in [(Tls::None, false), (Tls::StartTls, false), (Tls::Implicit, true)] {
        for offers in [vec![], vec!["PIPELINING".to_owned(), "SIZE 100000".to_owned()]] {
            let relay = start(Server {
                tls: (tls != Tls::None).then(|| acceptor("right.pem")),
                tls_at_once: at_once,
                account: Some(("anna".to_owned(), "s3cret".to_owned())),
                offers,
                ..server(|_| Act::Comply)
            })
            .await;
            let settings = signed_in(relay.settings(tls), "anna", "s3cret");
            let transport = relay.transport_with(&settings, Allowed::Everybody);
            let mut connection = transport.open().await.expect("a good relay");
            for id in ["<1@example.eu>", "<2@example.eu>"] {
                assert_eq!(code(&send(&mut connection, "k@example.hu", id).await), Some(250), "{tls:?}");
            }
            connection.quit().await;

            let accepted = relay.truth.accepted();
            assert_eq!(accepted.len(), 2, "{tls:?}");
            assert_eq!(accepted[1].message, letter("<2@example.eu>"));
            assert_eq!((&*accepted[1].from, &*accepted[1].to[0]), ("news@example.eu", "k@example.hu"));
            until("the goodbye", async || relay.heard("QUIT"), |heard| *heard).await;
        }
    }
}

#[tokio::test]
async fn a_server_that_knows_only_login_is_signed_in_to_all_the_same() {
    let only_login = "250-mailbox\r\n250 AUTH LOGIN\r\n".to_owned();
    let relay = start(Server {
        account: Some(("anna".to_owned(), "s3cret".to_owned())),
        ..server(move |moment| match moment.step {
            Step::Ehlo => Act::Say(only_login.clone()),
            _ => Act::Comply,
        })
    })
    .await;
    for (password, works) in [("s3cret", true), ("wrong", false)] {
        let settings = signed_in(relay.settings(Tls::None), "anna", password);
        let opened = relay.transport_with(&settings, Allowed::Everybody).open().await;
        assert_eq!(opened.is_ok(), works);
        if let Err(error) = opened {
            assert!(error.is_auth() && error.reply().is_some_and(|reply| reply.code == 535), "{error}");
        }
    }
}

#[tokio::test]
async fn a_refused_recipient_costs_neither_the_connection_nor_the_next_letter() {
    for offers in [vec![], vec!["PIPELINING".to_owned()]] {
        let relay = start(Server {
            offers,
            ..server(|moment| match (moment.step, moment.letter) {
                (Step::Rcpt, 1) => Act::Say("550 5.1.1 <K@example.hu> is nobody here\r\n".to_owned()),
                (Step::Mail, 2) => Act::Say("451 4.3.0 not now\r\n".to_owned()),
                _ => Act::Comply,
            })
        })
        .await;
        let mut connection = relay.transport(Tls::None).open().await.expect("a good relay");
        let (from, to, message) = (address("news@example.eu"), address("k@example.hu"), letter("<1@x>"));
        let refused = connection.envelope(&from, &to, &message).await.expect("a good line");
        let Envelope::Refused { at: Phase::Rcpt, reply } = refused else { panic!("{refused:?}") };
        assert_eq!((reply.code, reply.enhanced), (550, Some((5, 1, 1))));
        assert_eq!(reply.text, "<(the recipient)> is nobody here");
        let refused = connection.envelope(&from, &to, &message).await.expect("a good line");
        assert!(matches!(refused, Envelope::Refused { at: Phase::Mail, .. }), "{refused:?}");
        assert_eq!(code(&send(&mut connection, "p@example.hu", "<3@x>").await), Some(250));
        assert_eq!(relay.truth.accepted().len(), 1);
    }
}

#[tokio::test]
async fn an_envelope_that_was_given_up_leaves_nothing_behind() {
    let relay = start(server(|_| Act::Comply)).await;
    let mut connection = relay.transport(Tls::None).open().await.expect("a good relay");
    for _ in 0..2 {
        let taken =
            connection.envelope(&address("news@example.eu"), &address("k@example.hu"), b"x\r\n").await;
        assert_eq!(taken.expect("a good line"), Envelope::Taken);
    }
    assert_eq!(code(&send(&mut connection, "p@example.hu", "<1@x>").await), Some(250));
    assert_eq!(relay.truth.accepted()[0].to, ["p@example.hu"]);
}

#[tokio::test]
async fn in_test_mode_nobody_but_a_test_reader_is_named_to_the_relay() {
    let relay = start(server(|_| Act::Comply)).await;
    let readers = [address("Tess@example.eu")];
    let transport = relay.transport_with(&relay.settings(Tls::None), Allowed::only(&readers));
    let mut connection = transport.open().await.expect("a good relay");
    let (from, message) = (address("news@example.eu"), letter("<1@x>"));
    let answer = connection.envelope(&from, &address("k@example.hu"), &message).await;
    assert_eq!(answer.expect("a good line"), Envelope::Unsendable(Unsendable::NotATestReader));
    assert!(!relay.heard("MAIL"));
    assert_eq!(code(&send(&mut connection, "tess@example.eu", "<2@x>").await), Some(250));
}

#[tokio::test]
async fn what_the_relay_does_not_offer_is_refused_before_it_is_tried() {
    let relay = start(Server { offers: vec!["SIZE 1000".to_owned()], ..server(|_| Act::Comply) }).await;
    let mut connection = relay.transport(Tls::None).open().await.expect("a good relay");
    let (from, plain, accented) =
        (address("news@example.eu"), address("k@example.hu"), address("pál@example.hu"));
    for (to, message, why) in [
        (&accented, &b"x\r\n"[..], Unsendable::NeedsSmtpUtf8),
        (&plain, &[b'x'; 1001], Unsendable::TooBig { limit: 1000 }),
        (&plain, b"x\0\r\n", Unsendable::Nul),
    ] {
        let answer = connection.envelope(&from, to, message).await.expect("a good line");
        assert_eq!(answer, Envelope::Unsendable(why));
    }
    assert!(connection.is_fit() && !relay.heard("MAIL"));
}

#[tokio::test]
async fn smtputf8_and_size_are_named_where_they_are_offered_and_needed() {
    let offers = vec!["SMTPUTF8".to_owned(), "SIZE".to_owned()];
    let relay = start(Server { offers, ..server(|_| Act::Comply) }).await;
    let mut connection = relay.transport(Tls::None).open().await.expect("a good relay");
    for to in ["k@example.hu", "pál@example.hu"] {
        assert_eq!(code(&send(&mut connection, to, "<1@x>").await), Some(250));
    }
    let size = letter("<1@x>").len();
    let mails: Vec<_> = relay.truth.commands().into_iter().filter(|line| line.starts_with("MAIL")).collect();
    assert_eq!(mails[0], format!("MAIL FROM:<news@example.eu> SIZE={size}"));
    assert_eq!(mails[1], format!("MAIL FROM:<news@example.eu> SIZE={size} SMTPUTF8"));
}

#[tokio::test]
async fn a_letter_without_an_envelope_is_not_handed_over() {
    let relay = start(server(|_| Act::Comply)).await;
    let mut connection = relay.transport(Tls::None).open().await.expect("a good relay");
    let handover = connection.data(b"x\r\n").await;
    assert!(matches!(handover, Handover::NotHandedOver(_)), "{handover:?}");
    assert!(!relay.heard("DATA") && !connection.is_fit());
}

#[tokio::test]
async fn without_encryption_only_this_machine_is_connected_to() {
    let relay = Relay::at("192.0.2.1", 25, Tls::None);
    let transport =
        courant::mail::smtp::SmtpTransport::new(&relay, None, std::path::Path::new("/"), Allowed::Everybody);
    let error = transport.expect("good settings").open().await.expect_err("not this machine");
    assert!(error.is_tls() && error.phase == Phase::Connect, "{error}");
}
