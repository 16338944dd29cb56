//! The same letters under another name: an issue whose folder was renamed or copied after it was sent. The ledger knows
//! issues by their folders, and everybody would get it once more.

use super::Error;
use crate::domain::{IssueId, Letter, MailingKind, MailingState};
use crate::ledger::Ledger;

/// So far back it is looked: nobody renames what is older.
const NEWEST: usize = 20;

/// The mailing of another issue that had the same words in one of the languages, if there is one.
pub(super) async fn twin(
    ledger: &Ledger,
    issue: &IssueId,
    letters: &[Letter],
) -> Result<Option<String>, Error> {
    let ours: Vec<_> = letters.iter().map(|letter| (&letter.lang, words(letter))).collect();
    let mailings = ledger.mailings().await?;
    let others = mailings.iter().rev().filter(|mailing| {
        let counts = !matches!(mailing.state, MailingState::Draft | MailingState::Cancelled);
        counts && mailing.kind == MailingKind::Live && mailing.issue != *issue
    });
    for mailing in others.take(NEWEST) {
        let theirs = ledger.letters(mailing.id).await?;
        if theirs.iter().any(|other| ours.contains(&(&other.lang, words(other)))) {
            return Ok(Some(mailing.name.clone()));
        }
    }
    Ok(None)
}

/// The subject and the text, without addresses: the issue's name may be in those.
fn words(letter: &Letter) -> Vec<String> {
    let all = [letter.subject.fill(|_| String::new()), letter.text.fill(|_| String::new())].join("\n");
    all.split_whitespace().filter(|word| !word.contains("://")).map(str::to_owned).collect()
}
