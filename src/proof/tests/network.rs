//! A zone in which all is well, to break in one place at a time.

use std::collections::BTreeMap;

use super::settings;
use crate::domain::settings::{DkimIdentity, Preset, Relay, Settings, Tls, TransportKind};
use crate::domain::{Address, Mailbox, Severity};
use crate::mail::dkim::{Algorithm, DnsRecord, Signer, new_key};
use crate::net::{Answer, Question};
use crate::proof::{Known, SenderFacts, Verdict, sender};

const FROM: &str = "helium.example.eu";

/// What the DNS knows, and what is asked about.
pub struct World {
    zone: BTreeMap<Question, Answer>,
    settings: Settings,
    keys: Vec<DnsRecord>,
}

impl World {
    /// The newsletter of `settings`, sent by a server of its own, signed, with all the records that it needs.
    fn good() -> Self {
        let mut settings = settings();
        settings.delivery.transport = TransportKind::Smtp;
        settings.delivery.relays = vec![Relay::at("smtp.example.eu", 465, Tls::Implicit)];
        settings.dkim = vec![DkimIdentity {
            domain: FROM.into(),
            selector: "e2026a".into(),
            key_file: ".courant/keys/e2026a.pem".into(),
        }];
        let key = new_key(Algorithm::Ed25519).expect("a key");
        let key = Signer::new(FROM, "e2026a", secrecy::ExposeSecret::expose_secret(&key)).expect("a key");
        let mut world = Self { zone: BTreeMap::new(), settings, keys: vec![key.record().expect("a record")] };
        world.text(FROM, "v=spf1 include:_spf.example.eu mx ~all");
        world.text("_spf.example.eu", "v=spf1 ip4:192.0.2.0/24 -all");
        let key = world.keys[0].clone();
        world.text(&key.name, &key.value);
        world.text("_dmarc.example.eu", "v=DMARC1; p=reject; rua=mailto:dmarc@example.eu");
        world.put(Question::Mail(FROM.into()), &["mail.example.eu"]);
        world.put(Question::Address("mail.example.eu".into()), &["192.0.2.9"]);
        world.put(Question::Address("smtp.example.eu".into()), &["192.0.2.25"]);
        world
    }

    fn put(&mut self, question: Question, records: &[&str]) {
        let answer = match records {
            [] => Answer::Nothing,
            some => Answer::Found(some.iter().map(|record| (*record).to_owned()).collect()),
        };
        self.zone.insert(question, answer);
    }

    fn text(&mut self, name: &str, record: &str) {
        self.put(Question::Text(name.into()), &[record]);
    }

    fn texts(&mut self, name: &str, records: &[&str]) {
        self.put(Question::Text(name.into()), records);
    }

    fn address(&mut self, name: &str, address: &str) {
        self.put(Question::Address(name.into()), &[address]);
    }

    fn mail(&mut self, name: &str, hosts: &[&str]) {
        self.put(Question::Mail(name.into()), hosts);
    }

    /// The record of our key, with this in the place of that.
    fn key(&mut self, from: &str, to: &str) {
        let DnsRecord { name, value } = self.keys[0].clone();
        assert!(value.contains(from), "{from} is not in {value}");
        self.text(&name, &value.replacen(from, to, 1));
    }

    fn pointer(&mut self, address: &str, name: &str) {
        self.put(Question::Pointer(address.parse().expect("an address")), &[name]);
    }

    /// The mail server does, and its name is right.
    fn sends_from(&mut self, address: &str) {
        self.relay().sends_from = vec![address.parse().expect("an address")];
        self.pointer(address, "out.example.eu");
        self.address("out.example.eu", address);
    }

    fn from(&mut self, address: &str) {
        self.settings.sender.address = Address::parse(address).expect("an address");
    }

    fn relay(&mut self) -> &mut Relay {
        &mut self.settings.delivery.relays[0]
    }

    /// Asks as long as something is wanted.
    pub fn verdicts(&self) -> Vec<Verdict> {
        let mut known = Known::default();
        let facts = SenderFacts { settings: &self.settings, keys: &self.keys, keys_missing: false };
        for _ in 0..60 {
            let verdicts = sender(&facts, &mut known);
            let wanted = known.take_wanted();
            if wanted.is_empty() {
                return verdicts;
            }
            for question in wanted {
                let answer = self.zone.get(&question).cloned().unwrap_or(Answer::Nothing);
                known.learn(question, answer);
            }
        }
        panic!("it never ends");
    }

    fn wrong(&self) -> Vec<(&'static str, Severity, String)> {
        let problems = self.verdicts().into_iter().flat_map(|verdict| verdict.problems);
        problems.map(|problem| (problem.rule, problem.severity, problem.what)).collect()
    }
}

pub type Change = (&'static str, &'static str, fn(&mut World));

use Severity::{MustFix, ShouldFix};

pub const BROKEN: &[Change] = &[
    ("DNS001", "has no SPF record", |w| w.texts(FROM, &["google-site-verification=x"])),
    ("DNS001", "2 SPF records", |w| w.texts(FROM, &["v=spf1 mx ~all", "v=spf1 a ~all"])),
    ("DNS001", "\"inlcude:x.example.eu\"", |w| w.text(FROM, "v=spf1 inlcude:x.example.eu ~all")),
    ("DNS001", "leads to gone.example.eu", |w| {
        w.text(FROM, "v=spf1 include:_spf.example.eu include:gone.example.eu ~all");
    }),
    ("DNS001", "ask 11 times", |w| {
        let many: String = (0..10).map(|n| format!(" a:h{n}.example.eu")).collect();
        (0..10).for_each(|n| w.address(&format!("h{n}.example.eu"), "192.0.2.7"));
        w.text(FROM, &format!("v=spf1 include:_spf.example.eu{many} ~all"));
    }),
    ("DNS001", "times, and they stop", |w| w.text("_spf.example.eu", "v=spf1 include:_spf.example.eu ~all")),
    ("DNS001", "3 names", |w| {
        w.text(FROM, "v=spf1 include:_spf.example.eu a:x.example.eu a:y.example.eu mx:z.example.eu ~all");
    }),
    ("DNS001", "+all", |w| w.text(FROM, "v=spf1 +all")),
    ("DNS001", "does not name smtp.example.eu", |w| w.text(FROM, "v=spf1 mx ~all")),
    ("DNS001", "does not let 198.51.100.1 through", |w| w.sends_from("198.51.100.1")),
    ("DNS001", "does not include _spf.google.com", |w| w.relay().preset = Preset::Google),
    ("DNS001", "\"ptr\"", |w| w.text(FROM, "v=spf1 include:_spf.example.eu ptr ~all")),
    ("DNS001", "does not say what becomes", |w| w.text(FROM, "v=spf1 include:_spf.example.eu")),
    ("DNS001", "bounce.example.eu has no SPF record", |w| {
        w.settings.sender.bounces = Some("bounce.example.eu".into());
    }),
    ("DNS002", "There is no DKIM record", |w| {
        let name = w.keys[0].name.clone();
        w.texts(&name, &[]);
    }),
    ("DNS002", "There are 2 records", |w| {
        let DnsRecord { name, value } = w.keys[0].clone();
        w.texts(&name, &[&value, &value]);
    }),
    ("DNS002", "can't be read", |w| {
        let name = w.keys[0].name.clone();
        w.text(&name, "v=DKIM1; nonsense");
    }),
    ("DNS002", "takes the key back", |w| {
        let name = w.keys[0].name.clone();
        w.text(&name, "v=DKIM1; k=ed25519; p=");
    }),
    ("DNS002", "has no p=", |w| w.key("p=", "n=")),
    ("DNS002", "has another key", |w| w.key("p=", "p=AAAA")),
    ("DNS002", "another kind of key", |w| w.key("k=ed25519", "k=rsa")),
    ("DNS002", "another kind of key", |w| w.key("k=ed25519; ", "")),
    ("DNS002", "v= of another kind", |w| w.key("v=DKIM1", "v=DKIM2")),
    ("DNS002", "does not allow sha256", |w| w.key("; p=", "; h=sha1; p=")),
    ("DNS002", "is not for e-mail", |w| w.key("; p=", "; s=tlsrpt; p=")),
    ("DNS002", "t=y", |w| w.key("; p=", "; t=y:s; p=")),
    ("DNS003", "no DMARC record for helium.example.eu", |w| w.texts("_dmarc.example.eu", &["v=spf1 -all"])),
    ("DNS003", "no DMARC record", |w| w.text("_dmarc.example.eu", "p=none; v=DMARC1")),
    ("DNS003", "more than one", |w| {
        w.texts("_dmarc.example.eu", &["v=DMARC1; p=none; rua=mailto:a@example.eu", "v=DMARC1; p=none"]);
    }),
    ("DNS003", "has no p=", |w| w.text("_dmarc.example.eu", "v=DMARC1; sp=none")),
    ("DNS003", "p=non, which", |w| w.text("_dmarc.example.eu", "v=DMARC1; p=non")),
    ("DNS003", "no policy that receivers know", |w| {
        w.text("_dmarc.example.eu", "v=DMARC1; p=non; rua=mailto:dmarc@example.eu");
    }),
    ("DNS003", "p=none", |w| w.text("_dmarc.example.eu", "v=DMARC1;p=none;rua=mailto:dmarc@example.eu")),
    ("DNS003", "no rua=", |w| w.text("_dmarc.example.eu", "v=DMARC1; p=reject")),
    ("DNS003", "pct=, ri=", |w| {
        w.text("_dmarc.example.eu", "v=DMARC1; p=reject; pct=50; ri=1; rua=mailto:a@example.eu");
    }),
    ("DNS003", "neither in line", |w| {
        w.settings.dkim[0].domain = "example.hu".into();
        w.settings.sender.bounces = Some("example.nl".into());
        w.text("example.nl", "v=spf1 ip4:192.0.2.0/24 ~all");
    }),
    ("DNS003", "neither in line", |w| {
        w.text("_dmarc.example.eu", "v=DMARC1; p=reject; aspf=s; adkim=s; rua=mailto:a@example.eu");
        w.settings.dkim[0].domain = "example.eu".into();
        w.settings.sender.bounces = Some("b.helium.example.eu".into());
        w.text("b.helium.example.eu", "v=spf1 ip4:192.0.2.0/24 ~all");
    }),
    ("DNS003", "only if your mail server signs", |w| {
        w.settings.dkim.clear();
        w.settings.sender.bounces = Some("example.nl".into());
        w.text("example.nl", "v=spf1 ip4:192.0.2.0/24 ~all");
    }),
    ("DNS004", "takes no mail", |w| w.mail(FROM, &[""])),
    ("DNS004", "has no mail server", |w| w.mail(FROM, &[])),
    ("DNS005", "192.0.2.77 has no name", |w| {
        w.relay().sends_from = vec!["192.0.2.77".parse().expect("an address")];
    }),
    ("DNS005", "does not lead back", |w| {
        w.relay().sends_from = vec!["192.0.2.77".parse().expect("an address")];
        w.pointer("192.0.2.77", "out.example.eu");
        w.address("out.example.eu", "192.0.2.78");
    }),
    ("DNS004", "example.hu, the domain of reply_to, has no mail server", |w| {
        w.settings.sender.reply_to = Mailbox::parse("info@example.hu").ok();
    }),
    ("DNS004", "only gmail.com itself", |w| {
        w.from("helium@gmail.com");
        w.settings.sender.bounces = Some(FROM.into());
        w.settings.dkim[0].domain = "gmail.com".into();
        w.text("_dmarc.gmail.com", "v=DMARC1; p=quarantine; rua=mailto:a@example.eu");
        w.mail("gmail.com", &["mx.gmail.com"]);
    }),
];

pub const NEAR: &[Change] = &[
    ("DNS001", "another record beside it", |w| {
        w.texts(FROM, &["v=spf10 x", "v=spf1 include:_spf.example.eu ~all", "MS=ms1"]);
    }),
    ("DNS001", "ten questions and no more", |w| {
        let many: String = (0..9).map(|n| format!(" a:h{n}.example.eu")).collect();
        (0..9).for_each(|n| w.address(&format!("h{n}.example.eu"), "192.0.2.7"));
        w.text(FROM, &format!("v=spf1 include:_spf.example.eu{many} ~all"));
    }),
    ("DNS001", "two names that lead nowhere", |w| {
        w.text(FROM, "v=spf1 include:_spf.example.eu a:x.example.eu a:y.example.eu ~all");
    }),
    ("DNS001", "a redirect says what becomes of the rest", |w| {
        w.text(FROM, "v=spf1 redirect=_spf.example.eu");
    }),
    ("DNS001", "macros are left to receivers", |w| {
        w.text(FROM, "v=spf1 exists:%{i}._spf.example.eu include:%{d}.x.example.eu -all");
    }),
    ("DNS001", "an explanation, and capitals", |w| {
        w.text(FROM, "v=SPF1 IP4:192.0.2.25 exp=why.example.eu -ALL");
    }),
    ("DNS001", "its address is among the mail exchangers'", |w| {
        w.text(FROM, "v=spf1 mx -all");
        w.address("mail.example.eu", "192.0.2.25");
    }),
    ("DNS001", "a server on this machine may send from anywhere", |w| {
        w.text(FROM, "v=spf1 mx -all");
        w.relay().host = "127.0.0.1".into();
    }),
    ("DNS001", "it sends from an address that is let through", |w| {
        w.address("smtp.example.eu", "203.0.113.1");
        w.sends_from("192.0.2.77");
    }),
    ("DNS001", "a service that is included", |w| {
        w.relay().preset = Preset::Google;
        w.text(FROM, "v=spf1 include:_spf.google.com ~all");
        w.text("_spf.google.com", "v=spf1 ip4:203.0.113.0/24 ~all");
    }),
    ("DNS005", "two names, of which one leads back", |w| {
        w.sends_from("2001:db8::25");
        w.text(FROM, "v=spf1 include:_spf.example.eu ip6:2001:db8::25 ~all");
        let address = "2001:db8::25".parse().expect("an address");
        w.put(Question::Pointer(address), &["gone.example.eu", "out.example.eu"]);
        w.address("out.example.eu", "2001:db8:0::25");
    }),
    ("DNS002", "spaces, further tags, a semicolon at the end", |w| {
        w.key("; p=", " ;n=ours; s=email:x; h=sha1:sha256; t=s;  p = ");
    }),
    ("DNS002", "without the version, which is not needed", |w| w.key("v=DKIM1; ", "")),
    ("DNS003", "a record of its own", |w| {
        w.text("_dmarc.helium.example.eu", "v=DMARC1; p=quarantine; rua=mailto:a@example.eu");
        w.texts("_dmarc.example.eu", &[]);
    }),
    ("DNS003", "another domain of the same organisation", |w| {
        w.settings.dkim[0].domain = "mailing.example.eu".into();
        w.settings.sender.bounces = Some("example.nl".into());
        w.text("example.nl", "v=spf1 ip4:192.0.2.0/24 ~all");
    }),
    ("DNS003", "the suffix has a record, which is nobody's", |w| {
        w.text("_dmarc.eu", "v=DMARC1; p=reject; psd=y; rua=mailto:a@eu.example");
    }),
    ("DNS003", "several texts, one of them a policy", |w| {
        w.texts("_dmarc.example.eu", &["v=DMARC1 ; p=reject; rua=mailto:a@example.eu", "hello"]);
    }),
    ("DNS004", "no exchanger, but an address", |w| {
        w.text(FROM, "v=spf1 include:_spf.example.eu ~all");
        w.mail(FROM, &[]);
        w.address(FROM, "192.0.2.9");
    }),
    ("DNS004", "answers go to a free mailbox", |w| {
        w.settings.sender.reply_to = Mailbox::parse("helium@gmail.com").ok();
        w.mail("gmail.com", &["mx.gmail.com"]);
    }),
];

#[test]
fn what_is_wrong_in_the_dns_is_found_by_the_rule_for_it_alone() {
    assert_eq!(World::good().wrong(), []);
    let open: Vec<_> =
        World::good().verdicts().into_iter().filter(|verdict| verdict.open.is_some()).collect();
    assert!(open.len() == 1 && open[0].rule.id == "DNS005", "nobody said where it sends from: {open:?}");
    for (rule, said, change) in BROKEN {
        let mut world = World::good();
        change(&mut world);
        let wrong = world.wrong();
        let all_of_it = !wrong.is_empty() && wrong.iter().all(|(of, ..)| of == rule);
        assert!(all_of_it && wrong.iter().any(|(.., what)| what.contains(said)), "{said}: {wrong:#?}");
    }
}

#[test]
fn what_only_looks_wrong_is_left_alone() {
    for (rule, what, change) in NEAR {
        let mut world = World::good();
        change(&mut world);
        assert_eq!(world.wrong(), [], "{rule}: {what}");
    }
}

#[test]
fn what_makes_receivers_refuse_must_be_mended_and_the_rest_should() {
    for (said, expected) in [
        ("has no SPF record", MustFix),
        ("+all", MustFix),
        ("does not let 198.51.100.1", MustFix),
        ("does not name smtp", ShouldFix),
        ("ptr", ShouldFix),
        ("t=y", ShouldFix),
        ("has another key", MustFix),
        ("no DMARC record for", MustFix),
        ("no rua=", ShouldFix),
        ("pct=", ShouldFix),
        ("p=none", Severity::Tip),
        ("takes no mail", MustFix),
    ] {
        let (.., change) = BROKEN.iter().find(|(_, what, _)| what.contains(said)).expect("a change");
        let mut world = World::good();
        change(&mut world);
        let found = world.wrong().into_iter().find(|(.., what)| what.contains(said.trim_matches('"')));
        assert_eq!(found.map(|(_, severity, _)| severity), Some(expected), "{said}");
    }
}

#[test]
fn a_remedy_holds_the_very_line_to_publish() {
    let remedies = |change: fn(&mut World)| -> Vec<String> {
        let mut world = World::good();
        change(&mut world);
        let problems = world.verdicts().into_iter().flat_map(|verdict| verdict.problems);
        problems.map(|problem| problem.remedy).collect()
    };
    let spf = remedies(|w| w.texts(FROM, &[]));
    assert!(spf[0].ends_with("helium.example.eu. IN TXT \"v=spf1 a:smtp.example.eu ~all\""), "{spf:?}");
    let spf = remedies(|w| {
        w.texts(FROM, &[]);
        w.relay().sends_from = vec!["192.0.2.1".parse().expect("one"), "2001:db8::1".parse().expect("one")];
    });
    assert!(spf[0].ends_with("\"v=spf1 ip4:192.0.2.1 ip6:2001:db8::1 ~all\""), "{spf:?}");
    let spf = remedies(|w| {
        w.texts(FROM, &[]);
        w.relay().preset = Preset::Microsoft365;
    });
    assert!(spf[0].ends_with("\"v=spf1 include:spf.protection.outlook.com ~all\""), "{spf:?}");
    let dmarc = remedies(|w| w.texts("_dmarc.example.eu", &[]));
    let line = "_dmarc.helium.example.eu. IN TXT \"v=DMARC1; p=none; rua=mailto:dmarc@helium.example.eu\"";
    assert!(dmarc[0].ends_with(line), "{dmarc:?}");
    let dkim = remedies(|w| {
        let name = w.keys[0].name.clone();
        w.texts(&name, &[]);
    });
    assert!(
        dkim[0].contains("e2026a._domainkey.helium.example.eu. IN TXT ( \"v=DKIM1; k=ed25519; p="),
        "{dkim:?}"
    );
}

#[test]
fn a_name_server_that_does_not_answer_is_nobody_s_mistake_and_lets_nothing_pass() {
    let mut world = World::good();
    for question in [Question::Text(FROM.into()), Question::Mail(FROM.into())] {
        world.zone.insert(question, Answer::Unknown("it timed out".into()));
    }
    let verdicts = world.verdicts();
    for verdict in &verdicts {
        assert!(verdict.problems.is_empty(), "{verdict:?}");
        let asked_it = ["DNS001", "DNS004"].contains(&verdict.rule.id);
        assert_eq!(
            verdict.open.as_ref().is_some_and(|why| why.contains("timed out")),
            asked_it,
            "{verdict:?}"
        );
    }
}
