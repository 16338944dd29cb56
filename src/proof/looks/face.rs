//! What a piece of text looks like: its ink, its ground, its size.

use std::collections::BTreeMap;

use scraper::ElementRef;

use super::colour::{BLACK, Colour, WHITE};
use super::declarations::split;
use super::length::{above_and_below, pixels};

/// Links where nobody gave them a colour, on light and dark screens, as browsers draw them.
const LINK: Colour = Colour([0, 0, 0xee]);
const LINK_ON_DARK: Colour = Colour([0x9e, 0x9e, 0xff]);
const DARK: Colour = Colour([0x12; 3]);

/// What an element's text looks like.
#[derive(Debug, Clone, PartialEq)]
pub struct Face {
    /// None where it is half transparent or otherwise not known.
    pub ink: Option<Colour>,
    /// None where a picture or a gradient is behind it.
    pub ground: Option<Colour>,
    /// Pixels.
    pub size: f64,
    /// Pixels from line to line.
    pub line: f64,
    pub bold: bool,
    pub underlined: bool,
    pub italic: bool,
    /// The first font that is asked for, in small letters; empty where nobody said one.
    pub family: String,
    pub justified: bool,
    pub hidden: bool,
    /// Top and bottom of its own padding together.
    pub padding: f64,
    /// Which of `font-family`, `font-size` and `color` somebody said, here or around it.
    pub said: [bool; 3],
    /// How a number of `line-height` without a unit is handed on.
    leading: Leading,
    dark: bool,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Leading {
    /// So many times the size.
    Times(f64),
    Fixed(f64),
}

/// The properties of `Face::said`, in its order.
pub const ESSENTIAL: [&str; 3] = ["font-family", "font-size", "color"];

impl Face {
    /// What a page looks like before anything is said.
    pub fn plain(dark: bool) -> Self {
        Self {
            ink: Some(if dark { WHITE } else { BLACK }),
            ground: Some(if dark { DARK } else { WHITE }),
            size: 16.0,
            line: 19.2,
            bold: false,
            underlined: false,
            italic: false,
            family: String::new(),
            justified: false,
            hidden: false,
            padding: 0.0,
            said: [false; 3],
            leading: Leading::Times(1.2),
            dark,
        }
    }

    /// What an element inside looks like, whose own styles are `own`.
    pub fn inside(&self, element: ElementRef, own: &BTreeMap<String, String>) -> Self {
        let mut face = Self { padding: 0.0, ..self.clone() };
        let own = |property: &str| own.get(property).map(String::as_str).filter(|value| *value != "inherit");
        face.by_its_tag(element);
        face.coloured(element, &own);
        face.sized(&own);
        let decoration = own("text-decoration").or_else(|| own("text-decoration-line"));
        if let Some(decoration) = decoration {
            face.underlined = self.underlined || decoration.contains("underline");
        }
        let line_below =
            own("border-bottom").is_some_and(|border| !border.starts_with('0') && border != "none");
        face.underlined |= line_below && element.value().name() == "a";
        face.set_in(&own);
        let aligned = own("text-align").or_else(|| element.attr("align"));
        face.justified = aligned.map_or(self.justified, |side| side.eq_ignore_ascii_case("justify"));
        face.hidden |= element.attr("hidden").is_some()
            || own("display") == Some("none")
            || own("visibility") == Some("hidden")
            || own("opacity") == Some("0");
        face
    }

    /// What browsers give to a tag by themselves.
    fn by_its_tag(&mut self, element: ElementRef) {
        let name = element.value().name();
        let times = match name {
            "h1" => 2.0,
            "h2" => 1.5,
            "h3" => 1.17,
            "h5" | "small" | "sub" | "sup" => 0.83,
            "h6" => 0.67,
            _ => 1.0,
        };
        self.size *= times;
        self.bold |= matches!(name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "b" | "strong" | "th");
        if name == "a" && element.attr("href").is_some() {
            self.ink = Some(if self.dark { LINK_ON_DARK } else { LINK });
            self.underlined = true;
        }
        self.underlined |= matches!(name, "u" | "ins");
        self.italic |= matches!(name, "i" | "em" | "cite" | "dfn" | "address" | "var");
    }

    fn coloured<'o>(&mut self, element: ElementRef<'o>, own: &impl Fn(&str) -> Option<&'o str>) {
        let old = (element.value().name() == "font").then(|| element.attr("color")).flatten();
        if let Some(colour) = own("color").or(old) {
            self.ink = Colour::read(colour);
            self.said[2] = true;
        }
        let shorthand = own("background");
        if let Some(colour) = own("background-color").or(shorthand).or_else(|| element.attr("bgcolor")) {
            let parts = split(colour.trim(), ' ');
            let named = parts.iter().find_map(|part| Colour::read(part)).or_else(|| Colour::read(colour));
            if named.is_some() || !matches!(colour, "transparent" | "none" | "initial") {
                self.ground = named;
            }
        }
        let drawn = [own("background-image"), shorthand].into_iter().flatten();
        if drawn.into_iter().any(|value| value.contains("url(") || value.contains("gradient(")) {
            self.ground = None;
        }
    }

    /// The font, and whether it leans.
    fn set_in<'o>(&mut self, own: &impl Fn(&str) -> Option<&'o str>) {
        let shorthand = own("font").unwrap_or_default();
        let of_shorthand = shorthand.rsplit_once("px ").map(|(_, families)| families);
        if let Some(families) = own("font-family").or(of_shorthand) {
            let first = families.split(',').next().unwrap_or_default();
            self.family = first.trim().trim_matches(['"', '\'']).to_lowercase();
        }
        if let Some(style) = own("font-style").or_else(|| shorthand.contains("italic").then_some("italic")) {
            self.italic = style.starts_with("italic") || style.starts_with("oblique");
        }
    }

    fn sized<'o>(&mut self, own: &impl Fn(&str) -> Option<&'o str>) {
        let shorthand = own("font").unwrap_or_default();
        self.said[0] |= own("font-family").is_some() || shorthand.contains(' ');
        let of_shorthand = || {
            let size = shorthand.split([' ', '/']).find(|part| pixels(part, 1.0, 1.0).is_some());
            size.filter(|_| !shorthand.is_empty())
        };
        if let Some(size) = own("font-size").or_else(of_shorthand) {
            // A keyword is left alone: how large it is, mail programs decide.
            self.size = pixels(size, self.size, self.size).unwrap_or(self.size);
            self.said[1] = true;
        }
        match own("font-weight").or_else(|| shorthand.contains("bold").then_some("bold")) {
            Some("bold" | "bolder" | "600" | "700" | "800" | "900") => self.bold = true,
            Some(_) => self.bold = false,
            None => {}
        }
        if let Some(line) = own("line-height") {
            let times = line.parse().map(Leading::Times).ok();
            let fixed = || pixels(line, self.size, self.size).map(Leading::Fixed);
            self.leading = times.or_else(fixed).unwrap_or(Leading::Times(1.2));
        }
        self.line = match self.leading {
            Leading::Times(times) => times * self.size,
            Leading::Fixed(pixels) => pixels,
        };
        let side = |property| own(property).and_then(|value| pixels(value, self.size, 0.0));
        let both = own("padding").and_then(|value| above_and_below(value, self.size)).unwrap_or_default();
        self.padding = match (side("padding-top"), side("padding-bottom")) {
            (None, None) => both,
            (top, bottom) => top.unwrap_or(both / 2.0) + bottom.unwrap_or(both / 2.0),
        };
    }

    /// Large enough for a contrast of 3 to 1 (WCAG 1.4.3: 18 points, or 14 in bold).
    pub fn is_large(&self) -> bool {
        self.size >= 24.0 || self.bold && self.size >= 18.66
    }
}
