//! Lines of at most 72 columns for the text part, broken at spaces and never inside an address.

use unicode_width::UnicodeWidthStr as _;

/// Columns of the text part.
pub const WIDTH: usize = 72;

/// Wraps every line of `text` that is too long; what follows a bullet, a number or a quotation mark is set in
/// like it. Trailing space goes, three empty lines become two, and no line begins with "From ", which mail
/// stores take for the beginning of a message.
pub fn wrapped(text: &str, width: usize) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 50);
    let mut empty = 0;
    for line in text.lines() {
        let line = line.trim_end();
        if line.is_empty() {
            empty += 1;
            continue;
        }
        if !out.is_empty() {
            out.push_str(&"\n".repeat(empty.min(2)));
        }
        empty = 0;
        wrap_line(line, width, &mut out);
    }
    out
}

fn wrap_line(line: &str, width: usize, out: &mut String) {
    let (first, rest) = prefixes(line);
    let mut row = first.replace('\t', " ");
    let mut has_words = false;
    for word in line[first.len()..].split(' ').filter(|word| !word.is_empty()) {
        if has_words && row.width() + 1 + word.width() > width {
            finish(&row, out);
            row.clone_from(&rest);
            has_words = false;
        }
        if has_words {
            row.push(' ');
        }
        row.push_str(word);
        has_words = true;
    }
    finish(&row, out);
}

fn finish(row: &str, out: &mut String) {
    match row.strip_prefix("From ") {
        Some(rest) => {
            out.push_str("From\u{a0}");
            out.push_str(rest.trim_end());
        }
        None => out.push_str(row.trim_end()),
    }
    out.push('\n');
}

/// What stands before the words of a line, and what stands there when it goes on.
fn prefixes(line: &str) -> (&str, String) {
    let indent = line.len() - line.trim_start_matches(' ').len();
    let words = &line[indent..];
    let number = words.bytes().take_while(u8::is_ascii_digit).count();
    let mark = if words.starts_with("- ") {
        2
    } else if words.starts_with("> ") {
        return (&line[..indent + 2], line[..indent + 2].to_owned());
    } else if (1..=3).contains(&number) && words[number..].starts_with(".\t") {
        number + 2
    } else {
        0
    };
    (&line[..indent + mark], " ".repeat(indent + mark))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_broken_at_spaces_and_set_in_like_their_beginning() {
        let table = [
            ("aaa bbb ccc", 7, "aaa bbb\nccc\n"),
            ("- aaa bbb ccc", 9, "- aaa bbb\n  ccc\n"),
            ("12.\taaa bbb ccc", 11, "12. aaa bbb\n    ccc\n"),
            ("> aaa bbb ccc", 9, "> aaa bbb\n> ccc\n"),
            ("https://example.eu/a/long/one", 7, "https://example.eu/a/long/one\n"),
            ("a  \n\n\n\n\nb", 72, "a\n\n\nb\n"),
            ("From here", 72, "From\u{a0}here\n"),
            ("a From here", 6, "a From\nhere\n"),
            ("aaaa From here", 9, "aaaa From\nhere\n"),
            ("aaaaaa From here", 9, "aaaaaa\nFrom\u{a0}here\n"),
            ("日本 語日 本語", 9, "日本 語日\n本語\n"),
        ];
        for (text, width, expected) in table {
            assert_eq!(wrapped(text, width), expected);
        }
    }
}
