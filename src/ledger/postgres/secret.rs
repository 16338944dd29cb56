//! The keys, made when the ledger is first opened.

use super::line::Session;
use crate::domain::{Key, Keys};
use crate::ledger::{Error, PURPOSES};

/// Reads the keys, and makes those that are not there yet.
pub(super) async fn keys(session: &Session) -> Result<Keys, Error> {
    for purpose in PURPOSES {
        let mut bytes = [0_u8; 32];
        aws_lc_rs::rand::fill(&mut bytes).map_err(|_| Error::Corrupt("no random bytes for a key"))?;
        // The first key of a purpose has number 1, whoever makes it.
        session
            .execute(
                "INSERT INTO secret (purpose, kid, key) SELECT $1::text, 1, $2::bytea
                 WHERE NOT EXISTS (SELECT 1 FROM secret WHERE purpose = $1) ON CONFLICT DO NOTHING",
                &[&purpose, &&bytes[..]],
            )
            .await?;
    }
    let mut unsubscribe = Vec::new();
    for row in
        session.rows("SELECT kid, key FROM secret WHERE purpose = 'unsubscribe' ORDER BY kid", &[]).await?
    {
        let kid = u8::try_from(row.try_get::<_, i16>(0)?).map_err(|_| Error::Corrupt("a key's number"))?;
        unsubscribe.push((kid, key(row.try_get(1)?)?));
    }
    Ok(Keys {
        address: one(session, "address").await?,
        unsubscribe,
        verp: one(session, "verp").await?,
        message_id: one(session, "message-id").await?,
    })
}

fn key(bytes: &[u8]) -> Result<Key, Error> {
    bytes.try_into().map(Key::new).map_err(|_| Error::Corrupt("a key of a wrong length"))
}

async fn one(session: &Session, purpose: &str) -> Result<Key, Error> {
    let row = session
        .one("SELECT key FROM secret WHERE purpose = $1 ORDER BY kid DESC LIMIT 1", &[&purpose])
        .await?;
    key(row.try_get(0)?)
}
