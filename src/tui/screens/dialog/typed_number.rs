//! The number of readers, typed: nothing goes to them before.

use crossterm::event::KeyCode;
use ratatui::layout::Rect;
use ratatui::style::Modifier;

use super::{Choice, over};
use crate::desk::send::order::typed_number;
use crate::domain::Schedule;
use crate::tui::keys::Key;
use crate::tui::theme::{Role, Theme};
use crate::tui::widgets::{Canvas, TextArea, number, put};

/// What will happen, and the field for the number.
#[derive(Debug)]
pub struct TypedNumber {
    title: String,
    lines: Vec<String>,
    readers: u64,
    at: Option<Schedule>,
    /// Also to those who have it already.
    again: bool,
    /// The mailing that goes on, where one is there already.
    goes_on: Option<String>,
    field: TextArea,
    wrong: bool,
}

impl TypedNumber {
    pub fn new(title: impl Into<String>, lines: Vec<String>, readers: u64, at: Option<Schedule>) -> Self {
        let field = TextArea::one_line("");
        let (again, goes_on) = (false, None);
        Self { title: title.into(), lines, readers, at, again, goes_on, field, wrong: false }
    }

    /// To those who have it already, too.
    #[must_use]
    pub fn again(self) -> Self {
        Self { again: true, ..self }
    }

    /// For a mailing that is there and goes on to this number.
    #[must_use]
    pub fn going_on(self, mailing: String) -> Self {
        Self { goes_on: Some(mailing), ..self }
    }

    /// What a new mailing is asked for: to how many, when, and whether once more; none where one that is there goes on.
    pub fn order(&self) -> Option<(u64, Option<Schedule>, bool)> {
        self.goes_on.is_none().then(|| (self.readers, self.at.clone(), self.again))
    }

    fn choice(&self) -> Choice {
        match self.goes_on.clone() {
            Some(mailing) => Choice::ResumeFor { mailing, confirmed: self.readers },
            None => Choice::Send { readers: self.readers, at: self.at.clone(), again: self.again },
        }
    }

    pub fn on_key(&mut self, key: Key) -> Option<Choice> {
        match key.code {
            KeyCode::Esc => Some(Choice::Close),
            KeyCode::Enter => {
                self.wrong = typed_number(self.field.text()) != Some(self.readers);
                (!self.wrong).then(|| self.choice())
            }
            _ => {
                self.field.on_key(key);
                self.wrong = false;
                None
            }
        }
    }

    pub fn paste(&mut self, text: &str) {
        self.field.paste(text);
    }

    pub fn view(&self, frame: &mut Canvas, theme: Theme) {
        let mut lines = over::wrapped(frame, &self.lines);
        let room = over::draw(frame, theme, &self.title, lines.len() + 5);
        if lines.len() + 3 > usize::from(room.height) {
            lines.retain(|line| !line.is_empty());
        }
        // The field comes first: what does not fit above it is left out.
        let used = u16::try_from(lines.len()).unwrap_or(u16::MAX).saturating_add(1);
        let y = room.y + used.min(room.height.saturating_sub(3));
        over::text(frame, theme, Rect { height: y - room.y, ..room }, &lines);
        let label = "Type the number of readers to go on: ";
        if y >= room.bottom() {
            return;
        }
        put(frame.buffer_mut(), room.x, y, label, theme.style(Role::Title));
        let field = Rect { x: room.x + 37, y, width: 12.min(room.width.saturating_sub(37)), height: 1 };
        self.field.draw(frame, field, true);
        frame.buffer_mut().set_style(field, ratatui::style::Style::new().add_modifier(Modifier::UNDERLINED));
        let after = match (self.wrong, &self.at) {
            (true, _) => (format!("! That is not {}.", number(self.readers)), Role::Attention),
            (false, None) if self.goes_on.is_some() => ("After Enter it goes on.".into(), Role::Text),
            (false, None) => ("After Enter you have 60 seconds to stop it with Esc.".into(), Role::Text),
            (false, Some(_)) => ("Until it is due it can be cancelled.".into(), Role::Text),
        };
        if y + 2 < room.bottom() {
            put(frame.buffer_mut(), room.x, y + 2, &after.0, theme.style(after.1));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_number_itself_goes_on_however_its_thousands_are_set() {
        let enter = Key::plain(KeyCode::Enter);
        for (typed, goes_on) in [
            ("4830", true),
            ("4 830", true),
            ("4.830", true),
            ("4,830", true),
            ("4\u{202f}830", true),
            ("", false),
            ("48 30", false),
            ("4830x", false),
            ("483", false),
            ("yes", false),
        ] {
            let mut dialog = TypedNumber::new("", Vec::new(), 4830, None);
            dialog.paste(typed);
            assert_eq!(dialog.on_key(enter).is_some(), goes_on, "{typed:?}");
        }
    }
}
