//! Text that may stand in a header: nothing in it can end the line, hide or turn round what follows.

/// Borrowed text, checked. There is no other way into a header for what people typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HeaderText<'a>(&'a str);

/// The text holds a control character, a line separator or a mark that turns the direction of writing.
/// The text itself is left out: it may be somebody's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("it holds U+{0:04X}, which has no place in a header")]
pub struct HeaderTextError(pub u32);

impl<'a> HeaderText<'a> {
    /// Refuses rather than strips: a subject that loses a character unseen is a wrong subject.
    pub fn new(text: &'a str) -> Result<Self, HeaderTextError> {
        match text.chars().find(|c| is_refused(*c)) {
            Some(c) => Err(HeaderTextError(c.into())),
            None => Ok(Self(text)),
        }
    }

    /// Without the spaces around it.
    pub fn trim(self) -> Self {
        Self(self.0.trim())
    }

    pub fn as_str(self) -> &'a str {
        self.0
    }
}

/// C0, DEL, C1, the line and paragraph separators, the bidirectional embeddings, overrides and isolates.
fn is_refused(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_could_end_hide_or_turn_a_line_is_refused() {
        for c in
            ['\0', '\t', '\n', '\r', '\x1b', '\x7f', '\u{85}', '\u{2028}', '\u{2029}', '\u{202e}', '\u{2066}']
        {
            let text = format!("Summer{c}Bcc: x@example.eu");
            assert_eq!(HeaderText::new(&text), Err(HeaderTextError(c.into())), "{c:?}");
        }
    }

    #[test]
    fn letters_of_every_script_pass() {
        for text in ["", "Árvíztűrő tükörfúrógép", "שלום", "👩‍👩‍👧 család", "=cmd|'/c calc'!A0"]
        {
            assert_eq!(HeaderText::new(text).map(HeaderText::as_str), Ok(text));
        }
    }
}
