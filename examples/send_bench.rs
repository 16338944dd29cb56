//! Measures the whole path: 50,000 letters of 30 kB, frozen, planned, claimed, composed, handed over and recorded,
//! to a sink in another process.
//!
//! `cargo run --release --example send_bench -- [letters] [connections]`
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a measurement stops at the first surprise and says so"
)]

#[path = "mailbox/server/mod.rs"]
mod server;

use std::io::{BufRead as _, BufReader};
use std::process::{Command, Stdio};
use std::time::Instant;

use courant::desk::send::{Sender, Tempo};
use courant::domain::{
    Address, Clock, DeliveryState, EditionChoice, IssueId, Lang, Letter, ListName, MailingKind, Recipient,
    Schedule, Slot, SlotPlace, SlotWhat, Slots, Spliced,
};
use courant::ledger::{Ledger, NewMailing};
use courant::workspace::Workspace;
use tokio::sync::watch;

fn main() {
    let mut words = std::env::args().skip(1);
    let first = words.next();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    if first.as_deref() == Some("sink") {
        runtime.block_on(sink());
        return;
    }
    let letters = first.and_then(|n| n.parse().ok()).unwrap_or(50_000);
    let connections = words.next().and_then(|n| n.parse().ok()).unwrap_or(10);
    let mut sink = Command::new(std::env::current_exe().unwrap());
    let mut sink = sink.arg("sink").stdout(Stdio::piped()).stdin(Stdio::piped()).spawn().unwrap();
    let mut port = String::new();
    BufReader::new(sink.stdout.take().unwrap()).read_line(&mut port).unwrap();
    runtime.block_on(measure(letters, connections, port.trim().parse().unwrap()));
    sink.kill().unwrap();
    sink.wait().unwrap();
}

async fn sink() {
    let server = server::Server { offers: vec!["PIPELINING".to_owned()], ..server::Server::default() };
    println!("{}", server.start().await.unwrap().port());
    std::future::pending::<()>().await;
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
    }
}

fn config(port: u16, connections: u32) -> String {
    format!(
        "format = 1\n[newsletter]\nname = \"News\"\nlist_id = \"news.example.eu\"\nlanguages = [\"en\"]\n\
         timezone = \"Europe/Amsterdam\"\nmode = \"live\"\n[look]\naccent = \"#0a5c9e\"\n\
         [sender]\nfrom = \"News <news@example.eu>\"\norganisation = \"O\"\naddress = [\"Street 1\", \"Town\"]\n\
         website = \"https://example.eu\"\nprivacy = \"https://example.eu/privacy\"\n\
         [[team]]\nname = \"Anna\"\nemail = \"anna@example.eu\"\ndoes = [\"test\"]\n\
         [delivery]\ntransport = \"smtp\"\n[[delivery.relay]]\nhost = \"127.0.0.1\"\nport = {port}\ntls = \"none\"\n\
         connections = {connections}\nmessages_per_connection = 100000\n\
         [web]\npublic_url = \"http://127.0.0.1:8484\"\nlisten = \"127.0.0.1:8484\"\n"
    )
}

async fn measure(letters: u32, connections: u32, port: u16) {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("config.toml"), config(port, connections)).unwrap();
    let workspace = Workspace::open(folder.path()).unwrap();
    let ledger = Ledger::open(&folder.path().join(".courant/ledger.db")).unwrap();
    let now = Clock::System.now();
    let new = NewMailing {
        issue: IssueId::parse("summer").unwrap(),
        kind: MailingKind::Live,
        letters: vec![letter()],
        lists: Vec::new(),
        missing_of: None,
        confirmed: letters.into(),
        again: false,
        schedule: Schedule::now(&jiff::tz::TimeZone::UTC, now),
        expires_at: None,
        by: "bench".to_owned(),
    };
    let mailing = ledger.create_mailing(new, now).await.unwrap();
    let begun = Instant::now();
    let mut planner = ledger.planner(mailing.id).unwrap();
    for n in 0..letters {
        let address = Address::parse(&format!("reader{n}@example.eu")).unwrap();
        planner
            .add(&Recipient {
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
            })
            .unwrap();
    }
    planner.finish(now, |_| None).unwrap();
    println!("planned {letters} rows in {:.2} s", begun.elapsed().as_secs_f64());

    let (begun, cpu) = (Instant::now(), cpu_seconds());
    let (_tell, told) = watch::channel(false);
    let sender = Sender {
        workspace,
        ledger: ledger.clone(),
        clock: Clock::System,
        tempo: Tempo::default(),
        ends_when_idle: true,
    };
    sender.run(told).await.unwrap();
    // The sender looks once more for work before it ends; that second is not the letters'.
    let wall = begun.elapsed().as_secs_f64() - Tempo::default().poll.as_secs_f64();
    let cpu = cpu_seconds() - cpu;
    let accepted = ledger.counts(mailing.id).await.unwrap().of(DeliveryState::Accepted);
    assert_eq!(accepted, u64::from(letters));
    println!(
        "{:.0} letters/s over {connections} connections, {:.0} µs of CPU a letter, {} MB at most",
        f64::from(letters) / wall,
        cpu / f64::from(letters) * 1e6,
        peak_memory_mb()
    );
}

/// User and system time of this process; a tick of the kernel is 10 ms.
fn cpu_seconds() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap();
    let after_name = stat.rsplit_once(')').unwrap().1;
    let ticks: f64 = after_name.split_whitespace().skip(11).take(2).map(|n| n.parse::<f64>().unwrap()).sum();
    ticks / 100.0
}

fn peak_memory_mb() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with("VmHWM")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse::<u64>().unwrap() / 1024
}
