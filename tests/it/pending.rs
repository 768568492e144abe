//! Cases that are pending: voided, they are called off or lifted once they took effect; edited, their timers are right.

use discord_stand_in::Fault;

use crate::support::orders::english;
use crate::support::process::Process;
use crate::support::stage::Stage;

const BAN: (&str, &str) = ("PUT", "/guilds/{}/bans/{}");
const LOOK: (&str, &str) = ("GET", "/guilds/{}/bans/{}");

impl Stage {
    async fn void(&self, number: i64) -> String {
        let cast = self.cast;
        let void = self.sim.slash(cast.admin, cast.general, "case void").with("number", number);
        void.with("reason", "a mistake").await.unwrap().final_message().await.unwrap().text()
    }

    /// Kind, status and failure of each case.
    async fn outcomes(&self) -> Vec<(String, String, String)> {
        let cases = "select kind, status, coalesce(failure, '') from cases order by number";
        let cases: Vec<(String, String, String)> =
            sqlx::query_as(cases).fetch_all(&self.database.pool).await.unwrap();
        cases.into_iter().map(|(kind, status, why)| (kind, status, english(why))).collect()
    }

    /// Waits until a case is being carried out.
    async fn is_pending(&self) {
        while self.cases().await.is_empty() {
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
    }

    /// Makes the waiting jobs due now.
    async fn again(&self) {
        self.ring("run_action").await;
        self.ring("call_off_case").await;
    }
}

#[tokio::test]
async fn a_ban_that_waits_for_discord_and_is_voided_is_called_off() {
    let stage = Stage::with_log().await.impatient();
    let (sim, cast) = (&stage.sim, stage.cast);
    sim.fault(Fault::on(BAN.0, BAN.1).always().status(503));
    let order = stage.order("ban", cast.outsider, &[("duration", "1h")]).await;
    let waiting = order.final_message().await.unwrap().text();
    assert!(waiting.contains("is recorded"), "{waiting}");
    stage.rest().await;
    let said = stage.void(1).await;
    assert!(said.contains("voided") || said.contains("called off by"), "{said}");
    sim.clear_faults();
    stage.again().await;
    stage.wait_until_idle().await;
    let [(_, status, why)] = &stage.outcomes().await[..] else { panic!("one case") };
    assert_eq!(status, "failed");
    assert!(why.contains("called off by <@") && why.contains("a mistake"), "{why}");
    assert!(!stage.is_banned(cast.outsider));
    stage.ring("expire").await;
    stage.wait_until_idle().await;
    assert_eq!(stage.outcomes().await.len(), 1, "its timer does nothing");
    assert!(stage.logged()[0].text().contains("called off by"), "{}", stage.logged()[0].text());
    stage.close().await;
}

#[tokio::test]
async fn a_ban_that_took_effect_without_an_answer_and_is_voided_is_lifted() {
    let stage = Stage::with_log().await.impatient();
    let (sim, cast) = (&stage.sim, stage.cast);
    sim.fault(Fault::on(BAN.0, BAN.1).applied_but_answer_lost());
    sim.fault(Fault::on(BAN.0, BAN.1).always().status(503));
    sim.fault(Fault::on(LOOK.0, LOOK.1).skip(1).always().status(503));
    stage.order("ban", cast.outsider, &[("duration", "1h")]).await;
    stage.rest().await;
    assert_eq!(stage.cases().await, [(1, "pending".to_owned())]);
    assert!(stage.is_banned(cast.outsider));
    stage.void(1).await;
    sim.clear_faults();
    stage.again().await;
    stage.until("the ban is lifted", || !stage.is_banned(cast.outsider)).await;
    stage.wait_until_idle().await;
    let kinds: Vec<_> = stage.outcomes().await.into_iter().map(|(kind, status, _)| (kind, status)).collect();
    let applied = |kind: &str| (kind.to_owned(), "applied".to_owned());
    assert_eq!(kinds, [applied("ban"), applied("unban")]);
    stage.close().await;
}

#[tokio::test]
async fn what_is_voided_during_its_call_is_lifted_after_it() {
    for (name, kind, lifts) in
        [("jail", "jail", "unjail"), ("timeout", "timeout", "untimeout"), ("ban", "ban", "unban")]
    {
        let stage = Stage::with_log().await.impatient();
        let (sim, cast) = (&stage.sim, stage.cast);
        let cell = stage.set_jail().await;
        let (method, route) = if name == "ban" { BAN } else { ("PATCH", "/guilds/{}/members/{}") };
        sim.fault(Fault::on(method, route).slow(std::time::Duration::from_millis(1500)));
        let order = stage.order(name, cast.member, &[("duration", "1h")]);
        let during = async {
            stage.is_pending().await;
            stage.void(1).await
        };
        let (_, said) = tokio::join!(order, during);
        stage.wait_until_idle().await;
        let kinds: Vec<_> =
            stage.outcomes().await.into_iter().map(|(kind, status, _)| (kind, status)).collect();
        let applied = |kind: &str| (kind.to_owned(), "applied".to_owned());
        assert_eq!(kinds, [applied(kind), applied(lifts)], "{said}");
        let member = sim.member(cast.guild, cast.member);
        assert!(member.is_none_or(|it| it.timed_out_until.is_none() && !it.roles.contains(&cell)), "{name}");
        assert!(!stage.is_banned(cast.member));
        stage.close().await;
    }
}

#[tokio::test]
async fn a_lock_a_role_and_a_jail_that_wait_and_are_voided_are_not_carried_out() {
    let stage = Stage::with_log().await.impatient();
    let (sim, cast) = (&stage.sim, stage.cast);
    let role = sim.add_role(cast.guild, "Helper", 1, 0);
    sim.fault(Fault::on("PUT", "/channels/{}/permissions/{}").always().status(503));
    sim.fault(Fault::on("PUT", "/guilds/{}/members/{}/roles/{}").always().status(503));
    sim.slash(cast.admin, cast.general, "lock").with("duration", "1h").await.unwrap();
    let give = sim.slash(cast.admin, cast.general, "role add").with("user", cast.member).with("role", role);
    give.with("duration", "1h").await.unwrap();
    let cell = stage.set_jail().await;
    sim.fault(Fault::on("PATCH", "/guilds/{}/members/{}").always().status(503));
    stage.order("jail", cast.newcomer, &[("duration", "1h")]).await;
    stage.rest().await;
    for number in 1..=3 {
        stage.void(number).await;
    }
    sim.clear_faults();
    for _ in 0..4 {
        stage.again().await;
        stage.rest().await;
    }
    stage.wait_until_idle().await;
    stage.ring("expire").await;
    stage.wait_until_idle().await;
    assert!(!sim.member(cast.guild, cast.member).unwrap().roles.contains(&role));
    assert!(!sim.member(cast.guild, cast.newcomer).unwrap().roles.contains(&cell));
    let locked = "select count(*) from cases where kind in ('lock', 'role_add', 'jail') and status = 'applied' and closed_at is null";
    let locked: i64 = sqlx::query_scalar(locked).fetch_one(&stage.database.pool).await.unwrap();
    assert_eq!(locked, 0, "{:?}", stage.outcomes().await);
    stage.close().await;
}

#[tokio::test]
async fn a_lockdown_that_is_being_put_in_place_is_ended_and_not_voided() {
    let stage = Stage::with_log().await.impatient();
    let (sim, cast) = (&stage.sim, stage.cast);
    sim.fault(Fault::on("PUT", "/channels/{}/permissions/{}").always().status(503));
    let start = sim.slash(cast.admin, cast.general, "lockdown start").await.unwrap();
    stage
        .until("it is under way", || {
            start.text().contains("Case #1")
                || !sim.requests_to("PUT", "/channels/{}/permissions/{}").is_empty()
        })
        .await;
    let refused = stage.void(1).await;
    assert!(refused.contains("/lockdown end"), "{refused}");
    let refused = stage.void(2).await;
    assert!(refused.contains("as part of case #1"), "{refused}");
    sim.clear_faults();
    stage.ring("lockdown_step").await;
    stage.ring("start_lockdown").await;
    stage.wait_until_idle().await;
    stage.close().await;
}

#[tokio::test]
async fn the_end_of_a_pending_ban_moves_with_its_timer() {
    let stage = Stage::with_log().await.impatient();
    let (sim, cast) = (&stage.sim, stage.cast);
    sim.fault(Fault::on(BAN.0, BAN.1).always().status(503));
    stage.order("ban", cast.outsider, &[("duration", "1h")]).await;
    stage.rest().await;
    let edit = sim.slash(cast.admin, cast.general, "case edit").with("number", 1).with("duration", "3d");
    let said = edit.await.unwrap().final_message().await.unwrap().text();
    assert!(said.contains("it ends <t:"), "{said}");
    let [(seconds, off)] = stage.timers("expire").await[..] else { panic!("one timer") };
    assert!((3 * 86_400 - 60..=3 * 86_400).contains(&seconds) && off == 0, "{seconds} {off}");
    sim.clear_faults();
    stage.again().await;
    stage.wait_until_idle().await;
    assert!(stage.is_banned(cast.outsider));
    stage.ring("expire").await;
    stage.until("the ban ends", || !stage.is_banned(cast.outsider)).await;
    stage.wait_until_idle().await;
    stage.close().await;
}

#[tokio::test]
async fn a_void_whose_process_was_killed_before_the_lift_is_lifted_by_the_next() {
    let stage = Stage::empty().await.impatient();
    let process = Process::start(&stage).await;
    stage.set_log().await;
    let (sim, cast) = (&stage.sim, stage.cast);
    sim.fault(Fault::on(BAN.0, BAN.1).slow(std::time::Duration::from_millis(1500)));
    sim.fault(Fault::on("DELETE", BAN.1).hang());
    let order = stage.order("ban", cast.outsider, &[("duration", "1h")]);
    let during = async {
        stage.is_pending().await;
        let void = sim.slash(cast.admin, cast.general, "case void").with("number", 1);
        void.with("reason", "a mistake").await.unwrap();
        stage.struck().await;
    };
    tokio::join!(order, during);
    process.kill();
    let process = Process::start(&stage).await;
    stage.until("the ban is lifted", || !stage.is_banned(cast.outsider)).await;
    stage.wait_until_idle().await;
    assert_eq!(stage.outcomes().await.len(), 2);
    assert_eq!(process.terminate().await, Some(0));
    sim.clear_violations();
    stage.close().await;
}

#[tokio::test]
async fn while_the_log_does_not_answer_the_reply_says_what_is_done() {
    let stage = Stage::with_log().await.impatient();
    let (sim, cast) = (&stage.sim, stage.cast);
    sim.fault(Fault::on("POST", "/channels/{}/messages").containing("Moderator").always().status(503));
    let order = stage.order("ban", cast.outsider, &[]).await;
    stage.until("the reply", || order.text().contains("still waiting")).await;
    let said = order.text();
    assert!(said.contains("was banned") && said.contains("The log post is still waiting"), "{said}");
    assert!(said.contains("Discord is not answering") && !said.contains("is recorded"), "{said}");
    sim.clear_faults();
    stage.again().await;
    stage.wait_until_idle().await;
    stage.until("the receipt", || order.text().contains("Logged in")).await;
    stage.close().await;
}

#[tokio::test]
async fn a_reset_says_what_would_never_end() {
    let stage = Stage::with_log().await.impatient();
    let (sim, cast) = (&stage.sim, stage.cast);
    stage.set_jail().await;
    let role = sim.add_role(cast.guild, "Helper", 1, 0);
    stage.by(cast.admin, "ban", cast.outsider, &[("duration", "1h")]).await;
    stage.by(cast.admin, "jail", cast.member, &[("duration", "2h")]).await;
    let give =
        sim.slash(cast.admin, cast.general, "role add").with("user", cast.moderator).with("role", role);
    give.with("duration", "3h").await.unwrap().final_message().await.unwrap();
    stage.by(cast.admin, "ban", stage.strangers(1)[0], &[]).await;
    stage.wait_until_idle().await;
    let asked =
        sim.slash(cast.owner, cast.general, "reset").await.unwrap().final_message().await.unwrap().text();
    assert!(asked.contains("I would forget when these should end"), "{asked}");
    for words in [
        "ban of case #1",
        "jail of case #2",
        &format!("role add <@&{role}> of case #3"),
        "which was to end <t:",
    ] {
        assert!(asked.contains(words), "{words}: {asked}");
    }
    assert!(!asked.contains("case #4"), "what is for good is no timer: {asked}");
    stage.close().await;
}
