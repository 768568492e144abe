//! Actions: the steps that features share, which are check, order, run, notify, log and undo.
//!
//! Every action on a person takes the same way: [`request`] holds the request; [`order`] decides (by [`check`] and
//! [`in_force`]) or asks first ([`confirm`]), decides once more among
//! orders given at once ([`meanwhile`]), and commits ([`commit`]), or records what can't be checked yet ([`unchecked`]; any other order waits as it was given, see [`waiting`]); the job runs ([`run`]): it acts ([`perform`]),
//! stores the outcome ([`outcome`]), gives way to what is in force ([`keep`]), notifies ([`notice`], [`modlog`]) and
//! answers ([`receipt`]). A later end is scheduled with the case ([`schedule`]) and fires in [`timers`]; if Discord
//! refuses it, it is retried ([`retry`]). What a case became later reaches what was said of it before by
//! [`afterwards`] and [`later`]. Who may appeal against a case is in [`appealable`], and an appeal is shown by [`appeal`]. The files have no circular imports.

pub mod action_control;
pub mod action_form;
pub mod afterwards;
pub mod appeal;
mod appeal_card;
pub mod appealable;
pub mod automation;
pub mod automod;
pub mod broken;
pub mod by_hand;
mod call_off;
pub mod channel;
pub mod channel_check;
pub mod channel_plan;
pub mod check;
pub mod choices;
pub mod commit;
pub mod confirm;
pub mod delete_messages;
pub mod durations;
pub mod earned;
pub mod escalate;
pub mod evidence;
pub mod hello;
pub mod in_force;
pub mod jail;
pub mod keep;
mod known;
pub mod later;
pub mod lock;
pub mod lockdown;
pub mod meanwhile;
pub mod modlog;
pub mod notice;
mod notice_text;
pub mod options;
pub mod order;
pub mod outcome;
pub mod pages;
pub mod perform;
pub mod reasons;
pub mod receipt;
pub mod reports;
pub mod request;
pub mod retry;
pub mod role;
pub mod role_menu;
pub mod run;
pub mod schedule;
pub mod slowmode;
mod small_edit;
mod softban;
pub mod state;
mod thread;
pub mod timers;
pub mod unchecked;
pub mod undo;
pub mod undoable;
pub mod waiting;
pub mod work;
