//! A section as lines of text while it is being written: what the letter's text part will have of it, and content
//! with half a sentence.

use super::letter::catalogue;
use super::marks::Marks;
use super::page_blocks::{Face, PageBlock, PageSpan, page_blocks};
use super::section::Press;
use super::templates::{Form, Templates};
use super::text::{TextWriter, rule_below};
use crate::domain::prose::{parse, parse_line};
use crate::domain::{Edition, Issue, Lang, Problem, Section, SectionText, SlotPlace, SlotWhat, wrap};

/// The lines of one section as the text part of the letter in `lang` has them, in `width` columns or fewer; fields show
/// what readers without one will see, and the long links to calendars
/// are left out. Where its templates can't be used that is said, above the heading and the prose.
pub fn text_preview(
    templates: Option<&Templates>,
    issue: &Issue,
    lang: &Lang,
    section: &Section,
    width: usize,
) -> Vec<String> {
    let Some(edition) = issue.editions.get(lang) else { return Vec::new() };
    let Some(written) = edition.section(&section.id) else { return Vec::new() };
    let source = section.source.as_ref().or(issue.source()).unwrap_or(lang);
    let made = (edition, written);
    let whole =
        templates.map(|templates| as_in_the_letter(templates, issue, made, source, section, Form::Text));
    let text = match whole {
        Some(Ok(text)) => text,
        Some(Err(problem)) => {
            format!("! {}\n\n{}", problem.what, prose(section, written, lang, source))
        }
        None => prose(section, written, lang, source),
    };
    wrap::wrapped(&text, width.clamp(20, wrap::WIDTH)).lines().map(str::to_owned).collect()
}

/// The same section as a page would show it; the words of its text part where its templates can't be used.
pub fn page_preview(
    templates: Option<&Templates>,
    issue: &Issue,
    lang: &Lang,
    section: &Section,
    width: usize,
) -> Vec<PageBlock> {
    let edition = issue.editions.get(lang);
    let written = edition.and_then(|edition| Some((edition, edition.section(&section.id)?)));
    let source = section.source.as_ref().or(issue.source()).unwrap_or(lang);
    if let (Some(templates), Some((edition, written))) = (templates, written)
        && let Ok(html) = as_in_the_letter(templates, issue, (edition, written), source, section, Form::Html)
    {
        return page_blocks(&html);
    }
    let span = |text: String| vec![PageSpan { text, face: Face::default() }];
    let line = |text| PageBlock::Text { spans: span(text), first: String::new(), rest: String::new() };
    text_preview(templates, issue, lang, section, width).into_iter().map(line).collect()
}

fn as_in_the_letter(
    templates: &Templates,
    issue: &Issue,
    (edition, written): (&Edition, &SectionText),
    source: &Lang,
    section: &Section,
    form: Form,
) -> Result<String, Box<Problem>> {
    let catalogue = catalogue(templates, edition)?;
    let (mut marks, mut problems, mut entries) = (Marks::default(), Vec::new(), Vec::new());
    let mut press = Press {
        templates,
        settings: None,
        catalogue,
        issue,
        edition,
        source,
        marks: &mut marks,
        problems: &mut problems,
        entries: &mut entries,
    };
    let (text, place) = match form {
        Form::Html => (press.html_alone(section, written)?, SlotPlace::Html),
        Form::Text => (press.text_alone(section, written)?, SlotPlace::Plain),
    };
    let spliced = marks.splice(&text, |_| Some(place)).unwrap_or_default();
    Ok(spliced.fill(|slot| match &slot.what {
        SlotWhat::Field { fallback, .. } => fallback.clone(),
        SlotWhat::Unsubscribe | SlotWhat::Reason => String::new(),
    }))
}

/// Heading and prose alone.
fn prose(section: &Section, written: &SectionText, lang: &Lang, source: &Lang) -> String {
    let (heading, _) = parse_line(&written.heading);
    let (blocks, _) = parse(&written.markdown);
    let link = section.link.as_ref().map(|link| link.get_or_source(lang, source));
    let mut field = |_: &str, fallback: &str| fallback.to_owned();
    let picture = |alt: &str| alt.to_owned();
    let mut writer = TextWriter { section, link, field: &mut field, picture: &picture, colon: ":" };
    let heading = writer.line(&heading);
    format!("{heading}\n{}\n\n{}", rule_below(&heading, '-'), writer.blocks(&blocks))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::path::PathBuf;

    use super::*;
    use crate::domain::{IssueId, Kind, SectionId};

    fn issue(kind: &str, heading: &str, markdown: &str) -> Issue {
        let (id, en) = (SectionId::parse("news").expect("an id"), Lang::parse("en").expect("a tag"));
        let text = SectionText {
            id: id.clone(),
            heading: heading.into(),
            markdown: markdown.into(),
            heading_line: 1,
            body_line: 2,
        };
        let edition = Edition {
            lang: en.clone(),
            file: PathBuf::from("en.md"),
            title: None,
            subject: String::new(),
            preheader: String::new(),
            sections: vec![text],
        };
        Issue {
            id: IssueId::parse("2018-06").expect("a name"),
            title: "Summer".into(),
            number: None,
            date: None,
            expires_at: None,
            languages: vec![en.clone()],
            lists: Vec::new(),
            sections: vec![Section::new(id, Kind::parse(kind).expect("a kind"))],
            accepted: Vec::new(),
            editions: [(en, edition)].into(),
        }
    }

    fn shown(templates: Option<&Templates>, issue: &Issue) -> Vec<String> {
        text_preview(templates, issue, &issue.languages[0], &issue.sections[0], 30)
    }

    #[test]
    fn half_a_sentence_is_shown_as_far_as_it_goes() {
        let markdown = "Dear {{name|reader}}, this line is long enough to be wrapped.\n\n- one\n- [two](http";
        let expected = [
            "News *now",
            "---------",
            "",
            "Dear reader, this line is long",
            "enough to be wrapped.",
            "",
            "- one",
            "- [two](http",
        ];
        let templates = Templates::compile(&BTreeMap::new()).0;
        let issue = issue("story", "News *now", markdown);
        assert_eq!(shown(templates.as_ref(), &issue), expected);
        assert_eq!(shown(None, &issue), expected, "also where no template can be read");
    }

    #[test]
    fn where_its_template_fails_that_is_said_and_the_prose_is_there_all_the_same() {
        let templates = Templates::compile(&BTreeMap::new()).0;
        let lines = shown(templates.as_ref(), &issue("riddle", "News", "What is it?"));
        let expected =
            ["! There is no kind of section", "\"riddle\".", "", "News", "----", "", "What is it?"];
        assert_eq!(lines, expected);
    }
}
