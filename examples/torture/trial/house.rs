//! A newsletter of its own folder: settings, a list, a ledger, and the real program to send from it.

use std::fmt::Write as _;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use courant::domain::{
    Clock, HoldReason, IssueId, Lang, Letter, ListName, Mailing, MailingId, MailingKind, MailingState,
    Schedule, Slot, SlotPlace, SlotWhat, Spliced,
};
use courant::ledger::{Ledger, NewMailing};
use jiff::{SignedDuration, Timestamp};
use rusqlite::Connection;

use super::Plan;
use super::relay::Form;

pub struct House {
    folder: tempfile::TempDir,
    program: PathBuf,
    readers: u32,
    connections: u32,
    /// Letters a minute, if there is a limit.
    rate: Option<u32>,
    /// In the order in which they were written.
    pub mailings: Vec<Mailing>,
}

/// A row of the ledger, as it stands in the end.
pub struct Row {
    pub key: [u8; 16],
    pub state: String,
}

impl House {
    pub fn new(plan: &Plan) -> Self {
        let memory = Path::new("/dev/shm");
        let folder = if memory.is_dir() { tempfile::tempdir_in(memory) } else { tempfile::tempdir() };
        Self::at(folder.unwrap(), plan, None)
    }

    /// Where an fsync costs what it costs.
    #[allow(dead_code, reason = "only the soak")]
    pub fn on_disk(plan: &Plan, rate: u32) -> Self {
        Self::at(tempfile::tempdir().unwrap(), plan, Some(rate))
    }

    fn at(folder: tempfile::TempDir, plan: &Plan, rate: Option<u32>) -> Self {
        let mut rows = String::from("email,name\n");
        for n in 0..plan.readers {
            writeln!(rows, "r{n}@example.eu,Reader {n}").unwrap();
        }
        fs::create_dir(folder.path().join("subscribers")).unwrap();
        fs::write(folder.path().join("subscribers/partners.csv"), rows).unwrap();
        let (program, readers, connections) = (plan.program.clone(), plan.readers, plan.connections);
        Self { folder, program, readers, connections, rate, mailings: Vec::new() }
    }

    fn root(&self) -> &Path {
        self.folder.path()
    }

    pub fn ledger_file(&self) -> PathBuf {
        self.root().join(".courant/ledger.db")
    }

    /// Where the machine remembers how much was written.
    pub fn memory(&self) -> PathBuf {
        self.root().join(".state/courant/ledgers")
    }

    pub fn ledger(&self) -> Ledger {
        Ledger::open_remembered(&self.ledger_file(), Some(&self.memory())).unwrap()
    }

    /// Settings for the next start of the sender.
    pub fn lead_to(&self, (port, form): (u16, Form)) {
        let rate = self.rate.map(|rate| format!("rate = \"{rate}/minute\"\n")).unwrap_or_default();
        let config = format!(
            "format = 1\n[newsletter]\nname = \"News\"\nlist_id = \"news.example.eu\"\nlanguages = [\"en\"]\n\
             timezone = \"Europe/Amsterdam\"\nmode = \"live\"\n[look]\naccent = \"#0a5c9e\"\n\
             [sender]\nfrom = \"News <news@example.eu>\"\norganisation = \"O\"\naddress = [\"Street 1\", \"Town\"]\n\
             website = \"https://example.eu\"\nprivacy = \"https://example.eu/privacy\"\n\
             [[team]]\nname = \"Anna\"\nemail = \"anna@example.eu\"\ndoes = [\"test\"]\n\
             [delivery]\ntransport = \"smtp\"\n{rate}{}[[delivery.relay]]\nhost = \"127.0.0.1\"\nport = {port}\n\
             tls = \"none\"\nconnections = {}\n\
             [web]\npublic_url = \"http://127.0.0.1:8484\"\nlisten = \"127.0.0.1:8484\"\n",
            form.config(),
            self.connections
        );
        fs::write(self.root().join("config.toml"), config).unwrap();
    }

    /// Writes a mailing to everybody, due now.
    pub async fn next_mailing(&mut self) {
        let issue = format!("trial-{}", self.mailings.len() + 1);
        let written = self.write(&issue, Clock::System.now()).await;
        self.mailings.push(written);
    }

    /// Writes one that is due in a year.
    #[allow(dead_code, reason = "only the soak")]
    pub async fn far_mailing(&self) -> MailingId {
        let due = Clock::System.now() + SignedDuration::from_hours(365 * 24);
        self.write("far", due).await.id
    }

    async fn write(&self, issue: &str, due: Timestamp) -> Mailing {
        let new = NewMailing {
            issue: IssueId::parse(issue).unwrap(),
            kind: MailingKind::Live,
            letters: vec![letter()],
            lists: vec![ListName::parse("partners").unwrap()],
            missing_of: None,
            corrects: None,
            confirmed: self.readers.into(),
            again: false,
            schedule: Schedule::now(&jiff::tz::TimeZone::UTC, due),
            expires_at: None,
            by: "anna".to_owned(),
        };
        self.ledger().create_mailing(new, Clock::System.now()).await.unwrap()
    }

    fn courant(&self) -> Command {
        let mut command = Command::new(&self.program);
        command
            .env("XDG_STATE_HOME", self.root().join(".state"))
            .arg("-C")
            .arg(self.root())
            .arg("--no-input");
        command
    }

    /// `courant work`, which ends when nothing is left to do.
    pub fn start(&self) -> Child {
        let log = File::options().create(true).append(true).open(self.root().join("sender.log")).unwrap();
        let mut command = self.courant();
        command.args(["work", "--detached"]).stdin(Stdio::null()).stdout(Stdio::null()).stderr(log);
        command.spawn().unwrap()
    }

    /// What the senders have said last.
    pub fn said(&self) -> String {
        let log = fs::read_to_string(self.root().join("sender.log")).unwrap_or_default();
        log.lines().rev().take(20).collect::<Vec<_>>().join("\n")
    }

    /// Whether `courant verify` finds nothing.
    pub fn agrees(&self, mailing: &Mailing) -> bool {
        let said = self.courant().args(["verify", &mailing.name]).output().unwrap();
        said.status.success()
    }

    /// How the last mailing stands, once its sender has ended. One that the sender held goes on.
    pub async fn state(&self) -> (MailingState, Option<HoldReason>) {
        let (ledger, id) = (self.ledger(), self.mailings.last().unwrap().id);
        let mailing = ledger.mailing(id).await.unwrap();
        if mailing.state == MailingState::Held {
            ledger.resume(id, "anna", Clock::System.now()).await.unwrap();
        }
        (mailing.state, mailing.held)
    }

    /// Letters that are being handed over, or would be if a sender lived.
    pub fn under_way(&self) -> u64 {
        let file = Connection::open(self.ledger_file()).unwrap();
        let sql = "SELECT count(*) FROM delivery WHERE state = 'submitting'";
        file.query_row(sql, [], |row| row.get::<_, u32>(0)).unwrap().into()
    }

    /// Whether SQLite finds nothing wrong with the file.
    pub fn is_sound(&self) -> bool {
        let file = Connection::open(self.ledger_file()).unwrap();
        let said: String = file.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0)).unwrap();
        said == "ok"
    }

    /// The rows of a mailing.
    pub fn rows(&self, mailing: &Mailing) -> Vec<Row> {
        let file = Connection::open(self.ledger_file()).unwrap();
        let mut query = file.prepare("SELECT addr_key, state FROM delivery WHERE mailing = ?").unwrap();
        let row = |row: &rusqlite::Row<'_>| Ok(Row { key: row.get(0)?, state: row.get(1)? });
        query.query_map([mailing.id.0], row).unwrap().map(Result::unwrap).collect()
    }
}

fn letter() -> Letter {
    let mut html = Spliced::fixed("<p>");
    let what = SlotWhat::Field { name: "name".to_owned(), fallback: "reader".to_owned() };
    html.push_slot(Slot { what, place: SlotPlace::Html });
    html.push_text(&"<p>Six busy months lie behind the partners of the project.</p>\n".repeat(20));
    Letter {
        lang: Lang::parse("en").unwrap(),
        subject: Spliced::fixed("Summer"),
        html,
        text: Spliced::fixed("Six busy months.\n".repeat(20)),
        pictures: Vec::new(),
        calendar: Vec::new(),
        lent: std::collections::BTreeMap::new(),
    }
}
