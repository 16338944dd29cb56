//! What a sender could not write to its ledger: it is said for as long as that is so.

use crate::ledger::{Backlog, Turn};

/// In the log and, where that can be written, for `status`; when it begins, changes and ends. `told`: what was said last.
/// True if something was said.
pub(super) async fn tell_what_waits(turn: &Turn, told: &mut Option<String>) -> bool {
    let words = in_words(turn.backlog());
    if words == *told {
        return false;
    }
    match &words {
        Some(words) => tracing::warn!("{words}"),
        None => tracing::info!("the ledger has taken what it could not before"),
    }
    told.clone_from(&words);
    // What can't be written either is told by the log alone.
    _ = turn.trouble(words).await;
    true
}

fn in_words(backlog: Backlog) -> Option<String> {
    let letters = |many| if many == 1 { "1 letter".to_owned() } else { format!("{many} letters") };
    let answers = (backlog.answers > 0).then(|| format!("what became of {}", letters(backlog.answers)));
    let rows = (backlog.rows > 0).then(|| format!("that {} did not leave", letters(backlog.rows)));
    let what: Vec<String> = answers.into_iter().chain(rows).collect();
    let what = (!what.is_empty()).then(|| what.join(", and "))?;
    Some(format!("the ledger can't be told {what}; it is as soon as it can be written again"))
}

/// What this process has not written when its turn ends.
pub(super) fn tell_what_is_left(backlog: Backlog) {
    if backlog.on_no_disk > 0 {
        tracing::error!(
            "what became of {} letters could not be written: they are uncertain if this program ends now",
            backlog.on_no_disk
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_waits_is_said_in_numbers_and_nothing_if_nothing_does() {
        let said = |answers, rows| in_words(Backlog { answers, rows, ..Backlog::default() });
        assert_eq!(said(0, 0), None);
        for (answers, rows, what) in [
            (1, 0, "what became of 1 letter"),
            (0, 2, "that 2 letters did not leave"),
            (3, 1, "what became of 3 letters, and that 1 letter did not leave"),
        ] {
            let words = format!("the ledger can't be told {what}; it is as soon as it can be written again");
            assert_eq!(said(answers, rows), Some(words));
        }
    }
}
