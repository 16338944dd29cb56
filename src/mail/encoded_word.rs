//! Encoded words (RFC 2047): text beyond ASCII in headers.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// The longest encoded word, and the longest line that holds one without its fold.
const LONGEST: usize = 75;
/// `=?utf-8?q?` and `?=`.
const FRAME: usize = 12;

/// Writes `text` as encoded words of at most 75 octets and whole characters, each on a line of its own,
/// the first after `column` octets of its line. Returns the column after the last one.
///
/// "Q", which people can read, unless "B" is shorter by a fifth. Both leave only characters that may stand in a phrase too (section 5).
pub(super) fn write(text: &str, mut column: usize, out: &mut Vec<u8>) -> usize {
    let in_q: usize = text.chars().map(width_in_q).sum();
    let q = in_q <= text.len().div_ceil(3) * 5;
    let mut rest = text;
    loop {
        let room = (LONGEST + 1 - column).min(LONGEST) - FRAME;
        let (word, after) = rest.split_at(if q { fits_q(rest, room) } else { fits_b(rest, room) });
        out.extend_from_slice(if q { b"=?utf-8?q?" } else { b"=?utf-8?b?" });
        let start = out.len();
        if q {
            write_q(word, out);
        } else {
            out.extend_from_slice(STANDARD.encode(word).as_bytes());
        }
        column += FRAME + out.len() - start;
        out.extend_from_slice(b"?=");
        if after.is_empty() {
            return column;
        }
        out.extend_from_slice(b"\r\n ");
        column = 1;
        rest = after;
    }
}

fn stands_for_itself(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '!' | '*' | '+' | '-' | '/')
}

fn width_in_q(c: char) -> usize {
    if c == ' ' || stands_for_itself(c) { 1 } else { 3 * c.len_utf8() }
}

/// How many octets of `text`, in whole characters, fit into `room`.
fn fits_q(text: &str, room: usize) -> usize {
    let mut used = 0;
    for (at, c) in text.char_indices() {
        used += width_in_q(c);
        if used > room {
            return at;
        }
    }
    text.len()
}

fn fits_b(text: &str, room: usize) -> usize {
    text.floor_char_boundary((room / 4 * 3).min(text.len()))
}

fn write_q(word: &str, out: &mut Vec<u8>) {
    for c in word.chars() {
        if c == ' ' {
            out.push(b'_');
        } else {
            let mut octets = [0; 4];
            let octets = c.encode_utf8(&mut octets).bytes();
            if stands_for_itself(c) { out.extend(octets) } else { octets.for_each(|o| hex(o, out)) }
        }
    }
}

/// `=E1`, as quoted-printable has it too.
pub(super) fn hex(octet: u8, out: &mut Vec<u8>) {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    out.extend_from_slice(&[b'=', DIGITS[usize::from(octet >> 4)], DIGITS[usize::from(octet & 15)]]);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str, column: usize) -> Vec<String> {
        let mut out = Vec::new();
        write(text, column, &mut out);
        String::from_utf8(out).expect("ASCII").split("\r\n ").map(str::to_owned).collect()
    }

    #[test]
    fn a_few_accents_stay_readable_and_many_take_the_shorter_form() {
        assert_eq!(words("HELIUM hírlevél", 9), ["=?utf-8?q?HELIUM_h=C3=ADrlev=C3=A9l?="]);
        assert_eq!(words("шум", 9), ["=?utf-8?b?0YjRg9C8?="]);
    }

    #[test]
    fn no_word_is_longer_than_75_and_none_cuts_a_character() {
        for text in ["ő".repeat(200), "👩‍👩‍👧".repeat(40), format!("{}é", "plain text ".repeat(40))]
        {
            for column in [4, 9, 18] {
                let words = words(&text, column);
                assert!(words.len() > 1);
                assert!(words[0].len() + column <= 76, "{}", words[0].len() + column);
                for word in &words {
                    assert!(word.len() <= 75 && word.starts_with("=?utf-8?") && word.ends_with("?="));
                    if let Some(b) = word.strip_prefix("=?utf-8?b?") {
                        let octets = STANDARD.decode(b.trim_end_matches("?=")).expect("base64");
                        assert!(String::from_utf8(octets).is_ok(), "a character is cut in {word}");
                    }
                }
            }
        }
    }
}
