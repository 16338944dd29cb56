//! Ctrl+P: every command that works here, found by any word of it, also by one that is mistyped.

use crossterm::event::KeyCode;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

use super::{Choice, Help, over};
use crate::tui::keys::{Command, Facts, Id, Key, Where};
use crate::tui::theme::Theme;
use crate::tui::widgets::{Canvas, Rows, TextArea, cut, pad, width};

/// Going about in what has the keys: nobody looks for that by its name.
const STEPS: &[Id] =
    &[Id::Up, Id::Down, Id::PageUp, Id::PageDown, Id::First, Id::Last, Id::NoQuit, Id::Palette];
/// The most that are seen at once, so that a small window holds them.
const SEEN: usize = 8;

/// A line to type in, and the commands that it finds.
#[derive(Debug)]
pub struct Palette {
    commands: Vec<&'static Command>,
    facts: Facts,
    field: TextArea,
    at: usize,
}

impl Palette {
    pub fn new(place: Where, facts: Facts) -> Self {
        let mut commands: Vec<&'static Command> = Vec::new();
        for command in Help::commands(place).filter(|command| !STEPS.contains(&command.id)) {
            if !commands.iter().any(|known| known.id == command.id) {
                commands.push(command);
            }
        }
        Self { commands, facts, field: TextArea::one_line(""), at: 0 }
    }

    /// Chooses a row by its place.
    pub fn mark(&mut self, row: usize) {
        self.at = row;
    }

    pub fn on_key(&mut self, key: Key) -> Option<Choice> {
        let last = self.found().len().saturating_sub(1);
        match key.code {
            KeyCode::Esc => return Some(Choice::Close),
            KeyCode::Enter => return self.found().get(self.at).map(|command| Choice::Run(command.id)),
            KeyCode::Up | KeyCode::BackTab => self.at = self.at.saturating_sub(1),
            KeyCode::Down | KeyCode::Tab => self.at = (self.at + 1).min(last),
            _ => {
                self.field.on_key(key);
                self.at = 0;
            }
        }
        None
    }

    pub fn paste(&mut self, text: &str) {
        self.field.paste(text);
        self.at = 0;
    }

    /// What was typed finds these, the nearest first.
    fn found(&self) -> Vec<&'static Command> {
        let typed = self.field.text().to_lowercase();
        let words: Vec<&str> = typed.split_whitespace().collect();
        let far = |command: &'static Command| Some((far_from(command, &words)?, command));
        let mut found: Vec<_> = self.commands.iter().filter_map(|command| far(command)).collect();
        found.sort_by_key(|(far, _)| *far);
        found.into_iter().map(|(_, command)| command).collect()
    }

    pub fn view(&self, frame: &mut Canvas, theme: Theme) {
        let room = over::draw(frame, theme, "Find a command", SEEN + 4);
        let line = Rect { height: 1.min(room.height), ..room };
        self.field.draw(frame, line, true);
        frame.buffer_mut().set_style(line, Style::new().add_modifier(Modifier::UNDERLINED));
        let found = self.found();
        let mut rows = Rows::default();
        for (at, command) in found.iter().enumerate() {
            let key = command.keys.first().map_or_else(String::new, |key| key.label());
            let label = usize::from(room.width).saturating_sub(width(&key) + 3);
            let off = command.why_not(self.facts).is_some();
            let style = if off { Style::new().add_modifier(Modifier::DIM) } else { Style::new() };
            rows.row(&format!("{} {key}", pad(&cut(command.label, label), label)), style, at == self.at);
        }
        let high = u16::try_from(SEEN).unwrap_or(u16::MAX).min(room.height.saturating_sub(1));
        rows.draw(frame, Rect { y: room.y + 1, height: high, ..room }, theme, true, 0);
        let about = found.get(self.at).map_or_else(
            || "No command has such a word. Esc leaves it.".to_owned(),
            |command| match command.why_not(self.facts) {
                Some(why) => format!("Not now. {why}"),
                None => command.help.to_owned(),
            },
        );
        let below = room.y + 1 + high;
        let area = Rect { y: below, height: room.bottom().saturating_sub(below), ..room };
        over::text(frame, theme, area, &over::wrapped(frame, &[String::new(), about]));
    }
}

/// How far a command is from what was typed; none where a word of it has no match.
fn far_from(command: &Command, typed: &[&str]) -> Option<u32> {
    let label =
        words(command.label).chain(words(command.hint)).chain(words(command.on_line)).collect::<Vec<_>>();
    let help: Vec<String> = words(command.help).collect();
    let one = |typed: &&str| {
        let begins = |of: &[String]| of.iter().any(|word| word.starts_with(typed));
        let ways = [
            begins(&label),
            label.iter().any(|word| is_mistyped(typed, word)),
            begins(&help),
            help.iter().any(|word| is_mistyped(typed, word)),
        ];
        (0..).zip(ways).find(|(_, fits)| *fits).map(|(far, _)| far)
    };
    typed.iter().map(one).sum()
}

fn words(text: &str) -> impl Iterator<Item = String> {
    text.split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
}

/// Whether the word, or its beginning, was meant: one letter in four may be wrong.
fn is_mistyped(typed: &str, word: &str) -> bool {
    let long = typed.chars().count();
    let begins = |many: usize| word.chars().take(many).collect::<String>();
    (long.saturating_sub(1)..=long + 1)
        .any(|many| strsim::damerau_levenshtein(typed, &begins(many)) <= long / 4)
        && long > 3
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_is_found_by_any_word_of_it_and_by_one_that_is_mistyped() {
        let first = |place, typed: &str| {
            let mut palette = Palette::new(place, Facts::default());
            palette.paste(typed);
            palette.found().first().map(|command| command.id)
        };
        for (place, typed, id) in [
            (Where::Text, "bold", Some(Id::Bold)),
            (Where::Text, "trnaslation done", Some(Id::TranslationDone)),
            (Where::Text, "tran", Some(Id::TranslationDone)),
            (Where::Shelf, "new", Some(Id::New)),
            (Where::Shelf, "poeple", Some(Id::People)),
            (Where::Sections, "put asied", Some(Id::PutAside)),
            (Where::Text, "glosary", Some(Id::LookUp)),
            (Where::Text, "quit the prgram", Some(Id::Quit)),
            (Where::Text, "xyzzy", None),
            (Where::Shelf, "put aside", None),
        ] {
            assert_eq!(first(place, typed), id, "{typed} in {place:?}");
        }
    }

    #[test]
    fn every_command_of_a_place_is_there_once() {
        for place in Where::ALL {
            let palette = Palette::new(place, Facts::default());
            let ids: Vec<Id> = palette.found().iter().map(|command| command.id).collect();
            for command in Help::commands(place).filter(|command| !STEPS.contains(&command.id)) {
                assert_eq!(
                    ids.iter().filter(|id| **id == command.id).count(),
                    1,
                    "{:?} in {place:?}",
                    command.id
                );
            }
        }
    }
}
