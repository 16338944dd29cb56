//! The pages while their database is away.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::time::Duration;

use courant::desk::unsubscribe::Door;
use courant::domain::settings::PostgresStore;
use courant::domain::{AddrKey, Clock, MailingId};
use courant::ledger::Ledger;
use courant::mail::token;
use courant::render::Templates;
use courant::web::Server;
use courant::workspace::Workspace;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use crate::props::{Demo, Postgres};

/// Everything that is answered to a browser that wants Hungarian.
pub async fn asks(address: SocketAddr, method: &str, path: &str) -> String {
    let mut line = TcpStream::connect(address).await.unwrap();
    let request =
        format!("{method} {path} HTTP/1.1\r\nhost: a\r\naccept-language: hu\r\ncontent-length: 0\r\n\r\n");
    line.write_all(request.as_bytes()).await.unwrap();
    let mut answer = String::new();
    line.read_to_string(&mut answer).await.unwrap();
    answer
}

/// Pages over a database, and where they are.
async fn pages(server: &Postgres, demo: &Demo, beside: &std::path::Path) -> SocketAddr {
    let store = PostgresStore::parse(&server.url(&server.database())).unwrap();
    let ledger = Ledger::open_postgres(&store, None, None, &beside.join("ledger.db")).unwrap();
    let settings = Workspace::open(demo.path()).unwrap().settings().0.unwrap();
    let templates = Templates::compile(&BTreeMap::new()).0.unwrap();
    let door = Door::new(ledger, settings, templates);
    let pages = Server::bind("127.0.0.1:0".parse().unwrap(), door, Clock::System).await.unwrap();
    let address = pages.address().unwrap();
    tokio::spawn(pages.run(std::future::pending()));
    address
}

#[tokio::test]
async fn while_the_database_is_away_or_says_nothing_whoever_watches_hears_so_soon() {
    let (server, demo, beside) = (Postgres::start(), Demo::copy(), tempfile::tempdir().unwrap());
    let address = pages(&server, &demo, beside.path()).await;
    let well = asks(address, "GET", "/metrics").await;
    assert!(well.starts_with("HTTP/1.1 200") && well.contains("courant_sender_alive 0"), "{well}");
    let nobody = asks(address, "GET", "/healthz").await;
    assert!(nobody.contains("no sender is running"), "{nobody}");
    for away in [Postgres::freeze, Postgres::stop] {
        away(&server);
        for path in ["/healthz", "/metrics"] {
            // What waits for a database by itself waits for ten seconds.
            let answer = tokio::time::timeout(Duration::from_secs(8), asks(address, "GET", path)).await;
            let answer = answer.unwrap_or_else(|_| panic!("{path} says nothing"));
            assert!(answer.starts_with("HTTP/1.1 503"), "{path}: {answer}");
            assert!(answer.ends_with("the ledger does not answer\n"), "{path}: {answer}");
        }
        server.thaw();
    }
}

#[tokio::test]
async fn while_the_database_is_away_whoever_leaves_is_told_when_to_try_again() {
    let (server, demo, beside) = (Postgres::start(), Demo::copy(), tempfile::tempdir().unwrap());
    let store = PostgresStore::parse(&server.url(&server.database())).unwrap();
    let ledger = Ledger::open_postgres(&store, None, None, &beside.path().join("ledger.db")).unwrap();
    let (reader, mailing) = (AddrKey([7; 16]), MailingId([1; 8]));
    let leave = format!("/u/{}", token::unsubscribe(ledger.keys(), reader, mailing).unwrap());
    let stop = format!("/stop/{}", token::stop(ledger.keys(), mailing).unwrap());
    let settings = Workspace::open(demo.path()).unwrap().settings().0.unwrap();
    let templates = Templates::compile(&BTreeMap::new()).0.unwrap();
    let patience = Duration::from_secs(4);
    let door = Door::new(ledger, settings, templates).with_patience(patience);
    let pages = Server::bind("127.0.0.1:0".parse().unwrap(), door, Clock::System).await.unwrap();
    // As much more than the patience as it is where nothing is short.
    let pages = pages.within(Duration::from_secs(5), patience + Duration::from_secs(5));
    let address = pages.address().unwrap();
    tokio::spawn(pages.run(std::future::pending()));
    server.stop();
    let (left, asked, stopped, shown) = tokio::join!(
        asks(address, "POST", &leave),
        asks(address, "GET", &leave),
        asks(address, "POST", &stop),
        asks(address, "GET", &stop),
    );
    for (what, answer) in [("left", &left), ("stopped", &stopped), ("shown", &shown)] {
        assert!(answer.starts_with("HTTP/1.1 503"), "{what}: {answer:?}");
        assert!(answer.contains("\r\nretry-after: 60\r\n"), "{what}: {answer}");
    }
    assert!(left.contains("lang=\"hu\""), "{left}");
    assert!(asked.starts_with("HTTP/1.1 200") && asked.contains("lang=\"hu\""), "{asked:?}");
}
