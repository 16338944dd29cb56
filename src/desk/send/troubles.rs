//! What is wrong with a relay: where there is another one letters leave over that, where there is none the mailing waits or
//! is held.

use std::pin::pin;
use std::sync::atomic::Ordering;

use jiff::Timestamp;
use tokio::time::{Instant, timeout, timeout_at};

use super::{Outlet, Post, Stop};
use crate::desk::held::held_in_words;
use crate::desk::relay::out_of_use;
use crate::domain::HoldReason;
use crate::mail::smtp::{LinkError, Unanswered};

impl Post {
    /// The relay can't be reached, or takes nothing: nobody tries it for a while.
    pub async fn out_of_use(&self, outlet: &Outlet, why: &LinkError) {
        let wait = outlet.dealings.breaker.trip(Instant::now());
        let words = out_of_use(outlet.called(self.outlets.len() == 1), why);
        self.amiss(outlet, format!("{words}; the next try is in {} s", wait.as_secs())).await;
    }

    /// Waits for the relay, for as long as the RFC wants; where that is longer than people expect, they are told.
    /// `given`: the letters that it has and has not answered.
    pub(super) async fn hears<T>(
        &self,
        outlet: &Outlet,
        given: Unanswered,
        asking: impl Future<Output = T>,
    ) -> T {
        self.hears_since(outlet, Instant::now(), given, asking).await
    }

    /// The same where it was asked at `since`, and has been listened to for a while already.
    pub(super) async fn hears_since<T>(
        &self,
        outlet: &Outlet,
        since: Instant,
        given: Unanswered,
        asking: impl Future<Output = T>,
    ) -> T {
        let mut asking = pin!(asking);
        if let Ok(came) = timeout_at(since + self.silence, &mut asking).await {
            return came;
        }
        let asked = self.now().saturating_sub(since.elapsed()).unwrap_or(Timestamp::MIN);
        let silence = outlet.dealings.silences.begin(asked, given.clone());
        if let Some(words) = self.silence_in_words(outlet) {
            tracing::warn!("{words}");
        }
        let mut told = given.count();
        self.tell().await;
        let came = loop {
            match timeout(self.silence, &mut asking).await {
                Ok(came) => break came,
                Err(_) if given.count() == told => {}
                Err(_) => {
                    told = given.count();
                    self.tell().await;
                }
            }
        };
        drop(silence);
        self.silence_is_over(outlet).await;
        came
    }

    /// Whoever listened may have been called away before the relay spoke: so this is looked at again and again.
    pub(super) async fn silence_is_over(&self, outlet: &Outlet) {
        if outlet.dealings.silences.have_ended() {
            self.tell().await;
        }
    }

    /// With the moment since which it lasts: how long that is by now is for whoever reads it.
    fn silence_in_words(&self, outlet: &Outlet) -> Option<String> {
        let (silent, since, letters) = outlet.dealings.silences.now()?;
        let who = outlet.called(self.outlets.len() == 1);
        let all = outlet.connections;
        let over = if silent < all as usize {
            format!(" over {silent} of {all} connections")
        } else {
            String::new()
        };
        let since = self.hours.second(since);
        let so = match letters {
            0 => "still connecting, or connected and no answer yet".to_owned(),
            1 => "1 letter was handed over, and it has not said yet whether it is taken".to_owned(),
            some => {
                format!("{some} letters were handed over, and it has not said yet whether they are taken")
            }
        };
        Some(format!("{who} has said nothing{over} since {since}: {so}"))
    }

    /// The relay answered: what was said of it before is over, also what was said before this round. That it has had its
    /// quota is not: those that answers come for were under way.
    pub async fn answers(&self, outlet: &Outlet) {
        outlet.dealings.breaker.works();
        self.silence_is_over(outlet).await;
        if outlet.rests() {
            return;
        }
        if outlet.well.swap(true, Ordering::Relaxed) || outlet.dealings.breaker.is_aside(Instant::now()) {
            return;
        }
        outlet.dealings.set_trouble(None);
        if !self.tell().await {
            outlet.well.store(false, Ordering::Relaxed);
        }
    }

    /// Something that the next letter would meet too. What is said of this relay alone leaves the mailing to the others,
    /// if there are any; what is said of the letter, or of us, they would say as well.
    pub async fn refuses_all(&self, outlet: &Outlet, why: HoldReason) {
        let now = Instant::now();
        let left = |other: &&std::sync::Arc<Outlet>| {
            other.number != outlet.number && !other.dealings.breaker.is_aside(now)
        };
        if !why.is_of_the_relay() || self.outlets.iter().find(left).is_none() {
            for outlet in &self.outlets {
                outlet.dealings.breaker.forgive();
            }
            self.stop(Stop::Hold(why));
            return;
        }
        outlet.dealings.breaker.set_aside(now);
        let words = held_in_words(&why).0.replacen("the mail server", outlet.called(false), 1);
        self.amiss(outlet, format!("{words}; the others take its letters")).await;
    }

    /// It asked for fewer letters, and gets them: people are told, as nothing else is amiss.
    pub(super) async fn goes_slower(&self, outlet: &Outlet, said: &str) {
        let who = outlet.called(self.outlets.len() == 1);
        let words = format!(
            "{who} asks for fewer letters ({said}): they leave half as fast, and little by little faster again. What it \
             takes can be set beforehand: `rate` and `connections` of its [[delivery.relay]] in config.toml"
        );
        tracing::warn!("{words}");
        outlet.dealings.set_slowed(words);
        self.tell().await;
    }

    pub(super) async fn amiss(&self, outlet: &Outlet, words: String) {
        tracing::warn!("{words}");
        outlet.well.store(false, Ordering::Relaxed);
        outlet.dealings.set_trouble(Some(words));
        self.tell().await;
    }

    /// All that is left waits for its next try, and until then nothing is asked of any relay: what was amiss is over. Only one
    /// that is left alone for longer stays named.
    pub(super) async fn rests_until_the_next_try(&self) {
        let now = Instant::now();
        for outlet in self.outlets.iter().filter(|outlet| !outlet.dealings.breaker.is_aside(now)) {
            outlet.dealings.set_trouble(None);
        }
        self.tell_of_relays(None).await;
    }

    /// Says where people look how the relays are.
    pub async fn tell(&self) -> bool {
        self.tell_of_relays(self.hours.in_words(self.now())).await
    }

    async fn tell_of_relays(&self, hours: Option<String>) -> bool {
        let relays = self.outlets.iter().flat_map(|outlet| {
            let hinders = outlet.dealings.trouble().or_else(|| self.silence_in_words(outlet));
            hinders.into_iter().chain(outlet.dealings.slowed())
        });
        let words: Vec<String> = hours.into_iter().chain(relays).collect();
        self.turn.trouble((!words.is_empty()).then(|| words.join("; "))).await.is_ok()
    }
}
