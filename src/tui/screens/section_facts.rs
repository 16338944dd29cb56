//! What `issue.toml` says of a section, as a form changes it: only what was changed goes over, so that what others wrote
//! meanwhile stays.

use crate::domain::{Event, Lang, Localized, Picture, Section};

/// Of a section: its event but for its date and place, and its pictures.
#[derive(Debug, PartialEq)]
pub struct Details<'a> {
    pub event: Option<&'a Event>,
    pub pictures: &'a [Picture],
}

impl<'a> Details<'a> {
    pub fn of(section: Option<&'a Section>) -> Self {
        let event = section.and_then(|section| section.event.as_ref());
        Self { event, pictures: section.map_or(&[], |section| &section.pictures) }
    }

    /// Whether both say the same beside date and place.
    pub fn same(&self, other: &Self) -> bool {
        let bare = |event: Option<&Event>| {
            event.map(|event| {
                let Event { starts: _, place: _, ends, status, online, organiser, deadlines, contacts } =
                    event.clone();
                (ends, status, online, organiser, deadlines, contacts)
            })
        };
        let nothing = |event: Option<&Event>| {
            event.is_none_or(|event| {
                event.ends.is_none()
                    && event.status == crate::domain::EventStatus::default()
                    && event.online.is_none()
                    && event.organiser.is_none()
                    && event.deadlines.is_empty()
                    && event.contacts.is_empty()
            })
        };
        let events = bare(self.event) == bare(other.event) || nothing(self.event) && nothing(other.event);
        events && self.pictures == other.pictures
    }
}

/// Makes a section say what is another in `to` than in `from`, and leaves the rest of it.
pub fn take_over(section: &mut Section, from: &Section, to: &Section) {
    if from.pictures != to.pictures {
        section.pictures.clone_from(&to.pictures);
    }
    match (&mut section.event, &from.event, &to.event) {
        (Some(event), Some(from), Some(to)) => take_event(event, from, to),
        (event, from, to) if from != to => event.clone_from(to),
        _ => {}
    }
    if from.undated_place != to.undated_place {
        section.undated_place.clone_from(&to.undated_place);
    }
}

fn take_event(event: &mut Event, from: &Event, to: &Event) {
    fn take<T: PartialEq + Clone>(here: &mut T, from: &T, to: &T) {
        if from != to {
            here.clone_from(to);
        }
    }
    take(&mut event.starts, &from.starts, &to.starts);
    take(&mut event.ends, &from.ends, &to.ends);
    take(&mut event.status, &from.status, &to.status);
    take(&mut event.place, &from.place, &to.place);
    take(&mut event.online, &from.online, &to.online);
    take(&mut event.organiser, &from.organiser, &to.organiser);
    take(&mut event.deadlines, &from.deadlines, &to.deadlines);
    take(&mut event.contacts, &from.contacts, &to.contacts);
}

/// Words of a fact after they were typed in the edition of `lang`. Where one text served all, another language begins its
/// own; what stands there already, if only borrowed from the source, is no new text.
pub fn reworded(
    old: Option<&Localized>,
    lang: &Lang,
    source: &Lang,
    languages: usize,
    typed: &str,
) -> Option<Localized> {
    let shown = old.map_or("", |old| old.get_or_source(lang, source));
    if shown.trim() == typed.trim() {
        return old.cloned();
    }
    let typed = typed.trim().to_owned();
    let mut texts = match old {
        Some(Localized::Each(texts)) => texts.clone(),
        Some(Localized::One(text)) if lang != source => [(source.clone(), text.clone())].into(),
        _ if languages < 2 => return (!typed.is_empty()).then_some(Localized::One(typed)),
        Some(Localized::One(_)) => return (!typed.is_empty()).then_some(Localized::One(typed)),
        None => std::collections::BTreeMap::default(),
    };
    if typed.is_empty() {
        texts.remove(lang);
    } else {
        texts.insert(lang.clone(), typed);
    }
    (!texts.is_empty()).then_some(Localized::Each(texts))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_changed_in_the_language_they_are_typed_in() {
        let lang = |tag: &str| Lang::parse(tag).expect("a language");
        let (en, hu) = (lang("en"), lang("hu"));
        let one = |text: &str| Localized::One(text.into());
        let each = |texts: &[(&Lang, &str)]| {
            Localized::Each(texts.iter().map(|(lang, text)| ((*lang).clone(), (*text).to_owned())).collect())
        };
        let both = each(&[(&en, "Register"), (&hu, "Regisztráció")]);
        for (old, typed_in, languages, typed, new) in [
            (None, &hu, 2, "Regisztráció", Some(each(&[(&hu, "Regisztráció")]))),
            (None, &en, 1, "Register", Some(one("Register"))),
            (Some(one("Register")), &en, 2, "Register now", Some(one("Register now"))),
            (Some(one("Register")), &hu, 2, "Register", Some(one("Register"))),
            (Some(one("Register")), &hu, 2, "Regisztráció", Some(both.clone())),
            (Some(both.clone()), &hu, 2, "", Some(each(&[(&en, "Register")]))),
            (Some(each(&[(&en, "Register")])), &hu, 2, "Register", Some(each(&[(&en, "Register")]))),
            (Some(one("Register")), &en, 2, " ", None),
            (None, &hu, 2, "", None),
        ] {
            assert_eq!(reworded(old.as_ref(), typed_in, &en, languages, typed), new, "{old:?} {typed}");
        }
    }
}
