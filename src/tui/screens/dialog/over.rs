//! The box in the middle of the screen that every dialog is drawn in.

use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::tui::theme::{Role, Theme};
use crate::tui::widgets::{Canvas, Pane, Rows, Target, plural, put, width, wrap};

/// Widest and highest a dialog gets.
const WIDEST: u16 = 64;

/// Draws an empty box for `lines` lines in the middle; gives the room inside.
pub fn draw(frame: &mut Canvas, theme: Theme, title: &str, lines: usize) -> Rect {
    let all = frame.area();
    let wide = WIDEST.min(all.width);
    // Where it is tight, the blank lines and what lies above give way; the hints stay.
    let lines = u16::try_from(lines).unwrap_or(u16::MAX);
    let tight = lines.saturating_add(4) > all.height.saturating_sub(4);
    let (blank, free) = if tight { (0, 2) } else { (1, 4) };
    let high = lines.saturating_add(2 + 2 * blank).min(all.height.saturating_sub(free));
    let area = Rect {
        x: all.x + (all.width - wide) / 2,
        y: all.y + (all.height - high).saturating_sub(if tight { 2 } else { 0 }) / 2,
        width: wide,
        height: high,
    };
    frame.stands_for(area, Target::Dialog);
    let room = Pane { title, focused: true, ..Pane::default() }.draw(frame, area, theme);
    Rect { y: room.y + blank.min(room.height), height: room.height.saturating_sub(2 * blank), ..room }
}

/// How wide the room inside of a dialog is.
pub fn inside(frame: &Canvas) -> u16 {
    WIDEST.min(frame.area().width).saturating_sub(4)
}

/// Text wrapped for a dialog.
pub fn wrapped(frame: &Canvas, lines: &[String]) -> Vec<String> {
    let room = usize::from(inside(frame));
    lines.iter().flat_map(|line| wrap(line, room)).collect()
}

/// Lines of text from the top of the room.
pub fn text(frame: &mut Canvas, theme: Theme, room: Rect, lines: &[String]) {
    let mut rows = Rows::default();
    for line in lines {
        rows.line(line, Style::new());
    }
    rows.draw(frame, room, theme, false, 0);
}

/// The same from a line on, with a word on what is left below; gives the highest line to begin with.
pub fn scrolled(frame: &mut Canvas, theme: Theme, room: Rect, lines: &[String], from: usize) -> usize {
    let fits = usize::from(room.height);
    if lines.len() <= fits {
        text(frame, theme, room, lines);
        return 0;
    }
    let most = lines.len() + 1 - fits;
    let mut shown = lines[from.min(most)..].to_vec();
    if shown.len() > fits {
        let left = shown.len() - fits + 1;
        shown.truncate(fits.saturating_sub(1));
        shown.push(format!("… {}: PgDn", plural(left as u64, "more line", "more lines")));
    }
    text(frame, theme, room, &shown);
    most
}

/// Buttons side by side on one line; below each other where they don't fit. The marked one is reverse.
pub fn buttons(frame: &mut Canvas, theme: Theme, room: Rect, y: u16, labels: &[&str], marked: usize) {
    let stacked = stacked(room.width, labels);
    let (mut x, mut y) = (room.x, y);
    for (at, label) in labels.iter().enumerate() {
        let sign = if at == marked { "▸" } else { " " };
        let text = format!("{sign}[ {label} ]");
        let style = theme.style(if at == marked { Role::Selected } else { Role::Text });
        if y < room.bottom() {
            put(frame.buffer_mut(), x, y, &text, style);
            let wide = u16::try_from(width(&text)).unwrap_or(u16::MAX);
            frame.stands_for(Rect { x, y, width: wide, height: 1 }, Target::Button(at));
        }
        if stacked {
            y += 1;
        } else {
            x += u16::try_from(width(&text) + 2).unwrap_or(u16::MAX);
        }
    }
}

fn stacked(room: u16, labels: &[&str]) -> bool {
    labels.iter().map(|label| width(label) + 7).sum::<usize>() > usize::from(room)
}

/// Lines that the buttons take.
pub fn button_lines(frame: &Canvas, labels: &[&str]) -> usize {
    if stacked(inside(frame), labels) { labels.len() } else { 1 }
}
