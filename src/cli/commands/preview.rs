//! `courant preview`: the true letters as files, and in the browser.

use std::path::PathBuf;

use serde_json::json;

use crate::cli::{Exit, Failure, Format, Session, Table};
use crate::desk::browser;
use crate::desk::preview::{self, Preview};
use crate::domain::Lang;
use crate::workspace::Workspace;

/// Arguments of `courant preview`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The issue: the name of its folder, or a part of it
    issue: String,
    /// Only this edition
    #[arg(long, value_name = "LANG")]
    lang: Option<Lang>,
    /// Where the files go (outbox/preview/ISSUE)
    #[arg(long, value_name = "DIR")]
    into: Option<PathBuf>,
    /// Write the files and leave the browser alone
    #[arg(long)]
    no_open: bool,
}

/// Writes the previews; exit 3 if something in the issue must be mended, 4 if config or templates are in the way.
pub fn run(args: &Args, session: &Session) -> Result<Exit, Failure> {
    let workspace = Workspace::find(&session.start)?;
    let issue = workspace.find_issue(&args.issue)?;
    let into = args.into.clone().unwrap_or_else(|| preview::default_folder(&workspace, &issue));
    let made = preview::preview(&workspace, &issue, args.lang.as_ref(), &into).map_err(failure)?;
    session.print.problems(&made.problems);
    show(&made, session);
    let opens = !args.no_open && session.format == Format::Table && !made.editions.is_empty();
    if opens {
        let shown = browser::open(&made.index);
        session.print.say(&shown.in_words());
        if let Some(remedy) = shown.remedy() {
            session.print.say(remedy);
            session.print.say(&browser::path(&made.index));
        }
    }
    Ok(if made.workspace_broken {
        Exit::Workspace
    } else if made.editions.is_empty() || made.problems.iter().any(crate::domain::Problem::blocks) {
        Exit::ChecksFailed
    } else {
        Exit::Ok
    })
}

fn failure(error: preview::Error) -> Failure {
    let what = error.to_string();
    match error {
        preview::Error::Workspace(error) => error.into(),
        preview::Error::NoEdition { .. } => {
            let remedy = "name one of these, or add the language to issue.toml and write its edition";
            Failure::new(Exit::Usage, what, remedy)
        }
        preview::Error::Theirs { .. } => {
            let remedy = "name another folder with --into DIR, or take that file out of this one";
            Failure::new(Exit::Refused, what, remedy)
        }
        preview::Error::Write { .. } => {
            Failure::new(Exit::Workspace, what, "name a folder that this user may write: --into DIR")
        }
    }
}

fn show(made: &Preview, session: &Session) {
    if session.format == Format::Table {
        let mut table = Table::default();
        for edition in &made.editions {
            let size = format!("{} kB", edition.html_bytes / 1000);
            table.row([edition.lang.as_str(), &size, &edition.html.display().to_string()]);
        }
        session.print.table(&table);
        return;
    }
    let editions: Vec<_> = made
        .editions
        .iter()
        .map(|edition| {
            json!({
                "language": edition.lang.as_str(),
                "subject": edition.subject,
                "html": edition.html,
                "text": edition.text,
                "html_bytes": edition.html_bytes,
            })
        })
        .collect();
    session.print.json(&json!({
        "schema_version": 1,
        "index": made.index,
        "editions": editions,
        "problems": made.problems,
    }));
}
