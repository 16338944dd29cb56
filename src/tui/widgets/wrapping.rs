//! How a text that is written in lies on the screen: lines broken after blanks, never inside a letter.

use unicode_segmentation::UnicodeSegmentation as _;

use super::width;

/// One row of the screen: characters `start..end` of line `line`. A blank at the end may hang over the edge.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Row {
    pub line: usize,
    pub start: usize,
    pub end: usize,
}

/// The rows of all lines, `room` cells wide. Every character is on exactly one row.
pub fn rows(lines: &[String], room: usize) -> Vec<Row> {
    let room = room.max(2);
    let mut all = Vec::new();
    for (line, text) in lines.iter().enumerate() {
        let mut row = Row { line, start: 0, end: 0 };
        let mut used = 0;
        for word in words(text) {
            let letters = width(word.trim_end_matches(' '));
            if used + letters > room && row.end > row.start {
                all.push(row);
                row = Row { line, start: row.end, end: row.end };
                used = 0;
            }
            for cluster in word.graphemes(true) {
                let cells = width(cluster);
                if used + cells > room && cluster != " " && row.end > row.start {
                    all.push(row);
                    row = Row { line, start: row.end, end: row.end };
                    used = 0;
                }
                row.end += cluster.chars().count();
                used += cells;
            }
        }
        all.push(row);
    }
    all
}

/// Words with the blanks behind them.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let begin = rest.len() - rest.trim_start_matches(' ').len();
        let end = rest[begin..].find(' ').map_or(rest.len(), |at| begin + at);
        let blanks = rest[end..].len() - rest[end..].trim_start_matches(' ').len();
        let (word, left) = rest.split_at(end + blanks);
        rest = left;
        Some(word)
    })
}

/// The row that holds the place before character `column` of `line`.
pub fn row_of(rows: &[Row], line: usize, column: usize) -> usize {
    let fits = |row: &&Row| row.line == line && row.start <= column;
    rows.iter().rposition(|row| fits(&row)).unwrap_or(0)
}

/// Characters `start..end` of a text.
pub fn slice(text: &str, start: usize, end: usize) -> &str {
    let at = |count: usize| text.char_indices().nth(count).map_or(text.len(), |(at, _)| at);
    &text[at(start)..at(end)]
}

/// The character of `text` that is nearest to `cell`, on the border of a letter.
pub fn column_at(text: &str, cell: usize) -> usize {
    let (mut used, mut characters) = (0, 0);
    for cluster in text.graphemes(true) {
        let cells = width(cluster);
        if used + cells > cell {
            break;
        }
        used += cells;
        characters += cluster.chars().count();
    }
    characters
}

/// Characters of the letter before, and of the one after, character `column`.
pub fn neighbours(text: &str, column: usize) -> (usize, usize) {
    let mut at = 0;
    let mut before = 0;
    for cluster in text.graphemes(true) {
        let count = cluster.chars().count();
        if at >= column {
            return (before, count);
        }
        before = (column - at).min(count);
        at += count;
    }
    (before, 0)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn shown(text: &str, room: usize) -> Vec<String> {
        let lines: Vec<String> = text.split('\n').map(str::to_owned).collect();
        rows(&lines, room).iter().map(|row| slice(&lines[row.line], row.start, row.end).to_owned()).collect()
    }

    #[test]
    fn a_line_breaks_after_a_blank_and_a_full_stop_stays_with_its_word() {
        assert_eq!(shown("every day but one.\n- ok", 17), ["every day but ", "one.", "- ok"]);
        assert_eq!(shown("ab  cd", 2), ["ab  ", "cd"]);
        assert_eq!(shown("https://example.eu", 10), ["https://ex", "ample.eu"]);
        assert_eq!(shown("", 10), [""]);
    }

    #[test]
    fn a_letter_of_several_characters_is_one_letter() {
        let text = "ae\u{301}👨\u{200d}👩\u{200d}👧b";
        assert_eq!(neighbours(text, 0), (0, 1));
        assert_eq!(neighbours(text, 1), (1, 2));
        assert_eq!(neighbours(text, 3), (2, 5));
        assert_eq!(neighbours(text, 8), (5, 1));
        assert_eq!(neighbours(text, 9), (1, 0));
    }

    proptest! {
        #[test]
        fn every_character_is_on_one_row_and_no_row_is_too_wide(text in "\\PC{0,80}", room in 2usize..30) {
            let lines = vec![text];
            let rows = rows(&lines, room);
            let mut next = 0;
            for row in &rows {
                prop_assert_eq!(row.start, next);
                next = row.end;
                let shown = slice(&lines[0], row.start, row.end).trim_end_matches(' ');
                prop_assert!(width(shown) <= room || shown.graphemes(true).count() == 1, "{shown:?}");
            }
            prop_assert_eq!(next, lines[0].chars().count());
        }
    }
}
