//! The finished message, read by a parser that is not ours: headers, parts, what differs between readers.

use courant::domain::{IssueId, Lang, Localized, Spliced};
use courant::mail::{Addressee, LetterHead, Purpose, Stencil, token};
use mail_parser::{MessageParser, MimeHeaders as _};

use crate::props::letters::{
    MAILING, address, composed, keys, letter, now, picture, settings, slots, stencil,
};
use crate::props::wire::{assert_wire_rules, header};

#[test]
fn the_headers_are_each_there_once_with_the_exact_words() {
    let stencil = stencil(&letter(vec![]));
    let bytes = composed(&stencil, "pal@pelda.example.hu", "Takács Pál", Purpose::Live).expect("composed");
    assert_wire_rules(&bytes);
    let message = MessageParser::new().parse(&bytes).expect("a message");
    for (name, value) in [
        ("From", "HELIUM projekt <hirlevel@helium.example.eu>"),
        ("To", "=?utf-8?q?Tak=C3=A1cs_P=C3=A1l?= <pal@pelda.example.hu>"),
        ("Reply-To", "info@helium.example.eu"),
        ("Date", "Thu, 01 Oct 2026 07:00:04 +0000"),
        ("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"),
        ("List-Id", "=?utf-8?q?HELIUM_h=C3=ADrlev=C3=A9l?= <news.helium.example.eu>"),
        ("List-Owner", "<mailto:info@helium.example.eu>"),
        ("List-Post", "NO"),
        ("Precedence", "bulk"),
        ("X-Auto-Response-Suppress", "OOF, AutoReply"),
        ("Feedback-ID", "2018-06-summer:hu:newsletter:newsheliumexamp"),
        ("Content-Language", "hu"),
        ("MIME-Version", "1.0"),
    ] {
        assert_eq!(header(&message, name), [value], "{name}");
    }
    for name in ["Subject", "Message-ID", "List-Unsubscribe", "Content-Type"] {
        assert_eq!(header(&message, name).len(), 1, "{name}");
    }
    for name in ["Return-Path", "Bcc", "Cc", "Sender", "X-Mailer", "User-Agent", "Auto-Submitted"] {
        assert!(header(&message, name).is_empty(), "{name}");
    }
    let id = message.message_id().expect("an id");
    assert!(id.ends_with("@helium.example.eu") && id.len() == 32 + 18, "{id}");
    assert_eq!(message.subject(), Some("HELIUM hírlevél: 43 jó gyakorlat és egy időpont, október 29."));
}

#[test]
fn the_unsubscribe_link_is_one_and_the_same_everywhere_and_works() {
    let stencil = stencil(&letter(vec![]));
    let bytes = composed(&stencil, "pal@example.hu", "Pál", Purpose::Live).expect("composed");
    let message = MessageParser::new().parse(&bytes).expect("a message");
    let url = header(&message, "List-Unsubscribe")[0].trim_matches(['<', '>']);
    let found = url.strip_prefix("https://news.helium.example.eu/u/").expect("the public address");
    let reader = keys().addr_key(&address("pal@example.hu"));
    assert_eq!(token::verify(&keys(), found), Some(token::Token::Live { reader, mailing: MAILING }));
    assert!(message.body_html(0).expect("HTML").contains(&format!("<a href=\"{url}\">")));
    assert!(message.body_text(0).expect("text").contains(url));
}

#[test]
fn tests_and_dry_runs_carry_links_that_record_nothing_and_only_tests_say_so() {
    let stencil = stencil(&letter(vec![]));
    let read = |purpose| {
        let bytes = composed(&stencil, "pal@example.hu", "Pál", purpose).expect("composed");
        let message = MessageParser::new().parse(&bytes).expect("a message");
        let url = header(&message, "List-Unsubscribe")[0].trim_matches(['<', '>']).to_owned();
        let token = url.rsplit('/').next().expect("a token").to_owned();
        (message.subject().expect("a subject").to_owned(), token::verify(&keys(), &token), bytes, token)
    };
    let (live, _, live_bytes, live_token) = read(Purpose::Live);
    let (dry, dry_means, dry_bytes, dry_token) = read(Purpose::DryRun);
    let (test, test_means, ..) = read(Purpose::Test);
    assert_eq!(test, format!("[TEST hu] {live}"));
    assert_eq!(dry, live);
    let inert = token::Token::Inert { lang: Lang::parse("hu").ok() };
    assert_eq!(dry_means, Some(inert.clone()));
    assert_eq!(test_means, Some(inert));
    let unfolded = |bytes: Vec<u8>| String::from_utf8(bytes).expect("ASCII").replace("=\r\n", "");
    assert_eq!(unfolded(live_bytes).replace(&live_token, &dry_token), unfolded(dry_bytes));
}

#[test]
fn text_comes_before_html_and_every_picture_is_used_and_there() {
    let pictures = vec![picture("ward-1f3a", &[0xff; 500]), picture("emblem-2", b"\x89PNG\r\n\x1a\n..")];
    let bytes = composed(&stencil(&letter(pictures.clone())), "pal@example.hu", "Pál", Purpose::Live);
    let bytes = bytes.expect("composed");
    assert_wire_rules(&bytes);
    let message = MessageParser::new().parse(&bytes).expect("a message");
    let kinds: Vec<String> = message
        .parts
        .iter()
        .map(|part| {
            let kind = part.content_type().expect("a type");
            format!("{}/{}", kind.ctype(), kind.subtype().unwrap_or_default())
        })
        .collect();
    let expected =
        ["multipart/alternative", "text/plain", "multipart/related", "text/html", "image/png", "image/png"];
    assert_eq!(kinds, expected);
    assert_eq!(message.parts[2].content_type().and_then(|t| t.attribute("type")), Some("text/html"));
    let html = message.body_html(0).expect("HTML").into_owned();
    assert_eq!(html.matches("cid:").count(), pictures.len());
    for (part, picture) in message.parts[4..].iter().zip(&pictures) {
        let id = part.content_id().expect("an id");
        assert!(html.contains(&format!("\"cid:{id}\"")), "{id}");
        assert_eq!(part.contents(), &*picture.bytes, "{id}");
    }
}

#[test]
fn what_the_letter_says_arrives_unchanged_around_the_readers_words() {
    let bytes = composed(&stencil(&letter(vec![])), "pal@example.hu", "", Purpose::Live).expect("composed");
    let message = MessageParser::new().parse(&bytes).expect("a message");
    let text = message.body_text(0).expect("text").replace("\r\n", "\n");
    let start = "Szia, kedves olvasó!\n.egy pont a sor elején\nFrom here on\n\
                 Azért kapja, mert feliratkozott.\n\nLeiratkozás: https://news.helium.example.eu/u/";
    assert!(text.starts_with(start), "{text}");
    let html = message.body_html(0).expect("HTML").into_owned();
    assert!(
        html.contains("<p>Szia, kedves olvasó!</p>") && html.contains("árvíztűrő tükörfúrógép"),
        "{html}"
    );
    assert!(!bytes.windows(7).any(|w| w == b"\r\nFrom "), "a line that mailboxes take for a new message");
}

#[test]
fn another_attempt_differs_in_nothing_but_its_date() {
    let (stencil, address, slots, keys) =
        (stencil(&letter(vec![])), address("pal@example.hu"), slots("Pál"), keys());
    let to = Addressee { address: &address, name: None, key: keys.addr_key(&address), slots: &slots };
    let [mut first, mut second] = [Vec::new(), b"left over from another message".to_vec()];
    stencil.compose(&to, MAILING, Purpose::Live, now(0), &keys, &mut first).expect("composed");
    stencil.compose(&to, MAILING, Purpose::Live, now(86_400), &keys, &mut second).expect("composed");
    let text = String::from_utf8(second).expect("ASCII");
    let dated = text.replace("Fri, 02 Oct 2026 07:00:04 +0000", "Thu, 01 Oct 2026 07:00:04 +0000");
    assert_ne!(text, dated);
    assert_eq!(String::from_utf8(first).expect("ASCII"), dated);
}

#[test]
fn two_readers_letters_hold_nothing_of_each_other() {
    let stencil = stencil(&letter(vec![]));
    let marks = |to: &str, name: &str| {
        let bytes = composed(&stencil, to, name, Purpose::Live).expect("composed");
        let message = MessageParser::new().parse(&bytes).expect("a message");
        let own = [
            to.to_owned(),
            name.to_owned(),
            message.message_id().expect("an id").to_owned(),
            header(&message, "List-Unsubscribe")[0].to_owned(),
        ];
        let whole = format!(
            "{}\n{}\n{}",
            message.headers_raw().map(|(n, v)| format!("{n}: {v}")).collect::<String>(),
            message.body_text(0).expect("text"),
            message.body_html(0).expect("HTML")
        );
        (own, whole)
    };
    let (anna, to_anna) = marks("anna@example.hu", "Anna");
    let (bert, to_bert) = marks("bert@example.nl", "Bert");
    for mark in &anna {
        assert!(to_anna.contains(mark) && !to_bert.contains(mark), "{mark}");
    }
    for mark in &bert {
        assert!(to_bert.contains(mark) && !to_anna.contains(mark), "{mark}");
    }
}

#[test]
fn a_name_or_a_subject_that_could_add_a_header_is_refused() {
    for bad in ["Pál\r\nBcc: everybody@example.eu", "Pál\u{2028}x", "\u{202e}láP", "Pál\x1b[2J", "\u{85}x"]
    {
        let refused = composed(&stencil(&letter(vec![])), "pal@example.hu", bad, Purpose::Live);
        assert!(matches!(&refused, Err(why) if why.is_of_the_reader()), "{bad:?}");
        let mut letter = letter(vec![]);
        letter.subject = Spliced::fixed(bad);
        let issue = IssueId::parse("x").expect("a name");
        let head = LetterHead::new(&settings(), &letter.lang, &issue).expect("a valid head");
        assert!(Stencil::new(&letter, &head).is_err(), "{bad:?}");
        let mut settings = settings();
        settings.sender.name = Localized::One(bad.to_owned());
        assert!(LetterHead::new(&settings, &letter.lang, &issue).is_err(), "{bad:?}");
    }
}
