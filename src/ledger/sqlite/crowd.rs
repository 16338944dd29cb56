//! Everybody on some lists, each once, without all of them ever standing in memory.

use std::sync::{Mutex, PoisonError};

use rusqlite::{Connection, Row};

use super::Error;
use crate::domain::{AddrKey, Address, EditionChoice, Recipient};
use crate::ledger::{slots_in, slots_text};

/// Readers in a temporary file that nobody else can open and that is gone with this. Blocking: belongs on a thread that
/// may wait.
#[derive(Debug)]
pub struct Crowd(Mutex<Connection>);

const TABLE: &str = "
    -- Of a half file nobody ever reads anything.
    PRAGMA journal_mode = OFF;
    PRAGMA synchronous = OFF;
    PRAGMA cache_size = -2000;
    CREATE TABLE reader (
        addr_key BLOB NOT NULL, addr TEXT NOT NULL, display_name TEXT, list TEXT NOT NULL, list_rank INTEGER NOT NULL,
        wants TEXT, edition TEXT NOT NULL, why INTEGER NOT NULL, slots TEXT, skipped TEXT
    );
    BEGIN";

/// How a choice stands in the file: its place here.
const CHOICES: [EditionChoice; 7] = [
    EditionChoice::Exact,
    EditionChoice::Alias,
    EditionChoice::RegionStripped,
    EditionChoice::Chain,
    EditionChoice::Source,
    EditionChoice::Held,
    EditionChoice::Unspecified,
];

impl Crowd {
    pub fn new() -> Result<Self, Error> {
        // SQLite deletes a file without a name as soon as it has opened it.
        let conn = Connection::open("")?;
        conn.execute_batch(TABLE)?;
        Ok(Self(Mutex::new(conn)))
    }

    pub fn add(&self, reader: &Recipient) -> Result<(), Error> {
        let conn = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        conn.prepare_cached("INSERT INTO reader VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")?.execute((
            reader.key,
            reader.address.as_str(),
            &reader.name,
            &reader.list,
            reader.list_rank,
            &reader.wants,
            &reader.edition,
            CHOICES.iter().position(|choice| *choice == reader.why).and_then(|at| u8::try_from(at).ok()),
            slots_text(&reader.slots)?,
            reader.skipped,
        ))?;
        Ok(())
    }

    /// Shows each of them once, in the order of their keys, which says nothing about them; gives how many stood there more
    /// than once. Of these the one counts that was added first, but who has left one list may still get it over another.
    pub fn each<E: From<Error>>(&self, mut see: impl FnMut(Recipient) -> Result<(), E>) -> Result<u64, E> {
        let conn = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let order = "SELECT * FROM reader ORDER BY addr_key, skipped IS NOT NULL, rowid";
        let mut query = conn.prepare_cached(order).map_err(Error::from)?;
        let mut rows = query.query([]).map_err(Error::from)?;
        let (mut before, mut again) = (None, 0);
        while let Some(row) = rows.next().map_err(Error::from)? {
            let key: AddrKey = row.get(0).map_err(Error::from)?;
            if before.replace(key) == Some(key) {
                again += 1;
            } else {
                see(recipient(row)?)?;
            }
        }
        Ok(again)
    }
}

fn recipient(row: &Row<'_>) -> Result<Recipient, Error> {
    let address = row.get_ref(1)?.as_str().map_err(rusqlite::Error::from)?;
    let slots = row.get_ref(8)?.as_str_or_null().map_err(rusqlite::Error::from)?;
    Ok(Recipient {
        key: row.get(0)?,
        address: Address::parse(address).map_err(|_| Error::Corrupt("the address of a reader"))?,
        name: row.get(2)?,
        list: row.get(3)?,
        list_rank: row.get(4)?,
        wants: row.get(5)?,
        edition: row.get(6)?,
        why: CHOICES
            .get(usize::from(row.get::<_, u8>(7)?))
            .copied()
            .ok_or(Error::Corrupt("why a reader gets an edition"))?,
        slots: slots_in(slots)?,
        skipped: row.get(9)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Lang, ListName, SkipReason, Slots};

    fn reader(number: u8, list: &str, skipped: Option<SkipReason>) -> Recipient {
        Recipient {
            key: AddrKey([number; 16]),
            address: Address::parse(&format!("reader{number}@example.eu")).expect("an address"),
            name: (number == 1).then(|| "Ágnes".to_owned()),
            list: ListName::parse(list).expect("a name"),
            list_rank: 0,
            wants: Lang::parse("nb").ok(),
            edition: Lang::parse("no").expect("a language"),
            why: EditionChoice::Alias,
            slots: Slots([("role".to_owned(), "nurse".to_owned())].into()),
            skipped,
        }
    }

    #[test]
    fn each_is_shown_once_as_they_were_added_first_unless_only_another_list_reaches_them() {
        let left = Some(SkipReason::Unsubscribed);
        let crowd = Crowd::new().expect("a file");
        for one in [
            reader(3, "first", left),
            reader(1, "first", None),
            reader(1, "second", None),
            reader(2, "first", left),
            reader(2, "second", left),
            reader(3, "second", None),
        ] {
            crowd.add(&one).expect("added");
        }
        let mut seen = Vec::new();
        let again = crowd.each(|reader| {
            seen.push(reader);
            Ok::<_, Error>(())
        });
        assert_eq!(seen, [reader(1, "first", None), reader(2, "first", left), reader(3, "second", None)]);
        assert_eq!(again.expect("read"), 3);
    }
}
