//! What `preset` sets for a relay: everything that its owner has published, so that nothing but the sign-in is to be written.

use jiff::SignedDuration;

use crate::domain::settings::{Preset, Quota, Rate, RatePer, Relay, Tls};

/// The names that `preset` may have.
pub(super) const PRESETS: &[(&str, Preset)] =
    &[("own", Preset::Own), ("microsoft365", Preset::Microsoft365), ("google", Preset::Google)];

const DAY: SignedDuration = SignedDuration::from_hours(24);

/// A relay with what its owner asks for; none where people have to say which server it is.
pub(super) fn relay_of(preset: Preset) -> Option<Relay> {
    let relay = match preset {
        Preset::Own => return None,
        // Exchange Online, for each mailbox: 3 connections at once, 30 messages a minute, 10,000 recipients a day:
        // https://learn.microsoft.com/en-us/exchange/troubleshoot/send-emails/smtp-submission-improvements (a stored copy, read
        // on 22 November 2026). A limit of 2,000 readers elsewhere a day was announced in April 2024 and called off; that of a
        // whole tenant begins at 10,000 for one licence, and at 5,000 while it is on trial.
        Preset::Microsoft365 => Relay {
            connections: 3,
            rate: Some(Rate { count: 30, per: RatePer::Minute }),
            quota: Some(Quota { count: 10_000, per: DAY }),
            ..Relay::at("smtp.office365.com", 587, Tls::StartTls)
        },
        // Google Workspace, for each account in any 24 hours: 2,000 messages, and as many different readers elsewhere; 500
        // while it is on trial: https://support.google.com/a/answer/166852 (a stored copy, read on 22 November 2026). It
        // publishes neither a rate nor a number of connections: these are ours, and small.
        Preset::Google => Relay {
            connections: 2,
            messages_per_connection: 100,
            rate: Some(Rate { count: 60, per: RatePer::Minute }),
            quota: Some(Quota { count: 2_000, per: DAY }),
            ..Relay::at("smtp.gmail.com", 465, Tls::Implicit)
        },
    };
    Some(Relay { preset, ..relay })
}
