//! Why a mailing is held, and what to do about it, in words.

use crate::domain::HoldReason;

const FORGETS: &str = "it may not know of letters that were sent since, or of readers who have left";
const GO_LIVE: &str = "set mode = \"live\" in config.toml if it is to reach the lists, then resume";
const ADOPT: &str = "`courant adopt` says what that means, and lets the mailings go on";
const ANOTHER_SERVER: &str = "the database was restored, or another server has taken over: it may have forgotten letters that were sent";
const AFTER_ANOTHER_SERVER: &str = "compare `courant missing MAILING` with the mail server's log: whoever is said to \
     wait and has it would get it twice; then resume or cancel";

const FILES_ONLY: &str = "config.toml says transport = \"files\" by now: nobody is to be mailed";
const AFTER_RULES: &str =
    "bring the time zone data (tzdata) of all machines that send up to date, then resume";
const AFTER_FILES_ONLY: &str =
    "set transport = \"smtp\" in config.toml if it is to reach the lists, then resume; or cancel it";

const AFTER_END: &str = "cancel it; if the issue is still to go out, send it anew";
const AFTER_NOBODY_LEFT: &str =
    "`courant missing MAILING` says why; cancel it, and send it anew if somebody else is to get it";

fn ended(end: &str) -> String {
    format!("no letter of it leaves after {end}, and that was over before it began")
}

fn nobody_left(confirmed: u64) -> String {
    format!(
        "{confirmed} readers were confirmed, and none of them was left to send it to when it was to begin"
    )
}

const AFTER_AUTH: &str = "mend username and password, or what token_command prints (`courant doctor --smtp` tries it), \
     then resume";
const AFTER_OLD_LIST: &str =
    "see where the list comes from; cancel it, or resume for the rest: this is not asked again";

fn old_list(hard: u64, of: u64) -> String {
    format!("{hard} of the first {of} letters went to addresses that do not exist: is this an old list?")
}

const AFTER_OWN_LIMIT: &str = "resume once it may send again, often a day later; `quota` under [[delivery.relay]] keeps below the limit";
const AFTER_REFUSALS: &str = "`courant missing MAILING --send` tries those refused again later; ask the mail server's \
     administrator what is wrong, then resume for the rest";

fn own_limit(reply: &str) -> String {
    format!("the mail server says that this account has sent as much as it may: {reply}")
}

fn many_refused(count: u64, reply: &str) -> String {
    format!("{count} letters in a row were refused for good, and none was taken between: {reply}")
}

fn minutes(late: i64) -> String {
    match late {
        ..1 => "less than a minute".to_owned(),
        1 => "1 minute".to_owned(),
        _ => format!("{late} minutes"),
    }
}

/// Why the program stopped the mailing `name`, and what to do about it, for people. Of several machines that share a ledger
/// the one `on` which it was found is named, where it lies in that.
pub fn stopped_in_words(why: &HoldReason, on: Option<&str>, name: &str) -> (String, String) {
    let (what, remedy) = held_in_words(why);
    let what = match on.filter(|_| why.is_of_the_machine()) {
        Some(host) => format!("on {host}: {what}"),
        None => what,
    };
    (what, remedy.replace("MAILING", name))
}

/// The same for a log, which needs no remedy.
pub fn held_in_words(why: &HoldReason) -> (String, &'static str) {
    match why {
        HoldReason::Missed { minutes_late } => (
            format!("it was found {} after it was due", minutes(*minutes_late)),
            "resume it if it is still to go out, or cancel it",
        ),
        HoldReason::Clock { detail, shared } => {
            let whose = if *shared { "the database's" } else { "this machine's" };
            (format!("{whose} clock can't be trusted: {detail}"), "set it if it is wrong, then resume")
        }
        HoldReason::Rules { detail } => (detail.clone(), AFTER_RULES),
        HoldReason::CountChanged { confirmed, now } => (
            format!("{confirmed} readers were confirmed, and now the lists have {now}"),
            "look at the lists; resume asks for the new number, or cancel it",
        ),
        HoldReason::Ended { end } => (ended(end), AFTER_END),
        HoldReason::NobodyLeft { confirmed } => (nobody_left(*confirmed), AFTER_NOBODY_LEFT),
        HoldReason::Workspace { detail } => (
            format!("the workspace can't be used: {detail}"),
            "mend it (courant check, courant doctor), then resume",
        ),
        HoldReason::TestMode => ("the newsletter is in test mode".to_owned(), GO_LIVE),
        HoldReason::FilesOnly => (FILES_ONLY.to_owned(), AFTER_FILES_ONLY),
        HoldReason::Auth { reply } => (format!("the mail server refuses the sign-in: {reply}"), AFTER_AUTH),
        HoldReason::SenderRefused { reply } => (
            format!("the mail server refuses the sender: {reply}"),
            "use an address that the account may send from, then resume",
        ),
        HoldReason::OwnLimit { reply } => (own_limit(reply), AFTER_OWN_LIMIT),
        HoldReason::ManyRefused { count, reply } => (many_refused(*count, reply), AFTER_REFUSALS),
        HoldReason::RelayDenied { reply } => (
            format!("the mail server will not pass on our mail: {reply}"),
            "sign in to it, or ask its administrator, then resume",
        ),
        HoldReason::Refused { reply } => (
            format!("the mail server refuses every connection: {reply}"),
            "ask its administrator why it refuses this machine, then resume; no letter was offered to it",
        ),
        HoldReason::Policy { reply } => {
            (format!("too many letters were refused for policy: {reply}"), AFTER_REFUSALS)
        }
        HoldReason::Content { reply } => (
            format!("letters are refused for their content: {reply}"),
            "cancel it and mend the issue, or resume if it was the server's mistake",
        ),
        HoldReason::Protocol { reply } => {
            (format!("the mail server does not understand us: {reply}"), "report this with its words")
        }
        HoldReason::TooManyUnknown { count, detail } => (
            format!(
                "{count} letters in a minute were handed over, and nobody can know whether they were taken{}",
                if detail.is_empty() { String::new() } else { format!("; of the last one: {detail}") }
            ),
            "say of each uncertain one what becomes of it (courant decide MAILING ADDRESS leave|accepted|resend), see \
             whether the mail server is well, then resume",
        ),
        HoldReason::ManyBounces { hard, of } => (old_list(*hard, *of), AFTER_OLD_LIST),
        HoldReason::GaveUp { detail } => (
            format!("the mail server has taken nothing for as long as letters are tried: {detail}"),
            "ask its administrator what is wrong, then resume; or cancel it",
        ),
        HoldReason::Tls { detail } => (
            format!("the line to the mail server is not safe: {detail}"),
            "mend its certificate, or name its authority in ca_file, then resume",
        ),
        HoldReason::Storage { detail } => {
            (format!("the disk can't take it: {detail}"), "make room, then resume")
        }
        HoldReason::Copied { detail } => (format!("{detail}; {FORGETS}"), ADOPT),
        HoldReason::AnotherServer => (ANOTHER_SERVER.to_owned(), AFTER_ANOTHER_SERVER),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_not_said_to_be_0_minutes() {
        for (minutes_late, words) in [(0, "less than a minute"), (1, "1 minute"), (121, "121 minutes")] {
            let (what, _) = held_in_words(&HoldReason::Missed { minutes_late });
            assert_eq!(what, format!("it was found {words} after it was due"));
        }
    }

    #[test]
    fn uncertain_letters_that_stop_a_mailing_are_decided_by_a_command_that_is_named() {
        let (_, remedy) = stopped_in_words(
            &HoldReason::TooManyUnknown { count: 9, detail: String::new() },
            None,
            "2018-06-summer",
        );
        assert!(remedy.contains("courant decide 2018-06-summer ADDRESS leave|accepted|resend"), "{remedy}");
    }

    #[test]
    fn a_hold_names_the_machine_whose_files_or_clock_it_means_and_none_that_has_nothing_to_do_with_it() {
        let words = |why: &HoldReason, on| stopped_in_words(why, on, "2018-06-summer").0;
        let own = HoldReason::TestMode;
        assert_eq!(words(&own, Some("mail2")), "on mail2: the newsletter is in test mode");
        assert_eq!(words(&own, None), "the newsletter is in test mode");
        let (reply, on) = ("550 5.7.1 blocked".to_owned(), Some("mail2"));
        assert!(!words(&HoldReason::Policy { reply }, on).contains("mail2"));
    }

    #[test]
    fn a_command_that_is_named_as_the_remedy_can_be_typed_as_it_stands() {
        let why = HoldReason::Policy { reply: "550 5.7.1 blocked".into() };
        let (_, remedy) = stopped_in_words(&why, None, "2018-06-summer.2");
        assert!(remedy.contains("`courant missing 2018-06-summer.2 --send`"), "{remedy}");
    }
}
