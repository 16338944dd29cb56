//! `courant test`: the letters to the team, before anybody else gets them.

use serde_json::json;

use crate::cli::{Exit, Failure, Format, Session, Table};
use crate::desk::opened::Opened;
use crate::desk::send::Error;
use crate::desk::test_mail::{self, Tested};
use crate::domain::{Address, Lang, Problem};

/// Arguments of `courant test`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The issue's folder in issues/, or a part of its name
    issue: String,
    /// Only to these test readers
    #[arg(long, value_name = "ADDRESS", num_args = 1..)]
    to: Vec<String>,
}

/// Exit 3 if something must be mended before the issue can be sent, 6 if one was not taken, 7 if the mail server can't be reached.
pub fn run(args: &Args, session: &Session) -> Result<Exit, Failure> {
    let opened = Opened::at(&session.start)?;
    let issue = super::send::issue(&opened, &args.issue)?;
    let only: Vec<Address> = args.to.iter().map(|written| parse(written)).collect::<Result<_, _>>()?;
    let deed = test_mail::test(&opened, &issue, &only, session.clock.now());
    let run = session.runtime()?.block_on(deed)?;
    session.print.problems(&run.problems);
    for (person, theirs) in &run.passed_over {
        session.print.say(&format!(
            "{} gets no test: they look after {}, and the issue has {}",
            person.as_str(),
            named(theirs),
            named(&run.languages)
        ));
    }
    match session.format {
        Format::Table => {
            let mut table = Table::new(&["Test reader", "Edition", ""], &[]);
            for test in &run.tests {
                let came =
                    test.refused.as_deref().unwrap_or(if run.folder.is_some() { "written" } else { "taken" });
                table.row([test.to.as_str(), test.lang.as_str(), came]);
            }
            session.print.table(&table);
            if let Some(folder) = &run.folder {
                session.print.say(&format!(
                    "transport = \"files\": the tests are files in {}, nobody was mailed",
                    folder.display()
                ));
            }
        }
        _ => {
            let tests: Vec<_> = run.tests.iter().map(|test| document(test, run.folder.is_some())).collect();
            let over =
                |(person, theirs): &(Address, Vec<Lang>)| json!({"to": person.as_str(), "languages": theirs});
            let passed_over: Vec<_> = run.passed_over.iter().map(over).collect();
            session.print.json(&json!({
                "schema_version": 1, "issue": issue, "tests": tests, "passed_over": passed_over,
                "folder": run.folder,
            }));
        }
    }
    let refused = run.tests.iter().any(|test| test.refused.is_some());
    Ok(if run.problems.iter().any(Problem::blocks) {
        Exit::ChecksFailed
    } else if refused {
        Exit::PartlyDelivered
    } else {
        Exit::Ok
    })
}

fn document(test: &Tested, written: bool) -> serde_json::Value {
    let went = test.refused.is_none();
    json!({
        "to": test.to.as_str(), "edition": test.lang, "taken": went && !written, "written": went && written,
        "refused": test.refused,
    })
}

fn named(languages: &[Lang]) -> String {
    languages.iter().map(Lang::as_str).collect::<Vec<_>>().join(", ")
}

fn parse(written: &str) -> Result<Address, Error> {
    Address::parse(written).map_err(|why| Error::Refused {
        what: format!("\"{written}\" is not an address: {why}"),
        remedy: "name one of the team in config.toml".to_owned(),
    })
}
