//! Who gets the issue: lists to tick, how many get which language, and who gets nothing and why.

use ratatui::layout::Rect;
use ratatui::style::Style;

use super::checks::place_in_file;
use super::shelf::stepped;
use super::{Scene, Work};
use crate::domain::{
    Audience, BadRows, EditionChoice, EditionShare, Lang, ListName, Problem, ScheduledShare, SkipReason,
};
use crate::locale::own_name;
use crate::tui::keys::Id;
use crate::tui::theme::Role;
use crate::tui::widgets::{Canvas, Pane, Rows, cut, number, pad, plural, width, wrap};

/// The lists, and what follows from those that are ticked.
#[derive(Debug, Default)]
pub struct People {
    pub at: usize,
}

impl People {
    pub fn step(&mut self, id: Id, count: usize) {
        self.at = stepped(self.at, count, id);
    }

    pub fn marked(&self, work: &Work) -> Option<ListName> {
        work.list_names().nth(self.at).cloned()
    }

    pub fn view(&self, frame: &mut Canvas, area: Rect, scene: &Scene<'_>) {
        let lists = u16::try_from(scene.work.list_names().count()).unwrap_or(u16::MAX).clamp(1, 6) + 2;
        let rest = area.height.saturating_sub(lists);
        let reasons = scene.counted().0.map_or(1, |audience| {
            let remarks = usize::from(audience.on_several_lists > 0);
            let wide = area.width.saturating_sub(4);
            let shares = share_lines(audience, wide).len() + held_lines(audience, wide).len();
            audience.left_out.len().max(1)
                + shares
                + remarks
                + bad_lines(audience, area.width.saturating_sub(4)).len()
        });
        let left_out = u16::try_from(reasons + 2).unwrap_or(u16::MAX).min(rest / 2);
        let top = Rect { height: lists.min(area.height), ..area };
        let middle = Rect { y: top.bottom(), height: rest - left_out, ..area };
        let below = Rect { y: middle.bottom(), height: left_out, ..area };
        self.lists(frame, top, scene);
        if area.width >= 120 {
            let both = Rect { height: middle.height + below.height, ..middle };
            let half = both.width * 3 / 5;
            let right = Rect { x: both.x + half, width: both.width - half, ..both };
            gets(frame, Rect { width: half, ..both }, scene);
            nothing(frame, right, scene);
        } else {
            gets(frame, middle, scene);
            nothing(frame, below, scene);
        }
    }

    fn lists(&self, frame: &mut Canvas, area: Rect, scene: &Scene<'_>) {
        let pane = Pane {
            title: "Lists that get this issue",
            remark: "Space ticks",
            focused: true,
            ..Pane::default()
        };
        let room = pane.draw(frame, area, scene.theme);
        let mut rows = Rows::default();
        for (at, name) in scene.work.list_names().enumerate() {
            let tick = if scene.work.has_list(name) { "[•]" } else { "[ ]" };
            let Some(list) = scene.work.lists.iter().find(|list| list.name == *name) else {
                let line = format!("{tick} {name:<16} ! there is no subscribers/{name}.csv");
                rows.row(&line, scene.theme.style(Role::Attention), at == self.at);
                continue;
            };
            let title = list.title.as_ref().and_then(|title| {
                let source = scene.work.issue.source()?;
                Some(title.get_or_source(source, source).to_owned())
            });
            let title = title.filter(|title| title != list.name.as_str()).unwrap_or_default();
            rows.row(&format!("{tick} {:<16} {title}", list.name), Style::new(), at == self.at);
        }
        if rows.is_empty() {
            rows.line("No lists yet: put a file with an \"email\" column into subscribers/.", Style::new());
        }
        rows.draw(frame, room, scene.theme, true, 0);
    }
}

fn gets(frame: &mut Canvas, area: Rect, scene: &Scene<'_>) {
    let (audience, uncounted) = scene.counted();
    let remark = match audience {
        Some(all) => plural(all.readers(), "reader", "readers"),
        None if uncounted.is_empty() => "counting …".to_owned(),
        None => "not counted".to_owned(),
    };
    let pane = Pane { title: "Who gets which language", remark: &remark, ..Pane::default() };
    let room = pane.draw(frame, area, scene.theme);
    let mut rows = Rows::default();
    for problem in uncounted {
        let mut lines = wrap(&format!("x {}", uncounted_words(problem)), usize::from(room.width));
        lines.extend(wrap(&format!("  {}", problem.remedy), usize::from(room.width)));
        for line in lines.iter().filter(|line| !line.trim().is_empty()) {
            rows.line(line, scene.theme.style(Role::MustFix));
        }
    }
    let Some(audience) = audience else {
        return rows.draw_or_count(frame, room, scene.theme, "");
    };
    let notes = audience.gets.values().flatten().filter(|share| share.why != EditionChoice::Exact).count();
    let cramped = audience.gets.len() + notes + audience.lent.len() > usize::from(room.height);
    if cramped {
        for line in in_brief(audience).iter().flat_map(|line| wrap(line, usize::from(room.width))) {
            rows.line(&line, Style::new());
        }
        return rows.draw_or_count(frame, room, scene.theme, "");
    }
    let names = language_column(audience.gets.keys());
    for (lang, shares) in &audience.gets {
        let (name, all) = (pad(&own_name(lang), names), number(audience.readers_of(lang)));
        rows.line(&format!("{name} {all:>9}"), scene.theme.style(Role::Title));
        for share in shares.iter().filter(|share| share.why != EditionChoice::Exact) {
            let readers = number(share.readers);
            let line = format!("{:names$} {readers:>9}  of them {}", "", why(share, lang));
            rows.line(&cut(&line, usize::from(room.width)), Style::new());
        }
        if let Some(lent) = audience.lent.get(lang) {
            let line = format!("{:names$} {:>9}  {}", "", "", lent_words(lent));
            rows.line(&cut(&line, usize::from(room.width)), scene.theme.style(Role::Attention));
        }
    }
    if audience.gets.is_empty() {
        for line in wrap(&nobody_here(scene.work, audience), usize::from(room.width)) {
            rows.line(&line, scene.theme.style(Role::Attention));
        }
    }
    rows.draw_or_count(frame, room, scene.theme, "");
}

/// Cells for the names of these languages.
pub fn language_column<'a>(languages: impl Iterator<Item = &'a Lang>) -> usize {
    languages.map(|lang| width(&own_name(lang))).max().unwrap_or(0).clamp(8, 20)
}

/// `English 7, Magyar 6`, and a line for each language that others get too: `Norsk bokmål 5, of them Norsk 1`.
fn in_brief(audience: &Audience) -> Vec<String> {
    let (mut plain, mut mixed) = (Vec::new(), Vec::new());
    for (lang, shares) in &audience.gets {
        let all = format!("{} {}", own_name(lang), number(audience.readers_of(lang)));
        let lent = audience.lent.get(lang).map(|lent| format!(" ({})", lent_words(lent)));
        let all = all + &lent.unwrap_or_default();
        let others = shares.iter().filter(|share| share.why != EditionChoice::Exact).map(|share| {
            let wanted = share.wanted.as_ref().map_or("no language".to_owned(), own_name);
            format!("{wanted} {}", number(share.readers))
        });
        let others: Vec<String> = others.collect();
        if others.is_empty() {
            plain.push(all);
        } else {
            mixed.push(format!("{all}, of them {}", others.join(", ")));
        }
    }
    let plain = Some(plain.join(", ")).filter(|line| !line.is_empty());
    plain.into_iter().chain(mixed).collect()
}

/// `2 sections in English, marked`: what an edition lacks and its letter has in another language.
fn lent_words(lent: &[Lang]) -> String {
    let mut names: Vec<String> = lent.iter().map(own_name).collect();
    names.sort();
    names.dedup();
    format!("{} in {}, marked", plural(lent.len() as u64, "section", "sections"), names.join(", "))
}

/// `subscribers/press.csv, line 1: no column holds e-mail addresses`
pub fn uncounted_words(problem: &Problem) -> String {
    let place = place_in_file(problem);
    if place.is_empty() { problem.what.clone() } else { format!("{place}: {}", problem.what) }
}

/// Why nobody at all would get it, as People says it.
fn nobody_here(work: &Work, audience: &Audience) -> String {
    nobody_words(work, audience, "F8 sends another mailing of it to all of them", "")
}

/// The same on Send, where the lists are a step away.
pub fn nobody_there(work: &Work, audience: &Audience) -> String {
    nobody_words(work, audience, "Send now, and Schedule, send it to all of them once more", " (F6)")
}

fn nobody_words(work: &Work, audience: &Audience, again: &str, where_lists: &str) -> String {
    let lists: Vec<&str> = work.issue.lists.iter().map(ListName::as_str).collect();
    let lists = lists.join(" + ");
    if let Some(readers) = work.all_have_it() {
        let all = plural(readers, "reader has", "readers have");
        return format!("Nobody new: {all} this issue already. {again}: their number is asked for first.");
    }
    if !audience.scheduled.is_empty() {
        let each: Vec<String> = audience.scheduled.iter().map(ScheduledShare::in_words).collect();
        let each = each.join("; ");
        return format!("Nobody else: they are to get it already: {each}. Tick other lists, or cancel it.");
    }
    match (work.issue.lists.is_empty(), audience.left_out()) {
        (true, _) => format!("Nobody yet: tick a list{where_lists}."),
        (false, 0) => format!("Nobody: there are no readers on {lists}."),
        (false, all) => format!("Nobody: all {} on {lists} are left out{where_lists}.", number(all)),
    }
}

/// "asked for Deutsch: no such edition".
fn why(share: &EditionShare, edition: &Lang) -> String {
    let wanted = share.wanted.as_ref().map_or("another language".to_owned(), own_name);
    let edition = own_name(edition);
    match share.why {
        EditionChoice::Exact => format!("asked for {edition}"),
        EditionChoice::Alias => format!("asked for {wanted}: read as their own"),
        EditionChoice::RegionStripped => format!("asked for {wanted}: nearest"),
        EditionChoice::Chain | EditionChoice::Source => format!("asked for {wanted}: no such edition"),
        EditionChoice::Held => format!("asked for {wanted}: held"),
        EditionChoice::Unspecified => "named no language".to_owned(),
    }
}

fn nothing(frame: &mut Canvas, area: Rect, scene: &Scene<'_>) {
    let audience = scene.counted().0;
    let remark = audience.map_or(String::new(), |all| plural(all.left_out(), "person", "people"));
    let pane = Pane { title: "Left out, and why", remark: &remark, ..Pane::default() };
    let room = pane.draw(frame, area, scene.theme);
    let mut rows = Rows::default();
    if let Some(audience) = audience {
        left_out_rows(audience, room.width, scene, &mut rows);
    }
    rows.draw_or_count(frame, room, scene.theme, "");
}

fn left_out_rows(audience: &Audience, wide: u16, scene: &Scene<'_>, rows: &mut Rows) {
    for (reason, count) in &audience.left_out {
        rows.line(&format!("{:>7}  {}", number(*count), reason_words(*reason)), Style::new());
        if *reason == SkipReason::AlreadyScheduled {
            share_lines(audience, wide).iter().for_each(|line| rows.line(line, Style::new()));
        }
        if *reason == SkipReason::NoEdition {
            held_lines(audience, wide).iter().for_each(|line| rows.line(line, Style::new()));
        }
    }
    if audience.left_out.is_empty() {
        rows.line("Nobody.", Style::new());
    }
    if audience.on_several_lists > 0 {
        let count = number(audience.on_several_lists);
        rows.line(&format!("{count:>7}  on several of these lists: they get it once"), Style::new());
    }
    for bad in bad_lines(audience, wide) {
        rows.line(&bad, scene.theme.style(Role::Attention));
    }
}

/// By which other mailing they get it, and when that is due: below each other, behind the numbers.
fn share_lines(audience: &Audience, wide: u16) -> Vec<String> {
    let words = |share: &ScheduledShare| wrap(&share.in_words(), usize::from(wide).saturating_sub(9));
    audience.scheduled.iter().flat_map(words).map(|line| format!("{:>9}{line}", "")).collect()
}

/// Which languages those asked for who are held.
fn held_lines(audience: &Audience, wide: u16) -> Vec<String> {
    let each: Vec<String> = audience
        .no_edition
        .iter()
        .map(|(lang, count)| format!("{} {}", own_name(lang), number(*count)))
        .collect();
    if each.is_empty() {
        return Vec::new();
    }
    wrap(&each.join(", "), usize::from(wide).saturating_sub(9))
        .iter()
        .map(|line| format!("{:>9}{line}", ""))
        .collect()
}

/// Which rows of which files can't be read.
fn bad_lines(audience: &Audience, wide: u16) -> Vec<String> {
    let words = |rows: &BadRows| wrap(&format!("! {rows}: F5 says why"), usize::from(wide));
    audience.unreadable.iter().flat_map(words).collect()
}

/// Why somebody gets nothing, as people say it.
pub fn reason_words(reason: SkipReason) -> &'static str {
    match reason {
        SkipReason::Unsubscribed => "unsubscribed",
        SkipReason::HardBounce => "address no longer exists",
        SkipReason::Complaint => "complained (marked as spam)",
        SkipReason::Erased => "erased on request",
        SkipReason::Manual => "taken off by hand",
        SkipReason::AlreadyHasIt => "has this issue already",
        SkipReason::AlreadyScheduled => "is to get it by another mailing",
        SkipReason::NoEdition => "no edition in their language: held",
        SkipReason::OffTheLists => "on none of its lists any more",
        SkipReason::Cancelled => "the mailing was cancelled before their turn",
        SkipReason::Expired => "too late: it could not be handed over in time",
    }
}
