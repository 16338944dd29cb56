//! Figures as Prometheus reads them (text format 0.0.4): numbers, and names that people gave to mailings and relays.

use std::fmt::Write as _;

use jiff::Timestamp;

use crate::domain::{DeliveryState, MailingState};
use crate::ledger::{Pulse, PutOffs, Tally};

/// The media type of the text.
pub const MEDIA_TYPE: &str = "text/plain; version=0.0.4; charset=utf-8";

const OPEN: [MailingState; 5] = [
    MailingState::Scheduled,
    MailingState::Sending,
    MailingState::Pausing,
    MailingState::Paused,
    MailingState::Held,
];

/// All figures there are.
pub fn text(pulse: &Pulse, tally: &Tally, put_offs: &[(String, PutOffs)], now: Timestamp) -> String {
    let mut page = String::new();
    build(&mut page);
    sender(&mut page, pulse, tally, now);
    mailings(&mut page, tally);
    relays(&mut page, put_offs);
    let left = "Readers who have unsubscribed from the newsletter or one of its lists.";
    family(&mut page, "courant_unsubscribed_readers", "gauge", left);
    sample(&mut page, "courant_unsubscribed_readers", &[], tally.unsubscribed);
    page
}

fn build(page: &mut String) {
    family(page, "courant_build_info", "gauge", "Always 1; the version is in the label.");
    sample(page, "courant_build_info", &[("version", env!("CARGO_PKG_VERSION"))], 1);
}

fn sender(page: &mut String, pulse: &Pulse, tally: &Tally, now: Timestamp) {
    family(page, "courant_sender_alive", "gauge", "1 while somebody sends from this ledger.");
    sample(page, "courant_sender_alive", &[], u64::from(pulse.alive));
    if let Some(beat) = pulse.beat_at {
        let name = "courant_sender_heartbeat_age_seconds";
        family(page, name, "gauge", "Seconds since a sender last said that it lives.");
        sample(page, name, &[], now.duration_since(beat).as_secs().max(0).unsigned_abs());
    }
    let under_way = |state| matches!(state, MailingState::Sending | MailingState::Pausing);
    let concerned = tally.mailings.iter().any(|of| under_way(of.mailing.state));
    let why = "1 while a mailing is under way and something keeps letters from a mail server: `courant status` says what.";
    family(page, "courant_sender_trouble", "gauge", why);
    sample(page, "courant_sender_trouble", &[], u64::from(concerned && pulse.in_trouble));
}

fn mailings(page: &mut String, tally: &Tally) {
    family(page, "courant_mailings", "gauge", "Mailings that something may still happen to, by state.");
    for state in OPEN {
        let mailings = tally.mailings.iter().filter(|of| of.mailing.state == state).count();
        let labels = [("state", state.as_str())];
        sample(page, "courant_mailings", &labels, u64::try_from(mailings).unwrap_or(u64::MAX));
    }
    family(page, "courant_deliveries", "gauge", "Readers of an open mailing, by how far their letter is.");
    for of in &tally.mailings {
        for state in DeliveryState::ALL {
            let labels = [("mailing", of.mailing.name.as_str()), ("state", state.as_str())];
            sample(page, "courant_deliveries", &labels, of.counts.of(state));
        }
    }
    let tried =
        "Attempts for an open mailing since it was made, by relay, outcome and what a refusal was taken for.";
    family(page, "courant_attempts_total", "counter", tried);
    for of in &tally.mailings {
        for (tried, attempts) in &of.attempts {
            let labels = [
                ("mailing", of.mailing.name.as_str()),
                ("relay", &tried.relay),
                ("outcome", &tried.outcome),
                ("class", &tried.class),
            ];
            sample(page, "courant_attempts_total", &labels, *attempts);
        }
    }
}

/// By mailing. The letters themselves are among the attempts: `deferred`.
fn relays(page: &mut String, put_offs: &[(String, PutOffs)]) {
    let why = "1 while a relay puts off every letter of a mailing, ten or more in a row, and takes none.";
    family(page, "courant_relay_puts_off", "gauge", why);
    for (mailing, known) in put_offs {
        for one in &known.by {
            let relay = one.relay.as_deref().unwrap_or_default();
            sample(page, "courant_relay_puts_off", &[("mailing", mailing), ("relay", relay)], 1);
        }
    }
}

/// What comes before the samples of one name.
fn family(page: &mut String, name: &str, kind: &str, help: &str) {
    // Writing into a string can't fail.
    _ = writeln!(page, "# HELP {name} {help}\n# TYPE {name} {kind}");
}

fn sample(page: &mut String, name: &str, labels: &[(&str, &str)], value: u64) {
    let labels: Vec<String> =
        labels.iter().map(|(label, words)| format!("{label}=\"{}\"", escaped(words))).collect();
    let labels = if labels.is_empty() { String::new() } else { format!("{{{}}}", labels.join(",")) };
    _ = writeln!(page, "{name}{labels} {value}");
}

fn escaped(words: &str) -> String {
    words.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n")
}
