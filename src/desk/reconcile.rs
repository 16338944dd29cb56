//! Settles letters of which nobody knows whether they arrived, by the log of the mail server that they were handed to.
//!
//! That a letter was taken is said by one line. That it never was is said by none, so it counts only where the log is
//! known to tell of everything: it begins before the mailing, goes on after the letter, holds every letter of the
//! mailing that the server has answered for, and its clock is ours.

use std::io::BufRead;

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use super::opened::Opened;
use super::person::person;
use super::send::Error;
use crate::domain::{AddrKey, Address, Decision, DeliveryState, Mailing, MailingKind, second_in_words};
use crate::ledger::{self, Decided, HandedOver};
use crate::mail::maillog::{Fate, MailLog};
use crate::mail::{message_id, verp};

/// A server may go on with a letter for so long after its line was lost.
const AFTERWARDS: SignedDuration = SignedDuration::from_mins(30);
/// Clocks that are further apart than this say nothing about each other.
const APART: SignedDuration = SignedDuration::from_mins(5);

/// What a log says about the uncertain letters.
#[derive(Debug)]
pub struct Reconciled {
    pub lines: u64,
    /// From when to when it tells.
    pub span: (Timestamp, Timestamp),
    pub letters: Vec<Settled>,
}

/// One uncertain letter.
#[derive(Debug)]
pub struct Settled {
    pub mailing: Mailing,
    pub key: AddrKey,
    /// None after erasure.
    pub address: Option<Address>,
    pub verdict: Verdict,
    /// What the log says, or why it says nothing.
    pub why: String,
}

/// What becomes of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// The server took it.
    Accepted,
    /// No server has it.
    Failed,
    /// It stays uncertain.
    NotSaid,
}

impl Verdict {
    /// The word in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Accepted => "accepted",
            Self::Failed => "failed",
            Self::NotSaid => "not-said",
        }
    }

    fn decision(self) -> Option<Decision> {
        match self {
            Self::Accepted => Some(Decision::Accepted),
            Self::Failed => Some(Decision::Failed),
            Self::NotSaid => None,
        }
    }
}

/// Reads a log, and says of every uncertain letter what it proves; of one mailing, or of all. Writes nothing. Times
/// without a zone are this machine's.
pub async fn look(
    opened: &Opened,
    log: impl BufRead,
    mailing: Option<Mailing>,
    now: Timestamp,
) -> Result<Reconciled, Error> {
    let log = MailLog::read(log, &TimeZone::system(), now)
        .map_err(|source| Error::Io { what: "the log can't be read".to_owned(), source })?;
    let Some(span) = log.span else {
        return Err(Error::Refused {
            what: format!("none of its {} lines is one of Postfix", log.lines),
            remedy: "name the mail server's log: /var/log/mail.log, or `journalctl -u postfix@- -o short-iso > FILE`"
                .to_owned(),
        });
    };
    let mailings = match mailing {
        Some(mailing) => vec![mailing],
        None => opened.ledger.mailings().await?,
    };
    let mut letters = Vec::new();
    for mailing in mailings.into_iter().filter(|mailing| mailing.kind == MailingKind::Live) {
        if opened.ledger.counts(mailing.id).await?.of(DeliveryState::Unknown) == 0 {
            continue;
        }
        let rows = opened.ledger.handed_over(mailing.id).await?;
        let names = Names { opened, mailing: &mailing };
        let gaps = Gaps::of(&log, &names, &rows, span);
        for row in rows.iter().filter(|row| row.uncertain) {
            let (verdict, why) = gaps.judge(names.fate(&log, row.key), row);
            let (key, address) = (row.key, row.address.clone());
            letters.push(Settled { mailing: mailing.clone(), key, address, verdict, why });
        }
    }
    letters.sort_by(|a, b| (a.mailing.created_at, &a.address).cmp(&(b.mailing.created_at, &b.address)));
    Ok(Reconciled { lines: log.lines, span, letters })
}

/// Writes down what was proved; how many that were. Whatever somebody decided meanwhile stays.
pub async fn settle(opened: &Opened, found: &[Settled], now: Timestamp) -> Result<u64, Error> {
    let mut written = 0;
    for one in found {
        let Some(decision) = one.verdict.decision() else { continue };
        let why = Some(format!("mail log: {}", one.why));
        let said = Decided { mailing: one.mailing.id, key: one.key, decision, by: person(), why };
        match opened.ledger.decide(said, now).await {
            Ok(_) => written += 1,
            Err(ledger::Error::NotUncertain(_)) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Ok(written)
}

/// How a mailing's letters are called in a log.
struct Names<'a> {
    opened: &'a Opened,
    mailing: &'a Mailing,
}

impl Names<'_> {
    fn zone(&self) -> &TimeZone {
        &self.opened.settings.newsletter.timezone
    }

    fn fate<'l>(&self, log: &'l MailLog, key: AddrKey) -> Option<&'l Fate> {
        let keys = self.opened.ledger.keys();
        let id = message_id::left_side(keys, self.mailing.id, key);
        log.fate(&id, &verp::local_part(keys, key, self.mailing.id))
    }
}

/// What keeps a log from proving that a letter never came.
struct Gaps {
    span: (Timestamp, Timestamp),
    /// Of the whole mailing.
    whole: Option<String>,
    /// The one server that took whatever was accepted, if it was one.
    relay: Option<String>,
    /// Whether letters can have gone through another one.
    others: bool,
    /// In which moments are told.
    zone: TimeZone,
}

impl Gaps {
    fn of(log: &MailLog, names: &Names<'_>, rows: &[HandedOver], span: (Timestamp, Timestamp)) -> Self {
        let accepted: Vec<&HandedOver> =
            rows.iter().filter(|row| !row.uncertain && row.at <= span.1).collect();
        let taken = |row: &&HandedOver| names.fate(log, row.key).and_then(|fate| fate.taken.as_ref());
        let lost = accepted.iter().filter(|row| taken(row).is_none()).count();
        let apart = accepted.iter().filter_map(|row| Some(taken(row)?.at.duration_since(row.at).abs())).max();
        let begun = names.mailing.started_at.filter(|begun| *begun < span.0);
        let whole = if let Some(begun) = begun {
            let shown = |at| second_in_words(at, names.zone());
            Some(format!("the log begins at {}, and the mailing at {}", shown(span.0), shown(begun)))
        } else if accepted.is_empty() {
            Some(
                "no letter of the mailing that was taken is in the log: it may be another server's"
                    .to_owned(),
            )
        } else if lost > 0 {
            let all = accepted.len();
            Some(format!(
                "{lost} of {all} letters that were taken are not in the log: it is not the whole of it"
            ))
        } else {
            apart
                .filter(|apart| *apart > APART)
                .map(|apart| format!("the server's clock and ours are {} minutes apart", apart.as_mins()))
        };
        let relay = accepted.first().and_then(|row| row.relay.clone());
        let others =
            accepted.iter().any(|row| row.relay != relay) || names.opened.settings.delivery.relays.len() > 1;
        Self { span, whole, relay, others, zone: names.zone().clone() }
    }

    fn judge(&self, fate: Option<&Fate>, row: &HandedOver) -> (Verdict, String) {
        if let Some(taken) = fate.and_then(|fate| fate.taken.as_ref()) {
            let then = if taken.then.is_empty() { String::new() } else { format!(", then {}", taken.then) };
            let at = second_in_words(taken.at, &self.zone);
            return (Verdict::Accepted, format!("queued as {} at {at}{then}", taken.queue_id));
        }
        if fate.is_some_and(|fate| !fate.is_over()) {
            return (
                Verdict::NotSaid,
                "the server began to read it, and the log does not say how that ended".into(),
            );
        }
        if let Some(gap) = self.gap(row) {
            return (Verdict::NotSaid, gap);
        }
        let words = fate.and_then(|fate| fate.words.clone());
        (Verdict::Failed, words.unwrap_or_else(|| "it never came to the server".to_owned()))
    }

    fn gap(&self, row: &HandedOver) -> Option<String> {
        if let Some(whole) = &self.whole {
            return Some(whole.clone());
        }
        if self.span.1.duration_since(row.at) < AFTERWARDS {
            let end = second_in_words(self.span.1, &self.zone);
            return Some(format!("the log ends at {end}, too soon after it"));
        }
        let elsewhere = match &row.relay {
            Some(relay) => Some(relay) != self.relay.as_ref(),
            None => self.others,
        };
        elsewhere.then(|| "it may have gone to another server than the log is of".to_owned())
    }
}
