//! Whether an issue still says what its waiting mailing will: the letters are frozen when the number is typed.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::press::press;
use crate::domain::{Letter, Mailing, Schedule};
use crate::ledger::letters_hash;
use crate::workspace::Workspace;

/// What to tell about a mailing that waits while its issue was changed; none while both say the same, and where that
/// can't be known. Renders the issue, but only of a mailing that waits.
pub fn old_text(workspace: &Workspace, mailing: &Mailing) -> Option<String> {
    if !mailing.state.waits() {
        return None;
    }
    let pressed = press(workspace, &mailing.issue, None).ok().filter(|pressed| !pressed.workspace_broken)?;
    let letters: Vec<Letter> = pressed.letters.values().cloned().collect();
    let now = letters_hash(&letters).ok()?;
    let newsletter = pressed.settings.as_ref().map(|settings| &settings.newsletter.timezone);
    (now != mailing.letters_hash).then(|| in_words(mailing, newsletter))
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
    format!("{of}: the issue was changed since. For the new text cancel it and send it anew")
}

/// `Thursday 2026-12-03`
fn day(mailing: &Mailing, at: Timestamp) -> String {
    at.to_zoned(mailing.schedule.time_zone()).strftime("%A %Y-%m-%d").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{IssueId, MailingId, MailingKind, MailingState};

    #[test]
    fn the_time_of_an_older_text_names_its_zone_unless_it_is_the_newsletter_s() {
        let zone = |name: &str| TimeZone::get(name).expect("a zone");
        let at = "2026-12-04T07:00:00Z".parse().expect("a moment");
        let mailing = Mailing {
            id: MailingId([1; 8]),
            name: "summer".to_owned(),
            issue: IssueId::parse("summer").expect("a name"),
            kind: MailingKind::Files,
            state: MailingState::Scheduled,
            held: None,
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
        };
        for (newsletter, time) in [
            ("Europe/Amsterdam", "has the text of 09:00 Europe/Helsinki: "),
            ("Europe/Helsinki", "has the text of 09:00: "),
        ] {
            let words = in_words(&mailing, Some(&zone(newsletter)));
            assert!(words.contains(time), "{words}");
        }
    }
}
