//! Makes text that other people wrote safe to show on a terminal or in a log.

use std::borrow::Cow;

/// Takes out everything a terminal could take for an order or that hides what stands there: control characters
/// (C0, C1, DEL), bidirectional controls and zero-width characters. A line break or tab becomes a space.
pub fn term_text(text: &str) -> Cow<'_, str> {
    if !text.contains(is_unsafe) {
        return Cow::Borrowed(text);
    }
    let shown = |c: char| match c {
        '\n' | '\t' => Some(' '),
        c if is_unsafe(c) => None,
        c => Some(c),
    };
    Cow::Owned(text.chars().filter_map(shown).collect())
}

/// A text that is named in a message, between quotes: as it was written, and what `term_text` takes out is told by its
/// number. Rust's own way of quoting puts `\` before every quote.
pub fn quotable(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for c in text.chars() {
        if is_unsafe(c) { shown.extend(c.escape_debug()) } else { shown.push(c) }
    }
    shown
}

fn is_unsafe(c: char) -> bool {
    c.is_control()
        || matches!(
            c,
            '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}'
        )
        || matches!(c, '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_escape_sequence_in_a_name_loses_its_escape() {
        assert_eq!(term_text("Eva\u{1b}[2J\u{9b}31m\r\u{202e}x"), "Eva[2J31mx");
    }

    #[test]
    fn what_is_quoted_stands_as_it_was_written_and_orders_are_told_by_their_number() {
        for text in ["=cmd|'/c calc'!A0", "a \"b\"", "C:\\x", "Ga\u{301}bor"] {
            assert_eq!(quotable(text), text);
        }
        assert_eq!(quotable("\u{1b}[2J\n\u{202e}"), "\\u{1b}[2J\\n\\u{202e}");
    }

    #[test]
    fn letters_of_any_language_and_joined_emoji_stay() {
        for text in ["Árvíztűrő tükörfúrógép", "नमस्ते", "👩‍🚒", "سلام"] {
            assert_eq!(term_text(text), text);
        }
    }
}
