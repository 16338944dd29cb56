//! Text on a grid of cells: one way to clean, measure, cut and wrap, for every screen.

use unicode_segmentation::UnicodeSegmentation as _;
use unicode_width::UnicodeWidthStr as _;

/// Makes foreign text safe to show: no escape sequences, no control characters, nothing that turns the
/// direction of what follows. A line break becomes a blank; a tab becomes a blank.
pub fn clean(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '\u{1b}' => {
                if letters.peek() == Some(&'[') {
                    letters.next();
                    while letters.next_if(|c| !c.is_ascii_alphabetic() && !c.is_control()).is_some() {}
                    letters.next_if(char::is_ascii_alphabetic);
                }
            }
            '\n' | '\t' => out.push(' '),
            letter if letter.is_control() || turns_direction(letter) => {}
            letter => out.push(letter),
        }
    }
    out
}

/// Embeddings, overrides and isolates, line and paragraph separators, the invisible mark of a byte order.
pub fn turns_direction(letter: char) -> bool {
    matches!(letter, '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// Cells that `text` takes.
pub fn width(text: &str) -> usize {
    text.graphemes(true).map(cells).sum()
}

fn cells(cluster: &str) -> usize {
    cluster.width()
}

/// At most `room` cells of `text`; what was cut off is shown by an ellipsis.
pub fn cut(text: &str, room: usize) -> String {
    if width(text) <= room {
        return text.to_owned();
    }
    let Some(room) = room.checked_sub(1) else { return String::new() };
    let mut out = String::new();
    let mut used = 0;
    for cluster in text.graphemes(true) {
        used += cells(cluster);
        if used > room {
            break;
        }
        out.push_str(cluster);
    }
    out.truncate(out.trim_end().len());
    out.push('…');
    out
}

/// `text` cut or filled with blanks to exactly `room` cells.
pub fn pad(text: &str, room: usize) -> String {
    let mut out = cut(text, room);
    let used = width(&out);
    out.extend(std::iter::repeat_n(' ', room.saturating_sub(used)));
    out
}

/// Lines of at most `room` cells, broken between words; a word longer than a line is broken where it must be.
/// Line breaks in `text` are kept, and so are blank lines and the blanks in a line that fits.
pub fn wrap(text: &str, room: usize) -> Vec<String> {
    let room = room.max(2);
    let mut lines = Vec::new();
    for paragraph in text.split('\n') {
        let paragraph = clean(paragraph);
        if width(&paragraph) <= room {
            lines.push(paragraph);
            continue;
        }
        let indent = paragraph.len() - paragraph.trim_start_matches(' ').len();
        let mut line = " ".repeat(indent.min(room / 2));
        let mut used = line.len();
        let mut fresh = true;
        for word in paragraph.split(' ').filter(|word| !word.is_empty()) {
            let wide = width(word);
            if !fresh && used + 1 + wide > room {
                lines.push(std::mem::take(&mut line));
                (used, fresh) = (0, true);
            }
            if !fresh {
                line.push(' ');
                used += 1;
            }
            fresh = false;
            for cluster in word.graphemes(true) {
                let cells = cells(cluster);
                if used + cells > room {
                    lines.push(std::mem::take(&mut line));
                    used = 0;
                }
                line.push_str(cluster);
                used += cells;
            }
        }
        lines.push(line);
    }
    lines
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn nothing_that_a_terminal_obeys_is_left_of_a_hostile_name() {
        let hostile = "Eve\u{1b}[2J\u{1b}[31m\u{7}\u{202e}nov\u{9b}1m\r\nBcc: x\u{2066}";
        assert_eq!(clean(hostile), "Evenov1m Bcc: x");
    }

    #[test]
    fn text_is_cut_between_letters_and_says_so() {
        for (text, room, seen) in [
            ("Innovation", 20, "Innovation"),
            ("Innovation in care", 12, "Innovation…"),
            ("e\u{301}e\u{301}e\u{301}", 2, "e\u{301}…"),
            ("日本語", 4, "日…"),
            ("abc", 0, ""),
        ] {
            assert_eq!(cut(text, room), seen);
        }
    }

    #[test]
    fn lines_break_between_words_and_keep_what_was_a_line() {
        assert_eq!(wrap("one two three\n\n  - four five", 9), ["one two", "three", "", "  - four", "five"]);
        assert_eq!(wrap("https://example.eu/long", 10), ["https://ex", "ample.eu/l", "ong"]);
    }

    proptest! {
        #[test]
        fn no_line_is_wider_than_its_room_and_no_letter_is_lost(text in "\\PC{0,60}", room in 2usize..40) {
            let lines = wrap(&text, room);
            // A letter with its marks can be wider than the room, and is never torn apart.
            let room = text.graphemes(true).map(cells).max().unwrap_or_default().max(room);
            for line in &lines {
                prop_assert!(width(line) <= room, "{line:?}");
            }
            let letters = |text: &str| text.chars().filter(|c| *c != ' ').collect::<String>();
            prop_assert_eq!(letters(&lines.concat()), letters(&clean(&text)));
        }

        #[test]
        fn cutting_and_filling_give_exactly_the_room(text in "\\PC{0,40}", room in 0usize..30) {
            prop_assert_eq!(width(&pad(&clean(&text), room)), room);
        }
    }
}
