//! `courant work`: sends what is due, and nothing else.

use crate::cli::{Exit, Failure, Session};
use crate::desk::{opened::Opened, work};

/// Arguments of `courant work`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Leave the terminal, and end when nothing is left to do: how other commands start a sender
    #[arg(long, hide = true)]
    detached: bool,
}

/// Runs until it is told to end; exit 5 if another sender is running.
pub fn run(args: &Args, session: &Session) -> Result<Exit, Failure> {
    session.log();
    let opened = Opened::at(&session.start)?;
    session.print.problems(&opened.remarks);
    session.runtime()?.block_on(work::work(&opened, session.clock, args.detached))?;
    Ok(Exit::Ok)
}
