//! The field that has the keys while the files are read anew, and what to say where others have taken it away.

use super::Open;
use crate::domain::{Issue, Lang, Spot};
use crate::locale::own_name;
use crate::tui::screens::dialog::Ask;
use crate::tui::screens::spots;

/// Where somebody types.
#[derive(Debug)]
pub struct Typing {
    pub lang: Lang,
    pub spot: Spot,
    /// What its section is called.
    name: String,
    dated: bool,
}

impl Typing {
    /// None where no field has the keys.
    pub fn in_field_of(open: &Open) -> Option<Self> {
        let spot = open.write.spot(&open.work)?;
        let dated = open.write.section(&open.work).is_some_and(|section| section.event.is_some());
        Some(Self { lang: open.work.lang.clone(), spot, name: open.write.name(&open.work), dated })
    }

    /// What to say of a field that is gone: why, where its words are, and what brings it back. `here` is the issue by
    /// now, `files` what its files say; what was typed and is in no file keeps its section, so all of it is there.
    pub fn lost(&self, here: &Issue, files: &Issue) -> Ask {
        let Self { lang, spot, name, dated } = self;
        let by_others = "issue.toml was changed outside this program";
        let (title, why, back) = match spots::section_of(spot) {
            _ if !here.languages.contains(lang) => (
                format!("{} is not in the issue any more", own_name(lang)),
                format!("{by_others}: \"{lang}\" is not among its languages any more."),
                format!("Once it names \"{lang}\" again, they are here again."),
            ),
            Some(id) if here.section(id).is_none() => (
                "The section you were in is not in the issue any more".to_owned(),
                format!("{by_others}: \"{name}\" was taken out of it."),
                format!("A [[section]] with id = \"{id}\" in issue.toml brings the section back, with them."),
            ),
            _ => (
                "The field you were in is not there any more".to_owned(),
                format!("{by_others}: \"{name}\" has no such field any more."),
                "Once issue.toml says again what it said, it is here again.".to_owned(),
            ),
        };
        let mut lines = vec![why, String::new()];
        match self.files_with_words(here, files) {
            files if files.is_empty() => lines.push("No edition that can be read has words of it.".into()),
            files => {
                lines.push(format!("Its words are not lost. They are in {}.", files.join(", ")));
                lines.push(back);
            }
        }
        let gone =
            spots::section_of(spot).is_some_and(|id| here.section(id).is_none_or(|one| one.event.is_none()));
        if *dated && gone {
            lines.push("Its date and place stood in issue.toml alone.".into());
        }
        Ask::tell(title, lines)
    }

    /// The editions that have words of what is gone from `here`: of a section that is gone from all of them, every one.
    fn files_with_words(&self, here: &Issue, files: &Issue) -> Vec<String> {
        let gone = spots::section_of(&self.spot).filter(|id| here.section(id).is_none());
        let of = |lang: &Lang| gone.is_some() && here.languages.contains(&self.lang) || *lang == self.lang;
        let written = |lang: &&Lang| {
            let spots = spots::of_edition(files, lang).into_iter();
            let mut own = spots.filter(|spot| spots::section_of(spot) == spots::section_of(&self.spot));
            of(lang) && own.any(|spot| !spots::text(files, lang, &spot).trim().is_empty())
        };
        files.editions.keys().filter(written).map(|lang| format!("{lang}.md")).collect()
    }
}
