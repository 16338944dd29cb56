//! `courant translate`: how far each language is, what has changed since, and saying that one is done.

mod done;
mod export;
mod import;
mod status;

use crate::cli::{Exit, Failure, Session};
use crate::desk::translate::Error;
use crate::domain::{IssueId, Lang};
use crate::workspace::Workspace;

/// Arguments of `courant translate`.
#[derive(Debug, clap::Args)]
#[command(args_conflicts_with_subcommands = true, arg_required_else_help = true)]
pub struct Args {
    /// Open the composer for whoever translates into LANG: that language and nothing else
    #[arg(long, value_name = "LANG")]
    only: Option<String>,
    /// Who that is, where several people share an account
    #[arg(long = "as", value_name = "NAME", requires = "only")]
    called: Option<String>,
    #[command(subcommand)]
    deed: Option<Deed>,
}

impl Args {
    /// The name of whoever comes to write.
    pub fn called(&self) -> Option<&str> {
        self.called.as_deref()
    }

    /// The one language that somebody comes to write, which the newsletter must have.
    pub fn language(&self, session: &Session) -> Option<Result<Lang, Failure>> {
        let wanted = self.only.as_deref()?;
        Some(Workspace::find(&session.start).map_err(Failure::from).and_then(|workspace| {
            let (settings, problems) = workspace.settings();
            let languages = settings.map(|settings| settings.newsletter.languages).ok_or_else(|| {
                let remedy = "mend what is named above; `courant doctor` looks again";
                Failure::new(Exit::Workspace, "config.toml can't be used as it stands", remedy)
                    .with_problems(problems)
            })?;
            let there: Vec<&str> = languages.iter().map(Lang::as_str).collect();
            let known = languages.iter().find(|lang| lang.as_str() == wanted).cloned();
            known.ok_or_else(|| {
                let remedy = format!("`languages` in config.toml names: {}", there.join(", "));
                Failure::new(Exit::Usage, format!("the newsletter has no language `{wanted}`"), remedy)
            })
        }))
    }
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
        Some(Deed::Status(args)) => status::run(args, session),
        Some(Deed::Done(args)) => done::run(args, session),
        Some(Deed::Export(args)) => export::run(args, session),
        Some(Deed::Import(args)) => import::run(args, session),
        // Another face does this one.
        None => Ok(Exit::Usage),
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
