//! The Stop page: the link in an alert leads to it, its button pauses the mailing. Opening it changes nothing.

use jiff::Timestamp;

use super::unsubscribe::{Door, Page, PageKind};
use crate::domain::{Counts, DeliveryState, Mailing, MailingId, MailingState, Progress};
use crate::ledger::{self, at_most_half_a_minute};
use crate::locale::own_name;
use crate::mail::token;
use crate::render::escape;

/// Who paused it, as far as the ledger knows.
const BY: &str = "the Stop page";

const STYLE: &str = "body{font:1.1rem/1.5 sans-serif;max-width:34rem;margin:2rem auto;padding:0 1rem;\
color:#1a1a1a;background:#fff}dt{font-weight:bold}dd{margin:0 0 .5rem}button{font:inherit;padding:.7rem 1.4rem;\
border:0;border-radius:.3rem;color:#fff;background:#a3001b}";

impl Door {
    /// What opening the link shows: what would be stopped, and a button.
    pub async fn ask_to_stop(&self, link: &str, now: Timestamp) -> Page {
        let Some(id) = token::verify_stop(self.ledger.keys(), link) else { return unknown() };
        match self.in_time(self.stands(id, now)).await {
            Ok((mailing, progress)) if can_be_stopped(mailing.state) => self.question(&mailing, &progress),
            Ok((mailing, progress)) => done(&mailing, &progress),
            Err(error) => failed(&error),
        }
    }

    /// Pauses the mailing; on disk before it returns, and from then on no letter is begun. Saying it twice is as good as
    /// once. It can go on by `courant resume`, and only by that.
    pub async fn stop(&self, link: &str, now: Timestamp) -> Page {
        let Some(id) = token::verify_stop(self.ledger.keys(), link) else { return unknown() };
        let stop = async {
            match at_most_half_a_minute(|| self.ledger.pause(id, BY, now)).await {
                // It stands already, or it is too late: the page says which.
                Err(error) if !error.is_refusal() => Err(error),
                _ => self.stands(id, now).await,
            }
        };
        match self.in_time(stop).await {
            Ok((mailing, progress)) => done(&mailing, &progress),
            Err(error) => failed(&error),
        }
    }

    /// An error as well if the ledger does not answer before the page must.
    async fn in_time<T>(
        &self,
        asked: impl Future<Output = Result<T, ledger::Error>>,
    ) -> Result<T, ledger::Error> {
        tokio::time::timeout(self.patience, asked).await.unwrap_or(Err(ledger::Error::Closed))
    }

    async fn stands(&self, id: MailingId, now: Timestamp) -> Result<(Mailing, Progress), ledger::Error> {
        Ok((self.ledger.mailing(id).await?, self.ledger.progress(id, now).await?))
    }

    fn question(&self, mailing: &Mailing, progress: &Progress) -> Page {
        let counts = &progress.counts;
        let source = self.settings.newsletter.source();
        let newsletter = self.settings.newsletter.name.get_or_source(source, source);
        let readers = match counts.rows() {
            0 => format!("{} (confirmed by {})", mailing.confirmed, mailing.by),
            _ => format!("{}, of whom {} have it", counts.recipients(), have_it(counts)),
        };
        let lists: Vec<_> = mailing.lists.iter().map(crate::domain::ListName::as_str).collect();
        let languages = progress.by_language.iter();
        let languages: Vec<_> =
            languages.map(|(lang, of)| format!("{} {}", of.recipients(), own_name(lang))).collect();
        let facts = [
            ("Newsletter", newsletter.to_owned()),
            ("When", mailing.schedule.in_words()),
            ("Readers", readers),
            ("Languages", languages.join(", ")),
            ("Lists", lists.join(", ")),
        ];
        let facts: String = facts
            .iter()
            .filter(|(_, value)| !value.is_empty())
            .map(|(name, value)| format!("<dt>{name}</dt><dd>{}</dd>", escape(value)))
            .collect();
        let body = format!(
            "<dl>{facts}</dl><form method=\"post\"><button>Stop this mailing</button></form>\
             <p>It is paused then; nothing is lost, and it can go on with <code>courant resume {}</code>.</p>",
            escape(&mailing.name)
        );
        page(PageKind::Question, &format!("Stop {}?", mailing.name), &body)
    }
}

fn can_be_stopped(state: MailingState) -> bool {
    matches!(state, MailingState::Scheduled | MailingState::Sending)
}

fn have_it(counts: &Counts) -> u64 {
    counts.of(DeliveryState::Accepted)
}

/// How it stands, once it can't be stopped or has been.
fn done(mailing: &Mailing, progress: &Progress) -> Page {
    let Mailing { name, .. } = mailing;
    let counts = &progress.counts;
    let (title, words) = match mailing.state {
        MailingState::Sent => (
            format!("Too late: {name} has been sent"),
            format!("{} readers have it. It can't be called back.", have_it(counts)),
        ),
        MailingState::Cancelled => {
            (format!("{name} is cancelled"), format!("{} readers had it by then.", have_it(counts)))
        }
        MailingState::Held => (
            format!("{name} is stopped"),
            format!(
                "The program stopped it by itself; {} readers have it. Nobody else gets it until somebody resumes it.",
                have_it(counts)
            ),
        ),
        MailingState::Pausing => {
            let gone = counts.of(DeliveryState::Submitting).saturating_sub(progress.in_flight());
            let gone = match gone {
                0 => String::new(),
                1 => "; of 1 that a sender left behind nobody knows".to_owned(),
                some => format!("; of {some} that a sender left behind nobody knows"),
            };
            let lands =
                if progress.in_flight() > 0 { "; letters that were under way still land" } else { "" };
            (
                format!("{name} is stopped"),
                format!(
                    "{} readers have it{lands}{gone}. Nobody else gets it until somebody resumes it.",
                    have_it(counts)
                ),
            )
        }
        _ => (
            format!("{name} is stopped"),
            format!("{} readers have it. Nobody else gets it until somebody resumes it.", have_it(counts)),
        ),
    };
    page(PageKind::Done, &title, &format!("<p>{}</p>", escape(&words)))
}

fn unknown() -> Page {
    let words = "<p>This link stops nothing. Take the whole link out of the alert.</p>";
    page(PageKind::Unknown, "The link does not work", words)
}

fn failed(error: &ledger::Error) -> Page {
    tracing::error!(%error, "a mailing could not be stopped; whoever asked was told to try again");
    let words =
        "<p>It could not be written down. Try again in a minute, or use <code>courant pause</code>.</p>";
    page(PageKind::Failed, "It is not stopped", words)
}

fn page(kind: PageKind, title: &str, body: &str) -> Page {
    let title = escape(title);
    let html = format!(
        "<!doctype html><html lang=\"en\" dir=\"ltr\"><head><meta charset=\"utf-8\"><title>{title}</title>\
         <meta name=\"viewport\" content=\"width=device-width\"><style>{STYLE}</style></head>\
         <body><main><h1>{title}</h1>{body}</main></body></html>"
    );
    Page { kind, html }
}
