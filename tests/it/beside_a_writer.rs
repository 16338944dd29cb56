//! Looking at the ledger while another process writes to it for long.

use courant::desk::opened::Opened;
use courant::desk::status;
use courant::ledger::Ledger;

use crate::send_command::Demo;
use crate::send_props::now;
use crate::story::props::{new_mailing, plan};

#[tokio::test]
async fn whoever_only_looks_never_waits_for_whoever_writes() {
    let demo = Demo::new();
    let path = demo.path(".courant/ledger.db");
    let mailing = {
        let ledger = Ledger::open(&path).unwrap();
        let mailing = ledger.create_mailing(new_mailing("2018-06-summer"), now()).await.unwrap();
        plan(&ledger, mailing.id, &["anna", "bence"])
    };
    let writer = rusqlite::Connection::open(&path).unwrap();
    writer.execute_batch("BEGIN IMMEDIATE; CREATE TABLE of_another (row)").unwrap();
    for words in [
        &["status"][..],
        &["status", "2018-06-summer"],
        &["missing", "2018-06-summer"],
        &["list"],
        &["send", "2018", "--dry-run"],
    ] {
        let output = demo.run(words);
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(0), "{words:?}: {said}");
    }
    let opened = Opened::at(&demo.path("")).unwrap();
    let zone = &opened.settings.newsletter.timezone;
    let one = status::one(&opened.ledger, zone, mailing, now()).await.unwrap();
    assert_eq!(one.progress.counts.waiting(), 2);
    assert!(!writer.is_autocommit(), "the lock was held all the time");
}
