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
        // Exchange Online: 3 connections, 30 letters a minute, 10,000 recipients a day for each account.
        Preset::Microsoft365 => Relay {
            connections: 3,
            rate: Some(Rate { count: 30, per: RatePer::Minute }),
            quota: Some(Quota { count: 10_000, per: DAY }),
            ..Relay::at("smtp.office365.com", 587, Tls::StartTls)
        },
        // Google Workspace: 2,000 letters a day for each account. It publishes no rate; this one keeps well below what it
        // answers with "too many".
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
