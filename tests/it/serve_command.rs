//! `courant serve` as a service manager runs it: beside a sender in the background, beside one that stays, and alone.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use courant::ledger::SendingLock;

use crate::props::until::until_seen;
use crate::send_command::Demo;

/// Long enough for a busy machine; nothing is measured by it.
const PATIENCE: Duration = Duration::from_secs(60);

/// A program that stays, with what it says. Killed when the test is over, however that ends.
pub struct Stays {
    child: Child,
    said: Receiver<String>,
}

impl Stays {
    pub fn start(demo: &Demo, word: &str) -> Self {
        let child = Command::new(env!("CARGO_BIN_EXE_courant"))
            .env("XDG_STATE_HOME", demo.path(".state"))
            .arg("-C")
            .arg(demo.path(""))
            .args(["--no-input", word])
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        Self::heard(child)
    }

    fn heard(mut child: Child) -> Self {
        let lines = BufReader::new(child.stderr.take().unwrap()).lines();
        let (sender, said) = channel();
        std::thread::spawn(move || lines.map_while(Result::ok).try_for_each(|line| sender.send(line)));
        Self { child, said }
    }

    /// The rest of the next line that begins with these words.
    #[track_caller]
    pub fn says(&self, words: &str) -> String {
        let mut all = Vec::new();
        loop {
            let Ok(line) = self.said.recv_timeout(PATIENCE) else { panic!("{words}: {all:?}") };
            if let Some(rest) = line.strip_prefix(words) {
                return rest.to_owned();
            }
            all.push(line);
        }
    }

    fn ends_when_told(mut self) -> Option<i32> {
        let pid = self.child.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &pid]).status().unwrap().success());
        until_seen("its end", || self.child.try_wait().unwrap(), Option::is_some).unwrap().code()
    }
}

impl Drop for Stays {
    fn drop(&mut self) {
        _ = self.child.kill();
        _ = self.child.wait();
    }
}

/// The demo, with pages at a port of its own.
pub fn demo() -> Demo {
    let demo = Demo::new();
    let config = std::fs::read_to_string(demo.path("config.toml")).unwrap();
    let at_any_port = config.replace("listen = \"127.0.0.1:8484\"", "listen = \"127.0.0.1:0\"");
    assert_ne!(config, at_any_port);
    std::fs::write(demo.path("config.toml"), at_any_port).unwrap();
    demo
}

fn sender_of(demo: &Demo) -> Option<u32> {
    SendingLock::holder(&demo.path(".courant/ledger.db")).map(|holder| holder.pid)
}

/// What is said then.
fn schedule(demo: &Demo) -> String {
    let readers = demo.json(&["-o", "json", "send", "2018", "--dry-run"])["readers"].to_string();
    let output = demo.run(&["send", "2018", "--at", "2099-12-04 09:00", "--confirm", &readers]);
    assert_eq!(output.status.code(), Some(0));
    String::from_utf8(output.stderr).unwrap()
}

fn answers(address: &str) -> bool {
    let mut stream = TcpStream::connect(address.trim_start_matches("http://")).unwrap();
    stream.write_all(b"GET /u/nothing HTTP/1.1\r\nHost: news\r\nConnection: close\r\n\r\n").unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer.starts_with("HTTP/1.1 404")
}

#[test]
fn a_sender_in_the_background_hands_over_to_serve_which_answers_from_the_first_moment() {
    let demo = demo();
    let said = schedule(&demo);
    let background = sender_of(&demo).unwrap();
    assert!(said.contains(&format!("process {background} sends it in the background")), "{said}");
    assert!(said.contains("a restart of this machine"), "{said}");
    let serve = Stays::start(&demo, "serve");
    let address = serve.says("answers at ");
    assert!(answers(&address));
    serve.says("sends what is due");
    let me = Some(serve.child.id());
    until_seen("its turn", || sender_of(&demo), |sender| *sender == me);
    let status = demo.json(&["-o", "json", "status", "2018"]);
    assert_eq!(status["mailings"][0]["state"], "scheduled");
    assert_eq!(demo.exits(&["cancel", "2018"]), Some(0));
    let said = schedule(&demo);
    assert!(said.contains(&format!("process {}, which stays, sends it", serve.child.id())), "{said}");
    assert!(!said.contains("a restart of this machine"), "{said}");
    assert!(answers(&address));
    assert_eq!(serve.ends_when_told(), Some(0));
}

#[test]
fn beside_a_sender_that_stays_serve_answers_and_sends_as_soon_as_that_one_ends() {
    let demo = demo();
    schedule(&demo);
    assert_eq!(demo.exits(&["cancel", "2018"]), Some(0));
    until_seen("the end of the one in the background", || sender_of(&demo), Option::is_none);
    let work = Stays::start(&demo, "work");
    let worker = work.child.id();
    until_seen("its turn", || sender_of(&demo), |sender| *sender == Some(worker));
    let serve = Stays::start(&demo, "serve");
    let address = serve.says("answers at ");
    let holder = serve.says("does not send yet: process ");
    assert!(holder.starts_with(&worker.to_string()), "{holder}");
    assert!(answers(&address));
    let second = demo.run(&["work"]);
    let said = String::from_utf8(second.stderr).unwrap();
    assert_eq!(second.status.code(), Some(5), "{said}");
    assert!(said.contains("it sends what is due"), "{said}");
    let first = said.lines().find(|line| line.contains("a sender is running already")).unwrap();
    assert!(first.contains(", since 20") && first.contains(" CE") && !first.contains('Z'), "{first}");
    let moving = demo.run(&["store", "migrate", "--to", "postgres://news@localhost/news"]);
    let said = String::from_utf8(moving.stderr).unwrap();
    assert_eq!(moving.status.code(), Some(5), "{said}");
    assert!(
        said.contains("`systemctl stop`") && !said.contains("takes over"),
        "what ends it is said: {said}"
    );
    assert_eq!(sender_of(&demo), Some(worker), "one that was started by hand stays");
    assert_eq!(work.ends_when_told(), Some(0));
    serve.says("sends what is due");
    let me = Some(serve.child.id());
    until_seen("its turn", || sender_of(&demo), |sender| *sender == me);
    assert_eq!(serve.ends_when_told(), Some(0));
}

#[test]
fn a_second_serve_names_the_first_and_only_another_program_is_said_to_have_the_address() {
    let demo = demo();
    let at = |address: &str| {
        let config = std::fs::read_to_string(demo.path("config.toml")).unwrap();
        let line = config.lines().find(|line| line.starts_with("listen = ")).unwrap();
        std::fs::write(demo.path("config.toml"), config.replace(line, &format!("listen = \"{address}\"")))
            .unwrap();
    };
    let serve = Stays::start(&demo, "serve");
    let address = serve.says("answers at http://");
    let first = serve.child.id();
    until_seen("its turn", || sender_of(&demo), |sender| *sender == Some(first));
    at(&address);
    let second = demo.run(&["serve"]);
    let said = String::from_utf8(second.stderr).unwrap();
    assert_eq!(second.status.code(), Some(5), "{said}");
    assert!(said.contains(&format!("process {first} on ")) && said.contains(&address), "{said}");
    assert_eq!(serve.ends_when_told(), Some(0));

    let other = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    at(&other.local_addr().unwrap().to_string());
    let alone = demo.run(&["serve"]);
    let said = String::from_utf8(alone.stderr).unwrap();
    assert_eq!(alone.status.code(), Some(7), "{said}");
    assert!(said.contains("another program has this address"), "{said}");
}

/// Keys and passwords are in its memory. What only root may look into leaves no core dump either: it is the same mark.
#[cfg(target_os = "linux")]
#[test]
fn no_other_program_of_the_user_can_look_into_it() {
    let demo = demo();
    let (plain, program) = ("sleep", env!("CARGO_BIN_EXE_courant"));
    for (program, arguments, seen) in [(plain, &["60"][..], true), (program, &["--no-input", "serve"], false)]
    {
        let child = without_roots_rights(program)
            .env("XDG_STATE_HOME", demo.path(".state"))
            .args(arguments)
            .current_dir(demo.path(""))
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let process = Stays::heard(child);
        if !seen {
            process.says("answers at ");
        }
        let link = format!("/proc/{}/exe", process.child.id());
        let look = || without_roots_rights("readlink").arg(&link).output().unwrap();
        until_seen("what others see", look, |look| look.status.success() == seen);
    }
}

/// Root may look into everything, unless it has given up what makes it root.
#[cfg(target_os = "linux")]
fn without_roots_rights(program: &str) -> Command {
    if !rustix::process::geteuid().is_root() {
        return Command::new(program);
    }
    let mut command = Command::new("setpriv");
    command.args(["--bounding-set=-all", "--inh-caps=-all", "--"]).arg(program);
    command
}
