//! With any fault in any call of an appeal, and whenever the process dies, each thing is said and done once.

use std::cell::RefCell;
use std::time::Duration;

use discord_stand_in::{Fault, Gesture, Scope};

use super::ANSWER;
use crate::support::join;
use crate::support::process::Process;
use crate::support::stage::Stage;

const POST: (&str, &str) = ("POST", "/channels/{}/messages");
const EDIT: (&str, &str) = ("PATCH", "/channels/{}/messages/{}");

/// The steps of an appeal, in their order.
const STEPS: [Step; 4] = [Step::Submit, Step::Ask, Step::Answer, Step::Accept];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    Submit,
    Ask,
    Answer,
    Accept,
}

/// The calls that must be made once: what they contain, and the step that makes them.
fn calls() -> Vec<(Step, fn() -> Fault)> {
    vec![
        (Step::Submit, || Fault::on(POST.0, POST.1).containing("Appeal #1 · Timeout")),
        (Step::Ask, || Fault::on(POST.0, POST.1).containing("A question about your appeal")),
        (Step::Ask, || Fault::on(EDIT.0, EDIT.1).containing("Appeal #1 · Timeout")),
        (Step::Answer, || Fault::on(EDIT.0, EDIT.1).containing("The grey one.")),
        (Step::Accept, || Fault::on("PATCH", "/guilds/{}/members/{}")),
        (Step::Accept, || Fault::on(POST.0, POST.1).containing("was accepted")),
        (Step::Accept, || Fault::on(EDIT.0, EDIT.1).containing("**Accepted:**")),
    ]
}

impl Stage {
    /// Times the member out, where appeals are taken.
    async fn begin_appeal(&self) {
        self.set_appeals(&[]).await;
        self.by(self.cast.admin, "timeout", self.cast.member, &[("duration", "1d")]).await;
        self.wait_until_idle().await;
    }

    /// Returns what the person or moderator does in a step.
    async fn appeal_step(&self, step: Step) -> Gesture {
        let (sim, cast) = (&self.sim, self.cast);
        match step {
            Step::Submit => {
                let pressed = sim.press(cast.member, &self.notice(), "Appeal").await.unwrap();
                sim.submit(cast.member, &pressed.modal().unwrap()).with(ANSWER, "It was my cat.")
            }
            Step::Ask => {
                let card = self.appeals().pop().expect("a card");
                let pressed = sim.press(cast.admin, &card, "Ask").await.unwrap();
                sim.submit(cast.admin, &pressed.modal().unwrap()).with("text", "Which cat?")
            }
            Step::Answer => {
                let asked = self.told().into_iter().find(|told| told.control("Answer").is_some());
                let pressed = sim.press(cast.member, &asked.expect("a question"), "Answer").await.unwrap();
                sim.submit(cast.member, &pressed.modal().unwrap()).with("text", "The grey one.")
            }
            Step::Accept => sim.press(cast.admin, &self.appeals().pop().expect("a card"), "Accept"),
        }
    }

    /// Returns what is wrong at the end of the story.
    async fn wrong(&self) -> Vec<String> {
        let mut wrong = Vec::new();
        let mut expect = |what: &str, is_so: bool| wrong.extend((!is_so).then(|| what.to_owned()));
        let cards = self.appeals();
        expect("one card", cards.len() == 1);
        let card = cards.first().map(discord_stand_in::Message::text).unwrap_or_default();
        expect("the card has the answer", card.contains("Which cat?\n> The grey one."));
        expect("the card has the decision", card.contains("**Accepted:** by"));
        let told: Vec<String> = self.told().iter().map(discord_stand_in::Message::text).collect();
        let times = |words: &str| told.iter().filter(|text| text.contains(words)).count();
        expect("one question", times("Which cat?") == 1);
        expect("one outcome", times("was accepted") == 1);
        let member = self.sim.member(self.cast.guild, self.cast.member).unwrap();
        expect("lifted", member.timed_out_until.is_none());
        let cases = self.cases().await;
        expect("two cases", cases.len() == 2 && cases.iter().all(|(_, status)| status == "applied"));
        expect("accepted by the lift", self.appeals_stored().await == [(1, "accepted".to_owned(), Some(2))]);
        wrong
    }
}

#[tokio::test]
async fn whatever_call_fails_each_thing_is_said_and_done_once() {
    let faults: [fn(Fault) -> Fault; 4] = [
        |fault| fault.status(503),
        Fault::reset,
        Fault::applied_but_answer_lost,
        |fault| fault.rate_limited(Scope::User, Duration::from_millis(300)),
    ];
    for (at, how) in faults.into_iter().enumerate() {
        let found = RefCell::new(Vec::new());
        join(calls().into_iter().map(async |(step, call)| {
            let stage = Stage::with_log().await;
            stage.begin_appeal().await;
            for each in STEPS {
                let gesture = stage.appeal_step(each).await;
                if each == step {
                    stage.sim.fault(how(call()));
                }
                drop(gesture.await.unwrap().final_message().await);
                stage.wait_until_idle().await;
            }
            let struck = stage.sim.faults_left() == 0;
            let wrong = stage.wrong().await;
            if !struck || !wrong.is_empty() {
                found.borrow_mut().push(format!("{step:?}, fault {at}, struck: {struck}: {wrong:?}"));
            }
            stage.close().await;
        }))
        .await;
        assert!(found.borrow().is_empty(), "{:#?}", found.borrow());
    }
}

#[tokio::test]
async fn killed_at_any_call_each_thing_is_said_and_done_once() {
    let deaths: [fn(Fault) -> Fault; 2] = [Fault::hang, Fault::applied_but_never_answered];
    for (at, how) in deaths.into_iter().enumerate() {
        let found = RefCell::new(Vec::new());
        join(calls().into_iter().map(async |(step, call)| {
            let stage = Stage::empty().await.impatient();
            let mut process = Process::start(&stage).await;
            stage.begin_appeal().await;
            for each in STEPS {
                let gesture = stage.appeal_step(each).await;
                if each == step {
                    stage.sim.fault(how(call()));
                    drop(process.killed_during(&stage, gesture).await);
                    process = Process::start(&stage).await;
                } else {
                    drop(gesture.await.unwrap().final_message().await);
                }
                stage.wait_until_idle().await;
            }
            let wrong = stage.wrong().await;
            if !wrong.is_empty() {
                found.borrow_mut().push(format!("{step:?}, death {at}: {wrong:?}"));
            }
            assert_eq!(process.terminate().await, Some(0));
            stage.sim.clear_violations();
            stage.close().await;
        }))
        .await;
        assert!(found.borrow().is_empty(), "{:#?}", found.borrow());
    }
}
