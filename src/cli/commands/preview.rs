//! `courant preview`: the true letters as files, and in the browser.

use std::ffi::OsStr;
use std::path::PathBuf;

use serde_json::json;

use crate::cli::{Exit, Failure, Format, Session, Table};
use crate::desk::browser::{self, Shown};
use crate::desk::preview::{self, Preview};
use crate::domain::{IssueId, Lang};
use crate::workspace::Workspace;

/// Arguments of `courant preview`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The issue: the name of its folder, or a part of it
    #[arg(required_unless_present = "serve")]
    issue: Option<String>,
    /// Only this edition
    #[arg(long, value_name = "LANG")]
    lang: Option<Lang>,
    /// Where the files go (outbox/preview/ISSUE)
    #[arg(long, value_name = "DIR")]
    into: Option<PathBuf>,
    /// Write the files and leave the browser alone
    #[arg(long)]
    no_open: bool,
    /// Answer on this machine with pages that follow the files, until Ctrl+C; without ISSUE of the newest one
    #[arg(long, conflicts_with = "into")]
    serve: bool,
}

/// The pages that are asked for.
#[derive(Debug)]
pub struct Served {
    pub workspace: Workspace,
    pub issue: IssueId,
    lang: Option<Lang>,
    opens: bool,
}

impl Args {
    /// Which pages to answer with; none where files are asked for.
    pub fn served(&self, session: &Session) -> Option<Result<Served, Failure>> {
        self.serve.then(|| {
            let workspace = Workspace::find(&session.start)?;
            let issue = match &self.issue {
                Some(issue) => workspace.find_issue(issue)?,
                None => newest(&workspace)?,
            };
            let has = workspace.issue(&issue)?.0.languages;
            if let Some(lang) = self.lang.clone().filter(|lang| !has.is_empty() && !has.contains(lang)) {
                return Err(failure(preview::Error::NoEdition { lang, has }));
            }
            let opens = !self.no_open && session.format == Format::Table;
            Ok(Served { workspace, issue, lang: self.lang.clone(), opens })
        })
    }
}

impl Served {
    /// Says where the pages are, and opens them.
    pub fn up(&self, url: &str, port: u16, session: &Session) {
        let lang = self.lang.as_ref().map_or(String::new(), |lang| format!("?lang={lang}"));
        let url = format!("{url}{lang}");
        session.print.say(&format!(
            "The preview of {} follows its files. Nothing is sent. Ctrl+C ends it.",
            self.issue
        ));
        if session.format == Format::Json {
            return session.print.json(&json!({ "schema_version": 1, "issue": self.issue, "url": url }));
        }
        if let Some(tunnel) = browser::tunnel(port, |name| std::env::var(name).ok()) {
            session.print.say("This is another machine than yours. At your own one type, in another window:");
            session.print.say(&format!("  {tunnel}"));
            session.print.say("and open there:");
        }
        session.print.line(&url);
        if self.opens
            && let shown = browser::open(OsStr::new(&url))
            && shown != Shown::NoDisplay
        {
            session.print.say(&shown.in_words());
        }
    }
}

/// The issue whose name comes last: names begin with their year.
fn newest(workspace: &Workspace) -> Result<IssueId, Failure> {
    workspace
        .issues()?
        .pop()
        .ok_or_else(|| Failure::new(Exit::Usage, "there is no issue yet", "begin one: `courant new TITLE`"))
}

/// Writes the previews; exit 3 if something in the issue must be mended, 4 if config or templates are in the way.
pub fn run(args: &Args, session: &Session) -> Result<Exit, Failure> {
    let workspace = Workspace::find(&session.start)?;
    // Only pages that are answered with need none.
    let issue = workspace.find_issue(args.issue.as_deref().unwrap_or_default())?;
    let into = args.into.clone().unwrap_or_else(|| preview::default_folder(&workspace, &issue));
    let made = preview::preview(&workspace, &issue, args.lang.as_ref(), &into).map_err(failure)?;
    session.print.problems(&made.problems);
    show(&made, session);
    let opens = !args.no_open && session.format == Format::Table && !made.editions.is_empty();
    if opens {
        let shown = browser::open(made.index.as_os_str());
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
