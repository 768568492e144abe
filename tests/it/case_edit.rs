//! `/case edit number duration`: moves the end of a ban, timeout or jail, with its timer; once, or not at all.

use std::time::Duration;

use discord_stand_in::{Fault, Invocation, UserId};

use crate::support::process::Process;
use crate::support::stage::{SOON, Stage};

const UNBAN: (&str, &str) = ("DELETE", "/guilds/{}/bans/{}");
const MEMBER: (&str, &str) = ("PATCH", "/guilds/{}/members/{}");
const DAY: i64 = 86_400;

impl Stage {
    async fn lasting(&self, name: &str, target: UserId, duration: &str) {
        let order = self.sim.slash(self.cast.admin, self.cast.general, name).with("user", target);
        order.with("duration", duration).await.unwrap().final_message().await.unwrap();
    }

    async fn edit(&self, by: UserId, number: i64, duration: &str) -> Invocation {
        let edit = self.sim.slash(by, self.cast.general, "case edit").with("number", number);
        edit.with("duration", duration).await.unwrap()
    }

    /// Edits a case as the admin; returns the reply's text.
    async fn edited(&self, number: i64, duration: &str) -> String {
        self.edit(self.cast.admin, number, duration).await.final_message().await.unwrap().text()
    }

    /// Returns the waiting timers: kind, and seconds until due.
    async fn pending(&self) -> Vec<(String, i64)> {
        let waiting = "select kind, extract(epoch from run_at - now())::bigint from jobs where kind in ('expire', 'renew') and finished_at is null";
        sqlx::query_as(waiting).fetch_all(&self.database.pool).await.unwrap()
    }

    /// Returns the seconds until a case ends, by the record.
    async fn ends_in(&self, number: i32) -> Option<i64> {
        let ends = "select extract(epoch from ends_at - now())::bigint from cases where number = $1";
        sqlx::query_scalar(ends).bind(number).fetch_one(&self.database.pool).await.unwrap()
    }

    async fn edits(&self) -> i64 {
        let edits = "select count(*) from case_events where event = 'edited'";
        sqlx::query_scalar(edits).fetch_one(&self.database.pool).await.unwrap()
    }

    async fn fire(&self) {
        self.ring("expire").await;
        self.ring("renew").await;
    }

    /// Returns the seconds until the member's timeout ends in Discord.
    fn muted_for(&self) -> Option<i64> {
        let until = self.sim.member(self.cast.guild, self.cast.member)?.timed_out_until?;
        Some(until.as_second() - self.clock.now().as_second())
    }
}

fn near(found: Option<i64>, wanted: i64) -> bool {
    found.is_some_and(|found| (wanted - 60..=wanted).contains(&found))
}

#[tokio::test]
async fn a_bans_end_moves_with_its_timer_and_the_log_and_history_show_it() {
    let stage = Stage::with_log().await;
    let (sim, cast) = (&stage.sim, &stage.cast);
    stage.lasting("ban", cast.member, "7d").await;
    let said = stage.edited(1, "30d").await;
    assert!(said.contains("Case #1") && said.contains("it ends <t:"), "{said}");
    let timers = stage.pending().await;
    assert!(timers.len() == 1 && near(Some(timers[0].1), 30 * DAY), "{timers:?}");
    assert!(near(stage.ends_in(1).await, 30 * DAY));
    let end = stage.clock.now().as_second() + 30 * DAY;
    let shown = |text: &str| (end - 60..=end).any(|at| text.contains(&format!("<t:{at}:f>")));
    assert!(shown(&stage.logged()[0].text()), "{}", stage.logged()[0].text());
    let history = sim.slash(cast.admin, cast.general, "case history").with("number", 1).await.unwrap().text();
    assert!(shown(&history) && history.contains("end <t:"), "{history}");
    stage.fire().await;
    assert!(
        sim.eventually(SOON, || sim.ban_of(cast.guild, cast.member).is_none().then_some(())).await.is_some()
    );
    stage.wait_until_idle().await;
    assert_eq!(stage.cases().await.len(), 2);
    stage.close().await;
}

#[tokio::test]
async fn a_ban_becomes_permanent_and_temporary_again() {
    let stage = Stage::with_log().await;
    let cast = &stage.cast;
    stage.lasting("ban", cast.member, "7d").await;
    let said = stage.edited(1, "perm").await;
    assert!(said.contains("it is now permanent"), "{said}");
    assert_eq!((stage.pending().await, stage.ends_in(1).await), (vec![], None));
    stage.fire().await;
    stage.edited(1, "2d").await;
    assert!(near(stage.pending().await.first().map(|timer| timer.1), 2 * DAY));
    let history = stage.sim.slash(cast.admin, cast.general, "case history").with("number", 1).await.unwrap();
    assert!(
        history.text().contains("→ never") && history.text().contains("end never →"),
        "{}",
        history.text()
    );
    assert!(stage.sim.ban_of(cast.guild, cast.member).is_some());
    stage.close().await;
}

#[tokio::test]
async fn discord_is_told_a_timeouts_new_end_and_its_renewals_follow() {
    let stage = Stage::with_log().await;
    stage.lasting("timeout", stage.cast.member, "60d").await;
    assert_eq!(stage.pending().await.len(), 1);
    stage.edited(1, "1h").await;
    assert!(near(stage.muted_for(), 3600), "{:?}", stage.muted_for());
    assert_eq!(stage.pending().await, []);
    stage.edited(1, "40d").await;
    assert!(stage.muted_for() > Some(27 * DAY) && near(stage.ends_in(1).await, 40 * DAY));
    let timers = stage.pending().await;
    assert!(timers.len() == 1 && near(Some(timers[0].1), 27 * DAY), "{timers:?}");
    stage.clock.advance(Duration::from_secs(27 * 86_400));
    stage.fire().await;
    let renewed = stage.sim.eventually(SOON, || near(stage.muted_for(), 13 * DAY).then_some(())).await;
    assert!(renewed.is_some(), "{:?}", stage.muted_for());
    stage.wait_until_idle().await;
    stage.close().await;
}

#[tokio::test]
async fn what_has_no_end_to_move_is_refused_in_a_sentence() {
    let stage = Stage::with_log().await;
    let (sim, cast) = (&stage.sim, &stage.cast);
    stage.by(cast.admin, "warn", cast.member, &[]).await;
    stage.lasting("timeout", cast.member, "10m").await;
    stage.lasting("ban", cast.outsider, "1d").await;
    sim.slash(cast.admin, cast.general, "unban").with("user", cast.outsider.to_string()).await.unwrap();
    let peer = sim.add_member(cast.guild, "peer", &[cast.moderator_role]);
    stage.lasting("timeout", peer, "1h").await;
    let junior_role = sim.add_role(cast.guild, "Junior", 1, 1 << 40);
    let junior = sim.add_member(cast.guild, "junior", &[junior_role]);
    stage.lasting("ban", sim.add_member(cast.guild, "bad", &[]), "1d").await;
    stage.wait_until_idle().await;
    for (by, number, duration, why) in [
        (cast.admin, 1, "1d", "not a ban, timeout, jail"),
        (cast.admin, 3, "1d", "already ended"),
        (cast.admin, 5, "soon", "can't read"),
        (cast.moderator, 5, "1m", "Your highest role is not above"),
        (junior, 6, "1m", "Ban Members"),
        (cast.admin, 99, "1d", "no case #99"),
    ] {
        let refused = stage.edit(by, number, duration).await.final_message().await.unwrap();
        assert!(refused.text().contains(why), "#{number}: {}", refused.text());
    }
    stage.clock.advance(Duration::from_secs(601));
    let over = stage.edited(2, "1d").await;
    assert!(over.contains("already ended"), "{over}");
    let spent = sim.slash(cast.admin, cast.general, "case void").with("number", 2).with("reason", "x");
    assert!(spent.await.unwrap().text().contains("voided"));
    assert_eq!(stage.edits().await, 0);
    stage.close().await;
}

#[tokio::test]
async fn an_end_that_is_recorded_already_wins() {
    let stage = Stage::with_log().await;
    let (sim, cast) = (&stage.sim, &stage.cast);
    stage.lasting("ban", cast.member, "7d").await;
    sim.fault(Fault::on(UNBAN.0, UNBAN.1).always().answer(403, 50_013, "Missing Permissions"));
    stage.fire().await;
    let tried = || (!sim.requests_to(UNBAN.0, UNBAN.1).is_empty()).then_some(());
    assert!(sim.eventually(SOON, tried).await.is_some());
    let refused = stage.edited(1, "perm").await;
    assert!(refused.contains("already ended"), "{refused}");
    sim.clear_faults();
    while sim.ban_of(cast.guild, cast.member).is_some() {
        stage.fire().await;
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    stage.wait_until_idle().await;
    assert_eq!((stage.edits().await, stage.cases().await.len()), (0, 2));
    stage.close().await;
}

#[tokio::test]
async fn a_ban_edited_while_its_timer_fires_either_stays_or_was_over() {
    let stage = Stage::with_log().await;
    let (sim, cast) = (&stage.sim, &stage.cast);
    for round in 0..8 {
        let target = sim.add_member(cast.guild, &format!("bad{round}"), &[]);
        stage.lasting("ban", target, "7d").await;
        let newest = "select max(number) from cases where kind = 'ban'";
        let number: i32 = sqlx::query_scalar(newest).fetch_one(&stage.database.pool).await.unwrap();
        let late = async {
            tokio::time::sleep(Duration::from_millis(round * 4)).await;
            stage.edited(number.into(), "perm").await
        };
        let ((), said) = tokio::join!(stage.fire(), late);
        stage.wait_until_idle().await;
        let lifted: i64 = sqlx::query_scalar("select count(*) from cases where parent = $1")
            .bind(number)
            .fetch_one(&stage.database.pool)
            .await
            .unwrap();
        let stays = said.contains("it is now permanent");
        assert!(stays || said.contains("already ended"), "{said}");
        assert_eq!((sim.ban_of(cast.guild, target).is_some(), lifted), (stays, i64::from(!stays)), "{said}");
        assert_eq!(stage.pending().await, []);
    }
    stage.close().await;
}

#[tokio::test]
async fn an_edit_delivered_twice_is_one_edit() {
    let stage = Stage::with_log().await;
    stage.lasting("timeout", stage.cast.member, "1d").await;
    let edited = stage.edit(stage.cast.admin, 1, "1h").await;
    let words = edited.final_message().await.unwrap().text();
    let again = stage.repeated(&edited).await;
    assert_eq!(again["data"]["content"].as_str(), Some(words.as_str()));
    assert_eq!((stage.edits().await, stage.sim.requests_to(MEMBER.0, MEMBER.1).len()), (1, 2));
    stage.sim.clear_violations();
    stage.close().await;
}

#[tokio::test]
async fn where_discord_says_no_the_end_is_what_it_was() {
    let stage = Stage::with_log().await;
    stage.lasting("timeout", stage.cast.member, "60d").await;
    stage.sim.fault(Fault::on(MEMBER.0, MEMBER.1).answer(403, 50_013, "Missing Permissions"));
    let said = stage.edited(1, "1h").await;
    assert!(said.contains("its end was not changed"), "{said}");
    assert!(near(stage.ends_in(1).await, 60 * DAY));
    assert_eq!((stage.edits().await, stage.pending().await.len()), (2, 1));
    stage.close().await;
}

#[tokio::test]
async fn an_edit_whose_process_was_killed_is_carried_out_by_the_next() {
    let stage = Stage::empty().await;
    let process = Process::start(&stage).await;
    stage.set_log().await;
    stage.lasting("timeout", stage.cast.member, "1d").await;
    stage.sim.fault(Fault::on(MEMBER.0, MEMBER.1).hang());
    let edit = stage.edit(stage.cast.admin, 1, "1h");
    process.killed_during(&stage, edit).await;
    assert!(stage.muted_for() > Some(7200));
    let process = Process::start(&stage).await;
    stage.wait_until_idle().await;
    assert!(near(stage.muted_for(), 3600), "{:?}", stage.muted_for());
    assert_eq!(stage.edits().await, 1);
    assert_eq!(process.terminate().await, Some(0));
    stage.sim.clear_violations();
    stage.close().await;
}

#[tokio::test]
async fn a_jails_end_moves_with_its_timer() {
    let stage = Stage::with_log().await;
    let (sim, cast) = (&stage.sim, &stage.cast);
    let cell = sim.add_role(cast.guild, "Cell", 1, 0);
    sim.slash(cast.owner, cast.general, "settings jail").with("role", cell).await.unwrap();
    stage.lasting("jail", cast.member, "1h").await;
    let said = stage.edited(1, "3d").await;
    assert!(said.contains("it ends <t:"), "{said}");
    let timers = stage.pending().await;
    assert!(timers.len() == 1 && near(Some(timers[0].1), 3 * DAY), "{timers:?}");
    stage.fire().await;
    let free = || sim.member(cast.guild, cast.member).is_some_and(|member| !member.roles.contains(&cell));
    assert!(sim.eventually(SOON, || free().then_some(())).await.is_some());
    stage.wait_until_idle().await;
    stage.close().await;
}
