//! `courant store migrate`: the ledger moves from its file into a database.

use serde_json::json;

use crate::cli::{Exit, Failure, Format, Session};
use crate::desk::opened::Opened;
use crate::desk::send::Error;
use crate::desk::store::migrate;
use crate::domain::settings::PostgresStore;
use crate::ledger;

const STOP_IT: &str = "stop it while the ledger moves: the service by `systemctl stop`, one in a terminal by Ctrl+C; one in the background ends \
                       after `courant pause MAILING`, or when all is sent";

/// Arguments of `courant store`.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    deed: Deed,
}

#[derive(Debug, clap::Subcommand)]
enum Deed {
    /// Move the ledger from its file into an empty PostgreSQL database; only while nothing is being sent
    Migrate {
        /// postgres://USER@HOST/DATABASE; its password comes from where [store] in config.toml says
        #[arg(long, value_name = "URL")]
        to: String,
    },
}

pub fn run(args: &Args, session: &Session) -> Result<Exit, Failure> {
    let Deed::Migrate { to } = &args.deed;
    let database = PostgresStore::parse(to)
        .map_err(|error| Failure::new(Exit::Usage, error.to_string(), error.remedy()))?;
    let opened = Opened::at(&session.start)?;
    let moved = migrate(opened, &database, &session.runtime()?, session.clock.now()).map_err(|error| {
        let lives = matches!(error, Error::Ledger(ledger::Error::SenderLives(_)));
        let failure = Failure::from(error);
        if lives { Failure { remedy: STOP_IT.to_owned(), ..failure } } else { failure }
    })?;
    if session.format == Format::Json {
        let tables: serde_json::Map<_, _> =
            moved.tables.iter().map(|one| (one.table.to_owned(), one.rows.into())).collect();
        session.print.json(&json!({"schema_version": 1, "rows": tables, "old_file": moved.old_file}));
        return Ok(Exit::Ok);
    }
    for one in moved.tables.iter().filter(|one| one.rows > 0) {
        session.print.say(&format!("{}: {} rows", one.table, one.rows));
    }
    let old = moved.old_file.display();
    session.print.say(&format!("moved; the old file is {old} and can't be opened any more"));
    session.print.say(&format!("now write under [store] in config.toml: url = \"{to}\""));
    Ok(Exit::Ok)
}
