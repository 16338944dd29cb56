//! Links that lead somewhere: they parse, are public, and are not what somebody meant to fill in later.

use std::net::IpAddr;

use url::{Host, Url};

use crate::domain::{Address, Problem, Severity};
use crate::locale::say;

use super::page::{Page, UNSUBSCRIBE, inside};
use super::{Facts, place, rules, words};

/// LNK001, as far as it can be known without the network.
pub fn targets(facts: &Facts, page: &Page) -> Vec<Problem> {
    let mut seen = Vec::new();
    let mut found = Vec::new();
    // Ours, like the link to unsubscribe: on this machine alone while the newsletter is tried out.
    let calendar = facts.settings.web.as_ref().map(|web| format!("{}/calendar/", web.public_url));
    for link in page.all("a[href], area[href]") {
        let target = link.attr("href").unwrap_or_default();
        let ours = target == UNSUBSCRIBE || calendar.as_ref().is_some_and(|ours| target.starts_with(ours));
        if ours || seen.contains(&target) {
            continue;
        }
        seen.push(target);
        let anchored = target.strip_prefix('#').is_some_and(|id| {
            !id.is_empty()
                && inside(page.tree.root_element(), "[id]").iter().any(|e| e.attr("id") == Some(id))
        });
        if anchored {
            continue;
        }
        if let Some((severity, what)) = fault(target) {
            let place = place::of_written(facts, page.lang, target);
            let problem = match severity {
                Severity::MustFix => rules::LNK001.at(place, what),
                _ => rules::LNK001.should(place, what),
            };
            found.push(problem);
        }
    }
    found
}

/// What is wrong with one target.
pub fn fault(target: &str) -> Option<(Severity, String)> {
    use Severity::{MustFix, ShouldFix};
    let words = &words::words().hosts;
    let lower = target.trim().to_lowercase();
    let after_scheme = lower.split_once("://").map_or(lower.as_str(), |(_, rest)| rest).trim_end_matches('/');
    if lower.trim_matches(['#', ' ']).is_empty() || words.targets.iter().any(|word| word == after_scheme) {
        return Some((MustFix, say!("LNK001-placeholder", target = target)));
    }
    if target
        .contains(|c: char| c.is_whitespace() || c.is_control() || matches!(c, '<' | '>' | '"' | '{' | '}'))
    {
        return Some((MustFix, say!("LNK001-characters", target = target)));
    }
    let Ok(url) = Url::parse(target) else {
        return Some((MustFix, say!("LNK001-no-address", target = target)));
    };
    match url.scheme() {
        "mailto" => {
            let wrong = url.path().split(',').find(|address| !is_address(address))?;
            return Some((MustFix, say!("LNK001-no-mail-address", target = target, wrong = wrong)));
        }
        "tel" | "sms" => return None,
        "http" | "https" => {}
        scheme => {
            return Some((MustFix, say!("LNK001-scheme", target = target, scheme = scheme)));
        }
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Some((MustFix, say!("LNK001-password", host = url.host_str()?)));
    }
    if let Some(what) = host_fault(&url, target) {
        return Some((MustFix, what));
    }
    let host = url.host_str().unwrap_or_default().trim_start_matches("www.");
    if words.shorteners.iter().any(|shortener| shortener == host) {
        return Some((ShouldFix, say!("LNK001-shortener", target = target)));
    }
    (url.scheme() == "http").then(|| (ShouldFix, say!("LNK001-not-encrypted", target = target)))
}

fn is_address(written: &str) -> bool {
    Address::parse(&written.replace("%40", "@").replace("%2B", "+")).is_ok()
}

fn host_fault(url: &Url, target: &str) -> Option<String> {
    let words = &words::words().hosts;
    let private = |ip: IpAddr| match ip {
        IpAddr::V4(ip) => ip.is_private() || ip.is_loopback() || ip.is_link_local() || ip.is_unspecified(),
        IpAddr::V6(ip) => ip.is_loopback() || ip.is_unspecified() || ip.is_unique_local(),
    };
    let unreachable = || Some(say!("LNK001-unreachable", target = target));
    let host = match url.host() {
        Some(Host::Ipv4(ip)) if private(ip.into()) => return unreachable(),
        Some(Host::Ipv6(ip)) if private(ip.into()) => return unreachable(),
        Some(Host::Domain(host)) => host.trim_end_matches('.'),
        Some(_) => return None,
        None => return Some(say!("LNK001-no-host", target = target)),
    };
    let top = host.rsplit('.').next().unwrap_or(host);
    if words.unreachable.iter().any(|word| word == top) {
        return unreachable();
    }
    if !host.contains('.') || words.placeholders.iter().any(|word| word == host.trim_start_matches("www.")) {
        return Some(say!("LNK001-placeholder", target = target));
    }
    let labels: Vec<&str> = host.split('.').collect();
    let unfinished = labels[..labels.len().saturating_sub(2)]
        .iter()
        .any(|label| words.unfinished.iter().any(|word| word == label));
    unfinished.then(|| say!("LNK001-not-public", target = target))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn real_addresses_pass_and_unfinished_or_private_ones_do_not() {
        for (target, expected) in [
            ("https://helium.example.eu/hu/élő-labor?x=1#y", None),
            ("https://todo.example.eu/link", None),
            ("https://developer.example.com", None),
            ("https://dev.to/post", None),
            ("mailto:info@example.eu?subject=Living%20Lab", None),
            ("tel:+3612345678", None),
            ("#", Some(Severity::MustFix)),
            ("", Some(Severity::MustFix)),
            ("TODO", Some(Severity::MustFix)),
            ("http://link", Some(Severity::MustFix)),
            ("link", Some(Severity::MustFix)),
            ("helium.example.eu/x", Some(Severity::MustFix)),
            ("https://www.yourdomain.com/x", Some(Severity::MustFix)),
            ("https://staging.example.eu/x", Some(Severity::MustFix)),
            ("http://localhost:8080/", Some(Severity::MustFix)),
            ("https://192.168.1.4/x", Some(Severity::MustFix)),
            ("https://[::1]/", Some(Severity::MustFix)),
            ("https://exam ple.eu/", Some(Severity::MustFix)),
            ("javascript:alert(1)", Some(Severity::MustFix)),
            ("https://anna:secret@example.eu/", Some(Severity::MustFix)),
            ("mailto:info(at)example.eu", Some(Severity::MustFix)),
            ("http://example.eu/", Some(Severity::ShouldFix)),
            ("https://bit.ly/3abc", Some(Severity::ShouldFix)),
        ] {
            let found = fault(target);
            assert_eq!(found.as_ref().map(|(severity, _)| *severity), expected, "{target}: {found:?}");
        }
    }
}
