//! What the page of a preview shows, as its address says it.

use url::form_urlencoded::{Serializer, parse};

use crate::desk::invented::Invented;
use crate::domain::Lang;

/// The switches of the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct View {
    /// None: the first edition.
    pub lang: Option<Lang>,
    pub width: Width,
    /// The text part instead of the page.
    pub plain: bool,
    pub dark: bool,
    pub pictures: bool,
    pub reader: Invented,
}

/// How wide the letter is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Width {
    Phone,
    Tablet,
    /// As wide as the window has room.
    Computer,
}

impl Width {
    pub const ALL: [Self; 3] = [Self::Phone, Self::Tablet, Self::Computer];

    pub fn key(self) -> &'static str {
        match self {
            Self::Phone => "phone",
            Self::Tablet => "tablet",
            Self::Computer => "computer",
        }
    }

    pub fn in_words(self) -> &'static str {
        match self {
            Self::Phone => "Phone 375",
            Self::Tablet => "Tablet 768",
            Self::Computer => "Computer",
        }
    }
}

impl Default for View {
    fn default() -> Self {
        let (width, reader) = (Width::Computer, Invented::Usual);
        Self { lang: None, width, plain: false, dark: false, pictures: true, reader }
    }
}

impl View {
    /// What an address asks for; what it says that is no switch counts for nothing.
    pub fn asked(query: &str) -> Self {
        let mut view = Self::default();
        for (name, value) in parse(query.as_bytes()) {
            match &*name {
                "lang" => view.lang = Lang::parse(&value).ok(),
                "width" => {
                    let known = Width::ALL.into_iter().find(|width| width.key() == value);
                    view.width = known.unwrap_or(view.width);
                }
                "show" => view.plain = value == "text",
                "dark" => view.dark = value == "yes",
                "pictures" => view.pictures = value != "no",
                "reader" => {
                    let known = Invented::ALL.into_iter().find(|reader| reader.key() == value);
                    view.reader = known.unwrap_or(view.reader);
                }
                _ => {}
            }
        }
        view
    }

    /// As an address has it, behind the question mark.
    pub fn query(&self) -> String {
        let usual = Self::default();
        let mut query = Serializer::new(String::new());
        if let Some(lang) = &self.lang {
            query.append_pair("lang", lang.as_str());
        }
        for (name, value, said) in [
            ("width", self.width.key(), self.width != usual.width),
            ("show", "text", self.plain),
            ("dark", "yes", self.dark),
            ("pictures", "no", !self.pictures),
            ("reader", self.reader.key(), self.reader != usual.reader),
        ] {
            if said {
                query.append_pair(name, value);
            }
        }
        query.finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_says_all_switches_and_nothing_else_changes_one() {
        assert_eq!(View::asked("nonsense=1&width=wide&reader=anna@example.org&dark=1"), View::default());
        assert_eq!(View::default().query(), "");
        for width in Width::ALL {
            for reader in Invented::ALL {
                for bits in 0..8 {
                    let (plain, dark, pictures) = (bits & 1 > 0, bits & 2 > 0, bits & 4 > 0);
                    let lang = Lang::parse("nl-BE").ok();
                    let view = View { lang, width, plain, dark, pictures, reader };
                    assert_eq!(View::asked(&view.query()), view, "{}", view.query());
                }
            }
        }
    }
}
