//! Every step of a conversation against every way a server can fail in it, from one table.
//!
//! Whatever happens: the right result within its timer, no use of a line that is in doubt, and never "accepted"
//! unless the server took the letter and said so.

use std::time::Duration;

use courant::domain::settings::Tls;
use courant::mail::smtp::{
    Allowed, Connection, Envelope, Handover, LinkError, LinkFault, SmtpTransport, Timers,
};

use crate::props::relay::{SHORT, TestRelay, acceptor, address, letter, server, signed_in, start};
use crate::props::server::{Act, Server, Step};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    HangUp,
    Abort,
    Hang,
    /// One byte now and then: each of them in time, the whole not.
    Trickle,
    Closing,
    NotNow,
    Never,
    Garbage,
    LongLine,
    EndlessLine,
    EndlessReply,
    MixedCodes,
    /// A code and nothing else, which is a valid answer.
    BareCode,
    WrongClass,
    /// The right answer, and another that nobody asked for.
    OneTooMany,
}

use Fault::*;

pub const FAULTS: [Fault; 15] = [
    HangUp,
    Abort,
    Hang,
    Trickle,
    Closing,
    NotNow,
    Never,
    Garbage,
    LongLine,
    EndlessLine,
    EndlessReply,
    MixedCodes,
    BareCode,
    WrongClass,
    OneTooMany,
];

/// Where a server fails, and how much of the letter has come by then, in percent, where that is in its middle.
pub const STEPS: [(Step, usize); 16] = [
    (Step::Connect, 0),
    (Step::Banner, 0),
    (Step::Ehlo, 0),
    (Step::StartTls, 0),
    (Step::Handshake, 0),
    (Step::Auth, 0),
    (Step::Mail, 0),
    (Step::Rcpt, 0),
    (Step::Data, 0),
    (Step::Body, 25),
    (Step::Body, 50),
    (Step::Body, 75),
    (Step::Dot, 0),
    (Step::Taken, 0),
    (Step::Reset, 0),
    (Step::Quit, 0),
];

/// What came of it, in the words that matter to the caller.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Seen {
    /// No letter was handed over: the line failed.
    Gone,
    TimedOut,
    Protocol,
    Unsafe,
    /// A complete refusal before the end of the letter.
    Refused(u16),
    /// The answer to the letter.
    Replied(u16),
    Uncertain,
}

use Seen::*;

/// The table. None where a fault can't be played at a step.
pub fn expected(step: Step, fault: Fault) -> Option<Seen> {
    Some(match (step, fault) {
        // Nothing is said at these two, so there is nothing to say wrongly.
        (Step::Connect, HangUp | Abort) | (Step::Handshake, HangUp | Abort) => Gone,
        (Step::Connect | Step::Handshake, Hang) => TimedOut,
        (Step::Handshake, Garbage) => Unsafe,
        (Step::Connect | Step::Handshake, _) => return None,
        // The goodbye changes nothing.
        (Step::Quit, _) => Replied(250),
        (Step::StartTls, OneTooMany) => Unsafe,
        // Everything was written and read, only the answer is missing.
        (Step::Body, Hang) => Uncertain,
        (Step::Body, Trickle | OneTooMany) => return None,
        (Step::Body, BareCode) => Protocol,
        // Of a server that took it and says no, only the no is known.
        (Step::Dot | Step::Taken, Closing) => Replied(421),
        (Step::Dot | Step::Taken, NotNow) => Replied(451),
        (Step::Dot | Step::Taken, Never) => Replied(554),
        (Step::Dot | Step::Taken, BareCode) => Replied(250),
        (Step::Dot | Step::Taken, _) => Uncertain,
        (_, BareCode) => Replied(250),
        (_, HangUp | Abort) => Gone,
        (_, Hang | Trickle) => TimedOut,
        (_, Closing) => Refused(421),
        (_, NotNow) => Refused(451),
        (_, Never) => Refused(554),
        (_, Garbage | LongLine | EndlessLine | EndlessReply | MixedCodes | WrongClass | OneTooMany) => {
            Protocol
        }
    })
}

pub fn act(step: Step, fault: Fault) -> Act {
    let right = match step {
        Step::Banner | Step::StartTls => 220,
        Step::Auth => 235,
        Step::Data => 354,
        Step::Quit => 221,
        _ => 250,
    };
    let wrong = if step == Step::Data { 250 } else { 354 };
    match fault {
        HangUp => Act::HangUp,
        Abort => Act::Abort,
        Hang => Act::Hang,
        Trickle => Act::Trickle(200),
        Closing => Act::SayAndHangUp("421 4.3.2 closing\r\n".to_owned()),
        NotNow => Act::Say("451 4.3.0 not now\r\n".to_owned()),
        Never => Act::Say("554 5.0.0 never\r\n".to_owned()),
        Garbage => Act::Say("HTTP/1.1 400 Bad Request\r\n\r\n".to_owned()),
        LongLine => Act::Say(format!("{right} {}\r\n", "x".repeat(1024 * 1024))),
        EndlessLine => Act::Endless("2"),
        EndlessReply => Act::Endless("250-x\r\n"),
        MixedCodes => Act::Say(format!("{right}-a\r\n554 b\r\n")),
        BareCode => Act::Say(format!("{right}\r\n")),
        WrongClass => Act::Say(format!("{wrong} surprise\r\n")),
        OneTooMany => Act::Say(format!("{right} ok\r\n250 and more\r\n")),
    }
}

pub fn seen(error: &LinkError) -> Seen {
    match error.reply() {
        Some(reply) => Refused(reply.code),
        None if error.is_tls() => Unsafe,
        None if error.is_protocol() => Protocol,
        None if matches!(error.fault, LinkFault::TimedOut(_)) => TimedOut,
        None => Gone,
    }
}

/// One letter, and what is left of the line.
async fn one_letter(transport: &SmtpTransport, step: Step, message: &[u8]) -> (Seen, Option<Connection>) {
    let mut line = match transport.open().await {
        Ok(line) => line,
        Err(error) => return (seen(&error), None),
    };
    let (from, to) = (address("news@example.eu"), address("k@example.hu"));
    match line.envelope(&from, &to, message).await {
        Ok(Envelope::Taken) => {}
        Ok(Envelope::Refused { reply, .. }) => return (Refused(reply.code), Some(line)),
        Ok(Envelope::Unsendable(why)) => panic!("{why}"),
        Err(error) => return (seen(&error), Some(line)),
    }
    if step == Step::Reset {
        // The second envelope gives the first one up.
        match line.envelope(&from, &to, message).await {
            Err(error) => return (seen(&error), Some(line)),
            Ok(again) => assert_eq!(again, Envelope::Taken),
        }
    }
    let seen = match line.data(message).await {
        Handover::Replied(reply) => Replied(reply.code),
        Handover::Refused { reply, .. } => Refused(reply.code),
        Handover::NotHandedOver(error) => seen(&error),
        Handover::Uncertain(_) => Uncertain,
    };
    (seen, Some(line))
}

async fn cell_relay(
    step: Step,
    fault: Fault,
    pipelining: bool,
    body_after: usize,
) -> (TestRelay, SmtpTransport) {
    let encrypted = matches!(step, Step::StartTls | Step::Handshake);
    let relay = start(Server {
        tls: encrypted.then(|| acceptor("right.pem")),
        account: (step == Step::Auth).then(|| ("anna".to_owned(), "s3cret".to_owned())),
        body_after,
        offers: if pipelining { vec!["PIPELINING".to_owned()] } else { vec![] },
        ..server(move |moment| {
            let here = moment.step == step && moment.connection == 1 && moment.letter <= 1;
            if here { act(step, fault) } else { Act::Comply }
        })
    })
    .await;
    let settings = relay.settings(if encrypted { Tls::StartTls } else { Tls::None });
    let settings = if step == Step::Auth { signed_in(settings, "anna", "s3cret") } else { settings };
    let transport = relay.transport_with(&settings, Allowed::Everybody).with_timers(timers(step, fault));
    (relay, transport)
}

/// Whether a timer has to run out in this cell.
fn waits(step: Step, fault: Fault) -> bool {
    // Who only talks takes nothing in: writing stalls before the talk is looked at.
    let answerless = matches!(
        (step, fault),
        (Step::Dot | Step::Taken, Hang | Trickle)
            | (Step::Body, Hang | LongLine | EndlessLine | EndlessReply)
    );
    answerless || expected(step, fault) == Some(TimedOut)
}

/// Short only where waiting is what is tested: elsewhere a busy machine gets its time.
fn timers(step: Step, fault: Fault) -> Timers {
    let (short, long) = (Duration::from_millis(900), Duration::from_secs(600));
    let mut timers = Timers { connect: long, command: long, data: long, block: long, dot: long, ..SHORT };
    if waits(step, fault) {
        match step {
            Step::Handshake => timers.connect = short,
            Step::Data => timers.data = short,
            Step::Body if fault != Hang => timers.block = short,
            Step::Body | Step::Dot | Step::Taken => timers.dot = short,
            _ => timers.command = short,
        }
    }
    timers
}

/// One cell, played; what was wrong with it, if anything.
pub async fn cell(
    step: Step,
    share: usize,
    fault: Fault,
    pipelining: bool,
    expected: Seen,
) -> Option<String> {
    let mut message = letter("<1@example.eu>");
    if step == Step::Body {
        // What has not come is more than the kernel's buffers hold, so that its middle is really a middle.
        let line = b"Another line of a very long letter, with nothing in it at all.\r\n";
        message.extend(line.repeat(3 * 1024 * 1024 * 100 / (100 - share) / line.len()));
    }
    let (relay, transport) = cell_relay(step, fault, pipelining, message.len() * share / 100).await;
    let (seen, line) = one_letter(&transport, step, &message).await;
    let accepted = relay.truth.accepted().len();
    let mut wrong = Vec::new();
    // A reset for what was not read may overtake what was said before it.
    let overtaken = (step, fault) == (Step::Body, Closing) && seen == Gone;
    if seen != expected && !overtaken {
        wrong.push(format!("saw {seen:?}, not {expected:?}"));
    }
    if step == Step::Taken && accepted != 1 {
        wrong.push("the server was to take it".to_owned());
    }
    if matches!(seen, Replied(200..300)) && accepted != 1 {
        wrong.push("believes in a letter that was not taken".to_owned());
    }
    if accepted > 0 && step != Step::Taken && !matches!(seen, Replied(200..300) | Uncertain) {
        wrong.push("believes that a letter was not taken that was".to_owned());
    }
    if let Some(line) = line {
        let in_order = match seen {
            Replied(code) => code != 421,
            Refused(code) => code != 421 && step != Step::Body && step != Step::Reset,
            _ => false,
        };
        if line.is_fit() != in_order {
            wrong.push(format!("the line is fit: {}", line.is_fit()));
        }
        after(line, &relay, &mut wrong).await;
    }
    (!wrong.is_empty())
        .then(|| format!("{step:?} {share} × {fault:?} (pipelining {pipelining}): {}", wrong.join("; ")))
}

/// A line in doubt takes no more letters; a good one does.
async fn after(mut line: Connection, relay: &TestRelay, wrong: &mut Vec<String>) {
    let (from, to, message) = (address("news@example.eu"), address("p@example.hu"), letter("<2@example.eu>"));
    let before = relay.truth.commands().len();
    let fit = line.is_fit();
    let envelope = line.envelope(&from, &to, &message).await;
    if !fit {
        if envelope.is_ok() || relay.truth.commands().len() > before {
            wrong.push("a line in doubt was used".to_owned());
        }
        return;
    }
    let answer = line.data(&message).await;
    if !matches!(&answer, Handover::Replied(reply) if reply.code == 250) {
        wrong.push(format!("the next letter: {answer:?} after {envelope:?}"));
    }
    line.quit().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_step_and_every_fault_end_as_the_table_says() {
    let (mut wrong, mut played) = (Vec::new(), 0);
    // The long letters apart, for the sake of memory.
    let groups = || STEPS.chunk_by(|one, next| one.1 == next.1);
    for (waiting, steps) in
        [false, true].into_iter().flat_map(|waiting| groups().map(move |group| (waiting, group)))
    {
        let mut cells = tokio::task::JoinSet::new();
        for ((step, share), fault) in steps.iter().flat_map(|step| FAULTS.map(|fault| (*step, fault))) {
            let Some(expected) = expected(step, fault).filter(|_| waits(step, fault) == waiting) else {
                continue;
            };
            cells.spawn(cell(step, share, fault, true, expected.clone()));
            if matches!(step, Step::Mail | Step::Rcpt) {
                cells.spawn(cell(step, share, fault, false, expected));
            }
        }
        played += cells.len();
        wrong.extend(cells.join_all().await.into_iter().flatten());
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
    // As docs/promises.md says.
    assert_eq!(played, 241);
}

#[tokio::test]
async fn a_step_that_was_dropped_in_the_middle_leaves_a_line_that_nobody_can_use() {
    let relay = start(server(|moment| match moment.step {
        Step::Rcpt if moment.letter == 1 => Act::Hang,
        _ => Act::Comply,
    }))
    .await;
    let mut line = relay.transport(Tls::None).open().await.expect("a good relay");
    let (from, to, message) = (address("news@example.eu"), address("k@example.hu"), letter("<1@x>"));
    let dropped = tokio::time::timeout(Duration::from_millis(50), line.envelope(&from, &to, &message)).await;
    assert!(dropped.is_err(), "the relay never answers");
    assert!(!line.is_fit());
    assert!(line.envelope(&from, &to, &message).await.is_err());
    assert!(matches!(line.data(&message).await, Handover::NotHandedOver(_)));
}

#[tokio::test]
async fn a_letter_cut_short_is_never_ended() {
    let relay = start(server(|moment| match moment.step {
        Step::Body => Act::Say("552 5.3.4 enough\r\n".to_owned()),
        _ => Act::Comply,
    }))
    .await;
    let long = b"A line of a very long letter.\r\n".repeat(200_000);
    let (seen, line) = one_letter(&relay.transport(Tls::None), Step::Body, &long).await;
    assert_eq!(seen, Refused(552));
    drop(line);
    assert_eq!(relay.truth.accepted(), []);
}
