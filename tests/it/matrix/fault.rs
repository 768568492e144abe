//! The injected faults: their calls, and the outcomes that they must have.

use std::fmt;
use std::time::Duration;

use discord_stand_in::{Fault, RecordedCall, Scope};

use crate::matrix::actions::Action;
use crate::matrix::scene::Scene;
use crate::matrix::truth::Usual;

/// The wait that Discord asks for.
const LIMITED: Duration = Duration::from_millis(400);

/// A call that an action makes once it is ordered.
#[derive(Clone, Debug)]
pub struct Step {
    method: String,
    route: String,
    /// The number of earlier calls of this route.
    nth: u32,
    pub part: Part,
    /// `true` if the call is about the person as a member, or about the channel.
    on_the_subject: bool,
    /// `true` for a message in a channel that was not opened for it: another is opened if that one is gone.
    in_a_remembered_channel: bool,
}

/// The purpose of a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    Tell,
    /// The edit of an earlier notice, once the case has changed.
    Retell,
    Act,
    /// The message that corrects the notice: the action failed.
    Correct,
    Log,
    Answer,
}

/// A fault to inject.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InjectedFault {
    Forbidden,
    NotFound,
    Away,
    Reset,
    AnswerLost,
    LimitedHere,
    LimitedEverywhere,
    /// `kill -9` while the call hangs, not applied.
    DiesBefore,
    /// `kill -9` while the call hangs, applied.
    DiesAfter,
}

/// The outcome that a fault must have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Due {
    /// The usual outcome, as without the fault.
    AsEver,
    NotTold,
    /// The notice can't be edited, so another one is sent.
    ToldAnew,
    NotCorrected,
    NotLogged,
    /// Discord's refusal is final: the action failed.
    Failed,
    /// Discord says that there is nothing to do: the action is applied, whatever the world shows.
    OnDiscordsWord,
    /// Discord's refusal is not final: the call is tried until it works.
    Insisted,
    /// The reply can't be shown.
    NotAnswered,
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} #{} ({:?})", self.method, self.route, self.nth + 1, self.part)
    }
}

impl Step {
    /// Returns what is wrong where the call was not made. A message's second edit may be joined with its first, if what it
    /// shows was known in time.
    pub fn missed(&self) -> Vec<String> {
        let edits = self.method == "PATCH" && self.route == "/channels/{channel}/messages/{message}";
        let is_joined = edits && self.nth > 0;
        if is_joined { vec![] } else { vec!["the call was not made".to_owned()] }
    }

    /// Returns `true` if the call has been made since the order.
    pub fn is_reached(&self, scene: &Scene<'_>) -> bool {
        scene.calls().iter().filter(|call| self.is_of(call)).count() > usize::try_from(self.nth).unwrap()
    }

    /// Returns the number of times the call has been made.
    pub fn tries(&self, scene: &Scene<'_>) -> usize {
        scene.calls().iter().filter(|call| self.is_of(call)).count()
    }

    fn is_of(&self, call: &RecordedCall) -> bool {
        call.method == self.method && call.route == self.route
    }

    /// Returns Discord's code for an unknown object in this call.
    fn unknown(&self) -> u64 {
        match (self.method.as_str(), self.route.as_str()) {
            ("DELETE", "/guilds/{guild}/bans/{user}") => 10_026,
            (_, "/guilds/{guild}/bans/{user}" | "/users/@me/channels") => 10_013,
            (_, "/guilds/{guild}/members/{user}") => 10_007,
            ("DELETE" | "PATCH", "/channels/{channel}/messages/{message}") => 10_008,
            ("DELETE", "/channels/{channel}/permissions/{overwrite}") => 10_009,
            (_, route) if route.starts_with("/webhooks") => 10_015,
            (_, route) if route.contains("/roles/") => 10_011,
            _ => 10_003,
        }
    }
}

impl InjectedFault {
    pub const SURVIVED: [Self; 7] = [
        Self::Forbidden,
        Self::NotFound,
        Self::Away,
        Self::Reset,
        Self::AnswerLost,
        Self::LimitedHere,
        Self::LimitedEverywhere,
    ];
    pub const DEADLY: [Self; 2] = [Self::DiesBefore, Self::DiesAfter];

    pub fn fault(self, step: &Step, due: Due) -> Fault {
        let fault = Fault::on(&step.method, &step.route).skip(step.nth);
        let fault = if due == Due::Insisted { fault.always() } else { fault };
        match self {
            Self::Forbidden => fault.answer(403, 50_013, "Missing Permissions"),
            Self::NotFound => fault.answer(404, step.unknown(), "Unknown"),
            Self::Away => fault.times(3).status(503),
            Self::Reset => fault.reset(),
            Self::AnswerLost => fault.applied_but_answer_lost(),
            Self::LimitedHere => fault.rate_limited(Scope::User, LIMITED),
            Self::LimitedEverywhere => fault.rate_limited(Scope::Global, LIMITED),
            Self::DiesBefore => fault.hang(),
            Self::DiesAfter => fault.applied_but_never_answered(),
        }
    }

    /// Returns `false` for a call that Discord refuses anyway and so can't apply.
    pub fn is_possible(self, step: &Step, usual: &Usual) -> bool {
        let refused = step.part == Part::Act && usual.status == "failed";
        !(refused && matches!(self, Self::AnswerLost | Self::DiesAfter))
    }

    fn is_refusal(self) -> bool {
        matches!(self, Self::Forbidden | Self::NotFound)
    }

    /// Returns the outcome that a fault in a step must have.
    pub fn due(self, action: &Action, step: &Step) -> Due {
        let insisted = action.insists_on.contains(&(&step.method, &step.route));
        match (step.part, self) {
            (_, injected) if !injected.is_refusal() => Due::AsEver,
            (Part::Tell, Self::NotFound) if step.in_a_remembered_channel => Due::AsEver,
            (Part::Tell, _) => Due::NotTold,
            (Part::Retell, _) => Due::ToldAnew,
            (Part::Correct, _) => Due::NotCorrected,
            (Part::Log, _) if step.method == "POST" => Due::NotLogged,
            // An old post that can't be edited stays as it was.
            (Part::Log, _) => Due::OnDiscordsWord,
            // Just after a deferral, "unknown" means "not yet".
            (Part::Answer, Self::NotFound) => Due::AsEver,
            (Part::Answer, _) => Due::NotAnswered,
            // If Discord won't say who is banned, Gavel assumes that nobody is.
            (Part::Act, _) if step.method == "GET" && step.route.contains("/bans/") => Due::OnDiscordsWord,
            (Part::Act, Self::NotFound) if matches!(step.unknown(), 10_008 | 10_009 | 10_026) => {
                Due::OnDiscordsWord
            }
            (Part::Act, Self::NotFound) if action.outlives_its_subject && step.on_the_subject => {
                Due::OnDiscordsWord
            }
            (Part::Act, _) if insisted => Due::Insisted,
            (Part::Act, _) => Due::Failed,
        }
    }
}

/// Returns the calls that were made since the order was committed.
pub async fn steps(scene: &Scene<'_>, usual: &Usual) -> Vec<Step> {
    let ordered = scene.ordered_at().await;
    let mut steps: Vec<Step> = Vec::new();
    let mut seen: Vec<(String, String)> = Vec::new();
    for call in scene.calls() {
        let name = (call.method.clone(), call.route.clone());
        let nth = u32::try_from(seen.iter().filter(|one| **one == name).count()).unwrap();
        seen.push(name);
        // Gavel asks for its own id once per process, in whichever step first needs it.
        if ordered.is_some_and(|at| call.at < at) || call.route == "/users/@me" {
            continue;
        }
        let acted = steps.iter().any(|step| step.part == Part::Act);
        let part = part(scene, &call, acted && usual.status == "failed");
        let on_the_subject = call.path.ends_with(&format!("/members/{}", scene.person))
            || call.path.contains(&format!("/members/{}/roles/", scene.person))
            || (part == Part::Act && call.path.starts_with(&format!("/channels/{}", scene.channel)));
        let is_opened = steps.iter().any(|step| step.route == "/users/@me/channels");
        let in_a_remembered_channel =
            part == Part::Tell && call.route == "/channels/{channel}/messages" && !is_opened;
        let RecordedCall { method, route, .. } = call;
        steps.push(Step { method, route, nth, part, on_the_subject, in_a_remembered_channel });
    }
    steps
}

fn part(scene: &Scene<'_>, call: &RecordedCall, refused: bool) -> Part {
    let logs = call.path.starts_with(&format!("/channels/{}/", scene.stage.cast.mod_log));
    let posts = call.method == "POST" && call.route == "/channels/{channel}/messages";
    let edits = call.method == "PATCH" && call.route == "/channels/{channel}/messages/{message}";
    let is_elsewhere = !call.path.starts_with(&format!("/channels/{}/", scene.channel));
    if edits && !logs && is_elsewhere {
        Part::Retell
    } else if call.route.starts_with("/webhooks") {
        Part::Answer
    } else if logs {
        Part::Log
    } else if !posts && call.route != "/users/@me/channels" {
        Part::Act
    } else if refused {
        Part::Correct
    } else {
        Part::Tell
    }
}
