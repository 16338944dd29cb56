//! The one table of commands. Order is the order of the hints and of the help.

use crossterm::event::KeyCode;

use super::Where::{Checks, Delivery, Line, People, Preview, Sections, Send, Shelf, Text};
use super::{Command, Id, Key, Needs, Where};

const ALL: &[Where] = &Where::ALL;
/// Wherever letters are not typed.
const LISTS: &[Where] = &[Shelf, Sections, Checks, Preview, People, Send, Delivery];
/// The same where a list or a text has rows to go through.
const ROWS: &[Where] = &[Shelf, Sections, Checks, Preview, People, Send];
const ISSUE: &[Where] = &[Sections, Line, Text, Checks, Preview, People, Send, Delivery];
const WRITE: &[Where] = &[Sections, Line, Text];
/// Everywhere but where a mailing is watched.
const NOT_WATCHING: &[Where] = &[Shelf, Sections, Line, Text, Checks, Preview, People, Send];

const BARE: Command = Command {
    id: Id::Help,
    label: "",
    hint: "",
    on_line: "",
    keys: &[],
    at: ALL,
    needs: Needs::Nothing,
    help: "",
};

#[rustfmt::skip]
pub const TABLE: &[Command] = &[
    // What Enter does, place by place.
    Command { id: Id::Open, label: "Open", hint: "open", keys: &[Key::plain(KeyCode::Enter)], at: &[Shelf],
        help: "Opens the issue that is marked.", ..BARE },
    Command { id: Id::Open, label: "Write in it", hint: "write", keys: &[Key::plain(KeyCode::Enter)], at: &[Sections],
        help: "Goes into the text of the section that is marked.", ..BARE },
    Command { id: Id::Open, label: "Go there", hint: "go there", keys: &[Key::plain(KeyCode::Enter)], at: &[Checks],
        help: "Goes to the place in the text that the finding is about.", ..BARE },
    Command { id: Id::Tick, label: "Tick a list", hint: "tick", keys: &[Key::char(' '), Key::plain(KeyCode::Enter)], at: &[People],
        help: "Adds the list to the issue, or takes it off. The numbers follow.", ..BARE },
    Command { id: Id::Open, label: "Do it", hint: "do it", keys: &[Key::plain(KeyCode::Enter)], at: &[Send],
        help: "Does what is chosen. Nothing reaches a reader before you have typed the number of readers.", ..BARE },
    Command { id: Id::Pause, label: "Pause or go on", hint: "pause / go on", keys: &[Key::char(' ')], at: &[Delivery], needs: Needs::Mailing,
        help: "Pauses the mailing after asking, or goes on with it. What is on its way still lands.", ..BARE },
    Command { id: Id::CancelMailing, label: "Cancel the mailing", hint: "cancel mailing", keys: &[Key::plain(KeyCode::Delete)], at: &[Delivery], needs: Needs::Mailing,
        help: "Asks, then cancels: whoever has not got the issue yet does not get it.", ..BARE },
    Command { id: Id::Decide, label: "Decide what is not certain", hint: "decide", keys: &[Key::plain(KeyCode::Enter)], at: &[Delivery], needs: Needs::Uncertain,
        help: "Shows the letters of which nobody can know whether they were taken: leave each, count it as arrived, or send it once more.", ..BARE },
    Command { id: Id::New, label: "New issue", hint: "new issue", keys: &[Key::char('n'), Key::plain(KeyCode::Insert)], at: &[Shelf],
        help: "Starts an issue: asks for its title and makes its folder.", ..BARE },
    // Esc, place by place.
    Command { id: Id::Back, label: "To the sections", hint: "sections", keys: &[Key::plain(KeyCode::Esc)], at: &[Line, Text],
        help: "Leaves the text and writes the files.", ..BARE },
    Command { id: Id::Back, label: "To the issues", hint: "issues", keys: &[Key::plain(KeyCode::Esc)], at: &[Sections],
        help: "Back to the shelf. Nothing is thrown away.", ..BARE },
    Command { id: Id::Back, label: "To the text", hint: "back", keys: &[Key::plain(KeyCode::Esc)], at: &[Checks, Preview, People, Send],
        help: "Back to writing.", ..BARE },
    Command { id: Id::Back, label: "Leave it", hint: "leave: it goes on", keys: &[Key::plain(KeyCode::Esc)], at: &[Delivery],
        help: "Back to writing; the mailing goes on. While the sixty seconds run that were begun here, it stops the mailing instead; at their very end it pauses what has begun.", ..BARE },
    Command { id: Id::Back, label: "One step back", keys: &[Key::plain(KeyCode::Esc)], at: &[Shelf],
        help: "It never quits and never throws anything away. F10 quits.", ..BARE },
    // Sections.
    Command { id: Id::Add, label: "Add a section", hint: "add", keys: &[Key::plain(KeyCode::Insert)], at: &[Sections],
        help: "Adds a section below the one that is marked; you choose its kind.", ..BARE },
    Command { id: Id::MoveUp, label: "Move up", hint: "move", keys: &[Key::with_alt(KeyCode::Up)], at: &[Sections],
        help: "Moves the section up, in all languages.", ..BARE },
    Command { id: Id::MoveDown, label: "Move down", keys: &[Key::with_alt(KeyCode::Down)], at: &[Sections],
        help: "Moves the section down, in all languages.", ..BARE },
    Command { id: Id::PutAside, label: "Put aside", hint: "put aside", keys: &[Key::plain(KeyCode::Delete)], at: &[Sections],
        help: "Takes the section out of the issue, in all languages, after asking. Ctrl+Z brings it back.", ..BARE },
    // Moving about.
    Command { id: Id::NextPane, label: "Next field", hint: "next field", keys: &[Key::plain(KeyCode::Tab)], at: WRITE,
        help: "Goes from the sections to the heading, to the text, and back.", ..BARE },
    Command { id: Id::PreviousPane, label: "Previous field", keys: &[Key::plain(KeyCode::BackTab)], at: WRITE,
        help: "The same, backwards.", ..BARE },
    Command { id: Id::NextLanguage, label: "Next language", hint: "language", keys: &[Key::alt('l'), Key::with_ctrl(KeyCode::PageDown)], at: WRITE, needs: Needs::Issue,
        help: "Shows the same section in the next language.", ..BARE },
    Command { id: Id::PreviousLanguage, label: "Previous language", keys: &[Key::with_ctrl(KeyCode::PageUp)], at: WRITE, needs: Needs::Issue,
        help: "Shows the same section in the language before.", ..BARE },
    Command { id: Id::NextLanguage, label: "Next language", hint: "language",
        keys: &[Key::plain(KeyCode::Right), Key::alt('l'), Key::with_ctrl(KeyCode::PageDown)], at: &[Preview], needs: Needs::Issue,
        help: "Shows the letter in the next language.", ..BARE },
    Command { id: Id::PreviousLanguage, label: "Previous language",
        keys: &[Key::plain(KeyCode::Left), Key::with_ctrl(KeyCode::PageUp)], at: &[Preview], needs: Needs::Issue,
        help: "Shows the letter in the language before.", ..BARE },
    Command { id: Id::TextPreview, label: "Text preview", hint: "preview on/off", keys: &[Key::alt('v')], at: WRITE,
        help: "Shows or hides the plain-text view of what you write.", ..BARE },
    Command { id: Id::TranslationDone, label: "Translation done", keys: &[Key::ctrl('d')], at: WRITE, needs: Needs::Issue,
        help: "Says that this section is translated: from then on you are told when the text that it was made from changes.", ..BARE },
    Command { id: Id::Bold, label: "Bold", keys: &[Key::alt('b')], at: &[Text],
        help: "Puts ** around what is marked, or where you type.", ..BARE },
    Command { id: Id::Italic, label: "Italic", keys: &[Key::alt('i')], at: &[Text],
        help: "Puts * around what is marked, or where you type.", ..BARE },
    Command { id: Id::Browser, label: "Open in the browser", hint: "browser", keys: &[Key::ctrl('o')], at: &[Sections, Line, Text, Preview], needs: Needs::Issue,
        help: "Opens the true letter, as readers get it, in your browser.", ..BARE },
    Command { id: Id::Undo, label: "Undo", hint: "undo", keys: &[Key::ctrl('z')], at: WRITE,
        help: "Takes back the last change: in a text its letters, in the list of sections what was added, moved or put aside.", ..BARE },
    Command { id: Id::Redo, label: "Redo", keys: &[Key::ctrl('y')], at: WRITE,
        help: "Does again what was undone.", ..BARE },
    Command { id: Id::Save, label: "Save", keys: &[Key::ctrl('s')], at: ISSUE, needs: Needs::Issue,
        help: "Writes the files now. They are written by themselves too: on leaving a section and after ten seconds of rest.", ..BARE },
    Command { id: Id::Up, label: "Up", keys: &[Key::plain(KeyCode::Up)], at: LISTS, help: "One row up.", ..BARE },
    Command { id: Id::Down, label: "Down", hint: "choose", keys: &[Key::plain(KeyCode::Down)], at: &[Shelf, Sections, Checks, People, Send], help: "One row down.", ..BARE },
    Command { id: Id::Down, label: "Down", hint: "scroll", keys: &[Key::plain(KeyCode::Down)], at: &[Preview], help: "One line down.", ..BARE },
    Command { id: Id::Down, label: "The next mailing", hint: "other mailings", keys: &[Key::plain(KeyCode::Down)], at: &[Delivery], needs: Needs::Another,
        help: "Shows the next mailing of the issue: after those under way those that were sent or cancelled. Up shows the one before.", ..BARE },
    Command { id: Id::PageUp, label: "Page up", keys: &[Key::plain(KeyCode::PageUp)], at: ROWS, help: "Ten rows up.", ..BARE },
    Command { id: Id::PageDown, label: "Page down", keys: &[Key::plain(KeyCode::PageDown)], at: ROWS, help: "Ten rows down.", ..BARE },
    Command { id: Id::PageDown, label: "The rest of it", keys: &[Key::plain(KeyCode::PageDown)], at: &[Delivery], needs: Needs::Mailing,
        help: "Shows in full what the screen had no room for.", ..BARE },
    Command { id: Id::PageUp, label: "Back to the beginning of it", keys: &[Key::plain(KeyCode::PageUp)], at: &[Delivery], needs: Needs::Mailing,
        help: "Back to what was shown before Page down.", ..BARE },
    Command { id: Id::First, label: "First row", keys: &[Key::plain(KeyCode::Home)], at: LISTS, help: "To the beginning.", ..BARE },
    Command { id: Id::Last, label: "Last row", keys: &[Key::plain(KeyCode::End)], at: LISTS, help: "To the end.", ..BARE },
    // The steps.
    Command { id: Id::Help, label: "Help", on_line: "Help", keys: &[Key::f(1), Key::alt('1')],
        help: "What you can do here, with its keys.", ..BARE },
    Command { id: Id::Help, label: "Help", keys: &[Key::char('?')], at: LISTS,
        help: "What you can do here, with its keys.", ..BARE },
    Command { id: Id::Write, label: "Write", on_line: "Write", keys: &[Key::f(2), Key::alt('2')], needs: Needs::Issue,
        help: "The sections and their texts, language by language.", ..BARE },
    Command { id: Id::Translate, label: "Translate", on_line: "Transl", keys: &[Key::f(3), Key::alt('3')],
        needs: Needs::Issue,
        help: "Two languages side by side: the text that it is made from, the translation, and what changed since. F3 again: the next language.", ..BARE },
    Command { id: Id::Preview, label: "Preview", on_line: "View", keys: &[Key::f(4), Key::alt('4')], needs: Needs::Issue,
        help: "The whole letter as text; Ctrl+O opens the true one in the browser.", ..BARE },
    Command { id: Id::Checks, label: "Checks", on_line: "Check", keys: &[Key::f(5), Key::alt('5')], needs: Needs::Issue,
        help: "What must and what should be mended before sending. F5 again runs them again.", ..BARE },
    Command { id: Id::People, label: "People", on_line: "People", keys: &[Key::f(6), Key::alt('6')], needs: Needs::Issue,
        help: "Which lists get the issue, how many readers in which language, and who gets nothing and why.", ..BARE },
    Command { id: Id::Spelling, label: "Spelling", keys: &[Key::f(7), Key::alt('7')],
        needs: Needs::Later("The spelling check comes in a later version."),
        help: "The next spelling mistake. Not in this version.", ..BARE },
    Command { id: Id::Send, label: "Send, or watch the mailing", on_line: "Send", keys: &[Key::f(8), Key::alt('8')], at: NOT_WATCHING,
        needs: Needs::Issue, help: "Dry run, test, schedule, send; while a mailing is under way, how far it is. F8 once more goes to the other.", ..BARE },
    Command { id: Id::Send, label: "Send more of it", hint: "send more", keys: &[Key::f(8), Key::alt('8')], at: &[Delivery], needs: Needs::Issue,
        help: "Dry run, test, and a mailing to other lists beside this one. F8 once more comes back.", ..BARE },
    Command { id: Id::Menu, label: "Menu", keys: &[Key::f(9), Key::alt('9')],
        needs: Needs::Later("Menus come in a later version. F1 lists all keys."),
        help: "All commands in menus. Not in this version.", ..BARE },
    Command { id: Id::Quit, label: "Quit", on_line: "Quit", keys: &[Key::f(10), Key::ctrl('q'), Key::alt('0')],
        help: "Ends the program; your text is saved first. A mailing under way goes on without it.", ..BARE },
    Command { id: Id::NoQuit, label: "Ctrl+C does not quit", keys: &[Key::ctrl('c')], at: LISTS,
        help: "In a text it copies, elsewhere it does nothing. F10 quits.", ..BARE },
];
