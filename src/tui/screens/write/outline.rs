//! The left pane: the head of the letter, its sections, and where a new one is added.

use ratatui::layout::Rect;
use ratatui::style::Style;

use super::{Focus, Write};
use crate::tui::screens::Scene;
use crate::tui::screens::spots::section_name;
use crate::tui::theme::Role;
use crate::tui::widgets::{Canvas, Pane, Rows, pad};

pub fn draw(write: &Write, frame: &mut Canvas, area: Rect, scene: &Scene<'_>) {
    let focused = write.focus == Focus::Sections;
    let pane = Pane { title: "Sections", focused, ..Pane::default() };
    let room = pane.draw(frame, area, scene.theme);
    let work = scene.work;
    let names = usize::from(room.width).saturating_sub(3);
    let mut rows = Rows::default();
    let head = work.head_sign(&work.lang);
    rows.row(&format!("{} {head}", pad("Subject, inbox line", names)), Style::new(), write.at == 0);
    for (at, section) in work.issue.sections.iter().enumerate() {
        let name = format!("{} {}", at + 1, section_name(&work.issue, &work.lang, section));
        let sign = if section.is_for(&work.lang) { work.section_sign(&work.lang, &section.id) } else { " " };
        rows.row(&format!("{} {sign}", pad(&name, names)), Style::new(), write.at == at + 1);
    }
    let add = write.at == work.issue.sections.len() + 1;
    rows.row("+ Add section (Ins)", Style::new(), add);
    let legend = [
        " Alt+↑ ↓   move",
        " Del       put aside",
        " ✓ ready  ! needs work",
        " – not started",
        " ~ to look over",
        // Nothing is being checked then, nor is it known to need work.
        if work.outline_is_broken() { " ? issue.toml broken" } else { " ? being checked" },
    ];
    if rows.len() + legend.len() < usize::from(room.height) {
        rows.line("", Style::new());
        legend.iter().for_each(|line| rows.line(line, scene.theme.style(Role::Text)));
    }
    rows.draw(frame, room, scene.theme, focused, 0);
    if !focused {
        mark(write, frame, room);
    }
}

/// The marked row is bold while the keys are elsewhere.
fn mark(write: &Write, frame: &mut Canvas, room: Rect) {
    let row = u16::try_from(write.at).unwrap_or(u16::MAX);
    if row < room.height {
        let line = Rect { y: room.y + row, height: 1, ..room };
        frame.buffer_mut().set_style(line, Style::new().add_modifier(ratatui::style::Modifier::BOLD));
    }
}
