//! Letters that a sender had in hand when it ended or fell silent: nobody hears their answers, and nothing of them lands
//! by waiting.

use jiff::tz::TimeZone;

use crate::domain::{DeliveryState, LeftBehind, MailingState, Progress, second_in_words};

/// What becomes of them, in words; empty where all that is under way is in the hands of a sender that lives.
pub fn in_words(progress: &Progress, zone: &TimeZone) -> Vec<String> {
    let mut words = Vec::new();
    // Also of one that is held or paused: there nobody needs to send, and nothing lands any more.
    let in_hand = progress.counts.of(DeliveryState::Submitting);
    if in_hand > 0 && !progress.somebody_sends() && progress.left_behind.is_none() {
        words.push(format!(
            "the last sender was handing over {in_hand} of those that wait: the next one brings in the answers that could still \
             be kept, and finds the others not certain"
        ));
    }
    words.extend(progress.left_behind.iter().flat_map(|behind| left_behind(behind, progress.state, zone)));
    words
}

fn left_behind(behind: &LeftBehind, state: MailingState, zone: &TimeZone) -> Vec<String> {
    let of = |letters: u64| if letters == 1 { "1 letter".to_owned() } else { format!("{letters} letters") };
    let machines = &behind.machines;
    let begun = behind.handing_over_until.map(|until| {
        format!(
            "a sender on {machines} has gone silent while it was handing over {}: what it learns counts until {}, then they \
             are not certain",
            of(behind.handing_over),
            second_in_words(until, zone)
        )
    });
    let taken = behind.taken_until.map(|until| {
        let then = match state {
            MailingState::Sending => "another sender takes them after",
            MailingState::Cancelled => "they are left out after",
            _ => "they wait again, for `courant resume`, after",
        };
        format!(
            "a sender on {machines} has gone silent and had not begun with {}: {then} {}",
            of(behind.taken),
            second_in_words(until, zone)
        )
    });
    let lost = behind.lost_until.map(|until| {
        format!(
            "a sender on {machines} has gone silent, and its database was started anew since it took {}: whether it had begun \
             with them is lost; after {} they are not certain",
            of(behind.lost),
            second_in_words(until, zone)
        )
    });
    begun.into_iter().chain(taken).chain(lost).collect()
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::*;

    #[test]
    fn what_is_said_of_letters_that_were_taken_is_what_becomes_of_them() {
        let at = Some(Timestamp::UNIX_EPOCH);
        let none = LeftBehind {
            machines: "north".to_owned(),
            taken: 0,
            taken_until: None,
            lost: 0,
            lost_until: None,
            handing_over: 0,
            handing_over_until: None,
        };
        let taken = LeftBehind { taken: 2, taken_until: at, ..none.clone() };
        let lost = LeftBehind { lost: 1, lost_until: at, ..none };
        for (behind, state, becomes) in [
            (&taken, MailingState::Sending, "another sender takes them after"),
            (&taken, MailingState::Pausing, "they wait again, for `courant resume`, after"),
            (&taken, MailingState::Cancelled, "they are left out after"),
            (&lost, MailingState::Sending, "1 letter: whether it had begun with them is lost; after"),
        ] {
            let said = left_behind(behind, state, &TimeZone::UTC);
            assert!(said.len() == 1 && said[0].contains(becomes), "{said:?}");
            assert_eq!(said[0].contains("not certain"), behind.lost > 0, "{said:?}");
        }
    }
}
