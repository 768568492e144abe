//! Stories: reports, appeals, and what `/setup` makes. Each call of each step meets faults, and the process may die
//! between any two steps; in the end all looks as if nothing had happened.

mod act;
mod picture;

use std::cell::{Cell, RefCell};
use std::time::Duration;

use discord_stand_in::{Gesture, Invocation, Message, RecordedCall};
use jiff::Timestamp;

use crate::matrix::ROOM;
use crate::matrix::fault::{Call, Due, InjectedFault};
use crate::support::join;
use crate::support::process::Process;
use crate::support::stage::{SOON, Stage};
use act::Act;
use picture::{Picture, readable, untrue};

/// Steps that follow each other.
#[derive(Clone, Copy)]
struct Story {
    /// The steps that were taken before; they meet no fault.
    before: &'static [Act],
    steps: &'static [Act],
}

const REPORTS: [Story; 5] = [
    Story { before: &[], steps: &[Act::Report, Act::Join, Act::Claim, Act::Warn] },
    Story { before: &[Act::Report, Act::Join], steps: &[Act::Ban] },
    Story { before: &[Act::Report], steps: &[Act::Dismiss, Act::Reopen, Act::Delete] },
    Story { before: &[Act::Report], steps: &[Act::TimeOut] },
    Story { before: &[Act::Report, Act::Dismiss], steps: &[Act::Join] },
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

const SETUPS: [Story; 4] = [
    Story { before: &[], steps: &[Act::MakeJail] },
    Story { before: &[Act::MakeJail], steps: &[Act::RemoveJail] },
    Story { before: &[], steps: &[Act::MakeChannel] },
    Story { before: &[Act::MakeChannel], steps: &[Act::RemoveChannel] },
];

/// The faults that decide whether something happens twice, once or never. The others differ from these in how often and
/// when a call is repeated, which each action's calls meet.
const DECISIVE: [InjectedFault; 4] = [
    InjectedFault::Forbidden,
    InjectedFault::AnswerLost,
    InjectedFault::DiesBefore,
    InjectedFault::DiesAfter,
];

#[tokio::test]
async fn whatever_call_of_a_report_fails_each_thing_is_said_and_done_once() {
    meet_trouble(&REPORTS, &DECISIVE).await;
}

#[tokio::test]
async fn whatever_call_of_an_appeal_fails_each_thing_is_said_and_done_once() {
    meet_trouble(&APPEALS, &DECISIVE).await;
}

#[tokio::test]
async fn whatever_call_of_a_setup_fails_each_thing_is_made_and_removed_once() {
    meet_trouble(&SETUPS, &DECISIVE).await;
}

#[tokio::test]
#[ignore = "takes minutes; the suite has the faults that decide"]
async fn whatever_fault_meets_a_call_of_a_story_each_thing_is_said_and_done_once() {
    let others = InjectedFault::SURVIVED.into_iter().filter(|fault| !DECISIVE.contains(fault));
    let others: Vec<_> = others.collect();
    for stories in [&REPORTS[..], &APPEALS, &SETUPS] {
        meet_trouble(stories, &others).await;
    }
}

#[tokio::test]
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
            // A deferral promises an answer, and so the order is recorded by then.
            drop(given.final_message().await);
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
    judge(&wrong.into_inner());
}

/// A step as it is without a fault.
struct Usual {
    /// Its calls, from the order on.
    calls: Vec<Call>,
    /// The calls that Discord refuses anyway.
    refused: Vec<Call>,
    reply: String,
    picture: Picture,
}

impl Usual {
    /// Returns `false` for a fault after a call was applied that Discord refuses anyway.
    fn may_meet(&self, call: &Call, fault: InjectedFault) -> bool {
        let is_after = matches!(fault, InjectedFault::AnswerLost | InjectedFault::DiesAfter);
        !(is_after && self.refused.contains(call))
    }
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

/// Fails if anything went wrong.
fn judge(wrong: &[String]) {
    assert!(wrong.is_empty(), "{} things went wrong:\n{}", wrong.len(), wrong.join("\n"));
}

/// Plays each story until each call of each of its steps has met each of the faults.
async fn meet_trouble(stories: &[Story], faults: &[InjectedFault]) {
    let wrong = RefCell::new(Vec::new());
    join(stories.iter().map(async |story| {
        let turn = ROOM.acquire().await.unwrap();
        let usual = rehearse(story).await;
        drop(turn);
        let (final_faults, others): (Vec<InjectedFault>, Vec<InjectedFault>) =
            faults.iter().partition(|fault| fault.is_refusal());
        let longest = usual.iter().map(|step| step.calls.len()).max().expect("a step");
        let plays = others.into_iter().flat_map(|fault| (0..longest).map(move |nth| (fault, nth)));
        let plays = plays.map(async |(fault, nth)| {
            let _turn = ROOM.acquire().await.unwrap();
            let found = troubled(story, &usual, fault, nth).await;
            wrong.borrow_mut().extend(found);
        });
        let places = (0..usual.len()).flat_map(|at| usual[at].calls.iter().map(move |call| (at, call)));
        let refusals = places.flat_map(|place| final_faults.iter().map(move |fault| (place, *fault)));
        let refusals = refusals.map(async |((at, call), fault)| {
            let _turn = ROOM.acquire().await.unwrap();
            let found = refused(story, at, call, fault, &usual[at]).await;
            wrong.borrow_mut().extend(found);
        });
        tokio::join!(join(plays), join(refusals));
    }))
    .await;
    judge(&wrong.into_inner());
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
        let counts = |made: &RecordedCall| made.at >= ordered && made.route != "/users/@me";
        let calls = || made.iter().zip(Call::all(&made)).filter(|(made, _)| counts(made));
        usual.push(Usual {
            calls: calls().map(|(_, call)| call).collect(),
            refused: calls().filter(|(made, _)| made.status >= 400).map(|(_, call)| call).collect(),
            reply: readable(&stage, &given.text()),
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

/// Plays a story in each step of which the `nth` call meets a fault that passes; returns what is not as usual.
async fn troubled(story: &Story, usual: &[Usual], injected: InjectedFault, nth: usize) -> Vec<String> {
    let mut stage = Stage::with_log().await;
    let mut told = Told::default();
    for act in story.before {
        told.play(&stage, *act).await;
    }
    let mut process = None;
    if InjectedFault::DEADLY.contains(&injected) {
        stage.stop_servers().await;
        process = Some(Process::start(&stage).await);
    }
    let mut wrong = Vec::new();
    for (act, usual) in story.steps.iter().zip(usual) {
        let call = usual.calls.get(nth).filter(|call| usual.may_meet(call, injected));
        let gesture = told.gesture(&stage, *act).await;
        if let Some(call) = call {
            stage.sim.fault(injected.fault(call, Due::AsEver));
        }
        let given = match process.take() {
            Some(dying) if call.is_some() => {
                let given = until_struck(&stage, gesture, dying).await;
                stage.sim.clear_faults();
                stage.expire_leases().await;
                process = Some(Process::start(&stage).await);
                given
            }
            undisturbed => {
                process = undisturbed;
                gesture.await.unwrap()
            }
        };
        stage.wait_until_idle().await;
        let mut found = Vec::new();
        if let Some(call) = call.filter(|_| stage.sim.faults_left() > 0) {
            found.extend(call.missed());
        }
        stage.sim.clear_faults();
        found.extend(usual.picture.differences(&Picture::of(&stage).await));
        let is_said = || readable(&stage, &given.text()) == usual.reply;
        // A process that is killed takes the connection with it, and with that the reply.
        if process.is_none() && stage.sim.eventually(SOON, || is_said().then_some(())).await.is_none() {
            found.push(format!("the caller reads {:?}, usually {:?}", given.text(), usual.reply));
        }
        found.extend(untrue(&stage).await);
        told.reply = given.reply();
        if !found.is_empty() {
            let call = call.map_or_else(|| "no call".to_owned(), ToString::to_string);
            wrong = found.iter().map(|it| format!("{act:?}, {injected:?} at {call}: {it}")).collect();
            break;
        }
    }
    if let Some(process) = process {
        assert_eq!(process.terminate().await, Some(0));
        // The order to the process that was killed got no answer.
        stage.sim.clear_violations();
    }
    stage.close().await;
    wrong
}

/// Gives an order to a process, and kills it when the fault strikes, or when all is done.
async fn until_struck(stage: &Stage, gesture: Gesture, mut dying: Process) -> Invocation {
    let is_answered = Cell::new(false);
    let answered = async {
        let given = gesture.await;
        is_answered.set(true);
        given
    };
    let (given, ()) = tokio::join!(answered, async {
        while stage.sim.faults_left() > 0 && !(is_answered.get() && stage.is_idle().await) {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        dying.kill_now();
    });
    given.unwrap()
}

/// Plays a story up to a step in which Discord refuses a call; returns what is wrong once all is quiet.
async fn refused(
    story: &Story,
    at: usize,
    call: &Call,
    injected: InjectedFault,
    usual: &Usual,
) -> Vec<String> {
    let stage = Stage::with_log().await;
    let mut told = Told::default();
    for act in story.before.iter().chain(&story.steps[..at]) {
        told.play(&stage, *act).await;
    }
    let gesture = told.gesture(&stage, story.steps[at]).await;
    stage.sim.fault(injected.fault(call, Due::AsEver));
    let given = gesture.await.unwrap();
    stage.wait_until_idle().await;
    let mut wrong = if stage.sim.faults_left() == 0 { vec![] } else { call.missed() };
    stage.sim.clear_faults();
    // What could not be shown is tried again, at some time.
    stage.ring("show_appeal").await;
    stage.ring("show_report").await;
    stage.wait_until_idle().await;
    wrong.extend(usual.picture.repeats(&Picture::of(&stage).await));
    if injected == InjectedFault::Forbidden {
        wrong.extend(untrue(&stage).await);
    }
    let said = given.final_message().await.map(|reply| reply.text()).unwrap_or_default();
    if said.is_empty() || said.contains("on my side") {
        wrong.push(format!("the caller reads {said:?}"));
    }
    stage.close().await;
    wrong.into_iter().map(|it| format!("{:?}, {injected:?} at {call}: {it}", story.steps[at])).collect()
}
