//! About when the last letter of a mailing leaves, by the rate, the quotas and the hours that are set. Whether mail servers
//! take letters as fast as they may is not known beforehand.

use std::collections::VecDeque;

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use crate::desk::opened::Opened;
use crate::desk::reached::Reached;
use crate::domain::settings::{Rate, Relay, Settings, Window};
use crate::domain::{Mailing, MailingKind, MailingState, Progress, end_in_words, moment_in_words};
use crate::ledger::{Error, Ledger};

/// Nobody looks further ahead.
const LONGEST: SignedDuration = SignedDuration::from_hours(366 * 24);

/// The last letters of a mailing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Outlook {
    /// When the last would leave, had it no end; none if that is not within a year.
    last: Option<Timestamp>,
    /// How many would leave after its end.
    too_late: u64,
    end: Timestamp,
}

impl Outlook {
    fn last_in_words(&self, zone: &TimeZone) -> String {
        match self.last {
            Some(at) => format!("at about {}", moment_in_words(at, zone)),
            None => "more than a year from now".to_owned(),
        }
    }

    /// One sentence, for whoever is about to type the number.
    pub fn in_words(&self, zone: &TimeZone) -> String {
        let (last, end) = (self.last_in_words(zone), end_in_words(self.end, zone));
        let readers = match self.too_late {
            1 => "1 reader".to_owned(),
            many => format!("{many} readers"),
        };
        format!(
            "by the rate, quota and hours in config.toml the last letter would leave {last}, and it ends at {end}: about \
             {readers} would not get it"
        )
    }
}

/// What is to be said of the last letters of a mailing that waits or is being sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Forecast {
    pub words: String,
    /// Whether some would leave after its end.
    pub too_late: bool,
}

/// So soon after the first it is of no account when the last leaves.
const AT_ONCE: SignedDuration = SignedDuration::from_mins(1);

/// Letters that are to leave from a moment on.
#[derive(Debug, Clone, Copy)]
struct Batch {
    from: Timestamp,
    letters: u64,
}

/// One relay as far as it is bounded.
#[derive(Debug)]
struct Bound {
    gap: SignedDuration,
    next: Timestamp,
    quota: Option<(usize, SignedDuration)>,
    /// When each of the last letters of a quota left.
    left: VecDeque<Timestamp>,
}

impl Bound {
    /// `taken` letters since `first` count against its quota.
    fn new(relay: &Relay, taken: u64, first: Option<Timestamp>, now: Timestamp) -> Self {
        let quota = relay.quota.map(|quota| (quota.count as usize, quota.per));
        let first = first.unwrap_or(now);
        let many = usize::try_from(taken).unwrap_or(usize::MAX).min(quota.map_or(0, |(most, _)| most));
        // When each of them left in between is not asked for.
        let step = now.duration_since(first) / i32::try_from(many.max(1)).unwrap_or(i32::MAX);
        let left = (0..many).scan(first, |at, _| {
            let this = *at;
            *at = at.checked_add(step).unwrap_or(this);
            Some(this)
        });
        let gap = relay.rate.map_or(SignedDuration::ZERO, Rate::gap);
        Self { gap, next: Timestamp::MIN, left: left.collect(), quota }
    }

    /// When it takes the next.
    fn takes(&self) -> Timestamp {
        let room = self.quota.filter(|(most, _)| self.left.len() >= *most);
        let room = room.and_then(|(_, per)| self.left.front()?.checked_add(per).ok());
        self.next.max(room.unwrap_or(Timestamp::MIN))
    }

    fn took(&mut self, at: Timestamp) {
        self.next = at.checked_add(self.gap).unwrap_or(Timestamp::MAX);
        if let Some((most, _)) = self.quota {
            self.left.push_back(at);
            if self.left.len() > most {
                self.left.pop_front();
            }
        }
    }
}

/// The hours, with those that were found last.
struct Open<'a> {
    hours: Option<(Window, &'a TimeZone)>,
    from: Timestamp,
    to: Timestamp,
}

impl Open<'_> {
    /// The first moment within them from `at` on.
    fn within(&mut self, at: Timestamp) -> Timestamp {
        let Some((window, zone)) = self.hours.filter(|_| at < self.from || at >= self.to) else { return at };
        let opens = if window.contains(at, zone) { Some(at) } else { window.opens(at, zone) };
        let found = opens.and_then(|from| Some((from, window.closes(from, zone)?)));
        (self.from, self.to) = found.unwrap_or((at, Timestamp::MAX));
        self.from
    }
}

/// When the last of the last batch leaves, and how many of it leave at `end` or later.
fn leaves(
    (rate, hours): (Option<Rate>, Option<(Window, &TimeZone)>),
    mut bounds: Vec<Bound>,
    batches: &[Batch],
    end: Timestamp,
) -> (Option<Timestamp>, u64) {
    let gap = rate.map_or(SignedDuration::ZERO, Rate::gap);
    let mut open = Open { hours, from: Timestamp::MAX, to: Timestamp::MIN };
    let mut next = Timestamp::MIN;
    let (mut last, mut too_late) = (None, 0);
    for batch in batches {
        let latest = batch.from.checked_add(LONGEST).unwrap_or(Timestamp::MAX);
        (last, too_late) = (None, 0);
        for letter in 0..batch.letters {
            let first = bounds.iter_mut().min_by_key(|bound| bound.takes());
            let takes = first.as_ref().map_or(Timestamp::MIN, |bound| bound.takes());
            let at = open.within(batch.from.max(next).max(takes));
            if at > latest {
                (last, too_late) = (None, too_late + batch.letters - letter);
                break;
            }
            if let Some(bound) = first {
                bound.took(at);
            }
            next = at.checked_add(gap).unwrap_or(Timestamp::MAX);
            too_late += u64::from(at >= end);
            last = Some(at);
        }
    }
    (last, too_late)
}

/// Of a mailing to so many `readers` that is due then: what would leave after its `end`, by what is set and by what is
/// ahead of it. None if everybody gets it in time.
pub(super) async fn outlook(
    ledger: &Ledger,
    settings: &Settings,
    readers: u64,
    (due, end): (Timestamp, Option<Timestamp>),
    now: Timestamp,
) -> Result<Option<Outlook>, Error> {
    let Some(end) = end else { return Ok(None) };
    let found = look_ahead(ledger, settings, readers, (due, end), now).await?;
    Ok((found.too_late > 0).then_some(found))
}

async fn look_ahead(
    ledger: &Ledger,
    settings: &Settings,
    readers: u64,
    (due, end): (Timestamp, Timestamp),
    now: Timestamp,
) -> Result<Outlook, Error> {
    let delivery = &settings.delivery;
    let mut bounds = Vec::new();
    for relay in &delivery.relays {
        let since = now.saturating_sub(relay.quota.map_or(SignedDuration::ZERO, |quota| quota.per));
        let (taken, first) = ledger.taken_by(&relay.name, since.unwrap_or(Timestamp::MIN)).await?;
        bounds.push(Bound::new(relay, taken, first, now));
    }
    let mut batches = Vec::new();
    for mailing in ledger.open_mailings().await? {
        if is_ahead(&mailing, due) {
            let letters = match ledger.is_planned(mailing.id).await? {
                true => ledger.counts(mailing.id).await?.waiting(),
                false => mailing.confirmed,
            };
            batches.push(Batch { from: mailing.schedule.due.max(now), letters });
        }
    }
    batches.sort_by_key(|batch| batch.from);
    batches.push(Batch { from: due.max(now), letters: readers });
    let (zone, rate, window) = (settings.newsletter.timezone.clone(), delivery.rate, delivery.window);
    let found = tokio::task::spawn_blocking(move || {
        leaves((rate, window.map(|window| (window, &zone))), bounds, &batches, end)
    })
    .await;
    let (last, too_late) = found.unwrap_or((None, 0));
    Ok(Outlook { last, too_late, end })
}

fn is_ahead(mailing: &Mailing, due: Timestamp) -> bool {
    let goes_on = matches!(mailing.state, MailingState::Scheduled | MailingState::Sending);
    mailing.kind == MailingKind::Live && goes_on && mailing.schedule.due < due
}

/// Before a mailing of a `kind` is written: that its last letters would leave after its end, if they would. Nothing where
/// that can't be known, which keeps nobody from sending.
pub async fn late_in_words(
    opened: &Opened,
    kind: MailingKind,
    readers: u64,
    (due, end): (Timestamp, Option<Timestamp>),
    now: Timestamp,
) -> Option<String> {
    if kind == MailingKind::Files {
        return None;
    }
    let Opened { ledger, settings, .. } = opened;
    let found = outlook(ledger, settings, readers, (due, end), now).await.ok().flatten()?;
    Some(found.in_words(&settings.newsletter.timezone))
}

/// When the rest of a mailing that waits or is being sent leaves. None where nothing that is set keeps it back, or where
/// that can't be known.
pub async fn forecast(
    reached: &Reached,
    mailing: &Mailing,
    progress: &Progress,
    now: Timestamp,
) -> Option<Forecast> {
    let settings = reached.settings.as_ref()?;
    let goes_on = matches!(progress.state, MailingState::Scheduled | MailingState::Sending);
    let rest = match progress.counts.rows() {
        0 => mailing.confirmed,
        _ => progress.counts.waiting() + progress.counts.later(),
    };
    if mailing.kind == MailingKind::Files || !goes_on || rest == 0 {
        return None;
    }
    let (due, end) = (mailing.schedule.due, mailing.expires_at.unwrap_or(Timestamp::MAX));
    let found = look_ahead(&reached.ledger, settings, rest, (due, end), now).await.ok()?;
    let at_once = found.last.is_some_and(|last| last.duration_since(due.max(now)) < AT_ONCE);
    let words = match (found.too_late, at_once) {
        (0, true) => return None,
        (0, false) => format!(
            "by the rate, quota and hours in config.toml the last letter leaves {}",
            found.last_in_words(&reached.zone)
        ),
        _ => found.in_words(&reached.zone),
    };
    Some(Forecast { words, too_late: found.too_late > 0 })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::settings::{Quota, RatePer, Tls};

    fn at(written: &str) -> Timestamp {
        format!("{written}:00Z").parse().expect("a moment")
    }

    fn hourly(count: u32) -> Rate {
        Rate { count, per: RatePer::Hour }
    }

    fn relay(quota: Option<(u32, i64)>, rate: Option<u32>) -> Relay {
        let quota = quota.map(|(count, hours)| Quota { count, per: SignedDuration::from_hours(hours) });
        Relay { quota, rate: rate.map(hourly), ..Relay::at("mail.example.org", 25, Tls::None) }
    }

    /// The last of so many letters from nine in the morning on, and how many leave after the evening of the next day.
    fn told(relays: &[Relay], taken: (u64, &str), letters: u64) -> (Option<Timestamp>, u64) {
        let now = at("2026-12-04T09:00");
        let bounds = relays.iter().map(|relay| Bound::new(relay, taken.0, Some(at(taken.1)), now));
        let batches = [Batch { from: now, letters }];
        leaves((None, None), bounds.collect(), &batches, at("2026-12-05T18:00"))
    }

    #[test]
    fn the_last_letter_leaves_when_quotas_and_rates_let_it() {
        let none = (0, "2026-12-04T09:00");
        let quota = Some((10, 24));
        for (relays, taken, letters, last, too_late) in [
            (vec![relay(None, None)], none, 5000, "2026-12-04T09:00", 0),
            (vec![relay(quota, None)], none, 20, "2026-12-05T09:00", 0),
            (vec![relay(quota, None)], none, 40, "2026-12-07T09:00", 20),
            (vec![relay(quota, None)], (10, "2026-12-03T21:00"), 11, "2026-12-05T21:00", 1),
            (vec![relay(None, Some(1))], none, 34, "2026-12-05T18:00", 1),
            (vec![relay(None, Some(1)), relay(quota, None)], none, 20, "2026-12-04T18:00", 0),
        ] {
            assert_eq!(
                told(&relays, taken, letters),
                (Some(at(last)), too_late),
                "{letters} over {relays:?}"
            );
        }
        assert_eq!(
            told(&[relay(Some((1, 24)), None)], none, 5000),
            (None, 4998),
            "nobody looks so far ahead"
        );
    }

    #[test]
    fn letters_wait_for_their_hours_and_for_those_that_are_ahead() {
        let hours = Window { from: "08:00".parse().expect("a time"), to: "20:00".parse().expect("a time") };
        let hours = Some((hours, &TimeZone::UTC));
        let now = at("2026-12-04T09:00");
        let batch = |letters| Batch { from: now, letters };
        let end = at("2026-12-05T08:15");
        let last = |limits, batches: &[Batch]| leaves(limits, Vec::new(), batches, end);
        assert_eq!(last((Some(hourly(2)), hours), &[batch(24)]), (Some(at("2026-12-05T08:30")), 1));
        assert_eq!(last((Some(hourly(2)), None), &[batch(24)]), (Some(at("2026-12-04T20:30")), 0));
        let quota = relay(Some((10, 24)), None);
        let after = |ahead: &[Batch]| {
            let bounds = vec![Bound::new(&quota, 0, None, now)];
            leaves((None, None), bounds, &[ahead, &[batch(3)]].concat(), end)
        };
        assert_eq!(after(&[]), (Some(now), 0));
        assert_eq!(after(&[batch(10)]), (Some(at("2026-12-05T09:00")), 3));
    }
}
