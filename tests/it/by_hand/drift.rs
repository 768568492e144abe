//! Changes by hand that contradict the record: both are reconciled, in the order in which things were done.

use discord_stand_in::UserId;

use crate::support::stage::Stage;

impl Stage {
    /// Returns the number of waiting timers of a kind.
    async fn waiting(&self, kind: &str) -> i64 {
        sqlx::query_scalar("select count(*) from jobs where kind = $1 and finished_at is null")
            .bind(kind)
            .fetch_one(&self.database.pool)
            .await
            .unwrap()
    }

    async fn ban_for_an_hour(&self, person: UserId) {
        let reply = self.by(self.cast.admin, "ban", person, &[("duration", "1h")]).await;
        assert!(reply.text().contains("was banned"), "{}", reply.text());
    }
}

#[tokio::test]
async fn an_unban_by_hand_closes_a_temporary_ban_and_its_timer_does_not_fire() {
    let stage = Stage::watching().await;
    let (sim, cast) = (&stage.sim, &stage.cast);
    stage.ban_for_an_hour(cast.member).await;
    sim.unban(cast.owner, cast.guild, cast.member, "a mistake").unwrap();
    stage.read_audit_log().await;
    let records = stage.records().await;
    assert_eq!(records.len(), 2);
    assert_eq!((records[1].kind.as_str(), records[1].parent), ("unban", Some(1)));
    assert!(!records[0].is_open && stage.waiting("expire").await == 0, "{records:?}");
    // Banned again by hand: the old timer must not lift the new ban.
    sim.ban(cast.owner, cast.guild, cast.member, "after all").unwrap();
    stage.read_audit_log().await;
    stage.ring("expire").await;
    stage.wait_until_idle().await;
    assert!(stage.is_banned(cast.member));
    assert_eq!(stage.records().await.len(), 3);
    stage.close().await;
}

#[tokio::test]
async fn a_ban_by_hand_after_an_unban_by_hand_is_what_holds_even_where_both_are_learnt_late() {
    let stage = Stage::watching().await;
    let (sim, cast) = (&stage.sim, &stage.cast);
    stage.ban_for_an_hour(cast.member).await;
    sim.unban(cast.owner, cast.guild, cast.member, "").unwrap();
    sim.ban(cast.owner, cast.guild, cast.member, "for good").unwrap();
    stage.read_audit_log().await;
    let open: Vec<_> =
        stage.records().await.into_iter().map(|record| (record.kind, record.is_open)).collect();
    let expected = [("ban", false), ("unban", true), ("ban", true)];
    assert_eq!(open, expected.map(|(kind, open)| (kind.to_owned(), open)));
    assert_eq!(stage.waiting("expire").await, 0);
    assert!(stage.is_banned(cast.member));
    stage.close().await;
}

#[tokio::test]
async fn a_ban_by_hand_that_nobody_has_read_of_yet_is_not_lifted_by_the_timer_of_the_one_before() {
    let stage = Stage::watching().await;
    let (sim, cast) = (&stage.sim, &stage.cast);
    stage.ban_for_an_hour(cast.member).await;
    stage.ban_for_an_hour(cast.newcomer).await;
    sim.unban(cast.owner, cast.guild, cast.member, "").unwrap();
    sim.ban(cast.owner, cast.guild, cast.member, "for good").unwrap();
    stage.ring("expire").await;
    stage.wait_until_idle().await;
    assert!(stage.is_banned(cast.member) && !stage.is_banned(cast.newcomer));
    let records = stage.records_of(cast.member).await;
    let found: Vec<_> = records.iter().map(|record| (record.kind.as_str(), record.is_open)).collect();
    assert_eq!(found, [("ban", false), ("unban", true), ("ban", true)]);
    assert_eq!(stage.waiting("expire").await, 0);
    stage.close().await;
}

#[tokio::test]
async fn a_long_timeout_that_somebody_lifted_unread_is_not_renewed() {
    let stage = Stage::watching().await;
    let (sim, cast) = (&stage.sim, &stage.cast);
    stage.by(cast.admin, "timeout", cast.member, &[("duration", "60d")]).await;
    sim.time_out(cast.owner, cast.guild, cast.member, None, "enough").unwrap();
    stage.ring("renew").await;
    stage.wait_until_idle().await;
    assert_eq!(sim.member(cast.guild, cast.member).unwrap().timed_out_until, None);
    let records = stage.records().await;
    assert!(!records[0].is_open && records[1].kind == "untimeout", "{records:?}");
    assert_eq!(stage.waiting("renew").await, 0);
    stage.close().await;
}

#[tokio::test]
async fn where_the_audit_log_can_not_be_read_a_timer_goes_by_the_record() {
    let stage = Stage::watching().await;
    let (sim, cast) = (&stage.sim, &stage.cast);
    stage.ban_for_an_hour(cast.member).await;
    let held = sim.guild(cast.guild).unwrap().roles[&cast.bot_role].permissions;
    sim.set_permissions(cast.guild, cast.bot_role, held & !(1 << 7));
    stage.ring("expire").await;
    stage.wait_until_idle().await;
    assert!(!stage.is_banned(cast.member));
    stage.close().await;
}

#[tokio::test]
async fn a_ban_by_hand_that_is_learnt_late_does_not_take_the_end_of_one_that_came_after_it() {
    let stage = Stage::watching().await;
    let (sim, cast) = (&stage.sim, &stage.cast);
    sim.ban(cast.owner, cast.guild, cast.member, "for good").unwrap();
    let card = stage.by(cast.admin, "ban", cast.member, &[("duration", "1h")]).await;
    let done = stage.pressed(cast.admin, &card, "Go on").await;
    assert!(done.text().contains("Case #1"), "{}", done.text());
    stage.read_audit_log().await;
    let records = stage.records().await;
    assert_eq!(records[1].reason.as_deref(), Some("for good"));
    assert!(records[0].is_open && !records[1].is_open, "{records:?}");
    assert_eq!(stage.waiting("expire").await, 1);
    stage.ring("expire").await;
    stage.wait_until_idle().await;
    assert!(!stage.is_banned(cast.member));
    stage.close().await;
}

#[tokio::test]
async fn a_ban_by_hand_that_was_lifted_through_gavel_before_it_was_learnt_holds_no_more() {
    let stage = Stage::watching().await;
    let (sim, cast) = (&stage.sim, &stage.cast);
    sim.ban(cast.owner, cast.guild, cast.outsider, "").unwrap();
    stage.by(cast.admin, "unban", cast.outsider, &[]).await;
    stage.read_audit_log().await;
    let records = stage.records().await;
    assert_eq!((records[0].kind.as_str(), records[1].kind.as_str()), ("unban", "ban"));
    assert!(!records[1].is_open, "{records:?}");
    stage.close().await;
}

#[tokio::test]
async fn of_many_banned_at_once_each_holds_until_an_unban_by_hand_that_came_after_it() {
    let stage = Stage::watching().await;
    let (sim, cast) = (&stage.sim, &stage.cast);
    let raiders = stage.strangers(2);
    sim.ban(cast.owner, cast.guild, raiders[0], "").unwrap();
    sim.unban(cast.owner, cast.guild, raiders[0], "").unwrap();
    let order = stage.ordered("massban", &raiders).await;
    stage.result(&order).await;
    stage.wait_until_idle().await;
    stage.read_audit_log().await;
    let records = stage.records_of(raiders[0]).await;
    let found: Vec<_> =
        records.iter().map(|record| (record.kind.as_str(), record.parent, record.is_open)).collect();
    let by_hand = records[1].number;
    assert_eq!(found, [("ban", Some(1), true), ("ban", None, false), ("unban", Some(by_hand), true)]);
    sim.unban(cast.owner, cast.guild, raiders[0], "no raider").unwrap();
    stage.read_audit_log().await;
    let records = stage.records_of(raiders[0]).await;
    assert!(!records[0].is_open && records[3].parent == Some(records[0].number), "{records:?}");
    assert!(stage.records_of(raiders[1]).await[0].is_open);
    stage.close().await;
}

#[tokio::test]
async fn an_order_that_waits_is_not_called_off_by_what_was_done_by_hand_before_it() {
    let stage = Stage::watching().await;
    let (sim, cast) = (&stage.sim, &stage.cast);
    let until = Some(stage.hours_from_now(1));
    sim.time_out(cast.owner, cast.guild, cast.member, until, "").unwrap();
    sim.fault(discord_stand_in::Fault::on("PATCH", "/guilds/{}/members/{}").always().status(503));
    stage.order("timeout", cast.member, &[("duration", "2h")]).await;
    stage.ring("audit_poll").await;
    while stage.cases().await.len() < 2 {
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    sim.clear_faults();
    stage.wait_until_idle().await;
    let records = stage.records().await;
    assert!(records.iter().all(|record| record.status == "applied"), "{records:?}");
    assert!(records[0].is_open && !records[1].is_open, "{records:?}");
    stage.close().await;
}

#[tokio::test]
async fn a_timeout_by_hand_replaces_gavels_and_its_lifting_closes_that() {
    let stage = Stage::watching().await;
    let (sim, cast) = (&stage.sim, &stage.cast);
    stage.by(cast.admin, "timeout", cast.member, &[("duration", "60d")]).await;
    assert_eq!(stage.waiting("renew").await, 1);
    let until = Some(stage.hours_from_now(1));
    sim.time_out(cast.owner, cast.guild, cast.member, until, "shorter").unwrap();
    stage.read_audit_log().await;
    let records = stage.records().await;
    assert!(!records[0].is_open && records[1].is_open, "{records:?}");
    assert_eq!(stage.waiting("renew").await, 0);
    sim.time_out(cast.owner, cast.guild, cast.member, None, "").unwrap();
    stage.read_audit_log().await;
    let records = stage.records().await;
    assert!(records[2].parent == Some(2) && !records[1].is_open, "{records:?}");
    stage.close().await;
}

#[tokio::test]
async fn a_timeout_that_discord_ended_holds_no_more() {
    let stage = Stage::watching().await;
    let (sim, cast) = (&stage.sim, &stage.cast);
    sim.time_out(cast.owner, cast.guild, cast.member, Some(stage.hours_from_now(1)), "").unwrap();
    stage.read_audit_log().await;
    let card =
        async || sim.user_menu(cast.admin, cast.general, "Moderate", cast.member).await.unwrap().text();
    assert!(card().await.contains("case #1"), "{}", card().await);
    stage.end_cases().await;
    assert!(!card().await.contains("case #1"), "{}", card().await);
    stage.close().await;
}
