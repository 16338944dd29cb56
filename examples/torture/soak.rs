//! One sender that nobody ends mails for hours, and it is watched what it holds on to: memory, open files, the ledger's
//! log. In the end the ledger is held against what the relays remember. Reads `/proc`.

use std::fs;
use std::process::Child;
use std::time::{Duration, Instant};

use courant::domain::{Clock, MailingState};
use courant::ledger::Ledger;

use super::trial::{self, Breaches, Dice, Figures, House, Plan, Relays};

const LOOK: Duration = Duration::from_secs(5);
/// What is put off is tried again for minutes; then something hangs.
const PATIENCE: Duration = Duration::from_secs(2 * 3600);
/// The log may grow to so much.
const LONGEST_LOG: u64 = 64 << 20;

/// How long, and how many letters a minute.
#[derive(Debug, Clone, Copy)]
pub struct Soak {
    pub time: Duration,
    pub rate: u32,
}

/// What the sender holds on to at one moment.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Held {
    kilobytes: u64,
    files: u64,
    log: u64,
}

impl Held {
    fn by(sender: &Child, house: &House) -> Option<Self> {
        let process = format!("/proc/{}", sender.id());
        let status = fs::read_to_string(format!("{process}/status")).ok()?;
        let resident = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
        Some(Self {
            kilobytes: resident.trim().trim_end_matches(" kB").parse().ok()?,
            files: fs::read_dir(format!("{process}/fd")).ok()?.count() as u64,
            log: fs::metadata(house.ledger_file().with_extension("db-wal")).map_or(0, |file| file.len()),
        })
    }

    fn most(all: &[Self]) -> Self {
        all.iter().fold(Self::default(), |most, one| Self {
            kilobytes: most.kilobytes.max(one.kilobytes),
            files: most.files.max(one.files),
            log: most.log.max(one.log),
        })
    }
}

/// Carries it out and says in one line whether it held.
pub async fn run(plan: &Plan, soak: Soak) -> bool {
    let begun = Instant::now();
    let relays = Relays::start(plan.seed, plan.trouble, plan.retries).await;
    let mut house = House::on_disk(plan, soak.rate);
    let way = relays.any(&mut Dice::new(plan.seed));
    house.lead_to(way);
    let ledger = house.ledger();
    // One that is due in a year keeps the sender waiting for it.
    let far = house.far_mailing().await;
    let mut sender = house.start();
    let (mut looks, mut figures) = (Vec::new(), Figures::default());
    let a_mailing = Duration::from_secs_f64(f64::from(plan.readers) * 60.0 / f64::from(soak.rate));
    loop {
        let at = begun.elapsed();
        if at < soak.time && at >= a_mailing * u32::try_from(house.mailings.len()).unwrap() {
            house.next_mailing().await;
            println!("{:.2} h: {} letters, {:?}", at.as_secs_f64() / 3600.0, relays.letters(), looks.last());
        }
        let open = let_go_on(&ledger, &mut figures).await;
        if at >= soak.time && open <= 1 {
            break;
        }
        let Some(held) = Held::by(&sender, &house) else { break };
        if at < soak.time {
            looks.push(held);
        }
        if at > soak.time + PATIENCE {
            break;
        }
        std::thread::sleep(LOOK);
    }
    let lived = sender.try_wait().unwrap().is_none();
    ledger.cancel(far, "anna", Clock::System.now()).await.unwrap();
    if lived {
        ended(&mut sender);
    }
    figures.unknown_bound = relays.dropped() * u64::from(way.1.uncertain());
    trial::hold_against(&house, &relays, &mut figures);
    figures.took = begun.elapsed();
    let wrong = wrong(&looks, &figures, lived);
    println!("{figures}");
    println!("{}", told(&looks, soak, &relays, &wrong));
    wrong.is_empty()
}

/// Mailings that are not over; one that the sender held goes on.
async fn let_go_on(ledger: &Ledger, figures: &mut Figures) -> usize {
    let open = ledger.open_mailings().await.unwrap();
    for held in open.iter().filter(|mailing| mailing.state == MailingState::Held) {
        figures.held += 1;
        ledger.resume(held.id, "anna", Clock::System.now()).await.unwrap();
    }
    open.len()
}

/// With nothing to wait for it ends by itself.
fn ended(sender: &mut Child) {
    let begun = Instant::now();
    while sender.try_wait().unwrap().is_none() {
        if begun.elapsed() > Duration::from_secs(60) {
            sender.kill().unwrap();
        }
        std::thread::sleep(Duration::from_millis(100));
    }
}

/// The most that was held on to in the first third of the time, and in the last.
fn thirds(looks: &[Held]) -> (Held, Held) {
    let third = looks.len() / 3;
    (Held::most(&looks[..third]), Held::most(&looks[looks.len() - third..]))
}

fn wrong(looks: &[Held], figures: &Figures, lived: bool) -> Vec<&'static str> {
    let (first, last) = thirds(looks);
    [
        (!lived, "the sender ended"),
        (first.kilobytes == 0, "it was too short to compare anything"),
        (last.kilobytes * 10 > first.kilobytes * 11, "memory grew by more than a tenth"),
        (last.files > first.files, "open files grew"),
        (Held::most(looks).log > LONGEST_LOG, "the ledger's log grew beyond 64 MB"),
        (
            figures.breaches != Breaches::default(),
            "somebody was lost or got a letter twice, or the balance is wrong",
        ),
    ]
    .into_iter()
    .filter_map(|(is, what)| is.then_some(what))
    .collect()
}

fn told(looks: &[Held], soak: Soak, relays: &Relays, wrong: &[&str]) -> String {
    let (first, last) = thirds(looks);
    let verdict = if wrong.is_empty() {
        "it held".to_owned()
    } else {
        format!("it did NOT hold: {}", wrong.join("; "))
    };
    let megabytes = |held: Held| held.kilobytes as f64 / 1024.0;
    format!(
        "{verdict}. {:.2} h, {} letters; first third and last: memory {:.1} and {:.1} MB, open files {} and {}; the log \
         {:.1} MB at most",
        soak.time.as_secs_f64() / 3600.0,
        relays.letters(),
        megabytes(first),
        megabytes(last),
        first.files,
        last.files,
        Held::most(looks).log as f64 / f64::from(1 << 20)
    )
}
