//! What keys mean: one table of commands, which feeds key handling, hint line, F-key line and help.

mod command;
mod key;
mod menu;
mod mouse;
mod stage;
mod table;

pub use command::{Command, Facts, Id, Needs, Where};
pub use key::Key;
pub use menu::Menu;
pub use mouse::{Gesture, Mouse};
pub use stage::Stage;
pub use table::TABLE;

/// The command that `key` gives in `place`.
pub fn command(place: Where, key: Key) -> Option<&'static Command> {
    TABLE.iter().find(|command| command.at.contains(&place) && command.keys.contains(&key))
}

/// What the hint line offers in `place`, the most useful first.
pub fn hints(place: Where) -> impl Iterator<Item = &'static Command> {
    TABLE.iter().filter(move |command| command.at.contains(&place) && !command.hint.is_empty())
}

/// The commands of the F-key line, in its order.
pub fn on_the_line() -> impl Iterator<Item = &'static Command> {
    TABLE.iter().filter(|command| !command.on_line.is_empty())
}

#[cfg(test)]
mod tests {
    use crossterm::event::KeyCode;

    use super::*;

    #[test]
    fn every_key_is_one_that_terminals_and_tmux_let_through() {
        for command in TABLE {
            for key in command.keys {
                let safe = match key.code {
                    KeyCode::Char(letter) if key.ctrl => "acdefgklopqsvxyz".contains(letter),
                    KeyCode::Char(letter) if key.alt => letter.is_ascii_alphanumeric(),
                    KeyCode::Char(letter) => " ?n".contains(letter),
                    KeyCode::F(number) => number <= 10,
                    KeyCode::Enter | KeyCode::Esc | KeyCode::Tab | KeyCode::BackTab => !key.ctrl && !key.alt,
                    _ => true,
                };
                assert!(safe, "{:?} on {}", command.id, key.label());
            }
        }
    }

    #[test]
    fn no_letter_and_no_escape_quits_sends_discards_or_overwrites() {
        let grave = [Id::Quit, Id::Send, Id::PutAside, Id::CancelMailing, Id::Pause, Id::Open];
        for command in TABLE.iter().filter(|command| grave.contains(&command.id)) {
            for key in command.keys {
                let letter = matches!(key.code, KeyCode::Char(c) if c != ' ' && !key.ctrl && !key.alt);
                assert!(!letter && key.code != KeyCode::Esc, "{:?} on {}", command.id, key.label());
                assert!(*key != Key::ctrl('c'), "Ctrl+C never quits");
            }
        }
    }

    #[test]
    fn no_key_has_two_meanings_in_one_place() {
        for place in Where::ALL {
            let mut taken: Vec<Key> = Vec::new();
            for key in
                TABLE.iter().filter(|command| command.at.contains(&place)).flat_map(|command| command.keys)
            {
                assert!(!taken.contains(key), "{} twice in {place:?}", key.label());
                taken.push(*key);
            }
        }
    }

    #[test]
    fn every_command_has_a_key_a_label_and_a_help_text() {
        for command in TABLE {
            assert!(!command.keys.is_empty() && !command.at.is_empty(), "{:?}", command.id);
            assert!(!command.label.is_empty() && !command.help.is_empty(), "{:?}", command.id);
            assert!(command.on_line.len() <= 6, "{:?}: the F-key line has six letters", command.id);
        }
    }

    #[test]
    fn the_f_keys_mean_the_same_everywhere_and_have_an_alt_double() {
        for number in 1..=10 {
            let f = Key::f(number);
            let digit = char::from_digit(u32::from(number % 10), 10).expect("a digit");
            let id = command(Where::Shelf, f).map(|command| command.id);
            assert!(id.is_some(), "F{number}");
            for place in Where::ALL {
                assert_eq!(command(place, f).map(|command| command.id), id, "F{number} in {place:?}");
                assert_eq!(command(place, Key::alt(digit)).map(|command| command.id), id, "Alt+{digit}");
            }
        }
    }

    #[test]
    fn what_is_done_on_another_screen_says_so() {
        let facts = Facts { issue: true, mailing: true, ..Facts::default() };
        for (place, words) in [(Where::Shelf, Some("F2, then F7")), (Where::Text, None)] {
            let why = command(place, Key::f(7)).and_then(|command| command.why_not(facts));
            assert_eq!(why.is_some(), words.is_some(), "{place:?}");
            assert!(why.unwrap_or_default().contains(words.unwrap_or_default()));
        }
    }

    #[test]
    fn why_a_command_does_nothing_fits_the_line_of_the_smallest_window() {
        for command in TABLE {
            let why = command.why_not(Facts::default()).unwrap_or_default();
            assert!(why.chars().count() <= 58, "{:?}: {why}", command.id);
        }
    }
}
