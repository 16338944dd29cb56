//! A file that a translator sent back, whatever its format.

use std::io;
use std::path::Path;

use super::{Error, Overview};
use crate::domain::translation::TextHash;
use crate::workspace::bitext::{Bitext, docx, xliff};

/// Larger files are none of ours.
const LIMIT: u64 = 32 << 20;

/// Its texts, and the rows of it that could not be taken in, in words. What it is shows in its first bytes: people rename files.
pub(super) fn received(path: &Path) -> Result<(Bitext, Vec<String>), Error> {
    let failed = |why| Error::File { file: path.to_owned(), why };
    let length = std::fs::metadata(path).map_err(failed)?.len();
    if length > LIMIT {
        return Err(failed(io::Error::other("it is larger than 32 MiB")));
    }
    let bytes = std::fs::read(path).map_err(failed)?;
    let is_named_so = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("docx"));
    if is_named_so || docx::is_one(&bytes) {
        let read = docx::read(&bytes).map_err(|why| Error::Docx { file: path.to_owned(), why });
        return read.map(|(bitext, strange)| (bitext, in_words(&strange)));
    }
    let text = String::from_utf8(bytes)
        .map_err(|error| failed(io::Error::new(io::ErrorKind::InvalidData, error)))?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    let read = xliff::read(text).map_err(|why| Error::Xliff { file: path.to_owned(), why });
    read.map(|(bitext, strange)| (bitext, in_words(&strange)))
}

fn in_words(strange: &[impl ToString]) -> Vec<String> {
    strange.iter().map(ToString::to_string).collect()
}

/// A source whose words were changed in the file is the one that was sent out, where that still stands here.
pub(super) fn mend_sources(bitext: &mut Bitext, overview: &Overview) {
    let Some(edition) = overview.issue.editions.get(&bitext.source) else { return };
    for came in &mut bitext.passages {
        let there = came.passage.fields(edition).unwrap_or_default();
        for row in &mut came.rows {
            let is_it = |text: &str| row.source_was.as_ref() == Some(&TextHash::of(text));
            let text = there.iter().find(|(field, text)| *field == row.field && is_it(text));
            if let Some((_, text)) = text {
                row.source = (*text).to_owned();
            }
        }
    }
}
