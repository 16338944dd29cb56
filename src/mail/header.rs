//! Writes header lines: folded at 78 octets where there is a place to fold, never beyond 998, ASCII only
//! (but for an address whose local part is not, which only SMTPUTF8 relays ever see).

use super::{HeaderText, encoded_word};
use crate::domain::Address;

/// RFC 5322, 2.1.1, without the line end.
const LINE: usize = 78;
/// What of a longer text stands as it is; anything beyond goes into encoded words, which can be cut anywhere.
const PLAIN_WORD: usize = 60;

/// A line whose value is made of our own alphabet: dates, identifiers, URLs. Not folded.
pub(super) fn fixed(name: &str, value: &str, out: &mut Vec<u8>) {
    debug_assert!(!value.contains(char::is_control), "{name} holds a control character");
    for part in [name, ": ", value, "\r\n"] {
        out.extend_from_slice(part.as_bytes());
    }
}

/// A line of free text, as `Subject` is (RFC 5322, 2.2.1).
pub(super) fn unstructured(name: &str, text: HeaderText<'_>, out: &mut Vec<u8>) {
    let text = text.as_str();
    out.extend_from_slice(name.as_bytes());
    out.extend_from_slice(if text.is_empty() { b":" } else { b": " });
    let mut column = name.len() + 2;
    if !reads_the_same_when_folded(text) {
        encoded_word::write(text, column, out);
    } else if column + text.len() <= LINE {
        out.extend_from_slice(text.as_bytes());
    } else {
        for (at, word) in text.split(' ').enumerate() {
            let space: &[u8] = match at {
                0 => b"",
                _ if column + 1 + word.len() > LINE => {
                    column = 0;
                    b"\r\n "
                }
                _ => b" ",
            };
            out.extend_from_slice(space);
            out.extend_from_slice(word.as_bytes());
            column += word.len() + usize::from(at > 0);
        }
    }
    out.extend_from_slice(b"\r\n");
}

/// A line with one mailbox: `From`, `To`, `Reply-To`. A name of nothing but spaces is no name.
pub(super) fn mailbox(name: &str, display: Option<HeaderText<'_>>, address: &Address, out: &mut Vec<u8>) {
    match display.filter(|display| !display.as_str().trim().is_empty()) {
        Some(display) => phrase(name, display, address.as_str(), out),
        None => fixed(name, address.as_str(), out),
    }
}

/// `Name: phrase <rest>`, as mailboxes and List-Id have it.
pub(super) fn phrase(name: &str, phrase: HeaderText<'_>, rest: &str, out: &mut Vec<u8>) {
    out.extend_from_slice(name.as_bytes());
    out.extend_from_slice(b": ");
    let start = out.len() - name.len() - 2;
    let text = phrase.as_str().trim();
    let mut column = name.len() + 2;
    if !reads_the_same_when_folded(text) || text.len() > PLAIN_WORD {
        column = encoded_word::write(text, column, out);
    } else {
        write_atoms_or_quoted(text, out);
        column = out.len() - start;
    }
    let fits = column + rest.len() + 3 <= LINE;
    out.extend_from_slice(if fits { b" <" } else { b"\r\n <" });
    out.extend_from_slice(rest.as_bytes());
    out.extend_from_slice(b">\r\n");
}

/// Printable ASCII that no reader takes for an encoded word, and whose spaces survive a fold.
fn reads_the_same_when_folded(text: &str) -> bool {
    text.bytes().all(|b| matches!(b, b' '..=b'~'))
        && !text.contains("=?")
        && !text.contains("  ")
        && !text.starts_with(' ')
        && !text.ends_with(' ')
        && text.split(' ').all(|word| word.len() <= PLAIN_WORD)
}

/// A phrase in ASCII (RFC 5322, 3.2.5).
fn write_atoms_or_quoted(text: &str, out: &mut Vec<u8>) {
    if text.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b' ' | b'-' | b'\'' | b'&' | b'+')) {
        out.extend_from_slice(text.as_bytes());
        return;
    }
    out.push(b'"');
    for b in text.bytes() {
        if matches!(b, b'"' | b'\\') {
            out.push(b'\\');
        }
        out.push(b);
    }
    out.push(b'"');
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(write: impl Fn(&mut Vec<u8>)) -> String {
        let mut out = Vec::new();
        write(&mut out);
        String::from_utf8(out).expect("UTF-8")
    }

    fn text(text: &str) -> HeaderText<'_> {
        HeaderText::new(text).expect("clean")
    }

    #[test]
    fn a_subject_stands_as_it_is_folds_at_spaces_or_is_encoded() {
        let subject = |s: &str| written(|out| unstructured("Subject", text(s), out));
        assert_eq!(subject("Save the date"), "Subject: Save the date\r\n");
        assert_eq!(subject("Híd"), "Subject: =?utf-8?q?H=C3=ADd?=\r\n");
        assert_eq!(subject("=?utf-8?q?x?="), "Subject: =?utf-8?q?=3D=3Futf-8=3Fq=3Fx=3F=3D?=\r\n");
        let long = subject("forty good practices ".repeat(8).trim_end());
        assert!(long.lines().all(|line| line.len() <= 78), "{long}");
        assert_eq!(long.replace("\r\n ", " ").matches("practices").count(), 8);
        let unbroken = subject(&"a".repeat(2000));
        assert!(unbroken.lines().all(|line| line.len() <= 76), "{unbroken}");
    }

    #[test]
    fn a_name_is_atoms_a_quoted_string_or_encoded_and_the_address_never_is() {
        let address = Address::parse("pal@example.hu").expect("valid");
        let to = |name: &str| written(|out| mailbox("To", Some(text(name)), &address, out));
        assert_eq!(to("Anna O'Neil"), "To: Anna O'Neil <pal@example.hu>\r\n");
        assert_eq!(to("Kovács Pál"), "To: =?utf-8?q?Kov=C3=A1cs_P=C3=A1l?= <pal@example.hu>\r\n");
        assert_eq!(to("a@b.eu>, x <\\\"y"), "To: \"a@b.eu>, x <\\\\\\\"y\" <pal@example.hu>\r\n");
        assert_eq!(to("=cmd|'/c calc'!A0"), "To: \"=cmd|'/c calc'!A0\" <pal@example.hu>\r\n");
        assert_eq!(to("  "), "To: pal@example.hu\r\n");
    }

    #[test]
    fn a_long_name_puts_the_address_on_a_line_of_its_own() {
        let address = Address::parse(&format!("{}@example.hu", "p".repeat(40))).expect("valid");
        let line = written(|out| mailbox("To", Some(text("Takácsné Kovács Piroska Etelka")), &address, out));
        assert!(line.contains("?=\r\n <ppp") && line.lines().all(|line| line.len() <= 78), "{line}");
    }
}
