//! The ways that a mailing's letters may leave by, as the settings have them: connections to relays, or files.

use std::path::Path;

use super::{Error, Way};
use crate::domain::settings::{Pipelining, Relay, Settings};
use crate::domain::{Mailing, MailingKind, Mode};
use crate::mail::files::FilesTransport;
use crate::mail::smtp::{Allowed, Timers};
use crate::workspace::private;

/// Files need no more.
const FILE_LINES: u32 = 2;

/// Of each relay its connections, or why it can't be used; an error if none of them can. Runs the programs that print
/// passwords, so it blocks.
pub(super) fn ways(
    settings: &Settings,
    root: &Path,
    mailing: &Mailing,
    timers: Timers,
) -> Result<Vec<Result<Vec<Way>, Error>>, Error> {
    if mailing.kind == MailingKind::Files {
        let folder = root.join("outbox/sent").join(&mailing.name);
        let failed = |source| Error::Io { what: format!("{}: can't be made", folder.display()), source };
        private::folder(root, &folder).map_err(failed)?;
        let files = FilesTransport::new(folder);
        return Ok(vec![Ok((0..FILE_LINES).map(|_| Way::Files(files.clone())).collect())]);
    }
    let mut all: Vec<_> =
        settings.delivery.relays.iter().map(|relay| connections(settings, relay, root, timers)).collect();
    if all.iter().any(Result::is_ok) {
        return Ok(all);
    }
    let none = Error::Bug("config.toml names no relay any more".to_owned());
    Err(all.drain(..).find_map(Result::err).unwrap_or(none))
}

fn connections(settings: &Settings, relay: &Relay, root: &Path, timers: Timers) -> Result<Vec<Way>, Error> {
    let allowed = match settings.newsletter.mode {
        Mode::Live => Allowed::Everybody,
        Mode::Test => Allowed::only(settings.test_readers().map(|person| &person.address)),
    };
    let transport = crate::desk::relay::transport(relay, root, allowed)?.with_timers(timers);
    let transport = transport.of(settings.sender.addresses());
    let way = || Way::Smtp {
        transport: transport.clone(),
        in_flight: match settings.delivery.pipelining {
            Pipelining::Envelope => None,
            Pipelining::Deep { in_flight } => Some(in_flight.into()),
        },
        letters_per_connection: relay.messages_per_connection.max(1),
        open: None,
    };
    Ok((0..relay.connections.max(1)).map(|_| way()).collect())
}

#[cfg(test)]
mod tests {
    use std::fs::{self, File};
    use std::io::Write as _;

    use super::*;
    use crate::workspace::Workspace;

    const RELAY: &str = "\n[[delivery.relay]]\nhost = \"127.0.0.1\"\nport = 2525\ntls = \"none\"\n";

    #[test]
    fn in_test_mode_a_round_reaches_nobody_but_the_test_readers_whoever_was_planned() {
        let demo = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("config.toml")).unwrap();
        for mode in [Mode::Test, Mode::Live] {
            let folder = tempfile::tempdir().unwrap();
            let config = match mode {
                Mode::Test => demo.clone(),
                Mode::Live => demo.replace("mode = \"test\"", "mode = \"live\""),
            };
            let mut file = File::create(folder.path().join("config.toml")).unwrap();
            file.write_all((config + RELAY).as_bytes()).unwrap();
            let settings = Workspace::open(folder.path()).unwrap().settings().0.unwrap();
            assert_eq!(settings.newsletter.mode, mode);
            let relay = settings.delivery.relays.first().unwrap();
            let ways = connections(&settings, relay, folder.path(), Timers::default()).unwrap();
            let Some(Way::Smtp { transport, .. }) = ways.first() else { panic!("{ways:?}") };
            let reader = crate::domain::Address::parse("anybody@example.eu").unwrap();
            let tester = settings.test_readers().next().unwrap();
            assert_eq!(transport.may_reach(&reader), mode == Mode::Live);
            assert!(transport.may_reach(&tester.address));
        }
    }
}
