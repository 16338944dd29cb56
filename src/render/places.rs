//! Where in a finished page something stands: between tags, in a quoted attribute, or where no slot may be.

use crate::domain::SlotPlace;

/// Reads a page once from its beginning and answers for growing offsets.
#[derive(Debug)]
pub struct Places<'a> {
    html: &'a str,
    at: usize,
    state: State,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Text,
    Tag,
    Quoted(u8),
    Comment,
    /// Inside `<style>` or `<script>`.
    Raw,
}

impl<'a> Places<'a> {
    pub fn new(html: &'a str) -> Self {
        Self { html, at: 0, state: State::Text }
    }

    /// The place of the byte at `offset`, which must not lie before one asked for earlier.
    pub fn of(&mut self, offset: usize) -> Option<SlotPlace> {
        while self.at < offset {
            self.step();
        }
        match self.state {
            State::Text => Some(SlotPlace::Html),
            State::Quoted(_) => Some(SlotPlace::Attribute),
            State::Tag | State::Comment | State::Raw => None,
        }
    }

    fn step(&mut self) {
        let rest = &self.html.as_bytes()[self.at..];
        let mut read = 1;
        match (self.state, rest[0]) {
            (State::Text, b'<') if rest.starts_with(b"<!--") => {
                self.state = State::Comment;
                read = 4;
            }
            (State::Text, b'<') => {
                let opens =
                    |name: &[u8]| rest.len() > name.len() && rest[1..=name.len()].eq_ignore_ascii_case(name);
                self.state = if opens(b"style") || opens(b"script") { State::Raw } else { State::Tag };
            }
            (State::Tag, b'>') => self.state = State::Text,
            (State::Tag, quote @ (b'"' | b'\'')) => self.state = State::Quoted(quote),
            (State::Quoted(open), quote) if open == quote => self.state = State::Tag,
            (State::Comment, b'-') if rest.starts_with(b"-->") => {
                self.state = State::Text;
                read = 3;
            }
            (State::Raw, b'<') if rest.starts_with(b"</") => self.state = State::Tag,
            _ => {}
        }
        self.at += read;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_text_or_attribute_or_none() {
        let table = [
            ("<p>@</p>", Some(SlotPlace::Html)),
            ("<a title=\"> @\">", Some(SlotPlace::Attribute)),
            ("<a title='\" @'>", Some(SlotPlace::Attribute)),
            ("<a @>", None),
            ("<!-- a > @ -->", None),
            ("<!-- a -->@", Some(SlotPlace::Html)),
            ("<style>a > b { @ }</style>", None),
            ("<style>a</style><title>@</title>", Some(SlotPlace::Html)),
        ];
        for (html, place) in table {
            let at = html.find('@').expect("a mark");
            assert_eq!(Places::new(html).of(at), place, "{html}");
        }
    }
}
