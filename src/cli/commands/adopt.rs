//! `courant adopt`: a ledger that was moved, copied or restored becomes the one that counts.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde_json::{Value, json};

use super::send::typed;
use crate::cli::{Exit, Failure, Format, Session};
use crate::desk::adopt::{self, Looked};
use crate::desk::opened::Opened;
use crate::domain::Mailing;
use crate::ledger::Doubt;

/// Arguments of `courant adopt`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The number of readers who would get mail, if there are any and nobody is there to type it
    #[arg(long, value_name = "N")]
    confirm: Option<String>,
}

/// Exit 5 if it was not confirmed.
pub fn run(args: &Args, session: &Session) -> Result<Exit, Failure> {
    let opened = Opened::at(&session.start)?;
    let runtime = session.runtime()?;
    let now = session.clock.now();
    runtime.block_on(adopt::settle(&opened, now))?;
    let Some(looked) = runtime.block_on(adopt::look(&opened))? else {
        session.print.say("nothing speaks against this ledger: there is nothing to adopt");
        document(None, runtime.block_on(adopt::newest(&opened))?, &[], session);
        return Ok(Exit::Ok);
    };
    say(&looked, &opened.settings.newsletter.timezone, session);
    let readers = looked.readers();
    let question =
        format!("{readers} people would get mail. Type that number to adopt it, anything else to stop:");
    // Nothing goes out: whoever reads this need not type a number. Where nobody does, it is given all the same.
    let confirmed = match &args.confirm {
        None if readers == 0 && session.can_ask() => 0,
        given => typed(given.as_deref(), readers, "readers", &question, session)?,
    };
    let going_on = runtime.block_on(adopt::adopt(&opened, confirmed, now))?;
    session.print.say("this is the ledger from now on");
    for mailing in &going_on {
        let name = &mailing.name;
        session.print.say(&format!("{name} goes on; `courant status {name}` says how far it is"));
    }
    document(Some(&looked), looked.newest, &going_on, session);
    Ok(Exit::Ok)
}

fn say(looked: &Looked, zone: &TimeZone, session: &Session) {
    let print = session.print;
    print.say(&looked.doubt.to_string());
    match looked.newest {
        Some(newest) => print.say(&format!(
            "the last letter whose fate it knows is from {}: whoever was mailed after that, or has left elsewhere, is not \
             known here",
            newest.to_zoned(zone.clone()).strftime("%F %H:%M %Z")
        )),
        None => print.say("it knows of nothing that was ever sent"),
    }
    for one in &looked.waiting {
        let once = if one.goes_on { "" } else { ", once it is resumed" };
        print.say(&format!("  {}: {} would still get it{once}", one.mailing.name, one.readers));
    }
    if looked.doubt == Doubt::Another {
        print.say("if there is a backup of the one that is gone, `courant restore` brings back what it knew");
    }
    print.say(
        "if the original is in use elsewhere, do not adopt this one: both would send. If letters of these mailings were \
         sent since, their readers would get them twice: `courant cancel` ends such a mailing first",
    );
}

fn document(looked: Option<&Looked>, newest: Option<Timestamp>, going_on: &[Mailing], session: &Session) {
    if session.format != Format::Json {
        return;
    }
    let released: Vec<Value> = going_on
        .iter()
        .map(|mailing| {
            let waiting = looked.into_iter().flat_map(|looked| &looked.waiting);
            let readers = waiting.filter(|one| one.mailing.id == mailing.id).map(|one| one.readers);
            json!({"mailing": mailing.name, "state": mailing.state, "readers": readers.sum::<u64>()})
        })
        .collect();
    session.print.json(&json!({
        "schema_version": 1, "adopted": looked.is_some(), "doubt": looked.map(|looked| looked.doubt.to_string()),
        "newest": newest.map(|at| at.to_string()), "released": released,
    }));
}
