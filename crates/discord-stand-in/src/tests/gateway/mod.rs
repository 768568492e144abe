//! The Gateway, tested with the real client, and with a bare one where that is too well-behaved.

mod anybots;
mod events;
mod sessions;
mod strict;

use std::time::Duration;

use futures_util::SinkExt;
use serde_json::{Value, json};
use tokio::net::TcpStream;
use tokio_stream::StreamExt as _;
use tokio_websockets::{ClientBuilder, MaybeTlsStream, Message, WebSocketStream};
use twilight_gateway::queue::InMemoryQueue;
use twilight_gateway::{
    CloseFrame, Config, ConfigBuilder, Event, EventTypeFlags, Intents, Shard, ShardId, StreamExt as _,
};

use super::Table;
use crate::{Intent, Options, StandIn};

/// The time that a test waits for an event.
const SOON: Duration = Duration::from_secs(30);

/// The intents of the tests.
const ALL: Intents = Intents::GUILDS
    .union(Intents::GUILD_MEMBERS)
    .union(Intents::GUILD_MODERATION)
    .union(Intents::GUILD_MESSAGES)
    .union(Intents::DIRECT_MESSAGES)
    .union(Intents::MESSAGE_CONTENT)
    .union(Intents::AUTO_MODERATION_EXECUTION);

/// Returns a stand-in whose application has the privileged intents, and that lets clients identify without a pause.
async fn lay() -> Table {
    let options = Options::default().intent(Intent::Members).intent(Intent::MessageContent);
    let table = Table::lay_with(options).await;
    table.sim.gateway().set_identify_pause(Duration::ZERO);
    table
}

fn config(sim: &StandIn, intents: Intents) -> ConfigBuilder<InMemoryQueue> {
    let queue = InMemoryQueue::new(0, 1000, Duration::from_secs(86_400), 1000);
    ConfigBuilder::new(sim.token(), intents).proxy_url(sim.gateway().url()).queue(queue)
}

/// The real client, with compression.
struct Client(Shard<InMemoryQueue>);

impl Client {
    fn new(config: Config<InMemoryQueue>) -> Self {
        Self(Shard::with_config(ShardId::ONE, config))
    }

    /// Returns a client that has received READY and its servers.
    async fn ready(sim: &StandIn, intents: Intents) -> Self {
        let mut client = Self::new(config(sim, intents).build());
        client.until("READY").await;
        if intents.contains(Intents::GUILDS) {
            client.until("GUILD_CREATE").await;
        }
        client
    }

    /// Returns the next event; `None` if the connection is closed for good.
    async fn next(&mut self) -> Option<Event> {
        let next = self.0.next_event(EventTypeFlags::all());
        tokio::time::timeout(SOON, next).await.expect("no event").map(|event| event.expect("a good event"))
    }

    /// Returns the next event with a name, of whatever type.
    async fn heard(&mut self) -> (String, Event) {
        loop {
            let event = self.next().await.expect("closed for good");
            if let Some(name) = event.kind().name() {
                return (name.to_owned(), event);
            }
        }
    }

    /// Skips all events before the first with this name, and returns that.
    async fn until(&mut self, name: &str) -> Event {
        loop {
            let (heard, event) = self.heard().await;
            if heard == name {
                return event;
            }
        }
    }

    /// Returns the names of the next events.
    async fn names(&mut self, count: usize) -> Vec<String> {
        let mut names = Vec::new();
        while names.len() < count {
            names.push(self.heard().await.0);
        }
        names
    }

    /// Returns the contents of the next messages.
    async fn messages(&mut self, count: usize) -> Vec<String> {
        let mut messages = Vec::new();
        while messages.len() < count {
            if let Event::MessageCreate(message) = self.until("MESSAGE_CREATE").await {
                messages.push(message.content.clone());
            }
        }
        messages
    }

    /// Returns the code that next closes the connection.
    async fn closed(&mut self) -> Option<u16> {
        loop {
            match self.next().await {
                Some(Event::GatewayClose(frame)) => return frame.map(|frame| frame.code),
                Some(_) => {}
                None => panic!("closed for good, without a word"),
            }
        }
    }

    /// Returns `true` if the client has given up.
    async fn gave_up(&mut self) -> bool {
        self.next().await.is_none()
    }

    fn close(&self, frame: CloseFrame<'static>) {
        self.0.close(frame);
    }
}

/// A bare client that sends any packet, without compression.
struct Bare(WebSocketStream<MaybeTlsStream<TcpStream>>);

impl Bare {
    /// Returns a client that has received hello.
    async fn new(sim: &StandIn) -> Self {
        let uri = format!("{}/?v=10&encoding=json", sim.gateway().url());
        let mut bare = Self::at(&uri).await;
        assert_eq!(bare.read().await["op"], 10);
        bare
    }

    async fn at(uri: &str) -> Self {
        Self(ClientBuilder::new().uri(uri).unwrap().connect().await.unwrap().0)
    }

    async fn say(&mut self, op: u8, data: Value) {
        self.say_raw(json!({ "op": op, "d": data }).to_string()).await;
    }

    async fn say_raw(&mut self, text: String) {
        self.0.send(Message::text(text)).await.unwrap();
    }

    async fn identify(&mut self, sim: &StandIn, more: Value) {
        let mut data = json!({
            "token": sim.token(), "intents": 0, "properties": { "os": "x", "browser": "y", "device": "z" },
        });
        for (field, value) in more.as_object().unwrap() {
            data[field] = value.clone();
        }
        self.say(2, data).await;
    }

    async fn message(&mut self) -> Option<Message> {
        tokio::time::timeout(SOON, self.0.next()).await.expect("nothing").map(|message| message.unwrap())
    }

    async fn read(&mut self) -> Value {
        let message = self.message().await.expect("the end");
        serde_json::from_str(message.as_text().expect("no text")).unwrap()
    }

    /// Returns the code that closes the connection.
    async fn closed(&mut self) -> u16 {
        loop {
            let message = self.message().await.expect("closed without a word");
            if let Some((code, _)) = message.as_close() {
                return code.into();
            }
        }
    }
}
