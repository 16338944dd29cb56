//! How mailings stand.

use std::num::NonZeroU64;

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use super::frozen;
use super::reached::Reached;
use super::send::Error;
use crate::domain::settings::{Settings, Window};
use crate::domain::{
    HoldReason, Mailing, MailingKind, MailingState, Occasion, Progress, Schedule, moment_in_words,
};
use crate::ledger::{Alert, Ledger, Rates};

/// One mailing and how far it is.
#[derive(Debug, Clone)]
pub struct Status {
    pub mailing: Mailing,
    pub progress: Progress,
    /// In words, where the issue says something else by now than this mailing, which waits.
    pub old_text: Option<String>,
    /// What a look ahead found amiss, and what the team could not be told (yet), in words.
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
    let progress = ledger.progress(mailing.id, now).await?;
    let alerts = ledger.alerts(mailing.id).await?;
    let (looks, told): (Vec<_>, Vec<_>) = alerts.iter().partition(|alert| alert.way == Occasion::LOOKED);
    let waits = mailing.state == MailingState::Scheduled;
    let looked = looks.iter().rev().find_map(|look| found(look, zone)).filter(|_| waits);
    let untold = looked.into_iter().chain(told.iter().filter_map(|alert| untold(alert, zone))).collect();
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

/// `scheduled`, `sending: no sender is running`.
pub fn state_in_words(state: MailingState, somebody_sends: bool) -> String {
    let words = state.as_str();
    if is_left_alone(state, somebody_sends) {
        format!("{words}: no sender is running")
    } else {
        words.to_owned()
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
    look.found_unreachable()?;
    let (at, why) = (moment_in_words(look.at, zone), look.trouble.as_ref()?);
    Some(format!("looked at {at}: {why}; it is not held for that"))
}

fn untold(alert: &Alert, zone: &TimeZone) -> Option<String> {
    let why = alert.trouble.as_ref()?;
    let occasion = alert.occasion.split('@').next().unwrap_or_default();
    let by = if alert.way == "command" { "the command" } else { "mail" };
    let then = match alert.next_at {
        Some(at) => {
            let at = at.to_zoned(zone.clone());
            format!("is tried again at {}", at.strftime("%Y-%m-%d %H:%M:%S %Z"))
        }
        None => format!("was given up after {} tries", alert.tries),
    };
    Some(format!("the alert \"{occasion}\" by {by} {then}: {why}"))
}

const FORGETS: &str = "it may not know of letters that were sent since, or of readers who have left";
const GO_LIVE: &str = "set mode = \"live\" in config.toml if it is to reach the lists, then resume";
const ADOPT: &str = "`courant adopt` says what that means, and lets the mailings go on";
const ANOTHER_SERVER: &str = "the database was restored, or another server has taken over: it may have forgotten letters that were sent";
const AFTER_ANOTHER_SERVER: &str = "compare `courant missing MAILING` with the mail server's log: whoever is said to \
     wait and has it would get it twice; then resume or cancel";

const FILES_ONLY: &str = "config.toml says transport = \"files\" by now: nobody is to be mailed";
const AFTER_RULES: &str =
    "bring the time zone data (tzdata) of all machines that send up to date, then resume";
const AFTER_FILES_ONLY: &str =
    "set transport = \"smtp\" in config.toml if it is to reach the lists, then resume; or cancel it";

const AFTER_NOBODY_LEFT: &str =
    "`courant missing MAILING` says why; cancel it, and send it anew if somebody else is to get it";

fn nobody_left(confirmed: u64) -> String {
    format!(
        "{confirmed} readers were confirmed, and none of them was left to send it to when it was to begin"
    )
}

const AFTER_AUTH: &str = "mend username and password, or what token_command prints (`courant doctor --smtp` tries it), \
     then resume";
const AFTER_OLD_LIST: &str =
    "see where the list comes from; cancel it, or resume for the rest: this is not asked again";

fn old_list(hard: u64, of: u64) -> String {
    format!("{hard} of the first {of} letters went to addresses that do not exist: is this an old list?")
}

fn minutes(late: i64) -> String {
    match late {
        ..1 => "less than a minute".to_owned(),
        1 => "1 minute".to_owned(),
        _ => format!("{late} minutes"),
    }
}

/// Why the program stopped the mailing `name`, and what to do about it, for people.
pub fn stopped_in_words(why: &HoldReason, name: &str) -> (String, String) {
    let (what, remedy) = held_in_words(why);
    (what, remedy.replace("MAILING", name))
}

/// The same for a log, which needs no remedy.
pub fn held_in_words(why: &HoldReason) -> (String, &'static str) {
    match why {
        HoldReason::Missed { minutes_late } => (
            format!("it was found {} after it was due", minutes(*minutes_late)),
            "resume it if it is still to go out, or cancel it",
        ),
        HoldReason::Clock { detail } => {
            (format!("this machine's clock can't be trusted: {detail}"), "set it if it is wrong, then resume")
        }
        HoldReason::Rules { detail } => (detail.clone(), AFTER_RULES),
        HoldReason::CountChanged { confirmed, now } => (
            format!("{confirmed} readers were confirmed, and now the lists have {now}"),
            "look at the lists; resume asks for the new number, or cancel it",
        ),
        HoldReason::NobodyLeft { confirmed } => (nobody_left(*confirmed), AFTER_NOBODY_LEFT),
        HoldReason::Workspace { detail } => (
            format!("the workspace can't be used: {detail}"),
            "mend it (courant check, courant doctor), then resume",
        ),
        HoldReason::TestMode => ("the newsletter is in test mode".to_owned(), GO_LIVE),
        HoldReason::FilesOnly => (FILES_ONLY.to_owned(), AFTER_FILES_ONLY),
        HoldReason::Auth { reply } => (format!("the mail server refuses the sign-in: {reply}"), AFTER_AUTH),
        HoldReason::SenderRefused { reply } => (
            format!("the mail server refuses the sender: {reply}"),
            "use an address that the account may send from, then resume",
        ),
        HoldReason::RelayDenied { reply } => (
            format!("the mail server will not pass on our mail: {reply}"),
            "sign in to it, or ask its administrator, then resume",
        ),
        HoldReason::Refused { reply } => (
            format!("the mail server refuses every connection: {reply}"),
            "ask its administrator why it refuses this machine, then resume; no letter was offered to it",
        ),
        HoldReason::Policy { reply } => (
            format!("too many letters were refused for policy: {reply}"),
            "`courant missing MAILING --send` tries those refused again later; ask the mail server's administrator what is \
             wrong, then resume for the rest",
        ),
        HoldReason::Content { reply } => (
            format!("letters are refused for their content: {reply}"),
            "cancel it and mend the issue, or resume if it was the server's mistake",
        ),
        HoldReason::Protocol { reply } => {
            (format!("the mail server does not understand us: {reply}"), "report this with its words")
        }
        HoldReason::TooManyUnknown { count, detail } => (
            format!(
                "{count} letters in a minute were handed over, and nobody can know whether they were taken{}",
                if detail.is_empty() { String::new() } else { format!("; of the last one: {detail}") }
            ),
            "say of each uncertain one what becomes of it (courant decide MAILING ADDRESS leave|accepted|resend), see \
             whether the mail server is well, then resume",
        ),
        HoldReason::ManyBounces { hard, of } => (old_list(*hard, *of), AFTER_OLD_LIST),
        HoldReason::GaveUp { detail } => (
            format!("the mail server has taken nothing for as long as letters are tried: {detail}"),
            "ask its administrator what is wrong, then resume; or cancel it",
        ),
        HoldReason::Tls { detail } => (
            format!("the line to the mail server is not safe: {detail}"),
            "mend its certificate, or name its authority in ca_file, then resume",
        ),
        HoldReason::Storage { detail } => {
            (format!("the disk can't take it: {detail}"), "make room, then resume")
        }
        HoldReason::Copied { detail } => (format!("{detail}; {FORGETS}"), ADOPT),
        HoldReason::AnotherServer => (ANOTHER_SERVER.to_owned(), AFTER_ANOTHER_SERVER),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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

    #[test]
    fn a_moment_is_not_said_to_be_0_minutes() {
        for (minutes_late, words) in [(0, "less than a minute"), (1, "1 minute"), (121, "121 minutes")] {
            let (what, _) = held_in_words(&HoldReason::Missed { minutes_late });
            assert_eq!(what, format!("it was found {words} after it was due"));
        }
    }

    #[test]
    fn uncertain_letters_that_stop_a_mailing_are_decided_by_a_command_that_is_named() {
        let (_, remedy) = stopped_in_words(
            &HoldReason::TooManyUnknown { count: 9, detail: String::new() },
            "2018-06-summer",
        );
        assert!(remedy.contains("courant decide 2018-06-summer ADDRESS leave|accepted|resend"), "{remedy}");
    }

    #[test]
    fn a_command_that_is_named_as_the_remedy_can_be_typed_as_it_stands() {
        let why = HoldReason::Policy { reply: "550 5.7.1 blocked".into() };
        let (_, remedy) = stopped_in_words(&why, "2018-06-summer.2");
        assert!(remedy.contains("`courant missing 2018-06-summer.2 --send`"), "{remedy}");
    }
}
