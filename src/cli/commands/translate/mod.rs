//! `courant translate`: how far each language is, what has changed since, and saying that one is done.

mod done;
mod export;
mod import;
mod status;

use crate::cli::{Exit, Failure, Session};
use crate::desk::translate::Error;
use crate::domain::IssueId;
use crate::workspace::Workspace;

/// Arguments of `courant translate`.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    deed: Deed,
}

#[derive(Debug, clap::Subcommand)]
enum Deed {
    /// Show how each section stands in each language
    Status(status::Args),
    /// Say that a translation is done, or how it came about
    Done(done::Args),
    /// Write the texts for a translator into a Word document or an XLIFF 2.0 file
    Export(export::Args),
    /// Take in what a translator sent back
    Import(import::Args),
}

pub fn run(args: &Args, session: &Session) -> Result<Exit, Failure> {
    match &args.deed {
        Deed::Status(args) => status::run(args, session),
        Deed::Done(args) => done::run(args, session),
        Deed::Export(args) => export::run(args, session),
        Deed::Import(args) => import::run(args, session),
    }
}

/// The workspace here, and the issue in it that is named so.
fn opened(issue: &str, session: &Session) -> Result<(Workspace, IssueId), Failure> {
    let workspace = Workspace::find(&session.start)?;
    let issue = workspace.find_issue(issue)?;
    Ok((workspace, issue))
}

fn failure(error: Error) -> Failure {
    let (what, remedy) = (error.to_string(), error.remedy());
    let exit = match &error {
        Error::Workspace(_) => Exit::Workspace,
        Error::Broken(_)
        | Error::Left { .. }
        | Error::Xliff { .. }
        | Error::Docx { .. }
        | Error::Nothing { .. } => Exit::ChecksFailed,
        Error::NoLanguage { .. } | Error::NoPassage { .. } | Error::FromItself(_) | Error::File { .. } => {
            Exit::Usage
        }
    };
    let problems = if let Error::Broken(problems) = error { problems } else { Vec::new() };
    Failure::new(exit, what, remedy).with_problems(problems)
}
