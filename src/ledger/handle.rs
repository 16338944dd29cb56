//! The handle that everybody holds: which store it is, and everything that can be asked of either.

use std::collections::HashSet;
use std::path::Path;

use jiff::Timestamp;
use secrecy::SecretString;

use super::{
    Audit, Corrected, Correction, Decided, Doubt, Error, HandedOver, History, Holder, MissingRow, NewMailing,
    Planner, Rates, Recovered, SendingLock, Standing, Turn, WorkLeft, postgres, sqlite,
};
use crate::domain::settings::PostgresStore;
use crate::domain::{
    AddrKey, Counts, DeliveryState, IssueId, Keys, Lang, Letter, Mailing, MailingEvent, MailingId,
    MailingKind, Progress, Suppression,
};

/// An open ledger; clones share its connections.
///
/// A call that has been made is carried out, even if its future is dropped.
#[derive(Debug, Clone)]
pub struct Ledger(pub(super) Store);

/// A closed set.
#[derive(Debug, Clone)]
pub(super) enum Store {
    Sqlite(sqlite::Ledger),
    Postgres(postgres::Ledger),
}

/// The same question to whichever store it is.
macro_rules! ask {
    ($ledger:expr, $store:ident => $question:expr) => {
        match &$ledger.0 {
            Store::Sqlite($store) => $question,
            Store::Postgres($store) => $question,
        }
    };
}
pub(super) use ask;

impl Ledger {
    /// Opens the ledger in the file at `path`; makes it, with fresh keys, if there is none. Blocks.
    pub fn open(path: &Path) -> Result<Self, Error> {
        sqlite::Ledger::open(path, None).map(|ledger| Self(Store::Sqlite(ledger)))
    }

    /// `open`; in the folder `memory` this machine remembers how much was written to it, so that an older copy in its
    /// place is found out.
    pub fn open_remembered(path: &Path, memory: Option<&Path>) -> Result<Self, Error> {
        sqlite::Ledger::open(path, memory).map(|ledger| Self(Store::Sqlite(ledger)))
    }

    /// Opens the ledger in a database; makes its tables, with fresh keys, if there are none. What this machine keeps of
    /// its own lies beside `path`; `ca_file` holds an authority to trust besides the system's. Blocks.
    pub fn open_postgres(
        store: &PostgresStore,
        password: Option<&SecretString>,
        ca_file: Option<&Path>,
        path: &Path,
    ) -> Result<Self, Error> {
        let opened = postgres::Ledger::open(store, password, ca_file, path)?;
        Ok(Self(Store::Postgres(opened)))
    }

    /// The file, or where it would be: the lock, the log and whatever else is this machine's own lie beside it.
    pub fn path(&self) -> &Path {
        ask!(self, store => store.path())
    }

    /// An error if the file that was opened is not the one at its path any more: nobody else sees what is written there.
    pub fn is_in_place(&self) -> Result<(), Error> {
        match &self.0 {
            Store::Sqlite(store) => store.is_in_place(),
            Store::Postgres(_) => Ok(()),
        }
    }

    /// Whether it may be a copy, or older than what has happened: then nothing is sent from it before a person adopts it.
    /// A database is looked after elsewhere, and notices by itself when it has been put back.
    pub async fn doubt(&self) -> Result<Option<Doubt>, Error> {
        match &self.0 {
            Store::Sqlite(store) => store.doubt().await,
            Store::Postgres(_) => Ok(None),
        }
    }

    /// From here on this is the ledger; what was held for doubt goes on. Gives those mailings.
    pub async fn adopt(&self, by: &str, now: Timestamp) -> Result<Vec<Mailing>, Error> {
        match &self.0 {
            Store::Sqlite(store) => store.adopt(by, now).await,
            Store::Postgres(_) => Ok(Vec::new()),
        }
    }

    /// Writes a sound copy of a ledger in a file to `to`, where nothing is yet, while others go on writing here. Wherever
    /// it is put back, nothing is sent from it before it is adopted. Blocks.
    pub fn copy_to(&self, to: &Path, now: Timestamp) -> Result<(), Error> {
        match &self.0 {
            Store::Sqlite(store) => store.copy_to(to, now),
            Store::Postgres(_) => Err(Error::Unfit("a database is copied with PostgreSQL's own means")),
        }
    }

    /// Where it is, in words.
    pub fn place(&self) -> String {
        match &self.0 {
            Store::Sqlite(store) => store.path().display().to_string(),
            Store::Postgres(store) => store.name().to_owned(),
        }
    }

    /// The secrets that name addresses and sign links.
    pub fn keys(&self) -> &Keys {
        ask!(self, store => store.keys())
    }

    /// Whether several senders may send from it at once.
    pub fn is_shared(&self) -> bool {
        matches!(self.0, Store::Postgres(_))
    }

    /// Takes the sending lock of a file, or says who has it. A database has none: any number may send.
    pub fn sending_lock(&self, holder: Holder) -> Result<SendingLock, Error> {
        match &self.0 {
            Store::Sqlite(store) => SendingLock::take(store.path(), holder),
            Store::Postgres(_) => Ok(SendingLock::of_many(holder)),
        }
    }

    /// Who sends, if anybody does. Blocks.
    pub fn sender(&self) -> Option<Holder> {
        match &self.0 {
            Store::Sqlite(store) => SendingLock::holder(store.path()),
            Store::Postgres(store) => store.sender(),
        }
    }

    /// Makes the holder of the lock a sender, and settles what those before left behind, before anything is claimed.
    pub async fn take_over(&self, lock: &SendingLock, now: Timestamp) -> Result<(Turn, Recovered), Error> {
        match &self.0 {
            Store::Sqlite(store) => {
                let (turn, recovered) = store.take_over(lock, now).await?;
                Ok((Turn::of_file(self.clone(), turn), recovered))
            }
            Store::Postgres(store) => {
                let (turn, recovered) = store.take_over(lock.held_by(), now).await?;
                Ok((Turn::of_database(self.clone(), turn), recovered))
            }
        }
    }

    /// Begins to plan a mailing, on a connection of its own: others go on writing meanwhile.
    pub fn planner(&self, mailing: MailingId) -> Result<Planner, Error> {
        Ok(match &self.0 {
            Store::Sqlite(store) => Planner::Sqlite(store.planner(mailing)?),
            Store::Postgres(store) => Planner::Postgres(Box::new(store.planner(mailing)?)),
        })
    }

    /// Writes a mailing with its letters, Scheduled; durable before it returns. Its name is its issue's, with a
    /// number if that is taken.
    pub async fn create_mailing(&self, new: NewMailing, now: Timestamp) -> Result<Mailing, Error> {
        ask!(self, store => store.create_mailing(new, now).await)
    }

    /// All mailings, oldest first.
    pub async fn mailings(&self) -> Result<Vec<Mailing>, Error> {
        ask!(self, store => store.mailings().await)
    }

    /// Those that something may still happen to, oldest first.
    pub async fn open_mailings(&self) -> Result<Vec<Mailing>, Error> {
        ask!(self, store => store.open_mailings().await)
    }

    /// And those that came to their end after `since`.
    pub async fn open_mailings_and_those_over_since(&self, since: Timestamp) -> Result<Vec<Mailing>, Error> {
        ask!(self, store => store.open_mailings_and_those_over_since(since).await)
    }

    /// By its name or the unique beginning of one.
    pub async fn find_mailing(&self, written: &str) -> Result<Mailing, Error> {
        ask!(self, store => store.find_mailing(written).await)
    }

    pub async fn mailing(&self, id: MailingId) -> Result<Mailing, Error> {
        ask!(self, store => store.mailing(id).await)
    }

    /// The letters of a mailing, as they were frozen.
    pub async fn letters(&self, mailing: MailingId) -> Result<Vec<Letter>, Error> {
        ask!(self, store => store.letters(mailing).await)
    }

    /// Instead of lists: the mailing whose readers this one is for, those whom it missed or, of a correction, those who
    /// have its letter.
    pub async fn missing_of(&self, id: MailingId) -> Result<Option<MailingId>, Error> {
        ask!(self, store => store.missing_of(id).await)
    }

    /// Whether its readers have their rows.
    pub async fn is_planned(&self, id: MailingId) -> Result<bool, Error> {
        ask!(self, store => store.is_planned(id).await)
    }

    /// Since when no mail server has answered a letter of this mailing: since the last answer, or since it began or went
    /// on after that.
    pub async fn unanswered_since(&self, id: MailingId) -> Result<Option<Timestamp>, Error> {
        ask!(self, store => store.unanswered_since(id).await)
    }

    async fn order(
        &self,
        id: MailingId,
        event: MailingEvent,
        by: &str,
        now: Timestamp,
    ) -> Result<Mailing, Error> {
        ask!(self, store => store.order(id, event, by, now).await)
    }

    /// After this returns, no letter is handed over any more; those in flight still land (Pausing), unless there are
    /// none (Paused).
    pub async fn pause(&self, id: MailingId, by: &str, now: Timestamp) -> Result<Mailing, Error> {
        self.order(id, MailingEvent::Pause, by, now).await
    }

    pub async fn resume(&self, id: MailingId, by: &str, now: Timestamp) -> Result<Mailing, Error> {
        self.order(id, MailingEvent::Resume, by, now).await
    }

    /// `resume` for another number of readers than was confirmed first; who confirmed it now is kept.
    pub async fn resume_for(
        &self,
        id: MailingId,
        confirmed: u64,
        by: &str,
        now: Timestamp,
    ) -> Result<Mailing, Error> {
        ask!(self, store => store.resume_for(id, confirmed, by, now).await)
    }

    /// Whoever has not got it yet gets nothing. A letter that is being handed over still lands.
    pub async fn cancel(&self, id: MailingId, by: &str, now: Timestamp) -> Result<Mailing, Error> {
        self.order(id, MailingEvent::Cancel, by, now).await
    }

    /// Writes the decision down and carries it out; durable before it returns. Resending reopens a mailing that is Sent.
    /// Refused unless the row is uncertain.
    pub async fn decide(&self, said: Decided, now: Timestamp) -> Result<DeliveryState, Error> {
        ask!(self, store => store.decide(said, now).await)
    }

    /// Every row that is not accepted, by state, then by address.
    pub async fn missing(&self, id: MailingId) -> Result<Vec<MissingRow>, Error> {
        ask!(self, store => store.missing(id).await)
    }

    /// Everything that the mailings hold about one reader.
    pub async fn histories_of(&self, key: AddrKey) -> Result<Vec<History>, Error> {
        ask!(self, store => store.histories_of(key).await)
    }

    /// Every letter of a mailing that a mail server has answered for, and every uncertain one, each once.
    pub async fn handed_over(&self, id: MailingId) -> Result<Vec<HandedOver>, Error> {
        ask!(self, store => store.handed_over(id).await)
    }

    /// Whom a correction that is a mailing of `issue` would reach, if they are on its lists.
    pub async fn would_correct(
        &self,
        correction: &Correction,
        issue: &IssueId,
        again: bool,
    ) -> Result<Corrected, Error> {
        ask!(self, store => store.would_correct(correction, issue, again).await)
    }

    /// Whether a mailing agrees with itself: what its attempts, decisions and suppressions come to, told anew, against
    /// its rows; at one moment of the ledger. Blocks.
    pub fn audit(&self, id: MailingId) -> Result<Audit, Error> {
        ask!(self, store => store.audit(id))
    }

    /// Whom a new mailing to the missing would reach, if they are on its lists: failed, or come too late for, who have not
    /// left since and do not get the issue by another live mailing.
    pub async fn can_be_sent_again(&self, id: MailingId) -> Result<HashSet<AddrKey>, Error> {
        ask!(self, store => store.can_be_sent_again(id).await)
    }

    /// One look at a mailing, at one moment of the ledger.
    pub async fn progress(&self, id: MailingId, now: Timestamp) -> Result<Progress, Error> {
        ask!(self, store => store.progress(id, now).await)
    }

    /// How fast it goes, by language and domain. Costs what the last minute holds.
    pub async fn rates(&self, id: MailingId, now: Timestamp) -> Result<Rates, Error> {
        ask!(self, store => store.rates(id, now).await)
    }

    /// How many letters were handed over to a relay since, whether it said so or nobody knows, and when the first was.
    pub async fn taken_by(&self, relay: &str, since: Timestamp) -> Result<(u64, Option<Timestamp>), Error> {
        ask!(self, store => store.taken_by(relay.to_owned(), since).await)
    }

    /// The rows by state.
    pub async fn counts(&self, id: MailingId) -> Result<Counts, Error> {
        ask!(self, store => store.counts(id).await)
    }

    /// Whether something of a mailing can be sent now, later, or never again.
    pub async fn work_left(&self, id: MailingId, now: Timestamp) -> Result<WorkLeft, Error> {
        ask!(self, store => store.work_left(id, now).await)
    }

    /// When the first of those who were tried before may be taken again; a moment that is over means now.
    pub async fn tried_due(&self, id: MailingId) -> Result<Option<Timestamp>, Error> {
        ask!(self, store => store.tried_due(id).await)
    }

    /// Everything that would leave somebody out of a mailing of this issue.
    pub async fn standing(&self, issue: &IssueId) -> Result<Standing, Error> {
        ask!(self, store => store.standing(issue).await)
    }

    /// To how many readers the mailings of this kind have sent an issue, each counted once.
    pub async fn readers_with(&self, issue: &IssueId, kind: MailingKind) -> Result<u64, Error> {
        ask!(self, store => store.readers_with(issue, kind).await)
    }

    /// From here on nothing is handed over to this reader, also not what is planned already: when this returns, that is
    /// on disk. Says whether it was news.
    pub async fn suppress(&self, new: Suppression) -> Result<bool, Error> {
        ask!(self, store => store.suppress(new).await)
    }

    /// `suppress`, for when a ledger in a file can't be written just now: when this returns it is on disk beside it, and
    /// no letter to this reader is marked from then on. Other machines could not see it, so a database has none. Blocks.
    pub fn spool(&self, wish: &Suppression) -> Result<(), Error> {
        match &self.0 {
            Store::Sqlite(store) => store.spool(wish),
            Store::Postgres(_) => {
                Err(Error::Unfit("a database that can't be written keeps nothing beside it"))
            }
        }
    }

    /// Octets that may still be written to its disk; none where that is not known, or the disk is a database's.
    pub fn room(&self) -> Option<u64> {
        match &self.0 {
            Store::Sqlite(store) => store.room(),
            Store::Postgres(_) => None,
        }
    }

    /// Sets room aside for a day on which its disk is full, if there is plenty now. Blocks.
    pub fn keep_room(&self) {
        if let Store::Sqlite(store) = &self.0 {
            store.keep_room();
        }
    }

    /// What stands against one reader.
    pub async fn suppressions_of(&self, key: AddrKey) -> Result<Vec<Suppression>, Error> {
        ask!(self, store => store.suppressions_of(key).await)
    }

    /// Whether a letter to this reader is being handed over at this moment.
    pub async fn is_being_handed_over(&self, key: AddrKey) -> Result<bool, Error> {
        ask!(self, store => store.is_being_handed_over(key).await)
    }

    /// The language of the letter that this reader got, or was to get.
    pub async fn language_of(&self, mailing: MailingId, key: AddrKey) -> Result<Option<Lang>, Error> {
        ask!(self, store => store.language_of(mailing, key).await)
    }

    /// Since when the mailing stands as it does.
    pub async fn in_its_state_since(&self, id: MailingId) -> Result<Option<Timestamp>, Error> {
        ask!(self, store => store.in_its_state_since(id).await)
    }

    /// When the rules of its zone moved a mailing that waits; None if a person has written or resumed it since.
    pub async fn moved_by_rules(&self, id: MailingId) -> Result<Option<Timestamp>, Error> {
        ask!(self, store => store.moved_by_rules(id).await)
    }

    /// What keeps the sender from sending just now, in words.
    pub async fn trouble(&self) -> Result<Option<String>, Error> {
        ask!(self, store => store.trouble().await)
    }
}
