//! Which encoding a list is in, and reading it as UTF-8 piece by piece.

use std::io::{self, BufRead, Read};

use encoding_rs::{Decoder, UTF_16BE, UTF_16LE, WINDOWS_1250, WINDOWS_1252};

use super::line_ends::LineEnds;

/// What spreadsheets write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Encoding {
    Utf8,
    Utf16Le,
    Utf16Be,
    Windows1250,
    Windows1252,
}

/// Bytes that are letters of Central Europe in Windows-1250 and nothing one writes in names in 1252: ő ű Ő Ű, ł ą ś …
const CENTRAL: &[u8] = &[
    0xf5, 0xfb, 0xd5, 0xdb, 0xb3, 0xa3, 0xb9, 0xa5, 0x9c, 0x8c, 0x9f, 0x8f, 0xbf, 0xaf, 0x9d, 0x8d, 0xec,
    0xf9,
];
/// The other way round: å Å æ Æ ø Ø ï Ï à.
const WESTERN: &[u8] = &[0xe5, 0xc5, 0xe6, 0xc6, 0xf8, 0xd8, 0xef, 0xcf, 0xe0];

impl Encoding {
    /// Its name, if it was guessed from letters rather than known.
    pub fn guessed(self) -> Option<&'static str> {
        match self {
            Self::Windows1250 => Some("Windows-1250 (Central European)"),
            Self::Windows1252 => Some("Windows-1252 (Western European)"),
            Self::Utf8 | Self::Utf16Le | Self::Utf16Be => None,
        }
    }

    /// None for what is UTF-8 already.
    fn decoder(self) -> Option<Decoder> {
        let encoding = match self {
            Self::Utf8 => return None,
            Self::Utf16Le => UTF_16LE,
            Self::Utf16Be => UTF_16BE,
            Self::Windows1250 => WINDOWS_1250,
            Self::Windows1252 => WINDOWS_1252,
        };
        Some(encoding.new_decoder_with_bom_removal())
    }
}

/// What may stand at the beginning of a text in UTF-8.
const UTF8_MARK: &[u8] = &[0xef, 0xbb, 0xbf];

/// Reads the whole file once: a mark at its beginning, zero bytes, letters that only UTF-8 writes so, else the letters of Windows.
/// A few bytes that are not UTF-8 make no other file of one that is: they would take the accents of all names with them.
pub(super) fn detect(mut bytes: impl BufRead) -> io::Result<Encoding> {
    let head = bytes.fill_buf()?;
    if head.starts_with(UTF8_MARK) {
        return Ok(Encoding::Utf8);
    }
    if head.starts_with(&[0xff, 0xfe]) {
        return Ok(Encoding::Utf16Le);
    }
    if head.starts_with(&[0xfe, 0xff]) {
        return Ok(Encoding::Utf16Be);
    }
    // Column names are ASCII enough: every other byte is then zero.
    match head {
        [0, second, 0, ..] if *second != 0 => return Ok(Encoding::Utf16Be),
        [first, 0, third, 0, ..] if *first != 0 && *third != 0 => return Ok(Encoding::Utf16Le),
        _ => {}
    }
    let (mut central, mut western, mut utf8) = (0_u64, 0_u64, Utf8Count::default());
    loop {
        let part = bytes.fill_buf()?;
        if part.is_empty() {
            break;
        }
        utf8.feed(part);
        central += part.iter().filter(|byte| CENTRAL.contains(byte)).count() as u64;
        western += part.iter().filter(|byte| WESTERN.contains(byte)).count() as u64;
        let read = part.len();
        bytes.consume(read);
    }
    Ok(match (utf8.prevails(), central > western) {
        (true, _) => Encoding::Utf8,
        (false, true) => Encoding::Windows1250,
        (false, false) => Encoding::Windows1252,
    })
}

/// What of bytes that come in pieces is UTF-8.
#[derive(Debug, Default)]
struct Utf8Count {
    /// Characters of more than one byte.
    letters: u64,
    strays: u64,
    /// The beginning of a character that the last piece cut.
    rest: Vec<u8>,
}

impl Utf8Count {
    fn feed(&mut self, part: &[u8]) {
        let joined = [std::mem::take(&mut self.rest).as_slice(), part].concat();
        let mut bytes = joined.as_slice();
        while let Err(error) = std::str::from_utf8(bytes) {
            let (valid, wrong) = bytes.split_at(error.valid_up_to());
            self.count(valid);
            let Some(length) = error.error_len() else {
                self.rest.extend_from_slice(wrong);
                return;
            };
            self.strays += 1;
            bytes = &wrong[length..];
        }
        self.count(bytes);
    }

    fn count(&mut self, valid: &[u8]) {
        self.letters += valid.iter().filter(|byte| **byte >= 0xc0).count() as u64;
    }

    fn prevails(&self) -> bool {
        let strays = self.strays + u64::from(!self.rest.is_empty());
        strays == 0 || strays < self.letters
    }
}

/// A reader of UTF-8 with LF at the end of each line, over a reader of something else. What can't be decoded becomes U+FFFD;
/// of UTF-8 every byte is left as it is.
pub(super) struct Decoding<R> {
    bytes: R,
    decoder: Option<Decoder>,
    /// Nothing was read yet.
    fresh: bool,
    ends: LineEnds,
    ready: Vec<u8>,
    given: usize,
    ended: bool,
}

impl<R: BufRead> Decoding<R> {
    pub fn new(bytes: R, encoding: Encoding) -> Self {
        let (decoder, ends) = (encoding.decoder(), LineEnds::default());
        Self { bytes, decoder, fresh: true, ends, ready: Vec::new(), given: 0, ended: false }
    }

    fn refill(&mut self) -> io::Result<()> {
        self.ready.clear();
        if std::mem::take(&mut self.fresh) && self.decoder.is_none() {
            self.bytes.by_ref().take(UTF8_MARK.len() as u64).read_to_end(&mut self.ready)?;
            if self.ready == UTF8_MARK {
                self.ready.clear();
            }
        }
        let part = self.bytes.fill_buf()?;
        let (last, mut read) = (part.is_empty(), part.len());
        if let Some(decoder) = &mut self.decoder {
            let room = decoder.max_utf8_buffer_length(part.len()).unwrap_or(usize::MAX / 2);
            self.ready.resize(room, 0);
            let (_, decoded, written, _) = decoder.decode_to_utf8(part, &mut self.ready, last);
            self.ready.truncate(written);
            read = decoded;
        } else {
            self.ready.extend_from_slice(part);
        }
        self.bytes.consume(read);
        self.ends.plain(&mut self.ready, last);
        self.given = 0;
        self.ended = last;
        Ok(())
    }
}

impl<R: BufRead> Read for Decoding<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        while self.given == self.ready.len() {
            if self.ended {
                return Ok(0);
            }
            self.refill()?;
        }
        let count = out.len().min(self.ready.len() - self.given);
        out[..count].copy_from_slice(&self.ready[self.given..self.given + count]);
        self.given += count;
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use std::io::{BufReader, Cursor};

    use super::*;

    fn decoded(bytes: &[u8], piece: usize) -> (Encoding, String) {
        let encoding = detect(BufReader::with_capacity(piece, Cursor::new(bytes))).expect("readable");
        let mut text = String::new();
        let mut decoding = Decoding::new(BufReader::with_capacity(piece, Cursor::new(bytes)), encoding);
        decoding.read_to_string(&mut text).expect("UTF-8");
        (encoding, text)
    }

    fn utf16(text: &str, bytes: impl Fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(bytes).collect()
    }

    #[test]
    fn what_spreadsheets_write_is_read_however_it_is_cut() {
        let hungarian = "név;e-mail\nTűri Őr;a@example.hu\n";
        let norwegian = "navn;e-post\nBjørg Ås;b@example.no\n";
        let (bytes_1250, _, _) = WINDOWS_1250.encode(hungarian);
        let (bytes_1252, _, _) = WINDOWS_1252.encode(norwegian);
        let marked = format!("\u{feff}{hungarian}");
        for (bytes, encoding, text) in [
            (hungarian.as_bytes().to_vec(), Encoding::Utf8, hungarian),
            (marked.as_bytes().to_vec(), Encoding::Utf8, hungarian),
            (utf16(&marked, u16::to_le_bytes), Encoding::Utf16Le, hungarian),
            (utf16(&marked, u16::to_be_bytes), Encoding::Utf16Be, hungarian),
            (utf16(norwegian, u16::to_le_bytes), Encoding::Utf16Le, norwegian),
            (utf16(norwegian, u16::to_be_bytes), Encoding::Utf16Be, norwegian),
            (bytes_1250.to_vec(), Encoding::Windows1250, hungarian),
            (bytes_1252.to_vec(), Encoding::Windows1252, norwegian),
        ] {
            for piece in [4, 5, 7, 4096] {
                assert_eq!(
                    decoded(&bytes, piece),
                    (encoding, text.to_owned()),
                    "{encoding:?} in pieces of {piece}"
                );
            }
        }
    }

    #[test]
    fn a_character_that_the_end_of_the_file_cuts_is_not_utf8() {
        assert_eq!(decoded(b"email\na\xc5", 4).0, Encoding::Windows1252);
        assert_eq!(decoded(b"email\na\xc5\x91", 4).0, Encoding::Utf8);
    }
}
