//! The issue that nothing is wrong with, its list and its settings.

use std::collections::BTreeMap;

use jiff::tz::TimeZone;

use super::{lang, section};
use crate::domain::settings::{
    Alerts, DeliverySettings, Funding, Look, Pipelining, Sender, Settings, TransportKind,
};
use crate::domain::*;

pub fn list() -> List {
    List {
        name: ListName::parse("press").expect("a name"),
        title: None,
        description: None,
        reason: None,
        language: None,
        fallback: FallbackPolicy::default(),
        basis: Some("consent".into()),
        source: Some("The form on the website".into()),
        controller: None,
        public: false,
    }
}

pub fn one(text: &str) -> Localized {
    Localized::One(text.to_owned())
}

pub fn settings() -> Settings {
    Settings {
        newsletter: Newsletter {
            name: one("HELIUM"),
            list_id: "news.helium.example.eu".into(),
            languages: vec![lang("hu")],
            timezone: TimeZone::get("Europe/Budapest").expect("a zone"),
            mode: Mode::Test,
            calendar: crate::domain::CalendarWay::default(),
            fallback: BTreeMap::new(),
        },
        look: Look { logo: None, accent: "#0a5c9e".into() },
        sender: Sender {
            name: one("HELIUM"),
            address: Address::parse("news@helium.example.eu").expect("an address"),
            reply_to: Some(Mailbox::parse("info@helium.example.eu").expect("a mailbox")),
            bounces: None,
            organisation: one("Brainport Development"),
            postal: vec!["Emmasingel 11".into(), "5611 AZ Eindhoven".into()],
            website: None,
            privacy: Some(Localized::Each(BTreeMap::from([(
                lang("hu"),
                "https://helium.example.eu/hu/privacy".to_owned(),
            )]))),
        },
        funding: vec![Funding {
            period: "2014-2020".into(),
            programme: Some(one("Interreg Europe")),
            statement: None,
            logo: None,
            logo_carries_statement: false,
            disclaimer: None,
        }],
        partners: Vec::new(),
        team: Vec::new(),
        alerts: Alerts::default(),
        delivery: DeliverySettings {
            transport: TransportKind::Files,
            rate: None,
            late_start: jiff::SignedDuration::from_hours(2),
            retry_for: jiff::SignedDuration::from_hours(48),
            pipelining: Pipelining::Envelope,
            domains: Vec::new(),
            window: None,
            relays: Vec::new(),
        },
        dkim: Vec::new(),
        web: None,
        network: Default::default(),
        ledger: ".courant/ledger.db".into(),
        store: Default::default(),
    }
}

pub fn issue() -> Issue {
    let mut event = Section::new(section("living-lab"), Kind::parse("save-the-date").expect("a kind"));
    event.event = Some(Event {
        starts: When::parse("2018-10-25T09:30[Europe/Amsterdam]").expect("a time"),
        ends: Some(When::parse("2018-10-25T16:00[Europe/Amsterdam]").expect("a time")),
        status: EventStatus::Confirmed,
        place: Some(one("Eindhoven")),
        online: None,
        organiser: None,
        deadlines: vec![Deadline { date: jiff::civil::date(2018, 9, 30), what: one("Regisztráció") }],
        contacts: Vec::new(),
    });
    let text = |id: &str, heading: &str, markdown: &str, line: usize| SectionText {
        id: section(id),
        heading: heading.into(),
        markdown: markdown.into(),
        heading_line: line,
        body_line: line + 2,
    };
    let edition = Edition {
        lang: lang("hu"),
        file: "issues/2018-06-summer/hu.md".into(),
        title: None,
        subject: "43 jó gyakorlat".into(),
        preheader: "Mit láttak a partnerek a nyáron, és hol találkoznak ősszel.".into(),
        sections: vec![
            text(
                "progress",
                "Hol tartunk?",
                "Első bekezdés.\n\n[A honlap](https://helium.example.eu/hu) jó.",
                6,
            ),
            text("living-lab", "Mentse el a dátumot", "2018. október 25-én, csütörtökön.", 12),
        ],
    };
    Issue {
        id: IssueId::parse("2018-06-summer").expect("a name"),
        title: "2018 nyár".into(),
        number: Some(4),
        date: Some(jiff::civil::date(2018, 6, 28)),
        expires_at: None,
        languages: vec![lang("hu")],
        lists: Vec::new(),
        sections: vec![Section::new(section("progress"), Kind::parse("progress").expect("a kind")), event],
        accepted: Vec::new(),
        editions: BTreeMap::from([(lang("hu"), edition)]),
    }
}
