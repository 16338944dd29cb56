//! `courant reconcile`: letters that are not certain are settled by the mail server's log.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};

use jiff::tz::TimeZone;
use serde_json::{Value, json};

use crate::cli::{Exit, Failure, Format, Session, Table};
use crate::desk::missing;
use crate::desk::opened::Opened;
use crate::desk::reconcile::{self, Reconciled, Verdict};
use crate::desk::which;
use crate::domain::second_in_words;

/// Arguments of `courant reconcile`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The mailing, or the beginning of its name; all of them if none is named
    mailing: Option<String>,
    /// A log of Postfix, not compressed, or - for standard input; times without a zone are this machine's
    #[arg(long, value_name = "FILE")]
    maillog: PathBuf,
    /// Only say what would be written down
    #[arg(long, conflicts_with = "yes")]
    dry_run: bool,
    /// Write it down without asking
    #[arg(long)]
    yes: bool,
}

/// Exit 5 if it was not confirmed.
pub fn run(args: &Args, session: &Session) -> Result<Exit, Failure> {
    let log = open(&args.maillog)?;
    let opened = Opened::at(&session.start)?;
    let runtime = session.runtime()?;
    let meant = match &args.mailing {
        Some(written) => Some(runtime.block_on(which::to_look_at(&opened.ledger, written))?),
        None => None,
    };
    let now = session.clock.now();
    let found = runtime.block_on(reconcile::look(&opened, log, meant, now))?;
    let proved = found.letters.iter().filter(|one| one.verdict != Verdict::NotSaid).count();
    if session.format == Format::Table {
        show(&found, &opened.settings.newsletter.timezone, session);
    }
    let mut written = 0;
    if proved > 0 && !args.dry_run {
        confirm(args, proved, session)?;
        written = runtime.block_on(reconcile::settle(&opened, &found.letters, session.clock.now()))?;
    }
    if session.format == Format::Json {
        session.print.json(&document(&found, written));
    }
    session.print.say(&match (found.letters.len(), proved) {
        (0, _) => "no letter is uncertain".to_owned(),
        (all, 0) => format!("the log settles none of {all} uncertain letters"),
        (all, _) if args.dry_run => {
            format!("would settle {proved} of {all} uncertain letters; nothing was written")
        }
        (all, _) => format!("settled {written} of {all} uncertain letters"),
    });
    let failed = found.letters.iter().filter(|one| one.verdict == Verdict::Failed && written > 0);
    for name in failed.map(|one| &one.mailing.name).collect::<BTreeSet<_>>() {
        let of = runtime.block_on(opened.ledger.find_mailing(name))?;
        // Who has left since, or is off the lists, or has the issue by another mailing, is sent nothing.
        if runtime.block_on(missing::can_be_sent_again(&opened, &of, session.clock.now())).is_ok() {
            session
                .print
                .say(&format!("`courant missing {name} --send` tries those again that no server has"));
        }
    }
    Ok(Exit::Ok)
}

/// What programs that compress begin a file with, and which one reads it again.
const COMPRESSED: [(&[u8], &str); 4] =
    [(b"\x1f\x8b", "zcat"), (b"\xfd7zXZ", "xzcat"), (b"BZh", "bzcat"), (b"\x28\xb5\x2f\xfd", "zstdcat")];

fn open(path: &Path) -> Result<Box<dyn BufRead>, Failure> {
    let unread = |error| {
        let remedy = "name the mail server's log, let this user read it, or pipe it in: --maillog -";
        Failure::new(Exit::Usage, format!("{} can't be read: {error}", path.display()), remedy)
    };
    if path.as_os_str() == "-" {
        return Ok(Box::new(std::io::stdin().lock()));
    }
    let mut log = BufReader::new(File::open(path).map_err(unread)?);
    let begin = log.fill_buf().map_err(unread)?;
    if let Some((_, reader)) = COMPRESSED.iter().find(|(magic, _)| begin.starts_with(magic)) {
        let path = path.display();
        let remedy = format!("{reader} {path} | courant reconcile --maillog - --dry-run, then with --yes");
        return Err(Failure::new(Exit::Usage, format!("{path} is compressed"), remedy));
    }
    Ok(Box::new(log))
}

fn confirm(args: &Args, proved: usize, session: &Session) -> Result<(), Failure> {
    if args.yes {
        return Ok(());
    }
    let remedy = "--yes, if that is what it should be; --dry-run to look at it first";
    let not_confirmed = || Failure::new(Exit::Refused, "it was not confirmed; nothing was written", remedy);
    if !session.can_ask() {
        return Err(not_confirmed());
    }
    let typed = session.ask(&format!("Type {proved} to settle these letters, anything else to stop:"))?;
    if typed.trim() == proved.to_string() {
        return Ok(());
    }
    Err(not_confirmed())
}

fn show(found: &Reconciled, zone: &TimeZone, session: &Session) {
    let (first, last) = (second_in_words(found.span.0, zone), second_in_words(found.span.1, zone));
    let lines = if found.lines == 1 { "1 line".to_owned() } else { format!("{} lines", found.lines) };
    session.print.line(&format!("{lines}, from {first} to {last}"));
    if found.letters.is_empty() {
        return;
    }
    let mut table = Table::new(&["Mailing", "Address", "", "Because"], &[]);
    for one in &found.letters {
        let address = one.address.as_ref().map_or("(erased)", |address| address.as_str());
        let verdict = match one.verdict {
            Verdict::Accepted => "taken",
            Verdict::Failed => "no server has it",
            Verdict::NotSaid => "stays uncertain",
        };
        table.row([one.mailing.name.as_str(), address, verdict, &one.why]);
    }
    session.print.table(&table);
}

fn document(found: &Reconciled, written: u64) -> Value {
    let letters: Vec<Value> = found
        .letters
        .iter()
        .map(|one| {
            json!({
                "mailing": one.mailing.name, "address": one.address.as_ref().map(|address| address.as_str()),
                "verdict": one.verdict.as_str(), "why": one.why,
            })
        })
        .collect();
    json!({
        "schema_version": 1, "lines": found.lines, "from": found.span.0.to_string(), "to": found.span.1.to_string(),
        "letters": letters, "written": written,
    })
}
