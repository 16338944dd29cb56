//! `courant init`: makes a workspace.

use std::path::{Component, Path, PathBuf};

use serde_json::json;

use crate::cli::{Exit, Failure, Format, Session};
use crate::desk::init;
use crate::workspace::{BRING_BACK, Error};

/// Arguments of `courant init`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Where; made if it is not there [default: the folder of -C]
    #[arg(value_name = "DIR")]
    folder: Option<PathBuf>,
    /// What it begins with
    #[arg(long, value_name = "WHAT", default_value = "empty")]
    from: What,
}

#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum What {
    /// A newsletter in five languages to look at
    Demo,
    /// A config and a list to fill in
    Empty,
}

pub fn run(args: &Args, session: &Session) -> Result<Exit, Failure> {
    let folder =
        args.folder.as_ref().map_or_else(|| session.start.clone(), |folder| session.start.join(folder));
    let folder = without_dots(&folder);
    let from = match args.from {
        What::Demo => init::Start::Demo,
        What::Empty => init::Start::Empty,
    };
    match init::init(&folder, from) {
        Ok(made) => {
            let files = if made.len() == 1 { "file" } else { "files" };
            let here = folder == Path::new(".");
            let place = if here { "this folder".to_owned() } else { folder.display().to_string() };
            session.print.say(&format!("{} {files} in {place}", made.len()));
            if matches!(args.from, What::Empty) {
                session
                    .print
                    .say("next: put your own names into config.toml, then `courant` begins an issue");
            }
            if session.format == Format::Json {
                session.print.json(&json!({"schema_version": 1, "folder": folder, "files": made}));
            }
            Ok(Exit::Ok)
        }
        Err(error @ Error::Exists(_)) => {
            let remedy = "choose another folder; nothing here was touched";
            Err(Failure::new(Exit::Refused, error.to_string(), remedy))
        }
        Err(error @ Error::ConfigGone(_)) => {
            let remedy = format!(
                "{BRING_BACK}, or begin another newsletter in another folder; nothing here was touched"
            );
            Err(Failure::new(Exit::Refused, error.to_string(), remedy))
        }
        Err(error) => Err(error.into()),
    }
}

/// `./././news` is `news`.
fn without_dots(path: &Path) -> PathBuf {
    let plain: PathBuf = path.components().filter(|part| *part != Component::CurDir).collect();
    if plain.as_os_str().is_empty() { PathBuf::from(".") } else { plain }
}
