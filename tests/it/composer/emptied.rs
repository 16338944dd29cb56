//! An edition that is empty: for a moment, while another program saves it, or because somebody emptied it by hand.

use courant::tui::effect::Effect;
use courant::tui::event::{Event, OpenedIssue};
use courant::workspace::Workspace;

use crate::composer::pty::{Tty, english, workspace};
use crate::props::composer::{Composer, FULL, lang, opened};
use crate::props::until::until_seen;
use crate::send_command::Demo;

const ENGLISH: &str = "issues/2018-06-summer/en.md";

#[test]
fn an_edition_that_is_empty_for_a_moment_loses_no_word_in_a_real_terminal() {
    const F2: &[u8] = b"\x1bOQ";
    const F5: &[u8] = b"\x1b[15~";
    for empty in ["", "\n \n"] {
        let folder = workspace();
        let sound = english(folder.path());
        let write = |text: &str| std::fs::write(folder.path().join(ENGLISH), text).expect("the edition");
        let mut tty = Tty::in_the_tides(folder.path());
        write(empty);
        tty.press(F2);
        tty.sees("(it is empty) (F5)");
        tty.sees("They come and go.");
        tty.press(F5);
        tty.sees("bring back what stood in it, or write it anew");
        // Whoever opens the issue again meanwhile has them, too.
        for screen in ["line 1", "Ins add", "Next step"] {
            tty.press(b"\x1b");
            tty.sees(screen);
        }
        tty.press(b"\r");
        tty.sees("1 The tides");
        tty.press(b"\x1b[H\x1b[B\r");
        tty.sees("line 1");
        tty.sees("They come and go.");
        tty.press(b"Mine. \x13");
        tty.sees("en.md, which is empty by now");
        tty.press(b"\x1b");
        tty.sees("Not saved");
        assert_eq!(english(folder.path()), empty, "nothing is written over it unasked");
        let theirs = sound.replace("High water", "Springtide");
        write(&theirs);
        tty.press(b"\x13");
        let merged = theirs.replace("They come", "Mine. They come");
        until_seen("both texts", || english(folder.path()), |text| *text == merged);
        tty.press(b"\x11");
        tty.is_given_back();
    }
}

#[test]
fn an_edition_that_stays_empty_gets_all_its_words_back_or_they_lie_aside() {
    for keeps in [true, false] {
        let folder = workspace();
        let sound = english(folder.path());
        let mut tty = Tty::in_the_tides(folder.path());
        std::fs::write(folder.path().join(ENGLISH), "").expect("the edition");
        tty.press(b"Mine. \x13");
        tty.sees("en.md, which is empty by now");
        tty.press(if keeps { b"\t\r" } else { b"\t\t\r" });
        if keeps {
            let all =
                |text: &String| ["High water", "And low", "Mine. They come"].iter().all(|w| text.contains(w));
            until_seen("all of it", || english(folder.path()), all);
        } else {
            tty.sees("Kept text is not in its place");
            let aside = folder.path().join("issues/2018-06-summer/aside");
            let read = |name: &str| std::fs::read_to_string(aside.join(name)).expect(name);
            assert_eq!(read("subject.en.md"), "High water");
            assert_eq!(read("tides.body.en.md"), "Mine. They come and go.");
            assert_eq!(english(folder.path()), "");
        }
        tty.press(b"\x11");
        tty.is_given_back();
        assert_ne!(english(folder.path()), sound);
    }
}

#[test]
fn an_empty_edition_is_a_finding_with_a_remedy_and_no_edition_without_words() {
    let folder = workspace();
    std::fs::write(folder.path().join("issues/2018-06-summer/hu.md"), " \n").expect("an edition");
    let workspace = Workspace::open(folder.path()).expect("a workspace");
    let (issue, problems) = workspace.issue(&opened().issue.id).expect("the issue");
    assert!(issue.editions.contains_key(&lang("en")) && !issue.editions.contains_key(&lang("hu")));
    let [problem] = &problems[..] else { panic!("{problems:?}") };
    assert!(problem.blocks() && problem.rule == "EDN006" && problem.why == "it is empty", "{problem:?}");
    assert!(!problem.remedy.is_empty());
}

#[test]
fn the_words_of_an_edition_that_is_empty_stay_on_the_screen_and_take_keys() {
    let mut emptied: OpenedIssue = opened();
    emptied.issue.editions.remove(&lang("hu"));
    let mut composer = Composer::in_the_issue(80, 24, FULL);
    composer.press("Alt+L");
    composer.tell(Event::Reread(Box::new(emptied)));
    composer.sees("Hol tartunk?");
    composer.press("Down Enter");
    composer.type_text("Most ");
    composer.press("Ctrl+S");
    let order = composer.expect_effect("a save", |effect| matches!(effect, Effect::Save(_)));
    let Effect::Save(order) = order else { unreachable!() };
    assert!(order.ground.editions.contains_key(&lang("hu")), "what was read is known");
}

#[test]
fn a_preview_says_why_a_subject_can_not_be_read_and_not_that_there_is_none_in_a_real_terminal() {
    const F4: &[u8] = b"\x1bOS";
    // Found at its beginning, or broken only then.
    for (from, to, why) in [
        ("\n+++\n", "\n", "Subject     x en.md, line 1: the edition has no front matter: nothing"),
        ("+++\n", "", "Subject     x en.md, line 1: the edition has no front matter"),
        ("subject =", "subject", "Subject     x en.md, line 2: this is not TOML"),
    ] {
        let folder = workspace();
        let sound = english(folder.path());
        let broken = sound.replacen(from, to, 1);
        for before in [true, false] {
            let breaks = || std::fs::write(folder.path().join(ENGLISH), &broken).expect("the edition");
            std::fs::write(folder.path().join(ENGLISH), &sound).expect("the edition");
            if before {
                breaks();
            }
            let mut tty = Tty::composer(folder.path());
            tty.sees("Next step");
            tty.press(b"\r");
            tty.sees("1 The tides");
            breaks();
            tty.press(F4);
            tty.sees(why);
            assert!(!tty.contents().contains("! empty"), "{}", tty.contents());
            tty.press(b"\x11");
            tty.is_given_back();
        }
    }
}

#[test]
fn a_blank_line_stands_before_every_section_that_the_program_writes() {
    let demo = Demo::new();
    assert_eq!(demo.exits(&["new", "Winter 2026"]), Some(0));
    let all = std::fs::read_dir(demo.path("issues")).expect("issues").flatten();
    let new = all.map(|one| one.path()).find(|path| path.to_string_lossy().contains("winter")).expect("it");
    for (file, sign) in [("issue.toml", "[[section]]"), ("en.md", "## "), ("hu.md", "## ")] {
        let text = std::fs::read_to_string(new.join(file)).expect(file);
        assert_eq!(text.matches(sign).count(), 3, "{text}");
        assert_eq!(text.matches(&format!("\n\n{sign}")).count(), 3, "{text}");
        assert!(!text.contains("\n\n\n"), "{text}");
    }
}
