//! Letters: what stands in their HTML and text, of a small newsletter and of the demo.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use courant::desk::press::{Pressed, press};
use courant::domain::{Lang, Letter, Piece, Slot, SlotPlace, SlotWhat, Spliced};
use courant::locale::Catalogue;
use courant::render::{Templates, text_preview};
use courant::workspace::Workspace;
use scraper::{Html, Selector};
use unicode_width::UnicodeWidthStr as _;

fn lang(tag: &str) -> Lang {
    Lang::parse(tag).expect("a tag")
}

fn pressed(folder: &str, issue: &str) -> Pressed {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let workspace = Workspace::open(&root).expect("a workspace");
    press(&workspace, &workspace.find_issue(issue).expect("an issue"), None).expect("readable files")
}

fn bulletin() -> Pressed {
    pressed("tests/it/fixtures/bulletin", "2026-10")
}

fn demo() -> BTreeMap<Lang, Letter> {
    pressed(".", "2018-06").letters
}

/// The letter as a reader without any fields gets it; slots in angle quotes.
fn shown(spliced: &Spliced) -> String {
    spliced.fill(|slot| match &slot.what {
        SlotWhat::Field { fallback, .. } => fallback.clone(),
        SlotWhat::Unsubscribe => "https://unsubscribe.example.eu/u/1".to_owned(),
        SlotWhat::Reason => "You asked for it.".to_owned(),
    })
}

#[test]
fn a_letter_looks_like_this() {
    let pressed = bulletin();
    let blocking: Vec<_> = pressed.problems.iter().filter(|problem| problem.blocks()).collect();
    assert!(blocking.is_empty(), "{blocking:#?}");
    for letter in pressed.letters.values() {
        insta::assert_snapshot!(format!("letter-{}.html", letter.lang), shown(&letter.html));
        insta::assert_snapshot!(format!("letter-{}.txt", letter.lang), shown(&letter.text));
    }
}

#[test]
fn a_section_reads_beside_its_editor_as_in_the_text_of_the_letter() {
    let templates = Templates::compile(&BTreeMap::new()).0.expect("the built-in templates");
    let mut events = 0;
    for pressed in [pressed(".", "2018-06"), bulletin()] {
        for (lang, letter) in &pressed.letters {
            let text = without_calendars(&shown(&letter.text), templates.catalogue(lang).expect("strings"));
            let mut rest = text.as_str();
            for (at, section) in pressed.issue.sections_for(lang).enumerate() {
                let preview = text_preview(Some(&templates), &pressed.issue, lang, section, 72).join("\n");
                let (before, behind) = rest.split_once(&preview).unwrap_or_else(|| {
                    panic!("{lang} {}: {preview}\nis not in\n{rest}", section.id);
                });
                assert!(at == 0 || before.trim().is_empty(), "{lang}: {before} is in no preview");
                rest = behind;
                events += usize::from(section.event.is_some());
            }
            assert!(rest.trim_start().starts_with("----"), "{lang}: {rest} is in no preview");
        }
    }
    assert!(events >= 5, "only {events} events were seen");
}

/// The text without the links to calendars, which are for readers and not shown to whoever writes.
fn without_calendars(text: &str, strings: &Catalogue) -> String {
    let label = strings.text("calendar-add", &[]).expect("the words");
    let mut inside = false;
    let kept = text.split('\n').filter(|line| {
        inside = (inside && !line.is_empty()) || *line == label;
        !inside
    });
    kept.collect::<Vec<_>>().join("\n")
}

#[test]
fn each_slot_knows_the_place_it_stands_in() {
    let pressed = bulletin();
    let letter = &pressed.letters[&lang("en")];
    let places = |spliced: &Spliced, wanted: &SlotWhat| -> BTreeSet<String> {
        let found = spliced.slots().filter(|slot| slot.what == *wanted);
        found.map(|slot| format!("{:?}", slot.place)).collect()
    };
    let set = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<BTreeSet<_>>();
    let neighbours = SlotWhat::Field { name: "name".into(), fallback: "Neighbours".into() };
    assert_eq!(places(&letter.subject, &neighbours), set(&["Header"]));
    assert_eq!(places(&letter.html, &neighbours), set(&["Attribute", "Html"]), "label and title");
    assert_eq!(places(&letter.html, &SlotWhat::Unsubscribe), set(&["Attribute"]));
    assert_eq!(places(&letter.text, &SlotWhat::Unsubscribe), set(&["Plain"]));
    assert_eq!(places(&letter.html, &SlotWhat::Reason), set(&["Html"]));
    let marks = |piece: &Piece| matches!(piece, Piece::Fixed(text) if text.contains('\u{e000}'));
    assert!(!letter.html.pieces.iter().any(marks), "no mark is left over");
}

#[test]
fn what_a_reader_is_called_can_not_become_markup() {
    let pressed = bulletin();
    let letter = &pressed.letters[&lang("en")];
    let nasty = "\"><script>alert(1)</script>";
    let html = letter.html.fill(|slot: &Slot| match (&slot.what, slot.place) {
        (SlotWhat::Field { .. }, SlotPlace::Html | SlotPlace::Attribute) => nasty.to_owned(),
        _ => "https://x.example.eu".to_owned(),
    });
    let page = Html::parse_document(&html);
    assert_eq!(page.select(&Selector::parse("script").expect("a selector")).count(), 0);
    assert!(html.contains("&lt;script&gt;"));
}

#[test]
fn every_demo_letter_keeps_the_rules_of_html_mail() {
    let letters = demo();
    assert_eq!(letters.len(), 5);
    for (lang, letter) in &letters {
        let html = shown(&letter.html);
        assert!(html.len() < 100_000, "{lang}: {} bytes", html.len());
        assert!(html.starts_with("<!DOCTYPE html>"), "{lang}");
        assert_eq!(html.matches("<!--[if mso]>").count(), html.matches("<![endif]-->").count(), "{lang}");
        assert!(!html.contains("<![if") && !html.contains("&#x3D;"), "{lang}");
        let page = Html::parse_document(&html);
        let all = |css: &str| -> Vec<scraper::ElementRef<'_>> {
            page.select(&Selector::parse(css).expect("a selector")).collect()
        };
        assert_eq!(all("h1").len(), 1, "{lang}");
        assert_eq!(all("h2").len(), 5, "{lang}");
        assert_eq!(all("script, form, iframe, link, base").len(), 0, "{lang}");
        for element in all("html, body > *") {
            assert_eq!(element.value().attr("lang"), Some(lang.as_str()));
            assert_eq!(element.value().attr("dir"), Some("ltr"));
        }
        for table in all("table") {
            let data = table.value().classes().any(|class| class == "data");
            assert!(data || table.value().attr("role") == Some("presentation"), "{lang}");
        }
        for image in all("img") {
            let value = |name: &str| image.value().attr(name).map(str::to_owned);
            let src = value("src").expect("a source");
            let cid = src.strip_prefix("cid:").and_then(|cid| cid.split_once('@')).expect("a cid");
            assert_eq!(cid.1, "helium.example.eu");
            assert!(letter.pictures.iter().any(|picture| picture.cid == cid.0), "{lang}: {src}");
            assert!(value("alt").is_some_and(|alt| !alt.is_empty()), "{lang}: {src}");
            assert!(value("width").is_some_and(|width| width.parse::<u32>().is_ok_and(|w| w <= 520)));
        }
        for picture in &letter.pictures {
            assert!(html.contains(&format!("cid:{}@", picture.cid)), "{lang}: {} is not shown", picture.cid);
        }
        let emblem = all(".emblem-picture")[0].value().attr("height").and_then(|h| h.parse::<u32>().ok());
        let largest = all(".plate").iter().filter_map(|logo| logo.value().attr("height")?.parse().ok()).max();
        assert!(emblem >= largest, "{lang}: the emblem is {emblem:?}, another logo {largest:?}");
    }
}

#[test]
fn the_text_says_what_the_html_says() {
    for (lang, letter) in demo() {
        let (html, text) = (shown(&letter.html), shown(&letter.text));
        let page = Html::parse_document(&html);
        let flat = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        let words = flat(&text);
        for element in page.select(&Selector::parse("h1, h2, h3, p, li").expect("a selector")) {
            if element.select(&Selector::parse("a, img, br").expect("a selector")).next().is_some() {
                continue;
            }
            let said = flat(&element.text().collect::<String>());
            assert!(words.contains(said.trim_end_matches(" · HELIUM")), "{lang}: {said:?}");
        }
        for link in page.select(&Selector::parse("a[href]").expect("a selector")) {
            let address = link.value().attr("href").unwrap_or_default();
            let address = address.strip_prefix("mailto:").unwrap_or(address);
            assert!(text.contains(address), "{lang}: {address}");
        }
        for line in text.lines() {
            assert_eq!(line, line.trim_end(), "{lang}");
            assert!(line.width() <= 72 || !line.contains(' '), "{lang}: {line}");
            assert!(!line.starts_with("From "), "{lang}");
        }
    }
}

#[test]
fn facts_are_printed_in_the_language_of_the_edition() {
    let letters = demo();
    let table = [
        ("en", "Thursday, 25 October 2018", "European Regional Development Fund"),
        ("hu", "2018. október 25., csütörtök", "Európai Regionális Fejlesztési Alap"),
        ("sv", "torsdag 25 oktober 2018", "Europeiska regionala utvecklingsfonden"),
        ("nb", "torsdag 25. oktober 2018", "Det europeiske regionale utviklingsfond"),
        ("nl", "donderdag 25 oktober 2018", "Europees Fonds voor Regionale Ontwikkeling"),
    ];
    for (tag, date, fund) in table {
        let letter = &letters[&lang(tag)];
        for text in [shown(&letter.html), shown(&letter.text)] {
            assert!(text.contains(date), "{tag}: {date}");
            assert!(text.contains(fund), "{tag}: {fund}");
        }
    }
}

#[test]
fn the_same_files_give_the_same_letter() {
    assert_eq!(demo(), demo());
}
