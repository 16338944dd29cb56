//! The ledger's database can't be reached: whoever reads the log is told once, and once more when it can be again. Whoever
//! asks it meanwhile waits and says nothing.

use std::time::Duration;

use tokio::sync::watch;
use tokio::time::Instant;

use super::under_way::to_end;
use crate::ledger::Ledger;

/// How often it is asked.
const LOOK: Duration = Duration::from_secs(1);
/// A restart of the server takes less, or is worth a word.
const NOTICED: Duration = Duration::from_secs(3);

/// Until told to end, beside the sending. A ledger in a file has no line that could break.
pub(super) async fn look(ledger: &Ledger, mut told: watch::Receiver<bool>) {
    if !ledger.is_shared() {
        return;
    }
    let asking = async {
        let mut away = Away::default();
        loop {
            let asked = Instant::now();
            let trouble = match tokio::time::timeout(NOTICED, ledger.answers()).await {
                Ok(Ok(())) => None,
                Ok(Err(error)) => Some(error.to_string()),
                Err(_) => Some("it says nothing".to_owned()),
            };
            match away.news(trouble.is_some(), asked, Instant::now()) {
                None => {}
                Some(News::Gone) => tracing::warn!(
                    "the database {} can't be reached for {} s ({}): nothing is sent until it can",
                    ledger.place(),
                    NOTICED.as_secs(),
                    trouble.unwrap_or_default()
                ),
                Some(News::Back(gone)) => tracing::info!(
                    "the database {} can be reached again; it could not for {} s",
                    ledger.place(),
                    gone.as_secs()
                ),
            }
            tokio::time::sleep(LOOK).await;
        }
    };
    tokio::select! {
        () = asking => {}
        _ = to_end(&mut told) => {}
    }
}

#[derive(Debug, PartialEq, Eq)]
enum News {
    Gone,
    Back(Duration),
}

/// Since when it has not answered, and whether that was said.
#[derive(Debug, Default)]
struct Away {
    since: Option<Instant>,
    said: bool,
}

impl Away {
    /// What is to be said of an answer to what was `asked` then.
    fn news(&mut self, away: bool, asked: Instant, now: Instant) -> Option<News> {
        if !away {
            let since = self.since.take();
            return std::mem::take(&mut self.said).then(|| News::Back(now - since.unwrap_or(now)));
        }
        let since = *self.since.get_or_insert(asked);
        let news = !self.said && now - since >= NOTICED;
        self.said |= news;
        news.then_some(News::Gone)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_absence_of_three_seconds_is_said_once_and_its_end_once() {
        let begun = Instant::now();
        let at = |seconds| begun + Duration::from_secs(seconds);
        let mut away = Away::default();
        for (second, gone, news) in [
            (0, false, None),
            (1, true, None),
            (2, true, None),
            (3, false, None),
            (4, true, None),
            (6, true, None),
            (7, true, Some(News::Gone)),
            (8, true, None),
            (90, true, None),
            (91, false, Some(News::Back(Duration::from_secs(87)))),
            (92, false, None),
            (93, true, None),
            (96, true, Some(News::Gone)),
        ] {
            assert_eq!(away.news(gone, at(second), at(second)), news, "{second}");
        }
        let mut silent = Away::default();
        assert_eq!(
            silent.news(true, at(0), at(3)),
            Some(News::Gone),
            "one question that hung so long is enough"
        );
    }
}
