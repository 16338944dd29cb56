//! Looks again and again whether there is something to tell, and tells it.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use serde_json::Value;
use tokio::sync::watch;

use super::super::audience;
use super::super::put_off;
use super::super::send::{Error, Hours};
use super::asked;
use super::due::{Due, Stands, occasions};
use super::mailer::Mailer;
use super::notice::{Facts, Notice, notice};
use super::program;
use crate::domain::settings::{Settings, Teammate};
use crate::domain::{AddrKey, Clock, Mailing, MailingState, Occasion};
use crate::ledger::{self, Ledger};
use crate::mail::token;
use crate::workspace::Workspace;

/// The way in the ledger that is no colleague's.
const PROGRAM: &str = "command";
/// Who has taken on to tell and says nothing for so long has ended.
const LEASE: SignedDuration = SignedDuration::from_mins(5);
/// After each try that failed; then it is given up.
const WAITS: [i64; 5] = [1, 5, 15, 30, 60];
/// Nothing is told of what was over before.
const LONG_AGO: SignedDuration = SignedDuration::from_hours(72);

/// From here on a mailing that waits is looked at.
const SOON: SignedDuration = SignedDuration::from_hours(1);

/// Beside one sender.
#[derive(Debug)]
pub struct Watch {
    workspace: Workspace,
    ledger: Ledger,
    clock: Clock,
}

/// One way to tell.
enum Way<'a> {
    Program(&'a [String]),
    Mail(&'a Teammate, AddrKey),
}

impl Way<'_> {
    fn name(&self) -> String {
        match self {
            Self::Program(_) => PROGRAM.to_owned(),
            Self::Mail(_, key) => format!("{key:?}"),
        }
    }
}

impl Watch {
    pub fn new(workspace: Workspace, ledger: Ledger, clock: Clock) -> Self {
        Self { workspace, ledger, clock }
    }

    /// Until told to end; what is being told then is finished. Whatever fails is tried at a later look.
    pub async fn run(&self, poll: Duration, mut told: watch::Receiver<bool>) {
        // A config that is broken is what there may be to tell: the last sound one is used.
        let mut settings = None;
        while !*told.borrow() {
            if let Err(error) = self.look(&mut settings, &told).await {
                tracing::warn!("alerts: {error}");
            }
            _ = tokio::time::timeout(poll, told.wait_for(|told| *told)).await;
        }
    }

    /// Whether somebody must be there to tell something, now or later.
    pub async fn anything_to_come(&self) -> Result<bool, Error> {
        let now = self.clock.now();
        let mailings = self.recent(now).await?;
        if mailings.is_empty() {
            return Ok(false);
        }
        let Some(settings) = self.settings().await? else { return Ok(false) };
        let ways = self.ways(&settings);
        for mailing in mailings {
            for due in self.due(&settings, &mailing).await? {
                let to_come = now < due.from && !ways.is_empty();
                if to_come || (due.is_now(now) && !self.open(&mailing, &due, &ways, now).await?.is_empty()) {
                    return Ok(true);
                }
            }
        }
        Ok(false)
    }

    async fn look(
        &self,
        last_sound: &mut Option<Settings>,
        told: &watch::Receiver<bool>,
    ) -> Result<(), Error> {
        let mailings = self.recent(self.clock.now()).await?;
        if mailings.is_empty() {
            return Ok(());
        }
        if let Some(settings) = self.settings().await? {
            *last_sound = Some(settings);
        }
        let Some(settings) = last_sound.as_ref().filter(|settings| settings.tells()) else { return Ok(()) };
        for mailing in mailings {
            for due in self.due(settings, &mailing).await? {
                if *told.borrow() {
                    return Ok(());
                }
                if due.is_now(self.clock.now()) {
                    self.tell(settings, &mailing, &due).await?;
                }
            }
        }
        Ok(())
    }

    async fn recent(&self, now: Timestamp) -> Result<Vec<Mailing>, ledger::Error> {
        let since = now.saturating_sub(LONG_AGO).unwrap_or(now);
        self.ledger.open_mailings_and_those_over_since(since).await
    }

    async fn settings(&self) -> Result<Option<Settings>, Error> {
        let workspace = self.workspace.clone();
        let read = tokio::task::spawn_blocking(move || workspace.settings().0).await;
        read.map_err(|error| Error::Bug(error.to_string()))
    }

    async fn due(&self, settings: &Settings, mailing: &Mailing) -> Result<Vec<Due>, ledger::Error> {
        let mut stands = Stands::default();
        match mailing.state {
            MailingState::Held | MailingState::Pausing | MailingState::Paused => {
                stands.since = self.ledger.in_its_state_since(mailing.id).await?;
            }
            MailingState::Scheduled => {
                stands.moved = self.ledger.moved_by_rules(mailing.id).await?;
                if mailing.schedule.due.duration_since(self.clock.now()) <= SOON {
                    for one in self.ledger.alerts(mailing.id).await? {
                        match one.found() {
                            Some(Occasion::Preflight(minutes)) => {
                                stands.unreachable = Some((one.at, minutes));
                            }
                            Some(Occasion::TooLate(minutes)) => stands.too_late = Some((one.at, minutes)),
                            _ => {}
                        }
                    }
                }
            }
            MailingState::Sending => {
                stands.put_off = self.ledger.put_offs(mailing.id).await?.of_all_since();
                if self.ledger.trouble().await?.is_some() {
                    stands.unanswered =
                        asked::since(&self.ledger, settings, mailing, self.clock.now()).await?;
                }
            }
            _ => {}
        }
        Ok(occasions(mailing, stands))
    }

    fn ways<'a>(&self, settings: &'a Settings) -> Vec<Way<'a>> {
        let program = settings.alerts.command.as_deref().map(Way::Program);
        let key = |person: &Teammate| self.ledger.keys().addr_key(&person.address);
        program.into_iter().chain(settings.told().map(|person| Way::Mail(person, key(person)))).collect()
    }

    /// Of these, the ways by which it is still to be told, be it later.
    async fn open<'w, 'a>(
        &self,
        mailing: &Mailing,
        due: &Due,
        ways: &'w [Way<'a>],
        now: Timestamp,
    ) -> Result<Vec<&'w Way<'a>>, ledger::Error> {
        let known = self.ledger.alerts(mailing.id).await?;
        let occasion = due.occasion.to_string();
        let is_open = |way: &Way<'_>| {
            let tried = known.iter().find(|one| one.occasion == occasion && one.way == way.name());
            tried.map_or(now < due.begins_until, |one| !one.is_settled())
        };
        Ok(ways.iter().filter(|way| is_open(way)).collect())
    }

    /// Tells it by every way by which nobody has; what fails is tried again later, a few times.
    async fn tell(&self, settings: &Settings, mailing: &Mailing, due: &Due) -> Result<(), Error> {
        let occasion = due.occasion;
        let now = self.clock.now();
        let until = now.saturating_add(LEASE).unwrap_or(now);
        let (mut claimed, ways) = (Vec::new(), self.ways(settings));
        for way in self.open(mailing, due, &ways, now).await? {
            let tries = self.ledger.claim_alert(mailing.id, occasion, &way.name(), until, now).await?;
            claimed.extend(tries.map(|tries| (way, tries)));
        }
        if claimed.is_empty() {
            return Ok(());
        }
        let notice = self.notice(settings, mailing, occasion, now).await?;
        let people: Vec<_> = claimed
            .iter()
            .filter_map(
                |(way, _)| if let Way::Mail(person, key) = way { Some((*person, *key)) } else { None },
            )
            .collect();
        for (way, tries) in &claimed {
            if let Way::Program(words) = way {
                let message = Value::to_string(&notice.json);
                let ran =
                    program::tell(words, self.workspace.root(), message.as_bytes(), program::PATIENCE).await;
                self.settle(mailing, occasion, way, *tries, ran.err().map(|why| why.to_string())).await?;
            }
        }
        let root = self.workspace.root();
        let keys = self.ledger.keys();
        let trouble = self.by_name(mailing).await?;
        let trouble = trouble.as_deref();
        let mailer = Mailer { settings, root, keys, mailing, occasion, notice: &notice, trouble };
        let mut told = mailer.tell(&people, now).await.into_iter();
        for (way, tries) in claimed.iter().filter(|(way, _)| matches!(way, Way::Mail(..))) {
            let why = told.next().and_then(Result::err).map(|why| why.to_string());
            self.settle(mailing, occasion, way, *tries, why).await?;
        }
        Ok(())
    }

    /// What is amiss with the mail servers, with their names.
    async fn by_name(&self, mailing: &Mailing) -> Result<Option<String>, ledger::Error> {
        let puts_off = self.ledger.put_offs(mailing.id).await?.by.into_iter().filter_map(|one| one.relay);
        Ok(self
            .ledger
            .trouble()
            .await?
            .into_iter()
            .chain(puts_off)
            .reduce(|all, one| format!("{all}; {one}")))
    }

    async fn settle(
        &self,
        mailing: &Mailing,
        occasion: Occasion,
        way: &Way<'_>,
        tries: u32,
        failed: Option<String>,
    ) -> Result<(), ledger::Error> {
        let now = self.clock.now();
        let wait = usize::try_from(tries).ok().and_then(|tries| WAITS.get(tries.checked_sub(1)?));
        let again =
            wait.filter(|_| failed.is_some()).map(|minutes| now + SignedDuration::from_mins(*minutes));
        let trouble = failed.map(|why| super::notice::without_addresses(&why, None));
        if let Some(why) = &trouble {
            let by = if matches!(way, Way::Program(_)) { "command" } else { "mail" };
            let then = if again.is_some() { "is tried again" } else { "is given up" };
            tracing::warn!("{}: the alert \"{}\" by {by} {then}: {why}", mailing.name, occasion.word());
        }
        self.ledger.settle_alert(mailing.id, occasion, &way.name(), trouble, again, now).await
    }

    async fn notice(
        &self,
        settings: &Settings,
        mailing: &Mailing,
        occasion: Occasion,
        now: Timestamp,
    ) -> Result<Notice, Error> {
        // It may have been read before it was moved.
        let moved = matches!(occasion, Occasion::Moved(_));
        let anew = if moved { Some(self.ledger.mailing(mailing.id).await?) } else { None };
        let mailing = anew.as_ref().unwrap_or(mailing);
        let zone = &settings.newsletter.timezone;
        let mut progress = put_off::progress(&self.ledger, mailing.id, zone, now).await?;
        if let Occasion::Preflight(_) | Occasion::TooLate(_) = occasion {
            let (name, known) = (occasion.to_string(), self.ledger.alerts(mailing.id).await?);
            let looked = known.into_iter().find(|one| one.occasion == name && one.way == Occasion::LOOKED);
            progress.trouble = looked.and_then(|one| one.trouble);
        }
        let (mut counts, mut uncounted) = (None, None);
        if occasion == Occasion::Soon && self.ledger.missing_of(mailing.id).await?.is_none() {
            match audience::of(&self.workspace, settings, &self.ledger, mailing).await {
                Ok(counted) => counts = Some(counted.audience),
                Err(why) => uncounted = Some(why.to_string()),
            }
        }
        let stop = settings.web.as_ref().and_then(|web| {
            Some(format!("{}/stop/{}", web.public_url, token::stop(self.ledger.keys(), mailing.id).ok()?))
        });
        let source = settings.newsletter.source();
        let newsletter = settings.newsletter.name.get_or_source(source, source);
        let stop = stop.as_deref();
        let hours = Hours::of(mailing, settings).in_words(now);
        let facts =
            Facts { newsletter, mailing, progress: &progress, audience: counts, uncounted, hours, stop, now };
        Ok(notice(occasion, &facts))
    }
}
