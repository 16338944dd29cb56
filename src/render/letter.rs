//! An edition as a letter: the whole way from text and facts to subject, HTML and text with slots.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::assets::Assets;
use super::context::Facts;
use super::marks::Marks;
use super::pictures::Pictures;
use super::places::Places;
use super::section::Press;
use super::templates::{Form, Templates};
use super::{markup, names, style};
use crate::domain::prose::{Inline, parse_words};
use crate::domain::settings::Settings;
use crate::domain::{Edition, Glossary, Issue, Lang, Letter, Place, Problem, SectionId, SlotPlace, wrap};
use crate::locale::{Catalogue, own_name, said_of_prose, say};

/// Renders the edition in `lang`. The letter is there whenever one could be made, also of a half-written
/// edition; whether it may leave is for the problems to say. Sections that it lacks are left out, or those that are
/// `lent` stand there in the language that has them. Foreign names of the `glossary` are marked in HTML.
pub fn letter(
    templates: &Templates,
    settings: &Settings,
    issue: &Issue,
    lang: &Lang,
    lent: BTreeMap<SectionId, Lang>,
    glossary: &Glossary,
    assets: &Assets,
) -> (Option<Letter>, Vec<Problem>) {
    let mut problems = Vec::new();
    let Some(edition) = issue.editions.get(lang) else {
        let place = Place::file(format!("issues/{}/{lang}.md", issue.id)).in_language(lang);
        problems.push(
            Problem::must("TRN001", place, format!("There is no edition in \"{lang}\"."))
                .remedy("Write the file."),
        );
        return (None, problems);
    };
    let catalogue = match catalogue(templates, edition) {
        Ok(catalogue) => catalogue,
        Err(problem) => return (None, vec![*problem]),
    };
    check_words(edition, &mut problems);
    let mut pictures = Pictures::new(assets, settings.sender.address.domain());
    let parts = (edition, &lent, glossary);
    let letter = press(templates, settings, issue, parts, catalogue, &mut pictures, &mut problems);
    let (parts, wrong) = pictures.finish(Place::file(&edition.file).in_language(lang));
    problems.extend(wrong);
    (letter.map(|letter| Letter { pictures: parts, lent, ..letter }), problems)
}

/// The fixed strings of the edition, in a language that dates can be written in.
pub(super) fn catalogue<'t>(
    templates: &'t Templates,
    edition: &Edition,
) -> Result<&'t Catalogue, Box<Problem>> {
    let lang = &edition.lang;
    let Some(catalogue) = templates.catalogue(lang) else {
        let place = Place::file(format!("templates/locales/{lang}.ftl")).in_language(lang);
        let what = format!("The fixed strings of the letter are not written in \"{lang}\".");
        let problem = Problem::must("TRN007", place, what)
            .because("Footer and labels would be in another language than the text.")
            .remedy("Copy templates/locales/en.ftl and translate it.");
        return Err(Box::new(problem));
    };
    if crate::locale::has_data(lang) {
        return Ok(catalogue);
    }
    let place = Place::file(&edition.file).in_language(lang);
    let what = say!("TRN008-no-dates", lang = lang.as_str());
    let remedy = say!("TRN008-no-dates-remedy");
    Err(Box::new(Problem::must("TRN008", place, what).remedy(remedy)))
}

fn press(
    templates: &Templates,
    settings: &Settings,
    issue: &Issue,
    (edition, lent, glossary): (&Edition, &BTreeMap<SectionId, Lang>, &Glossary),
    catalogue: &Catalogue,
    pictures: &mut Pictures<'_>,
    problems: &mut Vec<Problem>,
) -> Option<Letter> {
    let mut marks = Marks::default();
    let css = templates.source("style.css").unwrap_or_default();
    let mut data = Facts { settings, issue, edition, catalogue, marks: &mut marks, pictures }.context(css);
    let source = issue.source().unwrap_or_else(|| settings.newsletter.source());
    let (mut sections, mut calendar, mut whole) = (Vec::new(), Vec::new(), true);
    for section in issue.sections_for(&edition.lang) {
        let lender = lent.get(&section.id).and_then(|lang| issue.editions.get(lang));
        let from = lender.unwrap_or(edition);
        let Some(written) = from.section(&section.id) else { continue };
        let strings = lender.map_or(Ok(catalogue), |lender| self::catalogue(templates, lender));
        let Ok(strings) = strings.map_err(|problem| problems.push(*problem)) else {
            whole = false;
            continue;
        };
        let source = section.source.as_ref().unwrap_or(source);
        let mut press = Press {
            templates,
            settings: Some(settings),
            catalogue: strings,
            issue,
            edition: from,
            source,
            marks: &mut marks,
            problems,
            entries: &mut calendar,
        };
        let made = press.section(section, written, pictures);
        let made = made.and_then(|made| marked(templates, &edition.lang, &from.lang, made, problems));
        whole &= made.is_some();
        sections.extend(made);
    }
    data.insert("sections".into(), Value::Array(sections));
    let data = Value::Object(data);
    let (html, text) =
        (templates.render(Form::Html, "letter", &data), templates.render(Form::Text, "letter", &data));
    let (html, text) = match (html, text) {
        (Ok(html), Ok(text)) if whole => (html, text),
        (html, text) => {
            problems.extend(html.err().into_iter().chain(text.err()).map(|problem| *problem));
            return None;
        }
    };
    problems.extend(templates.told(&markup::page_faults(&html)));
    let html = finished(&names::marked(&html, &edition.lang, glossary), problems)?;
    let text = wrap::wrapped(&text, wrap::WIDTH);
    let subject = data["subject"].as_str().unwrap_or_default();
    let mut places = Places::new(&html);
    let spliced = marks.splice(&html, |at| places.of(at));
    if spliced.is_none() {
        problems.push(in_no_place());
    }
    Some(Letter {
        lang: edition.lang.clone(),
        subject: marks.splice(subject, |_| Some(SlotPlace::Header))?,
        html: spliced?,
        text: marks.splice(&text, |_| Some(SlotPlace::Plain))?,
        pictures: Vec::new(),
        calendar,
        lent: BTreeMap::new(),
    })
}

fn in_no_place() -> Problem {
    let place = Place::file("templates/letter.html.hbs");
    Problem::must("TPL003", place, "A reader's own words stand in a comment, a style or a bare attribute.")
        .remedy("Let them stand between tags, or in quotation marks.")
}

/// A section as it stands in a letter. One in another language has a line above it in the reader's own that says so, and
/// in HTML its language and direction on what holds it.
fn marked(
    templates: &Templates,
    reader: &Lang,
    lent: &Lang,
    mut made: Value,
    problems: &mut Vec<Problem>,
) -> Option<Value> {
    if reader == lent {
        return Some(made);
    }
    let data = json!({
        "lang": reader.as_str(),
        "dir": reader.dir(),
        "lent_lang": lent.as_str(),
        "lent_dir": lent.dir(),
        "lent_name": own_name(lent),
        "html": made["html"],
        "text": made["text"],
    });
    for (form, part) in [(Form::Html, "html"), (Form::Text, "text")] {
        match templates.render(form, "partials/lent", &data) {
            Ok(marked) => made[part] = Value::String(marked),
            Err(problem) => {
                problems.push(*problem);
                return None;
            }
        }
    }
    Some(made)
}

/// The page with its style in the tags, and without the emptiness that templates leave.
fn finished(html: &str, problems: &mut Vec<Problem>) -> Option<String> {
    match style::inline(html) {
        Ok(inlined) => {
            let lines: Vec<&str> =
                inlined.lines().map(str::trim_end).filter(|line| !line.is_empty()).collect();
            Some(lines.join("\n") + "\n")
        }
        Err(error) => {
            let place = Place::file("templates/style.css");
            problems.push(
                Problem::must(
                    "TPL008",
                    place,
                    format!("The style can't be written into the letter: {error}."),
                )
                .remedy("Compare it with the style that comes with the program."),
            );
            None
        }
    }
}

/// Subject and inbox line: their fields, and no controls.
fn check_words(edition: &Edition, problems: &mut Vec<Problem>) {
    let title = edition.title.as_deref().unwrap_or_default();
    for (part, text) in
        [("subject", edition.subject.as_str()), ("preheader", &edition.preheader), ("title", title)]
    {
        let (words, wrong) = parse_words(text);
        let breaks =
            words.iter().any(|word| matches!(word, Inline::Text(text) if text.contains(char::is_control)));
        let place = || Place::file(&edition.file).in_language(&edition.lang);
        if breaks {
            problems.push(
                Problem::must("HDR005", place(), say!("HDR005-break", part = part))
                    .because(say!("HDR005-break-why"))
                    .remedy(say!("HDR005-break-remedy")),
            );
        }
        problems.extend(wrong.into_iter().map(|wrong| {
            let (what, remedy) = said_of_prose(&wrong);
            let what = say!("prose-in-head", part = part, what = what);
            Problem::must(wrong.rule(), place(), what).remedy(remedy)
        }));
    }
}

/// "You get this letter because …", for lists that say nothing more exact.
pub fn default_reason(templates: &Templates, settings: &Settings, lang: &Lang) -> String {
    let newsletter = settings.newsletter.name.get_or_source(lang, settings.newsletter.source());
    let text = templates
        .catalogue(lang)
        .and_then(|catalogue| catalogue.text("footer-reason", &[("newsletter", newsletter)]));
    text.unwrap_or_default()
}

/// What a page of the web shows of a newsletter.
pub(super) fn page_context(settings: &Settings, lang: &Lang) -> Value {
    let palette = super::palette::Palette::of(&settings.look.accent);
    json!({
        "lang": lang.as_str(),
        "dir": lang.dir(),
        "newsletter": settings.newsletter.name.get_or_source(lang, settings.newsletter.source()),
        "accent": palette.accent,
        "on_accent": palette.on_accent,
        "contact_address": super::context::contact(settings),
    })
}
