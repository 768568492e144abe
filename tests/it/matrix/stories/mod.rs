//! Stories: reports, appeals, and what `/setup` makes. Each call of each step meets each fault, and the process may die
//! between any two steps; in the end all looks as if nothing had happened.

mod act;
mod picture;

use std::cell::{Cell, RefCell};
use std::time::Duration;

use discord_stand_in::{Invocation, Message};
use jiff::Timestamp;

use crate::matrix::ROOM;
use crate::matrix::fault::{Call, Due, InjectedFault};
use crate::support::join;
use crate::support::process::Process;
use crate::support::stage::{SOON, Stage};
use act::Act;
use picture::{Picture, untrue};

/// Steps that follow each other.
#[derive(Clone, Copy)]
struct Story {
    /// The steps that were taken before; they meet no fault.
    before: &'static [Act],
    steps: &'static [Act],
}

const REPORTS: [Story; 4] = [
    Story { before: &[], steps: &[Act::Report, Act::Join, Act::Claim, Act::Warn] },
    Story { before: &[Act::Report, Act::Join], steps: &[Act::Ban] },
    Story { before: &[Act::Report], steps: &[Act::Dismiss, Act::Reopen, Act::Delete] },
    Story { before: &[Act::Report], steps: &[Act::TimeOut] },
];

const APPEALS: [Story; 3] = [
    Story {
        before: &[Act::TakeAppeals, Act::BanByCommand],
        steps: &[Act::Appeal, Act::Ask, Act::Answer, Act::Accept],
    },
    Story {
        before: &[Act::TakeAppeals, Act::TimeOutByCommand, Act::Appeal],
        steps: &[Act::Ask, Act::Answer, Act::Reject],
    },
    Story { before: &[Act::TakeAppeals, Act::TimeOutByCommand, Act::Appeal], steps: &[Act::Accept] },
];

const SETUPS: [Story; 2] = [
    Story { before: &[], steps: &[Act::MakeJail, Act::RemoveJail] },
    Story { before: &[], steps: &[Act::MakeChannel, Act::RemoveChannel] },
];

#[tokio::test]
#[ignore = "takes minutes, and does not pass yet"]
async fn whatever_call_of_a_report_fails_each_thing_is_said_and_done_once() {
    meet_any_trouble(&REPORTS).await;
}

#[tokio::test]
#[ignore = "takes minutes, and does not pass yet"]
async fn whatever_call_of_an_appeal_fails_each_thing_is_said_and_done_once() {
    meet_any_trouble(&APPEALS).await;
}

#[tokio::test]
#[ignore = "takes minutes, and does not pass yet"]
async fn whatever_call_of_a_setup_fails_each_thing_is_made_and_removed_once() {
    meet_any_trouble(&SETUPS).await;
}

#[tokio::test]
#[ignore = "takes minutes, and does not pass yet"]
async fn killed_and_started_again_between_any_two_steps_a_story_ends_as_ever() {
    let wrong = RefCell::new(Vec::new());
    join(REPORTS.iter().chain(&APPEALS).chain(&SETUPS).map(async |story| {
        let _turn = ROOM.acquire().await.unwrap();
        let usual = rehearse(story).await.pop().expect("a step").picture;
        let mut stage = Stage::with_log().await;
        stage.stop_servers().await;
        let mut process = Process::start(&stage).await;
        let mut told = Told::default();
        for act in story.before.iter().chain(story.steps) {
            let given = told.gesture(&stage, *act).await.await.unwrap();
            // What is still under way then, the next process takes over.
            process.kill_now();
            stage.expire_leases().await;
            process = Process::start(&stage).await;
            stage.wait_until_idle().await;
            told.reply = given.reply();
        }
        let found = Picture::of(&stage).await;
        wrong.borrow_mut().extend(usual.differences(&found).map(|it| format!("{:?}: {it}", story.steps)));
        assert_eq!(process.terminate().await, Some(0));
        stage.sim.clear_violations();
        stage.close().await;
    }))
    .await;
    let wrong = wrong.into_inner();
    assert!(wrong.is_empty(), "{} things went wrong:\n{}", wrong.len(), wrong.join("\n"));
}

/// A step as it is without a fault.
struct Usual {
    /// Its calls, from the order on.
    calls: Vec<Call>,
    /// The calls that Discord refuses anyway, and so can't apply.
    refused: Vec<bool>,
    reply: String,
    picture: Picture,
}

/// The last reply, on which the next step may press a button.
#[derive(Default)]
pub struct Told {
    reply: Option<Message>,
}

impl Told {
    /// Takes a step and waits until all is done.
    async fn play(&mut self, stage: &Stage, act: Act) -> Invocation {
        let given = self.gesture(stage, act).await.await.unwrap();
        self.reply = Some(given.final_message().await.unwrap());
        stage.wait_until_idle().await;
        given
    }
}

async fn meet_any_trouble(stories: &[Story]) {
    let wrong = RefCell::new(Vec::new());
    join(stories.iter().map(async |story| {
        let turn = ROOM.acquire().await.unwrap();
        let usual = rehearse(story).await;
        drop(turn);
        let places = usual.iter().enumerate().flat_map(|(at, usual)| {
            let calls = usual.calls.iter().zip(&usual.refused);
            calls.map(move |(call, is_refused)| (at, usual, call, *is_refused))
        });
        join(places.map(async |(at, usual, call, is_refused)| {
            let faults = InjectedFault::SURVIVED.into_iter().chain(InjectedFault::DEADLY);
            let is_possible = |fault: &InjectedFault| {
                !(is_refused && matches!(fault, InjectedFault::AnswerLost | InjectedFault::DiesAfter))
            };
            for injected in faults.filter(is_possible) {
                let _turn = ROOM.acquire().await.unwrap();
                let found = disturb(story, at, call, injected, usual).await;
                let named = found
                    .into_iter()
                    .map(|it| format!("{:?}, {injected:?} at {call}: {it}", story.steps[at]));
                wrong.borrow_mut().extend(named);
            }
        }))
        .await;
    }))
    .await;
    let wrong = wrong.into_inner();
    assert!(wrong.is_empty(), "{} things went wrong:\n{}", wrong.len(), wrong.join("\n"));
}

/// Plays a story undisturbed.
async fn rehearse(story: &Story) -> Vec<Usual> {
    let stage = Stage::with_log().await;
    let mut told = Told::default();
    for act in story.before {
        told.play(&stage, *act).await;
    }
    let mut usual = Vec::new();
    for act in story.steps {
        let gesture = told.gesture(&stage, *act).await;
        let earlier = stage.sim.requests().len();
        let given = gesture.await.unwrap();
        told.reply = Some(given.final_message().await.unwrap());
        stage.wait_until_idle().await;
        let made = stage.sim.requests().split_off(earlier);
        let ordered = ordered_at(&stage, &given).await;
        // Gavel asks for its own id once per process, in whichever step first needs it.
        let counts = made.iter().map(|call| call.at >= ordered && call.route != "/users/@me");
        let calls = Call::all(&made).into_iter().zip(counts.clone());
        let refused = made.iter().map(|call| call.status >= 400).zip(counts);
        usual.push(Usual {
            calls: calls.filter_map(|(call, counts)| counts.then_some(call)).collect(),
            refused: refused.filter_map(|(is_refused, counts)| counts.then_some(is_refused)).collect(),
            reply: stage.readable(&given.text()),
            picture: Picture::of(&stage).await,
        });
        assert!(!usual.last().unwrap().calls.is_empty(), "{act:?}: no call was made");
        let untrue = untrue(&stage).await;
        assert!(untrue.is_empty(), "{act:?}, undisturbed: {untrue:?}");
    }
    stage.close().await;
    usual
}

async fn ordered_at(stage: &Stage, given: &Invocation) -> Timestamp {
    let at = "select (extract(epoch from at) * 1000000)::bigint from processed_interactions where interaction_id = $1";
    let at = sqlx::query_scalar(at).bind(given.id().get().cast_signed());
    Timestamp::from_microsecond(at.fetch_one(&stage.database.pool).await.unwrap()).unwrap()
}

/// Plays a story up to a step in which a call meets a fault; returns what is wrong once all is quiet.
async fn disturb(
    story: &Story,
    at: usize,
    call: &Call,
    injected: InjectedFault,
    usual: &Usual,
) -> Vec<String> {
    let mut stage = Stage::with_log().await;
    let mut told = Told::default();
    for act in story.before.iter().chain(&story.steps[..at]) {
        told.play(&stage, *act).await;
    }
    let gesture = told.gesture(&stage, story.steps[at]).await;
    let fault = injected.fault(call, Due::AsEver);
    let is_deadly = InjectedFault::DEADLY.contains(&injected);
    let mut process = None;
    let (given, is_struck) = if is_deadly {
        stage.stop_servers().await;
        let mut dying = Process::start(&stage).await;
        stage.sim.fault(fault);
        let is_answered = Cell::new(false);
        let answered = async {
            let given = gesture.await;
            is_answered.set(true);
            given
        };
        let (given, is_struck) = tokio::join!(answered, async {
            while stage.sim.faults_left() > 0 && !(is_answered.get() && stage.is_idle().await) {
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
            dying.kill_now();
            stage.sim.faults_left() == 0
        });
        stage.sim.clear_faults();
        stage.expire_leases().await;
        process = Some(Process::start(&stage).await);
        (given.unwrap(), is_struck)
    } else {
        stage.sim.fault(fault);
        let given = gesture.await.unwrap();
        stage.wait_until_idle().await;
        (given, stage.sim.faults_left() == 0)
    };
    stage.wait_until_idle().await;
    stage.sim.clear_faults();
    let mut wrong = if is_struck { vec![] } else { call.missed() };
    if injected.is_refusal() {
        // What could not be shown is tried again, at some time.
        stage.ring("show_appeal").await;
        stage.wait_until_idle().await;
        wrong.extend(usual.picture.repeats(&Picture::of(&stage).await));
        if injected == InjectedFault::Forbidden {
            wrong.extend(untrue(&stage).await);
        }
        let said = given.final_message().await.map(|reply| reply.text()).unwrap_or_default();
        if said.is_empty() || said.contains("on my side") {
            wrong.push(format!("the caller reads {said:?}"));
        }
    } else {
        let found = Picture::of(&stage).await;
        wrong.extend(usual.picture.differences(&found));
        let is_said = || stage.readable(&given.text()) == usual.reply;
        // A process that is killed takes the connection with it, and with that the reply.
        if !is_deadly && stage.sim.eventually(SOON, || is_said().then_some(())).await.is_none() {
            wrong.push(format!("the caller reads {:?}, usually {:?}", given.text(), usual.reply));
        }
        wrong.extend(untrue(&stage).await);
    }
    if let Some(process) = process {
        assert_eq!(process.terminate().await, Some(0));
        // The order to the process that was killed got no answer.
        stage.sim.clear_violations();
    }
    stage.close().await;
    wrong
}
