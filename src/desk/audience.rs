//! How many get which language, and who gets nothing and why: counted as the planner would, without planning.

use std::collections::{BTreeMap, HashSet};

use super::lists;
use super::opened::Opened;
use super::send::{Error, Placer, Scheduled, ahead, begun, given_back, placer};
use crate::domain::settings::Settings;
use crate::domain::{
    AddrKey, Audience, EditionChoice, EditionShare, Lang, Letter, ListName, Mailing, MailingId, Problem,
    Recipient, SkipReason,
};
use crate::ledger::{Crowd, Ledger, Standing};
use crate::locale::own_name;
use crate::render::Templates;
use crate::workspace::{BAD_ROW, Workspace};

/// Everybody on some lists, each once.
#[derive(Debug)]
pub struct Counted {
    pub audience: Audience,
    pub readers: Crowd,
    /// Those who get it since another mailing, which was to reach them, was cancelled; counted of one that waits.
    pub given_back: u64,
    /// What is wrong with the lists: rows that could not be read, and more.
    pub problems: Vec<Problem>,
}

/// Reads the lists and says what each reader would get, from what the ledger knows of them. Goes to nobody twice unless
/// `again`, nor to whom another mailing is `scheduled`. Blocks.
pub fn count(
    workspace: &Workspace,
    placer: &Placer<'_>,
    lists: &[ListName],
    standing: &Standing,
    scheduled: &Scheduled,
    again: bool,
) -> Result<Counted, Error> {
    let (readers, mut audience, mut problems) = (Crowd::new()?, Audience::default(), Vec::new());
    for list in lists {
        let mut failed = Ok(());
        problems.extend(workspace.read_subscribers(list, &mut |reader| {
            if failed.is_ok() {
                let mut placed = placer.place(&reader);
                placed.skipped = standing.skips(&placed, again);
                placed.skipped = scheduled.skips(&placed);
                failed = readers.add(&placed);
            }
        })?);
        failed?;
    }
    let bad_rows = problems.iter().filter(|problem| problem.rule == BAD_ROW).count();
    audience.bad_rows = u64::try_from(bad_rows).unwrap_or(u64::MAX);
    audience.unreadable = lists::bad_rows(&problems);
    let mut held: BTreeMap<ListName, BTreeMap<Lang, u64>> = BTreeMap::new();
    audience.on_several_lists = readers.each(|reader| {
        if reader.skipped == Some(SkipReason::NoEdition) {
            *held.entry(reader.list.clone()).or_default().entry(reader.edition.clone()).or_default() += 1;
        }
        add(&mut audience, &reader);
        Ok::<_, Error>(())
    })?;
    let got = placer.lent().iter().filter(|(edition, _)| audience.gets.contains_key(*edition));
    audience.lent = got.map(|(edition, lent)| (edition.clone(), lent.clone())).collect();
    scheduled.count(&readers, standing, &mut audience)?;
    problems.extend(lists.iter().filter_map(|list| lists::held(list, held.get(list)?)));
    // The readers' own order is another one in every workspace.
    for shares in audience.gets.values_mut() {
        shares.sort_by(|a, b| b.readers.cmp(&a.readers).then_with(|| a.wanted.cmp(&b.wanted)));
    }
    Ok(Counted { audience, readers, given_back: 0, problems })
}

/// `count`, of a mailing that waits for its time, by the lists as they are now.
pub async fn of(
    workspace: &Workspace,
    settings: &Settings,
    ledger: &Ledger,
    mailing: &Mailing,
) -> Result<Counted, Error> {
    of_without(workspace, settings, ledger, mailing, None).await
}

/// The same as it would be if another mailing were `gone`, which is not over yet.
pub async fn of_without(
    workspace: &Workspace,
    settings: &Settings,
    ledger: &Ledger,
    mailing: &Mailing,
    gone: Option<MailingId>,
) -> Result<Counted, Error> {
    let letters = ledger.letters(mailing.id).await?;
    let mut standing = ledger.standing(&mailing.issue).await?;
    let mut before = match mailing.again {
        true => Vec::new(),
        false => ahead(ledger, &mailing.issue, Some(mailing)).await?,
    };
    let mut begun = begun(ledger, &mailing.issue).await?;
    if let Some(gone) = gone {
        standing.forget(gone);
        before.retain(|one| one.mailing.id != gone);
        begun.retain(|one| one.id != gone);
    }
    let cancelled = given_back(ledger, mailing, gone).await?;
    let (workspace, settings, mailing, ledger) =
        (workspace.clone(), settings.clone(), mailing.clone(), ledger.clone());
    let counted = tokio::task::spawn_blocking(move || {
        let (templates, problems) = Templates::compile(&workspace.template_overrides()?);
        let templates = templates.ok_or(Error::Broken(problems))?;
        let placer = placer(&workspace, &settings, &templates, ledger.keys(), &letters, &mailing.lists)?;
        let scheduled = Scheduled::read(&workspace, ledger.keys(), before, &standing).with_begun(begun);
        let mut counted = count(&workspace, &placer, &mailing.lists, &standing, &scheduled, mailing.again)?;
        let cancelled = Scheduled::read(&workspace, ledger.keys(), cancelled, &standing);
        counted.readers.each(|one| {
            counted.given_back += u64::from(one.skipped.is_none() && cancelled.reaches(&one));
            Ok::<_, Error>(())
        })?;
        Ok(counted)
    });
    counted.await.map_err(|error| Error::Bug(error.to_string()))?
}

/// Whom of `readers`, whom an earlier mailing has named, these lists have no more.
pub async fn off_the_lists(
    workspace: &Workspace,
    ledger: &Ledger,
    lists: &[ListName],
    mut readers: HashSet<AddrKey>,
) -> Result<HashSet<AddrKey>, Error> {
    if readers.is_empty() {
        return Ok(readers);
    }
    let (workspace, ledger, lists) = (workspace.clone(), ledger.clone(), lists.to_vec());
    let read = tokio::task::spawn_blocking(move || {
        for list in &lists {
            workspace.read_subscribers(list, &mut |reader| {
                readers.remove(&ledger.keys().addr_key(&reader.address));
            })?;
        }
        Ok(readers)
    });
    read.await.map_err(|error| Error::Bug(error.to_string()))?
}

/// What those of `readers`, whom an earlier mailing has named, get of `letters` by the lists as they are now.
pub async fn of_some(
    opened: &Opened,
    letters: Vec<Letter>,
    lists: &[ListName],
    readers: HashSet<AddrKey>,
) -> Result<Audience, Error> {
    let (opened, lists) = (opened.clone(), lists.to_vec());
    let counted = tokio::task::spawn_blocking(move || {
        let Opened { workspace, settings, ledger, .. } = &opened;
        let (templates, problems) = Templates::compile(&workspace.template_overrides()?);
        let templates = templates.ok_or(Error::Broken(problems))?;
        let placer = placer(workspace, settings, &templates, ledger.keys(), &letters, &lists)?;
        let all = count(workspace, &placer, &lists, &Standing::default(), &Scheduled::default(), true)?;
        if all.problems.iter().any(Problem::blocks) {
            return Err(Error::Broken(all.problems));
        }
        let (mut some, mut off) = (Audience::default(), readers);
        all.readers.each(|reader| {
            if off.remove(&reader.key) {
                add(&mut some, &reader);
            }
            Ok::<_, Error>(())
        })?;
        if !off.is_empty() {
            let off = u64::try_from(off.len()).unwrap_or(u64::MAX);
            some.left_out.insert(SkipReason::OffTheLists, off);
        }
        Ok(some)
    });
    counted.await.map_err(|error| Error::Bug(error.to_string()))?
}

fn add(audience: &mut Audience, reader: &Recipient) {
    if let Some(reason) = reader.skipped {
        *audience.left_out.entry(reason).or_default() += 1;
        if reason == SkipReason::NoEdition {
            *audience.no_edition.entry(reader.edition.clone()).or_default() += 1;
        }
        return;
    }
    let shares = audience.gets.entry(reader.edition.clone()).or_default();
    match shares.iter_mut().find(|share| share.why == reader.why && share.wanted == reader.wants) {
        Some(share) => share.readers += 1,
        None => shares.push(EditionShare { wanted: reader.wants.clone(), why: reader.why, readers: 1 }),
    }
}

/// `14 Magyar`, `1 Norsk bokmål (for Norsk)`, `3 English (no Deutsch edition)`, `2 English (no language named)`, one for
/// each way to an edition.
pub fn in_words(audience: &Audience) -> Vec<String> {
    let mut words = Vec::new();
    for (edition, shares) in &audience.gets {
        let own: u64 = shares.iter().filter(|share| is_own(share.why)).map(|share| share.readers).sum();
        let name = own_name(edition);
        if own > 0 {
            words.push(format!("{own} {name}"));
        }
        for share in shares.iter().filter(|share| !is_own(share.why)) {
            words.push(share_in_words(edition, share));
        }
    }
    words
}

/// `Magyar: 2 sections missing, marked (2 in English), for 14 readers`, for each edition that somebody gets.
pub fn lent_in_words(audience: &Audience) -> Vec<String> {
    let of_edition = |(edition, lent): (&Lang, &Vec<Lang>)| {
        let mut each: BTreeMap<&Lang, usize> = BTreeMap::new();
        lent.iter().for_each(|lang| *each.entry(lang).or_default() += 1);
        let each = each.into_iter().map(|(lang, many)| format!("{many} in {}", own_name(lang)));
        let each = each.collect::<Vec<_>>().join(", ");
        let sections = if lent.len() == 1 { "section" } else { "sections" };
        let readers = audience.readers_of(edition);
        let who = if readers == 1 { "1 reader".to_owned() } else { format!("{readers} readers") };
        format!("{}: {} {sections} missing, marked ({each}), for {who}", own_name(edition), lent.len())
    };
    audience.lent.iter().map(of_edition).collect()
}

/// Those of them who asked for a language that the issue does not have.
pub fn others_in_words(audience: &Audience) -> Vec<String> {
    let missed = |share: &&EditionShare| {
        share.wanted.is_some() && !is_own(share.why) && share.why != EditionChoice::Alias
    };
    let all = audience.gets.iter().flat_map(|(edition, shares)| {
        shares.iter().filter(missed).map(move |share| share_in_words(edition, share))
    });
    all.collect()
}

/// Why they are left out; `no edition in their language: held: Deutsch 2, Suomi 1`.
pub fn left_out_in_words(reason: SkipReason, audience: &Audience) -> String {
    let words = reason.in_words();
    match reason {
        SkipReason::NoEdition => format!("{words}: {}", lists::languages_in_words(&audience.no_edition)),
        _ => words.to_owned(),
    }
}

fn share_in_words(edition: &Lang, share: &EditionShare) -> String {
    let why = match &share.wanted {
        // Nothing is missing for somebody who reads the edition as their own.
        Some(wanted) if share.why == EditionChoice::Alias => format!("for {}", own_name(wanted)),
        Some(wanted) => format!("no {} edition", own_name(wanted)),
        None => "no language named".to_owned(),
    };
    format!("{} {} ({why})", share.readers, own_name(edition))
}

fn is_own(why: EditionChoice) -> bool {
    matches!(why, EditionChoice::Exact | EditionChoice::RegionStripped)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Lang;

    #[test]
    fn the_words_say_how_many_get_which_edition_and_why_it_is_not_their_own() {
        let lang = |tag: &str| Lang::parse(tag).unwrap();
        let share = |wanted: Option<&'static str>, why, readers| EditionShare {
            wanted: wanted.map(lang),
            why,
            readers,
        };
        let gets = [
            (lang("hu"), vec![share(Some("hu"), EditionChoice::Exact, 14)]),
            (
                lang("en"),
                vec![share(Some("de"), EditionChoice::Source, 3), share(None, EditionChoice::Unspecified, 2)],
            ),
            (lang("nb"), vec![share(Some("no"), EditionChoice::Alias, 1)]),
        ];
        let audience = Audience { gets: gets.into(), ..Audience::default() };
        assert_eq!(
            in_words(&audience),
            [
                "3 English (no Deutsch edition)",
                "2 English (no language named)",
                "14 Magyar",
                "1 Norsk bokmål (for Norsk)"
            ]
        );
        assert_eq!(audience.readers(), 20);
    }
}
