//! A look at a mailing an hour and ten minutes before it is due, at everything that would hold it then or on the way: so that
//! people have the time to mend it.

use std::collections::HashSet;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use tokio::sync::watch;

use super::against::distrusted;
use super::hold::hold_under;
use super::plan::judge;
use super::run::{blocking, first_that_blocks, is_told, pause, reason};
use super::under_way::to_end;
use super::{Error, Press, Sender, given_back, outlook, room, switched_off};
use crate::desk::audience;
use crate::desk::relay::out_of_use;
use crate::desk::sample::Sample;
use crate::domain::settings::{Relay, Settings};
use crate::domain::{HoldReason, Letter, Mailing, MailingId, MailingKind, MailingState, Occasion, Problem};
use crate::ledger::{self, Turn, patiently};
use crate::mail::Purpose;
use crate::mail::smtp::{Allowed, Timers};
use crate::proof::{audit, rules};

/// So many minutes before.
const LOOKS: [i64; 2] = [10, 60];
/// Who has taken it on and says nothing for so long has ended.
const LEASE: SignedDuration = SignedDuration::from_mins(5);
/// For each answer of a mail server.
const PATIENCE: Duration = Duration::from_secs(30);

/// What speaks against a mailing.
#[derive(Debug)]
enum Against {
    /// It would be held, so it is at once.
    Holds(HoldReason),
    /// No mail server can be reached, in words. It may be back by then, and the sender waits for it.
    Unreachable(String),
}

/// What is frozen was sound when its number was typed, and only another mailing could mend it.
fn of_the_settings(problem: &Problem) -> bool {
    let heads = ["HDR", "LST", "DKM"];
    heads.iter().any(|head| problem.rule.starts_with(head)) && problem.rule != rules::LST006.id
}

/// Which look it is time for. What was written later than that was looked at by whoever wrote it.
fn due(mailing: &Mailing, now: Timestamp) -> Option<Occasion> {
    let at = mailing.schedule.due;
    let before = |minutes: &i64| at.saturating_sub(SignedDuration::from_mins(*minutes)).unwrap_or(at);
    if mailing.state != MailingState::Scheduled || now >= at {
        return None;
    }
    let minutes = LOOKS.into_iter().find(|minutes| before(minutes) <= now)?;
    (mailing.created_at <= before(&minutes)).then_some(Occasion::Preflight(minutes))
}

impl Sender {
    /// Until told to end, beside the sending. Whatever fails is tried at a later look.
    pub(super) async fn look_ahead(&self, turn: &Turn, told: watch::Receiver<bool>) {
        let mut seen = HashSet::new();
        while !is_told(&told) {
            let mut over = told.clone();
            let looked = tokio::select! {
                looked = self.look_at_all(turn, &mut seen) => looked,
                _ = to_end(&mut over) => return,
            };
            if let Err(error) = looked {
                tracing::warn!("what is due soon can't be looked at: {error}");
            }
            pause(self.tempo.poll, told.clone()).await;
        }
    }

    async fn look_at_all(
        &self,
        turn: &Turn,
        seen: &mut HashSet<(MailingId, MailingId)>,
    ) -> Result<(), Error> {
        for mailing in patiently(|| self.ledger.open_mailings()).await? {
            // A look takes its time: one that begins meanwhile is not held for what was so before.
            let under = Some(patiently(|| turn.go_ahead(mailing.id)).await?);
            let mailing = patiently(|| self.ledger.mailing(mailing.id)).await?;
            let now = self.clock.now();
            if let Some(why) = self.given_back(&mailing, seen, now).await? {
                hold_under(turn, mailing.id, why, under, now).await?;
                continue;
            }
            let Some(look) = due(&mailing, now) else { continue };
            if !self.takes_on(&mailing, look, now).await? {
                continue;
            }
            let mut trouble = None;
            match self.look_at(&mailing, now).await? {
                None => {}
                Some(Against::Holds(why)) => {
                    _ = hold_under(turn, mailing.id, why, under, self.clock.now()).await?;
                }
                Some(Against::Unreachable(words)) => {
                    tracing::warn!("{}, which is due soon: {words}", mailing.name);
                    trouble = Some(words);
                }
            }
            let now = self.clock.now();
            self.ledger.settle_alert(mailing.id, look, Occasion::LOOKED, trouble, None, now).await?;
            self.look_at_the_end(&mailing, look, now).await?;
        }
        Ok(())
    }

    /// What would leave after its end is told, and holds nothing: so it was confirmed.
    async fn look_at_the_end(&self, mailing: &Mailing, look: Occasion, now: Timestamp) -> Result<(), Error> {
        let Occasion::Preflight(minutes) = look else { return Ok(()) };
        let Ok(settings) = self.settings_for_sending().await? else { return Ok(()) };
        if mailing.kind == MailingKind::Files {
            return Ok(());
        }
        let when = (mailing.schedule.due, mailing.expires_at);
        let Some(late) = outlook(&self.ledger, &settings, mailing.confirmed, when, now).await? else {
            return Ok(());
        };
        let words = late.in_words(&settings.newsletter.timezone);
        tracing::warn!("{}, which is due soon: {words}", mailing.name);
        let look = Occasion::TooLate(minutes);
        let claimed = self.ledger.claim_alert(mailing.id, look, Occasion::LOOKED, now, now).await?;
        if claimed.is_some() {
            self.ledger.settle_alert(mailing.id, look, Occasion::LOOKED, Some(words), None, now).await?;
        }
        Ok(())
    }

    /// Whether this process is the one that looks, and nobody has.
    async fn takes_on(
        &self,
        mailing: &Mailing,
        look: Occasion,
        now: Timestamp,
    ) -> Result<bool, ledger::Error> {
        let name = look.to_string();
        let known = self.ledger.alerts(mailing.id).await?;
        let of_this = known.iter().find(|one| one.occasion == name && one.way == Occasion::LOOKED);
        if of_this.is_some_and(|one| one.next_at.is_none_or(|at| at > now)) {
            return Ok(false);
        }
        let until = now.saturating_add(LEASE).unwrap_or(now);
        Ok(self.ledger.claim_alert(mailing.id, look, Occasion::LOOKED, until, now).await?.is_some())
    }

    /// Whether it has readers whom nobody confirmed since another mailing was cancelled: found when that is, so that there
    /// is time to say whether it is right. Each of these is looked at once.
    async fn given_back(
        &self,
        mailing: &Mailing,
        seen: &mut HashSet<(MailingId, MailingId)>,
        now: Timestamp,
    ) -> Result<Option<HoldReason>, Error> {
        if mailing.state != MailingState::Scheduled || now >= mailing.schedule.due {
            return Ok(None);
        }
        let cancelled = patiently(|| given_back(&self.ledger, mailing, None)).await?;
        let mut new = false;
        cancelled.iter().for_each(|one| new |= seen.insert((mailing.id, one.mailing.id)));
        let Some(settings) = self.settings_for_sending().await?.ok().filter(|_| new) else { return Ok(None) };
        // What can't be read is told when it is due.
        let Ok(counted) = audience::of(&self.workspace, &settings, &self.ledger, mailing).await else {
            return Ok(None);
        };
        let why = judge(mailing.confirmed, counted.audience.readers(), counted.given_back);
        Ok(why.filter(|_| counted.given_back > 0))
    }

    /// Everything that can be known without sending.
    async fn look_at(&self, mailing: &Mailing, now: Timestamp) -> Result<Option<Against>, Error> {
        let settings = match self.settings_for_sending().await? {
            Ok(settings) => settings,
            Err(why) => return Ok(Some(Against::Holds(why))),
        };
        let newest = patiently(|| self.ledger.newest_moment()).await?;
        let against = distrusted(
            newest,
            self.clock_was_set().await?,
            &settings.newsletter.timezone,
            now,
            self.ledger.is_shared(),
        )
        .or_else(|| switched_off(mailing, &settings))
        .or_else(|| Some(HoldReason::Storage { detail: room::lacks(&self.ledger, mailing.confirmed)? }));
        let against = match against {
            None => self.letters_fit(mailing, &settings, now).await?,
            found => found,
        };
        let against = match against {
            None => self.readers_fit(mailing, &settings).await?,
            found => found,
        };
        if against.is_some() || mailing.kind == MailingKind::Files {
            return Ok(against.map(Against::Holds));
        }
        self.relays_answer(&settings).await
    }

    /// The keys, and the head that config.toml gives to the frozen letters now.
    async fn letters_fit(
        &self,
        mailing: &Mailing,
        settings: &Settings,
        now: Timestamp,
    ) -> Result<Option<HoldReason>, Error> {
        let letters = patiently(|| self.ledger.letters(mailing.id)).await?;
        let (workspace, settings, issue) = (self.workspace.clone(), settings.clone(), mailing.issue.clone());
        blocking(move || {
            if let Err(error) = Press::new(&settings, workspace.root(), &issue, &letters, Purpose::Live) {
                return Ok(Some(HoldReason::Workspace { detail: error.to_string() }));
            }
            let sample = Sample::new(&workspace, &settings, &issue, now);
            let mut problems: Vec<Problem> = sample.problems.clone();
            let of_a_letter = |letter: &Letter| match sample.compose(letter) {
                Ok(bytes) => audit(&bytes, &sample.expected(&letter.lang)),
                Err(problem) => vec![*problem],
            };
            problems.extend(letters.iter().flat_map(of_a_letter).filter(of_the_settings));
            Ok(first_that_blocks(&problems).map(|detail| HoldReason::Workspace { detail }))
        })
        .await
    }

    /// Whether the lists can be read and the readers on them are as many as were confirmed. Of another try or a correction,
    /// which are for some of them alone, that is counted when it begins.
    async fn readers_fit(&self, mailing: &Mailing, settings: &Settings) -> Result<Option<HoldReason>, Error> {
        let for_some = patiently(|| self.ledger.missing_of(mailing.id)).await?.is_some();
        match audience::of(&self.workspace, settings, &self.ledger, mailing).await {
            Ok(counted) => match first_that_blocks(&counted.problems) {
                Some(detail) => Ok(Some(HoldReason::Workspace { detail })),
                None if for_some => Ok(None),
                None => Ok(judge(mailing.confirmed, counted.audience.readers(), counted.given_back)),
            },
            Err(error) => reason(error).map(Some),
        }
    }

    /// One that takes the sign-in is enough: the others leave it their letters.
    async fn relays_answer(&self, settings: &Settings) -> Result<Option<Against>, Error> {
        let (mut words, mut refused) = (Vec::new(), None);
        for relay in &settings.delivery.relays {
            match self.relay_answers(relay).await? {
                None => return Ok(None),
                Some(Against::Holds(why)) => _ = refused.get_or_insert(why),
                Some(Against::Unreachable(why)) => words.push(why),
            }
        }
        Ok(match words.is_empty() {
            true => refused.map(Against::Holds),
            false => Some(Against::Unreachable(words.join("; "))),
        })
    }

    async fn relay_answers(&self, relay: &Relay) -> Result<Option<Against>, Error> {
        let (of, root) = (relay.clone(), self.workspace.root().to_owned());
        // Nothing is handed over, so nobody is allowed.
        let made = move || Ok(crate::desk::relay::transport(&of, &root, Allowed::only([])));
        let transport = match blocking(made).await? {
            Ok(transport) => transport,
            Err(error) => {
                return Ok(Some(Against::Holds(HoldReason::Workspace { detail: error.to_string() })));
            }
        };
        let timers = self.tempo.timers;
        let timers = Timers { command: timers.command.min(PATIENCE), ..timers };
        match transport.with_timers(timers).open().await {
            Ok(line) => {
                line.quit().await;
                Ok(None)
            }
            Err(error) if error.is_tls() => {
                Ok(Some(Against::Holds(HoldReason::Tls { detail: error.to_string() })))
            }
            Err(error) if error.is_auth() => {
                let reply = error.reply().map_or_else(|| error.to_string(), ToString::to_string);
                Ok(Some(Against::Holds(HoldReason::Auth { reply })))
            }
            Err(error) => Ok(Some(Against::Unreachable(out_of_use(&relay.name, &error)))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{IssueId, Schedule};

    #[test]
    fn it_is_looked_at_an_hour_and_ten_minutes_before_unless_it_was_written_later() {
        let at = |time: &str| format!("2026-12-04T{time}Z").parse::<Timestamp>().expect("a moment");
        for (written, now, minutes) in [
            ("06:00:00", "06:59:59", None),
            ("06:00:00", "07:00:00", Some(60)),
            ("06:00:00", "07:49:59", Some(60)),
            ("06:00:00", "07:50:00", Some(10)),
            ("06:00:00", "07:59:59", Some(10)),
            ("06:00:00", "08:00:00", None),
            ("07:00:01", "07:30:00", None),
            ("07:00:01", "07:50:00", Some(10)),
            ("07:50:01", "07:55:00", None),
        ] {
            let mailing = Mailing {
                id: MailingId([1; 8]),
                name: "summer".to_owned(),
                issue: IssueId::parse("summer").expect("a name"),
                kind: MailingKind::Live,
                state: MailingState::Scheduled,
                held: None,
                held_on: None,
                lists: Vec::new(),
                confirmed: 3,
                again: false,
                schedule: Schedule {
                    local: "2026-12-04T09:00".parse().expect("a time"),
                    zone: "Europe/Budapest".to_owned(),
                    due: at("08:00:00"),
                    shift: None,
                },
                expires_at: None,
                created_at: at(written),
                started_at: None,
                finished_at: None,
                by: "anna".to_owned(),
                letters_hash: String::new(),
            };
            assert_eq!(due(&mailing, at(now)), minutes.map(Occasion::Preflight), "{written}, {now}");
            let held = Mailing { state: MailingState::Held, ..mailing };
            assert_eq!(due(&held, at(now)), None);
        }
    }
}
