//! `courant missing`: everybody whom a mailing did not reach, with the reason.

use std::collections::HashSet;

use serde_json::{Value, json};

use super::send::ends_in_words;
use crate::cli::{Exit, Failure, Format, Session, Table};
use crate::desk::missing;
use crate::desk::opened::Opened;
use crate::desk::send::late_in_words;
use crate::desk::which;
use crate::desk::work::sender_for;
use crate::domain::{AddrKey, Mailing, SkipReason};
use crate::ledger::MissingRow;
use crate::locale::own_name;
use crate::mail::smtp::Meaning;

/// Arguments of `courant missing`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The mailing, or the beginning of its name
    mailing: String,
    /// Try those again who failed or were too late: a new mailing with the same letters,
    /// or with those that have corrected them since
    #[arg(long)]
    send: bool,
    /// With --send: their number, where nobody is there to type it
    #[arg(long, value_name = "N", requires = "send")]
    confirm: Option<String>,
}

/// Prints the rows.
pub fn run(args: &Args, session: &Session) -> Result<Exit, Failure> {
    let runtime = session.runtime()?;
    let reached = session.reach(&runtime)?;
    let meant = runtime.block_on(which::to_look_at(&reached.ledger, &args.mailing))?;
    let (mailing, rows) = runtime.block_on(missing::missing(&reached.ledger, &meant.name))?;
    if args.send {
        return again(&reached.opened()?, &mailing, args, session);
    }
    // Where the lists can't be read nobody is known to be off them.
    let off = runtime.block_on(missing::off_the_lists(&reached, &mailing, &rows)).unwrap_or_default();
    let print = session.print;
    match session.format {
        Format::Table if rows.is_empty() => {
            let counts = runtime.block_on(reached.ledger.counts(mailing.id))?;
            print.line(&match counts.rows() {
                0 => format!("nobody has {} yet: its readers are looked up when it begins", mailing.name),
                _ => format!("nobody is missing from {}", mailing.name),
            });
        }
        Format::Table => {
            let mut table = Table::new(&["Address", "Language", "State", "Reason"], &[]);
            rows.iter().for_each(|row| {
                let [address, language, _, reason, ..] = cells(row, &off);
                let state = row.state.in_words().to_owned();
                table.row([address, language, state, in_words(row, reason, off.contains(&row.key))]);
            });
            print.table(&table);
        }
        Format::Csv => {
            print.line("address,language,state,reason,has_it_by,off_the_lists");
            for row in &rows {
                print.line(&cells(row, &off).map(|cell| crate::desk::spreadsheet::cell(&cell)).join(","));
            }
        }
        Format::Json => {
            let rows: Vec<Value> = rows.iter().map(|row| document(row, &off)).collect();
            print.json(&json!({"schema_version": 1, "mailing": mailing.name, "missing": rows}));
        }
        Format::Ndjson => rows.iter().for_each(|row| print.line(&document(row, &off).to_string())),
    }
    Ok(Exit::Ok)
}

fn again(opened: &Opened, of: &Mailing, args: &Args, session: &Session) -> Result<Exit, Failure> {
    let runtime = session.runtime()?;
    let readers = runtime.block_on(missing::can_be_sent_again(opened, of, session.clock.now()))?;
    let (_, corrected) = runtime.block_on(missing::newest_letters(&opened.ledger, of))?;
    for (lang, by) in corrected.iter().filter(|(lang, _)| readers.gets.contains_key(*lang)) {
        session.print.say(&format!("in {} ({lang}) the corrected letter of {by}", own_name(lang)));
    }
    missing::left_out_in_words(&readers).iter().for_each(|words| session.print.say(words));
    let readers = readers.readers();
    let now = session.clock.now();
    if let Some(at) = missing::end(opened, of, now)? {
        session.print.say(&ends_in_words(at, &opened.settings.newsletter.timezone));
        let late = late_in_words(opened, missing::kind(opened), readers, (now, Some(at)), now);
        runtime.block_on(late).iter().for_each(|words| session.print.say(words));
    }
    let confirmed = super::send::confirmed(args.confirm.as_deref(), readers, session)?;
    let deed = missing::send_again(opened, of, confirmed, session.clock.now());
    let mailing = runtime.block_on(deed)?;
    sender_for(opened, &mailing.name)?;
    runtime.block_on(super::send::watch::watch(opened, &mailing, session))
}

/// A reason of ours in words; before the words of a server, what they were taken for.
fn in_words(row: &MissingRow, reason: String, off_the_lists: bool) -> String {
    let why = why(row, reason);
    match &row.has_it_by {
        Some(mailing) => format!("has it by {mailing}; here: {why}"),
        None if off_the_lists => format!("{}; here: {why}", SkipReason::OffTheLists.in_words()),
        None => why,
    }
}

fn why(row: &MissingRow, reason: String) -> String {
    if let Some(skipped) = SkipReason::from_word(&reason) {
        return skipped.in_words().to_owned();
    }
    match row.class.as_deref().and_then(Meaning::words_of) {
        Some(words) => format!("{words}: {reason}"),
        None => reason,
    }
}

fn address(row: &MissingRow) -> &str {
    row.address.as_ref().map_or("(erased)", |address| address.as_str())
}

fn cells(row: &MissingRow, off: &HashSet<AddrKey>) -> [String; 6] {
    let has_it_by = row.has_it_by.clone().unwrap_or_default();
    let state = row.state.as_str().to_owned();
    let off = if off.contains(&row.key) { "yes" } else { "" }.to_owned();
    [address(row).to_owned(), row.lang.to_string(), state, row.reason.clone(), has_it_by, off]
}

fn document(row: &MissingRow, off: &HashSet<AddrKey>) -> Value {
    json!({
        "address": row.address.as_ref().map(|address| address.as_str()), "name": row.name,
        "list": row.list, "language": row.lang, "state": row.state, "reason": row.reason, "class": row.class,
        "retry_at": row.retry_at.map(|at| at.to_string()), "changed_at": row.changed_at.to_string(),
        "has_it_by": row.has_it_by, "off_the_lists": off.contains(&row.key),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{DeliveryState, Lang, ListName};

    #[test]
    fn before_a_server_s_words_stands_what_they_were_taken_for() {
        let row = |class: Option<&str>| MissingRow {
            key: AddrKey([1; 16]),
            address: None,
            name: None,
            list: ListName::parse("press").expect("a name"),
            lang: Lang::parse("hu").expect("a tag"),
            state: DeliveryState::Failed,
            reason: String::new(),
            class: class.map(str::to_owned),
            retry_at: None,
            changed_at: jiff::Timestamp::UNIX_EPOCH,
            has_it_by: None,
        };
        for (class, reason, words) in [
            (Some("mailbox-full"), "552 5.2.2 quota", "their mailbox is full: 552 5.2.2 quota"),
            (Some("line-broken"), "given up: it broke", "given up: it broke"),
            (None, "unsubscribed", "unsubscribed"),
        ] {
            assert_eq!(in_words(&row(class), reason.to_owned(), false), words);
        }
    }
}
