//! What mail servers said to the first letters of a mailing: whether its lists are old shows there.

/// What came of the first letters of a mailing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FirstAnswers {
    /// Taken, or refused for good.
    pub settled: u64,
    /// Of these, to addresses that do not exist.
    pub no_such_address: u64,
    /// Whether the mailing was held for these before: a person knows.
    pub was_held: bool,
}
