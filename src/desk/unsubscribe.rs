//! A reader leaves: the page behind the link in every letter, and what happens when they say yes.

use std::time::{Duration, Instant};

use jiff::Timestamp;

use super::leaving::{let_land, write_down};
use crate::domain::settings::Settings;
use crate::domain::{AddrKey, Lang, MailingId, SkipReason, Suppression};
use crate::ledger::{self, Ledger};
use crate::locale::negotiate;
use crate::mail::token::{self, Token};
use crate::render::{self, Templates};
use crate::workspace::Workspace;

/// Whoever asks to leave is answered within this time, also beside a slow mail server and a busy ledger.
pub const PATIENCE: Duration = Duration::from_secs(20);
/// What an answer can do without, the reader's language say, is waited for no longer.
pub const PATIENCE_BESIDES: Duration = Duration::from_secs(2);

/// The door out: knows the pages and the ledger.
#[derive(Debug)]
pub struct Door {
    pub(super) ledger: Ledger,
    pub(super) settings: Settings,
    pub(super) templates: Templates,
    pub(super) patience: Duration,
    /// Where `config.toml` is read anew.
    pub(super) workspace: Option<Workspace>,
}

/// A finished page, in the reader's language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    pub kind: PageKind,
    pub html: String,
}

/// Which page it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PageKind {
    /// "Do you want to leave?", with a button.
    Question,
    /// They have left, now or before.
    Done,
    /// The link comes from a test or a dry run: nothing was changed.
    Test,
    /// Not a link of ours.
    Unknown,
    /// The ledger could not note it; nothing was acknowledged.
    Failed,
}

impl Door {
    pub fn new(ledger: Ledger, settings: Settings, templates: Templates) -> Self {
        Self { ledger, settings, templates, patience: PATIENCE, workspace: None }
    }

    /// Looks into this folder's `config.toml` whether calendar files are still wanted.
    #[must_use]
    pub fn reading(self, workspace: Workspace) -> Self {
        Self { workspace: Some(workspace), ..self }
    }

    pub fn ledger(&self) -> &Ledger {
        &self.ledger
    }

    /// Answers within another time.
    #[must_use]
    pub fn with_patience(self, patience: Duration) -> Self {
        Self { patience, ..self }
    }

    /// The page that opening the link shows; whoever is off the list reads so, and is not asked again. Changes nothing,
    /// however often it is opened and by whom.
    pub async fn ask(&self, link: &str, browser: &[Lang]) -> Page {
        let token = token::verify(self.ledger.keys(), link);
        let kind = match &token {
            Some(Token::Live { reader, .. }) if self.has_left(*reader).await => PageKind::Done,
            Some(Token::Live { .. }) => PageKind::Question,
            Some(Token::Inert { .. }) => PageKind::Test,
            None => PageKind::Unknown,
        };
        self.page(kind, token, browser).await
    }

    /// Whether they said so themselves: who gets nothing for another reason may still want to. If it can't be known, they
    /// are asked.
    async fn has_left(&self, reader: AddrKey) -> bool {
        let known = if_soon(self.ledger.suppressions_of(reader)).await;
        known.iter().any(|one| one.scope == "*" && one.reason == SkipReason::Unsubscribed)
    }

    /// Takes the reader off the whole newsletter, also out of what is planned already. On disk before it returns: from
    /// then on no letter to them is begun, and if the letter with this link was not certain, it counts as arrived. One that the mail server was being given in that moment is waited for, for 20
    /// seconds in all; only a server that takes longer may still take it after the answer. Saying it twice is as good as once; it works without a row to find, so also after an erasure.
    pub async fn leave(&self, link: &str, browser: &[Lang], now: Timestamp) -> Page {
        let token = token::verify(self.ledger.keys(), link);
        let kind = match &token {
            Some(Token::Live { reader, mailing }) => self.note(*reader, *mailing, now).await,
            Some(Token::Inert { .. }) => PageKind::Test,
            None => PageKind::Unknown,
        };
        self.page(kind, token, browser).await
    }

    async fn note(&self, reader: AddrKey, mailing: MailingId, now: Timestamp) -> PageKind {
        let wish = Suppression {
            key: reader,
            scope: "*".to_owned(),
            reason: SkipReason::Unsubscribed,
            evidence: Suppression::by_the_link_of(mailing),
            at: now,
        };
        let begun = Instant::now();
        match write_down(&self.ledger, wish, self.patience).await {
            Ok(()) => {
                let_land(&self.ledger, reader, self.patience.saturating_sub(begun.elapsed())).await;
                PageKind::Done
            }
            Err(error) => {
                let error = error.map_or("the ledger is busy".to_owned(), |error| error.to_string());
                tracing::error!(
                    error,
                    "an unsubscription could not be noted; the reader was asked to try again"
                );
                PageKind::Failed
            }
        }
    }

    /// The nearest of the newsletter's languages that a browser asks for.
    pub(super) fn asked_for(&self, browser: &[Lang]) -> Lang {
        let newsletter = &self.settings.newsletter;
        let nearest = |wants: &Lang| {
            let (lang, why) =
                negotiate(Some(wants), &newsletter.languages, &newsletter.fallback, newsletter.source());
            (why != crate::domain::EditionChoice::Source).then_some(lang)
        };
        browser.iter().find_map(nearest).unwrap_or_else(|| newsletter.source().clone())
    }

    /// In the language of their letter; if that is not known any more, in the nearest that their browser asks for.
    async fn page(&self, kind: PageKind, token: Option<Token>, browser: &[Lang]) -> Page {
        let of_letter = match token {
            Some(Token::Live { reader, mailing }) => if_soon(self.ledger.language_of(mailing, reader)).await,
            Some(Token::Inert { lang }) => lang,
            None => None,
        };
        let lang = of_letter.unwrap_or_else(|| self.asked_for(browser));
        let page = match kind {
            PageKind::Question => render::Page::Unsubscribe,
            PageKind::Done => render::Page::Done,
            PageKind::Test => render::Page::Test,
            PageKind::Unknown => render::Page::Unknown,
            PageKind::Failed => render::Page::Failed,
        };
        self.made(kind, page, &lang)
    }

    pub(super) fn made(&self, kind: PageKind, page: render::Page, lang: &Lang) -> Page {
        let html = render::page(&self.templates, &self.settings, lang, page).unwrap_or_else(|problem| {
            tracing::error!(problem = problem.what, "a page could not be made from its template");
            // What was done is done; say so in as few words as all readers can make out.
            format!("<!doctype html><title>{kind:?}</title><p>{kind:?}</p>")
        });
        Page { kind, html }
    }
}

/// What a ledger that answers knows; of one that does not, nothing.
async fn if_soon<T: Default>(asked: impl Future<Output = Result<T, ledger::Error>>) -> T {
    tokio::time::timeout(PATIENCE_BESIDES, asked).await.ok().and_then(Result::ok).unwrap_or_default()
}
