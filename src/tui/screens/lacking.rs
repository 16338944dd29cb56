//! What of the texts lacks an address, or words for those who don't see a picture.

use crate::domain::prose::{self, Block, Inline};
use crate::domain::{Issue, Lang, SectionId};

/// One such place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lacking {
    pub lang: Lang,
    pub section: SectionId,
    /// Of the section's text, from 0.
    pub line: usize,
    /// `picture, no words`
    pub what: &'static str,
    /// What stands there.
    pub words: String,
}

const NO_WORDS: &str = "picture without words:";
const NO_ADDRESS: &str = "link without an address:";
const NO_LINK: &str = "issue.toml has no link for:";

/// In every language of the issue, from top to bottom.
pub fn lacking(issue: &Issue) -> Vec<Lacking> {
    let mut found = Vec::new();
    for lang in &issue.languages {
        let Some(edition) = issue.editions.get(lang) else { continue };
        for section in issue.sections_for(lang) {
            let Some(text) = edition.section(&section.id) else { continue };
            let linked =
                section.link.as_ref().is_some_and(|link| link.get(lang).is_some_and(|link| !link.is_empty()));
            for (at, what) in in_text(&text.markdown, linked) {
                let line = text.markdown[..at].matches('\n').count();
                let words = text.markdown.split('\n').nth(line).unwrap_or_default().trim().to_owned();
                found.push(Lacking { lang: lang.clone(), section: section.id.clone(), line, what, words });
            }
        }
    }
    found
}

/// Where, in bytes, and what.
fn in_text(markdown: &str, linked: bool) -> Vec<(usize, &'static str)> {
    let (blocks, problems) = prose::parse(markdown);
    let mut found: Vec<(usize, &'static str)> = problems
        .iter()
        .filter_map(|problem| match problem.rule() {
            "IMG001" => Some((problem.span.start, NO_WORDS)),
            "LNK001" => Some((problem.span.start, NO_ADDRESS)),
            _ => None,
        })
        .collect();
    // An address that nothing stands in opens no link to the reader of texts.
    found.extend(markdown.match_indices("]()").map(|(at, _)| (at, NO_ADDRESS)));
    for block in blocks.iter().filter(|_| !linked) {
        match block {
            Block::Button { target, span, .. } if target == "link" => found.push((span.start, NO_LINK)),
            Block::Paragraph { content, span } if leads_to_link(content) => found.push((span.start, NO_LINK)),
            _ => {}
        }
    }
    found.sort_unstable();
    let line = |at: usize| markdown[..at].matches('\n').count();
    found.dedup_by_key(|(at, _)| line(*at));
    found
}

fn leads_to_link(content: &[Inline]) -> bool {
    content.iter().any(|inline| matches!(inline, Inline::Link { target, .. } if target == "link"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_of_lack_is_found_where_it_stands() {
        for (text, linked, found) in [
            ("Words.\n\n![](images/a.jpg)\n\nEnd.", false, vec![(2, NO_WORDS)]),
            ("![](decorative:images/a.jpg)\n\n![A](images/a.jpg)", false, vec![]),
            ("[The plan]()", false, vec![(0, NO_ADDRESS)]),
            ("A\n\n[The plan](nowhere)", false, vec![(2, NO_ADDRESS)]),
            ("[About it](link)", false, vec![(0, NO_LINK)]),
            ("Look [here](link).", false, vec![(0, NO_LINK)]),
            ("[About it](link)", true, vec![]),
            ("[The plan](https://example.org)", false, vec![]),
        ] {
            let at = |at: usize| text[..at].matches('\n').count();
            let all: Vec<_> =
                in_text(text, linked).into_iter().map(|(byte, what)| (at(byte), what)).collect();
            assert_eq!(all, found, "{text}");
        }
    }
}
