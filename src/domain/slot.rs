//! Where the reader's own words go, and how they must be escaped there.

use std::borrow::Cow;

use super::wrap;

/// A gap in a letter.
#[derive(Debug, Clone, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub struct Slot {
    pub what: SlotWhat,
    pub place: SlotPlace,
}

impl Slot {
    /// `value` as it stands here: safe for the place, and a reason in the text part in lines like the rest of it.
    pub fn written<'v>(&self, value: &'v str) -> Cow<'v, str> {
        let safe = self.place.escape(value);
        match (&self.what, self.place) {
            (SlotWhat::Reason, SlotPlace::Plain) => {
                Cow::Owned(wrap::wrapped(&safe, wrap::WIDTH).trim_end().to_owned())
            }
            _ => safe,
        }
    }
}

/// What goes into it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub enum SlotWhat {
    /// A field of the reader (`name` or a column of the list), or the words to use where it is empty.
    Field { name: String, fallback: String },
    /// The address of the reader's own unsubscribe page.
    Unsubscribe,
    /// "You get this because …", from the list that the reader is on.
    Reason,
}

/// Where it stands: decides the escaping.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub enum SlotPlace {
    /// Between tags.
    Html,
    /// Inside a quoted attribute.
    Attribute,
    /// In the text part.
    Plain,
    /// In the subject.
    Header,
}

impl SlotPlace {
    /// Makes `value` safe for this place. Control characters never pass.
    pub fn escape(self, value: &str) -> Cow<'_, str> {
        let clean = !value.contains(char::is_control);
        let markup = matches!(self, Self::Html | Self::Attribute);
        if clean && (!markup || !value.contains(['<', '>', '&', '"', '\''])) {
            return Cow::Borrowed(value);
        }
        let mut out = String::with_capacity(value.len() + 16);
        for c in value.chars() {
            match c {
                '<' if markup => out.push_str("&lt;"),
                '>' if markup => out.push_str("&gt;"),
                '&' if markup => out.push_str("&amp;"),
                '"' if markup => out.push_str("&quot;"),
                '\'' if markup => out.push_str("&#39;"),
                c if c.is_control() => out.push(' '),
                c => out.push(c),
            }
        }
        Cow::Owned(out)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_cannot_open_a_tag_close_an_attribute_or_end_a_header() {
        let name = "<b>\"O'Neil\" & co\r\nBcc: x";
        assert_eq!(SlotPlace::Html.escape(name), "&lt;b&gt;&quot;O&#39;Neil&quot; &amp; co  Bcc: x");
        assert_eq!(SlotPlace::Header.escape(name), "<b>\"O'Neil\" & co  Bcc: x");
    }

    #[test]
    fn a_reason_is_wrapped_in_the_text_part_and_nowhere_else() {
        let long = "word ".repeat(20);
        let reason = |place| Slot { what: SlotWhat::Reason, place };
        let name = Slot {
            what: SlotWhat::Field { name: "name".into(), fallback: String::new() },
            place: SlotPlace::Plain,
        };
        let text = reason(SlotPlace::Plain).written(&long).into_owned();
        assert_eq!(text.lines().map(str::len).collect::<Vec<_>>(), [69, 29]);
        assert!(!text.ends_with('\n'));
        assert_eq!(reason(SlotPlace::Html).written(&long), long);
        assert_eq!(name.written(&long), long);
    }
}
