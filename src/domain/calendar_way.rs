//! How an event gets from a letter into its reader's calendar.

/// `newsletter.calendar`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum CalendarWay {
    /// By links in the letter.
    #[default]
    Link,
    /// By the same links, and as a file that travels with the letter.
    Attach,
    Off,
}
