//! Moves a ledger from a file into a database: every table, the keys, who has left. The file then says where it went.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{Error, Ledger, handle::Store, sqlite};

/// One table and its columns, in the order in which references need them.
pub(super) struct Table {
    pub name: &'static str,
    pub columns: &'static [(&'static str, Kind)],
}

/// What a column holds, in the database.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Text,
    Bytes,
    /// Eight octets.
    Long,
    /// Four.
    Int,
    /// Two.
    Short,
    Bool,
}

use Kind::{Bool, Bytes, Int, Long, Short, Text};

#[rustfmt::skip]
pub(super) const TABLES: &[Table] = &[
    Table { name: "secret", columns: &[("purpose", Text), ("kid", Short), ("key", Bytes)] },
    Table { name: "mailing", columns: &[
        ("id", Bytes), ("name", Text), ("issue", Text), ("kind", Text), ("state", Text), ("held", Text),
        ("lists", Text), ("missing_of", Bytes), ("confirmed", Long), ("again", Bool), ("due_local", Text),
        ("zone", Text), ("due", Long), ("shift", Text), ("expires_at", Long), ("created_at", Long),
        ("planned_at", Long), ("started_at", Long), ("finished_at", Long), ("person", Text), ("letters_hash", Text),
        ("bad_rows", Text), ("planned_rows", Long), ("got_of", Bytes), ("got_lang", Text), ("plan_sum", Long),
        ("planned_after", Long),
    ] },
    Table { name: "letter", columns: &[("mailing", Bytes), ("lang", Text), ("body", Text)] },
    Table { name: "picture", columns: &[("id", Bytes), ("bytes", Bytes)] },
    Table { name: "letter_picture", columns: &[
        ("mailing", Bytes), ("lang", Text), ("n", Long), ("cid", Text), ("file_name", Text), ("mime", Text),
        ("picture", Bytes),
    ] },
    Table { name: "delivery", columns: &[
        ("mailing", Bytes), ("addr_key", Bytes), ("addr", Text), ("display_name", Text), ("list", Text),
        ("lang", Text), ("slots", Text), ("state", Text), ("reason", Text), ("attempt", Int), ("first_at", Long),
        ("retry_at", Long), ("class", Text), ("code", Int), ("enhanced", Text), ("reply", Text), ("decided", Long),
        ("changed_at", Long),
    ] },
    Table { name: "attempt", columns: &[
        ("id", Long), ("mailing", Bytes), ("addr_key", Bytes), ("n", Long), ("outcome", Text), ("class", Text),
        ("code", Int), ("enhanced", Text), ("reply", Text), ("detail", Text), ("relay", Text), ("at", Long),
    ] },
    Table { name: "decision", columns: &[
        ("mailing", Bytes), ("addr_key", Bytes), ("n", Long), ("person", Text), ("what", Text), ("why", Text),
        ("at", Long),
    ] },
    Table { name: "happening", columns: &[
        ("id", Long), ("mailing", Bytes), ("state", Text), ("person", Text), ("detail", Text), ("at", Long),
        ("attempts", Long),
    ] },
    Table { name: "clock_trust", columns: &[
        ("id", Long), ("person", Text), ("at", Long), ("happening", Long), ("attempt", Long),
    ] },
    Table { name: "alert", columns: &[
        ("mailing", Bytes), ("occasion", Text), ("way", Text), ("tries", Long), ("next_at", Long), ("trouble", Text),
        ("at", Long),
    ] },
    Table { name: "suppression", columns: &[
        ("addr_key", Bytes), ("scope", Text), ("reason", Text), ("evidence", Text), ("at", Long),
        ("attempts", Long),
    ] },
];

/// A table that was moved, and its rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moved {
    pub table: &'static str,
    pub rows: u64,
}

/// What a file that has been moved is called from then on.
pub fn moved_file(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".moved");
    name.into()
}

impl Ledger {
    /// Copies everything into a database whose ledger is empty, compares the number of rows of every table, and marks
    /// the file: from then on it can't be opened. Nobody may be sending, nothing may be under way. Blocks.
    pub fn move_to(&self, to: &Self) -> Result<Vec<Moved>, Error> {
        let (Store::Sqlite(file), Store::Postgres(database)) = (&self.0, &to.0) else {
            return Err(Error::Unfit("only a file can be moved, and only into a database"));
        };
        let export = sqlite::Export::begin(file.path())?;
        let mut import = database.import()?;
        let mut moved = Vec::new();
        for table in TABLES {
            let sent = export.rows(table, &mut |row| import.put(table, row))?;
            let rows = import.end(table)?;
            if rows != sent {
                return Err(Error::Unfit("the database took in another number of rows than it was given"));
            }
            moved.push(Moved { table: table.name, rows });
        }
        let mark = export.mark(database.name())?;
        import.commit()?;
        mark.commit()?;
        Ok(moved)
    }
}

/// Puts a file that has been moved out of the way, and one in its place that says where the ledger is. Nobody has it
/// open any more. Gives the old file's new name.
pub fn put_moved_file_away(path: &Path, place: &str) -> Result<PathBuf, Error> {
    let away = moved_file(path);
    let failed = |source| Error::File { path: path.to_owned(), source: Arc::new(source) };
    for tail in ["-wal", "-shm", ""] {
        let with = |path: &Path| {
            let mut name = path.as_os_str().to_owned();
            name.push(tail);
            PathBuf::from(name)
        };
        match std::fs::rename(with(path), with(&away)) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound || tail.is_empty() => {
                return Err(failed(error));
            }
            _ => {}
        }
    }
    sqlite::make_signpost(path, place)?;
    Ok(away)
}
