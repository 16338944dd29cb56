//! A workspace that sends to the relay of a test: lists of any length, a ledger, a sender in this process.

use std::fmt::Write as _;
use std::path::Path;
use std::time::Duration;

use courant::desk::send::{Sender, Tempo};
use courant::domain::{Clock, Letter, Mailing, Schedule, Slot, SlotPlace, SlotWhat, Spliced};
use courant::ledger::{Ledger, NewMailing};
use courant::workspace::Workspace;
use jiff::{SignedDuration, Timestamp};
use tokio::sync::watch;
use tokio::task::JoinHandle;

use crate::props::relay::{SHORT, TestRelay};
use crate::story::props::{folder, lang, list, new_mailing};

pub const LANGUAGES: [&str; 5] = ["en", "hu", "sv", "nb", "nl"];

/// Nothing is measured by it: what never ends is to fail.
const PATIENCE: Duration = Duration::from_secs(300);

pub struct Stage {
    pub folder: tempfile::TempDir,
    pub ledger: Ledger,
}

pub fn config(relay: &TestRelay, more: &str) -> String {
    let port = relay.address.port();
    format!(
        r#"format = 1
[newsletter]
name = "HELIUM News"
list_id = "news.example.eu"
languages = ["en", "hu", "sv", "nb", "nl"]
timezone = "Europe/Amsterdam"
mode = "live"
[look]
accent = "{accent}"
[sender]
from = "HELIUM News <news@example.eu>"
organisation = "Brainport Development"
address = ["Emmasingel 11", "5611 AZ Eindhoven"]
website = "https://example.eu"
privacy = "https://example.eu/privacy"
[[team]]
name = "Anna"
email = "anna@example.eu"
does = ["test"]
[delivery]
transport = "smtp"
[[delivery.relay]]
host = "127.0.0.1"
port = {port}
tls = "none"
{more}
[web]
public_url = "http://127.0.0.1:8484"
listen = "127.0.0.1:8484"
"#,
        accent = "#0a5c9e"
    )
}

pub fn letter(tag: &str) -> Letter {
    let mut html = Spliced::fixed("<p>");
    let what = SlotWhat::Field { name: "name".to_owned(), fallback: "reader".to_owned() };
    html.push_slot(Slot { what, place: SlotPlace::Html });
    html.push_text("</p>");
    Letter {
        lang: lang(tag),
        subject: Spliced::fixed(format!("Summer {tag}")),
        html,
        text: Spliced::fixed("Summer"),
        pictures: Vec::new(),
        calendar: Vec::new(),
        lent: std::collections::BTreeMap::new(),
    }
}

impl Stage {
    /// A list "partners" of `readers`, in five languages in turn.
    pub fn new(relay: &TestRelay, readers: usize, more: &str) -> Self {
        Self::at(folder(), relay, readers, more)
    }

    pub fn at(folder: tempfile::TempDir, relay: &TestRelay, readers: usize, more: &str) -> Self {
        let root = folder.path();
        std::fs::write(root.join("config.toml"), config(relay, more)).unwrap();
        std::fs::create_dir(root.join("subscribers")).unwrap();
        let mut rows = String::from("email,name,language\n");
        for n in 0..readers {
            writeln!(rows, "r{n}@example.eu,Reader {n},{}", LANGUAGES[n % 5]).unwrap();
        }
        std::fs::write(root.join("subscribers/partners.csv"), rows).unwrap();
        let ledger = Ledger::open(&root.join(".courant/ledger.db")).unwrap();
        Self { folder, ledger }
    }

    pub fn root(&self) -> &Path {
        self.folder.path()
    }

    /// Due now, to everybody on the list.
    pub async fn mailing(&self, confirmed: u64) -> Mailing {
        self.mailing_of("summer", confirmed).await
    }

    pub async fn mailing_of(&self, issue: &str, confirmed: u64) -> Mailing {
        self.write(new_mailing(issue), confirmed).await
    }

    /// Not worth sending after `expires_at`.
    pub async fn mailing_until(&self, confirmed: u64, expires_at: Timestamp) -> Mailing {
        self.write(NewMailing { expires_at: Some(expires_at), ..new_mailing("summer") }, confirmed).await
    }

    pub async fn mailing_at(&self, confirmed: u64, written: Timestamp, due: Timestamp) -> Mailing {
        self.write_at(new_mailing("summer"), confirmed, written, due).await
    }

    /// Written an hour before it is due.
    pub async fn mailing_of_at(&self, issue: &str, confirmed: u64, due: Timestamp) -> Mailing {
        self.write_at(new_mailing(issue), confirmed, due - SignedDuration::from_hours(1), due).await
    }

    /// Due at another time than now.
    pub async fn mailing_due(&self, issue: &str, confirmed: u64, due: Timestamp) -> Mailing {
        self.write_at(new_mailing(issue), confirmed, now(), due).await
    }

    async fn write(&self, new: NewMailing, confirmed: u64) -> Mailing {
        let now = now();
        self.write_at(new, confirmed, now, now).await
    }

    pub async fn write_at(
        &self,
        mut new: NewMailing,
        confirmed: u64,
        written: Timestamp,
        due: Timestamp,
    ) -> Mailing {
        new.letters = LANGUAGES.map(letter).to_vec();
        new.lists = vec![list("partners")];
        new.confirmed = confirmed;
        new.schedule = Schedule::now(&new.schedule.time_zone(), due);
        self.ledger.create_mailing(new, written).await.unwrap()
    }

    pub fn sender(&self) -> Sender {
        self.sender_in(self.root())
    }

    /// One that finds its lists and settings elsewhere.
    pub fn sender_in(&self, root: &Path) -> Sender {
        Sender {
            workspace: Workspace::open(root).unwrap(),
            ledger: self.ledger.clone(),
            clock: Clock::System,
            tempo: Tempo {
                poll: Duration::from_millis(20),
                first_wait: Duration::from_millis(50),
                silence: Duration::from_secs(20),
                timers: SHORT,
            },
            ends_when_idle: true,
        }
    }

    /// Runs a sender until nothing is left to do, or for far too long.
    pub async fn send(&self) {
        self.send_at(Clock::System).await;
    }

    pub async fn send_at(&self, clock: Clock) {
        let (_tell, told) = watch::channel(false);
        let sender = Sender { clock, ..self.sender() };
        tokio::time::timeout(PATIENCE, sender.run(told)).await.expect("a sender does not end").unwrap();
    }

    /// A sender that runs until it is told to end.
    pub fn start(&self) -> (watch::Sender<bool>, JoinHandle<()>) {
        let (tell, told) = watch::channel(false);
        let mut sender = self.sender();
        sender.ends_when_idle = false;
        (tell, tokio::spawn(async move { sender.run(told).await.unwrap() }))
    }
}

pub fn now() -> Timestamp {
    Clock::System.now()
}
