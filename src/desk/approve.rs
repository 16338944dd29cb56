//! Says yes to an issue as it stands, and remembers what was tested: OPS001 holds the issue against both.
//!
//! Both lie in `.courant/`, beside the ledger, not in the issue: whoever changes the text does not change them along.

use std::collections::BTreeMap;
use std::io::{self, Write as _};

use jiff::Timestamp;

use super::opened::Opened;
use super::press::{Pressed, press};
use super::send::Error;
use crate::domain::{Address, IssueId, Letter};
use crate::ledger::letters_hash;
use crate::proof::{Release, Tested};
use crate::workspace::{Workspace, private};

const FOLDER: &str = ".courant";
const FILE: &str = "approvals.json";

/// By issue.
#[derive(Debug, Default, serde::Serialize, serde::Deserialize)]
struct Kept {
    /// The text of the last test.
    tested: BTreeMap<String, String>,
    /// By address, the text that somebody said yes to last.
    approved: BTreeMap<String, BTreeMap<String, Approval>>,
}

#[derive(Debug, serde::Serialize, serde::Deserialize)]
struct Approval {
    /// The hash of the letters.
    of: String,
    at: Timestamp,
}

/// What is known of an issue, whose letters are `pressed`.
pub fn release(workspace: &Workspace, pressed: &Pressed) -> Release {
    let kept = read(workspace);
    let issue = pressed.issue.id.as_str();
    let now = hash(pressed).ok();
    let is_now = |of: &str| now.as_deref() == Some(of);
    let tested = match kept.tested.get(issue) {
        None => Tested::Never,
        Some(of) if is_now(of) => Tested::Now,
        Some(_) => Tested::Before,
    };
    let approved = kept.approved.get(issue).into_iter().flatten();
    let (now, before): (Vec<_>, Vec<_>) = approved.partition(|(_, one)| is_now(&one.of));
    let addresses = |of: Vec<(&String, &Approval)>| {
        of.into_iter().filter_map(|(address, _)| Address::parse(address).ok()).collect()
    };
    Release { approved: addresses(now), approved_before: addresses(before), tested }
}

/// A person who has to approve issues approves this one. Gives those who have not yet.
pub fn approve(
    opened: &Opened,
    issue: &IssueId,
    by: &Address,
    now: Timestamp,
) -> Result<Vec<Address>, Error> {
    let known = |person: &Address| person.normalised() == by.normalised();
    if !opened.settings.approvers().any(|person| known(&person.address)) {
        return Err(Error::Refused {
            what: format!("{} is nobody who approves issues", by.as_str()),
            remedy: "name the address of a [[team]] with does = [\"approve\"] in config.toml".to_owned(),
        });
    }
    let pressed = press(&opened.workspace, issue, None)?;
    if pressed.letters.is_empty() {
        return Err(Error::Blocked(pressed.problems));
    }
    let of = hash(&pressed)?;
    change(&opened.workspace, |kept| {
        let of_issue = kept.approved.entry(issue.to_string()).or_default();
        of_issue.insert(by.normalised(), Approval { of, at: now });
    })?;
    let release = release(&opened.workspace, &pressed);
    let open = |one: &Address| !release.approved.iter().any(|other| other.normalised() == one.normalised());
    Ok(opened.settings.approvers().map(|person| person.address.clone()).filter(open).collect())
}

/// Remembers that a test of these letters was sent.
pub(super) fn tested(workspace: &Workspace, pressed: &Pressed) -> Result<(), Error> {
    let (issue, of) = (pressed.issue.id.to_string(), hash(pressed)?);
    change(workspace, |kept| _ = kept.tested.insert(issue, of))
}

/// The text, as the ledger will know it.
fn hash(pressed: &Pressed) -> Result<String, crate::ledger::Error> {
    let letters: Vec<Letter> = pressed.letters.values().cloned().collect();
    letters_hash(&letters)
}

/// Nothing where there is none, or none that can be read: then it is asked anew.
fn read(workspace: &Workspace) -> Kept {
    let text = std::fs::read(workspace.root().join(FOLDER).join(FILE)).unwrap_or_default();
    serde_json::from_slice(&text).unwrap_or_default()
}

fn change(workspace: &Workspace, change: impl FnOnce(&mut Kept)) -> Result<(), Error> {
    let mut kept = read(workspace);
    change(&mut kept);
    write(workspace, &kept).map_err(|error| Error::Refused {
        what: format!("{FOLDER}/{FILE} can't be written: {error}"),
        remedy: "make room, or let this user write there".to_owned(),
    })
}

/// Whole or not at all; for the group too, where the folder is the group's.
fn write(workspace: &Workspace, kept: &Kept) -> io::Result<()> {
    let folder = workspace.root().join(FOLDER);
    private::folder(&folder, &folder)?;
    let aside = folder.join(format!("{FILE}.{}", std::process::id()));
    let mut file = private::begin(&aside)?;
    file.write_all(&serde_json::to_vec_pretty(kept)?)?;
    file.sync_all()?;
    std::fs::rename(&aside, folder.join(FILE))
}
