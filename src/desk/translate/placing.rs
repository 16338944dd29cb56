//! Puts a text that came from outside where it belongs in an edition.

use crate::domain::Issue;
use crate::domain::translation::{Field, Passage};
use crate::workspace::{EditError, EditionFile};

/// Writes these fields of a passage; a section that the edition lacks comes where the issue has it.
pub(super) fn place(
    file: &mut EditionFile,
    issue: &Issue,
    passage: &Passage,
    texts: &[(Field, &str)],
) -> Result<(), EditError> {
    let text = |wanted: Field| texts.iter().find(|(field, _)| *field == wanted).map(|(_, text)| *text);
    let Some(id) = passage.section() else {
        text(Field::Title).map_or(Ok(()), |text| file.set_title(text.trim()))?;
        text(Field::Subject).map_or(Ok(()), |text| file.set_subject(text.trim()))?;
        return text(Field::InboxLine).map_or(Ok(()), |text| file.set_preheader(text.trim()));
    };
    let there = file.edition().0;
    if there.section(id).is_some() {
        // The text first: it alone may be refused, and then the heading must not have changed.
        text(Field::Body).map_or(Ok(()), |text| file.set_markdown(id, text))?;
        return text(Field::Heading).map_or(Ok(()), |text| file.set_heading(id, text));
    }
    let behind = issue.sections.iter().skip_while(|section| section.id != *id);
    let next = behind.skip(1).find_map(|later| there.sections.iter().position(|other| other.id == later.id));
    let (heading, body) = (text(Field::Heading).unwrap_or_default(), text(Field::Body).unwrap_or_default());
    file.insert(next.unwrap_or(there.sections.len()), id, heading, body)
}
