//! Events for calendars: how often one was said, when it is frozen, and the file that a letter links to.
//!
//! The file says what went out. Of what is only written, or waits to be sent, nothing can be had by guessing its address.

use jiff::Timestamp;

use super::unsubscribe::{Door, Page, PageKind};
use crate::domain::{CalendarWay, EventStatus, IssueId, Lang, Letter, Mailbox, SectionId};
use crate::ledger::{self, FrozenEntry, Ledger};
use crate::mail::calendar;
use crate::render;

/// What lies behind the link to an event's file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CalendarAnswer {
    File {
        name: String,
        media_type: String,
        text: String,
    },
    /// The file is called so: in language tags, case means nothing (RFC 5646, 2.1.1), and each has one address.
    CalledSo(String),
    Page(Page),
}

/// Numbers the letters' events before they leave: the number of an event that went out before, or was to, is taken
/// again if the facts are those, and is one higher if any is another. It is the same in all languages.
///
/// Two mailings that are written at the same moment may get one number; calendars then go by the later stamp.
pub async fn number(
    ledger: &Ledger,
    issue: &IssueId,
    letters: &mut [Letter],
    now: Timestamp,
) -> Result<(), ledger::Error> {
    if letters.iter().all(|letter| letter.calendar.is_empty()) {
        return Ok(());
    }
    let before = ledger.calendar(issue, None).await?;
    let mut sections: Vec<SectionId> = Vec::new();
    for entry in letters.iter().flat_map(|letter| &letter.calendar) {
        if !sections.contains(&entry.section) {
            sections.push(entry.section.clone());
        }
    }
    for section in sections {
        let sequence = sequence(&before, letters, &section);
        let entries = letters.iter_mut().flat_map(|letter| &mut letter.calendar);
        for entry in entries.filter(|entry| entry.section == section) {
            (entry.sequence, entry.stamp) = (sequence, now);
        }
    }
    Ok(())
}

fn sequence(before: &[FrozenEntry], letters: &[Letter], section: &SectionId) -> u32 {
    let of = |frozen: &&FrozenEntry| frozen.entry.section == *section;
    let Some(last) = before.iter().filter(of).map(|frozen| frozen.entry.sequence).max() else { return 0 };
    let changed = letters.iter().any(|letter| {
        let now = letter.calendar.iter().find(|entry| entry.section == *section);
        let then = newest(before.iter().filter(of).filter(|frozen| frozen.lang == letter.lang));
        now.zip(then).is_some_and(|(now, then)| now.facts() != then.entry.facts())
    });
    if changed { last.saturating_add(1) } else { last }
}

/// A mailing to those whom an earlier one missed has that one's letters: what holds is the highest number.
fn newest<'f>(frozen: impl Iterator<Item = &'f FrozenEntry>) -> Option<&'f FrozenEntry> {
    frozen.max_by_key(|frozen| frozen.entry.sequence)
}

impl Door {
    /// The file of an event as it last went out, by the issue and `SECTION.LANG.ics`. Changes nothing.
    pub async fn calendar(&self, issue: &str, file: &str, browser: &[Lang]) -> CalendarAnswer {
        let asked = asked(issue, file);
        if let Some((_, section, lang)) = &asked {
            let name = calendar::file_name(section, lang);
            if name != file {
                return CalendarAnswer::CalledSo(name);
            }
        }
        let found = match &asked {
            Some((issue, section, lang)) => {
                match tokio::time::timeout(self.patience, self.ledger.calendar(issue, Some(lang))).await {
                    Ok(Ok(frozen)) => {
                        let sent =
                            frozen.iter().filter(|frozen| frozen.begun && frozen.entry.section == *section);
                        let found = newest(sent).cloned();
                        // A newsletter that wants none takes back what it had, but for what takes an event out of calendars.
                        let none = self.calendar_way().await == CalendarWay::Off;
                        Ok(found.filter(|of| !none || of.entry.status == EventStatus::Cancelled))
                    }
                    Ok(Err(error)) => Err(error.to_string()),
                    Err(_) => Err("the ledger is busy".to_owned()),
                }
            }
            None => Ok(None),
        };
        let lang = match asked {
            Some((_, _, lang)) if self.settings.newsletter.languages.contains(&lang) => lang,
            _ => self.asked_for(browser),
        };
        match found {
            Ok(Some(frozen)) => self.file(&frozen),
            Ok(None) => self.without(PageKind::Unknown, render::Page::NoCalendar, &lang),
            Err(error) => {
                tracing::error!(error, "an event could not be read; the reader was asked to try again");
                self.without(PageKind::Failed, render::Page::CalendarFailed, &lang)
            }
        }
    }

    /// As `config.toml` says by now; as it said at the start while it can't be read.
    async fn calendar_way(&self) -> CalendarWay {
        let read = match self.workspace.clone() {
            Some(workspace) => {
                tokio::task::spawn_blocking(move || workspace.settings().0).await.ok().flatten()
            }
            None => None,
        };
        read.as_ref().unwrap_or(&self.settings).newsletter.calendar
    }

    fn file(&self, FrozenEntry { lang, entry, .. }: &FrozenEntry) -> CalendarAnswer {
        let (sender, source) = (&self.settings.sender, self.settings.newsletter.source());
        let name = Some(sender.name.get_or_source(lang, source).to_owned());
        let organizer = Mailbox { name, address: sender.address.clone() };
        CalendarAnswer::File {
            name: calendar::file_name(&entry.section, lang),
            media_type: calendar::media_type(entry),
            text: calendar::file(entry, lang, &organizer),
        }
    }

    fn without(&self, kind: PageKind, page: render::Page, lang: &Lang) -> CalendarAnswer {
        CalendarAnswer::Page(self.made(kind, page, lang))
    }
}

/// Names of ours, or nothing.
fn asked(issue: &str, file: &str) -> Option<(IssueId, SectionId, Lang)> {
    let (section, lang) = file.strip_suffix(".ics")?.split_once('.')?;
    Some((IssueId::parse(issue).ok()?, SectionId::parse(section).ok()?, Lang::parse(lang).ok()?))
}
