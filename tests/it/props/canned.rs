//! Canned words of the trade for the composer: settings, an issue in three languages, readers, a mailing.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::{Arc, LazyLock};

use courant::domain::settings::{
    DeliverySettings, Duty, Look, Pipelining, Sender, Settings, Teammate, TransportKind,
};
use courant::domain::translation::Translations;
use courant::domain::{
    Address, Audience, BadRows, Counts, DeliveryState, Edition, EditionChoice, EditionShare,
    Event as Happening, EventStatus, Glossary, Issue, IssueId, Kind, Lang, List, ListName, Localized,
    Mailing, MailingId, MailingKind, MailingState, Mode, Newsletter, Place, Problem, Progress, Schedule,
    Section, SectionId, SectionText, SkipReason, When,
};
use courant::render::Templates;
use courant::tui::event::{IssueCard, KindCard, NotCertain, OpenedIssue, Readiness};
use jiff::{SignedDuration, Timestamp};

pub fn lang(tag: &str) -> Lang {
    Lang::parse(tag).expect("a tag")
}

fn list_name(name: &str) -> ListName {
    ListName::parse(name).expect("a name")
}

pub fn section_id(name: &str) -> SectionId {
    SectionId::parse(name).expect("a name")
}

pub fn start_of_time() -> Timestamp {
    "2018-06-20T08:00:00Z".parse().expect("a moment")
}

pub fn settings() -> Settings {
    let names = [(lang("en"), "HELIUM News".to_owned()), (lang("hu"), "HELIUM hírlevél".to_owned())];
    let name = Localized::Each(BTreeMap::from(names));
    let person = |name: &str| Teammate {
        name: name.into(),
        login: None,
        address: Address::parse(&format!("{}@example.eu", name.to_lowercase())).expect("an address"),
        languages: Vec::new(),
        does: vec![Duty::Test],
    };
    Settings {
        newsletter: Newsletter {
            name: name.clone(),
            list_id: "news.example.eu".into(),
            languages: ["en", "hu", "sv", "nb", "nl"].map(lang).to_vec(),
            timezone: jiff::tz::TimeZone::get("Europe/Amsterdam").expect("a zone"),
            mode: Mode::Test,
            calendar: courant::domain::CalendarWay::default(),
            fallback: BTreeMap::new(),
        },
        look: Look { logo: None, accent: "#0a5c9e".into() },
        sender: Sender {
            name,
            address: Address::parse("news@example.eu").expect("an address"),
            reply_to: None,
            bounces: None,
            organisation: Localized::One("Example".into()),
            postal: vec!["Street 1".into()],
            website: None,
            privacy: None,
        },
        funding: Vec::new(),
        partners: Vec::new(),
        team: vec![person("Anna"), person("Bence")],
        alerts: courant::domain::settings::Alerts::default(),
        delivery: DeliverySettings {
            transport: TransportKind::Files,
            rate: None,
            late_start: SignedDuration::from_hours(2),
            retry_for: SignedDuration::from_hours(48),
            pipelining: Pipelining::Envelope,
            domains: Vec::new(),
            window: None,
            relays: Vec::new(),
        },
        dkim: Vec::new(),
        web: None,
        network: Default::default(),
        ledger: PathBuf::from(".courant/ledger.db"),
        store: Default::default(),
    }
}

pub fn cards() -> Vec<IssueCard> {
    let readiness = |all: [Readiness; 5]| {
        ["en", "hu", "sv", "nb", "nl"].map(lang).into_iter().zip(all).collect::<Vec<_>>()
    };
    use Readiness::{NeedsWork, NotStarted, Ready};
    let kinds = |names: &[&str]| names.iter().map(|name| Kind::parse(name).expect("a kind")).collect();
    vec![
        IssueCard {
            id: IssueId::parse("2018-12-winter").expect("a name"),
            title: "Winter 2018".into(),
            number: Some(5),
            date: None,
            languages: readiness([NeedsWork, NotStarted, NotStarted, NotStarted, NotStarted]),
            kinds: kinds(&["progress", "save-the-date"]),
            must_fix: None,
            mailing: None,
            reach: courant::domain::Reach::default(),
            old_text: None,
            unread: None,
        },
        IssueCard {
            id: IssueId::parse("2018-06-summer").expect("a name"),
            title: "Summer 2018".into(),
            number: Some(4),
            date: Some(jiff::civil::date(2018, 6, 28)),
            languages: readiness([Ready; 5]),
            kinds: kinds(&["progress", "save-the-date", "story"]),
            must_fix: Some(Vec::new()),
            mailing: None,
            reach: courant::domain::Reach::default(),
            old_text: None,
            unread: None,
        },
    ]
}

fn text(id: &str, heading: &str, markdown: &str) -> SectionText {
    SectionText {
        id: section_id(id),
        heading: heading.into(),
        markdown: markdown.into(),
        heading_line: 6,
        body_line: 8,
    }
}

fn edition(tag: &str, subject: &str, sections: Vec<SectionText>) -> Edition {
    Edition {
        lang: lang(tag),
        file: PathBuf::from(format!("issues/2018-06-summer/{tag}.md")),
        title: None,
        subject: subject.into(),
        preheader: "What the partners found on their visits.".into(),
        sections,
    }
}

const PROGRESS: &str = "Six busy months lie behind us. The partners visited seven hospitals, wrote down \
43 good practices and argued about every one of them.\n\n- 12 of them are about **elderly care**\n- 9 of \
them are about children\n\n[Read the whole list](https://example.eu/practices)";

pub fn issue() -> Issue {
    let mut event = Section::new(section_id("open-event"), Kind::parse("save-the-date").expect("a kind"));
    event.event = Some(Happening {
        starts: When::parse("2018-10-25T09:30[Europe/Amsterdam]").expect("a time"),
        ends: None,
        status: EventStatus::Confirmed,
        place: Some(Localized::One("Eindhoven".into())),
        online: None,
        organiser: None,
        deadlines: Vec::new(),
        contacts: Vec::new(),
    });
    let kind = |name: &str| Kind::parse(name).expect("a kind");
    let english = vec![
        text("where-we-stand", "Where do we stand?", PROGRESS),
        text("open-event", "Save the date", "An open event in Eindhoven."),
        text("ward", "A ward that children like", "Painted walls, and nurses in trainers."),
    ];
    let hungarian = vec![
        text("where-we-stand", "Hol tartunk?", "Hat mozgalmas hónap áll mögöttünk."),
        text("open-event", "Mentse el a dátumot!", "Nyílt rendezvény Eindhovenben."),
    ];
    Issue {
        id: IssueId::parse("2018-06-summer").expect("a name"),
        title: "Summer 2018".into(),
        number: Some(4),
        date: None,
        expires_at: None,
        languages: ["en", "hu", "sv"].map(lang).to_vec(),
        lists: vec![list_name("partners")],
        sections: vec![
            Section::new(section_id("where-we-stand"), kind("progress")),
            event,
            Section::new(section_id("ward"), kind("story")),
        ],
        accepted: Vec::new(),
        editions: BTreeMap::from([
            (lang("en"), edition("en", "43 good practices and one date to keep", english)),
            (lang("hu"), edition("hu", "43 jó gyakorlat", hungarian)),
        ]),
    }
}

static TEMPLATES: LazyLock<Arc<Templates>> =
    LazyLock::new(|| Arc::new(Templates::compile(&BTreeMap::new()).0.expect("the built-in templates")));

pub fn opened() -> OpenedIssue {
    let list = |name: &str, title: &str| List {
        name: list_name(name),
        title: Some(Localized::One(title.into())),
        description: None,
        reason: None,
        language: None,
        fallback: courant::domain::FallbackPolicy::default(),
        basis: None,
        source: None,
        controller: None,
        public: true,
    };
    let kind = |name: &str, what: &str| KindCard {
        kind: Kind::parse(name).expect("a kind"),
        what: what.to_owned(),
        event: name == "save-the-date",
    };
    OpenedIssue {
        issue: issue(),
        problems: Vec::new(),
        unread: BTreeMap::new(),
        mailings: Vec::new(),
        lists: vec![list("partners", "The partners and their staff"), list("press", "Journalists")],
        kinds: vec![
            kind("progress", "where the project stands"),
            kind("save-the-date", "an event with its date and place"),
            kind("story", "a text, with or without a picture"),
        ],
        ever: BTreeSet::new(),
        templates: Some(Arc::clone(&TEMPLATES)),
        translations: Translations::default(),
        glossary: Glossary::default(),
        steps: Vec::new(),
    }
}

pub fn audience() -> Audience {
    let share = |wanted: Option<&str>, why, readers| EditionShare { wanted: wanted.map(lang), why, readers };
    Audience {
        no_edition: BTreeMap::new(),
        gets: BTreeMap::from([
            (
                lang("en"),
                vec![
                    share(Some("en"), EditionChoice::Exact, 2911),
                    share(Some("de"), EditionChoice::Source, 212),
                    share(None, EditionChoice::Unspecified, 503),
                ],
            ),
            (
                lang("hu"),
                vec![
                    share(Some("hu"), EditionChoice::Exact, 1200),
                    share(Some("hu-RO"), EditionChoice::RegionStripped, 4),
                ],
            ),
        ]),
        lent: BTreeMap::new(),
        left_out: BTreeMap::from([(SkipReason::Unsubscribed, 402), (SkipReason::HardBounce, 118)]),
        scheduled: Vec::new(),
        on_several_lists: 19,
        bad_rows: 2,
        unreadable: vec![BadRows { file: "subscribers/partners.csv".into(), rows: 2, lines: vec![3, 5] }],
    }
}

pub fn problems() -> Vec<Problem> {
    vec![
        Problem::must(
            "TRN001",
            Place::file("issues/2018-06-summer/hu.md")
                .in_section(&section_id("ward"))
                .in_language(&lang("hu")),
            "\"A ward that children like\" is missing in Magyar.",
        )
        .because("Its 1 204 readers would get a letter without it.")
        .remedy("Write it, or say in issue.toml which languages it is meant for."),
        Problem::should(
            "A11Y04",
            Place::line("issues/2018-06-summer/en.md", 12)
                .in_section(&section_id("where-we-stand"))
                .in_language(&lang("en")),
            "The words of a link say little: \"Read the whole list\".",
        )
        .remedy("Say where the link leads."),
    ]
}

pub fn schedule(due: Timestamp) -> Schedule {
    let zoned = due.to_zoned(jiff::tz::TimeZone::get("Europe/Amsterdam").expect("a zone"));
    Schedule { local: zoned.datetime(), zone: "Europe/Amsterdam".into(), due, shift: None }
}

pub fn mailing(state: MailingState, due: Timestamp) -> Mailing {
    Mailing {
        id: MailingId([7; 8]),
        name: "2018-06-summer".into(),
        issue: IssueId::parse("2018-06-summer").expect("a name"),
        kind: MailingKind::Live,
        state,
        held: None,
        held_on: None,
        lists: vec![list_name("partners")],
        confirmed: 4830,
        again: false,
        schedule: schedule(due),
        expires_at: None,
        created_at: start_of_time(),
        started_at: None,
        finished_at: None,
        by: "anna".into(),
        letters_hash: "1f3a".into(),
    }
}

fn counts(all: &[(DeliveryState, u64)]) -> Counts {
    Counts { by_state: all.iter().copied().collect() }
}

pub fn progress(state: MailingState) -> Progress {
    use DeliveryState::{Accepted, Deferred, Failed, Planned, Skipped, Unknown};
    Progress {
        mailing: "2018-06-summer".into(),
        state,
        held: None,
        held_on: None,
        due: start_of_time(),
        started_at: Some(start_of_time()),
        counts: counts(&[
            (Accepted, 2981),
            (Failed, 8),
            (Deferred, 17),
            (Planned, 1822),
            (Unknown, 2),
            (Skipped, 520),
        ]),
        by_language: BTreeMap::from([
            (lang("en"), counts(&[(Accepted, 2240), (Failed, 6), (Planned, 1380)])),
            (
                lang("hu"),
                counts(&[(Accepted, 741), (Failed, 2), (Planned, 442), (Deferred, 17), (Unknown, 2)]),
            ),
        ]),
        left_out: BTreeMap::from([(SkipReason::Unsubscribed, 402), (SkipReason::HardBounce, 118)]),
        bad_rows: Vec::new(),
        failures: vec![("mailbox does not exist".into(), 5), ("mailbox full".into(), 3)],
        next_retry: Some("2018-06-20T09:15:00Z".parse().expect("a moment")),
        per_minute: 284,
        by_relay: BTreeMap::new(),
        trouble: None,
        sender_alive: true,
        left_behind: None,
        sender_starting: false,
        sender_detached: false,
    }
}

pub fn not_certain() -> Vec<NotCertain> {
    let one = |address: &str, tag: &str, reason: &str| NotCertain {
        address: Address::parse(address).expect("an address"),
        lang: lang(tag),
        since: start_of_time(),
        reason: reason.to_owned(),
    };
    let nonsense = "the server answered \"999 what\", which is not an SMTP reply (at the end of the letter)";
    vec![
        one("bela@example.hu", "hu", nonsense),
        one("cecile@example.eu", "en", "the server hung up (at the end of the letter)"),
    ]
}
