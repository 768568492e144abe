//! The database goes away and comes back: work without it goes on, the rest says so, and everything recovers by itself.

use std::time::Duration;

use discord_stand_in::{Fault, SignatureKind};

use crate::support::process::Process;
use crate::support::stage::{SOON, Stage};
use crate::support::wire::Wire;

#[tokio::test]
async fn without_the_database_what_needs_none_goes_on_and_the_rest_says_so_until_it_is_back() {
    let stage = Stage::empty().await.impatient();
    let wire = Wire::to(&stage).await;
    let process = Process::start_on(&stage, &wire.url()).await;
    stage.set_log().await;
    let (sim, cast) = (&stage.sim, stage.cast);
    wire.cut();
    let ping = sim.raw("{\"type\":1}", SignatureKind::Good).await;
    assert_eq!(ping.status, Some(200));
    for name in ["help", "about", "userinfo", "ping"] {
        let reply =
            sim.slash(cast.moderator, cast.general, name).await.unwrap().final_message().await.unwrap();
        assert!(!reply.text().contains("not reachable"), "/{name}: {}", reply.text());
    }
    assert_eq!(process.get("/readyz").await.0, 503);
    assert_eq!(process.get("/healthz").await.0, 200);
    let refused = stage.warn("spam").await.final_message().await.unwrap();
    assert!(refused.text().contains("records are not reachable"), "{}", refused.text());
    wire.mend();
    let healed = tokio::time::timeout(SOON, async {
        while process.get("/readyz").await.0 != 200 {
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    });
    healed.await.expect("never ready again");
    let warned = stage.warn("spam").await.final_message().await.unwrap();
    assert!(warned.text().contains("Case #1"), "{}", warned.text());
    assert_eq!(process.terminate().await, Some(0));
    stage.close().await;
}

#[tokio::test]
async fn cut_off_from_the_database_between_two_steps_the_action_is_finished_once_when_it_is_back() {
    for (method, route, words) in [
        ("POST", "/users/@me/channels", "{"),
        ("POST", "/channels/{}/messages", "You were banned"),
        ("PUT", "/guilds/{}/bans/{}", "{"),
        ("POST", "/channels/{}/messages", "Moderator"),
    ] {
        let stage = Stage::empty().await.impatient();
        let wire = Wire::to(&stage).await;
        let process = Process::start_on(&stage, &wire.url()).await;
        stage.set_log().await;
        let cast = stage.cast;
        stage.sim.fault(Fault::on(method, route).containing(words).slow(Duration::from_millis(600)));
        let order = stage.sim.slash(cast.moderator, cast.general, "ban").with("user", cast.member);
        let cutting = async {
            let called = || !stage.sim.requests_to(method, route).is_empty();
            while !called() {
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
            tokio::time::sleep(Duration::from_millis(200)).await;
            wire.cut();
            tokio::time::sleep(Duration::from_secs(2)).await;
            wire.mend();
        };
        let (ordered, ()) = tokio::join!(order.into_future(), cutting);
        let ordered = ordered.unwrap();
        stage.wait_until_idle().await;
        stage.until("the receipt", || ordered.text().contains("was banned")).await;
        assert_eq!(stage.cases().await, [(1, "applied".to_owned())], "{words}");
        assert_eq!((stage.told().len(), stage.logged().len()), (1, 1), "{words}");
        assert!(stage.sim.ban_of(cast.guild, cast.member).is_some());
        assert_eq!(process.terminate().await, Some(0));
        stage.close().await;
    }
}
