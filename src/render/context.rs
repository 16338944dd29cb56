//! What the templates of a letter may print: the newsletter's facts in the edition's language.

use serde_json::{Map, Value, json};

use super::assets::{EMBLEM, logo_for};
use super::marks::{Marks, without_marks};
use super::palette::Palette;
use super::pictures::Pictures;
use super::style::Style;
use crate::domain::prose::parse_words;
use crate::domain::settings::{Funding, Settings};
use crate::domain::{Edition, Issue, Lang, Localized, Place, SlotWhat};
use crate::locale::{self, Catalogue};

/// Heights of logos, pixels. The emblem is at least as high as any of them (Annex IX 1.7).
const MASTHEAD_LOGO: (usize, usize) = (240, 48);
const PROGRAMME_LOGO: (usize, usize) = (200, 72);
const PARTNER_LOGO: (usize, usize) = (160, 40);
const EMBLEM_SIZE: (usize, usize) = (108, 72);
/// A logo that holds the emblem and the statement itself must stay readable.
const LOGO_WITH_STATEMENT: (usize, usize) = (360, 96);

/// Behind the inbox line, so that the letter's first words do not follow it in the list of letters.
const FILLER: &str = "&#847;&zwnj;&nbsp;";
const PREHEADER_WIDTH: usize = 150;

/// What the context is made from.
#[derive(Debug)]
pub struct Facts<'p, 'a> {
    pub settings: &'p Settings,
    pub issue: &'p Issue,
    pub edition: &'p Edition,
    pub catalogue: &'p Catalogue,
    pub marks: &'p mut Marks,
    pub pictures: &'p mut Pictures<'a>,
}

impl Facts<'_, '_> {
    /// Everything but the sections.
    pub fn context(&mut self, css: &str) -> Map<String, Value> {
        let lang = self.edition.lang.clone();
        let palette = Palette::of(&self.settings.look.accent);
        let style = Style::of(css, &palette, &lang);
        let subject = self.words(&self.edition.subject);
        let preheader = self.words(&self.edition.preheader);
        let title = self.title();
        let filler = PREHEADER_WIDTH.saturating_sub(preheader.chars().count()) / 2;
        let unsubscribe = self.marks.mark(SlotWhat::Unsubscribe).to_string();
        let reason = self.marks.mark(SlotWhat::Reason).to_string();
        let config = Place::file("config.toml");
        let logo = self.settings.look.logo.as_ref().and_then(|path| {
            let shown = self.pictures.show(path, MASTHEAD_LOGO.0, MASTHEAD_LOGO.1, &config)?;
            Some(shown.to_json(&self.local(&self.settings.newsletter.name)))
        });
        let data = json!({
            "lang": lang.as_str(),
            "dir": lang.dir(),
            "end": if lang.is_right_to_left() { "left" } else { "right" },
            "subject": subject,
            "preheader": preheader,
            "filler": FILLER.repeat(filler),
            "title_rule": super::text::rule_below(&title, '='),
            "title": title,
            "issue_line": self.issue_line(&lang),
            "newsletter": self.local(&self.settings.newsletter.name),
            "accent": palette.accent,
            "on_accent": palette.on_accent,
            "style": style.inlined,
            "kept_style": style.kept,
            "logo": logo,
            "funding": self.funding(&lang),
            "partners": self.partners(),
            "reason": reason,
            "unsubscribe": unsubscribe,
            "organisation": self.local(&self.settings.sender.organisation),
            "address": self.settings.sender.postal.iter().map(|line| without_marks(line)).collect::<Vec<_>>(),
            "website": self.settings.sender.website.as_ref().map(|site| self.local(site)),
            "privacy": self.settings.sender.privacy.as_ref().map(|page| self.local(page)),
            "contact": format!("mailto:{}", contact(self.settings)),
            "contact_address": contact(self.settings),
        });
        match data {
            Value::Object(map) => map,
            _ => Map::new(),
        }
    }

    fn words(&mut self, text: &str) -> String {
        let (words, _) = parse_words(text);
        self.marks.words(&words)
    }

    /// The letter's one heading of the first level.
    fn title(&mut self) -> String {
        match self.edition.title.clone() {
            Some(title) => self.words(&title),
            None => self.local(&self.settings.newsletter.name),
        }
    }

    fn local(&self, text: &Localized) -> String {
        without_marks(text.get_or_source(&self.edition.lang, self.settings.newsletter.source()))
    }

    /// "Issue 4 · 28 June 2018", as far as it is known.
    fn issue_line(&self, lang: &Lang) -> Option<String> {
        let number = self.issue.number.and_then(|number| {
            self.catalogue
                .text("issue-number", &[("number", &locale::format_number(lang, &number.to_string()))])
        });
        let date = self.issue.date.map(|date| locale::format_date(lang, date));
        let parts: Vec<String> = number.into_iter().chain(date).collect();
        (!parts.is_empty()).then(|| parts.join(" · "))
    }

    fn funding(&mut self, lang: &Lang) -> Vec<Value> {
        let place = Place::file("config.toml");
        let settings = self.settings;
        let mut blocks = Vec::with_capacity(settings.funding.len());
        for funding in &settings.funding {
            let lines = self.statement(funding);
            let carried = funding.logo_carries_statement;
            let (width, height) = if carried { LOGO_WITH_STATEMENT } else { PROGRAMME_LOGO };
            let programme = funding.programme.as_ref().map(|name| self.local(name));
            let logo = funding.logo.as_ref().and_then(|logo| {
                let path = logo_for(logo, lang, settings.newsletter.source());
                let alt = if carried { lines.join(", ") } else { programme.clone().unwrap_or_default() };
                Some(self.pictures.show(&path, width, height, &place)?.to_json(&alt))
            });
            let beside = !(carried && logo.is_some());
            let emblem = beside.then(|| {
                let shown = self.pictures.show(EMBLEM, EMBLEM_SIZE.0, EMBLEM_SIZE.1, &place)?;
                Some(shown.to_json(&self.catalogue.text("funding-emblem", &[]).unwrap_or_default()))
            });
            blocks.push(json!({
                "emblem": emblem.flatten(),
                "lines": if beside { lines } else { Vec::new() },
                "text": self.statement(funding).join("\n"),
                "programme": programme,
                "logo": logo,
                "disclaimer": funding.disclaimer.as_ref().map(|text| self.local(text)),
            }));
        }
        blocks
    }

    /// The wording of the programme itself, or the period's.
    fn statement(&self, funding: &Funding) -> Vec<String> {
        if let Some(statement) = &funding.statement {
            return self.local(statement).lines().map(str::to_owned).collect();
        }
        funding.strings().iter().filter_map(|key| self.catalogue.text(key, &[])).collect()
    }

    fn partners(&mut self) -> Vec<Value> {
        let place = Place::file("config.toml");
        let settings = self.settings;
        let mut strip = Vec::with_capacity(settings.partners.len());
        for partner in &settings.partners {
            let shown = partner
                .logo
                .as_ref()
                .and_then(|path| self.pictures.show(path, PARTNER_LOGO.0, PARTNER_LOGO.1, &place));
            strip.push(json!({
                "name": self.local(&partner.name),
                "url": partner.url.as_deref().map(without_marks),
                "src": shown.as_ref().map(|shown| shown.src.as_str()),
                "width": shown.as_ref().map(|shown| shown.width),
                "height": shown.as_ref().map(|shown| shown.height),
            }));
        }
        strip
    }
}

/// Where readers can write to.
pub fn contact(settings: &Settings) -> &str {
    settings.sender.reply_to.as_ref().map_or(&settings.sender.address, |reply| &reply.address).as_str()
}
