//! The ladder: warnings add up, and the action that follows is a case of its own.

use crate::support::process::Process;
use crate::support::stage::Stage;
use discord_stand_in::Fault;

impl Stage {
    async fn step(&self, points: i64, action: &str, duration: Option<&str>) -> String {
        let (sim, cast) = (&self.sim, &self.cast);
        let mut edit = sim.slash(cast.owner, cast.general, "ladder edit").with("points", points);
        edit = edit.with("action", action);
        if let Some(duration) = duration {
            edit = edit.with("duration", duration);
        }
        edit.await.unwrap().text()
    }

    fn is_timed_out(&self) -> bool {
        self.sim.member(self.cast.guild, self.cast.member).unwrap().timed_out_until.is_some()
    }
}

#[tokio::test]
async fn the_highest_step_a_warning_crosses_follows_once_and_as_a_case_of_its_own() {
    let stage = Stage::with_log().await;
    let cast = stage.cast;
    assert!(stage.step(3, "timeout", Some("1h")).await.contains("3 points: timeout for 1h"));
    stage.step(5, "timeout", Some("1d")).await;
    stage.by(cast.moderator, "warn", cast.member, &[("points", "2")]).await;
    stage.wait_until_idle().await;
    assert_eq!(stage.cases().await.len(), 1);
    let crossed =
        stage.by(cast.moderator, "warn", cast.member, &[("points", "4"), ("reason", "again")]).await;
    assert!(crossed.text().contains("The ladder: case #3, timeout"), "{}", crossed.text());
    stage.wait_until_idle().await;
    let kinds: Vec<(String, String, Option<i32>)> =
        sqlx::query_as("select kind, status, parent from cases order by number")
            .fetch_all(&stage.database.pool)
            .await
            .unwrap();
    assert_eq!(kinds[2], ("timeout".to_owned(), "applied".to_owned(), Some(2)));
    assert!(stage.is_timed_out());
    assert!(stage.logged()[2].text().contains("reached 5 points") && stage.told().len() == 3);
    stage.by(cast.moderator, "warn", cast.member, &[]).await;
    stage.wait_until_idle().await;
    assert_eq!(stage.cases().await.len(), 4, "a step fires once");
    let simulated = stage.sim.slash(cast.owner, cast.general, "ladder simulate").await.unwrap();
    assert!(
        simulated.text().contains("3 warnings for 1 member") && simulated.text().contains("1 time"),
        "{}",
        simulated.text()
    );
    stage.close().await;
}

#[tokio::test]
async fn a_warning_taken_back_counts_no_more_and_what_it_led_to_can_be_lifted() {
    let stage = Stage::with_log().await;
    let cast = stage.cast;
    stage.step(2, "timeout", Some("1h")).await;
    let first = stage.by(cast.moderator, "warn", cast.member, &[]).await;
    stage.by(cast.moderator, "warn", cast.member, &[]).await;
    stage.wait_until_idle().await;
    assert!(stage.is_timed_out());
    stage.pressed(cast.moderator, &first, "Undo").await;
    let voided = stage.sim.slash(cast.moderator, cast.general, "case void").with("number", 2);
    let voided = voided.with("reason", "mistaken").await.unwrap().final_message().await.unwrap();
    let lifted = stage.pressed(cast.moderator, &voided, "Lift the timeout (case #3)").await;
    assert!(
        lifted.text().contains("Case #4") && lifted.text().contains("follows case [#3]("),
        "{}",
        lifted.text()
    );
    assert!(!stage.is_timed_out());
    stage.by(cast.moderator, "warn", cast.member, &[]).await;
    stage.wait_until_idle().await;
    assert_eq!(stage.cases().await.len(), 5);
    stage.close().await;
}

#[tokio::test]
async fn killed_at_any_call_the_ladder_still_follows_exactly_once() {
    for (method, route, skip) in [
        ("POST", "/channels/{}/messages", 0),
        ("POST", "/channels/{}/messages", 1),
        ("PATCH", "/guilds/{}/members/{}", 0),
    ] {
        let stage = Stage::empty().await;
        let process = Process::start(&stage).await;
        stage.set_log().await;
        stage.step(1, "timeout", Some("1h")).await;
        stage.sim.fault(Fault::on(method, route).skip(skip).hang());
        let cast = stage.cast;
        let warned = stage.sim.slash(cast.moderator, cast.general, "warn").with("user", cast.member);
        process.killed_during(&stage, warned).await.unwrap();
        let process = Process::start(&stage).await;
        stage.wait_until_idle().await;
        assert_eq!(stage.cases().await, [(1, "applied".to_owned()), (2, "applied".to_owned())]);
        assert!(stage.is_timed_out());
        assert_eq!((stage.logged().len(), stage.told().len()), (2, 2), "{method} {route} {skip}");
        assert_eq!(process.terminate().await, Some(0));
        stage.sim.clear_violations();
        stage.close().await;
    }
}
