//! Fields (`{{name|dear reader}}`) are lifted out before Markdown is read, because they hold a `|`.
//!
//! Each leaves one private-use character in the text, which to the parser is a letter like any other. Such
//! characters and control characters in what a person wrote are refused, so none can pass for a field.

use super::super::{Inline, ProseProblem};
use super::map::Map;

/// The first character that stands for a field inside the program; none may be written by people.
pub const FIRST_MARK: char = '\u{E000}';
/// The last one.
pub const LAST_MARK: char = '\u{F8FF}';
/// So many fields one text may hold.
const MOST: usize = LAST_MARK as usize - FIRST_MARK as usize;

/// A text without its fields.
#[derive(Debug)]
pub struct Lifted {
    pub text: String,
    pub map: Map,
    pub problems: Vec<ProseProblem>,
    fields: Vec<(String, String)>,
}

impl Lifted {
    pub fn from(written: &str) -> Self {
        let mut lifted = Self {
            text: String::with_capacity(written.len()),
            map: Map::default(),
            problems: Vec::new(),
            fields: Vec::new(),
        };
        let mut at = 0;
        while at < written.len() {
            let rest = &written[at..];
            lifted.map.push(lifted.text.len(), at);
            if rest.starts_with("{{") {
                at += lifted.lift(rest, at);
            } else {
                let stop = rest.find("{{").unwrap_or(rest.len());
                lifted.copy(&rest[..stop], at);
                at += stop;
            }
        }
        lifted.map.push(lifted.text.len(), written.len());
        lifted
    }

    /// Takes the field at the beginning of `rest`; answers how many bytes of it were read.
    fn lift(&mut self, rest: &str, at: usize) -> usize {
        let line = rest.split('\n').next().unwrap_or(rest);
        // A field never reaches over the beginning of the next one.
        let next = line[2..].find("{{").map_or(line.len(), |next| next + 2);
        let Some(stop) = line[..next].find("}}") else {
            let span = at..at + line[..next].trim_end().len();
            self.problems.push(ProseProblem::new(span, "FLD002-open"));
            self.text.push_str("{{");
            return 2;
        };
        let whole = stop + 2;
        let inside = &line[2..stop];
        let (name, fallback) = inside.split_once('|').unwrap_or((inside, ""));
        let (name, fallback) = (name.trim(), fallback.trim());
        let wrong = if !is_name(name) {
            Some("FLD001-name")
        } else if fallback.is_empty() {
            Some("FLD001-no-words")
        } else {
            None
        };
        let problem = |key| ProseProblem::new(at..at + whole, key).with("name", name);
        self.problems.extend(wrong.map(problem));
        let mark = u32::try_from(self.fields.len())
            .ok()
            .and_then(|index| char::from_u32(FIRST_MARK as u32 + index).filter(|_| self.fields.len() < MOST));
        match mark {
            Some(mark) if is_name(name) && !fallback.contains(is_refused) => {
                self.text.push(mark);
                self.fields.push((name.to_owned(), fallback.to_owned()));
            }
            _ => self.copy(&line[..whole], at),
        }
        whole
    }

    /// Copies text without fields; refuses what could pass for a field or break a line.
    fn copy(&mut self, text: &str, at: usize) {
        for (offset, c) in text.char_indices() {
            if !is_refused(c) {
                self.text.push(c);
                continue;
            }
            let span = at + offset..at + offset + c.len_utf8();
            let code = format!("U+{:04X}", u32::from(c));
            self.problems.push(ProseProblem::new(span, "TXT001-invisible").with("code", code));
            self.text.push(if c.is_control() { ' ' } else { '\u{fffd}' });
            self.map.push(self.text.len(), at + offset + c.len_utf8());
        }
    }

    /// The field that a mark stands for.
    pub fn field(&self, mark: char) -> Option<Inline> {
        let index = u32::from(mark).checked_sub(u32::from(FIRST_MARK))?;
        let (name, fallback) = self.fields.get(usize::try_from(index).ok()?)?;
        Some(Inline::Field { name: name.clone(), fallback: fallback.clone() })
    }

    /// Appends `text`, its marks turned back into fields; neighbouring texts become one.
    pub fn push_text(&self, text: &str, out: &mut Vec<Inline>) {
        for c in text.chars() {
            match (self.field(c), out.last_mut()) {
                (Some(field), _) => out.push(field),
                (None, Some(Inline::Text(last))) => last.push(c),
                (None, _) => out.push(Inline::Text(c.into())),
            }
        }
    }

    /// `text` with fields as they were written, for messages and alt texts.
    pub fn show(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        for c in text.chars() {
            match self.field(c) {
                Some(Inline::Field { name, fallback }) => {
                    out.push_str("{{");
                    out.push_str(&name);
                    out.push('|');
                    out.push_str(&fallback);
                    out.push_str("}}");
                }
                _ => out.push(c),
            }
        }
        out
    }
}

fn is_name(name: &str) -> bool {
    !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | ' ' | '.'))
}

/// Marks, controls but line ends and tabs, and characters that turn the direction of text round.
pub fn is_refused(c: char) -> bool {
    (FIRST_MARK..=LAST_MARK).contains(&c)
        || (c.is_control() && !matches!(c, '\n' | '\r' | '\t'))
        || matches!(c, '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}
