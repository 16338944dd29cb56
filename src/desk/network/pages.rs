//! Follows the links of an issue: a few at a time, and no host twice at once.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::Timestamp;
use tokio::sync::Semaphore;
use tokio::task::JoinSet;

use super::memory::Memory;
use crate::net::{Visit, Visitor};
use crate::proof::Link;

/// Hosts that are asked at a time.
const AT_ONCE: usize = 4;

/// Each link with what became of it. Those that arrived lately are not followed again.
pub async fn follow(
    visitor: &Visitor,
    links: Vec<Link>,
    memory: &mut Memory,
    now: Timestamp,
) -> Vec<(Link, Option<Visit>)> {
    let mut hosts: BTreeMap<String, Vec<Link>> = BTreeMap::new();
    for link in &links {
        if memory.fresh(link.url.as_str(), now).is_none() {
            hosts.entry(link.url.host_str().unwrap_or_default().to_owned()).or_default().push(link.clone());
        }
    }
    let few = Arc::new(Semaphore::new(AT_ONCE));
    let mut asked = JoinSet::new();
    for (_, of_host) in hosts {
        let (few, visitor) = (Arc::clone(&few), visitor.clone());
        asked.spawn(async move {
            let _one_of_few = few.acquire().await;
            let mut visits = Vec::with_capacity(of_host.len());
            for link in of_host {
                let visit = visitor.follow(&link.url).await;
                visits.push((link.url.to_string(), visit));
            }
            visits
        });
    }
    while let Some(answered) = asked.join_next().await {
        for (url, visit) in answered.into_iter().flatten() {
            memory.visits.insert(url, (now, visit));
        }
    }
    known(links, memory)
}

/// As far as it is remembered.
pub(super) fn known(links: Vec<Link>, memory: &Memory) -> Vec<(Link, Option<Visit>)> {
    let of = |link: &Link| memory.visits.get(link.url.as_str()).map(|(_, visit)| visit.clone());
    links.into_iter().map(|link| (link.clone(), of(&link))).collect()
}

#[cfg(test)]
mod tests {
    use std::io::{Read as _, Write as _};
    use std::net::{SocketAddr, TcpListener};
    use std::sync::Mutex;
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;
    use crate::domain::Place;
    use crate::net::{NameServer, Reach};
    use url::Url;

    /// Answers every path but `/gone`, one line at a time; how many it had at once, and what it was asked.
    fn server(
        busy: &'static AtomicUsize,
        most: &'static AtomicUsize,
    ) -> (SocketAddr, Arc<Mutex<Vec<String>>>) {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let at = listener.local_addr().expect("an address");
        let asked = Arc::new(Mutex::new(Vec::new()));
        let told = Arc::clone(&asked);
        std::thread::spawn(move || {
            for line in listener.incoming() {
                let (mut line, told) = (line.expect("a line"), Arc::clone(&told));
                std::thread::spawn(move || {
                    most.fetch_max(busy.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
                    let mut request = [0; 2048];
                    let read = line.read(&mut request).expect("a request");
                    let path = String::from_utf8_lossy(&request[..read])
                        .split(' ')
                        .nth(1)
                        .expect("a path")
                        .to_owned();
                    let status = if path == "/gone" { "404 Not Found" } else { "200 OK" };
                    told.lock().expect("told").push(path);
                    busy.fetch_sub(1, Ordering::SeqCst);
                    _ = write!(line, "HTTP/1.1 {status}\r\ncontent-length: 0\r\n\r\n");
                });
            }
        });
        (at, asked)
    }

    fn link(url: &str) -> Link {
        Link { url: Url::parse(url).expect("a link"), target: url.to_owned(), place: Place::default() }
    }

    #[tokio::test]
    async fn a_host_is_asked_for_one_page_at_a_time_and_what_arrived_lately_is_not_asked_again() {
        static BUSY: AtomicUsize = AtomicUsize::new(0);
        static MOST: AtomicUsize = AtomicUsize::new(0);
        let (at, asked) = server(&BUSY, &MOST);
        let nobody = NameServer::new(Some(at)).expect("a name server");
        let visitor = Visitor::new(nobody, Reach::Anywhere, None).expect("a visitor");
        let mut paths: Vec<String> = (0..12).map(|n| format!("/{n}")).collect();
        paths.push("/gone".to_owned());
        let links: Vec<Link> = paths.iter().map(|path| link(&format!("http://{at}{path}"))).collect();
        let now: Timestamp = "2026-11-22T10:00:00Z".parse().expect("a moment");
        let mut memory = Memory::default();
        let visits = follow(&visitor, links.clone(), &mut memory, now).await;
        assert_eq!(visits.len(), 13);
        assert!(visits.iter().all(|(link, visit)| {
            let status = if link.target.ends_with("/gone") { 404 } else { 200 };
            visit.as_ref().is_some_and(|visit| visit.end == Ok(status))
        }));
        assert_eq!(MOST.load(Ordering::SeqCst), 1, "one host, one question");
        let took = || std::mem::take(&mut *asked.lock().expect("asked")).len();
        assert_eq!(took(), 14, "HEAD of each, and GET of the one that was not there");

        let soon = now + jiff::SignedDuration::from_mins(59);
        follow(&visitor, links.clone(), &mut memory, soon).await;
        assert_eq!(took(), 2, "only the one that did not arrive");
        follow(&visitor, links, &mut memory, now + jiff::SignedDuration::from_mins(61)).await;
        assert_eq!(took(), 14);
    }
}
