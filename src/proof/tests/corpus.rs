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
    let case = case_of(labelled);
    let section = &case.edition_of(&labelled.lang).sections[0];
    let findings = case.findings();
    let of_rule = findings.problems.iter().filter(|problem| problem.rule == "TRN003");
    let in_section = of_rule.filter(|problem| problem.place.section.is_some());
    in_section.map(|problem| bytes_of(problem, section)).collect()
}

/// The bytes of a section's Markdown that a finding means.
fn bytes_of(problem: &Problem, section: &SectionText) -> std::ops::Range<usize> {
    let (line, column) = (problem.place.line.expect("a line"), problem.place.column.expect("a column"));
    let text = &section.markdown;
    let before: usize = text.split_inclusive('\n').take(line - section.body_line).map(str::len).sum();
    let start = before + text[before..].char_indices().nth(column - 1).map_or(0, |(at, _)| at);
    let width = problem.place.excerpt.as_ref().expect("an excerpt").width;
    let length = text[start..].char_indices().nth(width).map_or(1, |(at, _)| at);
    start..start + length.max(1)
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

/// Lines of `everyday.toml`, by language.
#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Everyday {
    right: BTreeMap<Lang, String>,
    left_over: BTreeMap<Lang, String>,
}

/// What was found in them.
#[derive(Debug, Default)]
struct Found {
    /// Lines in which nothing is another language's.
    right: usize,
    /// Findings in those, or beside the braces of the others, and how many of them stop a send.
    wrong: usize,
    stopping: usize,
    /// Braces, those of them that were found, and those that stop a send.
    left_over: usize,
    hit: usize,
    stopped: usize,
}

impl Found {
    /// In per cent.
    fn precision(&self) -> f64 {
        percent(self.hit, self.wrong)
    }

    /// In per cent.
    fn recall(&self) -> f64 {
        percent(self.hit, self.left_over - self.hit)
    }
}

#[expect(clippy::cast_precision_loss, reason = "lines of a file")]
fn percent(part: usize, other: usize) -> f64 {
    100.0 * part as f64 / (part + other).max(1) as f64
}

/// Each line as a section of its own, without its braces: a heading where it ends without a mark.
fn sections_of(lines: &str) -> Vec<(SectionText, Option<std::ops::Range<usize>>)> {
    let first = Case::good().edition().sections[0].clone();
    let made = lines.lines().enumerate().map(|(at, line)| {
        let label = !line.trim_end_matches('}').ends_with(['.', '!', '?', ':', ',']);
        let mark = if label { "### " } else { "" };
        let line = format!("{mark}{line}");
        let braces = line.find('{').zip(line.find('}')).map(|(from, to)| from..to - 1);
        let (id, heading) = (section(&format!("line-{at}")), "43".into());
        let markdown = line.replace(['{', '}'], "");
        (SectionText { id, heading, markdown, ..first.clone() }, braces)
    });
    made.collect()
}

fn everyday(file: &str) -> Found {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/words").join(file);
    let text = std::fs::read_to_string(path).expect("the corpus");
    let Everyday { right, left_over } = toml::from_str(&text).expect("the corpus");
    let mut all = Found::default();
    for (lang, lines) in right.iter().chain(&left_over) {
        add_everyday(&mut all, lang, lines);
    }
    println!("{file}: {all:?}, precision {:.1} %, recall {:.1} %", all.precision(), all.recall());
    all
}

/// Prints what is wrong.
fn add_everyday(all: &mut Found, own: &Lang, lines: &str) {
    let sections = sections_of(lines);
    let labelled = Labelled {
        id: String::new(),
        lang: own.clone(),
        text: String::new(),
        foreign: vec![],
        glossary: vec![],
    };
    let mut case = case_of(&labelled);
    case.issue.languages.push(own.clone());
    let edition = case.issue.editions.get_mut(own).expect("the edition");
    edition.sections = sections.iter().map(|(section, _)| section.clone()).collect();
    let findings = case.findings();
    for (section, braces) in &sections {
        let in_section = |problem: &&Problem| problem.place.section.as_ref() == Some(&section.id);
        let of_rule = findings.problems.iter().filter(|problem| problem.rule == "TRN003").filter(in_section);
        let (mut hit, mut stopped) = (false, false);
        for problem in of_rule {
            let range = bytes_of(problem, section);
            let must = problem.severity == Severity::MustFix;
            if braces.as_ref().is_some_and(|braces| braces.start < range.end && range.start < braces.end) {
                (hit, stopped) = (true, stopped || must);
            } else {
                all.wrong += 1;
                all.stopping += usize::from(must);
                println!("{own}: false: {}: {}", section.markdown, problem.what);
            }
        }
        if braces.is_none() {
            all.right += 1;
            continue;
        }
        all.left_over += 1;
        all.hit += usize::from(hit);
        all.stopped += usize::from(stopped);
        if !hit {
            println!("{own}: missed: {}", section.markdown);
        }
    }
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
fn everyday_sentences_never_stop_a_send_and_left_over_ones_do() {
    for file in ["everyday.toml", "held-everyday.toml"] {
        let found = everyday(file);
        assert!(found.right >= 680 && found.left_over >= 190, "{found:?}");
        assert_eq!(found.stopping, 0, "{found:?}");
        assert!(found.precision() >= 99.0 && found.recall() >= 97.0, "{found:?}");
        assert!(percent(found.stopped, found.left_over - found.stopped) >= 90.0, "{found:?}");
    }
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
