//! Where a row of a list stands in its file.

/// The lines of one row. Most have one; a field in quotation marks may go over several.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct RowSpan {
    /// From 1.
    pub first: usize,
    pub last: usize,
    /// The line of the quotation mark that was open at the end of a line, the last of them if there were several.
    pub open: Option<usize>,
    /// Whether that mark was closed before the end of the file.
    pub closed: bool,
    /// The row as it stands there; only where a mark was open at the end of a line.
    pub text: Vec<u8>,
}
