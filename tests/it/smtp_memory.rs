//! How much memory a mail server can make a letter take, cell by cell of the table of faults.

use std::fs;

use crate::props::server::Step;
use crate::smtp_faults::{FAULTS, Fault, STEPS, cell, expected};

const MOST_KB: u64 = 1024;

/// The most memory this process has had, in kB, and what it has now.
fn memory() -> (u64, u64) {
    let status = fs::read_to_string("/proc/self/status").unwrap();
    let field = |name: &str| {
        let line = status.lines().find(|line| line.starts_with(name)).unwrap();
        line.split_whitespace().nth(1).unwrap().parse().unwrap()
    };
    (field("VmHWM"), field("VmRSS"))
}

/// Every cell once, one after the other. Returns how many there were, and the most that one took in kB, and which.
async fn round() -> (usize, u64, String) {
    let (mut played, mut most, mut which) = (0, 0, String::new());
    // The letters that are cut in their middle are longer than what is looked for.
    for (step, share) in STEPS.into_iter().filter(|(step, _)| *step != Step::Body) {
        // The server's own copies of its long line are larger; a line without end tells more about the client.
        for fault in FAULTS.into_iter().filter(|fault| *fault != Fault::LongLine) {
            let Some(expected) = expected(step, fault) else { continue };
            // From here on the kernel counts anew.
            fs::write("/proc/self/clear_refs", "5").unwrap();
            let (_, before) = memory();
            assert_eq!(cell(step, share, fault, true, expected).await, None);
            played += 1;
            let took = memory().0.saturating_sub(before);
            if took > most {
                (most, which) = (took, format!("{step:?} × {fault:?}"));
            }
        }
    }
    (played, most, which)
}

/// In a process of its own: what other tests take would count.
#[tokio::test]
#[ignore = "takes a minute, and counts the memory of the whole process"]
async fn no_answer_of_a_server_takes_a_megabyte() {
    // The first round reads the program itself into memory.
    round().await;
    let (played, most, which) = round().await;
    eprintln!("{played} cells, {most} kB at most: {which}");
    assert!(most < MOST_KB, "{which} takes {most} kB");
}
