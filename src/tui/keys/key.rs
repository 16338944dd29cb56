//! One key as the program sees it, and its name on the screen.

use crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

/// A key with what is held down beside it. Shift counts only where it makes no other letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Key {
    pub code: KeyCode,
    pub ctrl: bool,
    pub alt: bool,
    pub shift: bool,
}

impl Key {
    pub const fn plain(code: KeyCode) -> Self {
        Self { code, ctrl: false, alt: false, shift: false }
    }

    pub const fn f(number: u8) -> Self {
        Self::plain(KeyCode::F(number))
    }

    pub const fn char(letter: char) -> Self {
        Self::plain(KeyCode::Char(letter))
    }

    pub const fn ctrl(letter: char) -> Self {
        Self { ctrl: true, ..Self::char(letter) }
    }

    pub const fn alt(letter: char) -> Self {
        Self { alt: true, ..Self::char(letter) }
    }

    pub const fn with_ctrl(code: KeyCode) -> Self {
        Self { ctrl: true, ..Self::plain(code) }
    }

    pub const fn with_alt(code: KeyCode) -> Self {
        Self { alt: true, ..Self::plain(code) }
    }

    /// What the terminal reported; none for a key that was let go.
    pub fn from_event(event: KeyEvent) -> Option<Self> {
        if event.kind == KeyEventKind::Release {
            return None;
        }
        let ctrl = event.modifiers.contains(KeyModifiers::CONTROL);
        let alt = event.modifiers.contains(KeyModifiers::ALT);
        // AltGr arrives as Ctrl+Alt with some terminals: what it types is the letter itself.
        let (ctrl, alt) = if ctrl && alt { (false, false) } else { (ctrl, alt) };
        let code = match event.code {
            KeyCode::Char(letter) if ctrl || alt => {
                KeyCode::Char(letter.to_lowercase().next().unwrap_or(letter))
            }
            code => code,
        };
        let letter = matches!(code, KeyCode::Char(_) | KeyCode::BackTab);
        let shift = !letter && event.modifiers.contains(KeyModifiers::SHIFT);
        Some(Self { code, ctrl, alt, shift })
    }

    /// The letter it types, if it types one.
    pub fn letter(self) -> Option<char> {
        match self.code {
            KeyCode::Char(letter) if !self.ctrl && !self.alt => Some(letter),
            _ => None,
        }
    }

    /// Its name on the screen: `Ctrl+S`, `Alt+↑`, `PgUp`.
    pub fn label(self) -> String {
        let name = match self.code {
            KeyCode::Char(' ') => "Space".to_owned(),
            KeyCode::Char(letter) => letter.to_uppercase().collect(),
            KeyCode::F(number) => format!("F{number}"),
            KeyCode::Up => "↑".to_owned(),
            KeyCode::Down => "↓".to_owned(),
            KeyCode::Left => "←".to_owned(),
            KeyCode::Right => "→".to_owned(),
            KeyCode::PageUp => "PgUp".to_owned(),
            KeyCode::PageDown => "PgDn".to_owned(),
            KeyCode::BackTab => "Shift+Tab".to_owned(),
            KeyCode::Insert => "Ins".to_owned(),
            KeyCode::Delete => "Del".to_owned(),
            code => format!("{code}"),
        };
        let ctrl = if self.ctrl { "Ctrl+" } else { "" };
        let alt = if self.alt { "Alt+" } else { "" };
        format!("{ctrl}{alt}{name}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_told_apart_by_what_is_held_down_and_letters_by_themselves() {
        let shifted = KeyEvent::new(KeyCode::Char('N'), KeyModifiers::SHIFT);
        assert_eq!(Key::from_event(shifted), Some(Key::char('N')));
        let capital = KeyEvent::new(KeyCode::Char('S'), KeyModifiers::CONTROL);
        assert_eq!(Key::from_event(capital), Some(Key::ctrl('s')));
        let alt_gr = KeyEvent::new(KeyCode::Char('@'), KeyModifiers::CONTROL | KeyModifiers::ALT);
        assert_eq!(Key::from_event(alt_gr), Some(Key::char('@')));
    }
}
