//! For tests: with which `synchronous` SQLite committed what was written. What must survive a power cut is at 2 (FULL).

use rusqlite::Connection;

/// From here on every change of a row is noted with what is in force on this connection.
pub(super) fn watch(conn: &Connection) {
    conn.execute_batch("CREATE TEMP TABLE synced (what TEXT, level INTEGER)").unwrap();
    for table in ["mailing", "delivery", "suppression", "instance"] {
        for change in ["INSERT", "UPDATE"] {
            conn.execute_batch(&format!(
                "CREATE TEMP TRIGGER {table}_{change} AFTER {change} ON main.{table} BEGIN
                     INSERT INTO synced SELECT '{table}', synchronous FROM pragma_synchronous;
                 END"
            ))
            .unwrap();
        }
    }
}

/// What was noted, each once.
pub(super) fn noted(conn: &Connection) -> Vec<(String, i64)> {
    let mut query = conn.prepare("SELECT DISTINCT what, level FROM synced ORDER BY 1, 2").unwrap();
    query.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap().map(Result::unwrap).collect()
}

mod tests {
    use jiff::Timestamp;

    use super::super::{Durable, Ledger, NewMailing, SendingLock};
    use super::*;
    use crate::domain::{
        Address, Decision, EditionChoice, IssueId, Lang, ListName, MailingEvent, MailingKind, Outcome,
        Recipient, Schedule, SkipReason, Slots, Suppression,
    };
    use crate::ledger::{Boot, Decided, Holder};

    fn now() -> Timestamp {
        "2026-06-01T10:00:00Z".parse().unwrap()
    }

    fn late() -> Timestamp {
        now() + jiff::SignedDuration::from_hours(1)
    }

    fn mailing() -> NewMailing {
        NewMailing {
            issue: IssueId::parse("summer").unwrap(),
            kind: MailingKind::Live,
            letters: Vec::new(),
            lists: Vec::new(),
            missing_of: None,
            corrects: None,
            confirmed: 1,
            again: false,
            schedule: Schedule::now(&jiff::tz::TimeZone::UTC, now()),
            expires_at: Some(late()),
            by: "anna".to_owned(),
        }
    }

    fn reader(ledger: &Ledger, name: &str) -> Recipient {
        let address = Address::parse(&format!("{name}@example.eu")).unwrap();
        Recipient {
            key: ledger.keys().addr_key(&address),
            address,
            name: None,
            list: ListName::parse("partners").unwrap(),
            list_rank: 0,
            wants: None,
            edition: Lang::parse("en").unwrap(),
            why: EditionChoice::Unspecified,
            slots: Slots::default(),
            skipped: None,
        }
    }

    /// What was written since the last look.
    async fn since(ledger: &Ledger) -> Vec<(String, i64)> {
        let look = |conn: &Connection| {
            let found = noted(conn);
            conn.execute_batch("DELETE FROM synced").unwrap();
            Ok(found)
        };
        ledger.write(Durable::Kill, look).await.unwrap()
    }

    fn full(tables: &[&str]) -> Vec<(String, i64)> {
        tables.iter().map(|table| ((*table).to_owned(), 2)).collect()
    }

    #[tokio::test]
    async fn orders_claims_and_wishes_to_leave_are_on_disk_before_anybody_is_answered() {
        let folder = tempfile::tempdir().unwrap();
        let ledger = Ledger::open(&folder.path().join("ledger.db"), None).unwrap();
        let begin = |conn: &Connection| {
            watch(conn);
            Ok(())
        };
        ledger.write(Durable::Kill, begin).await.unwrap();
        let id = ledger.create_mailing(mailing(), now()).await.unwrap().id;
        assert_eq!(since(&ledger).await, full(&["mailing"]));
        let mut planner = ledger.planner(id).unwrap();
        for name in ["anna", "bence", "cecilia"] {
            planner.add(&reader(&ledger, name)).unwrap();
        }
        planner.finish(now(), |_| None).unwrap();
        let holder = Holder::this(&Boot("boot".to_owned()), now());
        let lock = SendingLock::take(ledger.path(), holder).unwrap();
        let (turn, _) = ledger.take_over(&lock, now()).await.unwrap();
        assert_eq!(since(&ledger).await, full(&["instance"]));
        let rows = turn.claim(id, 2, now()).await.unwrap();
        assert_eq!(since(&ledger).await, full(&["delivery"]));
        turn.beat(now()).await.unwrap();
        let uncertain = Outcome::Unknown { detail: "no answer".to_owned() };
        for (row, outcome) in rows.iter().zip([Outcome::Accepted { reply: None }, uncertain]) {
            turn.submit(id, row.key, now()).await.unwrap();
            turn.record(id, row.key, outcome, None, now()).await.unwrap();
        }
        assert_eq!(
            since(&ledger).await,
            [("delivery".to_owned(), 1), ("instance".to_owned(), 1)],
            "what a kill can't undo needs no fsync"
        );
        assert_eq!(turn.expire(id, late()).await.unwrap(), 1);
        assert_eq!(since(&ledger).await, full(&["delivery"]));
        let key = rows[1].key;
        let said =
            Decided { mailing: id, key, decision: Decision::Accepted, by: "anna".to_owned(), why: None };
        ledger.decide(said, now()).await.unwrap();
        assert_eq!(since(&ledger).await, full(&["delivery"]));
        let wish = Suppression {
            key,
            scope: "*".to_owned(),
            reason: SkipReason::Unsubscribed,
            evidence: "one-click".to_owned(),
            at: now(),
        };
        ledger.suppress(wish).await.unwrap();
        assert_eq!(since(&ledger).await, full(&["suppression"]));
        ledger.order(id, MailingEvent::Pause, "anna", now()).await.unwrap();
        assert_eq!(since(&ledger).await, full(&["mailing"]));
        ledger.resume_for(id, 2, "anna", now()).await.unwrap();
        assert_eq!(since(&ledger).await, full(&["mailing"]));
        turn.end(now()).await.unwrap();
        assert_eq!(since(&ledger).await, full(&["instance"]));
        ledger.order(id, MailingEvent::Pause, "anna", now()).await.unwrap();
        ledger.order(id, MailingEvent::Cancel, "anna", now()).await.unwrap();
        assert_eq!(since(&ledger).await, full(&["mailing"]));
    }

    #[tokio::test]
    async fn a_plan_is_on_disk_before_its_mailing_begins() {
        let folder = tempfile::tempdir().unwrap();
        let ledger = Ledger::open(&folder.path().join("ledger.db"), None).unwrap();
        let id = ledger.create_mailing(mailing(), now()).await.unwrap().id;
        let mut planner = ledger.planner(id).unwrap();
        planner.add(&reader(&ledger, "anna")).unwrap();
        for (table, change) in [("delivery", "INSERT"), ("mailing", "UPDATE")] {
            let guard = format!(
                "CREATE TEMP TRIGGER {table}_guard AFTER {change} ON main.{table}
                 WHEN (SELECT synchronous FROM pragma_synchronous) <> 2
                 BEGIN SELECT RAISE(ABORT, 'a power cut would lose it'); END"
            );
            planner.conn.execute_batch(&guard).unwrap();
        }
        planner.finish(now(), |_| None).unwrap();
    }
}
