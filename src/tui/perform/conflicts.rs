//! Somebody changes a file that is being written, or that was when a composer ended: nobody's text is lost.
//! Against real files.

use tokio::sync::mpsc::UnboundedReceiver;

use super::Place;
use super::files::Files;
use super::tests::{Desk, ENGLISH, desk, lang, section};
use crate::domain::{Clock, Spot};
use crate::tui::effect::{Effect, JournalEntry};
use crate::tui::event::{Event, Recovered};
use crate::workspace::save;

fn in_aside(event: Event) -> Option<Vec<String>> {
    match event {
        Event::KeptAside(told) => Some(told),
        _ => None,
    }
}

/// A composer's files, and what it is told.
struct Composer {
    files: Files,
    told: UnboundedReceiver<Event>,
}

impl Composer {
    /// On the shelf.
    fn begin(desk: &Desk) -> Self {
        let (events, told) = tokio::sync::mpsc::unbounded_channel();
        let clock = Clock::Fixed("2018-06-20T08:00:00Z".parse().expect("a moment"));
        let runtime = tokio::runtime::Handle::current();
        let place = Place::new(desk.folder.path().to_owned(), clock, runtime, events);
        let mut composer = Self { files: Files::new(place), told };
        composer.perform(Effect::LoadShelf);
        composer
    }

    fn perform(&mut self, effect: Effect) {
        assert!(self.files.perform(effect).is_none());
    }

    fn opens(desk: &Desk) -> Self {
        let mut composer = Self::begin(desk);
        composer.perform(Effect::OpenIssue(desk.issue.id.clone()));
        composer
    }

    fn types(&mut self, desk: &mut Desk, text: &str) {
        desk.set("en", &Spot::Body(section("tides")), text);
        let (issue, spot) = (desk.issue.id.clone(), Spot::Body(section("tides")));
        let over = desk.over("en", &spot);
        let entry = JournalEntry { issue, lang: lang("en"), spot, text: text.to_owned(), over };
        self.perform(Effect::Journal(vec![entry]));
    }

    /// The next thing it is told that `wanted` takes.
    fn hears<T>(&mut self, wanted: impl Fn(Event) -> Option<T>) -> T {
        while let Ok(event) = self.told.try_recv() {
            if let Some(found) = wanted(event) {
                return found;
            }
        }
        panic!("it was told nothing of that kind");
    }

    /// What is said to lie in `aside/`, and why.
    fn aside(&mut self) -> Vec<String> {
        self.hears(in_aside)
    }

    fn recovered(&mut self) -> Vec<Recovered> {
        self.hears(|event| match event {
            Event::Recovered(kept) => Some(kept),
            _ => None,
        })
    }

    /// Takes up what was kept, as "Keep it" does, into the issue as its files have it now.
    fn keeps_it(&mut self, desk: &mut Desk) {
        let kept = self.recovered();
        self.perform(Effect::OpenIssue(desk.issue.id.clone()));
        desk.reads_again();
        let over = |one: &Recovered| ((one.lang.clone(), one.spot.clone()), one.over.clone());
        desk.kept = kept.iter().map(over).collect();
        self.types(desk, &kept[0].text);
        self.perform(Effect::DropRecovered);
    }

    /// Ends; the next one is offered that text.
    fn begins_anew_with(self, desk: &Desk, text: &str) {
        drop(self);
        let kept = Self::begin(desk).recovered();
        assert!(kept.iter().any(|one| one.text == text), "{kept:?}");
    }

    /// Whether a save is done; not where somebody else's text is in the file.
    fn saves(&mut self, desk: &mut Desk, over: bool) -> bool {
        self.perform(Effect::Save(Box::new(desk.order(false, &["en"], over))));
        let saved = self.hears(|event| match event {
            Event::Saved { .. } => Some(true),
            Event::ChangedByHand { files } => {
                assert_eq!(files, ["section \"The tides\" in en.md"]);
                Some(false)
            }
            _ => None,
        });
        if saved {
            desk.ground = desk.issue.clone();
            desk.kept.clear();
        }
        saved
    }
}

fn by_hand(desk: &Desk, text: &str) {
    save::atomically(&desk.folder.path().join("issues/summer/en.md"), text.as_bytes()).expect("a file");
}

#[tokio::test]
async fn kept_text_never_goes_over_what_somebody_wrote_there_meanwhile_unless_a_copy_lies_beside_it() {
    let mut desk = desk();
    Composer::opens(&desk).types(&mut desk, "Mine.");
    let theirs = ENGLISH.replace("They come and go.", "Theirs.");
    by_hand(&desk, &theirs);
    for start in ["the first", "the second, after it broke off again"] {
        let mut composer = Composer::begin(&desk);
        composer.keeps_it(&mut desk);
        assert!(!composer.saves(&mut desk, false), "{start}");
        assert!(!composer.saves(&mut desk, false), "{start}, asked once more");
        assert_eq!(desk.file("en.md"), theirs, "{start}");
    }
    let mut composer = Composer::begin(&desk);
    composer.keeps_it(&mut desk);
    assert!(composer.saves(&mut desk, true));
    assert_eq!(desk.file("en.md"), ENGLISH.replace("They come and go.", "Mine."));
    assert_eq!(desk.file("aside/en.theirs.md"), theirs);
    composer.types(&mut desk, "Mine, again.");
    assert!(composer.saves(&mut desk, false), "what is there now is ours");
}

#[tokio::test]
async fn kept_text_goes_unasked_where_nobody_wrote_and_beside_what_was_written_elsewhere() {
    for theirs in [ENGLISH.to_owned(), ENGLISH.replace("It comes.", "It comes in May.")] {
        let mut desk = desk();
        let mut composer = Composer::opens(&desk);
        composer.types(&mut desk, "Ours.");
        assert!(composer.saves(&mut desk, false));
        composer.types(&mut desk, "Mine.");
        drop(composer);
        by_hand(&desk, &theirs.replace("They come and go.", "Ours."));
        let mut composer = Composer::begin(&desk);
        composer.keeps_it(&mut desk);
        assert!(composer.saves(&mut desk, false));
        assert_eq!(desk.file("en.md"), theirs.replace("They come and go.", "Mine."));
    }
}

#[tokio::test]
async fn a_journal_that_does_not_say_what_was_typed_over_is_asked_about() {
    let mut desk = desk();
    let journal = desk.folder.path().join(".courant/journal/7.jsonl");
    std::fs::create_dir_all(journal.parent().expect("a folder")).expect("a folder");
    let line = "{\"issue\":\"summer\",\"language\":\"en\",\"spot\":\"body\",\"section\":\"tides\",\
                \"text\":\"Mine.\",\"at\":\"2018-06-20T07:00:00Z\"}\n";
    save::atomically(&journal, line.as_bytes()).expect("a journal of before");
    let mut composer = Composer::begin(&desk);
    composer.keeps_it(&mut desk);
    assert!(!composer.saves(&mut desk, false));
}

#[tokio::test]
async fn who_takes_the_other_text_finds_their_own_in_aside_or_keeps_it_on_the_screen() {
    for in_the_way in [false, true] {
        let mut desk = desk();
        let mut composer = Composer::opens(&desk);
        composer.types(&mut desk, "Mine.");
        desk.set("hu", &Spot::Subject, "Enyém");
        by_hand(&desk, &ENGLISH.replace("They come and go.", "Theirs."));
        assert!(!composer.saves(&mut desk, false));
        if in_the_way {
            save::atomically(&desk.folder.path().join("issues/summer/aside"), b"a file").expect("a file");
        }
        composer.perform(Effect::TakeTheirs(Box::new(desk.order(false, &["en", "hu"], false))));
        let told: Vec<Event> = std::iter::from_fn(|| composer.told.try_recv().ok()).collect();
        assert_eq!(told.iter().any(|event| matches!(event, Event::Opened(_))), !in_the_way);
        if in_the_way {
            composer.begins_anew_with(&desk, "Mine.");
            continue;
        }
        assert_eq!(desk.file("aside/tides.body.en.md"), "Mine.");
        assert_eq!(desk.file("aside/subject.hu.md"), "Enyém");
        let why = "the other text was taken";
        let names = ["tides.body.en.md", "subject.hu.md"];
        let aside = told.into_iter().find_map(in_aside).expect("what lies aside is told");
        assert_eq!(aside, names.map(|name| format!("issues/summer/aside/{name}: {why}")));
    }
}

#[tokio::test]
async fn who_uses_the_saved_files_finds_what_was_kept_of_every_language_in_aside() {
    for in_the_way in [false, true] {
        let mut desk = desk();
        let mut composer = Composer::opens(&desk);
        composer.types(&mut desk, "Mine.");
        let (issue, spot) = (desk.issue.id.clone(), Spot::Subject);
        let entry = JournalEntry { issue, lang: lang("hu"), spot, text: "Enyém".to_owned(), over: None };
        composer.perform(Effect::Journal(vec![entry]));
        drop(composer);
        if in_the_way {
            save::atomically(&desk.folder.path().join("issues/summer/aside"), b"a file").expect("a file");
        }
        let mut composer = Composer::begin(&desk);
        let kept = composer.recovered();
        composer.perform(Effect::PutBy(kept));
        composer.perform(Effect::DropRecovered);
        assert_eq!(composer.aside().len(), 2);
        if in_the_way {
            composer.begins_anew_with(&desk, "Mine.");
            continue;
        }
        assert_eq!(desk.file("aside/tides.body.en.md"), "Mine.");
        assert_eq!(desk.file("aside/subject.hu.md"), "Enyém");
        assert_eq!(std::fs::read_dir(desk.folder.path().join(".courant/journal")).expect("it").count(), 0);
    }
}
