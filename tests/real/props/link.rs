//! A line between a worker and its database that can be made slow, silent or torn.

use std::io::{ErrorKind, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use socket2::SockRef;

const LOOK: Duration = Duration::from_millis(10);

/// What all lines that go through it suffer.
#[derive(Debug, Default)]
struct Weather {
    /// Nothing goes through, and nobody is told.
    silent: AtomicBool,
    /// The next piece that comes goes through by half, and its line is reset.
    tears: AtomicBool,
    /// For every piece, in milliseconds.
    delay: AtomicU64,
    /// Lines of an earlier count are reset.
    resets: AtomicU64,
}

/// Listens on a free port of this machine for as long as the test runs.
#[derive(Debug)]
pub struct Link {
    pub port: u16,
    weather: Arc<Weather>,
}

impl Link {
    /// Leads to this port.
    pub fn to(port: u16) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let this = Self { port: listener.local_addr().expect("an address").port(), weather: Arc::default() };
        let weather = Arc::clone(&this.weather);
        thread::spawn(move || {
            for near in listener.incoming().flatten() {
                // A database that is not there refuses, and so does this.
                let Ok(far) = TcpStream::connect(("127.0.0.1", port)) else { continue };
                join(near, far, &weather);
            }
        });
        this
    }

    /// Nothing goes through for so long.
    pub fn falls_silent(&self, how_long: Duration) {
        self.weather.silent.store(true, Ordering::Relaxed);
        thread::sleep(how_long);
        self.weather.silent.store(false, Ordering::Relaxed);
    }

    /// Everything comes later by this for so long.
    pub fn slows_down(&self, by: Duration, how_long: Duration) {
        let by = u64::try_from(by.as_millis()).expect("milliseconds");
        self.weather.delay.store(by, Ordering::Relaxed);
        thread::sleep(how_long);
        self.weather.delay.store(0, Ordering::Relaxed);
    }

    /// Every line is reset.
    pub fn breaks(&self) {
        self.weather.resets.fetch_add(1, Ordering::Relaxed);
    }

    /// One line is reset in the middle of what it carries.
    pub fn tears(&self) {
        self.weather.tears.store(true, Ordering::Relaxed);
    }
}

/// Both directions end together; whoever lets go of the sockets last resets them.
fn join(near: TcpStream, far: TcpStream, weather: &Arc<Weather>) {
    for line in [&near, &far] {
        line.set_nodelay(true).expect("an option");
        line.set_read_timeout(Some(LOOK)).expect("an option");
        SockRef::from(line).set_linger(Some(Duration::ZERO)).expect("an option");
    }
    let (pair, over) = (Arc::new((near, far)), Arc::new(Mutex::new(false)));
    let since = weather.resets.load(Ordering::Relaxed);
    for there in [true, false] {
        let (pair, over, weather) = (Arc::clone(&pair), Arc::clone(&over), Arc::clone(weather));
        thread::spawn(move || {
            let (from, to) = if there { (&pair.0, &pair.1) } else { (&pair.1, &pair.0) };
            carry(from, to, &weather, || {
                *over.lock().expect("a lock") || weather.resets.load(Ordering::Relaxed) != since
            });
            *over.lock().expect("a lock") = true;
        });
    }
}

fn carry(mut from: &TcpStream, mut to: &TcpStream, weather: &Weather, over: impl Fn() -> bool) {
    let mut piece = [0; 8192];
    while !over() {
        let length = match from.read(&mut piece) {
            Ok(0) => return,
            Ok(length) => length,
            Err(error) if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut) => continue,
            Err(_) => return,
        };
        while weather.silent.load(Ordering::Relaxed) {
            thread::sleep(LOOK);
        }
        thread::sleep(Duration::from_millis(weather.delay.load(Ordering::Relaxed)));
        let torn = weather.tears.swap(false, Ordering::Relaxed);
        let goes = if torn { length / 2 } else { length };
        if to.write_all(&piece[..goes]).is_err() || torn {
            return;
        }
    }
}
