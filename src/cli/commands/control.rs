//! `courant pause|resume|cancel`: orders to a mailing.

use serde_json::json;

use crate::cli::{Exit, Failure, Format, Session};
use crate::desk::control;
use crate::desk::opened::Opened;
use crate::domain::{Mailing, MailingState};

/// Arguments of the three commands.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The mailing, or the beginning of its name
    mailing: String,
}

/// Which one.
#[derive(Debug, Clone, Copy)]
pub enum Order {
    Pause,
    Resume,
    Cancel,
}

/// Exit 5 if that can't be done in the state the mailing is in.
pub fn run(order: Order, args: &Args, session: &Session) -> Result<Exit, Failure> {
    let opened = Opened::at(&session.start)?;
    let now = session.clock.now();
    let mailing = session.runtime()?.block_on(async {
        match order {
            Order::Pause => control::pause(&opened, &args.mailing, now).await,
            Order::Resume => control::resume(&opened, &args.mailing, now).await,
            Order::Cancel => control::cancel(&opened, &args.mailing, now).await,
        }
    })?;
    match session.format {
        Format::Table => session.print.say(&in_words(&mailing)),
        _ => session.print.json(&json!({
            "schema_version": 1, "mailing": mailing.name, "state": mailing.state,
        })),
    }
    Ok(Exit::Ok)
}

fn in_words(mailing: &Mailing) -> String {
    let name = &mailing.name;
    match mailing.state {
        MailingState::Pausing => format!("{name} is pausing: the letters in flight still land"),
        MailingState::Paused => format!("{name} is paused; `courant resume {name}` goes on with it"),
        MailingState::Cancelled => {
            format!("{name} is cancelled: nobody gets it any more; `courant status {name}` says who has it")
        }
        _ => format!("{name} goes on; `courant status {name}` says how far it is"),
    }
}
