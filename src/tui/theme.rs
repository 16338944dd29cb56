//! How things look: a handful of roles and their colours. Everything can be told without colour.

use ratatui::buffer::Buffer;
use ratatui::style::{Color, Modifier, Style};
use ratatui::symbols::border;

use crate::domain::{in_ascii, shows_signs};

/// What a piece of text is, not what colour it has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    Text,
    Title,
    Focus,
    Ok,
    Attention,
    MustFix,
    Link,
    /// A word that its dictionary does not have.
    Misspelt,
    /// The row that is marked, the step that is open.
    Selected,
    TestTag,
    LiveTag,
}

const DOUBLE_TOP: border::Set<'static> =
    border::Set { top_left: "╒", top_right: "╕", horizontal_top: "═", ..border::PLAIN };

/// Chosen once at the start.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Theme {
    pub colour: bool,
    pub unicode: bool,
}

impl Theme {
    /// Neither colours nor signs.
    pub const PLAIN: Self = Self { colour: false, unicode: false };

    /// What the environment asks for: `NO_COLOR`, the locale, and terminals that know only ASCII.
    pub fn from_environment(variable: impl Fn(&str) -> Option<String>) -> Self {
        let set = |name: &str| variable(name).filter(|value| !value.is_empty());
        let dumb = set("TERM").is_some_and(|term| term == "dumb");
        Self { colour: set("NO_COLOR").is_none() && !dumb, unicode: shows_signs(&variable) }
    }

    /// The sixteen ANSI colours, so that it is right on light and on dark; never bright black.
    pub fn style(self, role: Role) -> Style {
        let plain = Style::new();
        let colour = |colour| if self.colour { plain.fg(colour) } else { plain };
        match role {
            Role::Text => plain,
            Role::Title => plain.add_modifier(Modifier::BOLD),
            Role::Focus => colour(Color::Cyan).add_modifier(Modifier::BOLD),
            Role::Ok => colour(Color::Blue),
            Role::Attention => colour(Color::Yellow),
            Role::MustFix => colour(Color::Red).add_modifier(Modifier::BOLD),
            Role::Link => plain.add_modifier(Modifier::UNDERLINED),
            // Not as a link: in red, or else bold.
            Role::Misspelt if self.colour => plain.fg(Color::Red).add_modifier(Modifier::UNDERLINED),
            Role::Misspelt => plain.add_modifier(Modifier::UNDERLINED | Modifier::BOLD),
            Role::Selected => plain.add_modifier(Modifier::REVERSED),
            Role::TestTag => colour(Color::Yellow).add_modifier(Modifier::REVERSED),
            Role::LiveTag => colour(Color::Red).add_modifier(Modifier::REVERSED),
        }
    }

    /// The lines around a pane. Without colour, focus is a double line at the top.
    pub fn border(self, focused: bool) -> border::Set<'static> {
        if focused && !self.colour { DOUBLE_TOP } else { border::PLAIN }
    }

    /// The last touch on a drawn screen: where only ASCII can be shown, each sign becomes its stand-in.
    pub fn finish(self, buffer: &mut Buffer) {
        if self.unicode {
            return;
        }
        for cell in &mut buffer.content {
            let mut signs = cell.symbol().chars();
            if let (Some(sign), None) = (signs.next(), signs.next())
                && let Some(plain) = in_ascii(sign)
            {
                cell.set_char(plain);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn theme(variables: &[(&str, &str)]) -> Theme {
        Theme::from_environment(|name| {
            variables.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned())
        })
    }

    #[test]
    fn the_environment_chooses_signs_and_colour() {
        let full = Theme { colour: true, unicode: true };
        assert_eq!(theme(&[("LANG", "hu_HU.UTF-8"), ("TERM", "xterm-256color")]), full);
        assert!(!theme(&[("LANG", "hu_HU.ISO8859-2"), ("TERM", "xterm")]).unicode);
        assert!(!theme(&[("LANG", "C.UTF-8"), ("LC_ALL", "C"), ("TERM", "xterm")]).unicode);
        assert!(!theme(&[("LANG", "C.UTF-8"), ("TERM", "linux")]).unicode);
        assert!(!theme(&[("LANG", "C.UTF-8"), ("TERM", "xterm"), ("NO_COLOR", "1")]).colour);
        assert!(theme(&[("LANG", "C.UTF-8"), ("TERM", "xterm"), ("NO_COLOR", "")]).colour);
    }

    #[test]
    fn focus_selection_and_wrong_words_show_without_colour() {
        let plain = Theme { colour: false, unicode: true };
        assert_ne!(plain.border(true), plain.border(false));
        assert_ne!(plain.style(Role::Selected), plain.style(Role::Text));
        for theme in [plain, Theme { colour: true, unicode: true }] {
            assert_ne!(theme.style(Role::Misspelt), theme.style(Role::Link));
        }
    }
}
