//! What must be so before an issue goes out, one line each.

use super::super::delivery::mailing_words;
use super::super::facts::NO_DATE;
use super::super::people::{nobody_there, uncounted_words};
use super::super::spots::{finding_words, section_name};
use super::super::{Scene, Work};
use crate::domain::settings::TransportKind;
use crate::domain::{Mailing, Mode, Problem, Severity};
use crate::locale::{language_name, own_name};
use crate::tui::event::Readiness;
use crate::tui::theme::Role;
use crate::tui::widgets::{number, plural};

/// One line, with how grave it is; none: ready.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gate {
    pub grave: Option<Severity>,
    pub words: String,
    /// Whether an answer is still to come: until then it is not ready.
    pub awaited: bool,
}

impl Gate {
    fn of(grave: Option<Severity>, words: impl Into<String>) -> Self {
        Self { grave, words: words.into(), awaited: false }
    }

    fn awaited(words: &str) -> Self {
        Self { awaited: true, ..Self::of(Some(Severity::Tip), words) }
    }

    /// What is only to be known is neither ready nor not.
    pub fn is_asked(&self) -> bool {
        self.awaited || self.grave != Some(Severity::Tip)
    }

    pub fn ready(&self) -> bool {
        self.grave.is_none()
    }

    pub fn sign(&self) -> &'static str {
        match self.grave {
            None => "✓",
            Some(Severity::MustFix) => "x",
            Some(Severity::ShouldFix) => "!",
            Some(Severity::Tip) => "i",
        }
    }

    pub fn role(&self) -> Role {
        match self.grave {
            Some(Severity::MustFix) => Role::MustFix,
            Some(Severity::ShouldFix) => Role::Attention,
            _ => Role::Text,
        }
    }
}

/// All of them: who would get it and how it leaves, then what stands in the way, the gravest first.
pub fn gates(scene: &Scene<'_>) -> Vec<Gate> {
    let mut gates = readers(scene);
    gates.extend(beside(scene));
    gates.extend(not_certain(scene.work));
    gates.extend(way_out(scene));
    let mut rest = unreadable(scene.work);
    rest.push(languages(scene));
    rest.extend(unwritten(scene));
    rest.extend(misread(scene));
    rest.extend(checks(scene));
    rest.extend(held(scene));
    rest.extend(fallbacks(scene));
    rest.push(tested(scene));
    rest.sort_by_key(|gate| (gate.ready(), gate.grave));
    gates.extend(rest);
    gates
}

/// A tick is of the text on the screen: of another one a test says nothing.
fn tested(scene: &Scene<'_>) -> Gate {
    match &scene.work.tested {
        None => Gate::of(Some(Severity::Tip), "No test was sent from this window"),
        Some(tested) if tested.is_still(&scene.work.issue) => {
            Gate::of(None, "A test was sent: look at it in a mail program")
        }
        Some(_) => Gate::of(Some(Severity::Tip), "The text was changed since its test was sent"),
    }
}

fn languages(scene: &Scene<'_>) -> Gate {
    let issue = &scene.work.issue;
    let unready: Vec<String> = issue
        .languages
        .iter()
        .filter(|lang| scene.work.readiness(lang) != Readiness::Ready)
        .map(own_name)
        .collect();
    if scene.work.outline_is_broken() || issue.languages.is_empty() || !scene.work.uncountable.is_empty() {
        let words = "How far the languages are is not known while issue.toml can't be read";
        Gate::of(Some(Severity::ShouldFix), words)
    } else if unready.is_empty() {
        let all = plural(issue.languages.len() as u64, "language", "languages");
        Gate::of(None, format!("Complete in {all}, each with subject and inbox line"))
    } else {
        Gate::of(Some(Severity::ShouldFix), format!("Not complete yet: {} (F2)", unready.join(", ")))
    }
}

/// What is to be said of a date in whose field something stands that its file can't have.
pub fn unsaved_date(work: &Work) -> Option<String> {
    let (section, why) = work.unsaved_dates().next()?;
    let section = section_name(&work.issue, &work.lang, section);
    Some(match why {
        NO_DATE => format!("The date of \"{section}\" is taken out of its field, and its file has it still"),
        _ => format!("The date of \"{section}\" is typed and not understood"),
    })
}

/// Dates that are typed and are none: the letters would have the ones of before.
fn misread(scene: &Scene<'_>) -> Option<Gate> {
    let words = unsaved_date(scene.work)?;
    Some(Gate::of(Some(Severity::MustFix), format!("{words} (F2)")))
}

/// Text that can't be written: the letters would have the one of before.
fn unwritten(scene: &Scene<'_>) -> Option<Gate> {
    let first = scene.unwritten.first()?;
    let words = format!("Your text is not saved: {first} (F2, then Ctrl+S)");
    Some(Gate::of(Some(Severity::MustFix), words))
}

/// Readers who get another language than they asked for, all in one line: People names them.
fn fallbacks(scene: &Scene<'_>) -> Option<Gate> {
    use crate::domain::EditionChoice::{Chain, Source};
    let audience = scene.work.audience.as_ref()?;
    let mut wanted = std::collections::BTreeMap::new();
    for share in audience.gets.values().flatten().filter(|share| matches!(share.why, Chain | Source)) {
        if let Some(lang) = &share.wanted {
            *wanted.entry(lang).or_insert(0) += share.readers;
        }
    }
    let readers: u64 = wanted.values().sum();
    let who = plural(readers, "reader gets", "readers get");
    let names: Vec<String> = wanted.keys().map(|lang| own_name(lang)).take(4).collect();
    let more = match wanted.len() - names.len() {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let words = format!("{who} another language than they asked for: {}{more} (F6)", names.join(", "));
    (readers > 0).then(|| Gate::of(Some(Severity::Tip), words))
}

/// Readers who get nothing, because their list holds rather than sending another language.
fn held(scene: &Scene<'_>) -> Option<Gate> {
    let held = &scene.work.audience.as_ref()?.no_edition;
    let readers: u64 = held.values().sum();
    let who = plural(readers, "reader gets", "readers get");
    let names: Vec<String> = held.keys().map(own_name).collect();
    let words = format!("{who} nothing: no edition in {}, and their list holds (F6)", names.join(", "));
    (readers > 0).then(|| Gate::of(Some(Severity::ShouldFix), words))
}

/// What is wrong, with its language and section where the words do not have them: several may be alike but for these.
fn finding(problem: &Problem, scene: &Scene<'_>) -> String {
    let (Work { issue, lang, .. }, words) = (scene.work, finding_words(problem));
    if words != problem.what {
        return words;
    }
    let language = problem.place.language.as_ref();
    let section = problem.place.section.as_ref().and_then(|id| issue.section(id));
    let section = section.map(|section| section_name(issue, language.unwrap_or(lang), section));
    let place = language
        .filter(|lang| !problem.what.contains(&language_name(lang)))
        .map(own_name)
        .into_iter()
        .chain(section.map(|name| format!("\"{name}\"")));
    let place: Vec<String> = place.filter(|words| !problem.what.contains(words)).collect();
    if place.is_empty() { words } else { format!("{}: {words}", place.join(", ")) }
}

fn checks(scene: &Scene<'_>) -> Vec<Gate> {
    if scene.work.checked.is_none() {
        return vec![Gate::awaited("The checks are running …")];
    }
    let count = |severity| scene.work.count(severity) as u64;
    // Why nobody can be counted stands above already.
    let above = scene.counted().1;
    let news =
        |problem: &&Problem| !above.iter().any(|one| one.place == problem.place && one.what == problem.what);
    let must_fix: Vec<&Problem> =
        scene.work.problems().iter().filter(|problem| problem.blocks()).filter(news).collect();
    let mut gates: Vec<Gate> = must_fix
        .iter()
        .take(4)
        .map(|problem| Gate::of(Some(Severity::MustFix), finding(problem, scene)))
        .collect();
    let more = (must_fix.len() - gates.len()) as u64;
    if more > 0 {
        let findings = plural(more, "more finding", "more findings");
        gates.push(Gate::of(Some(Severity::MustFix), format!("{findings} to mend first (F5)")));
    }
    // Without a config little was checked, and what is wrong with it stands above.
    if count(Severity::MustFix) == 0 && scene.config.is_empty() {
        gates.push(Gate::of(None, "Nothing that must be mended"));
    }
    if count(Severity::ShouldFix) > 0 {
        let open = plural(count(Severity::ShouldFix), "finding", "findings");
        let they = if count(Severity::ShouldFix) == 1 { "it doesn't" } else { "they don't" };
        gates.push(Gate::of(
            Some(Severity::ShouldFix),
            format!("{open} should be mended (F5); {they} stop a send"),
        ));
    }
    gates
}

fn readers(scene: &Scene<'_>) -> Vec<Gate> {
    let work = scene.work;
    let (counted, uncounted) = scene.counted();
    let one = match counted {
        None if !uncounted.is_empty() => {
            let why = uncounted.iter().take(3).map(|problem| {
                let words = format!("Not counted: {}: {}", uncounted_words(problem), problem.remedy);
                Gate::of(Some(Severity::MustFix), words)
            });
            return why.collect();
        }
        None => Gate::awaited("The readers are being counted …"),
        Some(audience) if work.all_have_it().is_some() => {
            Gate::of(Some(Severity::ShouldFix), nobody_there(work, audience))
        }
        Some(audience) if audience.readers() == 0 => {
            Gate::of(Some(Severity::MustFix), nobody_there(work, audience))
        }
        Some(audience) => {
            let lists: Vec<String> = scene.work.issue.lists.iter().map(ToString::to_string).collect();
            Gate::of(
                None,
                format!(
                    "{} of {}, {} left out",
                    plural(audience.readers(), "reader", "readers"),
                    lists.join(" + "),
                    audience.left_out()
                ),
            )
        }
    };
    vec![one]
}

/// Rows of the lists that stand for nobody: they are in no number above.
fn unreadable(work: &Work) -> Vec<Gate> {
    let files = work.audience.iter().flat_map(|audience| &audience.unreadable);
    files
        .map(|rows| Gate::of(Some(Severity::ShouldFix), format!("{rows}: nobody there gets it (F6)")))
        .collect()
}

/// Letters of the mailing that was looked at last which may have arrived or not.
fn not_certain(work: &Work) -> Option<Gate> {
    let count = work.not_certain();
    let name = &work.mailing()?.name;
    let letters = plural(count, "letter", "letters");
    let are = if count == 1 { "is" } else { "are" };
    let words = format!("{letters} of {name} {are} not certain: \"Look at\", then Enter");
    (count > 0).then(|| Gate::of(Some(Severity::ShouldFix), words))
}

/// The mailings of the issue that are under way, and who is left out because they get it by one of them.
fn beside(scene: &Scene<'_>) -> Vec<Gate> {
    let zone = scene.zone();
    let shares = scene.work.audience.as_ref().map_or(&[][..], |audience| &audience.scheduled);
    let line = |mailing: &Mailing| {
        let here = shares.iter().find(|share| share.mailing == mailing.name).map(|share| share.readers);
        let here = match here {
            Some(readers) if readers <= mailing.confirmed => {
                let wait = if readers == 1 { "waits" } else { "wait" };
                let readers = plural(readers, "reader", "readers");
                format!("; {readers} of these lists {wait} for it, left out here")
            }
            // The lists have grown since its number was typed.
            Some(readers) => {
                format!(" confirmed; by now it takes {} of these lists, left out here", number(readers))
            }
            None => String::new(),
        };
        let words = format!("Already {}{here} (F8)", mailing_words(mailing, &zone));
        Gate::of(Some(Severity::Tip), words)
    };
    scene.work.all_under_way().into_iter().map(line).collect()
}

/// How the letters would leave.
fn way_out(scene: &Scene<'_>) -> Option<Gate> {
    let settings = scene.settings?;
    Some(match (settings.delivery.transport, settings.newsletter.mode) {
        (TransportKind::Files, _) => {
            Gate::of(Some(Severity::Tip), "Letters are written into outbox/: no mail server is set")
        }
        (TransportKind::Smtp, Mode::Test) => Gate::of(
            Some(Severity::ShouldFix),
            "Test mode: only the test readers can be mailed until config.toml says mode = \"live\"",
        ),
        (TransportKind::Smtp, Mode::Live) => {
            let names: Vec<&str> = settings.delivery.relays.iter().map(|relay| relay.name.as_str()).collect();
            Gate::of(None, format!("Letters leave over {}", names.join(" and ")))
        }
    })
}
