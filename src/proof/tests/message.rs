//! What breaks the rules about bytes, and what comes close and must not.

use proptest::prelude::*;

use secrecy::ExposeSecret as _;

use super::*;
use crate::mail::dkim::{Algorithm, Signer, new_key, sign};
use crate::proof::{Expected, ExpectedKey, audit};

pub(super) const MESSAGE: &str = "From: =?utf-8?q?HELIUM_h=C3=ADrlev=C3=A9l?= <news@helium.example.eu>
To: =?utf-8?q?Tak=C3=A1cs_P=C3=A1l?= <pal@example.hu>
Reply-To: info@helium.example.eu
Subject: =?utf-8?q?43_j=C3=B3?=
 =?utf-8?q?_gyakorlat?=
Date: Thu, 28 Jun 2018 07:00:04 +0000
Message-ID: <abcdef@helium.example.eu>
MIME-Version: 1.0
Content-Language: hu
List-Id: =?utf-8?q?H=C3=ADrlev=C3=A9l?= <news.helium.example.eu>
List-Unsubscribe:
 <https://news.helium.example.eu/u/q7xH2mVv9bqkJ3Yt0eUo1w8ZrN5sLdCa>
List-Unsubscribe-Post: List-Unsubscribe=One-Click
Feedback-ID: 2018-06-summer:hu:newsletter:newsheliumexamp
Precedence: bulk
Content-Type: multipart/alternative; boundary=\"alt\"

--alt
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: quoted-printable
Content-Language: hu

H=C3=ADrlev=C3=A9l
https://helium.example.eu/hu
https://news.helium.example.eu/u/q7xH2mVv9bqkJ3Yt0eUo1w8Zr=
N5sLdCa

--alt
Content-Type: multipart/related; boundary=\"rel\"; type=\"text/html\"

--rel
Content-Type: text/html; charset=utf-8
Content-Transfer-Encoding: quoted-printable

<html lang=3D\"hu\"><body><h1>H=C3=ADrlev=C3=A9l</h1>
<a href=3D\"https://helium.example.eu/hu\">Honlap</a><img src=3D\"cid:x@y\">
<a href=3D\"https://news.helium.example.eu/u/q7xH2mVv9bqkJ3Yt0eUo1w8ZrN5sL=
dCa\">Leiratkoz=C3=A1s</a></body></html>

--rel
Content-Type: image/png
Content-Transfer-Encoding: base64
Content-ID: <x@y>

iVBORw0KGgo=

--rel--

--alt--
";

const SIGNATURE: &str = "DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; 
 d=helium.example.eu; s=s1;
 h=from:from:to:to:reply-to:reply-to:subject:subject:date:date:message-id:
 message-id:list-unsubscribe:list-unsubscribe:list-unsubscribe-post:
 list-unsubscribe-post:mime-version:mime-version:content-type:content-type;
 bh=YWJj; b=ZGVm
";

pub(super) fn expected() -> Expected {
    Expected {
        lang: lang("hu"),
        list_id: "news.helium.example.eu".into(),
        last_list_id: None,
        from: Address::parse("news@helium.example.eu").expect("an address"),
        date: "2018-06-28T07:00:04Z".parse().expect("a moment"),
        reader: Some("Takács Pál".into()),
        dkim: Vec::new(),
    }
}

/// The message with one thing changed, on the wire.
fn wire(from: &str, to: &str) -> Vec<u8> {
    assert!(MESSAGE.contains(from), "{from} is not in the message");
    MESSAGE.replacen(from, to, 1).replace('\n', "\r\n").into_bytes()
}

pub(super) fn rules(bytes: &[u8], expected: &Expected) -> Vec<&'static str> {
    let mut rules: Vec<_> = audit(bytes, expected).iter().map(|problem| problem.rule).collect();
    rules.dedup();
    rules
}

#[test]
fn a_list_id_that_is_not_that_of_the_last_mailing_is_told() {
    for (last, rule) in
        [(Some("news.helium.example.org"), &["LST004"][..]), (Some("news.helium.example.eu"), &[])]
    {
        let expected = Expected { last_list_id: last.map(str::to_owned), ..expected() };
        assert_eq!(rules(&wire("From", "From"), &expected), rule, "{last:?}");
    }
}

#[test]
fn a_right_message_passes() {
    assert_eq!(audit(&wire("From", "From"), &expected()), []);
}

/// Rule, what stands there, and what breaks it; `%LONG%` is a line too long.
pub const BROKEN: &[(&str, &str, &str)] = &[
    ("HDR001", "Date: Thu", "Date: Thu, 28 Jun 2018 07:00:04 +0000\nDate: Thu"),
    ("HDR001", "Subject:", "Subject: one\nSubject:"),
    ("HDR002", "=?utf-8?q?HELIUM_h=C3=ADrlev=C3=A9l?= <news", "<news"),
    ("HDR002", "=?utf-8?q?HELIUM_h=C3=ADrlev=C3=A9l?=", "=?utf-8?q?HELIUM=2C_Tak=C3=A1cs_P=C3=A1l?="),
    ("HDR002", "<news@helium.example.eu>", "<news@helium.example.eu>,\n b@example.eu"),
    ("HDR002", "HELIUM_h=", "=F0=9F=8E=89_h="),
    ("HDR002", "<news@helium", "<other@helium"),
    ("HDR003", "Message-ID: <abcdef@helium.example.eu>\n", ""),
    ("HDR003", "<abcdef@helium.example.eu>", "<abcdef@localhost>"),
    ("HDR003", "<abcdef@helium.example.eu>", "<abcdef@nothelium.example.eu>"),
    ("HDR004", "07:00:04", "07:05:05"),
    ("HDR004", "07:00:04", "06:50:03"),
    ("HDR004", "Thu, 28 Jun 2018", "yesterday"),
    ("HDR005", "Precedence", "X-Evil"),
    ("HDR005", "Precedence: bulk", "Precedence"),
    ("HDR005", "gyakorlat", "gyakor=0Alat"),
    ("HDR005", "gyakorlat", "gyakor=E2=80=AElat"),
    ("HDR006", "=?utf-8?q?_gyakorlat?=", "=?utf-8?q?_gyakorl=C3?="),
    ("HDR006", "_gyakorlat", "_gyakorlat_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"),
    ("HDR006", "Precedence: bulk", "Content-Description: =?utf-8?q?a?="),
    ("HDR007", "iVBORw0KGgo=", "%LONG%"),
    ("HDR008", "Honlap", "Honl\u{e1}p"),
    ("HDR009", "Precedence: bulk", "Bcc: b@example.eu"),
    ("HDR009", "Precedence: bulk", "Return-Path: <b@example.eu>"),
    ("LST001", "<https://news", "<mailto:x@y.eu>, <https://news"),
    ("LST001", "<https://news", "<http://news"),
    ("LST001", "q7xH2mVv9bqkJ3Yt0eUo1w8ZrN5sLdCa>", "short>"),
    ("LST001", "q7xH2mVv9bqkJ3Yt0eUo1w8ZrN5sLdCa>", "pal@example.hu/q7xH2mVv9bqkJ3Yt0eUo1w>"),
    ("LST002", "List-Unsubscribe=One-Click", "List-Unsubscribe=one-click"),
    ("LST002", "List-Unsubscribe-Post: List-Unsubscribe=One-Click\n", ""),
    ("LST004", "<news.helium.example.eu>\n", "<other.helium.example.eu>\n"),
    ("LST004", "<news.helium.example.eu>\n", "<news>\n"),
    ("LST007", "Feedback-ID: 2018-06-summer:hu:newsletter:newsheliumexamp\n", ""),
    ("LST007", "2018-06-summer:hu:", "2018-06-summer:"),
    ("LST007", "newsheliumexamp", "news"),
    ("LST007", "newsheliumexamp", "newsheliumexampl"),
    ("LST007", "2018-06-summer:hu", "2018-06-summer:pal@example.hu"),
    ("LST007", "2018-06-summer:hu", "2018-06-summer:pal"),
    ("LST007", "2018-06-summer:hu", "2018-06-summer:abcdef"),
    ("LST007", "2018-06-summer:hu", "2018-06-summer:q7xH2mVv9bqkJ3Yt0eUo1w8ZrN5sLdCa"),
    ("LST006", "dCa\">Leiratkoz", "dCb\">Leiratkoz"),
    ("MIM001", "text/plain; charset=utf-8", "text/plain; charset=us-ascii"),
    ("MIM001", "Content-Transfer-Encoding: quoted-printable", "Content-Transfer-Encoding: 7bit"),
    ("MIM002", "H=C3=ADrlev=C3=A9l</h1>", "Egyebek</h1>"),
    ("MIM002", "https://helium.example.eu/hu\nhttps", "https"),
    ("MIM003", "Content-ID: <x@y>", "Content-ID: <z@y>"),
    ("MIM004", "Content-Language: hu", "Content-Language: en"),
    ("MIM004", "<html lang=3D\"hu\">", "<html>"),
];

#[test]
fn each_rule_finds_the_one_thing_that_was_changed() {
    let long = format!("X-{}", "a".repeat(1000));
    for (rule, from, to) in BROKEN {
        let found = rules(&wire(from, &to.replace("%LONG%", &long)), &expected());
        assert!(found.contains(rule), "{rule}: {from} → {to}: {found:?}");
        let others: Vec<_> = found.iter().filter(|other| *other != rule).collect();
        let follows = matches!(*rule, "LST001" | "LST006" | "MIM001" | "HDR007" | "HDR006" | "HDR008");
        assert!(others.is_empty() || follows, "{rule}: {from} → {to} also says {others:?}");
    }
}

/// Rule, what stands there, and what comes close; `%LONG%` is a value that just fits into its line.
pub const NEAR: &[(&str, &str, &str)] = &[
    ("HDR001", "Precedence: bulk", "List-Post: NO\nList-Owner: <mailto:info@helium.example.eu>"),
    ("HDR002", "=?utf-8?q?HELIUM_h=C3=ADrlev=C3=A9l?=", "\"HELIUM, the newsletter\""),
    ("HDR003", "<abcdef@helium.example.eu>", "<abcdef@mail.helium.example.eu>"),
    ("HDR004", "07:00:04 +0000", "09:04:00 +0200"),
    ("HDR005", "Precedence: bulk", "List-Help: <https://helium.example.eu/help>"),
    ("HDR006", "=?utf-8?q?_gyakorlat?=", "=?UTF-8?Q?_gyakorlat?="),
    ("HDR007", "Precedence: bulk", "List-Help: <https://helium.example.eu/%LONG%>"),
    ("HDR008", "Honlap", "Hon=\nlap"),
    ("HDR009", "Precedence: bulk", "Auto-Submitted: auto-generated"),
    ("LST001", "sLdCa>", "sLdCa>,\n <mailto:leave@helium.example.eu>"),
    ("LST002", "List-Unsubscribe-Post: ", "List-Unsubscribe-Post:"),
    ("LST004", "=?utf-8?q?H=C3=ADrlev=C3=A9l?= <news.", "\"News\" <news."),
    ("LST007", "newsheliumexamp", "newss"),
    ("LST007", "2018-06-summer:hu", "palermo:hu"),
    ("MIM001", "multipart/alternative; boundary=\"alt\"", "multipart/alternative;\n boundary=alt"),
    ("MIM002", "<h1>H=C3=ADrlev=C3=A9l</h1>", "<h1>H=C3=ADR=\nLEV=C3=89L</h1>"),
    ("MIM003", "Content-ID: <x@y>", "Content-Id:\n <x@y>"),
    ("MIM004", "Content-Language: hu", "Content-language:  hu"),
];

#[test]
fn what_only_looks_wrong_passes() {
    let fits = "a".repeat(998 - "List-Help: <https://helium.example.eu/>".len());
    for (rule, from, to) in NEAR {
        let bytes = wire(from, &to.replace("%LONG%", &fits));
        assert_eq!(audit(&bytes, &expected()), [], "{rule}: {from} → {to}");
    }
}

#[test]
fn line_ends_must_be_whole_and_the_last_one_there() {
    let good = wire("From", "From");
    assert_eq!(rules(&good[..good.len() - 2], &expected()), ["HDR008"]);
    let bare = MESSAGE.replace('\n', "\r\n").replacen("Honlap", "Hon\nlap", 1);
    assert_eq!(rules(bare.as_bytes(), &expected()), ["HDR008"]);
}

#[test]
fn http_is_for_loopback_only() {
    let both =
        MESSAGE.replace("https://news.helium.example.eu/u", "http://127.0.0.1:8484/u").replace('\n', "\r\n");
    assert_eq!(audit(both.as_bytes(), &expected()), []);
}

fn signer() -> Signer {
    let pem = new_key(Algorithm::Ed25519).expect("a key");
    Signer::new("helium.example.eu", "s1", pem.expose_secret()).expect("a signer")
}

fn by(signer: &Signer) -> Expected {
    let record = signer.record().expect("a record").value;
    let key = ExpectedKey { domain: "helium.example.eu".into(), selector: "s1".into(), record };
    Expected { dkim: vec![key], ..expected() }
}

#[test]
fn a_signature_is_asked_for_only_where_we_sign_and_must_hold() {
    let signer = signer();
    let now = expected().date;
    let mut bytes = wire("From", "From");
    assert_eq!(rules(&bytes, &by(&signer)), ["LST003", "DKM001"]);
    sign(std::slice::from_ref(&signer), &mut bytes, now).expect("signed");
    assert_eq!(audit(&bytes, &by(&signer)), []);
    assert_eq!(audit(&bytes, &expected()), []);

    let text = String::from_utf8(bytes.clone()).expect("ASCII");
    let changed =
        text.replacen("Precedence: bulk", "Precedence: list", 1).replacen("gyakorlat?=", "gyakorlaT?=", 1);
    assert_eq!(rules(changed.as_bytes(), &by(&signer)), ["DKM001"], "a signed header was changed");
    let other =
        Signer::new("helium.example.eu", "s1", new_key(Algorithm::Ed25519).expect("a key").expose_secret());
    assert_eq!(rules(&bytes, &by(&other.expect("a signer"))), ["DKM001"], "another key");
}

/// Rule, what stands in the signature, and what breaks it.
pub const SIGNED_BROKEN: &[(&str, &str, &str)] = &[
    ("DKM001", "relaxed/relaxed", "simple/simple"),
    ("DKM001", "rsa-sha256", "rsa-sha1"),
    ("DKM001", "bh=", "l=100; bh="),
    ("DKM001", "from:from:", "from:"),
    ("DKM001", "from:from:", "from:from:received:"),
    ("DKM001", "s=s1", "s=s2"),
    ("DKM001", "b=ZGVm", "b="),
    ("LST003", "d=helium.example.eu", "d=example.com"),
    ("LST003", "list-unsubscribe-post:\n list-unsubscribe-post:", "list-id:"),
];

/// What may be changed in a signed message: what relays change, and what is not signed.
pub const SIGNED_NEAR: &[(&str, &str, &str)] = &[
    ("DKM001", "Precedence: bulk", "Precedence: list"),
    ("DKM001", "Subject: ", "SUBJECT:  "),
    ("LST003", "List-Unsubscribe-Post: ", "list-unsubscribe-post: "),
];

#[test]
fn what_a_signature_does_not_hold_may_change() {
    let signer = signer();
    let mut bytes = wire("From", "From");
    sign(std::slice::from_ref(&signer), &mut bytes, expected().date).expect("signed");
    let text = String::from_utf8(bytes).expect("ASCII");
    for (rule, from, to) in SIGNED_NEAR {
        assert!(text.contains(&format!("\r\n{from}")), "{from}");
        let changed = text.replacen(&format!("\r\n{from}"), &format!("\r\n{to}"), 1);
        assert_eq!(audit(changed.as_bytes(), &by(&signer)), [], "{rule}: {from} → {to}");
    }
}

#[test]
fn the_words_of_a_signature_are_read() {
    let expected = by(&signer());
    for (rule, from, to) in SIGNED_BROKEN {
        assert!(SIGNATURE.contains(from), "{from}");
        let bytes = format!("{}{MESSAGE}", SIGNATURE.replacen(from, to, 1)).replace('\n', "\r\n");
        let found = rules(bytes.as_bytes(), &expected);
        assert!(found.contains(rule), "{from} → {to}: {found:?}");
        let what = audit(bytes.as_bytes(), &expected);
        assert!(*rule == "LST003" || !what[0].what.contains("does not hold"), "{from} → {to}: {what:?}");
    }
}

#[test]
fn a_message_turns_unchecked_rules_into_passed_ones() {
    let mut findings = Case::good().findings();
    findings.message(&wire("From", "From"), &expected(), &[]);
    assert!(findings.passed.contains(&"HDR001"));
    assert!(findings.not_checked.iter().any(|one| one.rule == "DKM001"), "no key, no check");
    findings.message(&wire("Precedence: bulk", "Bcc: b@example.eu"), &expected(), &[]);
    findings.message(&wire("From", "From"), &expected(), &[]);
    assert!(!findings.passed.contains(&"HDR009"), "one of three messages was wrong");
}

proptest! {
    #[test]
    fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
        audit(&bytes, &by(&signer()));
    }

    #[test]
    fn no_change_of_a_real_message_makes_it_panic(at in 0..2000_usize, cut in 0..40_usize, put in "[=?<>;:,\"\r\n -]{0,12}|\\PC{0,8}") {
        let mut bytes = wire("From", "From");
        let at = at.min(bytes.len());
        let end = (at + cut).min(bytes.len());
        bytes.splice(at..end, put.into_bytes());
        audit(&bytes, &by(&signer()));
    }

    #[test]
    fn parts_within_parts_end(depth in 0..60_usize) {
        let mut text = String::new();
        for level in 0..depth {
            text.push_str(&format!("Content-Type: multipart/mixed; boundary=b{level}\r\n\r\n--b{level}\r\n"));
        }
        audit(text.as_bytes(), &expected());
    }
}
