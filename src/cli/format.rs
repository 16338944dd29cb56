//! The formats that data on standard output can have.

/// `-o`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
pub enum Format {
    /// For people.
    #[default]
    Table,
    /// One document with a `schema_version`.
    Json,
    /// One JSON object per line.
    Ndjson,
    Csv,
}

impl Format {
    /// As it is written behind `-o`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Table => "table",
            Self::Json => "json",
            Self::Ndjson => "ndjson",
            Self::Csv => "csv",
        }
    }
}
