//! Measures the whole path: letters of 30 kB, frozen, planned, claimed, composed, handed over and recorded, to the sink
//! of this repository in a process of its own on the same machine.
//!
//! `cargo run --release --examples; target/release/examples/send_bench [--letters N] [--connections N]
//! [--form single|envelope|deep|chunks] [--in-flight N] [--delay MS] [--tls] [--dkim rsa|ed25519] [--rate N]
//! [--each N] [--pause] [--source]`
//!
//! `--pause`: paused as soon as a letter is taken; how many are taken after the order, and for how long, is printed.
//! `--each N`: letters a connection; what it costs to begin a new one is seen with `--tls`.
//! `--rate N`: not more than so many a second, as config.toml has it; what the sink saw is printed.
//!
//! `--source`: `smtp-source` of Postfix instead of Courant, to the same sink with as many sessions.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a measurement stops at the first surprise and says so"
)]

use std::fmt::Debug;
use std::io::{BufRead as _, BufReader, Read as _};
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};

use courant::desk::send::{Sender, Tempo, threads};
use courant::domain::{
    Address, Clock, DeliveryState, EditionChoice, IssueId, Lang, Letter, ListName, MailingId, MailingKind,
    Recipient, Schedule, Slot, SlotPlace, SlotWhat, Slots, Spliced,
};
use courant::ledger::{Ledger, NewMailing};
use courant::mail::dkim::{Algorithm, new_key};
use courant::workspace::Workspace;
use secrecy::ExposeSecret as _;
use tokio::runtime::Builder;
use tokio::sync::watch;

#[derive(Debug)]
struct Wanted {
    letters: u32,
    connections: u32,
    form: String,
    in_flight: u32,
    delay: u32,
    tls: bool,
    dkim: Option<Algorithm>,
    rate: Option<u32>,
    each: u32,
    pause: bool,
    source: bool,
}

fn main() {
    let wanted = wanted();
    let (mut sink, mut said, port) = sink(&wanted);
    let letters_a_second = if wanted.source { smtp_source(&wanted, port) } else { measure(&wanted, port) };
    // The end of its input makes it say what it has counted.
    drop(sink.stdin.take());
    let mut counted = String::new();
    said.read_to_string(&mut counted).unwrap();
    sink.wait().unwrap();
    let (sums, took) = counted.split_once('\n').unwrap();
    let all = sums.starts_with(&format!("{} letters, ", wanted.letters));
    assert!(all != wanted.pause, "the sink counted {counted}");
    assert!(sums.ends_with(" 0 refused"), "{counted}");
    println!("{letters_a_second}");
    if wanted.tls {
        println!("{}", took.lines().nth(1).unwrap());
    }
    if let Some(rate) = wanted.rate {
        let took: f64 = took.split(' ').next().unwrap().parse().unwrap();
        let seen = f64::from(wanted.letters - 1) / took;
        let off = (seen / f64::from(rate) - 1.0) * 100.0;
        println!("{rate}/s asked for, {seen:.2}/s came over {took:.1} s: {off:+.2} %");
    }
}

fn wanted() -> Wanted {
    let mut wanted = Wanted {
        letters: 50_000,
        connections: 10,
        form: "envelope".to_owned(),
        in_flight: 1,
        delay: 0,
        tls: false,
        dkim: None,
        rate: None,
        each: 1_000_000,
        pause: false,
        source: false,
    };
    let mut words = std::env::args().skip(1);
    while let Some(word) = words.next() {
        let mut number = || words.next().unwrap().parse().unwrap();
        match word.as_str() {
            "--letters" => wanted.letters = number(),
            "--connections" => wanted.connections = number(),
            "--in-flight" => wanted.in_flight = number(),
            "--delay" => wanted.delay = number(),
            "--each" => wanted.each = number(),
            "--rate" => wanted.rate = Some(number()),
            "--form" => wanted.form = words.next().unwrap(),
            "--tls" => wanted.tls = true,
            "--pause" => wanted.pause = true,
            "--source" => wanted.source = true,
            "--dkim" => {
                wanted.dkim =
                    Some(if words.next().unwrap() == "rsa" { Algorithm::Rsa } else { Algorithm::Ed25519 });
            }
            other => panic!("what is {other}?"),
        }
    }
    wanted
}

fn tls_file(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/tls").join(name)
}

fn sink(wanted: &Wanted) -> (Child, BufReader<ChildStdout>, u16) {
    let mut command = Command::new(std::env::current_exe().unwrap().with_file_name("sink"));
    match wanted.form.as_str() {
        "single" => _ = command.arg("--no-pipelining"),
        "chunks" => _ = command.arg("--chunking"),
        "envelope" | "deep" => {}
        other => panic!("there is no form {other}"),
    }
    command.args(["--delay", &wanted.delay.to_string()]);
    if wanted.tls {
        command.arg("--tls").arg(tls_file("right.pem")).arg(tls_file("server.key"));
    }
    let mut sink = command.stdout(Stdio::piped()).stdin(Stdio::piped()).spawn().unwrap();
    let mut said = BufReader::new(sink.stdout.take().unwrap());
    let mut port = String::new();
    said.read_line(&mut port).unwrap();
    (sink, said, port.trim().parse().unwrap())
}

fn smtp_source(wanted: &Wanted, port: u16) -> String {
    let begun = Instant::now();
    let (sessions, letters) = (wanted.connections.to_string(), wanted.letters.to_string());
    let mut source = Command::new("smtp-source")
        .args([
            "-s",
            &sessions,
            "-m",
            &letters,
            "-l",
            "31000",
            "-d",
            "-f",
            "news@example.eu",
            "-t",
            "k@example.hu",
        ])
        .arg(format!("127.0.0.1:{port}"))
        .spawn()
        .unwrap();
    let mut memory = 0;
    let done = loop {
        memory = memory.max(peak_memory_kb(&source.id().to_string()).unwrap_or(0));
        if let Some(done) = source.try_wait().unwrap() {
            break done;
        }
        std::thread::sleep(Duration::from_millis(5));
    };
    assert!(done.success(), "smtp-source ended with {done}");
    let rate = f64::from(wanted.letters) / begun.elapsed().as_secs_f64();
    format!("{rate:.0}/s by smtp-source, {} MB at most", memory / 1024)
}

fn letter() -> Letter {
    let mut html = Spliced::fixed("<p>");
    let what = SlotWhat::Field { name: "name".to_owned(), fallback: "reader".to_owned() };
    html.push_slot(Slot { what, place: SlotPlace::Html });
    html.push_text(&"<p>Six busy months lie behind the partners of the project.</p>\n".repeat(430));
    Letter {
        lang: Lang::parse("en").unwrap(),
        subject: Spliced::fixed("Summer"),
        html,
        text: Spliced::fixed("Six busy months.\n".repeat(60)),
        pictures: Vec::new(),
        calendar: Vec::new(),
        lent: std::collections::BTreeMap::new(),
    }
}

fn config(wanted: &Wanted, port: u16, folder: &Path) -> String {
    let (host, tls) = if wanted.tls {
        ("localhost", format!("tls = \"starttls\"\nca_file = {:?}", tls_file("ca.pem")))
    } else {
        ("127.0.0.1", "tls = \"none\"".to_owned())
    };
    let pipelining = match wanted.form.as_str() {
        "deep" | "chunks" => format!("pipelining = \"deep\"\nin_flight = {}", wanted.in_flight),
        _ => "pipelining = \"envelope\"".to_owned(),
    };
    let rate = wanted.rate.map_or_else(String::new, |rate| format!("rate = \"{rate}/second\"\n"));
    let dkim = wanted.dkim.map_or_else(String::new, |algorithm| {
        std::fs::create_dir_all(folder.join(".courant/keys")).unwrap();
        let key = new_key(algorithm).unwrap();
        let file = folder.join(".courant/keys/k.pem");
        std::fs::write(&file, key.expose_secret()).unwrap();
        std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o600)).unwrap();
        "[[dkim]]\ndomain = \"example.eu\"\nselector = \"k\"\nkey_file = \".courant/keys/k.pem\"\n".to_owned()
    });
    format!(
        "format = 1\n[newsletter]\nname = \"News\"\nlist_id = \"news.example.eu\"\nlanguages = [\"en\"]\n\
         timezone = \"Europe/Amsterdam\"\nmode = \"live\"\n[look]\naccent = \"#0a5c9e\"\n\
         [sender]\nfrom = \"News <news@example.eu>\"\norganisation = \"O\"\naddress = [\"Street 1\", \"Town\"]\n\
         website = \"https://example.eu\"\nprivacy = \"https://example.eu/privacy\"\n\
         [[team]]\nname = \"Anna\"\nemail = \"anna@example.eu\"\ndoes = [\"test\"]\n\
         [delivery]\ntransport = \"smtp\"\n{rate}{pipelining}\n[[delivery.relay]]\nhost = \"{host}\"\nport = {port}\n{tls}\n\
         connections = {}\nmessages_per_connection = {}\n{dkim}\
         [web]\npublic_url = \"http://127.0.0.1:8484\"\nlisten = \"127.0.0.1:8484\"\n",
        wanted.connections, wanted.each
    )
}

fn measure(wanted: &Wanted, port: u16) -> String {
    let folder = tempfile::tempdir().unwrap();
    let ledger = Ledger::open(&folder.path().join(".courant/ledger.db")).unwrap();
    std::fs::write(folder.path().join("config.toml"), config(wanted, port, folder.path())).unwrap();
    let workspace = Workspace::open(folder.path()).unwrap();
    let settings = workspace.settings().0.unwrap();
    let runtime =
        Builder::new_multi_thread().worker_threads(threads(&settings).get()).enable_all().build().unwrap();
    let now = Clock::System.now();
    let new = NewMailing {
        issue: IssueId::parse("summer").unwrap(),
        kind: MailingKind::Live,
        letters: vec![letter()],
        lists: Vec::new(),
        missing_of: None,
        corrects: None,
        confirmed: wanted.letters.into(),
        again: false,
        schedule: Schedule::now(&jiff::tz::TimeZone::UTC, now),
        expires_at: None,
        by: "bench".to_owned(),
    };
    let mailing = runtime.block_on(ledger.create_mailing(new, now)).unwrap();
    let begun = Instant::now();
    let mut planner = ledger.planner(mailing.id).unwrap();
    for n in 0..wanted.letters {
        planner.add(&recipient(&ledger, n)).unwrap();
    }
    let added = begun.elapsed();
    planner.finish(now, |_| None).unwrap();
    let planned = begun.elapsed();

    let (begun, cpu) = (Instant::now(), cpu_seconds());
    let (_tell, told) = watch::channel(false);
    let sender = Sender {
        workspace,
        ledger: ledger.clone(),
        clock: Clock::System,
        tempo: Tempo::default(),
        ends_when_idle: true,
    };
    if wanted.pause {
        return runtime.block_on(paused(&ledger, mailing.id, sender.run(told)));
    }
    runtime.block_on(sender.run(told)).unwrap();
    let wall = begun.elapsed().as_secs_f64();
    let cpu = cpu_seconds() - cpu;
    let accepted = runtime.block_on(ledger.counts(mailing.id)).unwrap().of(DeliveryState::Accepted);
    assert_eq!(accepted, u64::from(wanted.letters));
    format!(
        "{:.0}/s, {:.1} µs of CPU a letter, {} MB at most; planned in {:.2} s ({:.2} s of it to read the rows in)",
        f64::from(wanted.letters) / wall,
        cpu / f64::from(wanted.letters) * 1e6,
        peak_memory_kb("self").unwrap() / 1024,
        planned.as_secs_f64(),
        added.as_secs_f64(),
    )
}

/// Pauses once letters are taken, and sees how many more are taken until the sender rests.
async fn paused(ledger: &Ledger, id: MailingId, run: impl Future<Output = Result<(), impl Debug>>) -> String {
    let taken = async || ledger.counts(id).await.unwrap().of(DeliveryState::Accepted);
    let order = async {
        let before = loop {
            match taken().await {
                0 => tokio::time::sleep(Duration::from_millis(20)).await,
                before => break before,
            }
        };
        let ordered = Instant::now();
        ledger.pause(id, "bench", Clock::System.now()).await.unwrap();
        (before, ordered)
    };
    let ((before, ordered), ran) = tokio::join!(order, run);
    ran.unwrap();
    let (after, took) = (taken().await - before, ordered.elapsed().as_secs_f64() * 1e3);
    format!("{after} letters more were taken, and the sender rested, {took:.0} ms after the order to pause")
}

fn recipient(ledger: &Ledger, n: u32) -> Recipient {
    let address = Address::parse(&format!("reader{n}@example.eu")).unwrap();
    Recipient {
        key: ledger.keys().addr_key(&address),
        address,
        name: None,
        list: ListName::parse("partners").unwrap(),
        list_rank: 0,
        wants: None,
        edition: Lang::parse("en").unwrap(),
        why: EditionChoice::Unspecified,
        slots: Slots([("name".to_owned(), format!("Reader {n}"))].into()),
        skipped: None,
    }
}

/// User and system time of this process; a tick of the kernel is 10 ms.
fn cpu_seconds() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap();
    let after_name = stat.rsplit_once(')').unwrap().1;
    let ticks: f64 = after_name.split_whitespace().skip(11).take(2).map(|n| n.parse::<f64>().unwrap()).sum();
    ticks / 100.0
}

/// None if the process has gone.
fn peak_memory_kb(process: &str) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}
