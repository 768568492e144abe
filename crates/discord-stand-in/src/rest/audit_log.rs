//! The audit log.

use std::collections::BTreeSet;

use jiff::SignedDuration;
use serde_json::json;
use twilight_model::id::Id;

use super::{Call, Outcome, RouteReply};
use crate::bits;
use crate::ids::{UserId, created_at};
use crate::world::{AuditLogEntry, User, World};

/// The time for which entries are kept.
const KEPT: SignedDuration = SignedDuration::from_hours(45 * 24);

pub(super) fn list(world: &mut World, call: &Call<'_>) -> Outcome {
    let limit = call.query.integer(&call.findings, "limit", 1..=100).unwrap_or(50);
    let action = call.query.integer(&call.findings, "action_type", 1..=1000);
    let ids = ["user_id", "target_id", "before", "after"].map(|name| call.query.id(&call.findings, name));
    let [by, target, before, after] = ids;
    call.findings.verdict()?;
    let guild = world.need(call.guild()?, call.bot, bits::VIEW_AUDIT_LOG)?;
    let oldest = world.now() - KEPT;
    let fits = |entry: &&AuditLogEntry| {
        created_at(entry.id) >= oldest
            && by.is_none_or(|by| entry.by.get() == by)
            && target.is_none_or(|target| entry.target == Some(target))
            && action.is_none_or(|action| entry.action as i64 == action)
            && before.is_none_or(|before| entry.id.get() < before)
            && after.is_none_or(|after| entry.id.get() > after)
    };
    let limit = usize::try_from(limit).unwrap_or_default();
    // Newest first, but with `after` the oldest first.
    let page: Vec<_> = match after {
        Some(_) => guild.audit_log.iter().filter(fits).take(limit).collect(),
        None => guild.audit_log.iter().rev().filter(fits).take(limit).collect(),
    };
    let targets = page.iter().filter_map(|entry| entry.target).filter_map(Id::new_checked);
    let people: BTreeSet<UserId> = page.iter().map(|entry| entry.by).chain(targets).collect();
    let known = people.into_iter().filter_map(|user| world.users.get(&user)).map(User::json);
    Ok(RouteReply::ok(json!({
        "audit_log_entries": page.into_iter().map(AuditLogEntry::json).collect::<Vec<_>>(),
        "users": known.collect::<Vec<_>>(),
        "integrations": [],
        "webhooks": [],
        "guild_scheduled_events": [],
        "threads": [],
        "application_commands": [],
        "auto_moderation_rules": [],
    })))
}
