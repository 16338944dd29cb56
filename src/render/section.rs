//! One section in one language, as HTML and as text, through the templates of its kind.

use serde_json::{Map, Value, json};

use super::assets::Assets;
use super::calendar::Calendar;
use super::functions::isolated;
use super::html::Writer;
use super::marks::{Marks, without_marks};
use super::pictures::Pictures;
use super::templates::{Form, Templates};
use super::text::{TextWriter, rule_below};
use crate::domain::prose::{Block, Inline, ProseProblem, parse, parse_line};
use crate::domain::settings::Settings;
use crate::domain::{
    CalendarEntry, Edition, Event, EventStatus, Issue, Lang, Place, Problem, Section, SectionText, Severity,
    did_you_mean,
};
use crate::locale::{self, Catalogue, said_of_prose, say};

/// What a section is rendered with.
#[derive(Debug)]
pub struct Press<'p> {
    pub templates: &'p Templates,
    /// Without them events have no links to calendars.
    pub settings: Option<&'p Settings>,
    pub catalogue: &'p Catalogue,
    pub issue: &'p Issue,
    pub edition: &'p Edition,
    /// The language that missing facts are taken from.
    pub source: &'p Lang,
    pub marks: &'p mut Marks,
    pub problems: &'p mut Vec<Problem>,
    /// The events so far that go into calendars.
    pub entries: &'p mut Vec<CalendarEntry>,
}

/// A section as both of its templates get it.
struct Read<'s> {
    section: &'s Section,
    heading: Vec<Inline>,
    blocks: Vec<Block>,
    link: Option<String>,
    place: Place,
    data: Map<String, Value>,
}

impl Press<'_> {
    /// The section as HTML and as text; none if its templates fail.
    pub fn section(
        &mut self,
        section: &Section,
        written: &SectionText,
        pictures: &mut Pictures<'_>,
    ) -> Option<Value> {
        let mut read = self.read(section, written);
        let made = self.html(&mut read, pictures).and_then(|html| Ok((html, self.text(&mut read)?)));
        match made {
            Ok((html, text)) => Some(
                json!({ "id": section.id.as_str(), "kind": section.kind.as_str(), "html": html, "text": text }),
            ),
            Err(problem) => {
                self.problems.push(*problem);
                None
            }
        }
    }

    /// What `section` makes of it as text, without the rest.
    pub fn text_alone(&mut self, section: &Section, written: &SectionText) -> Result<String, Box<Problem>> {
        let mut read = self.read(section, written);
        self.text(&mut read)
    }

    /// What `section` makes of it as HTML, with places for its pictures.
    pub fn html_alone(&mut self, section: &Section, written: &SectionText) -> Result<String, Box<Problem>> {
        let assets = Assets::default();
        let mut read = self.read(section, written);
        self.html(&mut read, &mut Pictures::outlined(&assets))
    }

    fn read<'s>(&mut self, section: &'s Section, written: &SectionText) -> Read<'s> {
        let lang = &self.edition.lang;
        let (blocks, wrong) = parse(&written.markdown);
        self.tell(section, written.body_line, &written.markdown, wrong);
        let (heading, wrong) = parse_line(&written.heading);
        self.tell(section, written.heading_line, &written.heading, wrong);
        let link = section.link.as_ref().map(|link| without_marks(link.get_or_source(lang, self.source)));
        let place =
            Place::line(&self.edition.file, written.heading_line).in_section(&section.id).in_language(lang);
        self.check_link(&blocks, link.as_deref(), &place);
        let label = link.as_ref().filter(|_| !leads_there(&blocks)).map(|url| {
            let key = if section.event.is_some() { "button-event" } else { "button-more" };
            json!({ "url": url, "label": self.catalogue.text(key, &[]).unwrap_or_default() })
        });
        let mut data = Map::new();
        data.insert("id".into(), json!(section.id.as_str()));
        data.insert("kind".into(), json!(section.kind.as_str()));
        data.insert("lang".into(), json!(lang.as_str()));
        data.insert("dir".into(), json!(lang.dir()));
        data.insert("link".into(), label.unwrap_or_default());
        let calendar = self.calendar(section, &heading, link.as_deref());
        let event = section.event.as_ref().map(|event| self.event(event, &calendar)).unwrap_or_default();
        data.insert("event".into(), event);
        let fields: Map<String, Value> = section
            .fields
            .iter()
            .map(|(name, value)| (name.clone(), json!(without_marks(value.get_or_source(lang, self.source)))))
            .collect();
        data.insert("fields".into(), Value::Object(fields));
        Read { section, heading, blocks, link, place, data }
    }

    fn html(&mut self, read: &mut Read<'_>, pictures: &mut Pictures<'_>) -> Result<String, Box<Problem>> {
        let Read { section, heading, blocks, link, place, data } = read;
        let link = link.as_deref();
        let (issue, lang) = (self.issue, &self.edition.lang);
        let mut writer = Writer { marks: self.marks, pictures, issue, lang, section, link, place };
        data.insert("heading".into(), json!(writer.inlines(heading)));
        data.insert("body".into(), json!(writer.blocks(blocks)));
        self.filled(Form::Html, section, data)
    }

    fn text(&mut self, read: &mut Read<'_>) -> Result<String, Box<Problem>> {
        let Read { section, heading, blocks, link, data, .. } = read;
        let catalogue = self.catalogue;
        let picture =
            |alt: &str| catalogue.text("text-picture", &[("alt", alt)]).unwrap_or_else(|| alt.to_owned());
        let marks = &mut *self.marks;
        let lang = &self.edition.lang;
        let mut field = |name: &str, fallback: &str| isolated(&marks.field(name, fallback).to_string(), lang);
        let (link, colon) = (link.as_deref(), &catalogue.colon());
        let mut writer = TextWriter { section, link, field: &mut field, picture: &picture, colon };
        let heading = writer.line(heading);
        let body = writer.blocks(blocks);
        data.insert("heading_rule".into(), json!(rule_below(&heading, '-')));
        data.insert("heading".into(), json!(heading));
        data.insert("body".into(), json!(body));
        self.filled(Form::Text, section, data)
    }

    /// A kind without a text template of its own is written like a story.
    fn filled(
        &self,
        form: Form,
        section: &Section,
        data: &Map<String, Value>,
    ) -> Result<String, Box<Problem>> {
        let own = format!("sections/{}", section.kind);
        let name = match (self.templates.has(form, &own), form) {
            (true, _) => own,
            (false, Form::Text) if self.templates.has(Form::Html, &own) => "sections/story".to_owned(),
            (false, _) => return Err(Box::new(no_such_kind(self.templates, self.issue, section))),
        };
        self.templates.render(form, &name, &Value::Object(data.clone()))
    }

    /// The links to calendars; what they lead to is kept.
    fn calendar(&mut self, section: &Section, heading: &[Inline], link: Option<&str>) -> Value {
        let Some(settings) = self.settings else { return Value::Null };
        let lang = &self.edition.lang;
        let calendar = Calendar {
            settings,
            catalogue: self.catalogue,
            issue: &self.issue.id,
            lang,
            source: self.source,
        };
        let mut field = |_: &str, fallback: &str| fallback.to_owned();
        let picture = |alt: &str| alt.to_owned();
        let mut words = TextWriter { section, link, field: &mut field, picture: &picture, colon: ":" };
        let Some(entry) = calendar.entry(section, &words.line(heading), link) else { return Value::Null };
        let links = calendar.links(&entry);
        self.entries.push(entry);
        links
    }

    fn event(&self, event: &Event, calendar: &Value) -> Value {
        let lang = &self.edition.lang;
        let in_lang = |text: &crate::domain::Localized| without_marks(text.get_or_source(lang, self.source));
        let status = match event.status {
            EventStatus::Confirmed => None,
            EventStatus::Tentative => Some("event-tentative"),
            EventStatus::Moved => Some("event-moved"),
            EventStatus::Cancelled => Some("event-cancelled"),
        };
        let contacts: Vec<Value> = event
            .contacts
            .iter()
            .map(|contact| {
                let email = contact.email.as_ref().map(|email| email.as_str());
                json!({
                    "name": without_marks(&contact.name),
                    "role": contact.role.as_ref().map(in_lang),
                    "email": email,
                    "email_link": email.map(|email| format!("mailto:{email}")),
                    "phone": contact.phone.as_deref().map(without_marks),
                })
            })
            .collect();
        let deadlines: Vec<Value> = event
            .deadlines
            .iter()
            .map(|deadline| {
                let by = locale::format_when(lang, &crate::domain::When::Day(deadline.date));
                json!({ "what": in_lang(&deadline.what), "by": by })
            })
            .collect();
        json!({
            "when": locale::format_range(lang, &event.starts, event.ends.as_ref()),
            "status": status.and_then(|key| self.catalogue.text(key, &[])),
            "place": event.place.as_ref().map(in_lang),
            "online": event.online.as_deref().map(without_marks),
            "organiser": event.organiser.as_ref().map(in_lang),
            "deadlines": deadlines,
            "contacts": contacts,
            "calendar": calendar,
        })
    }

    /// `link` in the text needs an address in `issue.toml`.
    fn check_link(&mut self, blocks: &[Block], link: Option<&str>, place: &Place) {
        if link.is_none() && leads_there(blocks) {
            self.problems.push(
                Problem::must("LNK004", place.clone(), say!("LNK004-none"))
                    .because(say!("LNK004-none-why"))
                    .remedy(say!("LNK004-none-remedy")),
            );
        }
    }

    fn tell(&mut self, section: &Section, first_line: usize, text: &str, wrong: Vec<ProseProblem>) {
        for problem in wrong {
            let mut place = Place::span(&self.edition.file, text, problem.span.start, problem.span.end)
                .in_section(&section.id)
                .in_language(&self.edition.lang);
            place.line = place.line.map(|line| line + first_line - 1);
            let severity = match problem.rule() {
                "STR011" => Severity::ShouldFix,
                "STR012" => Severity::Tip,
                _ => Severity::MustFix,
            };
            let (what, remedy) = said_of_prose(&problem);
            self.problems.push(Problem::new(problem.rule(), severity, place, what).remedy(remedy));
        }
    }
}

/// Every section of a kind that no template writes, whatever else keeps letters from being made.
pub fn unknown_kinds(templates: &Templates, issue: &Issue) -> Vec<Problem> {
    let written = |section: &&Section| templates.has(Form::Html, &format!("sections/{}", section.kind));
    let unknown = issue.sections.iter().filter(|section| !written(section));
    unknown.map(|section| no_such_kind(templates, issue, section)).collect()
}

fn no_such_kind(templates: &Templates, issue: &Issue, section: &Section) -> Problem {
    let place = Place::file(format!("issues/{}/issue.toml", issue.id)).in_section(&section.id);
    let known: Vec<&str> = templates.kinds().iter().map(|kind| kind.kind.as_str()).collect();
    let what = format!("There is no kind of section \"{}\".", section.kind);
    let near = did_you_mean(section.kind.as_str(), known.iter().copied());
    let near = near.map_or(String::new(), |near| format!("Did you mean \"{near}\"? "));
    Problem::must("TPL007", place, what).remedy(format!("{near}There are {}.", known.join(", ")))
}

/// Whether the text itself leads to the section's own address.
fn leads_there(blocks: &[Block]) -> bool {
    blocks.iter().any(|block| match block {
        Block::Button { target, .. } => target == "link",
        Block::Paragraph { content, .. } | Block::Heading { content, .. } => links_there(content),
        Block::List { items, .. } => items.iter().any(|item| leads_there(&item.blocks)),
        Block::Quote(quote) => leads_there(&quote.blocks),
        Block::Table(table) => {
            table.head.iter().chain(table.rows.iter().flatten()).any(|cell| links_there(cell))
        }
        Block::Picture(picture) => picture.caption.as_deref().is_some_and(links_there),
    })
}

fn links_there(content: &[Inline]) -> bool {
    content.iter().any(|inline| match inline {
        Inline::Link { target, .. } => target == "link",
        Inline::Emphasis(inner) | Inline::Strong(inner) | Inline::Phrase { content: inner, .. } => {
            links_there(inner)
        }
        Inline::Text(_) | Inline::Field { .. } | Inline::Break => false,
    })
}
