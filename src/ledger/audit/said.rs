//! What came back for a letter, as a row and an attempt keep it.

/// The server's words and ours.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Said {
    pub class: Option<String>,
    pub code: Option<u16>,
    /// `5.1.1`
    pub enhanced: Option<String>,
    pub reply: Option<String>,
    /// Ours, where the server said nothing.
    pub told: Option<String>,
}

impl Said {
    /// `550 5.1.1 no such user`, or our own words; empty if nothing was said.
    pub fn in_words(&self) -> String {
        let text = self.reply.as_deref().filter(|text| !text.is_empty());
        let text = text.or(self.told.as_deref()).or(self.class.as_deref());
        let code = self.code.map(|code| code.to_string());
        let words = [code.as_deref(), self.enhanced.as_deref(), text];
        words.into_iter().flatten().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
    }
}
