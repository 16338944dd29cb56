//! Peers that begin a request and never end it are not waited for.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::Path;
use std::time::Duration;

use courant::desk::unsubscribe::Door;
use courant::domain::Clock;
use courant::ledger::Ledger;
use courant::render::Templates;
use courant::web::Server;
use courant::workspace::Workspace;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use crate::story::props::folder;

/// Never reached: the other limit is what is tried.
const LONG: Duration = Duration::from_secs(3600);
const SHORT: Duration = Duration::from_millis(200);

/// What a peer hears that says this and no more, until the line is closed.
async fn says(begun: &str, head: Duration, all: Duration) -> String {
    let folder = folder();
    let ledger = Ledger::open(&folder.path().join("ledger.db")).unwrap();
    let settings = Workspace::open(Path::new(env!("CARGO_MANIFEST_DIR"))).unwrap().settings().0.unwrap();
    let door = Door::new(ledger, settings, Templates::compile(&BTreeMap::new()).0.unwrap());
    let listen = SocketAddr::from(([127, 0, 0, 1], 0));
    let server = Server::bind(listen, door, Clock::System).await.unwrap().within(head, all);
    let address = server.address().unwrap();
    tokio::spawn(server.run(std::future::pending()));
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.write_all(begun.as_bytes()).await.unwrap();
    let mut heard = Vec::new();
    let closed = tokio::time::timeout(Duration::from_secs(60), stream.read_to_end(&mut heard)).await;
    _ = closed.expect("the line stays open");
    String::from_utf8(heard).unwrap()
}

#[tokio::test]
async fn a_head_that_does_not_end_and_a_body_that_does_not_come_are_not_waited_for() {
    let head = says("POST /u/x HTTP/1.1\r\nHost: ne", SHORT, LONG).await;
    assert!(!head.contains("200 OK"), "{head}");
    let body = says("POST /u/x HTTP/1.1\r\nHost: news\r\nContent-Length: 9\r\n\r\n", LONG, SHORT).await;
    assert!(!body.contains("200 OK"), "{body}");
    let nothing = says("", SHORT, LONG).await;
    assert_eq!(nothing, "");
}
