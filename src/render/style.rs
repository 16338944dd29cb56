//! `style.css`: what is written into the tags, and what stays in the head for dark screens and telephones.

use css_inline::CSSInliner;

use super::palette::Palette;
use crate::domain::Lang;

/// The two parts of the style, colours filled in.
#[derive(Debug, Clone, Default)]
pub struct Style {
    pub inlined: String,
    pub kept: String,
}

impl Style {
    /// `css` with the newsletter's colours, and the sides on which lines of `lang` begin and end. At-rules and rules
    /// for `[data-…]` are kept, the rest is inlined.
    pub fn of(css: &str, palette: &Palette, lang: &Lang) -> Self {
        let (start, end) = if lang.is_right_to_left() { ("right", "left") } else { ("left", "right") };
        let css = without_comments(css)
            .replace("$start", start)
            .replace("$end", end)
            .replace("$accent-text", &palette.accent_text)
            .replace("$accent-dark", &palette.accent_dark)
            .replace("$on-accent", &palette.on_accent)
            .replace("$accent", &palette.accent);
        let mut style = Self::default();
        for rule in top_level(&css) {
            let kept = rule.starts_with(['@', '[']);
            let part = if kept { &mut style.kept } else { &mut style.inlined };
            part.push_str(rule);
            part.push('\n');
        }
        style
    }
}

/// A sheet without what stands between `/*` and `*/`.
pub fn without_comments(css: &str) -> String {
    let mut out = String::with_capacity(css.len());
    let mut rest = css;
    while let Some((before, after)) = rest.split_once("/*") {
        out.push_str(before);
        rest = after.split_once("*/").map_or("", |(_, after)| after);
    }
    out + rest
}

/// Rules with everything inside their outermost braces.
fn top_level(css: &str) -> Vec<&str> {
    let (mut rules, mut depth, mut begin) = (Vec::new(), 0usize, 0);
    for (at, byte) in css.bytes().enumerate() {
        match byte {
            b'{' => depth += 1,
            b'}' => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    rules.push(css[begin..=at].trim());
                    begin = at + 1;
                }
            }
            _ => {}
        }
    }
    rules
}

/// Writes the style into the tags. Nothing is loaded from anywhere.
pub fn inline(html: &str) -> Result<String, css_inline::InlineError> {
    let options = CSSInliner::options()
        .load_remote_stylesheets(false)
        .keep_style_tags(false)
        .keep_link_tags(true)
        .apply_width_attributes(true);
    options.build().inline(html)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_for_screens_are_kept_and_colours_filled_in() {
        let css = "/* note { } */ a { color: $accent-text; }\n@media (x) { a { color: $accent; } }\n[data-ogsc] a { color: $on-accent; }";
        let style = Style::of(css, &Palette::of("#0a5c9e"), &Lang::parse("en").expect("a tag"));
        assert_eq!(style.inlined, "a { color: #0a5c9e; }\n");
        assert_eq!(style.kept, "@media (x) { a { color: #0a5c9e; } }\n[data-ogsc] a { color: #ffffff; }\n");
    }

    #[test]
    fn a_side_is_where_lines_begin_and_end() {
        let css = "q { border-$start: 1px; padding-$end: 2px; }";
        for (tag, written) in [
            ("en", "q { border-left: 1px; padding-right: 2px; }\n"),
            ("ar", "q { border-right: 1px; padding-left: 2px; }\n"),
        ] {
            let lang = Lang::parse(tag).expect("a tag");
            assert_eq!(Style::of(css, &Palette::of("#0a5c9e"), &lang).inlined, written);
        }
    }
}
