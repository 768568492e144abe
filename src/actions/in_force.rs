//! What already holds for a person: a ban on top of a ban says something new, nothing new, or something to ask about.

use crate::actions::check::Seen;
use crate::actions::confirm::Confirmation;
use crate::actions::request::ActionRequest;
use crate::actions::role;
use crate::domain::case::Case;
use crate::domain::kind::Kind;
use crate::domain::member::{Target, can_give};
use crate::error::{Error, Result};
use crate::kernel::cx::Cx;
use crate::store::cases;

/// Looks at what holds. Over one with an end, another is ordered at once: a new end, or none any more. Over one for
/// good, another for good is refused, and one with an end is asked about, for it takes away.
pub async fn question(cx: &Cx, seen: &Seen, request: &ActionRequest) -> Result<Option<Confirmation>> {
    let (guild, person, kind) = (cx.guild()?, request.person.id, request.kind);
    if kind.is_on_role() {
        return role::question(cx, seen, request).await;
    }
    if kind == Kind::Jail {
        cell(seen)?;
    }
    if !matches!(kind, Kind::Ban | Kind::Jail) || request.agreed.shorter {
        return Ok(None);
    }
    let case = cases::case_in_force(&cx.app.db, guild, person, kind).await?;
    let holds = match &case {
        Some(case) if case.ends_at.is_some() => false,
        Some(case) if kind == Kind::Jail => is_jailed(request, case),
        _ => kind == Kind::Ban && cx.app.discord.is_banned(guild, person).await?,
    };
    if !holds {
        return Ok(None);
    }
    let by = case.as_ref().map(|case| format!(" by {}", case.link())).unwrap_or_default();
    let state = if kind == Kind::Jail { "in jail" } else { "banned" };
    let Some(end) = request.ends_at else {
        return Err(Error::refused(format!(
            "<@{person}> is {state} for good{by} already, so there is nothing to do."
        )));
    };
    let mut request = request.clone();
    request.agreed.shorter = true;
    let text = format!(
        "**<@{person}> is {state} for good{by}.** Let it end <t:{0}:f> (<t:{0}:R>) instead?",
        end.as_second()
    );
    Ok(Some(Confirmation { text, request }))
}

/// The jail must be there, and its role one that Gavel can give.
fn cell(seen: &Seen) -> Result<()> {
    let Some(role) = seen.settings.jail_role else {
        return Err(Error::refused("No jail is set up; choose its role with `/settings jail` first."));
    };
    if !seen.guild.roles.iter().any(|it| it.id == role) {
        return Err(Error::refused("The jail's role is gone; choose another with `/settings jail`."));
    }
    if !can_give(&seen.guild.roles, &seen.gavel, role) {
        return Err(Error::refused(format!(
            "The jail's role <@&{role}> is not below my highest role; move my role above it in Server Settings → Roles."
        )));
    }
    Ok(())
}

/// Somebody may have let them out by hand.
fn is_jailed(request: &ActionRequest, case: &Case) -> bool {
    match &request.person.target {
        Target::Member(member) => role::is_inside(case, member),
        Target::Outsider(_) => true,
    }
}
