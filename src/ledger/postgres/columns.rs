//! How the words of the trade stand in columns.

use jiff::Timestamp;
use tokio_postgres::Row;

use crate::domain::{
    AddrKey, DeliveryState, IssueId, Lang, ListName, MailingId, MailingKind, MailingState, SkipReason,
};
use crate::ledger::Error;

/// A moment as milliseconds since 1970.
pub(super) fn moment(at: Timestamp) -> i64 {
    at.as_millisecond()
}

/// A number of rows, which the database counts with a sign.
pub(super) fn count(rows: i64) -> u64 {
    u64::try_from(rows).unwrap_or(0)
}

pub(super) fn kind(kind: MailingKind) -> &'static str {
    match kind {
        MailingKind::Live => "live",
        MailingKind::Files => "files",
    }
}

fn read_moment(millisecond: i64) -> Result<Timestamp, Error> {
    Timestamp::from_millisecond(millisecond).map_err(|_| Error::Corrupt("a moment that is none"))
}

/// What a word of the ledger means.
pub(super) trait Word: Sized {
    fn meaning(word: &str) -> Option<Self>;
}

macro_rules! word {
    ($type:ident, $read:expr) => {
        impl Word for $type {
            fn meaning(word: &str) -> Option<Self> {
                let read: fn(&str) -> Option<Self> = $read;
                read(word)
            }
        }
    };
}

word!(DeliveryState, Self::from_word);
word!(SkipReason, Self::from_word);
word!(IssueId, |text| Self::parse(text).ok());
word!(ListName, |text| Self::parse(text).ok());
word!(Lang, |text| Self::parse(text).ok());
word!(MailingState, |word| Self::ALL.into_iter().find(|state| state.as_str() == word));
word!(MailingKind, |word| match word {
    "live" => Some(Self::Live),
    "files" => Some(Self::Files),
    _ => None,
});

/// Reads one column, as what it means.
pub(super) trait Columns {
    fn word<T: Word>(&self, column: usize) -> Result<T, Error>;
    fn maybe_word<T: Word>(&self, column: usize) -> Result<Option<T>, Error>;
    fn at(&self, column: usize) -> Result<Timestamp, Error>;
    fn maybe_at(&self, column: usize) -> Result<Option<Timestamp>, Error>;
    fn number(&self, column: usize) -> Result<u64, Error>;
    fn key(&self, column: usize) -> Result<AddrKey, Error>;
    fn mailing(&self, column: usize) -> Result<MailingId, Error>;
}

impl Columns for Row {
    fn word<T: Word>(&self, column: usize) -> Result<T, Error> {
        T::meaning(self.try_get(column)?).ok_or(Error::Corrupt("a word that nobody knows"))
    }

    fn maybe_word<T: Word>(&self, column: usize) -> Result<Option<T>, Error> {
        self.try_get::<_, Option<&str>>(column)?.map(|_| self.word(column)).transpose()
    }

    fn at(&self, column: usize) -> Result<Timestamp, Error> {
        read_moment(self.try_get(column)?)
    }

    fn maybe_at(&self, column: usize) -> Result<Option<Timestamp>, Error> {
        self.try_get::<_, Option<i64>>(column)?.map(read_moment).transpose()
    }

    fn number(&self, column: usize) -> Result<u64, Error> {
        Ok(count(self.try_get(column)?))
    }

    fn key(&self, column: usize) -> Result<AddrKey, Error> {
        let bytes: &[u8] = self.try_get(column)?;
        bytes.try_into().map(AddrKey).map_err(|_| Error::Corrupt("a reader's key of a wrong length"))
    }

    fn mailing(&self, column: usize) -> Result<MailingId, Error> {
        let bytes: &[u8] = self.try_get(column)?;
        bytes.try_into().map(MailingId).map_err(|_| Error::Corrupt("a mailing's id of a wrong length"))
    }
}
