//! The rules, on what a session looks like from Discord's side.

use jiff::Timestamp;
use serde_json::{Value, json};
use twilight_model::id::Id;

use super::*;
use crate::ids::GuildId;
use crate::world::{Member, Message};

const OWNER: u64 = 10;
const MODERATOR: u64 = 11;
const MEMBER: u64 = 12;
const SPAMMER: u64 = 13;
const DIRECT: u64 = 50;
const LOG: u64 = 51;
const SPAM: u64 = 60;

/// The one direct-message channel is the spammer's.
struct Rooms;

impl Places for Rooms {
    fn recipient(&self, channel: ChannelId) -> Option<UserId> {
        (channel == Id::new(DIRECT)).then(|| Id::new(SPAMMER))
    }
}

/// A tour, and the time in it.
struct Walk {
    tour: Tour,
    second: i64,
}

impl Walk {
    fn new() -> Self {
        Self { tour: Tour::new(Id::new(OWNER), "settings show"), second: 1_700_000_000 }
    }

    fn hear(&mut self, seen: Seen<'_>) {
        self.second += 1;
        self.tour.hear(seen, &Rooms);
    }

    fn call(&mut self, method: &str, route: &str, path: &str, status: u16) {
        self.call_with(method, route, path, status, (Value::Null, Value::Null));
    }

    fn call_with(&mut self, method: &str, route: &str, path: &str, status: u16, said: (Value, Value)) {
        let call = RecordedCall {
            number: 1,
            method: method.to_owned(),
            path: path.to_owned(),
            route: route.to_owned(),
            application: Id::new(1),
            body: said.0,
            reason: None,
            headers: Vec::new(),
            status,
            response: said.1,
            violations: Vec::new(),
            house: Vec::new(),
            at: Timestamp::from_second(self.second).unwrap(),
        };
        self.hear(Seen::Call(&call));
    }

    fn message(&mut self, channel: u64) {
        self.call("POST", "/channels/{channel}/messages", &format!("/channels/{channel}/messages"), 200);
    }

    fn edit(&mut self, channel: u64) {
        let path = format!("/channels/{channel}/messages/1");
        self.call("PATCH", "/channels/{channel}/messages/{message}", &path, 200);
    }

    fn ban(&mut self, method: &str) {
        let path = format!("/guilds/1/bans/{SPAMMER}");
        self.call(method, "/guilds/{guild}/bans/{user}", &path, 204);
    }

    fn deliver(&mut self, body: Value, response: Value) {
        self.deliver_begun(self.second, body, response);
    }

    /// Delivers an interaction that began at `second` and was answered now.
    fn deliver_begun(&mut self, second: i64, body: Value, response: Value) {
        let begun = u64::try_from(second * 1000 - 1_420_070_400_000).unwrap() << 22;
        let delivery = Delivery {
            application: Id::new(1),
            interaction: Some(Id::new(begun)),
            url: String::new(),
            signature: String::new(),
            timestamp: String::new(),
            body,
            status: Some(200),
            response,
            error: None,
            took_ms: 1,
        };
        self.hear(Seen::Delivery(&delivery));
    }

    fn command(&mut self, by: u64, name: &str, sub: &str, response: Value) {
        let options = json!([{ "type": 1, "name": sub }]);
        let data = json!({ "type": 1, "name": name, "options": options });
        self.deliver(
            json!({ "type": 2, "token": "aw", "member": { "user": { "id": by.to_string() } }, "data": data }),
            response,
        );
    }

    fn on_spam(&mut self, response: Value) {
        let messages = json!({ SPAM.to_string(): { "author": { "id": SPAMMER.to_string() } } });
        let data = json!({ "type": 3, "target_id": SPAM.to_string(), "resolved": { "messages": messages } });
        self.deliver(json!({ "type": 2, "data": data }), response);
    }

    fn press(&mut self, by: u64, permissions: u64, response: Value) {
        let member = json!({ "user": { "id": by.to_string() }, "permissions": permissions.to_string() });
        let asked = json!({ "interaction_metadata": { "user": { "id": MODERATOR.to_string() } } });
        self.deliver(json!({ "type": 3, "member": member, "message": asked }), response);
    }

    fn delete_spam(&mut self) {
        let message = Message::new(Id::new(SPAM), Id::new(1), Id::new(SPAMMER));
        self.hear(Seen::Change(&Change::MessageDeleted { message: Box::new(message) }));
    }

    fn rejoin(&mut self) {
        let guild: GuildId = Id::new(1);
        let member = Member::new(Id::new(SPAMMER), Timestamp::UNIX_EPOCH);
        self.hear(Seen::Change(&Change::MemberJoined { guild, member }));
    }

    fn done(&self) -> Vec<&'static str> {
        STEPS.into_iter().filter(|step| self.tour.done.contains(step)).collect()
    }
}

fn message() -> Value {
    json!({ "type": 4, "data": {} })
}

fn private() -> Value {
    json!({ "type": 4, "data": { "flags": 64 } })
}

#[test]
fn a_form_that_is_left_ticks_nothing() {
    let mut walk = Walk::new();
    walk.on_spam(json!({ "type": 9 }));
    assert_eq!(walk.done(), Vec::<&str>::new());
    walk.delete_spam();
    assert_eq!(walk.done(), Vec::<&str>::new(), "the message was deleted, but its author was not told");
    walk.message(LOG);
    assert_eq!(walk.done(), Vec::<&str>::new(), "the log is no direct message");
    walk.message(DIRECT);
    assert_eq!(walk.done(), ["delete"]);
}

#[test]
fn undo_is_ticked_once_the_direct_message_and_the_log_changed() {
    let mut walk = Walk::new();
    walk.edit(DIRECT);
    walk.edit(LOG);
    assert_eq!(walk.done(), Vec::<&str>::new(), "no button was pressed");
    let begun = walk.second + 1;
    walk.second += 1;
    walk.edit(LOG);
    walk.edit(DIRECT);
    walk.deliver_begun(begun, json!({ "type": 3 }), json!({ "type": 7 }));
    assert_eq!(walk.done(), ["undo"], "the edits came before the answer");
}

#[test]
fn a_ban_is_over_when_it_ended_by_itself_and_they_came_back() {
    let mut walk = Walk::new();
    walk.ban("PUT");
    walk.ban("DELETE");
    walk.rejoin();
    assert_eq!(walk.done(), Vec::<&str>::new(), "lifted before it ended");
    walk.ban("PUT");
    walk.hear(Seen::Wound);
    walk.command(MODERATOR, "unban", "", message());
    walk.ban("DELETE");
    walk.rejoin();
    assert_eq!(walk.done(), Vec::<&str>::new(), "lifted by an order");
    walk.ban("PUT");
    walk.hear(Seen::Wound);
    walk.ban("DELETE");
    assert_eq!(walk.done(), Vec::<&str>::new(), "not back yet");
    walk.rejoin();
    assert_eq!(walk.done(), ["ban"]);
}

#[test]
fn a_press_is_a_strangers_if_they_are_no_moderator_and_were_refused() {
    let mut walk = Walk::new();
    walk.press(MODERATOR, bits::BAN_MEMBERS, private());
    walk.press(MEMBER, bits::BAN_MEMBERS, private());
    walk.press(MEMBER, 0, json!({ "type": 7 }));
    assert_eq!(walk.done(), Vec::<&str>::new());
    walk.press(MEMBER, 0, private());
    assert_eq!(walk.done(), ["stranger"]);
}

#[test]
fn an_order_while_discord_is_away_is_carried_out_once_or_not_ticked() {
    let mut walk = Walk::new();
    walk.hear(Seen::Away(true));
    walk.command(MODERATOR, "warn", "", message());
    walk.call("POST", "/channels/{channel}/messages", "/channels/50/messages", 503);
    assert_eq!(walk.done(), Vec::<&str>::new());
    walk.hear(Seen::Away(false));
    walk.call("GET", "/guilds/{guild}", "/guilds/1", 200);
    assert_eq!(walk.done(), Vec::<&str>::new());
    walk.message(DIRECT);
    assert_eq!(walk.done(), ["away"]);
    walk.message(DIRECT);
    assert_eq!(walk.done(), Vec::<&str>::new(), "twice is broken");
}

#[test]
fn an_order_after_discord_is_back_does_not_count() {
    let mut walk = Walk::new();
    walk.hear(Seen::Away(true));
    walk.hear(Seen::Away(false));
    walk.command(MODERATOR, "warn", "", message());
    walk.message(DIRECT);
    assert_eq!(walk.done(), Vec::<&str>::new());
}

#[test]
fn the_panel_is_the_owners() {
    let mut walk = Walk::new();
    walk.command(MODERATOR, "settings", "show", private());
    walk.command(OWNER, "settings", "log", private());
    assert_eq!(walk.done(), Vec::<&str>::new());
    walk.command(OWNER, "settings", "show", json!({ "type": 5 }));
    assert_eq!(walk.done(), Vec::<&str>::new(), "still thinking");
    let route = "/webhooks/{application}/{token}/messages/{message}";
    walk.call("PATCH", route, "/webhooks/1/aw/messages/@original", 200);
    assert_eq!(walk.done(), ["panel"]);
}

fn raid() -> Vec<String> {
    (0..40_u64).map(|number| (100_000_000_000_000_000 + number).to_string()).collect()
}

/// Orders a mass ban that Discord carries out without an answer.
fn mass() -> Walk {
    let mut walk = Walk::new();
    walk.tour.expect_mass();
    let text = json!([{ "component": { "custom_id": "people", "value": raid().join("\n") } }]);
    walk.deliver(json!({ "type": 5, "data": { "components": text } }), private());
    assert!(!walk.tour.wants_kill());
    let body = json!({ "user_ids": raid() });
    walk.call_with("POST", "/guilds/{guild}/bulk-ban", "/guilds/1/bulk-ban", 0, (body, Value::Null));
    assert!(walk.tour.wants_kill());
    walk
}

#[test]
fn forty_bans_are_counted_from_the_record_of_requests() {
    let mut walk = mass();
    walk.message(LOG);
    assert_eq!(walk.done(), Vec::<&str>::new(), "the process lives");
    walk.hear(Seen::Killed);
    assert_eq!(walk.done(), Vec::<&str>::new(), "no word of it since");
    walk.edit(LOG);
    assert_eq!(walk.done(), ["kill"]);
    let figures = walk.tour.view()["mass"].clone();
    assert_eq!(figures, json!({ "ordered": 40, "done": 40, "twice": 0, "killed": true }));
}

#[test]
fn somebody_banned_twice_spoils_it() {
    let mut walk = mass();
    walk.hear(Seen::Killed);
    let answer = json!({ "banned_users": [raid()[7]] });
    walk.call_with("POST", "/guilds/{guild}/bulk-ban", "/guilds/1/bulk-ban", 200, (Value::Null, answer));
    walk.edit(LOG);
    assert_eq!(walk.done(), Vec::<&str>::new());
    assert_eq!(walk.tour.view()["mass"]["twice"], 1);
}
