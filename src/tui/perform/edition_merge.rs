//! What a person changed in an edition, put into its file as it is by now.

use super::held::{Behind, collides};
use crate::domain::{Edition, Issue, Lang, SectionId, SectionText, Spot};
use crate::locale::own_name;
use crate::tui::effect::SaveOrder;
use crate::tui::event::{Lacks, Unwritten};
use crate::tui::screens::spots;
use crate::workspace::{self, EditError, EditionFile, Workspace, same_text};

/// An edition on its way into its file.
#[derive(Debug)]
pub struct EditionMerge {
    pub lang: Lang,
    file: EditionFile,
    touched: Touched,
    /// What both changed, in words.
    pub collisions: Vec<String>,
    /// The file as it was read, where it is written over.
    theirs: Option<String>,
    /// What left it.
    gone: Vec<SectionText>,
}

/// What the person did.
#[derive(Debug, Default)]
pub struct Touched {
    fields: Vec<Spot>,
    removed: Vec<SectionId>,
}

impl Touched {
    /// Leaves out what came and went: the sections stay those that `issue.toml` has.
    pub fn keep_sections(&mut self, outline: &Issue) {
        self.removed.clear();
        self.fields.retain(|spot| spots::has_place(outline, spot));
    }

    pub fn is_nothing(&self) -> bool {
        self.fields.is_empty() && self.removed.is_empty()
    }
}

impl EditionMerge {
    /// What differs from the ground, or from what was written since.
    pub fn touched(order: &SaveOrder, lang: &Lang, known: &impl Fn(&Spot) -> Option<String>) -> Touched {
        let Some(mine) = order.issue.editions.get(lang) else { return Touched::default() };
        let ground = order.ground.editions.get(lang);
        let mut fields = spots::of_edition(&order.issue, lang);
        fields.retain(|spot| {
            let base = known(spot).map_or_else(|| spots::text(&order.ground, lang, spot), Into::into);
            !same_text(spot, &spots::text(&order.issue, lang, spot), &base)
        });
        let before = ground.into_iter().flat_map(|edition| &edition.sections);
        let removed: Vec<SectionId> =
            before.filter(|one| mine.section(&one.id).is_none()).map(|one| one.id.clone()).collect();
        Touched { fields, removed }
    }

    /// Only words change, as long as `issue.toml` can't have other sections.
    pub fn keep_sections(&mut self, outline: &Issue) {
        self.touched.keep_sections(outline);
    }

    /// Holds it against what the file says by now.
    pub fn new(
        order: &SaveOrder,
        file: EditionFile,
        touched: Touched,
        known: impl Fn(&Spot) -> Option<String>,
    ) -> Self {
        let (there, _) = file.edition();
        let lang = there.lang.clone();
        let mut merge = Self { lang, file, touched, collisions: Vec::new(), theirs: None, gone: Vec::new() };
        let had_words = order.ground.editions.contains_key(&merge.lang);
        if had_words && merge.file.is_empty() {
            merge.begin_anew(&order.issue);
            return merge;
        }
        let text = |spot: &Spot| edition_text(&there, spot);
        let both: Vec<&Spot> = merge
            .touched
            .fields
            .iter()
            .filter(|spot| merge.file.unread(spot).is_none())
            .filter(|spot| collides(order, &merge.lang, spot, known(spot).as_deref(), text(spot)))
            .collect();
        let changed = |id: &&SectionId| {
            let Some(section) = there.section(id) else { return false };
            let base = order.ground.editions.get(&merge.lang).and_then(|edition| edition.section(id));
            base.is_none_or(|base| {
                !same_text(&Spot::Body(base.id.clone()), &base.markdown, &section.markdown)
                    || base.heading.trim() != section.heading.trim()
            })
        };
        let mut collisions: Vec<String> = both
            .into_iter()
            .map(|spot| format!("{} in {}.md", named(&order.issue, &merge.lang, spot), merge.lang))
            .collect();
        for id in merge.touched.removed.iter().filter(changed) {
            let heading = there.section(id).map_or(id.as_str(), |section| section.heading.trim());
            collisions.push(format!("section \"{heading}\" in {}.md", merge.lang));
        }
        merge.collisions = collisions;
        merge
    }

    /// The file is not there any more, or empty: what is on the screen is all there is of it.
    fn begin_anew(&mut self, issue: &Issue) {
        let mut fields = spots::of_edition(issue, &self.lang);
        fields.retain(|spot| !spots::text(issue, &self.lang, spot).trim().is_empty());
        self.touched = Touched { fields, removed: Vec::new() };
        let how = if self.file.is_there() { "empty by now" } else { "not there any more" };
        self.collisions = vec![format!("{}.md, which is {how}", self.lang)];
    }

    /// Puts the changes into the text of the file; gives the fields that are in it, with their words.
    pub fn apply(&mut self, order: &SaveOrder, behind: &mut Behind) -> Vec<(Spot, String)> {
        if !self.collisions.is_empty() {
            self.theirs = Some(self.file.text().to_owned());
        }
        for id in &self.touched.removed {
            let Some(text) = self.file.edition().0.section(id).cloned() else { continue };
            match self.file.remove(id) {
                Ok(()) => self.gone.push(text),
                Err(why) => behind.text(format!("{}, section \"{id}\"", own_name(&self.lang)), &why),
            }
        }
        let mut written = Vec::new();
        let mut refused = None;
        for spot in &self.touched.fields {
            let section = spots::section_of(spot);
            if section.is_some() && section == refused.as_ref() {
                continue;
            }
            match set(&mut self.file, &order.issue, &self.lang, spot) {
                Ok(()) => {
                    written.push((spot.clone(), spots::text(&order.issue, &self.lang, spot).into_owned()));
                }
                Err((why, line)) => {
                    let is_whole = section.is_some_and(|id| self.file.edition().0.section(id).is_none());
                    refused = section.filter(|_| is_whole).cloned();
                    let place =
                        format!("{}, {}", own_name(&self.lang), named(&order.issue, &self.lang, spot));
                    let what = Lacks::Field(self.lang.clone(), spot.clone(), line);
                    behind.texts.push(Unwritten { place, why, what });
                }
            }
        }
        written
    }

    /// What goes is kept aside first.
    pub fn save(
        &mut self,
        workspace: &Workspace,
        issue: &crate::domain::IssueId,
    ) -> Result<(), workspace::Error> {
        if let Some(theirs) = self.theirs.as_ref().filter(|theirs| !theirs.trim().is_empty()) {
            workspace.put_aside(issue, &format!("{}.theirs.md", self.lang), theirs)?;
        }
        for text in &self.gone {
            let name = format!("{}.{}.md", text.id, self.lang);
            let words = format!("## {} {{#{}}}\n\n{}\n", text.heading, text.id, text.markdown);
            workspace.put_aside(issue, &name, &words)?;
        }
        self.file.save()
    }
}

/// Sets one field; a section that the file lacks is put in as a whole. On failure why, and the line in the field.
fn set(
    file: &mut EditionFile,
    issue: &Issue,
    lang: &Lang,
    spot: &Spot,
) -> Result<(), (String, Option<usize>)> {
    if let Some(problem) = file.unread(spot) {
        return Err((spots::unread_words(&problem), None));
    }
    let text = spots::text(issue, lang, spot);
    let lacks = spots::section_of(spot).filter(|id| file.edition().0.section(id).is_none());
    let section = |id: &SectionId| issue.editions.get(lang).and_then(|edition| edition.section(id));
    let done = match (spot, lacks.and_then(section)) {
        (_, Some(whole)) => {
            let at = place_for(&whole.id, &file.edition().0, issue);
            file.insert(at, &whole.id, &whole.heading, &whole.markdown)
        }
        (Spot::Title, _) => file.set_title(&text),
        (Spot::Subject, _) => file.set_subject(&text),
        (Spot::InboxLine, _) => file.set_preheader(&text),
        (Spot::Heading(id), _) => file.set_heading(id, &text),
        (Spot::Body(id), _) => file.set_markdown(id, &text),
        (Spot::When(_) | Spot::Place(_), _) => Ok(()),
    };
    done.map_err(|why| {
        let line = match &why {
            EditError::OpensSection { line } => Some(line.saturating_sub(1)),
            _ => None,
        };
        (why.to_string(), line)
    })
}

fn edition_text<'a>(edition: &'a Edition, spot: &Spot) -> &'a str {
    match spot {
        Spot::Title => edition.title.as_deref().unwrap_or(""),
        Spot::Subject => &edition.subject,
        Spot::InboxLine => &edition.preheader,
        Spot::Heading(id) => edition.section(id).map_or("", |section| &section.heading),
        Spot::Body(id) => edition.section(id).map_or("", |section| &section.markdown),
        Spot::When(_) | Spot::Place(_) => "",
    }
}

/// A field as people call it: a section by its heading, or by its kind while it has none.
pub fn named(issue: &Issue, lang: &Lang, spot: &Spot) -> String {
    let section = |id: &SectionId| {
        let heading = issue.editions.get(lang).and_then(|edition| edition.section(id));
        let heading = heading.map(|text| text.heading.trim()).filter(|heading| !heading.is_empty());
        let kind = || issue.section(id).map_or(id.to_string(), |one| spots::kind_name(&one.kind));
        format!("section \"{}\"", heading.map_or_else(kind, str::to_owned))
    };
    match spot {
        Spot::Title => "title".to_owned(),
        Spot::Subject => "subject".to_owned(),
        Spot::InboxLine => "inbox line".to_owned(),
        Spot::Heading(id) => format!("heading of {}", section(id)),
        Spot::Body(id) => section(id),
        Spot::When(id) => format!("date of {}", section(id)),
        Spot::Place(id) => format!("place of {}", section(id)),
    }
}

/// Before the first section that comes later in the issue.
fn place_for(id: &SectionId, there: &Edition, issue: &Issue) -> usize {
    let rank = |id: &SectionId| issue.sections.iter().position(|section| section.id == *id);
    let own = rank(id);
    there.sections.iter().position(|other| rank(&other.id) > own).unwrap_or(there.sections.len())
}
