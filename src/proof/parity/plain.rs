//! Markdown without its marks: the words as they are read, each with its place in the Markdown, and the links.

use std::ops::Range;

/// The words of some Markdown.
#[derive(Debug, Default)]
pub(super) struct Plain {
    pub text: String,
    /// For each byte of `text`, where it stands in the Markdown.
    at: Vec<usize>,
    /// Where links lead, with their places in the Markdown.
    pub links: Vec<(String, Range<usize>)>,
    pub pictures: Vec<(String, Range<usize>)>,
}

impl Plain {
    pub fn of(markdown: &str) -> Self {
        let mut plain = Self::default();
        let mut start = 0;
        let mut in_list = false;
        for line in markdown.split_inclusive('\n') {
            let trimmed = line.trim_start();
            let number = list_number(trimmed);
            in_list = match number {
                Some(1) => markdown[start + line.len()..]
                    .lines()
                    .take_while(|next| !next.trim().is_empty())
                    .any(|next| list_number(next.trim_start()) == Some(2)),
                _ => in_list && !trimmed.is_empty(),
            };
            let item = in_list && number.is_some();
            if item || opens_block(trimmed) {
                plain.push('\n', start);
            }
            let skip = if item { line.len() - trimmed.len() + number_length(trimmed) } else { 0 };
            plain.line(markdown, start + skip, start + line.len());
            if line.ends_with('\n') && (trimmed.starts_with("![") || trimmed.starts_with('#')) {
                plain.push('\n', start + line.len() - 1);
            }
            start += line.len();
        }
        plain
    }

    /// The place in the Markdown of a range of `text`.
    pub fn place(&self, range: &Range<usize>) -> Range<usize> {
        let start = self.at.get(range.start).copied().unwrap_or_default();
        let last = range.end.checked_sub(1).and_then(|last| self.at.get(last)).copied();
        start..last.map_or(start, |last| last + 1)
    }

    fn push(&mut self, c: char, at: usize) {
        self.text.push(c);
        // Each byte its own place, so that the end of a range is the end of its last letter.
        self.at.extend((0..c.len_utf8()).map(|byte| at + byte));
    }

    /// The words of `markdown[from..to]`, which is on one line.
    fn line(&mut self, markdown: &str, from: usize, to: usize) {
        let mut at = from;
        while let Some(c) = markdown[at..to].chars().next() {
            let rest = &markdown[at..to];
            if let Some(length) = self.bracket(markdown, at, to) {
                at += length;
                continue;
            }
            if let Some(length) = rest.strip_prefix("{{").and_then(|inside| inside.find("}}")) {
                at += length + 4;
                continue;
            }
            let entity = [("&nbsp;", '\u{a0}'), ("&amp;", '&'), ("&thinsp;", '\u{2009}'), ("&euro;", '€')];
            if let Some((name, meant)) = entity.into_iter().find(|(name, _)| rest.starts_with(name)) {
                self.push(meant, at);
                at += name.len();
                continue;
            }
            match c {
                '\n' => self.push(
                    if markdown[to..].trim_start_matches(['\r', ' ', '\t']).starts_with('\n') {
                        '\n'
                    } else {
                        ' '
                    },
                    at,
                ),
                '\\' if rest[1..].starts_with(|next: char| next.is_ascii_punctuation()) => {}
                '\\' if rest[1..].trim().is_empty() => self.push(' ', at),
                '*' | '`' => {}
                '_' if !inside_word(markdown, at) => {}
                _ => self.push(c, at),
            }
            at += c.len_utf8();
        }
    }

    /// `[words](target)` or `![words](target)` at `at`: its words are read, its target kept. The length of it.
    fn bracket(&mut self, markdown: &str, at: usize, to: usize) -> Option<usize> {
        let rest = &markdown[at..to];
        let picture = rest.starts_with("![");
        let open = if picture { 2 } else { 1 };
        if !picture && !rest.starts_with('[') {
            return None;
        }
        let close = rest.find("](")?;
        if rest[open..close].contains('[') && !picture {
            return None;
        }
        let begin = at + close + 2;
        let end = begin + markdown[begin..to].find(')')?;
        let target = &markdown[begin..end];
        let target = target.split_whitespace().next().unwrap_or_default();
        if picture {
            let file = target.strip_prefix("decorative:").unwrap_or(target);
            self.pictures.push((file.to_owned(), begin..end));
        } else if !target.starts_with("lang:") && !target.starts_with('#') && target != "link" {
            self.links.push((target.to_owned(), begin..end));
        }
        self.line(markdown, at + open, at + close);
        Some(end + 1 - at)
    }
}

/// The number that a line begins with as a point of a list does.
fn list_number(line: &str) -> Option<u32> {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let rest = &line[digits..];
    ((1..=2).contains(&digits) && (rest.starts_with(". ") || rest.starts_with(") ")))
        .then(|| line[..digits].parse().ok())
        .flatten()
}

fn number_length(line: &str) -> usize {
    line.bytes().take_while(u8::is_ascii_digit).count() + 2
}

fn opens_block(line: &str) -> bool {
    ["- ", "# ", "## ", "### ", "#### ", "> ", "|", "!["].iter().any(|mark| line.starts_with(mark))
}

fn inside_word(text: &str, at: usize) -> bool {
    let before = text[..at].chars().next_back().is_some_and(char::is_alphanumeric);
    before && text[at + 1..].chars().next().is_some_and(char::is_alphanumeric)
}
