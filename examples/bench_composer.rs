//! How quickly the composer answers, in a terminal of its own: from key to frame, the preview beside the text, the start,
//! what it writes for a key, and what it does at rest.
//!
//! `cargo run --release --bin courant --example bench_composer`, at the repository's top; built before with `--bins`.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a measurement stops at the first surprise and says so"
)]

use std::io::{Read as _, Write};
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

const ISSUES: usize = 500;
const LETTERS: usize = 10_000;
const KEYS: usize = 200;
/// A frame is over when nothing has come for so long; the wait is no part of the figure.
const QUIET: Duration = Duration::from_millis(25);
/// What works beside the keys, checks and marks, is done by then.
const SETTLED: Duration = Duration::from_secs(3);
const REST: Duration = Duration::from_secs(10);

fn main() {
    let newsletter = newsletter();
    let folder = newsletter.path();

    let mut starts = Vec::new();
    for _ in 0..7 {
        let mut composer = Composer::run(folder, 24, 80);
        starts.push(composer.until("Issue 500"));
        composer.quit();
    }
    say(&format!("start with {ISSUES} issues (aim: 150 ms)"), &mut starts);

    for (rows, columns, what) in [(24, 80, "text alone"), (40, 120, "live preview beside the text")] {
        let mut composer = Composer::run(folder, rows, columns);
        composer.until("Issue 500");
        composer.press(b"\r");
        composer.until("Long");
        composer.press(b"\x1b[B\r");
        composer.until("line 1");
        // Into the middle of the text.
        for _ in 0..30 {
            composer.press(b"\x1b[B");
        }
        composer.settle();
        let (mut times, mut bytes) = (Vec::new(), Vec::new());
        let before = composer.ticks();
        for key in (0..KEYS).map(|nth| if nth % 6 == 5 { b" " } else { b"x" }) {
            let (time, octets) = composer.answer(key);
            times.push(time);
            bytes.push(octets);
        }
        println!();
        say(&format!("key to frame, {LETTERS} letters, {columns}x{rows}, {what} (aim: 16 ms)"), &mut times);
        if let (Some(before), Some(after)) = (before, composer.ticks()) {
            println!(
                "  of the processor, with what works beside: {} ms a key",
                (after - before) * 10 / KEYS as u64
            );
        }
        bytes.sort_unstable();
        println!(
            "  written for a key (aim: 4,096 octets): {} in the middle, {} at most",
            bytes[KEYS / 2],
            bytes[KEYS - 1]
        );
        if columns >= 120 {
            let mut seen: Vec<Duration> =
                (0..20).map(|nth| composer.shown_twice(&format!("zq{nth}zq"))).collect();
            say("a word typed, until the preview shows it (aim: 50 ms)", &mut seen);
        }
        // What waits for rest, the files and the checks after them, is done now.
        composer.press(b"\x13");
        composer.settle();
        if let Some(before) = composer.ticks() {
            std::thread::sleep(REST);
            let used = composer.ticks().unwrap_or(before) - before;
            println!("  at rest (aim: 0 %): {used} ticks of CPU (10 ms each) in {} s", REST.as_secs());
        }
        composer.quit();
    }
}

/// In the middle, of a hundred the 99th, and the longest.
fn say(what: &str, times: &mut [Duration]) {
    times.sort_unstable();
    let at = |part: usize| times[(times.len() - 1) * part / 100].as_secs_f64() * 1_000.0;
    println!(
        "{what}: {:.1} ms in the middle, {:.1} ms the 99th of 100, {:.1} ms at most",
        at(50),
        at(99),
        at(100)
    );
}

/// The demo's settings and lists, and issues of which the newest has one section of many letters.
fn newsletter() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let put = |name: PathBuf, text: &str| {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        std::fs::write(path, text).expect("a file");
    };
    for name in ["config.toml", "subscribers/partners.toml", "subscribers/partners.csv"] {
        put(name.into(), &std::fs::read_to_string(name).expect("the repository's top"));
    }
    let sentence = "Árvíztűrő tükörfúrógép: a **bold** word, a [link](https://example.eu), some words more. ";
    let paragraph = sentence.repeat(6);
    for nth in 1..=ISSUES {
        let at = Path::new("issues").join(format!("{nth:04}-of-many"));
        let outline = format!(
            "title = \"Issue {nth}\"\nnumber = {nth}\nlanguages = [\"en\", \"hu\"]\nlists = [\"partners\"]\n\n\
             [[section]]\nid = \"long\"\nkind = \"story\"\n"
        );
        put(at.join("issue.toml"), &outline);
        for lang in ["en", "hu"] {
            let mut text = format!(
                "+++\nsubject = \"Issue {nth}\"\npreheader = \"Words\"\n+++\n\n## Long {{#long}}\n\n"
            );
            while text.chars().count() < if nth == ISSUES { LETTERS } else { 1_000 } {
                text.push_str(paragraph.trim_end());
                text.push_str("\n\n");
            }
            put(at.join(format!("{lang}.md")), &text);
        }
    }
    folder
}

/// The program in a terminal.
struct Composer {
    _master: Box<dyn MasterPty + Send>,
    keys: Box<dyn Write + Send>,
    child: Box<dyn Child + Send + Sync>,
    output: Receiver<(Instant, Vec<u8>)>,
    screen: vt100::Parser,
    begun: Instant,
}

impl Composer {
    fn run(folder: &Path, rows: u16, cols: u16) -> Self {
        let program = std::env::current_exe().expect("this program");
        let program = program.parent().and_then(Path::parent).expect("its folder").join("courant");
        let pair = native_pty_system()
            .openpty(PtySize { rows, cols, pixel_width: 0, pixel_height: 0 })
            .expect("a terminal");
        let mut command = CommandBuilder::new(program);
        command.cwd(folder);
        command.env("TERM", "xterm-256color");
        command.env("LC_ALL", "C.UTF-8");
        command.env("XDG_STATE_HOME", folder.join("state"));
        let begun = Instant::now();
        let child = pair.slave.spawn_command(command).expect("courant, built beside this program");
        drop(pair.slave);
        let mut reader = pair.master.try_clone_reader().expect("a reader");
        let (sender, output) = channel();
        std::thread::spawn(move || {
            let mut some = [0; 65_536];
            while let Ok(count @ 1..) = reader.read(&mut some) {
                if sender.send((Instant::now(), some[..count].to_vec())).is_err() {
                    return;
                }
            }
        });
        let keys = pair.master.take_writer().expect("a writer");
        let cells = |count| NonZero::new(count).expect("a cell or more");
        let screen = vt100::Parser::new(cells(rows), cells(cols), 0);
        Self { _master: pair.master, keys, child, output, screen, begun }
    }

    /// How long after its start, or after the last key, the screen had these words.
    fn until(&mut self, words: &str) -> Duration {
        self.until_it(|screen| screen.contains(words), words)
    }

    fn until_it(&mut self, fits: impl Fn(&str) -> bool, what: &str) -> Duration {
        loop {
            let Ok((at, bytes)) = self.output.recv_timeout(Duration::from_secs(60)) else {
                panic!("{what} did not come:\n{}", self.screen.screen().contents());
            };
            self.screen.process(&bytes);
            if fits(&self.screen.screen().contents()) {
                return at - self.begun;
            }
        }
    }

    fn press(&mut self, key: &[u8]) {
        self.begun = Instant::now();
        self.keys.write_all(key).expect("a key");
    }

    /// How long until the last octet of the frame that answers a key, and how many octets it has.
    fn answer(&mut self, key: &[u8]) -> (Duration, usize) {
        self.press(key);
        let (mut last, mut octets) = (self.begun, 0);
        let mut patience = Duration::from_secs(60);
        while let Ok((at, bytes)) = self.output.recv_timeout(patience) {
            self.screen.process(&bytes);
            (last, octets, patience) = (at, octets + bytes.len(), QUIET);
        }
        assert!(octets > 0, "no frame came");
        (last - self.begun, octets)
    }

    /// Types a word that the text has nowhere; how long after its last letter the screen has it in two places.
    fn shown_twice(&mut self, word: &str) -> Duration {
        let (most, last) = word.split_at(word.len() - 1);
        for letter in most.as_bytes() {
            self.answer(&[*letter]);
        }
        self.press(last.as_bytes());
        let time = self.until_it(|screen| screen.matches(word).count() == 2, word);
        self.answer(b" ");
        time
    }

    fn settle(&mut self) {
        while let Ok((_, bytes)) = self.output.recv_timeout(SETTLED) {
            self.screen.process(&bytes);
        }
    }

    /// What it has used of the processor, where the system tells.
    fn ticks(&self) -> Option<u64> {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.child.process_id()?)).ok()?;
        let fields: Vec<&str> = stat.rsplit_once(')')?.1.split_whitespace().collect();
        Some(fields.get(11)?.parse::<u64>().ok()? + fields.get(12)?.parse::<u64>().ok()?)
    }

    fn quit(mut self) {
        self.press(b"\x11");
        self.child.wait().expect("an end");
    }
}
