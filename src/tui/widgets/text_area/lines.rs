//! Where one paragraph ends and the next begins: for whoever writes, one Enter.

use super::{TextArea, borders};

/// What opens a line of a list or a quote.
struct Opening<'a> {
    sign: &'a str,
    /// What opens the next one.
    next: String,
}

impl TextArea {
    /// Begins a new paragraph; in a list the next point, in a quote its next line, below a picture its caption. In an empty
    /// point the list ends.
    pub(super) fn break_line(&mut self) -> bool {
        let range = self.marked().unwrap_or(self.cursor..self.cursor);
        let begin = borders::line_start(&self.text, range.start);
        let before = &self.text[begin..range.start];
        let line = &self.text[begin..borders::line_end(&self.text, range.start)];
        if let Some(opening) = opening(before) {
            return if line.trim_end() == opening.sign.trim_end() {
                self.replace_range(begin..range.end, "")
            } else {
                let next = format!("\n{}", opening.next);
                self.replace_range(range, &next)
            };
        }
        let alone = before.trim().is_empty() || before.starts_with("![") || before.contains('|');
        self.replace_range(range, if alone { "\n" } else { "\n\n" })
    }

    /// Where the letter begins that ends at `at`: the end of a paragraph is one, though a blank line makes it.
    pub(super) fn paragraph_break_before(&self, at: usize) -> usize {
        let before = &self.text[..at];
        let whole = before.ends_with("\n\n") && !before.ends_with("\n\n\n");
        let alone = self.text[at..].starts_with('\n');
        if whole && !alone && at > 2 { at - 2 } else { borders::before(&self.text, at) }
    }

    /// Where the letter ends that begins at `at`.
    pub(super) fn paragraph_break_after(&self, at: usize) -> usize {
        let rest = &self.text[at..];
        let whole = rest.starts_with("\n\n") && !rest.starts_with("\n\n\n");
        let alone = self.text[..at].ends_with('\n');
        if whole && !alone { at + 2 } else { borders::after(&self.text, at) }
    }
}

fn opening(line: &str) -> Option<Opening<'_>> {
    let inside = line.trim_start_matches(' ');
    let indent = &line[..line.len() - inside.len()];
    if let Some(sign) = ["- ", "> "].into_iter().find(|sign| inside.starts_with(sign)) {
        return Some(Opening { sign: &line[..indent.len() + sign.len()], next: format!("{indent}{sign}") });
    }
    let digits = inside.len() - inside.trim_start_matches(|letter: char| letter.is_ascii_digit()).len();
    let number: u32 = inside[..digits].parse().ok()?;
    inside[digits..].starts_with(". ").then(|| Opening {
        sign: &line[..indent.len() + digits + 2],
        next: format!("{indent}{}. ", number.saturating_add(1)),
    })
}
