//! The whole composer on a test terminal: keys in, screen out, effects answered by canned results.

use std::sync::Arc;

use courant::domain::{Audience, Lang, Problem};
use courant::tui::app::App;
use courant::tui::effect::Effect;
use courant::tui::event::{Event, Looked, Spelled};
use courant::tui::keys::{Gesture, Key, Mouse};
use courant::tui::theme::Theme;
use crossterm::event::KeyCode;
use jiff::{SignedDuration, Timestamp};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::layout::Position;
use ratatui::style::Style;
use unicode_width::UnicodeWidthStr as _;

pub use super::canned::*;

pub const FULL: Theme = Theme { colour: true, unicode: true };

/// A composer under test.
pub struct Composer {
    pub app: App,
    terminal: Terminal<TestBackend>,
    /// What it wanted done and nobody has answered.
    pub effects: Vec<Effect>,
    pub now: Timestamp,
    /// How many readers are counted before a question; nothing answers that while it is none.
    pub counted: Option<Audience>,
    /// How many times it has ordered the checks.
    pub checks: u64,
    /// Whether a word is right in a language; while there is none, no dictionary answers.
    pub dictionary: Option<fn(&Lang, &str) -> bool>,
    /// What was asked before there was one.
    unspelled: Vec<Effect>,
}

impl Composer {
    pub fn new(width: u16, height: u16, theme: Theme) -> Self {
        let now = start_of_time();
        let terminal = Terminal::new(TestBackend::new(width, height)).expect("a terminal");
        let app = App::new(theme, now);
        Self {
            app,
            terminal,
            effects: App::start(),
            now,
            counted: None,
            checks: 0,
            dictionary: None,
            unspelled: Vec::new(),
        }
    }

    /// On the shelf, with the settings and two issues.
    pub fn on_the_shelf(width: u16, height: u16, theme: Theme) -> Self {
        let mut composer = Self::new(width, height, theme);
        composer.tell(Event::Configured { settings: Some(Arc::new(settings())), problems: Vec::new() });
        composer.tell(Event::Shelf(cards()));
        composer.effects.clear();
        composer
    }

    /// In the demo issue.
    pub fn in_the_issue(width: u16, height: u16, theme: Theme) -> Self {
        let mut composer = Self::on_the_shelf(width, height, theme);
        composer.press("Enter");
        composer.tell(Event::Opened(Box::new(opened())));
        composer.effects.clear();
        composer
    }

    /// The same for somebody who may write this language and nothing else.
    pub fn of_a_translator(width: u16, height: u16, language: &str) -> Self {
        let mut composer = Self::new(width, height, FULL);
        composer.app = App::new(FULL, composer.now).only(Some(lang(language)));
        composer.tell(Event::Configured { settings: Some(Arc::new(settings())), problems: Vec::new() });
        composer.tell(Event::Shelf(cards()));
        composer.press("Enter");
        composer.tell(Event::Opened(Box::new(opened())));
        composer.effects.clear();
        composer
    }

    /// A key as the table has it.
    pub fn press_key(&mut self, key: Key) {
        self.tell(Event::Key(key));
    }

    pub fn tell(&mut self, event: Event) {
        if let Event::Audience(audience) = &event {
            self.counted = Some((**audience).clone());
        }
        let effects = self.app.update(event);
        for effect in &effects {
            if let Effect::Check { nth, .. } = effect {
                self.checks = *nth;
            }
        }
        self.effects.extend(effects);
        self.look_before_asking();
        self.spell();
        self.draw();
    }

    /// The checks that were ordered last answer.
    pub fn checks_find(&mut self, problems: Vec<Problem>) {
        self.tell(Event::Checked { nth: self.checks, problems });
    }

    /// Answers with what was counted last.
    fn look_before_asking(&mut self) {
        let Some(counted) = &self.counted else { return };
        let looks = |effect: &mut Effect| matches!(effect, Effect::LookBeforeAsking { .. });
        let ordered: Vec<Effect> = self.effects.extract_if(.., looks).collect();
        for effect in ordered {
            let Effect::LookBeforeAsking { issue, at, .. } = effect else { continue };
            let counted = Ok(Box::new(counted.clone()));
            let looked = Looked { issue, mailings: None, counted, at, shown: None, late: None };
            self.effects.extend(self.app.update(Event::Looked(Box::new(looked))));
        }
    }

    /// The dictionaries answer.
    fn spell(&mut self) {
        let spells = |effect: &mut Effect| matches!(effect, Effect::Spell { .. });
        loop {
            self.unspelled.extend(self.effects.extract_if(.., spells));
            let Some(dictionary) = self.dictionary.filter(|_| !self.unspelled.is_empty()) else { return };
            for effect in std::mem::take(&mut self.unspelled) {
                let Effect::Spell { lang, words } = effect else { continue };
                let judged = words.into_iter().map(|word| (dictionary(&lang, &word), word));
                let answers = judged.map(|(right, word)| (word, right)).collect();
                self.effects.extend(self.app.update(Event::Spelled(Spelled::Words { lang, answers })));
            }
        }
    }

    fn draw(&mut self) {
        let app = &self.app;
        self.terminal.draw(|frame| app.view(frame)).expect("a drawn screen");
    }

    /// Keys by their names: `F5`, `Enter`, `Alt+Up`, `Ctrl+S`, `Space`, one letter.
    pub fn press(&mut self, keys: &str) {
        for name in keys.split(' ') {
            self.tell(Event::Key(key(name)));
        }
    }

    pub fn type_text(&mut self, text: &str) {
        for letter in text.chars() {
            self.tell(Event::Key(Key::char(letter)));
        }
    }

    /// Where the first letter of these words stands on the screen.
    #[track_caller]
    pub fn place_of(&mut self, words: &str) -> Position {
        let screen = self.screen();
        let found = screen.lines().zip(0..).find_map(|(line, y)| line.find(words).map(|at| (line, at, y)));
        let (line, at, y) = found.unwrap_or_else(|| panic!("\"{words}\" is not on the screen:\n{screen}"));
        Position { x: u16::try_from(line[..at].width()).expect("a column"), y }
    }

    /// The mouse goes down and up on the first of these words.
    #[track_caller]
    pub fn click(&mut self, words: &str) {
        let at = self.place_of(words);
        self.gesture(at, Gesture::Press);
        self.gesture(at, Gesture::Release);
    }

    pub fn gesture(&mut self, at: Position, gesture: Gesture) {
        self.draw();
        self.tell(Event::Mouse(Mouse { at, gesture }));
    }

    pub fn wait(&mut self, seconds: i64) {
        self.now = self.now.checked_add(SignedDuration::from_secs(seconds)).expect("a moment");
        self.tell(Event::Tick(self.now));
    }

    /// How the first letter of these words is drawn.
    #[track_caller]
    pub fn style_of(&mut self, words: &str) -> Style {
        let at = self.place_of(words);
        self.terminal.backend().buffer().cell(at).expect("a cell").style()
    }

    pub fn screen(&mut self) -> String {
        self.draw();
        self.terminal
            .backend()
            .to_string()
            .lines()
            .map(|line| format!("{}\n", line.trim_matches('"')))
            .collect()
    }

    /// Fails with the last screen.
    #[track_caller]
    pub fn sees(&mut self, words: &str) {
        let screen = self.screen();
        assert!(screen.contains(words), "\"{words}\" is not on the screen:\n{screen}");
    }

    #[track_caller]
    pub fn does_not_see(&mut self, words: &str) {
        let screen = self.screen();
        assert!(!screen.contains(words), "\"{words}\" is on the screen:\n{screen}");
    }

    /// Takes the one effect that `wanted` fits; fails with all of them.
    #[track_caller]
    pub fn expect_effect(&mut self, what: &str, wanted: impl Fn(&Effect) -> bool) -> Effect {
        let at = self.effects.iter().position(wanted);
        let screen = self.screen();
        let at = at.unwrap_or_else(|| panic!("no {what} among {:?}\n{screen}", self.effects));
        self.effects.remove(at)
    }
}

fn key(name: &str) -> Key {
    let (held, name) = name.rsplit_once('+').unwrap_or(("", name));
    let code = match name {
        "Enter" => KeyCode::Enter,
        "Esc" => KeyCode::Esc,
        "Tab" => KeyCode::Tab,
        "Up" => KeyCode::Up,
        "Down" => KeyCode::Down,
        "Left" => KeyCode::Left,
        "Right" => KeyCode::Right,
        "Home" => KeyCode::Home,
        "End" => KeyCode::End,
        "PgUp" => KeyCode::PageUp,
        "PgDn" => KeyCode::PageDown,
        "Ins" => KeyCode::Insert,
        "Del" => KeyCode::Delete,
        "Backspace" => KeyCode::Backspace,
        "Space" => KeyCode::Char(' '),
        name if name.len() > 1 && name.starts_with('F') => KeyCode::F(name[1..].parse().expect("a number")),
        name => KeyCode::Char(name.chars().next().expect("a letter").to_ascii_lowercase()),
    };
    Key { code, ctrl: held == "Ctrl", alt: held == "Alt", shift: false }
}
