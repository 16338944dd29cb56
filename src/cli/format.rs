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
