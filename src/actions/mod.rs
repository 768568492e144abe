//! Verbs that features share: check, order, carry out, tell, log, take back.
//!
//! One way for an action on a person: [`request`] says what is wanted; [`order`] decides (by [`check`] and [`in_force`]) or asks
//! first ([`confirm`]), and commits ([`commit`]); the job runs ([`run`]): it acts ([`perform`]), stores the outcome ([`outcome`]),
//! gives way to what is in force ([`keep`]), tells ([`notice`], [`modlog`]) and answers ([`receipt`]). What ends later is scheduled with the case ([`schedule`]) and fires in
//! [`timers`]; what Discord refuses then is tried again ([`retry`]). Files import each other without a circle.

pub mod automation;
pub mod automod;
pub mod broken;
pub mod by_hand;
pub mod channel;
pub mod check;
pub mod choices;
pub mod commit;
pub mod confirm;
pub mod durations;
pub mod escalate;
pub mod evidence;
pub mod in_force;
pub mod jail;
pub mod keep;
pub mod lock;
pub mod lockdown;
pub mod modlog;
pub mod notice;
pub mod options;
pub mod order;
pub mod outcome;
pub mod perform;
pub mod reasons;
pub mod receipt;
pub mod request;
pub mod retry;
pub mod role;
pub mod run;
pub mod schedule;
pub mod slowmode;
mod small_edit;
mod softban;
pub mod state;
pub mod timers;
pub mod undo;
pub mod undoable;
pub mod work;
