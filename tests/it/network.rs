//! What only the network can say: asked of a name server on loopback, and of nobody unless somebody wants it.

use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

use crate::checks::{change, copied};
use crate::props::site::{Script, Site, says, sends_to};
use crate::props::zone::{Line, Zone};
use crate::send_command::Demo;
use crate::serve_command::{self, Stays};

const FROM: &str = "helium.example.eu";

fn line(name: &str, kind: &'static str, value: &str) -> Line {
    (name.to_owned(), kind, value.to_owned())
}

/// What the demo's sender needs, once it signs.
fn records(key: &Value) -> Vec<Line> {
    vec![
        line(FROM, "TXT", "site-verification=x"),
        line(FROM, "TXT", "v=spf1 include:_spf.example.eu ~all"),
        line("_spf.example.eu", "TXT", "v=spf1 ip4:192.0.2.0/24 a:smtp.example.eu -all"),
        line("smtp.example.eu", "A", "192.0.2.25"),
        line("smtp.example.eu", "AAAA", "2001:db8::25"),
        line(key["name"].as_str().unwrap(), "TXT", key["value"].as_str().unwrap()),
        line("_dmarc.example.eu", "TXT", "v=DMARC1; p=reject; rua=mailto:dmarc@example.eu"),
        line(FROM, "MX", "20 backup.example.eu"),
        line(FROM, "MX", "10 mail.example.eu"),
        // The demo's links: what nobody knows is nobody's mistake.
        line(FROM, "FAIL", "A"),
        line("brainport.example.nl", "FAIL", ""),
        line("semmelweis.example.hu", "FAIL", ""),
        line("thomasmore.example.com", "FAIL", ""),
    ]
}

/// The demo, signed, and a name server that knows what `lines` makes of its records.
struct Stage {
    folder: tempfile::TempDir,
    zone: Zone,
}

impl Stage {
    fn new(lines: impl Fn(Vec<Line>) -> Vec<Line>) -> Self {
        let folder = copied();
        let made = json(folder.path(), &["dkim", "new"]).1;
        let key = &made["keys"][0];
        let zone = Zone::of(lines(records(&key["record"])));
        let more = format!(
            "[network]\nname_server = \"{}\"\n\n[[dkim]]\ndomain = {}\nselector = {}\nkey_file = {}\n\n[web]",
            zone.at, key["domain"], key["selector"], key["key_file"]
        );
        change(folder.path(), "config.toml", "[web]", &more);
        // Nobody listens there, on any machine.
        change(folder.path(), "config.toml", "http://127.0.0.1:8484", "http://127.0.0.1:1");
        Self { folder, zone }
    }

    fn json(&self, words: &[&str]) -> (Option<i32>, Value) {
        json(self.folder.path(), words)
    }
}

fn json(root: &Path, words: &[&str]) -> (Option<i32>, Value) {
    let output = Command::new(env!("CARGO_BIN_EXE_courant"))
        .args(["-o", "json", "--no-input", "-C"])
        .arg(root)
        .args(words)
        .output()
        .unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    let read = serde_json::from_str(&said);
    (output.status.code(), read.unwrap_or_else(|error| panic!("{error}: {said}")))
}

/// The ids in one of the lists of `check`.
fn ids(checked: &Value, list: &str) -> Vec<String> {
    let all = checked[list].as_array().unwrap().iter();
    all.map(|one| one["rule"].as_str().unwrap().to_owned()).filter(|id| id.starts_with("DNS")).collect()
}

fn without(lines: Vec<Line>, name: &str, begins: &str) -> Vec<Line> {
    lines.into_iter().filter(|(of, _, value)| of != name || !value.starts_with(begins)).collect()
}

#[test]
fn a_sender_with_all_its_records_passes_once_the_dns_was_asked() {
    let stage = Stage::new(|lines| lines);
    let (exit, said) = stage.json(&["doctor", "--dns"]);
    let healths: Vec<&Value> =
        said["findings"].as_array().unwrap().iter().map(|one| &one["health"]).collect();
    assert_eq!(exit, Some(0), "{said}");
    assert_eq!(
        healths,
        ["good", "good", "good", "good", "not-checked"],
        "where it sends from is not said: {said}"
    );

    let (_, checked) = stage.json(&["check", "2018"]);
    let all = ["DNS001", "DNS002", "DNS003", "DNS004", "DNS005"];
    assert_eq!(ids(&checked, "not_checked"), all, "what was not asked has not passed");
    let (_, checked) = stage.json(&["check", "2018", "--network"]);
    assert_eq!(ids(&checked, "passed"), all[..4]);
    assert_eq!(ids(&checked, "not_checked"), ["DNS005"]);
}

#[test]
fn a_record_that_is_missing_must_be_published_and_is_printed_as_it_is_to_be() {
    for (rule, name, begins, published) in [
        ("DNS001", FROM, "v=spf1", "helium.example.eu. IN TXT \"v=spf1 mx ~all\""),
        ("DNS002", "", "v=DKIM1", "._domainkey.helium.example.eu. IN TXT ( \"v=DKIM1; k=rsa; p="),
        ("DNS003", "_dmarc.example.eu", "", "_dmarc.helium.example.eu. IN TXT \"v=DMARC1; p=none"),
    ] {
        let stage = Stage::new(|lines| match name {
            "" => lines.into_iter().filter(|(.., value)| !value.starts_with(begins)).collect(),
            name => without(lines, name, begins),
        });
        let (exit, said) = stage.json(&["doctor", "--dns"]);
        assert_eq!(exit, Some(4), "{said}");
        let bad: Vec<&Value> =
            said["findings"].as_array().unwrap().iter().filter(|one| one["health"] == "bad").collect();
        let [bad] = bad.as_slice() else { panic!("{rule}: {said}") };
        let problem = &bad["problems"][0];
        assert_eq!(problem["rule"], rule);
        assert!(problem["remedy"].as_str().unwrap().contains(published), "{problem}");

        let (exit, checked) = stage.json(&["check", "2018", "--network"]);
        assert_eq!((exit, &checked["blocks"]), (Some(3), &Value::Bool(true)));
        assert_eq!(ids(&checked, "problems"), [rule]);
    }
}

#[test]
fn a_name_server_that_can_t_say_lets_nothing_pass_and_blames_nobody() {
    let stage =
        Stage::new(|lines| lines.into_iter().map(|(name, ..)| (name, "FAIL", String::new())).collect());
    let (exit, said) = stage.json(&["doctor", "--dns"]);
    assert_eq!(exit, Some(7), "{said}");
    assert!(said["findings"].as_array().unwrap().iter().all(|one| one["health"] == "not-checked"), "{said}");
    let (exit, checked) = stage.json(&["check", "2018", "--network"]);
    assert_eq!(exit, Some(0), "{checked}");
    assert_eq!(ids(&checked, "not_checked").len(), 5, "{checked}");
    let why = checked["not_checked"].to_string();
    assert!(why.contains("no answer to helium.example.eu TXT"), "{why}");
}

#[test]
fn nobody_is_asked_unless_somebody_wants_it() {
    let stage = Stage::new(|lines| lines);
    for words in [&["check", "2018"][..], &["doctor"], &["doctor", "--smtp"], &["send", "2018", "--dry-run"]]
    {
        stage.json(words);
    }
    assert_eq!(stage.zone.asked(), Vec::<String>::new());
    let (_, said) = stage.json(&["doctor"]);
    let dns = said["findings"].as_array().unwrap().iter().find(|one| one["what"] == "DNS").unwrap();
    assert_eq!((&dns["health"], &dns["remedy"]), (&"not-checked".into(), &"courant doctor --dns".into()));
    stage.json(&["doctor", "--dns"]);
    assert!(stage.zone.asked().contains(&"helium.example.eu. TXT".to_owned()));
}

fn send(stage: &Stage) -> (Option<i32>, Value) {
    stage.json(&["send", "2018", "--at", "2099-12-04 09:00", "--confirm", "1"])
}

#[test]
fn a_send_obeys_what_was_found_when_the_network_was_last_asked() {
    let stage = Stage::new(|lines| without(lines, FROM, "v=spf1"));
    let (exit, said) = send(&stage);
    assert!(exit == Some(5) && !said.to_string().contains("DNS001"), "nobody has asked: {said}");
    stage.json(&["check", "2018", "--network"]);
    let asked = stage.zone.asked().len();
    let (exit, said) = send(&stage);
    assert_eq!(exit, Some(3), "{said}");
    let problem = &said["problems"][0];
    assert_eq!(problem["rule"], "DNS001");
    assert!(
        problem["remedy"].as_str().unwrap().contains("courant check 2018-06-summer --network asks again")
    );
    let (exit, checked) = stage.json(&["check", "2018"]);
    assert_eq!((exit, ids(&checked, "problems")), (Some(3), vec!["DNS001".to_owned()]));
    assert_eq!(ids(&checked, "passed"), Vec::<String>::new(), "what was asked once does not pass for ever");
    assert_eq!(stage.zone.asked().len(), asked);

    // It was published meanwhile, and somebody asks again.
    let mended = Zone::of(records(&stage.json(&["dkim", "show"]).1["keys"][0]["record"]));
    change(stage.folder.path(), "config.toml", &stage.zone.at.to_string(), &mended.at.to_string());
    assert_eq!(send(&stage).0, Some(3), "nobody has asked yet");
    let (exit, checked) = stage.json(&["check", "2018", "--network"]);
    assert_eq!(exit, Some(0), "{checked}");
    assert_eq!(send(&stage).0, Some(5), "only the number is wrong now");
}

#[test]
fn a_link_to_a_machine_nearby_is_told_and_not_asked() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let stage = Stage::new(|mut lines| {
        lines.push(line("intranet.example.org", "A", "127.0.0.1"));
        lines
    });
    let link = format!("https://intranet.example.org:{port}/x");
    change(stage.folder.path(), "config.toml", "https://brainport.example.nl", &link);
    let (exit, checked) = stage.json(&["check", "2018", "--network"]);
    let all = checked["problems"].as_array().unwrap();
    let of_links: Vec<&Value> = all.iter().filter(|one| one["rule"] == "LNK005").collect();
    let [problem] = of_links.as_slice() else { panic!("{checked}") };
    assert!(
        exit == Some(3) && problem["what"].as_str().unwrap().contains("readers can't reach"),
        "{problem}"
    );
    assert_eq!(problem["place"]["file"], "config.toml");
    listener.set_nonblocking(true).unwrap();
    assert!(listener.accept().is_err(), "nobody has knocked");
}

/// The demo, whose sender and links are not asked about beyond this machine.
fn asked_here(demo: &Demo, zone: &Zone, public_url: &str) -> Value {
    let config = fs::read_to_string(demo.path("config.toml")).unwrap();
    let config = config.split("\n[network]").next().unwrap().to_owned();
    let was = config.lines().find(|line| line.starts_with("public_url")).unwrap();
    let config = config.replace(was, &format!("public_url = \"{public_url}\""));
    let config = format!("{config}\n[network]\nname_server = \"{}\"\n", zone.at);
    fs::write(demo.path("config.toml"), config).unwrap();
    json(&demo.path(""), &["check", "2018", "--network"]).1
}

fn of(rule: &str, checked: &Value) -> Vec<(String, String)> {
    let all = checked["problems"].as_array().unwrap().iter().filter(|one| one["rule"] == rule);
    all.map(|one| (one["severity"].as_str().unwrap().to_owned(), one["what"].as_str().unwrap().to_owned()))
        .collect()
}

#[test]
fn our_own_unsubscribe_address_is_tried_with_a_link_that_changes_nothing() {
    let zone = Zone::of(Vec::new());
    let demo = serve_command::demo();
    let serve = Stays::start(&demo, "serve");
    let address = serve.says("answers at ");
    let checked = asked_here(&demo, &zone, &address);
    assert_eq!(of("LST005", &checked), [], "{checked}");
    assert!(checked["passed"].to_string().contains("LST005"), "{checked}");
    // What answers there for another newsletter does not know our links.
    let other = serve_command::demo();
    courant::ledger::Ledger::open(&other.path(".courant/ledger.db")).unwrap();
    let checked = asked_here(&other, &zone, &address);
    let [(severity, what)] = &of("LST005", &checked)[..] else { panic!("{checked}") };
    assert!(severity == "must-fix" && what.contains("does not know the links"), "{what}");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_unsubscribe_address_that_answers_wrongly_must_be_mended_and_one_out_of_reach_should() {
    let zone = Zone::of(Vec::new());
    let demo = serve_command::demo();
    let no_ledger = asked_here(&demo, &zone, "http://127.0.0.1:1");
    assert!(no_ledger["not_checked"].to_string().contains("there is no ledger yet"), "{no_ledger}");
    fs::create_dir_all(demo.path(".courant")).unwrap();
    courant::ledger::Ledger::open(&demo.path(".courant/ledger.db")).unwrap();
    let cases: [(Script, &str, &str); 4] = [
        (
            |wanted| if wanted.starts_with("GET") { says("200 OK") } else { says("405 No") },
            "must-fix",
            "with 405",
        ),
        (|_| sends_to("301 Moved", "/elsewhere"), "must-fix", "sends GET on"),
        (|_| says("403 Forbidden"), "must-fix", "with 403"),
        (|_| Some(String::new()), "must-fix", "does not answer"),
    ];
    for (script, expected, said) in cases {
        let site = Site::open(script, None).await;
        let checked = asked_here(&demo, &zone, &format!("http://{}", site.at));
        let found = of("LST005", &checked);
        assert!(
            found.iter().any(|(severity, what)| severity == expected && what.contains(said)),
            "{said}: {found:?}"
        );
        let asked = site.asked();
        let methods: Vec<&str> = asked.iter().filter_map(|one| one.split(' ').next()).collect();
        assert_eq!(methods, ["GET", "POST", "POST"]);
        assert!(asked.iter().all(|one| one.contains(" /u/")), "{asked:?}");
    }
    let closed = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let found = of("LST005", &asked_here(&demo, &zone, &format!("http://{closed}")));
    assert!(matches!(&found[..], [(severity, _)] if severity == "should-fix"), "{found:?}");
}

#[test]
fn a_name_server_that_is_no_address_is_a_mistake_of_the_config() {
    let folder = copied();
    for (value, wrong) in
        [("\"dns.example.eu\"", true), ("\"192.0.2.53\"", false), ("\"[2001:db8::1]:5300\"", false)]
    {
        let config = fs::read_to_string(folder.path().join("config.toml")).unwrap();
        let with = format!("{config}\n[network]\nname_server = {value}\n");
        fs::write(folder.path().join("config.toml"), with).unwrap();
        let (_, said) = json(folder.path(), &["check", "2018"]);
        assert_eq!(said.to_string().contains("it is not an IP address"), wrong, "{said}");
        fs::write(folder.path().join("config.toml"), config).unwrap();
    }
}
