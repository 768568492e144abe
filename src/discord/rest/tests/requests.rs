//! The requests as they arrive at Discord.

use super::*;
use serde_json::Value;
use serde_json::json;
use twilight_http::Client;
use twilight_http::request::AuditLogReason;
use twilight_model::http::attachment::Attachment;
use twilight_model::id::Id;

/// Checks that calls can run on tasks.
fn sendable<T: Send>(future: T) -> T {
    future
}

#[tokio::test]
async fn what_twilight_built_arrives_whole() {
    let fake = Fake::new(|_| Reply::ok()).await;
    let (rest, client) = (fake.rest(), Client::new("another token".to_owned()));
    let ban = client.create_ban(Id::new(1), Id::new(2)).delete_message_seconds(60).reason("späm");
    sendable(rest.send(ban)).await.unwrap();
    let seen = &fake.seen()[0];
    assert_eq!(seen.line, "PUT /api/v10/guilds/1/bans/2");
    assert_eq!(serde_json::from_slice::<Value>(&seen.body).unwrap(), json!({"delete_message_seconds": 60}));
    assert_eq!(seen.headers["authorization"], format!("Bot {TOKEN}"));
    assert_eq!(seen.headers["content-type"], "application/json");
    assert_eq!(seen.headers["x-audit-log-reason"], "sp%C3%A4m");
    let agent = seen.headers["user-agent"].to_str().unwrap();
    assert!(
        agent.starts_with("DiscordBot (https://github.com/twilight-rs/twilight, 0.18.0) Gavel/"),
        "{agent}"
    );
}

#[tokio::test]
async fn files_arrive_as_a_form() {
    let fake = Fake::new(|_| Reply::ok()).await;
    let client = Client::new(String::new());
    let file = [Attachment::from_bytes("log.txt".into(), b"what was said".to_vec(), 1)];
    fake.rest().send(client.create_message(Id::new(1)).attachments(&file)).await.unwrap();
    let seen = &fake.seen()[0];
    let kind = seen.headers["content-type"].to_str().unwrap();
    let boundary = kind.strip_prefix("multipart/form-data; boundary=").unwrap();
    let body = String::from_utf8_lossy(&seen.body);
    assert!(
        body.starts_with(&format!("--{boundary}")) && body.trim_end().ends_with(&format!("--{boundary}--"))
    );
    assert!(body.contains("what was said"));
    assert_eq!(seen.headers["content-length"], seen.body.len().to_string());
}

#[tokio::test]
async fn a_webhooks_token_is_its_own_key_and_the_bots_stays_home() {
    let fake = Fake::new(|_| Reply::ok()).await;
    let (rest, client) = (fake.rest(), Client::new(TOKEN.to_owned()));
    rest.send(client.interaction(Id::new(1)).update_response("token").content(Some("done"))).await.unwrap();
    rest.send(client.execute_webhook(Id::new(1), "token").content("hello")).await.unwrap();
    assert!(fake.seen().iter().all(|seen| !seen.headers.contains_key("authorization")));
    assert_eq!(
        fake.lines(),
        [
            "PATCH /webhooks/1/token/messages/@original",
            "POST /webhooks/1/token?wait=false&with_components=false"
        ]
    );
}

#[tokio::test]
async fn a_put_without_a_body_says_so() {
    let fake = Fake::new(|_| Reply::new(204, &[], "")).await;
    let client = Client::new(TOKEN.to_owned());
    fake.rest().send(client.add_guild_member_role(Id::new(1), Id::new(2), Id::new(3))).await.unwrap();
    assert_eq!(fake.seen()[0].headers["content-length"], "0");
}

#[tokio::test]
async fn one_connection_serves_calls_that_follow_each_other() {
    let fake = Fake::new(|_| Reply::ok()).await;
    let rest = fake.rest();
    for _ in 0..20 {
        run(&rest, get("users/@me")).await.unwrap();
    }
    let seen = fake.seen();
    assert!(seen.windows(2).all(|two| two[0].from == two[1].from));
}

#[tokio::test]
async fn a_file_is_fetched_without_the_token_up_to_its_size_and_no_redirect_is_followed() {
    let fake = Fake::new(|seen| match (seen.line.as_str(), seen.nth) {
        ("GET /a.png", 0) => Reply::new(503, &[], ""),
        ("GET /a.png", _) => Reply::new(200, &[], "pixels"),
        ("GET /moved.png", _) => Reply::new(302, &[("location", "/a.png")], ""),
        _ => Reply::new(404, &[], ""),
    })
    .await;
    let rest = fake.rest();
    let fetch = async |path: &str, most| {
        rest.download(&format!("{}{path}", fake.base), most, Call::default()).await.unwrap()
    };
    assert!(matches!(fetch("/a.png", 6).await, Download::Whole(bytes) if bytes == "pixels"));
    assert!(matches!(fetch("/a.png", 5).await, Download::No(why) if why.text().contains("larger")));
    assert!(matches!(fetch("/moved.png", 6).await, Download::No(_)));
    assert!(matches!(fetch("/gone.png", 6).await, Download::No(_)));
    let seen = fake.seen();
    assert_eq!(seen.len(), 5, "a 503 is tried again, a redirect not followed");
    assert!(seen.iter().all(|seen| !seen.headers.contains_key("authorization")));
}

#[tokio::test]
async fn a_file_server_that_stays_away_is_worth_another_try_later() {
    let fake = Fake::new(|_| Reply::new(500, &[], "")).await;
    let url = format!("{}/a.png", fake.base);
    let outcome = fake.rest().download(&url, 6, Call::default()).await;
    assert!(matches!(outcome, Err(Error::Unreachable { .. })), "{outcome:?}");
    assert_eq!(fake.seen().len(), 3);
}

#[tokio::test]
async fn what_the_database_could_not_keep_is_not_in_an_answer() {
    let fake = Fake::new(|_| Reply::new(200, &[], r#"{"name":"a\u0000b","nick":"\ud800"}"#)).await;
    let client = Client::new(String::new());
    let read: Value = fake.rest().fetch(client.user(Id::new(1))).await.unwrap();
    assert_eq!(read, json!({ "name": "ab", "nick": "\u{fffd}" }));
}
