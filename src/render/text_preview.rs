//! A section as lines of text while it is being written: quick, and content with half a sentence.

use super::text::{TextWriter, rule_below};
use super::wrap;
use crate::domain::prose::{parse, parse_line};
use crate::domain::{Section, SectionText};

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
