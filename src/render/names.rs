//! Foreign names of the glossary in a finished page: each gets the language that it is in, so that a screen reader
//! pronounces it well. Done on the page, so that no part of the letter can be forgotten, whoever wrote its template.

use std::ops::Range;

use super::html::escape;
use super::markup::{self, Tag};
use crate::domain::{Glossary, Lang, name_mentions};

/// A name as pages write it, and the language that it is in.
type Name<'g> = (&'g Lang, String);

/// What is known of the elements around some words.
#[derive(Debug)]
struct Around {
    element: String,
    lang: Lang,
    /// Inside words that somebody marked already.
    marked: bool,
}

/// `html`, the page of an edition in `lang`, with every name in a language other than that of the words around it marked.
/// Attributes, addresses, styles and what has a language of its own stay as they are.
pub fn marked(html: &str, lang: &Lang, glossary: &Glossary) -> String {
    let mut names: Vec<Name<'_>> = Vec::new();
    for (home, name) in glossary.foreign_names().filter(|(_, name)| !name.trim().is_empty()) {
        // An apostrophe is escaped, a typographic one is not.
        names.push((home, escape(name)));
        names.extend(name.contains('\'').then(|| (home, escape(&name.replace('\'', "’")))));
    }
    if names.is_empty() {
        return html.to_owned();
    }
    let mut out = String::with_capacity(html.len() + html.len() / 16);
    let mut open = vec![Around { element: String::new(), lang: lang.clone(), marked: false }];
    let mut done = 0;
    for (range, tag) in markup::scan(html) {
        out.push_str(&words(&html[done..range.start], open.last(), &names));
        let written = &html[range.clone()];
        out.push_str(written);
        done = range.end;
        match tag {
            Tag::Start { name, closed } if !closed && !markup::VOID.contains(&name.as_str()) => {
                enter(&mut open, name, written);
            }
            Tag::End(name) => {
                let begun = open.iter().rposition(|one| one.element == name);
                open.truncate(begun.unwrap_or(open.len()).max(1));
            }
            _ => {}
        }
    }
    out.push_str(&words(&html[done..], open.last(), &names));
    out
}

fn enter(open: &mut Vec<Around>, element: String, written: &str) {
    let Some(outer) = open.last() else { return };
    let said = language_of(written);
    let marked = outer.marked || said.is_some() && element == "span";
    let lang = said.unwrap_or_else(|| outer.lang.clone());
    open.push(Around { element, lang, marked });
}

/// The `lang` of a start tag.
fn language_of(tag: &str) -> Option<Lang> {
    let value = tag.split_once(" lang=").map(|(_, value)| value)?;
    let value = value.trim_start_matches(['"', '\'']);
    let end = value.find(|c: char| !c.is_ascii_alphanumeric() && c != '-').unwrap_or(value.len());
    Lang::parse(&value[..end]).ok()
}

/// Words between two tags, names marked.
fn words(text: &str, around: Option<&Around>, names: &[Name<'_>]) -> String {
    let Some(around) = around.filter(|one| !one.marked && !text.trim().is_empty()) else {
        return text.to_owned();
    };
    let foreign = names.iter().filter(|(home, _)| home.primary() != around.lang.primary());
    let mut found: Vec<(Range<usize>, &Lang)> = foreign
        .flat_map(|(home, name)| {
            name_mentions(text, name, &around.lang).into_iter().map(move |at| (at, *home))
        })
        .filter(|(range, _)| is_words(text, range))
        .collect();
    found.sort_by_key(|(range, _)| (range.start, std::cmp::Reverse(range.end)));
    let mut out = String::with_capacity(text.len());
    let mut done = 0;
    for (range, home) in found {
        // A name inside a longer one is part of it.
        if range.start < done {
            continue;
        }
        let dir =
            if home.dir() == around.lang.dir() { String::new() } else { format!(" dir=\"{}\"", home.dir()) };
        out.push_str(&text[done..range.start]);
        out.push_str(&format!("<span lang=\"{home}\"{dir}>{}</span>", &text[range.clone()]));
        done = range.end;
    }
    out + &text[done..]
}

/// Whether what stands there is neither part of an address nor of an entity such as `&amp;`.
fn is_words(text: &str, range: &Range<usize>) -> bool {
    let before = text[..range.start].rsplit(char::is_whitespace).next().unwrap_or_default();
    let behind = text[range.end..].split(char::is_whitespace).next().unwrap_or_default();
    let mut dotted = behind.split('.').skip(1);
    let is_host = before.ends_with('.') || dotted.any(|part| part.starts_with(|c: char| c.is_alphanumeric()));
    let is_address = before.contains("://") || before.contains('@') || behind.starts_with('@');
    !is_host && !is_address && !before.ends_with(['&', '#'])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Term;

    fn lang(tag: &str) -> Lang {
        Lang::parse(tag).expect("a tag")
    }

    fn glossary() -> Glossary {
        let term = |name: &str, language: &str| Term {
            term: name.to_owned(),
            forms: std::collections::BTreeMap::new(),
            avoid: std::collections::BTreeMap::new(),
            language: Some(lang(language)),
            explanation: None,
        };
        let mut home = term("Semmelweis University", "hu");
        home.forms.insert(lang("hu"), vec!["Semmelweis Egyetem".to_owned()]);
        let terms = vec![
            term("Nära vård", "sv"),
            term("Nära", "sv"),
            term("Côte d'Azur", "fr"),
            term("Pécs & Ózd", "hu"),
            term("amp", "sv"),
            term("بيت", "ar"),
            home,
        ];
        Glossary { terms, ..Glossary::default() }
    }

    #[test]
    fn a_name_gets_its_language_once_and_addresses_attributes_and_what_has_one_stay() {
        let long = "<p>A <span lang=\"sv\">Nära vårdot</span> ajánljuk.</p>";
        for (tag, html, wanted) in [
            ("hu", "<p>A Nära vårdot ajánljuk.</p>", long),
            ("hu", long, long),
            ("sv", "<h2>Nära vård</h2>", "<h2>Nära vård</h2>"),
            ("sv-FI", "<h2>Nära vård</h2>", "<h2>Nära vård</h2>"),
            ("en", "<h2>Nära\nvård</h2>", "<h2><span lang=\"sv\">Nära\nvård</span></h2>"),
            (
                "en",
                "<p>närabutik, Nära.se, info@Nära, https://x.org/Nära</p>",
                "<p>närabutik, Nära.se, info@Nära, https://x.org/Nära</p>",
            ),
            (
                "en",
                "<a href=\"Nära\" title='a > Nära'>Nära</a>",
                "<a href=\"Nära\" title='a > Nära'><span lang=\"sv\">Nära</span></a>",
            ),
            (
                "en",
                "<title>Nära</title><style>Nära</style><!--[if mso]>Nära<![endif]-->",
                "<title>Nära</title><style>Nära</style><!--[if mso]>Nära<![endif]-->",
            ),
            (
                "en",
                "<p>the C&ocirc;te, Côte d&#39;Azur, Côte d’Azur</p>",
                "<p>the C&ocirc;te, <span lang=\"fr\">Côte d&#39;Azur</span>, <span lang=\"fr\">Côte d’Azur</span></p>",
            ),
            (
                "en",
                "<p>Pécs &amp; Ózd &amp; more</p>",
                "<p><span lang=\"hu\">Pécs &amp; Ózd</span> &amp; more</p>",
            ),
            ("en", "<p>the بيت</p>", "<p>the <span lang=\"ar\" dir=\"rtl\">بيت</span></p>"),
            (
                "en",
                "<p>Semmelweis University, Semmelweis Egyetem</p>",
                "<p>Semmelweis University, <span lang=\"hu\">Semmelweis Egyetem</span></p>",
            ),
            (
                "en",
                "<div lang=\"sv\"><br>Nära</div><p>Nära</p>",
                "<div lang=\"sv\"><br>Nära</div><p><span lang=\"sv\">Nära</span></p>",
            ),
            (
                "en",
                "<p><em>N</em>ära \u{e000}Nära\u{e001}</p>",
                "<p><em>N</em>ära \u{e000}<span lang=\"sv\">Nära</span>\u{e001}</p>",
            ),
        ] {
            assert_eq!(marked(html, &lang(tag), &glossary()), wanted, "{tag}");
        }
    }
}
