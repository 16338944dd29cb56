//! Bare addresses in running text become links.

use linkify::{LinkFinder, LinkKind};

use super::super::Inline;
use super::target::{self, Target};

/// Links every bare URL and e-mail address that is not yet inside a link.
pub fn find(content: Vec<Inline>) -> Vec<Inline> {
    let mut out = Vec::with_capacity(content.len());
    for inline in content {
        match inline {
            Inline::Text(text) => in_text(&text, &mut out),
            Inline::Emphasis(inner) => out.push(Inline::Emphasis(find(inner))),
            Inline::Strong(inner) => out.push(Inline::Strong(find(inner))),
            Inline::Phrase { lang, content } => out.push(Inline::Phrase { lang, content: find(content) }),
            other => out.push(other),
        }
    }
    out
}

fn in_text(text: &str, out: &mut Vec<Inline>) {
    if !text.contains("://") && !text.contains('@') {
        out.push(Inline::Text(text.to_owned()));
        return;
    }
    let mut push = |words: &str, target: Option<String>| match (target, out.last_mut()) {
        (Some(target), _) => {
            out.push(Inline::Link { target, content: vec![Inline::Text(words.to_owned())] });
        }
        (None, Some(Inline::Text(last))) => last.push_str(words),
        (None, _) => out.push(Inline::Text(words.to_owned())),
    };
    for span in LinkFinder::new().spans(text) {
        let words = span.as_str();
        let address = match span.kind() {
            Some(LinkKind::Email) => Some(format!("mailto:{words}")),
            Some(_) => Some(words.to_owned()),
            None => None,
        };
        match address.as_deref().map(target::read) {
            Some(Ok(Target::Link(target))) => push(words, Some(target)),
            _ => push(words, None),
        }
    }
}
