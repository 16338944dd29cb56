//! Measures how many letters a second the client hands over: 30 kB each, over several connections, to a sink that
//! keeps nothing. The sink runs in a process of its own, so that what is measured is the client.
//!
//! `cargo run --release --example bench_smtp -- [LETTERS] [CONNECTIONS]`

#[path = "mailbox/server/mod.rs"]
mod server;

use std::io::{self, BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use courant::domain::Address;
use courant::domain::settings::{Relay, Tls};
use courant::mail::smtp::{Allowed, Envelope, Handover, SmtpTransport};
use tokio::net::TcpListener;
use tokio::runtime::Builder;

const SIZE: usize = 30_000;

type Failure = Box<dyn std::error::Error + Send + Sync>;

fn main() -> Result<(), Failure> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if arguments.first().is_some_and(|first| first == "sink") {
        return sink();
    }
    let number = |at: usize, default| arguments.get(at).map_or(Ok(default), |text| text.parse::<u64>());
    let (letters, connections) = (number(0, 100_000)?, number(1, 10)?);

    let mut child = Command::new(std::env::current_exe()?).arg("sink").stdout(Stdio::piped()).spawn()?;
    let mut port = String::new();
    if let Some(out) = child.stdout.take() {
        BufReader::new(out).read_line(&mut port)?;
    }
    let result = measure(port.trim().parse()?, letters, connections);
    child.kill()?;
    child.wait()?;
    result
}

/// One thread, all connections on it.
fn sink() -> Result<(), Failure> {
    Builder::new_current_thread().enable_all().build()?.block_on(async {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        writeln!(io::stdout(), "{}", listener.local_addr()?.port())?;
        let offers = vec!["PIPELINING".to_owned(), "SIZE".to_owned()];
        Ok(server::Server { offers, ..Default::default() }.run(listener).await?)
    })
}

fn measure(port: u16, letters: u64, connections: u64) -> Result<(), Failure> {
    let relay = Relay { messages_per_connection: u32::MAX, ..Relay::at("127.0.0.1", port, Tls::None) };
    let transport = SmtpTransport::new(&relay, None, Path::new("."), Allowed::Everybody)?;
    let message: Arc<[u8]> = letter().into();
    let left = Arc::new(AtomicU64::new(letters));
    let (cpu, began) = (cpu_time(), Instant::now());
    Builder::new_current_thread().enable_all().build()?.block_on(async {
        let mut senders = tokio::task::JoinSet::new();
        for _ in 0..connections {
            senders.spawn(send(transport.clone(), Arc::clone(&message), Arc::clone(&left)));
        }
        while let Some(sender) = senders.join_next().await {
            sender??;
        }
        Ok::<(), Failure>(())
    })?;
    let (wall, cpu) = (began.elapsed(), cpu_time() - cpu);
    #[expect(clippy::cast_precision_loss, reason = "letters are counted in thousands, not in quadrillions")]
    let count = letters as f64;
    writeln!(
        io::stdout(),
        "{letters} letters of {SIZE} bytes over {connections} connections: {:.0} letters/s; \
         client alone: {:.1} µs of CPU a letter, {:.0} letters/s a core",
        count / wall.as_secs_f64(),
        cpu.as_secs_f64() * 1e6 / count,
        count / cpu.as_secs_f64(),
    )?;
    Ok(())
}

async fn send(transport: SmtpTransport, message: Arc<[u8]>, left: Arc<AtomicU64>) -> Result<(), Failure> {
    let (from, to) = (Address::parse("news@example.eu")?, Address::parse("reader@example.hu")?);
    let mut line = transport.open().await?;
    while left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(1)).is_ok() {
        let envelope = line.envelope(&from, &to, &message).await?;
        if envelope != Envelope::Taken {
            return Err(format!("the sink refused: {envelope:?}").into());
        }
        match line.data(&message).await {
            Handover::Replied(reply) if reply.class() == 2 => {}
            other => return Err(format!("the sink refused: {other:?}").into()),
        }
    }
    line.quit().await;
    Ok(())
}

fn letter() -> Vec<u8> {
    let mut letter = b"Message-ID: <bench@example.eu>\r\nSubject: Bench\r\n\r\n".to_vec();
    while letter.len() < SIZE {
        letter.extend_from_slice(
            b"Seventy-six characters of quoted-printable text, as a real letter has them.=\r\n",
        );
    }
    letter
}

/// The time this thread, which is all there is, has run. Nought where there is no /proc.
fn cpu_time() -> Duration {
    let text = std::fs::read_to_string("/proc/self/schedstat").unwrap_or_default();
    Duration::from_nanos(
        text.split(' ').next().and_then(|nanoseconds| nanoseconds.parse().ok()).unwrap_or_default(),
    )
}
