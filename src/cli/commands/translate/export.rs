//! `courant translate export`: the texts for a translator, as a Word document or XLIFF 2.0.

use std::path::PathBuf;

use serde_json::json;

use super::{failure, opened};
use crate::cli::{Exit, Failure, Format, Session};
use crate::desk::translate::export;
use crate::domain::Lang;
use crate::locale::own_name;
use crate::workspace::bitext::{docx, xliff};
use crate::workspace::save;

/// Arguments of `courant translate export`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The issue's folder in issues/, or a part of its name
    issue: String,
    /// The language to translate into
    #[arg(long, value_name = "LANG")]
    lang: Lang,
    /// The file to write: hu.docx is a Word document with two columns, hu.xlf is XLIFF 2.0
    #[arg(long, value_name = "FILE")]
    into: PathBuf,
    /// Translate from this language, whatever it was written in first
    #[arg(long, value_name = "LANG")]
    from: Option<Lang>,
}

pub fn run(args: &Args, session: &Session) -> Result<Exit, Failure> {
    let ending = args.into.extension().unwrap_or_default().to_ascii_lowercase();
    let is_docx = ending == "docx";
    if !is_docx && ending != "xlf" && ending != "xliff" {
        // Under another name whoever gets it opens it with a program that can't read it.
        let what = format!(
            "{} is neither the name of a Word document nor of an XLIFF file, which can be written",
            args.into.display()
        );
        let remedy = "end the name in .docx for people, or in .xlf for translation tools: --into hu.docx";
        return Err(Failure::new(Exit::Usage, what, remedy));
    }
    let (workspace, issue) = opened(&args.issue, session)?;
    let exported = export(&workspace, &issue, &args.lang, args.from.as_ref()).map_err(failure)?;
    let bytes = if is_docx {
        let written = docx::write(&exported.bitext, &exported.title);
        written.map_err(|error| Failure::new(Exit::Workspace, error.to_string(), "try it once more"))?
    } else {
        xliff::write(&exported.bitext).into_bytes()
    };
    save::atomically(&args.into, &bytes).map_err(|error| {
        let remedy = format!("name a file in a folder that is there: --into hu.{}", ending.display());
        Failure::new(Exit::Workspace, error.to_string(), remedy)
    })?;
    let (source, passages) = (&exported.bitext.source, &exported.bitext.passages);
    if session.format == Format::Json {
        let other = |(passage, from): &(_, Lang)| json!({"section": format!("{passage}"), "from": from});
        session.print.json(&json!({
            "schema_version": 1, "issue": issue, "file": args.into, "from": source, "language": args.lang,
            "sections": passages.iter().map(|one| one.passage.as_str()).collect::<Vec<_>>(),
            "from_others": exported.from_others.iter().map(other).collect::<Vec<_>>(),
        }));
        return Ok(Exit::Ok);
    }
    session.print.line(&format!(
        "{}: {} texts, {source} to {}",
        args.into.display(),
        passages.len(),
        args.lang
    ));
    for (passage, from) in &exported.from_others {
        session.print.say(&format!(
            "{passage}: not in it, it is translated from {}; --from {from} exports it",
            own_name(from)
        ));
    }
    Ok(Exit::Ok)
}
