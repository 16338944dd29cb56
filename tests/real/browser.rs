//! The previews in a real browser: what readers will see fits their screens.

use crate::props::{Chromium, Demo};

#[test]
fn every_edition_fits_a_telephone_and_shows_all_its_pictures() {
    let (demo, chromium) = (Demo::copy(), Chromium::new());
    demo.must(&["preview", "2018-06-summer", "--into", "preview"]);
    for lang in ["en", "hu", "sv", "nb", "nl"] {
        let file = demo.path().join("preview").join(format!("{lang}.html"));
        for width in [320, 375, 700] {
            let (beyond, pictures, shown) = chromium.measure(&file, width);
            assert_eq!(beyond, 0, "{lang} wants to be scrolled sideways at {width} pixels");
            assert!(pictures >= 6, "{lang} has only {pictures} pictures");
            assert_eq!(shown, pictures, "{lang}: pictures are missing");
        }
    }
}
