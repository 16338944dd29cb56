//! `[words]` of `glossary.toml` while a word is added: in its alphabetical place on a line of its own, so that what two people
//! add merges, and every other byte as it was.

use std::ops::Range;
use std::path::Path;

use toml_edit::{Array, Document, Item, Value};

use super::FILE;
use crate::domain::Lang;
use crate::workspace::editing::{TextFile, line_end};
use crate::workspace::{EditError, Error, Workspace};

const PREFACE: &str = "# Words that the spelling check lets pass, in each language.\n[words]\n";

impl Workspace {
    /// Adds a word to those that are let pass in a language. `Error::is_conflict` if somebody else wrote the file meanwhile.
    pub fn keep_word(&self, lang: &Lang, word: &str) -> Result<(), Error> {
        let mut file = TextFile::open(self.root(), Path::new(FILE))?;
        file.text = with_word(&file.text, lang, word)?;
        file.save()
    }
}

fn with_word(text: &str, lang: &Lang, word: &str) -> Result<String, EditError> {
    let document =
        Document::parse(text).map_err(|error| EditError::NotUnderstood(error.message().to_owned()))?;
    let end = line_end(text);
    let quoted = Value::from(word).to_string();
    let list = |others: &str| format!("{lang} = [{end}    {others}{quoted},{end}]{end}");
    let put = |place: Range<usize>, new: &str| {
        let mut text = text.to_owned();
        text.replace_range(place, new);
        Ok(text)
    };
    let form = || EditError::Form("words".to_owned());
    let Some(words) = document.get("words") else {
        let open = if text.is_empty() || text.ends_with('\n') { "" } else { end };
        let apart = if text.is_empty() { "" } else { end };
        let table = format!("{open}{apart}{}{}", PREFACE.replace('\n', end), list(""));
        return put(text.len()..text.len(), &table);
    };
    let words = words.as_table().ok_or_else(form)?;
    match words.get(lang.as_str()) {
        None => {
            let header = words.span().ok_or_else(form)?.start;
            let below = text[header..].find('\n').map(|at| header + at + 1);
            match below {
                Some(below) => put(below..below, &list("")),
                None => put(text.len()..text.len(), &format!("{end}{}", list(""))),
            }
        }
        Some(Item::Value(Value::Array(array))) => {
            let span = array.span().ok_or_else(form)?;
            let (at, new) = place_in(array, &text[span.clone()], word, &quoted, end).ok_or_else(form)?;
            put(at.unwrap_or(span), &new)
        }
        Some(item @ Item::Value(Value::String(other))) => {
            let span = item.span().ok_or_else(form)?;
            let other = Value::from(other.value().as_str()).to_string();
            put(span, &format!("[{other}, {quoted}]"))
        }
        Some(_) => Err(form()),
    }
}

/// Where the word goes into a list, before the first one that is behind it in the alphabet, and what is written there; at no
/// place: instead of the whole list.
fn place_in(
    array: &Array,
    written: &str,
    word: &str,
    quoted: &str,
    end: &str,
) -> Option<(Option<Range<usize>>, String)> {
    let between = if written.contains('\n') { format!("{end}    ") } else { " ".to_owned() };
    let Some(last) = array.iter().last() else {
        return Some((None, format!("[{end}    {quoted},{end}]")));
    };
    let known = |value: &&Value| value.as_str().is_some_and(|known| known == word);
    if array.iter().any(|value| known(&value)) {
        return Some((None, written.to_owned()));
    }
    let behind =
        |value: &&Value| value.as_str().is_some_and(|other| other.to_lowercase() > word.to_lowercase());
    if let Some(next) = array.iter().find(behind) {
        let at = next.span()?.start;
        return Some((Some(at..at), format!("{quoted},{between}")));
    }
    let at = last.span()?.end;
    Some((Some(at..at), format!(",{between}{quoted}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn added(text: &str, tag: &str, words: &[&str]) -> String {
        let lang = Lang::parse(tag).expect("a tag");
        words.iter().fold(text.to_owned(), |text, word| with_word(&text, &lang, word).expect("added"))
    }

    #[test]
    fn a_word_comes_into_its_place_on_a_line_of_its_own_and_all_else_stays() {
        let first = added("", "hu", &["podcast", "Ábel", "podcast", "ősz \"x\""]);
        let lines = format!("{PREFACE}hu = [\n    \"podcast\",\n    \"Ábel\",\n    'ősz \"x\"',\n]\n");
        assert_eq!(first, lines);
        let glossary = "# ours\r\n[[term]]\r\nterm = \"lab\"";
        let both = added(&added(glossary, "hu", &["b"]), "sv", &["d", "c"]);
        let preface = PREFACE.replace('\n', "\r\n");
        let words = "sv = [\r\n    \"c\",\r\n    \"d\",\r\n]\r\nhu = [\r\n    \"b\",\r\n]\r\n";
        assert_eq!(both, format!("{glossary}\r\n\r\n{preface}{words}"));
        let by_hand =
            "[words] # all\nhu = [ \"a\", \"c\" ] # mine\nnl = \"x\"\nde = []\n[[term]]\nterm = \"t\"\n";
        let more = added(&added(&added(by_hand, "hu", &["b", "d"]), "nl", &["y"]), "de", &["z"]);
        let wanted = "[words] # all\nhu = [ \"a\", \"b\", \"c\", \"d\" ] # mine\nnl = [\"x\", \"y\"]\nde = [\n    \"z\",\n]\n[[term]]\nterm = \"t\"\n";
        assert_eq!(more, wanted);
    }

    #[test]
    fn what_was_added_is_read_again_and_a_broken_file_is_left_alone() {
        let text = added("[[term]]\nterm = \"lab\"\n", "nl-BE", &["Zsolnay", "it's", "a\\b"]);
        let (glossary, problems) = super::super::read(&text);
        assert!(problems.is_empty(), "{problems:?}");
        let lang = Lang::parse("nl-BE").expect("a tag");
        assert_eq!(glossary.words[&lang], ["a\\b", "it's", "Zsolnay"]);
        for broken in ["[words", "words = 3\n", "[words]\nhu = 3\n"] {
            assert!(with_word(broken, &Lang::parse("hu").expect("a tag"), "x").is_err(), "{broken}");
        }
    }
}
