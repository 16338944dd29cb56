//! Which edition a reader gets: the language itself, another name of it, without its region, by the
//! configured chain, the source language; in this order.

use std::collections::BTreeMap;

use crate::domain::{EditionChoice, Lang};

/// Languages that readers of the first accept as their own, nearest first. Libraries send Norwegians to
/// English, because Unicode's fallback leads from `nb` to `no` and never back.
const ALIASES: &[(&str, &[&str])] = &[
    ("no", &["nb", "nn"]),
    ("nb", &["no", "nn"]),
    ("nn", &["nb", "no"]),
    ("iw", &["he"]),
    ("he", &["iw"]),
    ("mo", &["ro"]),
    ("sh", &["sr-Latn", "hr", "bs"]),
];

/// The edition for a reader who `wants` a language. `source` is taken as it is: an issue always has it.
pub fn negotiate(
    wants: Option<&Lang>,
    editions: &[Lang],
    chain: &BTreeMap<Lang, Vec<Lang>>,
    source: &Lang,
) -> (Lang, EditionChoice) {
    let Some(wants) = wants else { return (source.clone(), EditionChoice::Unspecified) };
    if let Some(own) = own_edition(wants, editions) {
        return own;
    }
    let has = |lang: &Lang| editions.contains(lang);
    for asked in std::iter::once(wants.clone()).chain(shortened(wants)) {
        for next in chain.get(&asked).into_iter().flatten() {
            if has(next) {
                return (next.clone(), EditionChoice::Chain);
            }
            if let Some(alias) = alias_in(next, editions) {
                return (alias, EditionChoice::Chain);
            }
        }
    }
    (source.clone(), EditionChoice::Source)
}

/// The edition that a reader of this language reads as their own, if there is one.
pub fn own_edition(wants: &Lang, editions: &[Lang]) -> Option<(Lang, EditionChoice)> {
    let has = |lang: &Lang| editions.contains(lang);
    if has(wants) {
        return Some((wants.clone(), EditionChoice::Exact));
    }
    if let Some(alias) = alias_in(wants, editions) {
        return Some((alias, EditionChoice::Alias));
    }
    for shorter in shortened(wants) {
        if has(&shorter) {
            return Some((shorter, EditionChoice::RegionStripped));
        }
        if let Some(alias) = alias_in(&shorter, editions) {
            return Some((alias, EditionChoice::Alias));
        }
    }
    let sister = editions.iter().find(|edition| differ_by_region(wants, edition))?;
    Some((sister.clone(), EditionChoice::RegionStripped))
}

/// The tag without its last part, without its last two parts, and so on.
fn shortened(lang: &Lang) -> impl Iterator<Item = Lang> {
    std::iter::successors(lang.parent(), Lang::parent)
}

fn alias_in(lang: &Lang, editions: &[Lang]) -> Option<Lang> {
    let (_, aliases) = ALIASES.iter().find(|(tag, _)| *tag == lang.as_str())?;
    aliases.iter().find_map(|alias| editions.iter().find(|edition| edition.as_str() == *alias).cloned())
}

/// `pt` and `pt-BR`, but not `sr-Latn` and `sr-Cyrl`.
fn differ_by_region(one: &Lang, other: &Lang) -> bool {
    let has_script = |lang: &Lang| lang.as_str().split('-').skip(1).any(|part| part.len() == 4);
    one.primary() == other.primary() && !has_script(one) && !has_script(other)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn langs(tags: &str) -> Vec<Lang> {
        tags.split_whitespace().map(|tag| Lang::parse(tag).expect("a tag")).collect()
    }

    #[test]
    fn a_reader_gets_the_nearest_edition() {
        use EditionChoice::*;
        let chain: BTreeMap<Lang, Vec<Lang>> = [("da", "nb sv"), ("fi", "sv"), ("is", "no")]
            .map(|(tag, to)| (Lang::parse(tag).expect("a tag"), langs(to)))
            .into();
        let table = [
            ("hu", "en hu sv nb nl", "hu", Exact),
            ("no", "en hu sv nb nl", "nb", Alias),
            ("nn", "en hu sv nb nl", "nb", Alias),
            ("nn-NO", "en nb", "nb", Alias),
            ("nb", "en no", "no", Alias),
            ("nl-BE", "en nl", "nl", RegionStripped),
            ("zh-Hant-TW", "en zh-Hant zh", "zh-Hant", RegionStripped),
            ("pt", "en pt-PT", "pt-PT", RegionStripped),
            ("sr-Latn", "en sr-Cyrl", "en", Source),
            ("da", "en sv nb", "nb", Chain),
            ("da-DK", "en sv", "sv", Chain),
            ("fi-FI", "en sv", "sv", Chain),
            ("is", "en nb", "nb", Chain),
            ("de", "en hu", "en", Source),
        ];
        for (wants, editions, gets, why) in table {
            let wants = Lang::parse(wants).expect("a tag");
            let found = negotiate(Some(&wants), &langs(editions), &chain, &langs("en")[0]);
            assert_eq!(found, (langs(gets)[0].clone(), why), "{wants} of {editions}");
        }
        let found = negotiate(None, &langs("en hu"), &chain, &langs("en")[0]);
        assert_eq!(found, (langs("en")[0].clone(), Unspecified));
    }
}
