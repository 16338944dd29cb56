//! Readers and mail servers, and what is said of them.

use std::collections::BTreeMap;

use crate::domain::Severity;
use crate::net::{Answer, Question};
use crate::proof::{Known, Readers, RelayFault, RelaySeen, Verdict, recipients, relays, volume};
use Severity::{MustFix, ShouldFix};

/// The rule, what it is about, and what becomes of it there.
type Judged = (&'static str, &'static str, fn() -> Verdict);

fn server(end: Result<Option<u64>, RelayFault>) -> Verdict {
    relays(&[RelaySeen { name: "smtp.example.eu:465".into(), end }], 500_000)
}

fn failed(what: &str, lasting: bool) -> Verdict {
    server(Err(RelayFault { what: what.into(), lasting }))
}

fn readers(addresses: &[(&str, &str, usize)]) -> Readers {
    let mut readers = Readers::default();
    for (local, domain, count) in addresses {
        (0..*count).for_each(|_| readers.add(local, domain));
    }
    readers
}

/// In a world where these domains have what they have, and no other is there.
fn asked(addresses: &[(&str, &str, usize)]) -> Verdict {
    let found = |host: &str| Answer::Found(vec![host.to_owned()]);
    let zone = BTreeMap::from([
        (Question::Mail("example.eu".into()), found("mail.example.eu")),
        (Question::Mail("null.example.eu".into()), found("")),
        (Question::Address("null.example.eu".into()), found("192.0.2.1")),
        (Question::Address("bare.example.eu".into()), found("192.0.2.1")),
    ]);
    let (readers, mut known) = (readers(addresses), Known::default());
    loop {
        let verdict = recipients(&readers, &mut known);
        let wanted = known.take_wanted();
        if wanted.is_empty() {
            return verdict;
        }
        for question in wanted {
            let answer = zone.get(&question).cloned().unwrap_or(Answer::Nothing);
            known.learn(question, answer);
        }
    }
}

pub const BROKEN: &[Judged] = &[
    ("SMT001", "the line can't be made safe", || failed("the line can't be made safe", true)),
    ("SMT001", "was not reached: the server hung up", || failed("the server hung up", false)),
    ("SMT001", "up to 499999 octets, and one of this issue has 500000", || server(Ok(Some(499_999)))),
    ("SMT002", "2 addresses are at null.example.eu, which takes no mail", || {
        asked(&[("a", "NULL.example.eu", 2)])
    }),
    ("SMT002", "1 address is at gone.example.eu, which has no mail server", || {
        asked(&[("a", "gone.example.eu", 1)])
    }),
    ("SMT002", "1 address is called postmaster@", || asked(&[("Postmaster", "example.eu", 1)])),
    ("SMT003", "4000 readers are at Gmail", || {
        volume(&readers(&[("a", "gmail.com", 3_000), ("b", "googlemail.com", 1_000)]))
    }),
];

pub const NEAR: &[Judged] = &[
    ("SMT001", "as large as it may be", || server(Ok(Some(500_000)))),
    ("SMT001", "it names no limit", || server(Ok(None))),
    ("SMT001", "it names none in another way", || server(Ok(Some(0)))),
    ("SMT002", "people, and a domain without exchangers", || {
        asked(&[("anna", "example.eu", 3), ("info", "bare.example.eu", 1)])
    }),
    ("SMT003", "many, at many providers", || {
        volume(&readers(&[
            ("a", "gmail.com", 3_999),
            ("b", "outlook.com", 3_999),
            ("c", "example.eu", 9_000),
        ]))
    }),
];

#[test]
fn what_is_amiss_with_servers_and_readers_is_said_by_the_rule_for_it() {
    for (rule, said, judged) in BROKEN {
        let verdict = judged();
        let [problem] = verdict.problems.as_slice() else { panic!("{said}: {verdict:?}") };
        assert!(problem.rule == *rule && problem.what.contains(said), "{problem:?}");
        let lasts = *rule == "SMT001" && !said.contains("not reached");
        assert_eq!(problem.severity, if lasts { MustFix } else { ShouldFix }, "{said}");
    }
    for (rule, what, judged) in NEAR {
        let verdict = judged();
        assert!(verdict.problems.is_empty() && verdict.open.is_none(), "{rule}: {what}: {verdict:?}");
    }
}

#[test]
fn of_very_many_domains_only_some_are_asked_and_that_is_said() {
    let mut all = Readers::default();
    (0..1_001).for_each(|n| all.add("a", &format!("d{n}.example.eu")));
    let mut known = Known::default();
    recipients(&all, &mut known);
    let wanted = known.take_wanted();
    assert_eq!(wanted.iter().filter(|one| matches!(one, Question::Mail(_))).count(), 1_000);
    for question in wanted {
        known.learn(question, Answer::Found(vec!["mail.example.eu".into()]));
    }
    let verdict = recipients(&all, &mut known);
    assert_eq!(verdict.open.as_deref(), Some("only 1000 of 1001 domains were asked"));
}
