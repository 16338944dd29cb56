//! The session without a socket: whatever bytes a server sends, in whatever pieces.

use std::sync::Arc;

use courant::domain::settings::Tls;
use courant::mail::smtp::{Credentials, Event, Fault, Landed, Session, Terms};
use proptest::prelude::*;

use crate::props::relay::address;

fn session(tls: Tls, loopback: bool, password: bool) -> Session {
    let credentials = password.then(|| Arc::new(Credentials::new("anna".to_owned(), "s3cret".into())));
    let own = Arc::default();
    Session::new(Terms { name: "[127.0.0.1]".to_owned(), tls, loopback, credentials, own })
}

#[test]
fn a_password_never_travels_in_clear_to_another_machine() {
    let mut out = Vec::new();
    let mut session = session(Tls::None, false, true);
    assert_eq!(session.receive(b"220 hi\r\n", &mut out), Ok(None));
    out.clear();
    let answer = session.receive(b"250-hi\r\n250 AUTH PLAIN LOGIN\r\n", &mut out);
    assert_eq!((answer, &*out), (Err(Fault::PlaintextAuth), &b""[..]));
}

#[test]
fn mail_and_rcpt_travel_together_only_where_pipelining_is_offered() {
    for (offer, flight) in [
        (
            &b"250-hi\r\n250 PIPELINING\r\n"[..],
            &b"MAIL FROM:<n@example.eu>\r\nRCPT TO:<k@example.hu>\r\n"[..],
        ),
        (b"250 PIPELINING\r\n", b"MAIL FROM:<n@example.eu>\r\n"),
    ] {
        let mut out = Vec::new();
        let mut session = session(Tls::None, true, false);
        assert_eq!(session.receive(b"220 hi\r\n", &mut out), Ok(None));
        assert_eq!(session.receive(offer, &mut out), Ok(Some(Event::Ready)));
        out.clear();
        session.envelope(&address("n@example.eu"), &address("k@example.hu"), 10, &mut out).expect("ready");
        assert_eq!(out.escape_ascii().to_string(), flight.escape_ascii().to_string());
    }
}

/// Plays a client that hands letters over as long as it may; every piece is what one read gave.
fn play(pieces: &[Vec<u8>]) -> Result<(), TestCaseError> {
    let mut session = session(Tls::None, true, false);
    let (from, to) = (address("n@example.eu"), address("k@example.hu"));
    let mut out = Vec::new();
    let mut since_dot: Option<Vec<u8>> = None;
    for piece in pieces {
        if let Some(heard) = &mut since_dot {
            heard.extend_from_slice(piece);
        }
        let Ok(event) = session.receive(piece, &mut out) else { return Ok(()) };
        prop_assert!(out.len() < 1000, "what is written does not grow with what is heard");
        out.clear();
        let went_on = match event {
            None => Ok(()),
            Some(
                Event::Ready | Event::RefusedAtMail(_) | Event::RefusedAtRcpt(_) | Event::DataRefused(_),
            ) => session.envelope(&from, &to, 10, &mut out),
            Some(Event::EnvelopeTaken) => session.data(&mut out),
            Some(Event::Go) => {
                session.terminate();
                since_dot = Some(Vec::new());
                Ok(())
            }
            Some(Event::Answered(reply)) => {
                let heard = since_dot.take().unwrap_or_default();
                let code = reply.code.to_string();
                let said = heard.split(|b| *b == b'\n').any(|line| line.starts_with(code.as_bytes()));
                prop_assert!(said, "{code} was not said after the dot: {}", heard.escape_ascii());
                session.envelope(&from, &to, 10, &mut out)
            }
            Some(event) => return Err(TestCaseError::fail(format!("{event:?} was never asked for"))),
        };
        out.clear();
        if went_on.is_err() {
            return Ok(());
        }
    }
    Ok(())
}

/// The codes of the complete replies in `heard`, by a reader of its own.
fn codes(heard: &[u8]) -> Vec<u16> {
    let lines = heard.split_inclusive(|b| *b == b'\n').filter(|line| line.ends_with(b"\n"));
    let last = lines.filter(|line| line.get(3) != Some(&b'-'));
    last.map(|line| String::from_utf8_lossy(line).get(..3).and_then(|code| code.parse().ok()).unwrap_or(0))
        .collect()
}

/// Plays a client with letters in flight: three with BDAT at once, or each body with the next envelope behind it. What
/// is believed of a letter must be what was said in its place.
fn play_flights(chunks: bool, pieces: &[Vec<u8>]) -> Result<(), TestCaseError> {
    let mut session = session(Tls::None, true, false);
    let (from, to) = (address("n@example.eu"), address("k@example.hu"));
    let mut out = Vec::new();
    prop_assert_eq!(session.receive(b"220 hi\r\n", &mut out), Ok(None));
    let offers = b"250-hi\r\n250-PIPELINING\r\n250 CHUNKING\r\n";
    prop_assert_eq!(session.receive(offers, &mut out), Ok(Some(Event::Ready)));
    if chunks {
        (0..3)
            .for_each(|_| session.board_chunk(&from, &to, 10, &mut out).expect("nothing stands against it"));
    } else {
        session.board(&from, &to, 10, &mut out).expect("nothing stands against it");
        prop_assert_eq!(
            session.board(&from, &to, 10, &mut out),
            Err(Fault::Unfit),
            "nothing may follow DATA"
        );
    }
    let (mut heard, mut landed, mut ended, mut refused) = (Vec::new(), Vec::new(), 0, false);
    for piece in pieces {
        heard.extend_from_slice(piece);
        let ok = session.land(piece, &mut landed).is_ok();
        for letter in landed.drain(..) {
            let said = codes(&heard);
            match letter {
                // Replies come for RSET (but before the first letter), MAIL, RCPT and BDAT, or for MAIL, RCPT, DATA and the dot.
                Landed::Answered(reply) => {
                    let place = if chunks { 2 + 4 * ended } else { 3 + 4 * ended };
                    prop_assert!(
                        refused || said.get(place) == Some(&reply.code),
                        "{reply:?} at {place} of {said:?}"
                    );
                    prop_assert!(reply.class() != 3);
                    ended += 1;
                }
                Landed::Refused { reply, .. } => {
                    prop_assert!(reply.class() > 3 && said.contains(&reply.code));
                    (ended, refused) = (ended + 1, true);
                }
                Landed::Go => {
                    prop_assert!(!chunks && said.contains(&354) && session.may_follow());
                    session.end().expect("it may");
                    prop_assert_eq!(session.end(), Err(Fault::Unfit), "a body goes once");
                    session.board(&from, &to, 10, &mut out).expect("an envelope may follow a body");
                }
            }
        }
        prop_assert!(ended <= 3 || !chunks, "more letters land than were put aboard");
        if !ok {
            return Ok(());
        }
    }
    Ok(())
}

fn piece() -> impl Strategy<Value = Vec<u8>> {
    let likely = prop::sample::select(vec![
        "220 hi\r\n",
        "250 ok\r\n",
        "250-x\r\n",
        "250\r\n",
        "250 ok\r\n250 ok\r\n",
        "354 go\r\n",
        "354",
        " go\r\n",
        "421 bye\r\n",
        "550 5.1.1 no\r\n",
        "250-PIPELINING\r\n250 x\r\n",
        "2",
        "5",
        "\r\n",
        "\n",
        "250-a\r\n550 b\r\n",
    ]);
    prop_oneof![
        8 => likely.prop_map(|text| text.as_bytes().to_vec()),
        1 => prop::collection::vec(any::<u8>(), 0..40),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn no_bytes_of_a_server_make_a_letter_accepted_but_an_answer_after_its_end(
        pieces in prop::collection::vec(piece(), 0..40)
    ) {
        play(&pieces)?;
    }

    #[test]
    fn nothing_is_believed_of_a_letter_in_flight_that_was_not_said_in_its_place(
        chunks in any::<bool>(), keep in 0_usize..6, pieces in prop::collection::vec(piece(), 0..30)
    ) {
        let well = if chunks { "250 ok\r\n" } else { "250 taken\r\n250 ok\r\n250 ok\r\n354 go\r\n" };
        let mut all = vec![well.as_bytes().to_vec(); keep];
        if let (false, Some(first)) = (chunks, all.first_mut()) {
            first.drain(.."250 taken\r\n".len());
        }
        all.extend(pieces);
        play_flights(chunks, &all)?;
    }

    #[test]
    fn a_conversation_that_begins_well_and_goes_astray_is_no_different(
        pieces in prop::collection::vec(piece(), 0..20), keep in 0_usize..8
    ) {
        let well = ["220 hi\r\n", "250-hi\r\n250 PIPELINING\r\n", "250 ok\r\n250 ok\r\n", "354 go\r\n", "250 taken\r\n",
            "250 ok\r\n250 ok\r\n", "354 go\r\n", "250 taken\r\n"];
        let mut all: Vec<Vec<u8>> = well[..keep].iter().map(|text| text.as_bytes().to_vec()).collect();
        all.extend(pieces);
        play(&all)?;
    }
}
