//! A decision about an uncertain letter, or the evidence that settled it, as it was written down.

use jiff::Timestamp;

/// Never changed once it is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Noted {
    pub n: i64,
    pub person: String,
    /// `leave`, `accepted`, `failed` or `resend`.
    pub what: String,
    pub why: Option<String>,
    pub at: Timestamp,
}

impl Noted {
    /// A worker that had a row longer than it was thought to live knows that it handed nothing over.
    pub fn is_a_worker_s(&self) -> bool {
        self.person == "courant" && self.why.as_deref() == Some("its sender had not handed it over")
    }
}
