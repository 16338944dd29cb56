//! Places where a test may kill the program, to see that nothing is lost and nothing happens twice.
//!
//! `COURANT_CRASH=P7:3` kills the process, without any clean-up, the third time it comes to P7. A release build
//! knows nothing of it.

#[cfg(debug_assertions)]
mod armed {
    use std::sync::LazyLock;
    use std::sync::atomic::{AtomicU32, Ordering};

    static SET: LazyLock<Option<(String, u32)>> = LazyLock::new(|| {
        let set = std::env::var("COURANT_CRASH").ok()?;
        let (name, nth) = set.split_once(':')?;
        Some((name.to_owned(), nth.parse().ok()?))
    });
    static SEEN: AtomicU32 = AtomicU32::new(0);

    pub(super) fn reached(name: &str) {
        let Some((wanted, nth)) = &*SET else { return };
        if wanted == name && SEEN.fetch_add(1, Ordering::SeqCst) + 1 == *nth {
            _ = rustix::process::kill_process(rustix::process::getpid(), rustix::process::Signal::KILL);
            // The signal is on its way; nothing more may happen on this thread.
            loop {
                std::thread::park();
            }
        }
    }
}

/// The program has come to the place of this name.
#[inline]
pub fn crash_point(name: &str) {
    #[cfg(debug_assertions)]
    armed::reached(name);
    #[cfg(not(debug_assertions))]
    let _ = name;
}
