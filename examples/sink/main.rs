//! A small fast mail server that keeps nothing: it says yes to every letter, counts them and their bytes, and prints
//! the sums when its standard input ends. For measuring; it listens on this machine only.
//!
//! `cargo run --release --example sink -- [--no-pipelining] [--chunking] [--delay MS] [--tls CERT KEY] [--port PORT]`
//!
//! The first line it prints is its port. `--delay` plays a relay that is so many milliseconds away: every reply comes
//! that much later, and no reply waits for another one.

mod talk;

use std::io::{self, Read as _, Write as _};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use rustls::HandshakeKind;
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc;
use tokio::time::Instant;
use tokio_rustls::TlsAcceptor;

use talk::{Count, Next, Offers, Talk};

const INBOX: usize = 256 * 1024;

type Failure = Box<dyn std::error::Error + Send + Sync>;

#[derive(Clone)]
struct Sink {
    offers: Offers,
    delay: Duration,
    tls: Option<TlsAcceptor>,
    count: Arc<Count>,
    /// Whole ones, and those that took up an earlier session.
    handshakes: Arc<[AtomicU64; 2]>,
}

fn main() -> Result<(), Failure> {
    let mut port = 0;
    let mut sink = Sink {
        offers: Offers { pipelining: true, chunking: false, starttls: false },
        delay: Duration::ZERO,
        tls: None,
        count: Arc::default(),
        handshakes: Arc::default(),
    };
    let mut words = std::env::args().skip(1);
    while let Some(word) = words.next() {
        let mut next = || words.next().ok_or(format!("{word} wants a value"));
        match word.as_str() {
            "--no-pipelining" => sink.offers.pipelining = false,
            "--chunking" => sink.offers.chunking = true,
            "--delay" => sink.delay = Duration::from_millis(next()?.parse()?),
            "--port" => port = next()?.parse()?,
            "--tls" => {
                sink.tls = Some(acceptor(&next()?, &next()?)?);
                sink.offers.starttls = true;
            }
            _ => return Err(format!("what is {word}?").into()),
        }
    }
    let (count, handshakes) = (Arc::clone(&sink.count), Arc::clone(&sink.handshakes));
    // One thread serves all connections; this one waits for the end.
    std::thread::spawn(move || serve(&sink, port));
    io::stdin().read_to_end(&mut Vec::new())?;
    let sum = |of: &AtomicU64| of.load(Ordering::Relaxed);
    let (letters, bytes, refused) = (sum(&count.letters), sum(&count.bytes), sum(&count.refused));
    let took = count.took().as_secs_f64();
    writeln!(io::stdout(), "{letters} letters, {bytes} bytes, {refused} refused")?;
    writeln!(io::stdout(), "{took:.3} s from the first to the last")?;
    let [whole, resumed] = [0, 1].map(|of| sum(&handshakes[of]));
    writeln!(io::stdout(), "{whole} whole TLS handshakes, {resumed} that took up an earlier session")?;
    Ok(())
}

fn serve(sink: &Sink, port: u16) -> Result<(), Failure> {
    tokio::runtime::Builder::new_current_thread().enable_all().build()?.block_on(async {
        let listener = TcpListener::bind(("127.0.0.1", port)).await?;
        writeln!(io::stdout(), "{}", listener.local_addr()?.port())?;
        loop {
            let (stream, _) = listener.accept().await?;
            tokio::spawn(talk_in_clear(stream, sink.clone()));
        }
    })
}

fn acceptor(certificate: &str, key: &str) -> Result<TlsAcceptor, Failure> {
    let chain = CertificateDer::pem_file_iter(certificate)?.collect::<Result<Vec<_>, _>>()?;
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let config = rustls::ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()?
        .with_no_client_auth()
        .with_single_cert(chain, PrivateKeyDer::from_pem_file(key)?)?;
    Ok(TlsAcceptor::from(Arc::new(config)))
}

/// A client that goes in the middle is nothing to report.
async fn talk_in_clear(mut stream: TcpStream, sink: Sink) {
    if stream.set_nodelay(true).is_err() {
        return;
    }
    let mut talk = Talk::new(sink.offers, Arc::clone(&sink.count));
    let said = hold(&mut stream, &mut talk, b"220 sink ESMTP\r\n", sink.delay).await;
    if let (Ok(Next::Encrypt), Some(acceptor)) = (said, &sink.tls)
        && let Ok(mut stream) = acceptor.accept(stream).await
    {
        let resumed = stream.get_ref().1.handshake_kind() == Some(HandshakeKind::Resumed);
        sink.handshakes[usize::from(resumed)].fetch_add(1, Ordering::Relaxed);
        drop(hold(&mut stream, &mut talk, b"", sink.delay).await);
    }
}

/// Talks until the client goes, or wants encryption.
async fn hold<S>(stream: &mut S, talk: &mut Talk, greeting: &[u8], delay: Duration) -> io::Result<Next>
where
    S: AsyncRead + AsyncWrite + Unpin,
{
    let next = if delay.is_zero() {
        at_once(stream, talk, greeting).await?
    } else {
        from_afar(stream, talk, greeting, delay).await?
    };
    Ok(if next == Next::GoOn { Next::Close } else { next })
}

async fn at_once<S>(stream: &mut S, talk: &mut Talk, greeting: &[u8]) -> io::Result<Next>
where
    S: AsyncRead + AsyncWrite + Unpin,
{
    let mut inbox = vec![0; INBOX];
    let mut out = greeting.to_vec();
    loop {
        if !out.is_empty() {
            stream.write_all(&out).await?;
            stream.flush().await?;
            out.clear();
        }
        let length = stream.read(&mut inbox).await?;
        let next = talk.hear(&inbox[..length], &mut out);
        if length == 0 || next != Next::GoOn {
            stream.write_all(&out).await?;
            stream.flush().await?;
            return Ok(next);
        }
    }
}

/// Every reply leaves `delay` after its question came, whatever else is on its way.
async fn from_afar<S>(stream: &mut S, talk: &mut Talk, greeting: &[u8], delay: Duration) -> io::Result<Next>
where
    S: AsyncRead + AsyncWrite + Unpin,
{
    let (mut read, mut write) = tokio::io::split(stream);
    let (later, mut due) = mpsc::unbounded_channel::<(Instant, Vec<u8>)>();
    let replying = async {
        while let Some((when, replies)) = due.recv().await {
            tokio::time::sleep_until(when).await;
            write.write_all(&replies).await?;
            write.flush().await?;
        }
        Ok::<_, io::Error>(())
    };
    let hearing = async {
        let mut inbox = vec![0; INBOX];
        let mut out = greeting.to_vec();
        loop {
            // Nobody listens only if the client has gone, which the next read finds.
            _ = later.send((Instant::now() + delay, std::mem::take(&mut out)));
            let length = read.read(&mut inbox).await?;
            let next = talk.hear(&inbox[..length], &mut out);
            if length == 0 || next != Next::GoOn {
                _ = later.send((Instant::now() + delay, out));
                drop(later);
                return Ok::<_, io::Error>(next);
            }
        }
    };
    tokio::try_join!(hearing, replying).map(|(next, ())| next)
}
