//! Reading and writing the workspace: the shelf, an issue, its files and the journal. Nothing that was changed
//! by hand meanwhile is ever written over unasked.

use std::collections::BTreeSet;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::sync::Arc;
use std::sync::mpsc::Sender;
use std::time::Duration;

use super::Place;
use super::beside::Beside;
use super::held::{self, Held, NotWritten};
use super::opened::opened;
use super::{kept, pictures, send, shelf, steps};
use crate::desk::frozen;
use crate::domain::{IssueId, Lang, Mailing, Reach, SectionId, nearest};
use crate::tui::effect::{Effect, JournalEntry, SaveOrder};
use crate::tui::event::{Event, IssueCard, Readiness, Recovered, Told};
use crate::tui::screens::spots;
use crate::workspace::journal::Abandoned;
use crate::workspace::{Around, Journal, Workspace};

/// How often it is asked whether `config.toml` has changed: its size and time, not its text.
const LOOK: Duration = Duration::from_secs(2);

/// Why a text is put aside whose section others have taken out.
const TAKEN_OUT: &str = "its section is no longer in the issue";

/// The worker that owns the files of the open issue.
#[derive(Debug)]
pub struct Files {
    place: Place,
    workspace: Option<Workspace>,
    held: Option<Held>,
    journal: Option<Journal>,
    /// Journals of processes that are gone, until their text is safe or not wanted.
    left: Vec<Abandoned>,
    looked: bool,
    /// Of `config.toml`, as it was read last.
    config: Option<(u64, u64, i64, i64)>,
    /// Of the issues, as the shelf shows them; none while an issue is open.
    shelf: Option<u64>,
    /// The ledger, likewise.
    beside: Option<Beside>,
    checks: Sender<shelf::Order>,
}

impl Files {
    pub fn new(place: Place) -> Self {
        let checks = shelf::begin(place.clone());
        let (workspace, held, journal, left) = (None, None, None, Vec::new());
        let (looked, config, shelf, beside) = (false, None, None, None);
        Self { place, workspace, held, journal, left, looked, config, shelf, beside, checks }
    }

    /// Does what is about files; gives back what is not.
    pub fn perform(&mut self, effect: Effect) -> Option<Effect> {
        match effect {
            Effect::LoadShelf => self.load_shelf(),
            Effect::ReadSettings => self.read_settings(),
            Effect::NewIssue { title } => self.new_issue(&title),
            Effect::OpenIssue(id) => self.open(&id),
            Effect::LookAgain(id) => self.look_again(&id),
            Effect::TakeTheirs(order) => self.take_theirs(&order),
            Effect::Save(order) => self.save(&order),
            Effect::Journal(entries) => self.journal(&entries),
            Effect::KeepSteps { issue, steps } => {
                if let Some(workspace) = self.workspace() {
                    steps::keep(&workspace, &issue, &steps);
                }
            }
            Effect::LookForPictures(id) => {
                let workspace = self.workspace();
                pictures::look(&self.place, workspace, &id);
            }
            Effect::TakePicture { issue, path } => {
                let workspace = self.workspace();
                pictures::take(&self.place, workspace, &issue, &path);
            }
            Effect::LookAtMailings(id) => self.look_at_mailings(&id),
            Effect::PutAside(kept) => self.put_aside(&kept, TAKEN_OUT),
            Effect::PutBy(kept) => self.put_aside(&kept, "the saved file is used"),
            Effect::DropRecovered => self.forget(),
            slower => return Some(slower),
        }
        None
    }

    /// The workspace, found at the first need.
    fn workspace(&mut self) -> Option<Workspace> {
        if self.workspace.is_none() {
            match self.place.workspace() {
                Ok(found) => self.workspace = Some(found),
                Err(why) => self.place.failed("There is no newsletter here", &why),
            }
        }
        self.workspace.clone()
    }

    fn load_shelf(&mut self) {
        self.read_settings();
        self.read_shelf();
    }

    fn read_shelf(&mut self) {
        let Some(workspace) = self.workspace() else { return };
        match workspace.issues().and_then(|ids| Ok((ids, workspace.around()?))) {
            Ok((ids, around)) => {
                // Taken first: what is changed while they are read is seen at the next look.
                self.shelf = Some(print(&workspace, &ids));
                let ((mailings, reaches), reached) = super::post::reaches(&self.place, &workspace);
                let mut cards: Vec<IssueCard> =
                    ids.iter().filter_map(|id| card(&workspace, id, &around, &mailings)).collect();
                for card in &mut cards {
                    card.reach = reaches.get(&card.id).cloned().unwrap_or_default();
                }
                let at = self.place.clone();
                self.beside = Some(Beside::begin(at, workspace.clone(), reached, mailings));
                cards.sort_by(IssueCard::newest_first);
                let issues = cards.iter().map(|card| card.id.clone()).collect();
                self.place.tell(Event::Shelf(cards));
                _ = self.checks.send(shelf::Order { workspace: workspace.clone(), issues });
                self.look_for_kept(&workspace);
            }
            Err(why) => self.place.failed("The issues can't be read", &why),
        }
    }

    fn read_settings(&mut self) {
        let Some(workspace) = self.workspace() else { return };
        // Taken first: what is changed while it is read is seen at the next look.
        self.config = workspace.config_stamp();
        let (settings, problems) = workspace.settings();
        self.place.tell(Event::Configured { settings: settings.map(Arc::new), problems });
    }

    /// Looks whether `config.toml` is another than it was, and tells what it says by now.
    fn look_at_config(&mut self) {
        let Some(workspace) = &self.workspace else { return };
        let stamp = workspace.config_stamp();
        if stamp != self.config {
            self.config = stamp;
            let (settings, problems) = workspace.settings();
            self.place.tell(Event::Reconfigured { settings: settings.map(Arc::new), problems });
        }
    }

    /// Looks, while the shelf is shown, whether an issue is another than it was, or what was sent of it.
    fn look_at_shelf(&mut self) {
        let Some((workspace, known)) = self.workspace.as_ref().zip(self.shelf) else { return };
        let sent = self.beside.as_ref().is_some_and(Beside::has_changed);
        if sent || workspace.issues().is_ok_and(|ids| print(workspace, &ids) != known) {
            self.read_shelf();
        }
    }

    /// What is to be done while no order comes; gives in how long again.
    pub fn keep(&mut self) -> Option<Duration> {
        self.look_at_config();
        self.look_at_shelf();
        let look = self.workspace.is_some().then_some(LOOK);
        self.keep_journal().into_iter().chain(look).min()
    }

    fn new_issue(&mut self, title: &str) {
        let Some(workspace) = self.workspace() else { return };
        let (settings, problems) = workspace.settings();
        let Some(settings) = settings else {
            let what = "The issue could not be made".to_owned();
            return self.place.tell(Event::Failed(Told { what, more: send::in_files(&problems) }));
        };
        let today = self.place.clock.now().to_zoned(settings.newsletter.timezone.clone()).date();
        match crate::desk::new::new(&workspace, &settings, title, None, today) {
            Ok(id) => self.open(&id),
            Err(why) => self.place.failed("The issue could not be made", &why),
        }
    }

    fn open(&mut self, id: &IssueId) {
        let Some(workspace) = self.workspace() else { return };
        match opened(&self.place, &workspace, id) {
            Ok(opened) => {
                self.held = Some(Held::new(id));
                (self.shelf, self.beside) = (None, None);
                self.place.tell(Event::Opened(Box::new(opened)));
            }
            Err(why) => self.place.failed("The issue can't be opened", &why),
        }
    }

    /// The files as they are by now. While they can't be read at all, nothing is said: the text stays as it is.
    fn look_again(&mut self, id: &IssueId) {
        let Some(workspace) = self.workspace() else { return };
        if let Ok(opened) = opened(&self.place, &workspace, id) {
            self.place.tell(Event::Reread(Box::new(opened)));
        }
    }

    fn look_at_mailings(&mut self, issue: &IssueId) {
        let Some(workspace) = self.workspace() else { return };
        super::post::look_at_mailings(&self.place, &workspace, issue);
    }

    fn save(&mut self, order: &SaveOrder) {
        let Some(workspace) = self.workspace() else { return };
        let now = self.place.clock.now();
        let held = self.held.take().filter(|held| held.id == order.issue.id);
        let held = self.held.insert(held.unwrap_or_else(|| Held::new(&order.issue.id)));
        match held.write(&workspace, order) {
            Ok(homeless) => {
                let mut kept = held::lacking(order, &BTreeSet::new(), now);
                kept.retain(|one| homeless.contains(&one.spot));
                let (safe, told) = self.keep_aside(&workspace, &kept, TAKEN_OUT);
                self.leave_journal_unless(safe);
                self.clear_journal();
                self.place.tell(Event::Saved { revision: order.revision, at: now });
                self.tell_aside(told);
            }
            Err(NotWritten::ByHand(files)) => self.place.tell(Event::ChangedByHand { files }),
            Err(NotWritten::Texts(unwritten)) => self.place.tell(Event::NotSaved(unwritten)),
        }
    }

    fn journal(&mut self, entries: &[JournalEntry]) {
        let now = self.place.clock.now();
        let Some(workspace) = self.workspace() else { return };
        let journal = self.journal.get_or_insert_with(|| Journal::new(workspace.root()));
        if let Err(why) = journal.append(entries, now) {
            self.place.tell(Event::NotJournaled(why.to_string()));
        }
    }

    /// Puts the journal on the disk where that is due; gives in how long it is due again.
    fn keep_journal(&mut self) -> Option<Duration> {
        let now = self.place.clock.now();
        let journal = self.journal.as_mut()?;
        let failed = if journal.rest(now)?.is_zero() { journal.sync(now).err() } else { None };
        let rest = journal.rest(now);
        if let Some(why) = failed {
            self.place.tell(Event::NotJournaled(why.to_string()));
        }
        rest
    }

    /// Looks, once, for text that a composer that broke off has left.
    fn look_for_kept(&mut self, workspace: &Workspace) {
        if self.looked {
            return;
        }
        self.looked = true;
        let found = kept::look(workspace);
        self.left = found.journals;
        if !found.offered.is_empty() {
            self.place.tell(Event::Recovered(found.offered));
        }
        if !found.aside.is_empty() {
            self.place.tell(Event::KeptAside(found.aside));
        }
        if !found.waiting.is_empty() {
            self.place.tell(Event::KeptWaits(found.waiting));
        }
    }

    /// Opens what the files say by now; what was typed and they lack is put aside first, or stays where it is.
    fn take_theirs(&mut self, order: &SaveOrder) {
        let Some(workspace) = self.workspace() else { return };
        let emptied = held::emptied(&workspace, order);
        let lacking = held::lacking(order, &emptied, self.place.clock.now());
        let (safe, told) = self.keep_aside(&workspace, &lacking, "the other text was taken");
        if safe {
            self.clear_journal();
            self.open(&order.issue.id);
        }
        self.tell_aside(told);
    }

    /// Puts aside what does not go into its place.
    fn put_aside(&mut self, kept: &[Recovered], why: &str) {
        let Some(workspace) = self.workspace() else { return };
        let (safe, told) = self.keep_aside(&workspace, kept, why);
        self.leave_journal_unless(safe);
        self.tell_aside(told);
    }

    /// Leaves our own journal to the next start, as it is: something that no screen has any more is in it alone.
    fn leave_journal_unless(&mut self, safe: bool) {
        if !safe {
            self.journal = None;
        }
    }

    /// The same; gives whether all of it is there, and what to tell. Where it is not, no journal of before is forgotten.
    fn keep_aside(&mut self, workspace: &Workspace, kept: &[Recovered], why: &str) -> (bool, Vec<String>) {
        let (mut safe, mut told) = (true, Vec::new());
        for one in kept {
            safe &= kept::put_aside(workspace, one, why, &mut told);
        }
        if !safe {
            self.left.clear();
        }
        (safe, told)
    }

    fn tell_aside(&self, told: Vec<String>) {
        if !told.is_empty() {
            self.place.tell(Event::KeptAside(told));
        }
    }

    /// What was left behind is taken in by now, or was not wanted.
    fn forget(&mut self) {
        std::mem::take(&mut self.left).into_iter().for_each(Abandoned::remove);
    }

    fn clear_journal(&mut self) {
        if let Some(journal) = &mut self.journal {
            journal.clear();
        }
    }
}

/// Another number once a file of an issue was changed, or an issue came or went.
fn print(workspace: &Workspace, issues: &[IssueId]) -> u64 {
    let mut hasher = DefaultHasher::new();
    issues.iter().for_each(|id| (id.as_str(), workspace.fingerprint(id)).hash(&mut hasher));
    hasher.finish()
}

/// One row of the shelf; an issue that can't be read at all still has one.
fn card(workspace: &Workspace, id: &IssueId, around: &Around, mailings: &[Mailing]) -> Option<IssueCard> {
    let of_it: Vec<&Mailing> = mailings.iter().filter(|mailing| mailing.issue == *id).collect();
    let mailing = nearest(&of_it).cloned();
    let (issue, problems) = workspace.issue_among(id, around).ok()?;
    let unread = spots::outline_unread(&problems);
    let unread = unread.map(|problem| match problem.place.line {
        Some(line) => format!("issue.toml, line {line}"),
        None => "issue.toml".to_owned(),
    });
    let ready = |lang: &Lang, section: &SectionId| {
        let text = issue.editions.get(lang).and_then(|edition| edition.section(section));
        text.map_or(Readiness::NotStarted, |text| {
            // A new issue brings headings along: they alone are no text.
            let dated = issue.section(section).is_some_and(|section| section.event.is_some());
            match (text.markdown.trim().is_empty(), dated) {
                (true, false) => Readiness::NotStarted,
                (true, true) => Readiness::NeedsWork,
                (false, _) => Readiness::Ready,
            }
        })
    };
    let languages = issue
        .languages
        .iter()
        .map(|lang| {
            (lang.clone(), {
                let head = spots::head_readiness(&issue, lang);
                spots::edition_readiness(&issue, lang, head, |section| ready(lang, section))
            })
        })
        .collect();
    let old_text = mailing.as_ref().and_then(|mailing| frozen::old_text(workspace, mailing));
    Some(IssueCard {
        old_text,
        unread,
        id: id.clone(),
        title: issue.title.clone(),
        number: issue.number,
        date: issue.date.or_else(|| mailing.as_ref().map(|mailing| mailing.schedule.local.date())),
        languages,
        must_fix: None,
        kinds: issue.sections.iter().map(|section| section.kind.clone()).collect(),
        mailing,
        reach: Reach::default(),
    })
}
