//! One file per command: its arguments, and what it does with them.

use super::{Exit, Failure, Session};

mod doctor;

/// What can be asked for. `courant` alone opens the composer.
#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// Look whether everything that is needed is there
    Doctor(doctor::Args),
}

impl Command {
    /// Does it.
    pub fn run(&self, session: &Session) -> Result<Exit, Failure> {
        match self {
            Self::Doctor(args) => doctor::run(args, session),
        }
    }
}
