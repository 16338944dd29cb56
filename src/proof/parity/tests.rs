//! What is read of a text, and what two texts disagree about.

use jiff::civil::{Date, Time};
use proptest::prelude::*;

use super::*;
use crate::domain::{Glossary, Lang, Term, When};
use crate::locale::{format_date, format_number, format_time, format_when};

const LANGUAGES: [&str; 9] = ["en", "hu", "sv", "nb", "nl", "de", "fr", "da", "fi"];

fn lang(tag: &str) -> Lang {
    Lang::parse(tag).expect("a language")
}

fn text(tag: &str, markdown: &str) -> Text {
    Text::read(&lang(tag), markdown)
}

/// What two texts disagree about, as it is written there.
fn found(a: (&str, &str), b: (&str, &str)) -> Vec<String> {
    let of = |fact: &Option<Fact>, markdown: &str| {
        fact.as_ref().map_or(String::new(), |fact| markdown[fact.span.clone()].to_owned())
    };
    let differences = differences(&text(a.0, a.1), &text(b.0, b.1));
    differences.iter().map(|one| format!("{} <> {}", of(&one.source, a.1), of(&one.target, b.1))).collect()
}

/// The pairs of one of the lists in `tests/data/parity`.
fn pairs(list: &str) -> impl Iterator<Item = [(&str, &str); 2]> {
    list.lines().filter(|line| !line.starts_with('#')).map(|line| {
        let (a, b) = line.split_once("||").expect("two sides");
        [a, b].map(|side| side.split_once('|').expect("a language and a text"))
    })
}

#[test]
fn the_same_facts_agree_however_two_languages_write_them() {
    for [a, b] in pairs(include_str!("../../../tests/data/parity/agree.txt")) {
        assert_eq!(found(a, b), Vec::<String>::new(), "{a:?} {b:?}");
        assert_eq!(found(b, a), Vec::<String>::new(), "{b:?} {a:?}");
    }
}

#[test]
fn a_slip_in_a_fact_is_found_whichever_side_is_the_source() {
    for [a, b] in pairs(include_str!("../../../tests/data/parity/differ.txt")) {
        assert_ne!(found(a, b), Vec::<String>::new(), "{a:?} {b:?}");
        assert_ne!(found(b, a), Vec::<String>::new(), "{b:?} {a:?}");
    }
}

#[test]
fn only_what_differs_is_told_with_both_sides() {
    for (a, b, expected) in [
        (("en", "In 2018 we found 43 of 40."), ("hu", "2018-ban 40-ből 34-et."), vec!["43 <> 34"]),
        (("en", "We met 12 people. Then 7."), ("sv", "Vi träffade 12 personer."), vec!["7 <> "]),
        (("en", "Nine ports, 3 piers"), ("nb", "Havner, 3 kaier"), vec!["Nine <> "]),
        (("en", "**43** good; all 43"), ("nl", "**43** goede; allemaal"), vec![]),
        (("en", "43 good; all 44"), ("nl", "43 goede; alle 43"), vec!["44 <> 43"]),
        (("en", "on 20–22 June"), ("hu", "június 20–23-án"), vec!["20–22 June <> június 20–23-án"]),
        (("en", "on 25 October"), ("hu", "októberben"), vec!["25 October <> "]),
        (("en", "the second day"), ("hu", "a nap"), vec![]),
        (("en", "on Friday 5 May"), ("sv", "den 5 maj"), vec![]),
        (("en", "1. one\n2. two"), ("sv", "- ett\n- två"), vec![]),
        (("en", "{{name|5 people}}"), ("sv", ""), vec![]),
        (
            ("en", "![3 people](images/a.png)"),
            ("sv", "![3 folk](images/b.png)"),
            vec!["images/a.png <> images/b.png"],
        ),
    ] {
        assert_eq!(found(a, b), expected, "{a:?} {b:?}");
    }
}

#[test]
fn a_language_without_a_table_says_less_and_nothing_wrong() {
    for (a, b, differs) in [
        (("en", "1,500 people and 2.5 kg"), ("cy", "1,500 o bobl a 2.5 kg"), false),
        (("en", "1,500 people and 2.5 kg"), ("el", "1.500 άτομα και 2,5 κιλά"), false),
        (("pl", "1.500 osób"), ("el", "1,500 άτομα"), false),
        (("de", "am 5. Juni, 2,5 Millionen"), ("el", "στις 5 Ιουνίου, 2,5 εκατομμύρια"), false),
        (("de", "im Juni, fünf Tage"), ("el", "τον Ιούνιο, πέντε ημέρες"), false),
        (("en", "43 of 40"), ("el", "34 από 40"), true),
        (("en", "ask a@example.eu"), ("pl", "pytaj b@example.eu"), true),
    ] {
        assert_eq!(!found(a, b).is_empty(), differs, "{a:?} {b:?}");
    }
}

#[test]
fn a_long_sentence_is_shown_around_its_fact() {
    let long = format!("{} the 43 practices {}.", "before and ".repeat(20), "after that ".repeat(20));
    let text = text("en", &format!("Short one. {long} 25. October is near."));
    let fact = text.facts.iter().find(|fact| fact.what == What::number(43.0)).expect("43");
    let shown = text.excerpt(fact);
    assert!(
        shown.starts_with("… ") && shown.ends_with(" …") && shown.contains("the 43 practices"),
        "{shown}"
    );
    assert!(shown.chars().count() <= 100, "{shown}");
}

fn two_languages() -> impl Strategy<Value = (&'static str, &'static str)> {
    (proptest::sample::select(&LANGUAGES), proptest::sample::select(&LANGUAGES))
}

proptest! {
    #[test]
    fn no_text_brings_it_down_and_none_differs_from_itself(
        words in "([a-zA-Zéőåø]{0,7}|[0-9]{0,5}|kl|half|óra|mai|Oct|€|%|XX)([ .,:/–'’\n+@()\\[\\]!*_{}|-]{0,3}([a-zé]{1,5}|[0-9]{1,4}|[.,-]|ezer|pm|-án|er)){0,25}",
        tag in proptest::sample::select(&["en", "hu", "sv", "nb", "nl", "de", "fr", "da", "fi", "el"]),
    ) {
        let text = text(tag, &words);
        for fact in &text.facts {
            prop_assert!(words.get(fact.span.clone()).is_some(), "{fact:?}");
            let _ = (text.excerpt(fact), text.opposite(&text, fact));
        }
        prop_assert_eq!(differences(&text, &text), vec![]);
    }

    #[test]
    fn any_text_at_all_is_read(words in any::<String>(), tag in proptest::sample::select(&LANGUAGES)) {
        let text = text(tag, &words);
        prop_assert_eq!(differences(&text, &text), vec![]);
    }

    #[test]
    fn what_the_locale_writes_is_the_same_fact_in_two_languages(
        (a, b) in two_languages(),
        year in 1950i16..2099, month in 1i8..=12, day in 1i8..=28, hour in 0i8..24, minute in 0i8..60,
        whole in 0u64..100_000_000, tenths in 1u64..10,
    ) {
        let date = Date::constant(year, month, day);
        let time = Time::constant(hour, minute, 0, 0);
        let number = format!("{whole}.{tenths}");
        let render = |tag: &str| {
            let lang = lang(tag);
            [
                format_date(&lang, date),
                format_when(&lang, &When::Day(date)),
                format_when(&lang, &When::Month { year, month }),
                format_time(&lang, time),
                format_number(&lang, &whole.to_string()),
                format_number(&lang, &number),
            ]
        };
        for (in_a, in_b) in render(a).iter().zip(render(b)) {
            let (in_a, in_b) = (format!("x {in_a} x"), format!("x {in_b} x"));
            prop_assert_eq!(found((a, &in_a), (b, &in_b)), Vec::<String>::new(), "{}: {} / {}: {}", a, in_a, b, in_b);
        }
    }

    #[test]
    fn another_digit_is_found_in_any_two_languages(
        (a, b) in two_languages(), number in 10u64..10_000_000, place in 0usize..7, by in 1u32..10,
    ) {
        let mut digits: Vec<u32> = number.to_string().chars().filter_map(|c| c.to_digit(10)).collect();
        let place = place % digits.len();
        digits[place] = (digits[place] + by) % 10;
        prop_assume!(digits[0] != 0);
        let changed: String = digits.iter().map(u32::to_string).collect();
        let render = |tag: &str, number: &str| format!("Abc: {} xyz.", format_number(&lang(tag), number));
        let (in_a, in_b) = (render(a, &number.to_string()), render(b, &changed));
        prop_assert_eq!(found((a, &in_a), (b, &in_b)).len(), 1, "{} / {}", in_a, in_b);
    }
}

fn glossary() -> Glossary {
    let term = |name: &str, forms: &[(&str, &[&str])], avoid: &[(&str, &[&str])]| {
        let by_language = |list: &[(&str, &[&str])]| {
            let texts = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect();
            list.iter().map(|(tag, list)| (lang(tag), texts(list))).collect()
        };
        let (forms, avoid) = (by_language(forms), by_language(avoid));
        Term { term: name.to_owned(), forms, avoid, language: None, explanation: None }
    };
    let lab: &[(&str, &[&str])] =
        &[("hu", &["élő labor", "élő laboratórium"]), ("nb", &["levende laboratorium"])];
    let terms = vec![
        term("living lab", lab, &[("hu", &["kísérleti műhely"])]),
        term("HELIUM", &[], &[]),
        term("Uppsala", &[], &[]),
        term("Semmelweis University", &[("hu", &["Semmelweis Egyetem"])], &[]),
        term("Semmelweis", &[], &[]),
        term("May", &[], &[]),
    ];
    Glossary { terms, ..Glossary::default() }
}

#[test]
fn a_name_of_the_glossary_that_one_side_has_in_no_form_is_told_once_and_an_inflected_one_is_there() {
    let told = |a: (&str, &str), b: (&str, &str)| -> Vec<String> {
        let text = |(tag, markdown): (&str, &str)| Text::naming(&lang(tag), markdown, &glossary());
        let of = |text: &Text, fact: &Option<Fact>| {
            fact.as_ref().map_or(String::new(), |fact| text.written(fact).to_owned())
        };
        let (a, b) = (text(a), text(b));
        let differences = differences(&a, &b);
        differences.iter().map(|one| format!("{} <> {}", of(&a, &one.source), of(&b, &one.target))).collect()
    };
    for (english, other, expected) in [
        ("HELIUM met. HELIUM left.", ("hu", "A projekt ülésezett."), vec!["HELIUM <> "]),
        ("The project met.", ("hu", "A HELIUM ülésezett. A HELIUM-ot zárták."), vec![" <> HELIUM"]),
        ("HELIUM met twice: HELIUM.", ("hu", "A HELIUM-ot zárták."), vec![]),
        ("We saw Uppsala.", ("hu", "Jártunk Uppsalában."), vec![]),
        ("We saw Uppsala.", ("hu", "Jártunk Lundban."), vec!["Uppsala <> "]),
        ("A living lab.", ("hu", "Az élő laborokban."), vec![]),
        ("A living lab.", ("hu", "Az élő laboratóriuma."), vec![]),
        ("A living lab.", ("nb", "Flere levende laboratorier."), vec![]),
        ("Living labs.", ("nb", "Verksteder."), vec![]),
        ("A living lab.", ("hu", "A kísérleti műhelyek."), vec![]),
        ("A living lab.", ("hu", "Egy living lab."), vec![]),
        ("A living lab.", ("hu", "Egy műhely."), vec!["living lab <> "]),
        ("A workshop.", ("hu", "Egy élő labor."), vec![" <> élő labor"]),
        ("Semmelweis University.", ("hu", "A Semmelweis Egyetemen."), vec![]),
        ("Semmelweis University.", ("hu", "Az egyetemen."), vec!["Semmelweis University <> "]),
        ("On 5 May 2018.", ("hu", "2018. május 5-én."), vec![]),
        ("At https://helium.example.org/ now", ("hu", "Most: https://helium.example.org/"), vec![]),
        ("HELIUM and Uppsala", ("ru", "ничего"), vec!["HELIUM <> ", "Uppsala <> "]),
    ] {
        assert_eq!(told(("en", english), other), expected, "{english} / {}", other.1);
    }
}
