//! `/permissions explain user command`: whether somebody may use a command here, which rule decides, and what would change it.

use twilight_interactions::command::{CommandModel, CreateCommand, ResolvedUser};
use twilight_model::application::command::{
    CommandOption, CommandOptionChoice, CommandOptionType, CommandType,
};
use twilight_model::channel::message::Embed;
use twilight_model::guild::Permissions;
use twilight_model::id::Id;

use crate::actions::check::{ServerFacts, look};
use crate::actions::choices;
use crate::discord::card::Card;
use crate::domain::colour;
use crate::domain::command_override::{CommandOverride, OverrideSubject, deciding};
use crate::domain::ids::{ChannelId, GuildId, RoleId};
use crate::domain::kind::Kind;
use crate::domain::limits;
use crate::domain::member::Member;
use crate::domain::permissions::{Where, covers, gavel_lacks, names};
use crate::domain::text::{cut, plain};
use crate::error::{Error, Result};
use crate::kernel::command::{Ack, Command, Focus};
use crate::kernel::cx::Cx;
use crate::kernel::reply::Reply;
use crate::words;

/// The roles that a line names at most.
const NAMED: usize = 5;

#[derive(CommandModel, CreateCommand)]
#[command(name = "permissions", desc = "-")]
enum PermissionsOf {
    #[command(name = "explain")]
    Explain(Explain),
}

#[derive(CommandModel, CreateCommand)]
#[command(name = "explain", desc = "-")]
struct Explain {
    /// The person
    user: ResolvedUser,
    /// The command
    #[command(max_length = 100, autocomplete = true)]
    command: String,
}

pub(super) fn command() -> Command {
    Command::slash(Ack::Private, explain)
        .permission(Permissions::MANAGE_GUILD)
        .only_reads()
        .completes(suggest)
}

/// The answer of one rule, in the order in which the rules are asked.
enum Answer {
    Yes(String),
    No(String),
    /// It holds for what the command does, and does not decide whether it can be used.
    Then(String),
}

/// The facts that the rules are about.
struct Asked<'a> {
    guild: GuildId,
    channel: ChannelId,
    seen: &'a ServerFacts,
    member: &'a Member,
    command: &'a Command,
    /// The subcommand, if one is asked about.
    subcommand: Option<&'a str>,
    /// The permissions that the person holds in this channel.
    here: Permissions,
    is_thread: bool,
    /// The lines of the server's settings of integrations; `None` if Discord did not tell them.
    lines: Option<Vec<CommandOverride>>,
    /// Gavel's permissions in this channel.
    gavel: Permissions,
}

async fn explain(cx: Cx, PermissionsOf::Explain(args): PermissionsOf) -> Result<Reply> {
    let (guild, channel, person) = (cx.guild()?, cx.channel()?, args.user.resolved.id);
    let wanted = args.command.trim().trim_start_matches('/').to_lowercase();
    let is_it = |path: &str| path == wanted || words::path_of(path).to_lowercase() == wanted;
    let named = typed(&cx).find_map(|it| paths(it).find(|path| is_it(path)).map(|path| (it, path)));
    let (command, path) = named.ok_or_else(|| {
        let wanted = plain(&cut(&wanted, limits::COMMAND_NAME));
        Error::refused(words::help_unknown(wanted, words::command("help")))
    })?;
    let id = cx.app.command_ids().get(&command.definition.name).copied();
    let (seen, member, place, lines) = tokio::join!(
        look(&cx),
        cx.app.discord.member(guild, person),
        cx.app.discord.place(channel),
        cx.app.discord.command_overrides(cx.at.application, guild, id.unwrap_or_default()),
    );
    let (seen, place) = (seen?, place?);
    let Some(member) = member? else {
        return Err(Error::refused(words::permissions_not_here(person)));
    };
    let here = seen.guild.permission_context(guild, &member).permissions_in(&place.overwrites);
    let asked = Asked {
        guild,
        channel: place.parent.filter(|_| place.is_thread()).unwrap_or(place.id),
        seen: &seen,
        member: &member,
        command,
        subcommand: path.split_once(' ').map(|(_, name)| name),
        here,
        is_thread: place.is_thread(),
        lines: lines.ok().filter(|_| id.is_some()),
        gavel: cx.at.app_permissions,
    };
    Ok(Reply::private("").with_embed(card(&asked)))
}

fn card(asked: &Asked<'_>) -> Embed {
    let answers = answers(asked);
    let is_yes = !answers.iter().any(|answer| matches!(answer, Answer::No(_)));
    let path = [Some(asked.command.definition.name.as_str()), asked.subcommand];
    let path = path.into_iter().flatten().collect::<Vec<_>>().join(" ");
    let (person, name) = (asked.member.id, words::command(&path));
    let verdict = match is_yes {
        true => words::permissions_yes(person, name),
        false => words::permissions_no(person, name),
    };
    let lines = answers.into_iter().map(|answer| match answer {
        Answer::Yes(text) => format!("✅ {text}"),
        Answer::No(text) => format!("❌ {text}"),
        Answer::Then(text) => format!("▫️ {text}"),
    });
    let text = [verdict, String::new()].into_iter().chain(lines).collect::<Vec<_>>().join("\n");
    let colour = if is_yes { colour::GREEN } else { colour::RED };
    Card::new().text(text).colour(colour).build()
}

fn answers(asked: &Asked<'_>) -> Vec<Answer> {
    let (seen, member) = (asked.seen, asked.member);
    let is_owner = seen.guild.owner == member.id;
    let is_free =
        covers(seen.guild.permission_context(asked.guild, member).permissions(), Permissions::ADMINISTRATOR);
    let mut answers = Vec::new();
    if is_owner {
        answers.push(Answer::Yes(words::permissions_owner()));
    } else if is_free {
        answers.push(Answer::Yes(words::permissions_administrator()));
    } else {
        answers.push(by_integrations(asked));
        answers.push(by_permission(asked));
    }
    let needs =
        asked.command.needs | kind(asked).map_or(Permissions::empty(), |kind| kind.needs_in(asked.is_thread));
    answers.push(match covers(asked.gavel, needs) {
        true => Answer::Yes(words::permissions_gavel()),
        false => Answer::No(gavel_lacks(needs - asked.gavel, Where::Here).text()),
    });
    if !is_owner && names_a_person(&asked.command.definition.options) && !asked.command.permission.is_empty()
    {
        answers.push(by_rank(asked));
        answers.extend(by_policy(asked));
    }
    answers
        .extend(asked.command.cooldown.map(|wait| Answer::Then(words::permissions_cooldown(wait.as_secs()))));
    answers
}

/// Returns the kind of the command's action, if it has one.
fn kind(asked: &Asked<'_>) -> Option<Kind> {
    Kind::parse(&asked.command.definition.name)
}

fn names_a_person(options: &[CommandOption]) -> bool {
    options.iter().any(|option| {
        option.kind == CommandOptionType::User
            || names_a_person(option.options.as_deref().unwrap_or_default())
    })
}

/// Asks what the server has set for the command in its settings of integrations.
fn by_integrations(asked: &Asked<'_>) -> Answer {
    let Some(lines) = &asked.lines else { return Answer::Then(words::permissions_integrations_unknown()) };
    match deciding(lines, asked.guild, asked.channel, asked.member) {
        None => Answer::Yes(words::permissions_integrations_nothing()),
        Some(CommandOverride { subject, allows }) => {
            let subject = match subject {
                OverrideSubject::Role(id) if id == asked.guild.get() => "@everyone".to_owned(),
                OverrideSubject::Role(id) => format!("<@&{id}>"),
                OverrideSubject::Person(id) => format!("<@{id}>"),
                OverrideSubject::Channel(id) if id == asked.channel.get() => format!("<#{id}>"),
                OverrideSubject::Channel(_) => words::permissions_all_channels(),
            };
            match allows {
                true => Answer::Yes(words::permissions_integrations_allow(subject)),
                false => Answer::No(words::permissions_integrations_deny(subject)),
            }
        }
    }
}

/// Asks for the permission of the command, and names the roles that give it.
fn by_permission(asked: &Asked<'_>) -> Answer {
    let own = || asked.command.permission_for(asked.subcommand);
    let needed = kind(asked).map_or_else(own, |kind| kind.permission_in(asked.is_thread));
    if needed.is_empty() {
        return Answer::Yes(words::permissions_everyone());
    }
    let everywhere = asked.seen.guild.permission_context(asked.guild, asked.member).permissions();
    let missing = names(needed - asked.here);
    match (covers(asked.here, needed), covers(everywhere, needed)) {
        (true, true) => Answer::Yes(words::permissions_held(names(needed), givers(asked, needed))),
        (true, false) => Answer::Yes(words::permissions_held_here(names(needed))),
        (false, true) => Answer::No(words::permissions_taken_here(missing, asked.channel)),
        (false, false) => Answer::No(words::permissions_lacked(missing)),
    }
}

/// Returns the roles of theirs that give a permission, the highest first.
fn givers(asked: &Asked<'_>, needed: Permissions) -> String {
    let guild = &asked.seen.guild;
    let gives = |role: &RoleId| {
        guild
            .roles
            .iter()
            .any(|it| it.id == *role && it.permissions.intersects(needed | Permissions::ADMINISTRATOR))
    };
    let roles: Vec<RoleId> = guild.in_order(&asked.member.roles).into_iter().filter(gives).collect();
    match roles.is_empty() {
        true => "@everyone".to_owned(),
        false => mentions(&roles),
    }
}

fn mentions(roles: &[RoleId]) -> String {
    let mut named: Vec<String> = roles.iter().take(NAMED).map(|role| format!("<@&{role}>")).collect();
    if roles.len() > NAMED {
        named.push("…".to_owned());
    }
    named.join(", ")
}

/// Says on whom the person can act.
fn by_rank(asked: &Asked<'_>) -> Answer {
    let highest = asked.seen.guild.in_order(&asked.member.roles).first().copied();
    let highest = highest.map_or("@everyone".to_owned(), |role| format!("<@&{role}>"));
    let protected = &asked.seen.settings.protected_roles;
    Answer::Then(match protected.is_empty() {
        true => words::permissions_rank(highest),
        false => words::permissions_rank_protected(highest, mentions(protected)),
    })
}

/// Says which limits the server has set for the person's roles.
fn by_policy(asked: &Asked<'_>) -> Option<Answer> {
    let kind = kind(asked)?;
    let everyone: RoleId = Id::new(asked.guild.get());
    let roles = asked.member.roles.iter().copied().chain([everyone]);
    let limits: Vec<String> = roles
        .filter_map(|role| Some((role, asked.seen.settings.policy.get(&role)?.get(&kind)?)))
        .map(|(role, limit)| match role == everyone {
            true => format!("@everyone: {}", limit.text()),
            false => format!("<@&{role}>: {}", limit.text()),
        })
        .collect();
    (!limits.is_empty())
        .then(|| Answer::Then(words::permissions_policy(limits.join("; "), words::command("policy"))))
}

async fn suggest(cx: Cx, focus: Focus) -> Result<Vec<CommandOptionChoice>> {
    let typed_so_far = focus.typed.trim().trim_start_matches('/').to_lowercase();
    let fits = |path: &String| {
        path.contains(&typed_so_far) || words::path_of(path).to_lowercase().contains(&typed_so_far)
    };
    let found = typed(&cx).flat_map(paths).filter(fits).take(limits::CHOICES);
    Ok(found.map(|path| choices::choice(&words::path_of(&path), path.clone())).collect())
}

/// Returns the name of a command, and those of its subcommands.
fn paths(command: &Command) -> impl Iterator<Item = String> {
    let (name, options) = (&command.definition.name, &command.definition.options);
    let subcommands = options.iter().filter(|option| option.kind == CommandOptionType::SubCommand);
    [name.clone()].into_iter().chain(subcommands.map(move |option| format!("{name} {}", option.name)))
}

/// Returns the commands that are typed; menus have no name of their own to ask for.
fn typed(cx: &Cx) -> impl Iterator<Item = &Command> {
    cx.app
        .registry
        .commands()
        .map(|(_, command)| command)
        .filter(|it| it.definition.kind == CommandType::ChatInput)
}
