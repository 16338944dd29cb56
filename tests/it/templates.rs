//! Templates of a workspace: what is wrong with them is found before any letter is made, with its place.

use std::collections::BTreeMap;

use courant::domain::Problem;
use courant::render::{Fact, Templates, built_in_templates};

fn compiled(files: &[(&str, &str)]) -> (Option<Templates>, Vec<Problem>) {
    let overrides: BTreeMap<String, String> =
        files.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect();
    Templates::compile(&overrides)
}

#[test]
fn the_templates_that_come_along_are_sound() {
    let (templates, problems) = compiled(&[]);
    assert_eq!(problems, []);
    let kinds: Vec<&str> =
        templates.as_ref().expect("templates").kinds().iter().map(|kind| kind.kind.as_str()).collect();
    assert_eq!(kinds, ["progress", "save-the-date", "story"]);
    let built_in = built_in_templates();
    let overrides = built_in.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect();
    assert_eq!(Templates::compile(&overrides).1, []);
}

#[test]
fn faults_are_told_with_file_line_and_column() {
    let table: &[(&str, &str, &str, usize, &str)] = &[
        ("letter.html.hbs", "<p>\n  {{subjct}}</p>", "TPL001", 2, "subjct"),
        ("letter.html.hbs", "{{#if\n subjct}}x{{/if}}", "TPL001", 1, "subjct"),
        ("letter.html.hbs", "{{#each sections}}\n{{heding}}{{/each}}", "TPL001", 2, "heding"),
        ("letter.html.hbs", "\n{{upper subject}}", "TPL002", 2, "upper"),
        ("letter.html.hbs", "\n\n{{> partials/nowhere}}", "TPL002", 3, "partials/nowhere"),
        ("letter.html.hbs", "<p>\n{{{subject}}}</p>", "TPL003", 2, "braces"),
        ("letter.html.hbs", "<p>\n{{&subject}}</p>", "TPL003", 2, "braces"),
        ("letter.txt.hbs", "{{#*inline \"x\"}}{{/inline}}", "TPL002", 1, "decorators"),
        ("sections/story.html.hbs", "+++\ntitle = 1\n+++\nx", "TPL006", 2, "string"),
        ("sections/story.html.hbs", "+++\ntitle = \"S\"\n+++\n\n{{headng}}", "TPL001", 5, "headng"),
        ("locales/en.ftl", "footer-unsubscribe = Leave\nbroken\n", "TPL005", 2, "string"),
    ];
    for (file, text, rule, line, named) in table {
        let (templates, problems) = compiled(&[(file, text)]);
        assert!(templates.is_none(), "{text}");
        let problem = &problems[0];
        let place = (problem.place.file.as_ref().map(|file| file.display().to_string()), problem.place.line);
        assert_eq!(place, (Some(format!("templates/{file}")), Some(*line)), "{text}: {problem:?}");
        assert_eq!(problem.rule, *rule, "{text}: {problem:?}");
        assert!(problem.what.contains(named), "{text}: {}", problem.what);
        assert!(!problem.remedy.is_empty(), "{text}");
    }
}

#[test]
fn only_a_slip_is_answered_with_a_name_that_may_be_meant() {
    for (name, remedy) in [("subjct", "Did you mean \"subject\"?"), ("foo", "A letter knows accent, ")] {
        let (_, problems) = compiled(&[("letter.html.hbs", &format!("{{{{{name}}}}}"))]);
        assert!(problems[0].remedy.starts_with(remedy), "{name}: {}", problems[0].remedy);
    }
}

#[test]
fn an_unclosed_block_is_told_and_nothing_is_made() {
    for (text, name, place) in [
        ("a\n {{#if subject}}x", "if", (Some(2), Some(2))),
        ("{{! {{#if }}\n{{#each sections}}{{#if id}}x{{/each}}", "if", (Some(2), Some(19))),
    ] {
        let (templates, problems) = compiled(&[("letter.html.hbs", text)]);
        assert!(templates.is_none());
        let problem = &problems[0];
        assert_eq!(problem.rule, "TPL002");
        assert_eq!((problem.place.line, problem.place.column), place, "{problem:?}");
        assert!(
            problem.what.contains(&format!("{{{{#{name}}}}}"))
                && problem.remedy.contains(&format!("/{name}"))
        );
    }
    let (_, problems) = compiled(&[("letter.html.hbs", "{{if}")]);
    assert!(problems[0].what.contains("can't be read"), "{:?}", problems[0]);
    let (_, problems) = compiled(&[("letter.html.hbs", "{{qwertyuiop}}")]);
    assert!(problems[0].remedy.contains("preheader, privacy"), "{:?}", problems[0]);
}

#[test]
fn partials_in_a_circle_or_too_deep_are_refused_not_run() {
    let circle = [("partials/a.html.hbs", "{{> partials/b}}"), ("partials/b.html.hbs", "\n{{> partials/a}}")];
    let (templates, problems) = compiled(&circle);
    assert!(templates.is_none());
    assert!(problems[0].what.contains("partials/a → partials/b → partials/a"), "{}", problems[0].what);
    let own = compiled(&[("partials/a.html.hbs", "{{> partials/a}}")]).1;
    assert_eq!(own[0].rule, "TPL004");

    let chain: Vec<(String, String)> = (0..40)
        .map(|n| (format!("partials/n{n:02}.html.hbs"), format!("{{{{> partials/n{:02}}}}}", n + 1)))
        .chain([("partials/n40.html.hbs".to_owned(), "end".to_owned())])
        .collect();
    let (templates, problems) = Templates::compile(&chain.into_iter().collect());
    assert!(templates.is_none());
    assert_eq!(problems[0].rule, "TPL004");
}

#[test]
fn what_could_bring_the_parser_down_is_refused_before_it() {
    let deep = format!("{}{}", "{{#if subject}}".repeat(5000), "{{/if}}".repeat(5000));
    let brackets = format!("{{{{t {}}}}}", "(".repeat(50_000));
    let long = "x".repeat(300 * 1024);
    for text in [deep, brackets, long] {
        let (templates, problems) = compiled(&[("partials/a.html.hbs", &text)]);
        assert!(templates.is_none());
        assert_eq!(problems[0].rule, "TPL004");
    }
}

#[test]
fn a_new_file_makes_a_new_kind_of_section() {
    let text = "+++\ntitle = \"Job\"\nfacts = [\"link\"]\nfields = [\"closing\"]\n+++\n<h2>{{{heading}}}</h2>{{fields.closing}}";
    let (templates, problems) = compiled(&[("sections/job.html.hbs", text)]);
    assert_eq!(problems, []);
    let templates = templates.expect("templates");
    let job = templates.kinds().iter().find(|kind| kind.kind.as_str() == "job").expect("the kind");
    assert_eq!((job.title.as_str(), job.facts.as_slice()), ("Job", &[Fact::Link][..]));
    assert_eq!(job.fields, ["closing"]);
}
