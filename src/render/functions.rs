//! What templates may call: `t date time number image button url isolate`. Nothing here reaches files, the network or
//! the environment.

use std::collections::BTreeMap;
use std::sync::Arc;

use handlebars::{
    Context, Handlebars, Helper, HelperDef, HelperResult, Output, RenderContext, RenderErrorReason,
};

use super::html;
use crate::domain::prose::{FIRST_MARK, LAST_MARK};
use crate::domain::{Lang, When};
use crate::locale::{self, Catalogue};

/// Their names, for the check of templates.
pub const NAMES: &[&str] = &["t", "date", "time", "number", "image", "button", "url", "isolate"];

/// Catalogues by language, shared by all templates.
pub type Catalogues = Arc<BTreeMap<Lang, Catalogue>>;

/// Makes the functions known. In text templates nothing is escaped.
pub fn register(registry: &mut Handlebars<'static>, catalogues: &Catalogues, markup: bool) {
    let functions: [(&str, Function); 8] = [
        ("t", translate),
        ("date", date),
        ("time", time),
        ("number", number),
        ("image", image),
        ("button", button),
        ("url", url),
        ("isolate", isolate),
    ];
    for (name, function) in functions {
        let catalogues = Arc::clone(catalogues);
        registry.register_helper(name, Box::new(Call { function, catalogues, markup }));
    }
}

type Function = fn(&Given<'_>) -> Result<Written, String>;

/// What a function writes: words still to be escaped, or finished markup.
enum Written {
    Words(String),
    Markup(String),
}

struct Call {
    function: Function,
    catalogues: Catalogues,
    markup: bool,
}

/// What a function is called with.
struct Given<'c> {
    params: Vec<String>,
    named: Vec<(String, String)>,
    catalogue: Option<&'c Catalogue>,
    lang: Lang,
    markup: bool,
}

impl HelperDef for Call {
    fn call<'reg: 'rc, 'rc>(
        &self,
        helper: &Helper<'rc>,
        _: &'reg Handlebars<'reg>,
        context: &'rc Context,
        _: &mut RenderContext<'reg, 'rc>,
        out: &mut dyn Output,
    ) -> HelperResult {
        let wrong = |what: String| RenderErrorReason::Other(what);
        let mut params = Vec::new();
        for param in helper.params() {
            if param.is_value_missing() {
                let name = param.relative_path().cloned();
                return Err(RenderErrorReason::MissingVariable(name).into());
            }
            params.push(words(param.value()));
        }
        let named =
            helper.hash().iter().map(|(name, value)| ((*name).to_owned(), words(value.value()))).collect();
        let tag = context.data().get("lang").and_then(|lang| lang.as_str()).unwrap_or("en");
        let lang = Lang::parse(tag).map_err(|error| wrong(error.to_string()))?;
        let catalogue = std::iter::successors(Some(lang.clone()), Lang::parent)
            .find_map(|lang| self.catalogues.get(&lang));
        let given = Given { params, named, catalogue, lang, markup: self.markup };
        match (self.function)(&given).map_err(wrong)? {
            Written::Words(words) if self.markup => out.write(&html::escape(&words))?,
            Written::Words(words) | Written::Markup(words) => out.write(&words)?,
        }
        Ok(())
    }
}

fn words(value: &serde_json::Value) -> String {
    match value {
        serde_json::Value::String(text) => text.clone(),
        serde_json::Value::Null => String::new(),
        other => other.to_string(),
    }
}

impl Given<'_> {
    fn first(&self) -> Result<&str, String> {
        self.params
            .first()
            .map(String::as_str)
            .ok_or_else(|| "Something to write is missing here.".to_owned())
    }

    fn named(&self, name: &str) -> &str {
        self.named.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value)
    }
}

fn translate(given: &Given<'_>) -> Result<Written, String> {
    let key = given.first()?;
    let args: Vec<(&str, &str)> =
        given.named.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let text = given.catalogue.and_then(|catalogue| catalogue.text(key, &args));
    text.map(Written::Words)
        .ok_or_else(|| format!("The catalogue of \"{}\" has no string \"{key}\".", given.lang))
}

fn date(given: &Given<'_>) -> Result<Written, String> {
    let when = When::parse(given.first()?).map_err(|error| error.to_string())?;
    Ok(Written::Words(match &when {
        When::Day(day) => locale::format_date(&given.lang, *day),
        when => locale::format_when(&given.lang, when),
    }))
}

fn time(given: &Given<'_>) -> Result<Written, String> {
    match When::parse(given.first()?).map_err(|error| error.to_string())? {
        When::Time(at) => Ok(Written::Words(locale::format_time(&given.lang, at.time()))),
        _ => Err("This moment has no time of day.".to_owned()),
    }
}

fn number(given: &Given<'_>) -> Result<Written, String> {
    Ok(Written::Words(locale::format_number(&given.lang, given.first()?)))
}

fn image(given: &Given<'_>) -> Result<Written, String> {
    let src = given.first()?;
    if !given.markup || !src.starts_with("cid:") {
        return Err("Only the letter's own pictures can be shown, in HTML.".to_owned());
    }
    let part = |name: &str| html::escape(given.named(name));
    Ok(Written::Markup(format!(
        "<img src=\"{}\" width=\"{}\" height=\"{}\" alt=\"{}\">",
        html::escape(src),
        part("width"),
        part("height"),
        part("alt")
    )))
}

fn button(given: &Given<'_>) -> Result<Written, String> {
    let address = checked(given.first()?)?;
    let label = given.params.get(1).ok_or("A button needs an address and words.")?;
    Ok(match given.markup {
        true => Written::Markup(html::button(address, &html::escape(label), &given.lang)),
        false => {
            let colon = given.catalogue.map_or_else(|| ":".to_owned(), Catalogue::colon);
            Written::Words(format!("{label}{colon}\n{address}"))
        }
    })
}

fn url(given: &Given<'_>) -> Result<Written, String> {
    checked(given.first()?).map(|address| Written::Words(address.to_owned()))
}

/// A name, or with `dir="ltr"` a telephone number, that keeps its own order among words that run to the left; among
/// others it is written as it is.
fn isolate(given: &Given<'_>) -> Result<Written, String> {
    let words = given.first()?;
    let to_the_right = match given.named("dir") {
        "" => false,
        "ltr" => true,
        other => return Err(format!("dir is \"ltr\" or left out, not \"{other}\".")),
    };
    if !given.lang.is_right_to_left() || words.is_empty() {
        return Ok(Written::Words(words.to_owned()));
    }
    Ok(match (given.markup, to_the_right) {
        (true, true) => Written::Markup(format!("<span dir=\"ltr\">{}</span>", html::escape(words))),
        (true, false) => Written::Markup(format!("<bdi>{}</bdi>", html::escape(words))),
        // On one line: at its end the marks end, too.
        (false, true) => Written::Words(format!("\u{2066}{}\u{2069}", words.replace(' ', "\u{a0}"))),
        (false, false) => Written::Words(isolated(words, &given.lang)),
    })
}

/// Words of a text part that are to keep their own order, between the marks of Unicode where those are needed.
pub fn isolated(words: &str, lang: &Lang) -> String {
    if lang.is_right_to_left() { format!("\u{2068}{words}\u{2069}") } else { words.to_owned() }
}

/// An address that may stand in a link: http, https, mailto, or a slot on its own.
fn checked(address: &str) -> Result<&str, String> {
    let lower = address.trim_start().to_ascii_lowercase();
    let known = ["http://", "https://", "mailto:"].iter().any(|scheme| lower.starts_with(scheme));
    let mut marks = address.chars();
    let slot = matches!((marks.next(), marks.next()), (Some(FIRST_MARK..=LAST_MARK), None));
    let clean = !address.contains(|c: char| c.is_whitespace() || c.is_control());
    ((known && clean) || slot).then_some(address).ok_or_else(|| {
        format!("\"{address}\" is not an address that a letter may lead to (http, https, mailto).")
    })
}
