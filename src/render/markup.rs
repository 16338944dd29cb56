//! Reads tags as they are written, without mending them as a browser would: what is open must be closed, in order.
//!
//! The letter is read before its styles are written into the tags: whoever does that mends what it reads.

use std::ops::Range;

use scraper::{Html, Node};

/// Elements that have no end tag.
pub const VOID: &[&str] =
    &["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"];

/// Elements whose content is text whatever it looks like.
const RAW: &[&str] = &["script", "style", "textarea", "title", "xmp"];

/// Something in the tags that is not well-formed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MarkupFault {
    /// The byte at which the tag begins.
    pub at: usize,
    /// The tag as it begins, in small letters: `<p`, `</p`, `<!--[if`.
    pub tag: String,
    /// A sentence.
    pub what: String,
}

fn fault(at: usize, tag: impl Into<String>, what: impl Into<String>) -> MarkupFault {
    MarkupFault { at, tag: tag.into(), what: what.into() }
}

/// Whether a browser adds this element by itself.
fn is_implied(name: &str) -> bool {
    matches!(name, "html" | "head" | "body" | "tbody" | "colgroup")
}

/// What a scan of the source meets.
#[derive(Debug, PartialEq, Eq)]
pub enum Tag {
    Start {
        name: String,
        closed: bool,
    },
    End(String),
    Comment(String),
    /// `<!…>` that is no comment.
    Declaration(String),
    Unfinished,
}

/// Everything in a whole page that is not well-formed, and what a browser would put elsewhere.
pub fn page_faults(html: &str) -> Vec<MarkupFault> {
    let mut found = faults(html);
    if found.is_empty() {
        found.extend(moved(html));
    }
    found
}

/// The first element that a browser puts elsewhere than where it is written.
fn moved(html: &str) -> Option<MarkupFault> {
    let tree = Html::parse_document(html);
    let read: Vec<&str> = tree
        .tree
        .root()
        .descendants()
        .filter_map(|node| match node.value() {
            Node::Element(element) => Some(element.name()),
            _ => None,
        })
        .filter(|name| !is_implied(name))
        .collect();
    let written = scan(html);
    let written: Vec<(usize, &str)> = written
        .iter()
        .filter_map(|(at, tag)| match tag {
            Tag::Start { name, .. } if !is_implied(name) => Some((at.start, name.as_str())),
            _ => None,
        })
        .collect();
    let differs =
        (0..read.len().max(written.len())).find(|n| read.get(*n) != written.get(*n).map(|(_, name)| name))?;
    // What a table can't hold stands before it afterwards.
    let before = read.get(differs).and_then(|name| written.iter().skip(differs).find(|one| one.1 == *name));
    let added = read.get(differs).map(|name| (0, *name));
    let (at, name) = before.or_else(|| written.get(differs)).copied().or(added)?;
    Some(fault(
        at,
        format!("<{name}"),
        format!("A browser puts <{name}> elsewhere than where it is written."),
    ))
}

/// Everything in a piece of a page that is not well-formed.
pub fn faults(html: &str) -> Vec<MarkupFault> {
    let tags = scan(html);
    let mut faults = unbalanced(&tags, "");
    let mut outlook = String::new();
    let mut revealed = Vec::new();
    for (at, tag) in &tags {
        let at = at.start;
        match tag {
            Tag::Unfinished => faults.push(fault(at, "<", "A tag or comment is opened and never closed.")),
            Tag::Declaration(text) if text.starts_with("<![if") || text.starts_with("<![endif") => {
                let what =
                    format!("{text} is a form of conditional comment that not every program understands.");
                faults.push(fault(at, text, what));
            }
            Tag::Comment(text) => match conditional(text) {
                Conditional::None => {}
                Conditional::Whole(inner) => outlook.push_str(inner),
                Conditional::Opens => revealed.push(at),
                Conditional::Closes => {
                    if revealed.pop().is_none() {
                        let what = "A conditional comment ends that never began.";
                        faults.push(fault(at, "<!--<![endif]", what));
                    }
                }
                Conditional::Broken => {
                    faults.push(fault(at, "<!--", "A conditional comment has no <![endif]."));
                }
            },
            _ => {}
        }
    }
    let opened = revealed.first().copied();
    faults.extend(opened.map(|at| fault(at, "<!--[if", "A conditional comment begins and never ends.")));
    faults.extend(unbalanced(&scan(&outlook), " in the parts for Outlook"));
    faults
}

enum Conditional<'a> {
    None,
    /// `[if mso]>…<![endif]`
    Whole(&'a str),
    /// `[if !mso]><!`
    Opens,
    /// `<![endif]`
    Closes,
    Broken,
}

/// Reads what stands between `<!--` and `-->`.
fn conditional(comment: &str) -> Conditional<'_> {
    if comment.trim() == "<![endif]" {
        return Conditional::Closes;
    }
    let Some(rest) = comment.trim_start().strip_prefix("[if") else {
        return if comment.contains("<![endif]") { Conditional::Broken } else { Conditional::None };
    };
    let Some((_, inner)) = rest.split_once("]>") else { return Conditional::Broken };
    if inner.trim() == "<!" {
        return Conditional::Opens;
    }
    inner.trim_end().strip_suffix("<![endif]").map_or(Conditional::Broken, Conditional::Whole)
}

fn unbalanced(tags: &[(Range<usize>, Tag)], place: &str) -> Vec<MarkupFault> {
    let never_closed = |(at, name): (usize, &str)| {
        fault(at, format!("<{name}"), format!("<{name}> is never closed{place}."))
    };
    let mut open: Vec<(usize, &str)> = Vec::new();
    let mut faults = Vec::new();
    for (at, tag) in tags {
        match tag {
            Tag::Start { name, closed } if !closed && !VOID.contains(&name.as_str()) => {
                open.push((at.start, name));
            }
            Tag::End(name) => match open.iter().rposition(|(_, other)| other == name) {
                Some(begin) => faults.extend(open.drain(begin..).skip(1).map(never_closed)),
                None => {
                    faults.push(fault(
                        at.start,
                        format!("</{name}"),
                        format!("</{name}> closes nothing{place}."),
                    ));
                }
            },
            _ => {}
        }
    }
    faults.extend(open.into_iter().map(never_closed));
    faults
}

/// The tags and comments with where they stand; of `<style>` and the like what is in them as well.
pub fn scan(html: &str) -> Vec<(Range<usize>, Tag)> {
    let mut tags = Vec::new();
    let mut at = 0;
    while let Some(next) = html[at..].find('<') {
        at += next;
        let rest = &html[at..];
        let (tag, length) = if let Some(comment) = rest.strip_prefix("<!--") {
            match comment.find("-->") {
                Some(end) => (Tag::Comment(comment[..end].to_owned()), end + 7),
                None => (Tag::Unfinished, rest.len()),
            }
        } else if rest.starts_with("<!") || rest.starts_with("<?") {
            match rest.find('>') {
                Some(end) => (Tag::Declaration(rest[..=end].to_owned()), end + 1),
                None => (Tag::Unfinished, rest.len()),
            }
        } else if rest[1..].starts_with(|c: char| c.is_ascii_alphabetic() || c == '/') {
            element(rest)
        } else {
            at += 1;
            continue;
        };
        let begin = at;
        at += length;
        if let Tag::Start { name, closed: false } = &tag
            && RAW.contains(&name.as_str())
        {
            let end = format!("</{name}");
            let rest = html[at..].to_ascii_lowercase();
            at += rest.find(&end).unwrap_or(rest.len());
        }
        tags.push((begin..at, tag));
    }
    tags
}

/// Reads one start or end tag at the beginning of `text`, and how long it is.
fn element(text: &str) -> (Tag, usize) {
    let mut quote = None;
    let end = text.char_indices().skip(1).find(|(_, c)| match (quote, c) {
        (None, '>') => true,
        (None, '"' | '\'') => {
            quote = Some(*c);
            false
        }
        (Some(open), c) if open == *c => {
            quote = None;
            false
        }
        _ => false,
    });
    let Some((end, _)) = end else { return (Tag::Unfinished, text.len()) };
    let inside = &text[1..end];
    let name = |from: &str| {
        let stop = from.find(|c: char| c.is_whitespace() || c == '/').unwrap_or(from.len());
        from[..stop].to_ascii_lowercase()
    };
    let tag = match inside.strip_prefix('/') {
        Some(closing) => Tag::End(name(closing)),
        None => Tag::Start { name: name(inside), closed: inside.ends_with('/') },
    };
    (tag, end + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_open_must_be_closed_in_order() {
        for (html, faults_expected) in [
            ("<p>a<br>b<img src=\"x>y\"></p>", 0),
            ("<p>a", 1),
            ("<p><b>a</p></b>", 2),
            ("a</p>", 1),
            ("a < b and <p title='a>b'>c</p>", 0),
            ("<style>p > b { }</style>", 0),
            ("<p", 1),
        ] {
            assert_eq!(faults(html).len(), faults_expected, "{html}: {:?}", faults(html));
        }
    }

    #[test]
    fn conditional_comments_are_balanced_and_of_the_two_known_forms() {
        for (html, faults_expected) in [
            ("<!--[if mso]><table><tr><td><![endif]-->x<!--[if mso]></td></tr></table><![endif]-->", 0),
            ("<!--[if mso]><table><tr><td><![endif]-->x<!--[if mso]></td></tr><![endif]-->", 1),
            ("<!--[if !mso]><!--><p>x</p><!--<![endif]-->", 0),
            ("<!--[if !mso]><!--><p>x</p>", 1),
            ("<p>x</p><!--<![endif]-->", 1),
            ("<![if !mso]><p>x</p><![endif]>", 2),
            ("<!--[if mso]><p>x</p>-->", 1),
            ("<!-- an ordinary one -->", 0),
        ] {
            assert_eq!(faults(html).len(), faults_expected, "{html}: {:?}", faults(html));
        }
    }
}
