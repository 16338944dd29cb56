//! The composer in a real terminal: it starts and quits, and every way out gives the terminal back.

use std::collections::BTreeSet;
use std::io::{Read as _, Write as _};
use std::num::NonZero;
use std::path::Path;
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

use crate::props::until::until_seen;
use crate::send_command::Demo;
use crate::signals;

/// Long enough for the seconds before a mailing on a busy machine; nothing is measured by it.
const PATIENCE: Duration = Duration::from_secs(180);

/// How many letters a test of the demo is: one for each language of each colleague who does tests.
const TESTS: usize = 5;

fn cells(count: u16) -> NonZero<u16> {
    NonZero::new(count).expect("a cell or more")
}

/// A terminal of 80 by 24 with a program in it.
pub struct Tty {
    master: Box<dyn MasterPty + Send>,
    keys: Box<dyn std::io::Write + Send>,
    pub child: Box<dyn Child + Send + Sync>,
    output: Receiver<Vec<u8>>,
    screen: vt100::Parser,
    all: Vec<u8>,
}

impl Tty {
    pub fn run(mut command: CommandBuilder) -> Self {
        let size = PtySize { rows: 24, cols: 80, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).expect("a terminal");
        command.env("TERM", "xterm-256color");
        command.env("LC_ALL", "C.UTF-8");
        command.env_remove("NO_COLOR");
        let child = pair.slave.spawn_command(command).expect("a program");
        drop(pair.slave);
        let mut reader = pair.master.try_clone_reader().expect("a reader");
        let (sender, output) = channel();
        std::thread::spawn(move || {
            let mut some = [0; 4096];
            while let Ok(count @ 1..) = reader.read(&mut some) {
                if sender.send(some[..count].to_vec()).is_err() {
                    return;
                }
            }
        });
        let keys = pair.master.take_writer().expect("a writer");
        let screen = vt100::Parser::new(cells(24), cells(80), 0);
        Self { master: pair.master, keys, child, output, screen, all: Vec::new() }
    }

    fn composer(workspace: &Path) -> Self {
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_courant"));
        command.cwd(workspace);
        Self::run(command)
    }

    /// Takes what comes until `fits`.
    #[track_caller]
    fn wait_for(&mut self, what: &str, fits: impl Fn(&Self) -> bool) {
        let begun = Instant::now();
        while !fits(self) {
            // Something may come again and again that is not what is waited for.
            let left = PATIENCE.saturating_sub(begun.elapsed());
            let Ok(bytes) = self.output.recv_timeout(left) else {
                panic!("{what} did not come:\n{}\n{:?}", self.contents(), String::from_utf8_lossy(&self.all));
            };
            self.screen.process(&bytes);
            self.all.extend_from_slice(&bytes);
        }
    }

    fn contents(&self) -> String {
        self.screen.screen().contents()
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
    fn is_given_back(&mut self) {
        self.wait_for("the terminal", |tty| {
            let text = String::from_utf8_lossy(&tty.all).into_owned();
            let off = |on: &str, off: &str| text.rfind(off) > text.rfind(on);
            off("\u{1b}[?1049h", "\u{1b}[?1049l") && off("\u{1b}[?2004h", "\u{1b}[?2004l")
        });
        assert!(!self.screen.screen().hide_cursor(), "the cursor is hidden");
        let modes = || format!("{:?}", self.master.get_termios().expect("a terminal's modes").local_flags);
        until_seen("the modes of lines", modes, |modes| modes.contains("ICANON") && modes.contains("ECHO"));
    }

    fn signal(&self, name: &str) {
        let pid = self.child.process_id().expect("a process").to_string();
        let done = std::process::Command::new("kill").args([name, &pid]).status().expect("kill");
        assert!(done.success());
    }
}

/// A small newsletter with one issue.
fn workspace() -> tempfile::TempDir {
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

fn english(workspace: &Path) -> String {
    std::fs::read_to_string(workspace.join("issues/2018-06-summer/en.md")).expect("the edition")
}

#[test]
fn it_starts_writes_what_is_typed_and_pasted_and_quits() {
    let folder = workspace();
    let mut tty = Tty::composer(folder.path());
    tty.sees("Summer 2018");
    tty.press(b"\r");
    tty.sees("The tides");
    tty.press(b"\x1b[B\r");
    tty.sees("line 1");
    tty.press(b"Every day. ");
    tty.sees("Every day.");
    tty.press(b"\x1b[200~Twice\rat least.\x1b[201~");
    tty.sees("at least.");
    tty.master
        .resize(PtySize { rows: 40, cols: 120, pixel_width: 0, pixel_height: 0 })
        .expect("another size");
    tty.screen.screen_mut().set_size(cells(40), cells(120));
    tty.sees("F1 Help");
    tty.press(b"\x11");
    tty.is_given_back();
    assert_eq!(tty.child.wait().expect("an end").exit_code(), 0);
    let written = english(folder.path());
    assert!(written.contains("Every day. Twice\nat least.They come and go."), "{written}");
    assert!(written.contains("subject = \"High water\""));
}

/// The number that is asked for, typed.
fn type_the_number(tty: &mut Tty) {
    tty.sees("Type the number");
    let screen = tty.contents();
    let number = screen.split("Send it to ").nth(1).and_then(|rest| rest.split(" reader").next());
    tty.press(format!("{}\r", number.expect("a number")).as_bytes());
    tty.sees("Press Esc to stop it");
}

/// From the shelf to the send screen, with a dry run and a test on the way.
fn up_to_sending(tty: &mut Tty, demo: &Demo) {
    tty.sees("Summer 2018");
    tty.press(b"\x1b[F");
    tty.sees("issues/2018-06-summer");
    tty.press(b"\r");
    tty.sees("Where we stand");
    tty.press(b"\x1b[B\r");
    tty.sees("line 1");
    tty.press(b"\x1bOS");
    tty.sees("In the inbox");
    tty.sees("===");
    tty.press(b"\x1b[15~");
    tty.sees("0 must fix");
    tty.press(b"\x1b[17~");
    tty.sees("partners");
    tty.wait_for("a count", |tty| tty.contents().contains(" readers "));
    tty.press(b"\x1b[19~");
    tty.sees("Nothing that must be mended");
    tty.press(b"\r");
    tty.sees("The dry run is written");
    assert!(demo.path("outbox/dry-run/2018-06-summer/summary.json").exists());
    tty.press(b"\r\x1b[B\r");
    tty.sees("Send a test?");
    tty.press(b"\t\r");
    tty.sees("The test was sent");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn the_whole_job_is_done_by_keys_in_a_real_terminal() {
    let (relay, comes, takes) = signals::patient().await;
    let demo = signals::demo(&relay, "");
    let mut tty = Tty::composer(&demo.path(""));
    (0..TESTS).for_each(|_| takes.send(()).expect("a relay"));
    up_to_sending(&mut tty, &demo);
    assert_eq!((comes.try_iter().count(), relay.truth.accepted().len()), (TESTS, TESTS));

    tty.press(b"\r\x1b[B\x1b[B\r");
    type_the_number(&mut tty);
    tty.press(b"\x1b");
    tty.sees("nobody got it");
    tty.press(b"\x1b[19~");
    tty.sees("Nothing that must be mended");
    tty.press(b"\r");
    type_the_number(&mut tty);
    let early = relay.truth.accepted().len();

    // The sixty seconds are the product's own, and nobody hurries them.
    (0..5).for_each(|_| takes.send(()).expect("a relay"));
    tty.sees("5 of 30 done = 5 taken");
    assert_eq!(early, TESTS, "nothing left before the seconds were over");
    tty.press(b" ");
    tty.sees("Pause the mailing?");
    tty.press(b"\t\r");
    tty.sees("pausing");
    takes.send(()).expect("a relay");
    tty.sees("2018-06-summer.2 paused");
    tty.sees("6 of 30 done");
    assert_eq!(relay.truth.accepted().len(), TESTS + 6, "paused is paused");
    drop(takes);
    tty.press(b" ");
    tty.sees("2018-06-summer.2 sent");
    tty.sees("30 of 30 done = 30 taken by their mail server + 0 failed");
    tty.press(b"\x11");
    tty.is_given_back();
    assert_eq!(tty.child.wait().expect("an end").exit_code(), 0);
    until_seen("the sender's end", || signals::sender_of(&demo), Option::is_none);
    let letters = relay.truth.accepted();
    let readers: BTreeSet<_> = letters[TESTS..].iter().map(|letter| &letter.to).collect();
    assert_eq!((letters.len() - TESTS, readers.len()), (30, 30), "each got it once");
}

#[test]
fn told_to_end_it_writes_the_text_and_gives_the_terminal_back() {
    for signal in ["-TERM", "-HUP", "-INT", "-QUIT"] {
        let folder = workspace();
        let mut tty = Tty::composer(folder.path());
        tty.sees("Summer 2018");
        tty.press(b"\r");
        tty.sees("The tides");
        tty.press(b"\x1b[B\r");
        tty.sees("line 1");
        tty.press(b"Not lost. ");
        tty.sees("Not lost.");
        tty.signal(signal);
        tty.is_given_back();
        tty.child.wait().expect("an end");
        assert!(english(folder.path()).contains("Not lost. They come"), "{signal}");
    }
}

#[test]
fn killed_it_offers_the_text_at_the_next_start() {
    let folder = workspace();
    let mut tty = Tty::composer(folder.path());
    tty.sees("Summer 2018");
    tty.press(b"\r");
    tty.sees("The tides");
    tty.press(b"\x1b[B\r");
    tty.sees("line 1");
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
    tty.sees("The tides");
    tty.press(b"\x1b[21~");
    tty.is_given_back();
    tty.child.wait().expect("an end");
    assert!(english(folder.path()).contains("Kept. They come"), "{}", english(folder.path()));
}

#[test]
fn a_panic_gives_the_terminal_back_before_it_is_told() {
    let mut command = CommandBuilder::new(std::env::current_exe().expect("this program"));
    command.args(["--exact", "composer::pty::panics_in_a_terminal", "--ignored", "--nocapture"]);
    command.args(["--test-threads", "1"]);
    let mut tty = Tty::run(command);
    tty.is_given_back();
    tty.wait_for("the words", |tty| String::from_utf8_lossy(&tty.all).contains("on purpose"));
    let text = String::from_utf8_lossy(&tty.all).into_owned();
    assert!(text.rfind("on purpose") > text.rfind("\u{1b}[?1049l"), "{text:?}");
}

#[test]
#[ignore = "run in a terminal by the test above"]
fn panics_in_a_terminal() {
    let _guard = courant::tui::terminal::Guard::take().expect("a terminal");
    panic!("on purpose");
}
