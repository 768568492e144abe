//! The tour: seven promises, each ticked when what it promises happened in the world. A click ticks nothing; the rules
//! look at the requests that were answered, and at what changed.

mod mass;
#[cfg(test)]
mod tests;

use std::collections::{BTreeSet, HashMap, VecDeque};

use jiff::Timestamp;
use serde_json::{Value, json};
use twilight_model::id::Id;

use crate::bits;
use crate::ids::{ChannelId, MessageId, UserId, created_at};
use crate::{Change, Delivery, RecordedCall};
use mass::Mass;

/// The steps, in their order.
pub(super) const STEPS: [&str; 7] = ["delete", "undo", "ban", "stranger", "away", "kill", "panel"];

/// The permissions of which a moderator has one at least.
const MODERATES: u64 = bits::ADMINISTRATOR | bits::KICK_MEMBERS | bits::BAN_MEMBERS | bits::MODERATE_MEMBERS;

/// Something that happened.
#[derive(Clone, Copy, Debug)]
pub(super) enum Seen<'a> {
    /// An interaction was delivered, answered or not.
    Delivery(&'a Delivery),
    /// The application called Discord, and Discord answered.
    Call(&'a RecordedCall),
    Change(&'a Change),
    /// The clock was wound forward.
    Wound,
    /// Discord went away, or came back.
    Away(bool),
    /// The application's process was killed.
    Killed,
}

/// The facts about the world that the rules depend on.
pub(super) trait Places {
    /// Returns the person whose direct messages a channel is.
    fn recipient(&self, channel: ChannelId) -> Option<UserId>;
}

/// How far the tour is.
#[derive(Debug, Default)]
pub(super) struct Tour {
    owner: Option<UserId>,
    /// The command that shows the owner's panel.
    panel: String,
    done: BTreeSet<&'static str>,
    deleting: Option<Deleting>,
    undoing: Option<Undoing>,
    bans: HashMap<UserId, BanStage>,
    /// `true` if nobody ordered anything since the clock was wound.
    waits: bool,
    outage: Outage,
    mass: Mass,
    /// The interaction that asked for the panel, while its answer is due.
    panel_token: Option<String>,
    /// The newest successful calls and deleted messages: a delivery is known once it is answered, after the calls that
    /// the application made meanwhile.
    recent: VecDeque<Done>,
    deleted: VecDeque<MessageId>,
}

/// A successful call.
#[derive(Clone, Debug)]
struct Done {
    method: String,
    route: String,
    path: String,
    at: Timestamp,
}

/// The number of calls and deleted messages that are remembered.
const RECENT: usize = 100;

/// A message command on its way.
#[derive(Debug)]
struct Deleting {
    message: MessageId,
    author: UserId,
    deleted: bool,
    told: bool,
}

/// A pressed button on its way.
#[derive(Debug, Default)]
struct Undoing {
    told: bool,
    logged: bool,
}

/// The stage of a ban with an end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum BanStage {
    Banned,
    /// The clock was wound since.
    Ripe,
    Lifted,
}

/// Discord's absence, and what was ordered in it.
#[derive(Debug, Default)]
struct Outage {
    away: bool,
    ordered: bool,
    back: bool,
    carried_out: HashMap<String, u32>,
}

impl Tour {
    /// Begins the tour of a server with this owner.
    pub(super) fn new(owner: UserId, panel: &str) -> Self {
        Self { owner: Some(owner), panel: panel.to_owned(), ..Self::default() }
    }

    /// Expects a mass ban, in which the process is to be killed.
    pub(super) fn expect_mass(&mut self) {
        self.mass = Mass::expected();
    }

    /// Returns `true` once the mass ban is under way in which the process is to be killed.
    pub(super) fn wants_kill(&mut self) -> bool {
        self.mass.wants_kill()
    }

    /// Returns the tour for the page.
    pub(super) fn view(&self) -> Value {
        let steps = STEPS.map(|name| json!({ "name": name, "done": self.done.contains(name) }));
        json!({ "steps": steps, "mass": self.mass.view() })
    }

    /// Takes in what happened.
    pub(super) fn hear(&mut self, seen: Seen<'_>, places: &impl Places) {
        match seen {
            Seen::Delivery(delivery) => self.delivered(delivery, places),
            Seen::Call(call) => self.called(call, places),
            Seen::Change(change) => self.changed(change),
            Seen::Wound => {
                self.waits = true;
                for stage in self.bans.values_mut().filter(|stage| **stage == BanStage::Banned) {
                    *stage = BanStage::Ripe;
                }
            }
            Seen::Away(true) => self.outage = Outage { away: true, ..Outage::default() },
            Seen::Away(false) => {
                self.outage.back = self.outage.away && self.outage.ordered;
                self.outage.away = false;
            }
            Seen::Killed => self.mass.killed(),
        }
        if self.mass.is_kept() {
            self.done.insert("kill");
        }
    }

    fn delivered(&mut self, delivery: &Delivery, places: &impl Places) {
        let (body, accepted) = (&delivery.body, delivery.status.is_some_and(|status| status < 300));
        let kind = body["type"].as_u64();
        if !matches!(kind, Some(2 | 3 | 5)) || !accepted {
            return;
        }
        self.mass.delivered(body);
        self.target(body);
        if delivery.response["type"] == 9 {
            return;
        }
        self.waits = false;
        self.undoing = None;
        self.outage.ordered |= self.outage.away;
        self.outage.back = false;
        let private = delivery.response["data"]["flags"].as_u64().unwrap_or_default() & 64 != 0;
        match kind {
            Some(2) => self.asked_for_panel(delivery),
            Some(3) if delivery.response["type"] == 4 && private => {
                self.done.extend(is_stranger(body).then_some("stranger"));
            }
            Some(3) => self.undoing = Some(Undoing::default()),
            _ => {}
        }
        let began = delivery.interaction.map(created_at);
        let meanwhile = self.recent.iter().filter(|call| began.is_some_and(|began| call.at >= began));
        for call in meanwhile.cloned().collect::<Vec<_>>() {
            self.answers(&call, places);
        }
        self.tick();
    }

    /// Notes the message that a message command is about.
    fn target(&mut self, body: &Value) {
        if body["data"]["type"] != 3 {
            return;
        }
        let target = &body["data"]["target_id"];
        let author =
            &body["data"]["resolved"]["messages"][target.as_str().unwrap_or_default()]["author"]["id"];
        let (message, author) = (id(target), id(author));
        self.deleting = message.zip(author).map(|(message, author)| Deleting {
            message,
            author,
            deleted: self.deleted.contains(&message),
            told: false,
        });
    }

    fn asked_for_panel(&mut self, delivery: &Delivery) {
        let body = &delivery.body;
        let by = &body["member"]["user"]["id"];
        if command(body) != self.panel || id::<_>(by) != self.owner {
            return;
        }
        match delivery.response["type"].as_u64() {
            Some(4) => {
                self.done.insert("panel");
            }
            _ => self.panel_token = body["token"].as_str().map(str::to_owned),
        }
    }

    fn called(&mut self, call: &RecordedCall, places: &impl Places) {
        self.mass.called(call);
        if !(200..300).contains(&call.status) {
            return;
        }
        let (method, route, path) = (call.method.clone(), call.route.clone(), call.path.clone());
        let done = Done { method, route, path, at: call.at };
        self.answers(&done, places);
        if self.takes_effect(&done, places) && self.outage.back {
            let times = self.outage.carried_out.entry(format!("{} {}", done.method, done.path)).or_default();
            *times += 1;
            if *times == 1 {
                self.done.insert("away")
            } else {
                self.done.remove("away")
            };
        }
        remember(&mut self.recent, done);
        self.tick();
    }

    /// Notes what a call means for the gesture that it follows.
    fn answers(&mut self, call: &Done, places: &impl Places) {
        let recipient = call.id(1).and_then(|channel| places.recipient(channel));
        match (call.method.as_str(), call.route.as_str()) {
            ("POST", "/channels/{channel}/messages") => {
                if let Some(deleting) = self.deleting.as_mut().filter(|one| recipient == Some(one.author)) {
                    deleting.told = true;
                }
            }
            ("PATCH", "/channels/{channel}/messages/{message}") => {
                if let Some(undoing) = &mut self.undoing {
                    undoing.told |= recipient.is_some();
                    undoing.logged |= recipient.is_none();
                }
            }
            ("PATCH", "/webhooks/{application}/{token}/messages/{message}")
                if self.panel_token.is_some() && self.panel_token.as_deref() == call.part(2) =>
            {
                self.panel_token = None;
                self.done.insert("panel");
            }
            _ => {}
        }
    }

    /// Notes what a call did to a person. Returns `true` if it did something to one, or told one.
    fn takes_effect(&mut self, call: &Done, places: &impl Places) -> bool {
        match (call.method.as_str(), call.route.as_str()) {
            ("POST", "/channels/{channel}/messages") => {
                call.id(1).and_then(|channel| places.recipient(channel)).is_some()
            }
            ("PUT", "/guilds/{guild}/bans/{user}") => {
                if let Some(user) = call.id(3) {
                    self.bans.insert(user, BanStage::Banned);
                }
                true
            }
            ("DELETE", "/guilds/{guild}/bans/{user}") => {
                let stage = call.id(3).and_then(|user: UserId| self.bans.get_mut(&user));
                if let Some(stage) = stage.filter(|stage| **stage == BanStage::Ripe && self.waits) {
                    *stage = BanStage::Lifted;
                }
                true
            }
            ("PATCH" | "DELETE", "/guilds/{guild}/members/{user}") => true,
            _ => false,
        }
    }

    fn changed(&mut self, change: &Change) {
        match change {
            Change::MessageDeleted { message } => {
                remember(&mut self.deleted, message.id);
                if let Some(deleting) = self.deleting.as_mut().filter(|one| one.message == message.id) {
                    deleting.deleted = true;
                }
            }
            Change::MessagesDeleted { messages, .. } => {
                if let Some(deleting) = self.deleting.as_mut().filter(|one| messages.contains(&one.message)) {
                    deleting.deleted = true;
                }
            }
            Change::MemberJoined { member, .. } => {
                let was_lifted = self.bans.remove(&member.user) == Some(BanStage::Lifted);
                self.done.extend(was_lifted.then_some("ban"));
            }
            _ => {}
        }
        self.tick();
    }

    fn tick(&mut self) {
        if self.deleting.as_ref().is_some_and(|one| one.deleted && one.told) {
            self.done.insert("delete");
            self.deleting = None;
        }
        if self.undoing.as_ref().is_some_and(|one| one.told && one.logged) {
            self.done.insert("undo");
            self.undoing = None;
        }
    }
}

impl Done {
    /// Returns a part of the path, counted from 0.
    fn part(&self, number: usize) -> Option<&str> {
        self.path.split(['/', '?']).nth(number + 1)
    }

    fn id<T>(&self, number: usize) -> Option<Id<T>> {
        self.part(number)?.parse().ok()
    }
}

fn remember<T>(kept: &mut VecDeque<T>, one: T) {
    if kept.len() == RECENT {
        kept.pop_front();
    }
    kept.push_back(one);
}

/// Returns `true` if somebody without a moderator's permissions pressed a button of an answer to somebody else.
fn is_stranger(body: &Value) -> bool {
    let held = body["member"]["permissions"].as_str().and_then(|bits| bits.parse::<u64>().ok());
    let presser = &body["member"]["user"]["id"];
    let asker = &body["message"]["interaction_metadata"]["user"]["id"];
    held.is_some_and(|held| held & MODERATES == 0) && asker.is_string() && asker != presser
}

/// Returns the name of the command with its subcommands.
fn command(body: &Value) -> String {
    let mut words = vec![body["data"]["name"].as_str().unwrap_or_default()];
    let mut options = &body["data"]["options"];
    while let Some(below) = options[0].as_object().filter(|one| one["type"].as_u64() <= Some(2)) {
        words.push(below["name"].as_str().unwrap_or_default());
        options = below.get("options").unwrap_or(&Value::Null);
    }
    words.join(" ")
}

/// Reads an id.
fn id<T>(value: &Value) -> Option<Id<T>> {
    value.as_str()?.parse().ok()
}
