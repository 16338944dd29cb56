//! The composer in a real terminal: it starts and quits, and every way out gives the terminal back.

use std::io::{Read as _, Write as _};
use std::num::NonZero;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

use crate::props::until::until_seen;
use crate::send_command::Demo;

/// Long enough for the seconds before a mailing on a busy machine; nothing is measured by it.
const PATIENCE: Duration = Duration::from_secs(180);

/// As most editors save: whoever reads beside finds the whole of the old text or of the new one.
fn save_by_hand(file: &Path, text: &str) {
    let beside = file.with_extension("new");
    std::fs::write(&beside, text).expect("a file");
    std::fs::rename(beside, file).expect("the file");
}

fn cells(count: u16) -> NonZero<u16> {
    NonZero::new(count).expect("a cell or more")
}

/// A terminal of 80 by 24 with a program in it.
pub struct Tty {
    master: Box<dyn MasterPty + Send>,
    keys: Box<dyn std::io::Write + Send>,
    pub child: Box<dyn Child + Send + Sync>,
    output: Receiver<Vec<u8>>,
    /// Tells the reader to let go of the terminal, and waits for that.
    closing: Arc<AtomicBool>,
    reading: JoinHandle<()>,
    screen: vt100::Parser,
    all: Vec<u8>,
}

impl Tty {
    pub fn run(mut command: CommandBuilder) -> Self {
        let size = PtySize { rows: 24, cols: 80, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).expect("a terminal");
        command.env("TERM", "xterm-256color");
        command.env("LC_ALL", "C.UTF-8");
        for name in ["NO_COLOR", "DISPLAY", "WAYLAND_DISPLAY"] {
            command.env_remove(name);
        }
        let child = pair.slave.spawn_command(command).expect("a program");
        drop(pair.slave);
        let mut reader = pair.master.try_clone_reader().expect("a reader");
        let (sender, output) = channel();
        let closing = Arc::new(AtomicBool::new(false));
        let closed = Arc::clone(&closing);
        let reading = std::thread::spawn(move || {
            let mut some = [0; 4096];
            while let Ok(count @ 1..) = reader.read(&mut some) {
                if closed.load(Ordering::SeqCst) || sender.send(some[..count].to_vec()).is_err() {
                    return;
                }
            }
        });
        let keys = pair.master.take_writer().expect("a writer");
        let screen = vt100::Parser::new(cells(24), cells(80), 0);
        Self { master: pair.master, keys, child, output, closing, reading, screen, all: Vec::new() }
    }

    pub fn composer(workspace: &Path) -> Self {
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_courant"));
        command.cwd(workspace);
        command.env_remove("BROWSER");
        Self::run(command)
    }

    /// In the text of the one section of `workspace`.
    #[track_caller]
    pub fn in_the_tides(workspace: &Path) -> Self {
        let mut tty = Self::composer(workspace);
        tty.goes_to_the_tides();
        tty
    }

    #[track_caller]
    pub fn goes_to_the_tides(&mut self) {
        self.sees("Summer 2018");
        self.press(b"\r");
        self.sees("The tides");
        self.press(b"\x1b[B\r");
        self.sees("line 1");
    }

    /// In the issue of summer of the demo, at its sections.
    #[track_caller]
    pub fn in_the_demo(demo: &Demo) -> Self {
        let mut tty = Self::composer(&demo.path(""));
        tty.goes_to_the_summer();
        tty
    }

    /// From the shelf of the demo.
    #[track_caller]
    pub fn goes_to_the_summer(&mut self) {
        self.sees("Summer 2018");
        self.press(b"\x1b[F");
        self.sees("issues/2018-06-summer");
        self.press(b"\r");
        self.sees("Where we stand");
    }

    /// Takes what comes until `fits`.
    #[track_caller]
    pub fn wait_for(&mut self, what: &str, fits: impl Fn(&Self) -> bool) {
        let begun = Instant::now();
        while !fits(self) {
            // Something may come again and again that is not what is waited for.
            let left = PATIENCE.saturating_sub(begun.elapsed());
            let Ok(bytes) = self.output.recv_timeout(left) else {
                panic!("{what} did not come:\n{}\n{:?}", self.contents(), self.text());
            };
            self.screen.process(&bytes);
            self.all.extend_from_slice(&bytes);
        }
    }

    /// All that was ever written to it.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.all).into_owned()
    }

    pub fn contents(&self) -> String {
        self.screen.screen().contents()
    }

    /// Whether any cell has a colour of its own.
    pub fn is_coloured(&self) -> bool {
        let screen = self.screen.screen();
        let cells = (0..24).flat_map(|row| (0..80).filter_map(move |column| screen.cell(row, column)));
        cells.map(|cell| (cell.fgcolor(), cell.bgcolor())).any(|both| both != Default::default())
    }

    #[track_caller]
    pub fn sees(&mut self, words: &str) {
        self.wait_for(words, |tty| tty.contents().contains(words));
    }

    pub fn press(&mut self, bytes: &[u8]) {
        self.keys.write_all(bytes).expect("a key");
    }

    /// Paste marks off, the alternate screen left, the cursor shown, lines read as lines.
    #[track_caller]
    pub fn is_given_back(&mut self) {
        self.wait_for("the terminal", |tty| {
            let text = tty.text();
            let off = |on: &str, off: &str| text.rfind(off) > text.rfind(on);
            off("\u{1b}[?1049h", "\u{1b}[?1049l") && off("\u{1b}[?2004h", "\u{1b}[?2004l")
        });
        assert!(!self.screen.screen().hide_cursor(), "the cursor is hidden");
        let modes = || format!("{:?}", self.master.get_termios().expect("a terminal's modes").local_flags);
        until_seen("the modes of lines", modes, |modes| modes.contains("ICANON") && modes.contains("ECHO"));
    }

    /// The window is gone: nobody holds the other end of the terminal any more. What the program has not read by then
    /// goes with it.
    pub fn close(self) -> Box<dyn Child + Send + Sync> {
        self.closing.store(true, Ordering::SeqCst);
        // What is drawn at another size wakes the reader.
        self.resize(30, 100);
        let end = loop {
            match self.output.recv_timeout(PATIENCE) {
                Ok(_) => {}
                Err(end) => break end,
            }
        };
        assert_eq!(end, RecvTimeoutError::Disconnected, "nothing was drawn at another size");
        self.reading.join().expect("a reader that is done");
        self.child
    }

    fn resize(&self, rows: u16, cols: u16) {
        let size = PtySize { rows, cols, pixel_width: 0, pixel_height: 0 };
        self.master.resize(size).expect("another size");
    }

    pub fn signal(&self, name: &str) {
        let pid = self.child.process_id().expect("a process").to_string();
        let done = std::process::Command::new("kill").args([name, &pid]).status().expect("kill");
        assert!(done.success());
    }
}

/// A small newsletter with one issue.
pub fn workspace() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let put = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        std::fs::write(path, text).expect("a file");
    };
    put(
        "config.toml",
        "format = 1\n[newsletter]\nname = \"Harbour News\"\nlist_id = \"news.example.eu\"\nlanguages = [\"en\", \"hu\"]\n\
         timezone = \"Europe/Amsterdam\"\nmode = \"test\"\n[sender]\nfrom = \"Harbour News <news@example.eu>\"\n\
         organisation = \"Harbour\"\naddress = [\"Quay 1\"]\n[delivery]\ntransport = \"files\"\n",
    );
    put(
        "issues/2018-06-summer/issue.toml",
        "title = \"Summer 2018\" # ours\nlanguages = [\"en\", \"hu\"]\nlists = [\"friends\"]\n\n[[section]]\n\
         id = \"tides\"\nkind = \"story\"\n",
    );
    put(
        "issues/2018-06-summer/en.md",
        "+++\nsubject = \"High water\"\npreheader = \"And low\"\n+++\n\n## The tides {#tides}\n\nThey come and go.\n",
    );
    put("subscribers/friends.csv", "email,name\nanna@example.eu,Anna\n");
    folder
}

pub fn english(workspace: &Path) -> String {
    std::fs::read_to_string(workspace.join("issues/2018-06-summer/en.md")).expect("the edition")
}

#[test]
fn it_starts_writes_what_is_typed_and_pasted_and_quits() {
    let folder = workspace();
    let mut tty = Tty::in_the_tides(folder.path());
    tty.press(b"Every day. ");
    tty.sees("Every day.");
    tty.press(b"\x1b[200~Twice\rat least.\x1b[201~");
    tty.sees("at least.");
    tty.resize(40, 120);
    tty.screen.screen_mut().set_size(cells(40), cells(120));
    tty.sees("F1 Help");
    tty.press(b"\x11");
    tty.is_given_back();
    assert_eq!(tty.child.wait().expect("an end").exit_code(), 0);
    let written = english(folder.path());
    assert!(written.contains("Every day. Twice\nat least.They come and go."), "{written}");
    assert!(written.contains("subject = \"High water\""));
}

#[test]
fn what_was_typed_in_an_earlier_session_can_be_taken_back_and_made_again() {
    let folder = workspace();
    let mut tty = Tty::in_the_tides(folder.path());
    tty.press(b"Twice. ");
    tty.sees("Twice. They come");
    tty.press(b"\x11");
    tty.is_given_back();
    tty.child.wait().expect("an end");
    for (key, seen) in [(b"\x1a", "They come and go."), (b"\x19", "Twice. They come and go.")] {
        let mut tty = Tty::in_the_tides(folder.path());
        tty.press(key);
        tty.wait_for(seen, |tty| {
            tty.contents().contains(seen) && tty.contents().contains("Twice.") == seen.contains("Twice.")
        });
        tty.press(b"\x11");
        tty.is_given_back();
        tty.child.wait().expect("an end");
        let text = english(folder.path());
        assert!(text.contains(seen) && text.contains("Twice.") == seen.contains("Twice."), "{text}");
    }
}

#[test]
fn told_to_end_it_writes_the_text_and_gives_the_terminal_back() {
    for signal in ["-TERM", "-HUP", "-INT", "-QUIT"] {
        let folder = workspace();
        let mut tty = Tty::in_the_tides(folder.path());
        tty.press(b"Not lost. ");
        tty.sees("Not lost.");
        tty.signal(signal);
        tty.is_given_back();
        assert_eq!(tty.child.wait().expect("an end").exit_code(), 130, "{signal}");
        assert!(english(folder.path()).contains("Not lost. They come"), "{signal}");
    }
}

#[test]
fn killed_it_offers_the_text_at_the_next_start() {
    let folder = workspace();
    let mut tty = Tty::in_the_tides(folder.path());
    tty.press(b"Kept. ");
    tty.sees("Kept.");
    let journal = folder.path().join(".courant/journal");
    let written = || -> String {
        let files = std::fs::read_dir(&journal).into_iter().flatten().flatten();
        files.filter_map(|file| std::fs::read_to_string(file.path()).ok()).collect()
    };
    until_seen("the journal", written, |text| text.contains("Kept. "));
    tty.signal("-KILL");
    tty.child.wait().expect("an end");
    assert!(!english(folder.path()).contains("Kept."));
    let mut tty = Tty::composer(folder.path());
    tty.sees("We kept your text");
    tty.press(b"\r");
    tty.sees("Kept. They come");
    tty.press(b"\x1b[21~");
    tty.is_given_back();
    tty.child.wait().expect("an end");
    assert!(english(folder.path()).contains("Kept. They come"), "{}", english(folder.path()));
}

#[test]
fn when_the_window_is_closed_no_process_stays_and_what_was_typed_last_is_saved() {
    let folder = workspace();
    let mut tty = Tty::in_the_tides(folder.path());
    tty.press(b"Kept!");
    tty.sees("Kept!");
    let mut child = tty.close();
    until_seen("its end", || child.try_wait().expect("a process"), Option::is_some);
    let text = english(folder.path());
    assert!(text.contains("Kept!"), "{text}");
    let journal = std::fs::read_dir(folder.path().join(".courant/journal"));
    assert_eq!(journal.into_iter().flatten().count(), 0, "nothing waits");
}

/// The issue whose subject is marked; its file has a title by then.
fn at_the_head(folder: &Path) -> (Tty, String) {
    let titled = english(folder).replace("subject", "title = \"Ours\"\nsubject");
    std::fs::write(folder.join("issues/2018-06-summer/en.md"), &titled).expect("a file");
    let mut tty = Tty::composer(folder);
    tty.sees("Summer 2018");
    tty.press(b"\r");
    tty.sees("The tides");
    (tty, titled)
}

#[test]
fn text_typed_into_a_file_that_breaks_outlives_a_closed_window_and_empties_no_other_field() {
    let folder = workspace();
    let folder = folder.path();
    let (mut tty, titled) = at_the_head(folder);
    tty.press(b"\r");
    tty.press(b" and lo");
    tty.sees("High water and lo");
    let file = folder.join("issues/2018-06-summer/en.md");
    save_by_hand(&file, &titled.replace("preheader =", "preheader"));
    tty.press(b"w");
    tty.sees("High water and low");
    let mut child = tty.close();
    until_seen("its end", || child.try_wait().expect("a process"), Option::is_some);

    let mut tty = Tty::composer(folder);
    tty.sees("We kept your text");
    tty.sees("English, subject:");
    tty.sees("\"High water and low\"");
    tty.press(b"\r");
    tty.sees("en.md, line 4");
    tty.sees("(can't be read)");
    tty.press(b"\x13");
    tty.sees("This can't be written as it stands");
    tty.press(b"\x1b");
    // Else the next key is one with Alt.
    tty.wait_for("the end of the dialog", |tty| !tty.contents().contains("as it stands"));
    let mended = titled.replace("They come", "By hand they come");
    save_by_hand(&file, &mended);
    tty.press(b"\x13");
    until_seen("the file", || english(folder), |text| text.contains("and low"));
    assert_eq!(english(folder), mended.replace("High water", "High water and low"));
    tty.sees("Inbox line  And low");
    tty.press(b"\x11");
    tty.is_given_back();
    assert_eq!(tty.child.wait().expect("an end").exit_code(), 0);
}

#[test]
fn a_panic_gives_the_terminal_back_before_it_is_told() {
    let mut command = CommandBuilder::new(std::env::current_exe().expect("this program"));
    command.args(["--exact", "composer::pty::panics_in_a_terminal", "--ignored", "--nocapture"]);
    command.args(["--test-threads", "1"]);
    let mut tty = Tty::run(command);
    tty.is_given_back();
    tty.wait_for("the words", |tty| tty.text().contains("on purpose"));
    let text = tty.text();
    assert!(text.rfind("on purpose") > text.rfind("\u{1b}[?1049l"), "{text:?}");
}

#[test]
#[ignore = "run in a terminal by the test above"]
fn panics_in_a_terminal() {
    let _guard = courant::tui::terminal::Guard::take().expect("a terminal");
    panic!("on purpose");
}
