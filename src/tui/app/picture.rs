//! Pictures of a text: the form over one, its file brought into the issue, and what still lacks words or an address.

use super::App;
use crate::domain::Spot;
use crate::tui::effect::Effect;
use crate::tui::screens::dialog::{Pick, PictureDraft, PictureForm};
use crate::tui::screens::lacking::lacking;
use crate::tui::screens::picture_text::PictureText;
use crate::tui::screens::{Choice, Dialog};

impl App {
    /// The form of the picture that the cursor is on, or of a new one.
    pub(super) fn fill_in_picture(&mut self) -> Vec<Effect> {
        let section = match self.section_to_fill() {
            Ok(section) => section,
            Err(refused) => return refused,
        };
        let found = self.field().and_then(|field| PictureText::on_line(field.text(), field.line()));
        let Some(open) = &self.open else { return Vec::new() };
        let issue = open.work.issue.id.clone();
        let (text, old) = match (found, self.field()) {
            (Some((text, span)), Some(field)) => (text, Some((span.start, field.text()[span].to_owned()))),
            _ => (PictureText::default(), None),
        };
        let known = section.pictures.iter().find(|known| known.file == text.file);
        let words = |words: Option<&String>| words.cloned().unwrap_or_default();
        let credit = words(known.and_then(|known| known.credit.as_ref()));
        let people = words(known.and_then(|known| known.people.as_ref()));
        let draft = PictureDraft { section, lang: open.work.lang.clone(), text, credit, people, old };
        self.dialog = Some(Dialog::Picture(Box::new(PictureForm::new(draft, None))));
        vec![Effect::LookForPictures(issue)]
    }

    /// Whether Enter opens the picture that the cursor is in, and does not part its line.
    pub(super) fn is_in_picture(&self) -> bool {
        // Its file and whose it is are the same in every language: whoever translates writes the words in the text itself.
        self.only.is_none()
            && self.field().is_some_and(|field| {
                let line = field.line();
                let text = field.text().split('\n').nth(line).unwrap_or_default();
                text.starts_with("![")
                    && !field.is_at_line_end()
                    && PictureText::on_line(field.text(), line).is_some()
            })
    }

    pub(super) fn know_pictures(&mut self, files: Vec<String>) {
        if let Some(Dialog::Picture(form)) = &mut self.dialog {
            form.know(files);
        }
    }

    /// A form was filled in; a file of somewhere else is copied first.
    pub(super) fn put_picture(&mut self, draft: PictureDraft, copy: bool) -> Vec<Effect> {
        let Some(open) = &self.open else { return Vec::new() };
        if copy {
            let (issue, path) = (open.work.issue.id.clone(), draft.text.file.clone());
            self.busy = Some("Copying the picture …");
            self.awaited_picture = Some(draft);
            return vec![Effect::TakePicture { issue, path }];
        }
        let Ok(markdown) = draft.text.markdown() else {
            return self.ask_again(draft, "! it can't stand in a text");
        };
        let spot = Spot::Body(draft.section.id.clone());
        if self.open.as_ref().is_some_and(|open| open.work.lang != draft.lang) {
            return self.say("Another language is shown by now: nothing was put in.");
        }
        let mut effects = self.change(&spot, |field| match &draft.old {
            Some((at, old)) => field.put_over(*at, old, &markdown),
            None => field.insert_block(&markdown),
        });
        let (from, to) = (draft.section.clone(), draft.facts());
        if from == to {
            effects.extend(self.save_now());
            effects.extend(self.say("Put in. Ctrl+Z takes it back."));
        } else {
            effects.extend(self.set_facts_with(from, to, Some(spot)));
        }
        effects
    }

    /// The file is in the issue by now, or won't do.
    pub(super) fn picture_taken(&mut self, taken: Result<String, String>) -> Vec<Effect> {
        self.busy = None;
        let Some(mut draft) = self.awaited_picture.take() else { return Vec::new() };
        match taken {
            Ok(file) => {
                draft.text.file = file;
                self.put_picture(draft, false)
            }
            Err(why) => self.ask_again(draft, &format!("! {why}")),
        }
    }

    fn ask_again(&mut self, draft: PictureDraft, why: &str) -> Vec<Effect> {
        let issue = self.open.as_ref().map(|open| open.work.issue.id.clone());
        self.dialog = Some(Dialog::Picture(Box::new(PictureForm::new(draft, Some(why.to_owned())))));
        issue.map(Effect::LookForPictures).into_iter().collect()
    }

    /// Everything that lacks an address or words for those who don't see it, to go there.
    pub(super) fn list_lacking(&mut self) -> Vec<Effect> {
        let Some(open) = &self.open else { return Vec::new() };
        let items: Vec<(String, Choice)> = lacking(&open.work.issue)
            .into_iter()
            .map(|one| {
                let (lang, spot) = (one.lang.clone(), Spot::Body(one.section));
                let label = format!("{}  {}  {}", one.lang.as_str().to_uppercase(), one.what, one.words);
                (label, Choice::GoTo { lang, spot, line: Some(one.line) })
            })
            .collect();
        if items.is_empty() {
            return self.say("Every picture says what it shows, and every link leads somewhere.");
        }
        self.ask(Dialog::Pick(Pick::new("What lacks words or an address", items)))
    }
}
