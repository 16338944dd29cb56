//! Begins an issue: its folder, its `issue.toml`, and an edition to fill in for each language.

mod skeleton;
mod slug;

use std::fs;

use jiff::civil::Date;

use crate::domain::settings::Settings;
use crate::domain::{Issue, IssueId, Kind, Lang, ListName, Section, SectionId};
use crate::workspace::{
    EditError, EditionFile, Error, Fact, IssueFile, TranslationsFile, Workspace, words_only,
};

/// Begins an issue called `title`. With `like`, it has that issue's sections, headings and lists, without the texts;
/// else one section of each built-in kind, and all lists.
pub fn new(
    workspace: &Workspace,
    settings: &Settings,
    title: &str,
    like: Option<&IssueId>,
    today: Date,
) -> Result<IssueId, Error> {
    words_only(title).map_err(EditError::from)?;
    let like = like.map(|id| workspace.issue(id).map(|(issue, _)| issue)).transpose()?;
    let languages =
        like.as_ref().map(|issue| issue.languages.clone()).filter(|languages| !languages.is_empty());
    let languages = languages.unwrap_or_else(|| settings.newsletter.languages.clone());
    let lists = like.as_ref().map_or_else(|| workspace.lists(), |issue| Ok(issue.lists.clone()))?;
    let number = next_number(workspace)?;
    let id = make_folder(workspace, title, today)?;
    let sections = like.as_ref().map_or_else(skeleton::sections, bare);
    for lang in &languages {
        write_edition(workspace, &id, lang, &sections, like.as_ref())?;
    }
    write_table(workspace, &id, title, number, &languages, &lists, &sections)?;
    make_room_for_translations(workspace, &id)?;
    Ok(id)
}

/// The sections of another issue without their facts.
fn bare(like: &Issue) -> Vec<Section> {
    let bare = |section: &Section| Section {
        source: section.source.clone(),
        languages: section.languages.clone(),
        ..Section::new(section.id.clone(), section.kind.clone())
    };
    like.sections.iter().map(bare).collect()
}

/// One more than the highest there is; none, if issues here have no numbers.
fn next_number(workspace: &Workspace) -> Result<Option<u32>, Error> {
    let ids = workspace.issues()?;
    if ids.is_empty() {
        return Ok(Some(1));
    }
    let mut highest = None;
    for id in &ids {
        highest = highest.max(workspace.issue(id)?.0.number);
    }
    Ok(highest.map(|number| number.saturating_add(1)))
}

/// A folder that nobody has yet.
fn make_folder(workspace: &Workspace, title: &str, today: Date) -> Result<IssueId, Error> {
    let parent = workspace.root().join("issues");
    fs::create_dir_all(&parent).map_err(|source| Error::Io { path: parent, source })?;
    let mut attempt = 1;
    loop {
        let id = slug::folder_name(title, today, attempt)?;
        let path = workspace.issue_folder(&id);
        match fs::create_dir(&path) {
            Ok(()) => return Ok(id),
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => attempt += 1,
            Err(source) => return Err(Error::Io { path, source }),
        }
    }
}

fn write_edition(
    workspace: &Workspace,
    id: &IssueId,
    lang: &Lang,
    sections: &[Section],
    like: Option<&Issue>,
) -> Result<(), Error> {
    let headings = skeleton::headings(lang, &workspace.template_overrides()?);
    let mut file = EditionFile::open(workspace, id, lang)?;
    file.set_subject("")?;
    file.set_preheader("")?;
    for (at, section) in sections.iter().filter(|section| section.is_for(lang)).enumerate() {
        let heading = match like {
            Some(like) => heading_of(like, lang, &section.id),
            None => headings.get(&section.kind).map_or("", String::as_str),
        };
        file.insert(at, &section.id, heading, "")?;
    }
    file.save()
}

fn heading_of<'i>(like: &'i Issue, lang: &Lang, id: &SectionId) -> &'i str {
    let text = like.editions.get(lang).and_then(|edition| edition.section(id));
    text.map_or("", |text| text.heading.as_str())
}

fn write_table(
    workspace: &Workspace,
    id: &IssueId,
    title: &str,
    number: Option<u32>,
    languages: &[Lang],
    lists: &[ListName],
    sections: &[Section],
) -> Result<(), Error> {
    let mut file = IssueFile::open(workspace, id)?;
    file.set_title(title)?;
    file.set_number(number)?;
    file.set_languages(languages)?;
    file.set_lists(lists)?;
    for (at, section) in sections.iter().enumerate() {
        add_section(&mut file, at, section, &section.kind)?;
    }
    file.save()
}

/// Empty tables from the beginning, so that marks that people make apart fall into different lines.
fn make_room_for_translations(workspace: &Workspace, id: &IssueId) -> Result<(), Error> {
    let (issue, _) = workspace.issue(id)?;
    if let Ok(mut file) = TranslationsFile::open(workspace, id)? {
        file.make_room(&issue)?;
        file.save()?;
    }
    Ok(())
}

fn add_section(file: &mut IssueFile, at: usize, section: &Section, kind: &Kind) -> Result<(), EditError> {
    file.insert_section(at, &section.id, kind)?;
    if let Some(source) = &section.source {
        file.set_fact(&section.id, "source", Some(&Fact::Text(source.to_string())))?;
    }
    if let Some(languages) = &section.languages {
        let words = languages.iter().map(ToString::to_string).collect();
        file.set_fact(&section.id, "languages", Some(&Fact::Words(words)))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::desk::init::{Start, init};

    fn demo() -> (tempfile::TempDir, Workspace, Settings) {
        let folder = tempfile::tempdir().expect("a folder");
        init(folder.path(), Start::Demo).expect("made");
        let workspace = Workspace::open(folder.path()).expect("a workspace");
        let settings = workspace.settings().0.expect("sound");
        (folder, workspace, settings)
    }

    const TODAY: Date = Date::constant(2026, 11, 21);

    #[test]
    fn a_new_issue_opens_and_has_a_section_of_each_kind_in_each_language() {
        let (_folder, workspace, settings) = demo();
        let id = new(&workspace, &settings, "Winter 2026", None, TODAY).expect("made");
        assert_eq!(id.as_str(), "2026-11-winter");
        let (issue, problems) = workspace.issue(&id).expect("opens");
        assert_eq!(problems, []);
        assert_eq!(issue.title, "Winter 2026");
        assert_eq!(issue.number, Some(22));
        let room = workspace.translations(&id).0.records.len();
        assert_eq!(room, 16, "a table for the head and each section in each language but the first");
        assert_eq!((issue.editions.len(), issue.sections.len(), issue.lists.len()), (5, 3, 2));
        for edition in issue.editions.values() {
            assert!(edition.sections.iter().all(|text| !text.heading.is_empty() && text.markdown.is_empty()));
        }
        let headings: std::collections::BTreeSet<_> =
            issue.editions.values().map(|edition| edition.sections[1].heading.clone()).collect();
        assert!(headings.len() >= 4, "each language has its own: {headings:?}");
        let again = new(&workspace, &settings, "Winter 2026", None, TODAY).expect("made");
        assert_eq!(again.as_str(), "2026-11-winter-2");
    }

    #[test]
    fn an_issue_like_another_has_its_sections_and_headings_and_no_texts() {
        let (_folder, workspace, settings) = demo();
        let like = workspace.find_issue("2018").expect("the summer issue");
        let id = new(&workspace, &settings, "Next", Some(&like), TODAY).expect("made");
        let (old, new) = (workspace.issue(&like).expect("opens").0, workspace.issue(&id).expect("opens").0);
        let shape = |issue: &Issue| {
            issue
                .sections
                .iter()
                .map(|s| (s.id.clone(), s.kind.clone(), s.source.clone()))
                .collect::<Vec<_>>()
        };
        assert_eq!(shape(&new), shape(&old));
        let hu = &new.editions[&Lang::parse("hu").expect("a tag")];
        assert!(hu.sections.iter().all(|text| !text.heading.is_empty() && text.markdown.is_empty()));
        assert!(new.sections.iter().all(|section| section.event.is_none() && section.link.is_none()));
    }

    #[test]
    fn a_title_that_could_break_a_header_makes_no_folder() {
        let (_folder, workspace, settings) = demo();
        let before = workspace.issues().expect("issues");
        assert!(new(&workspace, &settings, "a\nb", None, TODAY).is_err());
        assert_eq!(workspace.issues().expect("issues"), before);
    }
}
