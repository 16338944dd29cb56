//! Changing what people wrote without touching anything else: every byte that was not meant stays.

mod edit_error;
mod edition_file;
mod fact;
mod front_matter;
mod issue_file;
mod issue_parts;
mod issue_rows;
mod stamp;
mod text_file;

use std::ops::Range;

pub use edit_error::EditError;
pub use edition_file::{EditionFile, same_text};
pub use fact::Fact;
pub use issue_file::IssueFile;
pub use issue_rows::Row;
pub use stamp::Stamp;
pub(super) use text_file::TextFile;

/// How the lines of a text end: as its first one does.
pub(super) fn line_end(text: &str) -> &'static str {
    match text.find('\n') {
        Some(at) if text[..at].ends_with('\r') => "\r\n",
        _ => "\n",
    }
}

/// Pieces of a text that may change places, and what follows each of them up to the next: blank lines and stray
/// comments. When pieces move, these stay where they are, so that moving back gives the same bytes.
#[derive(Debug)]
struct Pieces<'t> {
    text: &'t str,
    /// Each piece, and where what follows it ends.
    places: Vec<(Range<usize>, usize)>,
}

impl Pieces<'_> {
    fn moved(&self, from: usize, to: usize) -> String {
        let mut order: Vec<usize> = (0..self.places.len()).collect();
        let piece = order.remove(from);
        order.insert(to.min(order.len()), piece);
        let mut out = String::with_capacity(self.text.len());
        let mut at = 0;
        for ((place, _), piece) in self.places.iter().zip(order) {
            out.push_str(&self.text[at..place.start]);
            out.push_str(&self.text[self.places[piece].0.clone()]);
            at = place.end;
        }
        out.push_str(&self.text[at..]);
        out
    }

    /// Without one piece and the blank lines after it. Whatever ended the text ends it still.
    fn without(&self, gone: usize) -> String {
        let (place, next) = &self.places[gone];
        let before = gone.checked_sub(1).map(|before| self.places[before].0.end);
        let cut = match before {
            Some(before) if *next == self.text.len() && self.text[before..place.start].trim().is_empty() => {
                before..place.end
            }
            _ => place.start..place.end + blank_lines(&self.text[place.end..*next]),
        };
        [&self.text[..cut.start], &self.text[cut.end..]].concat()
    }

    /// With one more piece before the one at `at`, or after the last; `otherwise` is where it goes if there is none.
    fn with(&self, at: usize, piece: &str, otherwise: usize) -> String {
        let end = line_end(self.text);
        let (place, before, after) = match (self.places.get(at), self.places.last()) {
            (Some((next, _)), _) => (next.start, String::new(), format!("{end}{end}")),
            (None, Some((last, next))) => {
                let follows = if *next == last.end { end } else { "" };
                (last.end, format!("{end}{end}"), follows.to_owned())
            }
            (None, None) => {
                let last_line = self.text[..otherwise].lines().next_back().unwrap_or_default();
                let open = if self.text[..otherwise].is_empty() || self.text[..otherwise].ends_with('\n') {
                    ""
                } else {
                    end
                };
                // Apart from what stands above: people read it, and a comment would be taken for its own.
                let apart = if last_line.trim().is_empty() { "" } else { end };
                let gap = if otherwise < self.text.len() { end } else { "" };
                (otherwise, format!("{open}{apart}"), format!("{end}{gap}"))
            }
        };
        [&self.text[..place], &before, piece, &after, &self.text[place..]].concat()
    }
}

/// How many bytes of blank lines a text begins with.
fn blank_lines(text: &str) -> usize {
    let blank = text.len() - text.trim_start().len();
    if blank == text.len() { blank } else { text[..blank].rfind('\n').map_or(0, |at| at + 1) }
}
