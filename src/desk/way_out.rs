//! How a mailing would leave, as it is shown before somebody confirms it. `config.toml` may be edited by hand at any
//! time; nobody confirms one thing and gets another.

use super::send::Error;
use crate::domain::settings::{Settings, TransportKind};
use crate::domain::{Address, Localized, Mode};
use crate::workspace::Workspace;

/// What is shown of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WayOut {
    transport: TransportKind,
    mode: Mode,
    /// Where letters go over SMTP.
    relays: Vec<(String, u16)>,
    from: (Localized, Address),
}

impl WayOut {
    pub fn of(settings: &Settings) -> Self {
        let transport = settings.delivery.transport;
        let relays = settings.delivery.relays.iter().filter(|_| transport == TransportKind::Smtp);
        Self {
            transport,
            mode: settings.newsletter.mode,
            relays: relays.map(|relay| (relay.host.clone(), relay.port)).collect(),
            from: (settings.sender.name.clone(), settings.sender.address.clone()),
        }
    }

    /// Refuses if `config.toml` says something else by now. Blocks.
    pub fn still_so(&self, workspace: &Workspace) -> Result<(), Error> {
        let (settings, problems) = workspace.settings();
        let Some(now) = settings.as_ref().map(Self::of) else { return Err(Error::Broken(problems)) };
        let changed = [
            ("the transport", now.transport != self.transport),
            ("the mode", now.mode != self.mode),
            ("the mail server", now.relays != self.relays),
            ("the sender", now.from != self.from),
        ];
        let changed: Vec<&str> = changed.iter().filter(|(_, is)| *is).map(|(what, _)| *what).collect();
        if changed.is_empty() {
            return Ok(());
        }
        Err(Error::Refused {
            what: format!("config.toml was changed since this was shown: {}", changed.join(", ")),
            remedy: "look at what it says now, and confirm that".to_owned(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::desk::init::{Start, init};

    #[test]
    fn what_is_confirmed_is_refused_once_config_toml_says_something_else_than_was_shown() {
        let folder = tempfile::tempdir().expect("a folder");
        init(folder.path(), Start::Demo).expect("made");
        let workspace = Workspace::open(folder.path()).expect("a workspace");
        let shown = WayOut::of(&workspace.settings().0.expect("sound"));
        assert!(shown.still_so(&workspace).is_ok());
        let file = folder.path().join("config.toml");
        let config = std::fs::read_to_string(&file).expect("config");
        let relay = "\n[[delivery.relay]]\nhost = \"127.0.0.1\"\nport = 1\ntls = \"none\"\n";
        for (from, to, what) in [
            ("mode = \"test\"", "mode = \"live\"", "the mode"),
            ("transport = \"files\"", "transport = \"smtp\"", "the transport, the mail server"),
            ("<news@", "<other@", "the sender"),
        ] {
            let mut other = config.replace(from, to);
            if to.contains("smtp") {
                other.push_str(relay);
            }
            assert_ne!(other, config, "{from}");
            crate::workspace::save::atomically(&file, other.as_bytes()).expect("written");
            match shown.still_so(&workspace) {
                Err(Error::Refused { what: told, .. }) => assert!(told.ends_with(what), "{told}"),
                other => panic!("{other:?}"),
            }
        }
    }
}
