//! What servers can answer, and what is said of it.

use super::{Case, lang};
use crate::domain::{Place, Severity};
use crate::net::{Fault, Reply, Visit};
use crate::proof::{Endpoint, Link, Verdict, endpoint, reached};
use Severity::{MustFix, ShouldFix, Tip};
use url::Url;

const LINK: &str = "https://helium.example.eu/hu#part";

/// The rule, how a link that was followed ended, how grave that is, and what is said of it.
type Ended = (&'static str, fn() -> Result<u16, Fault>, Severity, &'static str);

pub const BROKEN: &[Ended] = &[
    ("LNK005", || Ok(404), MustFix, "no such page"),
    ("LNK005", || Ok(410), MustFix, "no such page"),
    ("LNK005", || Ok(403), ShouldFix, "not shown to this program (403)"),
    ("LNK005", || Ok(429), ShouldFix, "not shown to this program (429)"),
    ("LNK005", || Ok(500), ShouldFix, "in trouble (500)"),
    ("LNK005", || Ok(400), ShouldFix, "answers 400"),
    ("LNK005", || Ok(304), ShouldFix, "answers 304"),
    ("LNK005", || Err(Fault::NoHost("helium.example.eu".into())), MustFix, "there is no helium.example.eu"),
    (
        "LNK005",
        || Err(Fault::Private("10.0.0.1".parse().expect("one"))),
        MustFix,
        "readers can't reach: 10.0.0.1",
    ),
    ("LNK005", || Err(Fault::Circle(5)), MustFix, "in a circle"),
    ("LNK005", || Err(Fault::Astray("x:y".into())), MustFix, "no web address"),
    ("LNK005", || Err(Fault::Tls("expired".into())), ShouldFix, "Browsers warn"),
    ("LNK005", || Err(Fault::Slow(10)), ShouldFix, "within 10 seconds"),
    ("LNK005", || Err(Fault::Unreachable("refused".into())), ShouldFix, "not reached"),
    ("LNK005", || Err(Fault::Broken("nonsense".into())), ShouldFix, "can't be understood"),
];

/// Where a link that is well was sent on to on its way.
pub const NEAR: &[(&str, &[&str])] = &[
    ("LNK005", &[]),
    ("LNK005", &["https://helium.example.eu/hu/"]),
    ("LNK005", &["https://www.helium.example.eu/hu"]),
];

/// The rule, what GET and each POST of the unsubscribe address answered, how grave that is, and what is said of it.
type Asked = (&'static str, [fn() -> Result<Reply, Fault>; 3], Severity, &'static str);

const WELL: fn() -> Result<Reply, Fault> = || Ok(Reply { status: 200, location: None });

pub const ENDPOINTS: &[Asked] = &[
    ("LST005", [WELL, WELL, || answer(405)], MustFix, "a POST in parts with 405"),
    ("LST005", [WELL, || answer(302), WELL], MustFix, "sends a POST of a form on"),
    ("LST005", [WELL, || answer(204), WELL], MustFix, "with 204"),
    ("LST005", [|| answer(404), WELL, WELL], MustFix, "does not know the links"),
    ("LST005", [WELL, WELL, || Err(Fault::Tls("expired".into()))], MustFix, "can't unsubscribe"),
    ("LST005", [WELL, WELL, || Err(Fault::Broken("x".into()))], MustFix, "does not answer"),
    (
        "LST005",
        [WELL, WELL, || Err(Fault::Unreachable("refused".into()))],
        ShouldFix,
        "not reached from here",
    ),
    ("LST005", [WELL, WELL, || Err(Fault::Slow(10))], ShouldFix, "not reached from here"),
];

#[expect(clippy::unnecessary_wraps, reason = "one of what may be a fault")]
fn answer(status: u16) -> Result<Reply, Fault> {
    Ok(Reply { status, location: None })
}

fn link() -> Link {
    Link { url: Url::parse(LINK).expect("a link"), target: LINK.into(), place: Place::line("hu.md", 8) }
}

fn followed(end: Result<u16, Fault>, through: &[&str]) -> Verdict {
    let through = through.iter().map(|url| (*url).to_owned()).collect();
    reached(&[(link(), Some(Visit { end, through }))])
}

#[test]
fn a_link_that_does_not_arrive_is_told_where_it_was_written_and_as_grave_as_it_is() {
    for (rule, end, severity, said) in BROKEN {
        let verdict = followed(end(), &[]);
        let [problem] = verdict.problems.as_slice() else { panic!("{said}: {verdict:?}") };
        assert_eq!(
            (problem.rule, problem.severity, problem.place.line),
            (*rule, *severity, Some(8)),
            "{said}"
        );
        assert!(problem.what.contains(said) && problem.what.contains(LINK), "{}", problem.what);
        assert_eq!(verdict.open, None);
    }
    for (rule, through) in NEAR {
        let verdict = followed(Ok(200), through);
        assert!(verdict.problems.is_empty() && verdict.open.is_none(), "{rule}: {verdict:?}");
    }
}

#[test]
fn readers_who_arrive_elsewhere_are_worth_a_word_and_no_more() {
    let verdict = followed(Ok(200), &["https://helium.example.eu/a", "https://new.example.eu/"]);
    let [problem] = verdict.problems.as_slice() else { panic!("{verdict:?}") };
    assert!(
        problem.severity == Tip && problem.what.ends_with("is sent on to https://new.example.eu/."),
        "{problem:?}"
    );
    let verdict = followed(Ok(404), &["https://helium.example.eu/a"]);
    assert!(verdict.problems[0].what.contains("sent on to https://helium.example.eu/a"), "{verdict:?}");
}

#[test]
fn a_link_that_was_not_followed_has_not_passed() {
    let asked = Visit { end: Ok(200), through: Vec::new() };
    let verdict = reached(&[(link(), Some(asked)), (link(), None)]);
    assert!(verdict.problems.is_empty() && verdict.open.is_some(), "{verdict:?}");
    let verdict = followed(Err(Fault::Unknown("it timed out".into())), &[]);
    assert!(verdict.problems.is_empty() && verdict.open.is_some_and(|why| why.contains("timed out")));
}

#[test]
fn the_unsubscribe_address_must_answer_all_three_questions_itself() {
    let judged = |[get, form, multipart]: [fn() -> Result<Reply, Fault>; 3]| {
        let url = "https://news.example.eu".to_owned();
        endpoint(&Endpoint { url, get: get(), form: form(), multipart: multipart() })
    };
    for (rule, answers, severity, said) in ENDPOINTS {
        let verdict = judged(*answers);
        let [problem] = verdict.problems.as_slice() else { panic!("{said}: {verdict:?}") };
        assert_eq!((problem.rule, problem.severity), (*rule, *severity), "{said}");
        assert!(problem.what.contains(said), "{}", problem.what);
    }
    assert!(judged([WELL, WELL, WELL]).problems.is_empty());
    let dead: fn() -> Result<Reply, Fault> = || Err(Fault::Unreachable("refused".into()));
    assert_eq!(judged([dead, dead, dead]).problems.len(), 1, "one thing is said once");
}

#[test]
fn only_what_readers_can_be_sent_to_is_followed_and_each_once() {
    let mut case = Case::good();
    let more = "<a href=\"https://helium.example.eu/hu\">a</a><a href=\"mailto:a@example.eu\">b</a><a href=\"#\">c</a>\
                <a href=\"http://localhost/\">d</a><a href=\"https://news.example.eu/calendar/x.ics\">e</a>\
                <a href=\"https://calendar.google.com/calendar/render?action=TEMPLATE&amp;text=x\">f</a>\
                <a href=\"https://other.example.org/?a=1&amp;b=2\">g</a>";
    case.html("<h2>Hol tartunk?</h2>", more);
    case.settings.web = Some(crate::domain::settings::Web {
        public_url: "https://news.example.eu".into(),
        listen: "127.0.0.1:8484".parse().expect("an address"),
    });
    let followed: Vec<_> =
        case.links().into_iter().map(|link| (link.target, link.place.file.is_some())).collect();
    let expected = [
        ("https://helium.example.eu/hu", true),
        ("https://other.example.org/?a=1&b=2", false),
        ("https://helium.example.eu/hu/privacy", true),
    ];
    assert_eq!(followed, expected.map(|(target, placed)| (target.to_owned(), placed)));
    assert_eq!(case.links()[0].place.language, Some(lang("hu")));
}
