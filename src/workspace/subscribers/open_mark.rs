//! A quotation mark that nobody closed: every line up to the next one is read as a part of its row.

use std::path::Path;

use csv::{ByteRecord, ReaderBuilder};

use super::row_span::RowSpan;
use crate::domain::{Address, Place, Problem};
use crate::locale::say;

/// The rule of quotation marks that are not closed: whoever stands behind one gets nothing.
pub const OPEN_MARK: &str = "SUB015";

/// What is wrong with the quotation marks of a row. A field may go over several lines; but where other rows of the list stand in
/// these, or the mark is closed nowhere, it is none. `email`: the column that holds the addresses, of so many `columns`.
pub(super) fn open_mark(
    file: &Path,
    span: &RowSpan,
    separator: u8,
    email: Option<usize>,
    columns: usize,
) -> Option<Problem> {
    let mark = span.open?;
    let mut lines = span.text.split(|byte| *byte == b'\n');
    let own = lines.next().is_some_and(|line| line.contains(&b'@'));
    let others = lines.filter(|line| is_row(line, separator, email, columns)).count();
    if span.closed && others == 0 {
        return None;
    }
    let what = if span.last > span.first {
        say!("SUB015-lines", from = span.first, to = span.last, line = mark)
    } else {
        say!("SUB015-line", line = mark)
    };
    let problem = Problem::must(OPEN_MARK, Place::line(file, mark), what);
    let addresses = others + usize::from(own);
    let why = if addresses == 0 { String::new() } else { say!("SUB015-why", addresses = addresses) };
    Some(problem.because(why).remedy(say!("SUB015-remedy")))
}

/// Whether a line would be one by itself: an address stands where those of the list do.
fn is_row(line: &[u8], separator: u8, email: Option<usize>, columns: usize) -> bool {
    let mut reader =
        ReaderBuilder::new().has_headers(false).flexible(true).delimiter(separator).from_reader(line);
    let mut row = ByteRecord::new();
    let is_address = |field: &[u8]| {
        std::str::from_utf8(field).is_ok_and(|text| Address::parse(super::rows::plain(text)).is_ok())
    };
    reader.read_byte_record(&mut row).is_ok_and(|read| read)
        && row.len() >= columns.min(2)
        // The end of a longer field has its mark in the middle of the line.
        && !row.iter().any(|field| field.contains(&b'"'))
        && match email {
            Some(at) => row.get(at).is_some_and(is_address),
            None => row.iter().any(is_address),
        }
}
