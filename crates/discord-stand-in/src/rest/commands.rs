//! Registered commands, global and of one server.

use std::collections::BTreeSet;

use serde_json::Value;

use super::{Call, Outcome, RouteReply};
use crate::check::command::{self, Definition, Home};
use crate::failure::{Code, Failure};
use crate::feed::Change;
use crate::form::{Findings, Form};
use crate::ids::{CommandId, GuildId};
use crate::registry::{Command, Localizations};
use crate::world::World;

/// The largest number of commands of each type in one scope: slash, user menu, message menu.
const MOST: [usize; 3] = [100, 15, 15];

/// Returns the server in the path, if there is one. Fails unless the application is in it.
fn scope(world: &World, call: &Call<'_>) -> Result<Option<GuildId>, Failure> {
    if call.param("application") != world.application.id.to_string() {
        return Err(Code::UnknownApplication.into());
    }
    if call.param("guild").is_empty() {
        return Ok(None);
    }
    let guild = call.guild()?;
    world.need(guild, call.bot, 0).map_err(|_| Code::MissingAccess)?;
    Ok(Some(guild))
}

fn home(scope: Option<GuildId>) -> Home {
    if scope.is_some() { Home::Guild } else { Home::Global }
}

pub(super) fn list(world: &mut World, call: &Call<'_>) -> Outcome {
    let wanted = call.query.truth("with_localizations");
    let localizations = if wanted { Localizations::Shown } else { Localizations::Hidden };
    let scope = scope(world, call)?;
    let own = world.application.id;
    let here = world.commands.values().filter(|one| one.application == own && one.guild == scope);
    Ok(RouteReply::ok(here.map(|command| command.json(localizations)).collect::<Vec<_>>()))
}

pub(super) fn get(world: &mut World, call: &Call<'_>) -> Outcome {
    let scope = scope(world, call)?;
    Ok(RouteReply::ok(known(world, call, scope)?.json(Localizations::Shown)))
}

pub(super) fn create(world: &mut World, call: &Call<'_>) -> Outcome {
    let scope = scope(world, call)?;
    let definition = command::read(&call.form(), home(scope));
    call.findings.verdict()?;
    let existed = world.registered(scope, definition.kind, &definition.name).is_some();
    let kind = usize::from(definition.kind).saturating_sub(1);
    let own = |one: &&Command| one.application == world.application.id && one.guild == scope;
    let of_kind = world.commands.values().filter(own).filter(|one| one.kind == definition.kind).count();
    if !existed && MOST.get(kind).is_some_and(|most| of_kind >= *most) {
        return Err(Failure {
            code: 30032,
            ..Failure::plain(400, "Maximum number of application commands reached")
        });
    }
    if !existed {
        world.count_creates(scope, 1)?;
    }
    let id = put(world, scope, definition);
    world.changed(Change::CommandsUpdated);
    let body = world.commands.get(&id).map(|command| command.json(Localizations::Shown)).unwrap_or_default();
    Ok(if existed { RouteReply::ok(body) } else { RouteReply::created(body) })
}

pub(super) fn edit(world: &mut World, call: &Call<'_>) -> Outcome {
    let scope = scope(world, call)?;
    let old = known(world, call, scope)?.clone();
    let mut merged = old.definition.clone();
    let given = call.form().entries().clone();
    merged["type"] = old.kind.into();
    for (field, value) in given {
        merged[field] = value;
    }
    let definition = command::read(&Form::read(&merged, &call.findings), home(scope));
    call.findings.verdict()?;
    let version = world.fresh::<Value>().get();
    let new = Command { version, name: definition.name, definition: definition.body, ..old };
    let body = new.json(Localizations::Shown);
    world.commands.insert(new.id, new);
    world.changed(Change::CommandsUpdated);
    Ok(RouteReply::ok(body))
}

pub(super) fn delete(world: &mut World, call: &Call<'_>) -> Outcome {
    let scope = scope(world, call)?;
    let id = known(world, call, scope)?.id;
    world.commands.remove(&id);
    world.changed(Change::CommandsUpdated);
    Ok(RouteReply::empty())
}

/// Replaces all commands of the scope, of every type (bulk overwrite).
pub(super) fn replace(world: &mut World, call: &Call<'_>) -> Outcome {
    let scope = scope(world, call)?;
    let definitions = read_all(call, home(scope));
    call.findings.verdict()?;
    let definitions = definitions?;
    let new = definitions.iter().filter(|one| world.registered(scope, one.kind, &one.name).is_none()).count();
    world.count_creates(scope, new)?;
    let kept: BTreeSet<CommandId> = definitions.into_iter().map(|one| put(world, scope, one)).collect();
    let own = world.application.id;
    world.commands.retain(|id, one| one.application != own || one.guild != scope || kept.contains(id));
    world.changed(Change::CommandsUpdated);
    let here = world.commands.values().filter(|one| one.application == own && one.guild == scope);
    Ok(RouteReply::ok(here.map(|command| command.json(Localizations::Shown)).collect::<Vec<_>>()))
}

fn read_all(call: &Call<'_>, home: Home) -> Result<Vec<Definition>, Failure> {
    let findings: &Findings = &call.findings;
    let Some(list) = call.list() else {
        return Err(Failure::from(Code::InvalidForm).violating("the body must be a list of commands"));
    };
    let mut seen = BTreeSet::new();
    let mut definitions = Vec::new();
    for (index, item) in list.iter().enumerate() {
        let form = Form::at(item, findings, vec![index.to_string()]);
        let definition = command::read(&form, home);
        if !seen.insert((definition.kind, definition.name.clone())) {
            form.error(
                "name",
                "APPLICATION_COMMANDS_DUPLICATE_NAME",
                "Application command names must be unique",
            );
        }
        let of_kind = seen.iter().filter(|(kind, _)| *kind == definition.kind).count();
        if MOST.get(usize::from(definition.kind).saturating_sub(1)).is_some_and(|most| of_kind > *most) {
            form.error_here(
                "APPLICATION_COMMANDS_TOO_MANY",
                "Maximum number of application commands reached",
            );
        }
        definitions.push(definition);
    }
    Ok(definitions)
}

/// Registers a definition; a command of the same type and name keeps its id.
fn put(world: &mut World, guild: Option<GuildId>, definition: Definition) -> CommandId {
    let known = world.registered(guild, definition.kind, &definition.name);
    let same = known.filter(|command| command.definition == definition.body).map(|command| command.version);
    let known = known.map(|command| command.id);
    let id = known.unwrap_or_else(|| world.fresh());
    let version = same.unwrap_or_else(|| world.fresh::<Value>().get());
    let Definition { kind, name, body } = definition;
    let application = world.application.id;
    world.commands.insert(id, Command { id, application, version, guild, kind, name, definition: body });
    id
}

fn known<'w>(world: &'w World, call: &Call<'_>, scope: Option<GuildId>) -> Result<&'w Command, Failure> {
    let own = |one: &&Command| one.application == world.application.id && one.guild == scope;
    let found = world.commands.get(&call.id("command")?).filter(own);
    found.ok_or_else(|| Code::UnknownCommand.into())
}
