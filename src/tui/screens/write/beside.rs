//! Translating: the text that a translation is made from at the left, the translation beside it, and below what tells
//! whether it is done: what changed in the one since, facts that the two do not share, terms of the glossary.

use ratatui::layout::Rect;
use ratatui::style::Style;

use super::{Focus, Write, editor, outline};
use crate::domain::translation::{
    Changed, Made, Passage, Standing, TranslationState, changed_lines, standing,
};
use crate::domain::{Lang, Term};
use crate::locale::own_name;
use crate::proof::fact_changes;
use crate::tui::event::Spot;
use crate::tui::screens::spots::{kind_name, text};
use crate::tui::screens::{Scene, Work};
use crate::tui::theme::Role;
use crate::tui::widgets::{Canvas, Pane, Rows, clean, cut, plural, put, width, wrap};

/// Rows of the pane below.
const BELOW: u16 = 9;

pub fn draw(write: &Write, frame: &mut Canvas, area: Rect, scene: &Scene<'_>) {
    let (narrow, wide) = (area.width < 78, area.width >= 120);
    head(write, frame, Rect { height: 1, ..area }, scene);
    let mut room = Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area };
    if wide {
        outline::draw(write, frame, Rect { width: 26, ..room }, scene);
        room = Rect { x: room.x + 26, width: room.width - 26, ..room };
    }
    let below = BELOW.min(room.height / 2);
    let above = Rect { height: room.height - below, ..room };
    let half = above.width / 2;
    let passage = write.passage(scene.work);
    let standing = passage.as_ref().and_then(|passage| scene.work.standing(passage));
    let state = standing.as_ref().map_or(String::new(), |standing| state_words(standing));
    match (narrow, write.focus) {
        (true, Focus::Sections) => source(write, passage.as_ref(), frame, above, scene),
        (true, Focus::Field(_)) => translation(write, frame, above, scene, &state),
        (false, _) => {
            source(write, passage.as_ref(), frame, Rect { width: half, ..above }, scene);
            let right = Rect { x: above.x + half, width: above.width - half, ..above };
            translation(write, frame, right, scene, &state);
        }
    }
    let below = Rect { y: above.bottom(), height: below, ..room };
    what_to_know(passage.as_ref(), standing.as_ref(), frame, below, scene);
}

/// Into which language, and which section of how many.
fn head(write: &Write, frame: &mut Canvas, line: Rect, scene: &Scene<'_>) {
    let work = scene.work;
    let here = match write.section(work) {
        Some(section) => {
            format!("{} of {} · {}", write.at, work.issue.sections.len(), kind_name(&section.kind))
        }
        None => "the letter's head".to_owned(),
    };
    let tabs = |name: fn(&Lang) -> String| {
        let one = |lang: &Lang| {
            let words = format!("{} {}", name(lang), work.edition_sign(lang));
            if *lang == work.lang { format!("[{words}]") } else { words }
        };
        work.issue.languages.iter().map(one).collect::<Vec<_>>().join("  ")
    };
    let room = usize::from(line.width).saturating_sub(2);
    let long = tabs(own_name);
    let tabs = if width(&long) + width(&here) + 3 <= room {
        long
    } else {
        tabs(|lang| lang.as_str().to_uppercase())
    };
    put(frame.buffer_mut(), line.x + 1, line.y, &cut(&tabs, room), Style::new());
    let left = room.saturating_sub(width(&tabs) + 2);
    let here = cut(&here, left);
    let x = line.right().saturating_sub(u16::try_from(width(&here)).unwrap_or(0) + 1);
    if left > 8 {
        put(frame.buffer_mut(), x, line.y, &here, scene.theme.style(Role::Title));
    }
}

/// The text that it is made from, to be read only. It follows the cursor beside it.
fn source(write: &Write, passage: Option<&Passage>, frame: &mut Canvas, area: Rect, scene: &Scene<'_>) {
    let work = scene.work;
    let from = passage.and_then(|passage| work.translations.from(&work.issue, passage, &work.lang));
    let title = from.map_or_else(|| "The text it was made from".to_owned(), own_name);
    let words = |lang: &Lang| {
        let edition = work.issue.editions.get(lang)?;
        let text = passage?.text(edition)?;
        Some(plural(text.split_whitespace().count() as u64, "word", "words"))
    };
    let first = passage.and_then(|passage| passage.source(&work.issue)) == from;
    let pane = Pane {
        title: &title,
        remark: if from.is_none() {
            ""
        } else if first {
            "written first"
        } else {
            "a translation too"
        },
        below: &from.and_then(words).unwrap_or_default(),
        focused: write.focus == Focus::Sections,
    };
    let room = pane.draw(frame, area, scene.theme);
    let mut rows = Rows::default();
    let wide = usize::from(room.width);
    let Some(from) = from else {
        let words = match passage {
            Some(_) => "It was written in this language first. Alt+L shows its translations.",
            None => "Mark a section to see its text here.",
        };
        wrap(words, wide).iter().for_each(|line| rows.line(line, Style::new()));
        return rows.draw(frame, room, scene.theme, false, 0);
    };
    for spot in write.spots(work) {
        let words = clean(&text(&work.issue, from, &spot));
        let label = label(&spot);
        let style =
            if matches!(spot, Spot::Heading(_)) { scene.theme.style(Role::Title) } else { Style::new() };
        if matches!(spot, Spot::Body(_)) {
            rows.line("", Style::new());
        }
        wrap(&format!("{label}{words}"), wide).iter().for_each(|line| rows.line(line, style));
    }
    let from = follow(write, scene, rows.len(), usize::from(room.height));
    rows.draw(frame, room, scene.theme, false, from);
}

/// Before a field that does not say by its place what it is.
fn label(spot: &Spot) -> &'static str {
    match spot {
        Spot::Subject => "Subject: ",
        Spot::InboxLine => "Inbox line: ",
        Spot::Title => "Title: ",
        Spot::When(_) => "When: ",
        Spot::Place(_) => "Where: ",
        Spot::Heading(_) | Spot::Body(_) => "",
    }
}

/// The first line to show of so many, as far down as the cursor is in the translation.
fn follow(write: &Write, scene: &Scene<'_>, lines: usize, height: usize) -> usize {
    let spot = write.spot(scene.work).filter(|spot| matches!(spot, Spot::Body(_)));
    let field = spot.and_then(|spot| write.known(scene.work, &spot));
    let Some(field) = field else { return 0 };
    let all = field.text().lines().count().max(1);
    (lines * field.line() / all).saturating_sub(height / 2)
}

fn translation(write: &Write, frame: &mut Canvas, area: Rect, scene: &Scene<'_>, state: &str) {
    editor::draw(write, frame, area, scene, (&own_name(&scene.work.lang), state));
}

/// How it stands, for somebody who is to do something about it.
fn state_words(standing: &Standing<'_>) -> String {
    let of = |changed: &Changed<'_>| own_name(changed.lang);
    let changed = standing.changed.as_ref();
    match standing.state {
        TranslationState::Original => "written first".to_owned(),
        TranslationState::Missing | TranslationState::NotStarted => "– not started".to_owned(),
        TranslationState::NotRecorded | TranslationState::Translated => "not said to be done".to_owned(),
        TranslationState::Machine => "~ by a machine: read it".to_owned(),
        TranslationState::Stale => changed.map_or(String::new(), |one| format!("~ {} changed", of(one))),
        TranslationState::StaleInFacts => {
            changed.map_or(String::new(), |one| format!("x facts changed in {}", of(one)))
        }
        TranslationState::Reviewed => "✓ done".to_owned(),
        TranslationState::SameByIntent => "✓ the same on purpose".to_owned(),
        TranslationState::Adapted => "✓ a text of its own".to_owned(),
    }
}

/// What changed since, facts that the two do not share, and terms.
fn what_to_know(
    passage: Option<&Passage>,
    standing: Option<&Standing<'_>>,
    frame: &mut Canvas,
    area: Rect,
    scene: &Scene<'_>,
) {
    let changed = standing.and_then(|standing| standing.changed.as_ref());
    let made = standing.and_then(|standing| standing.record).and_then(|record| record.made.as_ref());
    let title = match (changed, made) {
        (Some(changed), Some(made)) => {
            format!("What changed in {} since {}", own_name(changed.lang), by_whom(made))
        }
        (_, Some(made)) => format!("Done {}", by_whom(made)),
        _ => "Facts and terms".to_owned(),
    };
    let pane = Pane { title: &title, below: "Ctrl+D done, next", ..Pane::default() };
    let room = pane.draw(frame, area, scene.theme);
    let mut rows = Rows::default();
    let wide = usize::from(room.width);
    let mut say = |words: &str, role: Role| {
        let style = scene.theme.style(role);
        for (at, line) in wrap(words, wide.saturating_sub(2)).iter().enumerate() {
            rows.line(&if at == 0 { line.clone() } else { format!("  {line}") }, style);
        }
    };
    if let Some(changed) = changed {
        what_changed(changed, &mut say);
    }
    if let Some((passage, standing)) = passage.zip(standing) {
        let beside = scene.work.standings.of(passage, &scene.work.lang);
        let disagreements = beside.map_or(&[][..], |beside| &beside.disagreements);
        for problem in disagreements {
            let (sign, role) = if problem.blocks() { ('x', Role::MustFix) } else { ('!', Role::Attention) };
            say(&format!("{sign} {}", problem.what), role);
        }
        let written = !matches!(
            standing.state,
            TranslationState::Missing | TranslationState::NotStarted | TranslationState::Original
        );
        if disagreements.is_empty() && written {
            say("✓ Numbers, dates, links and names are the same in both.", Role::Ok);
        }
        for remark in standing.record.map_or(&[][..], |record| &record.remarks) {
            say(&format!("A translator said: {remark}"), Role::Text);
        }
        for (term, form) in terms(scene.work, passage, standing) {
            say(&format!("{term} → {form}"), Role::Text);
        }
    }
    rows.draw_or_count(frame, room, scene.theme, "");
}

fn by_whom(made: &Made) -> String {
    format!("{} ({})", made.on.strftime("%-d %b %Y"), made.by)
}

/// Facts first: they stop a mailing.
fn what_changed(changed: &Changed<'_>, say: &mut impl FnMut(&str, Role)) {
    for fact in &changed.facts {
        let words = match (&fact.was, &fact.is) {
            (Some(was), Some(is)) => format!("x {was} is {is} now"),
            (Some(was), None) => format!("x {was} is not there any more"),
            (None, Some(is)) => format!("x {is} is new"),
            (None, None) => continue,
        };
        say(&words, Role::MustFix);
    }
    match changed.was {
        Some(was) => {
            for (sign, line) in changed_lines(was, &changed.now) {
                say(&format!("{sign} {line}"), Role::Text);
            }
        }
        None => say("The text it was made from is not kept any more.", Role::Text),
    }
}

/// The terms of the glossary that stand in the text it is made from, with what they are called here.
fn terms<'w>(work: &'w Work, passage: &Passage, standing: &Standing<'_>) -> Vec<(&'w str, String)> {
    let text = standing
        .from
        .and_then(|from| work.issue.editions.get(from))
        .and_then(|edition| passage.text(edition));
    let (Some(from), Some(text)) = (standing.from, text) else { return Vec::new() };
    let text = text.to_lowercase();
    let stands = |term: &&Term| term.forms_in(from).iter().any(|form| text.contains(&form.to_lowercase()));
    let called = |term: &'w Term| (term.term.as_str(), term.forms_in(&work.lang).join(" / "));
    work.glossary.terms.iter().filter(stands).map(called).collect()
}

impl Work {
    /// How a passage stands in the language that is shown.
    fn standing(&self, passage: &Passage) -> Option<Standing<'_>> {
        standing(&self.issue, &self.translations, passage, &self.lang, fact_changes)
    }
}
