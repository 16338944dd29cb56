//! Takes in everything that another ledger holds, in one transaction.

use std::pin::Pin;
use std::sync::Arc;

use bytes::Bytes;
use futures_util::SinkExt as _;
use rusqlite::types::ValueRef;
use tokio_postgres::CopyInSink;

use super::Ledger;
use super::line::Session;
use super::planner::{HEADER, PIECE, TRAILER, field};
use crate::ledger::Error;
use crate::ledger::moving::{Kind, Table};

/// Rolled back unless it is committed. Blocking.
pub struct Import<'a> {
    ledger: &'a Ledger,
    session: Arc<Session>,
    copy: Option<Pin<Box<CopyInSink<Bytes>>>>,
    piece: Vec<u8>,
}

impl Ledger {
    /// Begins to take in another ledger; refused if this one has been used.
    pub fn import(&self) -> Result<Import<'_>, Error> {
        let lines = self.lines();
        let session = self.0.driver.wait(async move {
            let session = lines.door.open().await?;
            session
                .client()
                .batch_execute("BEGIN; SET LOCAL idle_in_transaction_session_timeout = '10min'")
                .await?;
            let sql = "SELECT EXISTS (SELECT 1 FROM mailing) OR EXISTS (SELECT 1 FROM suppression)
                 OR EXISTS (SELECT 1 FROM worker)";
            if session.one(sql, &[]).await?.try_get(0)? {
                return Err(Error::Unfit("the database holds a ledger already: name an empty one"));
            }
            session.execute("DELETE FROM secret", &[]).await?;
            Ok(Arc::new(session))
        })?;
        Ok(Import { ledger: self, session, copy: None, piece: Vec::new() })
    }
}

impl Import<'_> {
    pub fn put(&mut self, table: &Table, row: &[ValueRef<'_>]) -> Result<(), Error> {
        let fields = i16::try_from(row.len()).map_err(|_| Error::Corrupt("a table with too many columns"))?;
        self.piece.extend(fields.to_be_bytes());
        for ((_, kind), value) in table.columns.iter().zip(row) {
            let piece = &mut self.piece;
            match (kind, value) {
                (_, ValueRef::Null) => field(piece, None),
                (Kind::Text, ValueRef::Text(text)) => {
                    // The database knows no text with a zero byte.
                    let text: Vec<u8> = text.iter().copied().filter(|byte| *byte != 0).collect();
                    field(piece, Some(&text));
                }
                (Kind::Bytes, ValueRef::Blob(bytes)) => field(piece, Some(bytes)),
                (Kind::Long, ValueRef::Integer(number)) => field(piece, Some(&number.to_be_bytes())),
                (Kind::Int, ValueRef::Integer(number)) => {
                    let number = i32::try_from(*number).map_err(|_| Error::Corrupt("too large a number"))?;
                    field(piece, Some(&number.to_be_bytes()));
                }
                (Kind::Short, ValueRef::Integer(number)) => {
                    let number = i16::try_from(*number).map_err(|_| Error::Corrupt("too large a number"))?;
                    field(piece, Some(&number.to_be_bytes()));
                }
                (Kind::Bool, ValueRef::Integer(number)) => field(piece, Some(&[u8::from(*number != 0)])),
                _ => return Err(Error::Corrupt("a column of another kind")),
            }
        }
        if self.piece.len() >= PIECE { self.flush(table) } else { Ok(()) }
    }

    fn flush(&mut self, table: &Table) -> Result<(), Error> {
        let piece = Bytes::from(std::mem::take(&mut self.piece));
        let (session, copy) = (Arc::clone(&self.session), self.copy.take());
        let columns: Vec<&str> = table.columns.iter().map(|(name, _)| *name).collect();
        let command = format!("COPY {} ({}) FROM STDIN (FORMAT binary)", table.name, columns.join(", "));
        let copy = self.ledger.0.driver.wait(async move {
            let mut copy = match copy {
                Some(copy) => copy,
                None => {
                    let mut copy = Box::pin(session.client().copy_in(&command).await?);
                    copy.feed(Bytes::from_static(HEADER)).await?;
                    copy
                }
            };
            copy.send(piece).await?;
            Ok(copy)
        })?;
        self.copy = Some(copy);
        Ok(())
    }

    /// The table is complete: how many rows of it there are now.
    pub fn end(&mut self, table: &Table) -> Result<u64, Error> {
        self.flush(table)?;
        let (session, copy, name) = (Arc::clone(&self.session), self.copy.take(), table.name);
        let numbered = table.columns.first() == Some(&("id", Kind::Long));
        self.ledger.0.driver.wait(async move {
            if let Some(mut copy) = copy {
                copy.send(Bytes::from_static(TRAILER)).await?;
                copy.as_mut().finish().await?;
            }
            if numbered {
                let sql = format!(
                    "SELECT setval(pg_get_serial_sequence('{name}', 'id'), (SELECT coalesce(max(id), 0) + 1 FROM {name}))"
                );
                session.client().batch_execute(&sql).await?;
            }
            let rows: i64 =
                session.client().query_one(&format!("SELECT count(*) FROM {name}"), &[]).await?.try_get(0)?;
            Ok(super::columns::count(rows))
        })
    }

    pub fn commit(self) -> Result<(), Error> {
        let session = Arc::clone(&self.session);
        self.ledger.0.driver.wait(async move { Ok(session.client().batch_execute("COMMIT").await?) })
    }
}
