//! What mail servers have answered, as the attempts tell it.

use jiff::Timestamp;

use super::Ledger;
use super::columns::Columns as _;
use crate::ledger::Error;
use crate::ledger::heard::LEFT_BEHIND;

impl Ledger {
    pub async fn last_heard(&self) -> Result<Option<Timestamp>, Error> {
        self.read(|session| async move {
            let sql = "SELECT at FROM attempt WHERE detail IS DISTINCT FROM $1 ORDER BY id DESC LIMIT 1";
            session.maybe(sql, &[&LEFT_BEHIND]).await?.map(|row| row.at(0)).transpose()
        })
        .await
    }
}
