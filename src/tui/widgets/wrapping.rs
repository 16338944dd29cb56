//! How a text that is written in lies on the screen: lines broken after blanks, never inside a letter.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation as _;

use super::width;

/// One row of the screen: bytes of the text. A blank at the end may hang over the edge.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Row {
    pub start: usize,
    pub end: usize,
    /// Its line ends with it.
    pub last: bool,
}

/// Bytes of a line that take no room.
pub type Hidden = Vec<Range<usize>>;

/// Adds the rows of one line that begins at byte `offset` of its text, `room` cells wide. Every byte is on exactly one row.
pub fn wrap_line(line: &str, offset: usize, hidden: &Hidden, room: usize, rows: &mut Vec<Row>) {
    let room = room.max(2);
    let (mut start, mut end, mut used) = (0, 0, 0);
    let mut cut = |start: usize, end: usize, last: bool| {
        rows.push(Row { start: offset + start, end: offset + end, last });
    };
    for word in words(line) {
        let letters: usize =
            clusters(word.trim_end_matches(' '), end, hidden).map(|(_, _, cells)| cells).sum();
        if used + letters > room && end > start && used > 0 {
            cut(start, end, false);
            (start, used) = (end, 0);
        }
        let from = end;
        for (at, cluster, cells) in clusters(word, from, hidden) {
            if cells > 0 && used + cells > room && cluster != " " && at > start && used > 0 {
                cut(start, at, false);
                (start, used) = (at, 0);
            }
            used += cells;
            end = at + cluster.len();
        }
    }
    cut(start, end, true);
}

/// The letters of a piece that begins at byte `from` of its line: where they stand, and the cells that they take.
pub fn clusters<'a>(
    piece: &'a str,
    from: usize,
    hidden: &Hidden,
) -> impl Iterator<Item = (usize, &'a str, usize)> {
    piece.grapheme_indices(true).map(move |(at, cluster)| {
        let at = from + at;
        let cells = if hidden.iter().any(|range| range.contains(&at)) { 0 } else { width(cluster) };
        (at, cluster, cells)
    })
}

/// Words with the blanks behind them. A blank with an accent over it is none.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let mut behind = false;
        let next = rest.grapheme_indices(true).find(|(_, cluster)| {
            let begins = behind && *cluster != " ";
            behind |= *cluster == " ";
            begins
        });
        let (word, left) = rest.split_at(next.map_or(rest.len(), |(at, _)| at));
        rest = left;
        (!word.is_empty()).then_some(word)
    })
}

/// The row that holds the place before byte `at` of the text.
pub fn row_of(rows: &[Row], at: usize) -> usize {
    rows.partition_point(|row| row.start <= at).saturating_sub(1)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn shown(text: &str, room: usize) -> Vec<&str> {
        let mut rows = Vec::new();
        let mut offset = 0;
        for line in text.split('\n') {
            wrap_line(line, offset, &Vec::new(), room, &mut rows);
            offset += line.len() + 1;
        }
        rows.iter().map(|row| &text[row.start..row.end]).collect()
    }

    #[test]
    fn a_line_breaks_after_a_blank_and_a_full_stop_stays_with_its_word() {
        assert_eq!(shown("every day but one.\n- ok", 17), ["every day but ", "one.", "- ok"]);
        assert_eq!(shown("ab  cd", 2), ["ab  ", "cd"]);
        assert_eq!(shown("https://example.eu", 10), ["https://ex", "ample.eu"]);
        assert_eq!(shown("", 10), [""]);
    }

    #[test]
    fn what_is_hidden_takes_no_room() {
        let mut rows = Vec::new();
        let line = "[to a link](https://example.org/a/very/long/one) on";
        let hidden: Hidden = vec![0..1, 10..line.len() - 3];
        wrap_line(line, 0, &hidden, 12, &mut rows);
        assert_eq!(rows, [Row { start: 0, end: line.len(), last: true }]);
    }

    proptest! {
        #[test]
        fn every_character_is_on_one_row_and_no_row_is_too_wide(
            text in "\\PC{0,80}",
            room in 2usize..30,
            from in 0usize..40,
            long in 0usize..20,
        ) {
            let hidden: Hidden = std::iter::once(from..from + long).collect();
            let mut rows = Vec::new();
            wrap_line(&text, 0, &hidden, room, &mut rows);
            let mut next = 0;
            for row in &rows {
                prop_assert_eq!(row.start, next);
                next = row.end;
                let shown = text[row.start..row.end].trim_end_matches(' ');
                let wide: Vec<usize> = clusters(shown, row.start, &hidden).map(|(_, _, cells)| cells).collect();
                let many = wide.iter().filter(|cells| **cells > 0).count();
                prop_assert!(wide.iter().sum::<usize>() <= room || many == 1, "{shown:?}");
            }
            prop_assert_eq!(next, text.len());
            prop_assert!(rows.iter().filter(|row| row.last).count() == 1);
        }
    }
}
