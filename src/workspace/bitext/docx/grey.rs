//! The small grey lines: what says whose texts are in a document, and in a row of it.

use std::fmt;

use crate::domain::translation::{Field, Passage, TextHash};
use crate::domain::{IssueId, Lang};

const OURS: &str = "courant";
const REMARKS: &str = "remarks";
/// Instead of a hash.
const NONE: &str = "none";

/// Of the first row: `courant 2018-06-summer en nl _head where-we-stand`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct OfDocument {
    pub issue: IssueId,
    pub source: Lang,
    pub target: Lang,
    /// What it was sent out with, so that what is taken out is missed.
    pub passages: Vec<Passage>,
}

/// Of a row: `where-we-stand.body 2 91c0ffee91c0ffee none`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct OfRow {
    pub passage: Passage,
    pub text: RowText,
}

/// What stands in the right-hand column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum RowText {
    Remarks,
    Field(Field, Option<SentOut>),
}

/// What is told of a field, if nobody has shortened its line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct SentOut {
    /// So many rows the passage has.
    pub of: usize,
    pub source: TextHash,
    /// The whole passage as it was translated then.
    pub target_was: Option<TextHash>,
}

impl OfDocument {
    pub fn parse(line: &str) -> Option<Self> {
        let plain = plain(line);
        let mut words = plain.split_whitespace();
        (words.next()? == OURS).then_some(())?;
        Some(Self {
            issue: IssueId::parse(words.next()?).ok()?,
            source: Lang::parse(words.next()?).ok()?,
            target: Lang::parse(words.next()?).ok()?,
            passages: words.filter_map(|name| Passage::parse(name).ok()).collect(),
        })
    }
}

impl fmt::Display for OfDocument {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { issue, source, target, passages } = self;
        write!(f, "{OURS} {issue} {source} {target}")?;
        passages.iter().try_for_each(|passage| write!(f, " {passage}"))
    }
}

impl OfRow {
    /// The line, and what stands behind it: its end may have been lost.
    pub fn parse(line: &str) -> Option<(Self, &str)> {
        let (name, mut rest) = first_word(line);
        let name = plain(name).to_lowercase();
        let (passage, field) = name.rsplit_once('.')?;
        let passage = Passage::parse(passage).ok()?;
        if field == REMARKS {
            return Some((Self { passage, text: RowText::Remarks }, rest));
        }
        let field = Field::ALL.into_iter().find(|one| one.as_str() == field)?;
        let of_head = matches!(field, Field::Title | Field::Subject | Field::InboxLine);
        (of_head == (passage == Passage::Head)).then_some(())?;
        let sent_out = sent_out(rest);
        if let Some((_, behind)) = sent_out {
            rest = behind;
        }
        Some((Self { passage, text: RowText::Field(field, sent_out.map(|(sent_out, _)| sent_out)) }, rest))
    }

    /// Whether it looks like a line of ours, of whatever issue.
    pub fn is_like_one(line: &str) -> bool {
        let (_, rest) = first_word(line);
        sent_out(rest).is_some()
    }

    pub fn name(&self) -> String {
        match &self.text {
            RowText::Remarks => format!("{}.{REMARKS}", self.passage),
            RowText::Field(field, _) => format!("{}.{}", self.passage, field.as_str()),
        }
    }
}

impl fmt::Display for OfRow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name())?;
        if let RowText::Field(_, Some(SentOut { of, source, target_was })) = &self.text {
            let target_was = target_was.as_ref().map_or(NONE, TextHash::as_str);
            write!(f, " {of} {source} {target_was}")?;
        }
        Ok(())
    }
}

fn sent_out(text: &str) -> Option<(SentOut, &str)> {
    let (of, rest) = first_word(text);
    let (source, rest) = first_word(rest);
    let (target, rest) = first_word(rest);
    let of = of.parse().ok().filter(|of| (1..=Field::ALL.len()).contains(of))?;
    let source = TextHash::parse(&source.to_lowercase()).ok()?;
    let target = target.to_lowercase();
    let target_was = if target == NONE { None } else { Some(TextHash::parse(&target).ok()?) };
    Some((SentOut { of, source, target_was }, rest))
}

fn first_word(text: &str) -> (&str, &str) {
    let text = text.trim_start();
    text.split_at(text.find(char::is_whitespace).unwrap_or(text.len()))
}

/// As it was before a program made hyphens of its own of them.
fn plain(text: &str) -> String {
    text.replace(['\u{2010}', '\u{2011}', '\u{2013}'], "-").replace(['\u{ad}', '\u{200b}', '\u{feff}'], "")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hash(text: &str) -> TextHash {
        TextHash::of(text)
    }

    #[test]
    fn a_grey_line_is_read_as_it_was_written_and_what_is_left_of_it_too() {
        let passage = Passage::parse("where-we-stand").expect("a name");
        for target_was in [None, Some(hash("b"))] {
            let sent_out = SentOut { of: 2, source: hash("a"), target_was };
            let row = OfRow { passage: passage.clone(), text: RowText::Field(Field::Body, Some(sent_out)) };
            assert_eq!(OfRow::parse(&row.to_string()), Some((row.clone(), "")));
            assert_eq!(OfRow::parse(&format!(" {row} Dear")), Some((row, " Dear")));
        }
        let of = |line| OfRow::parse(line).map(|(row, rest)| (row.name(), rest));
        let is = |name: &str, rest| Some((name.to_owned(), rest));
        assert_eq!(of("Where\u{2011}we-stand.body"), is("where-we-stand.body", ""));
        assert_eq!(of("where-we-stand.remarks"), is("where-we-stand.remarks", ""));
        assert_eq!(of("where-we-stand.body 2 91c0 Dear"), is("where-we-stand.body", " 2 91c0 Dear"));
        for line in ["", "Dear reader,", "where-we-stand.title", "_head.body", "www.example.org"] {
            assert_eq!(of(line), None, "{line}");
        }
    }

    #[test]
    fn the_first_line_names_the_issue_the_languages_and_what_was_sent_out() {
        let line = "courant 2018-06-summer en nl-BE _head where-we-stand";
        let document = OfDocument::parse(line).expect("a line");
        assert_eq!((document.to_string().as_str(), document.passages.len()), (line, 2));
        for line in ["courant", "courant ../x en nl", "courant summer english nl", "English"] {
            assert_eq!(OfDocument::parse(line), None, "{line}");
        }
    }
}
