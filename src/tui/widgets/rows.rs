//! Rows of a list or lines of a text in a room that may be too small for them: what is marked stays in sight.

use ratatui::layout::Rect;
use ratatui::style::Style;

use super::{Canvas, Target, clean, pad, plural, put};
use crate::tui::theme::{Role, Theme};

/// Lines to draw one below the other, each with its style.
#[derive(Debug, Default)]
pub struct Rows {
    lines: Vec<(String, Style)>,
    /// The lines that can be chosen.
    rows: Vec<usize>,
    marked: Option<usize>,
}

impl Rows {
    pub fn line(&mut self, text: &str, style: Style) {
        self.lines.push((clean(text), style));
    }

    /// A row that can be chosen; the one that is gets the mark before it.
    pub fn row(&mut self, text: &str, style: Style, marked: bool) {
        if marked {
            self.marked = Some(self.lines.len());
        }
        self.rows.push(self.lines.len());
        let sign = if marked { '▸' } else { ' ' };
        self.lines.push((format!("{sign}{}", clean(text)), style));
    }

    pub fn len(&self) -> usize {
        self.lines.len()
    }

    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// The first line to draw so that what is marked is in sight, in a room of `height` lines.
    fn first(&self, height: usize, wanted: usize) -> usize {
        let last_start = self.lines.len().saturating_sub(height);
        match self.marked {
            Some(marked) if marked >= height => (marked + 2).saturating_sub(height).min(last_start),
            Some(_) => 0,
            None => wanted.min(last_start),
        }
    }

    /// Draws them from the first on; where not all fit, the last line says how many more there are, and `how` one gets there.
    pub fn draw_or_count(&self, frame: &mut Canvas, area: Rect, theme: Theme, how: &str) {
        let fits = usize::from(area.height);
        if self.lines.len() <= fits {
            return self.draw(frame, area, theme, false, 0);
        }
        let shown = fits.saturating_sub(1);
        let above = Rect { height: area.height.saturating_sub(1), ..area };
        self.draw(frame, above, theme, false, 0);
        let more = plural((self.lines.len() - shown) as u64, "more line", "more lines");
        put(frame.buffer_mut(), area.x, above.bottom(), &format!("… {more}{how}"), theme.style(Role::Title));
    }

    /// Draws them, from line `from` on where none is marked. Marked is reverse when `focused`.
    pub fn draw(&self, frame: &mut Canvas, area: Rect, theme: Theme, focused: bool, from: usize) {
        let height = usize::from(area.height);
        let first = self.first(height, from);
        for (at, (text, style)) in self.lines.iter().enumerate().skip(first).take(height) {
            let offset = u16::try_from(at - first).unwrap_or(u16::MAX);
            let marked = focused && self.marked == Some(at);
            let style = if marked { style.patch(theme.style(Role::Selected)) } else { *style };
            let text = pad(text, usize::from(area.width));
            put(
                frame.buffer_mut(),
                area.x,
                area.y + offset,
                if marked { &text } else { text.trim_end() },
                style,
            );
            if let Ok(row) = self.rows.binary_search(&at) {
                frame.stands_for(Rect { y: area.y + offset, height: 1, ..area }, Target::Row(row));
            }
        }
    }
}
