//! Mail servers that answer the end of a letter with something else than a reply: it is told what they said.

use std::fs;

use courant::desk::held::stopped_in_words;
use courant::desk::missing::missing;
use courant::domain::DeliveryState;

use crate::props::relay::{server, start};
use crate::props::server::{Act, Server, Step};
use crate::send_props::Stage;

#[tokio::test]
async fn what_a_server_says_instead_of_a_reply_is_told_and_not_that_it_never_answered() {
    for (said, told, deep) in [
        ("999 \x1b[2Jwhat for kati@example.hu\r\n", "\"999 what for (an address)\"", false),
        ("999 what\r\n", "\"999 what\"", true),
        ("250 ok\r\n554 no\r\n", "\"250 ok\" and went on unasked with \"554 no\"", false),
        ("250-ok\r\n554 no\r\n", "\"250 ok 554 no\"", false),
    ] {
        let script = server(move |moment| match moment.step {
            Step::Dot => Act::Say(said.to_owned()),
            _ => Act::Comply,
        });
        let relay = start(Server { offers: vec!["PIPELINING".to_owned()], ..script }).await;
        let stage = Stage::new(&relay, 10, "connections = 1");
        if deep {
            let file = stage.root().join("config.toml");
            let deep = "transport = \"smtp\"\npipelining = \"deep\"";
            let config = fs::read_to_string(&file).unwrap().replace("transport = \"smtp\"", deep);
            fs::write(&file, config).unwrap();
        }
        let mailing = stage.mailing(10).await;
        stage.send().await;
        let (held, rows) = missing(&stage.ledger, &mailing.name).await.unwrap();
        let row = rows.iter().find(|row| row.state == DeliveryState::Unknown).unwrap();
        assert!(row.reason.contains(told), "{:?}", row.reason);
        let (what, _) = stopped_in_words(&held.held.unwrap(), None, &held.name);
        assert!(what.contains(told) && what.contains("nobody can know"), "{what}");
        assert!(!what.contains("never answered"), "{what}");
    }
}
