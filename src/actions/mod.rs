//! Verbs that features share: check, punish, tell, log, take back.

pub mod act;
pub mod automod;
pub mod by_hand;
pub mod check;
pub mod confirm;
pub mod escalate;
pub mod evidence;
pub mod jail;
pub mod lock;
pub mod lockdown;
pub mod modlog;
pub mod notice;
pub mod options;
pub mod place;
pub mod punish;
pub mod reasons;
pub mod receipt;
pub mod role;
pub mod slowmode;
pub mod spans;
pub mod standing;
pub mod timers;
pub mod trouble;
pub mod undo;
pub mod work;
