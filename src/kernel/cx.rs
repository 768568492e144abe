//! One interaction, as its handler sees it: the caller, the place, and the permissions.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use tokio::sync::OnceCell;
use tokio::time::Instant;
use twilight_model::guild::{PartialMember, Permissions};
use twilight_model::user::User;

use crate::discord::facts::Guild;
use crate::discord::history::Listed;
use crate::discord::message::Message;
use crate::domain::ids::{ApplicationId, ChannelId, GuildId, InteractionId, UserId, created_at};
use crate::domain::member::Member;
use crate::error::{Error, Result};
use crate::kernel::app::App;
use crate::kernel::share::Share;
use crate::store::jobs::{ReplyTarget, StoredJob};
use crate::words;
use crate::words::Languages;

/// The context of a handler. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Cx {
    pub app: Arc<App>,
    pub at: Arc<Origin>,
    /// The time at which Gavel received the interaction.
    pub received: Timestamp,
    /// `true` once a transaction has taken the interaction: from then on an error does not prove that nothing was done.
    pub(super) is_taken: Arc<AtomicBool>,
    /// The job that the interaction waited in for Discord, under its lease.
    pub(super) waited: Option<Arc<StoredJob>>,
    server: Arc<OnceCell<(Guild, Option<Member>)>>,
}

/// The origin of an interaction. Every permission in it was sent, and signed, by Discord.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Origin {
    pub id: InteractionId,
    pub application: ApplicationId,
    /// A secret: stored with the job that replies, and nowhere else.
    #[serde(skip)]
    pub token: String,
    /// The server; `None` in direct messages.
    pub guild: Option<GuildId>,
    pub channel: Option<ChannelId>,
    /// `true` if the channel is a thread.
    #[serde(default)]
    pub is_thread: bool,
    pub user: User,
    pub member: Option<PartialMember>,
    /// The caller's permissions in this channel, overwrites included; empty if Discord does not send them.
    pub permissions: Permissions,
    /// Gavel's permissions in this channel, overwrites included; empty if Discord does not send them.
    pub app_permissions: Permissions,
    /// The message that a message menu is about.
    #[serde(skip)]
    pub target: Option<Box<Listed>>,
    /// The message with the control that was used.
    #[serde(skip)]
    pub card: Option<Box<Message>>,
    /// The languages of the caller's client and of the server.
    #[serde(default)]
    pub languages: Languages,
}

impl Origin {
    /// Returns the permission for writing in this channel.
    #[must_use]
    pub fn writing(&self) -> Permissions {
        match self.is_thread {
            true => Permissions::SEND_MESSAGES_IN_THREADS,
            false => Permissions::SEND_MESSAGES,
        }
    }
}

impl Cx {
    /// Returns the context of an interaction that Gavel received at this time.
    #[must_use]
    pub fn new(app: Arc<App>, origin: Origin, received: Timestamp) -> Self {
        let (at, is_taken, server) = (Arc::new(origin), Arc::default(), Arc::default());
        Self { app, at, received, is_taken, waited: None, server }
    }

    /// Returns the context of an interaction that waited for Discord, for running its handler once more.
    pub(super) fn again(app: Arc<App>, origin: Origin, waited: StoredJob) -> Self {
        let received = created_at(origin.id);
        Self { waited: Some(Arc::new(waited)), ..Self::new(app, origin, received) }
    }

    /// Returns `true` if the interaction waited for Discord, however long.
    #[must_use]
    pub fn has_waited(&self) -> bool {
        self.waited.is_some()
    }

    /// Returns the same interaction as one of this server, for somebody who acts for it from a direct message. It carries no
    /// permissions: the caller's right must have been proved from the record.
    #[must_use]
    pub fn for_server(&self, guild: GuildId) -> Self {
        let nothing = Permissions::empty();
        let at = Origin {
            guild: Some(guild),
            member: None,
            permissions: nothing,
            app_permissions: nothing,
            ..Origin::clone(&self.at)
        };
        Self::new(Arc::clone(&self.app), at, self.received)
    }

    /// Returns the server of the interaction.
    ///
    /// # Errors
    /// A refusal in direct messages.
    pub fn guild(&self) -> Result<GuildId> {
        self.at.guild.ok_or_else(|| Error::refused(words::gate_server_only()))
    }

    /// Returns the server and Gavel's own member there, `None` if it is not in it. Discord is asked once for an
    /// interaction.
    pub async fn server(&self) -> Result<&(Guild, Option<Member>)> {
        let (discord, guild) = (&self.app.discord, self.guild()?);
        let ask = async || {
            let me = discord.me().await?;
            tokio::try_join!(discord.guild(guild), discord.member(guild, me))
        };
        self.server.get_or_try_init(ask).await
    }

    /// Returns the channel of the interaction.
    pub fn channel(&self) -> Result<ChannelId> {
        self.at.channel.ok_or_else(|| Error::broken("an interaction without a channel"))
    }

    /// Returns the caller.
    #[must_use]
    pub fn caller(&self) -> UserId {
        self.at.user.id
    }

    /// Returns the caller with their roles, for comparing ranks.
    #[must_use]
    pub fn caller_member(&self) -> Member {
        let roles = self.at.member.as_ref().map(|member| member.roles.clone()).unwrap_or_default();
        Member { id: self.caller(), roles }
    }

    /// Returns the reply in which a job's outcome is to be shown.
    #[must_use]
    pub fn answer(&self) -> ReplyTarget {
        ReplyTarget {
            application: self.at.application,
            token: self.at.token.clone(),
            issued_at: created_at(self.at.id),
            channel: self.at.channel,
            language: Some(self.at.languages.reader),
        }
    }

    /// Takes a place for a heavy read, to be held while reading.
    ///
    /// # Errors
    /// A refusal if the caller or their server has taken enough of them.
    pub fn read_a_lot(&self) -> Result<Share> {
        self.app.shares.take(self.guild()?, self.caller(), Instant::now())
    }

    /// Returns the code that a person quotes when something went wrong: the interaction's id, shortened.
    #[must_use]
    pub fn incident(&self) -> String {
        incident(self.at.id.get())
    }
}

/// Returns an id as letters and digits, for people to quote.
#[must_use]
pub fn incident(mut id: u64) -> String {
    const DIGITS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
    let mut out = Vec::new();
    while id > 0 {
        out.push(char::from(DIGITS[usize::try_from(id % 32).unwrap_or(0)]));
        id /= 32;
    }
    out.iter().rev().collect()
}
