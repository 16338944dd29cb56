//! Below the sums: how far each language is, and what needs somebody.

use ratatui::style::Style;

use super::super::Scene;
use super::super::people::{language_column, reason_words};
use super::sheet::Sheet;
use super::{ends, moves};
use crate::desk::in_hand;
use crate::domain::{Counts, DeliveryState, MailingState, Progress};
use crate::locale::own_name;
use crate::tui::theme::Role;
use crate::tui::widgets::{Rows, bar, moment, number, pad, width, wrap};

/// `room`: in cells.
pub fn languages(progress: &Progress, room: usize) -> Sheet {
    let mut rows = Rows::default();
    let names = language_column(progress.by_language.keys());
    let bars = room.saturating_sub(28 + names).min(30);
    for (lang, counts) in &progress.by_language {
        let (done, all) = (counts.done(), counts.recipients());
        let percent = (done * 100).checked_div(all).unwrap_or(0);
        let name = pad(&own_name(lang), names);
        if progress.given_up() > 0 {
            // Of those who do not get it, nobody knows any more which are of this language.
            rows.line(&format!("{name} {:>9} done", number(done)), Style::new());
            continue;
        }
        let (bar, of) = (bar(done, all, bars), number(all));
        rows.line(&format!("{name} {bar} {percent:>3} %  {:>7} of {of}", number(done)), Style::new());
    }
    Sheet { title: "By language".into(), remark: "done: taken or failed".into(), rows, ..Sheet::default() }
}

/// `room`: in cells.
pub fn attention(progress: &Progress, room: usize, scene: &Scene<'_>) -> Sheet {
    let counts = &progress.counts;
    let failed = counts.of(DeliveryState::Failed);
    let mut rows = Rows::default();
    stopped(progress, room, scene, &mut rows);
    for (words, count) in &progress.failures {
        counted("x", *count, words, room, scene.theme.style(Role::MustFix), &mut rows);
    }
    if failed + progress.too_late() > 0
        && matches!(progress.state, MailingState::Sent | MailingState::Cancelled)
    {
        let words = format!(
            "Your IT colleague sees who they are with `courant missing {}`, and tries them again with --send.",
            progress.mailing
        );
        wrap(&words, room).iter().for_each(|line| rows.line(line, Style::new()));
    }
    undecided(progress, counts, room, scene, &mut rows);
    for bad in &progress.bad_rows {
        for line in wrap(&format!("! left out: {bad}"), room) {
            rows.line(&line, scene.theme.style(Role::Attention));
        }
    }
    for (reason, count) in &progress.left_out {
        let words = format!("left out: {}", reason_words(*reason));
        counted("–", *count, &words, room, Style::new(), &mut rows);
    }
    if rows.is_empty() {
        rows.line("✓ Nothing.", scene.theme.style(Role::Ok));
    }
    let goes_on = moves(progress.state) && progress.sender_alive;
    let comfort = match goes_on {
        true => wrap("Close the window or lose the line: sending goes on without you.", room),
        false => Vec::new(),
    };
    let remark = format!("{failed} failed · {} will be tried again", counts.later());
    Sheet { title: "Needs attention".into(), remark, rows, comfort }
}

/// What keeps it from going on.
fn stopped(progress: &Progress, room: usize, scene: &Scene<'_>, rows: &mut Rows) {
    if let Some(reason) = &progress.held {
        let words = match ends(reason) {
            true => "x It waits for you: it can't go on, Del cancels it",
            false => "x It waits for you: Space goes on once this is mended, Del cancels",
        };
        wrap(words, room).iter().for_each(|line| rows.line(line, scene.theme.style(Role::MustFix)));
    }
    if let Some(trouble) = &progress.trouble {
        for line in wrap(&format!("! {trouble}"), room) {
            rows.line(&line, scene.theme.style(Role::Attention));
        }
    }
    for words in in_hand::in_words(progress, &scene.zone()) {
        for line in wrap(&format!("! {words}"), room) {
            rows.line(&line, scene.theme.style(Role::Attention));
        }
    }
}

/// Letters of which nobody knows yet what becomes of them.
fn undecided(progress: &Progress, counts: &Counts, room: usize, scene: &Scene<'_>, rows: &mut Rows) {
    if counts.not_certain() > 0 {
        let words = "not certain: handed over, no clear answer (Enter decides)";
        counted("!", counts.not_certain(), words, room, scene.theme.style(Role::Attention), rows);
    }
    if counts.later() > 0 {
        let again =
            progress.next_retry.map_or(String::new(), |at| format!(", next {}", moment(at, &scene.zone())));
        let words = format!("asked to come later: tried again{again}");
        counted("~", counts.later(), &words, room, Style::new(), rows);
    }
}

/// `x     5  mailbox does not exist`, its words below each other where they are long.
fn counted(sign: &str, count: u64, words: &str, room: usize, style: Style, rows: &mut Rows) {
    let lead = format!("{sign} {:>5}  ", number(count));
    let indent = width(&lead);
    for (at, line) in wrap(words, room.saturating_sub(indent)).iter().enumerate() {
        let before = if at == 0 { lead.clone() } else { " ".repeat(indent) };
        rows.line(&format!("{before}{line}"), style);
    }
}
