//! A picture as it stands in a text: `![alt](images/x.jpg)` and its caption, read and written.

use std::ops::Range;

use crate::domain::prose::{self, Block};

/// What an edition says of a picture.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PictureText {
    /// Below the folder.
    pub file: String,
    pub alt: String,
    pub decorative: bool,
    /// In the dialect, without the stars around it.
    pub caption: String,
}

/// What can't stand in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unfit {
    File,
    Alt,
    Caption,
}

impl PictureText {
    /// The picture that a line of a text is about, counted from 0, and its bytes there.
    pub fn on_line(markdown: &str, line: usize) -> Option<(Self, Range<usize>)> {
        let lines = |at: usize| markdown[..at].matches('\n').count();
        prose::parse(markdown).0.into_iter().find_map(|block| {
            let Block::Picture(block) = block else { return None };
            let source = markdown.get(block.span.clone())?.trim_end();
            let span = block.span.start..block.span.start + source.len();
            if !(lines(span.start)..=lines(span.end)).contains(&line) {
                return None;
            }
            let below = source.split_once('\n').map_or("", |(_, below)| below.trim());
            let caption = below.strip_prefix(['*', '_']).and_then(|words| words.strip_suffix(['*', '_']));
            let caption = caption.unwrap_or_default().replace('\n', " ");
            Some((Self { file: block.file, alt: block.alt, decorative: block.decorative, caption }, span))
        })
    }

    /// As it is written; what would be read as something else is said.
    pub fn markdown(&self) -> Result<String, Unfit> {
        let alt = if self.decorative { "" } else { self.alt.trim() };
        let mut escaped = String::new();
        for letter in alt.chars() {
            if matches!(letter, '\\' | '[' | ']' | '*' | '_' | '<' | '`' | '&') {
                escaped.push('\\');
            }
            escaped.push(letter);
        }
        let picture = if self.decorative {
            format!("![](decorative:{})", self.file)
        } else {
            format!("![{escaped}]({})", self.file)
        };
        let read = |text: &str| match <[Block; 1]>::try_from(prose::parse(text).0) {
            Ok([Block::Picture(block)]) => Some(block),
            _ => None,
        };
        let block =
            read(&picture).filter(|block| block.file == self.file && block.decorative == self.decorative);
        let block = block.ok_or(Unfit::File)?;
        if block.alt != alt || alt.contains("{{") {
            return Err(Unfit::Alt);
        }
        let caption = self.caption.trim();
        if caption.is_empty() {
            return Ok(picture);
        }
        let whole = format!("{picture}\n*{caption}*");
        let block = read(&whole).filter(|block| block.caption.is_some() && block.span.end >= whole.len());
        block.map(|_| whole).ok_or(Unfit::Caption)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_picture_is_found_on_its_lines_with_its_caption_and_on_no_other() {
        let text = "Words.\n\n![A ward](images/ward.jpg)\n*The **new** ward*\n\n![](decorative:images/line.png)\n\nEnd.";
        let found = |line| PictureText::on_line(text, line).map(|(picture, span)| (picture, &text[span]));
        let ward = PictureText {
            file: "images/ward.jpg".into(),
            alt: "A ward".into(),
            decorative: false,
            caption: "The **new** ward".into(),
        };
        let whole = "![A ward](images/ward.jpg)\n*The **new** ward*";
        assert_eq!(found(2), Some((ward.clone(), whole)));
        assert_eq!(found(3), Some((ward.clone(), whole)));
        assert_eq!(ward.markdown().as_deref(), Ok(whole));
        let line = found(5).expect("a picture");
        assert!(line.0.decorative && line.0.file == "images/line.png");
        assert_eq!(line.0.markdown().as_deref(), Ok(line.1));
        for other in [0, 1, 4, 6, 7] {
            assert_eq!(found(other), None, "{other}");
        }
    }

    #[test]
    fn what_would_be_read_as_something_else_is_said() {
        let with = |file: &str, alt: &str, caption: &str| {
            let (file, alt, caption) = (file.into(), alt.into(), caption.into());
            PictureText { file, alt, decorative: false, caption }.markdown()
        };
        assert_eq!(with("images/my ward.jpg", "A", ""), Err(Unfit::File));
        assert_eq!(with("../ward.jpg", "A", ""), Err(Unfit::File));
        assert_eq!(with("images/a.jpg", "{{name|you}}", ""), Err(Unfit::Alt));
        assert_eq!(with("images/a.jpg", "A", "one * two*"), Err(Unfit::Caption));
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn whatever_is_written_is_read_back(alt in "[a-zőÖ*_\\[\\]()<>!&`\\\\ .-]{1,20}", caption in "[a-zőÖ]{1,9}( [a-z.,]{1,9}){0,3}") {
            prop_assume!(!alt.trim().is_empty());
            let picture = PictureText { file: "images/a.jpg".into(), alt: alt.trim().into(), decorative: false, caption };
            if let Ok(text) = picture.markdown() {
                prop_assert_eq!(PictureText::on_line(&text, 0).map(|(read, _)| read), Some(picture));
            }
        }
    }
}
