//! Readers counted, dry runs, tests and mailings: the deeds of sending, called for the composer.

use std::collections::BTreeSet;

use jiff::SignedDuration;

use super::Place;
use super::post::mailings_of;
use crate::desk::dry_run::DryRun;
use crate::desk::lists::{self, in_the_way};
use crate::desk::opened::Opened;
use crate::desk::send::{Error, expires_at, late_in_words, order};
use crate::desk::way_out::WayOut;
use crate::desk::work::make_sure_a_sender_lives;
use crate::desk::{audience, dry_run, test_mail};
use crate::domain::settings::TransportKind;
use crate::domain::{
    Audience, IssueId, ListName, Mailing, MailingKind, MailingState, Problem, Schedule, SkipReason,
};
use crate::locale::own_name;
use crate::tui::event::{Event, Looked, Told};
use crate::tui::screens::spots::{finding_words, outline_unread};
use crate::tui::screens::{reason_words, state_word, uncounted_words};
use crate::tui::widgets::{due, number, plural};
use crate::workspace::Workspace;

/// Between the typed number and the first letter: time to press Esc.
const COUNTDOWN: SignedDuration = SignedDuration::from_secs(60);

/// Who would get it, and who would get nothing: of the lists that are `ticked`, else of those that the issue names.
pub fn count(place: &Place, workspace: &Workspace, issue: &IssueId, ticked: Option<Vec<ListName>>) {
    place.tell(match counted(place, workspace, issue, ticked) {
        Ok(audience) => Event::Audience(audience),
        // Nobody has asked for it by a key: why it can't be done stands where the numbers would.
        Err(why) => Event::NotCounted(why),
    });
}

/// The same with the mailings, for a question; `shown`: the number that was typed and does not hold any more.
pub fn look_before_asking(
    place: &Place,
    workspace: &Workspace,
    issue: IssueId,
    ticked: Option<Vec<ListName>>,
    at: Option<Schedule>,
    shown: Option<u64>,
) {
    let mailings = mailings_of(place, workspace, &issue);
    let counted = counted(place, workspace, &issue, ticked);
    let late =
        counted.as_ref().ok().and_then(|audience| late(place, workspace, &issue, audience, at.as_ref()));
    place.tell(Event::Looked(Box::new(Looked { issue, mailings, counted, at, shown, late })));
}

/// Whether its last letters would leave after its end, in words.
fn late(
    place: &Place,
    workspace: &Workspace,
    issue: &IssueId,
    audience: &Audience,
    at: Option<&Schedule>,
) -> Option<String> {
    let opened = Opened::of(workspace.clone()).ok()?;
    let (now, zone) = (place.clock.now(), &opened.settings.newsletter.timezone);
    let due = at.map_or(now, |at| at.due);
    let end = expires_at(&workspace.issue(issue).ok()?.0, zone, due);
    let kind = match opened.settings.delivery.transport {
        TransportKind::Smtp => MailingKind::Live,
        TransportKind::Files => MailingKind::Files,
    };
    let readers = match audience.readers() {
        0 => audience.left_out.get(&SkipReason::AlreadyHasIt).copied().unwrap_or(0),
        readers => readers,
    };
    place.runtime.block_on(late_in_words(&opened, kind, readers, (due, end), now))
}

fn counted(
    place: &Place,
    workspace: &Workspace,
    issue: &IssueId,
    ticked: Option<Vec<ListName>>,
) -> Result<Box<Audience>, Vec<Problem>> {
    let in_the_way = |lists: &[ListName], why| in_the_way(workspace, issue, lists, why);
    let opened = Opened::of(workspace.clone()).map_err(|why| in_the_way(&[], why))?;
    let lists = ticked.map_or_else(|| named(workspace, issue), Ok).map_err(|problem| vec![*problem])?;
    if lists.is_empty() {
        return Ok(Box::default());
    }
    let counted = place.runtime.block_on(order::readers(&opened, issue, &lists));
    counted.map(|counted| Box::new(counted.audience)).map_err(|why| in_the_way(&lists, why))
}

/// The lists that `issue.toml` names, or why that is not known.
fn named(workspace: &Workspace, issue: &IssueId) -> Result<Vec<ListName>, Box<Problem>> {
    // An issue that is not there at all is told of by whatever reads it next.
    let Ok((issue, problems)) = workspace.issue(issue) else { return Ok(Vec::new()) };
    outline_unread(&problems).map_or(Ok(issue.lists), |problem| Err(Box::new(problem.clone())))
}

pub fn dry_run(place: &Place, opened: &Opened, issue: &IssueId) {
    let now = place.clock.now();
    let done = dry_run::dry_run(opened, issue, None, false, false, now);
    match place.runtime.block_on(done) {
        Ok(run) => {
            let what = "The dry run is written; nothing was sent".into();
            place.tell(Event::Done(Told { what, more: about(&run) }));
        }
        Err(why) => refused(place, "The dry run was not written", why),
    }
}

/// What was written and who would get it: the folder and the sums before the details.
fn about(run: &DryRun) -> Vec<String> {
    let all = &run.audience;
    let readers = all.readers();
    let messages = if run.messages < readers {
        format!("{} of the {}", number(run.messages), plural(readers, "message", "messages"))
    } else {
        plural(run.messages, "message", "messages")
    };
    let mut lines = vec![
        format!("{messages} to look at, and every edition as page and text, in"),
        run.folder.display().to_string(),
        String::new(),
    ];
    let readers = all.gets.keys().map(|lang| format!("{} {}", own_name(lang), number(all.readers_of(lang))));
    let readers: Vec<String> = readers.collect();
    let readers = if readers.is_empty() { "nobody".to_owned() } else { readers.join(", ") };
    lines.push(format!("Readers   {readers}"));
    let reasons =
        all.left_out.iter().map(|(why, count)| format!("{} ({})", number(*count), reason_words(*why)));
    let reasons: Vec<String> = reasons.chain(run.bad_rows.iter().map(ToString::to_string)).collect();
    let nobody = if reasons.is_empty() { "nobody".to_owned() } else { reasons.join(", ") };
    lines.push(format!("Left out  {nobody}"));
    let held = lists::languages_in_words(&all.no_edition);
    lines.extend((!held.is_empty()).then(|| format!("          held: {held}")));
    lines.extend(all.scheduled.iter().map(|share| format!("          {}", share.in_words())));
    let lent = audience::lent_in_words(all);
    if !lent.is_empty() {
        lines.push(String::new());
        lines.push("In part in another language, which the letter says:".to_owned());
        lines.extend(lent);
    }
    let others = audience::others_in_words(all);
    if !others.is_empty() {
        lines.push(String::new());
        lines.push("In another language than they asked for:".to_owned());
        lines.extend(others);
    }
    lines
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
            if run.tests.is_empty() {
                let why = "The test readers look after other languages than the issue has.";
                return place.failed("No test was sent", &why);
            }
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
    /// The mailings of the issue under way that were shown.
    pub beside: Vec<String>,
    pub shown: WayOut,
}

/// Refuses where a mailing of the issue is under way that was not `shown`: another window or the shell has made it.
pub(super) async fn none_unseen(opened: &Opened, issue: &IssueId, shown: &[String]) -> Result<(), Error> {
    let open = opened.ledger.open_mailings().await?;
    let unseen = |one: &&Mailing| {
        one.issue == *issue && one.state != MailingState::Draft && !shown.contains(&one.name)
    };
    let Some(one) = open.iter().find(unseen) else { return Ok(()) };
    let readers = plural(one.confirmed, "reader", "readers");
    let at = due(&one.schedule, &opened.settings.newsletter.timezone);
    let state = state_word(one.kind, one.state).to_lowercase();
    Err(Error::Refused {
        what: format!("{} is {state} already, for {readers}: {} ordered it for {at}", one.name, one.by),
        remedy: "Look at it first (F8); then order again, or leave it at that.".to_owned(),
    })
}

/// The number that holds at this moment, as the composer asks for it; none where `again` does not fit any more.
async fn to_send_to(
    opened: &Opened,
    issue: &IssueId,
    lists: &[ListName],
    again: bool,
) -> Result<Option<u64>, Error> {
    let audience = order::readers(opened, issue, lists).await?.audience;
    Ok(match (again, audience.readers()) {
        (false, readers) => Some(readers),
        (true, 0) => audience.left_out.get(&SkipReason::AlreadyHasIt).copied(),
        (true, _) => None,
    })
}

/// Refuses where the issue goes to other lists than were `shown`: its file was changed since.
fn still_to(lists: &[ListName], shown: &[ListName]) -> Result<(), Error> {
    let of = |lists: &[ListName]| lists.iter().cloned().collect::<BTreeSet<_>>();
    if of(lists) == of(shown) {
        return Ok(());
    }
    let names = |lists: &[ListName]| lists.iter().map(ToString::to_string).collect::<Vec<_>>().join(" + ");
    Err(Error::Refused {
        what: format!("issue.toml names {} by now, and {} was shown", names(lists), names(shown)),
        remedy: "Look at who gets it now (F6); then order again.".to_owned(),
    })
}

/// Freezes the letters and writes the mailing; a sender in the background does the rest.
pub fn send(place: &Place, opened: &Opened, order: Order) {
    let Order { issue, lists, confirmed, at, again, beside, shown } = order;
    let (of, asked_for) = (issue.clone(), at.clone());
    let done = place.runtime.block_on(async {
        none_unseen(opened, &issue, &beside).await?;
        if to_send_to(opened, &issue, &lists, again).await? != Some(confirmed) {
            return Ok(None);
        }
        let now = place.clock.now();
        let due = at.as_ref().map_or(now, |at| at.due);
        let prepared = order::prepare(opened, &issue, None, again, due, now).await?;
        still_to(&prepared.lists, &lists)?;
        // The countdown begins when the mailing is written, not when its letters were begun.
        let now = place.clock.now();
        let schedule = at.unwrap_or_else(|| {
            let due = now.checked_add(COUNTDOWN).unwrap_or(now);
            Schedule::now(&opened.settings.newsletter.timezone, due)
        });
        prepared.commit(opened, &shown, confirmed, schedule, None, now).await.map(Some)
    });
    match done {
        Ok(Some(mailing)) => written(place, opened, mailing),
        Ok(None) => look_before_asking(place, &opened.workspace, of, Some(lists), asked_for, Some(confirmed)),
        Err(why) => {
            super::post::look_at_mailings(place, &opened.workspace, &of);
            refused(place, "Nothing was sent", why);
        }
    }
}

fn written(place: &Place, opened: &Opened, mailing: Mailing) {
    // First the sender: a screen that says at once that there is none would be right, and of no use.
    let sender = make_sure_a_sender_lives(opened);
    place.tell(Event::Mailing(Box::new(mailing)));
    if let Err(why) = sender {
        refused(place, "The mailing is written, but no sender could be started", why);
    }
}

/// Why a deed was not done: each problem with its remedy.
pub fn refused(place: &Place, what: &str, why: Error) {
    let mut more = match why {
        Error::Broken(_) => Vec::new(),
        _ => vec![why.to_string()],
    };
    match why {
        Error::Broken(problems) | Error::NoLedger { problems, .. } => more.extend(in_files(&problems)),
        Error::Blocked(problems) => {
            let must = problems.iter().filter(|problem| problem.blocks()).take(6);
            more.extend(must.map(|problem: &Problem| format!("x {}", finding_words(problem))));
        }
        Error::Refused { remedy, .. } => more.push(remedy),
        _ => {}
    }
    place.tell(Event::Failed(Told { what: what.to_owned(), more }));
}

/// `x config.toml, line 7: "tranport" is not a key`, and below it what to do.
pub fn in_files(problems: &[Problem]) -> Vec<String> {
    let must = problems.iter().filter(|problem| problem.blocks()).take(6);
    let lines =
        must.flat_map(|problem| [format!("x {}", uncounted_words(problem)), format!("  {}", problem.remedy)]);
    lines.filter(|line| !line.trim().is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{EditionChoice, EditionShare, Lang};

    #[test]
    fn a_dry_run_names_those_who_get_another_language_than_they_asked_for_and_nobody_else() {
        let lang = |tag: &str| Lang::parse(tag).unwrap();
        let share =
            |wanted: Option<&str>, why, readers| EditionShare { wanted: wanted.map(lang), why, readers };
        let english = vec![
            share(Some("en"), EditionChoice::Exact, 14),
            share(Some("de"), EditionChoice::Source, 3),
            share(None, EditionChoice::Unspecified, 2),
        ];
        let norwegian = vec![share(Some("no"), EditionChoice::Alias, 1)];
        let heading = "In another language than they asked for:";
        for (gets, others) in [
            ([(lang("en"), english)], &["", heading, "3 English (no Deutsch edition)"][..]),
            ([(lang("nb"), norwegian)], &[]),
        ] {
            let audience = Audience { gets: gets.into(), ..Audience::default() };
            let (folder, bad_rows, problems) = ("outbox".into(), Vec::new(), Vec::new());
            let lines = about(&DryRun { folder, audience, bad_rows, messages: 9, octets: 0, problems });
            let nobody = lines.iter().position(|line| line == "Left out  nobody").unwrap();
            assert_eq!(lines[nobody + 1..], *others);
        }
    }

    #[test]
    fn a_dry_run_for_people_who_all_have_it_says_that_nobody_would_get_it() {
        let audience = Audience { left_out: [(SkipReason::AlreadyHasIt, 30)].into(), ..Audience::default() };
        let (folder, bad_rows, problems) = ("outbox".into(), Vec::new(), Vec::new());
        let lines = about(&DryRun { folder, audience, bad_rows, messages: 0, octets: 0, problems });
        assert!(lines.contains(&"Readers   nobody".to_owned()), "{lines:?}");
        assert!(lines.contains(&"Left out  30 (has this issue already)".to_owned()), "{lines:?}");
    }
}
