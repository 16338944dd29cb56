//! What the program is told: keys, time, and the answers to its effects. Only words of the trade, so that it
//! can lie below the screens.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::Date;

use super::keys::{Key, Mouse};
use crate::desk::awkward::AsReader;
use crate::desk::control::Heir;
use crate::desk::recall::{Asked, Recalled};
use crate::desk::send::Forecast;
pub use crate::domain::Spot;
use crate::domain::settings::Settings;
use crate::domain::translation::Translations;
use crate::domain::{
    Address, Audience, Glossary, Issue, IssueId, Kind, Lang, List, Mailing, Problem, Progress, Reach,
    Schedule, SectionId,
};
use crate::render::Templates;
use crate::tui::steps::Steps;
use crate::workspace::FILE_UNREAD;
pub use crate::workspace::Recovered;

/// One thing that happened.
#[derive(Debug)]
pub enum Event {
    Key(Key),
    Mouse(Mouse),
    Paste(String),
    Resize,
    /// The time, while something moves.
    Tick(Timestamp),
    /// The terminal goes away: write down what there is and end.
    Hangup,
    /// What `config.toml` says, or what is wrong with it.
    Configured {
        settings: Option<Arc<Settings>>,
        problems: Vec<Problem>,
    },
    /// The same, though nobody has asked: the file was changed meanwhile.
    Reconfigured {
        settings: Option<Arc<Settings>>,
        problems: Vec<Problem>,
    },
    Shelf(Vec<IssueCard>),
    /// What must be fixed in an issue of the shelf, as the checks say it.
    ShelfChecked {
        issue: IssueId,
        must_fix: Vec<Problem>,
    },
    Opened(Box<OpenedIssue>),
    /// The files of the open issue as they are by now.
    Reread(Box<OpenedIssue>),
    /// The files hold revision `revision` of the text.
    Saved {
        revision: u64,
        at: Timestamp,
    },
    /// Texts that were changed here and by hand: `subject in en.md`. Nothing was written over them.
    ChangedByHand {
        files: Vec<String>,
    },
    /// What could not be written into the files; the rest is there, and all of it is in the journal.
    NotSaved(Vec<Unwritten>),
    /// The journal can't be written, and why.
    NotJournaled(String),
    /// The journal holds text that is newer than the files.
    Recovered(Vec<Recovered>),
    /// Kept text that could not be put in place: where it is now, and why.
    KeptAside(Vec<String>),
    /// Kept text that stays in its journal: which file it waits for.
    KeptWaits(Vec<String>),

    /// A text as somebody's editor left it.
    Edited {
        lang: Lang,
        spot: Spot,
        text: String,
    },

    /// The pictures that lie in the folder of the open issue.
    Pictures(Vec<String>),
    /// Under which name a picture lies in the issue now, or why it does not.
    PictureTaken(Result<String, String>),
    /// What is written down of the translations of an issue by now.
    Translations {
        issue: IssueId,
        translations: Box<Translations>,
    },
    /// What the glossary and earlier issues call the terms that were asked about.
    Recalled {
        asked: Box<Asked>,
        terms: Vec<Recalled>,
    },
    /// What dictionaries answered.
    Spelled(Spelled),
    Preview {
        lang: Lang,
        subject: String,
        inbox_line: String,
        /// The true page.
        html: String,
        text: String,
        problems: Vec<Problem>,
    },
    /// As whom the edition in this language is worth looking at.
    Readers {
        lang: Lang,
        readers: Vec<AsReader>,
    },
    /// What the checks found that were ordered for the `nth` time.
    Checked {
        nth: u64,
        problems: Vec<Problem>,
    },
    /// In words, where a mailing of this issue waits with another text than the issue has by now.
    OldText {
        issue: IssueId,
        words: Option<String>,
    },
    Audience(Box<Audience>),
    /// The readers can't be counted, and why.
    NotCounted(Vec<Problem>),
    /// What was looked up before the number is asked for.
    Looked(Box<Looked>),

    /// The letters of a mailing that may have arrived or not.
    Uncertain {
        mailing: String,
        rows: Vec<NotCertain>,
    },
    /// What was decided about one of them is written down, in words.
    Decided(&'static str),

    /// The mailings of an issue as the ledger has them by now, the latest first.
    Mailings {
        issue: IssueId,
        mailings: Vec<Mailing>,
    },
    /// A mailing was made, or changed its state.
    Mailing(Box<Mailing>),
    /// A mailing is held because the number of its readers is another by now: this one.
    ToConfirm {
        mailing: Box<Mailing>,
        readers: u64,
    },
    /// Somebody wants to cancel a mailing, and these would get readers of it.
    ToCancel {
        mailing: String,
        heirs: Vec<Heir>,
    },
    Progress(Box<Progress>),
    /// When the rest of a mailing leaves, where anything that is set keeps it back.
    Forecast {
        mailing: String,
        forecast: Option<Forecast>,
    },
    /// How far a mailing is can't be seen, and why.
    NotWatched(String),
    /// A test was sent, and to whom.
    Tested(Told),
    /// The true page was made from the files, and where it is.
    Page(Told),
    /// Something was done that needs no screen of its own.
    Done(Told),
    /// Something could not be done; the words are for people.
    Failed(Told),
}

/// What came of an order about spelling.
#[derive(Debug)]
pub enum Spelled {
    /// Words, and whether their dictionary has them.
    Words { lang: Lang, answers: Vec<(String, bool)> },
    /// There is no dictionary of this language that can be used, and what to do.
    NoDictionary { lang: Lang, why: String },
    /// What may have been meant by a wrong word, the likeliest first.
    Meant { lang: Lang, word: String, suggestions: Vec<String> },
    /// A word is one of the project's: `glossary.toml` as it is by now.
    Kept(Box<Glossary>),
}

/// Who would get an issue at the moment at which somebody wants to send it.
#[derive(Debug)]
pub struct Looked {
    pub issue: IssueId,
    /// Its mailings, the latest first; none where they can't be read.
    pub mailings: Option<Vec<Mailing>>,
    /// The readers, or why they can't be counted.
    pub counted: Result<Box<Audience>, Vec<Problem>>,
    /// When it is to go out; none: at once.
    pub at: Option<Schedule>,
    /// The number that was typed and does not hold any more.
    pub shown: Option<u64>,
    /// That its last letters would leave after its end, in words, if they would.
    pub late: Option<String>,
}

/// The fields whose words are not known as their files stand, and why.
pub type Unread = BTreeMap<(Lang, Spot), Problem>;

/// Something of the screen that is not in its file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unwritten {
    /// `English, section "Where we stand"`, or the file.
    pub place: String,
    pub why: String,
    pub what: Lacks,
}

/// What a file lacks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lacks {
    /// The words of a field; with the line in it from 0, where that is known.
    Field(Lang, Spot, Option<usize>),
    Words,
    /// What was done to sections, dates, places and lists: of sections and lists no journal knows.
    Outline,
}

impl std::fmt::Display for Unwritten {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}", self.place, self.why)
    }
}

/// A headline and, where there is more to say, a few lines below it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    pub what: String,
    pub more: Vec<String>,
}

impl Told {
    pub fn new(what: impl Into<String>) -> Self {
        Self { what: what.into(), more: Vec::new() }
    }
}

/// An issue on the shelf.
#[derive(Debug, Clone, PartialEq)]
pub struct IssueCard {
    pub id: IssueId,
    pub title: String,
    pub number: Option<u32>,
    /// Its own, else that of its mailing; none while it is in the making.
    pub date: Option<Date>,
    /// How far the text of each language is, checked or not.
    pub languages: Vec<(Lang, Readiness)>,
    /// What must be fixed; none until the checks have said so.
    pub must_fix: Option<Vec<Problem>>,
    /// Kinds of its sections, in order.
    pub kinds: Vec<Kind>,
    /// The one that happens next, else the latest.
    pub mailing: Option<Mailing>,
    /// Who has it, by whichever of them.
    pub reach: Reach,
    /// In words, where that mailing waits with another text than the issue has by now.
    pub old_text: Option<String>,
    /// Where `issue.toml` can't be read, its line if that is known: nothing else is known of the issue then.
    pub unread: Option<String>,
}

impl IssueCard {
    /// What is in the making first, then by date, then by number.
    pub fn newest_first(&self, other: &Self) -> Ordering {
        let of = |card: &Self| (card.date.is_none(), card.date, card.number, card.id.clone());
        of(other).cmp(&of(self))
    }
}

/// How far a text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Readiness {
    NotStarted,
    NeedsWork,
    Ready,
}

/// An issue with everything that its screens need to begin with.
#[derive(Debug, Clone)]
pub struct OpenedIssue {
    pub issue: Issue,
    pub problems: Vec<Problem>,
    pub unread: Unread,
    /// Its mailings, the latest first.
    pub mailings: Vec<Mailing>,
    /// Every list of the workspace.
    pub lists: Vec<List>,
    pub kinds: Vec<KindCard>,
    /// The sections that its files tell of, also those that were put aside: none of their names is free.
    pub ever: BTreeSet<SectionId>,
    /// As they were when it was opened; none if they can't be used.
    pub templates: Option<Arc<Templates>>,
    /// What each text was translated from, as far as somebody said so.
    pub translations: Translations,
    pub glossary: Glossary,
    /// What could be taken back when it was left.
    pub steps: Vec<Steps>,
}

impl OpenedIssue {
    /// Of an edition that can't be read as a whole, or is empty, the words stay as they are `known`.
    pub fn keep_unread(&mut self, known: &Issue) {
        let whole = self.problems.iter().filter(|one| FILE_UNREAD.contains(&one.rule));
        for lang in whole.filter_map(|one| one.place.language.as_ref()) {
            if let (None, Some(edition)) = (self.issue.editions.get(lang), known.editions.get(lang)) {
                self.issue.editions.insert(lang.clone(), edition.clone());
            }
        }
    }
}

/// A kind of section that can be added.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KindCard {
    pub kind: Kind,
    /// What it is for, in a few words.
    pub what: String,
    /// Whether it has a date and a place.
    pub event: bool,
}

/// A letter that was handed over, and of which nobody can know whether it was taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotCertain {
    pub address: Address,
    pub lang: Lang,
    pub since: Timestamp,
    /// What happened instead of an answer that counts.
    pub reason: String,
}
