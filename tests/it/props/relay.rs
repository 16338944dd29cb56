//! A relay on this machine that does what a test orders, and a transport that leads to it.

use std::fs::File;
use std::io::BufReader;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use courant::domain::Address;
use courant::domain::settings::{PasswordSource, Relay, Tls};
use courant::mail::smtp::{Allowed, SmtpTransport, Timers};
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use socket2::SockRef;
use tokio::net::TcpSocket;
use tokio_rustls::TlsAcceptor;

use super::server::{Act, Moment, Server, Truth};

/// Long enough for a busy machine, short enough for a test.
pub const SHORT: Timers = Timers {
    connect: Duration::from_millis(1500),
    command: Duration::from_millis(1500),
    data: Duration::from_millis(1500),
    block: Duration::from_millis(1500),
    dot: Duration::from_millis(1500),
    dot_per_mib: Duration::ZERO,
    quit: Duration::from_millis(300),
};

pub struct TestRelay {
    pub address: SocketAddr,
    pub truth: Arc<Truth>,
}

/// A server that offers PIPELINING, keeps the truth, and otherwise follows `script`.
pub fn server(script: impl Fn(&Moment<'_>) -> Act + Send + Sync + 'static) -> Server {
    Server {
        script: Some(Arc::new(script)),
        offers: vec!["PIPELINING".to_owned()],
        truth: Some(Arc::default()),
        ..Server::default()
    }
}

pub async fn start(server: Server) -> TestRelay {
    let truth = server.truth.clone().unwrap_or_default();
    if server.body_after == 0 {
        return TestRelay { address: server.start().await.expect("a free port"), truth };
    }
    // What it has not read yet is to be with the client.
    let socket = TcpSocket::new_v4().expect("a socket");
    socket.set_recv_buffer_size(64 * 1024).expect("little at a time");
    SockRef::from(&socket).set_tcp_mss(1400).expect("small segments");
    socket.bind((Ipv4Addr::LOCALHOST, 0).into()).expect("a free port");
    let listener = socket.listen(1024).expect("a listener");
    let address = listener.local_addr().expect("an address");
    tokio::spawn(server.run(listener));
    TestRelay { address, truth }
}

impl TestRelay {
    /// The settings that lead to it.
    pub fn settings(&self, tls: Tls) -> Relay {
        let host = if tls == Tls::None { "127.0.0.1" } else { "localhost" };
        Relay {
            ca_file: (tls != Tls::None).then(|| tls_file("ca.pem")),
            connections: 1,
            messages_per_connection: 100,
            ..Relay::at(host, self.address.port(), tls)
        }
    }

    pub fn transport(&self, tls: Tls) -> SmtpTransport {
        self.transport_with(&self.settings(tls), Allowed::Everybody)
    }

    pub fn transport_with(&self, relay: &Relay, allowed: Allowed) -> SmtpTransport {
        courant::desk::relay::transport(relay, Path::new("/"), allowed)
            .expect("good settings")
            .with_timers(SHORT)
    }

    /// Whether any command began with `verb`.
    pub fn heard(&self, verb: &str) -> bool {
        self.truth.commands().iter().any(|line| line.starts_with(verb))
    }
}

/// A name and a password, the latter from a command so that no file and no variable is needed.
pub fn signed_in(relay: Relay, name: &str, password: &str) -> Relay {
    let command = PasswordSource::Command(vec!["printf".to_owned(), password.to_owned()]);
    Relay { username: Some(name.to_owned()), password: Some(command), ..relay }
}

pub fn tls_file(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/tls").join(name)
}

/// The server's side of TLS with one of the certificates of `tests/data/tls`.
pub fn acceptor(certificate: &str) -> TlsAcceptor {
    let mut file = BufReader::new(File::open(tls_file(certificate)).expect("a certificate"));
    let chain: Result<Vec<_>, _> = CertificateDer::pem_reader_iter(&mut file).collect();
    let key = PrivateKeyDer::from_pem_file(tls_file("server.key")).expect("a key");
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let config = rustls::ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .expect("versions")
        .with_no_client_auth()
        .with_single_cert(chain.expect("PEM"), key)
        .expect("a certificate and its key");
    TlsAcceptor::from(Arc::new(config))
}

pub fn address(written: &str) -> Address {
    Address::parse(written).expect("an address")
}

/// A small letter with this Message-ID.
pub fn letter(id: &str) -> Vec<u8> {
    format!("Message-ID: {id}\r\nSubject: Summer\r\n\r\nHello.\r\n.A line with a dot.\r\n").into_bytes()
}
