//! Lines to the database: opened when needed, opened anew when broken.

use std::collections::HashMap;
use std::future::Future;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use jiff::Timestamp;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject as _;
use rustls::{ClientConfig, RootCertStore};
use secrecy::{ExposeSecret as _, SecretString};
use tokio::sync::OwnedMutexGuard;
use tokio::time::Instant;
use tokio_postgres::config::SslMode;
use tokio_postgres::types::ToSql;
use tokio_postgres::{Client, Config, NoTls, Row, Statement};
use tokio_postgres_rustls::MakeRustlsConnect;

use crate::domain::Clock;
use crate::domain::settings::PostgresStore;
use crate::ledger::Error;

/// For how long a database that does not answer is waited for by itself: a restart takes seconds.
const PATIENCE: Duration = Duration::from_secs(10);

/// What every line says first, whatever the server's own settings are.
const MANNERS: &str = "
    SET default_transaction_isolation = 'read committed';
    SET synchronous_commit = on;
    SET lock_timeout = '20s';
    SET idle_in_transaction_session_timeout = '20s';
    SET client_min_messages = warning;
";

pub(super) type Params<'a> = &'a [&'a (dyn ToSql + Sync)];

/// Where the database is and how to speak to it.
pub(super) struct Door {
    config: Config,
    tls: Option<MakeRustlsConnect>,
    /// Without user and password.
    pub name: String,
}

impl std::fmt::Debug for Door {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.name)
    }
}

impl Door {
    pub fn new(
        store: &PostgresStore,
        password: Option<&SecretString>,
        ca_file: Option<&Path>,
    ) -> Result<Self, Error> {
        let mut config = Config::new();
        config
            .user(&store.user)
            .dbname(&store.database)
            .port(store.port)
            .application_name("courant")
            .connect_timeout(Duration::from_secs(10))
            .tcp_user_timeout(Duration::from_secs(30))
            .keepalives_idle(Duration::from_secs(15))
            .ssl_mode(if store.tls { SslMode::Require } else { SslMode::Disable });
        if store.host.starts_with('/') {
            config.host_path(&store.host);
        } else {
            config.host(&store.host);
        }
        if let Some(password) = password {
            config.password(password.expose_secret());
        }
        let tls = store.tls.then(|| tls(ca_file)).transpose()?;
        Ok(Self { config, tls, name: store.name() })
    }

    pub async fn open(&self) -> Result<Session, Error> {
        let failed = |source| Error::Connect { to: self.name.clone(), source: Arc::new(source) };
        // The task ends with its line, or when the client is dropped; what broke is told to whoever asks next.
        let client = match &self.tls {
            Some(tls) => {
                let (client, line) = self.config.connect(tls.clone()).await.map_err(failed)?;
                tokio::spawn(line);
                client
            }
            None => {
                let (client, line) = self.config.connect(NoTls).await.map_err(failed)?;
                tokio::spawn(line);
                client
            }
        };
        client.batch_execute(MANNERS).await?;
        let mut session = Session { client, opened_under: "".into(), statements: Mutex::default() };
        session.opened_under = session.server_start().await?;
        session.keep_to_its_clock().await?;
        Ok(session)
    }
}

fn tls(ca_file: Option<&Path>) -> Result<MakeRustlsConnect, Error> {
    let mut roots = RootCertStore::empty();
    for certificate in rustls_native_certs::load_native_certs().certs {
        // One that can't be read vouches for nobody.
        _ = roots.add(certificate);
    }
    if let Some(path) = ca_file {
        let failed = |why: String| Error::File {
            path: path.to_owned(),
            source: Arc::new(std::io::Error::new(std::io::ErrorKind::InvalidData, why)),
        };
        let certificates = CertificateDer::pem_file_iter(path).map_err(|error| failed(error.to_string()))?;
        for certificate in certificates {
            let certificate = certificate.map_err(|error| failed(error.to_string()))?;
            roots.add(certificate).map_err(|error| failed(error.to_string()))?;
        }
    }
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|_| Error::Corrupt("no version of TLS"))?
        .with_root_certificates(roots)
        .with_no_client_auth();
    Ok(MakeRustlsConnect::new(config))
}

/// One line, with the statements that it knows already.
pub(super) struct Session {
    client: Client,
    /// The start of the server that it was opened to; behind a pool of lines it may be another by now.
    pub opened_under: Arc<str>,
    statements: Mutex<HashMap<&'static str, Statement>>,
}

impl std::fmt::Debug for Session {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Session")
    }
}

impl Session {
    pub fn client(&self) -> &Client {
        &self.client
    }

    /// Since when the server at the other end runs.
    pub async fn server_start(&self) -> Result<Arc<str>, Error> {
        let row = self.one("SELECT pg_postmaster_start_time()::text", &[]).await?;
        Ok(row.try_get::<_, &str>(0)?.into())
    }

    /// Asks what time it is there, and takes that for the time of everything about the ledger.
    pub async fn keep_to_its_clock(&self) -> Result<(), Error> {
        let sql = "SELECT (extract(epoch FROM clock_timestamp()) * 1000000)::bigint";
        let statement = self.statement(sql).await?;
        let asked = Clock::System.running();
        let said: i64 = self.client.query_one(&statement, &[]).await?.try_get(0)?;
        let said = Timestamp::from_microsecond(said).map_err(|_| Error::Corrupt("a time that is none"))?;
        if let (Some(asked), Some(answered)) = (asked, Clock::System.running()) {
            Clock::keep_to(said, asked, answered);
        }
        Ok(())
    }

    async fn statement(&self, sql: &'static str) -> Result<Statement, Error> {
        let lock = || self.statements.lock().unwrap_or_else(PoisonError::into_inner);
        let known = lock().get(sql).cloned();
        if let Some(known) = known {
            return Ok(known);
        }
        let statement = self.client.prepare(sql).await?;
        lock().insert(sql, statement.clone());
        Ok(statement)
    }

    pub async fn rows(&self, sql: &'static str, params: Params<'_>) -> Result<Vec<Row>, Error> {
        Ok(self.client.query(&self.statement(sql).await?, params).await?)
    }

    pub async fn one(&self, sql: &'static str, params: Params<'_>) -> Result<Row, Error> {
        Ok(self.client.query_one(&self.statement(sql).await?, params).await?)
    }

    pub async fn maybe(&self, sql: &'static str, params: Params<'_>) -> Result<Option<Row>, Error> {
        Ok(self.client.query_opt(&self.statement(sql).await?, params).await?)
    }

    pub async fn execute(&self, sql: &'static str, params: Params<'_>) -> Result<u64, Error> {
        Ok(self.client.execute(&self.statement(sql).await?, params).await?)
    }
}

/// A line that many may speak on at once: their statements follow each other without waiting for answers.
#[derive(Debug, Default)]
pub(super) struct Shared(tokio::sync::Mutex<Option<Arc<Session>>>);

impl Shared {
    /// Takes a line that is open already.
    pub async fn adopt(&self, session: Session) {
        *self.0.lock().await = Some(Arc::new(session));
    }

    pub async fn session(&self, door: &Door) -> Result<Arc<Session>, Error> {
        let mut standing = self.0.lock().await;
        if let Some(session) = standing.as_ref().filter(|session| !session.client.is_closed()) {
            return Ok(Arc::clone(session));
        }
        let session = Arc::new(door.open().await?);
        *standing = Some(Arc::clone(&session));
        Ok(session)
    }
}

/// A line for one transaction at a time.
#[derive(Debug, Default)]
pub(super) struct Single(Arc<tokio::sync::Mutex<Option<Session>>>);

impl Single {
    /// Begins a durable transaction. Dropped without `commit` it is rolled back.
    pub async fn begin(&self, door: &Door) -> Result<Transaction, Error> {
        let mut standing = Arc::clone(&self.0).lock_owned().await;
        let session = match standing.take().filter(|session| !session.client.is_closed()) {
            Some(session) => session,
            None => door.open().await?,
        };
        session.client.batch_execute("BEGIN; SET LOCAL synchronous_commit = on").await?;
        Ok(Transaction { session: Some(session), home: Some(standing) })
    }
}

/// Under way on a line of its own.
#[derive(Debug)]
pub(super) struct Transaction {
    session: Option<Session>,
    home: Option<OwnedMutexGuard<Option<Session>>>,
}

impl Transaction {
    pub fn session(&self) -> Result<&Session, Error> {
        self.session.as_ref().ok_or(Error::Closed)
    }

    pub async fn commit(mut self) -> Result<(), Error> {
        let session = self.session.take().ok_or(Error::Closed)?;
        session.client.batch_execute("COMMIT").await?;
        if let Some(home) = &mut self.home {
            **home = Some(session);
        }
        Ok(())
    }
}

impl Drop for Transaction {
    fn drop(&mut self) {
        if let (Some(session), Some(mut home)) = (self.session.take(), self.home.take()) {
            tokio::spawn(async move {
                if session.client.batch_execute("ROLLBACK").await.is_ok() {
                    *home = Some(session);
                }
            });
        }
    }
}

/// Does what may be done twice again and again while the database is not there.
pub(super) async fn patiently<T, F>(mut work: impl FnMut() -> F) -> Result<T, Error>
where
    F: Future<Output = Result<T, Error>>,
{
    let until = Instant::now() + PATIENCE;
    let mut wait = Duration::from_millis(50);
    loop {
        match work().await {
            Err(error) if error.is_transient() && Instant::now() < until => {
                tokio::time::sleep(wait).await;
                wait = (wait * 2).min(Duration::from_secs(1));
            }
            done => return done,
        }
    }
}
