//! F1: every command that works here, with its keys, from the one table.

use crossterm::event::KeyCode;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::Choice;
use crate::tui::keys::{Command, Facts, Key, TABLE, Where};
use crate::tui::theme::{Role, Theme};
use crate::tui::widgets::{Canvas, Pane, Rows, wrap};

/// The help for one place, scrolled.
#[derive(Debug)]
pub struct Help {
    place: Where,
    facts: Facts,
    from: usize,
}

impl Help {
    pub fn new(place: Where, facts: Facts) -> Self {
        Self { place, facts, from: 0 }
    }

    /// The commands it lists.
    pub fn commands(place: Where) -> impl Iterator<Item = &'static Command> {
        TABLE.iter().filter(move |command| command.at.contains(&place))
    }

    pub fn on_key(&mut self, key: Key) -> Option<Choice> {
        match key.code {
            KeyCode::Esc | KeyCode::Enter | KeyCode::F(1) => return Some(Choice::Close),
            KeyCode::Up => self.from = self.from.saturating_sub(1),
            KeyCode::Down => self.from += 1,
            KeyCode::PageUp => self.from = self.from.saturating_sub(10),
            KeyCode::PageDown => self.from += 10,
            KeyCode::Home => self.from = 0,
            KeyCode::End => self.from = usize::MAX / 2,
            _ => {}
        }
        self.from = self.from.min(self.lines(50).len());
        None
    }

    fn lines(&self, room: usize) -> Vec<(String, bool)> {
        let mut lines = vec![(self.place.title().to_owned(), true), (String::new(), false)];
        for command in Self::commands(self.place) {
            let keys: Vec<String> = command.keys.iter().map(|key| key.label()).collect();
            let why = command.why_not(self.facts);
            lines.push((format!("{}  {}", keys.join(" or "), command.label), true));
            let text = why.map_or(command.help.to_owned(), |why| format!("Not now. {why}"));
            for line in wrap(&text, room.saturating_sub(4)) {
                lines.push((format!("    {line}"), false));
            }
        }
        let words = "Your text is kept as you type: in a journal at once, in the files on leaving a section. \
                     \"Left out\" means suppressed: whoever unsubscribed, bounced or complained. \
                     \"Taken by their mail server\" means accepted (SMTP 250), not yet read by anybody.";
        lines.push((String::new(), false));
        lines.extend(wrap(words, room).into_iter().map(|line| (line, false)));
        lines
    }

    pub fn view(&self, frame: &mut Canvas, theme: Theme) {
        let all = frame.area();
        let wide = all.width.min(76);
        let area = Rect {
            x: (all.width - wide) / 2,
            y: 2.min(all.height),
            width: wide,
            height: all.height.saturating_sub(4),
        };
        let pane =
            Pane { title: "Help", remark: "↑ ↓ scroll · Esc close", focused: true, ..Pane::default() };
        let room = pane.draw(frame, area, theme);
        let mut rows = Rows::default();
        for (line, title) in self.lines(usize::from(room.width)) {
            rows.line(&line, if title { theme.style(Role::Title) } else { Style::new() });
        }
        rows.draw(frame, room, theme, false, self.from);
    }
}
