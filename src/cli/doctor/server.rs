//! The checks of one server: Gavel's membership, its permissions, and its role's place.

use std::collections::BTreeMap;

use sqlx::postgres::PgConnection;
use twilight_model::application::command::CommandType;
use twilight_model::guild::Permissions;

use crate::cli::doctor::outcome::{Finding, Outcome};
use crate::cli::doctor::place::{Here, NOT_SEEN, POSTING, Place};
use crate::cli::doctor::step::{Known, NO_APPLICATION, in_time};
use crate::cli::doctor::{command_drift, settings};
use crate::discord::{Application, error_code};
use crate::domain::kind::Kind;
use crate::domain::member::can_give;
use crate::domain::permissions::{covers, names};
use crate::domain::text::count;
use crate::error::{Error, Result};
use crate::kernel::feature::Registry;

pub(super) async fn examine(
    place: &Place<'_>,
    application: Known<'_>,
    database: Option<&mut PgConnection>,
) -> Vec<Outcome> {
    let needs = needs(place.registry);
    let (here, commands) = tokio::join!(
        here(place, application, &needs),
        command_drift::of_server(place.discord, application, place.guild, place.registry)
    );
    let (there, here, commands) = match here {
        Ok(here) => (Finding::fine(format!("Gavel is in {}", here.guild.name)), Some(here), commands),
        Err(finding) => (finding, None, Finding::skipped(NOT_SEEN)),
    };
    let mut outcomes = vec![Outcome::new("server", there), Outcome::new("server's commands", commands)];
    outcomes.extend(needs.iter().map(|(bit, users)| {
        let bit = Permissions::from_bits_truncate(*bit);
        let finding = here.as_ref().map_or_else(|| Finding::skipped(NOT_SEEN), |here| may(here, bit, users));
        Outcome::new(names(bit), finding)
    }));
    let standing = here.as_ref().map_or_else(|| Finding::skipped(NOT_SEEN), standing);
    outcomes.push(Outcome::new("Gavel's role", standing));
    outcomes.extend(settings::examine(place, here.as_ref(), database).await);
    outcomes
}

/// Returns the commands and periodic jobs that need each permission, by its bit.
fn needs(registry: &Registry) -> BTreeMap<u64, Vec<String>> {
    let kinds = Kind::ALL.into_iter().map(|kind| {
        let name = kind.command();
        let command = name.split(' ').next().unwrap_or_default();
        let is_command = registry.command(CommandType::ChatInput, command).is_some();
        (kind.needs(), if is_command { format!("/{name}") } else { kind.title().to_lowercase() })
    });
    let commands =
        registry.commands().map(|(_, command)| (command.needs, format!("/{}", command.definition.name)));
    let periodic = registry.periodic().iter().map(|job| (job.needs, job.title.to_owned()));
    let mut needs = BTreeMap::<u64, Vec<String>>::new();
    for (permissions, user) in kinds.chain(commands).chain(periodic) {
        for bit in permissions.iter() {
            needs.entry(bit.bits()).or_default().push(user.clone());
        }
    }
    needs
}

async fn here(
    place: &Place<'_>,
    application: Known<'_>,
    needs: &BTreeMap<u64, Vec<String>>,
) -> Result<Here, Finding> {
    let application = application.ok_or_else(|| Finding::skipped(NO_APPLICATION))?;
    let looked = in_time(async {
        let me = place.discord.me().await?;
        tokio::try_join!(place.discord.guild(place.guild), place.discord.member(place.guild, me))
    });
    match looked.await {
        Ok((guild, Some(me))) => {
            let held = guild.permission_context(place.guild, &me).permissions();
            Ok(Here { held, guild, everyone: place.guild.cast(), me })
        }
        Ok((_, None)) => Err(absent(place, application, needs)),
        Err(Error::Discord { code: error_code::UNKNOWN_GUILD | error_code::MISSING_ACCESS, .. }) => {
            Err(absent(place, application, needs))
        }
        Err(error) => Err(Finding::error(&error, "try again in a minute")),
    }
}

/// Returns the finding for a server without Gavel. The invite link asks for all needed permissions.
fn absent(place: &Place<'_>, application: &Application, needs: &BTreeMap<u64, Vec<String>>) -> Finding {
    let wanted = needs.keys().fold((POSTING | Permissions::ATTACH_FILES).bits(), |sum, bit| sum | bit);
    Finding::wrong(
        format!("Gavel is not in the server {}", place.guild),
        format!(
            "check the id, or invite Gavel with https://discord.com/oauth2/authorize?client_id={}&scope=bot+applications.commands&permissions={wanted}",
            application.id
        ),
    )
}

fn may(here: &Here, bit: Permissions, users: &[String]) -> Finding {
    let users = users.join(" ");
    if covers(here.held, bit) {
        return Finding::fine(format!("Gavel has it, for {users}"));
    }
    Finding::wrong(
        format!("Gavel lacks it, so this can't be carried out: {users}"),
        format!("give {} to Gavel's role in Server Settings → Roles", names(bit)),
    )
}

/// Checks the place of Gavel's role: Discord puts a new app's role at the bottom, where it is above nobody.
fn standing(here: &Here) -> Finding {
    let (roles, me) = (&here.guild.roles, &here.me);
    let others: Vec<_> = roles
        .iter()
        .filter(|role| !role.managed && !me.roles.contains(&role.id) && role.id != here.everyone)
        .collect();
    let below = others.iter().filter(|role| can_give(roles, me, role.id)).count();
    if below == 0 && !others.is_empty() && here.guild.owner != me.id {
        return Finding::wrong(
            "it stands below every other role, so Gavel can act on nobody who has one",
            "move it above the roles it is to moderate in Server Settings → Roles",
        );
    }
    let all = count(others.len() as u64, "other role", "other roles");
    Finding::fine(format!("above {below} of {all}; whoever has a higher one is out of its reach"))
}
