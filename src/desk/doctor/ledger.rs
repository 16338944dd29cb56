//! The ledger, and whether somebody is there to send what waits in it.

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use super::{Finding, Health};
use crate::desk::opened::ledger_if_any;
use crate::desk::send::{AGREE, BACKWARDS, off_in_words};
use crate::domain::settings::Settings;
use crate::domain::{Clock, moment_in_words};
use crate::ledger::Ledger;
use crate::workspace::Workspace;

pub(super) async fn look(workspace: &Workspace, settings: &Settings, now: Timestamp) -> Vec<Finding> {
    let ledger = match ledger_if_any(workspace, settings) {
        Ok(Some(ledger)) => ledger,
        Ok(None) => {
            return vec![Finding::new(
                "Ledger",
                Health::Good,
                "nothing was sent yet: it is made with the first mailing",
            )];
        }
        Err(error) => return vec![Finding::new("Ledger", Health::Bad, error.to_string())],
    };
    let (open, newest) = match (ledger.open_mailings().await, ledger.newest_moment().await) {
        (Ok(open), Ok(newest)) => (open, newest),
        (Err(error), _) | (_, Err(error)) => {
            return vec![Finding::new("Ledger", Health::Bad, error.to_string())];
        }
    };
    let place = if ledger.is_shared() {
        ledger.place()
    } else {
        let size = std::fs::metadata(ledger.path()).map_or(0, |file| file.len());
        format!("{}, {} kB", settings.ledger.display(), size / 1000)
    };
    let mailings = if open.len() == 1 { "mailing" } else { "mailings" };
    let detail = format!("{place}, {} {mailings} under way", open.len());
    let itself = match ledger.doubt().await {
        Ok(None) => Finding::new("Ledger", Health::Good, detail),
        Ok(Some(doubt)) => {
            Finding::new("Ledger", Health::Bad, format!("{detail}; {doubt}: nothing is sent from it"))
                .remedy("`courant adopt` says what that means, and lets it count")
        }
        Err(error) => Finding::new("Ledger", Health::Bad, error.to_string()),
    };
    // The database was asked for the time by now.
    let ahead = if ledger.is_shared() { Clock::System.ahead() } else { None };
    let now = if ahead.is_some() { Clock::System.now() } else { now };
    vec![itself, sender(&ledger, open.len()), clock(newest, ahead, now, &settings.newsletter.timezone)]
}

fn sender(ledger: &Ledger, waiting: usize) -> Finding {
    match ledger.sender() {
        Some(holder) => Finding::new("Sender", Health::Good, holder.to_string()),
        None if waiting > 0 => Finding::new("Sender", Health::Bad, "no sender is running, and mailings wait")
            .remedy("start `courant serve` (as a service, so that it survives a reboot) or `courant work`"),
        None => Finding::new("Sender", Health::Good, "none is running; nothing waits to be sent"),
    }
}

/// Beside a sender that lives the newest entry is a heartbeat that may come after `now`: what the sender puts up with is
/// no fault here either.
fn clock(
    newest: Option<Timestamp>,
    ahead: Option<SignedDuration>,
    now: Timestamp,
    zone: &TimeZone,
) -> Finding {
    match newest {
        Some(newest) if newest.duration_since(now) > BACKWARDS => {
            let (now, newest) = (moment_in_words(now, zone), moment_in_words(newest, zone));
            let detail = format!("it shows {now}, but the ledger has an entry of {newest}");
            Finding::new("Clock", Health::Bad, detail).remedy("set the clock; `timedatectl` shows it")
        }
        _ if ahead.is_some_and(|ahead| ahead.abs() > AGREE) => {
            let detail = off_in_words("this machine", ahead.unwrap_or_default());
            Finding::new("Clock", Health::Remark, detail).remedy("set the clock; `timedatectl` shows it")
        }
        _ => Finding::new("Clock", Health::Good, "not before anything that has happened"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_heartbeat_just_now_is_no_wrong_clock_and_one_that_the_sender_would_not_believe_is() {
        let now = Timestamp::UNIX_EPOCH;
        for (ahead, health) in
            [(-60, Health::Good), (1, Health::Good), (300, Health::Good), (301, Health::Bad)]
        {
            let newest = now + jiff::SignedDuration::from_secs(ahead);
            assert_eq!(clock(Some(newest), None, now, &TimeZone::UTC).health, health, "{ahead} s");
        }
        let off = |by| clock(Some(now), Some(SignedDuration::from_secs(by)), now, &TimeZone::UTC).health;
        assert_eq!([off(5), off(-6), off(28_900)], [Health::Good, Health::Remark, Health::Remark]);
    }
}
