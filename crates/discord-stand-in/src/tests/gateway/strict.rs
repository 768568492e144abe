//! Refused clients and the codes that close them.

use std::time::Duration;

use serde_json::{Value, json};
use tokio_websockets::ClientBuilder;
use twilight_gateway::{ConfigBuilder, Intents};

use super::{ALL, Bare, Client, Table, config, lay};
use crate::Options;
use crate::clock::Clock;

#[tokio::test]
async fn the_address_and_the_limits_are_told_over_rest() {
    let table = Table::lay().await;
    let gateway = table.sim.gateway();
    gateway.recommend_shards(4);
    gateway.set_max_concurrency(16);
    let told = table.call("GET", "/gateway/bot", Value::Null).await.body;
    assert_eq!(told["url"], gateway.url());
    assert_eq!(table.call("GET", "/gateway", Value::Null).await.body["url"], gateway.url());
    let limit = json!({ "total": 1000, "remaining": 1000, "reset_after": 0, "max_concurrency": 16 });
    assert_eq!((&told["shards"], &told["session_start_limit"]), (&json!(4), &limit));
    Client::ready(&table.sim, Intents::GUILDS).await;
    let told = table.call("GET", "/gateway/bot", Value::Null).await.body;
    assert_eq!(told["session_start_limit"]["remaining"], 999);
    assert!(told["session_start_limit"]["reset_after"].as_u64().unwrap() > 86_000_000);
    table.clear();
}

#[tokio::test]
async fn what_is_sent_is_compressed_where_the_address_asks_for_it() {
    let table = lay().await;
    let url = table.sim.gateway().url();
    let mut bare = Bare::at(&format!("{url}/?v=10&encoding=json&compress=zlib-stream")).await;
    bare.identify(&table.sim, json!({})).await;
    let mut stream = flate2::Decompress::new(true);
    for op in [10, 0] {
        let message = bare.message().await.unwrap();
        assert!(message.is_binary() && message.as_payload().ends_with(&[0, 0, 0xff, 0xff]));
        let mut read = Vec::with_capacity(16_384);
        stream.decompress_vec(message.as_payload(), &mut read, flate2::FlushDecompress::Sync).unwrap();
        assert_eq!(serde_json::from_slice::<Value>(&read).unwrap()["op"], op);
    }
    table.clear();
    let mut zstd = Bare::at(&format!("{url}/?v=10&encoding=json&compress=zstd-stream")).await;
    let hello = zstd.message().await.unwrap();
    assert!(hello.is_binary() && hello.as_payload().starts_with(&[0x28, 0xb5, 0x2f, 0xfd]));
    let other = ClientBuilder::new().uri(&format!("{url}/?v=10&encoding=json&compress=brotli")).unwrap();
    assert!(other.connect().await.is_err());
    assert_eq!(table.sim.violations().len(), 1, "not spoken here");
}

#[tokio::test]
async fn a_wrong_token_is_refused_for_good() {
    let table = lay().await;
    let wrong = ConfigBuilder::new("wrong".to_owned(), ALL).proxy_url(table.sim.gateway().url());
    let mut client = Client::new(wrong.build());
    assert_eq!(client.closed().await, Some(4004));
    assert!(client.gave_up().await);
    table.clear();
}

#[tokio::test]
async fn intents_that_are_not_granted_or_do_not_exist_are_refused_for_good() {
    let table = Table::lay().await;
    let unknown = Intents::from_bits_retain(1 << 30);
    for (intents, code) in [
        (Intents::GUILD_MEMBERS, 4014),
        (Intents::MESSAGE_CONTENT, 4014),
        (Intents::GUILD_PRESENCES, 4014),
        (unknown, 4013),
    ] {
        let mut client = Client::new(config(&table.sim, intents).build());
        assert_eq!(client.closed().await, Some(code), "{intents:?}");
        assert!(client.gave_up().await);
    }
    Client::ready(&table.sim, Intents::GUILDS | Intents::GUILD_MODERATION).await;
    table.clear();
}

#[tokio::test]
async fn a_shard_that_cannot_be_is_refused() {
    let table = lay().await;
    for shard in [json!([1, 1]), json!([0, 0]), json!([0]), json!("0/1")] {
        let mut bare = Bare::new(&table.sim).await;
        bare.identify(&table.sim, json!({ "shard": shard })).await;
        assert_eq!(bare.closed().await, 4010, "{shard}");
    }
    table.clear();
}

#[tokio::test]
async fn what_is_out_of_shape_closes_with_discords_code() {
    let table = lay().await;
    let sim = &table.sim;
    let long = json!({ "op": 1, "d": "x".repeat(5000) }).to_string();
    let presence = json!({ "op": 3, "d": { "status": "online" } }).to_string();
    let half = json!({ "op": 2, "d": { "token": sim.token(), "intents": 0 } }).to_string();
    for (said, code) in [
        ("{", 4002),
        ("{}", 4002),
        (long.as_str(), 4002),
        (half.as_str(), 4002),
        (presence.as_str(), 4003),
        (r#"{"op":99}"#, 4001),
    ] {
        let mut bare = Bare::new(sim).await;
        bare.say_raw(said.to_owned()).await;
        assert_eq!(bare.closed().await, code, "{said:.40}");
    }
    let mut bare = Bare::new(sim).await;
    bare.identify(sim, json!({})).await;
    bare.identify(sim, json!({})).await;
    assert_eq!(bare.closed().await, 4005);
    let mut bare = Bare::at(&format!("{}/?v=6&encoding=json", sim.gateway().url())).await;
    assert_eq!(bare.closed().await, 4012);
    table.clear();
}

#[tokio::test]
async fn a_client_without_heartbeats_is_closed_and_so_is_one_that_talks_too_much() {
    let table = lay().await;
    table.sim.gateway().set_heartbeat(Duration::from_millis(20));
    assert_eq!(Bare::new(&table.sim).await.closed().await, 4009);
    table.sim.gateway().set_heartbeat(Duration::from_secs(60));
    let mut bare = Bare::new(&table.sim).await;
    for _ in 0..121 {
        bare.say(1, Value::Null).await;
    }
    assert_eq!(bare.closed().await, 4008);
    table.clear();
}

#[tokio::test]
async fn a_bucket_identifies_once_in_five_seconds() {
    let clock = Clock::system();
    let table = Table::lay_with(Options::default().clock(clock.clone())).await;
    let sim = &table.sim;
    sim.gateway().set_max_concurrency(2);
    let identify = async |shard: u32| {
        let mut bare = Bare::new(sim).await;
        bare.identify(sim, json!({ "shard": [shard, 4] })).await;
        let answer = bare.read().await;
        if answer["t"] == "READY" { json!("READY") } else { json!([answer["op"], answer["d"]]) }
    };
    assert_eq!(identify(0).await, "READY");
    assert_eq!(identify(1).await, "READY", "another bucket");
    assert_eq!(identify(2).await, json!([9, false]), "the bucket of shard 0");
    clock.advance(Duration::from_secs(5));
    assert_eq!(identify(2).await, "READY");
    table.clear();
}

#[tokio::test]
async fn more_starts_than_a_day_allows_cost_the_token() {
    let table = lay().await;
    table.sim.gateway().set_daily_starts(1);
    Client::ready(&table.sim, ALL).await;
    assert_eq!(Client::new(config(&table.sim, ALL).build()).closed().await, Some(4004));
    assert_eq!(table.sim.violations().len(), 1);
}

#[tokio::test]
async fn clients_can_be_refused_for_a_while() {
    let table = lay().await;
    let sim = &table.sim;
    sim.gateway().refuse(4000);
    let mut client = Client::new(config(sim, ALL).build());
    assert_eq!(client.closed().await, Some(4000));
    sim.gateway().admit();
    client.until("READY").await;
    table.clear();
}
