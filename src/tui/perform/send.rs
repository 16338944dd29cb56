//! Readers counted, dry runs, tests and mailings: the deeds of sending, called for the composer.

use jiff::SignedDuration;

use super::Place;
use crate::desk::lists::in_the_way;
use crate::desk::opened::Opened;
use crate::desk::send::{Error, order};
use crate::desk::way_out::WayOut;
use crate::desk::work::make_sure_a_sender_lives;
use crate::desk::{audience, dry_run, test_mail};
use crate::domain::settings::TransportKind;
use crate::domain::{IssueId, ListName, Mailing, Problem, Schedule};
use crate::tui::event::{Event, Told};

/// Between the typed number and the first letter: time to press Esc.
const COUNTDOWN: SignedDuration = SignedDuration::from_secs(60);

/// Who would get it, and who would get nothing.
pub fn count(place: &Place, opened: &Opened, issue: &IssueId, lists: &[ListName]) {
    if lists.is_empty() {
        return place.tell(Event::Audience(Box::default()));
    }
    match place.runtime.block_on(order::count(opened, issue, Some(lists.to_vec()), false)) {
        Ok((_, _, counted)) => place.tell(Event::Audience(Box::new(counted.audience))),
        Err(why) => {
            place.tell(Event::NotCounted(in_the_way(&opened.workspace, issue, lists, why)));
        }
    }
}

pub fn dry_run(place: &Place, opened: &Opened, issue: &IssueId, lists: &[ListName]) {
    let now = place.clock.now();
    let done = dry_run::dry_run(opened, issue, Some(lists.to_vec()), false, false, now);
    match place.runtime.block_on(done) {
        Ok(run) => {
            let mut more = audience::in_words(&run.audience);
            more.push(String::new());
            more.push(format!(
                "{} messages to look at, and every edition as page and text, in",
                run.messages
            ));
            more.push(run.folder.display().to_string());
            place.tell(Event::Done(Told { what: "The dry run is written; nothing was sent".into(), more }));
        }
        Err(why) => refused(place, "The dry run was not written", why),
    }
}

/// Tests to everybody who does tests.
pub fn test(place: &Place, opened: &Opened, issue: &IssueId, shown: &WayOut) {
    if let Err(why) = shown.still_so(&opened.workspace) {
        return refused(place, "The test was not sent", why);
    }
    match place.runtime.block_on(test_mail::test(opened, issue, &[], place.clock.now())) {
        Ok(run) => {
            let files = opened.settings.delivery.transport == TransportKind::Files;
            let taken = if files { "written into outbox/" } else { "taken by their mail server" };
            let refused = run.tests.iter().filter(|test| test.refused.is_some()).count();
            let more: Vec<String> = run
                .tests
                .iter()
                .map(|test| {
                    let words = test.refused.as_deref().unwrap_or(taken);
                    format!("{}  {}  {words}", test.lang.as_str().to_uppercase(), test.to.shortened())
                })
                .collect();
            let told = |what: &str| Told { what: what.into(), more: more.clone() };
            place.tell(match refused {
                0 if files => Event::Tested(told("The test is written: no mail server is set")),
                0 => Event::Tested(told("The test was sent")),
                _ => Event::Failed(told("Not every test was taken")),
            });
        }
        Err(why) => refused(place, "The test was not sent", why),
    }
}

/// A mailing as it was ordered.
#[derive(Debug)]
pub struct Order {
    pub issue: IssueId,
    pub lists: Vec<ListName>,
    pub confirmed: u64,
    /// None: after the countdown.
    pub at: Option<Schedule>,
    /// Also to those who have it already.
    pub again: bool,
    pub shown: WayOut,
}

/// Freezes the letters and writes the mailing; a sender in the background does the rest.
pub fn send(place: &Place, opened: &Opened, order: Order) {
    let Order { issue, lists, confirmed, at, again, shown } = order;
    let done = place.runtime.block_on(async {
        let now = place.clock.now();
        let due = at.as_ref().map_or(now, |at| at.due);
        let prepared = order::prepare(opened, &issue, Some(lists), again, due, now).await?;
        // The countdown begins when the mailing is written, not when its letters were begun.
        let now = place.clock.now();
        let schedule = at.unwrap_or_else(|| {
            let due = now.checked_add(COUNTDOWN).unwrap_or(now);
            Schedule::now(&opened.settings.newsletter.timezone, due)
        });
        prepared.commit(opened, &shown, confirmed, schedule, now).await
    });
    match done {
        Ok(mailing) => written(place, opened, mailing),
        Err(why) => refused(place, "Nothing was sent", why),
    }
}

fn written(place: &Place, opened: &Opened, mailing: Mailing) {
    place.tell(Event::Mailing(Box::new(mailing)));
    if let Err(why) = make_sure_a_sender_lives(opened) {
        refused(place, "The mailing is written, but no sender could be started", why);
    }
}

/// Why a deed was not done: each problem with its remedy.
fn refused(place: &Place, what: &str, why: Error) {
    let mut more = vec![why.to_string()];
    match why {
        Error::Broken(problems) | Error::Blocked(problems) => {
            let must = problems.iter().filter(|problem| problem.blocks()).take(6);
            more.extend(must.map(|problem: &Problem| format!("x {}", problem.what)));
        }
        Error::Refused { remedy, .. } => more.push(remedy),
        _ => {}
    }
    place.tell(Event::Failed(Told { what: what.to_owned(), more }));
}
