//! What `docs/promises.md` names is there: every file, and every test in the file that is named beside it.

use std::fs;
use std::path::Path;

const ENDINGS: [&str; 4] = [".rs", ".sql", ".md", ".toml"];

/// What stands between backticks in a text, outside of blocks of code, with its line.
fn quoted(text: &str) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    let mut in_code = false;
    for (number, line) in text.lines().enumerate() {
        in_code ^= line.starts_with("```");
        if !in_code {
            found.extend(line.split('`').skip(1).step_by(2).map(|word| (number + 1, word)));
        }
    }
    found
}

fn is_file(word: &str) -> bool {
    word.contains('/') && ENDINGS.iter().any(|ending| word.ends_with(ending))
}

/// Long names with many words are those of tests.
fn is_test(word: &str) -> bool {
    word.matches('_').count() > 2
        && word.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
}

#[test]
fn every_file_and_every_test_that_a_promise_names_is_there() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let text = fs::read_to_string(root.join("docs/promises.md")).unwrap();
    let (mut wrong, mut tests, mut waiting) = (Vec::new(), 0, Vec::new());
    for (line, word) in quoted(&text) {
        if is_test(word) {
            waiting.push((line, word));
        } else if is_file(word) {
            let Ok(source) = fs::read_to_string(root.join(word)) else {
                wrong.push(format!("line {line}: there is no {word}"));
                continue;
            };
            for (line, test) in waiting.drain(..) {
                tests += 1;
                let Some((before, _)) = source.split_once(&format!("fn {test}(")) else {
                    wrong.push(format!("line {line}: {word} has no test {test}"));
                    continue;
                };
                let attributes = before.rsplit("\n\n").next().unwrap_or_default();
                if attributes.contains("#[ignore") != text.contains(&format!("`{test}`, long,")) {
                    wrong.push(format!("line {line}: {test} is run by hand only: \"long\" stands behind its name, or it is not"));
                }
            }
        }
    }
    wrong.extend(waiting.iter().map(|(line, test)| format!("line {line}: in which file is {test}?")));
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
    assert!(tests > 50, "only {tests} tests were looked for");
}

#[test]
fn every_promise_says_how_it_is_kept_what_shows_it_and_what_was_measured() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let text = fs::read_to_string(root.join("docs/promises.md")).unwrap();
    let promises: Vec<&str> = text.split("\n## ").skip(1).collect();
    assert_eq!(promises.len(), 20);
    for promise in promises {
        for part in ["- Kept by: ", "- Shown by: ", "- Aim: ", "Measured: "] {
            assert!(promise.contains(part), "{part}is missing in {promise}");
        }
    }
}
