//! `gavel sidecar`: its calls to Discord, the events it sends, and that no event is lost.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::time::Duration;

use axum::http::StatusCode;
use discord_stand_in::{Intent, Resumable};
use gavel::domain::event::{EventData, EventKind};

use crate::support::process::get;
use crate::support::sidecar::{EventSink, Sidecar};
use crate::support::stage::{SOON, Stage};

use EventKind::{AuditEntry, MemberJoined, MemberLeft, MessageEdited, MessagesDeleted};

const MEMBERS: u64 = 1 << 1;
const MODERATION: u64 = 1 << 2;
const MESSAGES: u64 = 1 << 9;
const CONTENT: u64 = 1 << 15;

struct Scene {
    stage: Stage,
    sink: EventSink,
    directory: tempfile::TempDir,
}

impl Scene {
    async fn wanting(kinds: &[EventKind]) -> Self {
        let stage = Stage::empty().await;
        stage.sim.set_intents(&[Intent::Members, Intent::MessageContent]);
        let sink = EventSink::new(kinds).await;
        Self { stage, sink, directory: tempfile::tempdir().unwrap() }
    }

    fn data(&self) -> PathBuf {
        self.directory.path().join("data")
    }

    async fn sidecar(&self) -> Sidecar {
        Sidecar::start(&self.stage, self.sink.address, &self.data(), &[]).await
    }

    /// Makes a new user join.
    fn join(&self, name: &str) {
        self.stage.sim.add_member(self.stage.cast.guild, name, &[]);
    }

    /// Waits until `look` returns `true`.
    async fn until(&self, what: &str, mut look: impl AsyncFnMut() -> bool) {
        let waited = tokio::time::timeout(SOON, async {
            while !look().await {
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        });
        waited.await.expect(what);
    }

    /// Waits until `count` distinct events were received.
    async fn told(&self, count: usize) {
        self.until("the events are told", async || self.sink.distinct().len() >= count).await;
        assert_eq!(self.sink.distinct().len(), count);
    }

    /// Waits until a session is connected; returns its id.
    async fn session(&self) -> String {
        let gateway = self.stage.sim.gateway();
        self.until("a session is heard", async || !gateway.connected().is_empty()).await;
        gateway.connected().remove(0).session
    }

    /// Waits until the session was saved.
    async fn saved(&self) {
        let file = self.directory.path().join("data-sidecar/sessions-0-1-1.json");
        self.until("the session is saved", async || file.exists()).await;
    }

    fn intents(&self) -> Vec<u64> {
        self.stage.sim.gateway().connected().iter().map(|it| it.intents).collect()
    }

    async fn close(self) {
        self.stage.close().await;
    }
}

#[tokio::test]
async fn it_asks_for_no_more_than_is_wanted_and_tells_what_it_hears() {
    let scene = Scene::wanting(&[MemberJoined, MemberLeft]).await;
    let sidecar = scene.sidecar().await;
    let seen = scene.stage.sim.gateway().connected().remove(0);
    assert_eq!(seen.intents, MEMBERS);
    assert_eq!(seen.presence["activities"][0]["name"], "for /help");
    assert_eq!(seen.presence["activities"][0]["type"], 3);
    let cast = scene.stage.cast;
    scene.join("ann");
    scene.stage.sim.leave(cast.guild, cast.member);
    scene.told(2).await;
    let kinds: Vec<EventKind> = scene.sink.told.lock().unwrap().events.iter().map(|it| it.kind()).collect();
    assert_eq!(kinds, [MemberJoined, MemberLeft]);
    let hello = scene.sink.told.lock().unwrap().hello.clone().unwrap();
    assert_eq!((hello.shards.as_str(), hello.missing_intents.len()), ("0..1/1", 0));
    assert_eq!(get(sidecar.port, "/healthz").await.0, 200);
    let metrics = get(sidecar.port, "/metrics").await.1;
    assert!(metrics.contains("gavel_sidecar_events_total{outcome=\"published\"} 2"), "{metrics}");
    assert_eq!(sidecar.terminate().await, Some(0));
    scene.close().await;
}

#[tokio::test]
async fn a_new_wish_is_heard_without_a_restart() {
    let scene = Scene::wanting(&[]).await;
    let sidecar = scene.sidecar().await;
    assert_eq!(scene.intents(), [0]);
    scene.sink.want(&[MemberJoined]);
    scene.until("the new intent is asked for", async || scene.intents() == [MEMBERS]).await;
    scene.join("ann");
    scene.told(1).await;
    assert_eq!(sidecar.terminate().await, Some(0));
    scene.close().await;
}

#[tokio::test]
async fn what_the_application_may_not_hear_is_said_and_costs_nothing_else() {
    let scene = Scene::wanting(&[MemberJoined, MessageEdited, MessagesDeleted, AuditEntry]).await;
    scene.stage.sim.set_intents(&[]);
    let sidecar = scene.sidecar().await;
    assert_eq!(scene.intents(), [MESSAGES | MODERATION]);
    let missing_intents: BTreeSet<EventKind> = [MemberJoined, MessageEdited].into();
    let said = async || {
        scene
            .sink
            .told
            .lock()
            .unwrap()
            .hello
            .as_ref()
            .is_some_and(|hello| hello.missing_intents == missing_intents)
    };
    scene.until("it says what it can't hear", said).await;
    assert_eq!(sidecar.terminate().await, Some(0));
    scene.close().await;
}

#[tokio::test]
async fn a_message_log_tells_what_was_written_before() {
    let scene = Scene::wanting(&[MessageEdited, MessagesDeleted]).await;
    let sidecar = scene.sidecar().await;
    assert_eq!(scene.intents(), [MESSAGES | CONTENT]);
    let (sim, cast) = (&scene.stage.sim, scene.stage.cast);
    let message = sim.write(cast.member, cast.general, "one").unwrap();
    sim.edit(cast.member, &message, "two").unwrap();
    sim.delete(cast.moderator, cast.general, message.id).unwrap();
    scene.told(2).await;
    let told = scene.sink.told.lock().unwrap().events.clone();
    let EventData::MessageEdited(edited) = &told[0].what else { panic!("{told:?}") };
    assert_eq!((edited.before.as_deref(), edited.after.as_str()), (Some("one"), "two"));
    let EventData::MessagesDeleted(deleted) = &told[1].what else { panic!("{told:?}") };
    assert_eq!(deleted.messages[0].content.as_deref(), Some("two"));
    assert_eq!(sidecar.terminate().await, Some(0));
    scene.close().await;
}

#[tokio::test]
async fn a_restart_resumes_and_nothing_that_happened_meanwhile_is_lost() {
    let scene = Scene::wanting(&[MemberJoined]).await;
    let sidecar = scene.sidecar().await;
    scene.join("ann");
    scene.told(1).await;
    let session = scene.session().await;
    assert_eq!(sidecar.terminate().await, Some(0));
    for name in ["bob", "cid", "dan"] {
        scene.join(name);
    }
    let sidecar = scene.sidecar().await;
    assert_eq!(scene.session().await, session);
    scene.told(4).await;
    assert_eq!(scene.sink.ids().len(), 4, "told once each");
    sidecar.kill();
    scene.close().await;
}

#[tokio::test]
async fn a_restart_before_the_session_was_heard_again_keeps_it_all_the_same() {
    let scene = Scene::wanting(&[MemberJoined]).await;
    let sidecar = scene.sidecar().await;
    let session = scene.session().await;
    assert_eq!(sidecar.terminate().await, Some(0));
    scene.join("ann");
    scene.stage.sim.gateway().refuse(4000);
    let refused = Sidecar::spawn(&scene.stage, scene.sink.address, &scene.data(), &[]);
    let listens = async || tokio::net::TcpStream::connect(("127.0.0.1", refused.port)).await.is_ok();
    scene.until("it listens", listens).await;
    let closed = async || get(refused.port, "/metrics").await.1.contains("gavel_gateway_closes_total 1");
    scene.until("the Gateway closes the connection", closed).await;
    assert_eq!(refused.terminate().await, Some(0));
    scene.stage.sim.gateway().admit();
    let sidecar = scene.sidecar().await;
    assert_eq!(scene.session().await, session);
    scene.told(1).await;
    assert_eq!(sidecar.terminate().await, Some(0));
    scene.close().await;
}

#[tokio::test]
async fn killed_at_any_moment_it_loses_nothing() {
    let scene = Scene::wanting(&[MemberJoined]).await;
    let mut joined = 0;
    for round in 0..5 {
        let sidecar = scene.sidecar().await;
        scene.saved().await;
        for _ in 0..20 {
            scene.join(&format!("member {joined}"));
            joined += 1;
        }
        // By now some events were sent, some not; the file may be a second old.
        tokio::time::sleep(Duration::from_millis(300 * round)).await;
        sidecar.kill();
    }
    let sidecar = scene.sidecar().await;
    scene.told(joined).await;
    assert_eq!(sidecar.terminate().await, Some(0));
    scene.close().await;
}

#[tokio::test]
async fn the_gateway_may_end_connections_and_sessions_as_it_likes() {
    let scene = Scene::wanting(&[MemberJoined]).await;
    let sidecar = scene.sidecar().await;
    let gateway = || scene.stage.sim.gateway();
    let session = scene.session().await;
    gateway().reconnect();
    scene.join("ann");
    scene.told(1).await;
    gateway().cut();
    scene.join("bob");
    scene.told(2).await;
    gateway().invalidate(Resumable::Yes);
    scene.join("cid");
    scene.told(3).await;
    assert_eq!(scene.session().await, session);
    gateway().set_identify_pause(Duration::ZERO);
    gateway().invalidate(Resumable::No);
    scene
        .stage
        .until("a new session begins", || {
            gateway().connected().first().is_some_and(|it| it.session != session)
        })
        .await;
    scene.join("dan");
    scene.told(4).await;
    assert_eq!(scene.sink.ids().len(), 4, "told once each");
    assert_eq!(sidecar.terminate().await, Some(0));
    scene.close().await;
}

#[tokio::test]
async fn while_the_server_is_away_the_oldest_is_dropped_and_the_rest_is_told_later() {
    let scene = Scene::wanting(&[MemberJoined]).await;
    let sidecar = Sidecar::start(&scene.stage, scene.sink.address, &scene.data(), &["--queue", "3"]).await;
    scene.sink.told.lock().unwrap().refusal = Some(StatusCode::SERVICE_UNAVAILABLE);
    scene.join("on its way");
    let says = async |line: &str| get(sidecar.port, "/metrics").await.1.contains(line);
    scene.until("the server is found to be away", async || says("gavel_sidecar_server_up 0").await).await;
    for number in 0..10 {
        scene.join(&format!("member {number}"));
    }
    let dropped = "gavel_sidecar_events_total{outcome=\"dropped\"}";
    scene.until("the oldest are dropped", async || says(dropped).await).await;
    scene.sink.told.lock().unwrap().refusal = None;
    let last = async || {
        let told = scene.sink.told.lock().unwrap();
        told.events
            .iter()
            .any(|it| matches!(&it.what, EventData::MemberJoined(it) if it.user.name == "member 9"))
    };
    scene.until("the newest is told", last).await;
    assert!(scene.sink.distinct().len() < 11, "{:?}", scene.sink.ids());
    assert_eq!(sidecar.terminate().await, Some(0));
    scene.close().await;
}

#[tokio::test]
async fn an_answer_that_is_lost_costs_a_repetition_and_no_event() {
    let scene = Scene::wanting(&[MemberJoined]).await;
    let sidecar = scene.sidecar().await;
    scene.sink.told.lock().unwrap().lost = Some(StatusCode::BAD_GATEWAY);
    scene.join("ann");
    scene.until("it is told again", async || scene.sink.ids().len() >= 2).await;
    scene.sink.told.lock().unwrap().lost = None;
    scene.join("bob");
    scene.told(2).await;
    assert_eq!(sidecar.terminate().await, Some(0));
    scene.close().await;
}

#[tokio::test]
async fn several_processes_share_the_shards_and_each_identifies_in_turn() {
    let scene = Scene::wanting(&[MemberJoined]).await;
    let gateway = || scene.stage.sim.gateway();
    gateway().set_max_concurrency(4);
    let first = Sidecar::spawn(&scene.stage, scene.sink.address, &scene.data(), &["--shards", "0..2/4"]);
    let second = Sidecar::spawn(&scene.stage, scene.sink.address, &scene.data(), &["--shards", "2..4/4"]);
    scene.until("all shards are heard", async || gateway().connected().len() == 4).await;
    let shards: Vec<_> = gateway().connected().iter().map(|it| it.shard.unwrap()).collect();
    assert_eq!(shards, [[0, 4], [1, 4], [2, 4], [3, 4]]);
    scene.join("ann");
    scene.told(1).await;
    assert_eq!(first.terminate().await, Some(0));
    assert_eq!(second.terminate().await, Some(0));
    scene.close().await;
}

#[tokio::test]
async fn what_can_not_work_ends_with_a_code_that_says_so() {
    let scene = Scene::wanting(&[MemberJoined]).await;
    let refused = async |code: u16| {
        scene.stage.sim.gateway().refuse(code);
        let mut sidecar = Sidecar::spawn(&scene.stage, scene.sink.address, &scene.data(), &[]);
        sidecar.ended().await
    };
    assert_eq!(refused(4004).await, Some(77));
    assert_eq!(refused(4011).await, Some(78));
    scene.stage.sim.gateway().admit();
    let mut wrong = Sidecar::spawn(&scene.stage, scene.sink.address, &scene.data(), &["--shards", "4..2/4"]);
    assert_eq!(wrong.ended().await, Some(78));
    scene.close().await;
}
