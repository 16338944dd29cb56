//! What is put into a text by a command: links, buttons, lists, quotes, headings, the reader's name.

use super::App;
use crate::domain::prose;
use crate::tui::effect::Effect;
use crate::tui::screens::dialog::{Input, InputFor, Insertion, Pick};
use crate::tui::screens::{Choice, Dialog};

impl App {
    /// `typed` stands in the text because it asks for this.
    pub(super) fn ask_what_to_insert(&mut self, typed: &'static str) -> Vec<Effect> {
        let items = [
            ("Link                 to a page or an address", Insertion::Link),
            ("Button               a link that stands alone", Insertion::Button),
            ("List                 - a point", Insertion::List),
            ("Numbered list        1. a point", Insertion::Numbers),
            ("Quote                > words of somebody", Insertion::Quote),
            ("Heading              ### inside the section", Insertion::Heading),
            ("The reader's name    or other words where there is none", Insertion::Name),
            ("Event                its date, its place, whom to ask", Insertion::Event),
            ("Picture              with what it shows and whose it is", Insertion::Picture),
        ];
        let facts = |what| matches!(what, Insertion::Event | Insertion::Picture);
        let items = items
            .into_iter()
            .filter(|(_, what)| self.only.is_none() || !facts(*what))
            .map(|(label, what)| (label.to_owned(), Choice::Insert { what, typed }));
        self.ask(Dialog::Pick(Pick::new("Insert", items.collect())))
    }

    pub(super) fn put_into_text(&mut self, what: Insertion, typed: &str) -> Vec<Effect> {
        let mut effects =
            if typed.is_empty() { Vec::new() } else { self.edit(|field| field.put_in("", typed)) };
        let sign = match what {
            Insertion::Link => return self.and_ask_for_address(effects, false),
            Insertion::Event => {
                effects.extend(self.fill_in_event());
                return effects;
            }
            Insertion::Picture => {
                effects.extend(self.fill_in_picture());
                return effects;
            }
            Insertion::Button => return self.and_ask_for_address(effects, true),
            Insertion::Name => {
                effects.extend(self.edit(|field| field.put_in("{{name|}}", "")));
                effects.extend(self.edit(|field| field.step_back_over("}}")));
                effects.extend(
                    self.say("Type what stands there for a reader without a name, in this language."),
                );
                return effects;
            }
            Insertion::List => "- ",
            Insertion::Numbers => "1. ",
            Insertion::Quote => "> ",
            Insertion::Heading => "### ",
        };
        effects.extend(self.edit(|field| field.insert_line(sign)));
        effects
    }

    fn and_ask_for_address(&mut self, mut effects: Vec<Effect>, button: bool) -> Vec<Effect> {
        effects.extend(self.ask_for_address(button));
        effects
    }

    /// Where a link is to lead.
    pub(super) fn ask_for_address(&mut self, button: bool) -> Vec<Effect> {
        let known =
            Some(self.clipboard.trim()).filter(|text| address(text).is_ok()).unwrap_or_default().to_owned();
        self.ask_for_address_again(button, &known, None)
    }

    fn ask_for_address_again(&mut self, button: bool, typed: &str, wrong: Option<String>) -> Vec<Effect> {
        let (title, what) = if button { ("Button", InputFor::Button) } else { ("Link", InputFor::Link) };
        let lines = vec![
            "Where does it lead? A page (https://example.org/plan) or somebody's address (info@example.org)."
                .to_owned(),
        ];
        let input = Input::new(title, lines, what, typed);
        let input = match wrong {
            Some(why) => input.wrong(why),
            None => input,
        };
        self.ask(Dialog::Input(input))
    }

    /// Makes the link, or says what is wrong with its address.
    pub(super) fn link(&mut self, typed: &str, button: bool) -> Vec<Effect> {
        match address(typed) {
            Ok(address) => self.edit(|field| field.link(&address, button)),
            Err(why) => self.ask_for_address_again(button, typed, Some(why.to_owned())),
        }
    }
}

/// Whether it begins with a word and a colon that no port follows: `javascript:`, `file:`.
fn has_scheme(typed: &str) -> bool {
    let host = typed.split('/').next().unwrap_or_default();
    host.split_once(':')
        .is_some_and(|(_, port)| !port.bytes().all(|digit| digit.is_ascii_digit()) || port.is_empty())
}

/// What was typed, as an address that a letter may have.
fn address(typed: &str) -> Result<String, &'static str> {
    let typed = typed.trim();
    if typed.contains(char::is_whitespace) {
        return Err("An address has no spaces.");
    }
    let known =
        ["https://", "http://", "mailto:"].iter().any(|scheme| typed.starts_with(scheme)) || typed == "link";
    let address = match typed {
        _ if known => typed.to_owned(),
        _ if has_scheme(typed) => return Err("A link leads to a page (https://) or to somebody's address."),
        _ if typed.contains('@') && !typed.contains('/') => format!("mailto:{typed}"),
        _ if typed.contains('.') => format!("https://{typed}"),
        _ => return Err("This is no address: a page begins with https://, an address has an @."),
    };
    let address = address.replace('(', "%28").replace(')', "%29").replace('<', "%3C").replace('>', "%3E");
    let (_, problems) = prose::parse_line(&format!("[x]({address})"));
    if problems.is_empty() { Ok(address) } else { Err("This address can't stand in a letter.") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_taken_as_people_type_it_and_nothing_else_is() {
        for (typed, wanted) in [
            ("https://example.org/a_(b)", Ok("https://example.org/a_%28b%29")),
            (" www.example.org/terv ", Ok("https://www.example.org/terv")),
            ("info@example.org", Ok("mailto:info@example.org")),
            ("link", Ok("link")),
            ("the plan", Err(())),
            ("plan", Err(())),
            ("javascript:alert(1).x", Err(())),
            ("file:///etc/passwd.txt", Err(())),
            ("example.org:8080/a", Ok("https://example.org:8080/a")),
        ] {
            assert_eq!(address(typed).map_err(|_| ()), wanted.map(str::to_owned), "{typed}");
        }
    }
}
