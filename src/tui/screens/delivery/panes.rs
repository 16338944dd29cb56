//! Below the sums: how far each language is, and what needs somebody.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::super::Scene;
use super::super::people::{language_column, reason_words};
use super::sums::given_up;
use super::{ends, moves};
use crate::domain::{MailingState, Progress};
use crate::locale::own_name;
use crate::tui::theme::Role;
use crate::tui::widgets::{Pane, Rows, bar, moment, number, pad, wrap};

pub fn languages(progress: &Progress, frame: &mut Frame, area: Rect, scene: &Scene<'_>) {
    let pane = Pane { title: "By language", remark: "done: taken or failed", ..Pane::default() };
    let room = pane.draw(frame, area, scene.theme);
    let mut rows = Rows::default();
    let names = language_column(progress.by_language.keys());
    let bars = usize::from(room.width).saturating_sub(28 + names).min(30);
    for (lang, counts) in &progress.by_language {
        let (done, all) = (counts.done(), counts.recipients());
        let percent = (done * 100).checked_div(all).unwrap_or(0);
        let name = pad(&own_name(lang), names);
        if given_up(progress) > 0 {
            // Of those who do not get it, nobody knows any more which are of this language.
            rows.line(&format!("{name} {:>9} done", number(done)), Style::new());
            continue;
        }
        let (bar, of) = (bar(done, all, bars), number(all));
        rows.line(&format!("{name} {bar} {percent:>3} %  {:>7} of {of}", number(done)), Style::new());
    }
    rows.draw_or_count(frame.buffer_mut(), room, scene.theme);
}

pub fn attention(progress: &Progress, frame: &mut Frame, area: Rect, scene: &Scene<'_>) {
    use crate::domain::DeliveryState::Failed;
    let theme = scene.theme;
    let counts = &progress.counts;
    let remark = format!("{} failed · {} will be tried again", counts.of(Failed), counts.later());
    let pane = Pane { title: "Needs attention", remark: &remark, ..Pane::default() };
    let room = pane.draw(frame, area, theme);
    let mut rows = Rows::default();
    if let Some(reason) = &progress.held {
        let words = match ends(reason) {
            true => "x It waits for you: it can't go on, Del cancels it",
            false => "x It waits for you: Space goes on once this is mended, Del cancels",
        };
        rows.line(words, theme.style(Role::MustFix));
    }
    if let Some(trouble) = &progress.trouble {
        for line in wrap(&format!("! {trouble}"), usize::from(room.width)) {
            rows.line(&line, theme.style(Role::Attention));
        }
    }
    for (words, count) in &progress.failures {
        rows.line(&format!("x {:>5}  {words}", number(*count)), theme.style(Role::MustFix));
    }
    let tried_again = counts.of(Failed) + progress.too_late() > 0;
    if tried_again && matches!(progress.state, MailingState::Sent | MailingState::Cancelled) {
        let words = format!(
            "In the shell `courant missing {}` names them; --send tries them again.",
            progress.mailing
        );
        wrap(&words, usize::from(room.width)).iter().for_each(|line| rows.line(line, Style::new()));
    }
    if counts.not_certain() > 0 {
        let count = number(counts.not_certain());
        rows.line(
            &format!("! {count:>5}  not certain: handed over, no clear answer (Enter decides)"),
            theme.style(Role::Attention),
        );
    }
    if counts.later() > 0 {
        let again =
            progress.next_retry.map_or(String::new(), |at| format!(", next {}", moment(at, &scene.zone())));
        rows.line(
            &format!("~ {:>5}  asked to come later: tried again{again}", number(counts.later())),
            Style::new(),
        );
    }
    for bad in &progress.bad_rows {
        for line in wrap(&format!("! left out: {bad}"), usize::from(room.width)) {
            rows.line(&line, theme.style(Role::Attention));
        }
    }
    for (reason, count) in &progress.left_out {
        rows.line(&format!("– {:>5}  left out: {}", number(*count), reason_words(*reason)), Style::new());
    }
    if rows.is_empty() {
        rows.line("✓ Nothing.", theme.style(Role::Ok));
    }
    if moves(progress.state) && progress.sender_alive && rows.len() + 2 <= usize::from(room.height) {
        rows.line("", Style::new());
        rows.line("Close the window or lose the line: sending goes on without you.", Style::new());
    }
    rows.draw_or_count(frame.buffer_mut(), room, theme);
}
