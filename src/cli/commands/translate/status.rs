//! `courant translate status`: each section in each language, and what has changed since.

use serde_json::{Value, json};

use super::{failure, opened};
use crate::cli::{Exit, Failure, Format, Session, Table};
use crate::desk::translate::{Error, Overview};
use crate::domain::translation::{Changed, Passage, Standing, TranslationState, changed_lines, word_diff};
use crate::domain::{Lang, Problem};
use crate::locale::own_name;

/// Arguments of `courant translate status`.
#[derive(Debug, clap::Args)]
#[command(after_help = STATES)]
pub struct Args {
    /// The issue's folder in issues/, or a part of its name
    issue: String,
    /// Only this language
    #[arg(long, value_name = "LANG")]
    lang: Option<Lang>,
    /// Show what has changed in the text that a translation was made from
    #[arg(long)]
    diff: bool,
}

const STATES: &str = "\
States:
  original        it was written in this language first
  missing         the section is not there
  not started     it is empty, or still the text of the other language
  not recorded    it is written, and nobody said what it was made from; this stops nothing
  machine         a machine made it, and no person has looked over it
  translated      a person made it, and did not say that it is done
  stale           the text that it was made from has changed since
  stale in facts  so have its numbers, dates or links: nothing is sent until it is mended
  reviewed        somebody said that it is done
  same by intent  its words are to be the same
  adapted         the same facts in a text of its own";

/// Exit 3 if translations.toml must be mended first.
pub fn run(args: &Args, session: &Session) -> Result<Exit, Failure> {
    let (workspace, issue) = opened(&args.issue, session)?;
    let overview = Overview::read(&workspace, &issue).map_err(failure)?;
    if let Some(lang) = &args.lang {
        overview.known(lang).map_err(failure)?;
    }
    let of = |lang: &&Lang| args.lang.as_ref().is_none_or(|only| only == *lang);
    let languages: Vec<&Lang> = overview.issue.languages.iter().filter(of).collect();
    if overview.problems.iter().any(Problem::blocks) {
        return Err(failure(Error::Broken(overview.problems)));
    }
    if session.format == Format::Json {
        let rows: Vec<Value> =
            Passage::all(&overview.issue).map(|passage| row(&overview, &passage, &languages)).collect();
        session.print.json(&json!({"schema_version": 1, "issue": issue, "sections": rows}));
        return Ok(Exit::Ok);
    }
    session.print.table(&table(&overview, &languages));
    for passage in Passage::all(&overview.issue) {
        for lang in &languages {
            let Some(standing) = overview.standing(&passage, lang) else { continue };
            let place = format!("{passage}, {lang}");
            if let Some(changed) = standing.changed.as_ref().filter(|_| args.diff) {
                lines(&place, &standing, changed).iter().for_each(|line| session.print.line(line));
            }
            let remarks = standing.record.map_or(&[][..], |record| &record.remarks);
            remarks.iter().for_each(|remark| session.print.say(&format!("{place}: {remark}")));
        }
    }
    Ok(Exit::Ok)
}

fn table(overview: &Overview, languages: &[&Lang]) -> Table {
    let tags: Vec<&str> =
        std::iter::once("Section").chain(languages.iter().map(|lang| lang.as_str())).collect();
    let mut table = Table::new(&tags, &[]);
    for passage in Passage::all(&overview.issue) {
        let words = |lang: &&Lang| {
            overview.standing(&passage, lang).map_or_else(|| "–".to_owned(), |one| in_words(&one))
        };
        table.row(std::iter::once(passage.to_string()).chain(languages.iter().map(words)));
    }
    let done = |lang: &&Lang| {
        let meant = Passage::all(&overview.issue).filter_map(|passage| overview.standing(&passage, lang));
        let states: Vec<TranslationState> = meant.map(|one| one.state).collect();
        format!("{} of {}", states.iter().filter(|state| state.is_done()).count(), states.len())
    };
    table.row(std::iter::once("done".to_owned()).chain(languages.iter().map(done)));
    table
}

/// `stale through hu`.
fn in_words(standing: &Standing) -> String {
    let words = standing.state.in_words();
    match standing.changed.as_ref().and_then(|changed| changed.through.first()) {
        Some(through) => format!("{words} through {through}"),
        None => words.to_owned(),
    }
}

/// What changed, with a few words around it.
fn lines(place: &str, standing: &Standing, changed: &Changed) -> Vec<String> {
    let since = standing.record.and_then(|record| record.made.as_ref());
    let since = since.map_or_else(String::new, |made| format!(" since {} ({})", made.on, made.by));
    let mut lines =
        vec![String::new(), format!("{place}: what changed in {}{since}", own_name(changed.lang))];
    let Some(was) = changed.was else {
        lines.push("  the text it was made from is not kept any more".to_owned());
        return lines;
    };
    lines.extend(changed_lines(was, &changed.now).iter().map(|(sign, line)| format!("  {sign} {line}")));
    lines
}

fn row(overview: &Overview, passage: &Passage, languages: &[&Lang]) -> Value {
    let cell = |lang: &&Lang| {
        let one = overview.standing(passage, lang)?;
        let made = one.record.and_then(|record| record.made.as_ref());
        let changed = one.changed.as_ref();
        Some(json!({
            "language": lang, "state": one.state, "from": one.from,
            "how": made.map(|made| made.how), "by": made.map(|made| &made.by),
            "on": made.map(|made| made.on.to_string()),
            "remarks": one.record.map_or(&[][..], |record| &record.remarks),
            "changed": changed.map(|changed| json!({
                "language": changed.lang, "through": changed.through, "facts": changed.facts,
                "words": changed.was.map(|was| word_diff(was, &changed.now)),
            })),
        }))
    };
    json!({
        "section": passage.as_str(),
        "languages": languages.iter().filter_map(cell).collect::<Vec<_>>(),
    })
}
