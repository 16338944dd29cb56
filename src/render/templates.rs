//! All templates of a workspace, checked and ready: the built-in ones and what the workspace puts in their
//! place.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use handlebars::{Handlebars, RenderError, RenderErrorReason, Template, TemplateError};
use serde_json::Value;

use super::built_in::built_in_templates;
use super::front_matter::{self, SectionKind};
use super::functions::{self, Catalogues};
use super::{html, lint};
use crate::domain::{Kind, Lang, Place, Problem};
use crate::locale::{Catalogue, built_in_languages};

/// No letter is this long; a template that writes more is running away.
const LONGEST_OUTPUT: usize = 2 * 1024 * 1024;

/// Templates, style, kinds and catalogues.
pub struct Templates {
    html: Handlebars<'static>,
    text: Handlebars<'static>,
    /// The files as written, by path below `templates/`, for messages.
    sources: BTreeMap<String, String>,
    kinds: Vec<SectionKind>,
    catalogues: Catalogues,
}

impl fmt::Debug for Templates {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Templates").field("files", &self.sources.keys()).finish_non_exhaustive()
    }
}

/// Which of the two languages of a letter a template writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    Html,
    Text,
}

impl Form {
    fn ending(self) -> &'static str {
        match self {
            Self::Html => ".html.hbs",
            Self::Text => ".txt.hbs",
        }
    }
}

impl Templates {
    /// Checks and compiles all templates; `overrides` are the workspace's files by their path below
    /// `templates/`. None if a letter can't be made from them; the problems are all there are.
    pub fn compile(overrides: &BTreeMap<String, String>) -> (Option<Self>, Vec<Problem>) {
        let mut problems = Vec::new();
        let mut sources: BTreeMap<String, String> =
            built_in_templates().into_iter().map(|(path, text)| (path.to_owned(), text.to_owned())).collect();
        sources.extend(overrides.iter().map(|(path, text)| (path.clone(), text.clone())));
        let catalogues = Arc::new(load_catalogues(overrides, &mut problems));
        let (bodies, kinds) = read_kinds(&sources, &mut problems);
        let compiled = [Form::Html, Form::Text]
            .map(|form| compile_form(form, &bodies, &kinds, &catalogues, &sources, &mut problems));
        if problems.iter().any(Problem::blocks) {
            return (None, problems);
        }
        let [html, text] = compiled;
        (Some(Self { html, text, sources, kinds, catalogues }), problems)
    }

    /// The kinds of sections there are, in alphabetical order.
    pub fn kinds(&self) -> &[SectionKind] {
        &self.kinds
    }

    /// The strings of a language, or of the same without its region.
    pub fn catalogue(&self, lang: &Lang) -> Option<&Catalogue> {
        std::iter::successors(Some(lang.clone()), Lang::parent).find_map(|lang| self.catalogues.get(&lang))
    }

    /// The text of a file below `templates/`.
    pub fn source(&self, path: &str) -> Option<&str> {
        self.sources.get(path).map(String::as_str)
    }

    /// Path below `templates/` and text of every file.
    pub(super) fn sources(&self) -> impl Iterator<Item = (&str, &str)> {
        self.sources.iter().map(|(path, text)| (path.as_str(), text.as_str()))
    }

    /// Whether there is a template of this name (`sections/story`).
    pub fn has(&self, form: Form, name: &str) -> bool {
        self.registry(form).has_template(name)
    }

    fn registry(&self, form: Form) -> &Handlebars<'static> {
        match form {
            Form::Html => &self.html,
            Form::Text => &self.text,
        }
    }

    /// Fills in a template by its name without endings.
    pub fn render(&self, form: Form, name: &str, data: &Value) -> Result<String, Box<Problem>> {
        let mut out = Limited(Vec::new());
        self.registry(form)
            .render_to_write(name, data, &mut out)
            .map_err(|error| Box::new(self.problem(form, name, &error)))?;
        Ok(String::from_utf8_lossy(&out.0).into_owned())
    }

    fn problem(&self, form: Form, name: &str, error: &RenderError) -> Problem {
        let path = format!("{}{}", error.template_name.as_deref().unwrap_or(name), form.ending());
        let place = place(&self.sources, &path, error.line_no, error.column_no);
        let (rule, what) = match error.reason() {
            RenderErrorReason::MissingVariable(Some(name)) => {
                ("TPL001", format!("There is nothing called \"{name}\" here."))
            }
            RenderErrorReason::MissingVariable(None) => {
                ("TPL001", "There is nothing of this name.".to_owned())
            }
            RenderErrorReason::Other(what) => ("TPL002", what.clone()),
            RenderErrorReason::IOError(_) => {
                ("TPL004", "The template writes more than 2 MB: it is running away.".to_owned())
            }
            other => ("TPL002", other.to_string()),
        };
        Problem::must(rule, place, what)
            .because("A letter with a hole in it must not leave.")
            .remedy("Mend the name, or compare the file with the one that comes with the program.")
    }
}

fn load_catalogues(
    overrides: &BTreeMap<String, String>,
    problems: &mut Vec<Problem>,
) -> BTreeMap<Lang, Catalogue> {
    let mut tags: BTreeSet<&str> = built_in_languages().collect();
    tags.extend(overrides.keys().filter_map(|path| path.strip_prefix("locales/")?.strip_suffix(".ftl")));
    let mut catalogues = BTreeMap::new();
    for tag in tags {
        let Ok(lang) = Lang::parse(tag) else {
            let place = Place::file(format!("templates/locales/{tag}.ftl"));
            let what = format!("\"{tag}\" is not a language tag.");
            problems
                .push(Problem::must("TPL005", place, what).remedy("Name the file like hu.ftl or nl-BE.ftl."));
            continue;
        };
        let (catalogue, wrong) = Catalogue::load(&lang, overrides);
        problems.extend(wrong);
        catalogues.insert(lang, catalogue);
    }
    catalogues
}

/// The texts of all templates without front matter, and what the front matters declare.
fn read_kinds(
    sources: &BTreeMap<String, String>,
    problems: &mut Vec<Problem>,
) -> (BTreeMap<String, String>, Vec<SectionKind>) {
    let mut bodies = BTreeMap::new();
    let mut kinds = Vec::new();
    for (path, text) in sources {
        let kind = path.strip_prefix("sections/").and_then(|name| name.strip_suffix(".html.hbs"));
        let Some(Ok(kind)) = kind.map(Kind::parse) else {
            bodies.insert(path.clone(), text.clone());
            continue;
        };
        let (body, declared) = front_matter::take(&Path::new("templates").join(path), &kind, text);
        bodies.insert(path.clone(), body);
        match declared {
            Ok(kind) => kinds.push(kind),
            Err(problem) => problems.push(problem),
        }
    }
    (bodies, kinds)
}

fn compile_form(
    form: Form,
    bodies: &BTreeMap<String, String>,
    kinds: &[SectionKind],
    catalogues: &Catalogues,
    sources: &BTreeMap<String, String>,
    problems: &mut Vec<Problem>,
) -> Handlebars<'static> {
    let mut registry = Handlebars::new();
    registry.set_strict_mode(true);
    match form {
        Form::Html => registry.register_escape_fn(html::escape),
        Form::Text => registry.register_escape_fn(handlebars::no_escape),
    }
    functions::register(&mut registry, catalogues, form == Form::Html);
    let mut parsed = BTreeMap::new();
    for (path, body) in bodies {
        let Some(name) = path.strip_suffix(form.ending()) else { continue };
        if let Err(problem) = lint::before_parsing(path, &sources[path], body) {
            problems.push(*problem);
            continue;
        }
        match Template::compile_with_name(body, name.to_owned()) {
            Ok(template) => {
                parsed.insert(name.to_owned(), template);
            }
            Err(error) => {
                problems.push(not_a_template(sources, path, body, &error));
            }
        }
    }
    let find = |name: &str, at: (usize, usize)| {
        place(sources, &format!("{name}{}", form.ending()), Some(at.0), Some(at.1))
    };
    problems.extend(lint::check(&parsed, kinds, &find));
    for (name, template) in parsed {
        registry.register_template(&name, template);
    }
    registry
}

/// The parser lists what its grammar would take; people are told what is open, and where.
fn not_a_template(
    sources: &BTreeMap<String, String>,
    path: &str,
    body: &str,
    error: &TemplateError,
) -> Problem {
    if let Some((line, column, name)) = lint::unclosed(body) {
        let place = place(sources, path, Some(line), Some(column));
        return Problem::must("TPL002", place, format!("This {{{{#{name}}}}} is not closed."))
            .remedy(format!("Write {{{{/{name}}}}} where it ends."));
    }
    let (line, column) = error.pos().unzip();
    let place = place(sources, path, line, column);
    Problem::must("TPL002", place, "From here on this can't be read as a template.")
        .remedy("Close every {{ with }}, and write {{/if}} only behind an {{#if}}.")
}

fn place(
    sources: &BTreeMap<String, String>,
    path: &str,
    line: Option<usize>,
    column: Option<usize>,
) -> Place {
    let file = PathBuf::from("templates").join(path);
    let (Some(text), Some(line)) = (sources.get(path), line) else { return Place::file(file) };
    let start: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let row = text[start..].lines().next().unwrap_or_default();
    let column = column.unwrap_or(1).saturating_sub(1);
    let column = row.char_indices().nth(column).map_or(row.len(), |(at, _)| at);
    let end = row[column..].find("}}").map_or(start + row.len(), |end| start + column + end + 2);
    Place::span(file, text, start + column, end)
}

/// Takes what a template writes, up to a limit.
struct Limited(Vec<u8>);

impl Write for Limited {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.0.len() + bytes.len() > LONGEST_OUTPUT {
            return Err(io::Error::other("too long"));
        }
        self.0.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
