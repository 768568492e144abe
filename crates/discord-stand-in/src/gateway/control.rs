//! What tests do to the Gateway, and what they see of it.

use std::time::Duration;

use serde_json::{Value, json};

use super::dispatches::{self, Event};
use super::session::{ConnectionCommand, packet};
use super::{State, identify};
use crate::StandIn;
use crate::feed::Change;
use crate::ids::{ChannelId, GuildId, UserId};
use crate::inner::Inner;
use crate::world::{Draft, Message, World};

/// How many messages of a stream are written at one go.
const GO: u32 = 100;

/// The Gateway of a stand-in; [`StandIn::gateway`] gives it.
#[derive(Clone, Copy)]
pub struct Gateway<'a> {
    inner: &'a Inner,
}

/// A session with a connection.
#[derive(Clone, Debug)]
pub struct Connected {
    /// The session's id.
    pub session: String,
    /// Which shard of how many; none where the client did not say.
    pub shard: Option<[u32; 2]>,
    /// The intents asked for.
    pub intents: u64,
    /// The presence last set; null where none was.
    pub presence: Value,
    /// The number of the last event.
    pub seq: u64,
    /// How many heartbeats it sent.
    pub heartbeats: u64,
}

/// Whether an invalidated session can be resumed all the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Resumable {
    /// It can.
    Yes,
    /// It is gone.
    No,
}

impl StandIn {
    /// The Gateway.
    #[must_use]
    pub fn gateway(&self) -> Gateway<'_> {
        Gateway { inner: &self.inner }
    }
}

/// How it behaves from now on.
impl Gateway<'_> {
    /// Recommends so many shards.
    pub fn recommend_shards(self, shards: u32) {
        self.change(|gateway| gateway.rules.shards = shards);
    }

    /// Lets so many shards identify at once.
    pub fn set_max_concurrency(self, shards: u32) {
        self.change(|gateway| gateway.rules.max_concurrency = shards);
    }

    /// Lets a bucket of shards identify again after so long, instead of five seconds.
    pub fn set_identify_pause(self, pause: Duration) {
        self.change(|gateway| gateway.rules.pause = pause);
    }

    /// Lets the application identify so often a day, instead of a thousand times.
    pub fn set_daily_starts(self, starts: usize) {
        self.change(|gateway| gateway.rules.starts = starts);
    }

    /// Wants a heartbeat that often from whoever connects.
    pub fn set_heartbeat(self, interval: Duration) {
        self.change(|gateway| gateway.rules.heartbeat = interval);
    }

    /// Keeps so many events of a session that begins, to be resumed.
    pub fn keep(self, events: usize) {
        self.change(|gateway| gateway.rules.kept = events);
    }

    /// Closes with this code whoever identifies or resumes, until [`admit`](Self::admit).
    pub fn refuse(self, code: u16) {
        self.change(|gateway| gateway.rules.refusal = Some(code));
    }

    /// Takes clients in again.
    pub fn admit(self) {
        self.change(|gateway| gateway.rules.refusal = None);
    }
}

/// What happens to those who are connected.
impl Gateway<'_> {
    /// Asks them to connect anew and resume.
    pub fn reconnect(self) {
        self.order_all(|| packet(7, Value::Null));
    }

    /// Says that their sessions are invalid.
    pub fn invalidate(self, resumable: Resumable) {
        self.order_all(|| packet(9, json!(resumable == Resumable::Yes)));
        if resumable == Resumable::No {
            self.forget_sessions();
        }
    }

    /// Asks for a heartbeat at once.
    pub fn ask_heartbeat(self) {
        self.order_all(|| packet(1, Value::Null));
    }

    /// Closes their connections with that code.
    pub fn close(self, code: u16) {
        self.order_all(|| ConnectionCommand::Close(code));
    }

    /// Cuts their connections.
    pub fn cut(self) {
        self.order_all(|| ConnectionCommand::Cut);
    }

    /// Makes a server unavailable for those who hear of it: nobody left, Discord is in trouble.
    pub fn begin_outage(self, guild: GuildId) {
        self.dispatch(|_| Some(dispatches::outage(guild)));
    }

    /// Makes a server available again.
    pub fn end_outage(self, guild: GuildId) {
        self.dispatch(|world| dispatches::guild_create(world, guild));
    }

    /// Forgets every session; whoever is connected hears nothing more, and cannot resume.
    pub fn forget_sessions(self) {
        self.change(|gateway| gateway.sessions.clear());
    }

    /// Sends a message's creation so many times, as fast as it goes, each with an id of its own.
    /// The messages do not stand in the channel.
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

/// What there is to see.
impl Gateway<'_> {
    /// Where clients connect: what `GET /gateway` says.
    #[must_use]
    pub fn url(self) -> String {
        self.inner.world(|world| identify::url(world))
    }

    /// The sessions that have a connection, by shard.
    #[must_use]
    pub fn connected(self) -> Vec<Connected> {
        let mut all: Vec<_> = self.inner.world(|world| {
            let sessions = world.gateway.sessions.iter().filter(|(_, session)| session.is_connected());
            let seen = sessions.map(|(id, session)| Connected {
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

    fn dispatch(self, event: impl FnOnce(&World) -> Option<Event>) {
        self.inner.world(|world| {
            if let Some(event) = event(world) {
                event.send_all(world);
            }
        });
    }

    fn order_all(self, order: impl Fn() -> ConnectionCommand) {
        self.inner.world(|world| world.gateway.sessions.values().for_each(|session| session.order(order())));
    }
}
