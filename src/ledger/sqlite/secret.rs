//! The keys, made when the ledger is first opened.

use rusqlite::{Connection, TransactionBehavior};

use super::Error;
use crate::domain::{Key, Keys};
use crate::ledger::PURPOSES;

/// Reads the keys, and makes those that are not there yet. Where all are, nothing is written: whoever only looks need not
/// wait for whoever writes.
pub(super) fn keys(conn: &Connection) -> Result<Keys, Error> {
    let kept: Vec<String> = conn
        .prepare("SELECT DISTINCT purpose FROM secret")?
        .query_map([], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    if PURPOSES.iter().all(|purpose| kept.iter().any(|kept| kept == purpose)) {
        return read(conn);
    }
    let transaction = rusqlite::Transaction::new_unchecked(conn, TransactionBehavior::Immediate)?;
    for purpose in PURPOSES {
        let mut bytes = [0_u8; 32];
        aws_lc_rs::rand::fill(&mut bytes).map_err(|_| Error::Corrupt("no random bytes for a key"))?;
        transaction.execute(
            "INSERT INTO secret (purpose, kid, key) SELECT ?1, 1, ?2
             WHERE NOT EXISTS (SELECT 1 FROM secret WHERE purpose = ?1)",
            (purpose, bytes),
        )?;
    }
    let keys = read(&transaction)?;
    transaction.commit()?;
    Ok(keys)
}

fn read(conn: &Connection) -> Result<Keys, Error> {
    let one = |purpose: &str| {
        conn.query_row(
            "SELECT key FROM secret WHERE purpose = ? ORDER BY kid DESC LIMIT 1",
            [purpose],
            |row| row.get(0).map(Key::new),
        )
    };
    let mut unsubscribe =
        conn.prepare("SELECT kid, key FROM secret WHERE purpose = 'unsubscribe' ORDER BY kid")?;
    let unsubscribe = unsubscribe
        .query_map([], |row| Ok((row.get(0)?, Key::new(row.get(1)?))))?
        .collect::<Result<_, _>>()?;
    Ok(Keys { address: one("address")?, unsubscribe, verp: one("verp")?, message_id: one("message-id")? })
}

#[cfg(test)]
mod tests {
    use crate::domain::Address;
    use crate::ledger::Ledger;

    #[test]
    fn keys_are_made_once_and_stay() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("ledger.db");
        let address = Address::parse("Kati@example.hu").unwrap();
        let first = Ledger::open(&path).unwrap().keys().addr_key(&address);
        let again = Ledger::open(&path).unwrap().keys().addr_key(&address);
        assert_eq!(first, again);
        let other = Ledger::open(&folder.path().join("other.db")).unwrap();
        assert_ne!(first, other.keys().addr_key(&address), "another ledger names it differently");
    }
}
