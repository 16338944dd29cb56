//! The dictionary of one language, ready to be asked. It takes 60 to 400 ms to read, and 8 to 28 MB of memory.

use std::cmp::Reverse;
use std::fmt;
use std::fs;
use std::path::Path;

use spellbook::Dictionary;
use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

use super::decode::decode;
use super::{Error, Folders};
use crate::domain::Lang;

/// Letters of the longest word that is looked up: the work grows with the ways to take a compound apart.
const LONGEST: usize = 80;

/// What is right in a language, and what was meant.
pub struct Speller {
    dictionary: Dictionary,
}

impl fmt::Debug for Speller {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Speller")
    }
}

impl Speller {
    /// Reads the dictionary of a language.
    pub fn read(folders: &Folders, lang: &Lang) -> Result<Self, Error> {
        let files = folders.find(lang).ok_or_else(|| Error::Missing(lang.clone()))?;
        let unusable = |file: &Path, why: String| Error::Unusable { file: file.to_owned(), why };
        let read = |file: &Path| fs::read(file).map_err(|error| unusable(file, error.kind().to_string()));
        let (rules, words) = decode(&read(&files.aff)?, &read(&files.dic)?);
        Self::of(&rules, &words).map_err(|why| unusable(&files.aff, why))
    }

    fn of(rules: &str, words: &str) -> Result<Self, String> {
        let dictionary = Dictionary::new(rules, words).map_err(|error| error.to_string())?;
        Ok(Self { dictionary })
    }

    /// Whether it is a word. An apostrophe may be either sign; what has one may be two words, the first one short: l'été.
    pub fn is_right(&self, word: &str) -> bool {
        let word = plain_word(word);
        if word.chars().count() > LONGEST {
            return true;
        }
        let elided = || {
            let (short, rest) = word.split_once('\'')?;
            let letters = short.chars().count();
            Some((letters == 1 || short.eq_ignore_ascii_case("qu")) && self.dictionary.check(rest))
        };
        self.dictionary.check(&word)
            || word.contains('\'') && self.dictionary.check(&word.replace('\'', "’"))
            || elided().unwrap_or(false)
    }

    /// What may have been meant, the likeliest first. Takes up to half a second.
    pub fn suggestions(&self, word: &str, most: usize) -> Vec<String> {
        let word = plain_word(word);
        let mut found = Vec::new();
        self.dictionary.suggest(&word, &mut found);
        for meant in doubled(&word).into_iter().filter(|meant| self.dictionary.check(meant)) {
            if !found.contains(&meant) {
                found.insert(0, meant);
            }
        }
        // In the order of the dictionary where they are equally near.
        found.sort_by_key(|one| (distance(&word, one), Reverse(one.split(' ').count() == 1)));
        found.truncate(most);
        found.into_iter().map(|one| one.replace('\'', "’")).collect()
    }
}

/// Composed, with plain apostrophes and hyphens and without what nobody sees.
fn plain_word(word: &str) -> String {
    let sign = |sign: char| match sign {
        '’' | '\u{2bc}' => Some('\''),
        '\u{2010}' | '\u{2011}' => Some('-'),
        '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' => None,
        other => Some(other),
    };
    word.nfc().filter_map(sign).collect()
}

/// With one letter twice that stood there once: the mistake that is made most, and that suggestions may leave out.
fn doubled(word: &str) -> Vec<String> {
    let twice = |(at, letter): (usize, char)| format!("{}{letter}{}", &word[..at], &word[at..]);
    word.char_indices().map(twice).collect()
}

/// How far a word is from another: what lacks only an accent is nearer than what has another letter.
fn distance(word: &str, other: &str) -> usize {
    let bare = |word: &str| -> String { word.nfd().filter(|sign| !is_combining_mark(*sign)).collect() };
    strsim::osa_distance(word, other) + strsim::osa_distance(&bare(word), &bare(other))
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::*;

    fn speller(aff: &[u8], dic: &[u8]) -> Speller {
        let (rules, words) = decode(aff, dic);
        Speller::of(&rules, &words).expect("a dictionary")
    }

    fn judge<'w>(speller: &Speller, words: &[&'w str]) -> Vec<&'w str> {
        words.iter().copied().filter(|word| !speller.is_right(word)).collect()
    }

    #[test]
    fn a_dictionary_in_an_old_encoding_knows_its_words_with_their_endings() {
        // ház + a: háza; tűz and ő in Latin 2.
        let aff =
            b"SET ISO8859-2\nTRY ahz\xe1\nSFX \xe9 Y 1\nSFX \xe9 0 a z\nSFX \xe1 Y 1\nSFX \xe1 0 ek z\n";
        let hu = speller(aff, b"3\nh\xe1z/\xe9\nt\xfbz/\xe1\nk\xf5\n");
        assert_eq!(judge(&hu, &["ház", "háza", "tűz", "tűzek", "kő", "Ház", "k\u{151}"]), [""; 0]);
        assert_eq!(judge(&hu, &["házek", "tűza", "ko", "haz"]), ["házek", "tűza", "ko", "haz"]);
        assert_eq!(hu.suggestions("haz", 5), ["ház"]);
    }

    #[test]
    fn flags_of_raw_bytes_are_told_apart_in_a_file_of_utf8() {
        let aff = b"SET UTF-8\nAF 2\nAF \xe9\nAF \xea\xa0\nSFX \xe9 Y 1\nSFX \xe9 0 \xc3\xa1t .\n\
            SFX \xea Y 1\nSFX \xea 0 ot .\nNEEDAFFIX \xa0\n";
        let hu = speller(aff, "2\nház/1\nlap/2\n".as_bytes());
        assert_eq!(judge(&hu, &["házát", "ház", "lapot"]), [""; 0]);
        assert_eq!(judge(&hu, &["házot", "lapát", "lap"]), ["házot", "lapát", "lap"]);
    }

    #[test]
    fn compounds_are_right_where_the_dictionary_puts_words_together() {
        let sv = speller(
            b"SET UTF-8\nTRY h\nCOMPOUNDFLAG X\nCOMPOUNDMIN 3\n",
            "2\nbarn/X\nsjukhus/X\n".as_bytes(),
        );
        assert_eq!(judge(&sv, &["barnsjukhus", "barn-sjukhus", "sjukhus", "barnsjukus"]), ["barnsjukus"]);
        assert_eq!(sv.suggestions("barnsjukus", 5)[0], "barnsjukhus");
    }

    #[test]
    fn an_apostrophe_may_be_either_sign_and_what_nobody_sees_is_not_spelt() {
        let aff = b"SET UTF-8\nTRY '\n";
        let both = speller(aff, "4\nit's\ndon't\nété\nfoto’s\n".as_bytes());
        let right =
            ["it's", "it’s", "l'été", "l’été", "L’été", "foto's", "fo\u{ad}to’s", "e\u{301}te\u{301}"];
        assert_eq!(judge(&both, &right), [""; 0]);
        assert_eq!(judge(&both, &["its'", "xyz'été"]), ["its'", "xyz'été"]);
        assert_eq!(both.suggestions("dont", 5), ["don’t"]);
    }

    #[test]
    fn a_letter_that_was_to_stand_there_twice_is_suggested() {
        let hu = speller(b"SET UTF-8\nMAXNGRAMSUGS 0\n", "1\ninnováció\n".as_bytes());
        assert_eq!(hu.suggestions("inováció", 5), ["innováció"]);
    }

    #[test]
    fn what_differs_by_an_accent_is_the_likeliest() {
        let mut found = ["korhazák", "körházak", "kórházak", "kórhazát"];
        found.sort_by_key(|one| distance("kórhazak", one));
        assert_eq!(found[0], "kórházak");
    }

    #[test]
    fn a_language_without_a_dictionary_names_its_package_and_a_broken_one_its_file() {
        let folder = tempfile::tempdir().expect("a folder");
        let folders = Folders::new(vec![folder.path().to_owned()]);
        let hu = Lang::parse("hu").expect("a tag");
        let error = Speller::read(&folders, &hu).expect_err("none");
        assert_eq!(error.to_string(), "No dictionary for Magyar here: install hunspell-hu (Debian, Ubuntu).");
        for (file, text) in [("hu_HU.aff", "SET UTF-8\nSFX A Y x\n"), ("hu_HU.dic", "nothing\n")] {
            let mut made = fs::File::create(folder.path().join(file)).expect("a file");
            made.write_all(text.as_bytes()).expect("written");
        }
        let error = Speller::read(&folders, &hu).expect_err("broken").to_string();
        assert!(error.contains("hu_HU.aff can't be used: "), "{error}");
    }
}
