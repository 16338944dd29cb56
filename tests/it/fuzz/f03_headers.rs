//! F3: any words in a header: a reader's name, the subject, the newsletter's and the sender's names. Parsed again, the
//! letter has the headers it should have, once each and word for word, or it was refused.

use courant::domain::{IssueId, Localized, Spliced};
use courant::mail::{HeaderText, LetterHead, Purpose, Stencil};
use mail_parser::{HeaderName, MessageParser};

use super::{Feed, Trace};
use crate::props::letters::{NAMES, composed, letter, settings};

/// Lines of the head, read as simply as can be: name and everything up to the next name.
fn head(bytes: &[u8]) -> Vec<(&str, &str)> {
    let text = std::str::from_utf8(bytes).expect("nothing but ASCII");
    let (head, _) = text.split_once("\r\n\r\n").expect("a head");
    assert!(head.is_ascii(), "{head:?}");
    assert!(!head.replace("\r\n", "").contains(['\r', '\n', '\0']), "{head:?}");
    let mut fields: Vec<(&str, &str)> = Vec::new();
    for line in head.split("\r\n") {
        assert!(line.len() <= 998 && !line.trim().is_empty(), "{line:?}");
        if !line.starts_with([' ', '\t']) {
            fields.push(line.split_once(':').expect("a name"));
        }
    }
    fields
}

pub fn run(bytes: &[u8]) -> u64 {
    let mut feed = Feed::new(bytes);
    let mut words = || String::from_utf8_lossy(feed.until(0xff)).into_owned();
    let [name, subject, newsletter, sender] = [words(), words(), words(), words()];
    let mut trace = Trace::new();
    let clean = |text: &str| HeaderText::new(text).is_ok();
    let mut settings = settings();
    settings.newsletter.name = Localized::One(newsletter.clone());
    settings.sender.name = Localized::One(sender.clone());
    let mut letter = letter(Vec::new());
    letter.subject = Spliced::fixed(subject.clone());
    let head_of_it = LetterHead::new(&settings, &letter.lang, &IssueId::parse("x").expect("a name"));
    assert_eq!(head_of_it.is_ok(), clean(&newsletter) && clean(&sender));
    let Ok(head_of_it) = head_of_it else { return trace.0 };
    trace.note(1_u8);
    let stencil = Stencil::new(&letter, &head_of_it);
    assert_eq!(stencil.is_ok(), clean(&subject));
    let Ok(stencil) = stencil else { return trace.0 };
    trace.note(2_u8);
    let made = composed(&stencil, "pal@example.hu", &name, Purpose::Live);
    assert_eq!(made.is_ok(), clean(&name));
    let Ok(made) = made else { return trace.0 };
    let fields = head(&made);
    assert_eq!(fields.iter().map(|(name, _)| *name).collect::<Vec<_>>(), NAMES);
    let message = MessageParser::new().parse(&made).expect("a message");
    assert_eq!(message.headers().len(), NAMES.len());
    let one = |which: HeaderName<'_>| {
        let found = message.header_values(which).collect::<Vec<_>>();
        let mailbox = found[0].as_address().and_then(|list| list.first()).expect("a mailbox");
        (mailbox.name().unwrap_or_default().to_owned(), mailbox.address().unwrap_or_default().to_owned())
    };
    assert_eq!(one(HeaderName::To), (name.trim().to_owned(), "pal@example.hu".to_owned()));
    assert_eq!(one(HeaderName::From), (sender.trim().to_owned(), "hirlevel@helium.example.eu".to_owned()));
    assert_eq!(message.subject().unwrap_or_default(), subject.trim());
    for (_, value) in fields.iter().filter(|(name, _)| ["To", "Subject", "From", "List-Id"].contains(name)) {
        trace.note(u64::from(value.contains("=?")) * 2 + u64::from(value.contains('"')));
        trace.size(value.len());
    }
    trace.0
}
