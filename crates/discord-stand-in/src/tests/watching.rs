//! The feed, the record and added routes.

use axum::Router;
use axum::routing::get;
use serde_json::{Value, json};

use super::{Table, slash, words};
use crate::{Change, FeedEvent, Options, StandIn};

#[tokio::test]
async fn the_feed_tells_of_calls_deliveries_and_changes() {
    let mut table = Table::lay().await;
    table.register(json!([slash("do")])).await;
    table.seat(|_| json!({ "type": 4, "data": words("done") })).await;
    let (sim, cast) = (&table.sim, *table.sim.cast());
    let mut feed = sim.subscribe();
    sim.slash(cast.member, cast.general, "do").await.unwrap();
    table.call("PUT", &format!("/guilds/{}/bans/{}", cast.guild, cast.newcomer), Value::Null).await;
    let mut seen = Vec::new();
    while let Ok(event) = feed.try_recv() {
        serde_json::to_value(&event).unwrap();
        seen.push(match event {
            FeedEvent::Delivery(sent) => format!("delivery {}", sent.status.unwrap()),
            FeedEvent::Call(call) => format!("call {} {}", call.method, call.status),
            FeedEvent::Changed(Change::MessageCreated { message }) => format!("message {}", message.content),
            FeedEvent::Changed(Change::Banned { .. }) => "banned".to_owned(),
            FeedEvent::Changed(_) => continue,
        });
    }
    assert_eq!(seen, ["delivery 200", "message done", "banned", "call PUT 204"]);
    table.clear();
}

#[tokio::test]
async fn calls_are_written_down_with_route_body_and_answer() {
    let table = Table::lay().await;
    let cast = *table.sim.cast();
    let path = format!("/channels/{}/messages", cast.general);
    table.call("POST", &path, words("hi")).await;
    let calls = table.sim.requests_to("POST", "/channels/{}/messages");
    assert_eq!(calls.len(), 1);
    assert_eq!(
        (calls[0].status, &calls[0].body["content"], &calls[0].response["content"]),
        (200, &json!("hi"), &json!("hi"))
    );
    assert!(
        !serde_json::to_string(&table.sim.requests()).unwrap().contains(&table.sim.token()),
        "no secrets"
    );
}

#[tokio::test]
async fn other_routes_stand_beside_the_api() {
    let routes = |sim: StandIn| {
        Router::new().route("/", get(move || async move { format!("{} servers", sim.guilds().len()) }))
    };
    let table = Table::lay_with(Options::default().routes(routes)).await;
    assert_eq!(table.fetch(&table.sim.api_url()).await, "1 servers");
    table.clear();
}

#[tokio::test]
async fn waiting_ends_when_something_happens_or_when_time_is_up() {
    let table = Table::lay().await;
    let (sim, cast) = (table.sim.clone(), *table.sim.cast());
    let waiting = sim.eventually(std::time::Duration::from_secs(5), || sim.ban_of(cast.guild, cast.member));
    let (banned, ()) = tokio::join!(waiting, async {
        tokio::task::yield_now().await;
        table.sim.ban(cast.owner, cast.guild, cast.member, "now").unwrap();
    });
    assert_eq!(banned.unwrap().user, cast.member);
    let never = sim.eventually(std::time::Duration::from_millis(20), || None::<()>).await;
    assert!(never.is_none());
}
