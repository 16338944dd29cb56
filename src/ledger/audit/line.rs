//! One line of a history as the stores hand it out: everything about a mailing, or about a reader, in one question.

use super::{Attempt, DeliveryRow, Left, Noted};
use crate::domain::{AddrKey, MailingId};

pub struct Line {
    pub mailing: MailingId,
    pub key: AddrKey,
    pub what: What,
}

/// The number in front is what the third column says.
pub enum What {
    /// 0
    Row(DeliveryRow),
    /// 1
    Attempt(Attempt),
    /// 2
    Decision(Noted),
    /// 3
    Left(Left),
}

/// The columns, from the left: mailing, reader, kind, order, and then of a row (an attempt, a decision, a suppression):
/// state (outcome, what, reason), reason (detail, why, evidence), class, code, enhanced, reply, attempt (n, n, -),
/// decided (-, -, the attempts before it), retry_at, changed_at (at), addr (relay, person, scope), list, lang. Sorted by the first four. `only` says which,
/// of a table whose columns it names `t.mailing` and `t.addr_key`.
pub fn sql(only: &str) -> String {
    format!(
        "SELECT t.mailing, t.addr_key, 0, 0, t.state, t.reason, t.class, t.code, t.enhanced, t.reply, t.attempt,
             t.decided, t.retry_at, t.changed_at, t.addr, t.list, t.lang FROM delivery t WHERE {only}
         UNION ALL
         SELECT t.mailing, t.addr_key, 1, t.id, t.outcome, t.detail, t.class, t.code, t.enhanced, t.reply, t.n,
             0, NULL, t.at, t.relay, NULL, NULL FROM attempt t WHERE {only}
         UNION ALL
         SELECT t.mailing, t.addr_key, 2, t.n, t.what, t.why, NULL, NULL, NULL, NULL, t.n,
             0, NULL, t.at, t.person, NULL, NULL FROM decision t WHERE {only}
         UNION ALL
         SELECT t.mailing, t.addr_key, 3, 0, s.reason, s.evidence, NULL, NULL, NULL, NULL, 0,
             s.attempts, NULL, s.at, s.scope, NULL, NULL
         FROM delivery t JOIN suppression s ON s.addr_key = t.addr_key WHERE {only}
         ORDER BY 1, 2, 3, 4"
    )
}
