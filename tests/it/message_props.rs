//! Generated letters, names and subjects: a parser that is not ours reads exactly what was written.

use std::collections::BTreeMap;

use courant::domain::{IssueId, Lang, Letter, Piece, Slot, SlotPlace, SlotWhat, Slots, Spliced};
use courant::mail::{Addressee, HeaderText, LetterHead, Purpose, Stencil};
use mail_parser::MessageParser;
use proptest::prelude::*;

use crate::props::letters::{
    MAILING, NAMES, address, composed, keys, letter, now, picture, settings, stencil,
};
use crate::props::wire::assert_wire_rules;

/// What people are called, and what somebody might put there.
fn words() -> impl Strategy<Value = String> {
    prop_oneof![
        "\\PC{0,40}",
        "(\\PC| ){0,300}",
        "[a-zA-Z ]{0,200}",
        "[a-z]{90,1200}",
        "[áéíóöőúüűÁÉ a-z]{0,200}",
        "(👩‍👩‍👧|🇭🇺|é|é| ){0,60}",
        "[אבגד 0-9\u{200f}]{0,40}",
        "(=\\?utf-8\\?[qb]\\?|\\?=|=| |_|x){0,20}",
        "[\"\\\\<>(),;:@.\\[\\]' a]{0,40}",
        Just("=cmd|'/c calc'!A0".to_owned()),
        Just("Bcc: everybody@example.eu".to_owned()),
        "(.|\r|\n|\t|\u{1b}|\u{85}|\u{2028}|\u{202e}){0,10}",
    ]
}

fn is_clean(text: &str) -> bool {
    HeaderText::new(text).is_ok()
}

/// The names of the lines before the first empty one, read as simply as can be.
fn names_of(bytes: &[u8]) -> Vec<String> {
    let text = std::str::from_utf8(bytes).expect("ASCII");
    let head = text.split("\r\n\r\n").next().expect("a head");
    head.split("\r\n")
        .filter(|line| !line.starts_with([' ', '\t']))
        .map(|line| line.split_once(':').expect("a colon").0.to_owned())
        .collect()
}

fn slot(what: SlotWhat, place: SlotPlace) -> Piece {
    Piece::Slot(Slot { what, place })
}

/// A text of fixed pieces and slots, any of them empty or at an end.
fn spliced(place: SlotPlace) -> impl Strategy<Value = Spliced> {
    let fixed = prop_oneof!["(\\PC|[ \t\n=.]|\r\n|From |ő){0,200}", "[a-z ]{0,20}"].prop_map(Piece::Fixed);
    let field = ("[a-b]", "[a-zé ]{0,10}")
        .prop_map(move |(name, fallback)| slot(SlotWhat::Field { name, fallback }, place));
    let gap =
        prop_oneof![field, Just(slot(SlotWhat::Unsubscribe, place)), Just(slot(SlotWhat::Reason, place))];
    proptest::collection::vec(prop_oneof![fixed, gap], 0..8).prop_map(|pieces| Spliced { pieces })
}

/// As a reader's program shows it: one kind of line end, and one at the end.
fn shown(text: &str) -> String {
    text.replace("\r\n", "\n").trim_end_matches('\n').to_owned()
}

proptest! {
    #[test]
    fn a_reader_of_any_name_gets_it_back_or_the_letter_is_refused(name in words()) {
        let to = composed(&stencil(&letter(vec![])), "pal@example.hu", &name, Purpose::Live);
        prop_assert_eq!(to.is_ok(), is_clean(&name));
        let Ok(bytes) = to else { return Ok(()) };
        assert_wire_rules(&bytes);
        prop_assert_eq!(names_of(&bytes), NAMES);
        let message = MessageParser::new().parse(&bytes).expect("a message");
        prop_assert_eq!(message.headers().len(), NAMES.len());
        let to = message.to().and_then(|to| to.first()).expect("a reader");
        prop_assert_eq!(to.address(), Some("pal@example.hu"));
        prop_assert_eq!(to.name().unwrap_or_default(), name.trim());
    }

    #[test]
    fn a_subject_of_any_words_arrives_or_the_letter_is_refused(
        subject in words(), name in words(), with_name: bool
    ) {
        let mut letter = letter(vec![]);
        letter.subject = Spliced::fixed(subject.clone());
        if with_name {
            let what = SlotWhat::Field { name: "name".to_owned(), fallback: "reader".to_owned() };
            letter.subject.push_slot(Slot { what, place: SlotPlace::Header });
        }
        let head = LetterHead::new(&settings(), &letter.lang, &IssueId::parse("x").expect("a name"));
        let stencil = Stencil::new(&letter, &head.expect("a head"));
        prop_assert_eq!(stencil.is_ok(), is_clean(&subject));
        let Ok(stencil) = stencil else { return Ok(()) };
        let value = SlotPlace::Header.escape(if name.is_empty() { "reader" } else { &name }).into_owned();
        let bytes = composed(&stencil, "pal@example.hu", &name, Purpose::Live);
        prop_assert_eq!(bytes.is_ok(), is_clean(&name));
        let Ok(bytes) = bytes else { return Ok(()) };
        assert_wire_rules(&bytes);
        let message = MessageParser::new().parse(&bytes).expect("a message");
        let whole = if with_name { format!("{subject}{value}") } else { subject };
        prop_assert_eq!(message.subject().unwrap_or_default(), whole.trim());
    }

    #[test]
    fn any_letter_arrives_word_for_word(
        text in spliced(SlotPlace::Plain),
        html in spliced(SlotPlace::Html),
        fields in proptest::collection::btree_map("[a-b]", "\\PC{0,90}", 0..3),
        picture_bytes in proptest::option::of(proptest::collection::vec(any::<u8>(), 0..400)),
    ) {
        let mut fields: BTreeMap<String, String> = fields;
        fields.retain(|_, value| !value.is_empty());
        fields.insert(Slots::REASON.to_owned(), "You get this because you asked for it.".to_owned());
        let slots = Slots(fields);
        let pictures = picture_bytes.iter().map(|bytes| picture("p-1", bytes)).collect();
        let lang = Lang::parse("en").expect("a tag");
        let letter = Letter { lang, subject: Spliced::fixed("x"), html, text, pictures, calendar: Vec::new(), lent: std::collections::BTreeMap::new() };
        let (address, keys) = (address("pal@example.hu"), keys());
        let to = Addressee { address: &address, name: None, key: keys.addr_key(&address), slots: &slots };
        let mut bytes = Vec::new();
        stencil(&letter).compose(&to, MAILING, Purpose::Live, now(0), &keys, &mut bytes).expect("composed");
        assert_wire_rules(&bytes);
        let message = MessageParser::new().parse(&bytes).expect("a message");
        let link = message.header_raw("List-Unsubscribe").expect("a link").trim().trim_matches(['<', '>']);
        let expected = |text: &Spliced| {
            shown(&text.fill(|slot| slots.value(slot).unwrap_or(link).to_owned()))
        };
        let part = |kind: &str| {
            let part = message.parts.iter().find(|part| mail_parser::MimeHeaders::is_content_type(*part, "text", kind));
            shown(part.and_then(|part| part.text_contents()).expect("a part"))
        };
        prop_assert_eq!(part("plain"), expected(&letter.text));
        prop_assert_eq!(part("html"), expected(&letter.html));
        if let Some(picture_bytes) = picture_bytes {
            prop_assert_eq!(message.parts[4].contents(), picture_bytes);
        }
    }
}
