//! `courant pause|resume|cancel`: orders to a mailing.

use serde_json::json;

use super::send::confirmed;
use crate::cli::{Exit, Failure, Format, Session};
use crate::desk::control;
use crate::desk::opened::Opened;
use crate::desk::send::Error;
use crate::desk::status::resumed_in_words;
use crate::desk::which;
use crate::domain::MailingState;

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
    let opened = Opened::at(&session.start)?;
    let now = session.clock.now();
    let runtime = session.runtime()?;
    let meant = runtime.block_on(which::for_an_order(&opened, args.mailing.as_deref()))?;
    let readers = match order {
        Order::Resume => runtime.block_on(control::to_confirm(&opened, &meant))?,
        Order::Pause | Order::Cancel => None,
    };
    let confirmed = match readers {
        Some(readers) => {
            session.print.say(&format!("{} was confirmed for {}", meant.name, meant.confirmed));
            Some(confirmed(confirm, readers, session)?)
        }
        None => None,
    };
    let (mailing, in_flight) = runtime.block_on(async {
        let mailing = match (order, confirmed) {
            (Order::Pause, _) => control::pause(&opened, &meant.name, now).await,
            (Order::Resume, Some(number)) => control::resume_for(&opened, &meant, number, now).await,
            (Order::Resume, None) => control::resume(&opened, &meant.name, now).await,
            (Order::Cancel, _) => control::cancel(&opened, &meant.name, now).await,
        }?;
        let in_flight = control::in_flight(&opened, &mailing, now).await?;
        Ok::<_, Error>((mailing, in_flight))
    })?;
    match session.format {
        Format::Table if mailing.state == MailingState::Scheduled => {
            session.print.say(&resumed_in_words(&mailing));
        }
        Format::Table => session.print.say(&in_words(&mailing.name, mailing.state, in_flight)),
        _ => session.print.json(&json!({
            "schema_version": 1, "mailing": mailing.name, "state": mailing.state, "in_flight": in_flight,
        })),
    }
    Ok(Exit::Ok)
}

fn in_words(name: &str, state: MailingState, in_flight: u64) -> String {
    match state {
        MailingState::Pausing => format!("{name} is pausing: {in_flight} in flight still land"),
        MailingState::Paused => format!("{name} is paused; `courant resume {name}` goes on with it"),
        MailingState::Cancelled => {
            let still = match in_flight {
                0 => String::new(),
                1 => "; 1 is being handed over and may still arrive".to_owned(),
                some => format!("; {some} are being handed over and may still arrive"),
            };
            format!(
                "{name} is cancelled: nobody else gets it{still}; `courant status {name}` says who has it"
            )
        }
        _ => format!("{name} goes on; `courant status {name}` says how far it is"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_that_no_order_reaches_any_more_are_counted() {
        let name = "2018-06-summer";
        let words = |state, in_flight| in_words(name, state, in_flight);
        assert!(words(MailingState::Pausing, 3).contains("3 in flight"));
        assert!(
            words(MailingState::Cancelled, 2).contains("2 are being handed over and may still arrive"),
            "{}",
            words(MailingState::Cancelled, 2)
        );
        assert!(words(MailingState::Cancelled, 1).contains("1 is being handed over"));
        assert!(!words(MailingState::Cancelled, 0).contains("arrive"));
    }
}
