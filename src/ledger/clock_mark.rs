//! How far the clock was ahead of the time that the machine had been running, when it was last trusted: tells a clock
//! that somebody has set, or a machine that stood still, from one that runs.

use std::fs::OpenOptions;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};

use super::{Boot, make_file};

/// So much in one start of the machine is no correction.
const JUMP: SignedDuration = SignedDuration::from_mins(10);
/// So little is not worth writing down.
const SMALL: SignedDuration = SignedDuration::from_secs(1);

/// A file beside the ledger; it is about this machine alone.
#[derive(Debug)]
pub struct ClockMark(PathBuf);

#[derive(serde::Serialize, serde::Deserialize)]
struct Mark {
    boot: String,
    /// Milliseconds.
    ahead: i64,
    /// How often a person had said by then that the clock is right.
    #[serde(default)]
    trusted: i64,
}

impl ClockMark {
    pub fn beside(ledger: &Path) -> Self {
        Self(ledger.with_file_name("clock.json"))
    }

    /// By how much the clock has been set since it was trusted in this start of the machine, if that is too much to go
    /// unseen. Otherwise, or once a person has `trusted` it again, it is trusted as it is now. What can't be written down
    /// is not looked at.
    pub fn jump(
        &self,
        boot: &Boot,
        trusted: i64,
        now: Timestamp,
        running: Duration,
    ) -> Option<SignedDuration> {
        let running = SignedDuration::try_from(running).ok()?;
        let ahead = now.duration_since(Timestamp::UNIX_EPOCH) - running;
        let known = std::fs::read(&self.0).ok().and_then(|text| serde_json::from_slice::<Mark>(&text).ok());
        let known = known.filter(|mark| mark.boot == boot.0 && mark.trusted == trusted);
        let off = known.map(|mark| ahead - SignedDuration::from_millis(mark.ahead));
        match off {
            Some(off) if off.abs() > JUMP => Some(off),
            Some(off) if off.abs() < SMALL => None,
            _ => {
                let ahead = i64::try_from(ahead.as_millis()).ok()?;
                // Nothing but this look hangs on it.
                _ = self.write(&Mark { boot: boot.0.clone(), ahead, trusted });
                None
            }
        }
    }

    fn write(&self, mark: &Mark) -> io::Result<()> {
        make_file(&self.0)?;
        let text = serde_json::to_vec(mark)?;
        OpenOptions::new().write(true).truncate(true).open(&self.0)?.write_all(&text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_that_is_set_while_the_machine_runs_is_seen_until_it_is_right_again_or_trusted() {
        let folder = tempfile::tempdir().unwrap();
        let mark = ClockMark::beside(&folder.path().join("ledger.db"));
        let start: Timestamp = "2026-06-01T10:00:00Z".parse().unwrap();
        let after = |trusted, running: u64, set: i64| {
            let now = start + Duration::from_secs(running) + SignedDuration::from_mins(set);
            mark.jump(&Boot("a".to_owned()), trusted, now, Duration::from_secs(running))
                .map(|off| off.as_mins())
        };
        for (running, set, jump) in [
            (10, 0, None),
            (20, 9, None),
            // Small corrections add up to no jump.
            (30, 18, None),
            (40, 29, Some(11)),
            (50, 29, Some(11)),
            (60, 18, None),
            (70, 7, Some(-11)),
        ] {
            assert_eq!(after(0, running, set), jump, "after {running} s, set by {set} min");
        }
        assert_eq!(after(1, 80, 7), None, "a person said that it is right");
        assert_eq!(after(1, 90, 18), Some(11));
        let other = Boot("b".to_owned());
        assert_eq!(
            mark.jump(&other, 1, start, Duration::from_secs(1)),
            None,
            "after a restart there is no telling"
        );
    }
}
