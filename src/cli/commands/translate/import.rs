//! `courant translate import`: what a translator sent back.

use std::path::PathBuf;

use serde_json::json;

use super::failure;
use crate::cli::{Exit, Failure, Format, Session};
use crate::desk::person::person;
use crate::desk::translate::{import, today};
use crate::workspace::Workspace;

/// Arguments of `courant translate import`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The file that `courant translate export` wrote, translated
    file: PathBuf,
    /// Who translated it; you, if nobody is named
    #[arg(long, value_name = "NAME")]
    by: Option<String>,
}

/// Exit 3 if something in it was not taken, or not wholly.
pub fn run(args: &Args, session: &Session) -> Result<Exit, Failure> {
    let workspace = Workspace::find(&session.start)?;
    let by = args.by.clone().unwrap_or_else(person);
    let on = today(&workspace, session.clock.now());
    let imported = import(&workspace, &args.file, &by, on).map_err(failure)?;
    if session.format == Format::Json {
        let told = |(passage, fate): &(_, crate::desk::translate::Fate)| json!({"section": format!("{passage}"), "taken": fate.is_taken(), "open": fate.is_open(), "what": fate.to_string()});
        session.print.json(&json!({
            "schema_version": 1, "issue": imported.issue, "language": imported.lang,
            "sections": imported.passages.iter().map(told).collect::<Vec<_>>(),
            "strange": imported.strange,
        }));
    } else {
        imported
            .passages
            .iter()
            .for_each(|(passage, fate)| session.print.line(&format!("{passage}: {fate}")));
        session.print.say(&imported.in_words());
    }
    imported.strange.iter().for_each(|row| session.print.say(&format!("{}: {row}", args.file.display())));
    let open = !imported.strange.is_empty() || imported.passages.iter().any(|(_, fate)| fate.is_open());
    Ok(if open { Exit::ChecksFailed } else { Exit::Ok })
}
