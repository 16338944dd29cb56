//! `courant why`: everything that is known of one reader. It goes to whoever asked, and into no log.

use std::collections::BTreeSet;

use jiff::Timestamp;
use serde_json::{Value, json};

use crate::cli::{Exit, Failure, Format, Session};
use crate::desk::why::{self, InMailing, Reader};
use crate::domain::{Address, DeliveryState, MailingKind, Suppression, second_in_words, term_text};
use crate::ledger::History;

/// Arguments of `courant why`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Whose letters
    address: String,
}

/// Exit 0 also for an address that nobody knows: that is the answer.
pub fn run(args: &Args, session: &Session) -> Result<Exit, Failure> {
    let address = super::address(&args.address)?;
    let runtime = session.runtime()?;
    let reached = session.reach(&runtime)?;
    let reader = runtime.block_on(why::why(&reached, &address, session.clock.now()))?;
    if session.format == Format::Json {
        session.print.json(&document(&address, &reader));
        return Ok(Exit::Ok);
    }
    for line in lines(&address, &reader, &|at| second_in_words(at, &reached.zone)) {
        session.print.line(&term_text(&line));
    }
    Ok(Exit::Ok)
}

type Shown<'a> = &'a dyn Fn(Timestamp) -> String;

fn lines(address: &Address, reader: &Reader, shown: Shown<'_>) -> Vec<String> {
    let mut lines = vec![address.as_str().to_owned()];
    if !reader.is_known() {
        lines.push(
            "  nobody knows this address: on no list, in no mailing, and nothing is noted against it"
                .to_owned(),
        );
        lines.extend(reader.near.iter().map(|near| format!("  on the lists there is {}", near.as_str())));
        return lines;
    }
    for on in &reader.on {
        let language = match on.language.as_ref().map(crate::locale::own_name) {
            Some(language) if on.names_language => language,
            Some(language) => format!("no language named, {language} by the list"),
            None => "no language named".to_owned(),
        };
        let name = on.name.as_ref().map(|name| format!(", as {name}")).unwrap_or_default();
        lines.push(format!("  on {}: {language}{name}", on.list));
    }
    if reader.on.is_empty() {
        lines.push("  on no list".to_owned());
    }
    for one in &reader.suppressions {
        let scope = if one.scope == Suppression::EVERYTHING { "the whole newsletter" } else { &one.scope };
        let (why, at) = (one.reason.in_words(), shown(one.at));
        lines.push(match one.taken_back_at() {
            None => format!("  gets nothing more of {scope} since {at}: {why} ({})", one.evidence),
            Some(back) => format!("  got nothing from {at} to {}: {why} ({})", shown(back), one.evidence),
        });
    }
    if reader.suppressions.iter().all(|one| one.taken_back_at().is_some()) {
        lines.push("  nothing is noted against them".to_owned());
    }
    for one in &reader.mailings {
        let mailing = &one.mailing;
        lines.push(format!("{}: {}", mailing.name, mailing.kind.state_in_words(mailing.state)));
        if let Some(history) = &one.history {
            lines.extend(happened(history, mailing.kind, shown));
        }
        if !one.lent.is_empty() {
            let languages: BTreeSet<String> = one.lent.iter().map(crate::locale::own_name).collect();
            let languages = languages.into_iter().collect::<Vec<_>>().join(", ");
            let (sections, them) = if one.lent.len() == 1 { ("section", "it") } else { ("sections", "them") };
            let many = one.lent.len();
            lines.push(format!(
                "    {many} {sections} of it in {languages}, marked: the edition lacks {them}"
            ));
        }
        lines.push(format!("  next: {}", one.next));
    }
    lines
}

/// Attempts and decisions in the order in which they came.
fn happened(history: &History, kind: MailingKind, shown: Shown<'_>) -> Vec<String> {
    let mut lines = Vec::new();
    if let Some(row) = &history.row {
        let state = match row.skipped() {
            Some(reason) => format!("left out: {}", reason.in_words()),
            None => in_words(&row.state, kind).to_owned(),
        };
        lines.push(format!("  {} by {}: {state}, {}", row.lang, row.list, shown(row.changed_at)));
    }
    let mut dated: Vec<(Timestamp, String)> = Vec::new();
    for attempt in &history.attempts {
        let relay = attempt.relay.as_ref().map(|relay| format!(" ({relay})")).unwrap_or_default();
        let words = attempt.said.in_words();
        let words = if words.is_empty() { String::new() } else { format!(": {words}") };
        dated.push((attempt.at, format!("{}{words}{relay}", in_words(&attempt.outcome, kind))));
    }
    for noted in &history.decisions {
        let why = noted.why.as_ref().map(|why| format!(" ({why})")).unwrap_or_default();
        dated.push((noted.at, format!("{} said {}{why}", noted.person, noted.what)));
    }
    dated.sort_by_key(|(at, _)| *at);
    lines.extend(dated.into_iter().map(|(at, what)| format!("    {}  {what}", shown(at))));
    lines
}

/// A state of the ledger as `status` calls it.
fn in_words(state: &str, kind: MailingKind) -> &str {
    match DeliveryState::from_word(state) {
        Some(DeliveryState::Accepted) if kind == MailingKind::Files => "written into a file",
        Some(known) => known.in_words(),
        None => state,
    }
}

fn document(address: &Address, reader: &Reader) -> Value {
    let lists: Vec<Value> = reader
        .on
        .iter()
        .map(|on| json!({"list": on.list, "name": on.name, "language": on.language, "names_language": on.names_language}))
        .collect();
    let suppressions: Vec<Value> = reader
        .suppressions
        .iter()
        .map(|one| {
            let back = one.taken_back_at();
            let scope = if back.is_some() { Suppression::EVERYTHING } else { &one.scope };
            json!({
                "scope": scope, "reason": one.reason, "evidence": one.evidence, "at": one.at.to_string(),
                "taken_back": back.map(|at| at.to_string()),
            })
        })
        .collect();
    let mailings: Vec<Value> = reader.mailings.iter().map(of_mailing).collect();
    let near: Vec<&str> = reader.near.iter().map(Address::as_str).collect();
    json!({
        "schema_version": 1, "address": address.as_str(), "known": reader.is_known(), "near": near,
        "lists": lists, "suppressions": suppressions, "mailings": mailings,
    })
}

fn of_mailing(one: &InMailing) -> Value {
    let row = one.history.as_ref().and_then(|history| history.row.as_ref());
    let attempts = one.history.iter().flat_map(|history| &history.attempts);
    // The ledger counts anew once somebody has said that it goes out again.
    let attempts = (1_u64..).zip(attempts).map(|(n, attempt)| {
        json!({
            "n": n, "outcome": attempt.outcome, "class": attempt.said.class, "code": attempt.said.code,
            "enhanced": attempt.said.enhanced, "reply": attempt.said.reply, "detail": attempt.said.told,
            "relay": attempt.relay, "at": attempt.at.to_string(),
        })
    });
    let decisions = one.history.iter().flat_map(|history| &history.decisions).map(
        |noted| json!({"by": noted.person, "what": noted.what, "why": noted.why, "at": noted.at.to_string()}),
    );
    json!({
        "mailing": one.mailing.name, "issue": one.mailing.issue, "kind": one.mailing.kind,
        "state": one.mailing.state,
        "row": row.map(|row| json!({
            "state": row.state, "reason": row.said.told, "list": row.list, "language": row.lang,
            "retry_at": row.retry_at.map(|at| at.to_string()), "changed_at": row.changed_at.to_string(),
        })),
        "attempts": attempts.collect::<Vec<_>>(), "decisions": decisions.collect::<Vec<_>>(), "lent": one.lent, "next": one.next,
    })
}
