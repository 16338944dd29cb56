//! What is promised of a ledger, told over either store: `tests/it` plays it on files, `tests/real` on a database.

pub mod alerts;
pub mod audit;
mod bounces;
pub mod calendar;
pub mod correction;
pub mod evidence;
pub mod full;
mod guards;
pub mod held;
pub mod ledger;
pub mod left;
pub mod model;
pub mod moved;
pub mod postponed;
pub mod props;
pub mod put_offs;
pub mod stage;
mod step;
pub mod tally;
pub mod waits;

/// Every story, wherever it is told.
pub mod told {
    pub use super::alerts::*;
    pub use super::audit::*;
    pub use super::bounces::*;
    pub use super::calendar::*;
    pub use super::correction::*;
    pub use super::evidence::*;
    pub use super::full::*;
    pub use super::guards::*;
    pub use super::held::*;
    pub use super::ledger::*;
    pub use super::left::*;
    pub use super::moved::*;
    pub use super::postponed::*;
    pub use super::put_offs::*;
    pub use super::tally::*;
    pub use super::waits::*;
}

/// Hands the name of every story to a macro.
macro_rules! every_story {
    ($play:ident) => {
        $play! {
            a_relay_that_puts_off_ten_in_a_row_is_known_from_the_first_of_them_until_it_takes_one
            what_is_for_the_readers_of_a_mailing_that_waits_is_refused_and_what_is_for_others_is_not
            when_a_quota_was_filled_is_known_by_the_letters_that_a_relay_took
            the_last_few_whom_nobody_takes_are_no_sign_against_a_relay_that_took_the_others
            after_a_kill_what_was_claimed_is_planned_and_what_was_marked_is_uncertain
            a_mailing_comes_back_as_it_was_written
            mailings_of_an_issue_stand_in_the_order_in_which_they_were_written
            a_reason_to_hold_that_was_met_before_somebody_let_it_go_on_is_refused
            an_alert_is_taken_on_by_one_and_again_only_when_it_is_due_again
            since_when_a_mailing_stands_as_it_does_and_which_were_over_lately_is_known
            new_rules_move_what_waits_once_by_one_sender_and_nothing_that_does_not_wait
            a_sender_that_was_replaced_can_do_nothing_more
            whoever_leaves_gets_nothing_even_if_their_letter_is_claimed
            leaving_one_list_leaves_the_others
            of_whoever_is_left_out_the_reason_is_told_and_not_what_a_server_said_before
            what_a_colleague_noted_is_taken_back_and_what_a_reader_said_is_not
            who_is_held_is_left_out_for_that_alone_if_nothing_else_is_known
            who_waits_in_a_mailing_that_has_begun_is_told_from_who_has_it
            nobody_gets_an_issue_twice_over_its_mailings_unless_again_is_said
            files_do_not_count_as_having_it
            a_plan_that_is_interrupted_leaves_no_rows
            a_hundred_thousand_rows_are_planned_without_standing_in_memory
            after_a_pause_nothing_is_handed_over_and_what_is_under_way_still_lands
            cancelling_leaves_out_everybody_who_has_not_got_it
            a_letter_asked_to_wait_is_taken_again_when_it_is_due_and_after_first_attempts
            a_letter_whose_turn_it_is_not_waits_without_an_attempt
            outside_of_the_hours_those_alone_are_taken_who_were_tried_before
            an_uncertain_letter_is_sent_again_only_by_a_decision_which_reopens_the_mailing
            who_leaves_by_the_link_in_an_uncertain_letter_has_it_and_nothing_is_sent_again_to_who_has_left
            an_old_letter_is_not_sent_once_more_to_whoever_has_a_newer_one_of_the_issue
            a_letter_that_was_to_be_sent_once_more_is_uncertain_again_when_its_mailing_is_over
            a_letter_that_was_to_be_sent_once_more_is_uncertain_again_when_it_is_cancelled_or_its_reader_leaves
            a_mailing_to_the_missing_reaches_those_that_failed_and_nobody_else
            of_whoever_is_missing_it_is_known_which_mailing_has_reached_them
            whoever_has_it_by_now_or_has_left_is_not_counted_among_those_to_send_to_again
            a_plan_that_is_not_what_was_confirmed_is_held_with_its_rows
            progress_adds_up_to_the_rows
            what_is_open_is_counted_by_state_and_its_attempts_by_relay_and_outcome
            who_has_an_issue_is_counted_once_over_its_mailings_and_stays_so_when_one_is_cancelled
            how_fast_it_goes_is_told_by_language_and_by_domain_where_many_readers_are
            the_pace_is_counted_from_when_the_sender_was_started_and_there_is_none_without_one
            a_ledger_that_machines_share_keeps_which_of_them_has_held_a_mailing
            letters_that_travel_together_are_settled_and_marked_in_one_step
            the_store_itself_refuses_every_step_that_the_table_does_not_name
            what_was_written_down_is_only_added_to
            a_ledger_that_was_left_alone_agrees_with_itself
            whatever_is_changed_past_the_program_is_named
            clocks_that_differ_or_were_set_make_no_ledger_wrong
            a_correction_reaches_those_who_have_the_letter_and_nobody_else
            who_is_on_the_lists_no_more_gets_no_correction_and_no_other_try
            the_newest_letter_of_a_mailing_is_known_over_all_that_correct_it_or_try_it_again
            an_event_keeps_its_number_until_a_fact_of_it_is_another
            what_is_known_of_an_event_says_whether_its_mailing_has_begun
            an_issue_from_two_mailings_is_named_unless_it_was_said
            a_readers_histories_are_told_whatever_the_mailing
            trouble_is_told_of_what_is_under_way_even_after_the_sender_has_gone_and_never_of_what_is_over
            leaving_a_list_stops_the_letters_of_that_list_and_no_other
            when_the_date_comes_whatever_waits_is_left_out_also_for_another_try
            a_letter_that_was_claimed_in_time_is_not_handed_over_after_the_end
            what_was_not_handed_over_is_no_try_and_its_time_begins_with_the_first
            nobody_is_on_record_as_having_it_whose_letter_was_not_marked
            what_was_cancelled_while_it_was_claimed_is_given_back_in_vain
            a_letter_in_flight_is_being_handed_over_also_when_its_mailing_is_paused
            the_newest_moment_is_that_of_a_mailing_a_sender_or_an_attempt
            what_was_seen_before_a_person_called_the_clock_right_counts_no_more
            what_came_last_of_a_letter_is_told_and_not_what_a_sender_found_left_behind
            of_a_mailings_first_letters_those_to_no_address_are_counted_over_senders_and_asked_of_once
            what_kept_the_sender_before_from_sending_is_not_said_of_the_next
            a_letter_that_waits_for_another_try_keeps_its_mailing_open_until_its_reader_leaves
            what_could_not_be_written_for_a_while_is_written_before_anybody_else_is_taken
            a_pause_that_waits_for_what_could_not_be_given_back_is_over_with_the_next_sign_of_life
            what_the_last_turn_of_a_process_could_not_write_the_next_one_does
        }
    };
}
pub(crate) use every_story;
