//! When first attempts do not leave: outside of the hours that config.toml names. And when nothing leaves over a relay: it
//! has had its quota.

use std::sync::atomic::Ordering;
use std::time::Duration;

use jiff::tz::TimeZone;
use jiff::{RoundMode, SignedDuration, Timestamp, TimestampRound, Unit};
use tokio::time::Instant;

use super::{Outlet, Post};
use crate::domain::settings::{Settings, Window};
use crate::domain::{Mailing, MailingKind, moment_in_words, second_in_words};
use crate::ledger::{self, Ledger, patiently};

/// However long it lasts: clocks are set, machines sleep.
const LOOK: Duration = Duration::from_secs(15);

/// The hours in which letters leave for the first time.
#[derive(Debug)]
pub struct Hours {
    /// None is at any hour.
    window: Option<Window>,
    zone: TimeZone,
}

impl Hours {
    /// Those of this mailing: letters that become files disturb nobody.
    pub fn of(mailing: &Mailing, settings: &Settings) -> Self {
        let window = settings.delivery.window.filter(|_| mailing.kind == MailingKind::Live);
        Self { window, zone: settings.newsletter.timezone.clone() }
    }

    /// The newsletter's.
    pub fn zone(&self) -> &TimeZone {
        &self.zone
    }

    /// When they begin again, if they are over.
    fn over_until(&self, now: Timestamp) -> Option<(Timestamp, Window)> {
        let window = self.window.filter(|window| !window.contains(now, &self.zone))?;
        Some((window.opens(now, &self.zone)?, window))
    }

    pub fn are_over(&self, now: Timestamp) -> bool {
        self.over_until(now).is_some()
    }

    /// `since`, or when they began last: before that nobody was asked. None while they are over.
    pub fn asked_since(&self, since: Timestamp, now: Timestamp) -> Option<Timestamp> {
        let Some(window) = self.window else { return Some(since) };
        let began = window.opened(now, &self.zone).filter(|_| !self.are_over(now))?;
        Some(since.max(began))
    }

    /// Whether nothing of a mailing that has something left may leave now: they are over, and nobody who was tried before
    /// is due again.
    pub async fn leave_nothing(
        &self,
        mailing: &Mailing,
        ledger: &Ledger,
        now: Timestamp,
    ) -> Result<bool, ledger::Error> {
        // What comes too late by now is settled at any hour.
        if !self.are_over(now) || mailing.expires_at.is_some_and(|at| at <= now) {
            return Ok(false);
        }
        let due = patiently(|| ledger.tried_due(mailing.id)).await?;
        Ok(due.is_none_or(|due| due > now))
    }

    /// In words, if they are over.
    pub fn in_words(&self, now: Timestamp) -> Option<String> {
        let (until, window) = self.over_until(now)?;
        let until = until.to_zoned(self.zone.clone());
        let when = until.strftime("%Y-%m-%d %H:%M");
        Some(format!(
            "first attempts leave between {} only (window in config.toml); they go on at {when}",
            window.in_words()
        ))
    }

    /// A moment where the newsletter is at home.
    pub fn second(&self, at: Timestamp) -> String {
        second_in_words(at, &self.zone)
    }

    /// The minute by which it is that late, where the newsletter is at home.
    fn by_the_clock(&self, at: Timestamp) -> String {
        let minutes = TimestampRound::new().smallest(Unit::Minute).mode(RoundMode::Ceil);
        moment_in_words(at.round(minutes).unwrap_or(at), &self.zone)
    }
}

impl Post {
    /// For how long nothing leaves over this relay.
    pub async fn rests(&self, outlet: &Outlet) -> Option<Duration> {
        self.has_had_its_quota(outlet).await.map(|until| until_then(self.now(), until))
    }

    /// Until when the relay takes no more, as the ledger has it. Counted anew when what was left is used up, and now and
    /// then where others send over it as well.
    async fn has_had_its_quota(&self, outlet: &Outlet) -> Option<Timestamp> {
        let quota = outlet.quota?;
        let name = outlet.name.as_ref()?;
        let mut counted = outlet.counted.lock().await;
        let now = Instant::now();
        let shared = self.turn.ledger().is_shared();
        let old = counted.is_none_or(|at| shared && now.duration_since(at) >= LOOK);
        if !old && outlet.left.load(Ordering::Relaxed) > 0 {
            return None;
        }
        let since = self.now().checked_sub(quota.per).unwrap_or(Timestamp::MIN);
        // Those are not in the ledger yet, or are counted twice for once.
        let under_way = i64::try_from(outlet.dealings.under_way()).unwrap_or(i64::MAX);
        let asked = patiently(|| self.turn.ledger().taken_by(name, since)).await;
        let (letters, first) = match asked {
            Ok(counts) => counts,
            Err(error) => {
                self.lost_the_ledger(&error);
                return None;
            }
        };
        let left = i64::from(quota.count) - i64::try_from(letters).unwrap_or(i64::MAX) - under_way;
        outlet.left.store(left, Ordering::Relaxed);
        *counted = Some(now);
        let rests = left <= 0;
        if rests {
            let until = first.unwrap_or(since).checked_add(quota.per).unwrap_or(Timestamp::MAX);
            outlet.resting.store(true, Ordering::Relaxed);
            let who = outlet.called(self.outlets.len() == 1);
            let at = self.hours.by_the_clock(until);
            let words = format!("{who} takes {quota}, and has had them; it goes on at {at}");
            // Letters that are still under way may have told of something else, or that all is well.
            if outlet.dealings.trouble().as_ref() != Some(&words) {
                self.amiss(outlet, words).await;
            }
            return Some(until);
        }
        outlet.resting.store(false, Ordering::Relaxed);
        None
    }
}

fn until_then(now: Timestamp, until: Timestamp) -> Duration {
    let wait = until.duration_since(now).max(SignedDuration::from_millis(100));
    Duration::try_from(wait).unwrap_or(LOOK).min(LOOK)
}
