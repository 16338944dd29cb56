//! `courant doctor` says what must be mended, and never calls well what it has not looked at.

use std::fs;
use std::path::Path;

use courant::desk::doctor::{Health, examine};
use jiff::Timestamp;

fn now() -> Timestamp {
    "2026-11-21T20:00:00Z".parse().expect("an instant")
}

async fn health_of(what: &str, folder: &Path) -> Vec<Health> {
    let findings = examine(folder, now()).await;
    findings.into_iter().filter(|finding| finding.what == what).map(|finding| finding.health).collect()
}

fn workspace(change: impl Fn(String) -> String) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let demo = Path::new(env!("CARGO_MANIFEST_DIR"));
    let config = fs::read_to_string(demo.join("config.toml")).expect("the demo's config");
    fs::write(folder.path().join("config.toml"), change(config)).expect("written");
    for path in ["templates/images", "subscribers"] {
        fs::create_dir_all(folder.path().join(path)).expect("a folder");
        for file in fs::read_dir(demo.join(path)).expect("a folder of the demo").flatten() {
            fs::copy(file.path(), folder.path().join(path).join(file.file_name())).expect("copied");
        }
    }
    folder
}

#[tokio::test]
async fn the_demo_has_nothing_that_must_be_mended() {
    // A copy: whoever has tried the demo in place has a ledger there, with a time of its own.
    let folder = workspace(|config| config);
    let findings = examine(folder.path(), now()).await;
    assert!(findings.iter().all(|finding| finding.health != Health::Bad), "{findings:?}");
}

#[tokio::test]
async fn behind_a_broken_config_nothing_is_called_well() {
    let folder = workspace(|config| config.replace("[delivery]", "[delivery]\ntransprot = 1"));
    assert_eq!(health_of("Config", folder.path()).await, [Health::Bad]);
    assert_eq!(health_of("Mail server", folder.path()).await, [Health::NotChecked]);
    assert_eq!(health_of("Ledger", folder.path()).await, [Health::NotChecked]);
}

#[tokio::test]
async fn a_mail_server_that_does_not_answer_must_be_mended() {
    let free = std::net::TcpListener::bind("127.0.0.1:0")
        .and_then(|listener| listener.local_addr())
        .expect("a port");
    let port = free.port();
    let relay = format!("\n[[delivery.relay]]\nhost = \"127.0.0.1\"\nport = {port}\ntls = \"none\"\n");
    let folder = workspace(|config| config.replace("\"files\"", "\"smtp\"") + &relay);
    assert_eq!(health_of("Mail server", folder.path()).await, [Health::Bad]);
}

#[tokio::test]
async fn a_list_with_a_row_that_cannot_be_read_is_remarked_upon() {
    let folder = workspace(|config| config);
    fs::write(folder.path().join("subscribers/press.csv"), "email,name\nnobody,X\nanna@example.eu,Anna\n")
        .expect("written");
    assert_eq!(health_of("Lists", folder.path()).await, [Health::Good, Health::Remark]);
}

#[tokio::test]
async fn a_template_that_no_letter_can_be_made_of_must_be_mended() {
    let story = "<h2>{{heading_nope}}</h2>";
    let letter = "<html><body>{{nothing_of_this_name}}</body></html>";
    for (file, text, expected) in [
        ("sections/story.html.hbs", story, Health::Bad),
        ("letter.html.hbs", letter, Health::Bad),
        ("locales/hu.ftl", "not a string", Health::Bad),
        ("locales/is.ftl", "footer-unsubscribe = Hætta\n", Health::Good),
    ] {
        let folder = workspace(|config| config);
        let path = folder.path().join("templates").join(file);
        fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        fs::write(path, text).expect("written");
        assert_eq!(health_of("Templates", folder.path()).await, [expected], "{file}");
    }
    let folder = workspace(|config| config.replace("\"sv\", ", "\"sv\", \"is\", "));
    assert_eq!(
        health_of("Templates", folder.path()).await,
        [Health::Remark],
        "nothing is written in Icelandic"
    );
}
