//! How long a message takes: filled into a stencil, made from scratch, and signed.
//!
//! `cargo run --release --example bench_compose`

#![allow(clippy::expect_used, clippy::print_stdout, reason = "a program that measures and says so")]

use std::hint::black_box;
use std::sync::Arc;
use std::time::Instant;

use courant::domain::{
    Address, InlinePicture, IssueId, Key, Keys, Lang, Letter, MailingId, Piece, Slot, SlotPlace, SlotWhat,
    Slots, Spliced,
};
use courant::mail::dkim::{Algorithm, Signer, new_key, sign};
use courant::mail::{Addressee, LetterHead, Purpose, Stencil};
use courant::workspace::Workspace;
use jiff::Timestamp;
use secrecy::ExposeSecret as _;

/// Messages a measurement; the best of several is taken, as others may be using the machine.
const MESSAGES: u32 = 2_000;
const ROUNDS: u32 = 7;

fn main() {
    let (settings, _) = Workspace::find(".".as_ref()).expect("the demo workspace").settings();
    let settings = settings.expect("a valid config");
    let letter = letter();
    let head = LetterHead::new(&settings, &letter.lang, &IssueId::parse("2018-06-summer").expect("a name"));
    let head = head.expect("a valid head");
    let stencil = Stencil::new(&letter, &head).expect("a valid letter");
    let keys = Keys {
        address: Key::new([1; 32]),
        unsubscribe: vec![(1, Key::new([2; 32]))],
        verp: Key::new([3; 32]),
        message_id: Key::new([4; 32]),
    };
    let address = Address::parse("pal@pelda.example.hu").expect("an address");
    let slots = Slots([("name".to_owned(), "Takács Pál".to_owned())].into());
    let to = Addressee {
        address: &address,
        name: Some("Takács Pál"),
        key: keys.addr_key(&address),
        slots: &slots,
    };
    let mut out = Vec::new();
    let compose = |stencil: &Stencil, out: &mut Vec<u8>| {
        stencil
            .compose(&to, MailingId([9; 8]), Purpose::Live, Timestamp::UNIX_EPOCH, &keys, out)
            .expect("composed");
    };
    compose(&stencil, &mut out);
    println!("one message: {} octets", out.len());
    let filled = best(MESSAGES, || {
        compose(&stencil, &mut out);
        black_box(&out);
    });
    let scratch = best(MESSAGES / 20, || {
        compose(&Stencil::new(&letter, &head).expect("a valid letter"), &mut out);
        black_box(&out);
    });
    println!("filled into a stencil: {filled:>9.0} ns");
    println!("made from scratch:     {scratch:>9.0} ns, {:.0} times as long", scratch / filled);
    for algorithm in [Algorithm::Rsa, Algorithm::Ed25519] {
        let pem = new_key(algorithm).expect("a key");
        let signer = [Signer::new("example.eu", "s", pem.expose_secret()).expect("a signer")];
        let signed = best(MESSAGES / 10, || {
            compose(&stencil, &mut out);
            sign(&signer, &mut out, Timestamp::UNIX_EPOCH).expect("signed");
            black_box(&out);
        });
        println!("filled and signed:     {signed:>9.0} ns with {}", algorithm.tag());
    }
}

/// Nanoseconds each, in the best round.
fn best(times: u32, mut deed: impl FnMut()) -> f64 {
    let round = |deed: &mut dyn FnMut()| {
        let start = Instant::now();
        (0..times).for_each(|_| deed());
        start.elapsed().as_secs_f64() * 1e9 / f64::from(times)
    };
    (0..ROUNDS).map(|_| round(&mut deed)).fold(f64::INFINITY, f64::min)
}

/// Some 30 kB on the wire: Hungarian text and HTML, one small picture, the slots that letters have.
fn letter() -> Letter {
    let prose =
        "A partnerek negyvenhárom jó gyakorlatot gyűjtöttek össze a tavaszi látogatásokon. ".repeat(45);
    let cells =
        "<tr><td style=\"padding:0 0 16px 0;font-family:Verdana,Arial\">Új időpont</td></tr>\n".repeat(130);
    let slot = |what, place| Piece::Slot(Slot { what, place });
    let name =
        |place| slot(SlotWhat::Field { name: "name".to_owned(), fallback: "olvasó".to_owned() }, place);
    let text = vec![
        Piece::Fixed("Szia, ".to_owned()),
        name(SlotPlace::Plain),
        Piece::Fixed(format!("!\n\n{prose}\n")),
        slot(SlotWhat::Unsubscribe, SlotPlace::Plain),
        Piece::Fixed("\n".to_owned()),
    ];
    let html = vec![
        Piece::Fixed("<html lang=\"hu\"><body><p>Szia, ".to_owned()),
        name(SlotPlace::Html),
        Piece::Fixed(format!("!</p><p>{prose}</p><table>{cells}</table><img src=\"cid:logo@x\"><a href=\"")),
        slot(SlotWhat::Unsubscribe, SlotPlace::Attribute),
        Piece::Fixed("\">Leiratkozás</a></body></html>\n".to_owned()),
    ];
    let logo = InlinePicture {
        cid: "logo".to_owned(),
        file_name: "logo.png".to_owned(),
        mime: "image/png".to_owned(),
        bytes: Arc::from([0xa5; 4000].as_slice()),
    };
    Letter {
        lang: Lang::parse("hu").expect("a tag"),
        subject: Spliced::fixed("HELIUM hírlevél: 43 jó gyakorlat és egy időpont"),
        html: Spliced { pieces: html },
        text: Spliced { pieces: text },
        pictures: vec![logo],
        calendar: Vec::new(),
        lent: std::collections::BTreeMap::new(),
    }
}
