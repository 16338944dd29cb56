//! Dictionaries, each read at the first need of its language, and asked beside everything else: to read one takes as long as
//! some frames, and to find out what was meant even longer.

use std::collections::BTreeMap;
use std::sync::mpsc::{Sender, channel};

use super::Place;
use crate::domain::Lang;
use crate::spelling::{Error, Folders, Speller};
use crate::tui::effect::Effect;
use crate::tui::event::{Event, Spelled, Told};

/// Suggestions for a word.
const MOST: usize = 5;

/// Begins the worker; it ends with whoever gives it orders.
pub fn begin(place: Place, folders: Folders) -> Sender<Effect> {
    let (sender, orders) = channel();
    std::thread::spawn(move || {
        let mut spellers = BTreeMap::new();
        for effect in orders {
            place.guarded(|| perform(&place, &folders, &mut spellers, effect));
        }
    });
    sender
}

fn perform(place: &Place, folders: &Folders, spellers: &mut BTreeMap<Lang, Speller>, effect: Effect) {
    match effect {
        Effect::Spell { lang, words } => match speller(folders, spellers, &lang) {
            Ok(speller) => {
                let judged = words.into_iter().map(|word| (speller.is_right(&word), word));
                let answers = judged.map(|(right, word)| (word, right)).collect();
                place.tell(Event::Spelled(Spelled::Words { lang, answers }));
            }
            Err(why) => place.tell(Event::Spelled(Spelled::NoDictionary { lang, why: why.to_string() })),
        },
        Effect::Suggest { lang, word } => {
            let found = speller(folders, spellers, &lang).map(|speller| speller.suggestions(&word, MOST));
            let suggestions = found.unwrap_or_default();
            place.tell(Event::Spelled(Spelled::Meant { lang, word, suggestions }));
        }
        Effect::KeepWord { lang, word } => keep(place, &lang, &word),
        _ => {}
    }
}

/// One that was not there is looked for again: somebody may have installed it.
fn speller<'s>(
    folders: &Folders,
    spellers: &'s mut BTreeMap<Lang, Speller>,
    lang: &Lang,
) -> Result<&'s Speller, Error> {
    if !spellers.contains_key(lang) {
        spellers.insert(lang.clone(), Speller::read(folders, lang)?);
    }
    spellers.get(lang).ok_or_else(|| Error::Missing(lang.clone()))
}

fn keep(place: &Place, lang: &Lang, word: &str) {
    let kept = place.workspace().and_then(|workspace| {
        workspace.keep_word(lang, word)?;
        Ok(workspace.glossary().0)
    });
    match kept {
        Ok(glossary) => {
            let words = format!("\"{word}\" is in glossary.toml now.");
            place.tell(Event::Spelled(Spelled::Kept(Box::new(glossary))));
            place.tell(Event::Done(Told::new(words)));
        }
        Err(why) => place.failed("The word was not added to glossary.toml", &why),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Clock;
    use crate::tui::perform::tests::{desk, heard, lang};
    use crate::workspace::save;

    #[tokio::test]
    async fn a_dictionary_that_comes_later_is_found_and_a_kept_word_is_in_the_glossary() {
        let (desk, dictionaries) = (desk(), tempfile::tempdir().expect("a folder"));
        let (events, mut told) = tokio::sync::mpsc::unbounded_channel();
        let clock = Clock::Fixed("2018-06-20T23:30:00Z".parse().expect("a moment"));
        let runtime = tokio::runtime::Handle::current();
        let place = Place::new(desk.folder.path().to_owned(), clock, runtime, events);
        let orders = begin(place, Folders::new(vec![dictionaries.path().to_owned()]));
        let hu = lang("hu");
        let spell = || {
            let words = vec!["ház".to_owned(), "haz".to_owned()];
            orders.send(Effect::Spell { lang: lang("hu"), words }).expect("ordered");
        };
        spell();
        let Some(Event::Spelled(Spelled::NoDictionary { why, .. })) = heard(&mut told).await else {
            panic!("no dictionary")
        };
        assert!(why.contains("hunspell-hu"), "{why}");
        for (file, text) in [("hu_HU.aff", "SET UTF-8\nMAP 1\nMAP aá\n"), ("hu_HU.dic", "1\nház\n")] {
            save::atomically(&dictionaries.path().join(file), text.as_bytes()).expect("a file");
        }
        spell();
        let Some(Event::Spelled(Spelled::Words { answers, .. })) = heard(&mut told).await else {
            panic!("no answer")
        };
        assert_eq!(answers, [("ház".to_owned(), true), ("haz".to_owned(), false)]);
        orders.send(Effect::Suggest { lang: hu.clone(), word: "haz".to_owned() }).expect("ordered");
        let Some(Event::Spelled(Spelled::Meant { suggestions, .. })) = heard(&mut told).await else {
            panic!("none")
        };
        assert_eq!(suggestions, ["ház"]);
        orders.send(Effect::KeepWord { lang: hu.clone(), word: "haz".to_owned() }).expect("ordered");
        let Some(Event::Spelled(Spelled::Kept(glossary))) = heard(&mut told).await else {
            panic!("not kept")
        };
        assert_eq!(glossary.words[&hu], ["haz"]);
        assert_eq!(desk.workspace.glossary().0, *glossary);
    }
}
