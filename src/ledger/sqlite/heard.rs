//! What mail servers have answered, as the attempts tell it.

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension as _};

use super::columns::Moment;
use super::{Error, Ledger};
use crate::ledger::heard::LEFT_BEHIND;

fn last(conn: &Connection) -> Result<Option<Timestamp>, Error> {
    let sql = "SELECT at FROM attempt WHERE detail IS NOT ? ORDER BY id DESC LIMIT 1";
    let at = conn.query_row(sql, [LEFT_BEHIND], |row| row.get::<_, Moment>(0)).optional()?;
    Ok(at.map(|moment| moment.0))
}

impl Ledger {
    pub async fn last_heard(&self) -> Result<Option<Timestamp>, Error> {
        self.read(last).await
    }
}
