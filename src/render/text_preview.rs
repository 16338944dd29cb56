//! A section as lines of text while it is being written: quick, and content with half a sentence.

use super::text::{TextWriter, rule_below};
use crate::domain::prose::{parse, parse_line};
use crate::domain::{Section, SectionText, wrap};

/// The lines of one section, `width` columns wide; fields show what readers without one will see.
pub fn text_preview(
    section: &Section,
    written: &SectionText,
    link: Option<&str>,
    width: usize,
) -> Vec<String> {
    let (heading, _) = parse_line(&written.heading);
    let (blocks, _) = parse(&written.markdown);
    let mut field = |_: &str, fallback: &str| fallback.to_owned();
    let picture = |alt: &str| alt.to_owned();
    let mut writer = TextWriter { section, link, field: &mut field, picture: &picture };
    let heading = writer.line(&heading);
    let text = format!("{heading}\n{}\n\n{}", rule_below(&heading, '-'), writer.blocks(&blocks));
    wrap::wrapped(&text, width.max(20)).lines().map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Kind, SectionId};

    #[test]
    fn half_a_sentence_is_shown_as_far_as_it_goes() {
        let id = SectionId::parse("news").expect("an id");
        let section = Section::new(id.clone(), Kind::parse("story").expect("a kind"));
        let written = SectionText {
            id,
            heading: "News *now".into(),
            markdown: "Dear {{name|reader}}, this line is long enough to be wrapped.\n\n- one\n- [two](http"
                .into(),
            heading_line: 1,
            body_line: 2,
        };
        let lines = text_preview(&section, &written, None, 30);
        let expected = [
            "News *now",
            "---------",
            "",
            "Dear reader, this line is long",
            "enough to be wrapped.",
            "",
            "- one",
            "- [two](http",
        ];
        assert_eq!(lines, expected);
    }
}
