//! A machine whose clock differs from that of the database that it shares: that counts, and it is said.

use jiff::SignedDuration;

use crate::domain::Clock;
use crate::ledger::Turn;

/// Clocks that are nearer to each other than this agree.
pub const AGREE: SignedDuration = SignedDuration::from_secs(5);

/// In the log and, for `status`, in the ledger; once, and again when it changes. `told`: what was said last.
pub(super) async fn tell_if_off(turn: &Turn, clock: Clock, told: &mut SignedDuration) {
    let Some(ahead) = clock.ahead() else { return };
    let off = |by: SignedDuration| by.abs() > AGREE;
    let news = off(ahead - *told) && (off(ahead) || off(*told));
    if !news || turn.clock_is_ahead(ahead).await.is_err() {
        return;
    }
    *told = ahead;
    if off(ahead) {
        tracing::warn!("{}", off_in_words("this machine", ahead));
    } else {
        tracing::info!("this machine's clock agrees with the database's again");
    }
}

/// `mail2's clock is 8 hours ahead of the database's, which counts`.
pub fn off_in_words(whose: &str, ahead: SignedDuration) -> String {
    let (by, way) = (ahead.abs(), if ahead.is_negative() { "behind" } else { "ahead of" });
    let by = match by.as_secs() {
        secs @ ..120 => format!("{secs} seconds"),
        secs @ 120..7200 => format!("{} minutes", secs / 60),
        secs => format!("{} hours", secs / 3600),
    };
    format!("{whose}'s clock is {by} {way} the database's, which counts")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn how_far_a_clock_is_off_is_said_in_what_people_count_in() {
        for (seconds, words) in [
            (6, "mail2's clock is 6 seconds ahead of the database's, which counts"),
            (-481, "mail2's clock is 8 minutes behind the database's, which counts"),
            (28_900, "mail2's clock is 8 hours ahead of the database's, which counts"),
        ] {
            assert_eq!(off_in_words("mail2", SignedDuration::from_secs(seconds)), words);
        }
    }
}
