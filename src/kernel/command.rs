//! A command: its definition, who may use it, how it is acknowledged, and its handler.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

use twilight_interactions::command::{CommandModel, CreateCommand, ResolvedUser};
use twilight_model::application::command::{Command as Definition, CommandOptionChoice, CommandType};
use twilight_model::application::interaction::InteractionContextType;
use twilight_model::application::interaction::application_command::CommandData;
use twilight_model::guild::Permissions;
use twilight_model::oauth::ApplicationIntegrationType;

use crate::discord::history::Listed;
use crate::domain::ids::UserId;
use crate::domain::member::{Member, Target};
use crate::error::{Error, Result};
use crate::kernel::cx::Cx;
use crate::kernel::localise;
use crate::kernel::reply::Reply;
use crate::kernel::waiting::Away;
use crate::words;

/// The way an interaction is acknowledged when its handler is late. Handlers never see it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Ack {
    /// "Thinking…", for the caller alone.
    Private,
    /// "Thinking…", for the channel.
    Public,
    /// The message with the component stays as it is until it is edited.
    Update,
    /// Never late: a form or suggestions, which can't be deferred.
    Immediate,
}

/// A future that outlives its call.
pub type Running<T> = Pin<Box<dyn Future<Output = Result<T>> + Send>>;
type Run = Box<dyn Fn(Cx, CommandData) -> Running<Reply> + Send + Sync>;
type Complete = Box<dyn Fn(Cx, Focus) -> Running<Vec<CommandOptionChoice>> + Send + Sync>;

/// The option being typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Focus {
    pub option: String,
    pub typed: String,
}

/// A command.
pub struct Command {
    pub definition: Definition,
    /// The permissions that the caller needs: sent to Discord, and checked again on each call.
    pub permission: Permissions,
    /// The permissions that subcommands need besides; Discord knows one for all of them.
    pub(crate) subcommands: Vec<(&'static str, Permissions)>,
    /// The permissions that Gavel needs in the channel.
    pub needs: Permissions,
    ack: Ack,
    /// The subcommands that are acknowledged in another way.
    acks: Vec<(&'static str, Ack)>,
    pub cooldown: Option<Duration>,
    /// The subcommands that only show something; `None` if the command is one that does so as a whole.
    reads: Option<&'static [&'static str]>,
    pub(crate) run: Run,
    pub(crate) complete: Option<Complete>,
}

impl Command {
    /// Returns a slash command whose options are read as `T`.
    pub fn slash<T, F, Fut>(ack: Ack, run: F) -> Self
    where
        T: CreateCommand + CommandModel + Send + 'static,
        F: Fn(Cx, T) -> Fut + Clone + Send + Sync + 'static,
        Fut: Future<Output = Result<Reply>> + Send + 'static,
    {
        let definition = Definition::from(T::create_command());
        Self::new(definition, ack, move |cx, data| {
            let run = run.clone();
            Box::pin(async move {
                let args = T::from_interaction(data.into()).map_err(|error| {
                    tracing::debug!(%error, "options of another shape than registered");
                    Error::refused(words::router_old_options())
                })?;
                run(cx, args).await
            })
        })
    }

    /// Returns an entry of the user context menu.
    pub fn user_menu<F, Fut>(name: &str, ack: Ack, run: F) -> Self
    where
        F: Fn(Cx, ResolvedUser) -> Fut + Clone + Send + Sync + 'static,
        Fut: Future<Output = Result<Reply>> + Send + 'static,
    {
        Self::new(menu(name, CommandType::User), ack, move |cx, data| {
            let run = run.clone();
            Box::pin(async move { run(cx, person_of_menu(data)?).await })
        })
    }

    /// Returns an entry of the message context menu.
    pub fn message_menu<F, Fut>(name: &str, ack: Ack, run: F) -> Self
    where
        F: Fn(Cx, Listed) -> Fut + Clone + Send + Sync + 'static,
        Fut: Future<Output = Result<Reply>> + Send + 'static,
    {
        Self::new(menu(name, CommandType::Message), ack, move |cx, _| {
            let run = run.clone();
            Box::pin(async move {
                let message = cx.at.target.as_deref().cloned();
                run(cx, message.ok_or_else(|| Error::broken("a menu without its message"))?).await
            })
        })
    }

    fn new(
        mut definition: Definition,
        ack: Ack,
        run: impl Fn(Cx, CommandData) -> Running<Reply> + Send + Sync + 'static,
    ) -> Self {
        localise::describe(&mut definition);
        definition.contexts = Some(vec![InteractionContextType::Guild]);
        definition.integration_types = Some(vec![ApplicationIntegrationType::GuildInstall]);
        Self {
            definition,
            permission: Permissions::empty(),
            subcommands: vec![],
            needs: Permissions::empty(),
            ack,
            acks: vec![],
            cooldown: None,
            reads: Some(&[]),
            run: Box::new(run),
            complete: None,
        }
    }

    /// Requires a permission of the caller.
    #[must_use]
    pub fn permission(mut self, permission: Permissions) -> Self {
        self.permission = permission;
        self.definition.default_member_permissions = Some(permission);
        self
    }

    /// Requires another permission of the caller for a subcommand.
    #[must_use]
    pub fn permission_in(mut self, subcommand: &'static str, permission: Permissions) -> Self {
        self.subcommands.push((subcommand, permission));
        self
    }

    /// Returns the permissions that the caller needs for a subcommand, or for the command as a whole.
    #[must_use]
    pub fn permission_for(&self, subcommand: Option<&str>) -> Permissions {
        let own = self.subcommands.iter().find(|(name, _)| Some(*name) == subcommand);
        self.permission | own.map_or(Permissions::empty(), |(_, permission)| *permission)
    }

    /// Requires permissions of Gavel in the channel.
    #[must_use]
    pub fn needs(mut self, needs: Permissions) -> Self {
        self.needs = needs;
        self
    }

    /// Says that the command only shows something.
    #[must_use]
    pub fn only_reads(mut self) -> Self {
        self.reads = None;
        self
    }

    /// Says that these subcommands only show something.
    #[must_use]
    pub fn reads_in(mut self, subcommands: &'static [&'static str]) -> Self {
        self.reads = Some(subcommands);
        self
    }

    /// Returns what the command does while Discord does not answer.
    #[must_use]
    pub fn away(&self, data: &CommandData) -> Away {
        match self.reads {
            None => Away::Reads,
            Some(reads) if subcommand(data).is_some_and(|name| reads.contains(&name)) => Away::Reads,
            Some(_) => Away::Waits,
        }
    }

    /// Acknowledges a subcommand in another way than the others.
    #[must_use]
    pub fn acknowledged(mut self, subcommand: &'static str, ack: Ack) -> Self {
        self.acks.push((subcommand, ack));
        self
    }

    /// Returns the way in which a use of the command is acknowledged.
    #[must_use]
    pub(super) fn ack(&self, data: &CommandData) -> Ack {
        let own = self.acks.iter().find(|(name, _)| Some(*name) == subcommand(data));
        own.map_or(self.ack, |(_, ack)| *ack)
    }

    /// Allows the command in direct messages with Gavel, too.
    #[must_use]
    pub fn in_direct_messages(mut self) -> Self {
        self.definition.contexts = Some(vec![InteractionContextType::Guild, InteractionContextType::BotDm]);
        self
    }

    /// Limits the command to one use per person in this time.
    #[must_use]
    pub fn cooldown(mut self, cooldown: Duration) -> Self {
        self.cooldown = Some(cooldown);
        self
    }

    /// Suggests values while an option is typed. `complete` must be pure or one indexed read, because it can't be
    /// deferred.
    #[must_use]
    pub fn completes<F, Fut>(mut self, complete: F) -> Self
    where
        F: Fn(Cx, Focus) -> Fut + Clone + Send + Sync + 'static,
        Fut: Future<Output = Result<Vec<CommandOptionChoice>>> + Send + 'static,
    {
        self.complete = Some(Box::new(move |cx, focus| {
            let complete = complete.clone();
            Box::pin(async move { complete(cx, focus).await })
        }));
        self
    }

    /// Returns `true` if the command works outside servers.
    #[must_use]
    pub fn works_in_direct_messages(&self) -> bool {
        self.definition
            .contexts
            .as_ref()
            .is_some_and(|contexts| contexts.contains(&InteractionContextType::BotDm))
    }
}

impl fmt::Debug for Command {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Command")
            .field("name", &self.definition.name)
            .field("kind", &self.definition.kind)
            .finish()
    }
}

/// Returns the name of the subcommand that is used, if the command has some.
pub(super) fn subcommand(data: &CommandData) -> Option<&str> {
    data.options.first().map(|option| option.name.as_str())
}

fn menu(name: &str, kind: CommandType) -> Definition {
    twilight_util::builder::command::CommandBuilder::new(name, "", kind).build()
}

/// A user that a command names, as Discord resolved them.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub struct CommandUser {
    pub id: UserId,
    pub name: String,
    /// A member if they are in the server; otherwise only an id. `None` until Discord was asked.
    pub target: Option<Target>,
}

impl CommandUser {
    /// Converts the user that Discord resolved.
    #[must_use]
    pub fn of(user: &ResolvedUser) -> Self {
        let id = user.resolved.id;
        let member = user.member.as_ref().map(|member| Member { id, roles: member.roles.clone() });
        Self { id, name: user.resolved.name.clone(), target: Some(Target::of(id, member)) }
    }

    /// A person of whom only the id is known, and perhaps the name. Discord is asked for the rest.
    #[must_use]
    pub fn by_id(id: UserId, name: Option<String>) -> Self {
        Self { id, name: name.unwrap_or_default(), target: None }
    }
}

fn person_of_menu(data: CommandData) -> Result<ResolvedUser> {
    let id: UserId = data.target_id.ok_or_else(|| Error::broken("a menu without a target"))?.cast();
    let mut resolved = data.resolved.ok_or_else(|| Error::broken("a menu without its person"))?;
    let user = resolved.users.remove(&id).ok_or_else(|| Error::broken("a menu without its person"))?;
    Ok(ResolvedUser { resolved: user, member: resolved.members.remove(&id) })
}
