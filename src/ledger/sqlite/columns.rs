//! How the words of the trade stand in columns.

use jiff::Timestamp;
use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ToSql, ToSqlOutput, ValueRef};

use crate::domain::{
    AddrKey, DeliveryState, IssueId, Lang, ListName, MailingId, MailingKind, MailingState, SkipReason,
};

/// A moment as milliseconds since 1970.
pub(super) struct Moment(pub Timestamp);

impl ToSql for Moment {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(self.0.as_millisecond().into())
    }
}

impl FromSql for Moment {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        let millisecond = value.as_i64()?;
        Timestamp::from_millisecond(millisecond).map(Self).map_err(|_| FromSqlError::OutOfRange(millisecond))
    }
}

/// A number of rows, which SQLite counts with a sign.
pub(super) fn count(rows: i64) -> u64 {
    u64::try_from(rows).unwrap_or(0)
}

macro_rules! bytes {
    ($type:ident) => {
        impl ToSql for $type {
            fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
                Ok(ToSqlOutput::Borrowed(ValueRef::Blob(&self.0)))
            }
        }
        impl FromSql for $type {
            fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
                FromSql::column_result(value).map(Self)
            }
        }
    };
}

macro_rules! word {
    ($type:ident, $read:expr) => {
        impl ToSql for $type {
            fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
                Ok(ToSqlOutput::Borrowed(ValueRef::Text(self.as_str().as_bytes())))
            }
        }
        impl FromSql for $type {
            fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
                let read: fn(&str) -> Option<Self> = $read;
                read(value.as_str()?).ok_or(FromSqlError::InvalidType)
            }
        }
    };
}

bytes!(MailingId);
bytes!(AddrKey);
word!(DeliveryState, Self::from_word);
word!(SkipReason, Self::from_word);
word!(IssueId, |text| Self::parse(text).ok());
word!(ListName, |text| Self::parse(text).ok());
word!(Lang, |text| Self::parse(text).ok());
word!(MailingState, |word| Self::ALL.into_iter().find(|state| state.as_str() == word));

impl ToSql for MailingKind {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(match self {
            Self::Live => "live",
            Self::Files => "files",
        }
        .into())
    }
}

impl FromSql for MailingKind {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        match value.as_str()? {
            "live" => Ok(Self::Live),
            "files" => Ok(Self::Files),
            _ => Err(FromSqlError::InvalidType),
        }
    }
}
