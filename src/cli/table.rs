//! Rows of cells, aligned by their width on the screen.

use unicode_width::UnicodeWidthStr as _;

use crate::desk::spreadsheet;
use crate::domain::term_text;

/// A table for people. Cells are made safe for the terminal as they come in.
#[derive(Debug, Default)]
pub struct Table {
    rows: Vec<Vec<String>>,
    /// Columns whose cells stand at the right.
    right: Vec<usize>,
}

impl Table {
    /// Columns named `head`; those in `right` hold numbers.
    pub fn new(head: &[&str], right: &[usize]) -> Self {
        let mut table = Self { rows: Vec::new(), right: right.to_vec() };
        table.row(head.iter().copied());
        table
    }

    pub fn row<S: AsRef<str>>(&mut self, cells: impl IntoIterator<Item = S>) {
        self.rows.push(cells.into_iter().map(|cell| term_text(cell.as_ref()).into_owned()).collect());
    }

    /// The lines, without spaces at their ends.
    pub fn lines(&self) -> Vec<String> {
        let columns = self.rows.iter().map(Vec::len).max().unwrap_or(0);
        let width = |at: usize| self.rows.iter().filter_map(|row| row.get(at)).map(|cell| cell.width()).max();
        let widths: Vec<usize> = (0..columns).map(|at| width(at).unwrap_or(0)).collect();
        self.rows.iter().map(|row| self.line(row, &widths)).collect()
    }

    /// The same for spreadsheets: `Left out` becomes `left_out`.
    pub fn csv(&self) -> Vec<String> {
        let named = |head: &String| head.to_lowercase().replace(' ', "_").replace('.', "");
        let cells = |row: &Vec<String>| row.iter().map(|cell| spreadsheet::cell(cell)).collect::<Vec<_>>();
        let head = self.rows.first().map(|head| head.iter().map(named).collect());
        head.into_iter().chain(self.rows.iter().skip(1).map(cells)).map(|row| row.join(",")).collect()
    }

    fn line(&self, row: &[String], widths: &[usize]) -> String {
        let mut line = String::new();
        for (at, cell) in row.iter().enumerate() {
            let gap = " ".repeat(widths[at] - cell.width());
            if at > 0 {
                line.push_str("  ");
            }
            if self.right.contains(&at) {
                line.push_str(&gap);
                line.push_str(cell);
            } else {
                line.push_str(cell);
                line.push_str(&gap);
            }
        }
        line.truncate(line.trim_end().len());
        line
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_align_by_what_the_eye_sees() {
        let mut table = Table::new(&["Language", "Readers"], &[1]);
        table.row(["中文", "7"]);
        table.row(["Magyar", "1204"]);
        assert_eq!(table.lines(), ["Language  Readers", "中文            7", "Magyar       1204"]);
    }
}
