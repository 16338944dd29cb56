//! What is advised for a reader whom a mailing did not reach is something that will be done.

use std::process::Command;

use courant::desk::missing::{can_be_sent_again, send_again};
use courant::desk::opened::Opened;
use courant::desk::reached::Reached;
use courant::desk::why::why;
use courant::domain::Address;

use crate::props::relay::{server, start};
use crate::props::server::{Act, Step};
use crate::send_props::{Stage, now};

#[tokio::test]
async fn who_has_the_issue_by_another_mailing_is_not_said_to_be_sent_it_again() {
    let first = std::sync::atomic::AtomicBool::new(true);
    let relay = start(server(move |moment| match moment.step {
        Step::Rcpt
            if moment.line.contains("r1@") && first.swap(false, std::sync::atomic::Ordering::SeqCst) =>
        {
            Act::Say("550 5.1.1 no such user\r\n".to_owned())
        }
        _ => Act::Comply,
    }))
    .await;
    let stage = Stage::new(&relay, 3, "connections = 1");
    let mailing = stage.mailing(3).await;
    stage.send().await;
    let next = async || {
        let (root, handle) = (stage.root().to_owned(), tokio::runtime::Handle::current());
        let reached =
            tokio::task::spawn_blocking(move || Reached::at(&root, &handle)).await.unwrap().unwrap();
        let reader = why(&reached, &Address::parse("r1@example.eu").unwrap(), now()).await.unwrap();
        reader.mailings.into_iter().map(|one| one.next).collect::<Vec<_>>()
    };
    assert!(next().await[0].contains("`courant missing summer --send`"));
    let root = stage.root().to_owned();
    let opened = tokio::task::spawn_blocking(move || Opened::at(&root)).await.unwrap().unwrap();
    send_again(&opened, &mailing, 1, now()).await.unwrap();
    stage.send().await;
    assert!(can_be_sent_again(&opened, &mailing, now()).await.is_err());
    assert_eq!(next().await[0], "nothing more of it: summer.2 is for them");
    let missing = |format: &str| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_courant"));
        let command = command.arg("-C").arg(stage.root()).args(["-o", format, "missing", "summer"]);
        String::from_utf8(command.output().unwrap().stdout).unwrap()
    };
    let table = missing("table");
    assert!(
        table.contains("has it by summer.2; here: ") && table.contains("550 5.1.1 no such user"),
        "{table}"
    );
    assert!(missing("csv").ends_with(",550 5.1.1 no such user,summer.2,\n"), "{}", missing("csv"));
    assert!(missing("json").contains("\"has_it_by\": \"summer.2\""), "{}", missing("json"));
}
