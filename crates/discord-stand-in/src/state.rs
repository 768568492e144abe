//! The whole world in a file: saved when it changes and when the stand-in stops, and continued at the next start.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::StandIn;
use super::clock::Clock;
use super::error::{Error, Result};
use super::ids::{ApplicationId, AttachmentId, ChannelId, GuildId, IdGenerator, MessageId};
use super::inner::Inner;
use super::interaction::Exchange;
use super::registry::Command;
use super::world::{Application, Cast, Channel, Guild, Invite, Message, User, Webhook, World};

/// The version of the format.
const VERSION: u32 = 1;
/// The time after a change until it is saved, for more changes to come along.
const DEBOUNCE: Duration = Duration::from_millis(300);

/// A saved world. Its text is JSON; the format may change with a version of this crate.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SavedState {
    version: u32,
    pub(super) cast: Cast,
    /// The time by which the clock was wound, in milliseconds.
    wound_ms: i64,
    ids: IdGenerator,
    /// The applications, the first one first.
    applications: Vec<SavedApplication>,
    users: Vec<User>,
    guilds: Vec<Guild>,
    channels: Vec<Channel>,
    messages: Vec<Message>,
    commands: Vec<Command>,
    creates: Vec<(ApplicationId, Option<GuildId>, Vec<Timestamp>)>,
    exchanges: Vec<Exchange>,
    files: Vec<SavedFile>,
    nonces: Vec<(ChannelId, String, MessageId, Timestamp)>,
    webhooks: Vec<Webhook>,
    invites: Vec<Invite>,
    bot_permissions: u64,
}

/// An application with what only its owner may know.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct SavedApplication {
    #[serde(flatten)]
    shown: Application,
    token: String,
    secret: String,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
struct SavedFile {
    channel: ChannelId,
    id: AttachmentId,
    /// The content, in hexadecimal.
    hex: String,
}

impl SavedState {
    /// Takes the world down. Call it while the first application acts.
    pub(super) fn of(world: &World, cast: Cast) -> Self {
        let application = |one: &Application| SavedApplication {
            shown: one.clone(),
            token: one.token.clone(),
            secret: hex::encode(one.secret),
        };
        let file = |((channel, id), bytes): (&(ChannelId, AttachmentId), &Bytes)| SavedFile {
            channel: *channel,
            id: *id,
            hex: hex::encode(bytes),
        };
        Self {
            version: VERSION,
            cast,
            wound_ms: world.clock.wound_ms(),
            ids: world.ids.clone(),
            applications: world.applications().map(application).collect(),
            users: world.users.values().cloned().collect(),
            guilds: world.guilds.values().cloned().collect(),
            channels: world.channels.values().cloned().collect(),
            messages: world.messages.values().flat_map(|here| here.values().cloned()).collect(),
            commands: world.commands.values().cloned().collect(),
            creates: world.creates.iter().map(|((app, guild), at)| (*app, *guild, at.clone())).collect(),
            exchanges: world.exchanges.values().cloned().collect(),
            files: world.files.iter().map(file).collect(),
            nonces: world
                .nonces
                .iter()
                .map(|((at, nonce), (id, when))| (*at, nonce.clone(), *id, *when))
                .collect(),
            webhooks: world.webhooks.values().cloned().collect(),
            invites: world.invites.values().cloned().collect(),
            bot_permissions: world.bot_permissions,
        }
    }

    /// Reads a saved world from its text.
    ///
    /// # Errors
    /// Fails if the text is none, or of another version.
    pub fn parse(text: &str) -> std::result::Result<Self, String> {
        let saved: Self =
            serde_json::from_str(text).map_err(|error| format!("it is no saved world: {error}"))?;
        if saved.version != VERSION {
            return Err(format!(
                "it has version {}, and this program reads version {VERSION}",
                saved.version
            ));
        }
        if saved.applications.is_empty() {
            return Err("it has no application".to_owned());
        }
        Ok(saved)
    }

    /// Builds the world again, under a new address. The clock is wound as it was.
    pub(super) fn restore(self, clock: &Clock, url: &str) -> (World, Cast) {
        let cast = self.cast;
        clock.advance(Duration::from_millis(u64::try_from(self.wound_ms).unwrap_or_default()));
        let mut applications = self.applications.iter().map(SavedApplication::whole);
        let first = applications.next().unwrap_or_else(|| super::identity::application("", None, 0));
        let mut world = World::new(clock.clone(), url.to_owned(), first);
        world.others = applications.map(|one| (one.id, one)).collect();
        world.bot_permissions = self.bot_permissions;
        self.fill(&mut world);
        (world, cast)
    }

    /// Puts everything but the applications and the clock into a world.
    pub(super) fn fill(self, world: &mut World) {
        world.ids = self.ids;
        world.users = self.users.into_iter().map(|one| (one.id, one)).collect();
        world.guilds = self.guilds.into_iter().map(|one| (one.id, one)).collect();
        world.channels = self.channels.into_iter().map(|one| (one.id, one)).collect();
        world.commands = self.commands.into_iter().map(|one| (one.id, one)).collect();
        world.creates = self.creates.into_iter().map(|(app, guild, at)| ((app, guild), at)).collect();
        world.exchanges = self.exchanges.into_iter().map(|one| (one.id, one)).collect();
        let file =
            |file: SavedFile| ((file.channel, file.id), hex::decode(&file.hex).unwrap_or_default().into());
        world.files = self.files.into_iter().map(file).collect();
        world.nonces =
            self.nonces.into_iter().map(|(at, nonce, id, when)| ((at, nonce), (id, when))).collect();
        world.webhooks = self.webhooks.into_iter().map(|one| (one.id, one)).collect();
        world.invites = self.invites.into_iter().map(|one| (one.code.clone(), one)).collect();
        world.messages.clear();
        for mut message in self.messages {
            for file in &mut message.attachments {
                let path = format!("/attachments/{}/{}/{}", message.channel, file.id, file.filename);
                file.url = format!("{}{path}", world.base_url);
                file.bytes = world.files.get(&(message.channel, file.id)).cloned().unwrap_or_default();
            }
            world.messages.entry(message.channel).or_default().insert(message.id, message);
        }
    }

    /// Returns the commands and the applications that a world keeps over a reset.
    pub(super) fn keeping(mut self, world: &World) -> Self {
        self.commands = world.commands.values().cloned().collect();
        self.creates = world.creates.iter().map(|((app, guild), at)| (*app, *guild, at.clone())).collect();
        self
    }

    /// Returns the state as text.
    ///
    /// # Errors
    /// Fails if it can't be written as JSON.
    pub fn text(&self) -> std::result::Result<String, String> {
        serde_json::to_string(self).map_err(|error| error.to_string())
    }
}

impl SavedApplication {
    fn whole(&self) -> Application {
        let mut secret = [0; 32];
        if let Ok(bytes) = hex::decode(&self.secret)
            && bytes.len() == secret.len()
        {
            secret.copy_from_slice(&bytes);
        }
        Application { token: self.token.clone(), secret, ..self.shown.clone() }
    }
}

impl StandIn {
    /// Returns the world as it is now.
    #[must_use]
    pub fn saved(&self) -> SavedState {
        let cast = *self.cast();
        self.inner.world(|world| SavedState::of(world, cast))
    }
}

/// A file that keeps the world of a stand-in.
#[derive(Clone, Debug)]
pub struct StateFile(PathBuf);

impl StateFile {
    /// Returns the file at this path, which need not exist.
    #[must_use]
    pub fn at(path: &Path) -> Self {
        Self(path.to_owned())
    }

    /// Reads the world; `None` if there is no file yet.
    ///
    /// # Errors
    /// Fails if the file can't be read, or is no saved world.
    pub fn load(&self) -> Result<Option<SavedState>> {
        match std::fs::read_to_string(&self.0) {
            Ok(text) => SavedState::parse(&text).map(Some).map_err(|why| self.broken(why)),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(self.broken(error.to_string())),
        }
    }

    /// Writes the world: beside the file first, and then in its place.
    ///
    /// # Errors
    /// Fails if the file can't be written.
    pub fn save(&self, state: &SavedState) -> Result<()> {
        let text = state.text().map_err(|why| self.broken(why))?;
        let mut beside = self.0.clone().into_os_string();
        beside.push(".new");
        let written = std::fs::write(&beside, text).and_then(|()| std::fs::rename(&beside, &self.0));
        written.map_err(|error| self.broken(error.to_string()))
    }

    /// Saves the world soon after each change until the stand-in stops, then once more. A save that fails ends it.
    ///
    /// # Errors
    /// Fails if the file can't be written.
    pub async fn keep(&self, sim: &StandIn) -> Result<()> {
        let inner: Arc<Inner> = Arc::clone(&sim.inner);
        let (cast, mut beat) = (*sim.cast(), sim.inner.beat.subscribe());
        let save = |inner: &Inner| self.save(&inner.world(|world| SavedState::of(world, cast)));
        save(&inner)?;
        loop {
            tokio::select! {
                () = inner.ended.cancelled() => break,
                changed = beat.changed() => if changed.is_err() { break },
            }
            tokio::select! {
                () = inner.ended.cancelled() => break,
                () = tokio::time::sleep(DEBOUNCE) => {}
            }
            beat.mark_unchanged();
            save(&inner)?;
        }
        save(&inner)
    }

    fn broken(&self, why: String) -> Error {
        Error::State { path: self.0.clone(), why }
    }
}
