//! `courant list`: the issues, and how far each of their languages is.

use serde_json::{Value, json};

use crate::cli::{Exit, Failure, Format, Session, Table};
use crate::desk::frozen;
use crate::desk::list::{self, LanguageState, Listed};
use crate::domain::Problem;
use crate::workspace::Workspace;

/// Arguments of `courant list`.
#[derive(Debug, clap::Args)]
pub struct Args {}

/// Prints them; exit 4 if the config or a list must be mended before anything can be sent.
pub fn run(_: &Args, session: &Session) -> Result<Exit, Failure> {
    let failed = |error: crate::workspace::Error| Failure::new(Exit::Workspace, error.to_string());
    let workspace = Workspace::find(&session.start).map_err(failed)?;
    let issues = list::list(&workspace, session.clock.now()).map_err(failed)?;
    let old_texts = session.runtime()?.block_on(frozen::old_texts(&workspace))?;
    let problems = list::surroundings(&workspace).map_err(failed)?;
    match session.format {
        Format::Json => {
            let rows: Vec<_> = issues.iter().map(row).collect();
            let text = |(mailing, words): &(String, String)| json!({"mailing": mailing, "what": words});
            let texts: Vec<_> = old_texts.iter().map(text).collect();
            session.print.json(
                &json!({"schema_version": 1, "issues": rows, "old_texts": texts, "problems": problems}),
            );
        }
        Format::Ndjson => issues.iter().for_each(|issue| session.print.line(&row(issue).to_string())),
        Format::Csv => session.print.csv(&overview(&issues)),
        Format::Table => {
            session.print.table(&overview(&issues));
            old_texts.iter().for_each(|(mailing, words)| session.print.say(&format!("{mailing}: {words}")));
        }
    }
    session.print.problems(&problems);
    Ok(if problems.iter().any(Problem::blocks) { Exit::Workspace } else { Exit::Ok })
}

fn overview(issues: &[Listed]) -> Table {
    let mut table = Table::new(&["Issue", "No.", "Date", "Title", "Languages", "To mend"], &[1, 5]);
    for issue in issues {
        let languages: Vec<_> = issue.languages.iter().map(state).collect();
        table.row([
            issue.id.to_string(),
            issue.number.map_or_else(String::new, |number| number.to_string()),
            issue.date.map_or_else(String::new, |date| date.to_string()),
            issue.title.clone(),
            languages.join("  "),
            if issue.must_fix == 0 { String::new() } else { issue.must_fix.to_string() },
        ]);
    }
    table
}

/// `hu ✓`, `nb 3/5`; `sv 5/5` where something must be mended.
fn state(of: &LanguageState) -> String {
    if of.ready {
        format!("{} ✓", of.language)
    } else {
        format!("{} {}/{}", of.language, of.written, of.of)
    }
}

fn row(issue: &Listed) -> Value {
    json!({
        "id": issue.id,
        "title": issue.title,
        "number": issue.number,
        "date": issue.date.map(|date| date.to_string()),
        "must_fix": issue.must_fix,
        "languages": issue.languages,
    })
}
