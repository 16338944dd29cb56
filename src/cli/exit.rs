//! What the command line's exit codes mean.

use std::process::ExitCode;

/// One code, one meaning; scripts rely on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Exit {
    Ok = 0,
    Unexpected = 1,
    Usage = 2,
    ChecksFailed = 3,
    /// Config, templates or lists can't be used.
    Workspace = 4,
    /// Confirmation, test mode or lock.
    Refused = 5,
    /// Not everybody has it, perhaps nobody at all.
    PartlyDelivered = 6,
    Network = 7,
    Bug = 70,
    Interrupted = 130,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}
