//! Messages: form, rights, age.

use std::time::Duration;

use serde_json::{Value, json};

use super::{Table, words};
use crate::{Intent, RecordedCall};

fn path(table: &Table) -> String {
    format!("/channels/{}/messages", table.sim.cast().general)
}

#[tokio::test]
async fn a_write_without_allowed_mentions_notifies_everyone_named_and_is_noted() {
    let table = Table::lay().await;
    let cast = *table.sim.cast();
    let text = format!("<@{}> <@&{}> @everyone", cast.member, cast.member_role);
    table.call("POST", &path(&table), json!({ "content": text })).await;
    let loud = table.sim.messages(cast.general).pop().unwrap();
    assert_eq!((loud.mentions, loud.mention_roles), (vec![cast.member], vec![cast.member_role]));
    assert!(!loud.mention_everyone, "the bot may not");
    assert!(table.sim.violations()[0].contains("allowed_mentions is missing"));
    table.call("POST", &path(&table), words(&text)).await;
    assert!(table.sim.messages(cast.general).pop().unwrap().mentions.is_empty());
    assert_eq!(table.sim.violations().len(), 1);
}

#[tokio::test]
async fn messages_over_the_limits_are_refused_where_they_are_wrong() {
    let table = Table::lay().await;
    let button = |id: &str| json!({ "type": 2, "style": 1, "label": "b", "custom_id": id });
    let row = |inner: Value| json!([{ "type": 1, "components": inner }]);
    let field = json!({ "name": "n".repeat(256), "value": "v".repeat(1000) });
    let cases = [
        ("content", json!({ "content": "x".repeat(2001) })),
        ("embeds", json!({ "embeds": [{ "title": "t".repeat(257) }] })),
        ("embeds", json!({ "embeds": [{ "fields": [{ "name": " ", "value": "v" }] }] })),
        ("embeds", json!({ "embeds": [{ "fields": [field, field, field, field, field] }] })),
        ("embeds", json!({ "embeds": vec![json!({ "title": "t" }); 11] })),
        ("components", json!({ "content": "c", "components": row(json!([button("a"), button("a")])) })),
        (
            "components",
            json!({ "content": "c", "components": row(Value::from((0..6).map(|n| button(&n.to_string())).collect::<Vec<_>>())) }),
        ),
        ("components", json!({ "content": "c", "components": row(json!([button(&"x".repeat(101))])) })),
        (
            "components",
            json!({ "content": "c", "components": row(json!([{ "type": 2, "style": 5, "label": "l", "custom_id": "c", "url": "https://x" }])) }),
        ),
        (
            "components",
            json!({ "content": "c", "components": row(json!([{ "type": 3, "custom_id": "s", "options": [] }])) }),
        ),
        (
            "components",
            json!({ "content": "c", "components": [{ "type": 10, "content": "v2 without its flag" }] }),
        ),
        (
            "content",
            json!({ "content": "c", "flags": 1 << 15, "components": [{ "type": 10, "content": "t" }] }),
        ),
        (
            "components",
            json!({ "flags": 1 << 15, "components": [{ "type": 10, "content": "t".repeat(3000) }, { "type": 10, "content": "t".repeat(1001) }] }),
        ),
        (
            "allowed_mentions",
            json!({ "content": "c", "allowed_mentions": { "parse": ["users"], "users": ["1"] } }),
        ),
        ("nonce", json!({ "content": "c", "nonce": "n".repeat(26) })),
    ];
    for (field, mut body) in cases {
        if body.get("allowed_mentions").is_none() {
            body["allowed_mentions"] = json!({ "parse": [] });
        }
        table.sim.clear_violations();
        let reply = table.call("POST", &path(&table), body.clone()).await;
        assert_eq!(reply.verdict(), (400, 50035), "{body}");
        assert!(reply.body["errors"].get(field).is_some(), "{field}: {}", reply.body);
        assert_eq!(table.sim.violations().len(), 1, "{:?}", table.sim.violations());
    }
    assert_eq!(table.call("POST", &path(&table), words(" ")).await.verdict(), (400, 50006));
    assert!(table.sim.messages(table.sim.cast().general).is_empty());
}

#[tokio::test]
async fn a_components_message_may_be_rich() {
    let table = Table::lay().await;
    let body = json!({ "flags": 1 << 15, "allowed_mentions": { "parse": [] }, "components": [
        { "type": 17, "accent_color": 255, "components": [
            { "type": 9, "components": [{ "type": 10, "content": "# Case 1" }],
              "accessory": { "type": 2, "style": 4, "label": "Undo", "custom_id": "undo:1" } },
            { "type": 14, "divider": true, "spacing": 2 },
            { "type": 12, "items": [{ "media": { "url": "https://example.com/a.png" } }] },
            { "type": 1, "components": [{ "type": 5, "custom_id": "who", "placeholder": "Who?" }] } ] } ] });
    let reply = table.call("POST", &path(&table), body).await;
    assert_eq!(reply.status, 200, "{}", reply.body);
    serde_json::from_value::<twilight_model::channel::Message>(reply.body).unwrap();
    let message = table.sim.messages(table.sim.cast().general).pop().unwrap();
    assert_eq!(message.control("Undo").unwrap().custom_id, "undo:1");
    assert_eq!(message.control("Who?").unwrap().kind, 5);
    assert!(message.text().contains("# Case 1"));
    table.clear();
}

#[tokio::test]
async fn a_nonce_makes_a_post_happen_once() {
    let table = Table::lay().await;
    let mut body = words("only once");
    body["nonce"] = json!("case-7-log");
    body["enforce_nonce"] = json!(true);
    let first = table.call("POST", &path(&table), body.clone()).await;
    let second = table.call("POST", &path(&table), body).await;
    assert_eq!(first.body["id"], second.body["id"]);
    assert_eq!(table.sim.messages(table.sim.cast().general).len(), 1);
    table.clear();
}

#[tokio::test]
async fn bulk_delete_takes_all_or_none() {
    let table = Table::lay().await;
    let (sim, cast) = (&table.sim, *table.sim.cast());
    let day = Duration::from_secs(24 * 3600);
    let write = |age: u32| sim.write_aged(cast.member, cast.general, "old", day * age).id;
    let (young, younger, ancient) = (write(13), write(1), write(15));
    let bulk = format!("{}/bulk-delete", path(&table));
    let send = |ids: Value| table.call("POST", &bulk, json!({ "messages": ids }));
    assert_eq!(send(json!([young, younger, ancient])).await.verdict(), (400, 50034));
    assert_eq!(sim.messages(cast.general).len(), 3);
    assert_eq!(send(json!([young, younger])).await.status, 204);
    assert_eq!(sim.messages(cast.general).len(), 1);
    table.clear();
    assert_eq!(send(json!([ancient])).await.verdict(), (400, 50016));
    assert_eq!(send(json!([young, young])).await.verdict(), (400, 50016));
    assert_eq!(sim.violations().len(), 2);
}

#[tokio::test]
async fn closed_direct_messages_are_noticed_when_writing() {
    let table = Table::lay().await;
    let (sim, cast) = (&table.sim, *table.sim.cast());
    sim.close_dms(cast.member);
    let write = async |user| {
        let opened = table.call("POST", "/users/@me/channels", json!({ "recipient_id": user })).await;
        assert_eq!(opened.status, 200);
        let path = format!("/channels/{}/messages", opened.body["id"].as_str().unwrap());
        table.call("POST", &path, words("you were warned")).await.verdict()
    };
    assert_eq!(write(cast.member).await, (403, 50007));
    assert_eq!(write(cast.outsider).await, (403, 50278));
    assert_eq!(write(cast.newcomer).await, (200, 0));
    assert_eq!(sim.dms(cast.newcomer)[0].content, "you were warned");
    table.clear();
}

#[tokio::test]
async fn what_others_write_is_blank_without_the_intent() {
    let table = Table::lay().await;
    let (sim, cast) = (&table.sim, *table.sim.cast());
    sim.write(cast.member, cast.general, "secret").unwrap();
    sim.write(cast.member, cast.general, &format!("hey <@{}>", sim.bot_user_id())).unwrap();
    table.call("POST", &path(&table), words("mine")).await;
    let texts = async || {
        let list = table.call("GET", &path(&table), Value::Null).await.body;
        let text = |one: &Value| one["content"].as_str().unwrap().chars().take(3).collect::<String>();
        list.as_array().unwrap().iter().map(text).collect::<Vec<_>>()
    };
    assert_eq!(texts().await, ["min", "hey", ""]);
    sim.set_intents(&[Intent::MessageContent]);
    assert_eq!(texts().await, ["min", "hey", "sec"]);
    table.clear();
}

#[tokio::test]
async fn a_list_is_paged_newest_first() {
    let table = Table::lay().await;
    let (sim, cast) = (&table.sim, *table.sim.cast());
    sim.set_intents(&[Intent::MessageContent]);
    let ids: Vec<_> =
        (0..6).map(|n| sim.write(cast.member, cast.general, &n.to_string()).unwrap().id).collect();
    let page = async |query: String| {
        let list = table.call("GET", &format!("{}?{query}", path(&table)), Value::Null).await.body;
        list.as_array().unwrap().iter().map(|one| one["content"].as_str().unwrap()).collect::<String>()
    };
    assert_eq!(page("limit=2".into()).await, "54");
    assert_eq!(page(format!("limit=2&before={}", ids[4])).await, "32");
    assert_eq!(page(format!("limit=2&after={}", ids[0])).await, "21");
    assert_eq!(page(format!("limit=3&around={}", ids[3])).await, "432");
    table.clear();
}

#[tokio::test]
async fn rights_of_the_channel_decide() {
    let table = Table::lay().await;
    let (sim, cast) = (&table.sim, *table.sim.cast());
    let deny = |bits| sim.set_role_overwrite(cast.general, cast.bot_role, 0, bits);
    let verdict = async |body| table.call("POST", &path(&table), body).await.verdict();
    deny(1 << 11);
    assert_eq!(verdict(words("hi")).await, (403, 50013));
    deny(1 << 10);
    assert_eq!(verdict(words("hi")).await, (403, 50001));
    deny(1 << 14);
    let mut rich = words("hi");
    rich["embeds"] = json!([{ "title": "t" }]);
    assert_eq!(verdict(rich).await, (403, 50013));
    deny(1 << 16);
    sim.write(cast.member, cast.general, "unseen").unwrap();
    assert_eq!(table.call("GET", &path(&table), Value::Null).await.body, json!([]), "no history");
    table.clear();
}

#[tokio::test]
async fn only_ones_own_messages_are_edited_and_others_deleted_with_the_right() {
    let table = Table::lay().await;
    let (sim, cast) = (&table.sim, *table.sim.cast());
    let theirs = format!("{}/{}", path(&table), sim.write(cast.member, cast.general, "mine!").unwrap().id);
    assert_eq!(table.call("PATCH", &theirs, words("ours")).await.verdict(), (403, 50005));
    assert_eq!(table.call("DELETE", &theirs, Value::Null).await.status, 204);
    assert_eq!(table.call("DELETE", &theirs, Value::Null).await.verdict(), (404, 10008));
    table.clear();
}

#[tokio::test]
async fn pins_need_their_own_permission() {
    let table = Table::lay().await;
    let (sim, cast) = (&table.sim, *table.sim.cast());
    let message = sim.write(cast.member, cast.general, "rules").unwrap();
    let pins = format!("{}/pins", path(&table));
    assert_eq!(table.call("PUT", &format!("{pins}/{}", message.id), Value::Null).await.status, 204);
    let list = table.call("GET", &pins, Value::Null).await.body;
    assert_eq!(list["items"][0]["message"]["id"], json!(message.id));
    sim.set_role_overwrite(cast.general, cast.bot_role, 0, 1 << 51);
    assert_eq!(
        table.call("DELETE", &format!("{pins}/{}", message.id), Value::Null).await.verdict(),
        (403, 50013)
    );
    table.clear();
}

#[tokio::test]
async fn a_file_is_uploaded_in_parts_and_can_be_fetched() {
    let table = Table::lay().await;
    let payload = json!({ "content": "the list", "allowed_mentions": { "parse": [] },
        "attachments": [{ "id": 0, "description": "banned" }] });
    let body = format!(
        "--b\r\nContent-Disposition: form-data; name=\"payload_json\"\r\n\r\n{payload}\r\n--b\r\n\
        Content-Disposition: form-data; name=\"files[0]\"; filename=\"bans.csv\"\r\nContent-Type: text/csv\r\n\r\nid,ok\r\n--b--\r\n"
    );
    let reply = table.send_raw(&path(&table), "multipart/form-data; boundary=b", body).await;
    assert_eq!(reply.status, 200, "{}", reply.body);
    let file = table.sim.messages(table.sim.cast().general).pop().unwrap().attachments.pop().unwrap();
    assert_eq!((&file.bytes[..], file.description.as_deref()), (b"id,ok".as_slice(), Some("banned")));
    assert_eq!(table.fetch(&file.url).await, "id,ok");
    let call: RecordedCall = table.sim.requests().pop().unwrap();
    assert_eq!(call.body["content"], "the list");
    table.clear();
}

/// Posts a message with one file, as multipart.
async fn upload(table: &Table, payload: Value, name: &str, bytes: &str) -> super::Reply {
    let body = format!(
        "--b\r\nContent-Disposition: form-data; name=\"payload_json\"\r\n\r\n{payload}\r\n--b\r\n\
        Content-Disposition: form-data; name=\"files[0]\"; filename=\"{name}\"\r\n\r\n{bytes}\r\n--b--\r\n"
    );
    table.send_raw(&path(table), "multipart/form-data; boundary=b", body).await
}

#[tokio::test]
async fn a_picture_in_an_embed_stays_in_it_when_the_message_is_edited() {
    let table = Table::lay().await;
    let embed = json!([{ "title": "why", "image": { "url": "attachment://a.png" } }]);
    let payload = json!({ "embeds": embed, "allowed_mentions": { "parse": [] },
        "attachments": [{ "id": 0, "filename": "a.png" }] });
    let posted = upload(&table, payload, "a.png", "pixels").await.body;
    assert_eq!(posted["attachments"], json!([]), "Discord leaves out what an embed shows");
    let url = posted["embeds"][0]["image"]["url"].as_str().unwrap().to_owned();
    let one = format!("{}/{}", path(&table), posted["id"].as_str().unwrap());
    let edit = json!({ "embeds": embed, "allowed_mentions": { "parse": [] } });
    assert_eq!(table.call("PATCH", &one, edit).await.body["embeds"][0]["image"]["url"], url.as_str());
    table.clear();
    table.sim.expire_file(&url);
    assert_eq!(table.fetch(&url).await, "");
    let dropped = json!({ "embeds": embed, "attachments": [], "allowed_mentions": { "parse": [] } });
    assert_eq!(table.call("PATCH", &one, dropped).await.status, 200);
    assert!(table.sim.violations()[0].contains("names no file"), "{:?}", table.sim.violations());
    let unknown =
        json!({ "content": "x", "attachments": [{ "id": "5" }], "allowed_mentions": { "parse": [] } });
    assert_eq!(table.call("PATCH", &one, unknown).await.verdict(), (400, 50035));
}

#[tokio::test]
async fn a_file_of_another_number_a_strange_name_or_too_large_is_told() {
    let table = Table::lay().await;
    let payload = |id: u64| json!({ "content": "x", "allowed_mentions": { "parse": [] }, "attachments": [{ "id": id }] });
    assert_eq!(upload(&table, payload(7), "a.txt", "a").await.verdict(), (400, 50035));
    assert_eq!(upload(&table, payload(0), "a b.txt", "a").await.status, 200);
    assert!(table.sim.violations().iter().any(|note| note.contains("changes the name")));
    let large = "x".repeat(10 * 1024 * 1024 + 1);
    assert_eq!(upload(&table, payload(0), "a.txt", &large).await.verdict(), (413, 40005));
}
