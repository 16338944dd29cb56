//! Which edition one subscriber gets, and the words that fill its slots. Pure, one at a time, no plan in memory.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::{
    EditionChoice, FallbackPolicy, Keys, Lang, Letter, List, ListName, Recipient, SkipReason, SlotWhat,
    Slots, Spliced, Subscriber,
};
use crate::locale::{negotiate, own_edition};

/// Everything that placing needs to know, the same for all subscribers.
#[derive(Debug)]
pub struct Placer<'a> {
    keys: &'a Keys,
    editions: Vec<Lang>,
    /// Of the editions: the languages in which sections stand that it lacks.
    lent: BTreeMap<Lang, Vec<Lang>>,
    chain: BTreeMap<Lang, Vec<Lang>>,
    source: Lang,
    /// By edition: the fields that its letter uses.
    fields: BTreeMap<Lang, BTreeSet<String>>,
    /// By edition: whether its letter says why a reader gets it.
    says_why: BTreeSet<Lang>,
    lists: BTreeMap<ListName, (u32, List)>,
    /// By edition: what it says to readers of lists that give no reason in its language.
    reasons: BTreeMap<Lang, String>,
}

fn slots_of(letter: &Letter) -> impl Iterator<Item = &SlotWhat> {
    [&letter.subject, &letter.html, &letter.text].into_iter().flat_map(Spliced::slots).map(|slot| &slot.what)
}

impl<'a> Placer<'a> {
    /// `lists` in the order in which the mailing names them; `source` is the edition for whom no other fits.
    pub fn new(
        keys: &'a Keys,
        letters: &[Letter],
        lists: Vec<List>,
        chain: BTreeMap<Lang, Vec<Lang>>,
        source: Lang,
    ) -> Self {
        let mut fields: BTreeMap<Lang, BTreeSet<String>> = BTreeMap::new();
        let mut says_why = BTreeSet::new();
        for letter in letters {
            let of_this = fields.entry(letter.lang.clone()).or_default();
            for what in slots_of(letter) {
                match what {
                    SlotWhat::Field { name, .. } => _ = of_this.insert(name.clone()),
                    SlotWhat::Reason => _ = says_why.insert(letter.lang.clone()),
                    SlotWhat::Unsubscribe => {}
                }
            }
        }
        let editions = letters.iter().map(|letter| letter.lang.clone()).collect();
        let parted = letters.iter().filter(|letter| !letter.lent.is_empty());
        let lent =
            parted.map(|letter| (letter.lang.clone(), letter.lent.values().cloned().collect())).collect();
        let lists = (0..).zip(lists).map(|(rank, list)| (list.name.clone(), (rank, list))).collect();
        Self { keys, editions, lent, chain, source, fields, says_why, lists, reasons: BTreeMap::new() }
    }

    /// By edition: why somebody gets it whose list does not say so in its language.
    #[must_use]
    pub fn with_reasons(self, reasons: BTreeMap<Lang, String>) -> Self {
        Self { reasons, ..self }
    }

    /// By edition: the languages of the sections that stand in it marked, as it lacks them.
    pub fn lent(&self) -> &BTreeMap<Lang, Vec<Lang>> {
        &self.lent
    }

    /// What this subscriber gets. Whether they are left out for anything but their language is the ledger's to say.
    pub fn place(&self, reader: &Subscriber) -> Recipient {
        let listed = self.lists.get(&reader.list);
        let takes_parts = listed.is_some_and(|(_, list)| list.fallback == FallbackPolicy::Sections);
        let whole = |edition: &&Lang| takes_parts || !self.lent.contains_key(*edition);
        let editions: Vec<Lang> = self.editions.iter().filter(whole).cloned().collect();
        if let Some(lacks) = listed.and_then(|(_, list)| held(list, reader, &editions)) {
            return self.recipient(reader, lacks.clone(), EditionChoice::Held, Slots::default());
        }
        let (edition, why) = self.edition(reader, &editions);
        let mut slots = Slots::default();
        for name in self.fields.get(&edition).into_iter().flatten() {
            let value = match name.as_str() {
                "name" => reader.name.as_deref(),
                other => reader.fields.get(other).map(String::as_str),
            };
            if let Some(value) = value.map(str::trim).filter(|value| !value.is_empty()) {
                slots.0.insert(name.clone(), value.to_owned());
            }
        }
        if self.says_why.contains(&edition) {
            let own = listed.and_then(|(_, list)| list.reason.as_ref());
            let in_theirs = own.and_then(|reason| reason.get(&edition));
            let in_general =
                || self.reasons.get(&edition).map(String::as_str).filter(|text| !text.is_empty());
            let text = in_theirs.or_else(in_general);
            if let Some(text) = text.or_else(|| Some(own?.get_or_source(&edition, &self.source))) {
                slots.0.insert(Slots::REASON.to_owned(), text.to_owned());
            }
        }
        self.recipient(reader, edition, why, slots)
    }

    fn recipient(&self, reader: &Subscriber, edition: Lang, why: EditionChoice, slots: Slots) -> Recipient {
        let listed = self.lists.get(&reader.list);
        Recipient {
            key: self.keys.addr_key(&reader.address),
            address: reader.address.clone(),
            name: reader.name.clone(),
            list: reader.list.clone(),
            list_rank: listed.map_or(u32::MAX, |(rank, _)| *rank),
            wants: reader.language.clone().filter(|_| reader.names_language),
            edition,
            why,
            slots,
            skipped: (why == EditionChoice::Held).then_some(SkipReason::NoEdition),
        }
    }

    fn edition(&self, reader: &Subscriber, editions: &[Lang]) -> (Lang, EditionChoice) {
        let wants = reader.language.as_ref();
        // Where the source itself lacks sections, another one is the last resort of who takes only a whole issue.
        let whole = editions.contains(&self.source).then_some(&self.source).or(editions.first());
        let (edition, why) = negotiate(wants, editions, &self.chain, whole.unwrap_or(&self.source));
        // Where the list's language leads is no choice of theirs.
        (edition, if reader.names_language { why } else { EditionChoice::Unspecified })
    }
}

/// The language for which this reader of a list gets nothing, because the list sends nobody another one than their own.
/// Who names none, and whose list names none, is not known to read another.
pub fn held<'r>(list: &List, reader: &'r Subscriber, editions: &[Lang]) -> Option<&'r Lang> {
    let wants = reader.language.as_ref().filter(|_| list.fallback == FallbackPolicy::Hold)?;
    own_edition(wants, editions).is_none().then_some(wants)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Address, Key, Localized, SectionId, Slot, SlotPlace};

    fn lang(tag: &str) -> Lang {
        Lang::parse(tag).unwrap()
    }

    fn keys() -> Keys {
        let key = || Key::new([7; 32]);
        Keys { address: key(), unsubscribe: vec![(1, key())], verp: key(), message_id: key() }
    }

    fn letter(tag: &str, what: Vec<SlotWhat>) -> Letter {
        let mut html = Spliced::default();
        for what in what {
            html.push_slot(Slot { what, place: SlotPlace::Html });
        }
        let text = Spliced::default();
        Letter {
            lang: lang(tag),
            subject: Spliced::fixed("x"),
            html,
            text,
            pictures: Vec::new(),
            calendar: Vec::new(),
            lent: BTreeMap::new(),
        }
    }

    fn field(name: &str) -> SlotWhat {
        SlotWhat::Field { name: name.to_owned(), fallback: "reader".to_owned() }
    }

    fn reader(wants: Option<&str>) -> Subscriber {
        Subscriber {
            address: Address::parse("Kati@example.hu").unwrap(),
            name: Some("Kati".to_owned()),
            language: wants.map(lang),
            names_language: wants.is_some(),
            list: ListName::parse("partners").unwrap(),
            fields: [("country".to_owned(), "HU".to_owned()), ("note".to_owned(), "private".to_owned())]
                .into(),
        }
    }

    fn list() -> List {
        List {
            name: ListName::parse("partners").unwrap(),
            title: None,
            description: None,
            reason: Some(Localized::Each(
                [(lang("en"), "You asked.".to_owned()), (lang("hu"), "Ön kérte.".to_owned())].into(),
            )),
            language: None,
            fallback: FallbackPolicy::Whole,
            basis: None,
            source: None,
            controller: None,
            public: false,
        }
    }

    #[test]
    fn a_row_keeps_only_what_its_letter_prints() {
        let keys = keys();
        let letters =
            [letter("en", vec![field("name")]), letter("hu", vec![field("country"), SlotWhat::Reason])];
        let placer = Placer::new(&keys, &letters, vec![list()], BTreeMap::new(), lang("en"));
        let placed = |wants| placer.place(&reader(wants)).slots.0.into_iter().collect::<Vec<_>>();
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        assert_eq!(placed(Some("hu")), [pair(Slots::REASON, "Ön kérte."), pair("country", "HU")]);
        assert_eq!(placed(None), [pair("name", "Kati")]);
    }

    #[test]
    fn a_reason_is_in_the_language_of_the_letter_or_the_letter_s_own() {
        let keys = keys();
        let says_why = |tag| letter(tag, vec![SlotWhat::Reason]);
        let letters = [says_why("en"), says_why("hu"), says_why("sv"), says_why("fi")];
        let reasons = [(lang("sv"), "Du står på listan.".to_owned()), (lang("fi"), String::new())].into();
        let placer = Placer::new(&keys, &letters, vec![list()], BTreeMap::new(), lang("en"));
        let placer = placer.with_reasons(reasons);
        for (wants, reason) in
            [("hu", "Ön kérte."), ("sv", "Du står på listan."), ("fi", "You asked."), ("en", "You asked.")]
        {
            assert_eq!(placer.place(&reader(Some(wants))).slots.0[Slots::REASON], reason, "{wants}");
        }
    }

    #[test]
    fn a_list_that_holds_sends_nobody_another_language_than_their_own() {
        let keys = keys();
        let letters = [letter("en", vec![]), letter("nb", vec![])];
        let chain: BTreeMap<_, _> = [(lang("da"), vec![lang("nb")])].into();
        let holds = List { fallback: FallbackPolicy::Hold, ..list() };
        let placer = Placer::new(&keys, &letters, vec![holds], chain, lang("en"));
        for (wants, named, edition, why) in [
            ("nb", true, "nb", EditionChoice::Exact),
            ("nn", true, "nb", EditionChoice::Alias),
            ("en-GB", true, "en", EditionChoice::RegionStripped),
            ("da", true, "da", EditionChoice::Held),
            ("fi", true, "fi", EditionChoice::Held),
            ("fi", false, "fi", EditionChoice::Held),
        ] {
            let placed = placer.place(&Subscriber { names_language: named, ..reader(Some(wants)) });
            let skipped = (why == EditionChoice::Held).then_some(SkipReason::NoEdition);
            assert_eq!(
                (placed.edition, placed.why, placed.skipped),
                (lang(edition), why, skipped),
                "{wants}"
            );
        }
        let placed = placer.place(&reader(None));
        assert_eq!((placed.edition, placed.skipped), (lang("en"), None), "nobody knows what they read");
    }

    #[test]
    fn an_edition_that_lacks_sections_is_only_for_lists_that_take_them_marked() {
        let keys = keys();
        let lent = [(SectionId::parse("two").unwrap(), lang("en"))].into();
        let letters = [letter("en", vec![]), Letter { lent, ..letter("hu", vec![]) }];
        let chain = BTreeMap::new();
        for (fallback, edition, why) in [
            (FallbackPolicy::Sections, "hu", EditionChoice::Exact),
            (FallbackPolicy::Whole, "en", EditionChoice::Source),
            (FallbackPolicy::Hold, "hu", EditionChoice::Held),
        ] {
            let list = List { fallback, ..list() };
            let placer =
                |source| Placer::new(&keys, &letters, vec![list.clone()], chain.clone(), lang(source));
            let placed = placer("en").place(&reader(Some("hu")));
            assert_eq!((placed.edition, placed.why), (lang(edition), why), "{fallback:?}");
            let placed = placer("hu").place(&reader(None));
            let last = if fallback == FallbackPolicy::Sections { "hu" } else { "en" };
            assert_eq!(placed.edition, lang(last), "{fallback:?}: the last resort is whole, too");
        }
    }

    #[test]
    fn readers_of_other_languages_get_the_nearest_edition_and_the_reason_is_kept() {
        let keys = keys();
        let letters = [letter("en", vec![]), letter("nb", vec![])];
        let chain = [(lang("da"), vec![lang("nb")])].into();
        let placer = Placer::new(&keys, &letters, vec![list()], chain, lang("en"));
        for (wants, edition, why) in [
            (Some("nb"), "nb", EditionChoice::Exact),
            (Some("nn"), "nb", EditionChoice::Alias),
            (Some("da"), "nb", EditionChoice::Chain),
            (Some("fi"), "en", EditionChoice::Source),
            (None, "en", EditionChoice::Unspecified),
        ] {
            let placed = placer.place(&reader(wants));
            assert_eq!((placed.edition, placed.why), (lang(edition), why), "{wants:?}");
        }
        let of_the_list = Subscriber { names_language: false, ..reader(Some("nb")) };
        let placed = placer.place(&of_the_list);
        let found = (placed.wants, placed.edition, placed.why);
        assert_eq!(found, (None, lang("nb"), EditionChoice::Unspecified), "they named none");
    }
}
