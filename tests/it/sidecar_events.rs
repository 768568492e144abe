//! `POST /events`: only recent requests that the sidecar signed, and each event once.

use ed25519_dalek::SigningKey;
use gavel::domain::event::{BatchResponse, Event, EventData, EventKind, EventUser};
use serde_json::{Value, json};
use twilight_model::id::Id;

use crate::support::signed_events::{Telling, key};
use crate::support::stage::Stage;

fn left(stage: &Stage, id: &str) -> Event {
    let user = EventUser { id: Id::new(77), name: "ann".to_owned(), bot: false };
    let guild = Id::new(stage.cast.guild.get());
    Event { id: id.to_owned(), guild, at: stage.clock.now(), what: EventData::MemberLeft(user) }
}

fn batch(events: &[Event]) -> Value {
    json!({ "events": events })
}

#[tokio::test]
async fn an_event_counts_once_and_a_replay_is_refused() {
    let stage = Stage::new().await;
    let now = stage.clock.now().as_second();
    let telling = Telling::new(&batch(&[left(&stage, "a"), left(&stage, "b")]), &key(), now);
    assert_eq!(stage.telling(&telling).await, (200, Some(BatchResponse { new: 2, subscriptions: None })));
    assert_eq!(stage.telling(&telling).await.0, 409);
    assert_eq!(
        stage.tell(&[left(&stage, "b"), left(&stage, "c")]).await,
        (200, Some(BatchResponse { new: 1, subscriptions: None }))
    );
    assert_eq!(stage.tell(&[left(&stage, "c")]).await.0, 409);
    stage.close().await;
}

#[tokio::test]
async fn what_is_forged_altered_or_stale_is_refused() {
    let stage = Stage::new().await;
    let now = stage.clock.now().as_second();
    let body = batch(&[left(&stage, "a")]);
    let good = Telling::new(&body, &key(), now);
    let altered = Telling { body: good.body.replace("ann", "eve"), ..good.clone() };
    let later = Telling { timestamp: (now + 1).to_string(), ..good.clone() };
    let unsigned = Telling { signature: String::new(), ..good.clone() };
    let stale = Telling::new(&body, &key(), now - 301);
    // The clock runs on while the others are sent, so this one is early by far.
    let early = Telling::new(&body, &key(), now + 3600);
    let forged = Telling::new(&body, &SigningKey::from_bytes(&[8; 32]), now);
    for wrong in [altered, later, unsigned, stale, early, forged] {
        assert_eq!(stage.telling(&wrong).await.0, 401, "{}", wrong.timestamp);
    }
    assert_eq!(stage.telling(&Telling::new(&json!("no batch"), &key(), now)).await.0, 400);
    assert_eq!(stage.telling(&good).await.0, 200);
    stage.close().await;
}

#[tokio::test]
async fn what_a_newer_sidecar_tells_is_passed_over_and_the_rest_counts() {
    let stage = Stage::new().await;
    let newer =
        json!({ "id": "n", "guild": "1", "at": "2026-01-01T00:00:00Z", "kind": "sun_rose", "data": {} });
    let events = [newer, serde_json::to_value(left(&stage, "a")).unwrap()];
    let telling =
        Telling::new(&json!({ "events": events, "more": 1 }), &key(), stage.clock.now().as_second());
    assert_eq!(stage.telling(&telling).await, (200, Some(BatchResponse { new: 1, subscriptions: None })));
    stage.close().await;
}

#[tokio::test]
async fn a_hello_is_answered_with_what_is_wanted_where_that_is_news() {
    let stage = Stage::new().await;
    let hello = |knows: Option<i64>| json!({ "hello": { "shards": "0..1/1", "missing_intents": [], "knows": knows } });
    let say = async |knows: Option<i64>| {
        let telling = Telling::new(&hello(knows), &key(), stage.clock.now().as_second());
        let (status, taken) = stage.telling(&telling).await;
        assert_eq!(status, 200);
        taken.unwrap().subscriptions
    };
    let first = say(None).await.unwrap();
    assert_eq!(say(Some(first.version)).await, None);
    stage.set_jail().await;
    let second = say(Some(first.version)).await.unwrap();
    assert!(second.includes(EventKind::MemberJoined, stage.cast.guild), "{second:?}");
    assert!(stage.cleared("jail").await.contains("reset to its default"));
    assert_eq!(say(Some(second.version)).await.unwrap(), first, "the same again has the same version");
    stage.close().await;
}

#[tokio::test]
async fn a_change_that_nothing_numbers_is_wanted_soon_after() {
    let stage = Stage::new().await;
    let app = &stage.server(0).app;
    let first = gavel::kernel::event_jobs::subscriptions(app, None).await.unwrap().unwrap();
    // A reset deletes the server's row like this.
    sqlx::query("delete from guilds").execute(&stage.database.pool).await.unwrap();
    let settings = "insert into guilds (guild_id, settings) values (5, '{\"rejoin_roles\": true}')";
    sqlx::query(settings).execute(&stage.database.pool).await.unwrap();
    stage.clock.advance(std::time::Duration::from_secs(10));
    let second = gavel::kernel::event_jobs::subscriptions(app, Some(first.version)).await.unwrap().unwrap();
    assert!(second.includes(EventKind::MemberJoined, Id::new(5)), "{second:?}");
    stage.close().await;
}

#[tokio::test]
async fn what_can_not_be_read_or_kept_of_one_server_holds_nothing_back() {
    let stage = Stage::new().await;
    stage.set_jail().await;
    let broken = "insert into guilds (guild_id, settings) values (5, '{\"rejoin_roles\": 7}')";
    sqlx::query(broken).execute(&stage.database.pool).await.unwrap();
    let wants = gavel::kernel::event_jobs::subscriptions(&stage.server(0).app, None).await.unwrap().unwrap();
    assert!(wants.includes(EventKind::MemberJoined, stage.cast.guild), "{wants:?}");
    let elsewhere = Event { guild: Id::new(5), ..left(&stage, "a") };
    let mut joined = stage.joined("b", stage.cast.member);
    let EventData::MemberJoined(it) = &mut joined.what else { unreachable!() };
    it.user.name = "nobody\0 ever".to_owned();
    let taken = stage.tell(&[elsewhere, joined, left(&stage, "c\0")]).await;
    assert_eq!(taken, (200, Some(BatchResponse { new: 3, subscriptions: None })));
    let names = "select payload #>> '{data,user,name}' from jobs where kind = 'restore_member'";
    let names: Vec<String> = sqlx::query_scalar(names).fetch_all(&stage.database.pool).await.unwrap();
    assert_eq!(names, ["nobody ever"]);
    stage.wait_until_idle().await;
    stage.close().await;
}
