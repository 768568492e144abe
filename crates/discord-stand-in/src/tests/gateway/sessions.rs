//! Sessions that lose their connection and resume.

use serde_json::json;
use twilight_gateway::{CloseFrame, Event};
use twilight_model::gateway::payload::outgoing::update_presence::{UpdatePresence, UpdatePresencePayload};
use twilight_model::gateway::presence::{ActivityType, MinimalActivity, Status};

use super::{ALL, Bare, Client, SOON, config, lay};
use crate::{Connected, Resumable, StandIn};

async fn connected(sim: &StandIn) -> Connected {
    sim.eventually(SOON, || sim.gateway().connected().pop()).await.expect("nobody is connected")
}

async fn nobody(sim: &StandIn) {
    sim.eventually(SOON, || sim.gateway().connected().is_empty().then_some(()))
        .await
        .expect("still connected");
}

#[tokio::test]
async fn a_cut_connection_is_resumed_and_misses_nothing() {
    let table = lay().await;
    let (sim, cast) = (&table.sim, *table.sim.cast());
    let mut client = Client::ready(sim, ALL).await;
    sim.write(cast.member, cast.general, "heard").unwrap();
    assert_eq!(client.messages(1).await, ["heard"]);
    let before = connected(sim).await.session;
    sim.gateway().cut();
    nobody(sim).await;
    for text in ["one", "two", "three"] {
        sim.write(cast.member, cast.general, text).unwrap();
    }
    assert_eq!(client.names(3).await, ["MESSAGE_CREATE"; 3], "what was missed, and nothing twice");
    assert_eq!(client.names(1).await, ["RESUMED"]);
    assert_eq!(connected(sim).await.session, before);
    sim.write(cast.member, cast.general, "four").unwrap();
    assert_eq!(client.messages(1).await, ["four"]);
    table.clear();
}

#[tokio::test]
async fn a_client_that_is_told_to_reconnect_resumes() {
    let table = lay().await;
    let (sim, cast) = (&table.sim, *table.sim.cast());
    let mut client = Client::ready(sim, ALL).await;
    for round in ["reconnect", "invalid but resumable", "closed"] {
        match round {
            "reconnect" => sim.gateway().reconnect(),
            "closed" => sim.gateway().close(4000),
            _ => sim.gateway().invalidate(Resumable::Yes),
        }
        client.until("RESUMED").await;
        sim.write(cast.member, cast.general, round).unwrap();
        assert_eq!(client.messages(1).await, [round]);
    }
    table.clear();
}

#[tokio::test]
async fn an_invalid_session_begins_anew() {
    let table = lay().await;
    let sim = &table.sim;
    let mut client = Client::ready(sim, ALL).await;
    let before = connected(sim).await.session;
    sim.gateway().invalidate(Resumable::No);
    client.until("READY").await;
    let between = connected(sim).await.session;
    assert_ne!(before, between);
    sim.gateway().cut();
    nobody(sim).await;
    sim.gateway().forget_sessions();
    client.until("READY").await;
    assert_ne!(connected(sim).await.session, between);
    table.clear();
}

#[tokio::test]
async fn what_is_too_old_cannot_be_resumed() {
    let table = lay().await;
    let (sim, cast) = (&table.sim, *table.sim.cast());
    sim.gateway().keep(3);
    let mut client = Client::ready(sim, ALL).await;
    for (missed, goes_on) in [(3, "RESUMED"), (4, "READY")] {
        sim.gateway().cut();
        nobody(sim).await;
        (0..missed).for_each(|_| drop(sim.write(cast.member, cast.general, "chat").unwrap()));
        let names = client.names(1).await;
        assert_eq!(names[0] == "MESSAGE_CREATE", goes_on == "RESUMED");
        if names[0] != goes_on {
            client.until(goes_on).await;
        }
    }
    table.clear();
}

#[tokio::test]
async fn a_session_waits_five_minutes_and_ends_when_the_client_says_so() {
    let clock = crate::clock::Clock::system();
    let options = crate::Options::default().clock(clock.clone());
    let table = super::Table::lay_with(options).await;
    let sim = &table.sim;
    let resume = async |id: &str, seq: u64| {
        let mut bare = Bare::new(sim).await;
        bare.say(6, json!({ "token": sim.token(), "session_id": id, "seq": seq })).await;
        (bare.read().await, bare)
    };
    let mut bare = Bare::new(sim).await;
    bare.identify(sim, json!({})).await;
    let id = bare.read().await["d"]["session_id"].as_str().unwrap().to_owned();
    drop(bare);
    nobody(sim).await;
    let (answer, mut bare) = resume(&id, 1).await;
    assert_eq!((&answer["t"], &answer["s"]), (&json!("RESUMED"), &json!(2)));
    bare.say(6, json!({})).await;
    assert_eq!(bare.closed().await, 4005, "it has a session");
    drop(bare);
    nobody(sim).await;
    let mut ahead = Bare::new(sim).await;
    ahead.say(6, json!({ "token": sim.token(), "session_id": id, "seq": 99 })).await;
    assert_eq!(ahead.closed().await, 4007, "it never heard that");
    let (answer, _bare) = resume("nonsense", 1).await;
    assert_eq!((&answer["op"], &answer["d"]), (&json!(9), &json!(false)));
    clock.advance(std::time::Duration::from_secs(301));
    let (answer, _bare) = resume(&id, 2).await;
    assert_eq!((&answer["op"], &answer["d"]), (&json!(9), &json!(false)));
    table.clear();
}

#[tokio::test]
async fn a_client_that_leaves_with_1000_leaves_no_session() {
    let table = lay().await;
    let sim = &table.sim;
    let mut client = Client::ready(sim, ALL).await;
    let session = connected(sim).await;
    client.close(CloseFrame::NORMAL);
    assert_eq!(client.closed().await, Some(1000));
    nobody(sim).await;
    let mut bare = Bare::new(sim).await;
    bare.say(6, json!({ "token": sim.token(), "session_id": session.session, "seq": session.seq })).await;
    assert_eq!(bare.read().await["op"], 9);
    table.clear();
}

#[tokio::test]
async fn a_process_that_starts_anew_takes_its_session_up() {
    let table = lay().await;
    let (sim, cast) = (&table.sim, *table.sim.cast());
    let client = Client::ready(sim, ALL).await;
    let (session, url) = (client.0.session().unwrap().clone(), client.0.resume_url().unwrap().to_owned());
    drop(client);
    nobody(sim).await;
    sim.write(cast.member, cast.general, "meanwhile").unwrap();
    let mut client = Client::new(config(sim, ALL).session(session).resume_url(url).build());
    assert_eq!(client.names(2).await, ["MESSAGE_CREATE", "RESUMED"]);
    table.clear();
}

#[tokio::test]
async fn a_presence_is_remembered() {
    let table = lay().await;
    let sim = &table.sim;
    let watching = |what: &str| {
        let activity = MinimalActivity { kind: ActivityType::Watching, name: what.to_owned(), url: None };
        UpdatePresencePayload::new([activity.into()], false, None, Status::Online).unwrap()
    };
    let mut client = Client::new(config(sim, ALL).presence(watching("for /help")).build());
    client.until("READY").await;
    assert_eq!(connected(sim).await.presence["activities"][0]["name"], "for /help");
    client
        .0
        .command(&UpdatePresence { d: watching("you"), op: twilight_model::gateway::OpCode::PresenceUpdate });
    let seen = sim.eventually(SOON, || {
        (sim.gateway().connected()[0].presence["activities"][0]["name"] == "you").then_some(())
    });
    let listen = async { while client.next().await.is_some() {} };
    tokio::select! {
        seen = seen => assert!(seen.is_some()),
        () = listen => panic!("closed"),
    }
    table.clear();
}

#[tokio::test]
async fn a_heartbeat_is_acknowledged() {
    let table = lay().await;
    let sim = &table.sim;
    let mut client = Client::ready(sim, ALL).await;
    sim.gateway().ask_heartbeat();
    loop {
        if let Some(Event::GatewayHeartbeatAck) = client.next().await {
            break;
        }
    }
    assert_eq!(connected(sim).await.heartbeats, 1);
    table.clear();
}
