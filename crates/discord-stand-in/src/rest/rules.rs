//! Auto-moderation rules.

use serde_json::{Value, json};

use super::{Call, Outcome, RouteReply};
use crate::bits;
use crate::check::rule;
use crate::failure::{Code, Failure};
use crate::feed::Change;
use crate::form::Form;
use crate::ids::{GuildId, RuleId};
use crate::world::{AuditAction, World};

pub(super) fn list(world: &mut World, call: &Call<'_>) -> Outcome {
    let guild = world.need(call.guild()?, call.bot, bits::MANAGE_GUILD)?;
    Ok(RouteReply::ok(guild.rules.values().cloned().collect::<Vec<_>>()))
}

pub(super) fn get(world: &mut World, call: &Call<'_>) -> Outcome {
    world.need(call.guild()?, call.bot, bits::MANAGE_GUILD)?;
    Ok(RouteReply::ok(known(world, call)?.1))
}

pub(super) fn create(world: &mut World, call: &Call<'_>) -> Outcome {
    let guild = call.guild()?;
    let trigger = rule::read(&call.form());
    call.findings.verdict()?;
    need(world, call, guild, &call.body)?;
    let same = world.guild(guild)?.rules.values().filter(|rule| rule["trigger_type"] == trigger).count();
    if same >= rule::most(trigger) {
        return Err(Failure {
            code: 30031,
            ..Failure::plain(400, "Maximum number of auto moderation rules reached")
        });
    }
    let id: RuleId = world.fresh();
    let mut rule = json!({
        "id": id,
        "guild_id": guild,
        "creator_id": call.bot,
        "enabled": false,
        "exempt_roles": [],
        "exempt_channels": [],
        "trigger_metadata": {},
    });
    merge(&mut rule, &call.body);
    store(world, call, guild, (id, rule), AuditAction::RuleCreate)
}

pub(super) fn edit(world: &mut World, call: &Call<'_>) -> Outcome {
    let guild = call.guild()?;
    let (id, mut rule) = known(world, call)?;
    if call.body.get("trigger_type").is_some_and(|trigger| *trigger != rule["trigger_type"]) {
        call.findings.note("the trigger type of a rule cannot be changed");
    }
    merge(&mut rule, call.form().entries().clone().into_iter().collect::<Value>());
    {
        let form = Form::read(&rule, &call.findings);
        form.ignore(&["id", "guild_id", "creator_id"]);
        rule::read(&form);
    }
    call.findings.verdict()?;
    need(world, call, guild, &rule)?;
    store(world, call, guild, (id, rule), AuditAction::RuleUpdate)
}

pub(super) fn delete(world: &mut World, call: &Call<'_>) -> Outcome {
    let guild = call.guild()?;
    world.need(guild, call.bot, bits::MANAGE_GUILD)?;
    let (id, _) = known(world, call)?;
    world.guild_mut(guild)?.rules.remove(&id);
    world.audit(&call.by(), guild, AuditAction::RuleDelete, Some(id.get()), Vec::new(), None);
    world.changed(Change::GuildUpdated { guild });
    Ok(RouteReply::empty())
}

fn known(world: &World, call: &Call<'_>) -> Result<(RuleId, Value), Failure> {
    let id = call.id("rule")?;
    let found = world.guild(call.guild()?)?.rules.get(&id).cloned();
    Ok((id, found.ok_or(Code::UnknownRule)?))
}

/// Demands the permissions for a rule. One that times members out needs more.
fn need(world: &World, call: &Call<'_>, guild: GuildId, rule: &Value) -> Result<(), Failure> {
    let times_out = rule["actions"].as_array().into_iter().flatten().any(|action| action["type"] == 3);
    let more = if times_out { bits::MODERATE_MEMBERS } else { 0 };
    world.need(guild, call.bot, bits::MANAGE_GUILD | more).map(|_| ())
}

fn merge(rule: &mut Value, given: impl std::borrow::Borrow<Value>) {
    for (field, value) in given.borrow().as_object().into_iter().flatten() {
        rule[field.as_str()] = value.clone();
    }
}

/// Completes a rule as Discord keeps it: fields of its trigger and its actions are there, set or not.
fn complete(rule: &mut Value) {
    let fields: &[(&str, Value)] = match rule["trigger_type"].as_u64() {
        Some(1 | 6) => {
            &[("keyword_filter", json!([])), ("regex_patterns", json!([])), ("allow_list", json!([]))]
        }
        Some(4) => &[("presets", json!([])), ("allow_list", json!([]))],
        Some(5) => &[("mention_total_limit", json!(0)), ("mention_raid_protection_enabled", json!(false))],
        _ => &[],
    };
    for (field, default) in fields {
        if rule["trigger_metadata"].get(field).is_none() {
            rule["trigger_metadata"][*field] = default.clone();
        }
    }
    for action in rule.get_mut("actions").and_then(Value::as_array_mut).into_iter().flatten() {
        if action.get("metadata").is_none() {
            action["metadata"] = json!({});
        }
    }
}

fn store(
    world: &mut World,
    call: &Call<'_>,
    guild: GuildId,
    (id, mut rule): (RuleId, Value),
    action: AuditAction,
) -> Outcome {
    complete(&mut rule);
    world.guild_mut(guild)?.rules.insert(id, rule.clone());
    world.audit(&call.by(), guild, action, Some(id.get()), Vec::new(), None);
    world.changed(Change::GuildUpdated { guild });
    Ok(RouteReply::ok(rule))
}
