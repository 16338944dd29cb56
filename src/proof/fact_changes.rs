//! In which facts two versions of a text differ: numbers, amounts, dates and times as `parity` reads them, and links.

use super::parity::{Fact, Text, What, differences};
use crate::domain::Lang;
use crate::domain::translation::FactChange;

/// The facts that changed, as the texts write them; one that only moved, or is written in another way, has not changed.
pub fn fact_changes(lang: &Lang, was: &str, now: &str) -> Vec<FactChange> {
    let (before, after) = (Text::read(lang, was), Text::read(lang, now));
    let of_address = |fact: &Option<Fact>| fact.as_ref().is_some_and(is_address);
    let mut found: Vec<FactChange> = differences(&before, &after)
        .iter()
        .filter(|one| !of_address(&one.source) && !of_address(&one.target))
        .map(|one| FactChange {
            was: one.source.as_ref().map(|fact| before.written(fact).to_owned()),
            is: one.target.as_ref().map(|fact| after.written(fact).to_owned()),
        })
        .collect();
    found.extend(address_changes(&before, &after));
    found
}

/// Between two languages a link may lead to a page of its own; within one it is the same or another.
fn address_changes(before: &Text, after: &Text) -> Vec<FactChange> {
    let mut came = addresses(after);
    let mut gone = addresses(before);
    gone.retain(|one| match came.iter().position(|other| other == one) {
        Some(at) => {
            came.remove(at);
            false
        }
        None => true,
    });
    let many = gone.len().max(came.len());
    let (mut gone, mut came) = (gone.into_iter(), came.into_iter());
    (0..many).map(|_| FactChange { was: gone.next(), is: came.next() }).collect()
}

fn addresses(text: &Text) -> Vec<String> {
    let facts = text.facts.iter().filter(|fact| is_address(fact));
    facts.map(|fact| text.written(fact).to_owned()).collect()
}

fn is_address(fact: &Fact) -> bool {
    matches!(fact.what, What::Link(_) | What::Mail(_))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_dates_and_links_that_changed_are_told_as_the_texts_write_them() {
        let change = |was: Option<&str>, is: Option<&str>| FactChange {
            was: was.map(str::to_owned),
            is: is.map(str::to_owned),
        };
        let said = |was, is| vec![change(Some(was), Some(is))];
        for (was, now, changes) in [
            ("On 25 October we meet.", "On 26 October we meet.", said("25 October", "26 October")),
            ("On 25 October we meet.", "On 25 November we meet.", said("25 October", "25 November")),
            ("On 25 October we meet.", "We all meet on the 25th of October.", vec![]),
            (
                "See [it](https://example.eu/a).",
                "See [it](https://example.eu/b).",
                said("https://example.eu/a", "https://example.eu/b"),
            ),
            ("[See the programme](link)", "[See the program](link)", vec![]),
            (
                "Write to info@example.eu.",
                "Write to news@example.eu.",
                said("info@example.eu", "news@example.eu"),
            ),
            ("We found **43**.", "We found 43!", vec![]),
            ("We found 43 of them.", "We found them all, 43.", vec![]),
            ("43 practices. We meet.", "We meet. 43 practices.", vec![]),
            ("We came. There were 40.", "We came.", vec![change(Some("40"), None)]),
            ("We came.", "We came. There were 40.", vec![change(None, Some("40"))]),
            ("A good day", "A better day", vec![]),
        ] {
            assert_eq!(fact_changes(&Lang::parse("en").expect("a tag"), was, now), changes, "{was} / {now}");
        }
    }
}
