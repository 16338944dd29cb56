//! What goes out comes back, whatever a translation tool did to it.

use proptest::prelude::*;

use super::*;
use crate::domain::translation::{Field, Passage, TextHash};
use crate::domain::{IssueId, Lang};
use crate::workspace::bitext::texts::paragraphs;
use crate::workspace::bitext::{Bitext, BitextPassage, Row, SegmentState};

fn lang(tag: &str) -> Lang {
    Lang::parse(tag).expect("a tag")
}

fn row(field: Field, source: &str, target: Option<&str>, state: SegmentState, more: Option<&str>) -> Row {
    let owned = |text: &str| text.to_owned();
    Row {
        field,
        source: source.to_owned(),
        target: target.map(owned),
        state,
        more: more.map(owned),
        source_was: None,
    }
}

fn whole(remarks: Vec<String>, rows: Vec<Row>) -> Bitext {
    let passage = BitextPassage {
        passage: Passage::parse("one").expect("a name"),
        name: "Save \"the\" date".to_owned(),
        target_was: Some(TextHash::of("x")),
        remarks,
        rows,
    };
    let issue = IssueId::parse("2018-06-summer").expect("a name");
    Bitext { issue, source: lang("en"), target: lang("nl-BE"), passages: vec![passage] }
}

proptest! {
    #[test]
    fn what_goes_out_comes_back(
        source in r#"[a-zé<&>"'\]\[\u{7}*{}| ]([a-z<&>\u{1}\t ]|\n){0,30}[a-z]"#,
        target in proptest::option::of(r#"[a-zé<&>"']([a-z<&> ]|\n){0,30}[a-z]"#),
        at in 0..4_usize,
        more in proptest::option::of("stale|machine"),
        remarks in proptest::collection::btree_set(r#"[a-z<&>"]{1,9}"#, 0..3),
    ) {
        // A paragraph without a word has nothing to translate, and none of its target can be missing.
        prop_assume!(paragraphs(&source).iter().step_by(2).all(|part| !part.trim().is_empty()));
        prop_assume!(target.iter().all(|text| paragraphs(text).iter().step_by(2).all(|part| !part.trim().is_empty())));
        let rows = vec![
            row(Field::Heading, "Heading", target.as_ref().map(|_| "Kop"), SegmentState::ALL[at], more.as_deref()),
            row(Field::Body, &source, target.as_deref(), SegmentState::ALL[at], more.as_deref()),
        ];
        let xliff = whole(remarks.into_iter().collect(), rows);
        let written = write(&xliff);
        prop_assert_eq!(read(&written), Ok((xliff, Vec::new())), "{}", written);
    }
}

#[test]
fn paragraphs_are_segments_where_both_languages_have_as_many() {
    let count = |target| {
        let rows = vec![row(Field::Body, "a\n\nb", target, SegmentState::Translated, None)];
        write(&whole(Vec::new(), rows)).matches("<segment").count()
    };
    assert_eq!((count(None), count(Some("c\n\nd")), count(Some("c"))), (2, 2, 1));
}

#[test]
fn what_a_tool_did_to_it_is_understood_or_named_with_its_line() {
    let rows = vec![row(Field::Body, "a\n\nb", Some("c\n\nd"), SegmentState::Translated, Some("stale"))];
    let text = write(&whole(Vec::new(), rows));
    let of = |from: &str, to: &str| {
        assert!(text.contains(from), "{from} in {text}");
        read(&text.replacen(from, to, 1)).map(|(xliff, strange)| {
            let strange: Vec<String> = strange.iter().map(ToString::to_string).collect();
            (xliff.passages.into_iter().next().map(|one| one.rows), strange.join("; "))
        })
    };
    let body = |from: &str, to: &str| of(from, to).map(|(rows, _)| rows.expect("a passage")[0].clone());
    let is = |target: Option<&str>, state, more| Ok(row(Field::Body, "a\n\nb", target, state, more));
    let translated = SegmentState::Translated;
    for (from, to, target, state, more) in [
        (">c</target>", "><pc id=\"1\">c</pc></target>", Some("c\n\nd"), translated, Some("stale")),
        (">c</target>", "><mrk id=\"1\">c</mrk>!</target>", Some("c!\n\nd"), translated, Some("stale")),
        ("<target xml:space=\"preserve\">d</target>", "", None, translated, Some("stale")),
        (" state=\"translated\" subState=\"courant:stale\"", "", Some("c\n\nd"), SegmentState::Initial, None),
        (" subState=\"courant:stale\"", "", Some("c\n\nd"), translated, None),
    ] {
        assert_eq!(body(from, to), is(target, state, more), "{to}");
    }
    for (from, to, said) in [
        ("one.body", "two.text", "line 6: the unit \"two.text\" is not of this issue"),
        (">c</target>", ">c<ph id=\"1\"/></target>", "\"one.body\" holds a mark (<ph>)"),
    ] {
        let (rows, strange) = of(from, to).expect("a file");
        assert!(rows.is_none() && strange.contains(said), "{strange}");
    }
    for (from, to, said) in [
        ("</file>", "", "it is not XML: "),
        ("document:2.0", "document:1.2", "it is not XLIFF 2.0 but <xliff> 2.0"),
        ("srcLang=\"en\"", "srcLang=\"english\"", "line 2: srcLang is no language"),
        ("<file id=\"2018-06-summer\"", "<file id=\"../x\"", "line 3: the id of <file> is no issue"),
        ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>", "<!DOCTYPE x [<!ENTITY a \"b\">]>", "it is not XML: "),
    ] {
        let error = of(from, to).expect_err(to).to_string();
        assert!(error.starts_with(said), "{error}");
    }
}
