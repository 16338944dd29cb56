//! `courant new`: begins an issue.

use serde_json::json;

use crate::cli::refusal::MEND;
use crate::cli::{Exit, Failure, Format, Session};
use crate::desk::new;
use crate::workspace::{Workspace, words_only};

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
    let workspace = Workspace::find(&session.start)?;
    let (settings, problems) = workspace.settings();
    let Some(settings) = settings else {
        let failure = Failure::new(Exit::Workspace, "config.toml has to be mended first", MEND);
        return Err(failure.with_problems(problems));
    };
    let title = title(&args.title)?;
    let like = args.like.as_deref().map(|like| workspace.find_issue(like)).transpose()?;
    let today = session.clock.now().to_zoned(settings.newsletter.timezone.clone()).date();
    let id = new::new(&workspace, &settings, title, like.as_ref(), today)?;
    let folder = workspace.issue_folder(&id);
    if session.format == Format::Table {
        session.print.line(id.as_str());
        session.print.say(&format!("write it in {}, or in the composer: courant", folder.display()));
    } else {
        session.print.json(&json!({"schema_version": 1, "issue": id, "folder": folder}));
    }
    Ok(Exit::Ok)
}

/// A title that can stand on one line.
fn title(written: &str) -> Result<&str, Failure> {
    let unusable =
        |what: String| Failure::new(Exit::Usage, what, "write it like: courant new \"Summer 2018\"");
    if written.trim().is_empty() {
        return Err(unusable("the title is empty".to_owned()));
    }
    match words_only(written) {
        Ok(()) => Ok(written),
        Err(wrong) => {
            Err(unusable(format!("\"{}\" can't be a title: {wrong}", crate::domain::quotable(written))))
        }
    }
}
