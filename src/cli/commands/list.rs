//! `courant list`: the issues, how far each of their languages is, and whether they are sent.

use jiff::tz::TimeZone;
use serde_json::{Value, json};

use crate::cli::{Exit, Failure, Format, Session, Table};
use crate::desk::list::{self, LanguageState, Listed, Sending};
use crate::desk::status::{due_in_short, state_in_words};
use crate::domain::{IssueId, Problem, telling};
use crate::workspace::Workspace;

/// Arguments of `courant list`.
#[derive(Debug, clap::Args)]
#[command(after_help = COLUMNS)]
pub struct Args {}

const COLUMNS: &str = "\
Languages:
  hu ✓       all of it is written, and nothing of it must be fixed
  nb 3/5     three of its five sections are written
  sv 5/5     all are written, and something must be fixed
To mend: how many things must be fixed before it can be sent; `courant check ISSUE` names them
State: that of the issue's mailing that happens next, else of the latest that was sent, else of the
latest; empty if there never was one
  scheduled  waits for its time
  sending    is being handed over, letter by letter
  pausing    a person said pause; letters in flight still land
  paused     a person stopped it; `courant resume MAILING` goes on
  held       the program stopped it; `courant status MAILING` says why and what to do
  sent       nobody waits for it any more
  in files   its letters were written into outbox/, and nobody was mailed; of one that is still to be
             written it says \"(files)\"
  cancelled  whoever had not got it does not get it
Due: when that mailing begins or began; \"was\" if it was resumed later than that; with its zone
if it is not the newsletter's";

/// Prints them; exit 4 if the config or a list must be mended before anything can be sent.
pub fn run(_: &Args, session: &Session) -> Result<Exit, Failure> {
    let workspace = Workspace::find(&session.start)?;
    let now = session.clock.now();
    let issues = list::list(&workspace, now)?;
    let sendings = session.runtime()?.block_on(list::sendings(&workspace, now))?;
    // Where the config can't be read, no mailing is looked for.
    let zone = workspace.settings().0.map_or(TimeZone::UTC, |settings| settings.newsletter.timezone);
    let problems = list::surroundings(&workspace)?;
    let rows = || issues.iter().map(|issue| row(issue, &sendings));
    let old_texts =
        || sendings.iter().rev().filter_map(|one| Some((&one.mailing.name, one.old_text.as_ref()?)));
    match session.format {
        Format::Json => {
            let text = |(mailing, words)| json!({"mailing": mailing, "what": words});
            let (rows, texts): (Vec<_>, Vec<_>) = (rows().collect(), old_texts().map(text).collect());
            session.print.json(
                &json!({"schema_version": 1, "issues": rows, "old_texts": texts, "problems": problems}),
            );
        }
        Format::Ndjson => rows().for_each(|row| session.print.line(&row.to_string())),
        Format::Csv => session.print.csv(&overview(&issues, &sendings, &zone)),
        Format::Table => {
            session.print.table(&overview(&issues, &sendings, &zone));
            old_texts().for_each(|(mailing, words)| session.print.say(&format!("{mailing}: {words}")));
        }
    }
    session.print.problems(&problems);
    Ok(if problems.iter().any(Problem::blocks) { Exit::Workspace } else { Exit::Ok })
}

fn overview(issues: &[Listed], sendings: &[Sending], zone: &TimeZone) -> Table {
    let head = ["Issue", "No.", "Date", "Title", "Languages", "To mend", "State", "Due"];
    let mut table = Table::new(&head, &[1, 5]);
    for issue in issues {
        let languages: Vec<_> = issue.languages.iter().map(state).collect();
        let (state, due) = sent(&issue.id, sendings, zone);
        table.row([
            issue.id.to_string(),
            issue.number.map_or_else(String::new, |number| number.to_string()),
            issue.date.map_or_else(String::new, |date| date.to_string()),
            issue.title.clone(),
            languages.join("  "),
            if issue.must_fix == 0 { String::new() } else { issue.must_fix.to_string() },
            state,
            due,
        ]);
    }
    table
}

fn of<'a>(issue: &IssueId, sendings: &'a [Sending]) -> impl Iterator<Item = &'a Sending> {
    sendings.iter().filter(move |one| one.mailing.issue == *issue)
}

/// What `status` says of the mailing that tells how the issue stands; nothing where there is none.
fn sent(issue: &IssueId, sendings: &[Sending], zone: &TimeZone) -> (String, String) {
    let mailings: Vec<_> = of(issue, sendings).map(|one| &one.mailing).collect();
    let Some(mailing) = telling(&mailings) else { return Default::default() };
    let alive = sendings.iter().any(|one| one.sender_alive);
    (state_in_words(mailing.kind, mailing.state, alive), due_in_short(mailing, zone))
}

/// `hu ✓`, `nb 3/5`; `sv 5/5` where something must be mended.
fn state(of: &LanguageState) -> String {
    if of.ready {
        format!("{} ✓", of.language)
    } else {
        format!("{} {}/{}", of.language, of.written, of.of)
    }
}

fn row(issue: &Listed, sendings: &[Sending]) -> Value {
    let mailing = |one: &Sending| {
        let Sending { mailing, sender_alive, .. } = one;
        json!({
            "mailing": mailing.name, "kind": mailing.kind, "state": mailing.state,
            "due": mailing.schedule.due.to_string(), "sender_alive": sender_alive,
        })
    };
    json!({
        "id": issue.id,
        "title": issue.title,
        "number": issue.number,
        "date": issue.date.map(|date| date.to_string()),
        "must_fix": issue.must_fix,
        "languages": issue.languages,
        "mailings": of(&issue.id, sendings).map(mailing).collect::<Vec<_>>(),
    })
}
