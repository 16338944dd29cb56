//! `courant missing`: everybody whom a mailing did not reach, with the reason.

use serde_json::{Value, json};

use crate::cli::{Exit, Failure, Format, Session, Table};
use crate::desk::missing;
use crate::desk::opened::Opened;
use crate::ledger::MissingRow;

/// Arguments of `courant missing`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The mailing, or the beginning of its name
    mailing: String,
}

/// Prints the rows.
pub fn run(args: &Args, session: &Session) -> Result<Exit, Failure> {
    let opened = Opened::at(&session.start)?;
    let (mailing, rows) = session.runtime()?.block_on(missing::missing(&opened, &args.mailing))?;
    let print = session.print;
    match session.format {
        Format::Table => {
            let mut table = Table::new(&["Address", "Language", "State", "Reason"], &[]);
            rows.iter().for_each(|row| table.row(cells(row)));
            print.table(&table);
        }
        Format::Csv => {
            print.line("address,language,state,reason");
            for row in &rows {
                print.line(&cells(row).map(|cell| crate::desk::spreadsheet::cell(&cell)).join(","));
            }
        }
        Format::Json => {
            let rows: Vec<Value> = rows.iter().map(document).collect();
            print.json(&json!({"schema_version": 1, "mailing": mailing.name, "missing": rows}));
        }
        Format::Ndjson => rows.iter().for_each(|row| print.line(&document(row).to_string())),
    }
    Ok(Exit::Ok)
}

fn address(row: &MissingRow) -> &str {
    row.address.as_ref().map_or("(erased)", |address| address.as_str())
}

fn cells(row: &MissingRow) -> [String; 4] {
    [address(row).to_owned(), row.lang.to_string(), row.state.as_str().to_owned(), row.reason.clone()]
}

fn document(row: &MissingRow) -> Value {
    json!({
        "address": row.address.as_ref().map(|address| address.as_str()), "name": row.name,
        "list": row.list, "language": row.lang, "state": row.state, "reason": row.reason,
        "retry_at": row.retry_at.map(|at| at.to_string()), "changed_at": row.changed_at.to_string(),
    })
}
