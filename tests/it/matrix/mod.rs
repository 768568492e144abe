//! The fault matrix: with any fault, in any call of any action, world and record agree in the end.
//!
//! Each action runs once undisturbed, which records its calls; then each of these calls meets each fault.

mod actions;
mod away;
mod fault;
mod law;
mod scene;
mod stories;
mod truth;

use std::cell::RefCell;
use std::sync::LazyLock;

use tokio::sync::Semaphore;

use crate::support::join;
use crate::support::process::Process;
use crate::support::stage::Stage;
use actions::Action;
use fault::{InjectedFault, Step};
use scene::Scene;
use truth::Usual;

/// The number of tests that share the actions, to use several cores.
const QUARTERS: usize = 4;

/// The stages that all these tests run at a time: five for each core, as most of them wait for something most of the time.
pub static ROOM: LazyLock<Semaphore> = LazyLock::new(|| {
    let cores = std::thread::available_parallelism().map_or(2, usize::from);
    Semaphore::new(5 * cores)
});

#[tokio::test]
async fn each_call_of_the_first_action_and_each_fourth_may_meet_any_trouble_and_the_record_stays_true() {
    meet_any_trouble(0).await;
}

#[tokio::test]
async fn each_call_of_the_second_action_and_each_fourth_may_meet_any_trouble_and_the_record_stays_true() {
    meet_any_trouble(1).await;
}

#[tokio::test]
async fn each_call_of_the_third_action_and_each_fourth_may_meet_any_trouble_and_the_record_stays_true() {
    meet_any_trouble(2).await;
}

#[tokio::test]
async fn each_call_of_the_fourth_action_and_each_fourth_may_meet_any_trouble_and_the_record_stays_true() {
    meet_any_trouble(3).await;
}

/// Tests a quarter of the actions, beginning with `first`.
async fn meet_any_trouble(first: usize) {
    let wrong = RefCell::new(Vec::new());
    let actions = actions::all();
    let tested = actions.iter().skip(first).step_by(QUARTERS).map(async |action| {
        let (steps, usual) = rehearse(action).await;
        join(steps.iter().map(async |step| {
            let _turn = ROOM.acquire().await.unwrap();
            let found = disturb(action, step, &usual).await;
            wrong.borrow_mut().extend(found);
        }))
        .await;
    });
    join(tested).await;
    let wrong = wrong.into_inner();
    assert!(wrong.is_empty(), "{} things went wrong:\n{}", wrong.len(), wrong.join("\n"));
}

/// Runs the action undisturbed; returns its calls after the order, and the usual outcome.
async fn rehearse(action: &Action) -> (Vec<Step>, Usual) {
    let _turn = ROOM.acquire().await.unwrap();
    let stage = Stage::with_log().await;
    stage.set_jail().await;
    let mut scene = Scene::set(&stage, action).await;
    scene.meet(action, None);
    scene.invocation = scene.begin(action).await;
    // On a slow machine the answer is deferred, and only then is anything ordered.
    if let Some(invocation) = &scene.invocation {
        drop(invocation.final_message().await);
    }
    assert!(scene.is_idle().await, "{}: undisturbed, jobs are left", action.name);
    let usual = truth::usual(&scene).await;
    let wrong = truth::wrong(&scene, action, &usual, None).await;
    assert!(wrong.is_empty(), "{}, undisturbed: {}", action.name, wrong.join("; "));
    let steps = fault::steps(&scene, &usual).await;
    assert!(!steps.is_empty(), "{}: no call was made", action.name);
    stage.close().await;
    (steps, usual)
}

/// Runs an action with each fault in one of its calls, each time on a new person.
async fn disturb(action: &Action, step: &Step, usual: &Usual) -> Vec<String> {
    let mut found = Vec::new();
    let mut stage = Stage::with_log().await;
    stage.set_jail().await;
    let possible = |injected: &InjectedFault| injected.is_possible(step, usual);
    for injected in InjectedFault::SURVIVED.into_iter().filter(possible) {
        found.extend(named(
            action,
            step,
            injected,
            scene::survive(&stage, action, step, injected, usual).await,
        ));
    }
    found.extend(stage.sim.violations());
    stage.stop_servers().await;
    let mut process = Process::start(&stage).await;
    for injected in InjectedFault::DEADLY.into_iter().filter(possible) {
        let wrong = scene::die(&stage, &mut process, action, step, injected, usual).await;
        found.extend(named(action, step, injected, wrong));
    }
    found.extend(truth::gaps(&stage).await);
    assert_eq!(process.terminate().await, Some(0));
    // Orders to a process that was killed got no answer, which is a violation for the stand-in.
    stage.sim.clear_violations();
    stage.close().await;
    found
}

fn named(
    action: &Action,
    step: &Step,
    injected: InjectedFault,
    wrong: Vec<String>,
) -> impl Iterator<Item = String> {
    wrong.into_iter().map(move |what| format!("{}, {injected:?} at {step}: {what}", action.name))
}
