//! Whether an issue still says what its waiting mailing will: the letters are frozen when the number is typed.

use jiff::Timestamp;

use super::press::press;
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
