//! The page of a preview in a real browser: it follows the files of its issue.

use std::fs;

use courant::web::PreviewServer;
use courant::workspace::Workspace;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _, copy_bidirectional};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};

use crate::props::{Chromium, Demo};

/// A port that hands everything on to another, and tells of each time that the page asks whether anything has changed.
async fn before(port: u16) -> (u16, UnboundedReceiver<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let own = listener.local_addr().expect("an address").port();
    let (tell, told) = unbounded_channel();
    tokio::spawn(async move {
        while let Ok((line, _)) = listener.accept().await {
            tokio::spawn(hand_on(line, port, tell.clone()));
        }
    });
    (own, told)
}

async fn hand_on(mut line: TcpStream, port: u16, tell: UnboundedSender<String>) {
    let mut begun = vec![0; 4096];
    let read = line.read(&mut begun).await.unwrap_or(0);
    let request = String::from_utf8_lossy(&begun[..read]).into_owned();
    let Ok(mut on) = TcpStream::connect(("127.0.0.1", port)).await else { return };
    on.write_all(&begun[..read]).await.expect("handed on");
    if let Some((_, rest)) = request.split_once("/changes?") {
        _ = tell.send(rest.split(' ').next().unwrap_or_default().to_owned());
    }
    _ = copy_bidirectional(&mut line, &mut on).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_shows_what_is_saved_without_being_asked_and_says_when_nobody_answers() {
    let (demo, chromium) = (Demo::copy(), Chromium::new());
    let workspace = Workspace::open(demo.path()).expect("the demo");
    let issue = workspace.find_issue("2018-06-summer").expect("the issue");
    let server = PreviewServer::bind(workspace, issue).await.expect("a free port");
    let (port, mut asked) = before(server.port()).await;
    let secret = server.url().split('/').nth(3).expect("a secret").to_owned();
    let answers = tokio::spawn(server.run());
    let page = format!("http://127.0.0.1:{port}/{secret}/?lang=en&show=text");
    let browser = tokio::task::spawn_blocking(move || chromium.document(&page));
    let first = asked.recv().await.expect("the page asks");
    let file = demo.path().join("issues/2018-06-summer/en.md");
    let text = fs::read_to_string(&file).expect("the edition");
    fs::write(&file, text.replace("Liverpool", "Aberystwyth")).expect("written");
    while asked.recv().await.expect("the page asks again") == first {}
    answers.abort();
    let document = browser.await.expect("a document");
    assert!(document.contains("- Aberystwyth\n"), "{document}");
    assert!(document.contains("The preview does not answer any more"), "{document}");
}
