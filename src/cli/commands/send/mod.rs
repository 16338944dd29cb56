//! `courant send`: a dry run into files, or a mailing now or at a time, after the number was typed.

mod correction;
mod dry;
mod signals;
pub mod watch;

use std::io::IsTerminal as _;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde_json::json;

use crate::cli::{Exit, Failure, Format, Session};
use crate::desk::audience;
use crate::desk::lists::{bad_rows, digest};
use crate::desk::opened::Opened;
use crate::desk::send;
use crate::desk::send::order::{self, Prepared, typed_number};
use crate::desk::way_out::WayOut;
use crate::desk::work::sender_for;
use crate::domain::{IssueId, ListName, Mailing, MailingKind, Schedule, ScheduleError, end_in_words};
use crate::ledger::Holder;
use crate::locale::read_schedule;

/// Arguments of `courant send`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The issue's folder in issues/, or a part of its name
    issue: String,
    /// Other lists than the issue names; got:MAILING is everybody who has the letter of that mailing: a correction
    #[arg(long, value_name = "LIST", num_args = 1..)]
    to: Vec<String>,
    /// Of a correction: only to those who have the letter in this language
    #[arg(long, value_name = "LANGUAGE", requires = "to")]
    lang: Option<String>,
    /// Write everything into files and send nothing
    #[arg(long, conflicts_with_all = ["at", "now", "confirm", "detach"])]
    dry_run: bool,
    /// With --dry-run: the message of every reader, not only of a few
    #[arg(long, requires = "dry_run")]
    every: bool,
    /// When: 09:00, "2026-12-04 09:00", with [Europe/Budapest] if another zone is meant
    #[arg(long, value_name = "TIME", conflicts_with = "now")]
    at: Option<String>,
    /// At once
    #[arg(long)]
    now: bool,
    /// After this no letter leaves any more: 18:00, "2026-12-04 18:00", or for how long from when it is due, as in 3h; the
    /// date of what the issue announces may end it earlier
    #[arg(long, value_name = "TIME", conflicts_with = "dry_run")]
    stop_after: Option<String>,
    /// The number of readers, where nobody is there to type it
    #[arg(long, value_name = "N")]
    confirm: Option<String>,
    /// Also to people who already have this issue
    #[arg(long)]
    again: bool,
    /// Return at once; a sender in the background does the work
    #[arg(long)]
    detach: bool,
}

/// The one issue that is meant.
pub fn issue(opened: &Opened, written: &str) -> Result<IssueId, Failure> {
    Ok(opened.workspace.find_issue(written)?)
}

/// Exit 3 if checks block it, 5 if it was not confirmed or must not be, 6 if some could not be reached.
pub fn run(args: &Args, session: &Session) -> Result<Exit, Failure> {
    let opened = Opened::at(&session.start)?;
    let issue = issue(&opened, &args.issue)?;
    let corrected = correction::named(args)?;
    let lists = if corrected.is_some() { None } else { lists(args)? };
    if args.dry_run {
        return dry::run(&opened, &issue, lists, corrected.as_ref(), args, session);
    }
    let schedule = schedule(args, &opened, session)?;
    let runtime = session.runtime()?;
    let stop_after = stop_after(args, &opened, &schedule)?;
    let (due, now) = (schedule.due, session.clock.now());
    let prepared = match &corrected {
        Some(named) => {
            runtime.block_on(correction::prepare(&opened, &issue, named, args.again, due, session))?
        }
        None => runtime.block_on(order::prepare(&opened, &issue, lists, args.again, due, now))?,
    };
    say_who(&prepared, &schedule, session);
    if let Some(at) = prepared.ends(&opened.settings.newsletter.timezone, due, stop_after) {
        session.print.say(&ends_in_words(at, &opened.settings.newsletter.timezone));
        let (kind, readers) = (prepared.kind, prepared.counted.audience.readers());
        let late = send::late_in_words(&opened, kind, readers, (due, Some(at)), now);
        runtime.block_on(late).iter().for_each(|words| session.print.say(words));
    }
    let confirmed = confirmed(args.confirm.as_deref(), prepared.counted.audience.readers(), session)?;
    let mailing = runtime.block_on(async {
        // "Now" is when the number was typed, not when the question was asked.
        let now = session.clock.now();
        let zone = &opened.settings.newsletter.timezone;
        let schedule = if args.at.is_none() { Schedule::now(zone, now) } else { schedule };
        let stop_after = self::stop_after(args, &opened, &schedule)?;
        let shown = WayOut::of(&opened.settings);
        Ok::<_, Failure>(prepared.commit(&opened, &shown, confirmed, schedule, stop_after, now).await?)
    })?;
    let holder = sender_for(&opened, &mailing.name)?;
    if args.detach || args.at.is_some() {
        if session.format == Format::Json {
            session.print.json(&json!({
                "schema_version": 1, "mailing": mailing.name, "issue": mailing.issue, "state": mailing.state,
                "kind": mailing.kind,
                "due": mailing.schedule.due.to_string(), "local": mailing.schedule.local.to_string(),
                "zone": mailing.schedule.zone, "shift": mailing.schedule.shift,
                "confirmed": mailing.confirmed, "stop_after": mailing.expires_at.map(|at| at.to_string()),
            }));
        }
        say_detached(&mailing, args.at.is_some(), &holder, session);
        return Ok(Exit::Ok);
    }
    runtime.block_on(watch::watch(&opened, &mailing, session))
}

fn lists(args: &Args) -> Result<Option<Vec<ListName>>, Failure> {
    let names = args.to.iter().flat_map(|names| names.split(',')).filter(|name| !name.is_empty());
    let lists: Vec<ListName> = names
        .map(|name| {
            ListName::parse(name).map_err(|wrong| Failure::new(Exit::Usage, wrong.to_string(), LISTS))
        })
        .collect::<Result<_, _>>()?;
    Ok((!lists.is_empty()).then_some(lists))
}

fn schedule(args: &Args, opened: &Opened, session: &Session) -> Result<Schedule, Failure> {
    let (zone, now) = (&opened.settings.newsletter.timezone, session.clock.now());
    match &args.at {
        Some(at) => read_schedule(at, zone, now).map_err(|wrong| not_taken(&wrong)),
        None if args.now => Ok(Schedule::now(zone, now)),
        None => {
            let remedy = "--now, --at TIME, or --dry-run to look at it first";
            Err(Failure::new(Exit::Usage, "it is not said when", remedy))
        }
    }
}

const LISTS: &str = "name files in subscribers/ without their .csv";
const LATER: &str = "write a later time, or for how long from when it is due: 3h, 90m, \"2 days\"";

fn stop_after(args: &Args, opened: &Opened, schedule: &Schedule) -> Result<Option<Timestamp>, Failure> {
    let Some(written) = &args.stop_after else { return Ok(None) };
    let end = send::stop_after(written, &opened.settings.newsletter.timezone, schedule.due);
    end.map(Some).map_err(|wrong| match wrong {
        ScheduleError::Past(_) => {
            let what =
                format!("--stop-after {written}: it would end before it is due ({})", schedule.in_words());
            Failure::new(Exit::Usage, what, LATER)
        }
        _ => {
            let remedy = "or for how long from when it is due: 3h, 90m, \"2 days\"";
            Failure::new(Exit::Usage, format!("--stop-after: {wrong}"), remedy)
        }
    })
}

fn not_taken(wrong: &ScheduleError) -> Failure {
    let past = matches!(wrong, ScheduleError::Past(_));
    let remedy = if past { "--now sends it at once" } else { "write it like \"2026-12-04 09:00\"" };
    Failure::new(Exit::Usage, format!("--at: {wrong}"), remedy)
}

/// "no letter leaves after 2018-10-25 00:00 Europe/Budapest".
pub fn ends_in_words(at: Timestamp, zone: &TimeZone) -> String {
    format!("no letter leaves after {}", end_in_words(at, zone))
}

/// Who gets it, who does not, and what is still to be mended: what the number is typed for.
fn say_who(prepared: &Prepared, schedule: &Schedule, session: &Session) {
    let print = session.print;
    let audience = &prepared.counted.audience;
    print.problems(&prepared.warnings);
    print.problems(&digest(prepared.counted.problems.clone()));
    let lists: Vec<&str> = prepared.lists.iter().map(ListName::as_str).collect();
    // Of a correction it has been said.
    let to = if prepared.corrects.is_some() { "them".to_owned() } else { lists.join(", ") };
    print.say(&format!("{} to {to}: {}", prepared.issue.id, audience::in_words(audience).join(", ")));
    for (reason, readers) in &audience.left_out {
        print.say(&format!("  left out: {readers} ({})", audience::left_out_in_words(*reason, audience)));
    }
    for share in &audience.scheduled {
        print.say(&format!("    {}", share.in_words()));
    }
    for rows in bad_rows(&prepared.counted.problems) {
        print.say(&format!("  left out: {rows}"));
    }
    if prepared.kind == MailingKind::Files {
        print.say("transport = \"files\": the letters become files in outbox/sent/, nobody is mailed");
    }
    // A time of the clock alone that has gone by today is meant of the next day.
    let day = if schedule.is_tomorrow(session.clock.now()) { "tomorrow, " } else { "" };
    print.say(&format!("due {day}{}", schedule.in_words()));
}

/// The number as it was typed or given. Whether it is right is not decided here.
pub fn confirmed(given: Option<&str>, readers: u64, session: &Session) -> Result<u64, Failure> {
    let question = format!("{readers} people get it. Type that number to send it, anything else to stop:");
    typed(given, readers, "readers", &question, session)
}

/// `confirmed`, with a question of its own, for a number of others: `files`.
pub fn typed(
    given: Option<&str>,
    number: u64,
    of: &str,
    question: &str,
    session: &Session,
) -> Result<u64, Failure> {
    let given = match given {
        Some(given) => given.to_owned(),
        None if session.can_ask() => session.ask(question)?,
        None => {
            let remedy = format!("--confirm {number}, if that is the number you expect");
            return Err(Failure::new(
                Exit::Refused,
                format!("the number of {of} was not confirmed; nothing was done"),
                remedy,
            ));
        }
    };
    typed_number(&given).ok_or_else(|| {
        let what = format!("\"{given}\" is not the number of {of}; nothing was done");
        Failure::new(Exit::Refused, what, format!("{number} is, if it is the number you expect"))
    })
}

fn say_detached(mailing: &Mailing, scheduled: bool, holder: &Holder, session: &Session) {
    let name = &mailing.name;
    session.print.say(&format!("{name} is written down; {}", who_sends(holder)));
    if scheduled && holder.detached {
        session
            .print
            .say("a restart of this machine ends that process: `courant serve` as a service outlives it");
    }
    session
        .print
        .say(&format!("`courant status {name}` says how far it is, `courant cancel {name}` stops it"));
}

fn who_sends(holder: &Holder) -> String {
    match (holder.pid, holder.detached) {
        (0, _) => "a sender is there for it".to_owned(),
        (pid, true) => format!("process {pid} sends it in the background"),
        (pid, false) => format!("process {pid}, which stays, sends it"),
    }
}

/// Whether somebody looks on.
fn is_watched() -> bool {
    std::io::stderr().is_terminal()
}
