//! The text of what is marked, in the language that is shown; and how it reads as plain text.

use ratatui::layout::Rect;
use ratatui::style::Style;

use super::{Row, Write};
use crate::domain::{Lang, Problem, Section};
use crate::locale::format_when;
use crate::render::{page_preview, text_preview};
use crate::tui::event::Spot;
use crate::tui::screens::Scene;
use crate::tui::screens::spots::{section_name, unread_words};
use crate::tui::theme::Role;
use crate::tui::widgets::{
    Canvas, Pane, Rows, Target, clean, cut, draw_page, page_lines, plural, put, width, wrap,
};

/// With what stands on the border above it, left and right.
pub fn draw(write: &Write, frame: &mut Canvas, area: Rect, scene: &Scene<'_>, (title, remark): (&str, &str)) {
    let work = scene.work;
    let spot = write.spot(work);
    let section = write.section(work);
    let spot_of_body = write.spots(work).into_iter().find(|spot| matches!(spot, Spot::Body(_)));
    let area_of_body = spot_of_body.as_ref().and_then(|body| write.known(work, body));
    let mistakes =
        write.mistakes.as_ref().map(|fields| fields.iter().map(|(_, wrong)| wrong.len()).sum::<usize>());
    let body = area_of_body.map(|text| (plural(text.words() as u64, "word", "words"), text.line() + 1));
    let below = [
        body.as_ref().map(|(words, _)| words.clone()),
        mistakes.map(|count| format!("{count} spelling")),
        body.as_ref().map(|(_, line)| format!("line {line}")),
    ];
    let below = below.into_iter().flatten().collect::<Vec<_>>().join(" · ");
    let pane = Pane { title, remark, below: &below, focused: spot.is_some() };
    let room = pane.draw(frame, area, scene.theme);
    match write.row(work) {
        Row::Add => note(
            frame,
            room,
            scene,
            &["Enter adds a section: you choose what it is,", "then write it in each language."],
        ),
        Row::Section(_) => match section {
            Some(section) if section.is_for(&work.lang) => draw_section(write, section, frame, room, scene),
            _ => note(
                frame,
                room,
                scene,
                &[
                    "This section is meant for other languages only.",
                    "The edition in this one is complete without it.",
                ],
            ),
        },
        Row::Head => draw_head(write, frame, room, scene),
    }
}

fn note(frame: &mut Canvas, room: Rect, scene: &Scene<'_>, lines: &[&str]) {
    let mut rows = Rows::default();
    for line in lines.iter().flat_map(|line| wrap(line, usize::from(room.width))) {
        rows.line(&line, Style::new());
    }
    rows.draw(frame, room, scene.theme, false, 0);
}

fn draw_head(write: &Write, frame: &mut Canvas, room: Rect, scene: &Scene<'_>) {
    let hints = [
        (Spot::Subject, "Subject", "seen first, in the list of mails"),
        (Spot::InboxLine, "Inbox line", "grey words after the subject, in inboxes"),
        (Spot::Title, "Title", "empty: the newsletter's own name"),
    ];
    let unread = hints.iter().find_map(|(spot, ..)| scene.work.unread(spot));
    let mut y = room.y;
    for (spot, name, hint) in hints {
        if y + 1 > room.bottom() {
            return;
        }
        field(write, &spot, name, frame, Rect { y, height: 1, ..room }, scene);
        if unread.is_none() && room.height > 7 && y + 1 < room.bottom() {
            let hint = cut(hint, usize::from(room.width).saturating_sub(12));
            put(frame.buffer_mut(), room.x + 12, y + 1, &hint, Style::new());
            y += 3;
        } else {
            y += 1;
        }
    }
    if let Some(problem) = unread {
        let area = Rect { y: y + 1, height: room.bottom().saturating_sub(y + 1), ..room };
        draw_unread(problem, frame, area, scene);
    }
}

/// Why the words of a field are not known, and what to do about it. Gives the lines that this took.
fn draw_unread(problem: &Problem, frame: &mut Canvas, room: Rect, scene: &Scene<'_>) -> u16 {
    let width = usize::from(room.width);
    let why = format!("x {}.", unread_words(problem));
    let remedy = format!("Its words are not lost. In an editor {}. Then press F2.", problem.remedy);
    let mut rows = Rows::default();
    wrap(&why, width).iter().for_each(|line| rows.line(line, scene.theme.style(Role::MustFix)));
    wrap(&remedy, width).iter().for_each(|line| rows.line(line, Style::new()));
    rows.draw(frame, room, scene.theme, false, 0);
    u16::try_from(rows.len()).unwrap_or(u16::MAX).min(room.height)
}

/// One labelled line.
fn field(write: &Write, spot: &Spot, name: &str, frame: &mut Canvas, line: Rect, scene: &Scene<'_>) {
    let focused = write.spot(scene.work).as_ref() == Some(spot);
    let style = scene.theme.style(if focused { Role::Focus } else { Role::Title });
    put(frame.buffer_mut(), line.x, line.y, name, style);
    let area = Rect { x: line.x + 12, width: line.width.saturating_sub(12), ..line };
    let at = write.spots(scene.work).iter().position(|known| known == spot).unwrap_or(0);
    frame.stands_for(area, Target::Field(at));
    let Some(text) = write.known(scene.work, spot) else { return };
    if text.is_blank() && scene.work.unread(spot).is_some() {
        put(frame.buffer_mut(), area.x, area.y, "(can't be read)", scene.theme.style(Role::MustFix));
        return;
    }
    let ground = Style::new().add_modifier(ratatui::style::Modifier::UNDERLINED);
    let wrong = (write.wrong(spot), scene.theme.style(Role::Misspelt));
    if focused {
        text.draw_with(frame, area, true, wrong);
    } else {
        // From its beginning: the field itself shows where its cursor is.
        let words = cut(&clean(text.text()), usize::from(area.width));
        put(frame.buffer_mut(), area.x, area.y, &words, Style::new());
        for range in wrong.0 {
            let cells = |to: usize| u16::try_from(width(&clean(&text.text()[..to]))).unwrap_or(u16::MAX);
            let x = area.x.saturating_add(cells(range.start));
            let word = Rect { x, width: cells(range.end) - cells(range.start), ..area };
            frame.buffer_mut().set_style(word.intersection(area), wrong.1);
        }
    }
    frame.buffer_mut().set_style(area, ground);
}

fn draw_section(write: &Write, section: &Section, frame: &mut Canvas, room: Rect, scene: &Scene<'_>) {
    let heading = Spot::Heading(section.id.clone());
    field(write, &heading, "Heading", frame, Rect { height: 1.min(room.height), ..room }, scene);
    let mut y = room.y + 1;
    if scene.work.is_event(section) {
        for (spot, name) in
            [(Spot::When(section.id.clone()), "When"), (Spot::Place(section.id.clone()), "Where")]
        {
            if y < room.bottom() {
                field(write, &spot, name, frame, Rect { y, height: 1, ..room }, scene);
                y += 1;
            }
            if matches!(spot, Spot::When(_))
                && let Some((words, role)) = about_date(write, section, scene)
            {
                for line in wrap(&words, usize::from(room.width).saturating_sub(12)).iter().take(2) {
                    if y < room.bottom() {
                        put(frame.buffer_mut(), room.x + 12, y, line, scene.theme.style(role));
                        y += 1;
                    }
                }
            }
        }
    }
    if room.height > 4 {
        let line = "─".repeat(usize::from(room.width));
        put(frame.buffer_mut(), room.x, y, &line, Style::new());
        y += 1;
    }
    let area = Rect { y, height: room.bottom().saturating_sub(y), ..room };
    let body = Spot::Body(section.id.clone());
    let focused = write.spot(scene.work).as_ref() == Some(&body);
    let mut area = area;
    if let Some(problem) = scene.work.unread(&body) {
        let told = draw_unread(problem, frame, area, scene);
        area = Rect { y: area.y + told, height: area.height - told, ..area };
    }
    if let Some(text) = write.known(scene.work, &body) {
        let at = write.spots(scene.work).len().saturating_sub(1);
        frame.stands_for(area, Target::Field(at));
        text.draw_with(frame, area, focused, (write.wrong(&body), scene.theme.style(Role::Misspelt)));
        if text.is_blank() && !focused && scene.work.unread(&body).is_none() {
            let words = "Nothing written yet. Enter starts writing.";
            put(frame.buffer_mut(), area.x, area.y, &cut(words, usize::from(area.width)), Style::new());
        }
    }
}

/// What is wrong with the date of an event; while it is typed, the date in words.
fn about_date(write: &Write, section: &Section, scene: &Scene<'_>) -> Option<(String, Role)> {
    if let Some(wrong) = scene.work.misread.get(&section.id) {
        return Some((wrong.clone(), Role::Attention));
    }
    let typing = matches!(write.spot(scene.work), Some(Spot::When(_)));
    let event = section.event.as_ref().filter(|_| typing)?;
    let english = Lang::parse("en").ok()?;
    Some((format_when(&english, &event.starts), Role::Text))
}

/// What is marked as a telephone shows it, while it is being written; it follows the cursor.
pub fn draw_live(write: &Write, frame: &mut Canvas, area: Rect, scene: &Scene<'_>) {
    let Some(section) = write.section(scene.work) else { return draw_reads(write, frame, area, scene) };
    let below = "F4 full preview · Ctrl+O browser";
    let pane = Pane { title: "Live preview", remark: "Phone 375", below, ..Pane::default() };
    let room = pane.draw(frame, area, scene.theme);
    let (work, columns) = (scene.work, usize::from(room.width));
    let blocks = page_preview(work.templates.as_deref(), &work.issue, &work.lang, section, columns);
    let lines = page_lines(&blocks, columns, 375, true);
    draw_page(&lines, frame, room, beside_the_cursor(write, scene, lines.len(), room));
}

/// The first line to show, of so many, so that what is written stands in the middle.
fn beside_the_cursor(write: &Write, scene: &Scene<'_>, lines: usize, room: Rect) -> usize {
    let body = write.spot(scene.work).filter(|spot| matches!(spot, Spot::Body(_)));
    body.and_then(|spot| write.known(scene.work, &spot)).map_or(0, |text| {
        let all = text.text().lines().count().max(1);
        (lines * text.line() / all).saturating_sub(usize::from(room.height) / 2)
    })
}

/// The plain-text view; it follows the cursor.
pub fn draw_reads(write: &Write, frame: &mut Canvas, area: Rect, scene: &Scene<'_>) {
    let name =
        write.section(scene.work).map(|section| section_name(&scene.work.issue, &scene.work.lang, section));
    let title = name.map_or("Reads as".to_owned(), |name| format!("Reads as: {name}"));
    let pane = Pane { title: &title, below: "Ctrl+O the true page", ..Pane::default() };
    let room = pane.draw(frame, area, scene.theme);
    let lines = reads(write, scene, usize::from(room.width));
    let mut rows = Rows::default();
    for line in &lines {
        rows.line(line, Style::new());
    }
    let from = beside_the_cursor(write, scene, lines.len(), room);
    rows.draw(frame, room, scene.theme, false, from);
}

/// What the letter's text part has of what is marked; the head as an inbox shows it.
fn reads(write: &Write, scene: &Scene<'_>, room: usize) -> Vec<String> {
    let work = scene.work;
    let Some(section) = write.section(work) else { return inbox(scene, room) };
    let lines = text_preview(work.templates.as_deref(), &work.issue, &work.lang, section, room);
    lines.iter().flat_map(|line| wrap(line, room)).collect()
}

fn inbox(scene: &Scene<'_>, room: usize) -> Vec<String> {
    let Some(settings) = scene.settings else { return Vec::new() };
    let lang = &scene.work.lang;
    let from = settings.sender.name.get_or_source(lang, settings.newsletter.source());
    let Some(edition) = scene.work.issue.editions.get(lang) else { return vec![cut(from, room)] };
    let words = [edition.subject.trim(), edition.preheader.trim()];
    let words: Vec<&str> = words.into_iter().filter(|words| !words.is_empty()).collect();
    vec![cut(from, room), cut(&clean(&words.join(" – ")), room)]
}
