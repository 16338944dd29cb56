//! Letters that travel together: the steps and faults of `smtp_faults` again, for a body with the next envelope behind
//! it and for BDAT.
//!
//! Two letters are put aboard; the fault hits the first. Each must land exactly once, "accepted" only if the server took
//! it and said so, "not handed over" or "refused" only if it did not take it.

use std::time::Duration;

use courant::domain::settings::Tls;
use courant::mail::smtp::{Allowed, Connection, Form, Handover, Parcel, Timers, Unsendable};

use crate::props::relay::{SHORT, TestRelay, acceptor, address, letter, server, start};
use crate::props::server::{Act, Server, Step};
use crate::props::until::until;
use crate::smtp_faults::Fault::{self, *};
use crate::smtp_faults::Seen::{self, *};
use crate::smtp_faults::{FAULTS, act, seen};

const STEPS: [Step; 5] = [Step::Mail, Step::Rcpt, Step::Data, Step::Body, Step::Dot];

/// What the first letter comes to. None where a fault can't be played at a step.
fn expected(form: Form, step: Step, fault: Fault) -> Option<Seen> {
    Some(match (form, step, fault) {
        (Form::Chunks, Step::Data, _) | (_, Step::Body, Trickle | OneTooMany) => return None,
        (_, Step::Body, BareCode) => Protocol,
        (_, Step::Body, Hang) => Uncertain,
        (_, _, BareCode) => Replied(250),
        (_, Step::Dot, Closing) => Replied(421),
        (_, Step::Dot, NotNow) => Replied(451),
        (_, Step::Dot, Never) => Replied(554),
        // What comes after a complete answer is about the next letter.
        (_, Step::Dot, OneTooMany) => Replied(250),
        (_, Step::Dot, _) => Uncertain,
        (_, _, Closing) => Refused(421),
        (_, _, NotNow) => Refused(451),
        (_, _, Never) => Refused(554),
        // The whole letter was on its way: only its own answer says what came of it, and "250 and more" is taken for it.
        (Form::Chunks, Step::Rcpt, OneTooMany) => Replied(250),
        (Form::Chunks, Step::Mail | Step::Rcpt, _) => Uncertain,
        (_, _, HangUp | Abort) => Gone,
        (_, _, Hang | Trickle) => TimedOut,
        _ => Protocol,
    })
}

fn outcome(handover: &Handover) -> Seen {
    match handover {
        Handover::Replied(reply) => Replied(reply.code),
        Handover::Refused { reply, .. } => Refused(reply.code),
        Handover::NotHandedOver(error) => seen(error),
        Handover::Uncertain(_) => Uncertain,
    }
}

fn pack(line: &Connection, form: Form, number: usize, long: bool) -> Parcel {
    let mut message = letter(&format!("<{number}@example.eu>"));
    if long {
        // More than the kernel's buffers hold, so that its middle is really a middle.
        message.extend(b"Another line of a very long letter, with nothing in it at all.\r\n".repeat(100_000));
    }
    let to = address(&format!("k{number}@example.hu"));
    line.pack(form, address("news@example.eu"), to, message).expect("a letter that may go")
}

/// Sends `parcels` in the connection's form, as the sender does; what came of each, in their order.
async fn send(line: &mut Connection, form: Form, parcels: &[Parcel]) -> Vec<Handover> {
    let mut came = Vec::new();
    if form == Form::Chunks {
        line.fly(parcels, &mut came).await;
        while line.aboard() > 0 {
            line.hear(&mut came).await;
        }
        return came;
    }
    let mut body = None;
    for next in parcels.iter().map(Some).chain([None]) {
        if body.is_some() || next.is_some() {
            line.follow(body, next, &mut came).await;
            body = if line.hear_all(&mut came).await { next } else { None };
        }
    }
    came
}

async fn relay(form: Form, script: impl Fn(Step, u64) -> Act + Send + Sync + 'static) -> TestRelay {
    let offers = if form == Form::Chunks { &["PIPELINING", "CHUNKING"][..] } else { &["PIPELINING"] };
    start(Server {
        offers: offers.iter().map(|&offer| offer.to_owned()).collect(),
        ..server(move |moment| script(moment.step, moment.letter))
    })
    .await
}

/// Whether a timer has to run out in this cell.
fn waits(form: Form, step: Step, fault: Fault) -> bool {
    matches!(fault, Hang | Trickle) && expected(form, step, fault).is_some()
}

fn timers(waits: bool) -> Timers {
    // Never waited out where nothing hangs, however busy the machine is.
    let long = Duration::from_secs(600);
    let wait = if waits { Duration::from_millis(900) } else { long };
    Timers { connect: long, command: wait, data: wait, block: long, dot: wait, ..SHORT }
}

async fn cell(form: Form, step: Step, fault: Fault) -> Option<String> {
    let expected = expected(form, step, fault)?;
    let relay =
        relay(form, move |at, letter| if at == step && letter == 1 { act(step, fault) } else { Act::Comply })
            .await;
    let transport = relay.transport_with(&relay.settings(Tls::None), Allowed::Everybody);
    let mut line =
        transport.with_timers(timers(waits(form, step, fault))).open().await.expect("a good start");
    let parcels = [pack(&line, form, 1, step == Step::Body), pack(&line, form, 2, false)];
    let came = send(&mut line, form, &parcels).await;
    let seen: Vec<Seen> = came.iter().map(outcome).collect();
    let taken: Vec<String> = relay.truth.accepted().iter().filter_map(|letter| letter.message_id()).collect();
    let mut wrong = Vec::new();
    // On a busy machine the whole body may be on its way before the fault in its middle is heard: then it stands where
    // the answer to the dot is due, and a no there is believed, whatever such a server says afterwards.
    // A yes there is believed, too: of a server that says it before it has the letter, nobody can know better.
    let early_yes = |seen: &Seen| fault == BareCode && *seen == Replied(250);
    let late =
        |seen: &Seen| step == Step::Body && (matches!(seen, Uncertain | Replied(400..)) || early_yes(seen));
    let as_expected = |seen: &Seen| *seen == expected || late(seen);
    if seen.len() != 2 || !as_expected(&seen[0]) {
        wrong.push(format!("saw {seen:?}, not {expected:?}"));
    }
    for (number, seen) in seen.iter().enumerate() {
        let was_taken = taken.contains(&format!("<{}@example.eu>", number + 1));
        match seen {
            _ if number == 0 && late(seen) => {}
            Replied(200..300) if !was_taken => wrong.push(format!("believes in letter {}", number + 1)),
            Replied(200..300) | Uncertain => {}
            _ if was_taken => wrong.push(format!("does not know of letter {}", number + 1)),
            _ => {}
        }
    }
    if line.is_fit() && matches!(seen.last(), Some(Uncertain | Gone | TimedOut | Protocol)) {
        wrong.push("a line in doubt is fit".to_owned());
    }
    (!wrong.is_empty()).then(|| format!("{form:?}: {step:?} × {fault:?}: {}", wrong.join("; ")))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_fault_in_a_flight_is_never_taken_for_a_letter_that_arrived_or_did_not() {
    let mut wrong = Vec::new();
    for waiting in [false, true] {
        let mut cells = tokio::task::JoinSet::new();
        for form in [Form::Deep, Form::Chunks] {
            for (step, fault) in STEPS.iter().flat_map(|step| FAULTS.map(|fault| (*step, fault))) {
                if waits(form, step, fault) == waiting {
                    cells.spawn(cell(form, step, fault));
                }
            }
        }
        wrong.extend(cells.join_all().await.into_iter().flatten());
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[tokio::test]
async fn letters_that_travel_together_arrive_whole_and_once_in_clear_and_encrypted() {
    for tls in [Tls::None, Tls::StartTls] {
        for form in [Form::Deep, Form::Chunks] {
            let refusing = |step, letter| {
                let refused = step == Step::Rcpt && letter == 2;
                if refused {
                    Act::Say("550 5.1.1 k2@example.hu is nobody\r\n".to_owned())
                } else {
                    Act::Comply
                }
            };
            let offers = if form == Form::Chunks { "CHUNKING" } else { "8BITMIME" };
            let script = server(move |moment| refusing(moment.step, moment.letter));
            let relay = start(Server {
                tls: (tls != Tls::None).then(|| acceptor("right.pem")),
                offers: vec!["PIPELINING".to_owned(), offers.to_owned()],
                ..script
            })
            .await;
            let mut line = relay.transport(tls).open().await.expect("a good relay");
            assert_eq!((line.form(true), line.form(false)), (form, Form::Apart));
            let parcels: Vec<Parcel> = (1..=9).map(|number| pack(&line, form, number, number == 5)).collect();
            let seen: Vec<Seen> = send(&mut line, form, &parcels).await.iter().map(outcome).collect();
            let mut wanted = vec![Replied(250); 9];
            wanted[1] = Refused(550);
            assert_eq!(seen, wanted, "{form:?}");
            let accepted = relay.truth.accepted();
            let to: Vec<_> = accepted.iter().map(|letter| letter.to[0].as_str()).collect();
            let all = [1, 3, 4, 5, 6, 7, 8, 9].map(|number| format!("k{number}@example.hu"));
            assert_eq!(to, all);
            let whole: Vec<_> = accepted.iter().map(|letter| letter.message.len()).collect();
            let plain = letter("<1@example.eu>").len();
            assert!(
                whole.iter().filter(|length| **length == plain).count() == 7
                    && accepted[3].message.len() > plain
            );
            assert!(line.is_fit());
            line.quit().await;
            until("the goodbye", async || relay.heard("QUIT"), |heard| *heard).await;
        }
    }
}

#[tokio::test]
async fn a_server_that_wants_the_body_of_a_letter_whose_reader_it_refused_gets_none() {
    let relay = relay(Form::Deep, |step, letter| match (step, letter) {
        (Step::Rcpt, 1) => Act::Say("550 5.1.1 nobody\r\n".to_owned()),
        _ => Act::Comply,
    })
    .await;
    // The mailbox says 503 to DATA then; this one does not.
    let eager = start(Server {
        offers: vec!["PIPELINING".to_owned()],
        ..server(|moment| match moment.step {
            Step::Rcpt => Act::Say("550 5.1.1 nobody\r\n354 but go ahead\r\n".to_owned()),
            _ => Act::Comply,
        })
    })
    .await;
    for (relay, fit) in [(relay, true), (eager, false)] {
        let mut line = relay.transport(Tls::None).open().await.expect("a good start");
        let parcels = [pack(&line, Form::Deep, 1, false)];
        let came = send(&mut line, Form::Deep, &parcels).await;
        assert!(matches!(&came[..], [Handover::Refused { reply, .. }] if reply.code == 550), "{came:?}");
        assert_eq!((line.is_fit(), relay.truth.bodies().len()), (fit, 0));
    }
}

#[tokio::test]
async fn who_is_no_test_reader_gets_no_parcel() {
    let relay = relay(Form::Deep, |_, _| Act::Comply).await;
    let reader = address("anna@example.eu");
    let transport = relay.transport_with(&relay.settings(Tls::None), Allowed::only([&reader]));
    let line = transport.open().await.expect("a good relay");
    let pack = |to: &str, message: &[u8]| {
        line.pack(Form::Deep, address("news@example.eu"), address(to), message.to_vec()).map(drop)
    };
    assert_eq!(pack("Anna@example.eu", b"A: b\r\n"), Ok(()));
    assert_eq!(pack("k@example.hu", b"A: b\r\n"), Err(Unsendable::NotATestReader));
    assert_eq!(pack("anna@example.eu", b"A: \0\r\n"), Err(Unsendable::Nul));
}
