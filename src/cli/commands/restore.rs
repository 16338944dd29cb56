//! `courant restore`: a workspace out of a backup.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::PathBuf;

use jiff::tz::TimeZone;
use serde_json::json;

use super::send::typed;
use crate::cli::passphrase::Passphrase;
use crate::cli::{Exit, Failure, Format, Session};
use crate::desk::adopt;
use crate::desk::opened::Opened;
use crate::desk::restore::{Restored, unpack};
use crate::domain::moment_in_words;
use crate::workspace::age;

/// Arguments of `courant restore`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// What `courant backup` has made, or - for standard input
    file: PathBuf,
    /// The number of files that it takes the place of, where nobody is there to type it
    #[arg(long, value_name = "N")]
    confirm: Option<String>,
    #[command(flatten)]
    passphrase: Passphrase,
}

const ANOTHER: &str = "name what `courant backup` has made and this user may read, or - for standard input";

/// Into the folder that is named with -C, which is empty, not there yet, or a workspace. Exit 4 if the backup is damaged,
/// 5 if the passphrase does not fit, it was not confirmed, or somebody sends.
pub fn run(args: &Args, session: &Session) -> Result<Exit, Failure> {
    let mut from: Box<dyn BufRead> = if args.file.as_os_str() == "-" {
        Box::new(std::io::stdin().lock())
    } else {
        let opened = File::open(&args.file);
        Box::new(BufReader::new(opened.map_err(|error| {
            let what = format!("{}: can't be opened: {}", args.file.display(), error.kind());
            Failure::new(Exit::Usage, what, ANOTHER)
        })?))
    };
    let locked = age::is_locked(&mut from).map_err(|error| {
        Failure::new(Exit::Usage, format!("{}: can't be read: {error}", args.file.display()), ANOTHER)
    })?;
    let passphrase = if locked { Some(args.passphrase.to_open_with(session)?) } else { None };
    let unpacked = unpack(from, passphrase.as_ref(), &session.start)?;
    let (made, files) = (unpacked.manifest.made, unpacked.manifest.files.len());
    // What zone the newsletter has is not known before it is there.
    let of = moment_in_words(made, &TimeZone::UTC);
    session.print.say(&format!("a backup of {of}, whole: {files} files"));
    let confirmed = match unpacked.in_its_place {
        0 => 0,
        there => {
            let question = format!(
                "{there} files here are put aside for it. Type that number to restore it, anything else to stop:"
            );
            typed(args.confirm.as_deref(), there, "files", &question, session)?
        }
    };
    let now = session.clock.now();
    let restored = unpacked.put_in_place(confirmed, now)?;
    // What could go out is held at once, and not only by the next sender. A config that can't be used stops both.
    if let Ok(opened) = Opened::at(&session.start) {
        session.runtime()?.block_on(adopt::settle(&opened, now))?;
    }
    if session.format == Format::Json {
        let carried = restored.carried.clone().unwrap_or_default();
        session.print.json(&json!({
            "schema_version": 1, "made": made.to_string(), "files": files, "ledger": restored.manifest.ledger,
            "put_aside": restored.put_aside, "unread": restored.unread, "mailings": carried.mailings,
            "cancelled": carried.cancelled, "stopped": carried.stopped, "wishes": carried.wishes, "erased": carried.erased, "have_it": carried.have_it,
        }));
    }
    say(&restored, session);
    Ok(Exit::Ok)
}

fn say(restored: &Restored, session: &Session) {
    let print = session.print;
    if let Some(aside) = &restored.put_aside {
        print.say(&format!("what was here before is in {}", aside.display()));
    }
    if let Some(carried) = &restored.carried {
        print.say(&format!(
            "out of the ledger that was here: {} who have left, {} mailings, {} readers who have got their letter since",
            carried.wishes,
            carried.mailings.len(),
            carried.have_it
        ));
        if !carried.cancelled.is_empty() {
            let names = carried.cancelled.join(", ");
            print.say(&format!("cancelled since the backup, and so they stay: {names}"));
        }
        if !carried.stopped.is_empty() {
            let names = carried.stopped.join(", ");
            print.say(&format!(
                "paused or held since the backup, and so they stay until `courant resume`: {names}"
            ));
        }
    }
    if let Some(why) = &restored.unread {
        print.say(&format!("the ledger that was here can't be asked who has left since: {why}"));
    }
    match &restored.manifest.ledger {
        Some(_) => {
            print.say("nothing is sent before `courant adopt`, which says what this ledger can't know");
        }
        None => print.say("the ledger is in a database, and not in this backup"),
    }
}
