//! Every rule of the config: one fixture that breaks it, one near miss that does not.

use crate::domain::settings::{PasswordSource, RatePer, Tls};
use crate::domain::{Lang, Mode, Severity};
use crate::workspace::tests::folder;

use super::*;

const SOUND: &str = r##"format = 1
[newsletter]
name = { en = "Example News", hu = "Példa hírlevél" }
list_id = "news.example.eu"
languages = ["en", "hu"]
timezone = "Europe/Budapest"
mode = "live"
[newsletter.fallback]
da = ["hu"]
[look]
accent = "#0A5C9E"
[sender]
from = { en = "Example News <news@example.eu>", hu = "Példa <news@example.eu>" }
reply_to = "info@example.eu"
organisation = "Example"
address = ["Street 1", "1000 Town"]
privacy = { en = "https://example.eu/privacy", hu = "https://example.eu/hu" }
[[funding]]
period = "2014-2020"
[[team]]
name = "Anna"
email = "anna@example.eu"
languages = ["hu"]
does = ["test"]
[delivery]
transport = "smtp"
rate = "300/minute"
late_start = "90m"
pipelining = "envelope"
[[delivery.relay]]
preset = "own"
host = "smtp.example.eu"
tls = "starttls"
username = "news"
password_env = "COURANT_PASSWORD_SMTP"
[[dkim]]
domain = "example.eu"
selector = "s2026a"
key_file = "key.pem"
[web]
public_url = "https://news.example.eu/"
[store]
url = "sqlite:.courant/ledger.db"
"##;

fn read_in(text: &str) -> (Option<Settings>, Vec<Problem>) {
    let root = folder(&[("key.pem", "")]);
    read(root.path(), text)
}

fn edited(from: &str, to: &str) -> String {
    assert_eq!(SOUND.matches(from).count(), 1, "{from:?} stands once in the fixture");
    SOUND.replace(from, to)
}

#[test]
fn a_sound_config_has_settings_and_no_problem() {
    let (settings, problems) = read_in(SOUND);
    assert_eq!(problems, []);
    let settings = settings.expect("sound");
    assert_eq!(settings.newsletter.mode, Mode::Live);
    let hu = Lang::parse("hu").expect("a language");
    assert_eq!(settings.sender.name.get(&hu), Some("Példa"));
    assert_eq!(settings.look.accent, "#0a5c9e");
    assert_eq!(settings.delivery.late_start.as_mins(), 90);
    assert_eq!(settings.delivery.rate.map(|rate| (rate.count, rate.per)), Some((300, RatePer::Minute)));
    let [relay] = &settings.delivery.relays[..] else { panic!("one relay") };
    assert_eq!((relay.port, relay.tls), (587, Tls::StartTls));
    assert_eq!((relay.name.as_str(), relay.weight, relay.rate), ("smtp.example.eu", None, None));
    assert_eq!(relay.password, Some(PasswordSource::Env("COURANT_PASSWORD_SMTP".to_owned())));
    assert_eq!(settings.web.map(|web| web.public_url), Some("https://news.example.eu".to_owned()));
}

#[test]
fn the_least_config_is_short_and_in_test_mode() {
    let text = "format = 1\n[newsletter]\nname = \"N\"\nlist_id = \"n.example.eu\"\nlanguages = [\"en\"]\n\
                timezone = \"UTC\"\n[sender]\nfrom = \"N <n@example.eu>\"\norganisation = \"O\"\naddress = [\"S\"]\n";
    let (settings, problems) = read_in(text);
    assert_eq!(problems, []);
    assert_eq!(settings.expect("sound").newsletter.mode, Mode::Test);
}

/// What is written instead of what, the rule that it breaks, where, and a word of what is said.
type Fixture = (&'static str, &'static str, &'static str, (usize, usize), &'static str);

#[rustfmt::skip]
const BROKEN: &[Fixture] = &[
    ("list_id = \"news.example.eu\"", "list_id = news", "CFG001", (4, 11), "not TOML"),
    ("timezone =", "time_zone =", "CFG002", (6, 1), "did you mean \"timezone\"?"),
    ("mode = \"live\"", "mode = \"live\"\ncalendar = \"file\"", "CFG005", (8, 12), "attach"),
    ("[look]", "[lok]", "CFG002", (10, 2), "did you mean \"look\"?"),
    ("rate = \"300/minute\"", "colour = 1", "CFG002", (27, 1), "known are"),
    ("[\"en\", \"hu\"]", "\"en\"", "CFG003", (5, 13), "a list"),
    ("\"Street 1\"", "1", "CFG003", (16, 12), "a number"),
    ("list_id = \"news.example.eu\"\n", "", "CFG004", (2, 2), "\"list_id\""),
    ("key_file = \"key.pem\"\n", "", "CFG004", (36, 1), "key_file"),
    ("format = 1", "format = 2", "CFG005", (1, 10), "format 2"),
    ("\"news.example.eu\"", "\"news example\"", "CFG005", (4, 11), "list identifier"),
    ("[\"en\", \"hu\"]", "[\"en\", \"hungarian\"]", "CFG005", (5, 20), "language tag"),
    ("[\"en\", \"hu\"]", "[\"en\", \"EN\"]", "CFG005", (5, 13), "twice"),
    ("[\"en\", \"hu\"]", "[]", "CFG005", (5, 13), "no language"),
    ("Europe/Budapest", "Europe/Budapst", "CFG005", (6, 12), "time zone"),
    ("mode = \"live\"", "mode = \"life\"", "CFG005", (7, 8), "did you mean \"live\"?"),
    ("#0A5C9E", "0a5c9e", "CFG005", (11, 10), "colour"),
    ("info@example.eu", "info.example.eu", "CFG005", (14, 12), "no @"),
    ("Example News <", "<", "CFG005", (13, 8), "no name"),
    ("\"Example\"", "\"Exam\\nple\"", "CFG005", (15, 16), "line break"),
    ("\"Example\"", "\"Exam\\u202Eple\"", "CFG005", (15, 16), "U+202E"),
    ("\"Example\"", "\" \"", "CFG005", (15, 16), "empty"),
    ("https://example.eu/privacy", "example.eu/privacy", "CFG005", (17, 11), "https://"),
    ("2014-2020", "2015-2020", "CFG005", (19, 10), "2014-2020"),
    ("300/minute", "300 a minute", "CFG005", (27, 8), "not a rate"),
    ("300/minute", "0/minute", "CFG005", (27, 8), "not a rate"),
    ("90m", "soon", "CFG005", (28, 14), "length of time"),
    ("90m", "-2h", "CFG005", (28, 14), "length of time"),
    ("smtp.example.eu", "smtp example", "CFG005", (32, 8), "name of a host"),
    ("COURANT_PASSWORD_SMTP", "SMTP_PASSWORD", "CFG005", (35, 16), "COURANT_PASSWORD_"),
    ("s2026a", "s 2026", "CFG005", (38, 12), "selector"),
    ("key.pem", "../key.pem", "CFG005", (39, 12), "leads out"),
    ("key.pem", "gone.pem", "CFG006", (39, 12), "no such file"),
    ("hu = \"Példa <news@", "hu = \"Példa <hu@", "CFG007", (13, 8), "different addresses"),
    ("tls = \"starttls\"", "tls = \"none\"", "CFG007", (33, 7), "another machine"),
    ("password_env = \"COURANT_PASSWORD_SMTP\"\n", "", "CFG007", (30, 1), "no \"password_command\""),
    ("username = \"news\"\n", "", "CFG007", (30, 1), "no \"username\""),
    ("password_env =", "password_file = \"x\"\npassword_env =", "CFG007", (35, 17), "second place"),
    ("domain = \"example.eu\"", "domain = \"example.hu\"", "CFG007", (37, 10), "DMARC"),
    ("https://news.example.eu/", "http://news.example.eu/", "CFG007", (41, 14), "one click"),
    ("https://news.example.eu/", "http://localhost:8484", "CFG007", (41, 14), "nobody who reads them elsewhere"),
    ("\"news.example.eu\"", "\"news-0123456789ab.example.eu\"", "CFG007", (4, 11), "still made up"),
    ("[web]\npublic_url = \"https://news.example.eu/\"\n", "", "CFG007", (7, 8), "unsubscribe link"),
    ("preset = \"own\"", "preset = \"gogle\"", "CFG005", (31, 10), "did you mean \"google\"?"),
    ("username = \"news\"\npassword_env = \"COURANT_PASSWORD_SMTP\"\n", "preset_ = 1\n", "CFG002", (34, 1), "did you mean \"preset\"?"),
    ("password_env = ", "token_command = [\"t\"]\npassword_env = ", "CFG007", (35, 17), "two ways"),
    ("password_env = \"COURANT_PASSWORD_SMTP\"", "token_command = \"t\"", "CFG005", (35, 17), "without a shell"),
    ("password_env = \"COURANT_PASSWORD_SMTP\"", "token_command = []", "CFG005", (35, 17), "empty"),
    ("\"envelope\"", "\"shallow\"", "CFG005", (29, 14), "\"deep\""),
    ("\"envelope\"", "\"envelope\"\nin_flight = 8", "CFG005", (30, 13), "pipelining = \"deep\""),
    ("\"envelope\"", "\"deep\"\nin_flight = 65", "CFG005", (30, 13), "between 1 and 64"),
    ("rate = \"300/minute\"", "window = \"7-20\"", "CFG005", (27, 10), "07:00-20:00"),
    ("rate = \"300/minute\"", "window = \"07:00-07:00\"", "CFG005", (27, 10), "two times"),
    ("host = ", "quota = \"1 a day\"\nhost = ", "CFG005", (32, 9), "10000/24h"),
    ("rate = \"300/minute\"", "quota = \"1/day\"", "CFG002", (27, 1), "known are"),
    ("[[dkim]]", "[delivery.domain.\"gmail com\"]\nrate = \"1/s\"\n[[dkim]]", "CFG005", (36, 18), "not a domain"),
    ("[[dkim]]", "[delivery.domain.\"gmail.com\"]\n[[dkim]]", "CFG005", (36, 18), "nothing is said"),
    ("[[dkim]]", "[delivery.domain.\"gmail.com\"]\nrates = \"1/s\"\nconnections = 1\n[[dkim]]", "CFG002", (37, 1), "did you mean \"rate\"?"),
    ("[[dkim]]", "[[delivery.relay]]\nhost = \"smtp.example.eu\"\n[[dkim]]", "CFG007", (36, 1), "name ="),
    ("[[dkim]]", "[[delivery.relay]]\nhost = \"b.example.eu\"\nweight = 2\n[[dkim]]", "CFG007", (30, 1), "has a weight"),
    ("host = ", "weight = 0\nhost = ", "CFG005", (32, 10), "too few"),
    ("host = ", "name = \" \"\nhost = ", "CFG005", (32, 8), "empty"),
    ("host = ", "wieght = 1\nhost = ", "CFG002", (32, 1), "did you mean \"weight\"?"),
    ("host = ", "rate = \"fast\"\nhost = ", "CFG005", (32, 8), "not a rate"),
    ("sqlite:.courant/ledger.db", "postgres://db/x", "CFG005", (43, 7), "names no user"),
    ("sqlite:.courant/ledger.db", "postgres://a:b@db/x", "CFG005", (43, 7), "password_command"),
    ("sqlite:.courant/ledger.db", "postgres://a@db/x?sslmode=disable", "CFG005", (43, 7), "only this machine"),
    ("sqlite:.courant/ledger.db", "mysql://a@db/x", "CFG005", (43, 7), "not a store"),
    ("does = [\"test\"]", "does = [\"test\", \"alert\"]", "CFG007", (24, 8), "the mail server that the letters leave by"),
    ("[web]", "[alerts]\ncommand = \"notify\"\n[web]", "CFG005", (41, 11), "without a shell"),
    ("[web]", "[alerts]\ncommand = []\n[web]", "CFG005", (41, 11), "it is empty"),
    ("[web]", "[alerts.relay]\nhost = \"b.example.eu\"\n[web]", "CFG007", (40, 2), "nobody gets any"),
    ("[web]", "[alert]\ncommand = [\"notify\"]\n[web]", "CFG002", (40, 2), "not known"),
    ("password_env = \"COURANT_PASSWORD_SMTP\"", "password = \"hunter2\"", "CFG009", (35, 12), "a password stands"),
    ("{ en = \"Example News\", hu = \"Példa hírlevél\" }", "{ en = \"Example News\" }", "CFG010", (3, 8), "no text for hu"),
    ("privacy = {", "privacy = { sv = \"https://example.eu/sv\",", "CFG010", (17, 11), "not a language"),
];

#[test]
fn a_preset_sets_what_its_owner_asks_for_and_any_of_it_may_be_said_otherwise() {
    let hosted = "preset = \"microsoft365\"\nusername = \"news@example.eu\"\ntoken_command = [\"t\"]\nconnections = 2\n";
    let own = "preset = \"own\"\nhost = \"smtp.example.eu\"\ntls = \"starttls\"\nusername = \"news\"\n\
               password_env = \"COURANT_PASSWORD_SMTP\"\n";
    let (settings, problems) = read_in(&edited(own, hosted));
    assert_eq!(problems, []);
    let relay = settings.unwrap().delivery.relays.remove(0);
    assert_eq!((relay.host.as_str(), relay.port, relay.tls), ("smtp.office365.com", 587, Tls::StartTls));
    assert_eq!((relay.connections, relay.token_command), (2, Some(vec!["t".to_owned()])));
    assert_eq!(relay.rate.map(|rate| (rate.count, rate.per)), Some((30, RatePer::Minute)));
    assert_eq!(relay.quota.map(|quota| (quota.count, quota.per.as_hours())), Some((10_000, 24)));

    let said = |more: &str, hosted: &str| {
        let text = edited(own, hosted).replace("[sender]\n", &format!("[sender]\n{more}"));
        let (_, problems) = read_in(&text);
        let [problem] = &problems[..] else { panic!("{problems:?}") };
        (problem.rule, problem.severity, problem.what.clone())
    };
    let (rule, severity, what) = said("bounces = \"bounce.example.eu\"\n", hosted);
    assert_eq!((rule, severity), ("CFG007", Severity::MustFix));
    assert!(what.contains("no return address but"), "{what}");
    let (rule, severity, what) = said("", &hosted.replace("news@", "office@"));
    assert_eq!((rule, severity), ("CFG007", Severity::ShouldFix));
    assert!(what.contains("office@example.eu"), "{what}");
    let (rule, _, what) = said("", "preset = \"google\"\n");
    assert_eq!((rule, what.as_str()), ("CFG007", "this server wants a sign-in"));
}

#[test]
fn a_ledger_may_be_a_database() {
    let to = "postgres://courant@db.example.eu/news\"\npassword_env = \"COURANT_PASSWORD_DB";
    let (settings, problems) = read_in(&edited("sqlite:.courant/ledger.db", to));
    assert_eq!(problems, []);
    let store = settings.unwrap().store;
    assert_eq!(store.database.unwrap().name(), "postgres://db.example.eu:5432/news");
    assert_eq!(store.password, Some(PasswordSource::Env("COURANT_PASSWORD_DB".to_owned())));
}

#[test]
fn every_fault_is_found_with_its_place() {
    let mut wrong = Vec::new();
    for (from, to, rule, place, word) in BROKEN {
        let (_, problems) = read_in(&edited(from, to));
        let found: Vec<_> = problems
            .iter()
            .map(|p| {
                let said =
                    format!("{} {} {}", p.what, p.why, p.remedy).contains(word) && !p.remedy.is_empty();
                (p.rule, p.place.line.unwrap_or(0), p.place.column.unwrap_or(0), said)
            })
            .collect();
        if found != [(*rule, place.0, place.1, true)] {
            wrong.push(format!("{from:?} -> {to:?}: {rule} at {place:?} wanted, found {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn what_only_comes_near_a_fault_is_none() {
    for (from, to) in [
        ("mode = \"live\"\n", ""),
        ("smtp.example.eu", "127.0.0.1"),
        (
            "news@example.eu>\", hu = \"Példa <news@example.eu",
            "n@news.example.eu>\", hu = \"Példa <n@news.example.eu",
        ),
        ("90m", "2h 30m"),
        ("300/minute", "1/second"),
        ("pipelining = \"envelope\"\n", ""),
        ("tls = \"starttls\"\nusername = \"news\"\npassword_env = \"COURANT_PASSWORD_SMTP\"\n", ""),
        ("\"Példa hírlevél\"", "'Példa \"hírlevél\"'"),
    ] {
        let (settings, problems) = read_in(&edited(from, to));
        assert_eq!(problems, [], "{to:?}");
        assert!(settings.is_some(), "{to:?}");
    }
}

#[test]
fn a_way_out_that_leads_to_this_machine_stops_nobody_who_practises() {
    let here = edited("https://news.example.eu/", "http://127.0.0.1:8484");
    for (from, to, wanted) in [
        ("smtp.example.eu", "smtp.example.eu", Some(Severity::MustFix)),
        ("mode = \"live\"", "mode = \"test\"", Some(Severity::ShouldFix)),
        ("smtp.example.eu", "127.0.0.1", None),
        ("transport = \"smtp\"", "transport = \"files\"", None),
    ] {
        let (_, problems) = read_in(&here.replace(from, to));
        assert_eq!(problems.first().map(|problem| problem.severity), wanted, "{to}: {problems:?}");
    }
}

#[test]
fn all_faults_are_told_at_once_in_the_order_of_the_file() {
    let text =
        edited("mode = \"live\"", "mode = \"life\"").replace("s2026a", "s 2026").replace("[look]", "[lok]");
    let text = text.replace("info@example.eu", "info").replace("preset", "prset");
    let (settings, problems) = read_in(&text);
    assert!(settings.is_none());
    let lines: Vec<_> = problems.iter().filter_map(|problem| problem.place.line).collect();
    assert_eq!(lines, [7, 10, 14, 31, 38], "{problems:#?}");
}

#[test]
fn only_what_must_be_fixed_stands_in_the_way_of_settings() {
    for (from, to, rule) in
        [("key.pem", "gone.pem", "CFG006"), ("privacy = { en", "privacy = { sv", "CFG010")]
    {
        let (settings, problems) = read_in(&edited(from, to));
        assert!(settings.is_some(), "{rule}");
        assert!(problems.iter().all(|p| p.severity == Severity::ShouldFix && p.rule == rule), "{problems:?}");
        assert!(!problems.is_empty());
    }
}

#[test]
fn a_password_in_the_file_is_not_repeated() {
    let (_, problems) =
        read_in(&edited("password_env = \"COURANT_PASSWORD_SMTP\"", "password = \"hunter2\""));
    assert!(!format!("{problems:?}").contains("hunter2"));
}

#[test]
fn the_caret_stands_under_what_is_meant() {
    let (_, problems) = read_in(&edited("Europe/Budapest", "Európa/Budapest"));
    let excerpt = problems[0].place.excerpt.as_ref().expect("an excerpt");
    assert_eq!(excerpt.line, "timezone = \"Európa/Budapest\"");
    assert_eq!((problems[0].place.column, excerpt.width), (Some(12), "\"Európa/Budapest\"".chars().count()));
}

#[test]
fn dotted_keys_and_inline_tables_are_read_alike() {
    let text = "format = 1\nnewsletter.name = \"N\"\nnewsletter.list_id = \"n.example.eu\"\nnewsletter.languages = [\"en\"]\n\
                newsletter.timezone = \"UTC\"\nteam = [{ name = \"A\", email = \"a@example.eu\" }]\n\
                sender = { from = \"N <n@example.eu>\", organisation = \"O\", address = [\"S\"] }\n";
    let (settings, problems) = read_in(text);
    assert_eq!(problems, []);
    assert_eq!(settings.expect("sound").team.len(), 1);
}
