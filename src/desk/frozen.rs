//! Whether an issue still says what its waiting mailing will: the letters are frozen when the number is typed.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::press::{Pressed, press};
use crate::domain::{Letter, Mailing, Problem, Schedule};
use crate::ledger::letters_hash;
use crate::workspace::{FACT_UNREAD, FILE_UNREAD, OUTLINE_UNREAD, Workspace};

/// What to tell about a mailing that waits while its issue was changed; none while both say the same, and where that
/// can't be known. Renders the issue, but only of a mailing that waits.
pub fn old_text(workspace: &Workspace, mailing: &Mailing) -> Option<String> {
    old_texts(workspace, std::slice::from_ref(mailing))
}

/// The same of all mailings of one issue: each that waits with an older text is named.
pub fn old_texts(workspace: &Workspace, mailings: &[Mailing]) -> Option<String> {
    let waiting = || mailings.iter().filter(|mailing| mailing.state.waits());
    let issue = &waiting().next()?.issue;
    let known = |pressed: &Pressed| !pressed.workspace_broken && !pressed.problems.iter().any(is_unread);
    let pressed = press(workspace, issue, None).ok().filter(known)?;
    let letters: Vec<Letter> = pressed.letters.values().cloned().collect();
    let now = letters_hash(&letters).ok()?;
    let newsletter = pressed.settings.as_ref().map(|settings| &settings.newsletter.timezone);
    let old: Vec<&Mailing> = waiting().filter(|mailing| mailing.letters_hash != now).collect();
    match old[..] {
        [] => None,
        [one] => Some(in_words(one, newsletter)),
        _ => Some(all_in_words(&old)),
    }
}

/// Whether something of the issue or the glossary can't be read as it stands: what its letters would say is not known then.
fn is_unread(problem: &Problem) -> bool {
    let rules = [&OUTLINE_UNREAD[..], &FACT_UNREAD, &FILE_UNREAD];
    let listed = rules.iter().any(|rules| rules.contains(&problem.rule));
    problem.blocks() && (listed || problem.rule.starts_with("GLS"))
}

/// Of two texts it is known that they differ, not whose fault that is.
const SINCE: &str = "the issue, config.toml, glossary.toml or a template was changed since";

fn all_in_words(old: &[&Mailing]) -> String {
    let mut due: Vec<_> = old.iter().map(|one| (one.schedule.due, moment(one, one.schedule.due))).collect();
    due.sort();
    let last = due.pop().map_or(String::new(), |(_, last)| last);
    let others: Vec<String> = due.into_iter().map(|(_, words)| words).collect();
    format!(
        "{} mailings have an older text, those of {} and {last}: {SINCE}. For the new text cancel \
         them and send them anew",
        old.len(),
        others.join(", ")
    )
}

/// `Thursday 2026-12-03 09:00`
fn moment(mailing: &Mailing, at: Timestamp) -> String {
    at.to_zoned(mailing.schedule.time_zone()).strftime("%A %Y-%m-%d %H:%M").to_string()
}

/// Days and times are those of the mailing's zone, which is named unless it is `newsletter`.
fn in_words(mailing: &Mailing, newsletter: Option<&TimeZone>) -> String {
    let Schedule { due, .. } = mailing.schedule;
    let (due_on, made_on) = (day(mailing, due), day(mailing, mailing.created_at));
    let of = if due_on == made_on {
        let made = mailing.created_at.to_zoned(mailing.schedule.time_zone());
        let known = newsletter.is_some_and(|zone| mailing.schedule.is_in(zone));
        let zone = if known { String::new() } else { format!(" {}", mailing.schedule.zone) };
        format!("{due_on}'s mailing has the text of {}{zone}", made.strftime("%H:%M"))
    } else {
        format!("{due_on}'s mailing has {made_on}'s text")
    };
    format!("{of}: {SINCE}. For the new text cancel it and send it anew")
}

/// `Thursday 2026-12-03`
fn day(mailing: &Mailing, at: Timestamp) -> String {
    at.to_zoned(mailing.schedule.time_zone()).strftime("%A %Y-%m-%d").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{IssueId, MailingId, MailingKind, MailingState};

    fn zone(name: &str) -> TimeZone {
        TimeZone::get(name).expect("a zone")
    }

    fn mailing(at: &str) -> Mailing {
        let at = at.parse().expect("a moment");
        Mailing {
            id: MailingId([1; 8]),
            name: "summer".to_owned(),
            issue: IssueId::parse("summer").expect("a name"),
            kind: MailingKind::Files,
            state: MailingState::Scheduled,
            held: None,
            held_on: None,
            lists: Vec::new(),
            confirmed: 3,
            again: false,
            schedule: Schedule::now(&zone("Europe/Helsinki"), at),
            expires_at: None,
            created_at: at,
            started_at: None,
            finished_at: None,
            by: "anna".to_owned(),
            letters_hash: String::new(),
        }
    }

    #[test]
    fn each_of_several_mailings_with_an_older_text_is_named() {
        let all = ["2026-12-04T07:00:00Z", "2026-12-03T06:00:00Z"].map(mailing);
        let words = all_in_words(&all.each_ref());
        assert!(
            words.starts_with(
                "2 mailings have an older text, those of Thursday 2026-12-03 08:00 and Friday 2026-12-04 09:00: "
            ),
            "{words}"
        );
    }

    #[test]
    fn the_time_of_an_older_text_names_its_zone_unless_it_is_the_newsletter_s() {
        let mailing = mailing("2026-12-04T07:00:00Z");
        for (newsletter, time) in [
            ("Europe/Amsterdam", "has the text of 09:00 Europe/Helsinki: "),
            ("Europe/Helsinki", "has the text of 09:00: "),
        ] {
            let words = in_words(&mailing, Some(&zone(newsletter)));
            assert!(words.contains(time), "{words}");
        }
    }
}
