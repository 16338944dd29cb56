//! What goes out comes back, whatever a word processor or a person did to it; and no file can do harm.

use std::io::{Cursor, Write as _};

use proptest::prelude::*;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::styles::{CONTENT_TYPES, RELATIONS_OF_DOCUMENT, TOP_RELATIONS};
use super::*;
use crate::domain::translation::{Field, Passage, TextHash};
use crate::domain::{IssueId, Lang};
use crate::workspace::bitext::{Bitext, BitextPassage, Row, SegmentState};

fn lang(tag: &str) -> Lang {
    Lang::parse(tag).expect("a tag")
}

/// As it comes back: every state is the same.
fn row(field: Field, source: &str, target: Option<&str>) -> Row {
    Row {
        field,
        source: source.to_owned(),
        target: target.map(str::to_owned),
        state: SegmentState::Translated,
        more: Some("written".to_owned()),
        source_was: Some(TextHash::of(source)),
    }
}

fn whole(rows: Vec<Row>) -> Bitext {
    let passage = BitextPassage {
        passage: Passage::parse("fair").expect("a name"),
        name: String::new(),
        target_was: Some(TextHash::of("x")),
        remarks: Vec::new(),
        rows,
    };
    let issue = IssueId::parse("2018-06-summer").expect("a name");
    Bitext { issue, source: lang("en"), target: lang("nl-BE"), passages: vec![passage] }
}

fn usual() -> Bitext {
    whole(vec![
        row(Field::Heading, "The fair", Some("De beurs")),
        row(Field::Body, "Dear reader,\n\ncome & see", Some("Beste lezer,\n\nkom & kijk")),
    ])
}

fn packed(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        archive.start_file(*name, SimpleFileOptions::default()).expect("a file");
        archive.write_all(bytes).expect("room");
    }
    archive.finish().expect("an end").into_inner()
}

/// The XML of the usual document.
fn document() -> String {
    let bytes = write(&usual(), "Summer").expect("a document");
    package::open(&bytes).expect("a package").document.text
}

/// With this document in it, and what lies beside.
fn repacked(document: &str, beside: &[(&str, &str)]) -> Vec<u8> {
    let mut files = vec![
        ("[Content_Types].xml", CONTENT_TYPES.as_bytes()),
        ("_rels/.rels", TOP_RELATIONS.as_bytes()),
        ("word/document.xml", document.as_bytes()),
    ];
    files.extend(beside.iter().map(|(name, text)| (*name, text.as_bytes())));
    if beside.iter().all(|(name, _)| *name != "word/_rels/document.xml.rels") {
        files.push(("word/_rels/document.xml.rels", RELATIONS_OF_DOCUMENT.as_bytes()));
    }
    packed(&files)
}

/// The usual document after these words of its XML were replaced: the passage, and what is said of rows.
fn edited(changes: &[(&str, &str)], beside: &[(&str, &str)]) -> (BitextPassage, String) {
    let mut text = document();
    for (from, to) in changes {
        assert!(text.contains(from), "{from} in {text}");
        text = text.replacen(from, to, 1);
    }
    let (bitext, strange) = read(&repacked(&text, beside)).expect("a document");
    let strange: Vec<String> = strange.iter().map(ToString::to_string).collect();
    (bitext.passages[0].clone(), strange.join("; "))
}

fn targets(passage: &BitextPassage) -> Vec<&str> {
    passage.rows.iter().map(|row| row.target.as_deref().unwrap_or("-")).collect()
}

const HEADING: &str = "<w:r><w:t xml:space=\"preserve\">De beurs</w:t></w:r>";
const BODY: &str = "<w:r><w:t xml:space=\"preserve\">kom &amp; kijk</w:t></w:r>";

/// From the grey line of a row to its end.
fn row_of(name: &str) -> String {
    let text = document();
    let at = text.find(name).expect(name);
    let (from, to) =
        (text[..at].rfind("<w:tr>").expect("a row"), text[at..].find("</w:tr>").expect("its end"));
    text[from..at + to + "</w:tr>".len()].to_owned()
}

proptest! {
    #[test]
    fn what_goes_out_comes_back(
        source in r#"[a-zé<&>"'\]{}|]([a-z<&>“ ]|\n){0,30}[a-z]"#,
        target in proptest::option::of(r#"[a-zé<&>"']([a-z<&> ]|\n){0,30}[a-z]"#),
    ) {
        let bitext = whole(vec![
            row(Field::Heading, "Heading", target.as_ref().map(|_| "Kop")),
            row(Field::Body, &source, target.as_deref()),
        ]);
        let (back, strange) = read(&write(&bitext, "Summer").expect("a document")).expect("a document");
        prop_assert_eq!(strange, Vec::new());
        let hash = |text: &String| TextHash::of(text);
        let (own, came) = (&bitext.passages[0], &back.passages[0]);
        prop_assert_eq!(&own.target_was, &came.target_was);
        for (own, came) in own.rows.iter().zip(&came.rows) {
            prop_assert_eq!(own.target.as_ref().map(hash), came.target.as_ref().map(hash));
            prop_assert_eq!((hash(&own.source), &own.source_was), (hash(&came.source), &came.source_was));
        }
    }

    #[test]
    fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..600), at in 0..3000_usize, as_xml in any::<bool>()) {
        _ = read(&bytes);
        _ = read(&[b"PK\x03\x04".as_slice(), &bytes].concat());
        _ = read(&[b"\xd0\xcf\x11\xe0".as_slice(), &bytes].concat());
        let mut whole = if as_xml { document().into_bytes() } else { write(&usual(), "Summer").expect("a document") };
        let from = at % whole.len();
        for (old, new) in whole[from..].iter_mut().zip(bytes.iter().take(9)) {
            *old = *new;
        }
        if as_xml {
            whole = packed(&[("_rels/.rels", TOP_RELATIONS.as_bytes()), ("word/document.xml", &whole)]);
        }
        _ = read(&whole);
    }
}

#[test]
fn the_same_texts_give_the_same_bytes() {
    assert_eq!(write(&usual(), "Summer").ok(), write(&usual(), "Summer").ok());
}

#[test]
fn what_word_makes_of_a_cell_is_read_as_it_is_seen_once_all_changes_are_accepted() {
    let split = "<w:proofErr w:type=\"spellStart\"/><w:r w:rsidR=\"00A1\"><w:t>kom</w:t></w:r><w:bookmarkStart w:id=\"0\" w:name=\"_GoBack\"/>\
        <w:r><w:t xml:space=\"preserve\"> &amp; </w:t></w:r><w:r><w:lastRenderedPageBreak/><w:t>kijk</w:t></w:r>";
    let tracked = "<w:ins w:id=\"1\" w:author=\"J\"><w:r><w:t xml:space=\"preserve\">Nu: </w:t></w:r></w:ins><w:del w:id=\"2\" w:author=\"J\">\
        <w:r><w:delText>oud</w:delText></w:r></w:del><w:moveFrom w:id=\"3\"><w:r><w:t>weg</w:t></w:r></w:moveFrom><w:moveTo w:id=\"4\"><w:r><w:t>hier</w:t></w:r></w:moveTo>";
    let formatted = "<w:r><w:t xml:space=\"preserve\">kom </w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>ook</w:t></w:r><w:r><w:rPr><w:b w:val=\"0\"/><w:i/></w:rPr>\
        <w:t xml:space=\"preserve\"> jij</w:t></w:r><w:r><w:br/><w:t>of niet</w:t></w:r>";
    let sdt =
        format!("<w:sdt><w:sdtPr><w:tag w:val=\"x\"/></w:sdtPr><w:sdtContent>{BODY}</w:sdtContent></w:sdt>");
    let pasted = "<w:r><w:t>«kom»\u{a0}“kijk”</w:t><w:noBreakHyphen/><w:softHyphen/><w:tab/><w:t>{{name|“jij”}}</w:t><w:drawing><w:txbxContent><w:p><w:r><w:t>beeld</w:t></w:r></w:p></w:txbxContent></w:drawing></w:r>";
    for (to, expected) in [
        (split, "kom & kijk"),
        (tracked, "Nu: hier"),
        (formatted, "kom **ook** *jij*\nof niet"),
        (&sdt, "kom & kijk"),
        (pasted, "«kom»\u{a0}“kijk”\u{2011}\t{{name|\"jij\"}}"),
    ] {
        let (passage, strange) = edited(&[(BODY, to)], &[]);
        let expected = format!("Beste lezer,\n\n{expected}");
        assert_eq!((targets(&passage), strange.as_str()), (vec!["De beurs", expected.as_str()], ""));
    }
    // A paragraph's end that was taken out joins it with the next.
    let joined = "Beste lezer,</w:t></w:r></w:p>";
    let mark =
        "<w:p><w:pPr><w:pStyle w:val=\"Translation\"/></w:pPr><w:r><w:t xml:space=\"preserve\">Beste lezer,";
    let gone = mark.replace("</w:pPr>", "<w:rPr><w:del w:id=\"9\"/></w:rPr></w:pPr>");
    assert!(document().contains(joined));
    assert_eq!(targets(&edited(&[(mark, &gone)], &[]).0)[1], "Beste lezer,kom & kijk");
    let strict = document().replace(WORDS, "http://purl.oclc.org/ooxml/wordprocessingml/main");
    let (back, _) = read(&repacked(&strict, &[])).expect("a document");
    assert_eq!(targets(&back.passages[0]), ["De beurs", "Beste lezer,\n\nkom & kijk"]);
}

/// A document that `write` had written, changed with tracked changes, opened in LibreOffice 7.4 and saved.
#[test]
fn what_libreoffice_saves_is_read() {
    let (bitext, strange) =
        read(include_bytes!("../../../../tests/data/docx/libreoffice.docx")).expect("a document");
    assert_eq!(strange, []);
    assert_eq!(
        (bitext.issue.as_str(), bitext.source.as_str(), bitext.target.as_str()),
        ("2018-06-summer", "en", "nl")
    );
    let rows: Vec<usize> = bitext.passages.iter().map(|passage| passage.rows.len()).collect();
    assert_eq!(rows, [3, 2, 2, 2]);
    let stand = &bitext.passages[1];
    assert_eq!(stand.rows[0].target.as_deref(), Some("Zo ver zijn wij & zij"));
    let body = stand.rows[1].target.as_deref().unwrap_or_default();
    assert!(body.starts_with("Beste {{name|lezer}}, **welkom**!\n\nDe HELIUM-partners"), "{body}");
    assert!(body.contains("\n\n- Liverpool\n- Porto\n- Vlaanderen"), "{body}");
    assert_eq!(stand.remarks, ["Is “road” meant?"]);
    let kept = |row: &Row| row.source_was == Some(TextHash::of(&row.source));
    assert!(bitext.passages.iter().flat_map(|passage| &passage.rows).all(kept));
}

#[test]
fn lists_links_and_comments_that_word_made_are_understood() {
    let relations = format!(
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
         <Relationship Id=\"rId7\" Type=\"{RELATIONS}/hyperlink\" Target=\"https://helium.example.eu/nl\" TargetMode=\"External\"/>\
         <Relationship Id=\"rId8\" Type=\"{RELATIONS}/comments\" Target=\"comments.xml\"/>\
         <Relationship Id=\"rId9\" Type=\"{RELATIONS}/numbering\" Target=\"/word/numbering.xml\"/></Relationships>"
    );
    let comments = format!(
        "<w:comments xmlns:w=\"{WORDS}\"><w:comment w:id=\"3\" w:author=\"Joost\"><w:p><w:r><w:t>Welke beurs?</w:t></w:r></w:p></w:comment></w:comments>"
    );
    let numbering = format!(
        "<w:numbering xmlns:w=\"{WORDS}\"><w:abstractNum w:abstractNumId=\"5\"><w:lvl w:ilvl=\"0\"><w:numFmt w:val=\"decimal\"/></w:lvl></w:abstractNum>\
         <w:num w:numId=\"2\"><w:abstractNumId w:val=\"5\"/></w:num></w:numbering>"
    );
    let beside = [
        ("word/_rels/document.xml.rels", relations.as_str()),
        ("word/comments.xml", &comments),
        ("word/numbering.xml", &numbering),
    ];
    let item = |list: &str, text: &str| {
        format!(
            "</w:p><w:p><w:pPr><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"{list}\"/></w:numPr></w:pPr><w:r><w:t>{text}</w:t></w:r>"
        )
    };
    let link = "<w:hyperlink xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" r:id=\"rId7\"><w:r><w:t>onze site</w:t></w:r></w:hyperlink>";
    let to = format!("{link}{}{}{}", item("1", "Porto"), item("1", "Liverpool"), item("2", "Eerst"));
    let commented = HEADING.replace("</w:r>", "<w:commentReference w:id=\"3\"/></w:r>");
    let (passage, strange) = edited(&[(BODY, &to), (HEADING, &commented)], &beside);
    let body = "Beste lezer,\n\n[onze site](https://helium.example.eu/nl)\n\n- Porto\n- Liverpool\n1. Eerst";
    assert_eq!((targets(&passage)[1], strange.as_str()), (body, ""));
    assert_eq!(passage.remarks, ["Welke beurs?"]);
}

#[test]
fn rows_that_do_not_match_are_named_with_what_to_do() {
    let body = row_of("fair.body");
    let heading = row_of("fair.heading");
    let remarks = row_of("fair.remarks");
    let (passage, strange) = edited(&[(&body, "")], &[]);
    assert_eq!(
        (targets(&passage), strange.as_str()),
        (vec!["De beurs", "-"], "1 of the 2 rows of \"fair\" are not in it any more")
    );
    let tracked = body.replacen("<w:tr>", "<w:tr><w:trPr><w:del w:id=\"1\"/></w:trPr>", 1);
    assert_eq!(edited(&[(&body, &tracked)], &[]).1, "1 of the 2 rows of \"fair\" are not in it any more");
    let (passage, strange) = edited(&[(&body, &format!("{body}{body}"))], &[]);
    assert_eq!(
        (passage.rows.len(), strange.as_str()),
        (2, "row 5: \"fair.body\" stands in it twice; only the first of them counts")
    );
    let moved = edited(&[(&body, ""), (&heading, &format!("{body}{heading}"))], &[]);
    assert_eq!((moved.0.rows.len(), moved.1.as_str()), (2, ""), "rows may be moved");
    for (from, to, said) in [
        ("fair.body", "fear.text", "row 4: \"fear.text\" is not of this issue"),
        ("fair.body 2", "", "row 4 (\"Beste lezer, kom & kijk\") has no small grey line"),
        ("come &amp; see", "come and see", "row 4: the left-hand text of \"fair.body\" was changed"),
        (
            &body,
            &body.replace("</w:tc><w:tc>", "<w:p/>").replacen("<w:p/><w:tcPr>", "<w:tcPr>", 1),
            "row 4: \"fair.body\" has no right-hand column any more",
        ),
    ] {
        let (_, strange) = edited(&[(from, to)], &[]);
        assert!(strange.starts_with(said), "{strange}");
    }
    let whole = [heading.as_str(), &body, &remarks].map(|row| (row, ""));
    let text = whole.iter().fold(document(), |text, (from, to)| text.replacen(from, to, 1));
    let (back, strange) = read(&repacked(&text, &[])).expect("a document");
    assert_eq!((back.passages, strange), (vec![], vec![DocxError::Gone { passage: "fair".to_owned() }]));
}

#[test]
fn remarks_are_kept_from_their_row_and_from_a_column_that_was_added() {
    let remarks = row_of("fair.remarks");
    let empty = "<w:p><w:pPr><w:pStyle w:val=\"Translation\"/></w:pPr></w:p>";
    let said = |text: &str| format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>");
    let written = remarks.replacen(empty, &format!("{}{}", said("Eén."), said("Twee.")), 1);
    let third = HEADING.to_owned() + "</w:p></w:tc><w:tc>" + &said("Kop te lang?") + "<w:p>";
    let (passage, strange) = edited(&[(&remarks, &written), (HEADING, &third)], &[]);
    assert_eq!(
        (passage.remarks.as_slice(), strange.as_str()),
        (["Kop te lang?".to_owned(), "Eén.\n\nTwee.".to_owned()].as_slice(), "")
    );
}

#[test]
fn what_is_no_document_of_ours_is_refused_with_what_to_do() {
    let good = write(&usual(), "Summer").expect("a document");
    let words: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let compound = |more: &[u8]| [b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".as_slice(), more].concat();
    let mut locked = good.clone();
    // The bit that says "encrypted", in the first local header and in the first of the directory.
    let directory = locked.windows(4).position(|part| part == b"PK\x01\x02").expect("a directory");
    locked[6] |= 1;
    locked[directory + 8] |= 1;
    let no_table = document().replace("w:tbl>", "w:sdt>");
    let doctype = document().replacen("<w:document", "<!DOCTYPE a [<!ENTITY b \"c\">]><w:document", 1);
    let external = TOP_RELATIONS.replace(
        "Target=\"word/document.xml\"",
        "Target=\"http://127.0.0.1/word/document.xml\" TargetMode=\"External\"",
    );
    let external = packed(&[("_rels/.rels", external.as_bytes()), ("word/other.xml", b"<a/>")]);
    for (bytes, said) in [
        (b"{\\rtf1}".to_vec(), "it is not a Word document"),
        (Vec::new(), "it is not a Word document"),
        (compound(b"WordDocument"), "an older Word (.doc)"),
        (compound(&words), "protected with a password"),
        (locked, "protected with a password"),
        (good[..good.len() / 2].to_vec(), "its end is missing"),
        (packed(&[("content.xml", b"<a/>")]), "one of LibreOffice (.odt)"),
        (packed(&[("readme.txt", b"hi")]), "a ZIP file with something else in it"),
        (external, "a ZIP file with something else in it"),
        (repacked("<workbook/>", &[]), "a file with <workbook>"),
        (repacked(&no_table, &[]), "there is no table in it"),
        (
            repacked(&document().replacen("courant", "current", 1), &[]),
            "no row of its table says of which issue it is",
        ),
        (repacked("<w:document", &[]), "word/document.xml in it is damaged"),
        (repacked(&doctype, &[]), "word/document.xml in it is damaged: "),
    ] {
        let error = read(&bytes).expect_err(said);
        assert!(error.to_string().contains(said) && !error.remedy().is_empty(), "{said}: {error}");
    }
}

#[test]
fn what_unpacks_to_too_much_is_refused_before_it_is_unpacked() {
    let spaces = vec![b' '; 1 << 20];
    let bomb = packed(&[("_rels/.rels", TOP_RELATIONS.as_bytes()), ("word/document.xml", &spaces)]);
    assert!(matches!(read(&bomb), Err(DocxError::Swollen { .. })));
    // One that lies about its size, in the local header and in the directory, is stopped while it unpacks.
    let mut liar = bomb.clone();
    let size = u32::try_from(spaces.len()).expect("small").to_le_bytes();
    for at in 0..liar.len() - 4 {
        if liar[at..at + 4] == size {
            liar[at..at + 4].copy_from_slice(&1000_u32.to_le_bytes());
        }
    }
    assert!(read(&liar).is_err());
    let names: Vec<String> = (0..201).map(|at| format!("{at}.xml")).collect();
    let many: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), b"<a/>".as_slice())).collect();
    assert_eq!(read(&packed(&many)).err(), Some(DocxError::ManyEntries));
    // Sizes in the directory's first entry: 65 MiB that are said to be as many when packed.
    let mut large = write(&usual(), "Summer").expect("a document");
    let directory = large.windows(4).position(|part| part == b"PK\x01\x02").expect("a directory");
    let size = (65_u32 << 20).to_le_bytes();
    large[directory + 20..directory + 28].copy_from_slice(&[size, size].concat());
    assert!(matches!(read(&large), Err(DocxError::Swollen { .. })));
}
