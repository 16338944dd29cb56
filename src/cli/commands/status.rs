//! `courant status`: how mailings stand.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde_json::{Value, json};

use super::send::ends_in_words;
use crate::cli::{Exit, Failure, Format, Session, Table};
use crate::desk::decide::choices;
use crate::desk::held::stopped_in_words;
use crate::desk::in_hand;
use crate::desk::opened::is_the_original;
use crate::desk::send::Error;
use crate::desk::status::{self, Status, due_in_short, due_in_words, is_left_alone, state_in_words};
use crate::desk::which;
use crate::domain::{
    Counts, DeliveryState, HoldReason, Mailing, MailingKind, MailingState, Progress, is_under_way,
    second_in_words,
};

/// Arguments of `courant status`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The mailing, or the beginning of its name; all of them if none is named, the only open one in full
    mailing: Option<String>,
}

/// Prints one mailing in full, or a line for each.
pub fn run(args: &Args, session: &Session) -> Result<Exit, Failure> {
    let runtime = session.runtime()?;
    let reached = session.reach(&runtime)?;
    let meant = match &args.mailing {
        Some(written) => Some(runtime.block_on(which::to_look_at(&reached.ledger, written))?.name),
        None => None,
    };
    let look = status::status(&reached, meant.as_deref(), session.clock.now());
    let all = runtime.block_on(look)?;
    if let Err(Error::Refused { what, remedy }) = runtime.block_on(is_the_original(&reached.ledger)) {
        session.print.say(&format!("{what}; {remedy}"));
    }
    let zone = &reached.zone;
    match (session.format, args.mailing.is_some()) {
        (Format::Table, true) => all.iter().for_each(|one| in_full(one, zone, session)),
        (Format::Table, false) => {
            session.print.table(&overview(&all, zone, in_words));
            let open =
                |one: &&Status| !matches!(one.progress.state, MailingState::Sent | MailingState::Cancelled);
            if let [only] = all.iter().filter(open).collect::<Vec<_>>()[..] {
                session.print.line("");
                in_full(only, zone, session);
            }
        }
        (Format::Ndjson, _) => all.iter().for_each(|one| session.print.line(&document(one).to_string())),
        (Format::Csv, _) => session.print.csv(&overview(&all, zone, |_, _| None)),
        (Format::Json, _) => {
            let mailings: Vec<Value> = all.iter().map(document).collect();
            session.print.json(&json!({"schema_version": 1, "mailings": mailings}));
        }
    }
    Ok(Exit::Ok)
}

/// `in_words`: what stands for one of the sums where its number alone would mislead.
fn overview(all: &[Status], zone: &TimeZone, in_words: impl Fn(&Status, &str) -> Option<String>) -> Table {
    let head = ["Mailing", "State", "Due", "Taken", "Failed", "Later", "Waiting", "Not certain", "Left out"];
    let mut table = Table::new(&head, &[3, 4, 5, 6, 7, 8]);
    for one in all {
        let Status { mailing, progress, .. } = one;
        let mut row = vec![
            mailing.name.clone(),
            state_in_words(mailing.kind, progress.state, progress.somebody_sends()),
            due_in_short(mailing, zone),
        ];
        let sums = sums(&progress.counts);
        row.extend(sums.iter().map(|(what, rows)| in_words(one, what).unwrap_or_else(|| rows.to_string())));
        table.row(row);
    }
    table
}

/// `for 30`, of a mailing whose readers are looked up when it begins; `30 in files`, of letters that nobody has taken.
fn in_words(one: &Status, what: &str) -> Option<String> {
    let written = one.progress.counts.of(DeliveryState::Accepted);
    match what {
        WAITING => is_to_begin(one).then(|| format!("for {}", one.mailing.confirmed)),
        TAKEN if one.mailing.kind == MailingKind::Files && written > 0 => Some(format!("{written} in files")),
        _ => None,
    }
}

/// Whether it is to be sent and nobody was looked up for it yet.
fn is_to_begin(one: &Status) -> bool {
    one.progress.counts.rows() == 0 && is_under_way(&one.mailing)
}

const WAITING: &str = "waiting";
const TAKEN: &str = "taken";

/// They add up to the rows.
fn sums(counts: &Counts) -> [(&'static str, u64); 6] {
    [
        (TAKEN, counts.of(DeliveryState::Accepted)),
        ("failed", counts.of(DeliveryState::Failed)),
        ("later", counts.later()),
        (WAITING, counts.waiting()),
        ("not certain", counts.not_certain()),
        ("left out", counts.left_out()),
    ]
}

/// Why the program stopped a mailing, and what to do, with the command at the end.
pub fn stopped(why: &HoldReason, progress: &Progress) -> (String, String) {
    let name = &progress.mailing;
    let (what, remedy) = stopped_in_words(why, progress.held_on.as_deref(), name);
    let command = match why {
        // Not before another has been given.
        HoldReason::Copied { .. } => return (what, remedy),
        HoldReason::NobodyLeft { .. } | HoldReason::Ended { .. } => "cancel",
        _ => "resume",
    };
    (what, format!("{remedy} (courant {command} {name})"))
}

fn in_full(one: &Status, zone: &TimeZone, session: &Session) {
    let Status { mailing, progress, old_text, untold, rates, eta } = one;
    let print = session.print;
    print.line(&format!("{}: {}", mailing.name, mailing.kind.state_in_words(progress.state)));
    if let Some(why) = &progress.held {
        let (what, remedy) = stopped(why, progress);
        print.line(&format!("  {what}"));
        print.line(&format!("  do: {remedy}"));
    }
    for words in [&progress.trouble, old_text].into_iter().flatten().chain(untold) {
        print.line(&format!("  {words}"));
    }
    let due = due_in_words(mailing, session.clock.now());
    let by_now = progress.other_than(mailing.confirmed).map(|readers| format!(", {readers} by now"));
    let by_now = by_now.unwrap_or_default();
    print.line(&format!("  {due}, confirmed by {} for {}{by_now}", mailing.by, mailing.confirmed));
    if let Some(words) = mailing.kind.caveat() {
        print.line(&format!("  {words}"));
    }
    if let Some(at) = mailing.expires_at {
        print.line(&format!("  {}", ends_in_words(at, zone)));
    }
    for words in left_alone(progress, zone) {
        print.line(&format!("  {words}"));
    }
    if is_to_begin(one) {
        print.line("  nobody has it yet: its readers are looked up when it begins");
    } else {
        print.table(&rows_of(progress, mailing.kind));
    }
    if progress.per_minute > 0 && progress.state == MailingState::Sending {
        let done = eta.map_or(String::new(), |at| format!(", done at about {}", second_in_words(at, zone)));
        print.line(&format!("  {} a minute{done}", progress.per_minute));
    }
    if rates.by_domain.len() > 1 {
        for (domain, letters) in &rates.by_domain {
            print.line(&format!("  {letters} a minute to {domain}"));
        }
    }
    if progress.by_relay.len() > 1 {
        for (relay, letters) in &progress.by_relay {
            print.line(&format!("  {letters} a minute over {relay}"));
        }
    }
    if let Some(words) = undecided(&progress.counts, mailing, progress.state, session.clock.now()) {
        print.line(&format!("  {words}"));
    }
    for rows in &progress.bad_rows {
        print.line(&format!("  left out: {rows}"));
    }
    for (words, rows) in &progress.failures {
        print.line(&format!("  {rows} failed: {words}"));
    }
    if let Some(at) = progress.next_retry {
        print.line(&format!("  the next try of those put off is at {}", second_in_words(at, zone)));
    }
}

/// How many rows are how far, and whom they are of.
fn rows_of(progress: &Progress, kind: MailingKind) -> Table {
    let mut table = Table::new(&["", "Rows"], &[1]);
    for (what, rows) in sums(&progress.counts) {
        let what = if what == TAKEN { kind.taken() } else { what };
        table.row([format!("  {what}"), rows.to_string()]);
    }
    for (reason, rows) in &progress.left_out {
        table.row([format!("    {}", reason.in_words()), rows.to_string()]);
    }
    for (lang, counts) in &progress.by_language {
        let failed = match counts.of(DeliveryState::Failed) {
            0 => String::new(),
            failed => format!(", {failed} failed"),
        };
        let taken = counts.of(DeliveryState::Accepted);
        let what = format!("  {lang} {}", kind.taken());
        table.row([what, format!("{taken} of {}{failed}", counts.recipients())]);
    }
    table
}

/// What nobody sends just now, and why.
fn left_alone(progress: &Progress, zone: &TimeZone) -> Vec<String> {
    let mut words = Vec::new();
    if is_left_alone(progress.state, progress.somebody_sends()) {
        words.push("no sender is running: start one with `courant work`".to_owned());
    }
    words.extend(in_hand::in_words(progress, zone));
    words
}

/// What to do about letters that are not certain, if there are any.
pub fn undecided(counts: &Counts, mailing: &Mailing, state: MailingState, now: Timestamp) -> Option<String> {
    let (rows, name) = (counts.not_certain(), &mailing.name);
    (rows > 0).then(|| {
        format!(
            "{rows} not certain: `courant missing {name}` names them, `courant decide {name} ADDRESS {}` says what \
             becomes of each",
            choices(state, mailing.expires_at, now)
        )
    })
}

/// One mailing as JSON.
pub fn document(one: &Status) -> Value {
    let Status { mailing, progress, old_text, untold, rates, eta } = one;
    let counts = |counts: &Counts| {
        let mut object: serde_json::Map<String, Value> =
            counts.by_state.iter().map(|(state, rows)| (state.as_str().to_owned(), json!(rows))).collect();
        object.insert("rows".to_owned(), json!(counts.rows()));
        Value::Object(object)
    };
    let by_language: serde_json::Map<String, Value> =
        progress.by_language.iter().map(|(lang, of)| (lang.to_string(), counts(of))).collect();
    let rates_of: serde_json::Map<String, Value> =
        rates.by_language.iter().map(|(lang, letters)| (lang.to_string(), json!(letters))).collect();
    let left_out: serde_json::Map<String, Value> =
        progress.left_out.iter().map(|(reason, rows)| (reason.as_str().to_owned(), json!(rows))).collect();
    let failures: Vec<Value> =
        progress.failures.iter().map(|(words, rows)| json!({"words": words, "rows": rows})).collect();
    json!({
        "mailing": mailing.name, "issue": mailing.issue, "kind": mailing.kind, "state": progress.state,
        "held": progress.held, "held_on": progress.held_on, "trouble": progress.trouble, "left_behind": progress.left_behind, "old_text": old_text,
        "untold": untold,
        "confirmed": mailing.confirmed, "by": mailing.by,
        "due": mailing.schedule.due.to_string(), "local": mailing.schedule.local.to_string(),
        "zone": mailing.schedule.zone, "shift": mailing.schedule.shift, "stop_after": mailing.expires_at.map(|at| at.to_string()),
        "started_at": progress.started_at.map(|at| at.to_string()),
        "finished_at": mailing.finished_at.map(|at| at.to_string()),
        "counts": counts(&progress.counts), "by_language": by_language, "left_out": left_out,
        "bad_rows": progress.bad_rows,
        "failures": failures, "next_retry": progress.next_retry.map(|at| at.to_string()),
        "per_minute": progress.per_minute, "by_relay": progress.by_relay,
        "rates": {"by_language": rates_of, "by_domain": rates.by_domain},
        "eta": eta.map(|at| at.to_string()), "sender_alive": progress.sender_alive,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn refused_letters_are_never_said_to_be_done() {
        let by_state = [(DeliveryState::Failed, 30), (DeliveryState::Skipped, 2)].into();
        let sums = sums(&Counts { by_state });
        assert_eq!(sums[..2], [("taken", 0), ("failed", 30)]);
        let table = overview(&[], &TimeZone::UTC, in_words).lines()[0].to_lowercase();
        assert!(sums.iter().all(|(what, _)| table.contains(what)) && !table.contains("done"), "{table}");
    }
}
