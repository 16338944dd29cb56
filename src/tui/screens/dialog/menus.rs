//! F9: every command that works here, under the words of the menu bar.

use crossterm::event::KeyCode;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

use super::{Choice, Help};
use crate::tui::keys::{Command, Facts, Id, Key, Menu, Where};
use crate::tui::theme::{Role, Theme};
use crate::tui::widgets::{Canvas, Pane, Rows, Target, pad, put, width};

/// The menus that have something to offer, and which of them is open.
#[derive(Debug)]
pub struct Menus {
    menus: Vec<(Menu, Vec<&'static Command>)>,
    facts: Facts,
    open: usize,
    at: usize,
}

impl Menus {
    pub fn new(place: Where, facts: Facts) -> Self {
        let here = |id: &Id| Help::commands(place).find(|command| command.id == *id);
        let commands = |menu: Menu| menu.commands().iter().filter_map(here).collect::<Vec<_>>();
        let menus = Menu::ALL.map(|menu| (menu, commands(menu))).into_iter();
        Self { menus: menus.filter(|(_, own)| !own.is_empty()).collect(), facts, open: 0, at: 0 }
    }

    /// Chooses a row by its place.
    pub fn mark(&mut self, row: usize) {
        self.at = row;
    }

    pub fn on_key(&mut self, key: Key) -> Option<Choice> {
        let (menus, last) = (self.menus.len(), self.commands().len().saturating_sub(1));
        match key.code {
            KeyCode::Esc | KeyCode::F(9 | 10) => return Some(Choice::Close),
            KeyCode::Enter => return self.marked().map(|command| Choice::Run(command.id)),
            KeyCode::Left | KeyCode::BackTab => self.turn_to((self.open + menus - 1) % menus),
            KeyCode::Right | KeyCode::Tab => self.turn_to((self.open + 1) % menus),
            KeyCode::Up => self.at = self.at.checked_sub(1).unwrap_or(last),
            KeyCode::Down => self.at = if self.at == last { 0 } else { self.at + 1 },
            KeyCode::Home => self.at = 0,
            KeyCode::End => self.at = last,
            KeyCode::Char(letter) => {
                let begins =
                    |menu: &Menu| menu.title().chars().next().map(|first| first.to_ascii_lowercase());
                let next = (1..=menus).map(|step| (self.open + step) % menus);
                let wanted = Some(letter.to_ascii_lowercase());
                if let Some(menu) = next.into_iter().find(|at| begins(&self.menus[*at].0) == wanted) {
                    self.turn_to(menu);
                }
            }
            _ => {}
        }
        None
    }

    pub fn turn_to(&mut self, menu: usize) {
        (self.open, self.at) = (menu, 0);
    }

    fn commands(&self) -> &[&'static Command] {
        self.menus.get(self.open).map_or(&[], |(_, commands)| commands)
    }

    fn marked(&self) -> Option<&'static Command> {
        self.commands().get(self.at).copied()
    }

    /// What the marked command does, or why it can't.
    pub fn hint(&self) -> &'static str {
        self.marked().map_or("", |command| command.why_not(self.facts).unwrap_or(command.help))
    }

    pub fn view(&self, frame: &mut Canvas, theme: Theme) {
        let all = frame.area();
        put(frame.buffer_mut(), 0, 1, &pad("", usize::from(all.width)), Style::new());
        let mut x = 1;
        let mut left = x;
        for (at, (menu, _)) in self.menus.iter().enumerate() {
            let style = theme.style(if at == self.open { Role::Selected } else { Role::Title });
            let title = format!(" {} ", menu.title());
            if at == self.open {
                left = x;
            }
            put(frame.buffer_mut(), x, 1, &title, style);
            let wide = u16::try_from(width(&title)).unwrap_or(0);
            frame.stands_for(Rect { x, y: 1, width: wide, height: 1 }, Target::Menu(at));
            x += u16::try_from(width(&title) + 1).unwrap_or(0);
        }
        let keys = |command: &Command| command.keys.first().map_or_else(String::new, |key| key.label());
        let wide = |of: fn(&Command) -> usize| self.commands().iter().map(|one| of(one)).max().unwrap_or(0);
        let label = wide(|command| width(command.label));
        let key = wide(|command| command.keys.first().map_or(0, |key| width(&key.label())));
        let inside = u16::try_from(label + key + 4).unwrap_or(u16::MAX);
        let (width, rows) =
            ((inside + 4).min(all.width), u16::try_from(self.commands().len()).unwrap_or(u16::MAX));
        let area = Rect {
            x: left.min(all.width - width),
            y: 2,
            width,
            height: rows.saturating_add(2).min(all.height.saturating_sub(4)),
        };
        frame.stands_for(area, Target::Dialog);
        let room = Pane { focused: true, ..Pane::default() }.draw(frame, area, theme);
        let mut lines = Rows::default();
        for (at, command) in self.commands().iter().enumerate() {
            let off = command.why_not(self.facts).is_some();
            let style = if off { Style::new().add_modifier(Modifier::DIM) } else { Style::new() };
            lines.row(&format!("{}  {}", pad(command.label, label), keys(command)), style, at == self.at);
        }
        lines.draw(frame, room, theme, true, 0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::keys::TABLE;

    /// What is in no menu.
    const GOING: &[Id] =
        &[Id::Menu, Id::NoQuit, Id::Up, Id::Down, Id::PageUp, Id::PageDown, Id::First, Id::Last];

    #[test]
    fn every_command_that_can_be_named_is_in_one_menu_of_each_of_its_places() {
        for place in Where::ALL {
            let menus = Menus::new(place, Facts::default());
            let ids: Vec<_> = menus.menus.iter().flat_map(|(_, own)| own).map(|command| command.id).collect();
            for command in TABLE.iter().filter(|one| one.at.contains(&place) && !GOING.contains(&one.id)) {
                assert_eq!(ids.iter().filter(|id| **id == command.id).count(), 1, "{:?}", command.id);
            }
        }
    }

    #[test]
    fn menus_are_gone_through_by_arrows_and_letters() {
        let mut menus = Menus::new(Where::Text, Facts::default());
        let title = |menus: &Menus| menus.menus[menus.open].0;
        assert_eq!(title(&menus), Menu::Issue);
        menus.on_key(Key::char('i'));
        assert_eq!(title(&menus), Menu::Insert, "the next one with this letter");
        menus.on_key(Key::plain(KeyCode::Left));
        assert_eq!(title(&menus), Menu::Edit);
        menus.on_key(Key::plain(KeyCode::Up));
        let last = menus.commands().len() - 1;
        assert_eq!(menus.at, last, "round the beginning");
        let id = menus.commands()[last].id;
        assert_eq!(menus.on_key(Key::plain(KeyCode::Enter)), Some(Choice::Run(id)));
    }
}
