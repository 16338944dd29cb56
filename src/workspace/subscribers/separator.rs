//! What stands between the fields of a list, by its first line.

use std::io::{self, BufRead, Read};

/// The first line with words, read ahead, and the separator that it uses.
#[derive(Debug)]
pub(super) struct Head {
    /// As read, with its end; to be read again before the rest.
    pub line: Vec<u8>,
    pub separator: u8,
    /// Lines before it that are not data: empty ones, and Excel's `sep=;`.
    pub skipped: u64,
}

/// No line of column names is longer; a file without any line ends is no list.
const LONGEST: u64 = 64 * 1024;

/// Reads up to the line with the names of the columns.
pub(super) fn head(text: &mut impl BufRead) -> io::Result<Head> {
    let mut said = None;
    let mut skipped = 0;
    loop {
        let mut line = Vec::new();
        text.by_ref().take(LONGEST).read_until(b'\n', &mut line)?;
        let words = line.trim_ascii();
        if line.is_empty() || !(words.is_empty() || words.starts_with(b"sep=")) {
            let separator = said.unwrap_or_else(|| separator(words));
            return Ok(Head { line, separator, skipped });
        }
        said = words.strip_prefix(b"sep=").and_then(|rest| rest.first().copied()).or(said);
        skipped += 1;
    }
}

/// The most frequent of `;`, tab and `,` outside quotes.
fn separator(line: &[u8]) -> u8 {
    let count = |separator: u8| {
        let mut quoted = false;
        line.iter()
            .filter(|&&byte| {
                quoted ^= byte == b'"';
                byte == separator && !quoted
            })
            .count()
    };
    b",;\t".iter().copied().max_by_key(|&separator| (count(separator), separator == b',')).unwrap_or(b',')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_separator_is_the_one_that_is_used_most() {
        for (line, separator) in [
            ("email,name\n", b','),
            ("email;name, first;x\n", b';'),
            ("email\tname\r\n", b'\t'),
            ("\"a;b;c\",email\n", b','),
            ("email\n", b','),
            ("", b','),
            ("\n\nsep=;\r\nemail,x\n", b';'),
        ] {
            let found = head(&mut line.as_bytes()).expect("readable");
            assert_eq!(char::from(found.separator), char::from(separator), "{line:?}");
        }
    }
}
