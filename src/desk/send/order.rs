//! The order to send: everything that must be right before the number is typed, and the mailing that it makes.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::{Error, Scheduled, correction, expiry, plan, room, scheduled, twin};
use crate::desk::audience::{self, Counted};
use crate::desk::lists::digest;
use crate::desk::opened::Opened;
use crate::desk::person::person;
use crate::desk::press::{Pressed, lent, press};
use crate::desk::way_out::WayOut;
use crate::desk::{calendar, check, list_id};
use crate::domain::settings::TransportKind;
use crate::domain::{
    Audience, Issue, IssueId, Lang, Letter, ListName, Mailing, MailingKind, MailingState, Mode, Problem,
    Schedule, ScheduledShare, SkipReason, Spliced,
};
use crate::ledger::{Correction, NewMailing, Standing};
use crate::proof::Gate;
use crate::render::Templates;

/// An issue that may be sent, and to whom it would go.
#[derive(Debug)]
pub struct Prepared {
    pub issue: Issue,
    pub letters: Vec<Letter>,
    pub lists: Vec<ListName>,
    pub kind: MailingKind,
    pub counted: Counted,
    /// What should be mended and does not stop it: shown beside the number.
    pub warnings: Vec<Problem>,
    /// Instead of lists: whoever has an earlier letter.
    pub corrects: Option<Correction>,
    pub(super) again: bool,
}

/// Checks the issue, as it is to leave at `due`, and counts its readers. `lists`: other ones than the issue names.
pub async fn prepare(
    opened: &Opened,
    issue: &IssueId,
    lists: Option<Vec<ListName>>,
    again: bool,
    due: Timestamp,
    now: Timestamp,
) -> Result<Prepared, Error> {
    let (kind, warnings) = checked(opened, issue, due, now).await?;
    let (pressed, lists, counted) = count(opened, issue, lists, again).await?;
    if counted.audience.readers() == 0 {
        return Err(nobody(&counted.audience, &lists));
    }
    room_for(opened, counted.audience.readers())?;
    let letters: Vec<Letter> = pressed.letters.into_values().collect();
    if kind == MailingKind::Live && !again {
        refuse_a_twin(opened, issue, &letters).await?;
    }
    Ok(Prepared { issue: pressed.issue, letters, lists, kind, counted, warnings, corrects: None, again })
}

/// Refused if the same words went out under another name.
async fn refuse_a_twin(opened: &Opened, issue: &IssueId, letters: &[Letter]) -> Result<(), Error> {
    let Some(name) = twin::twin(&opened.ledger, issue, letters).await? else { return Ok(()) };
    Err(Error::Refused {
        what: format!("{issue} says word for word what {name} has said: was its folder renamed, or copied?"),
        remedy: format!(
            "give the folder the name that it had when {name} was sent: then nobody gets it twice. `courant send --again` \
             sends it to everybody nevertheless"
        ),
    })
}

/// Refused if what becomes of so many letters could not be written down.
pub(super) fn room_for(opened: &Opened, readers: u64) -> Result<(), Error> {
    let Some(lacks) = room::lacks(&opened.ledger, readers) else { return Ok(()) };
    Err(Error::Refused {
        what: format!("the disk of the ledger is too full: {lacks}"),
        remedy: "make room, then send".to_owned(),
    })
}

/// Whether the issue may leave at `due` at all: what letters become, and what should be mended and does not stop it.
pub(super) async fn checked(
    opened: &Opened,
    issue: &IssueId,
    due: Timestamp,
    now: Timestamp,
) -> Result<(MailingKind, Vec<Problem>), Error> {
    let kind = match opened.settings.delivery.transport {
        TransportKind::Smtp => MailingKind::Live,
        TransportKind::Files => MailingKind::Files,
    };
    if kind == MailingKind::Live && opened.settings.newsletter.mode == Mode::Test {
        return Err(Error::Refused {
            what: "the newsletter is in test mode: nobody on the lists is mailed".to_owned(),
            remedy:
                "try `courant test` or `--dry-run`; set mode = \"live\" in config.toml when it is to go out"
                    .to_owned(),
        });
    }
    opened.is_the_original().await?;
    let pressed = press(&opened.workspace, issue, None)?;
    let findings =
        check::check_pressed(&opened.workspace, pressed, Gate::Sending { due }, now).map_err(|error| {
            match error {
                check::Error::Workspace(error) => Error::Workspace(error),
                check::Error::Broken(problems) => Error::Broken(problems),
            }
        })?;
    let (must, warnings): (Vec<_>, Vec<_>) = findings.problems.into_iter().partition(Problem::blocks);
    if !must.is_empty() {
        return Err(Error::Blocked(must));
    }
    Ok((kind, warnings))
}

/// The issue with at least one letter, made from a workspace that is sound.
pub(super) fn pressed(opened: &Opened, issue: &IssueId) -> Result<(Pressed, Templates), Error> {
    let mut pressed = press(&opened.workspace, issue, None)?;
    let must = pressed.problems.iter().filter(|problem| problem.blocks()).cloned();
    match pressed.templates.take() {
        Some(templates) if !pressed.workspace_broken && !pressed.letters.is_empty() => {
            Ok((pressed, templates))
        }
        Some(_) if !pressed.workspace_broken => Err(Error::Blocked(must.collect())),
        _ => Err(Error::Broken(must.collect())),
    }
}

/// Renders the issue and counts the readers of its lists, without any gate: what a dry run begins with.
pub async fn count(
    opened: &Opened,
    issue: &IssueId,
    lists: Option<Vec<ListName>>,
    again: bool,
) -> Result<(Pressed, Vec<ListName>, Counted), Error> {
    let (pressed, templates) = pressed(opened, issue)?;
    let lists = lists.unwrap_or_else(|| pressed.issue.lists.clone());
    if lists.is_empty() {
        let in_outline = |one: &&Problem| {
            one.blocks() && one.place.file.as_ref().is_some_and(|file| file.ends_with("issue.toml"))
        };
        let unusable: Vec<Problem> = pressed.problems.iter().filter(in_outline).cloned().collect();
        // Those that are named there may be no names of lists.
        if !unusable.is_empty() {
            return Err(Error::Blocked(unusable));
        }
        return Err(Error::Refused {
            what: "no list is named".to_owned(),
            remedy: "name them with --to, or in issue.toml as lists = [\"…\"]".to_owned(),
        });
    }
    let (standing, scheduled) = known(opened, issue, again).await?;
    let letters: Vec<Letter> = pressed.letters.values().cloned().collect();
    let keys = opened.ledger.keys();
    let placer = plan::placer(&opened.workspace, &opened.settings, &templates, keys, &letters, &lists)?;
    let counted = audience::count(&opened.workspace, &placer, &lists, &standing, &scheduled, again)?;
    if counted.problems.iter().any(Problem::blocks) {
        return Err(Error::Broken(digest(counted.problems)));
    }
    Ok((pressed, lists, counted))
}

/// Who would get an issue, also where no letter can be made of it yet: counting needs the languages, not the words.
pub async fn readers(opened: &Opened, issue: &IssueId, lists: &[ListName]) -> Result<Counted, Error> {
    let pressed = press(&opened.workspace, issue, None)?;
    let must = || pressed.problems.iter().filter(|problem| problem.blocks()).cloned().collect();
    let Some(templates) = pressed.templates.as_ref().filter(|_| !pressed.workspace_broken) else {
        return Err(Error::Broken(must()));
    };
    let lent = |lang: &Lang| lent(&opened.workspace, &opened.settings, &pressed.issue, lang);
    let blank = |lang: &Lang| Letter {
        lang: lang.clone(),
        subject: Spliced::fixed(""),
        html: Spliced::fixed(""),
        text: Spliced::fixed(""),
        pictures: Vec::new(),
        calendar: Vec::new(),
        lent: lent(lang),
    };
    let letters: Vec<Letter> = pressed.issue.written().map(blank).collect();
    if letters.is_empty() {
        return Err(Error::Blocked(must()));
    }
    let (standing, scheduled) = known(opened, issue, false).await?;
    let keys = opened.ledger.keys();
    let placer = plan::placer(&opened.workspace, &opened.settings, templates, keys, &letters, lists)?;
    let counted = audience::count(&opened.workspace, &placer, lists, &standing, &scheduled, false)?;
    if counted.problems.iter().any(Problem::blocks) {
        return Err(Error::Broken(digest(counted.problems)));
    }
    Ok(counted)
}

/// What the ledger knows of readers, and who is to get it by a mailing that waits.
async fn known(opened: &Opened, issue: &IssueId, again: bool) -> Result<(Standing, Scheduled), Error> {
    let standing = opened.ledger.standing(issue).await?;
    let ahead = if again { Vec::new() } else { scheduled::ahead(&opened.ledger, issue, None).await? };
    let scheduled = Scheduled::read(&opened.workspace, opened.ledger.keys(), ahead, &standing);
    let begun = scheduled::begun(&opened.ledger, issue).await?;
    Ok((standing, scheduled.with_begun(begun)))
}

/// The refusal where nobody is left to send to, with what can be done for those who are on the lists.
fn nobody(audience: &Audience, lists: &[ListName]) -> Error {
    let refused = |what: String, remedy: String| Error::Refused {
        what: format!("nobody would get it: {what}"),
        remedy,
    };
    if let Some(begun) = audience.scheduled.iter().find(|share| share.begun) {
        let (name, state) = (&begun.mailing, begun.state.as_str());
        let first = match begun.state {
            MailingState::Sending => format!("courant pause {name}, then "),
            _ => String::new(),
        };
        return refused(
            format!("whoever has not got it yet is to get it by {name}, which is {state}"),
            format!(
                "let that one go on (courant status {name} says what it needs), or end it ({first}courant cancel {name}): then \
                 whoever it did not reach can be sent to; --again sends some of them a second letter"
            ),
        );
    }
    if let Some(first) = audience.scheduled.first() {
        let each: Vec<String> = audience.scheduled.iter().map(ScheduledShare::in_words).collect();
        return refused(
            format!("they are to get it already: {}", each.join("; ")),
            format!(
                "let that one go out, or take it back (courant cancel {}); or name other lists with --to; --again \
                 sends it to these readers twice",
                first.mailing
            ),
        );
    }
    if audience.left_out() == 0 {
        let names: Vec<&str> = lists.iter().map(ListName::as_str).collect();
        return refused(
            format!("there are no readers on {}", names.join(", ")),
            "write them into subscribers/, or name other lists with --to".to_owned(),
        );
    }
    let each: Vec<String> =
        audience.left_out.iter().map(|(why, many)| format!("{}: {many}", why.in_words())).collect();
    let remedy = match audience.left_out.get(&SkipReason::AlreadyHasIt) {
        Some(1) => {
            "name other lists with --to; --again sends it a second time to the one who has it".to_owned()
        }
        Some(have) => {
            format!("name other lists with --to; --again sends it a second time to the {have} who have it")
        }
        None => "name other lists with --to".to_owned(),
    };
    refused(each.join("; "), remedy)
}

impl Prepared {
    /// After this no letter leaves any more: what the issue itself says, or the earlier end that was asked for.
    pub fn ends(&self, zone: &TimeZone, due: Timestamp, stop_after: Option<Timestamp>) -> Option<Timestamp> {
        expiry::expires_at(&self.issue, zone, due).into_iter().chain(stop_after).min()
    }

    /// Freezes the letters and writes the mailing, if `confirmed` is the number of its readers and letters still
    /// leave in the way that was `shown`. Whoever has not got it by `stop_after` does not get it by this mailing.
    pub async fn commit(
        self,
        opened: &Opened,
        shown: &WayOut,
        confirmed: u64,
        schedule: Schedule,
        stop_after: Option<Timestamp>,
        now: Timestamp,
    ) -> Result<Mailing, Error> {
        shown.still_so(&opened.workspace)?;
        let readers = self.readers_now(opened).await?;
        if confirmed != readers {
            return Err(Error::Refused {
                what: format!("{confirmed} was confirmed, and {readers} would get it"),
                remedy: format!("if {readers} is right, confirm {readers}"),
            });
        }
        let expires_at = self.ends(&opened.settings.newsletter.timezone, schedule.due, stop_after);
        let mut letters = self.letters;
        calendar::number(&opened.ledger, &self.issue.id, &mut letters, now).await?;
        if self.kind == MailingKind::Live {
            list_id::remember(&opened.workspace, &opened.settings.newsletter.list_id);
        }
        let new = NewMailing {
            issue: self.issue.id,
            kind: self.kind,
            letters,
            lists: self.lists,
            missing_of: None,
            corrects: self.corrects,
            confirmed,
            again: self.again,
            schedule,
            expires_at,
            by: person(),
        };
        Ok(opened.ledger.create_mailing(new, now).await?)
    }

    /// Lists are counted anew when it begins; whom a correction reaches is so now: another one may have gone out while the
    /// number was typed.
    async fn readers_now(&self, opened: &Opened) -> Result<u64, Error> {
        match &self.corrects {
            None => Ok(self.counted.audience.readers()),
            Some(of) => {
                let who = correction::whom(opened, of, (&self.issue.id, &self.lists), self.again).await?;
                Ok(who.gets.values().sum())
            }
        }
    }
}

/// A number as people type it: `4830`, `4 830`, `4.830`, `4,830`. None if it is none.
pub fn typed_number(text: &str) -> Option<u64> {
    let parts: Vec<&str> = text.trim().split([' ', '\u{a0}', '\u{202f}', '.', ',', '\'']).collect();
    let (first, groups) = parts.split_first()?;
    let grouped = groups.iter().all(|group| group.len() == 3) && (groups.is_empty() || first.len() <= 3);
    let digits = parts.concat();
    let plain = !first.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
    (plain && grouped).then(|| digits.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_taken_as_people_write_it_and_nothing_else_is() {
        for (text, number) in [
            ("4830", Some(4830)),
            ("4 830", Some(4830)),
            ("4.830", Some(4830)),
            ("4,830", Some(4830)),
            (" 30 ", Some(30)),
            ("1 234 567", Some(1_234_567)),
            ("48.30", None),
            ("4830.", None),
            ("-30", None),
            ("", None),
            ("yes", None),
            ("48301 000", None),
        ] {
            assert_eq!(typed_number(text), number, "{text:?}");
        }
    }
}
