//! The dictionaries of Debian: what they have and lack, and what is meant by what they lack.

use std::time::Instant;

use courant::domain::Lang;
use courant::spelling::{Folders, Speller, package, words};

/// Right words of a language, inflected and put together, and wrong ones with what was meant.
type Known = (&'static str, &'static str, &'static [(&'static str, &'static str)]);

const LANGUAGES: &[Known] = &[
    (
        "en",
        "children's hospitals it's it’s colour organisation well-being newsletters",
        &[("inovation", "innovation"), ("recieve", "receive"), ("hosptial", "hospital"), ("dont", "don’t")],
    ),
    (
        "hu",
        "gyermeksürgősségi egészségügyi kórházakban újításainkról munkatársainkkal megkérdeztük innovációt",
        &[
            ("hibássan", "hibásan"),
            ("inováció", "innováció"),
            ("kórhazak", "kórházak"),
            ("sürgöségi", "sürgősségi"),
            ("elobb", "előbb"),
        ],
    ),
    (
        "sv",
        "barnsjukhuset sjukvården vårdcentralerna patienterna barnavårdscentral akutmottagningen",
        &[("utvecklning", "utveckling"), ("inovation", "innovation"), ("sjukhset", "sjukhuset")],
    ),
    (
        "nb",
        "sykehuset barneavdelingen pasientene helsetjenesten barnesykehuset akuttmottaket",
        &[("sykehusset", "sykehuset"), ("inovasjon", "innovasjon"), ("helsetjensten", "helsetjenesten")],
    ),
    (
        "nl",
        "ziekenhuis kinderziekenhuis patiënten foto's foto’s gezondheidszorg kinderafdelingen",
        &[("inovatie", "innovatie"), ("ziekehuis", "ziekenhuis"), ("patienten", "patiënten")],
    ),
    (
        "de",
        "Krankenhaus Kinderkrankenhaus Patientinnen Gesundheitsversorgung",
        &[("Inovation", "Innovation")],
    ),
];

fn speller(tag: &str) -> Speller {
    let lang = Lang::parse(tag).expect("a tag");
    let system = Folders::from_environment(|_| None);
    Speller::read(&system, &lang).unwrap_or_else(|why| panic!("{why} ({})", package(&lang)))
}

#[test]
fn the_dictionaries_of_the_system_know_words_with_endings_and_compounds_and_what_was_meant() {
    let mut surprises = Vec::new();
    for (tag, right, wrong) in LANGUAGES {
        let speller = speller(tag);
        for word in right.split(' ').filter(|word| !speller.is_right(word)) {
            surprises.push(format!("{tag}: {word} is right"));
        }
        for (word, meant) in *wrong {
            let suggestions = speller.suggestions(word, 5);
            if speller.is_right(word) || !suggestions.iter().any(|one| one == meant) {
                surprises.push(format!("{tag}: {word} is {meant}, not {suggestions:?}"));
            }
        }
    }
    assert!(surprises.is_empty(), "\n{}", surprises.join("\n"));
}

#[test]
fn the_demo_is_spelt_rightly_as_far_as_its_dictionaries_know_its_words() {
    for tag in ["en", "hu", "sv", "nb", "nl"] {
        let path = format!("{}/issues/2018-06-summer/{tag}.md", env!("CARGO_MANIFEST_DIR"));
        let text = std::fs::read_to_string(path).expect("an edition");
        let text = text.splitn(3, "+++").last().unwrap_or_default();
        let begun = Instant::now();
        let speller = speller(tag);
        let read = begun.elapsed();
        let begun = Instant::now();
        let all = words(text);
        let split = begun.elapsed();
        let begun = Instant::now();
        let wrong: Vec<&str> =
            all.iter().map(|word| word.text).filter(|word| !speller.is_right(word)).collect();
        let asked = begun.elapsed();
        println!(
            "{tag}: {} letters, {} words; read in {read:?}, split in {split:?}, asked in {asked:?}: {wrong:?}",
            text.chars().count(),
            all.len()
        );
        assert!(wrong.len() * 8 < all.len(), "{tag}: {wrong:?}");
    }
}
