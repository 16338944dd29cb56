//! Everything that is known of one reader: which lists they are on, whether they have left, what became of each mailing
//! and what comes next.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::decide::choices;
use super::reached::Reached;
use super::send::Error;
use crate::domain::{
    Address, DeliveryState, FallbackPolicy, Lang, ListName, Mailing, MailingKind, MailingState, SkipReason,
    Suppression, moment_in_words,
};
use crate::ledger::{DeliveryRow, History};
use crate::locale::{own_edition, own_name};
use crate::workspace::{self, Workspace};

/// What the files and the ledger say.
#[derive(Debug)]
pub struct Reader {
    pub on: Vec<OnList>,
    pub suppressions: Vec<Suppression>,
    /// Oldest first; those that a list of theirs belongs to, and those that have a row for them.
    pub mailings: Vec<InMailing>,
    /// Addresses on the lists that differ by a slip, for one that nobody knows.
    pub near: Vec<Address>,
}

/// A row of a file.
#[derive(Debug)]
pub struct OnList {
    pub list: ListName,
    pub name: Option<String>,
    /// What they are sent, if there is such an edition; none where neither row nor list says.
    pub language: Option<Lang>,
    /// Whether the row names it.
    pub names_language: bool,
    /// What the list does where there is no edition in it.
    pub fallback: FallbackPolicy,
}

/// What became of one mailing.
#[derive(Debug)]
pub struct InMailing {
    pub mailing: Mailing,
    /// None if it has no row for them.
    pub history: Option<History>,
    /// The languages of the sections that stand in their letter marked, as its edition lacks them.
    pub lent: Vec<Lang>,
    /// What will happen, in words.
    pub next: String,
}

impl Reader {
    /// Whether anything at all is known.
    pub fn is_known(&self) -> bool {
        !self.on.is_empty() || !self.suppressions.is_empty() || !self.mailings.is_empty()
    }
}

/// Reads all lists and the ledger. What can't be read of the lists is passed over: `courant doctor` tells it.
pub async fn why(reached: &Reached, address: &Address, now: Timestamp) -> Result<Reader, Error> {
    let (on, near) = on_lists(&reached.workspace, address)?;
    let key = reached.ledger.keys().addr_key(address);
    let mut suppressions = reached.ledger.suppressions_of(key).await?;
    let mut histories = reached.ledger.histories_of(key).await?;
    let mut mailings = Vec::new();
    let somebody_sends = reached.ledger.pulse().await?.alive;
    for mailing in reached.ledger.mailings().await? {
        // No command shows a mailing by its number.
        let link = Suppression::by_the_link_of(mailing.id);
        for one in suppressions.iter_mut().filter(|one| one.evidence == link) {
            one.evidence = format!("the link in {}", mailing.name);
        }
        let at = histories.iter().position(|history| history.mailing == mailing.id);
        let history = at.map(|at| histories.swap_remove(at));
        let here: Vec<&OnList> = on.iter().filter(|one| mailing.lists.contains(&one.list)).collect();
        let meant = !here.is_empty();
        // One for the readers of another mailing is not for those of its lists.
        if history.is_some() || (meant && reached.ledger.missing_of(mailing.id).await?.is_none()) {
            let row = history.as_ref().and_then(|history| history.row.as_ref());
            let zone = &reached.zone;
            let mut next = match row.and_then(DeliveryRow::state) {
                Some(state) if !somebody_sends => left_behind(&mailing, state),
                _ => None,
            }
            .unwrap_or_else(|| next(&mailing, (row, meant), &suppressions, address, (zone, now)));
            if row.is_none() && mailing.started_at.is_none() && mailing.state.waits() {
                let letters = reached.ledger.letters(mailing.id).await?.into_iter();
                let whole: Vec<_> = letters.filter(|it| it.lent.is_empty()).map(|it| it.lang).collect();
                next = held(&here, &whole).map_or(next, |held| format!("nothing, as it stands: {held}"));
            }
            let lent = match row.filter(|row| row.skipped().is_none()) {
                Some(row) => {
                    let letters = reached.ledger.letters(mailing.id).await?;
                    let theirs = letters.into_iter().find(|letter| letter.lang.as_str() == row.lang);
                    theirs.map_or_else(Vec::new, |letter| letter.lent.into_values().collect())
                }
                None => Vec::new(),
            };
            mailings.push(InMailing { mailing, history, lent, next });
        }
    }
    for at in 0..mailings.len() {
        if let Some(other) = has_it_by(&mailings, at) {
            let next = format!("nothing more of it: {other} is for them");
            if let Some(one) = mailings.get_mut(at) {
                one.next = next;
            }
        }
    }
    let known = !on.is_empty() || !suppressions.is_empty() || !mailings.is_empty();
    Ok(Reader { on, suppressions, mailings, near: if known { Vec::new() } else { near } })
}

/// Where they stand, and a few addresses there that differ from theirs by a slip.
pub(super) fn on_lists(
    workspace: &Workspace,
    address: &Address,
) -> Result<(Vec<OnList>, Vec<Address>), workspace::Error> {
    let normalised = address.normalised();
    let (mut on, mut near) = (Vec::new(), Vec::new());
    for list in workspace.lists()? {
        let fallback = workspace.list(&list).map(|(list, _)| list.fallback).unwrap_or_default();
        workspace.read_subscribers(&list, &mut |row| {
            let other = row.address.normalised();
            if other == normalised {
                on.push(OnList {
                    list: row.list,
                    name: row.name,
                    language: row.language,
                    names_language: row.names_language,
                    fallback,
                });
            } else if near.len() < 3 && strsim::damerau_levenshtein(&other, &normalised) <= 2 {
                near.push(row.address);
            }
        })?;
    }
    near.dedup();
    Ok((on, near))
}

/// The mailing of the same issue that they get or have, where the one at `at` did not reach them: then nothing is sent to
/// them again.
fn has_it_by(mailings: &[InMailing], at: usize) -> Option<String> {
    let state = |one: &InMailing| one.history.as_ref()?.row.as_ref()?.state();
    let missed = |state| matches!(state, DeliveryState::Failed | DeliveryState::Skipped);
    let this = mailings.get(at).filter(|one| state(one) == Some(DeliveryState::Failed))?;
    let live =
        |one: &&InMailing| one.mailing.issue == this.mailing.issue && one.mailing.kind == MailingKind::Live;
    let other = mailings.iter().filter(live).find(|one| state(one).is_some_and(|state| !missed(state)))?;
    Some(other.mailing.name.clone())
}

/// Why a mailing with these editions has nothing for somebody on these lists, if all of them hold.
fn held(on: &[&OnList], editions: &[Lang]) -> Option<String> {
    let lacks = |one: &&OnList| {
        let wants = one.language.as_ref().filter(|_| one.fallback == FallbackPolicy::Hold)?;
        let words = || format!("it has no {} edition, and {} holds", own_name(wants), one.list);
        own_edition(wants, editions).is_none().then(words)
    };
    let reasons: Vec<String> = on.iter().filter_map(lacks).collect();
    (reasons.len() == on.len()).then(|| reasons.join("; "))
}

/// What will happen to a letter that a sender had in hand who was killed.
fn left_behind(mailing: &Mailing, state: DeliveryState) -> Option<String> {
    let then = match state {
        DeliveryState::Submitting => "finds it not certain, as the last one was handing it over".to_owned(),
        DeliveryState::Claimed if mailing.state == MailingState::Sending => {
            "sends it, or finds it not certain if the machine, or the ledger's database, was started anew meanwhile".to_owned()
        }
        DeliveryState::Claimed => {
            format!("puts it back, and it goes on after `courant resume {}`", mailing.name)
        }
        _ => return None,
    };
    Some(format!("no sender is running: the next one (`courant work`) {then}"))
}

/// What will happen in a mailing, if nobody does anything.
fn next(
    mailing: &Mailing,
    (row, on_its_lists): (Option<&DeliveryRow>, bool),
    gone: &[Suppression],
    address: &Address,
    (zone, now): (&TimeZone, Timestamp),
) -> String {
    use DeliveryState as S;
    let (name, due) = (&mailing.name, mailing.schedule.in_words());
    let Some(row) = row else {
        return match mailing.state {
            MailingState::Scheduled => format!("the lists are read when it begins, {due}"),
            MailingState::Paused | MailingState::Held if mailing.started_at.is_none() => {
                "the lists are read when it is resumed".to_owned()
            }
            MailingState::Cancelled if mailing.started_at.is_none() => "nothing: it was cancelled".to_owned(),
            _ => "nothing: they were not on its lists when it began".to_owned(),
        };
    };
    let left = gone.iter().any(|one| one.scope == "*" || one.scope == row.list);
    let off_the_lists = || format!("nothing: {}", SkipReason::OffTheLists.in_words());
    let waits = matches!(mailing.state, MailingState::Pausing | MailingState::Paused | MailingState::Held);
    match row.state() {
        // What a sender has taken and not begun when the mailing stops is given back.
        Some(S::Planned | S::Claimed | S::Deferred) if left => "nothing: they have left".to_owned(),
        Some(S::Planned | S::Claimed | S::Deferred) if waits => {
            format!("it goes on after `courant resume {name}`")
        }
        Some(S::Planned | S::Claimed) => "it is sent when its turn comes".to_owned(),
        Some(S::Deferred) => {
            let at = row.retry_at.map(|at| moment_in_words(at, zone));
            at.map_or("it is tried again soon".to_owned(), |at| format!("it is tried again at {at}"))
        }
        Some(S::Submitting) => "it is being handed over".to_owned(),
        Some(S::Accepted) if mailing.kind == MailingKind::Files => {
            format!("nothing: their letter is a file in outbox/sent/{name}")
        }
        Some(S::Accepted) => "nothing: their mail server has taken it".to_owned(),
        Some(S::Failed) if left => "nothing: they have left".to_owned(),
        Some(S::Failed) if !on_its_lists => off_the_lists(),
        Some(S::Failed) => format!("nothing by itself; `courant missing {name} --send` tries it once more"),
        Some(S::Unknown) => format!(
            "nothing until somebody decides: `courant decide {name} {} {}`",
            address.as_str(),
            choices(mailing.state, mailing.expires_at, now)
        ),
        Some(S::Skipped) if !left && !on_its_lists && row.skipped() == Some(SkipReason::Expired) => {
            off_the_lists()
        }
        Some(S::Skipped) if !left && row.skipped() == Some(SkipReason::Expired) => {
            format!("nothing by itself: it was too late; `courant missing {name} --send` tries it once more")
        }
        Some(S::Skipped) if !left && row.skipped() == Some(SkipReason::NoEdition) => {
            let language = Lang::parse(&row.lang).map_or(row.lang.clone(), |lang| own_name(&lang));
            format!(
                "nothing: it has no {language} edition, and {} holds rather than sending another one",
                row.list
            )
        }
        Some(S::Skipped) => "nothing: they were left out".to_owned(),
        None => format!("not known: `courant verify {name}`"),
    }
}
