//! `preview --serve`: pages for a browser on this machine, which follow the files.

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use courant::web::PreviewServer;
use courant::workspace::Workspace;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use crate::send_command::Demo;
use crate::web::status;

struct Site {
    demo: Demo,
    port: u16,
    secret: String,
}

impl Site {
    /// Pages of an issue of the demo, in a folder of their own.
    async fn of(issue: &str) -> Self {
        let demo = Demo::new();
        let workspace = Workspace::open(&demo.path("")).expect("the demo workspace");
        let issue = workspace.find_issue(issue).expect("the issue");
        let server = PreviewServer::bind(workspace, issue).await.expect("a free port");
        let (port, url) = (server.port(), server.url());
        let secret = url.split('/').nth(3).expect("a secret").to_owned();
        assert_eq!(url, format!("http://127.0.0.1:{port}/{secret}/"));
        tokio::spawn(server.run());
        Self { demo, port, secret }
    }

    async fn ask(&self, host: &str, path: &str) -> String {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).await.expect("it listens");
        let request = format!("GET {path} HTTP/1.1\r\nHost: {host}\r\n\r\n");
        stream.write_all(request.as_bytes()).await.expect("written");
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).await.expect("an answer");
        String::from_utf8_lossy(&answer).into_owned()
    }

    async fn get(&self, path: &str) -> String {
        self.ask("127.0.0.1", &format!("/{}/{path}", self.secret)).await
    }
}

fn after<'a>(text: &'a str, mark: &str) -> &'a str {
    text.split_once(mark)
        .and_then(|(_, rest)| rest.split('"').next())
        .unwrap_or_else(|| panic!("{mark}: {text}"))
}

#[tokio::test]
async fn every_edition_is_shown_with_its_switches_and_its_pictures() {
    let site = Site::of("2018-06").await;
    let whole = site.get("").await;
    assert_eq!(status(&whole), "200");
    for lang in ["en", "hu", "nb", "nl", "sv"] {
        let page = site.get(&format!("?lang={lang}&width=phone&dark=yes")).await;
        assert!(page.contains(&format!("lang=\"{lang}\" aria-current=\"true\"")), "{lang}");
        assert!(page.contains("class=\"phone\""), "{lang}");
        let source = after(&page, "<iframe class=\"phone\" src=\"").replace("&amp;", "&");
        let letter = site.get(&source).await;
        assert!(letter.contains(&format!("<html lang=\"{lang}\"")), "{letter}");
        assert!(letter.contains("Reader Sample") && !letter.contains("prefers-color-scheme"), "{lang}");
        for picture in letter.split("<img ").skip(1) {
            let name = after(picture, "src=\"");
            assert_eq!(status(&site.get(name).await), "200", "{name}");
        }
    }
    let plain = site.get("?lang=hu&show=text&reader=nameless").await;
    assert!(plain.contains("<pre class=\"computer\" lang=\"hu\" dir=\"ltr\">") && !plain.contains("<iframe"));
    assert!(!plain.contains("Kedves Reader Sample"), "{plain}");
}

#[tokio::test]
async fn nothing_comes_from_elsewhere_and_no_script_runs_in_the_letter() {
    let site = Site::of("2018-06").await;
    let (page, letter, off) =
        (site.get("").await, site.get("letter").await, site.get("letter?pictures=no").await);
    let policy = |answer: &str| {
        let line = answer.lines().find(|line| line.starts_with("content-security-policy: "));
        line.expect("a policy").to_owned()
    };
    for answer in [&page, &letter, &off] {
        assert!(policy(answer).contains("default-src 'none'") && policy(answer).contains("base-uri 'none'"));
        assert!(!policy(answer).contains("http") && answer.contains("referrer-policy: no-referrer"));
    }
    assert!(policy(&page).contains("frame-ancestors 'none'") && !policy(&page).contains("unsafe"));
    assert!(
        !policy(&letter).contains("script")
            && policy(&letter).contains("sandbox allow-same-origin allow-popups ")
    );
    assert!(policy(&letter).contains("img-src 'self'") && policy(&off).contains("img-src 'none'"));
}

#[tokio::test]
async fn who_does_not_know_the_address_or_comes_under_another_name_learns_nothing() {
    let site = Site::of("2018-06").await;
    let known = format!("/{}/", site.secret);
    let mut other = site.secret.clone();
    other.replace_range(..1, if other.starts_with('A') { "B" } else { "A" });
    for path in ["/", "/letter", "//letter", &format!("/{other}/"), &format!("/{other}/letter"), &known[..12]]
    {
        let answer = site.ask("127.0.0.1", path).await;
        assert_eq!(status(&answer), "404", "{path}");
        assert!(!answer.contains("HELIUM"), "{answer}");
    }
    for host in ["localhost:1", "127.0.0.1", "[::1]:40000", "127.0.0.1:9"] {
        assert_eq!(status(&site.ask(host, &known).await), "200", "{host}");
    }
    for host in ["evil.example", "127.0.0.1.evil.example", "localhost.evil.example:80", "[::2]", ""] {
        let answer = site.ask(host, &known).await;
        assert_eq!(status(&answer), "421", "{host}");
        assert!(!answer.contains("HELIUM"), "{answer}");
    }
}

#[tokio::test]
async fn whoever_waits_is_answered_as_soon_as_a_file_is_another() {
    let site = Site::of("2018-06").await;
    let page = site.get("?lang=en&show=text").await;
    let mark = after(&page, "data-mark=\"").to_owned();
    let changes = format!("changes?{mark}");
    let waits = async { site.get(&changes).await };
    let writes = async {
        let file = site.demo.path("issues/2018-06-summer/en.md");
        let text = fs::read_to_string(&file).expect("the edition");
        fs::write(file, text.replace("Liverpool", "Aberystwyth")).expect("written");
    };
    let (answer, ()) = tokio::join!(waits, writes);
    assert_ne!(answer.lines().last(), Some(mark.as_str()), "another mark");
    assert!(site.get("?lang=en&show=text").await.contains("- Aberystwyth"));
    assert!(site.get("letter?lang=en").await.contains("Aberystwyth"), "the page too");
}

#[tokio::test]
async fn what_is_in_the_way_of_a_letter_is_said_on_the_page() {
    let site = Site::of("2018-06").await;
    let spoil = |file: &str, text: &str| fs::write(site.demo.path(file), text).expect("written");
    spoil("templates/sections/story.html.hbs", "{{#if x}}<p>");
    let page = site.get("?lang=hu").await;
    assert_eq!(status(&page), "200");
    assert!(page.contains("What to mend") && page.contains("templates/sections/story.html.hbs"), "{page}");
    assert!(page.contains("be made yet") && !page.contains("<iframe"), "{page}");
    assert_eq!(status(&site.get("letter?lang=hu").await), "404");
    spoil("issues/2018-06-summer/issue.toml", "languages = <b>\n");
    assert!(site.get("").await.contains("issue.toml"));
    fs::remove_dir_all(site.demo.path("issues")).expect("gone");
    let page = site.get("").await;
    assert_eq!(status(&page), "200");
    assert!(page.contains("There is no letter yet"), "{page}");
}

/// Every file below a folder, with its text.
fn all(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        match path.is_dir() {
            true => found.extend(all(&path)),
            false => _ = found.insert(path.clone(), fs::read(&path).expect("a file")),
        }
    }
    found
}

#[tokio::test]
async fn looking_writes_nothing() {
    let site = Site::of("2018-06").await;
    let before = all(&site.demo.path(""));
    for path in ["", "letter?lang=sv", "?show=text", "nothing.png"] {
        site.get(path).await;
    }
    assert_eq!(all(&site.demo.path("")), before);
}

#[test]
fn without_an_issue_it_is_the_newest_one_and_the_document_has_the_address() {
    let demo = Demo::new();
    let mut child = Command::new(env!("CARGO_BIN_EXE_courant"))
        .arg("-C")
        .arg(demo.path(""))
        .args(["preview", "--serve", "--no-open", "-o", "json"])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("it runs");
    let out = BufReader::new(child.stdout.take().expect("its output"));
    let text: Vec<String> = out.lines().map_while(Result::ok).take_while(|line| line != "}").collect();
    let document: serde_json::Value = serde_json::from_str(&(text.join("\n") + "}")).expect("a document");
    assert_eq!(document["issue"], "2027-03-spring");
    assert!(document["url"].as_str().is_some_and(|url| url.starts_with("http://127.0.0.1:")), "{document}");
    let id = rustix::process::Pid::from_child(&child);
    rustix::process::kill_process(id, rustix::process::Signal::INT).expect("it is there");
    assert!(child.wait().expect("an end").success(), "Ctrl+C is how it ends");
    assert!(!demo.path(".courant").exists(), "no ledger is made");
}
