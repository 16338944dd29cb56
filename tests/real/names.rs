//! The sender's records, asked of a real name server: long ones, many at once, and those that are not there.

use std::fs;
use std::net::{SocketAddr, TcpListener, TcpStream, UdpSocket};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use courant::net::{Answer, NameServer, Question};
use serde_json::Value;

use crate::props::Demo;

/// Dnsmasq on a free port, with nothing but these lines; ended when it is dropped.
struct Dnsmasq {
    child: Child,
    at: SocketAddr,
    _folder: tempfile::TempDir,
}

impl Dnsmasq {
    fn start(lines: &[String]) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let config = folder.path().join("dnsmasq.conf");
        fs::write(&config, lines.join("\n") + "\nlocal=/example.eu/\n").expect("written");
        let at = free();
        let child = Command::new("dnsmasq")
            .args(["--keep-in-foreground", "--no-resolv", "--no-hosts", "--bind-interfaces", "--user=root"])
            .args(["--listen-address=127.0.0.1", "--pid-file="])
            .arg(format!("--port={}", at.port()))
            .arg(format!("--conf-file={}", config.display()))
            .stderr(Stdio::inherit())
            .spawn()
            .expect("dnsmasq is installed");
        let server = Self { child, at, _folder: folder };
        let patience = Instant::now() + Duration::from_secs(30);
        while TcpStream::connect(at).is_err() {
            assert!(Instant::now() < patience, "dnsmasq does not listen");
            std::thread::yield_now();
        }
        server
    }
}

impl Drop for Dnsmasq {
    fn drop(&mut self) {
        _ = self.child.kill();
        _ = self.child.wait();
    }
}

/// A port that is free for both ways of asking.
fn free() -> SocketAddr {
    loop {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let at = listener.local_addr().expect("an address");
        if UdpSocket::bind(at).is_ok() {
            return at;
        }
    }
}

/// A TXT record in strings of at most 255 octets.
fn text(name: &str, value: &str) -> String {
    let strings: Vec<String> =
        value.as_bytes().chunks(200).map(|part| format!("\"{}\"", String::from_utf8_lossy(part))).collect();
    format!("txt-record={name},{}", strings.join(","))
}

#[tokio::test]
async fn a_real_name_server_is_understood_whatever_the_answer_is() {
    let long = "x".repeat(700);
    let mut lines = vec![
        text("long.example.eu", &long),
        "mx-host=example.eu,backup.example.eu,20".to_owned(),
        "mx-host=example.eu,mail.example.eu,10".to_owned(),
        "host-record=mail.example.eu,192.0.2.25,2001:db8::25".to_owned(),
        "cname=www.example.eu,mail.example.eu".to_owned(),
    ];
    let many: Vec<String> = (0..12).map(|n| format!("{n:02}{}", "y".repeat(198))).collect();
    lines.extend(many.iter().map(|value| text("many.example.eu", value)));
    let server = Dnsmasq::start(&lines);
    let names = NameServer::new(Some(server.at)).expect("a name server");
    let found = |records: &[&str]| Answer::Found(records.iter().map(|one| (*one).to_owned()).collect());
    for (question, answer) in [
        (Question::Text("long.example.eu".into()), found(&[&long])),
        // More than a datagram holds: asked again over TCP.
        (Question::Text("many.example.eu".into()), Answer::Found(many)),
        (Question::Mail("example.eu".into()), found(&["mail.example.eu", "backup.example.eu"])),
        (Question::Address("mail.example.eu".into()), found(&["192.0.2.25", "2001:db8::25"])),
        (Question::Address("www.example.eu".into()), found(&["192.0.2.25", "2001:db8::25"])),
        (Question::Pointer("192.0.2.25".parse().expect("one")), found(&["mail.example.eu"])),
        (Question::Pointer("2001:db8::25".parse().expect("one")), found(&["mail.example.eu"])),
        (Question::Mail("mail.example.eu".into()), Answer::Nothing),
        (Question::Text("nothing.example.eu".into()), Answer::Nothing),
    ] {
        assert_eq!(names.ask(&question).await, answer, "{question}");
    }
    // It may say nothing of others: that is no answer, and not "there is none".
    let refused = names.ask(&Question::Text("example.org".into())).await;
    assert!(matches!(refused, Answer::Unknown(_)), "{refused:?}");
}

#[test]
fn the_doctor_finds_all_well_with_a_real_name_server_and_misses_what_is_missing() {
    let demo = Demo::copy();
    let made: Value =
        serde_json::from_slice(&demo.courant(&["-o", "json", "dkim", "new"]).stdout).expect("JSON");
    let key = &made["keys"][0];
    let record = |field: &str| key["record"][field].as_str().expect("a text");
    let spf = text("helium.example.eu", "v=spf1 mx ~all");
    let dkim = text(record("name"), record("value"));
    let dmarc = text("_dmarc.example.eu", "v=DMARC1; p=reject; rua=mailto:dmarc@example.eu");
    let mail = "mx-host=helium.example.eu,mail.example.eu,10".to_owned();
    let host = "host-record=mail.example.eu,192.0.2.25".to_owned();
    let more = format!(
        "[[dkim]]\ndomain = {}\nselector = {}\nkey_file = {}",
        key["domain"], key["selector"], key["key_file"]
    );
    demo.append(&more);
    let config = fs::read_to_string(demo.path().join("config.toml")).expect("config.toml");
    for (lines, exit) in [
        (vec![spf.clone(), dkim.clone(), dmarc.clone(), mail.clone(), host.clone()], 0),
        (vec![spf, dmarc, mail, host], 4),
    ] {
        let server = Dnsmasq::start(&lines);
        let with = format!("{config}\n[network]\nname_server = \"{}\"\n", server.at);
        fs::write(demo.path().join("config.toml"), with).expect("written");
        let said = demo.courant(&["doctor", "--dns"]);
        let words =
            String::from_utf8_lossy(&said.stdout).into_owned() + &String::from_utf8_lossy(&said.stderr);
        assert_eq!(said.status.code(), Some(exit), "{words}");
        assert_eq!(words.contains("There is no DKIM record"), exit == 4, "{words}");
    }
}
