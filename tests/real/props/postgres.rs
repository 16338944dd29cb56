//! A real PostgreSQL in a folder of its own, on a socket there and on a free port of this machine.

use std::fs;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::atomic::{AtomicU32, Ordering};

use tempfile::TempDir;

use super::postfix::certificates;

/// One server; stopped when dropped. It runs as `postgres` where the tests run as root: it refuses to be root.
#[derive(Debug)]
pub struct Postgres {
    folder: TempDir,
    pub port: u16,
    databases: AtomicU32,
}

const USER: &str = "courant";

impl Postgres {
    /// Starts one that trusts whoever comes by its socket or loopback, with a certificate for `localhost`.
    pub fn start() -> Self {
        let folder = tempfile::Builder::new().prefix("courant-pg").tempdir_in("/tmp").expect("a folder");
        let port =
            TcpListener::bind("127.0.0.1:0").and_then(|free| free.local_addr()).expect("a port").port();
        certificates(folder.path());
        let this = Self { folder, port, databases: AtomicU32::new(0) };
        let root = this.folder.path();
        if is_root() {
            must(Command::new("chown").args(["-R", "postgres"]).arg(root));
        }
        must(this.as_owner("initdb").args([
            "-D",
            &this.data(),
            "-A",
            "trust",
            "-U",
            USER,
            "--no-sync",
            "-E",
            "UTF8",
        ]));
        // A killed server is played, not a power cut: what was written is there, on disk or not.
        let config = format!(
            "listen_addresses = '127.0.0.1'\nport = {port}\nunix_socket_directories = '{root}'\nfsync = off\n\
             max_connections = 100\nlog_checkpoints = off\nssl = on\nssl_cert_file = '{root}/cert.pem'\n\
             ssl_key_file = '{root}/key.pem'\n",
            root = root.display()
        );
        let path = root.join("data/postgresql.conf");
        let standing = fs::read_to_string(&path).expect("postgresql.conf");
        fs::write(&path, standing + &config).expect("postgresql.conf");
        this.control(&["start"]);
        this
    }

    /// Stops without any clean-up, as a crash would, and starts anew.
    pub fn crash(&self) {
        self.stop();
        self.start_again();
    }

    /// All of it stands still: whoever asks it something hears nothing.
    pub fn freeze(&self) {
        self.signal("STOP");
    }

    pub fn thaw(&self) {
        self.signal("CONT");
    }

    /// To the server and those of its processes that answer; none of them if it has ended.
    fn signal(&self, name: &str) {
        let Ok(file) = fs::read_to_string(self.folder.path().join("data/postmaster.pid")) else { return };
        let server = file.lines().next().unwrap_or_default().to_owned();
        let children = Command::new("pgrep").args(["-P", &server]).output().expect("pgrep");
        let children = String::from_utf8_lossy(&children.stdout).into_owned();
        let all = std::iter::once(&*server).chain(children.lines());
        _ = Command::new("kill").arg(format!("-{name}")).args(all).output().expect("kill");
    }

    pub fn start_again(&self) {
        self.control(&["start"]);
    }

    /// Stops in the same way, and does not start.
    pub fn stop(&self) {
        self.control(&["stop", "-m", "immediate"]);
    }

    /// From the next start on, what need not be on the disk at once comes there seconds later.
    pub fn writes_late(&self) {
        let path = self.folder.path().join("data/postgresql.conf");
        let standing = fs::read_to_string(&path).expect("postgresql.conf");
        fs::write(&path, standing + "wal_writer_delay = 10s\n").expect("postgresql.conf");
        self.crash();
    }

    /// The name of an empty database.
    pub fn database(&self) -> String {
        let name = format!("news{}", self.databases.fetch_add(1, Ordering::Relaxed));
        self.sql("postgres", &format!("CREATE DATABASE {name}"));
        name
    }

    /// How the program is told of a database: by the socket.
    pub fn url(&self, database: &str) -> String {
        format!("postgres:///{database}?user={USER}&port={}&host={}", self.port, self.folder.path().display())
    }

    /// By the network, verified.
    pub fn url_over_tls(&self, database: &str) -> String {
        format!("postgres://{USER}@localhost:{}/{database}", self.port)
    }

    /// The authority that vouches for it.
    pub fn ca_file(&self) -> PathBuf {
        self.folder.path().join("ca.pem")
    }

    /// Says something to a database, and gives the answer: a line a row, columns with a bar between.
    pub fn sql(&self, database: &str, text: &str) -> String {
        String::from_utf8_lossy(&must(&mut psql(self.folder.path(), self.port, database, text)).stdout)
            .into_owned()
    }

    /// Everything in a database, as an administrator keeps it.
    pub fn dump(&self, database: &str) -> PathBuf {
        let file = self.folder.path().join(format!("{database}.sql"));
        let mut dump = Command::new(binaries().join("pg_dump"));
        dump.arg("-h").arg(self.folder.path()).args(["-p", &self.port.to_string(), "-U", USER, "-f"]);
        must(dump.arg(&file).arg(database));
        file
    }

    /// Puts back what was kept so.
    pub fn put_back(&self, database: &str, dump: &Path) {
        let mut play = Command::new(binaries().join("psql"));
        play.arg("-h").arg(self.folder.path()).args([
            "-p",
            &self.port.to_string(),
            "-U",
            USER,
            "-d",
            database,
        ]);
        must(play.args(["-v", "ON_ERROR_STOP=1", "-qf"]).arg(dump));
    }

    /// `sql` without its answer, for whoever outlives the borrow.
    pub fn speaker(&self, database: &str) -> impl Fn(&str) -> Result<(), String> + Send + use<> {
        let (folder, port, database) = (self.folder.path().to_owned(), self.port, database.to_owned());
        move |text| {
            let said = psql(&folder, port, &database, text).output().expect("psql");
            let complaint = || String::from_utf8_lossy(&said.stderr).into_owned();
            if said.status.success() { Ok(()) } else { Err(complaint()) }
        }
    }

    fn data(&self) -> String {
        self.folder.path().join("data").display().to_string()
    }

    fn control(&self, arguments: &[&str]) {
        let log = self.folder.path().join("log");
        must(
            self.as_owner("pg_ctl")
                .args(["-D", &self.data(), "-w", "-t", "60", "-l"])
                .arg(log)
                .args(arguments),
        );
    }

    fn as_owner(&self, program: &str) -> Command {
        let program = binaries().join(program);
        let mut command = if is_root() {
            let mut command = Command::new("runuser");
            command.args(["-u", "postgres", "--"]).arg(program);
            command
        } else {
            Command::new(program)
        };
        command.current_dir(self.folder.path());
        command
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        _ = self.as_owner("pg_ctl").args(["-D", &self.data(), "-m", "immediate", "stop"]).output();
    }
}

fn psql(folder: &Path, port: u16, database: &str, text: &str) -> Command {
    let mut command = Command::new(binaries().join("psql"));
    command.arg("-h").arg(folder).args(["-p", &port.to_string(), "-U", USER, "-d", database]);
    command.args(["-v", "ON_ERROR_STOP=1", "-qAtc", text]);
    command
}

/// Debian keeps them by version; the newest is taken.
fn binaries() -> PathBuf {
    let versions = fs::read_dir("/usr/lib/postgresql").expect("PostgreSQL; run .ci/install first");
    let mut versions: Vec<PathBuf> = versions.flatten().map(|entry| entry.path().join("bin")).collect();
    versions.sort();
    versions.pop().expect("a version of PostgreSQL")
}

fn is_root() -> bool {
    let output = Command::new("id").arg("-u").output().expect("id");
    output.stdout.starts_with(b"0\n")
}

fn must(command: &mut Command) -> Output {
    // What the server writes must not keep a pipe open: only its own words are waited for.
    let output = command.output().unwrap_or_else(|e| panic!("{command:?}: {e}; run .ci/install first"));
    assert!(output.status.success(), "{command:?}: {}", String::from_utf8_lossy(&output.stderr));
    output
}
