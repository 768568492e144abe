//! The Gateway's controls for tests, and a view of its sessions.

use std::time::Duration;

use serde_json::{Value, json};

use super::dispatches::{self, Event};
use super::session::{ConnectionCommand, packet};
use super::{State, identify};
use crate::StandIn;
use crate::feed::Change;
use crate::ids::{ApplicationId, ChannelId, GuildId, UserId};
use crate::inner::Inner;
use crate::world::{Draft, Message, World};

/// The number of messages that [`Gateway::pump`] sends under one lock.
const GO: u32 = 100;

/// The Gateway of a stand-in, as [`StandIn::gateway`] returns it.
#[derive(Clone, Copy)]
pub struct Gateway<'a> {
    inner: &'a Inner,
}

/// A session with a connection.
#[derive(Clone, Debug)]
pub struct Connected {
    /// The session's application.
    pub application: ApplicationId,
    /// The session's id.
    pub session: String,
    /// The shard and the number of shards; `None` if the client did not say.
    pub shard: Option<[u32; 2]>,
    /// The intents that the client asked for.
    pub intents: u64,
    /// The presence last set; null if none was.
    pub presence: Value,
    /// The sequence number of the last event.
    pub seq: u64,
    /// The number of heartbeats that the session sent.
    pub heartbeats: u64,
}

/// Tells if an invalidated session can still be resumed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Resumable {
    /// The session can be resumed.
    Yes,
    /// The session is gone.
    No,
}

impl StandIn {
    /// Returns the Gateway's controls.
    #[must_use]
    pub fn gateway(&self) -> Gateway<'_> {
        Gateway { inner: &self.inner }
    }
}

/// The rules of the Gateway.
impl Gateway<'_> {
    /// Recommends `shards` shards.
    pub fn recommend_shards(self, shards: u32) {
        self.change(|gateway| gateway.rules.shards = shards);
    }

    /// Lets `shards` shards identify at once.
    pub fn set_max_concurrency(self, shards: u32) {
        self.change(|gateway| gateway.rules.max_concurrency = shards);
    }

    /// Makes a bucket of shards wait for `pause` between two identifies, instead of five seconds.
    pub fn set_identify_pause(self, pause: Duration) {
        self.change(|gateway| gateway.rules.pause = pause);
    }

    /// Lets the application identify `starts` times a day, instead of a thousand times.
    pub fn set_daily_starts(self, starts: usize) {
        self.change(|gateway| gateway.rules.starts = starts);
    }

    /// Sets the interval of heartbeats for new connections.
    pub fn set_heartbeat(self, interval: Duration) {
        self.change(|gateway| gateway.rules.heartbeat = interval);
    }

    /// Sets the number of events that a new session keeps to be resumed.
    pub fn keep(self, events: usize) {
        self.change(|gateway| gateway.rules.kept = events);
    }

    /// Closes connections that identify or resume with `code`, until [`admit`](Self::admit).
    pub fn refuse(self, code: u16) {
        self.change(|gateway| gateway.rules.refusal = Some(code));
    }

    /// Accepts clients again.
    pub fn admit(self) {
        self.change(|gateway| gateway.rules.refusal = None);
    }
}

/// Commands to all connected clients.
impl Gateway<'_> {
    /// Asks all clients to reconnect and resume.
    pub fn reconnect(self) {
        self.order_all(|| packet(7, Value::Null));
    }

    /// Invalidates the sessions of all connected clients.
    pub fn invalidate(self, resumable: Resumable) {
        self.order_all(|| packet(9, json!(resumable == Resumable::Yes)));
        if resumable == Resumable::No {
            self.forget_sessions();
        }
    }

    /// Asks all clients for a heartbeat at once.
    pub fn ask_heartbeat(self) {
        self.order_all(|| packet(1, Value::Null));
    }

    /// Closes all connections with `code`.
    pub fn close(self, code: u16) {
        self.order_all(|| ConnectionCommand::Close(code));
    }

    /// Cuts all connections.
    pub fn cut(self) {
        self.order_all(|| ConnectionCommand::Cut);
    }

    /// Sends that a server is unavailable, as in an outage of Discord's: the bot has not left it.
    pub fn begin_outage(self, guild: GuildId) {
        self.dispatch(|_| Some(dispatches::outage(guild)));
    }

    /// Sends that a server is available again.
    pub fn end_outage(self, guild: GuildId) {
        self.dispatch(|world| dispatches::guild_create(world, guild));
    }

    /// Forgets every session. Their clients receive no more events and cannot resume.
    pub fn forget_sessions(self) {
        self.change(|gateway| gateway.sessions.clear());
    }

    /// Sends the creation of `count` messages as fast as possible, each with an id of its own.
    /// The messages are not added to the channel.
    pub fn pump(self, author: UserId, channel: ChannelId, text: &str, count: u32) {
        for begun in (0..count).step_by(GO as usize) {
            self.inner.world(|world| {
                let guild = world.channels.get(&channel).and_then(|place| place.guild);
                for _ in begun..count.min(begun + GO) {
                    let mut message = Message::new(world.fresh(), channel, author);
                    message.guild = guild;
                    world.compose(&mut message, Draft::text(text));
                    dispatches::tell(world, &[Change::MessageCreated { message: Box::new(message) }]);
                }
            });
        }
    }
}

/// The Gateway's address and sessions.
impl Gateway<'_> {
    /// Returns the address that clients connect to, as in `GET /gateway`.
    #[must_use]
    pub fn url(self) -> String {
        self.inner.world(|world| identify::url(world))
    }

    /// Returns the sessions that have a connection, by shard.
    #[must_use]
    pub fn connected(self) -> Vec<Connected> {
        let mut all: Vec<_> = self.inner.world(|world| {
            let sessions = world.gateway.sessions.iter().filter(|(_, session)| session.is_connected());
            let seen = sessions.map(|(id, session)| Connected {
                application: session.application,
                session: id.clone(),
                shard: session.shard,
                intents: session.intents,
                presence: session.presence.clone(),
                seq: session.seq,
                heartbeats: session.heartbeats,
            });
            seen.collect()
        });
        all.sort_by_key(|connected| connected.shard);
        all
    }

    fn change(self, change: impl FnOnce(&mut State)) {
        self.inner.world(|world| change(&mut world.gateway));
        self.inner.stir();
    }

    fn dispatch(self, event: impl Fn(&World) -> Option<Event>) {
        self.inner.world(|world| {
            for application in world.application_ids() {
                world.act_as(application);
                if let Some(event) = event(world) {
                    event.send_all(world);
                }
            }
        });
    }

    fn order_all(self, order: impl Fn() -> ConnectionCommand) {
        self.inner.world(|world| world.gateway.sessions.values().for_each(|session| session.order(order())));
    }
}
