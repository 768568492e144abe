//! The stand-in's payloads have Discord's form: twilight's models read all of them.

use std::sync::{Arc, Mutex};

use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use twilight_model::application::command::{Command, CommandOptionType};
use twilight_model::application::interaction::{Interaction, InteractionData, InteractionType};
use twilight_model::channel::{Channel, Message};
use twilight_model::guild::audit_log::AuditLog;
use twilight_model::guild::auto_moderation::AutoModerationRule;
use twilight_model::guild::{Ban, Guild, Member, Role};
use twilight_model::oauth::Application;
use twilight_model::user::{CurrentUser, CurrentUserGuild, User};

use super::{Table, words};
use crate::{Intent, Options};

impl Table {
    /// Reads the body of a successful GET as `T`.
    async fn read<T: DeserializeOwned>(&self, path: &str) -> T {
        let reply = self.call("GET", path, Value::Null).await;
        assert_eq!(reply.status, 200, "{path}: {}", reply.body);
        serde_json::from_value(reply.body.clone()).unwrap_or_else(|e| panic!("{path}: {e}: {:#}", reply.body))
    }
}

#[tokio::test]
async fn everything_that_can_be_got_is_what_twilight_expects() {
    let table = Table::lay_with(Options::default().intent(Intent::Members)).await;
    let cast = *table.sim.cast();
    let (guild, general) = (cast.guild, cast.general);
    table.sim.write(cast.member, general, "hello <@155000000000000001>").unwrap();
    table.sim.ban(cast.owner, guild, cast.newcomer, "spam").unwrap();
    let dm = table.call("POST", "/users/@me/channels", json!({ "recipient_id": cast.member })).await;
    serde_json::from_value::<Channel>(dm.body).unwrap();

    let full: Guild = table.read(&format!("/guilds/{guild}?with_counts=true")).await;
    assert_eq!((full.owner_id, full.approximate_member_count), (cast.owner, Some(7)));
    assert_eq!(full.roles.len(), 7);
    table.read::<Vec<Role>>(&format!("/guilds/{guild}/roles")).await;
    table.read::<Role>(&format!("/guilds/{guild}/roles/{}", cast.member_role)).await;
    table.read::<Vec<Channel>>(&format!("/guilds/{guild}/channels")).await;
    table.read::<Channel>(&format!("/channels/{general}")).await;
    table.read::<Member>(&format!("/guilds/{guild}/members/{}", cast.member)).await;
    assert_eq!(table.read::<Vec<Member>>(&format!("/guilds/{guild}/members?limit=1000")).await.len(), 7);
    table.read::<Vec<Member>>(&format!("/guilds/{guild}/members/search?query=mem")).await;
    table.read::<Vec<Ban>>(&format!("/guilds/{guild}/bans")).await;
    table.read::<Ban>(&format!("/guilds/{guild}/bans/{}", cast.newcomer)).await;
    table.read::<AuditLog>(&format!("/guilds/{guild}/audit-logs")).await;
    let messages: Vec<Message> = table.read(&format!("/channels/{general}/messages")).await;
    assert_eq!(messages[0].content, "", "without the message-content intent");
    table.read::<CurrentUser>("/users/@me").await;
    table.read::<User>(&format!("/users/{}", cast.outsider)).await;
    table.read::<Vec<CurrentUserGuild>>("/users/@me/guilds").await;
    let application: Application = table.read("/applications/@me").await;
    assert_eq!(application.verify_key, table.sim.public_key());
    assert_ne!(application.id.get(), table.sim.bot_user_id().get());
    table.clear();
}

#[tokio::test]
async fn what_is_written_comes_back_as_twilight_expects() {
    let table = Table::lay().await;
    let cast = *table.sim.cast();
    let path = format!("/channels/{}/messages", cast.general);
    let mut body = words("look");
    body["embeds"] = json!([{ "title": "t", "timestamp": "2026-11-21T03:08:00Z", "fields": [{ "name": "a", "value": "b" }] },
        { "description": "bare" }]);
    body["components"] =
        json!([{ "type": 1, "components": [{ "type": 2, "style": 1, "label": "Go", "custom_id": "go" }] }]);
    let reply = table.call("POST", &path, body).await;
    let message: Message = serde_json::from_value(reply.body).unwrap();
    assert_eq!((message.content.as_str(), message.embeds[0].fields[0].inline), ("look", false));

    let rule = json!({ "name": "no shouting", "event_type": 1, "trigger_type": 1,
        "trigger_metadata": { "keyword_filter": ["aaa*"] }, "actions": [{ "type": 1, "metadata": {} }] });
    let rules = format!("/guilds/{}/auto-moderation/rules", cast.guild);
    let reply = table.call("POST", &rules, rule).await;
    assert_eq!(reply.status, 200, "{}", reply.body);
    serde_json::from_value::<AutoModerationRule>(reply.body).unwrap();
    table.clear();
}

#[tokio::test]
async fn registered_commands_come_back_as_twilight_expects() {
    let table = Table::lay().await;
    table.register(json!([
        { "name": "case", "description": "cases", "default_member_permissions": "8192", "contexts": [0],
          "name_localizations": { "de": "fall" }, "options": [
            { "type": 1, "name": "view", "description": "one case", "options": [
                { "type": 4, "name": "number", "description": "which", "required": true, "min_value": 1 } ] } ] },
        { "type": 2, "name": "Warn" },
    ])).await;
    let path = format!("/applications/{}/commands", table.sim.application_id());
    let plain: Vec<Command> = table.read(&path).await;
    assert_eq!(plain.len(), 2);
    assert!(plain.iter().all(|command| command.name_localizations.is_none()), "left out unless asked for");
    let localized: Vec<Command> = table.read(&format!("{path}?with_localizations=true")).await;
    let case = localized.iter().find(|command| command.name == "case").unwrap();
    assert_eq!(case.name_localizations.as_ref().unwrap()["de"], "fall");
    assert_eq!(case.options[0].kind, CommandOptionType::SubCommand);
    table.clear();
}

#[tokio::test]
async fn every_kind_of_interaction_is_what_twilight_expects() {
    let mut table = Table::lay().await;
    let all = json!(
        [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]
            .map(|kind| json!({
        "type": kind, "name": format!("o{kind}"), "description": "an option" }))
            .as_slice()[2..]
    );
    table
        .register(json!([
            { "name": "all", "description": "every option", "options": all },
            { "name": "seek", "description": "completes", "options": [
                { "type": 4, "name": "n", "description": "number", "autocomplete": true } ] },
            { "type": 2, "name": "User info" }, { "type": 3, "name": "Report" },
        ]))
        .await;
    let seen = Arc::new(Mutex::new(Vec::new()));
    let heard = Arc::clone(&seen);
    table.seat(move |body| {
        let kind = body["type"].as_u64().unwrap();
        heard.lock().unwrap().push(body);
        match kind {
            4 => json!({ "type": 8, "data": { "choices": [{ "name": "seven", "value": 7 }] } }),
            3 => json!({ "type": 9, "data": { "title": "Why", "custom_id": "m", "components": [
                { "type": 18, "label": "Text", "component": { "type": 4, "custom_id": "t", "style": 1 } },
                { "type": 18, "label": "Who", "component": { "type": 5, "custom_id": "u" } } ] } }),
            _ => json!({ "type": 4, "data": { "content": "hi", "allowed_mentions": { "parse": [] }, "components": [
                { "type": 1, "components": [{ "type": 2, "style": 1, "label": "Go", "custom_id": "go" }] },
                { "type": 1, "components": [{ "type": 8, "custom_id": "where" }] } ] } }),
        }
    }).await;
    let (sim, cast) = (&table.sim, *table.sim.cast());
    let answered = sim
        .slash(cast.moderator, cast.general, "all")
        .with("o3", "text")
        .with("o4", 4_i64)
        .with("o5", true)
        .with("o6", cast.member)
        .with("o7", cast.voice)
        .with("o8", cast.member_role)
        .with("o9", cast.outsider)
        .with("o10", 1.5)
        .with("o11", crate::OptionValue::file("ids.txt", "1\n2"))
        .await
        .unwrap();
    let panel = answered.final_message().await.unwrap();
    let opened = sim.press(cast.member, &panel, "Go").await.unwrap();
    let modal = opened.modal().unwrap();
    sim.select(cast.member, &panel, "where", cast.voice).await.unwrap();
    sim.submit(cast.member, &modal).with("Text", "because").with("Who", cast.newcomer).await.unwrap();
    let offered = sim.slash(cast.member, cast.general, "seek").typing("n", "7").await.unwrap();
    assert_eq!(offered.choices().unwrap()[0].value, 7);
    let spoken = sim.write(cast.newcomer, cast.general, "bad words").unwrap();
    sim.message_menu(cast.member, "Report", &spoken).await.unwrap();
    sim.user_menu(cast.member, cast.general, "User info", cast.outsider).await.unwrap();
    sim.slash(cast.member, sim.dm_channel(cast.member), "all").await.unwrap();

    let bodies = seen.lock().unwrap().clone();
    assert_eq!(bodies.len(), 8);
    for body in &bodies {
        let read: Interaction =
            serde_json::from_value(body.clone()).unwrap_or_else(|e| panic!("{e}: {body:#}"));
        assert!(read.data.is_some() && read.channel.is_some());
    }
    let file = &bodies[0]["data"]["resolved"]["attachments"];
    let url = file.as_object().unwrap().values().next().unwrap()["url"].as_str().unwrap().to_owned();
    assert!(url.starts_with(&sim.api_url()));
    assert!(
        bodies[0]["data"]["resolved"]["members"].get(cast.outsider.to_string()).is_none(),
        "not a member"
    );
    assert_eq!(bodies[5]["data"]["resolved"]["messages"][spoken.id.to_string()]["content"], "bad words");
    let modal: Interaction = serde_json::from_value(bodies[3].clone()).unwrap();
    assert_eq!(modal.kind, InteractionType::ModalSubmit);
    assert!(matches!(modal.data, Some(InteractionData::ModalSubmit(_))));
    assert_eq!(bodies[7]["context"], 1);
    assert!(bodies[7].get("member").is_none());
    table.clear();
}
