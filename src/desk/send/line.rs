//! One connection's work: take rows, make each letter, hand it over, write down what came of it before the next.
//!
//! Nothing is said to the relay about a row that is not durably claimed, no letter leaves before its compare-and-set
//! is committed, and no other letter is begun before the outcome is.

use std::sync::Arc;

use tokio::time::Instant;

use super::flights::Flights;
use super::heed::{broken, heed, not_open};
use super::outcome::{Settled, always_breaks};
use super::{Next, Outlet, Post, Seat, Stop, Taken};
use crate::domain::{HoldReason, Outcome, Reply, crash_point};
use crate::ledger::patiently;
use crate::ledger::{Claimed, Submit};
use crate::mail::Addressee;
use crate::mail::files::FilesTransport;
use crate::mail::smtp::{
    Connection, Envelope, Form, Handover, LinkError, Phase, SmtpTransport, Unanswered, Unsendable,
};

/// Where this line's letters go.
#[derive(Debug)]
pub enum Way {
    Smtp {
        transport: SmtpTransport,
        /// Letters that may travel together over one connection; none where each is settled before the next.
        in_flight: Option<usize>,
        letters_per_connection: u32,
        /// With how many letters may still go over it.
        open: Option<(Box<Connection>, u32)>,
    },
    Files(FilesTransport),
}

/// What came of one row.
pub(super) enum Came {
    /// Settled, in one way or another: take the next.
    Next,
    /// It can't be sent now; it goes back.
    Back,
    /// This is to be written of it.
    Settled(Outcome),
}

/// Works until there is nothing left to take, or a reason to stop.
pub async fn work(post: Arc<Post>, outlet: Arc<Outlet>, seat: Seat, mut way: Way) {
    let number = seat.number;
    let mut message = Vec::new();
    loop {
        if outlet.rests() || !outlet.dealings.crew.has(number, Instant::now()) {
            hang_up(&mut way).await;
        }
        if !post.may_try(&outlet, number).await {
            break;
        }
        let taken = match post.next(&outlet, true).await {
            Next::Row(taken) => taken,
            Next::Later => continue,
            Next::Nothing => break,
        };
        let Some(taken) = fly(&post, (&outlet, number), &mut way, taken).await else { continue };
        post.keep_pace(&outlet).await;
        if post.stopped() {
            post.give_back_place(&outlet);
            post.put_back(&outlet, taken).await;
            break;
        }
        if post.is_out_of_hours(&taken.row) {
            post.give_back_place(&outlet);
            post.leave_for_the_hours(&outlet, taken).await;
            continue;
        }
        match one(&post, &outlet, &mut way, &taken.row, &mut message).await {
            Came::Next => {}
            Came::Back => post.put_back(&outlet, taken).await,
            Came::Settled(outcome) => _ = post.record(&outlet, taken.row.key, outcome).await,
        }
    }
    outlet.ends();
    hang_up(&mut way).await;
    drop(seat);
}

async fn hang_up(way: &mut Way) {
    if let Way::Smtp { open, .. } = way
        && let Some((connection, _)) = open.take()
    {
        connection.quit().await;
        crash_point("P16");
    }
}

/// Where letters travel together: puts the row back to be the first, and sends over this connection for as long as it
/// lasts. Gives it back if the relay takes letters only one after the other.
async fn fly(post: &Post, (outlet, number): (&Outlet, u32), way: &mut Way, taken: Taken) -> Option<Taken> {
    let Way::Smtp { in_flight: Some(in_flight), .. } = way else { return Some(taken) };
    let in_flight = *in_flight;
    let Some((line, left)) = opened(post, outlet, way).await else {
        post.put_back(outlet, taken).await;
        return None;
    };
    if line.form(true) == Form::Apart {
        return Some(taken);
    }
    crash_point("P4");
    post.put_back(outlet, taken).await;
    *left = Flights::new(post, (outlet, number), line, in_flight, *left).work().await;
    None
}

/// The connection, opened anew if it is over or has had its share.
async fn opened<'a>(
    post: &Post,
    outlet: &Outlet,
    way: &'a mut Way,
) -> Option<(&'a mut Connection, &'a mut u32)> {
    let Way::Smtp { transport, letters_per_connection, open, .. } = way else { return None };
    if open.as_ref().is_some_and(|(line, left)| !line.is_fit() || *left == 0)
        && let Some((old, _)) = open.take()
    {
        old.quit().await;
    }
    if open.is_none() {
        let opening = async {
            let turn = if transport.signs_in() { outlet.sign_in.turn().await } else { None };
            // Whoever had the turn before may have found that there is no use.
            let closed = outlet.closed_for(Instant::now()).is_some();
            if closed {
                None
            } else {
                Some((post.hears(outlet, Unanswered::default(), transport.open()).await, turn))
            }
        };
        // Nothing has been said about a letter: whoever is to stop need not wait for a slow server.
        let (opened, _turn) = tokio::select! {
            biased;
            () = post.until_stopped() => return None,
            opened = opening => opened?,
        };
        match opened {
            Ok(line) => {
                outlet.sign_in.set_worked(true);
                let most = outlet.dealings.sessions.most().unwrap_or(u32::MAX);
                *open = Some((Box::new(line), most.min(*letters_per_connection)));
            }
            Err(error) => {
                if error.is_auth() {
                    outlet.sign_in.set_worked(false);
                }
                not_open(post, outlet, &error).await;
                return None;
            }
        }
    }
    open.as_mut().map(|(line, left)| (&mut **line, left))
}

/// Makes the row's letter.
pub(super) fn prepare(post: &Post, row: &Claimed, message: &mut Vec<u8>) -> Result<(), Came> {
    let keys = post.turn.ledger().keys();
    let to = Addressee { address: &row.address, name: row.name.as_deref(), key: row.key, slots: &row.slots };
    let made = post.press.print(&row.lang, &to, post.id(), post.now(), keys, message);
    made.map_err(|error| {
        if error.is_of_the_reader() {
            return Came::Settled(Outcome::Failed {
                class: "compose",
                reply: None,
                detail: error.to_string(),
            });
        }
        post.stop(Stop::Hold(HoldReason::Workspace { detail: error.to_string() }));
        Came::Back
    })
}

async fn one(post: &Post, outlet: &Outlet, way: &mut Way, row: &Claimed, message: &mut Vec<u8>) -> Came {
    if let Err(came) = prepare(post, row, message) {
        return came;
    }
    crash_point("P3");
    if let Way::Files(files) = way {
        return into_a_file(post, outlet, files, row, message).await;
    }
    let Some((line, left)) = opened(post, outlet, way).await else { return Came::Back };
    crash_point("P4");
    *left -= 1;
    over_the_wire(post, outlet, line, row, message).await
}

/// The compare-and-set. None if the letter must not leave.
async fn may_leave(post: &Post, row: &Claimed) -> bool {
    match patiently(|| post.turn.submit(post.id(), row.key, post.now())).await {
        Ok(Submit::Go) => true,
        Ok(Submit::Skipped(_) | Submit::Lost) => false,
        Ok(Submit::Stop) => {
            post.stop(Stop::State);
            false
        }
        Err(error) => {
            // Whether it was marked is not known here; it has not left.
            post.gives_back_later(&[row.key], &error);
            false
        }
    }
}

async fn into_a_file(
    post: &Post,
    outlet: &Outlet,
    files: &FilesTransport,
    row: &Claimed,
    message: &mut Vec<u8>,
) -> Came {
    if !may_leave(post, row).await {
        return Came::Next;
    }
    crash_point("P7");
    let (files, lang, key, number) = (files.clone(), row.lang.clone(), row.key, post.number());
    let bytes = std::mem::take(message);
    let written = tokio::task::spawn_blocking(move || files.write(number, &lang, key, &bytes)).await;
    crash_point("P13");
    let outcome = match written {
        Ok(Ok(_)) => Outcome::Accepted { reply: None },
        Ok(Err(error)) => {
            post.stop(Stop::Hold(HoldReason::Storage { detail: error.to_string() }));
            Outcome::Released { detail: error.to_string() }
        }
        Err(_) => Outcome::Unknown { detail: "the file may be written or not".to_owned() },
    };
    post.record(outlet, row.key, outcome).await;
    crash_point("P14");
    Came::Next
}

async fn over_the_wire(
    post: &Post,
    outlet: &Outlet,
    line: &mut Connection,
    row: &Claimed,
    message: &[u8],
) -> Came {
    let from = post.press.return_address(post.id(), row.key, post.turn.ledger().keys());
    match post.hears(outlet, line.unanswered(), line.envelope(&from, &row.address, message)).await {
        Ok(Envelope::Taken) => {}
        Ok(Envelope::Refused { at, reply }) => {
            crash_point("P5");
            return answered(post, outlet, line.taken(), at, reply, row).await;
        }
        Ok(Envelope::Unsendable(why)) => return unsendable(post, why),
        Err(error) => {
            if !broken(post, outlet, &error, line.taken(), row).await {
                return Came::Back;
            }
            let Some(outcome) = too_often(post, outlet, &error, row).await else { return Came::Back };
            post.record(outlet, row.key, outcome).await;
            return Came::Next;
        }
    }
    crash_point("P6");
    if !may_leave(post, row).await {
        return Came::Next;
    }
    crash_point("P7");
    let handover = post.hears(outlet, line.unanswered(), line.data(message)).await;
    crash_point("P13");
    match handover {
        Handover::Replied(reply) => answered(post, outlet, line.taken(), Phase::Dot, reply, row).await,
        Handover::Refused { at, reply } => answered(post, outlet, line.taken(), at, reply, row).await,
        Handover::NotHandedOver(error) => {
            let outcome = too_often(post, outlet, &error, row).await;
            post.record(outlet, row.key, outcome.unwrap_or(Outcome::Released { detail: error.to_string() }))
                .await;
            broken(post, outlet, &error, line.taken(), row).await;
            Came::Next
        }
        Handover::Uncertain(detail) => {
            let reason = outlet.dealings.streaks.uncertain(Instant::now(), &detail);
            post.record(outlet, row.key, Outcome::Unknown { detail }).await;
            if let Some(reason) = reason {
                post.refuses_all(outlet, reason).await;
            }
            Came::Next
        }
    }
}

/// What is written for a letter before whose hand-over the line has broken too often. None if it has not, or if the relay
/// has answered to nobody's for so long that the mailing is held.
pub(super) async fn too_often(
    post: &Post,
    outlet: &Outlet,
    error: &LinkError,
    row: &Claimed,
) -> Option<Outcome> {
    if post.stopped() || !outlet.dealings.breaker.is_the_letters_fault(row.key) {
        return None;
    }
    let outcome = always_breaks(error, row, post.now(), post.limits());
    if let Outcome::Failed { .. } = outcome {
        post.gives_up(&error.to_string()).await;
    }
    (!post.stopped()).then_some(outcome)
}

/// A complete answer came: it is written down before anything else happens.
async fn answered(
    post: &Post,
    outlet: &Outlet,
    taken: u32,
    phase: Phase,
    reply: Reply,
    row: &Claimed,
) -> Came {
    let settled = Settled::of(phase, reply, row, post.now(), post.limits());
    post.record(outlet, row.key, settled.outcome.clone()).await;
    crash_point("P14");
    heed(post, outlet, &settled, taken, row).await;
    crash_point("P15");
    Came::Next
}

pub(super) fn unsendable(post: &Post, why: Unsendable) -> Came {
    match why {
        Unsendable::NotATestReader => {
            post.stop(Stop::Hold(HoldReason::TestMode));
            Came::Back
        }
        Unsendable::TooBig { .. } | Unsendable::Nul => {
            post.stop(Stop::Hold(HoldReason::Content { reply: why.to_string() }));
            Came::Back
        }
        Unsendable::NeedsSmtpUtf8 => {
            Came::Settled(Outcome::Failed { class: "address", reply: None, detail: why.to_string() })
        }
    }
}
