//! Orders at once: of two presses, or two equal orders, the second is decided against what the first one ordered.

use std::time::Duration;

use discord_stand_in::{Fault, Message, UserId};

use crate::support::orders::named;
use crate::support::stage::Stage;

/// The calls that orders make.
const CALLS: [(&str, &str); 12] = [
    ("GET", "/guilds/{}"),
    ("GET", "/guilds/{}/members/{}"),
    ("PATCH", "/guilds/{}/members/{}"),
    ("GET", "/guilds/{}/bans/{}"),
    ("PUT", "/guilds/{}/bans/{}"),
    ("DELETE", "/guilds/{}/bans/{}"),
    ("GET", "/guilds/{}/audit-logs"),
    ("GET", "/channels/{}"),
    ("PUT", "/channels/{}/permissions/{}"),
    ("DELETE", "/channels/{}/permissions/{}"),
    ("POST", "/channels/{}/messages"),
    ("POST", "/users/@me/channels"),
];
/// Between two presses of somebody who is impatient.
const SOON_AFTER: Duration = Duration::from_millis(300);

impl Stage {
    /// Each call takes a while, so that two orders meet.
    fn slow(&self) {
        for (method, route) in CALLS {
            self.sim.fault(Fault::on(method, route).always().slow(Duration::from_millis(150)));
        }
    }

    /// Presses a button twice; returns both replies.
    async fn pressed_twice(&self, who: UserId, message: &Message, button: &str) -> [String; 2] {
        let press = async |after: Duration| {
            tokio::time::sleep(after).await;
            self.sim.press(who, message, button).await.unwrap().final_message().await.unwrap().text()
        };
        let (first, second) = tokio::join!(press(Duration::ZERO), press(SOON_AFTER));
        [first, second]
    }

    /// Orders the same twice; returns both replies.
    async fn ordered_twice(
        &self,
        name: &str,
        target: UserId,
        options: &[(&str, &str)],
        after: Duration,
    ) -> [String; 2] {
        let order = async |after: Duration| {
            tokio::time::sleep(after).await;
            let (who, at) = (self.cast.admin, self.cast.general);
            let mut gesture = self.sim.slash(who, at, name).with("user", named(name, target));
            for (option, value) in options {
                gesture = gesture.with(option, *value);
            }
            gesture.await.unwrap().final_message().await.unwrap().text()
        };
        let (first, second) = tokio::join!(order(Duration::ZERO), order(after));
        [first, second]
    }

    /// The cases of a kind.
    async fn of_kind(&self, kind: &str) -> i64 {
        let count = "select count(*) from cases where kind = $1";
        sqlx::query_scalar(count).bind(kind).fetch_one(&self.database.pool).await.unwrap()
    }

    /// One of two replies says that it was done, the other why it was not.
    fn one_was_done(replies: &[String; 2], done: &str, refusals: &[&str]) {
        let is_refusal = |text: &String| refusals.iter().any(|refusal| text.contains(refusal));
        assert_eq!(
            replies.iter().filter(|text| text.contains(done) && !is_refusal(text)).count(),
            1,
            "{replies:?}"
        );
        assert_eq!(replies.iter().filter(|text| is_refusal(text)).count(), 1, "{replies:?}");
    }
}

#[tokio::test]
async fn undo_pressed_twice_lifts_once() {
    let stage = Stage::with_log().await;
    let cast = stage.cast;
    let receipt = stage.by(cast.admin, "timeout", cast.member, &[("duration", "1h")]).await;
    stage.wait_until_idle().await;
    stage.slow();
    let replies = stage.pressed_twice(cast.admin, &receipt, "Undo").await;
    stage.sim.clear_faults();
    stage.wait_until_idle().await;
    Stage::one_was_done(
        &replies,
        "is no longer timed out",
        &["Case #1 is being lifted by ", "Case #1 was already lifted by ", "Case #1 was already taken back"],
    );
    assert_eq!(stage.of_kind("untimeout").await, 1);
    assert_eq!((stage.logged().len(), stage.told().len()), (2, 2), "one log post and one message each");
    stage.close().await;
}

#[tokio::test]
async fn the_lift_button_pressed_twice_lifts_once() {
    let stage = Stage::with_log().await;
    let (sim, cast) = (&stage.sim, stage.cast);
    let step = sim.slash(cast.owner, cast.general, "ladder edit").with("points", 1).with("action", "timeout");
    step.with("duration", "1h").await.unwrap();
    stage.by(cast.moderator, "warn", cast.member, &[]).await;
    stage.wait_until_idle().await;
    let void =
        sim.slash(cast.moderator, cast.general, "case void").with("number", 1).with("reason", "mistaken");
    let voided = void.await.unwrap().final_message().await.unwrap();
    stage.slow();
    let replies = stage.pressed_twice(cast.moderator, &voided, "Lift the timeout (case #2)").await;
    stage.sim.clear_faults();
    stage.wait_until_idle().await;
    assert_eq!(stage.of_kind("untimeout").await, 1, "{replies:?}");
    stage.close().await;
}

#[tokio::test]
async fn a_lifting_ordered_twice_at_once_is_one() {
    for (sets, duration, lifts, done) in [
        ("ban", None, "unban", "was unbanned"),
        ("timeout", Some("1h"), "untimeout", "is no longer timed out"),
        ("jail", None, "unjail", "was released from jail"),
    ] {
        for after in [Duration::ZERO, Duration::from_millis(250), Duration::from_millis(600)] {
            let stage = Stage::with_log().await;
            let cast = stage.cast;
            stage.set_jail().await;
            let options: Vec<_> = duration.map(|duration| ("duration", duration)).into_iter().collect();
            stage.by(cast.admin, sets, cast.member, &options).await;
            stage.wait_until_idle().await;
            stage.slow();
            let replies = stage.ordered_twice(lifts, cast.member, &[], after).await;
            stage.sim.clear_faults();
            stage.wait_until_idle().await;
            Stage::one_was_done(
                &replies,
                done,
                &["is being lifted by", "was already lifted by", "nothing to lift", "already being done"],
            );
            assert_eq!(stage.of_kind(lifts).await, 1, "{replies:?}");
            stage.close().await;
        }
    }
}

#[tokio::test]
async fn the_same_for_good_ordered_twice_at_once_is_one_case() {
    for (name, done) in [("ban", "was banned"), ("jail", "was jailed")] {
        let stage = Stage::with_log().await;
        let cast = stage.cast;
        stage.set_jail().await;
        stage.slow();
        let replies = stage.ordered_twice(name, cast.member, &[], Duration::from_millis(100)).await;
        stage.sim.clear_faults();
        stage.wait_until_idle().await;
        Stage::one_was_done(
            &replies,
            done,
            &["The same is already being done", "already, so there is nothing to do"],
        );
        assert_eq!((stage.of_kind(name).await, stage.told().len(), stage.logged().len()), (1, 1, 1));
        stage.close().await;
    }
}

#[tokio::test]
async fn a_shorter_order_asks_about_a_longer_one_that_is_being_carried_out() {
    let stage = Stage::with_log().await;
    let cast = stage.cast;
    stage.slow();
    let (long, short) = tokio::join!(async { stage.by(cast.admin, "ban", cast.member, &[]).await }, async {
        tokio::time::sleep(Duration::from_millis(100)).await;
        stage.by(cast.admin, "ban", cast.member, &[("duration", "1h")]).await
    });
    stage.sim.clear_faults();
    assert!(long.text().contains("Case #1"), "{}", long.text());
    assert!(short.text().contains("Let it end") && short.text().contains("case #1"), "{}", short.text());
    stage.wait_until_idle().await;
    assert_eq!(stage.of_kind("ban").await, 1);
    stage.close().await;
}

#[tokio::test]
async fn a_lift_of_a_case_that_is_being_replaced_leaves_the_new_one() {
    let stage = Stage::with_log().await;
    let cast = stage.cast;
    let receipt = stage.by(cast.admin, "timeout", cast.member, &[("duration", "1h")]).await;
    stage.wait_until_idle().await;
    stage.slow();
    let (_, undone) = tokio::join!(
        async { stage.by(cast.admin, "timeout", cast.member, &[("duration", "7d")]).await },
        async {
            tokio::time::sleep(Duration::from_millis(100)).await;
            stage.pressed(cast.admin, &receipt, "Undo").await
        }
    );
    stage.sim.clear_faults();
    stage.wait_until_idle().await;
    assert!(undone.text().contains("Case #1 was replaced by "), "{}", undone.text());
    assert!(stage.sim.member(cast.guild, cast.member).unwrap().timed_out_until.is_some());
    stage.close().await;
}

#[tokio::test]
async fn a_channel_locked_or_opened_twice_at_once_is_one_case() {
    let stage = Stage::with_log().await;
    let (sim, cast) = (&stage.sim, stage.cast);
    for name in ["lock", "unlock"] {
        stage.slow();
        let order = async |after| {
            tokio::time::sleep(after).await;
            sim.slash(cast.admin, cast.general, name).await.unwrap().final_message().await.unwrap().text()
        };
        let (first, second) = tokio::join!(order(Duration::ZERO), order(Duration::from_millis(100)));
        sim.clear_faults();
        stage.wait_until_idle().await;
        assert_eq!(stage.of_kind(name).await, 1, "{first} / {second}");
    }
    stage.close().await;
}
