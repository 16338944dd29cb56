//! The uppermost pane: what the mailing is doing, what became of it so far, and what to do where it stopped.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use ratatui::style::Style;

use super::super::Scene;
use super::super::shelf::state_word;
use super::super::spots::sentence;
use super::moves;
use super::sheet::Sheet;
use super::sums::sums;
use crate::desk::held::stopped_in_words;
use crate::desk::status::{ago, due_in_words};
use crate::domain::{HoldReason, Mailing, MailingKind, MailingState, Progress};
use crate::tui::theme::Role;
use crate::tui::widgets::{
    Rows, bar, due, due_elsewhere, due_with_zone, end_beside, moment_beside, number, plural, wrap,
};

/// How long until it is due; none once it is.
pub fn countdown(mailing: &Mailing, now: Timestamp) -> Option<i64> {
    let seconds = mailing.schedule.due.duration_since(now).as_secs();
    (mailing.state == MailingState::Scheduled && seconds > 0).then_some(seconds)
}

/// What to say of a mailing that has no readers yet: they are looked up when it begins.
fn not_begun(state: MailingState, progress: Option<&Progress>) -> Option<&'static str> {
    use MailingState::{Cancelled, Draft, Held, Paused, Pausing, Scheduled, Sending, Sent};
    let none = progress.map(|progress| progress.counts.rows() == 0);
    match (state, none) {
        (Cancelled, None | Some(true)) => Some("Cancelled before it began: nobody got it."),
        (Scheduled | Sending, Some(true)) => Some("It is due: its readers are being looked up …"),
        (Pausing | Paused | Held, Some(true)) => Some("It has not begun: nobody has got it yet."),
        (Draft | Sent, _) | (_, None | Some(false)) => None,
    }
}

/// What F8 leads to where it is over.
fn once_more(kind: MailingKind) -> &'static str {
    match kind {
        MailingKind::Live => "F8 once more, to send it to others, or again.",
        MailingKind::Files => "F8 once more, to send it.",
    }
}

/// `room`: in cells.
pub fn overview(mailing: &Mailing, progress: Option<&Progress>, room: usize, scene: &Scene<'_>) -> Sheet {
    let state = progress.map_or(mailing.state, |progress| progress.state);
    Sheet {
        title: format!("{} {}", mailing.name, state_word(mailing.kind, state).to_lowercase()),
        remark: about_time(mailing, progress, scene),
        rows: rows(mailing, progress, room, scene),
        comfort: Vec::new(),
    }
}

fn rows(mailing: &Mailing, progress: Option<&Progress>, room: usize, scene: &Scene<'_>) -> Rows {
    let theme = scene.theme;
    let state = progress.map_or(mailing.state, |progress| progress.state);
    let mut rows = Rows::default();
    let held = progress.and_then(|progress| progress.held.as_ref()).or(mailing.held.as_ref());
    if state == MailingState::Held
        && let Some(reason) = held
    {
        let told = progress.and_then(|progress| progress.held_on.as_deref());
        let on = told.or(mailing.held_on.as_deref());
        let (why, remedy) = stopped_in_words(reason, on, &mailing.name);
        // What keys show here are this machine's files.
        let remedy = by_keys(reason)
            .filter(|_| on.is_none() || !reason.is_of_the_machine())
            .map_or(remedy, str::to_owned);
        let key = if ends(reason) { "Del" } else { "Space" };
        for line in wrap(&format!("x Held: {why}\n{remedy} ({key})"), room) {
            rows.line(&line, theme.style(Role::MustFix));
        }
    }
    if let Some(seconds) = countdown(mailing, scene.now) {
        waiting(mailing, seconds, progress, room, &mut rows, scene);
    } else if let Some(words) = not_begun(state, progress) {
        rows.line(words, theme.style(Role::Title));
        if matches!(state, MailingState::Pausing | MailingState::Paused | MailingState::Held) {
            let going_on = match held {
                Some(reason) if ends(reason) => None,
                _ => Some(if state == MailingState::Held { "going on" } else { "Space" }),
            };
            let words = due_or_late(mailing, going_on, scene);
            wrap(&words, room).iter().for_each(|line| rows.line(line, Style::new()));
            wrap(&for_whom(mailing), room).iter().for_each(|line| rows.line(line, Style::new()));
        }
        if state == MailingState::Cancelled {
            rows.line("F8 once more, to send or schedule it anew.", Style::new());
        }
    } else if let Some(progress) = progress {
        let (done, all) = (progress.counts.done(), progress.counts.recipients() + progress.given_up());
        let percent = (done * 100).checked_div(all).unwrap_or(0);
        let bar = bar(done, all, room.saturating_sub(8));
        rows.line(&format!("{bar} {percent:>3} %"), theme.style(Role::Ok));
        sums(mailing, progress, room, &mut rows);
        let files = mailing.kind.caveat().map(|words| wrap(&sentence(words), room)).unwrap_or_default();
        files.iter().for_each(|line| rows.line(line, Style::new()));
        if moves(progress.state) {
            until(mailing, room, &mut rows, scene);
        }
    } else if scene.work.unwatched.is_none() {
        rows.line("Reading the ledger …", Style::new());
    }
    if let Some(why) = &scene.work.unwatched {
        let words = format!("x The ledger can't be read: {why}");
        wrap(&words, room).iter().for_each(|line| rows.line(line, theme.style(Role::MustFix)));
    }
    if mailing.schedule.missed().is_some() {
        let late = due_in_words(mailing, scene.now);
        wrap(&late, room).iter().for_each(|line| rows.line(line, Style::new()));
    }
    if state == MailingState::Sent {
        rows.line(once_more(mailing.kind), Style::new());
    }
    others(room, &mut rows, scene);
    if let Some(words) = alone(progress) {
        wrap(words, room).iter().for_each(|line| rows.line(line, theme.style(Role::Attention)));
    }
    if progress.is_some_and(|progress| progress.sender_starting && moves(state)) {
        rows.line("A sender is starting.", Style::new());
    }
    rows
}

/// What to do about it here, where keys do what the shell has commands for.
fn by_keys(reason: &HoldReason) -> Option<&'static str> {
    Some(match reason {
        HoldReason::CountChanged { .. } => {
            "look at the lists (F6); going on asks for the new number, Del cancels it"
        }
        HoldReason::Workspace { .. } => "mend it (F5 names what it finds), then go on",
        HoldReason::TooManyUnknown { .. } => {
            "say of each uncertain one what becomes of it (Enter), see whether the mail server is well, then go on"
        }
        _ => return None,
    })
}

/// Of a mailing that was stopped before it began: when it is or was due, and what `going_on` makes of that.
fn due_or_late(mailing: &Mailing, going_on: Option<&str>, scene: &Scene<'_>) -> String {
    let (words, then) = match late_words(mailing, scene.now, &scene.zone()) {
        Some(words) => (format!("Was due {words}"), "begins at once"),
        None => (format!("Due {}", due(&mailing.schedule, &scene.zone())), "lets it wait for that again"),
    };
    going_on.map_or_else(|| format!("{words}."), |key| format!("{words}; {key} {then}."))
}

/// `Thu 4 Dec 2026 09:00, 8 minutes ago`; none while it is not due.
pub fn late_words(mailing: &Mailing, now: Timestamp, newsletter: &TimeZone) -> Option<String> {
    let asked = mailing.schedule.missed();
    let asked = asked.as_ref().unwrap_or(&mailing.schedule);
    let late = (asked.due <= now).then(|| ago(now.duration_since(asked.due)))?;
    Some(format!("{}, {late} ago", due(asked, newsletter)))
}

/// Whether a mailing that was stopped for this can only be cancelled.
pub fn ends(reason: &HoldReason) -> bool {
    matches!(reason, HoldReason::NobodyLeft { .. } | HoldReason::Ended { .. })
}

/// What to say where nobody is there to send it.
fn alone(progress: Option<&Progress>) -> Option<&'static str> {
    match progress.filter(|progress| !progress.somebody_sends())?.state {
        MailingState::Scheduled => {
            Some("! No sender is running: nobody would begin with it. Space starts one.")
        }
        MailingState::Sending => Some("! No sender is running: nothing goes out. Space starts one."),
        MailingState::Pausing => Some("! No sender is running. Space goes on with one, Del cancels it."),
        _ => None,
    }
}

fn waiting(
    mailing: &Mailing,
    seconds: i64,
    progress: Option<&Progress>,
    room: usize,
    rows: &mut Rows,
    scene: &Scene<'_>,
) {
    if seconds <= 60 {
        let stop =
            if scene.work.counts_down(scene.now) { "Press Esc to stop it." } else { "Del cancels it." };
        rows.line(&format!("Starts in {seconds} seconds. {stop}"), scene.theme.style(Role::Attention));
        let then = "After that it can be paused, but letters that left can't come back.";
        wrap(then, room).iter().for_each(|line| rows.line(line, Style::new()));
    } else {
        let starts = starts(mailing, &scene.zone());
        wrap(&starts, room).iter().for_each(|line| rows.line(line, scene.theme.style(Role::Title)));
        let then = match alone(progress) {
            Some(_) => "Del cancels it.".to_owned(),
            None => format!(
                "Del cancels it. You can close this window: a sender waits for it.{}",
                ends_with_machine(progress)
            ),
        };
        wrap(&then, room).iter().for_each(|line| rows.line(line, Style::new()));
    }
    until(mailing, room, rows, scene);
    wrap(&for_whom(mailing), room).iter().for_each(|line| rows.line(line, Style::new()));
    if seconds > 60 {
        rows.line("F8 goes to dry run, test, and other lists.", Style::new());
    }
}

/// What ends the sender that waits, unless that is a service.
fn ends_with_machine(progress: Option<&Progress>) -> &'static str {
    match progress {
        Some(progress) if progress.sender_detached => {
            " A restart of this machine ends that sender; `courant serve` as a service outlives it."
        }
        _ => "",
    }
}

/// `30 readers will get it.`, unless nobody will, or not before somebody goes on with it.
fn for_whom(mailing: &Mailing) -> String {
    let readers = plural(mailing.confirmed, "reader", "readers");
    match mailing.kind.caveat() {
        None if mailing.state == MailingState::Scheduled => format!("{readers} will get it."),
        None => format!("It is for {readers}."),
        Some(words) => format!("For {readers}. {}", sentence(words)),
    }
}

/// `Starts Fri 4 Dec 2026 09:00 (Europe/Helsinki), 08:00 in Europe/Amsterdam.`
fn starts(mailing: &Mailing, zone: &TimeZone) -> String {
    let there = due_elsewhere(&mailing.schedule, zone).map_or(String::new(), |words| format!(", {words}"));
    format!("Starts {}{there}.", due_with_zone(&mailing.schedule))
}

/// When it ends, whoever has it by then, and when its last letters leave.
fn until(mailing: &Mailing, room: usize, rows: &mut Rows, scene: &Scene<'_>) {
    if let Some(at) = mailing.expires_at {
        let words = format!("No letter leaves after {}.", end_beside(&mailing.schedule, at, &scene.zone()));
        wrap(&words, room).iter().for_each(|line| rows.line(line, Style::new()));
    }
    if let Some((_, found)) = scene.work.forecast.as_ref().filter(|(name, _)| *name == mailing.name) {
        let (sign, style) = match found.too_late {
            true => ("! ", scene.theme.style(Role::Attention)),
            false => ("", Style::new()),
        };
        let words = format!("{sign}{}", sentence(&found.words));
        wrap(&words, room).iter().for_each(|line| rows.line(line, style));
    }
}

/// `scheduled: 2018-06-summer, Thu 4 Dec 2026 09:00, 30 readers`; with its zone if it is not the newsletter's.
pub fn mailing_words(mailing: &Mailing, zone: &TimeZone) -> String {
    format!(
        "{}: {}, {}, {}",
        state_word(mailing.kind, mailing.state).to_lowercase(),
        mailing.name,
        due(&mailing.schedule, zone),
        plural(mailing.confirmed, "reader", "readers")
    )
}

/// How many others that are under way have a line each.
const OTHERS: usize = 3;

/// The other mailings of the issue: those that are under way, the nearest first, and how many are over.
fn others(room: usize, rows: &mut Rows, scene: &Scene<'_>) {
    let others = scene.work.others_under_way();
    for mailing in others.iter().take(OTHERS) {
        let words = format!("! Also {} (↑ ↓)", mailing_words(mailing, &scene.zone()));
        for line in wrap(&words, room) {
            rows.line(&line, scene.theme.style(Role::Attention));
        }
    }
    if let Some(more @ 1..) = others.len().checked_sub(OTHERS) {
        rows.line(&format!("  … {} more", number(more as u64)), scene.theme.style(Role::Title));
    }
    if let over @ 1.. = scene.work.others_over().count() as u64 {
        let words = format!("{} over (↑ ↓).", plural(over, "other mailing is", "other mailings are"));
        rows.line(&words, Style::new());
    }
}

fn about_time(mailing: &Mailing, progress: Option<&Progress>, scene: &Scene<'_>) -> String {
    if let Some(at) = mailing.finished_at {
        return format!("finished {}", moment_beside(&mailing.schedule, at, &scene.zone()));
    }
    let Some(progress) = progress else { return String::new() };
    // How long what is in the way will last is not known.
    let goes_on = progress.sender_alive && progress.trouble.is_none();
    let left = if goes_on { progress.counts.waiting() } else { 0 };
    match (progress.state, left.checked_div(progress.per_minute)) {
        (MailingState::Sending, Some(0)) if left > 0 => "less than a minute left".into(),
        (MailingState::Sending, Some(minutes)) if left > 0 => format!("about {minutes} min left"),
        _ => progress.started_at.map_or(String::new(), |at| {
            format!("started {}", moment_beside(&mailing.schedule, at, &scene.zone()))
        }),
    }
}
