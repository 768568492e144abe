//! The Gateway as bots of every kind meet it: interactions, members on request, and events about everything.

use std::time::Duration;

use serde_json::{Value, json};
use twilight_gateway::{Event, Intents};

use super::{Bare, Client, lay};
use crate::tests::{slash, words};

#[tokio::test]
async fn an_interaction_comes_over_the_gateway_where_there_is_no_endpoint() {
    let table = lay().await;
    let (sim, cast) = (&table.sim, *table.sim.cast());
    table.register(json!([slash("do")])).await;
    let why = sim.slash(cast.member, cast.general, "do").await.unwrap().error().unwrap();
    assert!(why.contains("no session"), "{why}");
    let mut client = Client::ready(sim, Intents::empty()).await;
    let answering = async {
        let Event::InteractionCreate(asked) = client.until("INTERACTION_CREATE").await else {
            panic!("another event")
        };
        let path = format!("/interactions/{}/{}/callback", asked.id, asked.token);
        let body = json!({ "type": 4, "data": words("done") });
        assert_eq!(table.call("POST", &path, body).await.status, 204);
    };
    let (done, ()) =
        tokio::join!(async { sim.slash(cast.member, cast.general, "do").await.unwrap() }, answering);
    assert_eq!((done.text().as_str(), done.status(), done.error()), ("done", None, None));
    sim.set_deadline(Duration::from_millis(20));
    let late = sim.slash(cast.member, cast.general, "do").await.unwrap();
    assert!(late.error().unwrap().starts_with("no answer within"));
    table.clear();
}

#[tokio::test]
async fn members_are_sent_on_request() {
    let table = lay().await;
    let (sim, cast) = (&table.sim, *table.sim.cast());
    let mut bare = Bare::new(sim).await;
    bare.identify(sim, json!({ "intents": 3, "presence": {}, "properties": { "$os": "x" } })).await;
    let mut asked = async |body: Value| {
        bare.say(8, body).await;
        loop {
            let packet = bare.read().await;
            if packet["t"] == "GUILD_MEMBERS_CHUNK" {
                return packet["d"].clone();
            }
        }
    };
    let all = asked(json!({ "guild_id": cast.guild, "query": "", "limit": 0, "nonce": "1" })).await;
    assert_eq!(all["members"].as_array().unwrap().len(), sim.guild(cast.guild).unwrap().members.len());
    assert_eq!((&all["chunk_count"], &all["nonce"]), (&json!(1), &json!("1")));
    let named = asked(json!({ "guild_id": cast.guild, "query": "mod", "limit": 5 })).await;
    assert_eq!(named["members"][0]["user"]["username"], "moderator");
    let ids = [cast.member, cast.outsider];
    let some = asked(json!({ "guild_id": cast.guild, "user_ids": ids, "limit": 0 })).await;
    assert_eq!(some["members"].as_array().unwrap().len(), 1);
    assert_eq!(some["not_found"], json!([cast.outsider]));
    table.clear();
}

#[tokio::test]
async fn a_change_of_everything_is_told_as_the_real_client_reads_it() {
    let table = lay().await;
    let (sim, cast) = (&table.sim, *table.sim.cast());
    let intents = Intents::all() - Intents::GUILD_PRESENCES;
    let mut client = Client::ready(sim, intents).await;
    let message = sim.write(cast.member, cast.general, "hi").unwrap();
    let guild = format!("/guilds/{}", cast.guild);
    let channel = format!("/channels/{}", cast.general);
    let reaction = format!("{channel}/messages/{}/reactions/%F0%9F%91%8D", message.id);
    table.call("PUT", &format!("{reaction}/@me"), Value::Null).await;
    table.call("DELETE", &format!("{reaction}/@me"), Value::Null).await;
    table.call("POST", &format!("{channel}/typing"), Value::Null).await;
    let role = table.call("POST", &format!("{guild}/roles"), json!({ "name": "new" })).await.body;
    let own = format!("{guild}/roles/{}", role["id"].as_str().unwrap());
    table.call("PATCH", &own, json!({ "name": "newer" })).await;
    table.call("DELETE", &own, Value::Null).await;
    let made = table.call("POST", &format!("{guild}/channels"), json!({ "name": "new" })).await.body;
    let place = format!("/channels/{}", made["id"].as_str().unwrap());
    table.call("PATCH", &place, json!({ "topic": "x" })).await;
    table.call("POST", &format!("{place}/threads"), json!({ "name": "aside", "type": 11 })).await;
    table.call("DELETE", &place, Value::Null).await;
    table.call("PATCH", &guild, json!({ "name": "Renamed" })).await;
    sim.set_voice(cast.guild, cast.member, Some(cast.voice));
    let mut heard = Vec::new();
    while heard.last().is_none_or(|name| name != "VOICE_STATE_UPDATE") {
        heard.push(client.heard().await.0);
    }
    heard.retain(|name| name != "GUILD_AUDIT_LOG_ENTRY_CREATE");
    assert_eq!(
        heard,
        [
            "MESSAGE_CREATE",
            "MESSAGE_REACTION_ADD",
            "MESSAGE_REACTION_REMOVE",
            "TYPING_START",
            "GUILD_ROLE_CREATE",
            "GUILD_ROLE_UPDATE",
            "GUILD_ROLE_DELETE",
            "CHANNEL_CREATE",
            "CHANNEL_UPDATE",
            "THREAD_CREATE",
            "THREAD_DELETE",
            "CHANNEL_DELETE",
            "GUILD_UPDATE",
            "VOICE_STATE_UPDATE",
        ]
    );
    table.clear();
}
