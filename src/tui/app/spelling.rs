//! Spelling: which words of the shown texts are wrong, as far as their dictionaries have answered, and F7, which goes to the
//! next one. The answers are kept: a dictionary is asked once for each word.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Range;

use super::{App, Open, Screen};
use crate::domain::{Glossary, Lang, Spot};
use crate::locale::own_name;
use crate::spelling::{Word, parts, words};
use crate::tui::effect::Effect;
use crate::tui::event::Spelled;
use crate::tui::screens::dialog::{Pick, Spell};
use crate::tui::screens::{Choice, Dialog};

/// What is known of words.
#[derive(Debug, Default)]
pub struct Spelling {
    /// None: the dictionary was asked and has not answered.
    answers: BTreeMap<Lang, HashMap<String, Option<bool>>>,
    /// Languages without a dictionary, and why.
    lacking: BTreeMap<Lang, String>,
    /// Words that are left alone until the program ends.
    ignored: BTreeSet<(Lang, String)>,
    /// The words of lines: a text is read again after each key, and all but one of its lines are what they were.
    lines: HashMap<String, Places>,
    /// F7 waits for a dictionary.
    waiting: bool,
}

/// Where the words of a line stand, and the language of each that has its own.
type Places = Vec<(Range<usize>, Option<Lang>)>;

/// So many lines are remembered; of one that is typed, as it was after each key.
const MOST: usize = 2_000;

/// Words to ask the dictionaries for.
type Unknown = BTreeMap<Lang, BTreeSet<String>>;

impl Spelling {
    /// Whether a word is right; none while that is not known. What has to be asked for that comes into `unknown`.
    fn is_right(&self, word: &str, lang: &Lang, glossary: &Glossary, unknown: &mut Unknown) -> Option<bool> {
        if self.lacking.contains_key(lang) {
            return None;
        }
        let answer = self.answers.get(lang).and_then(|answers| answers.get(word));
        match answer {
            None => {
                unknown.entry(lang.clone()).or_default().insert(word.to_owned());
                None
            }
            Some(Some(false)) => {
                let passed =
                    glossary.has_word(word, lang) || self.ignored.contains(&(lang.clone(), word.to_owned()));
                if passed { Some(true) } else { self.are_right(&parts(word), lang, glossary, unknown) }
            }
            Some(answer) => *answer,
        }
    }

    /// Whether a compound is made of right words. Behind one of the project's names stands an ending: Zsolnay-val.
    fn are_right(
        &self,
        parts: &[&str],
        lang: &Lang,
        glossary: &Glossary,
        unknown: &mut Unknown,
    ) -> Option<bool> {
        let Some(first) = parts.first() else { return Some(false) };
        if glossary.has_word(first, lang) {
            return Some(true);
        }
        let longer = parts.iter().filter(|part| part.chars().nth(1).is_some());
        let judged: Vec<_> = longer.map(|part| self.is_right(part, lang, glossary, unknown)).collect();
        let all_known = judged.iter().all(Option::is_some);
        if judged.contains(&Some(false)) { Some(false) } else { all_known.then_some(true) }
    }

    /// The words of a text.
    fn words<'t>(&mut self, text: &'t str) -> Vec<Word<'t>> {
        if self.lines.len() > MOST {
            self.lines.clear();
        }
        let (mut all, mut start) = (Vec::new(), 0);
        for line in text.split('\n') {
            if !self.lines.contains_key(line) {
                let places = words(line).into_iter().map(|word| (word.range, word.lang));
                self.lines.insert(line.to_owned(), places.collect());
            }
            for (place, lang) in self.lines.get(line).into_iter().flatten() {
                let range = start + place.start..start + place.end;
                all.push(Word { range, text: &line[place.clone()], lang: lang.clone() });
            }
            start += line.len() + 1;
        }
        all
    }

    /// The wrong words among these.
    fn wrong<'t>(
        &self,
        words: Vec<Word<'t>>,
        lang: &Lang,
        glossary: &Glossary,
        unknown: &mut Unknown,
    ) -> Vec<Word<'t>> {
        let mut wrong = |word: &Word<'_>| {
            let lang = word.lang.as_ref().unwrap_or(lang);
            self.is_right(word.text, lang, glossary, unknown) == Some(false)
        };
        words.into_iter().filter(|word| wrong(word)).collect()
    }

    /// Asks for words, each once.
    fn ask(&mut self, unknown: Unknown) -> Vec<Effect> {
        let order = |(lang, words): (Lang, BTreeSet<String>)| {
            let known = self.answers.entry(lang.clone()).or_default();
            known.extend(words.iter().map(|word| (word.clone(), None)));
            Effect::Spell { lang, words: words.into_iter().collect() }
        };
        unknown.into_iter().map(order).collect()
    }

    /// Whether a dictionary still owes an answer for one of these words.
    fn is_awaited(&self, words: &[Word<'_>], lang: &Lang) -> bool {
        words.iter().any(|word| {
            let answers = self.answers.get(word.lang.as_ref().unwrap_or(lang));
            answers.and_then(|answers| answers.get(word.text)) == Some(&None)
        })
    }
}

/// The fields of what is marked that are spelt, with their texts.
fn texts(open: &Open) -> Vec<(Spot, String)> {
    let spelt = |spot: &Spot| !matches!(spot, Spot::When(_) | Spot::Place(_));
    let spots = open.write.spots(&open.work).into_iter().filter(spelt);
    spots
        .filter_map(|spot| Some((spot.clone(), open.write.known(&open.work, &spot)?.text().to_owned())))
        .collect()
}

impl App {
    /// Marks the wrong words of what is shown, and asks for those that are not known yet. Not the one that is being typed.
    pub(super) fn look_at_spelling(&mut self) -> Vec<Effect> {
        let Some(open) = self.open.as_mut().filter(|_| self.screen == Screen::Write) else {
            return Vec::new();
        };
        let lang = &open.work.lang;
        let here = open.write.spot(&open.work);
        let typed = open.write.focused(&open.work).filter(|field| field.marked().is_none());
        let typed_at = typed.map(|field| field.cursor());
        let mut unknown = Unknown::new();
        let mut mistakes: Vec<(Spot, Vec<Range<usize>>)> = Vec::new();
        for (spot, text) in texts(open) {
            let typed_at = typed_at.filter(|_| here.as_ref() == Some(&spot));
            let mut written = self.spelling.words(&text);
            written.retain(|word| typed_at != Some(word.range.end));
            let wrong = self.spelling.wrong(written, lang, &open.work.glossary, &mut unknown);
            mistakes.push((spot, wrong.into_iter().map(|word| word.range).collect()));
        }
        let known = self.spelling.answers.get(lang).is_some_and(|known| known.values().any(Option::is_some));
        open.write.mistakes = (known && !self.spelling.lacking.contains_key(lang)).then_some(mistakes);
        self.spelling.ask(unknown)
    }

    pub(super) fn on_spelled(&mut self, spelled: Spelled) -> Vec<Effect> {
        match spelled {
            Spelled::Words { lang, answers } => self.judged(&lang, answers),
            Spelled::NoDictionary { lang, why } => self.not_spelled(lang, why),
            Spelled::Meant { lang, word, suggestions } => self.suggested(&lang, &word, suggestions),
            Spelled::Kept(glossary) => {
                self.with_open(|open| {
                    open.work.take_languages(open.work.translations.clone(), Some(*glossary));
                });
                Vec::new()
            }
        }
    }

    fn judged(&mut self, lang: &Lang, answers: Vec<(String, bool)>) -> Vec<Effect> {
        self.spelling.lacking.remove(lang);
        let known = self.spelling.answers.entry(lang.clone()).or_default();
        known.extend(answers.into_iter().map(|(word, right)| (word, Some(right))));
        if self.was_waited_for() { self.next_mistake() } else { Vec::new() }
    }

    /// Whether F7 waits for this very answer, and nothing else was begun since.
    fn was_waited_for(&mut self) -> bool {
        let waited = std::mem::take(&mut self.spelling.waiting);
        if waited {
            self.busy = None;
        }
        waited && self.screen == Screen::Write && self.dialog.is_none()
    }

    fn not_spelled(&mut self, lang: Lang, why: String) -> Vec<Effect> {
        self.spelling.answers.remove(&lang);
        self.spelling.lacking.insert(lang, why.clone());
        if self.was_waited_for() { self.say(why) } else { Vec::new() }
    }

    /// F7: to the next wrong word, from the cursor on and round, field after field; what may have been meant is asked for.
    pub(super) fn next_mistake(&mut self) -> Vec<Effect> {
        let Some(open) = &mut self.open else { return Vec::new() };
        open.write.prepare(&open.work);
        let lang = open.work.lang.clone();
        // It may have been installed since it was not there.
        self.spelling.lacking.remove(&lang);
        let mut unknown = Unknown::new();
        let texts = texts(open);
        if texts.is_empty() {
            return self.say("Mark a section first: its words are looked at in its language.");
        }
        let here =
            open.write.spot(&open.work).and_then(|here| texts.iter().position(|(spot, _)| *spot == here));
        let (marked, cursor) = here.map_or((None, 0), |_| {
            open.write.focused(&open.work).map_or((None, 0), |field| (field.marked(), field.cursor()))
        });
        let is_next = |word: &Word<'_>| match &marked {
            Some(marked) => word.range.start >= marked.end,
            None => word.range.end >= cursor,
        };
        let (mut wrong, mut awaited) = (Vec::new(), false);
        for (_, text) in &texts {
            let written = self.spelling.words(text);
            awaited |= self.spelling.is_awaited(&written, &lang);
            wrong.push(self.spelling.wrong(written, &lang, &open.work.glossary, &mut unknown));
        }
        // The first field once more at the end, for what stands before the cursor.
        let round = (0..=texts.len()).map(|nth| (nth, (here.unwrap_or(0) + nth) % texts.len()));
        let found = round.filter(|_| unknown.is_empty()).find_map(|(nth, field)| {
            let wanted = |word: &&Word<'_>| nth > 0 || here.is_none() || is_next(word);
            Some((texts[field].0.clone(), wrong[field].iter().find(wanted)?.clone()))
        });
        if let Some((spot, word)) = found {
            let suggest = Effect::Suggest { lang: word.lang.unwrap_or(lang), word: word.text.to_owned() };
            self.go_to(&spot, None);
            self.with_open(|open| open.write.field(&open.work, &spot).mark_range(word.range));
            self.busy = Some("Looking for what was meant …");
            return vec![suggest];
        }
        if awaited || !unknown.is_empty() {
            self.spelling.waiting = true;
            self.busy = Some("Reading the dictionary …");
            return self.spelling.ask(unknown);
        }
        self.say("No more spelling problems in this section.")
    }

    /// What may have been meant: an answer for whoever still stands at the word.
    fn suggested(&mut self, lang: &Lang, word: &str, suggestions: Vec<String>) -> Vec<Effect> {
        self.busy = None;
        let there = self.field().and_then(|field| field.marked_text()) == Some(word);
        if !there || self.dialog.is_some() {
            return Vec::new();
        }
        let none = if suggestions.is_empty() { " (nothing is like it)" } else { "" };
        let (lang, word) = (lang.clone(), word.to_owned());
        let replace = |by: String| {
            let choice = Choice::Spell(Spell::Replace { word: word.clone(), by: by.clone() });
            (by, choice)
        };
        let mut items: Vec<(String, Choice)> = suggestions.into_iter().map(replace).collect();
        items.push((format!("Leave it as it is{none}"), Choice::Close));
        let ignore = Spell::Ignore { lang: lang.clone(), word: word.clone() };
        items.push(("Ignore it until the program ends".to_owned(), Choice::Spell(ignore)));
        let title = format!("Spelling: \"{word}\" ({})", own_name(&lang));
        let keep = Spell::Keep { lang, word };
        items.push(("Add it to the project's words".to_owned(), Choice::Spell(keep)));
        self.ask(Dialog::Pick(Pick::new(title, items)))
    }

    /// What is to become of a wrong word.
    pub(super) fn spell(&mut self, spell: Spell) -> Vec<Effect> {
        match spell {
            Spell::Replace { word, by } => self.edit(|field| field.replace_found(&word, &by)),
            Spell::Ignore { lang, word } => {
                self.spelling.ignored.insert((lang, word));
                Vec::new()
            }
            Spell::Keep { lang, word } => vec![Effect::KeepWord { lang, word }],
        }
    }
}
