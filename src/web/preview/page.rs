//! The page around the letter: switches, what the inbox shows, what is wrong.

use std::fmt::Write as _;

use super::issue::Made;
use super::view::{View, Width};
use crate::desk::invented::Invented;
use crate::desk::press::Pressed;
use crate::desk::reader_copy::{ReaderCopy, line_for};
use crate::domain::{IssueId, Lang, Letter, Problem, SlotPlace};
use crate::locale::{own_name, severity_word};

const STYLE: &str = include_str!("preview.css");
const SCRIPT: &str = include_str!("preview.js");

/// The whole page; `copy` is the letter in this view, where there is one.
pub fn page(id: &IssueId, made: &Made, view: &View, copy: Option<(&Letter, &ReaderCopy)>) -> String {
    let pressed = made.pressed.as_ref().ok();
    let title = pressed.map_or(id.as_str(), |pressed| &pressed.issue.title);
    let title = safe(if title.trim().is_empty() { id.as_str() } else { title });
    let about = match &made.pressed {
        Ok(pressed) => inbox(pressed, view, copy) + &problems(pressed, view),
        Err((what, remedy)) => {
            format!("<h2>It can't be read</h2><p>{}.</p><p>Do: {}.</p>", safe(what), safe(remedy))
        }
    };
    format!(
        "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>{title}</title>\
         <style>{STYLE}</style></head>\n<body data-mark=\"{}\">\n\
         <header><h1>{title}</h1>{}</header>\n\
         <aside aria-label=\"About this letter\"><div role=\"status\"></div><div id=\"about\">{about}</div></aside>\n\
         {}\n<script>{SCRIPT}</script></body></html>\n",
        made.mark,
        switches(pressed, view),
        stage(pressed, view, copy),
    )
}

/// The style and the script of the page, which alone it may run.
pub fn parts() -> (&'static str, &'static str) {
    (STYLE, SCRIPT)
}

fn safe(text: &str) -> std::borrow::Cow<'_, str> {
    SlotPlace::Attribute.escape(text)
}

/// The editions that the issue names, or has.
pub fn languages(pressed: &Pressed) -> Vec<&Lang> {
    pressed.issue.written().collect()
}

fn switches(pressed: Option<&Pressed>, view: &View) -> String {
    let mut all = String::new();
    let languages = pressed.map(languages).unwrap_or_default();
    let tabs = languages.iter().map(|lang| {
        let to = View { lang: Some((*lang).clone()), ..view.clone() };
        (own_name(lang), to, Some(lang.as_str()))
    });
    group(&mut all, "Language", view, tabs);
    let show = [("Letter", false), ("Plain text", true)];
    group(&mut all, "Show", view, show.map(|(words, plain)| (words, View { plain, ..view.clone() }, None)));
    group(
        &mut all,
        "Width",
        view,
        Width::ALL.map(|width| (width.in_words(), View { width, ..view.clone() }, None)),
    );
    if !view.plain {
        let screen = [("Light", false), ("Dark", true)];
        group(
            &mut all,
            "Screen",
            view,
            screen.map(|(words, dark)| (words, View { dark, ..view.clone() }, None)),
        );
        let pictures = [("Shown", true), ("Off", false)];
        let to = |pictures| View { pictures, ..view.clone() };
        group(&mut all, "Pictures", view, pictures.map(|(words, shown)| (words, to(shown), None)));
    }
    let readers = Invented::ALL.map(|reader| (reader.in_words(), View { reader, ..view.clone() }, None));
    group(&mut all, "Reader", view, readers);
    all
}

/// One switch: links to the same page with that alone changed.
fn group<'l, W: AsRef<str>>(
    all: &mut String,
    name: &str,
    view: &View,
    choices: impl IntoIterator<Item = (W, View, Option<&'l str>)>,
) {
    let mut links = String::new();
    for (words, to, lang) in choices {
        let current = if to == *view { " aria-current=\"true\"" } else { "" };
        let lang = lang.map_or(String::new(), |lang| format!(" lang=\"{lang}\""));
        let (words, query) = (safe(words.as_ref()), to.query());
        // Writing into a String does not fail.
        _ = write!(links, "<li><a href=\"?{}\"{lang}{current}>{words}</a></li>", safe(&query));
    }
    let id = name.to_lowercase();
    if !links.is_empty() {
        _ = write!(all, "<nav aria-labelledby=\"{id}\"><h2 id=\"{id}\">{name}</h2><ul>{links}</ul></nav>");
    }
}

fn inbox(pressed: &Pressed, view: &View, copy: Option<(&Letter, &ReaderCopy)>) -> String {
    let (Some(settings), Some((letter, copy))) = (&pressed.settings, copy) else { return String::new() };
    let (lang, slots) = (&letter.lang, view.reader.slots());
    let from = settings.sender.name.get_or_source(lang, settings.newsletter.source());
    let line = pressed
        .issue
        .editions
        .get(lang)
        .map_or(String::new(), |edition| line_for(&edition.preheader, &slots));
    let or_empty = |text: &str| match text.trim() {
        "" => "<span class=\"faint\">empty</span>".to_owned(),
        text => format!("<span lang=\"{lang}\" dir=\"auto\">{}</span>", safe(text)),
    };
    let pictures: usize = letter.pictures.iter().map(|picture| picture.bytes.len()).sum();
    format!(
        "<dl><dt>From</dt><dd>{}</dd><dt>Subject</dt><dd class=\"subject\">{}</dd><dt>Inbox line</dt><dd>{}</dd></dl>\
         <p class=\"faint\">The page has {} kB, its pictures ({}) {} kB. Nothing is sent from here, and the reader is invented.</p>",
        or_empty(from),
        or_empty(&copy.subject),
        or_empty(&line),
        copy.html.len() / 1000,
        letter.pictures.len(),
        pictures / 1000,
    )
}

/// What is wrong with this edition, and with what all share.
fn problems(pressed: &Pressed, view: &View) -> String {
    let of_it: Vec<&Problem> =
        pressed.problems.iter().filter(|one| view.lang.as_ref().is_none_or(|lang| one.is_of(lang))).collect();
    if of_it.is_empty() {
        return String::new();
    }
    let mut list = String::new();
    for one in of_it {
        let class = if one.blocks() { " class=\"must\"" } else { "" };
        let place = one.place.file.as_ref().map_or(String::new(), |file| {
            let line = one.place.line.map_or(String::new(), |line| format!(", line {line}"));
            format!("<p class=\"faint\">{}{line}</p>", safe(&file.display().to_string()))
        });
        let remedy = match one.remedy.as_str() {
            "" => String::new(),
            remedy => format!("<p>Do: {}</p>", safe(remedy)),
        };
        _ = write!(
            list,
            "<li{class}><p><b>{}</b> {}</p>{remedy}{place}</li>",
            safe(&severity_word(one.severity)),
            safe(&one.what)
        );
    }
    format!("<h2>What to mend</h2><ul class=\"problems\">{list}</ul>")
}

/// The letter itself.
fn stage(pressed: Option<&Pressed>, view: &View, copy: Option<(&Letter, &ReaderCopy)>) -> String {
    let class = view.width.key();
    let inside = match copy {
        Some((letter, copy)) if view.plain => {
            let (lang, dir) = (&letter.lang, letter.lang.dir());
            format!("<pre class=\"{class}\" lang=\"{lang}\" dir=\"{dir}\">{}</pre>", safe_lines(&copy.text))
        }
        Some((letter, _)) => {
            let view = View { lang: Some(letter.lang.clone()), ..view.clone() };
            let (query, name) = (view.query(), own_name(&letter.lang));
            format!(
                "<iframe class=\"{class}\" src=\"letter?{}\" sandbox=\"allow-same-origin allow-popups \
                 allow-popups-to-escape-sandbox\" title=\"The letter: {}\"></iframe>",
                safe(&query),
                safe(&name)
            )
        }
        None => {
            let which = match (pressed, &view.lang) {
                (Some(_), Some(lang)) => format!("The letter in {} can't be made yet", own_name(lang)),
                _ => "There is no letter yet".to_owned(),
            };
            format!(
                "<div class=\"unmade\"><h2>{}</h2><p>What is in its way stands beside it. This page shows the letter as soon \
                 as that is mended.</p></div>",
                safe(&which)
            )
        }
    };
    format!("<main>{inside}</main>")
}

/// Text with its lines kept.
fn safe_lines(text: &str) -> String {
    text.lines().map(|line| safe(line).into_owned() + "\n").collect()
}
