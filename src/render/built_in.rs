//! The templates that come with the program. A file of the same name in the workspace takes its place.

use std::collections::BTreeMap;

macro_rules! files {
    ($($path:literal)*) => {
        &[$(($path, include_str!(concat!("../../templates/", $path)))),*]
    };
}

const FILES: &[(&str, &str)] = files![
    "letter.html.hbs"
    "letter.txt.hbs"
    "pages/calendar-failed.html.hbs"
    "pages/calendar-waiting.html.hbs"
    "pages/unsubscribe.html.hbs"
    "pages/unsubscribe-done.html.hbs"
    "pages/unsubscribe-failed.html.hbs"
    "pages/unsubscribe-test.html.hbs"
    "pages/unsubscribe-unknown.html.hbs"
    "partials/calendar.txt.hbs"
    "partials/event.html.hbs"
    "partials/event.txt.hbs"
    "partials/footer.html.hbs"
    "partials/funding.html.hbs"
    "partials/head.html.hbs"
    "partials/lent.html.hbs"
    "partials/lent.txt.hbs"
    "partials/masthead.html.hbs"
    "partials/page-head.html.hbs"
    "partials/partners.html.hbs"
    "sections/progress.html.hbs"
    "sections/progress.txt.hbs"
    "sections/save-the-date.html.hbs"
    "sections/save-the-date.txt.hbs"
    "sections/story.html.hbs"
    "sections/story.txt.hbs"
    "style.css"
];

/// Every built-in template and the style, by its path below `templates/`.
pub fn built_in_templates() -> BTreeMap<&'static str, &'static str> {
    FILES.iter().copied().collect()
}
