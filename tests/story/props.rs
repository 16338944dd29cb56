//! What the ledger's tests stand on: a ledger in memory-backed storage, readers, a mailing, a sender's turn.

use std::path::PathBuf;

use courant::domain::{
    Address, CalendarEntry, EditionChoice, EventStatus, IssueId, Lang, Letter, ListName, Mailing, MailingId,
    MailingKind, Recipient, Schedule, SectionId, Slots, Span, Spliced,
};
use courant::ledger::{Boot, Holder, Ledger, NewMailing, Planner, Recovered, SendingLock, Turn};
use jiff::{SignedDuration, Timestamp};

#[allow(dead_code, reason = "only the tests without servers use files")]
/// Where an fsync costs nothing, if there is such a place.
pub fn folder() -> tempfile::TempDir {
    let memory = PathBuf::from("/dev/shm");
    // A mailing asks for room on the disk of its ledger.
    let roomy = |disk: rustix::fs::StatVfs| disk.f_bavail * disk.f_frsize > 1 << 30;
    if rustix::fs::statvfs(&memory).is_ok_and(roomy) {
        tempfile::tempdir_in(memory)
    } else {
        tempfile::tempdir()
    }
    .unwrap()
}

/// The tests' own time: seconds after a fixed moment.
pub fn at(seconds: i64) -> Timestamp {
    let noon: Timestamp = "2026-06-01T10:00:00Z".parse().unwrap();
    noon + SignedDuration::from_secs(seconds)
}

/// Adds these to a plan as its lists have them.
pub fn add(planner: &mut Planner, ledger: &Ledger, names: &[&str]) {
    for name in names {
        planner.add(&reader(ledger, name)).unwrap();
    }
}

/// How many a new mailing to the missing would reach.
pub async fn again(ledger: &Ledger, mailing: MailingId) -> u64 {
    ledger.can_be_sent_again(mailing).await.unwrap().len().try_into().unwrap()
}

pub fn lang(tag: &str) -> Lang {
    Lang::parse(tag).unwrap()
}

pub fn list(name: &str) -> ListName {
    ListName::parse(name).unwrap()
}

pub fn letter(tag: &str) -> Letter {
    Letter {
        lang: lang(tag),
        subject: Spliced::fixed("Summer"),
        html: Spliced::fixed("<p>Summer</p>"),
        text: Spliced::fixed("Summer"),
        pictures: Vec::new(),
        calendar: Vec::new(),
        lent: [(SectionId::parse("mills").expect("a name"), Lang::parse("en").expect("a tag"))].into(),
    }
}

/// An event of the issue "summer", on one day of June.
pub fn event(section: &str, place: &str) -> CalendarEntry {
    let day = jiff::civil::date(2026, 6, 20);
    CalendarEntry {
        section: SectionId::parse(section).unwrap(),
        uid: format!("summer.{section}@news.example.eu"),
        span: Span::Days { first: day, last: day },
        status: EventStatus::Confirmed,
        summary: "Open day".to_owned(),
        location: Some(place.to_owned()),
        description: String::new(),
        url: None,
        attached: false,
        sequence: 0,
        stamp: at(0),
    }
}

pub fn new_mailing(issue: &str) -> NewMailing {
    NewMailing {
        issue: IssueId::parse(issue).unwrap(),
        kind: MailingKind::Live,
        letters: vec![letter("en")],
        lists: vec![list("partners")],
        missing_of: None,
        corrects: None,
        confirmed: 3,
        again: false,
        schedule: Schedule {
            local: jiff::civil::date(2026, 6, 1).at(12, 0, 0, 0),
            zone: "Europe/Amsterdam".to_owned(),
            due: at(0),
            shift: None,
        },
        expires_at: None,
        by: "anna".to_owned(),
    }
}

pub fn reader(ledger: &Ledger, name: &str) -> Recipient {
    let address = Address::parse(&format!("{name}@example.eu")).unwrap();
    Recipient {
        key: ledger.keys().addr_key(&address),
        address,
        name: None,
        list: list("partners"),
        list_rank: 0,
        wants: None,
        edition: lang("en"),
        why: EditionChoice::Unspecified,
        slots: Slots::default(),
        skipped: None,
    }
}

/// A mailing of `issue` to these readers, planned and Sending.
pub async fn sending(ledger: &Ledger, issue: &str, names: &[&str]) -> Mailing {
    let mailing = ledger.create_mailing(new_mailing(issue), at(0)).await.unwrap();
    plan(ledger, mailing.id, names)
}

pub fn plan(ledger: &Ledger, mailing: MailingId, names: &[&str]) -> Mailing {
    let mut planner = ledger.planner(mailing).unwrap();
    add(&mut planner, ledger, names);
    planner.finish(at(0), |_| None).unwrap().0
}

/// The next sender of a file, in the boot of this name. The one before is gone: its lock is free.
pub async fn turn(ledger: &Ledger, boot: &str) -> (SendingLock, Turn, Recovered) {
    let holder = Holder { boot: boot.to_owned(), ..Holder::this(&Boot(boot.to_owned()), at(0)) };
    let lock = ledger.sending_lock(holder).unwrap();
    let (turn, recovered) = ledger.take_over(&lock, at(1)).await.unwrap();
    (lock, turn, recovered)
}

/// Each form in which a log might show a key: hexadecimal, base64, a list of numbers.
pub fn forms(key: &[u8]) -> [String; 5] {
    use base64::Engine as _;
    use base64::engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD};
    let each = |form: fn(&u8) -> String, between| key.iter().map(form).collect::<Vec<_>>().join(between);
    [
        each(|byte| format!("{byte:02x}"), ""),
        STANDARD_NO_PAD.encode(key),
        URL_SAFE_NO_PAD.encode(key),
        each(u8::to_string, ", "),
        each(u8::to_string, ","),
    ]
}
