//! How mailings stand.

use std::num::NonZeroU64;

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use super::frozen;
use super::put_off;
use super::reached::Reached;
use super::send::{AGREE, Error, off_in_words};
use crate::domain::settings::{Settings, Window};
use crate::domain::{
    Mailing, MailingKind, MailingState, Occasion, Progress, Schedule, moment_in_words, second_in_words,
};
use crate::ledger::{Alert, Ledger, Rates};

/// One mailing and how far it is.
#[derive(Debug, Clone)]
pub struct Status {
    pub mailing: Mailing,
    pub progress: Progress,
    /// In words, where the issue says something else by now than this mailing, which waits.
    pub old_text: Option<String>,
    /// What a look ahead found amiss, what the team could not be told (yet), and whose clock is off, in words.
    pub untold: Vec<String>,
    /// By language and domain; nothing where only one look in many is shown.
    pub rates: Rates,
    /// When all have been tried that wait now, if it goes on as in the last minute; none where that can't be known.
    pub eta: Option<Timestamp>,
}

/// One mailing, by its name or the beginning of it; or all of them, oldest first.
pub async fn status(reached: &Reached, mailing: Option<&str>, now: Timestamp) -> Result<Vec<Status>, Error> {
    let Reached { workspace, ledger, zone, .. } = reached;
    let mailings = match mailing {
        Some(written) => vec![ledger.find_mailing(written).await?],
        None => ledger.mailings().await?,
    };
    let mut all = Vec::with_capacity(mailings.len());
    for mailing in mailings {
        let old_text = frozen::old_text(workspace, &mailing);
        let (id, one) = (mailing.id, one(ledger, zone, mailing, now).await?);
        let rates = ledger.rates(id, now).await?;
        let rates = if one.progress.sender_alive { rates } else { rates.of_nobody() };
        // Without the settings nobody knows in which hours letters leave.
        let eta = match &reached.settings {
            Some(settings) => eta_by(settings, ledger, &one, &rates, now).await?,
            None => None,
        };
        all.push(Status { old_text, rates, eta, ..one });
    }
    Ok(all)
}

/// How one mailing stands, without a look at its issue: cheap enough to be asked again and again.
pub async fn one(
    ledger: &Ledger,
    zone: &TimeZone,
    mailing: Mailing,
    now: Timestamp,
) -> Result<Status, Error> {
    let progress = put_off::progress(ledger, mailing.id, zone, now).await?;
    let alerts = ledger.alerts(mailing.id).await?;
    let (looks, told): (Vec<_>, Vec<_>) = alerts.iter().partition(|alert| alert.way == Occasion::LOOKED);
    let waits = mailing.state == MailingState::Scheduled;
    let newest = |word: &str| {
        let of_it = |look: &&&Alert| look.found().is_some_and(|occasion| occasion.word() == word);
        looks.iter().rev().find(of_it).and_then(|look| found(look, zone))
    };
    let looked = ["preflight", "too-late"].into_iter().filter_map(newest).filter(|_| waits);
    let over = matches!(mailing.state, MailingState::Sent | MailingState::Cancelled);
    let clocks = if over { Vec::new() } else { ledger.clocks_ahead().await? };
    let clocks = clocks.into_iter().filter(|(_, ahead)| ahead.abs() > AGREE);
    let clocks = clocks.map(|(host, ahead)| off_in_words(&host, ahead));
    let untold = looked.chain(untold(&told, zone, now)).chain(clocks).collect();
    Ok(Status { mailing, progress, old_text: None, untold, rates: Rates::default(), eta: None })
}

async fn eta_by(
    settings: &Settings,
    ledger: &Ledger,
    of: &Status,
    rates: &Rates,
    now: Timestamp,
) -> Result<Option<Timestamp>, Error> {
    match eta(of, rates, settings, now) {
        Some(_) if quotas_keep_some(settings, ledger, of, now).await? => Ok(None),
        eta => Ok(eta),
    }
}

fn eta(of: &Status, rates: &Rates, settings: &Settings, now: Timestamp) -> Option<Timestamp> {
    let progress = &of.progress;
    if progress.state != MailingState::Sending || !progress.sender_alive {
        return None;
    }
    let window = settings.delivery.window.filter(|_| of.mailing.kind == MailingKind::Live);
    let hours = window.map(|window| (window, &settings.newsletter.timezone));
    let first = first_attempts_end(progress.counts.waiting(), progress.per_minute, hours, now)?;
    Some(rates.last_retry.map_or(first, |at| at.max(first)))
}

/// Whether more wait than the quotas of all relays together let pass by now: when the others leave is not known.
async fn quotas_keep_some(
    settings: &Settings,
    ledger: &Ledger,
    of: &Status,
    now: Timestamp,
) -> Result<bool, Error> {
    let relays = &settings.delivery.relays;
    if of.mailing.kind == MailingKind::Files || relays.is_empty() {
        return Ok(false);
    }
    let mut left: u64 = 0;
    for relay in relays {
        let Some(quota) = relay.quota else { return Ok(false) };
        let since = now.checked_sub(quota.per).unwrap_or(Timestamp::MIN);
        let (taken, _) = ledger.taken_by(&relay.name, since).await?;
        left += u64::from(quota.count).saturating_sub(taken);
    }
    Ok(of.progress.counts.waiting() > left)
}

/// At the pace of the last minute, in their hours.
fn first_attempts_end(
    waiting: u64,
    per_minute: u64,
    hours: Option<(Window, &TimeZone)>,
    now: Timestamp,
) -> Option<Timestamp> {
    if waiting == 0 {
        return Some(now);
    }
    let seconds = (waiting * 60).div_ceil(NonZeroU64::new(per_minute)?.get());
    let takes = SignedDuration::from_secs(i64::try_from(seconds).ok()?);
    match hours {
        Some((window, zone)) => window.ends(now, takes, zone),
        None => now.checked_add(takes).ok(),
    }
}

/// `scheduled`, `sending: no sender is running`, `in files`.
pub fn state_in_words(kind: MailingKind, state: MailingState, somebody_sends: bool) -> String {
    let words = kind.state_in_words(state);
    if is_left_alone(state, somebody_sends) {
        format!("{words}: no sender is running")
    } else {
        words.into_owned()
    }
}

/// Somebody must be there to see to it, and nobody is.
pub fn is_left_alone(state: MailingState, somebody_sends: bool) -> bool {
    use MailingState::{Pausing, Scheduled, Sending};
    matches!(state, Scheduled | Sending | Pausing) && !somebody_sends
}

/// `due 2026-12-04 09:00 Europe/Budapest`; `was due …`, with when it was resumed, if that was later than it was to begin.
pub fn due_in_words(mailing: &Mailing, now: Timestamp) -> String {
    let schedule = &mailing.schedule;
    if let Some(asked) = schedule.missed() {
        return format!(
            "was due {}, resumed {}",
            asked.in_words(),
            schedule.shown().strftime("%Y-%m-%d %H:%M")
        );
    }
    let stopped = matches!(mailing.state, MailingState::Paused | MailingState::Held);
    let missed = stopped && mailing.started_at.is_none() && schedule.due <= now;
    format!("{} {}", if missed { "was due" } else { "due" }, schedule.in_words())
}

/// The same for a table: when it was to begin, also if it was resumed later; with its zone unless it is `newsletter`.
pub fn due_in_short(mailing: &Mailing, newsletter: &TimeZone) -> String {
    let words = |schedule: &Schedule| {
        let shown = schedule.shown().strftime("%Y-%m-%d %H:%M").to_string();
        if schedule.is_in(newsletter) { shown } else { format!("{shown} {}", schedule.zone) }
    };
    match mailing.schedule.missed() {
        Some(asked) => format!("was {}", words(&asked)),
        None => words(&mailing.schedule),
    }
}

/// Of a mailing that was resumed at `now`: that it begins at once or goes on, and how late that is; or when it is due.
pub fn resumed_in_words(mailing: &Mailing, now: Timestamp) -> String {
    let (name, schedule) = (&mailing.name, &mailing.schedule);
    let asked = schedule.missed();
    let asked = asked.as_ref().unwrap_or(schedule);
    if now < schedule.due {
        return format!("{name} is scheduled again, due {}", schedule.in_words());
    }
    let then = match mailing.state {
        MailingState::Scheduled => "it starts now".to_owned(),
        _ => format!("it goes on; `courant status {name}` says how far it is"),
    };
    format!("{name} was due {}, {} ago; {then}", asked.in_words(), ago(now.duration_since(asked.due)))
}

/// `8 minutes`, `3 hours`, `2 days`.
pub fn ago(late: SignedDuration) -> String {
    let of = |n: i64, one: &str| format!("{n} {one}{}", if n == 1 { "" } else { "s" });
    match late.as_hours() {
        _ if late.as_mins() < 1 => "less than a minute".to_owned(),
        ..1 => of(late.as_mins(), "minute"),
        hours @ 1..48 => of(hours, "hour"),
        hours => of(hours / 24, "day"),
    }
}

fn found(look: &Alert, zone: &TimeZone) -> Option<String> {
    let (at, why) = (moment_in_words(look.at, zone), look.trouble.as_ref()?);
    Some(format!("looked at {at}: {why}; it is not held for that"))
}

/// What the team has not heard, in words; what is the same for several colleagues once.
fn untold(alerts: &[&Alert], zone: &TimeZone, now: Timestamp) -> Vec<String> {
    let mut each: Vec<(&str, bool, String, u64)> = Vec::new();
    for alert in alerts {
        let Some(why) = &alert.trouble else { continue };
        let occasion = alert.occasion.split('@').next().unwrap_or_default();
        let by_command = alert.way == "command";
        let then = match alert.next_at {
            Some(at) => {
                // What it tells of may be over by then, or nobody is there to try.
                let will = if at > now { "is tried again" } else { "was to be tried again" };
                format!("{will} at {}: {why}", second_in_words(at, zone))
            }
            None => format!("was given up after {} tries: {why}", alert.tries),
        };
        match each.iter_mut().find(|one| (one.0, one.1, &one.2) == (occasion, by_command, &then)) {
            Some(same) => same.3 += 1,
            None => each.push((occasion, by_command, then, 1)),
        }
    }
    let words = |(occasion, by_command, then, colleagues): (&str, bool, String, u64)| {
        let by = match colleagues {
            _ if by_command => "the command".to_owned(),
            1 => "mail".to_owned(),
            some => format!("mail to {some} colleagues"),
        };
        format!("the alert \"{occasion}\" by {by} {then}")
    };
    each.into_iter().map(words).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_several_colleagues_have_not_heard_is_said_once_and_whether_a_try_is_to_come() {
        let at = |second| Timestamp::from_second(second).unwrap();
        let alert = |way: &str, occasion: &str, next_at: Option<Timestamp>| Alert {
            occasion: occasion.to_owned(),
            way: way.to_owned(),
            tries: 6,
            next_at,
            trouble: Some("no route".to_owned()),
            at: at(0),
        };
        let all = [
            alert("a", "held@1", Some(at(60))),
            alert("command", "held@1", Some(at(60))),
            alert("b", "held@1", Some(at(60))),
            alert("a", "started", None),
            Alert { trouble: None, ..alert("b", "started", None) },
        ];
        let said = |now| untold(&all.iter().collect::<Vec<_>>(), &TimeZone::UTC, at(now));
        assert_eq!(
            said(0),
            [
                "the alert \"held\" by mail to 2 colleagues is tried again at 1970-01-01 00:01:00 UTC: no route",
                "the alert \"held\" by the command is tried again at 1970-01-01 00:01:00 UTC: no route",
                "the alert \"started\" by mail was given up after 6 tries: no route",
            ]
        );
        assert!(said(61)[0].contains("was to be tried again at "), "{:?}", said(61));
    }

    #[test]
    fn the_end_is_told_from_the_pace_and_the_hours_and_not_guessed() {
        let at = |time: &str| format!("2026-12-04T{time}Z").parse::<Timestamp>().unwrap();
        let hours = Window { from: "07:00".parse().unwrap(), to: "20:00".parse().unwrap() };
        let zone = TimeZone::UTC;
        for (waiting, per_minute, in_hours, end) in [
            (0, 0, false, Some(at("19:00:00"))),
            (90, 0, false, None),
            (90, 60, false, Some(at("19:01:30"))),
            (90 * 60, 60, false, Some(at("20:30:00"))),
            (60 * 60, 60, true, Some(at("20:00:00"))),
            (90 * 60, 60, true, "2026-12-05T07:30:00Z".parse().ok()),
        ] {
            let hours = in_hours.then_some((hours, &zone));
            assert_eq!(first_attempts_end(waiting, per_minute, hours, at("19:00:00")), end, "{waiting}");
        }
    }

    #[test]
    fn how_late_it_is_is_said_in_what_people_count_in() {
        for (minutes, words) in
            [(1, "1 minute"), (59, "59 minutes"), (60, "1 hour"), (200, "3 hours"), (3000, "2 days")]
        {
            assert_eq!(ago(SignedDuration::from_mins(minutes)), words);
        }
    }
}
