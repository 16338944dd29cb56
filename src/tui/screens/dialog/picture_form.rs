//! A picture: its file, what it shows, its caption, whose it is and what was agreed with those in it.

use crossterm::event::KeyCode;

use super::{Choice, Content, Form, FormField, Press};
use crate::domain::{Lang, Picture, Section};
use crate::tui::keys::Key;
use crate::tui::screens::picture_text::{PictureText, Unfit};
use crate::tui::theme::Theme;
use crate::tui::widgets::{Canvas, Target, TextArea};

const FILE: usize = 0;
const ALT: usize = 1;
const DECORATIVE: usize = 2;
const CAPTION: usize = 3;
const CREDIT: usize = 4;
const PEOPLE: usize = 5;

/// A picture as it is filled in.
#[derive(Debug, Clone, PartialEq)]
pub struct PictureDraft {
    pub section: Section,
    pub lang: Lang,
    pub text: PictureText,
    pub credit: String,
    pub people: String,
    /// What stands in the text in its place, and from which byte on.
    pub old: Option<(usize, String)>,
}

impl PictureDraft {
    /// The section with what is the same of the picture in every language.
    pub fn facts(&self) -> Section {
        let mut section = self.section.clone();
        let text = |words: &str| Some(words.trim().to_owned()).filter(|words| !words.is_empty());
        let (credit, people) = (text(&self.credit), text(&self.people));
        match section.pictures.iter_mut().find(|known| known.file == self.text.file) {
            Some(known) => (known.credit, known.people) = (credit, people),
            None if credit.is_some() || people.is_some() => {
                section.pictures.push(Picture { file: self.text.file.clone(), credit, people });
            }
            None => {}
        }
        section
    }
}

/// The form over one picture.
#[derive(Debug)]
pub struct PictureForm {
    form: Form,
    draft: PictureDraft,
    /// Those in the folder of the issue.
    files: Vec<String>,
}

impl PictureForm {
    /// `wrong` is why the file won't do, if it was tried.
    pub fn new(draft: PictureDraft, wrong: Option<String>) -> Self {
        let PictureDraft { text, credit, people, .. } = &draft;
        let words = "only decoration: nothing to say of it";
        let fields = vec![
            FormField::text("File", &text.file),
            FormField::text("It shows", &text.alt),
            FormField::new("", Content::Tick { ticked: text.decorative, words }),
            FormField::text("Caption", &text.caption),
            FormField::text("Credit", credit),
            FormField::text("People", people),
        ];
        let mut form = Self { form: Form::new("Picture".into(), fields), draft, files: Vec::new() };
        form.say();
        form.form.fields[FILE].wrong = wrong;
        form
    }

    /// The pictures of the issue are known by now.
    pub fn know(&mut self, files: Vec<String>) {
        self.files = files;
        self.say();
    }

    pub fn on_key(&mut self, key: Key) -> Option<Choice> {
        let picks = self.form.at == FILE && matches!(key.code, KeyCode::Down | KeyCode::Up);
        let found = self.found();
        if picks && !found.is_empty() {
            self.pick(&found, key.code == KeyCode::Down);
            return None;
        }
        let press = self.form.on_key(key);
        self.say();
        match press {
            Press::Stay => None,
            Press::Leave => Some(Choice::Close),
            Press::PutIn => self.take(),
        }
    }

    pub fn on_press(&mut self, target: &Target) -> Option<Choice> {
        match target {
            Target::Field(field) => self.form.press(*field),
            Target::Button(button) => {
                self.form.press_button(*button);
                return self.on_key(Key::plain(KeyCode::Enter));
            }
            _ => {}
        }
        self.say();
        None
    }

    pub fn paste(&mut self, text: &str) {
        self.form.paste(text);
        self.say();
    }

    pub fn view(&self, frame: &mut Canvas, theme: Theme) {
        self.form.view(frame, theme);
    }

    /// The files of the issue that what is typed may mean: all, where it is one of them or nothing.
    fn found(&self) -> Vec<String> {
        let typed = self.words(FILE).to_lowercase();
        if typed.is_empty() || self.files.iter().any(|file| *file == self.words(FILE)) {
            return self.files.clone();
        }
        self.files.iter().filter(|file| file.to_lowercase().contains(&typed)).cloned().collect()
    }

    /// The next of them stands in the field, or the one before.
    fn pick(&mut self, found: &[String], forward: bool) {
        let here = found.iter().position(|file| file == self.words(FILE));
        let last = found.len() - 1;
        let next = match (here, forward) {
            (None, true) => 0,
            (None, false) => last,
            (Some(at), true) => {
                if at == last {
                    0
                } else {
                    at + 1
                }
            }
            (Some(at), false) => at.checked_sub(1).unwrap_or(last),
        };
        self.form.fields[FILE].content = Content::Text(Box::new(TextArea::one_line(&found[next])));
        self.say();
    }

    fn words(&self, field: usize) -> &str {
        self.form.fields[field].words()
    }

    fn say(&mut self) {
        for field in &mut self.form.fields {
            (field.about, field.wrong) = (None, None);
        }
        let about = match self.found().len() {
            _ if self.form.at != FILE => None,
            0 if self.words(FILE).is_empty() => {
                Some("a file of yours: it is copied into the issue".to_owned())
            }
            0 => Some("it is copied into the issue's images/".to_owned()),
            many => Some(format!("↑ ↓ the issue's own ({many}), or a file of yours")),
        };
        self.form.fields[FILE].about = about;
        let hint = |words: &str| Some(words.to_owned());
        let at = self.form.at;
        self.form.fields[ALT].about =
            (at == ALT).then(|| format!("in words, for those who don't see it ({})", self.draft.lang));
        self.form.fields[PEOPLE].about =
            hint("what those to be seen have agreed to, and when").filter(|_| at == PEOPLE);
        self.form.fields[CREDIT].about = hint("whose picture it is").filter(|_| at == CREDIT);
    }

    /// What is filled in; what won't do is said beside its field.
    fn take(&mut self) -> Option<Choice> {
        let text = PictureText {
            file: self.words(FILE).to_owned(),
            alt: self.words(ALT).to_owned(),
            decorative: self.form.fields[DECORATIVE].chosen() == 1,
            caption: self.words(CAPTION).to_owned(),
        };
        if text.file.is_empty() {
            self.form.fields[FILE].wrong = Some("! which file?".into());
        }
        if text.alt.is_empty() && !text.decorative {
            self.form.fields[ALT].wrong =
                Some("! say what it shows: some readers don't see it. Or tick that it only decorates".into());
        }
        let old = self.draft.old.as_ref().and_then(|(_, old)| PictureText::on_line(old, 0));
        let known = self.files.contains(&text.file) || old.is_some_and(|(old, _)| old.file == text.file);
        // The name that a file of somewhere else will have is plain.
        let named = PictureText {
            file: if known { text.file.clone() } else { "images/a.jpg".into() },
            ..text.clone()
        };
        match named.markdown() {
            Err(Unfit::File) => {
                let why = "! a name of letters, digits and hyphens is needed: rename the file".to_owned();
                self.form.fields[FILE].wrong.get_or_insert(why);
            }
            Err(Unfit::Alt) => self.form.fields[ALT].wrong = Some("! plain words only".into()),
            Err(Unfit::Caption) => {
                self.form.fields[CAPTION].wrong =
                    Some("! stars in it don't close, or stand beside a blank".into());
            }
            Ok(_) => {}
        }
        if self.form.go_to_fault() {
            return None;
        }
        let (credit, people) = (self.words(CREDIT).to_owned(), self.words(PEOPLE).to_owned());
        let draft = PictureDraft { text, credit, people, ..self.draft.clone() };
        Some(Choice::Picture { draft: Box::new(draft), copy: !known })
    }
}
