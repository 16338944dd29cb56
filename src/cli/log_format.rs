//! How what happens is told on standard error.

/// `--log`, of the commands that run by themselves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
pub enum LogFormat {
    /// A line for people.
    #[default]
    Text,
    /// A JSON object on each line, for what collects logs.
    Json,
}
