//! A mail server that takes everything and remembers to whom: the truth that a ledger is held against.

use std::collections::HashMap;
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

/// How often each reader's letter was taken, and when the latest was.
#[derive(Debug, Default)]
pub struct Taken {
    pub by_reader: HashMap<String, u32>,
    pub at: Vec<Instant>,
}

/// Listens on a free port for as long as the test runs.
#[derive(Debug)]
pub struct Sink {
    pub port: u16,
    taken: Arc<Mutex<Taken>>,
}

impl Sink {
    /// How a workspace is told of it.
    pub fn relay(&self) -> String {
        format!("host = \"127.0.0.1\"\nport = {}\ntls = \"none\"\n", self.port)
    }

    /// Every answer comes after `delay`: a server that is far away.
    pub fn start(delay: Duration) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let port = listener.local_addr().expect("an address").port();
        let taken = Arc::new(Mutex::new(Taken::default()));
        let log = Arc::clone(&taken);
        thread::spawn(move || {
            for line in listener.incoming().flatten() {
                let log = Arc::clone(&log);
                // A client that is killed ends its line in the middle.
                thread::spawn(move || _ = serve(line, delay, &log));
            }
        });
        Self { port, taken }
    }

    /// What was taken until now.
    pub fn taken(&self) -> std::sync::MutexGuard<'_, Taken> {
        self.taken.lock().expect("the log")
    }
}

fn serve(line: TcpStream, delay: Duration, log: &Mutex<Taken>) -> std::io::Result<()> {
    line.set_nodelay(true)?;
    let mut answers = line.try_clone()?;
    let mut say = |words: &str| {
        thread::sleep(delay);
        answers.write_all(words.as_bytes())
    };
    say("220 sink\r\n")?;
    let (mut reader, mut input, mut text) = (String::new(), BufReader::new(line), String::new());
    loop {
        text.clear();
        if input.read_line(&mut text)? == 0 {
            return Ok(());
        }
        match text.get(..4).unwrap_or_default().to_ascii_uppercase().as_str() {
            "EHLO" => say("250 sink\r\n")?,
            "RCPT" => {
                let from = text.find('<').map_or(0, |at| at + 1);
                reader = text[from..text.find('>').unwrap_or(from)].to_owned();
                say("250 ok\r\n")?;
            }
            "DATA" => {
                say("354 go on\r\n")?;
                let mut body = Vec::new();
                while body != b".\r\n" {
                    body.clear();
                    if input.read_until(b'\n', &mut body)? == 0 {
                        return Ok(());
                    }
                }
                {
                    let mut log = log.lock().expect("the log");
                    *log.by_reader.entry(reader.clone()).or_default() += 1;
                    log.at.push(Instant::now());
                }
                say("250 taken\r\n")?;
            }
            "QUIT" => return say("221 bye\r\n"),
            _ => say("250 ok\r\n")?,
        }
    }
}
