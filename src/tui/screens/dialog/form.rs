//! Fields one below the other, what is said about each right below it, and two buttons. Enter and Tab go on, and do what the
//! button says that they come to.

use crossterm::event::KeyCode;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

use super::{Content, FormField, over};
use crate::tui::keys::Key;
use crate::tui::theme::{Role, Theme};
use crate::tui::widgets::{Canvas, Target, clean, cut, put, put_right, wrap};

/// Where the fields begin.
const LABEL: u16 = 11;
const BUTTONS: [&str; 2] = ["Put it in", "Leave it as it was"];
const LEFT: &str = "! What you changed is not put in. Esc again leaves it.";

/// What a key in a form comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Press {
    /// Somebody goes on filling it in.
    Stay,
    Leave,
    PutIn,
}

/// The fields, and which has the keys.
#[derive(Debug)]
pub struct Form {
    title: String,
    pub fields: Vec<FormField>,
    /// A field; after the last one the buttons.
    pub at: usize,
    changed: bool,
    /// Esc was pressed over what is changed.
    asked: bool,
}

impl Form {
    pub fn new(title: String, fields: Vec<FormField>) -> Self {
        Self { title, fields, at: 0, changed: false, asked: false }
    }

    pub fn on_key(&mut self, key: Key) -> Press {
        let asked = std::mem::take(&mut self.asked);
        let count = self.fields.len() + BUTTONS.len();
        match key.code {
            KeyCode::Esc if self.changed && !asked => self.asked = true,
            KeyCode::Esc => return Press::Leave,
            KeyCode::Char('s') if key.ctrl => return Press::PutIn,
            KeyCode::Enter | KeyCode::Char(' ') if self.at == self.fields.len() => return Press::PutIn,
            KeyCode::Enter | KeyCode::Char(' ') if self.at > self.fields.len() => return Press::Leave,
            KeyCode::Enter | KeyCode::Tab | KeyCode::Down => self.at = (self.at + 1) % count,
            KeyCode::BackTab | KeyCode::Up => self.at = (self.at + count - 1) % count,
            KeyCode::Left if self.at >= self.fields.len() => self.at = self.fields.len(),
            KeyCode::Right if self.at >= self.fields.len() => self.at = count - 1,
            _ => {
                if let Some(field) = self.fields.get_mut(self.at) {
                    self.changed |= field.on_key(key);
                }
            }
        }
        Press::Stay
    }

    /// The field that has the keys; none on a button.
    pub fn field(&mut self) -> Option<&mut FormField> {
        self.fields.get_mut(self.at)
    }

    pub fn paste(&mut self, text: &str) {
        if let Some(FormField { content: Content::Text(area), .. }) = self.fields.get_mut(self.at) {
            self.changed |= area.paste(text);
            self.asked = false;
        }
    }

    /// A click on a field; what is chosen by one key changes with it.
    pub fn press(&mut self, field: usize) {
        self.at = field;
        if self.fields.get(field).is_some_and(|field| !matches!(field.content, Content::Text(_))) {
            _ = self.on_key(Key::char(' '));
        }
    }

    /// A click on one of several things to choose from; no form asks for more than one such choice.
    pub fn choose(&mut self, nth: usize) {
        for (field, one) in self.fields.iter_mut().enumerate() {
            if let Content::OneOf { at, .. } = &mut one.content {
                self.changed |= *at != nth;
                (*at, self.at) = (nth, field);
            }
        }
    }

    pub fn press_button(&mut self, button: usize) {
        self.at = self.fields.len() + button;
    }

    /// To the first field that something is wrong with; whether there is one.
    pub fn go_to_fault(&mut self) -> bool {
        let fault = self.fields.iter().position(|field| field.wrong.is_some());
        self.at = fault.unwrap_or(self.at);
        fault.is_some()
    }

    /// The lines that the fields take: of each the field it belongs to, and the words below it, if it is not its own.
    fn lines(&self, width: usize) -> Vec<(usize, Option<(String, Role)>)> {
        let mut lines = Vec::new();
        let mut said = Vec::new();
        for (at, field) in self.fields.iter().enumerate() {
            if !field.beside {
                lines.append(&mut said);
                lines.push((at, None));
            }
            let wrong = field.wrong.iter().map(|why| (why, Role::Attention));
            let about = field.about.iter().map(|words| (words, Role::Text));
            for (words, role) in wrong.chain(about) {
                said.extend(wrap(words, width).into_iter().map(|line| (at, Some((line, role)))));
            }
        }
        lines.append(&mut said);
        lines
    }

    pub fn view(&self, frame: &mut Canvas, theme: Theme) {
        let inside = over::inside(frame);
        let lines = self.lines(usize::from(inside.saturating_sub(LABEL)));
        let room = over::draw(frame, theme, &self.title, lines.len() + 2);
        let height = usize::from(room.height.saturating_sub(2));
        let row = |at: usize| lines.iter().rposition(|(field, _)| *field == at);
        let last = match row(self.at.min(self.fields.len().saturating_sub(1))) {
            _ if self.at >= self.fields.len() => lines.len(),
            row => row.map_or(0, |row| row + 1),
        };
        let first = last.saturating_sub(height);
        for ((at, words), y) in lines.iter().skip(first).take(height).zip(room.y..) {
            let line = Rect { y, height: 1, ..room };
            match words {
                Some((words, role)) => {
                    put(frame.buffer_mut(), room.x + LABEL, y, &clean(words), theme.style(*role));
                }
                None => self.row(*at, frame, line, theme),
            }
        }
        let buttons = room.bottom().saturating_sub(1);
        let hidden = (first > 0, lines.len() > first + height);
        let more = match hidden {
            (false, false) => "",
            (true, false) => "↑ more",
            (false, true) => "↓ more",
            (true, true) => "↑ ↓ more",
        };
        let told = Rect { y: buttons.saturating_sub(1), height: 1, ..room };
        if self.asked {
            let words = cut(LEFT, usize::from(room.width));
            put(frame.buffer_mut(), room.x, told.y, &words, theme.style(Role::Attention));
        } else {
            put_right(frame.buffer_mut(), told, told.y, more, theme.style(Role::Title));
        }
        let marked = self.at.checked_sub(self.fields.len()).unwrap_or(BUTTONS.len());
        over::buttons(frame, theme, room, buttons, &BUTTONS, marked);
    }

    /// A field, and the one beside it.
    fn row(&self, at: usize, frame: &mut Canvas, line: Rect, theme: Theme) {
        let beside = self.fields.get(at + 1).is_some_and(|next| next.beside);
        let room = line.width.saturating_sub(LABEL);
        let half = room / 2;
        let style = |at: usize| theme.style(if at == self.at { Role::Focus } else { Role::Title });
        put(frame.buffer_mut(), line.x, line.y, self.fields[at].label, style(at));
        let x = line.x + LABEL;
        let width = if beside { half.saturating_sub(1) } else { room };
        self.draw(at, frame, Rect { x, width, ..line }, theme);
        if beside {
            let label = self.fields[at + 1].label;
            let long = u16::try_from(label.len()).unwrap_or(0) + 1;
            put(frame.buffer_mut(), x + half, line.y, label, style(at + 1));
            let area = Rect { x: x + half + long, width: (room - half).saturating_sub(long), ..line };
            self.draw(at + 1, frame, area, theme);
        }
    }

    fn draw(&self, at: usize, frame: &mut Canvas, area: Rect, theme: Theme) {
        let focused = at == self.at;
        frame.stands_for(area, Target::Field(at));
        let width = usize::from(area.width);
        match &self.fields[at].content {
            Content::Text(text) => {
                if focused {
                    text.draw(frame, area, true);
                } else {
                    put(frame.buffer_mut(), area.x, area.y, &cut(&clean(text.text()), width), Style::new());
                }
                frame.buffer_mut().set_style(area, Style::new().add_modifier(Modifier::UNDERLINED));
            }
            Content::OneOf { names, at } => {
                let style = if focused { theme.style(Role::Selected) } else { Style::new() };
                let long: usize = names.iter().map(|name| name.len() + 6).sum();
                let gap = if long.saturating_sub(2) > width { 1 } else { 2 };
                let mut x = area.x;
                for (nth, name) in names.iter().enumerate() {
                    let words = format!("{} {name}", if nth == *at { "(x)" } else { "( )" });
                    let words = cut(&words, usize::from(area.right().saturating_sub(x)));
                    put(frame.buffer_mut(), x, area.y, &words, style);
                    let wide = u16::try_from(words.len()).unwrap_or(0);
                    frame.stands_for(Rect { x, width: wide, ..area }, Target::Menu(nth));
                    x += wide + gap;
                }
            }
            Content::Tick { ticked, words } => {
                let words = format!("[{}] {words}", if *ticked { "x" } else { " " });
                let style = if focused { theme.style(Role::Selected) } else { Style::new() };
                put(frame.buffer_mut(), area.x, area.y, &cut(&words, width), style);
            }
        }
    }
}
