//! The rows of a list, one by one: the good ones are handed over, of the others it is said what is wrong.

use std::collections::{BTreeMap, HashSet};
use std::io::{self, BufRead, Read as _};
use std::path::Path;

use aws_lc_rs::digest;
use csv::{ByteRecord, Reader, ReaderBuilder, StringRecord, Terminator};

use super::super::reading::unsafe_character;
use super::columns::Columns;
use super::open_mark::open_mark;
use super::row_span::RowSpan;
use super::row_spans::RowSpans;
use super::separator::head;
use crate::domain::{Address, Lang, List, Place, Problem, Subscriber, quotable};
use crate::locale::say;

const NO_EMAIL: &str = "SUB007";
/// The rule of rows that can't be read: their readers get nothing.
pub const BAD_ROW: &str = "SUB008";
/// The rule of rows whose address stands further up.
pub const TWICE: &str = "SUB009";
const COLUMN_TWICE: &str = "SUB010";
const NOBODY: &str = "SUB016";

/// What a spreadsheet would take for the beginning of a formula; an export puts a `'` before it.
const FORMULA: [char; 8] = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];

/// Why a row is left alone.
#[derive(Debug)]
enum RowFault {
    Fields {
        found: usize,
        columns: usize,
    },
    NoAddress,
    Address {
        written: String,
        error: crate::domain::AddressError,
    },
    Language(String),
    Character {
        column: String,
        what: Unwanted,
    },
    /// It stands in a file whose other letters are UTF-8.
    Byte {
        column: String,
        byte: u8,
    },
}

impl RowFault {
    fn remedy(&self) -> String {
        match self {
            Self::Byte { .. } => say!("SUB008-byte-remedy"),
            _ => say!("SUB008-remedy"),
        }
    }

    fn in_words(self) -> String {
        match self {
            Self::Fields { found, columns } => say!("SUB008-fields", found = found, columns = columns),
            Self::NoAddress => say!("SUB008-no-address"),
            Self::Address { written, error } => {
                say!("SUB008-address", written = written, why = error.to_string())
            }
            Self::Language(written) => say!("SUB008-language", written = written),
            Self::Byte { column, byte } => {
                say!("SUB008-byte", column = column, byte = format!("{byte:02X}"))
            }
            Self::Character { column, what } => match what {
                Unwanted::LineBreak => say!("SUB008-line-break", column = column),
                Unwanted::Undecoded => say!("SUB008-undecoded", column = column),
                Unwanted::Invisible(c) => {
                    say!("SUB008-control", column = column, code = format!("U+{:04X}", u32::from(c)))
                }
            },
        }
    }
}

/// A character that no field may have.
#[derive(Debug)]
enum Unwanted {
    LineBreak,
    Undecoded,
    Invisible(char),
}

/// The names that fields of a text can have: those of the head.
pub(super) fn columns(mut text: impl BufRead) -> io::Result<Vec<String>> {
    let head = head(&mut text)?;
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(head.separator)
        .from_reader(head.line.as_slice());
    let mut row = ByteRecord::new();
    reader.read_byte_record(&mut row)?;
    let columns = Columns::of(StringRecord::from_byte_record_lossy(row).iter());
    let name = columns.name.map(|_| "name".to_owned());
    Ok(name.into_iter().chain(columns.fields.into_iter().map(|(_, name)| name)).collect())
}

pub(super) fn read(
    list: &List,
    file: &Path,
    mut text: impl BufRead,
    each: &mut dyn FnMut(Subscriber),
    problems: &mut Vec<Problem>,
) -> io::Result<()> {
    let head = head(&mut text)?;
    let first = usize::try_from(head.skipped).unwrap_or(usize::MAX).saturating_add(1);
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(head.separator)
        .terminator(Terminator::Any(b'\n'))
        .from_reader(RowSpans::new(head.line.as_slice().chain(text), head.separator, first));
    let mut row = ByteRecord::new();
    let span = next(&mut reader, &mut row)?.unwrap_or_default();
    let names = StringRecord::from_byte_record_lossy(row.clone());
    let columns = Columns::of(names.iter());
    if let Some(problem) = open_mark(file, &span, head.separator, columns.email, columns.count) {
        problems.push(problem);
        return Ok(());
    }
    let Some(email) = header(file, first, &names, &columns, problems) else { return Ok(()) };
    if let Some((_, byte)) = stray(&row) {
        problems.push(unreadable_names(file, first, byte));
        return Ok(());
    }
    let (mut seen, mut none) = (HashSet::new(), true);
    while let Some(span) = next(&mut reader, &mut row)? {
        if row.iter().all(|field| String::from_utf8_lossy(field).trim().is_empty()) {
            continue;
        }
        none = false;
        if let Some(problem) = open_mark(file, &span, head.separator, columns.email, columns.count) {
            problems.push(problem);
            continue;
        }
        let place = Place::line(file, span.first);
        match subscriber(list, &row, email, &columns, &names) {
            Ok(reader) if seen.insert(mark(&reader.address)) => each(reader),
            Ok(reader) => problems.push(twice(place, &reader.address)),
            Err(fault) => {
                let remedy = fault.remedy();
                let problem = Problem::should(BAD_ROW, place, fault.in_words());
                problems.push(problem.because(say!("SUB008-why")).remedy(remedy));
            }
        }
    }
    if none {
        let problem = Problem::should(NOBODY, Place::file(file), say!("SUB016-nobody"));
        problems.push(problem.because(say!("SUB016-why")).remedy(say!("SUB016-remedy")));
    }
    Ok(())
}

/// Reads the next row, if there is one, and says where it stands.
fn next<R: io::Read>(reader: &mut Reader<RowSpans<R>>, row: &mut ByteRecord) -> io::Result<Option<RowSpan>> {
    let read = reader.read_byte_record(row)?;
    Ok(read.then(|| reader.get_mut().next_span()))
}

/// The first byte of a row that no UTF-8 text has there, and its column.
fn stray(row: &ByteRecord) -> Option<(usize, u8)> {
    row.iter().enumerate().find_map(|(at, field)| {
        let wrong = std::str::from_utf8(field).err()?;
        Some((at, *field.get(wrong.valid_up_to())?))
    })
}

fn twice(place: Place, address: &Address) -> Problem {
    let what = say!("SUB009-twice", address = address.as_str());
    Problem::should(TWICE, place, what).because(say!("SUB009-why")).remedy(say!("SUB009-remedy"))
}

fn unreadable_names(file: &Path, line: usize, byte: u8) -> Problem {
    let what = say!("SUB007-byte", byte = format!("{byte:02X}"));
    let problem = Problem::must(NO_EMAIL, Place::line(file, line), what);
    problem.because(say!("SUB007-byte-why")).remedy(say!("SUB008-byte-remedy"))
}

/// Says what is wrong with the names of the columns; the column with the address, if there is one.
fn header(
    file: &Path,
    line: usize,
    row: &StringRecord,
    columns: &Columns,
    problems: &mut Vec<Problem>,
) -> Option<usize> {
    for name in &columns.twice {
        let what = say!("SUB010-twice", column = quotable(name));
        let problem = Problem::should(COLUMN_TWICE, Place::line(file, line), what);
        problems.push(problem.because(say!("SUB010-why")).remedy(say!("SUB010-remedy")));
    }
    if columns.email.is_none() {
        let what = if row.iter().any(|name| name.contains(['\0', char::REPLACEMENT_CHARACTER])) {
            say!("SUB007-no-text")
        } else if row.iter().all(|name| name.trim().is_empty()) {
            say!("SUB007-empty")
        } else {
            say!("SUB007-no-email")
        };
        let problem = Problem::must(NO_EMAIL, Place::line(file, line), what);
        problems.push(problem.because(say!("SUB007-why")).remedy(say!("SUB007-remedy")));
    }
    columns.email
}

/// Sixteen bytes to know an address again by: short, and no two the same in practice.
fn mark(address: &Address) -> [u8; 16] {
    let hash = digest::digest(&digest::SHA256, address.normalised().as_bytes());
    let mut mark = [0; 16];
    mark.copy_from_slice(&hash.as_ref()[..16]);
    mark
}

fn subscriber(
    list: &List,
    row: &ByteRecord,
    email: usize,
    columns: &Columns,
    names: &StringRecord,
) -> Result<Subscriber, RowFault> {
    if let Some((at, byte)) = stray(row) {
        return Err(RowFault::Byte { column: shown(names.get(at).unwrap_or_default()), byte });
    }
    let row = StringRecord::from_byte_record_lossy(row.clone());
    if row.iter().skip(columns.count).any(|field| !field.trim().is_empty()) {
        return Err(RowFault::Fields { found: row.len(), columns: columns.count });
    }
    for (field, name) in row.iter().zip(names.iter()) {
        if let Some(what) = unwanted(field) {
            return Err(RowFault::Character { column: shown(name), what });
        }
    }
    let field = |at: usize| row.get(at).map(plain).filter(|text| !text.is_empty());
    let written = field(email).ok_or(RowFault::NoAddress)?;
    let address =
        Address::parse(written).map_err(|error| RowFault::Address { written: shown(written), error })?;
    let tag = columns.language.and_then(field);
    let names_language = tag.is_some();
    let language = match tag {
        Some(tag) => Some(Lang::parse(tag).map_err(|_| RowFault::Language(shown(tag)))?),
        None => list.language.clone(),
    };
    let fields: BTreeMap<_, _> =
        columns.fields.iter().filter_map(|(at, name)| Some((name.clone(), field(*at)?.to_owned()))).collect();
    let name = columns.name.and_then(field).map(str::to_owned);
    Ok(Subscriber { address, name, language, names_language, list: list.name.clone(), fields })
}

fn unwanted(field: &str) -> Option<Unwanted> {
    if field.trim().contains(['\n', '\r']) {
        return Some(Unwanted::LineBreak);
    }
    if field.contains(char::REPLACEMENT_CHARACTER) {
        return Some(Unwanted::Undecoded);
    }
    unsafe_character(field.trim()).map(Unwanted::Invisible)
}

/// A field as its owner wrote it: without spaces around it, and without the `'` that an export put before what
/// a spreadsheet would take for a formula.
pub(super) fn plain(field: &str) -> &str {
    let field = field.trim();
    match field.strip_prefix('\'') {
        Some(rest) if rest.starts_with(FORMULA) => rest,
        _ => field,
    }
}

/// A text of the file as it may be shown: short, and nothing in it acts on a terminal.
fn shown(text: &str) -> String {
    quotable(&text.chars().take(60).collect::<String>())
}
