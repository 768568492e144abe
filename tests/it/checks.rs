//! Permissions and ranks: for each action and each person, the outcome and the reply.

use discord_stand_in::{Fault, UserId};

use crate::support::stage::Stage;

/// All actions on a person, with their required options.
const ACTIONS: [(&str, &[(&str, &str)]); 7] = [
    ("warn", &[]),
    ("note", &[("reason", "x")]),
    ("timeout", &[("duration", "1h")]),
    ("jail", &[]),
    ("kick", &[]),
    ("softban", &[]),
    ("ban", &[]),
];

/// The actions that need a member.
const ON_MEMBERS: [&str; 3] = ["timeout", "jail", "kick"];

impl Stage {
    async fn with_jail() -> Self {
        let stage = Self::with_log().await;
        stage.set_jail().await;
        stage
    }

    async fn refused(&self, name: &str, options: &[(&str, &str)], target: UserId, words: &str) {
        let before = self.cases().await.len();
        let reply = self.by(self.cast.moderator, name, target, options).await;
        assert!(reply.is_ephemeral() && reply.text().contains(words), "/{name} {words}: {}", reply.text());
        assert_eq!(reply.text().matches(". ").count(), 0, "one sentence: {}", reply.text());
        assert_eq!(self.cases().await.len(), before, "/{name} {words}");
    }
}

#[tokio::test]
async fn those_above_and_beside_the_owner_the_bot_and_oneself_are_out_of_reach_of_every_action() {
    let stage = Stage::with_jail().await;
    let cast = stage.cast;
    let peer = stage.sim.add_member(cast.guild, "peer", &[cast.moderator_role]);
    for (name, options) in ACTIONS {
        stage.refused(name, options, cast.senior, "Your highest role is not above").await;
        stage.refused(name, options, peer, "Your highest role is not above").await;
        stage.refused(name, options, cast.admin, "Your highest role is not above").await;
        stage.refused(name, options, cast.owner, "owns this server").await;
        stage.refused(name, options, stage.sim.bot_user_id(), "can't act on myself").await;
        stage.refused(name, options, cast.moderator, "on yourself").await;
    }
    assert!(stage.told().is_empty() && stage.logged().is_empty());
    stage.close().await;
}

#[tokio::test]
async fn the_owner_reaches_everybody_whom_gavel_reaches() {
    let stage = Stage::with_jail().await;
    let cast = stage.cast;
    for (name, options) in ACTIONS {
        let reply = stage.by(cast.owner, name, cast.admin, options).await;
        assert!(reply.text().contains("My highest role is not above"), "/{name}: {}", reply.text());
    }
    let warned = stage.by(cast.owner, "warn", cast.senior, &[]).await;
    assert!(warned.text().contains("was warned"), "{}", warned.text());
    stage.close().await;
}

#[tokio::test]
async fn somebody_below_is_within_reach_of_every_action() {
    let stage = Stage::with_jail().await;
    let cast = stage.cast;
    for (at, (name, options)) in ACTIONS.into_iter().enumerate() {
        let person = stage.sim.add_member(cast.guild, name, &[cast.member_role]);
        let reply = stage.by(cast.moderator, name, person, options).await;
        assert!(reply.text().contains(&format!("Case #{}", at + 1)), "/{name}: {}", reply.text());
    }
    stage.wait_until_idle().await;
    assert!(stage.cases().await.iter().all(|(_, status)| status == "applied"));
    stage.close().await;
}

#[tokio::test]
async fn somebody_who_is_not_there_or_left_is_banned_and_warned_by_id_and_nothing_else() {
    let stage = Stage::with_jail().await;
    let cast = stage.cast;
    let left = stage.sim.add_member(cast.guild, "left", &[cast.moderator_role]);
    stage.sim.leave(cast.guild, left);
    for (name, options) in ACTIONS {
        for person in [cast.outsider, left] {
            if ON_MEMBERS.contains(&name) {
                stage.refused(name, options, person, "not in this server").await;
            } else {
                let reply = stage.by(cast.moderator, name, person, options).await;
                assert!(reply.text().contains("Case #"), "/{name}: {}", reply.text());
            }
        }
    }
    assert!(stage.sim.ban_of(cast.guild, cast.outsider).is_some());
    stage.close().await;
}

#[tokio::test]
async fn somebody_who_leaves_while_it_happens_is_not_recorded_as_kicked_or_timed_out() {
    let stage = Stage::with_jail().await;
    let cast = stage.cast;
    for name in ["kick", "timeout", "jail"] {
        let person = stage.sim.add_member(cast.guild, name, &[cast.member_role]);
        let method = if name == "kick" { "DELETE" } else { "PATCH" };
        stage.sim.fault(Fault::on(method, "/guilds/{}/members/{}").answer(404, 10_007, "Unknown Member"));
        let options: &[(&str, &str)] = if name == "timeout" { &[("duration", "1h")] } else { &[] };
        let reply = stage.by(cast.moderator, name, person, options).await;
        let told = "not applied: I can't find that person; they may have left";
        assert!(reply.text().contains(told), "{}", reply.text());
    }
    assert!(stage.cases().await.iter().all(|(_, status)| status == "failed"));
    stage.close().await;
}
