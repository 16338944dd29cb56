//! Links are followed as a reader's browser would, and no further: each way a server can answer, or not.

use std::time::Duration;

use courant::net::{Fault, NameServer, Reach, Visit, Visitor};
use url::Url;

use crate::props::relay::{acceptor, tls_file};
use crate::props::site::{Site, says, sends_to};
use crate::props::zone::Zone;

fn visitor(zone: &Zone, reach: Reach) -> Visitor {
    let names = NameServer::new(Some(zone.at)).unwrap();
    Visitor::new(names, reach, Some(&tls_file("ca.pem"))).unwrap()
}

fn zone() -> Zone {
    Zone::of(vec![
        ("www.example.eu".into(), "A", "127.0.0.1".into()),
        ("nearby.example.eu".into(), "A", "10.0.0.1".into()),
        ("both.example.eu".into(), "A", "192.0.2.1".into()),
        ("both.example.eu".into(), "AAAA", "::1".into()),
        ("broken.example.eu".into(), "FAIL", String::new()),
    ])
}

fn script(wanted: &str) -> Option<String> {
    let (method, path) = wanted.split_once(' ').unwrap();
    match (method, path) {
        (_, "/") => says("200 OK"),
        ("HEAD", "/no-head" | "/odd-head") => {
            says(if path == "/no-head" { "405 No" } else { "404 Not Found" })
        }
        ("GET", "/no-head" | "/odd-head" | "/hangs-up-on-head") => says("200 OK"),
        ("HEAD", "/hangs-up-on-head") => Some(String::new()),
        (_, "/gone") => says("410 Gone"),
        (_, "/trouble") => says("500 Internal Server Error"),
        (_, "/moved") => sends_to("301 Moved", "/further"),
        (_, "/further") => sends_to("302 Found", "http://www.example.eu:1/../?x=1#y"),
        (_, "/to-self") => sends_to("302 Found", "/to-self"),
        (_, "/round") => sends_to("302 Found", "/about"),
        (_, "/about") => sends_to("307 Temporary", "/round"),
        (_, "/astray") => sends_to("302 Found", "javascript:alert(1)"),
        (_, "/silent") => None,
        (_, "/chatter") => Some("220 mail.example.eu ESMTP\r\n".into()),
        (_, "/endless") => Some(format!("HTTP/1.1 200 OK\r\nx: {}\r\n\r\n", "y".repeat(200_000))),
        (_, path) if path.starts_with("/on/") => {
            sends_to("302 Found", &format!("/on/{}", path[4..].parse::<u32>().unwrap() + 1))
        }
        _ => says("404 Not Found"),
    }
}

/// Follows a path of the site; what was asked of it.
async fn followed(path: &str) -> (Visit, Vec<String>) {
    let zone = zone();
    let site = Site::open(script, None).await;
    let url = Url::parse(&format!("http://www.example.eu:{}{path}", site.at.port())).unwrap();
    let visitor = visitor(&zone, Reach::Anywhere).with_patience(Duration::from_millis(900));
    let visit = visitor.follow(&url).await;
    (visit, site.asked())
}

#[tokio::test]
async fn a_link_is_asked_for_politely_and_then_as_a_browser_asks() {
    for (path, status, asked) in [
        ("/", 200, &["HEAD /"][..]),
        ("/#part", 200, &["HEAD /"]),
        ("/no-head", 200, &["HEAD /no-head", "GET /no-head"]),
        ("/odd-head", 200, &["HEAD /odd-head", "GET /odd-head"]),
        ("/hangs-up-on-head", 200, &["HEAD /hangs-up-on-head", "GET /hangs-up-on-head"]),
        ("/nothing", 404, &["HEAD /nothing", "GET /nothing"]),
        ("/gone", 410, &["HEAD /gone", "GET /gone"]),
        ("/trouble", 500, &["HEAD /trouble", "GET /trouble"]),
    ] {
        let (visit, seen) = followed(path).await;
        assert_eq!(
            (visit.end, seen),
            (Ok(status), asked.iter().map(ToString::to_string).collect()),
            "{path}"
        );
        assert_eq!(visit.through, Vec::<String>::new());
    }
}

#[tokio::test]
async fn a_link_that_is_sent_on_is_followed_to_where_it_arrives_and_never_round_and_round() {
    let (visit, _) = followed("/moved").await;
    assert_eq!(visit.through.len(), 2, "{visit:?}");
    assert!(visit.through[0].ends_with("/further") && visit.through[1] == "http://www.example.eu:1/?x=1#y");
    assert!(matches!(visit.end, Err(Fault::Unreachable(_))), "{visit:?}");
    for path in ["/to-self", "/round", "/on/1"] {
        let (visit, asked) = followed(path).await;
        assert!(matches!(visit.end, Err(Fault::Circle(_))), "{path}: {visit:?}");
        assert!(asked.len() <= 6, "{path}: {asked:?}");
    }
    let (visit, _) = followed("/astray").await;
    assert_eq!(visit.end, Err(Fault::Astray("javascript:alert(1)".into())));
}

#[tokio::test]
async fn a_server_that_does_not_answer_or_answers_nonsense_is_let_go() {
    let (visit, _) = followed("/silent").await;
    assert!(matches!(visit.end, Err(Fault::Slow(_))), "{visit:?}");
    for path in ["/chatter", "/endless"] {
        let (visit, _) = followed(path).await;
        assert!(matches!(visit.end, Err(Fault::Broken(_))), "{path}: {visit:?}");
    }
    let zone = zone();
    let closed = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let all = visitor(&zone, Reach::Anywhere);
    let follow = async |url: &str| all.follow(&Url::parse(url).unwrap()).await.end;
    let refused = follow(&format!("http://www.example.eu:{closed}/")).await;
    assert!(matches!(refused, Err(Fault::Unreachable(_))), "{refused:?}");
    assert_eq!(follow("http://gone.example.eu/").await, Err(Fault::NoHost("gone.example.eu".into())));
    assert!(matches!(follow("http://broken.example.eu/").await, Err(Fault::Unknown(_))));
}

#[tokio::test]
async fn machines_nearby_are_not_asked_however_the_link_names_them() {
    let zone = zone();
    let site = Site::open(script, None).await;
    let port = site.at.port();
    let visitor = visitor(&zone, Reach::Public);
    for host in [
        "www.example.eu",
        "127.0.0.1",
        "[::ffff:127.0.0.1]",
        "2130706433",
        "0x7f.1",
        "nearby.example.eu",
        "both.example.eu",
    ] {
        let visit = visitor.follow(&Url::parse(&format!("http://{host}:{port}/")).unwrap()).await;
        assert!(matches!(visit.end, Err(Fault::Private(_))), "{host}: {visit:?}");
    }
    assert_eq!(site.asked(), Vec::<String>::new());
}

#[tokio::test]
async fn a_certificate_must_be_right() {
    let zone = zone();
    for (certificate, host, right) in [
        ("right.pem", "127.0.0.1", true),
        ("right.pem", "www.example.eu", false),
        ("wrong-host.pem", "127.0.0.1", false),
        ("expired.pem", "127.0.0.1", false),
        ("self-signed.pem", "127.0.0.1", false),
    ] {
        let site = Site::open(script, Some(acceptor(certificate))).await;
        let url = Url::parse(&format!("https://{host}:{}/", site.at.port())).unwrap();
        let visit = visitor(&zone, Reach::Anywhere).follow(&url).await;
        match right {
            true => assert_eq!(visit.end, Ok(200), "{certificate}"),
            false => assert!(matches!(visit.end, Err(Fault::Tls(_))), "{certificate} {host}: {visit:?}"),
        }
        assert_eq!(site.asked().is_empty(), !right, "{certificate}: nothing is said before");
    }
}
