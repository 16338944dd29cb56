//! What came of an input, as a number: inputs after which the same happened have the same one.

/// FNV-1a. Whatever is worth telling apart is noted in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Trace(pub u64);

impl Trace {
    pub fn new() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }

    pub fn note(&mut self, what: impl Into<u64>) {
        self.0 = (self.0 ^ what.into()).wrapping_mul(0x0100_0000_01b3);
    }

    /// How large something is, roughly.
    pub fn size(&mut self, size: usize) {
        self.note(u64::from(size.checked_ilog2().map_or(0, |log| log + 1)));
    }
}
