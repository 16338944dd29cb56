//! How long to wait for what (RFC 5321 4.5.3.2, with the practice of slow content filters added at the dot).

use std::time::Duration;

use super::Phase;

/// Each is for one whole answer, not for one byte of it; `block` is for one piece of the body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Timers {
    /// Name look-up, TCP and the TLS handshake, each.
    pub connect: Duration,
    /// The greeting, EHLO, STARTTLS, AUTH, MAIL, RCPT, RSET.
    pub command: Duration,
    pub data: Duration,
    pub block: Duration,
    /// For the answer to the terminator: giving up early here is what makes second copies.
    pub dot: Duration,
    /// On top of `dot`, for each MiB.
    pub dot_per_mib: Duration,
    pub quit: Duration,
}

impl Default for Timers {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(30),
            command: Duration::from_secs(300),
            data: Duration::from_secs(120),
            block: Duration::from_secs(180),
            dot: Duration::from_secs(600),
            dot_per_mib: Duration::from_secs(180),
            quit: Duration::from_secs(5),
        }
    }
}

impl Timers {
    /// How long to wait in `phase`, for a message of `octets`.
    pub fn at(&self, phase: Phase, octets: usize) -> Duration {
        match phase {
            Phase::Connect | Phase::Handshake => self.connect,
            Phase::Banner
            | Phase::Ehlo
            | Phase::StartTls
            | Phase::Auth
            | Phase::Mail
            | Phase::Rcpt
            | Phase::Reset => self.command,
            Phase::Data => self.data,
            Phase::Body => self.block,
            Phase::Dot => {
                let mib = u32::try_from(octets.div_ceil(1024 * 1024)).unwrap_or(u32::MAX);
                self.dot.saturating_add(self.dot_per_mib.saturating_mul(mib))
            }
            Phase::Quit => self.quit,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_is_given_less_time_than_rfc_5321_asks_for() {
        let timers = Timers::default();
        for (phase, minutes) in [
            (Phase::Banner, 5),
            (Phase::Ehlo, 5),
            (Phase::Mail, 5),
            (Phase::Rcpt, 5),
            (Phase::Data, 2),
            (Phase::Body, 3),
            (Phase::Dot, 10),
        ] {
            assert!(timers.at(phase, 0) >= Duration::from_mins(minutes), "{phase:?}");
        }
        let (small, large) = (timers.at(Phase::Dot, 1), timers.at(Phase::Dot, 3 * 1024 * 1024));
        assert_eq!(large - small, 2 * timers.dot_per_mib, "a large letter is scanned for longer");
    }
}
