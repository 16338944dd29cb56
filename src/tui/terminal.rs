//! The one guard of the terminal: takes it for the composer and gives it back on every way out, a panic too.

use std::io::{self, Stdout, Write as _, stdout};
use std::sync::Once;
use std::sync::atomic::{AtomicBool, Ordering};

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use crossterm::cursor::Show;
use crossterm::event::{DisableBracketedPaste, EnableBracketedPaste};
use crossterm::execute;
use crossterm::style::Print;
use crossterm::terminal::{
    Clear, ClearType, EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode,
};
use ratatui::Terminal;
use ratatui::backend::CrosstermBackend;

/// Presses, drags and the wheel, with places past column 223 (xterm's 1000, 1002, 1006). Not every movement, as crossterm would ask
/// for: over a slow line each costs something, and hovering means nothing here.
const MOUSE_ON: &str = "\x1b[?1000h\x1b[?1002h\x1b[?1006h";
const MOUSE_OFF: &str = "\x1b[?1006l\x1b[?1002l\x1b[?1000l";

/// Whether the terminal is ours now; the panic hook has to know.
static TAKEN: AtomicBool = AtomicBool::new(false);

/// A terminal in raw mode on its alternate screen, until it is dropped.
#[derive(Debug)]
pub struct Guard {
    pub terminal: Terminal<CrosstermBackend<Stdout>>,
}

impl Guard {
    /// Takes the terminal.
    pub fn take() -> io::Result<Self> {
        give_back_on_panic();
        take()?;
        Ok(Self { terminal: Terminal::new(CrosstermBackend::new(stdout()))? })
    }

    /// Leaves the terminal to others, until [`Self::step_in`].
    #[allow(clippy::unused_self, reason = "only whoever has the terminal can leave it")]
    pub fn step_aside(&mut self) {
        give_back();
    }

    /// Takes it again, whatever others have made of it; all of it is drawn anew.
    pub fn step_in(&mut self) -> io::Result<()> {
        give_back();
        take()?;
        // Ratatui's own way to forget what was drawn asks the terminal where its cursor is, and waits for the answer.
        self.terminal = Terminal::new(CrosstermBackend::new(stdout()))?;
        Ok(())
    }
}

fn take() -> io::Result<()> {
    TAKEN.store(true, Ordering::SeqCst);
    enable_raw_mode()?;
    execute!(stdout(), EnterAlternateScreen, Clear(ClearType::All), EnableBracketedPaste, Print(MOUSE_ON))
}

impl Drop for Guard {
    fn drop(&mut self) {
        give_back();
    }
}

/// The longest text that terminals take into their clipboard: 74,994 bytes of base64 (xterm).
const LONGEST: usize = 74_994 / 4 * 3;

/// Asks the terminal to put a text into the clipboard of the computer it runs on (OSC 52), over SSH too. One that does not know
/// this does nothing.
pub fn copy(text: &str) {
    let known = std::env::var("TERM").is_ok_and(|term| term != "linux" && term != "dumb");
    if TAKEN.load(Ordering::SeqCst) && known && text.len() <= LONGEST {
        _ = write!(stdout(), "\x1b]52;c;{}\x07", BASE64_STANDARD.encode(text));
        _ = stdout().flush();
    }
}

/// Gives the terminal back, once. What fails here can't be told to anybody.
fn give_back() {
    if !TAKEN.swap(false, Ordering::SeqCst) {
        return;
    }
    _ = disable_raw_mode();
    _ = execute!(stdout(), Print(MOUSE_OFF), DisableBracketedPaste, LeaveAlternateScreen, Show);
    _ = stdout().flush();
}

/// A panic of the main thread is told on a terminal that can show it. Elsewhere the work that panicked
/// answers for itself, and nothing may be written over the screen.
fn give_back_on_panic() {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let main = std::thread::current().id();
        let before = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            let ours = TAKEN.load(Ordering::SeqCst);
            if std::thread::current().id() == main {
                give_back();
            } else if ours {
                return;
            }
            before(panic);
        }));
    });
}
