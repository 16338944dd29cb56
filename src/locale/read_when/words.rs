//! What was typed, taken apart: numbers, months, halves of the day, and words that say nothing in a date.

// Letters without their accents. The first three letters of a name are enough.
const MONTHS: [&[&str]; 12] = [
    &["january", "januari"],
    &["february", "februari"],
    &["march", "marcius", "mars", "maart", "mrt"],
    &["april", "aprilis"],
    &["may", "majus", "mai", "mei"],
    &["june", "junius"],
    &["july", "julius"],
    &["august", "augusztus", "augusti", "augustus"],
    &["september", "szeptember"],
    &["october", "oktober"],
    &["november"],
    &["december", "desember"],
];
const WEEKDAYS: [&[&str]; 7] = [
    &["monday", "mon", "hetfo", "hetfon", "mandag", "mandagen", "man", "maandag", "ma"],
    &[
        "tuesday", "tue", "tues", "kedd", "kedden", "tisdag", "tisdagen", "tis", "tirsdag", "tir", "dinsdag",
        "di",
    ],
    &["wednesday", "wed", "szerda", "szerdan", "onsdag", "onsdagen", "ons", "woensdag", "wo"],
    &[
        "thursday",
        "thu",
        "thur",
        "thurs",
        "csutortok",
        "csutortokon",
        "torsdag",
        "torsdagen",
        "tor",
        "tors",
        "donderdag",
        "do",
    ],
    &["friday", "fri", "pentek", "penteken", "fredag", "fredagen", "fre", "vrijdag", "vr"],
    &["saturday", "sat", "szombat", "szombaton", "lordag", "lordagen", "lor", "zaterdag", "za"],
    &["sunday", "sun", "vasarnap", "sondag", "sondagen", "son", "zondag", "zo"],
];
/// After or before an hour without minutes.
const CLOCK: &[&str] = &["at", "kl", "klokken", "klockan", "om", "uur", "u", "h", "ora", "orakor", "kor"];
const FILLERS: &[&str] = &[
    "on", "the", "of", "den", "de", "th", "st", "nd", "rd", "en", "an", "jen", "i", "a", "e", "t", "from",
    "fran", "fra", "van", "tol", "ig",
];
/// Between a beginning and an end.
const UNTIL: &[&str] = &["to", "until", "till", "til", "tot"];

/// A run of digits or of letters.
#[derive(Debug)]
pub struct Word {
    /// Where it begins, in bytes.
    pub at: usize,
    /// In small letters without accents.
    pub text: String,
    /// What stands right before it.
    pub before: Option<char>,
    pub what: What,
}

/// What a word may be in a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    Number(i16),
    Month(i8),
    /// Hours to add to one before noon, and to twelve.
    Half(i8),
    Other,
}

impl Word {
    pub fn end(&self, typed: &str) -> usize {
        self.at + typed[self.at..].chars().take(self.text.chars().count()).map(char::len_utf8).sum::<usize>()
    }

    pub fn names_clock(&self) -> bool {
        CLOCK.contains(&self.text.as_str())
    }

    pub fn is_until(&self) -> bool {
        UNTIL.contains(&self.text.as_str())
    }

    /// The day of the week that it names, from Monday, 0.
    pub fn weekday(&self) -> Option<i8> {
        let at = WEEKDAYS.iter().position(|names| names.contains(&self.text.as_str()))?;
        i8::try_from(at).ok()
    }

    /// Whether a date says the same without it.
    pub fn is_idle(&self) -> bool {
        let idle = self.names_clock() || FILLERS.contains(&self.text.as_str()) || self.weekday().is_some();
        self.what == What::Other && idle
    }
}

pub fn split(text: &str) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let mut before = None;
    let kind = |c: char| if c.is_ascii_digit() { 1 } else { 2 };
    for (at, c) in text.char_indices() {
        if c.is_alphanumeric() {
            match words.last_mut() {
                Some(word) if before.is_some_and(|b: char| b.is_alphanumeric() && kind(b) == kind(c)) => {
                    word.text.push(folded(c));
                }
                _ => words.push(Word { at, text: folded(c).to_string(), before, what: What::Other }),
            }
        }
        before = Some(c);
    }
    for word in &mut words {
        word.what = what(&word.text);
    }
    words
}

fn what(text: &str) -> What {
    if let Ok(number) = text.parse() {
        return What::Number(number);
    }
    match text {
        "am" => return What::Half(0),
        "pm" => return What::Half(12),
        _ => {}
    }
    let is_it = |names: &&[&str]| text.len() >= 3 && names.iter().any(|name| name.starts_with(text));
    let month = MONTHS.iter().position(is_it).and_then(|at| i8::try_from(at + 1).ok());
    month.map_or(What::Other, What::Month)
}

/// Small and without its accent.
fn folded(c: char) -> char {
    match c.to_lowercase().next().unwrap_or(c) {
        'á' | 'å' | 'ä' => 'a',
        'é' => 'e',
        'í' => 'i',
        'ó' | 'ö' | 'ő' | 'ø' => 'o',
        'ú' | 'ü' | 'ű' => 'u',
        other => other,
    }
}
