//! Finding a workspace, and what lies in it.

use super::*;

/// A folder with files in it: path, text.
pub(super) fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let root = tempfile::tempdir().expect("a folder");
    for (path, text) in files {
        let path = root.path().join(path);
        fs::create_dir_all(path.parent().expect("a parent")).expect("folders");
        save::atomically(&path, text.as_bytes()).expect("saved");
    }
    root
}

#[test]
fn the_nearest_config_that_has_a_newsletter_is_found() {
    let root = folder(&[
        ("config.toml", "format = 1\n[ newsletter ]\n"),
        ("a/config.toml", "title = \"of another program\""),
        ("a/b/x", ""),
    ]);
    let real = fs::canonicalize(root.path()).expect("a folder");
    let found = Workspace::find(&root.path().join("a/b")).expect("found");
    assert_eq!(found.root(), real);
    let elsewhere = folder(&[("x", "")]);
    assert!(matches!(Workspace::find(elsewhere.path()), Err(Error::NoWorkspace(_))));
}

#[test]
fn a_config_that_is_gone_from_among_the_rest_of_a_newsletter_is_what_is_missing() {
    let list = ("subscribers/friends.csv", "email\n");
    for (rest, config, is_lacking) in [
        (list, None, true),
        (("issues/summer/issue.toml", ""), None, true),
        (("issues/summer/notes.md", ""), None, false),
        (("subscribers/readme.md", ""), None, false),
        (list, Some(("config.toml", "title = \"of another program\"")), false),
    ] {
        let root = folder(&[rest].into_iter().chain(config).collect::<Vec<_>>());
        let gone = |found: Result<Workspace, Error>| matches!(found, Err(Error::ConfigGone(_)));
        assert_eq!(Workspace::lacks_config(root.path()), is_lacking, "{rest:?} {config:?}");
        assert_eq!(gone(Workspace::find(root.path())), is_lacking, "{rest:?} {config:?}");
        assert_eq!(gone(Workspace::find_anyhow(root.path())), is_lacking, "{rest:?} {config:?}");
    }
    let root = folder(&[("config.toml", "[newsletter]")]);
    let workspace = Workspace::open(root.path()).expect("a workspace");
    fs::remove_file(root.path().join("config.toml")).expect("gone");
    let (_, problems) = workspace.settings();
    assert_eq!((problems[0].what.as_str(), problems[0].remedy.as_str()), ("the file is missing", BRING_BACK));
}

#[test]
fn a_config_that_is_broken_is_found_all_the_same() {
    for (config, line) in [("format = \n[newsletter]\nname = \"", 1), ("[newsletter\nname = \"", 1)] {
        let root = folder(&[("config.toml", config)]);
        let found = Workspace::find(root.path()).expect("found");
        let (settings, problems) = found.settings();
        assert!(settings.is_none());
        assert_eq!(problems.len(), 1, "{problems:?}");
        assert_eq!(problems[0].place.line, Some(line), "{problems:?}");
    }
    let of_others = folder(&[("config.toml", "[newsletters]\nfound = 3")]);
    assert!(matches!(Workspace::find(of_others.path()), Err(Error::NoWorkspace(_))));
}

#[test]
fn a_config_that_may_not_be_read_is_not_taken_for_none() {
    let path = Path::new("news/config.toml");
    let read = |kind: io::ErrorKind| describes_newsletter(path, Err(kind.into()));
    let refused = read(io::ErrorKind::PermissionDenied).expect_err("not known what it is");
    assert!(refused.to_string().starts_with("news/config.toml may not be read"), "{refused}");
    assert!(!read(io::ErrorKind::NotFound).expect("none there"));
}

#[test]
fn an_issue_is_found_by_a_beginning_that_only_it_has() {
    let root = folder(&[
        ("config.toml", "[newsletter]"),
        ("issues/2018-06-summer/issue.toml", ""),
        ("issues/2018-06-summer-2/issue.toml", ""),
        ("issues/2019-01-winter/en.md", ""),
        ("issues/Not an issue/issue.toml", ""),
        ("issues/README", ""),
    ]);
    let workspace = Workspace::open(root.path()).expect("a workspace");
    let names: Vec<_> = workspace.issues().expect("issues").iter().map(ToString::to_string).collect();
    assert_eq!(names, ["2018-06-summer", "2018-06-summer-2", "2019-01-winter"]);
    let found = |part: &str| workspace.find_issue(part).map(|id| id.to_string());
    assert_eq!(found("2019").expect("one"), "2019-01-winter");
    assert_eq!(found("2018-06-summer").expect("exact"), "2018-06-summer");
    assert!(matches!(found("2018"), Err(Error::AmbiguousIssue { may_be, .. }) if may_be.len() == 2));
    assert_eq!(found("winter").expect("the only one with it"), "2019-01-winter");
    assert!(matches!(found("summer"), Err(Error::AmbiguousIssue { may_be, .. }) if may_be.len() == 2));
    let error = found("../x").expect_err("none");
    assert!(error.is_not_found());
    assert!(error.to_string().contains("2019-01-winter"), "{error}");
}

#[test]
fn only_texts_of_templates_override_and_links_do_not_lead_out() {
    let root = folder(&[
        ("config.toml", "[newsletter]"),
        ("templates/style.css", "p{}"),
        ("templates/locales/hu.ftl", "a = b"),
        ("templates/images/logo.png", "png"),
        ("outside.hbs", "x"),
    ]);
    let workspace = Workspace::open(root.path()).expect("a workspace");
    let names: Vec<_> = workspace.template_overrides().expect("read").into_keys().collect();
    assert_eq!(names, ["locales/hu.ftl", "style.css"]);
    assert_eq!(workspace.asset("templates/images/logo.png").expect("read"), b"png");
    let outside = folder(&[("x.hbs", "theirs")]);
    let link = root.path().join("templates/x.hbs");
    std::os::unix::fs::symlink(outside.path().join("x.hbs"), link).expect("a link");
    assert!(matches!(workspace.template_overrides(), Err(Error::Path(PathError::LeadsOut(_)))));
}

#[test]
fn a_workspace_without_lists_has_none() {
    let root = folder(&[("config.toml", "[newsletter]")]);
    let workspace = Workspace::open(root.path()).expect("a workspace");
    assert_eq!(workspace.lists().expect("none"), []);
    let root = folder(&[("config.toml", "x"), ("subscribers/press.csv", ""), ("subscribers/press.toml", "")]);
    let workspace = Workspace::open(root.path()).expect("a workspace");
    assert_eq!(workspace.lists().expect("one").len(), 1);
}
