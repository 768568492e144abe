//! Orders while Discord is away: recorded at once, checked and carried out once when it is back, told to whoever ordered.

use std::time::Duration;

use discord_stand_in::Scope;

use crate::matrix::actions::{self, Action, Order};
use crate::matrix::scene::Scene;
use crate::matrix::truth;
use crate::support::process::Process;
use crate::support::stage::{SOON, Stage};

fn is_order(action: &Action) -> bool {
    !matches!(action.order, Order::Ring(_)) && (action.always)().is_empty()
}

#[tokio::test]
async fn ordered_while_discord_is_away_each_action_is_done_once_when_it_is_back_even_after_a_restart() {
    while_discord_is_away_for(Duration::from_secs(8)).await;
}

#[tokio::test]
#[ignore = "a minute and ten minutes away; the suite has eight seconds"]
async fn however_long_discord_is_away_each_action_is_done_once_when_it_is_back() {
    for seconds in [60, 600] {
        while_discord_is_away_for(Duration::from_secs(seconds)).await;
    }
}

async fn while_discord_is_away_for(away: Duration) {
    let stage = Stage::empty().await.impatient();
    let mut process = Process::start(&stage).await;
    stage.set_log().await;
    stage.set_jail().await;
    let actions: Vec<Action> = actions::all().into_iter().filter(is_order).collect();
    let mut scenes = Vec::new();
    for action in &actions {
        scenes.push(Scene::set(&stage, action).await);
    }
    stage.sim.everywhere(|fault| fault.status(503));
    let mut wrong = Vec::new();
    for (action, scene) in actions.iter().zip(&mut scenes) {
        scene.invocation = scene.begin(action).await;
        let said = scene.answer().unwrap_or_default();
        // On a slow machine the answer is deferred, and comes when Discord is back.
        let is_late = scene.invocation.as_ref().is_some_and(|given| given.response()["type"] == 5);
        let is_told = said.starts_with("Recorded") && said.contains("Discord isn't answering");
        if !is_late && !is_told {
            wrong.push(format!("{}: while Discord is away, they read {said:?}", action.name));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    process.replace(&stage).await;
    tokio::time::sleep(away).await;
    stage.sim.clear_faults();
    stage.wait_until_idle_within(4 * SOON).await;
    // Receipts that are shown anew after five minutes are on their way.
    stage.rest().await;
    for (action, scene) in actions.iter().zip(&scenes) {
        let usual = truth::usual(scene).await;
        if usual.status != "applied" {
            wrong.push(format!("{}: {usual:?}", action.name));
        }
        let found = truth::wrong(scene, action, &usual, None).await;
        wrong.extend(found.into_iter().map(|what| format!("{}: {what}", action.name)));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(process.terminate().await, Some(0));
    stage.sim.clear_violations();
    stage.close().await;
}

#[tokio::test]
async fn what_may_not_be_done_is_not_applied_with_the_rule_once_discord_answers() {
    let stage = Stage::with_log().await.impatient();
    let (sim, cast) = (&stage.sim, &stage.cast);
    sim.everywhere(|fault| fault.status(503));
    let banned = sim.slash(cast.moderator, cast.general, "ban").with("user", cast.admin).await.unwrap();
    let said = banned.reply().unwrap().content;
    assert!(said.starts_with("Recorded as case #1. Discord isn't answering"), "{said}");
    // A second delivery is answered the same, and orders nothing.
    let again = stage.repeated(&banned).await;
    assert_eq!(again["data"]["content"], said.as_str());
    sim.clear_faults();
    let told = sim.eventually(SOON, || banned.reply().filter(|it| it.text().contains("not applied"))).await;
    let told = told.unwrap_or_else(|| panic!("{}", banned.text())).text();
    assert!(told.contains("Case #1") && told.contains("Your highest role is not above <@"), "{told}");
    assert_eq!(stage.cases().await, [(1, "failed".to_owned())]);
    assert!(!stage.is_banned(cast.admin));
    stage.wait_until_idle().await;
    assert_eq!(stage.logged().len(), 1);
    stage.close().await;
}

#[tokio::test]
async fn who_ordered_while_discord_is_away_can_cancel_and_nobody_else() {
    let stage = Stage::with_log().await.impatient();
    let (sim, cast) = (&stage.sim, &stage.cast);
    sim.everywhere(|fault| fault.status(503));
    let banned = sim.slash(cast.moderator, cast.general, "ban").with("user", cast.member).await.unwrap();
    let waiting = banned.reply().unwrap();
    let pressed = sim.press(cast.admin, &waiting, "Cancel").await.unwrap();
    assert!(pressed.text().contains("Only <@"), "{}", pressed.text());
    let pressed = sim.press(cast.moderator, &waiting, "Cancel").await.unwrap();
    assert!(pressed.text().contains("called it off"), "{}", pressed.text());
    assert_eq!(stage.cases().await, [(1, "failed".to_owned())]);
    sim.clear_faults();
    stage.wait_until_idle().await;
    assert!(!stage.is_banned(cast.member));
    assert!(banned.text().contains("called it off"), "{}", banned.text());
    stage.close().await;
}

#[tokio::test]
async fn what_needs_an_answer_first_is_asked_once_discord_is_back() {
    let stage = Stage::with_log().await.impatient();
    let (sim, cast) = (&stage.sim, &stage.cast);
    stage.by(cast.admin, "ban", cast.member, &[]).await;
    sim.everywhere(|fault| fault.rate_limited(Scope::Global, Duration::from_secs(3)));
    let shorter = sim
        .slash(cast.admin, cast.general, "ban")
        .with("user", cast.member)
        .with("duration", "7d")
        .await
        .unwrap();
    assert!(shorter.text().contains("Recorded as case #2"), "{}", shorter.text());
    sim.clear_faults();
    let asked = sim.eventually(SOON, || shorter.reply().filter(|it| it.text().contains("instead?"))).await;
    let asked = asked.unwrap_or_else(|| panic!("{}", shorter.text()));
    stage.pressed(cast.admin, &asked, "Go on").await;
    stage.wait_until_idle().await;
    let cases = stage.cases().await;
    assert_eq!(cases[1..], [(2, "failed".to_owned()), (3, "applied".to_owned())]);
    assert_eq!(stage.timers("expire").await.len(), 1);
    stage.close().await;
}

#[tokio::test]
async fn an_order_that_discord_never_lets_us_check_is_called_off_after_a_day_and_told_in_the_log() {
    let stage = Stage::with_log().await.impatient();
    let (sim, cast) = (&stage.sim, &stage.cast);
    sim.everywhere(|fault| fault.status(503));
    let banned = sim.slash(cast.admin, cast.general, "ban").with("user", cast.member).await.unwrap();
    assert!(banned.text().contains("Recorded as case #1"), "{}", banned.text());
    stage.age_cases(Duration::from_secs(24 * 3600 + 60)).await;
    sim.clear_faults();
    stage.wait_until_idle().await;
    assert_eq!(stage.cases().await, [(1, "failed".to_owned())]);
    assert!(!stage.is_banned(cast.member));
    let logged = stage.logged();
    assert!(logged.len() == 1 && logged[0].text().contains("did not answer for 24 hours"), "{logged:?}");
    stage.close().await;
}
