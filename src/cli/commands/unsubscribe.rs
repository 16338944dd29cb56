//! `courant unsubscribe`: somebody has said in another way than by a link that they want no more mail.

use serde_json::{Value, json};

use crate::cli::{Exit, Failure, Format, Session};
use crate::desk::take_off::{self, TakenOff};
use crate::domain::{Address, ListName, second_in_words};

/// Arguments of `courant unsubscribe`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Who wants no more mail
    #[arg(required = true, value_name = "ADDRESS")]
    addresses: Vec<String>,
    /// How it is known; kept, and shown by `courant why`
    #[arg(long, value_name = "TEXT")]
    why: Option<String>,
    /// Take back what was noted so by mistake; who has left by themselves stays off
    #[arg(long)]
    undo: bool,
}

/// Exit 5 if there is nothing to take back that a colleague has noted.
pub fn run(args: &Args, session: &Session) -> Result<Exit, Failure> {
    let each = args.addresses.iter().map(|written| super::address(written));
    let addresses = each.collect::<Result<Vec<Address>, _>>()?;
    let (runtime, why) = (session.runtime()?, args.why.as_deref());
    let reached = session.reach(&runtime)?;
    let mut readers = Vec::new();
    if args.undo {
        runtime.block_on(take_off::put_back(&reached, &addresses, why, session.clock.now()))?;
        for address in &addresses {
            session.print.say(&format!(
                "{} gets the newsletter again, from the next mailing on; whoever an issue left out gets it when it is sent anew",
                address.as_str()
            ));
            readers.push(json!({"address": address.as_str(), "off": false}));
        }
    } else {
        for address in &addresses {
            let done = take_off::take_off(&reached, address, why, session.clock.now());
            let done = runtime.block_on(done)?;
            let shown = |at| second_in_words(at, &reached.zone);
            in_words(address, &done, &shown).iter().for_each(|line| session.print.say(line));
            readers.push(document(address, &done));
        }
    }
    if session.format == Format::Json {
        session.print.json(&json!({"schema_version": 1, "readers": readers}));
    }
    Ok(Exit::Ok)
}

fn in_words(address: &Address, done: &TakenOff, shown: &dyn Fn(jiff::Timestamp) -> String) -> Vec<String> {
    let address = address.as_str();
    let mut words = vec![match &done.before {
        Some(one) => {
            format!(
                "{address} was off the newsletter already, since {}: {}",
                shown(one.at),
                one.reason.in_words()
            )
        }
        None => {
            format!("{address} gets nothing more of the newsletter, also not by a mailing that is under way")
        }
    }];
    match done.lists.as_deref() {
        None => words.push("  the lists can't be read: whether they stand there is not known".to_owned()),
        Some([]) if done.near.is_empty() => words.push("  on no list".to_owned()),
        Some([]) => {
            let near: Vec<&str> = done.near.iter().map(Address::as_str).collect();
            words.push(format!("  on no list: is {} meant?", near.join(" or ")));
        }
        Some(lists) => {
            let names: Vec<&str> = lists.iter().map(ListName::as_str).collect();
            words.push(format!("  their row on {} may stay: it brings nobody back", names.join(", ")));
        }
    }
    if done.may_arrive {
        words.push("  a letter to them is being handed over, and may still arrive".to_owned());
    }
    words
}

fn document(address: &Address, done: &TakenOff) -> Value {
    let near: Vec<&str> = done.near.iter().map(Address::as_str).collect();
    json!({
        "address": address.as_str(), "off": true,
        "before": done.before.as_ref().map(|one| json!({"reason": one.reason, "at": one.at.to_string()})),
        "lists": done.lists, "near": near, "may_arrive": done.may_arrive,
    })
}
