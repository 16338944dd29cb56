//! XML from outside. What no program writes, and would take much time or memory, is refused.

use roxmltree::{Document, ParsingOptions};

/// More elements than any issue has.
const ELEMENTS: u32 = 200_000;
/// Elements inside each other; whoever walks through them may call itself so often.
const DEPTH: usize = 200;
/// The parser compares each attribute with all others of its element.
const COMPARED: usize = 50_000_000;
/// Declared again and again they are copied again and again.
const NAMESPACES: usize = 2_000;

/// Without DTD; the error says what is wrong with it, in English.
pub(super) fn parse(text: &str) -> Result<Document<'_>, String> {
    let compared: usize = text.split('<').map(|tag| tag.matches('=').count().pow(2)).sum();
    if compared > COMPARED || text.matches("xmlns").count() > NAMESPACES {
        return Err("it has more attributes than any program writes".to_owned());
    }
    let options = ParsingOptions { allow_dtd: false, nodes_limit: ELEMENTS, ..ParsingOptions::default() };
    let document = Document::parse_with_options(text, options).map_err(|error| error.to_string())?;
    if depth(&document) > DEPTH {
        return Err("its elements lie deeper inside each other than any program puts them".to_owned());
    }
    Ok(document)
}

fn depth(document: &Document<'_>) -> usize {
    let mut depths: Vec<usize> = Vec::new();
    for node in document.descendants() {
        let above = node.parent().and_then(|parent| depths.get(parent.id().get_usize()));
        depths.push(above.map_or(0, |depth| depth + 1));
    }
    depths.into_iter().max().unwrap_or_default()
}

/// How a letter that means something to XML is written.
pub(super) fn entity(letter: char) -> Option<&'static str> {
    match letter {
        '&' => Some("&amp;"),
        '<' => Some("&lt;"),
        '>' => Some("&gt;"),
        '"' => Some("&quot;"),
        _ => None,
    }
}

/// Letters that XML has no way to write.
pub(super) fn is_unwritable(letter: char) -> bool {
    matches!(letter, '\0'..'\t' | '\u{b}' | '\u{c}' | '\u{e}'..'\u{20}' | '\u{fffe}' | '\u{ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_no_program_writes_is_refused_before_it_takes_time_or_memory() {
        let attributes: String = (0..10_000).map(|at| format!(" a{at}=\"\"")).collect();
        let many = format!("<a{attributes}/>");
        let deep = format!("{}{}", "<a>".repeat(5_000), "</a>".repeat(5_000));
        let names: String = (0..3_000).map(|at| format!("<a xmlns:n{at}=\"u{at}\">")).collect();
        let doctype = "<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>";
        for (text, why) in [
            (many, "more attributes"),
            (names, "more attributes"),
            (deep, "deeper inside each other"),
            (doctype.to_owned(), "DTD"),
            ("<a/><a/>".to_owned(), "1:5"),
            ("<a>".to_owned(), "never closed"),
        ] {
            let error = parse(&text).expect_err(why);
            assert!(error.contains(why), "{why}: {error}");
        }
        assert!(parse("<a b=\"c\"><d/>e</a>").is_ok());
    }
}
