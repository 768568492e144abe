//! Cases and their history. Numbers come from the server's own counter, in the transaction that opens the case: no gap,
//! no clash. A case also holds its job's progress: each outcome is a column.

// First, because the others use its macro.
#[macro_use]
mod record;
mod by_hand;
mod children;
mod counting;
mod edit;
mod force;
mod listing;
mod lockdowns;
mod outcome;
mod returning;
mod search;
mod step;
mod transfer;

pub use by_hand::{ActionByHand, case_record, entry_is_recorded};
pub use children::{
    Child, NewChild, Waiting, children, children_applied, children_failed, children_in_force, children_open,
    children_waiting,
};
pub use counting::{
    Tally, Warning, cases_counted, cases_tallied, cases_valid, cases_valid_newest, points_before,
    warnings_active, warnings_points, warnings_since,
};
pub use edit::{EndMoved, case_edit, case_end_move, case_void};
pub use force::{
    Meeting, bans_ending, case_by_others, case_in_force, case_last_word, case_meeting, case_superseded_by,
    cases_close, cases_in_force, role_in_force,
};
pub use listing::{
    Event, Shown, bans_in_force, case_history, case_page, case_page_of, cases_ending, cases_following,
    cases_numbered, cases_of_ladder, cases_of_report, reasons_recent, receipt_counts,
};
pub use lockdowns::{
    case_close, cases_parts, lock_replaced_until, lockdown_ending, lockdown_in_force, lockdown_lasting,
    locks_ending,
};
pub use outcome::{case_applied, case_change, case_failed, case_roles};
pub use record::{case_find, case_open};
pub(in crate::store) use record::{names, subject_keys};
pub use returning::{case_restored, roles_in_force};
pub use search::cases_search;
pub use step::{ActionOutcome, StepOutcome, case_applied_alone, case_step};
pub use transfer::{
    cases_after, cases_insert, number_last, numbers_lock, numbers_raise, numbers_taken, plans_forget,
    snapshot,
};
