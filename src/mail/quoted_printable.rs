//! Quoted-printable (RFC 2045, 6.7): text parts that every relay passes on unchanged.

use super::encoded_word::hex;

/// The longest line without the `=` that breaks it.
const LINE: usize = 75;

/// A line break that is not there once decoded. What stands between two of them is encoded for itself.
pub(super) const SOFT_BREAK: &[u8] = b"=\r\n";

/// Encodes `text`, which begins a line, and returns the column after its last octet.
///
/// Every kind of line end becomes CRLF. Characters are never cut by a soft break; a space before a line end
/// and a "From " at a line's beginning are encoded. A space at the very end is not: a soft break must follow.
pub(super) fn encode(text: &str, out: &mut Vec<u8>) -> usize {
    let mut column = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map(|(_, next)| *next);
        match c {
            '\r' if next == Some('\n') => continue,
            '\r' | '\n' => {
                out.extend_from_slice(b"\r\n");
                column = 0;
                continue;
            }
            _ => {}
        }
        let plain = match c {
            ' ' | '\t' => !matches!(next, Some('\r' | '\n')),
            '=' => false,
            _ => c.is_ascii_graphic(),
        };
        let width = if plain { 1 } else { 3 * c.len_utf8() };
        if column + width > LINE {
            out.extend_from_slice(SOFT_BREAK);
            column = 0;
        }
        let from = column == 0 && c == 'F' && text[at..].starts_with("From ");
        let mut octets = [0; 4];
        let octets = c.encode_utf8(&mut octets).as_bytes();
        if plain && !from {
            out.extend_from_slice(octets);
            column += 1;
        } else {
            octets.iter().for_each(|octet| hex(*octet, out));
            column += 3 * octets.len();
        }
    }
    column
}

#[cfg(test)]
mod tests {
    use mail_parser::decoders::quoted_printable::quoted_printable_decode;
    use proptest::prelude::*;

    use super::*;

    fn encoded(text: &str) -> String {
        let mut out = Vec::new();
        encode(text, &mut out);
        String::from_utf8(out).expect("ASCII")
    }

    #[test]
    fn line_ends_spaces_and_from_survive_every_relay() {
        for (text, expected) in [
            ("a\nb\r\nc\rd", "a\r\nb\r\nc\r\nd"),
            ("trailing \nand tab\t\n", "trailing=20\r\nand tab=09\r\n"),
            ("From here\nFrom there", "=46rom here\r\n=46rom there"),
            ("1 = 1", "1 =3D 1"),
            ("\0\x1b[31m", "=00=1B[31m"),
            ("árvíz", "=C3=A1rv=C3=ADz"),
        ] {
            assert_eq!(encoded(text), expected, "{text:?}");
        }
    }

    #[test]
    fn a_from_that_a_soft_break_puts_first_is_encoded_too() {
        let text = format!("{}From x", "a".repeat(75));
        assert_eq!(encoded(&text), format!("{}=\r\n=46rom x", "a".repeat(75)));
    }

    proptest! {
        #[test]
        fn an_outside_decoder_reads_the_same_text(text in "(\\PC|[ \t\n=.]|From |👩‍👩‍👧|ő){0,300}") {
            let coded = encoded(&format!("{text}\n"));
            prop_assert!(coded.is_ascii());
            for line in coded.split("\r\n") {
                prop_assert!(line.len() <= 76, "{} octets", line.len());
                prop_assert!(!line.contains(['\r', '\n']) && !line.ends_with([' ', '\t']));
                prop_assert!(!line.starts_with("From "));
            }
            let read = quoted_printable_decode(coded.as_bytes()).expect("valid");
            let read = String::from_utf8(read).expect("UTF-8");
            prop_assert_eq!(read.replace("\r\n", "\n"), format!("{text}\n"));
        }
    }
}
