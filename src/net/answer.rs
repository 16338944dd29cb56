//! What the DNS says to a question.

/// Nothing there and nothing known are two things: only the first one is anybody's mistake.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Answer {
    /// At least one: texts (their strings joined), names of hosts or IP addresses. Of mail exchangers the first is asked
    /// first; the empty one is "no mail here" (RFC 7505).
    Found(Vec<String>),
    /// There is no such name, or no such record of it.
    Nothing,
    /// Nobody answered, or the server could not; and why.
    Unknown(String),
}
