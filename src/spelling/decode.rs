//! The two files of a dictionary as text. Their words are in the encoding that the first one names; the flags of one byte
//! that words have are in none: Debian's Hungarian dictionary has such bytes in the middle of a UTF-8 file.

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

const BOM: &[u8] = b"\xef\xbb\xbf";

/// What is said by a flag alone, or by several.
const FLAGS: &[&[u8]] = &[
    b"AF",
    b"CIRCUMFIX",
    b"COMPOUNDBEGIN",
    b"COMPOUNDEND",
    b"COMPOUNDFLAG",
    b"COMPOUNDFORBIDFLAG",
    b"COMPOUNDMIDDLE",
    b"COMPOUNDPERMITFLAG",
    b"COMPOUNDROOT",
    b"COMPOUNDRULE",
    b"FORBIDDENWORD",
    b"FORCEUCASE",
    b"KEEPCASE",
    b"NEEDAFFIX",
    b"NOSUGGEST",
    b"ONLYINCOMPOUND",
    b"SUBSTANDARD",
    b"WARN",
];

/// How the files of one dictionary are read.
#[derive(Debug, Clone, Copy)]
struct Manner {
    encoding: &'static Encoding,
    /// A flag is one byte, whatever the encoding.
    bytes: bool,
}

/// Both as text that the reader of dictionaries takes, with flags that are letters.
pub fn decode(aff: &[u8], dic: &[u8]) -> (String, String) {
    let (aff, dic) = (aff.strip_prefix(BOM).unwrap_or(aff), dic.strip_prefix(BOM).unwrap_or(dic));
    let said = |key: &[u8]| lines(aff).find_map(|line| fields(line).skip_while(|field| *field != key).nth(1));
    let encoding = said(b"SET").map_or(WINDOWS_1252, named);
    let manner = Manner { encoding, bytes: said(b"FLAG").is_none() };
    let mut rules = String::with_capacity(aff.len() + aff.len() / 8);
    if manner.bytes {
        rules.push_str("FLAG UTF-8\n");
    }
    for line in lines(aff) {
        manner.rule(line, &mut rules);
        rules.push('\n');
    }
    let mut words = String::with_capacity(dic.len() + dic.len() / 8);
    for line in lines(dic) {
        manner.entry(line, &mut words);
        words.push('\n');
    }
    (rules, words)
}

/// `ISO8859-2`, as dictionaries write it, is `ISO-8859-2`; `microsoft-cp1251` is `windows-1251`.
fn named(label: &[u8]) -> &'static Encoding {
    let label = String::from_utf8_lossy(label).to_ascii_lowercase();
    let label = label.replace("iso8859", "iso-8859").replace("microsoft-cp", "windows-");
    Encoding::for_label(label.as_bytes()).unwrap_or(UTF_8)
}

fn lines(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    bytes.split(|byte| *byte == b'\n').map(|line| line.strip_suffix(b"\r").unwrap_or(line))
}

fn fields(line: &[u8]) -> impl Iterator<Item = &[u8]> {
    line.split(|byte| matches!(byte, b' ' | b'\t')).filter(|field| !field.is_empty())
}

impl Manner {
    fn text(self, bytes: &[u8], out: &mut String) {
        out.push_str(&self.encoding.decode_without_bom_handling(bytes).0);
    }

    /// Each byte of a flag as a letter of its own; none of them is a blank, which a byte of a flag may be elsewhere.
    fn flags(self, bytes: &[u8], out: &mut String) {
        if !self.bytes {
            return self.text(bytes, out);
        }
        let letter = |byte: &u8| {
            if byte.is_ascii() {
                char::from(*byte)
            } else {
                char::from_u32(0x100 + u32::from(*byte)).unwrap_or('?')
            }
        };
        out.extend(bytes.iter().map(letter));
    }

    /// Words with flags behind a slash.
    fn flagged(self, bytes: &[u8], out: &mut String) {
        let escaped = |at: usize| at > 0 && bytes[at - 1] == b'\\';
        let slash = (1..bytes.len()).find(|at| bytes[*at] == b'/' && !escaped(*at)).unwrap_or(bytes.len());
        self.text(&bytes[..slash], out);
        self.flags(&bytes[slash..], out);
    }

    fn rule(self, line: &[u8], out: &mut String) {
        let key = fields(line).next().unwrap_or_default();
        if FLAGS.contains(&key) {
            return self.flags(line, out);
        }
        let affix = key == b"SFX" || key == b"PFX";
        if !affix && key != b"CHECKCOMPOUNDPATTERN" {
            return self.text(line, out);
        }
        for (nth, field) in fields(line).enumerate() {
            if nth > 0 {
                out.push(' ');
            }
            match nth {
                1 if affix => self.flags(field, out),
                3 if affix => self.flagged(field, out),
                1.. if !affix => self.flagged(field, out),
                _ => self.text(field, out),
            }
        }
    }

    /// A word, its flags, and what else is known of it.
    fn entry(self, line: &[u8], out: &mut String) {
        let end = line.iter().position(|byte| *byte == b'\t').unwrap_or(line.len());
        self.flagged(&line[..end], out);
        self.text(&line[end..], out);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_in_the_encoding_that_is_named_and_flags_are_bytes() {
        let aff =
            b"SET ISO8859-2\r\nTRY \xe1\xf5\nSFX \xa0 Y 1\nSFX \xa0 0 \xf5k/\xe9 .\nONLYINCOMPOUND \x85\n";
        let dic = b"1\nt\xfbz/\xa0\xe9\tpo:noun\n";
        let (rules, words) = decode(aff, dic);
        assert_eq!(
            rules,
            "FLAG UTF-8\nSET ISO8859-2\nTRY áő\nSFX \u{1a0} Y 1\nSFX \u{1a0} 0 ők/\u{1e9} .\nONLYINCOMPOUND \u{185}\n\n"
        );
        assert_eq!(words, "1\ntűz/\u{1a0}\u{1e9}\tpo:noun\n\n");
    }

    #[test]
    fn raw_bytes_stand_for_flags_in_a_file_of_utf8_beside_its_words() {
        let aff = [b"SET UTF-8\nAF 1\nAF \xc3\xa9\xff\nSFX \xe9 Y 1\nSFX \xe9 a \xc3\xa1t/\xf3 a\n" as &[u8]]
            .concat();
        let (rules, _) = decode(&aff, b"0\n");
        let wanted = "AF \u{1c3}\u{1a9}\u{1ff}\nSFX \u{1e9} Y 1\nSFX \u{1e9} a át/\u{1f3} a\n";
        assert!(rules.contains(wanted), "{rules}");
    }

    #[test]
    fn where_flags_are_no_bytes_they_are_text_as_all_the_rest() {
        let (rules, words) =
            decode("\u{feff}SET UTF-8\nFLAG long\nSFX éa Y 0\n".as_bytes(), "1\nő/éa\n".as_bytes());
        assert_eq!(rules, "SET UTF-8\nFLAG long\nSFX éa Y 0\n\n");
        assert_eq!(words, "1\nő/éa\n\n");
    }
}
