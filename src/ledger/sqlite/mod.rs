//! The ledger in one SQLite file, on two threads of its own.

mod alerts;
mod audit;
mod backup;
mod ballast;
mod claim;
mod columns;
mod crowd;
mod decide;
mod due;
mod export;
mod heard;
mod instance;
mod letters;
mod mailings;
mod marked;
mod missing;
mod owner;
mod place;
mod planner;
mod progress;
mod put_offs;
mod rates;
mod record;
mod recover;
mod rescue;
mod reserved;
mod same_readers;
mod schema;
mod secret;
mod spool;
mod standing;
mod submit;
mod suppressions;
#[cfg(test)]
mod synced;
mod tally;
mod turn;
mod unwritten;
mod writer;

use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rusqlite::Connection;

pub use backup::carry_over;
use ballast::Ballast;
pub use crowd::Crowd;
pub use export::Export;
use owner::{Durable, Owner};
pub use planner::Planner;
pub use schema::make_signpost;
pub use turn::Turn;

use marked::Marked;
use place::{Here, Memory};
use reserved::Reserved;
use unwritten::Unwritten;
use writer::Beside;

use super::{Boot, Error, Holder, NewMailing, SendingLock, make_file, make_folder};
use crate::domain::Keys;

/// An open ledger; clones share its two connections. Calls from any number of tasks are grouped into few commits.
///
/// A call that has been made is carried out, even if its future is dropped.
#[derive(Debug, Clone)]
pub struct Ledger(Arc<Inside>);

#[derive(Debug)]
struct Inside {
    path: PathBuf,
    file: FileId,
    here: Here,
    ballast: Ballast,
    marked: Arc<Marked>,
    unwritten: Unwritten,
    keys: Keys,
    writer: Owner,
    reader: Owner,
}

/// Device and inode.
type FileId = (u64, u64);

fn file_id(path: &Path) -> std::io::Result<FileId> {
    std::fs::metadata(path).map(|file| (file.dev(), file.ino()))
}

impl Ledger {
    /// Opens the ledger at `path`; makes it, with fresh keys, if there is none. `memory`: the folder in which this
    /// machine remembers how much was written. Blocks.
    pub fn open(path: &Path, memory: Option<&Path>) -> Result<Self, Error> {
        match Self::open_now(path, memory) {
            Err(error) if error.is_full() && Ballast::beside(path).release() => Self::open_now(path, memory),
            opened => opened,
        }
    }

    fn open_now(path: &Path, memory: Option<&Path>) -> Result<Self, Error> {
        let conn = schema::connect(path)?;
        let keys = secret::keys(&conn)?;
        let thread = |source: std::io::Error| Error::File { path: path.to_owned(), source: Arc::new(source) };
        let file = file_id(path).map_err(thread)?;
        let here = Here::of(path, file.1, memory);
        place::settle(&conn, &here)?;
        let reading = schema::connect(path)?;
        reading.execute_batch("PRAGMA cache_size = -500")?;
        let reader = Owner::start(reading, None).map_err(thread)?;
        let ballast = Ballast::beside(path);
        let spool = Reserved::open(path.with_file_name("unsub.spool"))?;
        if !spool.is_empty()? {
            match spool::replay(&conn, &spool) {
                // Whoever writes first does it.
                Err(error) if error.is_transient() || error.is_full() => {}
                done => done?,
            }
        }
        let (memory, marked) = (Memory::new(here.clone()), Arc::new(Marked::beside(path)));
        let beside = Beside { memory, spool, ballast: ballast.clone(), marked: Arc::clone(&marked) };
        let writer = Owner::start(conn, Some(beside)).map_err(thread)?;
        let path = path.to_owned();
        let unwritten = Unwritten::default();
        Ok(Self(Arc::new(Inside { path, file, here, ballast, marked, unwritten, keys, writer, reader })))
    }

    /// The file.
    pub fn path(&self) -> &Path {
        &self.0.path
    }

    /// An error if the file that was opened is not the one at its path any more: SQLite itself goes on with a file that
    /// has been deleted, and nobody else sees what it writes.
    pub fn is_in_place(&self) -> Result<(), Error> {
        match file_id(self.path()) {
            Ok(file) if file != self.0.file => Err(Error::Gone(self.path().to_owned())),
            Err(source) if source.kind() == std::io::ErrorKind::NotFound => {
                Err(Error::Gone(self.path().to_owned()))
            }
            _ => Ok(()),
        }
    }

    /// Octets that may still be written to its disk, where that is known.
    pub fn room(&self) -> Option<u64> {
        ballast::free_beside(self.path())
    }

    /// Sets room aside for a day on which the disk is full, if there is plenty now. Blocks.
    pub fn keep_room(&self) {
        self.0.ballast.make();
    }

    /// The secrets that name addresses and sign links.
    pub fn keys(&self) -> &Keys {
        &self.0.keys
    }

    async fn read<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Connection) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Error> {
        self.0.reader.ask(Durable::Kill, work).await
    }

    async fn write<T: Send + 'static>(
        &self,
        durable: Durable,
        work: impl FnOnce(&Connection) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Error> {
        self.0.writer.ask(durable, work).await
    }
}
