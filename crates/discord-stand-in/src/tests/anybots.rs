//! The routes that bots of every kind call: reactions, webhooks, threads, invites, expressions, roles, channels, polls.

use serde_json::{Value, json};

use super::{Table, words};
use crate::{Change, Options};

/// Returns a table whose bot may do everything but administrate.
async fn lay() -> Table {
    Table::lay_with(Options::default().house_rules().seed(3)).await
}

impl Table {
    /// Calls the API; fails unless the status is the wanted one.
    async fn done(&self, method: &str, path: &str, body: Value, status: u16) -> Value {
        let reply = self.call(method, path, body).await;
        assert_eq!(reply.status, status, "{method} {path}: {}", reply.body);
        reply.body
    }

    async fn message(&self) -> (String, String) {
        let channel = format!("/channels/{}", self.sim.cast().general);
        let message = self.done("POST", &format!("{channel}/messages"), words("hi"), 200).await;
        let id = message["id"].as_str().unwrap().to_owned();
        (channel, id)
    }
}

#[tokio::test]
async fn reactions_are_added_listed_and_removed() {
    let table = lay().await;
    let (channel, id) = table.message().await;
    let reactions = format!("{channel}/messages/{id}/reactions");
    let thumb = format!("{reactions}/%F0%9F%91%8D");
    table.done("PUT", &format!("{thumb}/@me"), Value::Null, 204).await;
    let shown = table.done("GET", &format!("{channel}/messages/{id}"), Value::Null, 200).await;
    assert_eq!((&shown["reactions"][0]["count"], &shown["reactions"][0]["me"]), (&json!(1), &json!(true)));
    let users = table.done("GET", &thumb, Value::Null, 200).await;
    assert_eq!(users[0]["id"], table.sim.bot_user_id().to_string());
    table.done("DELETE", &format!("{thumb}/@me"), Value::Null, 204).await;
    assert_eq!(table.done("GET", &thumb, Value::Null, 200).await, json!([]));
    assert_eq!(
        table.call("PUT", &format!("{reactions}/nothing/@me"), Value::Null).await.verdict(),
        (404, 10014)
    );
    table.done("PUT", &format!("{thumb}/@me"), Value::Null, 204).await;
    table.done("DELETE", &thumb, Value::Null, 204).await;
    table.done("DELETE", &reactions, Value::Null, 204).await;
    table.clear();
}

#[tokio::test]
async fn a_webhook_posts_under_its_name_with_its_token_alone() {
    let table = lay().await;
    let (channel, _) = table.message().await;
    let webhook = table.done("POST", &format!("{channel}/webhooks"), json!({ "name": "Herald" }), 200).await;
    let own = format!("/webhooks/{}/{}", webhook["id"].as_str().unwrap(), webhook["token"].as_str().unwrap());
    assert_eq!(table.call("POST", &own, words("news")).await.status, 204);
    let mut body = words("more");
    body["username"] = json!("Crier");
    let posted = table.done("POST", &format!("{own}?wait=true"), body, 200).await;
    assert_eq!((&posted["author"]["username"], &posted["webhook_id"]), (&json!("Crier"), &webhook["id"]));
    let message = format!("{own}/messages/{}", posted["id"].as_str().unwrap());
    assert_eq!(table.done("PATCH", &message, words("less"), 200).await["content"], "less");
    assert_eq!(table.done("GET", &message, Value::Null, 200).await["content"], "less");
    table.done("DELETE", &message, Value::Null, 204).await;
    let wrong = format!("/webhooks/{}/nonsense", webhook["id"].as_str().unwrap());
    assert_eq!(table.call("POST", &wrong, words("x")).await.verdict(), (401, 50027));
    assert!(table.done("GET", &own, Value::Null, 200).await["user"].is_null());
    let by_id = format!("/webhooks/{}", webhook["id"].as_str().unwrap());
    assert_eq!(table.done("PATCH", &by_id, json!({ "name": "Other" }), 200).await["name"], "Other");
    assert_eq!(table.done("GET", &format!("{channel}/webhooks"), Value::Null, 200).await[0]["name"], "Other");
    table.done("DELETE", &by_id, Value::Null, 204).await;
    assert_eq!(table.call("GET", &by_id, Value::Null).await.verdict(), (404, 10015));
    table.clear();
}

#[tokio::test]
async fn threads_and_forum_posts_are_made_joined_and_archived() {
    let table = lay().await;
    let (channel, id) = table.message().await;
    let new = json!({ "name": "aside", "auto_archive_duration": 60 });
    let thread = table.done("POST", &format!("{channel}/messages/{id}/threads"), new.clone(), 201).await;
    assert_eq!((&thread["id"], &thread["type"]), (&json!(id), &json!(11)));
    let again = table.call("POST", &format!("{channel}/messages/{id}/threads"), new).await;
    assert_eq!(again.verdict(), (400, 160_004));
    let place = format!("/channels/{id}");
    table.done("POST", &format!("{place}/messages"), words("within"), 200).await;
    table.done("PUT", &format!("{place}/thread-members/{}", table.sim.cast().member), Value::Null, 204).await;
    assert_eq!(
        table
            .done("GET", &format!("{place}/thread-members"), Value::Null, 200)
            .await
            .as_array()
            .unwrap()
            .len(),
        2
    );
    let guild = format!("/guilds/{}", table.sim.cast().guild);
    let active = table.done("GET", &format!("{guild}/threads/active"), Value::Null, 200).await;
    assert_eq!(active["threads"][0]["id"], json!(id));
    let shut = table.done("PATCH", &place, json!({ "archived": true, "locked": true }), 200).await;
    assert_eq!(shut["thread_metadata"]["archived"], true);
    let archived = table.done("GET", &format!("{channel}/threads/archived/public"), Value::Null, 200).await;
    assert_eq!(archived["threads"].as_array().unwrap().len(), 1);
    let private = json!({ "name": "between us", "type": 12 });
    assert_eq!(table.done("POST", &format!("{channel}/threads"), private, 201).await["type"], 12);
    let forum = json!({ "name": "Questions", "type": 15, "available_tags": [{ "name": "open" }] });
    let forum = table.done("POST", &format!("{guild}/channels"), forum, 201).await;
    let tag = forum["available_tags"][0]["id"].clone();
    let post = json!({ "name": "How?", "applied_tags": [tag], "message": words("like this?") });
    let posts = format!("/channels/{}/threads", forum["id"].as_str().unwrap());
    let post = table.done("POST", &posts, post, 201).await;
    assert_eq!((&post["message"]["content"], &post["applied_tags"][0]), (&json!("like this?"), &tag));
    table.done("DELETE", &place, Value::Null, 200).await;
    table.clear();
}

#[tokio::test]
async fn an_archived_thread_is_only_changed_as_it_is_reopened_and_a_locked_one_by_those_who_manage_threads() {
    let table = lay().await;
    let (sim, cast) = (&table.sim, table.sim.cast());
    let thread = sim.add_thread(cast.general, "aside").unwrap();
    let place = format!("/channels/{thread}");
    let messages = format!("{place}/messages");
    let said = table.done("POST", &messages, words("hello"), 200).await;
    let own = format!("{messages}/{}", said["id"].as_str().unwrap());
    let state = || {
        let thread = sim.channel(thread).unwrap().thread.unwrap();
        (thread.archived, thread.locked)
    };
    sim.set_thread(thread, true, false);
    for body in [json!({ "locked": true }), json!({ "rate_limit_per_user": 5 }), json!({ "archived": true })]
    {
        assert_eq!(table.call("PATCH", &place, body).await.verdict(), (400, 50_083));
    }
    assert_eq!(table.call("PATCH", &own, words("edited")).await.verdict(), (400, 50_083));
    table.done("POST", &messages, words("awake"), 200).await;
    assert_eq!(state(), (false, false), "a message reopens it");
    sim.set_thread(thread, true, false);
    table.done("PATCH", &place, json!({ "archived": false, "locked": true }), 200).await;
    assert_eq!(state(), (false, true));
    assert!(sim.write(cast.member, thread, "may I?").is_err());
    sim.write(cast.admin, thread, "I may").unwrap();

    // Without Manage Threads.
    sim.set_permissions(cast.guild, cast.bot_role, 1 << 10 | 1 << 11 | 1 << 16 | 1 << 38);
    assert_eq!(table.call("POST", &messages, words("and I?")).await.verdict(), (403, 160_005));
    assert_eq!(table.call("PATCH", &own, words("edited")).await.verdict(), (403, 160_005));
    sim.set_thread(thread, true, true);
    assert_eq!(table.call("PATCH", &place, json!({ "archived": false })).await.verdict(), (403, 50_013));
    sim.set_thread(thread, true, false);
    table.done("PATCH", &place, json!({ "archived": false }), 200).await;
    for body in [json!({ "locked": true }), json!({ "rate_limit_per_user": 5 }), json!({ "name": "other" })] {
        assert_eq!(table.call("PATCH", &place, body).await.verdict(), (403, 50_013));
    }
    let hidden = sim.add_private_thread(cast.general, "between us").unwrap();
    let hidden = table.call("GET", &format!("/channels/{hidden}"), Value::Null).await;
    assert_eq!(hidden.verdict(), (403, 50_001));
    table.clear();
}

#[tokio::test]
async fn invites_emojis_and_stickers_come_and_go() {
    let table = lay().await;
    let (channel, _) = table.message().await;
    let guild = format!("/guilds/{}", table.sim.cast().guild);
    let invite = table.done("POST", &format!("{channel}/invites"), json!({ "max_age": 60 }), 200).await;
    let code = format!("/invites/{}", invite["code"].as_str().unwrap());
    let shown = table.done("GET", &format!("{code}?with_counts=true"), Value::Null, 200).await;
    assert_eq!(shown["approximate_member_count"], 8);
    assert_eq!(
        table.done("GET", &format!("{guild}/invites"), Value::Null, 200).await.as_array().unwrap().len(),
        1
    );
    table.done("DELETE", &code, Value::Null, 200).await;
    assert_eq!(table.call("GET", &code, Value::Null).await.verdict(), (404, 10006));
    let emojis = format!("{guild}/emojis");
    let wrong = table.call("POST", &emojis, json!({ "name": "spark", "image": "nothing" })).await;
    assert_eq!(wrong.verdict(), (400, 50035));
    table.sim.clear_violations();
    let emoji = json!({ "name": "spark", "image": "data:image/png;base64,AAAA" });
    let emoji = table.done("POST", &emojis, emoji, 201).await;
    let own = format!("{emojis}/{}", emoji["id"].as_str().unwrap());
    assert_eq!(table.done("PATCH", &own, json!({ "name": "flame" }), 200).await["name"], "flame");
    assert_eq!(table.done("GET", &guild, Value::Null, 200).await["emojis"][0]["name"], "flame");
    table.done("DELETE", &own, Value::Null, 204).await;
    let body = "--x\r\nContent-Disposition: form-data; name=\"name\"\r\n\r\nwave\r\n--x\r\nContent-Disposition: form-data; \
        name=\"tags\"\r\n\r\nhello\r\n--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"w.png\"\r\n\
        Content-Type: image/png\r\n\r\nabc\r\n--x--\r\n";
    let sticker = table
        .send_raw(&format!("{guild}/stickers"), "multipart/form-data; boundary=x", body.to_owned())
        .await;
    assert_eq!((sticker.status, &sticker.body["name"]), (201, &json!("wave")));
    let own = format!("{guild}/stickers/{}", sticker.body["id"].as_str().unwrap());
    table.done("DELETE", &own, Value::Null, 204).await;
    table.clear();
}

#[tokio::test]
async fn roles_channels_and_the_server_itself_are_changed_within_the_bots_rank() {
    let table = lay().await;
    let cast = *table.sim.cast();
    let guild = format!("/guilds/{}", cast.guild);
    let role =
        table.done("POST", &format!("{guild}/roles"), json!({ "name": "Helpers", "color": 255 }), 200).await;
    let own = format!("{guild}/roles/{}", role["id"].as_str().unwrap());
    assert_eq!(table.done("PATCH", &own, json!({ "hoist": true }), 200).await["hoist"], true);
    let admin = format!("{guild}/roles/{}", cast.admin_role);
    assert_eq!(table.call("PATCH", &admin, json!({ "name": "x" })).await.verdict(), (403, 50013));
    let all = json!({ "name": "All", "permissions": "8" });
    assert_eq!(table.call("POST", &format!("{guild}/roles"), all).await.verdict(), (403, 50013));
    table.done("DELETE", &own, Value::Null, 204).await;
    let channel = json!({ "name": "New Place", "parent_id": cast.category });
    let channel = table.done("POST", &format!("{guild}/channels"), channel, 201).await;
    assert_eq!(channel["name"], "new-place");
    let place = format!("/channels/{}", channel["id"].as_str().unwrap());
    let moved = json!([{ "id": channel["id"], "position": 1, "parent_id": null }]);
    table.done("PATCH", &format!("{guild}/channels"), moved, 204).await;
    assert!(table.done("GET", &place, Value::Null, 200).await["parent_id"].is_null());
    table.done("DELETE", &place, Value::Null, 200).await;
    assert_eq!(table.call("GET", &place, Value::Null).await.verdict(), (404, 10003));
    let edited =
        table.done("PATCH", &guild, json!({ "name": "Renamed", "verification_level": 3 }), 200).await;
    assert_eq!((&edited["name"], &edited["verification_level"]), (&json!("Renamed"), &json!(3)));
    assert_eq!(
        table.done("PATCH", "/users/@me", json!({ "username": "other" }), 200).await["username"],
        "other"
    );
    table.clear();
}

#[tokio::test]
async fn polls_announcements_searches_and_voice_states_are_answered() {
    let table = lay().await;
    let cast = *table.sim.cast();
    let (channel, _) = table.message().await;
    let guild = format!("/guilds/{}", cast.guild);
    let mut poll = words("");
    poll["poll"] =
        json!({ "question": { "text": "Tea?" }, "answers": [{ "poll_media": { "text": "Yes" } }] });
    let poll = table.done("POST", &format!("{channel}/messages"), poll, 200).await;
    let own = format!("{channel}/polls/{}", poll["id"].as_str().unwrap());
    assert_eq!(poll["poll"]["answers"][0]["answer_id"], 1);
    table.done("GET", &format!("{own}/answers/1"), Value::Null, 200).await;
    assert_eq!(table.call("GET", &format!("{own}/answers/2"), Value::Null).await.verdict(), (404, 10113));
    let ended = table.done("POST", &format!("{own}/expire"), Value::Null, 200).await;
    assert_eq!(ended["poll"]["results"]["is_finalized"], true);
    let news = json!({ "name": "news", "type": 5 });
    let news = table.done("POST", &format!("{guild}/channels"), news, 201).await;
    let news = format!("/channels/{}/messages", news["id"].as_str().unwrap());
    let told = table.done("POST", &news, words("extra"), 200).await;
    let crosspost = format!("{news}/{}/crosspost", told["id"].as_str().unwrap());
    assert_eq!(table.done("POST", &crosspost, Value::Null, 200).await["flags"], 1);
    assert_eq!(table.call("POST", &crosspost, Value::Null).await.verdict(), (400, 40033));
    let found = table.done("GET", &format!("{guild}/messages/search?content=EXTRA"), Value::Null, 200).await;
    assert_eq!(found["messages"][0][0]["id"], told["id"]);
    let state = format!("{guild}/voice-states/{}", cast.member);
    assert_eq!(table.call("GET", &state, Value::Null).await.verdict(), (404, 10065));
    table.sim.set_voice(cast.guild, cast.member, Some(cast.voice));
    assert_eq!(table.done("GET", &state, Value::Null, 200).await["channel_id"], cast.voice.to_string());
    let permissions =
        format!("/applications/{}/guilds/{}/commands/permissions", table.sim.application_id(), cast.guild);
    assert_eq!(table.done("GET", &permissions, Value::Null, 200).await, json!([]));
    table.clear();
}

#[tokio::test]
async fn a_forced_act_leaves_no_trace_in_later_checks() {
    let table = lay().await;
    let cast = *table.sim.cast();
    let (channel, id) = table.message().await;
    let mut feed = table.sim.subscribe();
    let path = format!("{channel}/messages/{id}/reactions/%F0%9F%91%8D/{}", cast.member);
    table.done("DELETE", &path, Value::Null, 204).await;
    let changed = std::iter::from_fn(|| feed.try_recv().ok());
    let reacted =
        |event: crate::FeedEvent| matches!(event, crate::FeedEvent::Changed(Change::Reacted { .. }));
    assert!(!changed.into_iter().any(reacted), "there was nothing to remove");
    assert!(table.sim.ban(cast.member, cast.guild, cast.newcomer, "").is_err(), "rules hold again");
    table.clear();
}

#[tokio::test]
async fn what_clients_in_wide_use_send_is_understood() {
    let table = lay().await;
    let cast = *table.sim.cast();
    table.sim.write(cast.newcomer, cast.general, "gone soon").unwrap();
    let ban = format!("/guilds/{}/bans/{}?delete_message_seconds=60", cast.guild, cast.newcomer);
    table.done("PUT", &ban, Value::Null, 204).await;
    assert!(table.sim.messages(cast.general).is_empty());
    let (channel, id) = table.message().await;
    let encoded = format!("{channel}/messages/{}", id.replacen('1', "%31", 1));
    table.done("GET", &encoded, Value::Null, 200).await;
    let thread = json!({ "name": "aside", "type": 11, "auto_archive_duration": 60.0 });
    table.done("POST", &format!("{channel}/messages/{id}/threads"), thread, 201).await;
    table.clear();
}
