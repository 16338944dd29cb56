//! Which start of the machine this is: tells a killed process from a power cut.

/// The kernel's name for the time since the machine started.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Boot(pub String);

impl Boot {
    /// Reads it from the kernel. Where it can't be read, every process counts as a new start, which is the careful
    /// assumption: more is uncertain, nothing is sent twice.
    pub fn current() -> Self {
        let read = std::fs::read_to_string("/proc/sys/kernel/random/boot_id");
        match read.map(|text| text.trim().to_owned()) {
            Ok(id) if !id.is_empty() => Self(id),
            _ => Self::another(),
        }
    }

    /// One that nothing was written in.
    pub(super) fn another() -> Self {
        Self(format!("unreadable-{:016x}", fresh()))
    }
}

fn fresh() -> u64 {
    let mut bytes = [0; 8];
    // Without random bytes all such starts look alike, and only then would a row be planned again.
    if aws_lc_rs::rand::fill(&mut bytes).is_err() {
        return u64::from(std::process::id());
    }
    u64::from_le_bytes(bytes)
}
