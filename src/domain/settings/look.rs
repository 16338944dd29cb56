//! `[look]`: logo and colour.

/// How the letter looks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Look {
    /// Relative to the workspace.
    pub logo: Option<String>,
    /// Six hexadecimal digits with `#`.
    pub accent: String,
}
