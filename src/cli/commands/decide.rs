//! `courant decide`: what becomes of a letter that may have arrived or not.

use serde_json::json;

use crate::cli::{Exit, Failure, Format, Session};
use crate::desk::decide;
use crate::domain::Decision;

/// Arguments of `courant decide`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The mailing, or the beginning of its name
    mailing: String,
    /// Whose letter
    address: String,
    /// leave: stays uncertain, as most had arrived; accepted: counts as arrived; resend: goes out once more
    #[arg(value_enum)]
    decision: Said,
    /// Kept with the decision
    #[arg(long, value_name = "TEXT")]
    why: Option<String>,
}

#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum Said {
    Leave,
    Accepted,
    Resend,
}

/// Exit 5 if the letter's outcome is not uncertain.
pub fn run(args: &Args, session: &Session) -> Result<Exit, Failure> {
    let address = super::address(&args.address)?;
    let decision = match args.decision {
        Said::Leave => Decision::Leave,
        Said::Accepted => Decision::Accepted,
        Said::Resend => Decision::Resend,
    };
    let runtime = session.runtime()?;
    let reached = session.reach(&runtime)?;
    let now = session.clock.now();
    let deed = decide::decide(&reached, &args.mailing, &address, decision, args.why.clone(), now);
    let state = runtime.block_on(deed)?;
    if session.format == Format::Json {
        session.print.json(&json!({"schema_version": 1, "state": state}));
    }
    session.print.say(decide::in_words(state));
    Ok(Exit::Ok)
}
