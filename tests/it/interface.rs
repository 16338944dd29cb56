//! What keeps the catalogues of the interface together with the code and with each other.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use courant::domain::Lang;
use courant::locale::{Value, interface_languages, spoken, words};
use courant::proof::rules;
use fluent_bundle::FluentResource;

fn lang(tag: &str) -> Lang {
    Lang::parse(tag).expect("a tag")
}

/// Every key and attribute of a catalogue (`TRN001`, `TRN001.why`) with its text as written.
fn strings(catalogue: &str) -> Vec<(String, String)> {
    let mut found: Vec<(String, String)> = Vec::new();
    let mut message = String::new();
    for line in catalogue.lines().filter(|line| !line.starts_with('#')) {
        let name = |part: &str| part.chars().all(|c| c.is_ascii_alphanumeric() || "-_".contains(c));
        let own = line
            .split_once('=')
            .filter(|(key, _)| name(key.trim_end()) && line.starts_with(|c: char| c != ' '));
        let part = line.trim_start().strip_prefix('.').and_then(|rest| rest.split_once('='));
        match (own, part.filter(|(key, _)| name(key.trim_end()))) {
            (Some((key, text)), _) => {
                message = key.trim_end().to_owned();
                found.push((message.clone(), text.to_owned()));
            }
            (None, Some((key, text))) => {
                found.push((format!("{message}.{}", key.trim_end()), text.to_owned()));
            }
            (None, None) => {
                if let Some((_, text)) = found.last_mut() {
                    text.push('\n');
                    text.push_str(line);
                }
            }
        }
    }
    // Terms are said by other strings alone.
    found.retain(|(key, _)| !key.starts_with('-'));
    found
}

/// The catalogues of a language: name and text.
fn catalogues(tag: &str) -> Vec<(String, String)> {
    let paths = fs::read_dir(root().join("src/locale/interface").join(tag)).expect("a folder");
    let paths = paths.map(|entry| entry.expect("an entry").path());
    paths.map(|path| (path.display().to_string(), fs::read_to_string(&path).expect("a catalogue"))).collect()
}

fn all_strings(tag: &str) -> BTreeMap<String, String> {
    let all: Vec<_> = catalogues(tag).iter().flat_map(|(_, text)| strings(text)).collect();
    let map: BTreeMap<_, _> = all.iter().cloned().collect();
    assert_eq!(map.len(), all.len(), "{tag}: a key stands twice");
    map
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The places of a string: `$lang`.
fn places(text: &str) -> BTreeSet<String> {
    let name = |rest: &str| rest.chars().take_while(|c| c.is_alphanumeric() || "-_".contains(*c)).collect();
    text.split('$').skip(1).map(name).collect()
}

/// Each `say!` in the source: file, key, names of what it is given.
fn said() -> Vec<(PathBuf, String, BTreeSet<String>)> {
    let mut found = Vec::new();
    let mut open = vec![root().join("src")];
    while let Some(path) = open.pop() {
        if path.is_dir() {
            open.extend(fs::read_dir(&path).expect("a folder").map(|entry| entry.expect("an entry").path()));
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            let text = fs::read_to_string(&path).expect("a source file");
            for (at, _) in text.match_indices("say!(") {
                let (key, names) = call(&text[at + "say!(".len()..]);
                found.push((path.clone(), key, names));
            }
        }
    }
    found
}

/// The sentences that the reader of texts names, which speaks no language itself: each has its remedy beside it.
fn named_by_the_reader_of_texts() -> BTreeSet<String> {
    let is_key = |text: &&str| {
        let (rule, rest) = text.split_once('-').unwrap_or_default();
        rule.len() == 6
            && rule.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit())
            && !rest.is_empty()
    };
    let mut found = BTreeSet::new();
    for entry in fs::read_dir(root().join("src/domain/prose/parse")).expect("a folder") {
        let text = fs::read_to_string(entry.expect("an entry").path()).expect("a source file");
        found
            .extend(text.split('"').filter(is_key).flat_map(|key| [key.to_owned(), format!("{key}-remedy")]));
    }
    found
}

/// Key and names of one call: `"key", n = f(a, b), lang = "x")`, or `"key" of words, n = f(a, b))`.
fn call(text: &str) -> (String, BTreeSet<String>) {
    let (mut depth, mut quoted, mut escaped) = (0_i32, false, false);
    let mut parts = vec![String::new()];
    for c in text.chars() {
        match c {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            _ if quoted => {}
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' if depth == 0 => break,
            ')' | ']' | '}' => depth -= 1,
            ',' if depth == 0 => {
                parts.push(String::new());
                continue;
            }
            _ => {}
        }
        parts.last_mut().expect("one").push(c);
    }
    let key = parts[0].split('"').nth(1).unwrap_or_default().to_owned();
    let names =
        parts[1..].iter().filter_map(|part| part.split_once('=')).map(|(name, _)| name.trim().to_owned());
    (key, names.collect())
}

#[test]
fn no_catalogue_has_a_fault() {
    for (path, text) in interface_languages().flat_map(catalogues) {
        if let Err((_, errors)) = FluentResource::try_new(text) {
            panic!("{path}: {errors:?}");
        }
    }
}

/// The words of a rule are called as it is: `TRN001`, `TRN001.why`, `TRN001.remedy`.
fn is_of_rule(key: &str) -> bool {
    rules::ids().contains(&key.split('.').next().expect("a part"))
}

#[test]
fn every_rule_has_its_words_in_every_language_and_the_english_ones_in_its_table() {
    for tag in interface_languages().filter(|tag| *tag != "en") {
        let own = all_strings(tag);
        for id in rules::ids() {
            for (part, text) in ["", ".why", ".remedy"].map(|part| (part, own.get(&format!("{id}{part}")))) {
                let text = text.unwrap_or_else(|| panic!("{tag} lacks {id}{part}")).trim();
                let title = part.is_empty() && !text.ends_with('.') && text.chars().count() <= 60;
                let sentence = !part.is_empty() && (text.ends_with('.') || text.ends_with('}'));
                assert!(title || sentence, "{tag} {id}{part}: {text}");
            }
        }
    }
}

#[test]
fn every_language_says_everything_with_the_same_places() {
    let english = all_strings("en");
    let keys = |all: &BTreeMap<String, String>| all.keys().cloned().collect::<BTreeSet<_>>();
    for tag in interface_languages() {
        let own: BTreeMap<_, _> = all_strings(tag).into_iter().filter(|(key, _)| !is_of_rule(key)).collect();
        let lacks: Vec<_> = keys(&english).difference(&keys(&own)).cloned().collect();
        let alone: Vec<_> = keys(&own).difference(&keys(&english)).cloned().collect();
        assert_eq!((lacks, alone), (vec![], vec![]), "{tag}: lacks, and has alone");
        for (key, text) in &own {
            assert_eq!(places(text), places(&english[key]), "{tag} {key}: {text}");
        }
    }
}

#[test]
fn what_is_said_stands_in_the_catalogues_with_what_it_is_given() {
    let english = all_strings("en");
    let mut calls = 0;
    for (file, key, given) in said() {
        let text = english.get(&key).unwrap_or_else(|| panic!("{}: nobody wrote {key}", file.display()));
        assert_eq!(places(text), given, "{}: {key}", file.display());
        calls += 1;
    }
    assert!(calls > 5, "{calls}");
}

#[test]
fn nothing_stands_in_the_catalogues_that_is_never_said() {
    let named = named_by_the_reader_of_texts();
    let english = all_strings("en");
    let unwritten: Vec<_> = named.iter().filter(|key| !english.contains_key(*key)).collect();
    assert!(unwritten.is_empty() && named.len() > 20, "{unwritten:?} of {}", named.len());
    let said: BTreeSet<String> = said().into_iter().map(|(_, key, _)| key).chain(named).collect();
    let unsaid: Vec<_> = all_strings("en")
        .into_keys()
        .filter(|key| !said.contains(key) && !key.starts_with("language-"))
        .collect();
    assert_eq!(unsaid, Vec::<String>::new());
    let of_no_rule = |key: &String| {
        key.starts_with(|c: char| c.is_ascii_uppercase()) && !key.contains('-') && !is_of_rule(key)
    };
    let left: Vec<_> =
        interface_languages().flat_map(all_strings).map(|(key, _)| key).filter(of_no_rule).collect();
    assert_eq!(left, Vec::<String>::new(), "of rules that there are no more");
}

#[test]
fn no_language_has_left_a_sentence_in_english() {
    let english = all_strings("en");
    for tag in interface_languages().filter(|tag| *tag != "en") {
        for (key, text) in all_strings(tag).into_iter().filter(|(key, _)| english.contains_key(key)) {
            let sentence =
                text.split_whitespace().filter(|word| word.chars().any(char::is_alphabetic)).count() > 2;
            assert!(!sentence || text != english[&key], "{tag} {key}: {text}");
        }
    }
}

#[test]
fn every_sentence_fills_its_places() {
    for tag in interface_languages() {
        for (key, text) in all_strings(tag) {
            let places = places(&text);
            let args: Vec<_> = places.iter().map(|name| (name.as_str(), Value::from("×"))).collect();
            let said = words(&lang(tag)).say(&key, &args);
            let whole =
                !said.contains('$') && !said.contains("AZ(") && !said.trim().is_empty() && said != key;
            assert!(whole, "{tag} {key}: {said}");
        }
    }
}

#[test]
fn a_language_that_nobody_wrote_for_is_english_and_so_are_the_tests() {
    for (wanted, expected) in [("ja", "en"), ("nn", "nb"), ("no", "nb"), ("nl-BE", "nl"), ("hu", "hu")] {
        assert_eq!(words(&lang(wanted)).tag(), expected);
    }
    assert_eq!(spoken().tag(), "en");
}

#[test]
fn a_language_is_called_what_the_interface_calls_it() {
    for (interface, of, name) in [
        ("en", "hu", "Hungarian"),
        ("hu", "sv", "svéd"),
        ("sv", "nb", "norska (bokmål)"),
        ("nb", "en", "engelsk"),
        ("nl", "nl-BE", "Nederlands (nl-BE)"),
        ("nl", "tlh", "tlh"),
    ] {
        assert_eq!(words(&lang(interface)).language(&lang(of)), name);
    }
}
