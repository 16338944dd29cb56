//! `[store]`: where the ledger is, if not in a file.

use std::path::PathBuf;

use url::Url;

use super::PasswordSource;

/// A database, and what is needed to get into it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct StoreSettings {
    /// None: the ledger is a file.
    pub database: Option<PostgresStore>,
    /// For the database, also for one that the ledger is to move to.
    pub password: Option<PasswordSource>,
    /// A certificate authority to trust besides the system's, PEM, relative to the workspace.
    pub ca_file: Option<PathBuf>,
}

/// A PostgreSQL database.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PostgresStore {
    /// A name, an address, or the folder of a socket: that begins with a slash.
    pub host: String,
    pub port: u16,
    pub user: String,
    pub database: String,
    /// Verified. Without it only this machine is spoken to.
    pub tls: bool,
}

/// Why a URL names no database that may be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum StoreUrlError {
    #[error("it is not the address of a PostgreSQL database")]
    NotADatabase,
    #[error("a password stands in the address")]
    Password,
    #[error("it names no user")]
    NoUser,
    #[error("it names no database")]
    NoDatabase,
    #[error("it names no host")]
    NoHost,
    #[error("\"sslmode\" is \"verify-full\", which is what is done without it, or \"disable\"")]
    SslMode,
    #[error("without TLS only this machine may be spoken to")]
    NotHere,
    #[error("it has a setting that nobody knows")]
    Setting,
}

impl StoreUrlError {
    pub fn remedy(self) -> &'static str {
        match self {
            Self::Password => {
                "take it out, change it, and write password_command, password_env or password_file"
            }
            Self::SslMode | Self::NotHere => {
                "take sslmode out; give the server a certificate, and ca_file if it is your own"
            }
            _ => "write it like \"postgres://courant@db.example.eu/courant\"",
        }
    }
}

impl PostgresStore {
    /// Reads `postgres://user@host:port/database`, with `?sslmode=disable` for this machine, or
    /// `postgres:///database?user=user&host=/run/postgresql` for a socket.
    pub fn parse(written: &str) -> Result<Self, StoreUrlError> {
        let url = Url::parse(written).map_err(|_| StoreUrlError::NotADatabase)?;
        if !matches!(url.scheme(), "postgres" | "postgresql") {
            return Err(StoreUrlError::NotADatabase);
        }
        if url.password().is_some() {
            return Err(StoreUrlError::Password);
        }
        let mut host = url.host_str().unwrap_or_default().trim_matches(['[', ']']).to_owned();
        let (mut user, mut port) = (url.username().to_owned(), url.port().unwrap_or(5432));
        let mut verified = None;
        for (key, value) in url.query_pairs() {
            match (&*key, &*value) {
                ("host", folder) if folder.starts_with('/') => folder.clone_into(&mut host),
                ("user", name) => name.clone_into(&mut user),
                ("port", number) => port = number.parse().map_err(|_| StoreUrlError::Setting)?,
                ("sslmode", "verify-full") => verified = Some(true),
                ("sslmode", "disable") => verified = Some(false),
                ("sslmode", _) => return Err(StoreUrlError::SslMode),
                ("password", _) => return Err(StoreUrlError::Password),
                _ => return Err(StoreUrlError::Setting),
            }
        }
        let database = url.path().trim_start_matches('/');
        let socket = host.starts_with('/');
        if user.is_empty() {
            return Err(StoreUrlError::NoUser);
        }
        if host.is_empty() {
            return Err(StoreUrlError::NoHost);
        }
        if database.is_empty() || database.contains('/') {
            return Err(StoreUrlError::NoDatabase);
        }
        if user.contains('%') || database.contains('%') {
            return Err(StoreUrlError::NotADatabase);
        }
        let tls = verified.unwrap_or(true) && !socket;
        if !tls && !socket && !is_this_machine(&host) {
            return Err(StoreUrlError::NotHere);
        }
        Ok(Self { host, port, user, database: database.to_owned(), tls })
    }

    /// For people: without the user.
    pub fn name(&self) -> String {
        format!("postgres://{}:{}/{}", self.host, self.port, self.database)
    }
}

fn is_this_machine(host: &str) -> bool {
    host == "localhost" || host.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn store(host: &str, port: u16, tls: bool) -> PostgresStore {
        let (user, database) = ("courant".to_owned(), "news".to_owned());
        PostgresStore { host: host.to_owned(), port, user, database, tls }
    }

    #[test]
    fn an_address_says_where_the_database_is_and_the_line_is_verified_unless_it_stays_on_this_machine() {
        for (written, read) in [
            ("postgres://courant@db.example.eu/news", store("db.example.eu", 5432, true)),
            ("postgresql://courant@db.example.eu:6432/news", store("db.example.eu", 6432, true)),
            ("postgres://courant@localhost/news", store("localhost", 5432, true)),
            ("postgres://courant@localhost/news?sslmode=disable", store("localhost", 5432, false)),
            ("postgres://courant@[::1]/news?sslmode=disable", store("::1", 5432, false)),
            ("postgres:///news?user=courant&host=/run/postgresql", store("/run/postgresql", 5432, false)),
            ("postgres://courant@db.example.eu/news?sslmode=verify-full", store("db.example.eu", 5432, true)),
        ] {
            assert_eq!(PostgresStore::parse(written), Ok(read), "{written}");
        }
    }

    #[test]
    fn an_address_that_would_be_unsafe_or_names_too_little_is_refused() {
        for (written, why) in [
            ("mysql://courant@db.example.eu/news", StoreUrlError::NotADatabase),
            ("postgres://courant:secret@db.example.eu/news", StoreUrlError::Password),
            ("postgres://courant@db.example.eu/news?password=secret", StoreUrlError::Password),
            ("postgres://db.example.eu/news", StoreUrlError::NoUser),
            ("postgres://courant@db.example.eu/", StoreUrlError::NoDatabase),
            ("postgres://courant@db.example.eu/news?sslmode=disable", StoreUrlError::NotHere),
            ("postgres://courant@db.example.eu/news?sslmode=require", StoreUrlError::SslMode),
            ("postgres://courant@db.example.eu/news?target=any", StoreUrlError::Setting),
        ] {
            assert_eq!(PostgresStore::parse(written), Err(why), "{written}");
        }
    }
}
