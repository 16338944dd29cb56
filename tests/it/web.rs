//! The page behind the unsubscribe link: opening it changes nothing, saying yes holds from the answer on.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::fs;
use std::net::SocketAddr;
use std::path::Path;

use courant::desk::unsubscribe::Door;
use courant::domain::settings::Settings;
use courant::domain::{AddrKey, Clock, DeliveryState, MailingId, Outcome, SkipReason, Suppression};
use courant::ledger::{Ledger, Submit};
use courant::mail::token;
use courant::render::Templates;
use courant::web::Server;
use courant::workspace::Workspace;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use crate::props::until::until;
use crate::story::props::{at, folder, lang, new_mailing, plan, reader, turn};

/// A server on a port of its own, with one planned mailing to three readers.
pub struct Site {
    folder: tempfile::TempDir,
    pub ledger: Ledger,
    pub mailing: MailingId,
    address: SocketAddr,
}

impl Site {
    pub async fn open() -> Self {
        Self::open_with(|_| ()).await
    }

    /// The demo with other settings.
    pub async fn open_with(change: impl FnOnce(&mut Settings)) -> Self {
        let folder = folder();
        let ledger = Ledger::open(&folder.path().join("ledger.db")).expect("a ledger");
        let mailing = ledger.create_mailing(new_mailing("2018-06-summer"), at(0)).await.expect("a mailing");
        let mailing = plan(&ledger, mailing.id, &["anna", "bence", "cecilia"]).id;
        let settings = Workspace::open(Path::new(env!("CARGO_MANIFEST_DIR"))).expect("the demo").settings().0;
        let mut settings = settings.expect("the demo's settings");
        change(&mut settings);
        let templates = Templates::compile(&BTreeMap::new()).0.expect("the built-in templates");
        let config = Path::new(env!("CARGO_MANIFEST_DIR")).join("config.toml");
        fs::copy(config, folder.path().join("config.toml")).expect("the demo's config.toml");
        let workspace = Workspace::open(folder.path()).expect("a workspace");
        let door = Door::new(ledger.clone(), settings, templates).reading(workspace);
        let listen = SocketAddr::from(([127, 0, 0, 1], 0));
        let server = Server::bind(listen, door, Clock::Fixed(at(60))).await.expect("a free port");
        let address = server.address().expect("an address");
        tokio::spawn(server.run(std::future::pending()));
        Self { folder, ledger, mailing, address }
    }

    /// Changes `config.toml` while it answers.
    pub fn configure(&self, from: &str, to: &str) {
        let file = self.folder.path().join("config.toml");
        let config = fs::read_to_string(&file).expect("config.toml");
        assert!(config.contains(from), "{from}");
        fs::write(file, config.replace(from, to)).expect("written");
    }

    pub fn key(&self, name: &str) -> AddrKey {
        reader(&self.ledger, name).key
    }

    fn link(&self, name: &str) -> String {
        let token = token::unsubscribe(self.ledger.keys(), self.key(name), self.mailing).expect("a token");
        format!("/u/{token}")
    }

    pub async fn ask(&self, request: &str) -> String {
        let mut stream = TcpStream::connect(self.address).await.expect("it listens");
        stream.write_all(request.as_bytes()).await.expect("written");
        let mut answer = Vec::new();
        // A body that is too large is refused before it is read to the end, which may reset the line.
        _ = stream.read_to_end(&mut answer).await;
        String::from_utf8(answer).expect("UTF-8")
    }

    pub async fn get(&self, path: &str, further: &str) -> String {
        self.ask(&format!("GET {path} HTTP/1.1\r\nHost: news\r\n{further}\r\n")).await
    }

    pub async fn post(&self, path: &str, kind: &str, body: &str) -> String {
        let length = body.len();
        self.ask(&format!(
            "POST {path} HTTP/1.1\r\nHost: news\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\n\r\n{body}"
        ))
        .await
    }

    async fn reasons(&self, name: &str) -> Vec<SkipReason> {
        let found = self.ledger.suppressions_of(self.key(name)).await.expect("readable");
        found.into_iter().map(|suppression| suppression.reason).collect()
    }

    pub async fn reasons_of_anybody(&self) -> usize {
        let mut all = 0;
        for name in ["anna", "bence", "cecilia"] {
            all += self.reasons(name).await.len();
        }
        all
    }

    /// Every byte of the ledger on disk.
    pub fn bytes(&self) -> Vec<Vec<u8>> {
        ["ledger.db", "ledger.db-wal"]
            .map(|name| fs::read(self.folder.path().join(name)).unwrap_or_default())
            .into()
    }
}

pub const FORM: &str = "application/x-www-form-urlencoded";

pub fn status(answer: &str) -> &str {
    answer.split(' ').nth(1).unwrap_or("no answer")
}

#[tokio::test]
async fn opening_the_link_a_thousand_times_changes_nothing() {
    let site = Site::open().await;
    let (link, before) = (site.link("anna"), site.bytes());
    for n in 0..1_000 {
        let method = ["GET", "HEAD"][n % 2];
        let answer = site.ask(&format!("{method} {link} HTTP/1.1\r\nHost: news\r\n\r\n")).await;
        assert_eq!(status(&answer), "200");
        assert_eq!(answer.contains("</html>"), method == "GET");
    }
    for method in ["PUT", "DELETE", "OPTIONS", "PATCH"] {
        let answer =
            site.ask(&format!("{method} {link} HTTP/1.1\r\nHost: news\r\nContent-Length: 0\r\n\r\n")).await;
        assert_eq!(status(&answer), "405", "{method}");
    }
    assert!(site.bytes() == before, "the ledger's files have changed");
}

#[tokio::test]
async fn one_click_takes_effect_at_once_also_for_mail_that_is_planned() {
    let site = Site::open().await;
    let answer = site.post(&site.link("anna"), FORM, "List-Unsubscribe=One-Click").await;
    assert_eq!(status(&answer), "200", "{answer}");
    let head = answer.split("\r\n\r\n").next().unwrap_or_default().to_lowercase();
    assert!(!head.contains("set-cookie") && !head.contains("location:"), "{head}");
    assert_eq!(site.reasons("anna").await, [SkipReason::Unsubscribed]);
    let counts = site.ledger.counts(site.mailing).await.expect("readable");
    assert_eq!((counts.of(DeliveryState::Skipped), counts.of(DeliveryState::Planned)), (1, 2));
    assert_eq!(site.reasons("bence").await, []);
}

#[tokio::test]
async fn a_letter_that_is_being_handed_over_lands_before_its_reader_is_told_that_they_are_off() {
    let site = Site::open().await;
    let (_lock, turn, _) = turn(&site.ledger, "boot").await;
    turn.claim(site.mailing, 3, at(2)).await.expect("claimed");
    assert_eq!(turn.submit(site.mailing, site.key("anna"), at(3)).await.expect("submitted"), Submit::Go);
    let link = site.link("anna");
    let landed = Cell::new(false);
    let answer = async {
        let answer = site.post(&link, FORM, "").await;
        assert!(landed.get(), "they were told so while their letter was leaving");
        answer
    };
    let landing = async {
        until("their wish", async || site.reasons("anna").await, |reasons| !reasons.is_empty()).await;
        // An answer that does not wait is quicker than these.
        for _ in 0..5 {
            site.get(&link, "").await;
        }
        landed.set(true);
        let outcome = Outcome::Accepted { reply: None };
        turn.record(site.mailing, site.key("anna"), outcome, None, at(4)).await.expect("recorded");
    };
    let (answer, ()) = tokio::join!(answer, landing);
    assert_eq!(status(&answer), "200");
    assert_eq!(site.reasons("anna").await, [SkipReason::Unsubscribed]);
}

#[tokio::test]
async fn whoever_has_left_reads_so_at_the_same_link_and_is_not_asked_again() {
    let site = Site::open().await;
    let asks = |page: &str| (page.contains("<form"), page.contains("You are unsubscribed"));
    site.post(&site.link("anna"), FORM, "List-Unsubscribe=One-Click").await;
    let bounced = Suppression {
        key: site.key("bence"),
        scope: "*".to_owned(),
        reason: SkipReason::HardBounce,
        evidence: "550 5.1.1".to_owned(),
        at: at(61),
    };
    site.ledger.suppress(bounced).await.expect("noted");
    let before = site.bytes();
    for _ in 0..3 {
        let left = site.get(&site.link("anna"), "").await;
        assert_eq!((status(&left), asks(&left)), ("200", (false, true)), "{left}");
    }
    for name in ["bence", "cecilia"] {
        assert_eq!(asks(&site.get(&site.link(name), "").await), (true, false), "{name} has not said so");
    }
    // Nothing of it is told to whoever has not got the reader's own letter.
    let forged = site.link("anna").replace("/u/A", "/u/B");
    let page = site.get(&forged, "").await;
    assert_eq!((status(&page), asks(&page)), ("404", (false, false)));
    assert!(site.bytes() == before, "the ledger's files have changed");
}

#[tokio::test]
async fn any_body_of_a_mail_client_counts_and_twice_is_as_good_as_once() {
    let site = Site::open().await;
    let multipart =
        "--x\r\nContent-Disposition: form-data; name=\"List-Unsubscribe\"\r\n\r\nOne-Click\r\n--x--\r\n";
    for (name, kind, body) in [
        ("anna", "multipart/form-data; boundary=x", multipart),
        ("bence", FORM, ""),
        ("cecilia", "text/plain", "please \u{1b}[2J"),
        ("cecilia", FORM, "List-Unsubscribe=One-Click"),
    ] {
        assert_eq!(status(&site.post(&site.link(name), kind, body).await), "200", "{kind}");
        assert_eq!(site.reasons(name).await, [SkipReason::Unsubscribed]);
    }
}

#[tokio::test]
async fn a_link_of_a_test_a_made_up_one_and_a_swollen_body_change_nothing() {
    let site = Site::open().await;
    let before = site.bytes();
    let inert = token::inert(site.ledger.keys(), &lang("en"), site.mailing).expect("a token");
    let tested = site.post(&format!("/u/{inert}"), FORM, "List-Unsubscribe=One-Click").await;
    assert_eq!(status(&tested), "200");
    assert!(tested.contains("This was a test"), "{tested}");
    let forged = site.link("anna").replace("/u/A", "/u/B");
    assert_eq!(status(&site.post(&forged, FORM, "").await), "404");
    assert_eq!(status(&site.post("/u/%00..%2f", FORM, "").await), "404");
    assert_eq!(status(&site.get("/", "").await), "404");
    let swollen = site.post(&site.link("anna"), FORM, &"x".repeat(9_000)).await;
    assert_eq!(status(&swollen), "413");
    assert!(swollen.contains("That is more than is taken here."), "{swollen}");
    assert!(site.bytes() == before, "the ledger's files have changed");
}

#[tokio::test]
async fn the_page_is_in_the_language_of_the_letter_else_of_the_browser() {
    let site = Site::open().await;
    assert!(site.get(&site.link("anna"), "Accept-Language: hu\r\n").await.contains("<html lang=\"en\""));
    for (asked, shown) in [("hu-HU,hu;q=0.9", "hu"), ("fi, no;q=0.8", "nb"), ("fi", "en"), ("*;q=0.1", "en")]
    {
        let page = site.get("/u/nothing", &format!("Accept-Language: {asked}\r\n")).await;
        assert!(page.contains(&format!("<html lang=\"{shown}\"")), "{asked}: {page}");
    }
}

#[tokio::test]
async fn the_page_of_a_tests_link_is_in_the_language_of_its_letter() {
    let site = Site::open().await;
    let keys = site.ledger.keys();
    for (letter, asked, shown) in [("hu", "en", "hu"), ("en", "hu", "en"), ("nb", "hu", "nb")] {
        let token = token::inert(keys, &lang(letter), site.mailing).expect("a token");
        let asked = format!("Accept-Language: {asked}\r\n");
        let page = site.get(&format!("/u/{token}"), &asked).await;
        assert!(page.contains(&format!("<html lang=\"{shown}\"")), "{letter}: {page}");
    }
}

#[tokio::test]
async fn no_page_can_load_keep_frame_or_pass_on_anything() {
    let site = Site::open().await;
    let page = site.get(&site.link("anna"), "").await.to_lowercase();
    for header in [
        "content-security-policy: default-src 'none'; style-src 'sha256-",
        "form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
        "referrer-policy: no-referrer",
        "cache-control: no-store",
        "x-content-type-options: nosniff",
        "x-robots-tag: noindex",
    ] {
        assert!(page.contains(header), "{header} is missing: {page}");
    }
    assert!(!page.contains("<script") && !page.contains("src="), "{page}");
}

#[tokio::test]
async fn what_is_refused_before_it_is_looked_at_is_answered_in_words_and_guarded_like_a_page() {
    let site = Site::open().await;
    for (request, code, words) in [
        ("GET /u/%ff HTTP/1.1\r\nHost: news\r\n\r\n", "400", "can't be read"),
        ("GET /stop/%ff HTTP/1.1\r\nHost: news\r\n\r\n", "400", "can't be read"),
        ("GET /calendar/%ff/lab.hu.ics HTTP/1.1\r\nHost: news\r\n\r\n", "400", "can't be read"),
        ("GET /nowhere HTTP/1.1\r\nHost: news\r\n\r\n", "404", "nothing at this address"),
        ("PUT /u/x HTTP/1.1\r\nHost: news\r\nContent-Length: 0\r\n\r\n", "405", "in this way"),
        ("DELETE /healthz HTTP/1.1\r\nHost: news\r\nContent-Length: 0\r\n\r\n", "405", "in this way"),
    ] {
        let answer = site.ask(request).await;
        assert!(status(&answer) == code && answer.contains(words), "{request}: {answer}");
        let head = answer.to_lowercase();
        for header in ["content-security-policy: default-src 'none'", "x-content-type-options: nosniff"] {
            assert!(head.contains(header), "{request}: {answer}");
        }
        assert_eq!(head.contains("\r\nallow: "), code == "405", "{request}: {answer}");
    }
}
