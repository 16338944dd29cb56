//! What a typewriter has one sign for becomes what the language has, as one types; Ctrl+Z makes the sign of it again.

use super::TextArea;

/// Behind these something is opened.
const OPENERS: &[char] = &['(', '[', '{', '–', '—', '-', '/'];

impl TextArea {
    /// Sets the sign that was typed just now as a language does: `"` as one of the `marks`, which open and close, and an
    /// apostrophe behind a letter as `’`. Not in addresses, fields and code.
    pub fn set_typed_sign(&mut self, marks: (char, char)) {
        let before = &self.text[..self.cursor];
        let put = match before.chars().next_back() {
            Some('"') => self.mark_for(&before[..before.len() - 1], marks),
            Some('\'') => {
                let word = before[..before.len() - 1].chars().next_back().is_some_and(char::is_alphanumeric);
                word.then_some('’')
            }
            _ => None,
        };
        if let Some(put) = put.filter(|_| !self.is_for_programs(before.len() - 1)) {
            self.replace_range(self.cursor - 1..self.cursor, put.encode_utf8(&mut [0; 4]));
        }
    }

    /// Which of the two it is behind these words. Inches have no mark: a digit before it with nothing to close.
    fn mark_for(&self, before: &str, (open, close): (char, char)) -> Option<char> {
        let line = &before[before.rfind('\n').map_or(0, |at| at + 1)..];
        let opened = if open == close {
            line.matches(open).count() % 2 == 1
        } else {
            line.rfind(open).is_some_and(|at| !line[at..].contains(close))
        };
        let said = line.trim_end_matches(['*', '_']).chars().next_back();
        match said {
            None => Some(open),
            Some(letter) if letter.is_whitespace() || OPENERS.contains(&letter) => Some(open),
            Some(letter) if letter.is_ascii_digit() && !opened => None,
            Some(_) => Some(close),
        }
    }

    /// Whether a place of prose is in code, in the address of a link, or in a field that is filled in for each reader.
    fn is_for_programs(&self, at: usize) -> bool {
        let line = &self.text[..at];
        let line = &line[line.rfind('\n').map_or(0, |at| at + 1)..];
        let unclosed = |open: &str, close: &str| {
            line.rfind(open).is_some_and(|begin| !line[begin + open.len()..].contains(close))
        };
        line.matches('`').count() % 2 == 1 || unclosed("](", ")") || unclosed("{", "}") || unclosed("<", ">")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::keys::Key;

    fn typed(text: &str, marks: (char, char)) -> TextArea {
        let mut area = TextArea::new("");
        for letter in text.chars() {
            area.on_key(Key::char(letter));
            area.set_typed_sign(marks);
        }
        area
    }

    #[test]
    fn quotation_marks_are_those_of_the_language_and_open_and_close_by_what_is_before_them() {
        let hu = ('„', '”');
        for (keys, text) in [
            ("\"Jó napot\", mondta.", "„Jó napot”, mondta."),
            ("(\"így\")", "(„így”)"),
            ("azt mondta: \"igen\"", "azt mondta: „igen”"),
            ("**\"vastag\"**", "**„vastag”**"),
            ("\"**vastag**\"", "„**vastag**”"),
            ("\"2018\"", "„2018”"),
            ("a 14\" screen", "a 14\" screen"),
            ("first\n\"second\"", "first\n„second”"),
        ] {
            assert_eq!(typed(keys, hu).text(), text);
        }
        assert_eq!(typed("sa \"ja\" och \"2018\"", ('”', '”')).text(), "sa ”ja” och ”2018”");
    }

    #[test]
    fn an_apostrophe_behind_a_letter_is_one_and_elsewhere_stays_as_it_was_typed() {
        assert_eq!(typed("foto's van 't plein", ('“', '”')).text(), "foto’s van 't plein");
    }

    #[test]
    fn addresses_fields_and_code_are_not_touched() {
        for text in ["[a](https://example.org \"b\")", "{{name \"you\"}}", "`say \"it's\"`"] {
            assert_eq!(typed(text, ('“', '”')).text(), text);
        }
        assert_eq!(typed("`x` \"y\"", ('“', '”')).text(), "`x` “y”");
    }

    #[test]
    fn one_step_back_is_the_sign_that_was_typed() {
        let mut area = typed("say \"", ('“', '”'));
        assert_eq!(area.text(), "say “");
        area.undo();
        assert_eq!(area.text(), "say \"");
    }
}
