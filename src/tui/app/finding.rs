//! From a finding to the place that it is about: in the text, or in a file that is mended with an editor.

use super::App;
use crate::tui::effect::Effect;
use crate::tui::event::Spot;
use crate::tui::screens::place_in_file;

impl App {
    /// Into the field of the marked finding; where none holds what it is about, says where that stands.
    pub(super) fn go_to_finding(&mut self) -> Vec<Effect> {
        let Some(open) = &mut self.open else { return Vec::new() };
        let Some(problem) = open.checks.marked(open.work.problems()).cloned() else { return Vec::new() };
        let place = problem.place.clone();
        if let Some(lang) = place.language.filter(|lang| open.work.issue.languages.contains(lang)) {
            open.work.lang = lang;
        }
        let lang = open.work.lang.clone();
        let written = open.work.issue.editions.get(&lang);
        let of_line = place.line.zip(written.filter(|one| place.file.as_ref() == Some(&one.file)));
        let of_line = of_line.and_then(|(line, edition)| edition.section_at(line));
        let Some(id) = place.section.or_else(|| of_line.map(|text| text.id.clone())) else {
            let by_editor = |file: &std::path::PathBuf| file.extension().is_none_or(|end| end != "md");
            if place.file.as_ref().is_some_and(by_editor) {
                return self
                    .say(format!("{}: mend it in an editor, then press F5.", place_in_file(&problem)));
            }
            return self.go_to(&Spot::Subject, None);
        };
        if open.work.issue.section(&id).is_none() {
            return self.say(format!("{}: mend it in an editor, then press F5.", place_in_file(&problem)));
        }
        let in_facts = place.file.as_ref().is_some_and(|file| file.ends_with("issue.toml"));
        if in_facts && open.work.issue.section(&id).is_some_and(|section| open.work.is_event(section)) {
            return self.go_to(&Spot::When(id), None);
        }
        let text = open.work.issue.editions.get(&lang).and_then(|edition| edition.section(&id));
        let line = place.line.zip(text).map(|(line, text)| (line, text.body_line, text.heading_line));
        match line {
            Some((line, _, heading)) if line == heading => self.go_to(&Spot::Heading(id), None),
            Some((line, body, _)) => self.go_to(&Spot::Body(id), Some(line.saturating_sub(body))),
            None => self.go_to(&Spot::Body(id), None),
        }
    }
}
