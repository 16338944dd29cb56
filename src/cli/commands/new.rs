//! `courant new`: begins an issue.

use serde_json::json;

use crate::cli::{Exit, Failure, Format, Session};
use crate::desk::new;
use crate::workspace::Workspace;

/// Arguments of `courant new`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// What the issue is called among yourselves, like "Summer 2018"
    title: String,
    /// Take the sections and lists of this issue, without its texts
    #[arg(long, value_name = "ISSUE")]
    like: Option<String>,
}

pub fn run(args: &Args, session: &Session) -> Result<Exit, Failure> {
    let failed = |error: crate::workspace::Error| Failure::new(Exit::Workspace, error.to_string());
    let workspace = Workspace::find(&session.start).map_err(failed)?;
    let (settings, problems) = workspace.settings();
    let Some(settings) = settings else {
        return Err(
            Failure::new(Exit::Workspace, "config.toml has to be mended first").with_problems(problems)
        );
    };
    let like = args.like.as_deref().map(|like| workspace.find_issue(like)).transpose().map_err(failed)?;
    let today = session.clock.now().to_zoned(settings.newsletter.timezone.clone()).date();
    let id = new::new(&workspace, &settings, &args.title, like.as_ref(), today).map_err(failed)?;
    let folder = workspace.issue_folder(&id);
    if session.format == Format::Table {
        session.print.line(id.as_str());
        session.print.say(&format!("write it in {}, or in the composer: courant", folder.display()));
    } else {
        session.print.json(&json!({"schema_version": 1, "issue": id, "folder": folder}));
    }
    Ok(Exit::Ok)
}
