//! What goes through the ledger: counting readers, dry runs, tests, mailings and how far they are.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use jiff::Timestamp;
use tokio::task::JoinHandle;

use super::Place;
use crate::desk::opened::Opened;
use crate::desk::reached::Reached;
use crate::desk::send::{Error, Forecast, forecast};
use crate::desk::{control, decide, missing, put_off, reach};
use crate::domain::{Address, Decision, DeliveryState, IssueId, Mailing, MailingState, Progress, Reach};
use crate::ledger::Ledger;
use crate::tui::event::{Event, NotCertain, Told};
use crate::tui::widgets::number;
use crate::workspace::Workspace;

/// All mailings of the workspace, the latest first; none where there is no ledger yet.
pub fn mailings(place: &Place, workspace: &Workspace) -> Vec<Mailing> {
    let Ok(Some(reached)) = Reached::if_any(workspace, &place.runtime) else { return Vec::new() };
    let mut mailings = place.runtime.block_on(reached.ledger.mailings()).unwrap_or_default();
    mailings.reverse();
    mailings
}

/// The mailings of all issues, the latest first, and what those of each have come to.
type Standing = (Vec<Mailing>, BTreeMap<IssueId, Reach>);

/// The same, with what those of each issue have come to, and the ledger that says so.
pub fn reaches(place: &Place, workspace: &Workspace) -> (Standing, Option<Reached>) {
    let Ok(Some(reached)) = Reached::if_any(workspace, &place.runtime) else { return Default::default() };
    let all = async {
        let mut mailings = reached.ledger.mailings().await?;
        mailings.reverse();
        let reaches = reach::reaches(&reached.ledger, &mailings, place.clock.now()).await?;
        Ok::<_, crate::ledger::Error>((mailings, reaches))
    };
    (place.runtime.block_on(all).unwrap_or_default(), Some(reached))
}

/// Tells those of one issue. Where they can't be read, whoever counts the readers next says why.
pub fn look_at_mailings(place: &Place, workspace: &Workspace, issue: &IssueId) {
    if let Some(mailings) = mailings_of(place, workspace, issue) {
        place.tell(Event::Mailings { issue: issue.clone(), mailings });
    }
}

/// The mailings of one issue, the latest first; none where they can't be read.
pub fn mailings_of(place: &Place, workspace: &Workspace, issue: &IssueId) -> Option<Vec<Mailing>> {
    let mailings = match Reached::if_any(workspace, &place.runtime) {
        Ok(Some(reached)) => place.runtime.block_on(reached.ledger.mailings()).ok()?,
        Ok(None) => Vec::new(),
        Err(_) => return None,
    };
    Some(of_issue(mailings, issue))
}

/// What a person orders about a mailing to stop it.
#[derive(Debug, Clone, Copy)]
pub enum Order {
    Pause,
    Cancel,
    /// Cancel it, or pause it where it has begun by now.
    Stop,
}

pub fn order(place: &Place, reached: &Reached, name: &str, order: Order) {
    let ledger = &reached.ledger;
    let now = place.clock.now();
    let done = place.runtime.block_on(async {
        match order {
            Order::Pause => control::pause(ledger, name, now).await,
            Order::Cancel => control::cancel(ledger, name, now).await,
            Order::Stop => control::stop(ledger, name, now).await,
        }
    });
    match done {
        Ok(mailing) => {
            let told = begun(order, mailing.state).map(str::to_owned);
            let cancelled = mailing.state == MailingState::Cancelled;
            let over = cancelled.then(|| place.runtime.block_on(control::taken_over(reached, &mailing)));
            // It is cancelled, whether or not the lists can be counted.
            let over = over.and_then(Result::ok).unwrap_or_default();
            place.tell(Event::Mailing(Box::new(mailing)));
            let over = over.iter().map(|(by, readers)| {
                format!(
                    "{} is held: {} would get it now. Look at it (↑ ↓), then Space.",
                    by.name,
                    number(*readers)
                )
            });
            told.into_iter().chain(over).for_each(|words| place.tell(Event::Done(Told::new(words))));
        }
        Err(why) => place.failed("That did not happen", &why),
    }
}

/// Whose the readers of a mailing would be. Where that can't be found out, it can be cancelled all the same.
pub fn look_before_cancelling(place: &Place, reached: &Reached, mailing: String) {
    let heirs = place.runtime.block_on(control::would_take_over(reached, &mailing)).unwrap_or_default();
    place.tell(Event::ToCancel { mailing, heirs });
}

/// What to say where a mailing was to be stopped before it began, and was not.
fn begun(order: Order, state: MailingState) -> Option<&'static str> {
    let stopped = matches!(order, Order::Stop);
    let paused = matches!(state, MailingState::Pausing | MailingState::Paused);
    (stopped && paused).then_some("It had just begun: now it is paused. Del cancels the rest.")
}

pub fn start_a_sender(place: &Place, opened: &Opened, name: &str) {
    match place.runtime.block_on(control::start_a_sender(opened, name, place.clock.now())) {
        Ok(mailing) => {
            place.tell(Event::Mailing(Box::new(mailing)));
            place.tell(Event::Done(Told::new("A sender is running.")));
        }
        Err(why) => place.failed("No sender was started", &why),
    }
}

/// Goes on, to the number of readers that was typed where one was.
pub fn go_on(place: &Place, opened: &Opened, name: &str, confirmed: Option<u64>) {
    match place.runtime.block_on(resume(opened, name, confirmed, place.clock.now())) {
        Ok(event) => place.tell(event),
        Err(why) => place.failed("That did not happen", &why),
    }
}

/// Goes on, or says which number has to be typed first.
pub(super) async fn resume(
    opened: &Opened,
    name: &str,
    confirmed: Option<u64>,
    now: Timestamp,
) -> Result<Event, Error> {
    let mailing = opened.ledger.find_mailing(name).await?;
    let resumed = match (control::to_confirm(opened, &mailing).await?, confirmed) {
        (Some(readers), None) => return Ok(Event::ToConfirm { mailing: Box::new(mailing), readers }),
        (Some(_), Some(confirmed)) => control::resume_for(opened, &mailing, confirmed, now).await?,
        (None, _) => control::resume(opened, name, now).await?,
    };
    Ok(Event::Mailing(Box::new(resumed)))
}

/// The letters of a mailing that may have arrived or not. Whose address was erased can't be decided about.
pub fn uncertain(place: &Place, ledger: &Ledger, name: &str) {
    match place.runtime.block_on(missing::missing(ledger, name)) {
        Ok((mailing, rows)) => {
            let rows = rows.into_iter().filter(|row| row.state == DeliveryState::Unknown);
            let rows = rows.filter_map(|row| {
                let (lang, since) = (row.lang, row.changed_at);
                Some(NotCertain { address: row.address?, lang, since, reason: row.reason })
            });
            place.tell(Event::Uncertain { mailing: mailing.name, rows: rows.collect() });
        }
        Err(why) => place.failed("The ledger can't be read", &why),
    }
}

/// What a person says about one of them.
pub fn decide(place: &Place, reached: &Reached, name: &str, address: &Address, decision: Decision) {
    let now = place.clock.now();
    let done = place.runtime.block_on(async {
        let state = decide::decide(reached, name, address, decision, None, now).await?;
        Ok::<_, Error>((state, reached.ledger.find_mailing(name).await?))
    });
    match done {
        Ok((state, mailing)) => {
            place.tell(Event::Mailing(Box::new(mailing)));
            place.tell(Event::Decided(decide::in_words(state)));
        }
        Err(why) => place.failed("That did not happen", &why),
    }
}

/// Tells how far a mailing is, once a second while it moves, and what becomes of the others of its issue, until it is
/// dropped.
#[derive(Debug)]
pub struct Watch(JoinHandle<()>);

impl Watch {
    pub fn begin(place: Place, name: String) -> Self {
        Self(place.runtime.clone().spawn(async move { watch(&place, &name).await }))
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.0.abort();
    }
}

async fn watch(place: &Place, name: &str) {
    let (start, runtime) = (place.start.clone(), place.runtime.clone());
    let reached = match tokio::task::spawn_blocking(move || Reached::at(&start, &runtime)).await {
        Ok(Ok(reached)) => reached,
        Ok(Err(why)) => return place.tell(Event::NotWatched(why.to_string())),
        Err(_) => return,
    };
    let ledger = &reached.ledger;
    let Ok(mailing) = ledger.find_mailing(name).await else { return };
    let issue = mailing.issue;
    let (mut known, mut ahead) = (Vec::new(), Ahead::default());
    loop {
        let look = async {
            let progress = put_off::progress(ledger, mailing.id, &reached.zone, place.clock.now()).await?;
            Ok::<_, crate::ledger::Error>((progress, of_issue(ledger.mailings().await?, &issue)))
        };
        match look.await {
            Ok((progress, mailings)) => {
                let pause = rest(progress.state);
                place.tell(Event::Progress(Box::new(progress.clone())));
                let others = mailings.iter().filter_map(|one| rest(one.state)).min();
                if let Some(mailing) = mailings.iter().find(|one| one.id == mailing.id) {
                    ahead.look(place, &reached, mailing, &progress).await;
                }
                if mailings != known {
                    known.clone_from(&mailings);
                    place.tell(Event::Mailings { issue: issue.clone(), mailings });
                }
                tokio::time::sleep(pause.or(others).unwrap_or(OVER)).await;
            }
            Err(why) => return place.tell(Event::NotWatched(why.to_string())),
        }
    }
}

/// When its last letters leave, as it was told last.
#[derive(Default)]
struct Ahead {
    of: Option<(MailingState, Instant)>,
    told: Option<Option<Forecast>>,
}

impl Ahead {
    /// Goes through all letters, so it is not asked at every look.
    async fn look(&mut self, place: &Place, reached: &Reached, mailing: &Mailing, progress: &Progress) {
        if self.of.is_some_and(|(state, at)| state == progress.state && at.elapsed() < LOOK_AHEAD) {
            return;
        }
        self.of = Some((progress.state, Instant::now()));
        let found = forecast(reached, mailing, progress, place.clock.now()).await;
        if self.told.as_ref() != Some(&found) {
            self.told = Some(found.clone());
            place.tell(Event::Forecast { mailing: mailing.name.clone(), forecast: found });
        }
    }
}

/// How long what was found ahead is good for.
const LOOK_AHEAD: Duration = Duration::from_secs(20);

/// How long until the next look where nothing of it is under way: the shell may send the issue anew.
const OVER: Duration = Duration::from_secs(5);

/// The latest first.
fn of_issue(all: Vec<Mailing>, issue: &IssueId) -> Vec<Mailing> {
    all.into_iter().rev().filter(|mailing| mailing.issue == *issue).collect()
}

/// How long until the next look; none where nothing can change any more.
fn rest(state: MailingState) -> Option<Duration> {
    match state {
        MailingState::Sending | MailingState::Pausing | MailingState::Scheduled => {
            Some(Duration::from_secs(1))
        }
        MailingState::Draft | MailingState::Paused | MailingState::Held => Some(Duration::from_secs(3)),
        MailingState::Sent | MailingState::Cancelled => None,
    }
}
