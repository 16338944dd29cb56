//! A letter in Hungarian with every kind of slot, the settings it is sent under, and readers for it.

use std::collections::BTreeMap;
use std::sync::Arc;

use courant::domain::settings::{
    DeliverySettings, DkimIdentity, Look, Pipelining, Sender, Settings, TransportKind, Web,
};
use courant::domain::{
    Address, InlinePicture, IssueId, Key, Keys, Lang, Letter, Localized, Mailbox, MailingId, Mode,
    Newsletter, Piece, Slot, SlotPlace, SlotWhat, Slots, Spliced,
};
use courant::mail::{Addressee, ComposeError, LetterHead, Purpose, Stencil};
use jiff::{SignedDuration, Timestamp};

pub const MAILING: MailingId = MailingId([9; 8]);

/// The names of the header lines of every letter, in their order.
pub const NAMES: [&str; 17] = [
    "From",
    "Reply-To",
    "To",
    "Subject",
    "Date",
    "Message-ID",
    "List-Unsubscribe",
    "List-Unsubscribe-Post",
    "List-Id",
    "List-Owner",
    "List-Post",
    "Precedence",
    "X-Auto-Response-Suppress",
    "Feedback-ID",
    "Content-Language",
    "MIME-Version",
    "Content-Type",
];

pub fn lang(tag: &str) -> Lang {
    Lang::parse(tag).expect("a tag")
}

pub fn address(text: &str) -> Address {
    Address::parse(text).expect("an address")
}

pub fn keys() -> Keys {
    Keys {
        address: Key::new([1; 32]),
        unsubscribe: vec![(1, Key::new([2; 32]))],
        verp: Key::new([3; 32]),
        message_id: Key::new([4; 32]),
    }
}

pub fn settings() -> Settings {
    let each = |en: &str, hu: &str| {
        Localized::Each([(lang("en"), en.to_owned()), (lang("hu"), hu.to_owned())].into())
    };
    Settings {
        newsletter: Newsletter {
            name: each("HELIUM News", "HELIUM hírlevél"),
            list_id: "news.helium.example.eu".to_owned(),
            languages: vec![lang("en"), lang("hu")],
            timezone: jiff::tz::TimeZone::UTC,
            mode: Mode::Test,
            calendar: courant::domain::CalendarWay::default(),
            fallback: BTreeMap::new(),
        },
        look: Look { logo: None, accent: "#0a5c9e".to_owned() },
        sender: Sender {
            name: each("HELIUM News", "HELIUM projekt"),
            address: address("hirlevel@helium.example.eu"),
            reply_to: Mailbox::parse("info@helium.example.eu").ok(),
            bounces: None,
            organisation: Localized::One("HELIUM".to_owned()),
            postal: vec!["Main Street 1".to_owned()],
            website: None,
            privacy: None,
        },
        funding: Vec::new(),
        partners: Vec::new(),
        team: Vec::new(),
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
        dkim: Vec::<DkimIdentity>::new(),
        network: Default::default(),
        web: Some(Web {
            public_url: "https://news.helium.example.eu".to_owned(),
            listen: "127.0.0.1:8484".parse().expect("an address"),
        }),
        ledger: ".courant/ledger.db".into(),
        store: Default::default(),
    }
}

pub fn slot(what: SlotWhat, place: SlotPlace) -> Piece {
    Piece::Slot(Slot { what, place })
}

pub fn name_slot(place: SlotPlace) -> Piece {
    slot(SlotWhat::Field { name: "name".to_owned(), fallback: "kedves olvasó".to_owned() }, place)
}

pub fn fixed(text: &str) -> Piece {
    Piece::Fixed(text.to_owned())
}

pub fn picture(cid: &str, bytes: &[u8]) -> InlinePicture {
    InlinePicture {
        cid: cid.to_owned(),
        file_name: format!("{cid}.png"),
        mime: "image/png".to_owned(),
        bytes: Arc::from(bytes),
    }
}

pub fn letter(pictures: Vec<InlinePicture>) -> Letter {
    let images: String = pictures
        .iter()
        .map(|picture| format!("<img src=\"cid:{}@helium.example.eu\" alt=\"\">", picture.cid))
        .collect();
    Letter {
        lang: lang("hu"),
        subject: Spliced::fixed("HELIUM hírlevél: 43 jó gyakorlat és egy időpont, október 29."),
        html: Spliced {
            pieces: vec![
                fixed("<html lang=\"hu\"><body><p>Szia, "),
                name_slot(SlotPlace::Html),
                fixed(&format!("!</p>{images}\n<p>árvíztűrő tükörfúrógép</p>\n<a href=\"")),
                slot(SlotWhat::Unsubscribe, SlotPlace::Attribute),
                fixed("\">Leiratkozás</a></body></html>\n"),
            ],
        },
        text: Spliced {
            pieces: vec![
                fixed("Szia, "),
                name_slot(SlotPlace::Plain),
                fixed("!\n.egy pont a sor elején\nFrom here on\n"),
                slot(SlotWhat::Reason, SlotPlace::Plain),
                fixed("\n\nLeiratkozás: "),
                slot(SlotWhat::Unsubscribe, SlotPlace::Plain),
            ],
        },
        pictures,
        calendar: Vec::new(),
        lent: BTreeMap::new(),
    }
}

pub fn stencil(letter: &Letter) -> Stencil {
    let issue = IssueId::parse("2018-06-summer").expect("a name");
    let head = LetterHead::new(&settings(), &letter.lang, &issue).expect("a valid head");
    Stencil::new(letter, &head).expect("a valid letter")
}

pub fn slots(name: &str) -> Slots {
    let mut slots = Slots::default();
    if !name.is_empty() {
        slots.0.insert("name".to_owned(), name.to_owned());
    }
    slots.0.insert(Slots::REASON.to_owned(), "Azért kapja, mert feliratkozott.".to_owned());
    slots
}

/// 1 October 2026, 07:00:04 UTC, and seconds after it.
pub fn now(seconds: i64) -> Timestamp {
    Timestamp::from_second(1_790_838_004 + seconds).expect("in range")
}

pub fn composed(stencil: &Stencil, to: &str, name: &str, purpose: Purpose) -> Result<Vec<u8>, ComposeError> {
    let (address, slots, keys) = (address(to), slots(name), keys());
    let to = Addressee {
        address: &address,
        name: Some(name).filter(|name| !name.is_empty()),
        key: keys.addr_key(&address),
        slots: &slots,
    };
    let mut out = Vec::new();
    stencil.compose(&to, MAILING, purpose, now(0), &keys, &mut out)?;
    Ok(out)
}
