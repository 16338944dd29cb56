//! Writing: the sections at the left, the text of one in one language beside them, and how it reads as
//! plain text. Or, to translate it, beside the text that it is made from.

mod beside;
mod editor;
mod outline;

use std::collections::BTreeMap;
use std::ops::Range;

use ratatui::layout::Rect;

use super::facts;
use super::spots::{self, kind_name};
use super::{Scene, Work};
use crate::domain::translation::Passage;
use crate::domain::{Lang, Localized, Section, SectionId};
use crate::tui::event::Spot;
use crate::tui::keys::Where;
use crate::tui::steps::Steps;
use crate::tui::widgets::{Canvas, Target, TextArea, width};

/// What has the keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Focus {
    #[default]
    Sections,
    /// A field of what is marked, from 0.
    Field(usize),
}

/// What stands around the text that is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Layout {
    /// The sections of the issue.
    #[default]
    Outline,
    /// The text that it is translated from.
    Beside,
}

/// A row of the left pane.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Row {
    Head,
    /// A section, by its place in the issue.
    Section(usize),
    Add,
}

/// The writing screen.
#[derive(Debug)]
pub struct Write {
    pub at: usize,
    pub focus: Focus,
    pub text_preview: bool,
    pub layout: Layout,

    /// Every field that was shown since the issue was opened: undo outlives a look elsewhere.
    fields: BTreeMap<(Lang, Spot), TextArea>,
    /// Where the wrong words of what is shown stand; none while no dictionary has said so.
    pub mistakes: Option<Vec<(Spot, Vec<Range<usize>>)>>,
    /// Of fields that were not shown yet.
    steps: BTreeMap<(Lang, Spot), Steps>,
}

impl Default for Write {
    fn default() -> Self {
        let (focus, layout) = (Focus::default(), Layout::default());
        let (fields, steps) = (BTreeMap::new(), BTreeMap::new());
        Self { at: 0, focus, text_preview: true, layout, fields, mistakes: None, steps }
    }
}

impl Write {
    pub fn row(&self, work: &Work) -> Row {
        match self.at {
            0 => Row::Head,
            at if at <= work.issue.sections.len() => Row::Section(at - 1),
            _ => Row::Add,
        }
    }

    /// Where nothing is added there is no row for it.
    pub fn rows(&self, work: &Work) -> usize {
        work.issue.sections.len() + if self.layout == Layout::Beside { 1 } else { 2 }
    }

    /// What is marked, as something that has a text in each language.
    pub fn passage(&self, work: &Work) -> Option<Passage> {
        match self.row(work) {
            Row::Head => Some(Passage::Head),
            Row::Section(_) => self.section(work).map(|section| Passage::Section(section.id.clone())),
            Row::Add => None,
        }
    }

    pub fn section<'a>(&self, work: &'a Work) -> Option<&'a Section> {
        match self.row(work) {
            Row::Section(at) => work.issue.sections.get(at),
            _ => None,
        }
    }

    /// The fields of what is marked, in their order.
    pub fn spots(&self, work: &Work) -> Vec<Spot> {
        match self.row(work) {
            Row::Head => vec![Spot::Subject, Spot::InboxLine, Spot::Title],
            Row::Add => Vec::new(),
            Row::Section(_) => match self.section(work) {
                Some(section) if section.is_for(&work.lang) => spots_of(section, work),
                _ => Vec::new(),
            },
        }
    }

    /// The field that has the keys.
    pub fn spot(&self, work: &Work) -> Option<Spot> {
        match self.focus {
            Focus::Sections => None,
            Focus::Field(at) => self.spots(work).into_iter().nth(at),
        }
    }

    pub fn place(&self, work: &Work) -> Where {
        match self.spot(work) {
            None => Where::Sections,
            Some(Spot::Body(_)) => Where::Text,
            Some(_) => Where::Line,
        }
    }

    /// The text area of a field, made from the issue at its first use.
    pub fn field(&mut self, work: &Work, spot: &Spot) -> &mut TextArea {
        let steps = &mut self.steps;
        self.fields.entry(key(work, spot)).or_insert_with_key(|key| {
            let text = spots::text(&work.issue, &work.lang, spot);
            let prose = matches!(spot, Spot::Body(_));
            let mut field = if prose { TextArea::new(&text) } else { TextArea::one_line(&text) };
            if let Some(steps) = steps.remove(key) {
                steps.take_up(&mut field);
            }
            field
        })
    }

    /// What could be taken back when the issue was left.
    pub fn take_up(&mut self, steps: Vec<Steps>) {
        self.steps =
            steps.into_iter().map(|steps| ((steps.lang.clone(), steps.spot.clone()), steps)).collect();
    }

    /// What can be taken back now.
    pub fn steps(&self) -> Vec<Steps> {
        let shown = self.fields.iter().filter_map(|((lang, spot), field)| Steps::of(lang, spot, field));
        shown.chain(self.steps.values().cloned()).collect()
    }

    /// Puts words into a field that the issue does not hold.
    pub fn put(&mut self, lang: &Lang, spot: &Spot, text: &str) {
        self.fields.insert((lang.clone(), spot.clone()), TextArea::one_line(text));
    }

    /// The same, once it was shown.
    pub fn known(&self, work: &Work, spot: &Spot) -> Option<&TextArea> {
        self.fields.get(&key(work, spot))
    }

    /// The text area that has the keys, once it was shown.
    pub fn focused(&self, work: &Work) -> Option<&TextArea> {
        self.known(work, &self.spot(work)?)
    }

    /// The wrong words of a field.
    fn wrong(&self, spot: &Spot) -> &[Range<usize>] {
        let mistakes = self.mistakes.iter().flatten();
        mistakes
            .filter(|(known, _)| known == spot)
            .map(|(_, ranges)| ranges.as_slice())
            .next()
            .unwrap_or_default()
    }

    /// Makes the fields of what is marked, so that they can be drawn.
    pub fn prepare(&mut self, work: &Work) {
        for spot in self.spots(work) {
            self.field(work, &spot);
        }
        if let Focus::Field(at) = self.focus
            && at >= self.spots(work).len()
        {
            self.focus = Focus::Sections;
        }
    }

    /// Forgets what was shown: the issue was read again.
    pub fn forget(&mut self) {
        self.fields.clear();
    }

    /// Forgets one field: it holds another text by now.
    pub fn forget_field(&mut self, lang: &Lang, spot: &Spot) {
        self.fields.remove(&(lang.clone(), spot.clone()));
    }

    /// Forgets dates and places, but those of sections that `keep` holds: the facts are other ones by now.
    pub fn forget_facts(&mut self, keep: impl Fn(&SectionId) -> bool) {
        self.fields.retain(|(_, spot), _| match spot {
            Spot::When(id) | Spot::Place(id) => keep(id),
            _ => true,
        });
    }

    /// Leaves the keys in the field that had them, wherever it stands by now; where it is gone, they go to the list of
    /// sections, and into no other field. Gives whether it is still there.
    pub fn stay_in(&mut self, work: &Work, lang: &Lang, spot: &Spot) -> bool {
        let spots = if *lang == work.lang { self.spots(work) } else { Vec::new() };
        self.focus = spots.iter().position(|known| known == spot).map_or(Focus::Sections, Focus::Field);
        self.focus != Focus::Sections
    }

    /// The next place for the keys: sections, field after field, sections.
    pub fn turn(&mut self, work: &Work, forward: bool) {
        let count = self.spots(work).len();
        let now = match self.focus {
            Focus::Sections => 0,
            Focus::Field(at) => at + 1,
        };
        let stops = count + 1;
        let next = if forward { (now + 1) % stops } else { (now + stops - 1) % stops };
        self.focus = next.checked_sub(1).map_or(Focus::Sections, Focus::Field);
    }

    /// Into the text: the body of a section, the subject of the head. A section without a text is filled in from the first
    /// field that is empty.
    pub fn enter(&mut self, work: &Work) {
        let spots = self.spots(work);
        let written = |spot: &Spot| !spots::text(&work.issue, &work.lang, spot).trim().is_empty();
        let body = spots.iter().find(|spot| matches!(spot, Spot::Body(_)));
        let begun = body.is_some_and(written);
        let goes_on = |spot: &Spot| if begun { Some(spot) == body } else { body.is_some() && !written(spot) };
        if !spots.is_empty() {
            self.focus = Focus::Field(spots.iter().position(goes_on).unwrap_or(0));
        }
    }

    /// What the marked section is called.
    pub fn name(&self, work: &Work) -> String {
        self.section(work)
            .map_or(String::new(), |section| spots::section_name(&work.issue, &work.lang, section))
    }

    pub fn view(&self, frame: &mut Canvas, area: Rect, scene: &Scene<'_>) {
        if self.layout == Layout::Beside {
            return beside::draw(self, frame, area, scene);
        }
        let narrow = area.width < 78;
        let wide = area.width >= 120;
        let left = match (narrow, wide, self.focus) {
            (true, _, Focus::Sections) => area.width,
            (true, _, Focus::Field(_)) => 0,
            (false, ..) => 26,
        };
        if left > 0 {
            outline::draw(self, frame, Rect { width: left, ..area }, scene);
        }
        if left == area.width {
            return;
        }
        let rest = Rect { x: area.x + left, width: area.width - left, ..area };
        let (editor, reads) = match (self.text_preview, wide) {
            (false, _) => (rest, None),
            (true, true) => {
                // The letter has 38 columns: a telephone's, as far as there is room.
                let side = 42.min(rest.width / 2);
                let editor = Rect { width: rest.width - side, ..rest };
                (editor, Some(Rect { x: editor.right(), width: side, ..rest }))
            }
            (true, false) => {
                let below = (rest.height * 2 / 5).max(5).min(rest.height / 2);
                let editor = Rect { height: rest.height - below, ..rest };
                (editor, Some(Rect { y: editor.bottom(), height: below, ..rest }))
            }
        };
        let section = self.section(scene.work);
        let remark = section.map_or("the letter's head".to_owned(), |section| kind_name(&section.kind));
        editor::draw(self, frame, editor, scene, (&tabs(scene.work), &remark));
        tab_targets(frame, editor, scene.work);
        if let Some(area) = reads {
            let draw = if wide { editor::draw_live } else { editor::draw_reads };
            draw(self, frame, area, scene);
        }
    }
}

fn spots_of(section: &Section, work: &Work) -> Vec<Spot> {
    let id = &section.id;
    let mut spots = vec![Spot::Heading(id.clone())];
    if work.is_event(section) {
        spots.extend([Spot::When(id.clone()), Spot::Place(id.clone())]);
    }
    spots.push(Spot::Body(id.clone()));
    spots
}

/// Where a field is kept: a date has no language of its own, nor has a place that is the same in all.
pub fn key(work: &Work, spot: &Spot) -> (Lang, Spot) {
    let lang = match spot {
        Spot::When(_) => work.issue.source().unwrap_or(&work.lang),
        Spot::Place(id) if !place_per_language(work, id) => work.issue.source().unwrap_or(&work.lang),
        _ => &work.lang,
    };
    (lang.clone(), spot.clone())
}

fn place_per_language(work: &Work, id: &SectionId) -> bool {
    matches!(work.issue.section(id).and_then(facts::place), Some(Localized::Each(_)))
}

/// `[EN] HU! SV✓`: the languages, the one that is shown in brackets.
pub fn tabs(work: &Work) -> String {
    work.issue.languages.iter().map(|lang| tab(work, lang)).collect::<Vec<_>>().join(" ")
}

fn tab(work: &Work, lang: &Lang) -> String {
    let name = lang.as_str().to_uppercase();
    let sign = work.edition_sign(lang);
    if *lang == work.lang { format!("[{name}{sign}]") } else { format!("{name}{sign}") }
}

/// Where the languages stand on the upper border of a pane.
pub fn tab_targets(frame: &mut Canvas, pane: Rect, work: &Work) {
    let mut x = pane.x + 3;
    for (nth, lang) in work.issue.languages.iter().enumerate() {
        let wide = u16::try_from(width(&tab(work, lang))).unwrap_or(0);
        frame.stands_for(Rect { x, y: pane.y, width: wide, height: 1 }, Target::Language(nth));
        x += wide + 1;
    }
}
