//! A real Postfix on loopback that delivers everything into one Maildir.

use std::fs;
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use tempfile::TempDir;

/// An instance of its own: own queue, own configuration, own port. Stopped when dropped.
#[derive(Debug)]
pub struct Postfix {
    folder: TempDir,
    pub port: u16,
}

impl Postfix {
    /// Starts one that offers STARTTLS with a certificate for `localhost`, signed by `ca_file`.
    pub fn start() -> Self {
        Self::start_with("static:all", "")
    }

    /// One that minds every rule, keeps what comes for `bounce_domain`, and hands on the rest to a server on this machine.
    /// `more`: lines of main.cf.
    pub fn strict(next_hop: u16, bounce_domain: &str, more: &str) -> Self {
        let lines = format!("relayhost = [127.0.0.1]:{next_hop}\n{STRICT}{more}");
        Self::start_with(bounce_domain, &lines)
    }

    /// `lines`: of main.cf.
    fn start_with(own: &str, lines: &str) -> Self {
        let folder = tempfile::Builder::new().prefix("courant-postfix").tempdir_in("/tmp").expect("a folder");
        let root = folder.path().to_owned();
        run(Command::new("chmod").arg("755").arg(&root));
        for name in ["conf", "queue", "data", "mail"] {
            fs::create_dir(root.join(name)).expect("a folder");
        }
        run(Command::new("chown").arg("postfix").args([root.join("data"), root.join("mail")]));
        certificates(&root);
        let port =
            TcpListener::bind("127.0.0.1:0").and_then(|free| free.local_addr()).expect("a port").port();
        fs::write(root.join("conf/main.cf"), main_cf(&root, own) + lines).expect("main.cf");
        fs::write(root.join("conf/master.cf"), MASTER_CF.replace("PORT", &port.to_string()))
            .expect("master.cf");
        run(Command::new("postfix").arg("-c").arg(root.join("conf")).arg("start"));
        let begin = Instant::now();
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            assert!(begin.elapsed() < Duration::from_secs(20), "Postfix does not answer on port {port}");
            std::thread::sleep(Duration::from_millis(50));
        }
        Self { folder, port }
    }

    /// How a workspace is told of it.
    pub fn relay(&self) -> String {
        format!(
            "host = \"localhost\"\nport = {}\ntls = \"starttls\"\n{}connections = 3\n",
            self.port,
            self.trusted()
        )
    }

    /// The line of `relay` that says whom to trust.
    pub fn trusted(&self) -> String {
        format!("ca_file = \"{}\"\n", self.ca_file().display())
    }

    /// The certificate authority to trust.
    fn ca_file(&self) -> PathBuf {
        self.folder.path().join("ca.pem")
    }

    /// What it tells of its work.
    pub fn log(&self) -> PathBuf {
        self.folder.path().join("maillog")
    }

    /// What it tells of its work, once it knows how every session has ended: of a client that was killed it learns late.
    pub fn log_of_all_sessions(&self) -> String {
        let begin = Instant::now();
        loop {
            let log = fs::read_to_string(self.log()).expect("a log");
            let count = |what: &str| log.lines().filter(|line| line.contains(what)).count();
            if count("]: connect from ") == count("]: disconnect from ") {
                return log;
            }
            assert!(begin.elapsed() < Duration::from_secs(120), "a session does not end:\n{log}");
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    /// Every letter that was taken so far: waits until none is in the queue any more. A letter is there before the
    /// reply that takes it.
    pub fn letters(&self) -> Vec<Vec<u8>> {
        let queue = self.folder.path().join("queue");
        let begin = Instant::now();
        // In the order in which letters go through them, so that none slips by.
        while ["maildrop", "incoming", "active", "deferred"]
            .iter()
            .any(|name| holds_a_file(&queue.join(name)))
        {
            let log = || fs::read_to_string(self.log()).unwrap_or_default();
            assert!(
                begin.elapsed() < Duration::from_secs(120),
                "Postfix keeps letters in its queue:\n{}",
                log()
            );
            std::thread::sleep(Duration::from_millis(50));
        }
        let inbox = fs::read_dir(self.folder.path().join("mail/all/new")).into_iter().flatten().flatten();
        inbox.map(|file| fs::read(file.path()).expect("a letter")).collect()
    }
}

impl Drop for Postfix {
    fn drop(&mut self) {
        _ = Command::new("postfix").arg("-c").arg(self.folder.path().join("conf")).arg("stop").output();
    }
}

fn holds_a_file(folder: &Path) -> bool {
    fs::read_dir(folder).into_iter().flatten().flatten().any(|entry| {
        let path = entry.path();
        if path.is_dir() { holds_a_file(&path) } else { true }
    })
}

fn run(command: &mut Command) {
    let output = command.output().unwrap_or_else(|e| panic!("{command:?}: {e}; run .ci/install first"));
    assert!(output.status.success(), "{command:?}: {}", String::from_utf8_lossy(&output.stderr));
}

/// An authority of one day, and a certificate for localhost that it has signed.
pub(super) fn certificates(root: &Path) {
    let script = "openssl req -x509 -newkey rsa:2048 -nodes -days 1 -subj '/CN=courant test authority' \
         -keyout ca.key -out ca.pem && \
         openssl req -newkey rsa:2048 -nodes -subj '/CN=localhost' -keyout key.pem -out csr.pem && \
         printf 'subjectAltName=DNS:localhost' > san && \
         openssl x509 -req -in csr.pem -CA ca.pem -CAkey ca.key -CAcreateserial -days 1 -extfile san -out cert.pem";
    run(Command::new("sh").args(["-c", script]).current_dir(root));
}

fn main_cf(root: &Path, own: &str) -> String {
    let id = |flag: &str| {
        let output = Command::new("id").args([flag, "postfix"]).output().expect("id");
        String::from_utf8_lossy(&output.stdout).trim().to_owned()
    };
    format!(
        "compatibility_level = 3.6
queue_directory = {root}/queue
data_directory = {root}/data
command_directory = /usr/sbin
daemon_directory = /usr/lib/postfix/sbin
mail_owner = postfix
setgid_group = postdrop
myhostname = mx.example.eu
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
mynetworks = 127.0.0.0/8
mydestination =
alias_maps =
smtpd_tls_security_level = may
smtpd_tls_cert_file = {root}/cert.pem
smtpd_tls_key_file = {root}/key.pem
virtual_mailbox_domains = {own}
virtual_mailbox_maps = static:all/
virtual_mailbox_base = {root}/mail
virtual_uid_maps = static:{uid}
virtual_gid_maps = static:{gid}
maillog_file = {root}/maillog
maillog_file_prefixes = {root}
{RETRIES}",
        root = root.display(),
        uid = id("-u"),
        gid = id("-g"),
    )
}

/// What was put off goes again a second later. By itself Postfix waits once more for as long as the letter is old, leaves a
/// next hop alone that failed once, and for a minute each of its own programs that ended before its time.
const RETRIES: &str = "queue_run_delay = 1s
minimal_backoff_time = 1s
maximal_backoff_time = 1s
default_destination_concurrency_failed_cohort_limit = 1000
transport_retry_time = 1s
service_throttle_time = 1s
";

/// Whatever a server can mind about how a client speaks, and small limits.
const STRICT: &str = "smtpd_forbid_bare_newline = reject
smtpd_forbid_unauth_pipelining = yes
smtpd_helo_required = yes
strict_rfc821_envelopes = yes
disable_vrfy_command = yes
smtpd_helo_restrictions = reject_invalid_helo_hostname, reject_non_fqdn_helo_hostname
smtpd_sender_restrictions = reject_non_fqdn_sender
smtpd_recipient_restrictions = reject_unauth_pipelining, reject_non_fqdn_recipient
smtpd_data_restrictions = reject_unauth_pipelining, reject_multi_recipient_bounce
smtpd_relay_restrictions = permit_mynetworks, reject
smtpd_client_event_limit_exceptions =
smtpd_client_message_rate_limit = 20
anvil_rate_time_unit = 2s
smtpd_client_connection_count_limit = 3
smtpd_soft_error_limit = 1
smtpd_junk_command_limit = 1
message_size_limit = 500000
line_length_limit = 998
smtp_connection_cache_on_demand = no
";

const MASTER_CF: &str = "PORT inet n - n - - smtpd
cleanup unix n - n - 0 cleanup
qmgr unix n - n 1 1 qmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
error unix - - n - - error
virtual unix - n n - - virtual
smtp unix - - n - - smtp
retry unix - - n - - error
postlog unix-dgram n - n - 1 postlogd
anvil unix - - n - 1 anvil
tlsmgr unix - - n 1000? 1 tlsmgr
proxymap unix - - n - - proxymap
";
