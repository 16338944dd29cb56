//! The letter inside the page: what a mail program would show, on the ground that is asked for.

use super::view::{View, Width};

/// The page of the letter for this view. What asks for a dark screen is answered here, whatever the browser's own is, and
/// links open beside the preview.
pub fn shown(html: &str, view: &View) -> String {
    let (dark, light) = if view.dark { (YES, NO) } else { (NO, YES) };
    let scheme = if view.dark { "dark" } else { "light" };
    let mut html = html.to_owned();
    for (asks, answer) in [
        ("(prefers-color-scheme: dark)", dark),
        ("(prefers-color-scheme:dark)", dark),
        ("(prefers-color-scheme: light)", light),
        ("(prefers-color-scheme:light)", light),
    ] {
        html = html.replace(asks, answer);
    }
    // On a telephone the bar takes no width from the letter.
    let bar = if view.width == Width::Computer { "auto" } else { "none" };
    let root = format!(":root{{color-scheme:{scheme}!important;scrollbar-width:{bar}}}");
    let head = format!("<head><base target=\"_blank\"><style>{root}</style>");
    html.replacen("<head>", &head, 1)
}

/// Conditions of a style that hold everywhere, and nowhere.
const YES: &str = "(min-width: 0)";
const NO: &str = "(max-width: 0)";

/// What it may load and do: its own style and pictures, no script, and nothing from elsewhere. It can only stand in the
/// page of the preview.
pub fn policy(view: &View) -> String {
    let pictures = if view.pictures { "'self'" } else { "'none'" };
    format!(
        "default-src 'none'; style-src 'unsafe-inline'; img-src {pictures}; form-action 'none'; frame-ancestors 'self'; \
         base-uri 'none'; sandbox allow-same-origin allow-popups allow-popups-to-escape-sandbox"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dark_screen_is_answered_by_the_view_and_not_by_the_browser() {
        let html = "<html><head><style>@media (prefers-color-scheme: dark) { p {} } \
                    @media screen and (prefers-color-scheme:light) { i {} }</style></head></html>";
        let light = shown(html, &View::default());
        assert!(
            light.contains("@media (max-width: 0) { p") && light.contains("and (min-width: 0) { i"),
            "{light}"
        );
        let dark = shown(html, &View { dark: true, ..View::default() });
        assert!(
            dark.contains("@media (min-width: 0) { p") && dark.contains("and (max-width: 0) { i"),
            "{dark}"
        );
        assert!(dark.contains("color-scheme:dark"), "{dark}");
    }
}
