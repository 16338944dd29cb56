//! `courant backup`: everything that can't be made again, in one file.

use std::path::PathBuf;

use serde_json::json;

use crate::cli::passphrase::Passphrase;
use crate::cli::{Exit, Failure, Format, Session};
use crate::desk::backup::{Lock, To, backup};
use crate::desk::opened::Opened;
use crate::workspace::age;

/// Arguments of `courant backup`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The file, a folder in which it is named after the moment, or - for standard output
    #[arg(long, value_name = "FILE")]
    to: Option<PathBuf>,
    /// Encrypt it with a passphrase, which is asked for unless one of the next three says where it is; `age -d` opens it too
    #[arg(long)]
    encrypt: bool,
    #[command(flatten)]
    passphrase: Passphrase,
}

/// Exit 5 if the file is there already.
pub fn run(args: &Args, session: &Session) -> Result<Exit, Failure> {
    let to = match &args.to {
        None => To::Default,
        Some(file) if file.as_os_str() == "-" => To::Stdout,
        Some(file) => To::File(file),
    };
    if matches!(to, To::Stdout) && session.format == Format::Json {
        let what = "standard output can't take the backup and a document";
        return Err(Failure::new(Exit::Usage, what, "name a file (--to FILE), or leave out -o json"));
    }
    let opened = Opened::at(&session.start)?;
    let passphrase = if args.encrypt || args.passphrase.is_told() {
        Some(args.passphrase.to_lock_with(session)?)
    } else {
        None
    };
    let lock = passphrase.as_ref().map(|passphrase| Lock { passphrase, work: age::WORK });
    let made = backup(&opened, to, lock, session.clock.now())?;
    let octets: u64 = made.manifest.files.iter().map(|file| file.size).sum();
    for path in &made.left_out {
        session.print.say(&format!("left out: {}, which is no plain file", path.display()));
    }
    if made.manifest.ledger.is_none() {
        session.print.say("the ledger is in a database: back that up with PostgreSQL's own means");
    }
    let Some(file) = &made.file else { return Ok(Exit::Ok) };
    if session.format == Format::Json {
        session.print.json(&json!({
            "schema_version": 1, "file": file, "made": made.manifest.made.to_string(),
            "ledger": made.manifest.ledger, "files": made.manifest.files.len(), "octets": octets,
            "left_out": made.left_out, "encrypted": lock.is_some(),
        }));
    } else {
        let many = made.manifest.files.len();
        session.print.say(&format!("{many} files, {} kB: {}", octets.div_ceil(1000), file.display()));
        session.print.say(if lock.is_some() {
            "nobody opens it without the passphrase: keep that elsewhere, and the file not only here"
        } else {
            "it names every reader and holds the keys: keep it where only you can read it, and not only here"
        });
    }
    Ok(Exit::Ok)
}
