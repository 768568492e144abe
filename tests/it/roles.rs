//! `/role`: one role, given or taken, temporarily or permanently.

use std::time::Duration;

use discord_stand_in::{Fault, Invocation, Message, RoleId, UserId};
use insta::assert_snapshot;

use crate::support::orders::english;
use crate::support::process::Process;
use crate::support::stage::{SOON, Stage};

const ROLE: &str = "/guilds/{}/members/{}/roles/{}";

impl Stage {
    fn has(&self, user: UserId, role: RoleId) -> bool {
        self.sim.member(self.cast.guild, user).is_some_and(|member| member.roles.contains(&role))
    }

    async fn role_ordered(&self, who: UserId, what: &str, user: UserId, role: RoleId) -> Invocation {
        let order = self.sim.slash(who, self.cast.general, &format!("role {what}"));
        order.with("user", user).with("role", role).await.unwrap()
    }

    /// Gives or takes a role permanently, as the senior moderator.
    async fn role(&self, what: &str, user: UserId, role: RoleId) -> Message {
        self.role_ordered(self.cast.senior, what, user, role).await.final_message().await.unwrap()
    }

    /// Gives or takes a role temporarily, as the senior moderator.
    async fn role_for(&self, what: &str, user: UserId, role: RoleId, duration: &str) -> Message {
        let order = self.sim.slash(self.cast.senior, self.cast.general, &format!("role {what}"));
        let order = order.with("user", user).with("role", role).with("duration", duration);
        order.await.unwrap().final_message().await.unwrap()
    }

    fn event_role(&self) -> RoleId {
        self.sim.add_role(self.cast.guild, "Event", 1, 0)
    }

    /// Returns kind, status and summary of the newest case.
    async fn newest(&self) -> (String, String, Option<String>) {
        let newest = "select kind, status, summary from cases order by number desc limit 1";
        let (kind, status, summary): (String, String, Option<String>) =
            sqlx::query_as(newest).fetch_one(&self.database.pool).await.unwrap();
        (kind, status, summary.map(english))
    }
}

#[tokio::test]
async fn a_role_is_given_and_taken_once_and_recorded() {
    let stage = Stage::with_log().await;
    let (cast, role) = (stage.cast, stage.event_role());
    let given = stage.role("add", cast.member, role).await;
    let words = format!("was given a role: <@&{role}>.");
    assert!(given.text().contains(&words) && stage.has(cast.member, role), "{}", given.text());
    assert!(stage.logged()[0].text().contains(&format!("**Role:** <@&{role}>")));
    let again = stage.role("add", cast.member, role).await;
    let words = format!("already has <@&{role}>, so there's nothing to give");
    assert!(again.text().contains(&words), "{}", again.text());
    let taken = stage.role("remove", cast.member, role).await;
    assert!(taken.text().contains("had a role taken") && !stage.has(cast.member, role), "{}", taken.text());
    let nothing = stage.role("remove", cast.member, role).await;
    assert!(nothing.text().contains("nothing to take"), "{}", nothing.text());
    assert_eq!((stage.cases().await.len(), stage.told().len()), (2, 0));
    assert_eq!(stage.sim.requests_to("PUT", ROLE).len(), 1);
    stage.close().await;
}

#[tokio::test]
async fn a_role_for_a_while_goes_again_and_one_taken_for_a_while_comes_back() {
    let stage = Stage::with_log().await;
    let (cast, role) = (stage.cast, stage.event_role());
    let given = stage.role_for("add", cast.member, role, "1h").await;
    assert!(given.text().contains(&format!("<@&{role}> until <t:")), "{}", given.text());
    stage.ring("expire").await;
    stage.until("the role goes", || !stage.has(cast.member, role)).await;
    stage.wait_until_idle().await;
    let taken = stage.role_for("remove", cast.member, cast.member_role, "1h").await;
    assert!(taken.text().contains("had a role taken"), "{}", taken.text());
    stage.ring("expire").await;
    stage.until("the role is back", || stage.has(cast.member, cast.member_role)).await;
    stage.wait_until_idle().await;
    let logged = stage.logged();
    assert!(logged[1].text().contains("The role add of case"), "{}", logged[1].text());
    assert!(logged[3].text().contains("The role remove of case"), "{}", logged[3].text());
    assert_eq!(stage.timers("expire").await, []);
    stage.close().await;
}

#[tokio::test]
async fn two_roles_of_one_person_do_not_disturb_each_other() {
    let stage = Stage::with_log().await;
    let cast = stage.cast;
    let one = stage.event_role();
    let two = stage.event_role();
    stage.role_for("add", cast.member, one, "1h").await;
    stage.role_for("add", cast.member, two, "2h").await;
    assert_eq!(stage.timers("expire").await.len(), 2);
    stage.role("remove", cast.member, two).await;
    stage.wait_until_idle().await;
    assert!(stage.has(cast.member, one) && !stage.has(cast.member, two));
    assert_eq!(stage.timers("expire").await.len(), 1, "the other role's timer stays");
    stage.ring_case(1).await;
    stage.until("the first role goes", || !stage.has(cast.member, one)).await;
    stage.wait_until_idle().await;
    assert_eq!(stage.cases().await.len(), 4);
    stage.close().await;
}

#[tokio::test]
async fn a_later_order_moves_the_end_and_only_the_last_one_counts() {
    let stage = Stage::with_log().await;
    let (cast, role) = (stage.cast, stage.event_role());
    stage.role_for("add", cast.member, role, "1h").await;
    stage.role_for("add", cast.member, role, "2h").await;
    stage.wait_until_idle().await;
    let timers = stage.timers("expire").await;
    assert!(matches!(timers[..], [(left, 0)] if left > 3600), "{timers:?}");
    let edit = stage.sim.slash(cast.senior, cast.general, "case edit").with("number", 2);
    let moved = edit.with("duration", "3h").await.unwrap().final_message().await.unwrap();
    assert!(moved.text().contains("it ends <t:"), "{}", moved.text());
    let forever = stage.role("add", cast.member, role).await;
    assert!(forever.text().contains("Case #3"), "{}", forever.text());
    stage.wait_until_idle().await;
    assert_eq!(stage.timers("expire").await, []);
    let card = stage.role_for("add", cast.member, role, "1h").await;
    assert!(card.text().contains("permanently") && card.text().contains("Let it end"), "{}", card.text());
    let done = stage.pressed(cast.senior, &card, "Go on").await;
    assert!(done.text().contains("Case #4") && done.text().contains("until"), "{}", done.text());
    stage.ring("expire").await;
    stage.until("the role goes", || !stage.has(cast.member, role)).await;
    stage.wait_until_idle().await;
    stage.close().await;
}

#[tokio::test]
async fn undo_takes_it_back_and_offers_no_undo_of_itself() {
    let stage = Stage::with_log().await;
    let (cast, role) = (stage.cast, stage.event_role());
    let given = stage.role_for("add", cast.member, role, "1h").await;
    let undone = stage.pressed(cast.senior, &given, "Undo").await;
    assert!(!stage.has(cast.member, role) && undone.control("Undo").is_none(), "{}", undone.text());
    stage.wait_until_idle().await;
    assert_eq!(stage.timers("expire").await, []);
    let taken = stage.role("remove", cast.member, cast.member_role).await;
    stage.pressed(cast.senior, &taken, "Undo").await;
    assert!(stage.has(cast.member, cast.member_role));
    stage.close().await;
}

#[tokio::test]
async fn what_somebody_changed_by_hand_is_recorded_as_it_is() {
    let stage = Stage::with_log().await;
    let (sim, cast, role) = (&stage.sim, stage.cast, stage.event_role());
    stage.role_for("add", cast.member, role, "1h").await;
    sim.set_roles(cast.guild, cast.member, &[]);
    stage.ring("expire").await;
    stage.wait_for_case(2).await;
    let note = "they no longer had the role";
    assert_eq!(stage.newest().await, ("role_remove".into(), "applied".into(), Some(note.into())));
    stage.role_for("add", cast.newcomer, role, "1h").await;
    sim.leave(cast.guild, cast.newcomer);
    stage.ring("expire").await;
    stage.wait_for_case(4).await;
    let note = "they are not in the server";
    assert_eq!(stage.newest().await, ("role_remove".into(), "applied".into(), Some(note.into())));
    sim.set_roles(cast.guild, cast.member, &[role]);
    stage.role_for("remove", cast.member, role, "1h").await;
    sim.remove_role(cast.guild, role);
    stage.ring("expire").await;
    stage.wait_for_case(6).await;
    assert_eq!(stage.newest().await.2.as_deref(), Some("the role is gone"));
    stage.close().await;
}

impl Stage {
    /// Waits until a case was carried out and logged.
    async fn wait_for_case(&self, number: i32) {
        let logged = "select count(*) from cases where number = $1 and logged is not null";
        let count = async || {
            sqlx::query_scalar::<_, i64>(logged).bind(number).fetch_one(&self.database.pool).await.unwrap()
        };
        let waited = tokio::time::timeout(SOON, async {
            while count().await == 0 {
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        });
        waited.await.expect("the case is carried out");
        self.wait_until_idle().await;
    }
}

#[tokio::test]
async fn roles_out_of_reach_are_refused_in_a_sentence() {
    let stage = Stage::with_log().await;
    let (sim, cast) = (&stage.sim, stage.cast);
    let low = stage.event_role();
    let peer = sim.add_member(cast.guild, "peer", &[cast.senior_role]);
    for (who, user, role, why) in [
        (cast.senior, cast.member, cast.senior_role, "not below your highest role"),
        (cast.owner, cast.member, cast.admin_role, "not below my highest role"),
        (cast.senior, cast.member, cast.helper_role, "nobody can give or take it"),
        (cast.senior, cast.member, RoleId::new(cast.guild.get()), "@everyone"),
        (cast.senior, peer, low, "Your highest role is not above"),
        (cast.senior, cast.owner, low, "owns this server"),
        (cast.senior, sim.bot_user_id(), low, "can't act on myself"),
        (cast.senior, cast.outsider, low, "not in this server"),
    ] {
        let refused = stage.role_ordered(who, "add", user, role).await.final_message().await.unwrap();
        assert!(refused.text().contains(why), "{why}: {}", refused.text());
    }
    assert_eq!(stage.cases().await, []);
    let own = stage.role("add", cast.senior, low).await;
    assert!(own.text().contains("was given a role"), "one's own, below one's highest: {}", own.text());
    let above_gavel =
        stage.role_ordered(cast.owner, "add", cast.admin, low).await.final_message().await.unwrap();
    assert!(stage.has(cast.admin, low), "only the role's place counts: {}", above_gavel.text());
    stage.close().await;
}

#[tokio::test]
async fn a_right_that_only_a_channel_gives_is_not_enough() {
    let stage = Stage::with_log().await;
    let (sim, cast, role) = (&stage.sim, stage.cast, stage.event_role());
    sim.set_role_overwrite(cast.general, cast.moderator_role, 1 << 28, 0);
    let refused =
        stage.role_ordered(cast.moderator, "add", cast.newcomer, role).await.final_message().await.unwrap();
    assert!(refused.text().contains("Manage Roles in the whole server"), "{}", refused.text());
    assert_eq!(stage.cases().await, []);
    stage.close().await;
}

#[tokio::test]
async fn a_role_with_power_asks_first() {
    let stage = Stage::with_log().await;
    let (sim, cast) = (&stage.sim, stage.cast);
    let helper = sim.add_role(cast.guild, "Trial", 1, 1 << 40 | 1 << 13);
    let card = stage.role("add", cast.member, helper).await;
    assert_snapshot!(stage.readable(&card.text()), @r"
    **<@&id 1> is a powerful role:** Timeout Members and Manage Messages. Give it to <@member> anyway?
    Go on
    Leave it
    ");
    assert!(!stage.has(cast.member, helper) && stage.cases().await.is_empty());
    let done = stage.pressed(cast.senior, &card, "Go on").await;
    assert!(stage.has(cast.member, helper), "{}", done.text());
    stage.close().await;
}

#[tokio::test]
async fn a_jail_keeps_what_timers_change_and_nothing_is_given_inside() {
    let stage = Stage::with_log().await;
    let (cast, temporary) = (stage.cast, stage.event_role());
    let (cell, lost) = (stage.set_jail().await, stage.event_role());
    stage.sim.set_roles(cast.guild, cast.member, &[cast.member_role, lost]);
    stage.role_for("add", cast.member, temporary, "1h").await;
    stage.role_for("remove", cast.member, lost, "1h").await;
    stage.by(cast.senior, "jail", cast.member, &[]).await;
    let refused = stage.role("add", cast.member, lost).await;
    assert!(refused.text().contains("is in jail by [case #3]("), "{}", refused.text());
    stage.ring_case(1).await;
    stage.wait_for_case(4).await;
    stage.ring_case(2).await;
    stage.wait_for_case(5).await;
    assert!(stage.newest().await.2.unwrap().contains("so they get it when they're released"));
    assert!(stage.has(cast.member, cell) && !stage.has(cast.member, lost));
    stage.by(cast.senior, "unjail", cast.member, &[]).await;
    let roles = stage.sim.member(cast.guild, cast.member).unwrap().roles;
    let mut wanted = vec![cast.member_role, lost];
    wanted.sort();
    assert!(roles.iter().copied().eq(wanted), "{roles:?}");
    stage.close().await;
}

#[tokio::test]
async fn a_role_ordered_of_a_process_that_dies_is_given_once_and_ends_in_the_next() {
    let stage = Stage::empty().await;
    let process = Process::start(&stage).await;
    stage.set_log().await;
    let (cast, role) = (stage.cast, stage.event_role());
    stage.sim.fault(Fault::on("PUT", ROLE).applied_but_never_answered());
    let order = stage.sim.slash(cast.senior, cast.general, "role add").with("user", cast.member);
    let order = order.with("role", role).with("duration", "1h");
    process.killed_during(&stage, order).await.unwrap();
    let next = Process::start(&stage).await;
    stage.wait_until_idle().await;
    assert_eq!(stage.newest().await, ("role_add".into(), "applied".into(), None));
    stage.ring("expire").await;
    stage.until("the role goes", || !stage.has(cast.member, role)).await;
    stage.wait_until_idle().await;
    assert_eq!(stage.cases().await.len(), 2);
    assert_eq!(next.terminate().await, Some(0));
    stage.sim.clear_violations();
    stage.close().await;
}

#[tokio::test]
async fn a_policy_limits_roles_too() {
    let stage = Stage::with_log().await;
    let (sim, cast, role) = (&stage.sim, stage.cast, stage.event_role());
    let set = sim.slash(cast.owner, cast.general, "policy set").with("role", cast.senior_role);
    let set = set.with("action", "role add").with("longest", "1d").await.unwrap();
    assert!(set.text().contains("role add: up to 1d"), "{}", set.text());
    let refused = stage.role_for("add", cast.member, role, "2d").await;
    assert!(refused.text().contains("use role add only for up to 1d"), "{}", refused.text());
    let fine = stage.role_for("add", cast.member, role, "1h").await;
    assert!(fine.text().contains("Case #1"), "{}", fine.text());
    stage.close().await;
}
