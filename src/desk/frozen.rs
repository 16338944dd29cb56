//! Whether an issue still says what its waiting mailing will: the letters are frozen when the number is typed.

use jiff::Timestamp;

use super::opened::ledger_if_any;
use super::press::press;
use super::send::Error;
use crate::domain::{Letter, Mailing, Schedule};
use crate::ledger::letters_hash;
use crate::workspace::Workspace;

/// What to tell about a mailing that waits while its issue was changed; none while both say the same, and where that
/// can't be known. Renders the issue, but only of a mailing that waits.
pub fn old_text(workspace: &Workspace, mailing: &Mailing) -> Option<String> {
    if !mailing.state.waits() {
        return None;
    }
    let pressed = press(workspace, &mailing.issue, None).ok().filter(|pressed| !pressed.workspace_broken)?;
    let letters: Vec<Letter> = pressed.letters.into_values().collect();
    let now = letters_hash(&letters).ok()?;
    (now != mailing.letters_hash).then(|| in_words(mailing))
}

/// The names of all mailings of which `old_text` has something to tell, and that. Makes no ledger.
pub async fn old_texts(workspace: &Workspace) -> Result<Vec<(String, String)>, Error> {
    let (Some(settings), _) = workspace.settings() else { return Ok(Vec::new()) };
    let place = workspace.clone();
    let ledger = tokio::task::spawn_blocking(move || ledger_if_any(&place, &settings)).await;
    let Some(ledger) = ledger.map_err(|error| Error::Bug(error.to_string()))?? else { return Ok(Vec::new()) };
    let open = ledger.open_mailings().await?;
    Ok(open.into_iter().filter_map(|one| Some((one.name.clone(), old_text(workspace, &one)?))).collect())
}

fn in_words(mailing: &Mailing) -> String {
    let Schedule { due, .. } = mailing.schedule;
    let (due_on, made_on) = (day(mailing, due), day(mailing, mailing.created_at));
    let of = if due_on == made_on {
        let made = mailing.created_at.to_zoned(mailing.schedule.time_zone());
        format!("{due_on}'s mailing has the text of {}", made.strftime("%H:%M"))
    } else {
        format!("{due_on}'s mailing has {made_on}'s text")
    };
    format!("{of}: the issue was changed since. For the new text cancel it and send it anew")
}

/// `Thursday 2026-12-03`
fn day(mailing: &Mailing, at: Timestamp) -> String {
    at.to_zoned(mailing.schedule.time_zone()).strftime("%A %Y-%m-%d").to_string()
}
