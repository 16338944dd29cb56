//! Watches a list while it is read: the reader of the rows says neither which lines it skipped nor that a field was never closed.

use std::collections::VecDeque;
use std::io::{self, Read};

use super::row_span::RowSpan;

/// A text that passes through unchanged, and the spans of the rows in it. It takes quotation marks as the `csv` crate does.
pub(super) struct RowSpans<R> {
    text: R,
    separator: u8,
    at: At,
    line: usize,
    row: RowSpan,
    /// The line in which the last field in quotation marks began.
    opened: usize,
    ended: VecDeque<RowSpan>,
}

/// What was read last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum At {
    RowStart,
    FieldStart,
    Field,
    Quoted,
    /// A mark inside of a field in marks: its end, or the first of two that stand for one.
    Mark,
}

impl<R> RowSpans<R> {
    /// `line`: the number of its first line.
    pub fn new(text: R, separator: u8, line: usize) -> Self {
        let (row, ended) = (RowSpan::default(), VecDeque::new());
        Self { text, separator, at: At::RowStart, line, row, opened: line, ended }
    }

    /// That of the first row that was not asked for yet. There is one for every row that was read.
    pub fn next_span(&mut self) -> RowSpan {
        self.ended.pop_front().unwrap_or_default()
    }

    fn see(&mut self, byte: u8) {
        let quoted = matches!(self.at, At::Quoted);
        if self.at == At::RowStart && byte != b'\n' {
            self.row.first = self.line;
        }
        self.row.text.push(byte);
        self.at = match (self.at, byte) {
            (At::RowStart | At::FieldStart, b'"') => {
                self.opened = self.line;
                At::Quoted
            }
            (At::Quoted, b'"') => At::Mark,
            (At::Quoted, _) | (At::Mark, b'"') => At::Quoted,
            (_, b'\n') => At::RowStart,
            (_, byte) if byte == self.separator => At::FieldStart,
            _ => At::Field,
        };
        if byte == b'\n' {
            if quoted {
                self.row.open = Some(self.opened);
            } else {
                self.end_row(true);
            }
            self.line += 1;
        }
    }

    fn end_row(&mut self, closed: bool) {
        if self.row.first == 0 {
            // An empty line is no row.
            self.row.text.clear();
            return;
        }
        let mut row = RowSpan { last: self.line, closed, ..std::mem::take(&mut self.row) };
        if row.open.is_none() {
            std::mem::swap(&mut self.row.text, &mut row.text);
            self.row.text.clear();
        }
        self.ended.push_back(row);
    }

    fn end_text(&mut self) {
        let closed = self.at != At::Quoted;
        if !closed {
            self.row.open = Some(self.opened);
        }
        if self.row.text.ends_with(b"\n") {
            self.line -= 1;
        }
        self.end_row(closed);
        self.at = At::RowStart;
    }
}

impl<R: Read> Read for RowSpans<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let read = self.text.read(out)?;
        out[..read].iter().for_each(|byte| self.see(*byte));
        if read == 0 && !out.is_empty() {
            self.end_text();
        }
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use csv::{ByteRecord, ReaderBuilder, Terminator};
    use proptest::prelude::*;

    use super::*;

    fn spans(text: &str) -> Vec<RowSpan> {
        let mut spans = RowSpans::new(text.as_bytes(), b',', 1);
        spans.read_to_end(&mut Vec::new()).expect("readable");
        spans.ended.into()
    }

    #[test]
    fn a_row_is_where_its_first_and_last_lines_are() {
        let of = |text| spans(text).iter().map(|row| (row.first, row.last)).collect::<Vec<_>>();
        assert_eq!(of("a,b\nc,d\n"), [(1, 1), (2, 2)]);
        assert_eq!(of("\n\na\n\nb"), [(3, 3), (5, 5)]);
        assert_eq!(of("a,\"b\nc\",d\ne\n"), [(1, 2), (3, 3)]);
        assert_eq!(of("a,\"b\nc\n\nd\n"), [(1, 4)]);
        assert_eq!(of("a\"\nb,5\"\n"), [(1, 1), (2, 2)]);
    }

    #[test]
    fn a_mark_that_is_open_at_the_end_of_a_line_is_known_by_its_line_and_whether_it_is_closed() {
        let of = |text| {
            let row = spans(text).pop().expect("a row");
            (row.open, row.closed, String::from_utf8(row.text).expect("text"))
        };
        assert_eq!(of("a\nb,\"c\nd\",e\n"), (Some(2), true, "b,\"c\nd\",e\n".into()));
        assert_eq!(of("a\nb,\"c\nd\",\"e\nf"), (Some(3), false, "b,\"c\nd\",\"e\nf".into()));
        assert_eq!(of("b,\"\"\"c\"\"\"\n"), (None, true, String::new()));
        assert_eq!(of("b,\"c"), (Some(1), false, "b,\"c".into()));
    }

    proptest! {
        #[test]
        fn there_is_a_span_for_every_row_that_is_read(text in "[ab,\"\n]{0,40}") {
            let mut reader = ReaderBuilder::new()
                .has_headers(false)
                .flexible(true)
                .terminator(Terminator::Any(b'\n'))
                .from_reader(RowSpans::new(text.as_bytes(), b',', 1));
            let (mut row, mut last) = (ByteRecord::new(), 0);
            while reader.read_byte_record(&mut row).expect("readable") {
                let span = reader.get_mut().next_span();
                prop_assert!(span.first > last && span.last >= span.first, "{:?} after {}", span, last);
                last = span.last;
                let line = text.lines().nth(span.first - 1).unwrap_or_default();
                let begins = row.get(0).unwrap_or_default();
                let own = String::from_utf8_lossy(begins).lines().next().unwrap_or_default().to_owned();
                prop_assert!(line.replace('"', "").starts_with(&own.replace('"', "")), "{:?} in {:?}", own, line);
            }
            prop_assert_eq!(reader.get_mut().next_span(), RowSpan::default());
        }
    }
}
