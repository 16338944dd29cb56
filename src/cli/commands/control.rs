//! `courant pause|resume|cancel`: orders to a mailing.

use serde_json::json;
use tokio::runtime::Runtime;

use super::send::confirmed;
use crate::cli::{Exit, Failure, Format, Session};
use crate::desk::control;
use crate::desk::in_hand;
use crate::desk::opened::Opened;
use crate::desk::reached::Reached;
use crate::desk::status::resumed_in_words;
use crate::desk::which;
use crate::domain::{Counts, DeliveryState, Mailing, MailingState};

/// Arguments of the three commands.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The mailing, or the beginning of its name; the only one that is waiting or under way, if none is named
    mailing: Option<String>,
}

/// Arguments of `courant resume`.
#[derive(Debug, clap::Args)]
pub struct ResumeArgs {
    #[command(flatten)]
    which: Args,
    /// The new number of readers, if it has changed and nobody is there to type it
    #[arg(long, value_name = "N")]
    confirm: Option<String>,
}

/// Which one.
#[derive(Debug, Clone, Copy)]
pub enum Order {
    Pause,
    Resume,
    Cancel,
}

/// `run` for a resume, which may have to be confirmed.
pub fn resume(args: &ResumeArgs, session: &Session) -> Result<Exit, Failure> {
    obey(Order::Resume, &args.which, args.confirm.as_deref(), session)
}

/// Exit 5 if that can't be done in the state the mailing is in.
pub fn run(order: Order, args: &Args, session: &Session) -> Result<Exit, Failure> {
    obey(order, args, None, session)
}

fn obey(order: Order, args: &Args, confirm: Option<&str>, session: &Session) -> Result<Exit, Failure> {
    let runtime = session.runtime()?;
    let mut taken_over = Vec::new();
    let (ledger, zone, mailing) = match order {
        Order::Resume => {
            let opened = Reached::at(&session.start, runtime.handle())?.opened()?;
            let mailing = resumed(&opened, args, confirm, &runtime, session)?;
            (opened.ledger, opened.settings.newsletter.timezone, mailing)
        }
        Order::Pause | Order::Cancel => {
            let reached = session.reach(&runtime)?;
            let ledger = reached.ledger.clone();
            let written = args.mailing.as_deref();
            let meant = runtime.block_on(async {
                match order {
                    Order::Cancel => which::to_cancel(&ledger, written).await,
                    _ => which::for_an_order(&ledger, written).await,
                }
            });
            let meant = meant?.name;
            let mailing = match order {
                Order::Cancel => runtime.block_on(control::cancel(&ledger, &meant, session.clock.now()))?,
                _ => runtime.block_on(control::pause(&ledger, &meant, session.clock.now()))?,
            };
            if mailing.state == MailingState::Cancelled {
                // It is cancelled, whether or not the lists can be counted.
                taken_over = runtime.block_on(control::taken_over(&reached, &mailing)).unwrap_or_default();
            }
            (ledger, reached.zone, mailing)
        }
    };
    let progress = runtime.block_on(ledger.progress(mailing.id, session.clock.now()))?;
    let in_flight = progress.in_flight();
    match session.format {
        Format::Table if matches!(order, Order::Resume) => {
            // It is due at the moment of the order, which is later than this command's beginning.
            session.print.say(&resumed_in_words(&mailing, session.clock.now()));
        }
        Format::Table => {
            let any = may_have_it(&progress.counts) > 0;
            session.print.say(&in_words(&mailing.name, mailing.state, in_flight, any, mailing.again));
            in_hand::in_words(&progress, &zone).iter().for_each(|words| session.print.say(words));
            taken_over.iter().for_each(|one| session.print.say(&control::taken_over_in_words(one)));
        }
        _ => session.print.json(&json!({
            "schema_version": 1, "mailing": mailing.name, "state": mailing.state, "in_flight": in_flight,
            "taken_over": taken_over.iter().map(|(by, readers)| json!({
                "mailing": by.name, "confirmed": by.confirmed, "readers": readers,
            })).collect::<Vec<_>>(),
        })),
    }
    Ok(Exit::Ok)
}

/// After it was asked for the new number of readers, where that is another by now.
fn resumed(
    opened: &Opened,
    args: &Args,
    confirm: Option<&str>,
    runtime: &Runtime,
    session: &Session,
) -> Result<Mailing, Failure> {
    let now = session.clock.now();
    let meant = runtime.block_on(which::for_an_order(&opened.ledger, args.mailing.as_deref()))?;
    let Some(readers) = runtime.block_on(control::to_confirm(opened, &meant))? else {
        return Ok(runtime.block_on(control::resume(opened, &meant.name, now))?);
    };
    session.print.say(&format!("{} was confirmed for {}", meant.name, meant.confirmed));
    let number = confirmed(confirm, readers, session)?;
    Ok(runtime.block_on(control::resume_for(opened, &meant, number, now))?)
}

/// To how many it went out, or may have.
fn may_have_it(counts: &Counts) -> u64 {
    counts.of(DeliveryState::Accepted) + counts.not_certain() + counts.of(DeliveryState::Submitting)
}

/// `any`: whether anybody got it; `again`: whether they may have had it before.
fn in_words(name: &str, state: MailingState, in_flight: u64, any: bool, again: bool) -> String {
    match state {
        MailingState::Pausing if in_flight == 0 => format!("{name} is pausing"),
        MailingState::Pausing => format!("{name} is pausing: {in_flight} in flight still land"),
        MailingState::Paused => format!("{name} is paused; `courant resume {name}` goes on with it"),
        MailingState::Cancelled => {
            let still = match in_flight {
                0 => String::new(),
                1 => "; 1 is being handed over and may still arrive".to_owned(),
                some => format!("; {some} are being handed over and may still arrive"),
            };
            let (whom, said) = if any { ("nobody else", "who has it") } else { ("nobody", "how it stands") };
            let before = if again { "; whoever had it before still has it" } else { "" };
            format!(
                "{name} is cancelled: {whom} gets it by this mailing{still}{before}; `courant status {name}` says {said}"
            )
        }
        _ => format!("{name} is {}", state.as_str()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_that_no_order_reaches_any_more_are_counted() {
        let words = |state, in_flight| in_words("2018-06-summer", state, in_flight, true, false);
        assert!(words(MailingState::Pausing, 3).contains("3 in flight"));
        let some = words(MailingState::Cancelled, 2);
        assert!(some.contains("2 are being handed over and may still arrive"), "{some}");
        assert!(words(MailingState::Cancelled, 1).contains("1 is being handed over"));
        assert!(!words(MailingState::Cancelled, 0).contains("arrive"));
    }

    #[test]
    fn who_gets_it_after_a_cancel_is_said_of_who_got_it_before() {
        let words = |any, again| in_words("2018-06-summer", MailingState::Cancelled, 0, any, again);
        assert!(words(false, false).contains(": nobody gets it by this mailing; `courant status"));
        assert!(words(true, false).contains(": nobody else gets it by this mailing; `courant status"));
        assert!(
            words(false, true).contains("; whoever had it before still has it; "),
            "{}",
            words(false, true)
        );
    }
}
