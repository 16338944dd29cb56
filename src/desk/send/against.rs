//! What stands against a mailing's start or its end: a clock that can't be right, a start missed, sending switched off.

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use crate::domain::settings::{Settings, TransportKind};
use crate::domain::{Clock, HoldReason, Mailing, MailingKind, Mode, end_in_words, moment_in_words};
use crate::ledger::{self, Boot, ClockMark, Ledger, patiently};

/// A clock so far behind what the ledger has seen is wrong.
pub const BACKWARDS: SignedDuration = SignedDuration::from_mins(5);
/// Before this program was written.
const BUILT: i16 = 2026;

/// What stands against starting now.
pub(super) fn against(
    mailing: &Mailing,
    settings: &Settings,
    newest: Option<Timestamp>,
    set: Option<SignedDuration>,
    now: Timestamp,
    shared: bool,
) -> Option<HoldReason> {
    let distrusted = distrusted(newest, set, &settings.newsletter.timezone, now, shared);
    if distrusted.is_some() {
        return distrusted;
    }
    if let Some(end) = mailing.expires_at.filter(|end| *end <= now) {
        return Some(HoldReason::Ended { end: end_in_words(end, &settings.newsletter.timezone) });
    }
    let late = now.duration_since(mailing.schedule.due);
    if late > settings.delivery.late_start {
        return Some(HoldReason::Missed { minutes_late: late.as_mins() });
    }
    switched_off(mailing, settings)
}

/// By how much the clock was set since it was last trusted in this start of the machine, if that is much.
pub(super) async fn clock_was_set(
    ledger: &Ledger,
    clock: Clock,
) -> Result<Option<SignedDuration>, ledger::Error> {
    if clock.running().is_none() {
        return Ok(None);
    }
    let trusted = patiently(|| ledger.clock_trusted()).await?;
    // Both at once: what was waited for between them would pass for a clock that was set.
    let (now, running) = (clock.now(), clock.running());
    let mark = ClockMark::beside(ledger.path());
    Ok(running.and_then(|running| mark.jump(&Boot::current(), trusted, now, running)))
}

/// What stands against calling a mailing's end past, which it is for good: a clock that was set.
pub(super) async fn against_the_end(
    ledger: &Ledger,
    clock: Clock,
    zone: &TimeZone,
) -> Result<Option<HoldReason>, ledger::Error> {
    Ok(distrusted(None, clock_was_set(ledger, clock).await?, zone, clock.now(), ledger.is_shared()))
}

/// Whether the clock can't be right: the database's, where machines share a ledger.
pub(super) fn distrusted(
    newest: Option<Timestamp>,
    set: Option<SignedDuration>,
    zone: &TimeZone,
    now: Timestamp,
    shared: bool,
) -> Option<HoldReason> {
    let year = now.to_zoned(TimeZone::UTC).year();
    let shown = |at| moment_in_words(at, zone);
    if let Some(newest) = newest.filter(|newest| newest.duration_since(now) > BACKWARDS) {
        let detail = format!("it is {} by the clock, and {} has been already", shown(now), shown(newest));
        return Some(HoldReason::Clock { detail, shared });
    }
    if let Some(set) = set {
        let (by, way) = (set.abs().as_mins(), if set.is_negative() { "back" } else { "forward" });
        let shows = shown(now);
        let detail =
            format!("it was set {way} by {by} minutes, or the machine stood still; it shows {shows}");
        return Some(HoldReason::Clock { detail, shared });
    }
    (year < BUILT).then(|| HoldReason::Clock { detail: format!("the clock says that it is {year}"), shared })
}

/// Whether the settings have been changed so that the lists are not to be mailed.
pub fn switched_off(mailing: &Mailing, settings: &Settings) -> Option<HoldReason> {
    let live = mailing.kind == MailingKind::Live;
    if live && settings.delivery.transport == TransportKind::Files {
        return Some(HoldReason::FilesOnly);
    }
    (live && settings.newsletter.mode == Mode::Test).then_some(HoldReason::TestMode)
}
