//! What the program wants done. Data only: `perform` does it and answers with events.

use std::collections::{BTreeMap, BTreeSet};

use crate::desk::recall::Asked;
use crate::desk::way_out::WayOut;
use crate::domain::translation::Passage;
use crate::domain::{Address, Decision, Issue, IssueId, Lang, ListName, Schedule, SectionId, Slots, Spot};
use crate::tui::steps::Steps;
pub use crate::workspace::{JournalEntry, Recovered};

/// One order.
#[derive(Debug, Clone, PartialEq)]
pub enum Effect {
    LoadShelf,
    /// Reads config.toml once more: it may be changed while the composer is open.
    ReadSettings,
    NewIssue {
        title: String,
    },
    OpenIssue(IssueId),
    Save(Box<SaveOrder>),
    /// Reads the files of the open issue again: somebody may have changed or mended them.
    LookAgain(IssueId),
    /// Reads the issue from its files; what of the order they lack is put aside first.
    TakeTheirs(Box<SaveOrder>),
    Journal(Vec<JournalEntry>),
    /// Keeps what can be taken back for whoever opens the issue next.
    KeepSteps {
        issue: IssueId,
        steps: Vec<Steps>,
    },
    /// Tells which pictures lie in the folder of an issue.
    LookForPictures(IssueId),
    /// Copies a picture from elsewhere into the folder of an issue.
    TakePicture {
        issue: IssueId,
        path: String,
    },
    /// Forgets what a journal of before has kept: it is taken in, or not wanted.
    DropRecovered,
    /// Kept text in whose place the files are used: it is put aside.
    PutBy(Vec<Recovered>),
    /// Kept text that has no place in its issue any more.
    PutAside(Vec<Recovered>),

    /// The letter as whoever has these words in its gaps sees it.
    Preview {
        issue: IssueId,
        lang: Lang,
        slots: Slots,
    },
    /// The readers who are most likely to look wrong in this edition.
    LookForReaders {
        issue: IssueId,
        lang: Lang,
    },
    /// The true page, in the browser.
    Browser {
        issue: IssueId,
        lang: Lang,
    },
    /// Runs the checks, for the `nth` time.
    Check {
        issue: IssueId,
        nth: u64,
    },
    /// Writes down that a translation is done, and which text it was made from.
    TranslationDone {
        issue: IssueId,
        lang: Lang,
        passage: Passage,
        /// What people call it.
        name: String,
    },
    /// Tells whether a mailing of it waits with another text than its files have, and again whenever they change.
    Compare(IssueId),
    /// Tells what the glossary and earlier issues call the terms of a text.
    Recall(Box<Asked>),
    /// Asks the dictionary of a language for words; it is read at the first time.
    Spell {
        lang: Lang,
        words: Vec<String>,
    },
    /// Tells what may have been meant by a wrong word.
    Suggest {
        lang: Lang,
        word: String,
    },
    /// Writes a word into `glossary.toml` that is to be let pass.
    KeepWord {
        lang: Lang,
        word: String,
    },
    CountAudience {
        issue: IssueId,
        /// Lists that are ticked and not saved yet; none: those that `issue.toml` names by then.
        ticked: Option<Vec<ListName>>,
    },
    /// Looks at its mailings and counts its readers for the question that follows.
    LookBeforeAsking {
        issue: IssueId,
        ticked: Option<Vec<ListName>>,
        at: Option<Schedule>,
    },
    DryRun {
        issue: IssueId,
    },
    SendTest {
        issue: IssueId,
        /// How letters leave, as it was shown.
        shown: WayOut,
    },

    /// `at` none: in sixty seconds.
    Send {
        issue: IssueId,
        /// The lists that were shown: it goes to those that `issue.toml` names, and to nobody if these are others.
        lists: Vec<ListName>,
        confirmed: u64,
        at: Option<Schedule>,
        /// Also to those who have it already.
        again: bool,
        /// The mailings of the issue under way that were shown.
        beside: Vec<String>,
        shown: WayOut,
    },
    /// Where nobody is there to send a mailing that goes on by itself.
    StartSender(String),
    Pause(String),
    Resume(String),
    /// Goes on to another number of readers than was confirmed first, which was typed.
    ResumeFor {
        mailing: String,
        confirmed: u64,
    },
    /// Tells whose readers those of a mailing would be if it were cancelled.
    LookBeforeCancelling(String),
    Cancel(String),
    /// Cancels a mailing that is about to begin; pauses it where it has begun meanwhile.
    Stop(String),
    /// Tells which letters of a mailing are not certain.
    LookForUncertain(String),
    Decide {
        mailing: String,
        address: Address,
        decision: Decision,
    },
    /// Reads the mailings of the issue again: another window or the shell may have made some.
    LookAtMailings(IssueId),
    /// Tells how far a mailing is, once a second while it moves.
    Watch(String),
    StopWatching,
    /// Leaves the terminal to the editor that somebody likes.
    Edit {
        lang: Lang,
        spot: Spot,
        /// What the editor calls its file.
        name: String,
        text: String,
    },
    /// Into the clipboard of the computer that somebody sits at.
    Copy(String),
    Quit,
}

/// What to write into the files of an issue: what differs from the ground, and nothing else.
#[derive(Debug, Clone, PartialEq)]
pub struct SaveOrder {
    pub issue: Issue,
    /// What the text of the screen was begun over.
    pub ground: Issue,
    /// The revision that the ground has.
    pub since: u64,
    /// Text of a journal, with the mark of what it was typed over where that is known: not over the ground.
    pub kept: BTreeMap<(Lang, Spot), Option<String>>,
    /// Whether `issue.toml` changed: the sections, their order, the lists.
    pub outline: bool,
    /// The dates and places that changed.
    pub facts: BTreeSet<Spot>,
    /// The sections of whose event or pictures something else changed.
    pub details: BTreeSet<SectionId>,
    /// The editions that changed.
    pub editions: BTreeSet<Lang>,
    pub revision: u64,
    /// What was changed by hand meanwhile is kept beside and written over.
    pub over: bool,
}
