//! What the checks of language find in texts that were labelled by hand: how much of it is right, and how much they miss.

use super::*;

#[derive(serde::Deserialize)]
struct Corpus {
    text: Vec<Labelled>,
}

#[derive(serde::Deserialize)]
struct Labelled {
    id: String,
    lang: Lang,
    text: String,
    #[serde(default)]
    foreign: Vec<String>,
    #[serde(default)]
    glossary: Vec<String>,
}

fn read(file: &str) -> Option<Vec<Labelled>> {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/words").join(file);
    let text = std::fs::read_to_string(path).ok()?;
    Some(toml::from_str::<Corpus>(&text).expect("a corpus").text)
}

const LANGUAGES: [&str; 5] = ["en", "hu", "sv", "nb", "nl"];

/// An issue in five languages whose edition in the text's has it as a section.
fn case_of(labelled: &Labelled) -> Case {
    let mut case = Case::good();
    let mut edition = case.edition().clone();
    edition.lang = labelled.lang.clone();
    (edition.subject, edition.preheader) = ("43".into(), "43".into());
    edition.sections.truncate(1);
    edition.sections[0].heading = "43".into();
    edition.sections[0].markdown = labelled.text.clone();
    case.issue.editions = BTreeMap::from([(labelled.lang.clone(), edition)]);
    case.issue.languages = LANGUAGES.iter().map(|tag| lang(tag)).collect();
    case.glossary.terms = labelled.glossary.iter().map(|name| term(name)).collect();
    case
}

/// The bytes of the text that TRN003 means.
fn found_in(labelled: &Labelled) -> Vec<std::ops::Range<usize>> {
    let findings = case_of(labelled).findings();
    let of_rule = findings.problems.iter().filter(|problem| problem.rule == "TRN003");
    let in_section = of_rule.filter(|problem| problem.place.section.is_some());
    in_section
        .map(|problem| {
            let (line, column) =
                (problem.place.line.expect("a line"), problem.place.column.expect("a column"));
            let first = case_of(labelled).edition_of(&labelled.lang).sections[0].body_line;
            let before: usize = labelled.text.split_inclusive('\n').take(line - first).map(str::len).sum();
            let text = &labelled.text[before..];
            let start = before + text.char_indices().nth(column - 1).map_or(0, |(at, _)| at);
            let width = problem.place.excerpt.as_ref().expect("an excerpt").width;
            let length = labelled.text[start..].char_indices().nth(width).map_or(1, |(at, _)| at);
            start..start + length.max(1)
        })
        .collect()
}

/// Precision and recall in per cent; prints what is wrong.
fn left_overs(corpus: &[Labelled]) -> (f64, f64) {
    let (mut right, mut wrong, mut hit, mut missed) = (0_u32, 0_u32, 0_u32, 0_u32);
    for labelled in corpus {
        let wanted: Vec<_> = labelled
            .foreign
            .iter()
            .map(|words| {
                let at = labelled.text.find(words.as_str()).expect("the label stands in the text");
                (at..at + words.len(), words)
            })
            .collect();
        let found = found_in(labelled);
        let meet =
            |a: &std::ops::Range<usize>, b: &std::ops::Range<usize>| a.start < b.end && b.start < a.end;
        for one in &found {
            if wanted.iter().any(|(range, _)| meet(range, one)) {
                right += 1;
            } else {
                wrong += 1;
                println!("{} {}: false: {:?}", labelled.id, labelled.lang, &labelled.text[one.clone()]);
            }
        }
        for (range, words) in &wanted {
            if found.iter().any(|one| meet(range, one)) {
                hit += 1;
            } else {
                missed += 1;
                println!("{} {}: missed: {words:?}", labelled.id, labelled.lang);
            }
        }
    }
    let percent = |part: u32, other: u32| 100.0 * f64::from(part) / f64::from(part + other).max(1.0);
    let (precision, recall) = (percent(right, wrong), percent(hit, missed));
    println!(
        "left-overs: precision {precision:.1} % ({right} of {}), recall {recall:.1} % ({hit} of {})",
        right + wrong,
        hit + missed
    );
    (precision, recall)
}

/// Accuracy in per cent; prints what was taken for what.
fn identified(corpus: &[Labelled]) -> f64 {
    let mut right = 0_u32;
    for labelled in corpus {
        let found = crate::proof::wording::identified(&labelled.text);
        if found.as_deref() == Some(labelled.lang.primary()) {
            right += 1;
        } else {
            println!("{}: {} taken for {found:?}", labelled.id, labelled.lang);
        }
    }
    let all = u32::try_from(corpus.len()).expect("a corpus");
    let accuracy = 100.0 * f64::from(right) / f64::from(all);
    println!("language: {accuracy:.1} % ({right} of {all})");
    accuracy
}

#[test]
fn words_left_over_in_another_language_are_found_and_little_else() {
    let (precision, recall) = left_overs(&read("leftover.toml").expect("the corpus"));
    assert!(precision >= 95.0 && recall >= 95.0, "precision {precision}, recall {recall}");
}

#[test]
fn the_language_of_a_short_text_is_told() {
    let accuracy = identified(&read("language.toml").expect("the corpus"));
    assert!(accuracy >= 95.0, "{accuracy}");
}

#[test]
#[ignore = "held back: run at the end"]
fn what_was_held_back_is_judged_as_well() {
    if let Some(corpus) = read("held-leftover.toml") {
        let (precision, recall) = left_overs(&corpus);
        assert!(precision >= 95.0 && recall >= 95.0, "precision {precision}, recall {recall}");
    }
    if let Some(corpus) = read("held-language.toml") {
        let accuracy = identified(&corpus);
        assert!(accuracy >= 95.0, "{accuracy}");
    }
}
