//! Rows of a list that nobody can read: who stands there gets nothing.

use std::fmt;
use std::path::PathBuf;

/// Those of one file.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct BadRows {
    pub file: PathBuf,
    pub rows: usize,
    /// Where they stand, counted from 1: the first of them.
    pub lines: Vec<usize>,
}

impl BadRows {
    /// So many lines are named.
    pub const NAMED: usize = 10;
}

impl fmt::Display for BadRows {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let rows = if self.rows == 1 { "row" } else { "rows" };
        write!(f, "{} {rows} of {} can't be read", self.rows, self.file.display())?;
        let lines: Vec<String> = self.lines.iter().map(ToString::to_string).collect();
        let more = if self.rows > lines.len() { " …" } else { "" };
        match lines.as_slice() {
            [] => Ok(()),
            [line] if more.is_empty() => write!(f, " (line {line})"),
            _ => write!(f, " (lines {}{more})", lines.join(", ")),
        }
    }
}
