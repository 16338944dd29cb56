//! What stands in one pane of the screen, and how panes that the screen has no room for fill further ones.

use crate::tui::widgets::Rows;

/// The lines that a pane's borders take.
const BORDERS: usize = 2;

/// A pane before it is drawn.
#[derive(Debug, Default)]
pub struct Sheet {
    pub title: String,
    pub remark: String,
    pub rows: Rows,
    /// What is said below where there is room.
    pub comfort: Vec<String>,
}

impl Sheet {
    /// How many lines it takes with its borders.
    pub fn wanted(&self) -> usize {
        self.rows.len() + BORDERS
    }
}

/// Lines of a sheet that stand together in one pane.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Piece {
    /// Which sheet.
    pub sheet: usize,
    pub from: usize,
    pub lines: usize,
}

/// Sheets of so many `lines`, one below the other on screens of `height` lines. One begins on the next screen if it fits
/// there as a whole, and is divided only where it is longer than a screen.
pub fn screens(lines: &[usize], height: usize) -> Vec<Vec<Piece>> {
    let mut all: Vec<Vec<Piece>> = Vec::new();
    let mut left = 0;
    for (sheet, lines) in lines.iter().copied().enumerate() {
        let mut from = 0;
        while from < lines && height > BORDERS {
            let rest = lines - from + BORDERS;
            if left <= BORDERS || rest > left && rest <= height {
                all.push(Vec::new());
                left = height;
            }
            let piece = Piece { sheet, from, lines: rest.min(left) - BORDERS };
            left -= piece.lines + BORDERS;
            from += piece.lines;
            all.last_mut().into_iter().for_each(|screen| screen.push(piece));
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_every_sheet_stands_on_a_screen_once_and_in_its_order() {
        for height in 3..30 {
            for sheets in [vec![1], vec![5, 7], vec![18, 2, 3], vec![40, 1], vec![2, 90, 2], vec![]] {
                let screens = screens(&sheets, height);
                let mut seen = vec![0; sheets.len()];
                for screen in &screens {
                    let taken: usize = screen.iter().map(|piece| piece.lines + BORDERS).sum();
                    assert!(taken <= height && !screen.is_empty(), "{sheets:?} at {height}: {screens:?}");
                    for piece in screen {
                        assert_eq!(piece.from, seen[piece.sheet], "{sheets:?} at {height}: {screens:?}");
                        seen[piece.sheet] += piece.lines;
                    }
                }
                assert_eq!(seen, sheets, "at {height}: {screens:?}");
            }
        }
    }

    #[test]
    fn what_fits_on_one_screen_is_not_divided() {
        let piece = |sheet, lines| Piece { sheet, from: 0, lines };
        assert_eq!(screens(&[5, 9], 20), [[piece(0, 5), piece(1, 9)]]);
        assert_eq!(screens(&[5, 12], 20), [[piece(0, 5)], [piece(1, 12)]]);
    }
}
