//! How the text lies on the screen, and how it is drawn.

use std::ops::Range;

use ratatui::layout::{Position, Rect};
use ratatui::style::{Modifier, Style};

use super::super::wrapping::{Hidden, Row, clusters, row_of, wrap_line};
use super::super::{Canvas, put};
use super::{TextArea, borders};
use crate::domain::prose::{Look, Shape, shapes};

/// Bytes of the text, and how they look.
type Marks<'m> = (&'m [Range<usize>], Style);

/// A line with what is to be seen of it.
struct Line<'a> {
    text: &'a str,
    start: usize,
    shapes: Vec<Shape>,
    hidden: Hidden,
}

impl TextArea {
    /// The line from byte `start` on. Its signs are hidden unless one writes in it.
    fn line_at(&self, start: usize, writing: bool) -> Line<'_> {
        let text = &self.text[start..borders::line_end(&self.text, start)];
        let shapes = if self.one_line { Vec::new() } else { shapes(text) };
        let written = writing && (start..=start + text.len()).contains(&self.cursor);
        let hidden = if written { Vec::new() } else { signs(&shapes) };
        Line { text, start, shapes, hidden }
    }

    fn rows(&self, writing: bool) -> Vec<Row> {
        if self.one_line {
            return vec![Row { start: 0, end: self.text.len(), last: true }];
        }
        let room = self.room.get().0;
        let mut rows = Vec::new();
        let mut wraps = self.wraps.borrow_mut();
        wraps.begin(room);
        let mut start = 0;
        for text in self.text.split('\n') {
            if writing && (start..=start + text.len()).contains(&self.cursor) {
                wrap_line(text, start, &Hidden::new(), room, &mut rows);
            } else {
                let wrap = || {
                    let mut own = Vec::new();
                    wrap_line(text, 0, &signs(&shapes(text)), room, &mut own);
                    own
                };
                let own = wraps.of(text, wrap).iter();
                rows.extend(own.map(|row| Row { start: start + row.start, end: start + row.end, ..*row }));
            }
            start += text.len() + 1;
        }
        rows
    }

    #[cfg(test)]
    pub(super) fn rows_for_tests(&self) -> Vec<&str> {
        self.rows(true).iter().map(|row| &self.text[row.start..row.end]).collect()
    }

    /// The beginning or the end of the row on the screen.
    pub(super) fn edge(&self, end: bool) -> usize {
        let rows = self.rows(true);
        let row = &rows[row_of(&rows, self.cursor)];
        if end { self.last_place(row) } else { row.start }
    }

    /// The last place for the cursor on a row: before its last letter where the line goes on below.
    fn last_place(&self, row: &Row) -> usize {
        if row.last { row.end } else { borders::before(&self.text, row.end).max(row.start) }
    }

    /// The place so many rows up or down, and the cell that it keeps to.
    pub(super) fn by_rows(&self, by: isize) -> (usize, usize) {
        let rows = self.rows(true);
        let at = row_of(&rows, self.cursor);
        let goal = self.goal.unwrap_or_else(|| self.cells(rows[at].start..self.cursor));
        let to = at.saturating_add_signed(by).min(rows.len() - 1);
        let row = rows[to];
        let mut line = self.line_at(borders::line_start(&self.text, row.start), true);
        if by.abs() != 1 || line.hidden.is_empty() {
            return (self.place_near(&row, &line, goal), goal);
        }
        // On the line that is come to the signs will show: its first row, or its last, is another one then.
        line.hidden.clear();
        let mut shown = Vec::new();
        wrap_line(line.text, line.start, &line.hidden, self.room.get().0, &mut shown);
        let row = if by > 0 { shown[0] } else { shown[shown.len() - 1] };
        (self.place_near(&row, &line, goal), goal)
    }

    /// The place on a row that is nearest to a cell.
    fn place_near(&self, row: &Row, line: &Line<'_>, cell: usize) -> usize {
        let mut used = 0;
        let piece = &self.text[row.start..row.end];
        for (at, _, cells) in clusters(piece, row.start - line.start, &line.hidden) {
            if used + cells > cell {
                return (line.start + at).min(self.last_place(row));
            }
            used += cells;
        }
        self.last_place(row)
    }

    /// The cells of a piece of the line that the cursor is on.
    fn cells(&self, range: Range<usize>) -> usize {
        super::super::width(&self.text[range.start..range.end.max(range.start)])
    }

    /// To the letter at a place of the area that it was drawn in; `focused` as it was drawn then. `marking` keeps where the
    /// mark begins.
    pub fn go_to_cell(&mut self, area: Rect, at: Position, focused: bool, marking: bool) {
        let rows = self.rows(focused);
        let below = usize::from(at.y.saturating_sub(area.y));
        let row = rows[(self.top.get() + below).min(rows.len() - 1)];
        let line = self.line_at(borders::line_start(&self.text, row.start), focused);
        let left = if self.one_line && focused { self.left(area) } else { 0 };
        let place = self.place_near(&row, &line, left + usize::from(at.x.saturating_sub(area.x)));
        self.go(place, marking);
    }

    /// Cells of a field that are out of sight at its left.
    fn left(&self, area: Rect) -> usize {
        (self.cells(0..self.cursor) + 1).saturating_sub(usize::from(area.width))
    }

    /// Draws it; with `focused` the terminal's cursor stands in it.
    pub fn draw(&self, frame: &mut Canvas, area: Rect, focused: bool) {
        self.draw_with(frame, area, focused, (&[], Style::new()));
    }

    /// The same with some of its bytes in a style of their own.
    pub fn draw_with(&self, frame: &mut Canvas, area: Rect, focused: bool, some: Marks<'_>) {
        if area.is_empty() {
            return;
        }
        let (width, height) = (usize::from(area.width), usize::from(area.height));
        self.room.set((width, height));
        let rows = self.rows(focused);
        let at = row_of(&rows, self.cursor);
        let top = self.top.get().clamp((at + 1).saturating_sub(height), at);
        self.top.set(top);
        let cursor = self.cells(rows[at].start..self.cursor);
        let left = if self.one_line { self.left(area) } else { 0 };
        let mut line = self.line_at(borders::line_start(&self.text, rows[top].start), focused);
        for (y, row) in (area.y..area.bottom()).zip(&rows[top..]) {
            if row.start > line.start + line.text.len() {
                line = self.line_at(row.start, focused);
            }
            self.draw_row(frame, Rect { y, height: 1, ..area }, row, &line, left, some);
        }
        if focused {
            let x = u16::try_from(cursor - left).unwrap_or(u16::MAX);
            let y = u16::try_from(at - top).unwrap_or(u16::MAX);
            frame.set_cursor_position(Position {
                x: area.x.saturating_add(x).min(area.right() - 1),
                y: area.y.saturating_add(y).min(area.bottom() - 1),
            });
        }
    }

    fn draw_row(
        &self,
        frame: &mut Canvas,
        area: Rect,
        row: &Row,
        line: &Line<'_>,
        left: usize,
        some: Marks<'_>,
    ) {
        let marked = self.marked().unwrap_or_default();
        let piece = &self.text[row.start..row.end];
        let mut cell = 0;
        for (at, cluster, cells) in clusters(piece, row.start - line.start, &line.hidden) {
            let mut style = line.style(at);
            if some.0.iter().any(|range| range.contains(&(line.start + at))) {
                style = style.patch(some.1);
            }
            if marked.contains(&(line.start + at)) {
                style = style.add_modifier(Modifier::REVERSED);
            }
            if cells > 0 && cell >= left && cell + cells - left <= usize::from(area.width) {
                let x = area.x + u16::try_from(cell - left).unwrap_or(0);
                put(frame.buffer_mut(), x, area.y, cluster, style);
            }
            cell += cells;
        }
    }
}

impl Line<'_> {
    fn style(&self, at: usize) -> Style {
        let looks = self.shapes.iter().filter(|shape| shape.range.contains(&at));
        looks.fold(Style::new(), |style, shape| match shape.look {
            Look::Sign => style.add_modifier(Modifier::DIM),
            Look::Heading | Look::Strong => style.add_modifier(Modifier::BOLD),
            Look::Emphasis => style.add_modifier(Modifier::ITALIC),
            Look::Link => style.add_modifier(Modifier::UNDERLINED),
        })
    }
}

fn signs(shapes: &[Shape]) -> Hidden {
    shapes.iter().filter(|shape| shape.look == Look::Sign).map(|shape| shape.range.clone()).collect()
}
