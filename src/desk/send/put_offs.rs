//! That a relay puts off every letter is told in the log when it begins and when it is over: the letters are tried again by
//! themselves, so nothing else would say so there.

use std::time::Duration;

use jiff::Timestamp;
use tokio::sync::watch;

use super::run::{is_told, pause};
use crate::desk::put_off::{called, in_words};
use crate::domain::{Mailing, MailingState, PutOff, second_in_words};
use crate::ledger::{Error, Ledger, PutOffs};

/// Until told to end, beside the sending.
pub(super) async fn look(ledger: &Ledger, poll: Duration, told: watch::Receiver<bool>) {
    let mut known = Known::default();
    while !is_told(&told) {
        // What can't be read just now is found at the next look.
        if let Ok(found) = of_what_is_sent(ledger).await {
            for (mailing, puts_off) in &found {
                known.news(mailing, puts_off).iter().for_each(News::tell);
            }
            known.keep(found.iter().map(|(mailing, _)| mailing));
        }
        pause(poll, told.clone()).await;
    }
}

async fn of_what_is_sent(ledger: &Ledger) -> Result<Vec<(Mailing, PutOffs)>, Error> {
    let mut found = Vec::new();
    for mailing in ledger.open_mailings().await? {
        if mailing.state == MailingState::Sending {
            let puts_off = ledger.put_offs(mailing.id).await?;
            found.push((mailing, puts_off));
        }
    }
    Ok(found)
}

#[derive(Debug, PartialEq, Eq)]
enum News {
    Begins(String),
    Ends(String),
}

impl News {
    fn tell(&self) {
        match self {
            Self::Begins(words) => tracing::warn!("{words}"),
            Self::Ends(words) => tracing::info!("{words}"),
        }
    }
}

/// What was told to have begun, by the names of mailing and relay.
#[derive(Debug, Default)]
struct Known(Vec<(String, Option<String>, Timestamp)>);

impl Known {
    /// What is to be said of a mailing that is being sent.
    fn news(&mut self, mailing: &Mailing, found: &PutOffs) -> Vec<News> {
        let zone = mailing.schedule.time_zone();
        let name = &mailing.name;
        let mut news = Vec::new();
        self.0.retain(|(of, relay, since)| {
            let over = of == name && !found.by.iter().any(|one| one.relay == *relay);
            if over {
                let who = called(relay.as_deref(), found.alone);
                let since = second_in_words(*since, &zone);
                news.push(News::Ends(format!(
                    "{name}: {who} takes letters again; it had put off every one since {since}"
                )));
            }
            !over
        });
        let is_new = |one: &&PutOff| !self.0.iter().any(|(of, relay, _)| of == name && *relay == one.relay);
        let begun: Vec<PutOff> = found.by.iter().filter(is_new).cloned().collect();
        for one in begun {
            news.push(News::Begins(format!("{name}: {}", in_words(&one, found.alone, &zone))));
            self.0.push((name.clone(), one.relay, one.since));
        }
        news
    }

    /// Of others, which are not sent any more, nothing is known.
    fn keep<'a>(&mut self, sent: impl Iterator<Item = &'a Mailing>) {
        let sent: Vec<&str> = sent.map(|mailing| &*mailing.name).collect();
        self.0.retain(|(of, ..)| sent.contains(&&**of));
    }
}
