//! The rules: what breaks one and what comes close, where it takes whole files, and that every rule can be explained.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use courant::proof::{Check, Gate, rules as table};

use crate::checks::{change, copied, demo, findings, rules};

/// The demo with this change in one of its templates, which is then the workspace's own.
fn with_template(file: &str, from: &str, to: &str) -> tempfile::TempDir {
    let folder = copied();
    let text = fs::read_to_string(demo().join("templates").join(file)).expect("a template");
    assert!(text.contains(from), "{from} is not in {file}");
    let path = folder.path().join("templates").join(file);
    fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
    fs::write(path, text.replacen(from, to, 1)).expect("written");
    folder
}

#[test]
fn a_fault_of_the_html_names_the_template_and_the_line_once_for_all_languages() {
    let story = "sections/story.html.hbs";
    for (rule, file, from, to, line) in [
        ("HTM002", story, "</h2>", "</h2>\n<div>", 6),
        ("HTM002", story, "</h2>", "", 5),
        ("HTM002", story, "{{{body}}}", "{{{body}}}</div>", 6),
        ("HTM002", story, "{{{body}}}", "<b><i>{{{body}}}</b></i>", 6),
        ("HTM002", "partials/footer.html.hbs", "</td></tr>\n</table>", "</table>", 2),
        ("HTM002", "partials/masthead.html.hbs", "<h1>", "<![if !mso]><h1>", 4),
        ("HTM002", "partials/event.html.hbs", "<tr><td class", "<marquee>x</marquee><tr><td class", 2),
        ("HTM003", story, "{{{body}}}", "{{{body}}}<SCRIPT>x()</SCRIPT>", 6),
        ("HTM003", story, "<h2>", "<h2 onclick=\"x()\">", 5),
        ("HTM003", "style.css", "@media (max", "@import url(x.css);\n@media (max", 0),
        ("HTM003", "partials/footer.html.hbs", "{{url contact}}", "javascript:x()", 7),
    ] {
        let folder = with_template(file, from, to);
        let findings = findings(folder.path(), "2018", Gate::Writing);
        let of_rule: Vec<_> = findings.problems.iter().filter(|one| one.rule == rule).collect();
        assert!(!of_rule.is_empty() && of_rule.len() <= 2, "{file}: {to}: {of_rule:#?}");
        let place = &of_rule[0].place;
        assert_eq!(place.file, Some(Path::new("templates").join(file)), "{to}: {of_rule:#?}");
        assert!(line == 0 || place.line == Some(line), "{to}: {of_rule:#?}");
        assert!(!of_rule[0].what.contains("comes with the program"), "{of_rule:#?}");
        assert!(of_rule[0].blocks() && !findings.passed.contains(&rule));
    }
}

#[test]
fn a_template_that_only_looks_broken_is_left_alone() {
    let story = "sections/story.html.hbs";
    for (file, from, to) in [
        (story, "{{{body}}}", "{{{body}}}<br><hr/>"),
        (story, "{{{body}}}", "{{#if link}}<div>{{else}}<div class=\"a>b\">{{/if}}{{{body}}}</div>"),
        (story, "{{{body}}}", "{{!-- <b> --}}{{{body}}}<P>&lt;script&gt; onclick=x, javascript:</P>"),
        (
            story,
            "{{{body}}}",
            "<!--[if mso]><table><tr><td><![endif]-->{{{body}}}<!--[if mso]></td></tr></table><![endif]-->",
        ),
    ] {
        let folder = with_template(file, from, to);
        let findings = findings(folder.path(), "2018", Gate::Writing);
        let of_html: Vec<_> = findings.problems.iter().filter(|one| one.rule.starts_with("HTM")).collect();
        assert!(of_html.is_empty(), "{to}: {of_html:#?}");
        assert!(findings.passed.contains(&"HTM002") && findings.passed.contains(&"HTM003"), "{to}");
    }
}

#[test]
fn a_fact_that_its_kind_does_not_show_is_told_with_its_line() {
    let issue = "issues/2018-06-summer/issue.toml";
    let kind = "kind = \"progress\"\n";
    let bare = "<h2>{{{heading}}}</h2>{{{body}}}\n";
    for (template, from, to, line, said) in [
        (None, kind, "kind = \"progress\"\nstarts = \"2018-10-25\"\n", 11, "no event"),
        (Some(bare), kind, "kind = \"progress\"\nlink = \"https://helium.example.eu/\"\n", 11, "no address"),
        (
            Some(bare),
            kind,
            "kind = \"progress\"\n[section.link]\nen = \"https://a.example.eu/\"\n",
            11,
            "no address",
        ),
        (
            Some(bare),
            kind,
            "kind = \"progress\"\n\n[[section.picture]]\nfile = \"images/ward.png\"\n",
            12,
            "no credits of pictures",
        ),
        (None, kind, "kind = \"progress\"\n[section.colour]\nen = \"red\"\n", 11, "\"colour\""),
    ] {
        let folder = copied();
        change(folder.path(), issue, from, to);
        if let Some(template) = template {
            fs::create_dir_all(folder.path().join("templates/sections")).expect("a folder");
            fs::write(folder.path().join("templates/sections/progress.html.hbs"), template).expect("written");
        }
        let findings = findings(folder.path(), "2018", Gate::Writing);
        let of_rule: Vec<_> = findings.problems.iter().filter(|one| one.rule == "ISS013").collect();
        let [problem] = of_rule.as_slice() else { panic!("{to}: {:#?}", findings.problems) };
        assert!(problem.what.contains(said) && !problem.blocks(), "{to}: {problem:#?}");
        assert_eq!((problem.place.file.as_deref(), problem.place.line), (Some(Path::new(issue)), Some(line)));
        assert!(!problem.remedy.is_empty());
    }
}

#[test]
fn a_fact_that_its_kind_shows_is_nothing_to_tell() {
    let folder = copied();
    let head = "+++\ntitle = \"T\"\nfacts = [\"event\", \"link\"]\nfields = [\"colour\"]\n+++\n";
    fs::create_dir_all(folder.path().join("templates/sections")).expect("a folder");
    let template =
        format!("{head}<h2>{{{{{{heading}}}}}}</h2>{{{{{{body}}}}}}<p>{{{{fields.colour}}}}</p>\n");
    fs::write(folder.path().join("templates/sections/progress.html.hbs"), template).expect("written");
    let facts = "kind = \"progress\"\nstarts = \"2018-10-25\"\nlink = \"https://helium.example.eu/\"\ncolour = \"red\"\n";
    change(folder.path(), "issues/2018-06-summer/issue.toml", "kind = \"progress\"\n", facts);
    let findings = findings(folder.path(), "2018", Gate::Writing);
    assert!(!rules(&findings).contains(&"ISS013"), "{:#?}", findings.problems);
}

/// The language of the demo's English edition is called this from now on, and has the English strings.
fn renamed(root: &Path, tag: &str) {
    let strings = fs::read_to_string(demo().join("templates/locales/en.ftl")).expect("a catalogue");
    fs::create_dir_all(root.join("templates/locales")).expect("a folder");
    fs::write(root.join(format!("templates/locales/{tag}.ftl")), strings).expect("written");
    let issue = root.join("issues/2018-06-summer");
    fs::rename(issue.join("nl.md"), issue.join(format!("{tag}.md"))).expect("renamed");
    let all = "\"sv\", \"nb\", \"nl\"]";
    let with = format!("\"sv\", \"nb\", \"{tag}\"]");
    change(root, "issues/2018-06-summer/issue.toml", all, &with);
    change(root, "config.toml", all, &with);
}

#[test]
fn rules_about_the_rendering_find_what_is_wrong_and_leave_alone_what_only_looks_so() {
    type Change = fn(&Path);
    let jpeg = |root: &Path| {
        let fixture = demo().join("tests/it/fixtures/pictures/small.jpg");
        fs::copy(fixture, root.join("issues/2018-06-summer/images/ward.png")).expect("copied");
    };
    let cases: [(&str, bool, Change); 6] = [
        ("IMG002", true, |root| {
            fs::write(root.join("issues/2018-06-summer/images/ward.png"), b"GIF89a").expect("written");
        }),
        ("IMG002", false, jpeg),
        ("LNK004", true, |root| {
            let to = "{#good-practices}\n\n[All of them](link)\n";
            change(root, "issues/2018-06-summer/en.md", "{#good-practices}\n", to);
        }),
        ("LNK004", false, |root| {
            let to = "{#ehma-poster}\n\n[The poster](link)\n";
            change(root, "issues/2018-06-summer/en.md", "{#ehma-poster}\n", to);
        }),
        ("TRN008", true, |root| renamed(root, "tlh")),
        ("TRN008", false, |root| renamed(root, "fi")),
    ];
    let of = |broken: bool| -> BTreeSet<&str> {
        cases.iter().filter(|case| case.1 == broken).map(|(rule, ..)| *rule).collect()
    };
    let all: BTreeSet<&str> = table::all()
        .filter(|rule| matches!(rule.check, Check::Rendering) || rule.id == "IMG002")
        .map(|rule| rule.id)
        .collect();
    assert_eq!((of(true), of(false)), (all.clone(), all));
    for (rule, broken, change) in cases {
        let folder = copied();
        change(folder.path());
        let findings = findings(folder.path(), "2018", Gate::Writing);
        assert_eq!(rules(&findings).contains(&rule), broken, "{rule}: {:#?}", findings.problems);
        assert_eq!(findings.passed.contains(&rule), !broken, "{rule}: {:?}", findings.not_checked);
    }
}

/// Every text between quotation marks that is shaped like the name of a rule: `HTM001`, `A11Y01`.
fn named(text: &str) -> Vec<String> {
    let shaped = |word: &str| {
        let digits = word.len() - word.trim_end_matches(|c: char| c.is_ascii_digit()).len();
        word.len() == 6
            && (digits == 3 || word.starts_with("A11Y"))
            && word.starts_with(|c: char| c.is_ascii_uppercase())
            && word.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit())
    };
    text.split(['"', '`']).filter(|word| shaped(word)).map(str::to_owned).collect()
}

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        let is_test = path.file_stem().is_some_and(|name| name == "tests");
        match path.is_dir() {
            _ if is_test => {}
            true => sources(&path, found),
            false => found.push(path),
        }
    }
}

#[test]
fn every_rule_that_the_program_can_name_is_explained_and_stands_in_the_manual() {
    let mut files = Vec::new();
    sources(&demo().join("src"), &mut files);
    let mut in_source = BTreeSet::new();
    for file in files.iter().filter(|file| file.extension().is_some_and(|ending| ending == "rs")) {
        let text = fs::read_to_string(file).expect("a text");
        in_source.extend(named(text.split("#[cfg(test)]").next().expect("a beginning")));
    }
    let explained: BTreeSet<String> = table::ids().into_iter().map(str::to_owned).collect();
    assert!(explained.len() > 90, "{}", explained.len());
    assert_eq!(in_source, explained, "named in src, and known to --explain");
    let manual = fs::read_to_string(demo().join("docs/manual.md")).expect("the manual");
    let listed: BTreeSet<String> = manual
        .lines()
        .filter_map(|line| line.strip_prefix("| `")?.split_once('`'))
        .flat_map(|(name, _)| named(&format!("\"{name}\"")))
        .collect();
    assert_eq!(listed, explained, "listed in the manual, and known to --explain");
}
