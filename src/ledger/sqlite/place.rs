//! Tells the one ledger from a copy: it knows its machine and its file, and this machine remembers how much was
//! written to it.

use std::fs::{File, OpenOptions};
use std::io::Write as _;
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::fs::{FileExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};

use aws_lc_rs::digest::{SHA256, digest};
use jiff::Timestamp;
use rusqlite::{Connection, Row};

use super::{Durable, Error, Ledger, mailings};
use crate::domain::{HoldReason, Mailing, MailingEvent, MailingId};
use crate::ledger::{Doubt, file_system, make_folder};

/// Where this process has the ledger open.
#[derive(Debug, Clone, Default)]
pub(super) struct Here {
    /// Where this machine keeps what it remembers of ledgers; nothing is remembered without.
    memory: Option<PathBuf>,
    /// A name that says nothing but whether it is the same one; none where machines have no names.
    machine: Option<String>,
    /// None where files have no lasting number.
    inode: Option<i64>,
    /// Where this machine remembers which ledger lies in this place.
    resident: Option<PathBuf>,
}

impl Here {
    pub fn of(ledger: &Path, inode: u64, memory: Option<&Path>) -> Self {
        let inode = file_system::keeps_inodes(ledger).then_some(inode.cast_signed());
        let resident = memory.zip(ledger.canonicalize().ok()).map(|(memory, ledger)| {
            memory.join(format!("at-{}", in_hex(digest(&SHA256, ledger.as_os_str().as_bytes()).as_ref())))
        });
        Self { memory: memory.map(Path::to_owned), machine: machine(), inode, resident }
    }

    /// Whether this machine remembers another ledger in this place.
    fn had_another(&self, id: &[u8; 8]) -> bool {
        let known = self.resident.as_ref().and_then(|file| std::fs::read_to_string(file).ok());
        // What a power cut has left of it says nothing.
        let known = known.as_deref().and_then(|known| known.strip_prefix(RESIDENT)?.strip_suffix('\n'));
        known.is_some_and(|known| known.len() == 2 * id.len() && known != in_hex(id))
    }
}

/// What the name of the ledger stands behind, where its place is remembered.
const RESIDENT: &str = "ledger ";

fn machine() -> Option<String> {
    let id = std::fs::read("/etc/machine-id").or_else(|_| std::fs::read("/var/lib/dbus/machine-id")).ok()?;
    let id = id.trim_ascii();
    if id.is_empty() || id == b"uninitialized" {
        return None;
    }
    let hashed = digest(&SHA256, &[b"courant ledger\0", id].concat());
    Some(in_hex(hashed.as_ref()))
}

/// The first eight octets.
fn in_hex(octets: &[u8]) -> String {
    octets.iter().take(8).map(|octet| format!("{octet:02x}")).collect()
}

/// As the ledger has it.
struct Place {
    id: [u8; 8],
    machine: Option<String>,
    inode: Option<i64>,
    restored: Option<String>,
    writes: i64,
}

const COLUMNS: &str = "id, machine, inode, restored, writes";

fn place(row: &Row<'_>) -> rusqlite::Result<Place> {
    Ok(Place {
        id: row.get(0)?,
        machine: row.get(1)?,
        inode: row.get(2)?,
        restored: row.get(3)?,
        writes: row.get(4)?,
    })
}

impl Place {
    fn doubt(&self, here: &Here) -> Option<Doubt> {
        fn another<T: PartialEq>(then: Option<&T>, now: Option<&T>) -> bool {
            then.zip(now).is_some_and(|(then, now)| then != now)
        }
        if let Some(made) = &self.restored {
            return Some(Doubt::Restored { made: made.clone() });
        }
        if another(self.machine.as_ref(), here.machine.as_ref()) {
            return Some(Doubt::Machine);
        }
        another(self.inode.as_ref(), here.inode.as_ref()).then_some(Doubt::File)
    }

    fn file(&self, here: &Here) -> Option<PathBuf> {
        Some(here.memory.as_ref()?.join(in_hex(&self.id)))
    }
}

fn read(conn: &Connection) -> Result<Place, Error> {
    Ok(conn.prepare_cached(&format!("SELECT {COLUMNS} FROM place"))?.query_row([], place)?)
}

fn fresh_id() -> Result<[u8; 8], Error> {
    let mut id = [0; 8];
    aws_lc_rs::rand::fill(&mut id).map_err(|_| Error::Corrupt("no random bytes for a name"))?;
    Ok(id)
}

/// Writes down where a new ledger lives.
pub(super) fn settle(conn: &Connection, here: &Here) -> Result<(), Error> {
    if conn.query_row("SELECT EXISTS (SELECT 1 FROM place)", [], |row| row.get(0))? {
        return Ok(());
    }
    conn.execute(
        "INSERT INTO place (one, id, machine, inode, writes) VALUES (1, ?, ?, ?, 0) ON CONFLICT DO NOTHING",
        (fresh_id()?, &here.machine, here.inode),
    )?;
    Ok(())
}

/// What stands against this ledger being the one that it was. What is remembered is read first: it is written last.
pub(super) fn doubt(conn: &Connection, here: &Here) -> Result<Option<Doubt>, Error> {
    let before = read(conn)?;
    let remembered = before.file(here).and_then(|file| number_in(&File::open(file).ok()?));
    let standing = read(conn)?;
    let forgets = standing.id == before.id && remembered.is_some_and(|writes| writes > standing.writes);
    let doubt = standing.doubt(here).or(forgets.then_some(Doubt::Forgets));
    Ok(doubt.or_else(|| here.had_another(&standing.id).then_some(Doubt::Another)))
}

/// Holds whatever could be sent by itself; says how many mailings.
pub(super) fn hold(conn: &Connection, doubt: &Doubt, now: Timestamp) -> Result<u64, Error> {
    let why = HoldReason::Copied { detail: doubt.to_string() };
    let mut open =
        conn.prepare("SELECT id FROM mailing WHERE state IN ('scheduled', 'sending', 'pausing')")?;
    let open: Vec<MailingId> = open.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
    for id in &open {
        mailings::happen(conn, *id, MailingEvent::Hold, Some(&why), None, now)?;
    }
    Ok(super::columns::count(i64::try_from(open.len()).unwrap_or(0)))
}

/// This is the ledger from now on, under a name of its own: what the machine remembers of the original is left to it.
fn adopt(conn: &Connection, here: &Here, by: &str, now: Timestamp) -> Result<Vec<Mailing>, Error> {
    conn.execute(
        "UPDATE place SET id = ?, machine = ?, inode = ?, restored = NULL",
        (fresh_id()?, &here.machine, here.inode),
    )?;
    let held = mailings::all(conn, "WHERE state = 'held' ORDER BY due, created_at, name")?;
    let ours = held.iter().filter(|mailing| matches!(mailing.held, Some(HoldReason::Copied { .. })));
    ours.map(|mailing| mailings::happen(conn, mailing.id, MailingEvent::Resume, None, Some(by), now))
        .collect()
}

/// Says in a copy that it is one; it is held wherever it is put back.
pub(super) fn mark_as_backup(conn: &Connection, made: Timestamp) -> Result<(), Error> {
    conn.execute("UPDATE place SET restored = ?", [made.strftime("%F %H:%M UTC").to_string()])?;
    Ok(())
}

/// Counts what is made durable, in the ledger and outside of it.
#[derive(Debug)]
pub(super) struct Memory {
    here: Here,
    open: Option<([u8; 8], File)>,
}

impl Memory {
    pub fn new(here: Here) -> Self {
        Self { here, open: None }
    }

    /// To be called inside the transaction. An older ledger is not counted on: it would catch up with what is remembered of
    /// the one whose place it took, and be taken for it.
    pub fn count(&self, conn: &Connection) -> Result<Counted, Error> {
        let standing = read(conn)?;
        if self.remembered(&standing).is_some_and(|known| known > standing.writes) {
            return Ok(Counted(standing));
        }
        let sql = format!("UPDATE place SET writes = writes + 1 RETURNING {COLUMNS}");
        Ok(Counted(conn.prepare_cached(&sql)?.query_row([], place)?))
    }

    fn remembered(&self, place: &Place) -> Option<i64> {
        match &self.open {
            Some((id, file)) if *id == place.id => number_in(file),
            _ => number_in(&File::open(place.file(&self.here)?).ok()?),
        }
    }

    /// To be called once that is committed: the ledger is never behind what is remembered, unless it is an older one.
    /// What can't be remembered is not.
    pub fn remember(&mut self, Counted(place): &Counted) {
        if place.doubt(&self.here).is_some() || self.here.had_another(&place.id) {
            return;
        }
        if self.open.as_ref().is_none_or(|(id, _)| *id != place.id) {
            let file = place.file(&self.here).and_then(|path| {
                make_folder(&path).ok()?;
                OpenOptions::new()
                    .read(true)
                    .write(true)
                    .create(true)
                    .truncate(false)
                    .mode(0o600)
                    .open(path)
                    .ok()
            });
            self.open = file.map(|file| (place.id, file));
            if let Some(resident) = self.open.as_ref().and(self.here.resident.as_ref()) {
                // What can't be remembered is not.
                let mut options = OpenOptions::new();
                let opened = options.write(true).create(true).truncate(true).mode(0o600).open(resident);
                let words = format!("{RESIDENT}{}\n", in_hex(&place.id));
                _ = opened.and_then(|mut file| file.write_all(words.as_bytes()));
            }
        }
        let Some((_, file)) = &self.open else { return };
        if number_in(file).is_none_or(|known| known < place.writes) {
            // Whoever reads half of it takes it for nothing.
            _ = file.write_all_at(format!("{:020}\n", place.writes).as_bytes(), 0);
        }
    }
}

/// What was counted, not yet committed.
pub(super) struct Counted(Place);

fn number_in(file: &File) -> Option<i64> {
    let mut bytes = [0; 21];
    file.read_exact_at(&mut bytes, 0).ok()?;
    std::str::from_utf8(&bytes).ok()?.strip_suffix('\n')?.parse().ok()
}

impl Ledger {
    /// Whether it may be a copy, or older than what has happened; then nothing is sent from it before a person adopts it.
    pub async fn doubt(&self) -> Result<Option<Doubt>, Error> {
        let here = self.0.here.clone();
        self.read(move |conn| doubt(conn, &here)).await
    }

    /// From here on this is the ledger; what was held for doubt goes on. Gives those mailings.
    pub async fn adopt(&self, by: &str, now: Timestamp) -> Result<Vec<Mailing>, Error> {
        let (here, by) = (self.0.here.clone(), by.to_owned());
        if let Some(resident) = &here.resident {
            _ = std::fs::remove_file(resident);
        }
        self.write(Durable::PowerCut, move |conn| adopt(conn, &here, &by, now)).await
    }
}
