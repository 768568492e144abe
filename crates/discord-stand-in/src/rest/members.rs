//! Members.

use std::collections::BTreeSet;

use serde_json::Value;
use twilight_model::id::Id;

use super::{Call, Outcome, RouteReply};
use crate::failure::Code;
use crate::ids::RoleId;
use crate::world::{Held, Member, MemberEdit, World};

pub(super) fn get(world: &mut World, call: &Call<'_>) -> Outcome {
    world.need(call.guild()?, call.bot, 0)?;
    let user = call.user()?;
    world.user(user)?;
    let member = world.member(call.guild()?, user)?;
    Ok(RouteReply::ok(world.member_json(member)))
}

pub(super) fn list(world: &mut World, call: &Call<'_>) -> Outcome {
    let limit = call.query.integer(&call.findings, "limit", 1..=1000).unwrap_or(1);
    let after = call.query.id(&call.findings, "after").unwrap_or(0);
    call.findings.verdict()?;
    let guild = world.need(call.guild()?, call.bot, 0)?;
    if !world.application.lists_members() {
        return Err(Code::MissingAccess.into());
    }
    let page = guild.members.values().filter(|member| member.user.get() > after);
    let page = page.take(usize::try_from(limit).unwrap_or_default());
    Ok(RouteReply::ok(page.map(|member| world.member_json(member)).collect::<Vec<Value>>()))
}

pub(super) fn search(world: &mut World, call: &Call<'_>) -> Outcome {
    let limit = call.query.integer(&call.findings, "limit", 1..=1000).unwrap_or(1);
    let query = call.query.text("query").unwrap_or_default().to_lowercase();
    call.findings.verdict()?;
    let guild = world.need(call.guild()?, call.bot, 0)?;
    let named = |member: &&Member| {
        let user = world.users.get(&member.user);
        let names = [
            user.map(|user| &user.name),
            user.and_then(|user| user.display_name.as_ref()),
            member.nick.as_ref(),
        ];
        names.into_iter().flatten().any(|name| name.to_lowercase().starts_with(&query))
    };
    let found = guild.members.values().filter(named).take(usize::try_from(limit).unwrap_or_default());
    Ok(RouteReply::ok(found.map(|member| world.member_json(member)).collect::<Vec<Value>>()))
}

pub(super) fn edit(world: &mut World, call: &Call<'_>) -> Outcome {
    let mut edit = MemberEdit::default();
    {
        let form = call.form();
        if form.has("communication_disabled_until") {
            edit.timeout = Some(form.time("communication_disabled_until"));
        }
        if form.has("nick") {
            edit.nick = Some(form.text("nick", 0..=32).map(str::to_owned).filter(|nick| !nick.is_empty()));
        }
        let roles = form.snowflakes("roles", 0..=250);
        edit.roles = roles.map(|all| all.into_iter().map(Id::new).collect::<BTreeSet<RoleId>>());
        edit.mute = form.truth("mute");
        edit.deaf = form.truth("deaf");
        if form.has("channel_id") {
            edit.voice = Some(form.snowflake("channel_id").map(Id::new));
        }
        form.ignore(&["flags"]);
    }
    call.findings.verdict()?;
    let (guild, user) = (call.guild()?, call.user()?);
    world.edit_member(&call.by(), guild, user, edit)?;
    let member = world.member(guild, user)?;
    Ok(RouteReply::ok(world.member_json(member)))
}

/// Sets the application's own nickname; the other fields of this route are ignored.
pub(super) fn edit_own(world: &mut World, call: &Call<'_>) -> Outcome {
    let mut edit = MemberEdit::default();
    {
        let form = call.form();
        if form.has("nick") {
            edit.nick = Some(form.text("nick", 0..=32).map(str::to_owned).filter(|nick| !nick.is_empty()));
        }
        form.text("bio", 0..=190);
        for picture in ["avatar", "banner"] {
            let uri = form.text(picture, 1..=16 * 1024 * 1024);
            let kinds = ["png", "jpeg", "gif", "webp"].map(|kind| format!("data:image/{kind};base64,"));
            if uri.is_some_and(|uri| !kinds.iter().any(|kind| uri.starts_with(kind.as_str()))) {
                form.error(picture, "IMAGE_INVALID", "Invalid image data");
            }
        }
    }
    call.findings.verdict()?;
    let (guild, bot) = (call.guild()?, call.bot);
    world.edit_member(&call.by(), guild, bot, edit)?;
    let member = world.member(guild, bot)?;
    Ok(RouteReply::ok(world.member_json(member)))
}

pub(super) fn kick(world: &mut World, call: &Call<'_>) -> Outcome {
    world.kick(&call.by(), call.guild()?, call.user()?)?;
    Ok(RouteReply::empty())
}

pub(super) fn add_role(world: &mut World, call: &Call<'_>) -> Outcome {
    world.set_role(&call.by(), call.guild()?, call.user()?, call.role()?, Held::Yes)?;
    Ok(RouteReply::empty())
}

pub(super) fn remove_role(world: &mut World, call: &Call<'_>) -> Outcome {
    world.set_role(&call.by(), call.guild()?, call.user()?, call.role()?, Held::No)?;
    Ok(RouteReply::empty())
}
