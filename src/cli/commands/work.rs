//! `courant work`: sends what is due, and nothing else.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::cli::{Exit, Failure, Format, LogFormat, Session};
use crate::desk::send::Error;
use crate::desk::{opened::Opened, work};
use crate::domain::{Mailing, MailingState, second_in_words};
use crate::ledger;

/// Arguments of `courant work`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Leave the terminal, and end when nothing is left to do: how other commands start a sender
    #[arg(long, hide = true)]
    detached: bool,
    /// How what happens is told on standard error: text or json
    #[arg(long, value_name = "FORMAT", default_value = "text", hide_possible_values = true)]
    log: LogFormat,
}

/// Runs until it is told to end; exit 5 if another sender is running.
pub fn run(args: &Args, session: &Session) -> Result<Exit, Failure> {
    let session = &Session { log: args.log, ..session.clone() };
    session.log();
    let opened = Opened::at(&session.start)?;
    session.remark(&opened.remarks);
    let runtime = session.runtime_of_a_sender(&opened.settings)?;
    let over: BTreeSet<_> = runtime
        .block_on(opened.ledger.mailings())?
        .iter()
        .filter(|one| is_over(one))
        .map(|one| one.id)
        .collect();
    let told = runtime.block_on(work::work(&opened, session.clock, args.detached)).map_err(|error| {
        let Error::Ledger(ledger::Error::SenderLives(holder)) = &error else { return error.into() };
        let since = second_in_words(holder.since, &opened.settings.newsletter.timezone);
        let what = if holder.is_known() { format!("{error}, since {since}") } else { error.to_string() };
        Failure { what, ..error.into() }
    })?;
    if session.format == Format::Json {
        let mailings = runtime.block_on(opened.ledger.mailings())?;
        let mailings: Vec<Value> = mailings
            .iter()
            .filter(|one| !over.contains(&one.id))
            .map(|one| json!({"mailing": one.name, "state": one.state}))
            .collect();
        let ended = if told { "told" } else { "idle" };
        session.print.json(&json!({"schema_version": 1, "ended": ended, "mailings": mailings}));
    }
    Ok(Exit::Ok)
}

fn is_over(mailing: &Mailing) -> bool {
    matches!(mailing.state, MailingState::Sent | MailingState::Cancelled)
}
