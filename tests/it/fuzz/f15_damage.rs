//! F15: a ledger whose file or log was cut, spoilt or mixed up. It is refused, or it recovers; whoever has the letter, or
//! may have it, is never sent it again.

use std::fs;
use std::path::{Path, PathBuf};

use courant::domain::{AddrKey, MailingId, Outcome};
use courant::ledger::{Boot, Error, Holder, Ledger, Submit};

use super::{Feed, Trace};
use crate::story::props::{at, folder, sending};

const NAMES: [&str; 12] = ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l"];
const BOOT: &str = "before";

/// The files of a ledger whose sender was killed, and what was true then.
struct Scene {
    folder: tempfile::TempDir,
    file: Vec<u8>,
    log: Vec<u8>,
    /// What the machine remembers of it.
    memory: PathBuf,
    remembered: Vec<u8>,
    mailing: MailingId,
    /// Accepted, uncertain or on their way.
    may_have_it: Vec<AddrKey>,
    /// Claimed, with nothing said to a server.
    claimed: Vec<AddrKey>,
}

thread_local! {
    static SCENE: Scene = Scene::new();
}

fn log_of(ledger: &Path) -> PathBuf {
    ledger.with_file_name("ledger.db-wal")
}

/// As the program opens it.
fn open(ledger: &Path) -> Result<Ledger, Error> {
    Ledger::open_remembered(ledger, Some(&ledger.parent().unwrap().with_file_name("memory")))
}

impl Scene {
    fn new() -> Self {
        let folder = folder();
        let path = folder.path().join(".courant/ledger.db");
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let (mailing, may_have_it, claimed, file, log) = runtime.block_on(async {
            let ledger = open(&path).unwrap();
            let mailing = sending(&ledger, "summer", &NAMES).await;
            let rows = hand_over(&ledger, mailing.id, 4).await;
            // What was written so far goes from the log into the file.
            drop(ledger);
            let ledger = open(&path).unwrap();
            let more = hand_over(&ledger, mailing.id, 5).await;
            // Two of each four, and the one on its way.
            let may_have_it = rows[..2].iter().chain(&more[..3]).copied().collect();
            let (file, log) = (fs::read(&path).unwrap(), fs::read(log_of(&path)).unwrap());
            (mailing.id, may_have_it, more[4..].to_vec(), file, log)
        });
        let memory = fs::read_dir(folder.path().join("memory")).unwrap().next().unwrap().unwrap().path();
        let remembered = fs::read(&memory).unwrap();
        Self { folder, file, log, memory, remembered, mailing, may_have_it, claimed }
    }
}

/// Of so many claimed letters: the first accepted, the second uncertain, the third on its way, the fourth failed, the rest
/// only claimed. The third of four has failed as well, so that nobody is on their way after the first time.
async fn hand_over(ledger: &Ledger, mailing: MailingId, many: u32) -> Vec<AddrKey> {
    let lock =
        ledger.sending_lock(Holder { boot: BOOT.to_owned(), ..Holder::this(&Boot(BOOT.to_owned()), at(0)) });
    let (turn, _) = ledger.take_over(&lock.unwrap(), at(1)).await.unwrap();
    let rows: Vec<AddrKey> =
        turn.claim(mailing, many, at(2)).await.unwrap().into_iter().map(|row| row.key).collect();
    for (n, key) in rows.iter().enumerate().take(4) {
        assert_eq!(turn.submit(mailing, *key, at(2)).await.unwrap(), Submit::Go);
        let failed = Outcome::Failed { class: "address-invalid", reply: None, detail: String::new() };
        let outcome = match n {
            0 => Outcome::Accepted { reply: None },
            1 => Outcome::Unknown { detail: "no answer".to_owned() },
            2 if many > 4 => continue,
            _ => failed,
        };
        turn.record(mailing, *key, outcome, None, at(3)).await.unwrap();
    }
    rows
}

/// Does something bad to the bytes.
fn damage(bytes: &mut Vec<u8>, feed: &mut Feed<'_>) {
    for _ in 0..=feed.below(4) {
        if bytes.is_empty() {
            return;
        }
        let at = (feed.wide(65_536) << 8 | usize::from(feed.byte())) % bytes.len();
        let long = (feed.wide(8192) + 1).min(bytes.len() - at);
        match feed.below(6) {
            0 => bytes.truncate(at),
            1 | 2 => bytes[at] ^= 1 << feed.below(8),
            3 => bytes[at..at + long].fill(feed.byte()),
            4 => {
                // A page stands in another one's place.
                let (from, to) = (at / 4096 * 4096, feed.wide(65_536) * 4096 % bytes.len() / 4096 * 4096);
                let long = 4096.min(bytes.len() - from.max(to));
                bytes.copy_within(from..from + long, to);
            }
            _ => bytes[at] = feed.byte(),
        }
    }
}

pub fn run(bytes: &[u8]) -> u64 {
    SCENE.with(|scene| scene.play(Feed::new(bytes)))
}

impl Scene {
    fn play(&self, mut feed: Feed<'_>) -> u64 {
        let (mut file, mut log, mut trace) = (self.file.clone(), self.log.clone(), Trace::new());
        let what = feed.below(3);
        if what != 1 {
            damage(&mut file, &mut feed);
        }
        if what != 0 {
            damage(&mut log, &mut feed);
        }
        let path = self.folder.path().join(".courant/ledger.db");
        for entry in fs::read_dir(path.parent().unwrap()).unwrap().map(|entry| entry.unwrap().path()) {
            // Another file of this name would be another ledger.
            if entry != path {
                fs::remove_file(entry).unwrap();
            }
        }
        fs::write(&self.memory, &self.remembered).unwrap();
        fs::write(&path, file).unwrap();
        fs::write(log_of(&path), log).unwrap();
        // A log that ends too soon is that of a machine whose power failed.
        let boot = if what == 0 { BOOT } else { "after" };
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let reached = runtime.block_on(self.send_all(&path, boot, &mut trace));
        trace.note(u64::from(reached.is_ok()));
        trace.0
    }

    /// Sends whatever can be claimed.
    async fn send_all(&self, path: &Path, boot: &str, trace: &mut Trace) -> Result<(), Error> {
        let ledger = open(path)?;
        trace.note(1_u8);
        let lock = ledger
            .sending_lock(Holder { boot: boot.to_owned(), ..Holder::this(&Boot(boot.to_owned()), at(9)) })?;
        let (turn, recovered) = ledger.take_over(&lock, at(10)).await?;
        trace.note(2 + recovered.unknown * 8 + recovered.planned);
        for _ in 0..NAMES.len() {
            let rows = turn.claim(self.mailing, 3, at(11)).await?;
            for row in &rows {
                let go = turn.submit(self.mailing, row.key, at(11)).await? == Submit::Go;
                trace.note(3_u8);
                assert!(
                    !go || !self.may_have_it.contains(&row.key),
                    "somebody who may have it is sent it again"
                );
                assert!(
                    !go || boot == BOOT || !self.claimed.contains(&row.key),
                    "what was claimed before the power failed"
                );
            }
            if rows.is_empty() {
                break;
            }
        }
        Ok(())
    }
}
