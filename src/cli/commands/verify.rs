//! `courant verify`: whether what the ledger says of a mailing follows from what happened.

use serde_json::{Map, Value, json};

use crate::cli::{Exit, Failure, Format, Session, Table};
use crate::desk::which;
use crate::domain::DeliveryState;
use crate::ledger::{Audit, Finding, Invariant};

/// Arguments of `courant verify`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The mailing, or the beginning of its name
    mailing: String,
}

/// Exit 3 if anything does not agree.
pub fn run(args: &Args, session: &Session) -> Result<Exit, Failure> {
    let runtime = session.runtime()?;
    let ledger = session.reach(&runtime)?.ledger;
    let meant = runtime.block_on(which::to_look_at(&ledger, &args.mailing))?;
    let audit = ledger.audit(meant.id)?;
    if session.format == Format::Json {
        session.print.json(&document(&audit));
    } else {
        balance(&audit, session);
        checks(&audit, session);
    }
    if audit.agrees() {
        return Ok(Exit::Ok);
    }
    let found: u64 = audit.found.values().sum();
    session.print.say(&format!("{found} in {} do not agree; nothing was changed", audit.mailing.name));
    Ok(Exit::ChecksFailed)
}

/// The states as they are added up, in words.
const STATES: [(DeliveryState, &str); 6] = [
    (DeliveryState::Failed, "failed"),
    (DeliveryState::Unknown, "not certain"),
    (DeliveryState::Deferred, "put off, tried again"),
    (DeliveryState::Planned, "waiting"),
    (DeliveryState::Claimed, "about to be handed over"),
    (DeliveryState::Submitting, "being handed over"),
];

fn balance(audit: &Audit, session: &Session) {
    let print = session.print;
    let mailing = &audit.mailing;
    print.line(&format!("{}: {}", mailing.name, mailing.kind.state_in_words(mailing.state)));
    let mut table = Table::new(&["", "Rows"], &[1]);
    for (state, words) in [(DeliveryState::Accepted, audit.mailing.kind.taken())].into_iter().chain(STATES) {
        let rows = audit.counts.of(state);
        if rows > 0
            || matches!(state, DeliveryState::Accepted | DeliveryState::Failed | DeliveryState::Unknown)
        {
            table.row([format!("  {words}"), rows.to_string()]);
        }
    }
    for (reason, rows) in &audit.left_out {
        table.row([format!("  left out: {}", reason.in_words()), rows.to_string()]);
    }
    table.row(["  together".to_owned(), audit.counts.rows().to_string()]);
    let planned = audit.planned.map_or_else(|| "not known".to_owned(), |rows| rows.to_string());
    table.row(["  planned".to_owned(), planned]);
    print.table(&table);
}

fn checks(audit: &Audit, session: &Session) {
    let print = session.print;
    for invariant in Invariant::ALL {
        let found = audit.found.get(&invariant).copied().unwrap_or(0);
        let (code, words) = (invariant.code(), invariant.in_words());
        if found == 0 {
            print.line(&format!("  holds  {code:<7} {words}"));
            continue;
        }
        print.line(&format!("  WRONG  {code:<7} {words}: {found}"));
        let shown: Vec<&Finding> = audit.findings.iter().filter(|one| one.invariant == invariant).collect();
        let mut table = Table::default();
        shown.iter().for_each(|one| table.row(["          ", &whose(one, audit), &one.what]));
        print.table(&table);
        let more = found - u64::try_from(shown.len()).unwrap_or(found);
        if more > 0 {
            print.line(&format!("            and {more} more"));
        }
        print.line(&format!("            do: {}", invariant.remedy()));
    }
    print.line(&format!("  not to be seen in a ledger: {}", Invariant::NOT_TO_BE_SEEN));
}

/// The place of a finding: a reader's row, or the mailing's.
fn whose(finding: &Finding, audit: &Audit) -> String {
    match (&finding.address, finding.key) {
        (Some(address), _) => address.as_str().to_owned(),
        (None, Some(key)) => format!("{key:?}"),
        (None, None) => audit.mailing.name.clone(),
    }
}

fn document(audit: &Audit) -> Value {
    let states: Map<String, Value> =
        audit.counts.by_state.iter().map(|(state, rows)| (state.as_str().to_owned(), json!(rows))).collect();
    let left_out: Map<String, Value> =
        audit.left_out.iter().map(|(reason, rows)| (reason.as_str().to_owned(), json!(rows))).collect();
    let checks: Vec<Value> = Invariant::ALL
        .iter()
        .map(|one| {
            let found = audit.found.get(one).copied().unwrap_or(0);
            json!({"invariant": one.code(), "what": one.in_words(), "found": found})
        })
        .collect();
    let findings: Vec<Value> = audit
        .findings
        .iter()
        .map(|one| {
            json!({
                "invariant": one.invariant.code(), "what": one.what, "remedy": one.invariant.remedy(),
                "address": one.address.as_ref().map(|address| address.as_str()),
                "key": one.key.map(|key| format!("{key:?}")),
            })
        })
        .collect();
    json!({
        "schema_version": 1, "mailing": audit.mailing.name, "state": audit.mailing.state, "agrees": audit.agrees(),
        "planned": audit.planned, "rows": audit.counts.rows(), "counts": states, "left_out": left_out,
        "checks": checks, "findings": findings,
    })
}
