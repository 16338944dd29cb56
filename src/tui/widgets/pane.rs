//! A pane with a border: title at the left, a remark at the right, a remark below. And how text is put on it.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::widgets::{Block, Borders, Widget as _};

use super::{Canvas, clean, cut, width};
use crate::tui::theme::{Role, Theme};

/// What stands on the border.
#[derive(Debug, Default)]
pub struct Pane<'a> {
    pub title: &'a str,
    pub remark: &'a str,
    pub below: &'a str,
    pub focused: bool,
}

impl Pane<'_> {
    /// Draws the border over an empty ground and gives the room inside, with a blank cell at each side.
    pub fn draw(&self, frame: &mut Canvas, area: Rect, theme: Theme) -> Rect {
        let area = area.intersection(frame.area());
        if area.is_empty() {
            return area;
        }
        let buffer = frame.buffer_mut();
        ratatui::widgets::Clear.render(area, buffer);
        let style = theme.style(if self.focused { Role::Focus } else { Role::Text });
        let line = if self.focused { style } else { Style::new() };
        Block::new()
            .borders(Borders::ALL)
            .border_set(theme.border(self.focused))
            .border_style(line)
            .render(area, buffer);
        let room = usize::from(area.width).saturating_sub(4);
        let words = if self.focused { style } else { theme.style(Role::Title) };
        let title = cut(&clean(self.title), room.saturating_sub(2));
        if !title.is_empty() {
            put(buffer, area.x + 2, area.y, &format!(" {title} "), words);
        }
        let left = room.saturating_sub(width(&title) + 4);
        if !self.remark.is_empty() && left > 4 {
            let remark = format!(" {} ", cut(&clean(self.remark), left));
            put_right(buffer, area, area.y, &remark, Style::new());
        }
        if !self.below.is_empty() && area.height > 1 {
            let below = format!(" {} ", cut(&clean(self.below), room.saturating_sub(2)));
            put_right(buffer, area, area.bottom() - 1, &below, Style::new());
        }
        Rect {
            x: area.x + 2,
            y: area.y + 1,
            width: area.width.saturating_sub(4),
            height: area.height.saturating_sub(2),
        }
    }
}

/// Puts clean text at a place; what does not fit is left out.
pub fn put(buffer: &mut Buffer, x: u16, y: u16, text: &str, style: Style) {
    if buffer.area.contains(Position { x, y }) {
        buffer.set_string(x, y, text, style);
    }
}

/// Puts text so that it ends two cells before the right border of `area`.
pub fn put_right(buffer: &mut Buffer, area: Rect, y: u16, text: &str, style: Style) {
    let wide = u16::try_from(width(text)).unwrap_or(u16::MAX);
    if let Some(x) = area.right().checked_sub(wide + 2) {
        put(buffer, x.max(area.x), y, text, style);
    }
}
