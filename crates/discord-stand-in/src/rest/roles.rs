//! Roles, made, changed, moved and deleted.

use serde_json::Value;

use super::{Call, Outcome, RouteReply};
use crate::bits;
use crate::failure::{Code, Failure};
use crate::form::Form;
use crate::ids::RoleId;
use crate::world::audit::changes;
use crate::world::{AuditAction, Role, World};

/// The fields of a role in a body.
#[derive(Default)]
struct RoleFields {
    name: Option<String>,
    permissions: Option<u64>,
    color: Option<u32>,
    hoist: Option<bool>,
    mentionable: Option<bool>,
}

fn read(form: &Form<'_>) -> RoleFields {
    form.ignore(&["icon", "unicode_emoji"]);
    let number = |color: i64| u32::try_from(color).ok();
    let first = form.object("colors").and_then(|colors| {
        colors.ignore(&["secondary_color", "tertiary_color"]);
        colors.integer("primary_color", 0..=0x00ff_ffff)
    });
    RoleFields {
        name: form.text("name", 0..=100).map(str::to_owned),
        permissions: form.role_bits("permissions"),
        color: form.integer("color", 0..=0x00ff_ffff).or(first).and_then(number),
        hoist: form.truth("hoist"),
        mentionable: form.truth("mentionable"),
    }
}

impl RoleFields {
    fn put_into(self, role: &mut Role) {
        role.name = self.name.unwrap_or(std::mem::take(&mut role.name));
        role.permissions = self.permissions.unwrap_or(role.permissions);
        role.color = self.color.unwrap_or(role.color);
        role.hoist = self.hoist.unwrap_or(role.hoist);
        role.mentionable = self.mentionable.unwrap_or(role.mentionable);
    }
}

pub(super) fn create(world: &mut World, call: &Call<'_>) -> Outcome {
    let fields = read(&call.form());
    call.findings.verdict()?;
    let place = world.need(call.guild()?, call.bot, bits::MANAGE_ROLES)?;
    let (guild, everyone) = (place.id, place.roles.get(&place.everyone()).map_or(0, |role| role.permissions));
    need_bits(world, call, fields.permissions.unwrap_or_default())?;
    let name = fields.name.clone().unwrap_or_else(|| "new role".to_owned());
    let id: RoleId = world.fresh();
    let mut role = Role {
        id,
        name,
        position: 1,
        permissions: everyone,
        color: 0,
        managed_by: None,
        hoist: false,
        mentionable: false,
    };
    fields.put_into(&mut role);
    let shown = role.json();
    let place = world.guild_mut(guild)?;
    let everyone = place.everyone();
    // A new role stands lowest, and moves the others up.
    for other in place.roles.values_mut().filter(|other| other.id != everyone) {
        other.position += 1;
    }
    place.roles.insert(id, role);
    world.audit(
        &call.by(),
        guild,
        AuditAction::RoleCreate,
        Some(id.get()),
        changes(&Value::Null, &shown),
        None,
    );
    world.role_made(guild, id);
    Ok(RouteReply::ok(shown))
}

pub(super) fn edit(world: &mut World, call: &Call<'_>) -> Outcome {
    let fields = read(&call.form());
    call.findings.verdict()?;
    let (guild, id) = (call.guild()?, call.role()?);
    let place = world.need(guild, call.bot, bits::MANAGE_ROLES)?;
    if place.roles.contains_key(&id) && id != place.everyone() {
        need_higher(world, call, id)?;
    }
    need_bits(world, call, fields.permissions.unwrap_or_default())?;
    let role = world.guild_mut(guild)?.roles.get_mut(&id).ok_or(Code::UnknownRole)?;
    let old = role.json();
    fields.put_into(role);
    let shown = role.json();
    world.audit(&call.by(), guild, AuditAction::RoleUpdate, Some(id.get()), changes(&old, &shown), None);
    world.role_changed(guild, id);
    Ok(RouteReply::ok(shown))
}

pub(super) fn delete(world: &mut World, call: &Call<'_>) -> Outcome {
    let (guild, id) = (call.guild()?, call.role()?);
    let place = world.need(guild, call.bot, bits::MANAGE_ROLES)?;
    world.need_above(place, call.bot, id)?;
    let old = world.role(guild, id)?.json();
    let gone = changes(&old, &Value::Null);
    world.audit(&call.by(), guild, AuditAction::RoleDelete, Some(id.get()), gone, None);
    world.remove_role(guild, id);
    Ok(RouteReply::empty())
}

/// Moves roles.
pub(super) fn reorder(world: &mut World, call: &Call<'_>) -> Outcome {
    let guild = world.need(call.guild()?, call.bot, bits::MANAGE_ROLES)?.id;
    let Some(list) = call.list() else {
        return Err(Failure::from(Code::InvalidForm).violating("the body must be a list of positions"));
    };
    let mut moved = Vec::new();
    for item in list {
        let form = Form::read(item, &call.findings);
        form.require("id");
        let id = form.snowflake("id").and_then(twilight_model::id::Id::new_checked);
        moved.extend(id.zip(form.integer("position", 0..=i64::from(i32::MAX))));
    }
    call.findings.verdict()?;
    for (id, _) in &moved {
        need_higher(world, call, *id)?;
    }
    for (id, position) in moved {
        if let Some(role) = world.guild_mut(guild)?.roles.get_mut(&id) {
            role.position = position;
        }
        world.role_changed(guild, id);
    }
    Ok(RouteReply::ok(world.guild(guild)?.roles.values().map(Role::json).collect::<Vec<Value>>()))
}

/// Demands that the role is below the bot's highest; a managed one may be changed too.
fn need_higher(world: &World, call: &Call<'_>, id: RoleId) -> Result<(), Failure> {
    let place = world.guild(call.guild()?)?;
    let role = place.roles.get(&id).ok_or(Code::UnknownRole)?;
    let own = place.roles_of(call.bot).map(Role::rank).max();
    if place.owner == call.bot || own > Some(role.rank()) {
        Ok(())
    } else {
        Err(Code::MissingPermissions.into())
    }
}

/// Demands that the bot holds the permissions that it gives.
fn need_bits(world: &World, call: &Call<'_>, given: u64) -> Result<(), Failure> {
    let place = world.guild(call.guild()?)?;
    let held = world.guild_permissions(place, call.bot);
    if given & !held == 0 { Ok(()) } else { Err(Code::MissingPermissions.into()) }
}
