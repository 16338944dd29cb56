//! What is checked of templates before any letter is made: names in conditions, which strict mode does not
//! see; unescaped output; partials that are missing or go round in a circle, which would end the process.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use handlebars::Template;
use handlebars::template::{DecoratorTemplate, HelperTemplate, Parameter, TemplateElement};

use super::front_matter::SectionKind;
use super::functions;
use crate::domain::{Place, Problem, did_you_mean};

/// Everything that templates may name; what is inside a list or an event too.
const KNOWN: &[&str] = &[
    "accent",
    "address",
    "alt",
    "body",
    "by",
    "calendar",
    "contact",
    "contact_address",
    "contacts",
    "deadlines",
    "dir",
    "disclaimer",
    "email",
    "email_link",
    "emblem",
    "end",
    "event",
    "fields",
    "filler",
    "funding",
    "heading",
    "heading_rule",
    "height",
    "html",
    "id",
    "issue_line",
    "kept_style",
    "kind",
    "label",
    "lang",
    "lent_dir",
    "lent_lang",
    "lent_name",
    "lines",
    "link",
    "links",
    "logo",
    "name",
    "newsletter",
    "on_accent",
    "online",
    "organisation",
    "organiser",
    "partners",
    "phone",
    "place",
    "preheader",
    "privacy",
    "programme",
    "reason",
    "role",
    "sections",
    "src",
    "status",
    "style",
    "subject",
    "text",
    "this",
    "title",
    "title_rule",
    "unsubscribe",
    "url",
    "website",
    "what",
    "when",
    "width",
];
/// What may be written without escaping: markup that the program made and escaped itself.
const SAFE: &[&str] = &["body", "filler", "heading", "html", "kept_style", "style", "text"];
const CONDITIONS: &[&str] = &["if", "unless", "each", "with"];
const DEEPEST_PARTIALS: usize = 16;
const LONGEST_TEMPLATE: usize = 256 * 1024;
const DEEPEST_NESTING: usize = 32;

type Find<'f> = &'f dyn Fn(&str, (usize, usize)) -> Place;

/// What could bring the parser down is refused before it sees it.
pub fn before_parsing(path: &str, written: &str, body: &str) -> Result<(), Box<Problem>> {
    let file = Path::new("templates").join(path);
    let wrong = |what: &str| {
        Box::new(Problem::must("TPL004", Place::file(&file), what).remedy("Make it smaller and flatter."))
    };
    if written.len() > LONGEST_TEMPLATE {
        return Err(wrong("The template is longer than 256 kB."));
    }
    let (mut blocks, mut brackets) = (0usize, 0usize);
    for (at, c) in body.char_indices() {
        match c {
            '{' if body[at..].starts_with("{{#") || body[at..].starts_with("{{~#") => blocks += 1,
            '{' if body[at..].starts_with("{{/") || body[at..].starts_with("{{~/") => {
                blocks = blocks.saturating_sub(1);
            }
            '(' => brackets += 1,
            ')' => brackets = brackets.saturating_sub(1),
            _ => {}
        }
        if blocks > DEEPEST_NESTING || brackets > DEEPEST_NESTING {
            return Err(wrong("Blocks or brackets are nested more than 32 deep."));
        }
    }
    Ok(())
}

/// Where a block begins that is not closed, or not by its own name: line and column from 1, and the block's name.
pub fn unclosed(body: &str) -> Option<(usize, usize, String)> {
    let mut open: Vec<(usize, &str)> = Vec::new();
    let mut at = 0;
    while let Some(found) = body[at..].find("{{") {
        at += found;
        let inside = body[at + 2..].trim_start_matches('~');
        if inside.starts_with('!') {
            let end = if inside.starts_with("!--") { "--}}" } else { "}}" };
            at += 2 + body[at + 2..].find(end).unwrap_or(0);
            continue;
        }
        let name = |rest: &'_ str| rest.trim_start().split([' ', '}', '~', '\n']).next().map_or(0, str::len);
        if let Some(rest) = inside.strip_prefix('#') {
            let rest = rest.trim_start();
            open.push((at, &rest[..name(rest)]));
        } else if let Some(rest) = inside.strip_prefix('/') {
            let rest = rest.trim_start();
            match open.pop() {
                Some((_, opened)) if opened == &rest[..name(rest)] => {}
                Some(other) => {
                    open.push(other);
                    break;
                }
                None => return None,
            }
        }
        at += 2;
    }
    let (at, name) = open.pop()?;
    let line = body[..at].matches('\n').count() + 1;
    let begin = body[..at].rfind('\n').map_or(0, |end| end + 1);
    Some((line, body[begin..at].chars().count() + 1, name.to_owned()))
}

/// All findings in the templates of one form. `find` makes a place of a template's name, line and column.
pub fn check(templates: &BTreeMap<String, Template>, kinds: &[SectionKind], find: Find<'_>) -> Vec<Problem> {
    let mut known: BTreeSet<&str> = KNOWN.iter().copied().collect();
    known.extend(kinds.iter().flat_map(|kind| &kind.fields).map(String::as_str));
    let mut check = Check { templates, known, find, problems: Vec::new(), uses: BTreeMap::new() };
    for (name, template) in templates {
        check.template(name, template);
    }
    check.circles();
    check.problems
}

struct Check<'a> {
    templates: &'a BTreeMap<String, Template>,
    known: BTreeSet<&'a str>,
    find: Find<'a>,
    problems: Vec<Problem>,
    /// Template → partials it prints, and where.
    uses: Uses,
}

impl Check<'_> {
    fn template(&mut self, name: &str, template: &Template) {
        for (element, at) in template.elements.iter().zip(&template.mapping) {
            let at = (at.0, at.1);
            match element {
                TemplateElement::Expression(helper) => self.expression(name, at, helper),
                TemplateElement::HtmlExpression(helper) => {
                    let safe = helper.params.is_empty()
                        && self.last_name(&helper.name).is_some_and(|last| SAFE.contains(&last.as_str()));
                    if !safe {
                        self.tell(
                            name,
                            at,
                            "TPL003",
                            "Three braces write a text as markup, and anybody's text could then be a script."
                                .into(),
                            "Write {{name}} with two.",
                        );
                    }
                    self.expression(name, at, helper);
                }
                TemplateElement::HelperBlock(helper) => self.block(name, at, helper),
                TemplateElement::PartialExpression(partial) | TemplateElement::PartialBlock(partial) => {
                    self.partial(name, at, partial);
                }
                TemplateElement::DecoratorExpression(_) | TemplateElement::DecoratorBlock(_) => self.tell(
                    name,
                    at,
                    "TPL002",
                    "Templates here have no decorators ({{* …}}, {{#*inline …}}).".into(),
                    "Make a file in templates/partials/ of it.",
                ),
                TemplateElement::RawString(_) | TemplateElement::Comment(_) => {}
                _ => {}
            }
        }
    }

    fn tell(&mut self, template: &str, at: (usize, usize), rule: &'static str, what: String, remedy: &str) {
        let place = (self.find)(template, at);
        self.problems.push(Problem::must(rule, place, what).remedy(remedy));
    }

    fn expression(&mut self, template: &str, at: (usize, usize), helper: &HelperTemplate) {
        let calls = !helper.params.is_empty() || !helper.hash.is_empty();
        if !calls {
            self.name(template, at, &helper.name);
            return;
        }
        match self.last_name(&helper.name) {
            Some(called) if functions::NAMES.contains(&called.as_str()) => {}
            called => self.tell(
                template,
                at,
                "TPL002",
                format!("There is no function \"{}\".", called.unwrap_or_default()),
                "There are t, date, time, number, image, button, url and isolate.",
            ),
        }
        for param in helper.params.iter().chain(helper.hash.values()) {
            self.name(template, at, param);
        }
    }

    fn block(&mut self, template: &str, at: (usize, usize), helper: &HelperTemplate) {
        match self.last_name(&helper.name) {
            Some(called) if CONDITIONS.contains(&called.as_str()) => {}
            called => self.tell(
                template,
                at,
                "TPL002",
                format!("There is no block \"{}\".", called.unwrap_or_default()),
                "There are if, unless, each and with.",
            ),
        }
        for param in helper.params.iter().chain(helper.hash.values()) {
            self.name(template, at, param);
        }
        for inside in [&helper.template, &helper.inverse].into_iter().flatten() {
            self.template(template, inside);
        }
    }

    fn partial(&mut self, template: &str, at: (usize, usize), partial: &DecoratorTemplate) {
        let Some(used) = written(&partial.name) else {
            self.tell(
                template,
                at,
                "TPL002",
                "The name of a partial must be written out.".into(),
                "Name the file.",
            );
            return;
        };
        if !self.templates.contains_key(&used) {
            self.tell(
                template,
                at,
                "TPL002",
                format!("There is no partial \"{used}\"."),
                "It is a file below templates/, named without its ending: partials/footer.",
            );
        }
        for param in partial.params.iter().chain(partial.hash.values()) {
            self.name(template, at, param);
        }
        self.uses.entry(template.to_owned()).or_default().push((used, at));
        if let Some(inside) = &partial.template {
            self.template(template, inside);
        }
    }

    /// Every part of a path must be a known name; numbers, strings and `@index` are their own.
    fn name(&mut self, template: &str, at: (usize, usize), param: &Parameter) {
        if let Parameter::Subexpression(_) = param {
            self.tell(
                template,
                at,
                "TPL002",
                "Calls can't stand inside calls here.".into(),
                "Write it in two steps.",
            );
            return;
        }
        let Some(path) = written(param) else { return };
        let parts = path.split(['.', '/']).filter(|part| !part.is_empty() && !part.starts_with('@'));
        let mut in_fields = false;
        for part in parts {
            let part = part.trim_start_matches('[').trim_end_matches(']');
            let index = part.bytes().all(|b| b.is_ascii_digit());
            if !index && !in_fields && !self.known.contains(part) {
                let near = did_you_mean(part, self.known.iter().copied());
                let all = || self.known.iter().copied().collect::<Vec<_>>().join(", ");
                let remedy = near.map_or_else(
                    || format!("A letter knows {}.", all()),
                    |near| format!("Did you mean \"{near}\"?"),
                );
                self.tell(template, at, "TPL001", format!("There is nothing called \"{part}\"."), &remedy);
            }
            in_fields = part == "fields";
        }
    }

    fn last_name(&self, param: &Parameter) -> Option<String> {
        written(param).and_then(|path| path.rsplit(['.', '/']).next().map(str::to_owned))
    }

    /// Partials that print themselves, however far round, or nest too deep.
    fn circles(&mut self) {
        let uses = std::mem::take(&mut self.uses);
        let mut depths = BTreeMap::new();
        for name in uses.keys() {
            let mut path = Vec::new();
            if let Err((at_name, at)) = depth(name, &uses, &mut path, &mut depths) {
                self.tell(
                    &at_name,
                    at,
                    "TPL004",
                    format!("This partial prints itself in the end: {}.", path.join(" → ")),
                    "Take one of them out of the circle; at most 16 may lie in each other.",
                );
                return;
            }
        }
    }
}

/// Template → the partials it prints, and the line and column of each.
type Uses = BTreeMap<String, Vec<(String, (usize, usize))>>;

/// How many partials lie in each other below `name`; the place that closes a circle or goes too deep.
fn depth(
    name: &str,
    uses: &Uses,
    path: &mut Vec<String>,
    depths: &mut BTreeMap<String, usize>,
) -> Result<usize, (String, (usize, usize))> {
    if let Some(&known) = depths.get(name) {
        return Ok(known);
    }
    path.push(name.to_owned());
    let mut deepest = 0;
    for (used, at) in uses.get(name).into_iter().flatten() {
        if path.contains(used) || path.len() > DEEPEST_PARTIALS {
            path.push(used.clone());
            return Err((name.to_owned(), *at));
        }
        deepest = deepest.max(1 + depth(used, uses, path, depths)?);
        if deepest > DEEPEST_PARTIALS {
            path.push(used.clone());
            return Err((name.to_owned(), *at));
        }
    }
    path.pop();
    depths.insert(name.to_owned(), deepest);
    Ok(deepest)
}

/// The path or name as it stands in the template.
fn written(param: &Parameter) -> Option<String> {
    param.as_name().map(str::to_owned)
}
