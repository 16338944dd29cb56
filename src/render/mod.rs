//! An edition becomes a letter: subject, HTML and text, rendered once per language, with slots for the reader.
//!
//! Prose and facts → context → Handlebars → styles inlined → marks replaced by slots. Everything that is wrong
//! on the way is a `Problem`; nothing here reads a disk or a clock.

mod assets;
mod built_in;
mod calendar;
mod context;
mod front_matter;
mod functions;
mod html;
mod letter;
mod lint;
mod marks;
mod markup;
mod measure;
mod names;
mod origin;
mod page;
mod page_blocks;
mod palette;
mod pictures;
mod places;
mod section;
mod style;
mod templates;
mod text;
mod text_preview;

pub use assets::{Assets, wanted_assets};
pub use built_in::built_in_templates;
pub use calendar::CALENDARS;
pub use front_matter::{Fact, SectionKind};
pub use html::escape;
pub use letter::{default_reason, letter};
pub use markup::{MarkupFault, page_faults};
pub use measure::{Unusable, measure};
pub use page::{Page, page};
pub use page_blocks::{Face, PageBlock, PageSpan, page_blocks};
pub use section::unknown_kinds;
pub use style::without_comments;
pub use templates::Templates;
pub use text_preview::{page_preview, text_preview};
