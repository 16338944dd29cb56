//! `courant translate done`: says that a translation is done, or how it came about.

use serde_json::json;

use super::{failure, opened};
use crate::cli::{Exit, Failure, Format, Session};
use crate::desk::translate::{Mark, Overview, done};
use crate::domain::Lang;
use crate::domain::translation::{How, Passage};

/// Arguments of `courant translate done`.
#[derive(Debug, clap::Args)]
#[command(group = clap::ArgGroup::new("how"))]
pub struct Args {
    /// The issue's folder in issues/, or a part of its name
    issue: String,
    /// The language of the translation
    #[arg(value_name = "LANG")]
    lang: Lang,
    /// Sections by their ids, `head` for title, subject and inbox line; without any: all that are written
    #[arg(value_name = "SECTION")]
    sections: Vec<String>,
    /// Its words are to be the same as in the other language
    #[arg(long, group = "how")]
    same: bool,
    /// It has the same facts in a text of its own: only changed facts make it stale
    #[arg(long, group = "how")]
    adapted: bool,
    /// A machine made it, and somebody has yet to look over it
    #[arg(long, group = "how")]
    machine: bool,
    /// The language it was made from, if that is not the original
    #[arg(long, value_name = "LANG")]
    from: Option<Lang>,
}

/// Exit 3 if a section that is named can't be marked; then nothing is.
pub fn run(args: &Args, session: &Session) -> Result<Exit, Failure> {
    let (workspace, issue) = opened(&args.issue, session)?;
    let overview = Overview::read(&workspace, &issue).map_err(failure)?;
    let named = args.sections.iter().map(|wanted| overview.passage(wanted));
    let passages: Vec<Passage> = named.collect::<Result<_, _>>().map_err(failure)?;
    let how = match (args.same, args.adapted, args.machine) {
        (true, ..) => How::Same,
        (_, true, _) => How::Adapted,
        (.., true) => How::Automated,
        _ => How::Reviewed,
    };
    let mark = Mark { from: args.from.clone(), ..Mark::now(&workspace, how, session.clock.now()) };
    let marked = done(&workspace, &issue, &args.lang, &passages, &mark).map_err(failure)?;
    let after = Overview::read(&workspace, &issue).map_err(failure)?;
    let state = |passage: &Passage| after.standing(passage, &args.lang).map(|standing| standing.state);
    if session.format == Format::Json {
        let told = |passage: &Passage| json!({"section": passage.as_str(), "state": state(passage)});
        let left =
            |(passage, left): &(Passage, _)| json!({"section": passage.as_str(), "why": format!("{left}")});
        session.print.json(&json!({
            "schema_version": 1, "issue": issue, "language": args.lang,
            "marked": marked.done.iter().map(told).collect::<Vec<_>>(),
            "left": marked.left.iter().map(left).collect::<Vec<_>>(),
        }));
        return Ok(Exit::Ok);
    }
    for passage in &marked.done {
        let words = state(passage).map_or("", |state| state.in_words());
        session.print.line(&format!("{passage}: {words}"));
    }
    marked.left.iter().for_each(|(passage, left)| session.print.say(&format!("{passage}: {left}")));
    Ok(Exit::Ok)
}
