//! What is told: one text for people and the same as JSON for programs. No reader's address stands in it.

use std::fmt::Write as _;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde_json::{Value, json};

use super::super::audience::in_words;
use super::super::held::stopped_in_words;
use crate::domain::{Audience, Mailing, MailingState, Occasion, Progress, moment_in_words};

/// Failures that are named.
const MOST: usize = 5;

/// Everything a notice is made from.
#[derive(Debug)]
pub(super) struct Facts<'a> {
    pub newsletter: &'a str,
    pub mailing: &'a Mailing,
    pub progress: &'a Progress,
    /// Of a mailing that is still to be planned: whom it would reach.
    pub audience: Option<Audience>,
    /// Why that can't be known.
    pub uncounted: Option<String>,
    /// Until when no letter leaves for the first time, in words, if it is not the hour.
    pub hours: Option<String>,
    /// Where it can be stopped by a click; none without `[web]`.
    pub stop: Option<&'a str>,
    pub now: Timestamp,
}

/// Ready to be told.
#[derive(Debug)]
pub(super) struct Notice {
    pub subject: String,
    pub text: String,
    pub json: Value,
}

pub(super) fn notice(occasion: Occasion, facts: &Facts<'_>) -> Notice {
    let Facts { newsletter, mailing, progress, .. } = facts;
    let subject = format!("{newsletter}: {}", headline(occasion, facts));
    let mut text = format!("{}.\n\n", headline(occasion, facts));
    match occasion {
        Occasion::Soon => soon(facts, &mut text),
        Occasion::Preflight(_) | Occasion::TooLate(_) => looked_ahead(occasion, facts, &mut text),
        Occasion::Moved(_) => {
            let schedule = &mailing.schedule;
            let instant = moment_in_words(schedule.due, &TimeZone::UTC);
            line(&mut text, &format!("When: {}, which is {instant} by now.", schedule.in_words()));
            line(
                &mut text,
                "The clocks there will show what was asked for; elsewhere it is another time than before.",
            );
            how_to_stop(facts, &mut text);
        }
        Occasion::Started => {
            line(&mut text, &format!("It goes to {} readers.", progress.counts.recipients()));
            facts.hours.iter().for_each(|hours| line(&mut text, &format!("Not yet: {hours}.")));
            by_language(facts, &mut text);
            how_to_stop(facts, &mut text);
        }
        Occasion::Unanswered(_) | Occasion::PutOff(_) => goes_on_by_itself(occasion, facts, &mut text),
        Occasion::Held(_) | Occasion::Paused(_) => {
            let name = &mailing.name;
            if let Some(why) = &mailing.held {
                let (what, remedy) = stopped_in_words(why, mailing.held_on.as_deref(), name);
                line(&mut text, &format!("Why: {what}"));
                line(&mut text, &format!("To do: {remedy}"));
            }
            line(&mut text, &format!("It goes on with: courant resume {name}"));
            line(&mut text, &format!("It is given up with: courant cancel {name}"));
            balance(facts, &mut text);
        }
        Occasion::Over | Occasion::Morning => balance(facts, &mut text),
    }
    if occasion == Occasion::Morning {
        line(&mut text, "Letters that came back later are not among these numbers.");
    }
    let text = without_addresses(&text, facts.stop);
    let json = document(occasion, facts, &subject, &text);
    Notice { subject, text, json }
}

/// What was found beforehand and holds nothing.
fn looked_ahead(occasion: Occasion, facts: &Facts<'_>, text: &mut String) {
    let trouble = facts.progress.trouble.as_deref();
    if let Occasion::TooLate(_) = occasion {
        line(text, trouble.unwrap_or("Its last letters would leave after its end."));
        line(
            text,
            "It is not held for that. Sent earlier, with a later end or over more mail servers, it would reach them all; \
             until what it tells of is over, `courant missing` sends it to whoever got none.",
        );
    } else {
        line(text, &format!("Just now: {}", trouble.unwrap_or("No mail server can be reached.")));
        line(
            text,
            "It is not held for that: the mail server may be back by then, and if it is not, the letters are kept and go on \
             by themselves once it is.",
        );
    }
    how_to_stop(facts, text);
}

/// What keeps letters back, and needs no person.
fn goes_on_by_itself(occasion: Occasion, facts: &Facts<'_>, text: &mut String) {
    let trouble = facts.progress.trouble.as_deref();
    if let Occasion::PutOff(_) = occasion {
        line(text, trouble.unwrap_or("The mail server puts off every letter."));
        line(
            text,
            "Nobody is lost: the letters are kept, and go on by themselves once it takes them. Whoever looks after the mail \
             server can say why it does not.",
        );
    } else {
        line(text, trouble.unwrap_or("The mail server does not answer."));
        line(text, "Nobody is lost: the letters are kept, and it goes on by itself once there is an answer.");
    }
    balance(facts, text);
}

fn headline(occasion: Occasion, facts: &Facts<'_>) -> String {
    let Facts { mailing, progress, now, .. } = facts;
    let name = &mailing.name;
    match occasion {
        Occasion::Preflight(_) => {
            let minutes = minutes_to(mailing, *now);
            format!("{name} goes out in {minutes} minutes, and no mail server takes letters now")
        }
        Occasion::TooLate(_) => {
            let minutes = minutes_to(mailing, *now);
            format!("{name} goes out in {minutes} minutes, and its last letters would be too late")
        }
        Occasion::Soon => {
            let minutes = minutes_to(mailing, *now);
            let readers = readers(facts);
            format!("{name} goes out in {minutes} minutes, to {readers} readers")
        }
        Occasion::Moved(_) => {
            format!("{name} goes out at another moment: the rules of {} have changed", mailing.schedule.zone)
        }
        Occasion::Started if facts.hours.is_some() => format!("{name} is ready, and waits for its hours"),
        Occasion::Started => format!("{name} has begun"),
        Occasion::Unanswered(since) => {
            let since = since.to_zoned(mailing.schedule.time_zone());
            format!("{name} waits: no mail server has answered since {}", since.strftime("%H:%M"))
        }
        Occasion::PutOff(since) => {
            let since = since.to_zoned(mailing.schedule.time_zone());
            format!("{name} waits: every letter has been put off since {}", since.strftime("%H:%M"))
        }
        Occasion::Held(_) => format!("{name} is held and waits for a person"),
        Occasion::Paused(since) => {
            let since = since.to_zoned(mailing.schedule.time_zone());
            format!("{name} has been paused since {}", since.strftime("%H:%M"))
        }
        Occasion::Over if progress.state == MailingState::Cancelled => format!("{name} was cancelled"),
        Occasion::Over => format!("{name} is done: {} {}", accepted(progress), mailing.kind.taken()),
        Occasion::Morning => format!("{name} on the morning after"),
    }
}

fn minutes_to(mailing: &Mailing, now: Timestamp) -> i64 {
    (mailing.schedule.due.duration_since(now).as_secs() + 59) / 60
}

fn accepted(progress: &Progress) -> u64 {
    progress.counts.of(crate::domain::DeliveryState::Accepted)
}

fn readers(facts: &Facts<'_>) -> u64 {
    match &facts.audience {
        Some(audience) => audience.readers(),
        _ => facts.mailing.confirmed,
    }
}

fn line(text: &mut String, words: &str) {
    text.push_str(words);
    text.push('\n');
}

fn soon(facts: &Facts<'_>, text: &mut String) {
    let Mailing { schedule, lists, by, confirmed, .. } = facts.mailing;
    line(text, &format!("When: {}", schedule.in_words()));
    if !lists.is_empty() {
        let names: Vec<_> = lists.iter().map(crate::domain::ListName::as_str).collect();
        line(text, &format!("Lists: {}", names.join(", ")));
    }
    match &facts.audience {
        Some(audience) => {
            line(text, &format!("Readers: {}", audience.readers()));
            in_words(audience).iter().for_each(|words| line(text, &format!("  {words}")));
            for (reason, readers) in &audience.left_out {
                line(text, &format!("  left out: {readers} {}", reason.in_words()));
            }
        }
        None => {
            facts
                .uncounted
                .iter()
                .for_each(|why| line(text, &format!("The lists can't be counted now: {why}")));
        }
    }
    line(text, &format!("Confirmed by {by} for {confirmed}."));
    how_to_stop(facts, text);
}

fn how_to_stop(facts: &Facts<'_>, text: &mut String) {
    let by_hand = format!("courant pause {}", facts.mailing.name);
    match facts.stop {
        Some(link) => {
            let _ =
                write!(text, "\nTo stop it, open this page and press its button:\n{link}\nor: {by_hand}\n");
        }
        None => line(text, &format!("\nTo stop it: {by_hand}")),
    }
}

fn by_language(facts: &Facts<'_>, text: &mut String) {
    for (lang, counts) in &facts.progress.by_language {
        line(text, &format!("  {}: {}", crate::locale::own_name(lang), counts.recipients()));
    }
}

fn balance(facts: &Facts<'_>, text: &mut String) {
    let Progress { counts, failures, left_out, .. } = facts.progress;
    if counts.rows() == 0 {
        line(text, "\nNobody has got it.");
        return;
    }
    text.push('\n');
    let rows = [
        (facts.mailing.kind.taken(), accepted(facts.progress)),
        ("failed", counts.done() - accepted(facts.progress)),
        ("not certain", counts.not_certain()),
        ("later", counts.later()),
        ("waiting", counts.waiting()),
        ("left out", counts.left_out()),
    ];
    for (what, rows) in rows {
        line(text, &format!("{what}: {rows}"));
    }
    for (reason, rows) in left_out {
        line(text, &format!("  {}: {rows}", reason.in_words()));
    }
    for (words, rows) in failures.iter().take(MOST) {
        line(text, &format!("  {rows} failed: {words}"));
    }
    if counts.not_certain() > 0 {
        let name = &facts.mailing.name;
        line(
            text,
            &format!("Decide about those that are not certain: courant missing {name}, courant decide"),
        );
    }
}

/// Mail servers like to repeat whom they refuse.
pub(super) fn without_addresses(text: &str, but: Option<&str>) -> String {
    let word = |word: &str| match word.contains('@') && Some(word.trim_end()) != but {
        true => format!("(address){}", &word[word.trim_end().len()..]),
        false => word.to_owned(),
    };
    text.split_inclusive(char::is_whitespace).map(word).collect()
}

fn document(occasion: Occasion, facts: &Facts<'_>, subject: &str, text: &str) -> Value {
    let Facts { newsletter, mailing, progress, stop, now, .. } = facts;
    let counts = &progress.counts;
    let planned = counts.rows() > 0;
    let by_language: serde_json::Map<String, Value> = match &facts.audience {
        Some(audience) => {
            audience.gets.keys().map(|lang| (lang.to_string(), json!(audience.readers_of(lang)))).collect()
        }
        _ => {
            progress.by_language.iter().map(|(lang, of)| (lang.to_string(), json!(of.recipients()))).collect()
        }
    };
    let left_out: serde_json::Map<String, Value> = match &facts.audience {
        Some(audience) => &audience.left_out,
        _ => &progress.left_out,
    }
    .iter()
    .map(|(reason, rows)| (reason.as_str().to_owned(), json!(rows)))
    .collect();
    let held = mailing.held.as_ref().map(|why| {
        let (what, remedy) = stopped_in_words(why, mailing.held_on.as_deref(), &mailing.name);
        json!({"on": mailing.held_on, "why": without_addresses(&what, None), "remedy": remedy})
    });
    let trouble = progress.trouble.as_deref().map(|words| without_addresses(words, None));
    json!({
        "schema_version": 1, "occasion": occasion.word(), "at": now.to_string(), "newsletter": newsletter,
        "mailing": mailing.name, "issue": mailing.issue, "state": mailing.state,
        "due": mailing.schedule.due.to_string(), "due_in_words": mailing.schedule.in_words(),
        "lists": mailing.lists, "readers": if planned { counts.recipients() } else { readers(facts) },
        "by_language": by_language, "left_out": left_out, "held": held, "trouble": trouble, "stop": stop,
        "balance": planned.then(|| json!({
            "accepted": accepted(progress), "failed": counts.done() - accepted(progress),
            "not_certain": counts.not_certain(), "later": counts.later(), "waiting": counts.waiting(),
            "left_out": counts.left_out(),
        })),
        "subject": subject, "text": text,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_server_says_about_a_reader_is_told_without_the_reader() {
        let said =
            "Why: 550 5.1.1 <pal@example.hu>: no such user pal@example.hu\nhttps://x@example.eu/stop/a\n";
        let told = without_addresses(said, Some("https://x@example.eu/stop/a"));
        assert_eq!(told, "Why: 550 5.1.1 (address) no such user (address)\nhttps://x@example.eu/stop/a\n");
    }
}
