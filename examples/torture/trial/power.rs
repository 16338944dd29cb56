//! A power cut, played on the files of a ledger whose sender was killed: of what was written without an fsync, any
//! part may be gone.
//!
//! SQLite syncs its log with every commit that must survive, and such a commit counts itself in the table `place`; the
//! machine remembers the count once the fsync has returned. So the pages of that table in the log tell how far the log
//! was certainly on the disk. What a checkpoint has begun to copy was synced before as well.

use std::fs::{self, File};
use std::os::unix::fs::FileExt as _;
use std::path::{Path, PathBuf};

use rusqlite::Connection;

use super::dice::Dice;

const HEAD: usize = 32;
const FRAME_HEAD: usize = 24;

/// What a cut took away.
#[derive(Debug, Default, Clone, Copy)]
pub struct Loss {
    /// Pages in the log that were not certain to be on the disk.
    pub at_risk: usize,
    pub lost: usize,
}

/// Which page of the file holds the table `place`; it never moves.
pub fn page_of_place(ledger: &Path) -> u32 {
    let file = Connection::open(ledger).unwrap();
    let sql = "SELECT rootpage FROM sqlite_schema WHERE name = 'place'";
    file.query_row(sql, [], |row| row.get(0)).unwrap()
}

/// Plays the cut. Nobody has the ledger open.
pub fn fails(ledger: &Path, memory: &Path, page_of_place: u32, dice: &mut Dice) -> Loss {
    let log = Log::read(ledger);
    let synced = log.as_ref().map_or(0, |log| log.synced(ledger, memory, page_of_place));
    let loss = log.map(|log| log.lose(synced, dice)).unwrap_or_default();
    // The map of the log is never on a disk that matters, and what the machine remembers is not synced at all.
    _ = fs::remove_file(beside(ledger, "-shm"));
    match dice.below(4) {
        0 => memories(memory).iter().for_each(|file| fs::write(file, "").unwrap()),
        1 => memories(memory).iter().for_each(|file| fs::remove_file(file).unwrap()),
        _ => {}
    }
    loss
}

fn beside(ledger: &Path, ending: &str) -> PathBuf {
    let mut name = ledger.as_os_str().to_owned();
    name.push(ending);
    name.into()
}

fn memories(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten();
    entries.map(|entry| entry.unwrap().path()).collect()
}

fn number(bytes: &[u8], at: usize) -> u32 {
    u32::from_be_bytes(bytes[at..at + 4].try_into().unwrap())
}

/// The write-ahead log.
struct Log {
    path: PathBuf,
    bytes: Vec<u8>,
    page: usize,
    /// Of each whole frame of this generation the page, and whether it ends a transaction.
    frames: Vec<(u32, bool)>,
}

impl Log {
    fn read(ledger: &Path) -> Option<Self> {
        let path = beside(ledger, "-wal");
        let bytes = fs::read(&path).ok().filter(|bytes| bytes.len() > HEAD)?;
        let (page, salts) = (usize::try_from(number(&bytes, 8)).unwrap(), &bytes[16..24]);
        let whole = bytes[HEAD..].chunks_exact(FRAME_HEAD + page);
        let ours = whole.take_while(|frame| &frame[8..16] == salts);
        let frames: Vec<_> = ours.map(|frame| (number(frame, 0), number(frame, 4) != 0)).collect();
        Some(Self { path, page, frames, bytes })
    }

    /// How many frames were certainly on the disk.
    fn synced(&self, ledger: &Path, memory: &Path, page_of_place: u32) -> usize {
        let mut counted = Vec::new();
        let mut counts = false;
        for (n, (page, ends)) in self.frames.iter().enumerate() {
            counts |= *page == page_of_place;
            if *ends && std::mem::take(&mut counts) {
                counted.push(n + 1);
            }
        }
        let remembered = memories(memory)
            .iter()
            .find_map(|file| fs::read_to_string(file).ok()?.trim().parse::<u64>().ok());
        // The last ones may have been written when the sender was killed, and not synced.
        let not_yet = remembered.map_or(0, |remembered| writes(ledger) - remembered);
        counted.truncate(counted.len().saturating_sub(usize::try_from(not_yet).unwrap()));
        counted.last().copied().unwrap_or(0).max(self.checkpointed(ledger))
    }

    /// How many frames a checkpoint has begun to copy. All of them, if the log was about to be begun anew.
    fn checkpointed(&self, ledger: &Path) -> usize {
        let Ok(map) = fs::read(beside(ledger, "-shm")) else { return 0 };
        if map.len() < 136 || map[32..40] != self.bytes[16..24] {
            return self.frames.len();
        }
        usize::try_from(u32::from_ne_bytes(map[128..132].try_into().unwrap())).unwrap().min(self.frames.len())
    }

    /// Takes away what was not synced: all of it or a part, whole frames or torn ones, the end or the middle.
    fn lose(&self, synced: usize, dice: &mut Dice) -> Loss {
        let (all, size) = (self.frames.len(), FRAME_HEAD + self.page);
        let at_risk = all - synced;
        if at_risk == 0 {
            return Loss::default();
        }
        let file = File::options().write(true).open(&self.path).unwrap();
        let pick = |dice: &mut Dice| synced + usize::try_from(dice.below(at_risk as u64)).unwrap();
        let begins = |frame: usize| (HEAD + frame * size) as u64;
        let first_lost = match dice.below(8) {
            // A page in the middle never arrived; those behind it did.
            0 => {
                let hole = pick(dice);
                file.write_all_at(&vec![0; size], begins(hole)).unwrap();
                hole
            }
            // One arrived in part.
            1 => {
                let torn = pick(dice);
                let part = dice.below(size as u64);
                file.set_len(begins(torn) + part).unwrap();
                torn
            }
            // One arrived with a wrong bit.
            2 => {
                let spoilt = pick(dice);
                let at = FRAME_HEAD + usize::try_from(dice.below(self.page as u64)).unwrap();
                let old = self.bytes[HEAD + spoilt * size + at];
                file.write_all_at(&[old ^ 1], begins(spoilt) + at as u64).unwrap();
                spoilt
            }
            3 | 4 => {
                file.set_len(begins(synced)).unwrap();
                synced
            }
            _ => {
                let cut = pick(dice);
                file.set_len(begins(cut)).unwrap();
                cut
            }
        };
        Loss { at_risk, lost: all - first_lost }
    }
}

/// How many durable commits the ledger has counted, read from a copy.
fn writes(ledger: &Path) -> u64 {
    let folder = tempfile::tempdir_in(ledger.parent().unwrap()).unwrap();
    let copy = folder.path().join("copy.db");
    fs::copy(ledger, &copy).unwrap();
    fs::copy(beside(ledger, "-wal"), beside(&copy, "-wal")).unwrap();
    let file = Connection::open(copy).unwrap();
    file.query_row("SELECT writes FROM place", [], |row| row.get::<_, i64>(0)).unwrap().try_into().unwrap()
}
