//! What each key may be by itself, and not together.

use super::super::reading::{Table, WebAddress, is_loopback};
use super::{COMBINATION, RULES};
use crate::domain::settings::{Preset, Relay, Settings, TransportKind};
use crate::domain::{Mode, Problem};

pub(super) fn check(file: &Table<'_>, settings: &Settings) {
    live_needs_web(file, settings);
    way_out_of_this_machine(file, settings);
    own_list_id(file, settings);
    sender_of_a_hosted_relay(file, settings);
    aligned_signature(file, settings);
    known_languages(file, settings);
    test_readers(file, settings);
    alerts(file, settings);
}

fn live_needs_web(file: &Table<'_>, settings: &Settings) {
    let live = settings.newsletter.mode == Mode::Live && settings.delivery.transport == TransportKind::Smtp;
    if !live || settings.web.is_some() {
        return;
    }
    let place = file
        .table("newsletter")
        .and_then(|table| table.get("mode").map(|node| file.reading.place(&node.span)));
    let problem = Problem::must(
        COMBINATION,
        place.unwrap_or_else(|| file.reading.place(&file.span)),
        "the newsletter is live and has no [web] public_url",
    );
    let why = "every letter carries an unsubscribe link, and it has to lead somewhere";
    file.reading.report(
        problem.because(why).remedy("add [web] with public_url = \"https://…\", or write mode = \"test\""),
    );
}

/// Letters that leave this machine need a way out that leads back to it.
fn way_out_of_this_machine(file: &Table<'_>, settings: &Settings) {
    let smtp = settings.delivery.transport == TransportKind::Smtp;
    let relay = settings.delivery.relays.iter().find(|relay| smtp && !is_loopback(&relay.host));
    let web = settings
        .web
        .as_ref()
        .filter(|web| WebAddress::parse(&web.public_url).is_ok_and(|address| address.loopback));
    let (Some(relay), Some(_), Some(table)) = (relay, web, file.table("web")) else { return };
    let Some(node) = table.get("public_url") else { return };
    let place = file.reading.place(&node.span);
    let what = format!("letters go to {}, and their unsubscribe links lead to this machine", relay.host);
    let live = settings.newsletter.mode == Mode::Live;
    let problem = if live {
        Problem::must(COMBINATION, place, what)
    } else {
        Problem::should(COMBINATION, place, what)
    };
    let why = "nobody who reads them elsewhere could leave";
    file.reading.report(
        problem.because(why).remedy("write the https address at which readers reach `courant serve`"),
    );
}

/// Hosted servers pass on what their account sends in its own name, and nothing else.
fn sender_of_a_hosted_relay(file: &Table<'_>, settings: &Settings) {
    let smtp = settings.delivery.transport == TransportKind::Smtp;
    let hosted = |relay: &&Relay| smtp && relay.preset != Preset::Own;
    let Some(table) = file.table("sender") else { return };
    let Some(relay) = settings.delivery.relays.iter().find(hosted) else { return };
    if settings.sender.bounces.is_some()
        && let Some(node) = table.get("bounces")
    {
        let what = format!("{} takes no return address but the account's own", relay.name);
        let problem = Problem::must(COMBINATION, node.reading.place(&node.span), what);
        node.reading.report(problem.remedy("take bounces out: bounces then come to the From address"));
    }
    let own = settings.sender.address.as_str();
    if let Some(account) = relay.username.as_deref().filter(|account| !account.eq_ignore_ascii_case(own))
        && let Some(node) = table.get("from")
    {
        let what = format!("{own} is not the account at {}, which is {account}", relay.name);
        let problem = Problem::should(COMBINATION, node.reading.place(&node.span), what);
        node.reading.report(
            problem.because("it is refused, or written over").remedy("let the account send as that address"),
        );
    }
}

/// What `courant init` made up is nobody's own name, and mail programs file letters by it from the first one on.
fn own_list_id(file: &Table<'_>, settings: &Settings) {
    let made_up = settings
        .newsletter
        .list_id
        .strip_prefix("news-")
        .and_then(|rest| rest.strip_suffix(".example.eu"))
        .is_some_and(|random| random.len() == 12 && random.bytes().all(|b| b.is_ascii_hexdigit()));
    let live = settings.newsletter.mode == Mode::Live && settings.delivery.transport == TransportKind::Smtp;
    let node = file
        .table("newsletter")
        .and_then(|table| table.get("list_id").map(|node| file.reading.place(&node.span)));
    if let Some(place) = node.filter(|_| made_up && live) {
        let problem =
            Problem::should(COMBINATION, place, "the newsletter is live, and its list_id is still made up");
        file.reading.report(
            problem
                .because("mail programs file the letters by it: it can't be changed after the first one")
                .remedy("write a name below a domain of your own, like \"news.example.eu\""),
        );
    }
}

/// DMARC wants the signature's domain to be that of From, or above it.
fn aligned_signature(file: &Table<'_>, settings: &Settings) {
    let from = settings.sender.address.domain();
    let mut seen: Vec<(&str, &str)> = Vec::new();
    let tables = file.tables("dkim");
    if tables.len() != settings.dkim.len() {
        return; // one of them could not be read, and that has been said
    }
    for (identity, table) in settings.dkim.iter().zip(tables) {
        let below = from
            .strip_suffix(identity.domain.as_str())
            .is_some_and(|rest| rest.is_empty() || rest.ends_with('.'));
        if !below && let Some(node) = table.get("domain") {
            let problem = Problem::must(
                COMBINATION,
                file.reading.place(&node.span),
                format!("the signature is for {}, and letters are from {from}", identity.domain),
            );
            let why =
                "a signature counts for DMARC only if it is the sender's own domain or the one above it";
            file.reading
                .report(problem.because(why).remedy(format!("sign for {from}, or send from that domain")));
        }
        let name = (identity.selector.as_str(), identity.domain.as_str());
        if seen.contains(&name) {
            table.wrong(
                RULES.value,
                "a [[dkim]] with this selector and domain stands above",
                "take one of them out",
            );
        }
        seen.push(name);
    }
}

fn known_languages(file: &Table<'_>, settings: &Settings) {
    let languages = &settings.newsletter.languages;
    let tables = file.tables("team");
    let whole = tables.len() == settings.team.len();
    for (person, table) in settings.team.iter().zip(tables).filter(|_| whole) {
        for lang in person.languages.iter().filter(|lang| !languages.contains(lang)) {
            if let Some(node) = table.get("languages") {
                node.doubtful(
                    format_args!("{lang} is not a language of the newsletter"),
                    "mend it, or add it to newsletter.languages",
                );
            }
        }
    }
    let Some(fallback) = file.table("newsletter").and_then(|table| table.table("fallback")) else { return };
    for (_, _, node) in fallback.entries() {
        let chain =
            settings.newsletter.fallback.iter().find(|(lang, _)| node.key.ends_with(&format!(".{lang}")));
        for lang in chain.iter().flat_map(|(_, chain)| chain.iter()).filter(|lang| !languages.contains(lang))
        {
            node.doubtful(
                format_args!("{lang} is not a language of the newsletter, so nothing falls back to it"),
                "mend it, or add it to newsletter.languages",
            );
        }
    }
}

fn test_readers(file: &Table<'_>, settings: &Settings) {
    if settings.newsletter.mode == Mode::Test
        && settings.delivery.transport == TransportKind::Smtp
        && settings.test_readers().next().is_none()
    {
        let place = file.reading.place(&file.span);
        let problem =
            Problem::should(COMBINATION, place, "the newsletter is in test mode and has no test readers");
        file.reading.report(problem.remedy("add [[team]] with does = [\"test\"]"));
    }
}

/// Who is to hear of a mail server that is down does not hear it from that server.
fn alerts(file: &Table<'_>, settings: &Settings) {
    let of_alerts = file.table("alerts").map(|table| file.reading.place(&table.span));
    if settings.alerts.relay.is_some() && settings.told().next().is_none() {
        let place = of_alerts.clone().unwrap_or_else(|| file.reading.place(&file.span));
        let problem = Problem::should(COMBINATION, place, "alerts have a mail server, and nobody gets any");
        file.reading.report(problem.remedy("add does = [\"alert\"] to a [[team]]"));
    }
    if !settings.tells_only_by_the_relay() {
        return;
    }
    let tables = file.tables("team");
    let told = settings.told().next().and_then(|told| settings.team.iter().position(|one| one == told));
    let of_team = told
        .filter(|_| tables.len() == settings.team.len())
        .and_then(|at| tables.get(at)?.get("does").map(|node| file.reading.place(&node.span)));
    let place = of_alerts.or(of_team).unwrap_or_else(|| file.reading.place(&file.span));
    let what = "alerts can only leave by the mail server that the letters leave by";
    let problem = Problem::should(COMBINATION, place, what);
    let why = "if it is down or refuses us, nobody is told";
    file.reading.report(problem.because(why).remedy(
        "add [alerts] with command = [\"program\", \"argument\"], or another server in [alerts.relay]",
    ));
}
