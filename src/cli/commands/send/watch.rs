//! Looks on while a mailing is sent. Ctrl+C pauses it and waits for what is in flight; SIGTERM only ends the looking on.

use std::time::{Duration, Instant};

use tokio::sync::watch::Receiver;

use super::is_watched;
use super::signals::{self, Told};
use crate::cli::commands::status::{stopped, undecided};
use crate::cli::{Exit, Failure, Format, Session};
use crate::desk::control;
use crate::desk::decide::choices;
use crate::desk::opened::Opened;
use crate::desk::status::{self, Status};
use crate::domain::{Counts, DeliveryState, HoldReason, Mailing, MailingKind, MailingState, Progress};

const LOOK: Duration = Duration::from_millis(200);
/// Without a terminal: a line every so often, or every tenth.
const QUIET: Duration = Duration::from_secs(30);
/// Without a terminal: how long the mail server may be out of reach before nobody waits for it any more.
const PATIENCE: Duration = Duration::from_secs(30);

pub async fn watch(opened: &Opened, mailing: &Mailing, session: &Session) -> Result<Exit, Failure> {
    let told = signals::listen()?;
    let mut said = Said::default();
    let mut trouble = Trouble::default();
    let mut interrupted = false;
    loop {
        opened.ledger.is_in_place()?;
        let now = opened.ledger.mailing(mailing.id).await?;
        let zone = &opened.settings.newsletter.timezone;
        let one = status::one(&opened.ledger, zone, now, session.clock.now()).await?;
        said.say(one.mailing.kind, &one.progress, session);
        let answers = goes_on_by_itself(&one.progress);
        let amiss = match one.progress.state {
            // Nothing keeps it from being sent any more; whether a mail server is well is another question.
            MailingState::Sent => opened.ledger.trouble().await?,
            _ => one.progress.trouble.clone(),
        };
        if let Some(words) = trouble.news(amiss.as_deref(), answers, Instant::now()) {
            session.print.say(&words);
        }
        trouble.goes_on(one.progress.counts.done(), Instant::now());
        let mut exit = ended(&one, interrupted, session);
        let goes_on = |doing: &str| {
            session.print.say(&format!(
                "the sender in the background goes on {doing}; `courant status {}` says how far it is",
                mailing.name
            ));
        };
        if exit.is_none() && *told.borrow() == Told::Leave {
            goes_on("sending");
            exit = Some(Exit::Interrupted);
        }
        if exit.is_none() && !is_watched() && trouble.stands(Instant::now()) {
            let hours = opened.settings.delivery.window;
            let zone = &opened.settings.newsletter.timezone;
            exit = Some(if hours.is_some_and(|hours| !hours.contains(session.clock.now(), zone)) {
                goes_on("when its hours begin");
                Exit::PartlyDelivered
            } else {
                goes_on("trying");
                Exit::Network
            });
        }
        if let Some(exit) = exit {
            if session.format == Format::Json {
                let mut document = super::super::status::document(&one);
                document["schema_version"] = serde_json::json!(1);
                session.print.json(&document);
            }
            return Ok(exit);
        }
        if *told.borrow() == Told::Pause && !interrupted {
            interrupted = true;
            session.print.say("pausing: the letters in flight still land (Ctrl+C again leaves at once)");
            // It may have ended in the same moment.
            if let Err(error) = control::pause(&opened.ledger, &mailing.name, session.clock.now()).await {
                tracing::warn!("it could not be paused: {error}");
            }
        }
        a_moment(told.clone(), interrupted).await;
    }
}

/// Whether it is for the mail server's answers that nothing is amiss any more, and not because nobody asks it.
fn goes_on_by_itself(progress: &Progress) -> bool {
    match progress.state {
        MailingState::Sending => progress.counts.waiting() > 0,
        MailingState::Sent => progress.counts.of(DeliveryState::Accepted) > 0,
        _ => false,
    }
}

async fn a_moment(mut told: Receiver<Told>, interrupted: bool) {
    let interrupt = async {
        let heard = |told: &Told| *told == Told::Leave || *told == Told::Pause && !interrupted;
        if told.wait_for(heard).await.is_err() {
            // Nobody can tell any more: that is no reason to look without a rest.
            std::future::pending::<()>().await;
        }
    };
    _ = tokio::time::timeout(LOOK, interrupt).await;
}

/// How it ended, if it has, said in words.
fn ended(one: &Status, interrupted: bool, session: &Session) -> Option<Exit> {
    let (progress, name) = (&one.progress, &one.mailing.name);
    let print = session.print;
    let (counts, now) = (&progress.counts, session.clock.now());
    match progress.state {
        MailingState::Sent => {
            print.say(&sent(name, one.mailing.kind, counts, progress.too_late()));
            if counts.of(DeliveryState::Accepted) == counts.recipients() + progress.too_late() {
                return Some(Exit::Ok);
            }
            print.say(&format!("`courant missing {name}` names the others"));
            if counts.not_certain() > 0 {
                print.say(&format!(
                    "nobody knows whether those have it that are not certain: `courant decide {name} ADDRESS {}`",
                    choices(progress.state, one.mailing.expires_at, now)
                ));
            }
            Some(Exit::PartlyDelivered)
        }
        MailingState::Held => {
            let stopped = progress.held.as_ref().map(|why| stopped(why, progress));
            let (what, remedy) = stopped.unwrap_or_default();
            print.say(&format!("{name} is held: {what}"));
            print.say(&format!("  do: {remedy}"));
            if let Some(words) = undecided(counts, &one.mailing, progress.state, now) {
                print.say(&format!("  {words}"));
            }
            Some(progress.held.as_ref().map_or(Exit::Refused, exit_of))
        }
        MailingState::Paused => {
            print.say(&format!("{name} is paused; `courant resume {name}` goes on with it"));
            Some(if interrupted { Exit::Interrupted } else { Exit::PartlyDelivered })
        }
        MailingState::Cancelled => {
            print.say(&format!("{name} is cancelled"));
            Some(if interrupted { Exit::Interrupted } else { Exit::PartlyDelivered })
        }
        MailingState::Sending if counts.later() > 0 && counts.waiting() == 0 => {
            print.say(&format!(
                "{} wait for another try; the sender in the background sees to it: `courant status {name}`",
                counts.later()
            ));
            Some(Exit::PartlyDelivered)
        }
        _ => None,
    }
}

/// The numbers add up to the recipients.
fn sent(name: &str, kind: MailingKind, counts: &Counts, late: u64) -> String {
    let (reached, recipients) = (counts.of(DeliveryState::Accepted), counts.recipients() + late);
    let others = [
        (counts.of(DeliveryState::Failed), "failed"),
        (counts.not_certain(), "not certain"),
        (late, "too late"),
    ];
    let others: String =
        others.iter().filter(|(rows, _)| *rows > 0).map(|(rows, what)| format!(", {rows} {what}")).collect();
    match kind {
        MailingKind::Files => {
            format!("{name} is written: {reached} of {recipients} letters are in outbox/sent/{name}{others}")
        }
        MailingKind::Live if reached == 0 && recipients > 0 && counts.not_certain() == 0 => {
            format!(
                "{name} is over, and nobody got it: none of {recipients} taken by their mail server{others}"
            )
        }
        MailingKind::Live if reached == 0 && recipients > 0 => {
            format!("{name} is over: none of {recipients} is known to be taken by their mail server{others}")
        }
        MailingKind::Live => {
            format!("{name} is sent: {reached} of {recipients} taken by their mail server{others}")
        }
    }
}

fn exit_of(why: &HoldReason) -> Exit {
    match why {
        HoldReason::Missed { .. }
        | HoldReason::Clock { .. }
        | HoldReason::Rules { .. }
        | HoldReason::CountChanged { .. }
        | HoldReason::Copied { .. }
        | HoldReason::NobodyLeft { .. }
        | HoldReason::Ended { .. }
        | HoldReason::TestMode
        | HoldReason::FilesOnly => Exit::Refused,
        HoldReason::Workspace { .. } => Exit::Workspace,
        HoldReason::Storage { .. } => Exit::Unexpected,
        _ => Exit::Network,
    }
}

/// What keeps the sender from sending, as it was said last.
#[derive(Default)]
struct Trouble {
    said: Option<(String, Instant)>,
    settled: u64,
}

impl Trouble {
    /// What is to be said: once when it begins, at every change, and when it is over because the mail server `answers`.
    fn news(&mut self, trouble: Option<&str>, answers: bool, now: Instant) -> Option<String> {
        match (trouble, &mut self.said) {
            (None, None) => None,
            (None, _) => {
                self.said = None;
                answers.then(|| "letters leave again".to_owned())
            }
            (Some(words), Some((said, _))) if said == words => None,
            (Some(words), known) => {
                let since = known.as_ref().map_or(now, |(_, since)| *since);
                *known = Some((words.to_owned(), since));
                Some(words.to_owned())
            }
        }
    }

    /// So many letters are settled: as long as they get more, over another mail server, nobody need wait.
    fn goes_on(&mut self, settled: u64, now: Instant) {
        if settled != self.settled {
            self.settled = settled;
            if let Some((_, since)) = &mut self.said {
                *since = now;
            }
        }
    }

    /// Whether it has lasted for as long as somebody without a terminal waits.
    fn stands(&self, now: Instant) -> bool {
        self.said.as_ref().is_some_and(|(_, since)| now.duration_since(*since) >= PATIENCE)
    }
}

/// What was said last, so that nothing is said twice.
#[derive(Default)]
struct Said {
    tenth: u64,
    at: Option<Instant>,
}

impl Said {
    fn say(&mut self, kind: MailingKind, progress: &Progress, session: &Session) {
        let counts = &progress.counts;
        let recipients = (counts.recipients() + progress.too_late()).max(1);
        let settled = counts.done() + counts.not_certain() + progress.too_late();
        let tenth = settled * 10 / recipients;
        let long_ago = self.at.is_none_or(|at| at.elapsed() > QUIET);
        let worth_it = tenth != self.tenth || (long_ago && (self.at.is_some() || is_watched()));
        if counts.rows() == 0 || !worth_it {
            return;
        }
        self.tenth = tenth;
        self.at = Some(Instant::now());
        let pace = match progress.per_minute {
            0 => String::new(),
            letters => format!(", {letters} a minute"),
        };
        session.print.say(&format!("{}{pace}", sums(kind, counts, progress.too_late())));
    }
}

/// They add up to the recipients.
fn sums(kind: MailingKind, counts: &Counts, late: u64) -> String {
    let some = |rows, what| if rows == 0 { String::new() } else { format!("{rows} {what}, ") };
    format!(
        "{} of {} {}, {}{}{}{} later, {} waiting",
        counts.of(DeliveryState::Accepted),
        counts.recipients() + late,
        kind.taken(),
        some(counts.of(DeliveryState::Failed), "failed"),
        some(counts.not_certain(), "not certain"),
        some(late, "too late"),
        counts.later(),
        counts.waiting(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_of_a_mailing_adds_up_and_nobody_is_said_to_have_what_nobody_knows_of() {
        let counts = |taken, failed, unknown| Counts {
            by_state: [
                (DeliveryState::Accepted, taken),
                (DeliveryState::Failed, failed),
                (DeliveryState::Unknown, unknown),
                (DeliveryState::Skipped, 4),
            ]
            .into(),
        };
        let sums = |counts, late| sums(MailingKind::Live, &counts, late);
        assert_eq!(sums(counts(28, 0, 2), 0), "28 of 30 taken, 2 not certain, 0 later, 0 waiting");
        assert_eq!(sums(counts(27, 1, 2), 0), "27 of 30 taken, 1 failed, 2 not certain, 0 later, 0 waiting");
        let live = |taken, failed, unknown| sent("m", MailingKind::Live, &counts(taken, failed, unknown), 0);
        assert_eq!(live(30, 0, 0), "m is sent: 30 of 30 taken by their mail server");
        assert_eq!(live(27, 1, 2), "m is sent: 27 of 30 taken by their mail server, 1 failed, 2 not certain");
        // Who was too late is among those left out.
        let late = sent("m", MailingKind::Live, &counts(26, 0, 0), 4);
        assert_eq!(late, "m is sent: 26 of 30 taken by their mail server, 4 too late");
        assert_eq!(sums(counts(26, 0, 0), 4), "26 of 30 taken, 4 too late, 0 later, 0 waiting");
        let nobody = live(0, 30, 0);
        assert!(!nobody.contains("is sent") && nobody.contains("nobody got it"), "{nobody}");
        let unknown = live(0, 10, 20);
        assert!(!unknown.contains("nobody got it") && unknown.contains("20 not certain"), "{unknown}");
        let files = sent("m", MailingKind::Files, &counts(30, 0, 0), 0);
        assert_eq!(files, "m is written: 30 of 30 letters are in outbox/sent/m", "no server was asked");
    }

    #[test]
    fn trouble_is_said_once_and_at_every_change_and_stands_from_when_it_began() {
        let begun = Instant::now();
        let mut trouble = Trouble::default();
        assert_eq!(trouble.news(None, true, begun), None);
        assert_eq!(trouble.news(Some("refused"), true, begun).as_deref(), Some("refused"));
        assert_eq!(trouble.news(Some("refused"), true, begun), None);
        let later = begun + PATIENCE / 2;
        assert_eq!(trouble.news(Some("no route"), true, later).as_deref(), Some("no route"));
        assert!(!trouble.stands(later));
        assert!(trouble.stands(begun + PATIENCE), "other words are the same trouble");
        trouble.goes_on(1, begun + PATIENCE);
        assert!(!trouble.stands(begun + PATIENCE), "letters leave all the same");
        trouble.goes_on(1, begun + PATIENCE * 2);
        assert!(trouble.stands(begun + PATIENCE * 2));
        assert!(trouble.news(None, true, later).is_some(), "it is said that it is over");
        assert!(!trouble.stands(begun + PATIENCE));
        assert!(trouble.news(Some("refused"), true, later).is_some());
        assert_eq!(trouble.news(None, false, later), None, "nobody asks it any more: that is no answer");
        assert!(!trouble.stands(later + PATIENCE));
    }
}
