//! What an answer, a connection that breaks and one that does not open mean for the letters that come after.

use tokio::time::Instant;

use super::outcome::Settled;
use super::{Outlet, Post};
use crate::domain::{HoldReason, Outcome, Reply};
use crate::ledger::Claimed;
use crate::mail::smtp::{LinkError, classify};

/// What an answer, once it is written down, means for the letters that come after. `taken`: letters that the relay has
/// taken over this connection.
pub(super) async fn heed(post: &Post, outlet: &Outlet, settled: &Settled, taken: u32, row: &Claimed) {
    let (slower, busy) = (settled.asks_to_slow_down(), settled.mailbox_is_busy());
    let back = matches!(settled.outcome, Outcome::Released { .. });
    if let Some(reason) = settled.note_in(&outlet.dealings.streaks, post.id()) {
        post.refuses_all(outlet, reason).await;
    }
    if settled.is_hard_bounce() {
        post.minds_bounces().await;
    }
    if slower && ends_the_session(outlet, &settled.reply, taken) {
        // The next letter goes over another connection.
    } else if slower {
        let said = settled.reply.to_string();
        if outlet.slow_down(Instant::now()) {
            post.goes_slower(outlet, &said).await;
        }
        if back {
            post.gives_up(&said).await;
        }
    } else if busy {
        let now = Instant::now();
        if post.domains.busy(row.address.domain(), now) && outlet.busy(now) {
            post.goes_slower(outlet, &settled.reply.to_string()).await;
        }
    } else {
        let now = Instant::now();
        if outlet.went_well(now) {
            post.tell().await;
        }
        if settled.is_put_off() {
            post.domains.put_off(row.address.domain());
        } else {
            post.domains.went_well(row.address.domain(), now);
        }
    }
    post.answers(outlet).await;
}

/// A relay that has taken letters over a connection may close it, and take more over the next: that is no wish for fewer.
fn ends_the_session(outlet: &Outlet, reply: &Reply, taken: u32) -> bool {
    let ends = reply.code == 421 && speaks_of_the_session(reply) && outlet.dealings.sessions.closed(taken);
    if ends {
        tracing::info!("a connection was closed after {taken} letters: {reply}");
    }
    ends
}

/// A reply about policy (RFC 3463, 3.8) or a rate is a wish for fewer letters, also if it comes after some: unless it names
/// the session.
fn speaks_of_the_session(reply: &Reply) -> bool {
    let words = reply.text.to_lowercase();
    let policy = reply.enhanced.is_some_and(|(_, subject, _)| subject == 7);
    let names_it = ["session", "this connection", "per connection"].iter().any(|name| words.contains(name));
    let rate = words.split(|c: char| !c.is_alphanumeric()).any(|word| word == "rate");
    names_it || !(policy || rate)
}

/// No connection: what would hit everybody holds the mailing, the rest is waited out.
pub(super) async fn not_open(post: &Post, outlet: &Outlet, error: &LinkError) {
    if error.is_tls() {
        post.refuses_all(outlet, HoldReason::Tls { detail: error.to_string() }).await;
    } else if error.is_auth() {
        let Some(reply) = error.reply() else {
            post.refuses_all(outlet, HoldReason::Auth { reply: error.to_string() }).await;
            return;
        };
        // Whoever else would sign in with this account is not to try it as well.
        for other in &post.outlets {
            if std::sync::Arc::ptr_eq(&other.sign_in, &outlet.sign_in) {
                post.refuses_all(other, HoldReason::Auth { reply: reply.to_string() }).await;
            }
        }
    } else {
        if let Some(reply) = error.reply()
            && let Some(reason) =
                outlet.dealings.streaks.note(post.id(), &classify(error.phase, reply), reply, None)
        {
            post.refuses_all(outlet, reason).await;
        }
        post.gives_up(&error.to_string()).await;
        post.out_of_use(outlet, error).await;
    }
}

/// A connection that had been open is over. Once is nothing, again and again is a relay that can't be reached. False if it
/// is the relay's way to close them after so many letters.
pub(super) async fn broken(
    post: &Post,
    outlet: &Outlet,
    error: &LinkError,
    taken: u32,
    row: &Claimed,
) -> bool {
    if error.reply().is_some_and(|reply| ends_the_session(outlet, reply, taken)) {
        return false;
    }
    tracing::info!("a connection ended: {error}");
    if let Some(reply) = error.reply() {
        let verdict = classify(error.phase, reply);
        if verdict.class == "throttle" {
            if outlet.slow_down(Instant::now()) {
                post.goes_slower(outlet, &reply.to_string()).await;
            }
            post.gives_up(&error.to_string()).await;
        }
        if let Some(reason) = outlet.dealings.streaks.note(post.id(), &verdict, reply, None) {
            post.refuses_all(outlet, reason).await;
        }
    }
    if outlet.dealings.breaker.broke(row.key) {
        post.gives_up(&error.to_string()).await;
        post.out_of_use(outlet, error).await;
    }
    true
}
