//! The injected faults: their calls, and the outcomes that they must have.

use std::fmt;
use std::time::Duration;

use discord_stand_in::{Fault, RecordedCall, Scope};

use crate::matrix::actions::Action;
use crate::matrix::scene::Scene;
use crate::matrix::truth::Usual;

/// The wait that Discord asks for.
const LIMITED: Duration = Duration::from_millis(400);

/// A call to Discord, by its place among those of its route.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Call {
    method: String,
    route: String,
    /// The number of earlier calls of this route.
    nth: u32,
}

/// A call that an action makes once it is ordered.
#[derive(Clone, Debug)]
pub struct Step {
    pub call: Call,
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

impl fmt::Display for Call {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} #{}", self.method, self.route, self.nth + 1)
    }
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({:?})", self.call, self.part)
    }
}

impl Call {
    /// Returns the calls, each with its place.
    pub fn all(calls: &[RecordedCall]) -> Vec<Self> {
        let place = |(at, call): (usize, &RecordedCall)| {
            let is_same = |one: &&RecordedCall| one.method == call.method && one.route == call.route;
            let nth = u32::try_from(calls[..at].iter().filter(is_same).count()).unwrap();
            Self { method: call.method.clone(), route: call.route.clone(), nth }
        };
        calls.iter().enumerate().map(place).collect()
    }

    /// Returns `true` for an edit of a message in a channel.
    pub fn is_edit(&self) -> bool {
        self.method == "PATCH" && self.route == "/channels/{channel}/messages/{message}"
    }

    /// Returns what is wrong where the call was not made. A message's second edit may be joined with its first, if what it
    /// shows was known in time.
    pub fn missed(&self) -> Vec<String> {
        let is_joined = self.is_edit() && self.nth > 0;
        if is_joined { vec![] } else { vec!["the call was not made".to_owned()] }
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

impl Step {
    /// Returns `true` if the call has been made since the order.
    pub fn is_reached(&self, scene: &Scene<'_>) -> bool {
        self.tries(scene) > usize::try_from(self.call.nth).unwrap()
    }

    /// Returns the number of times the call has been made.
    pub fn tries(&self, scene: &Scene<'_>) -> usize {
        scene.calls().iter().filter(|call| self.call.is_of(call)).count()
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

    pub fn fault(self, call: &Call, due: Due) -> Fault {
        let fault = Fault::on(&call.method, &call.route).skip(call.nth);
        let fault = if due == Due::Insisted { fault.always() } else { fault };
        match self {
            Self::Forbidden => fault.answer(403, 50_013, "Missing Permissions"),
            Self::NotFound => fault.answer(404, call.unknown(), "Unknown"),
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

    pub fn is_refusal(self) -> bool {
        matches!(self, Self::Forbidden | Self::NotFound)
    }

    /// Returns the outcome that a fault in a step must have.
    pub fn due(self, action: &Action, step: &Step) -> Due {
        let insisted = action.insists_on.contains(&(&step.call.method, &step.call.route));
        match (step.part, self) {
            (_, injected) if !injected.is_refusal() => Due::AsEver,
            (Part::Tell, Self::NotFound) if step.in_a_remembered_channel => Due::AsEver,
            (Part::Tell, _) => Due::NotTold,
            (Part::Retell, _) => Due::ToldAnew,
            (Part::Correct, _) => Due::NotCorrected,
            (Part::Log, _) if step.call.method == "POST" => Due::NotLogged,
            // An old post that can't be edited stays as it was.
            (Part::Log, _) => Due::OnDiscordsWord,
            // Just after a deferral, "unknown" means "not yet".
            (Part::Answer, Self::NotFound) => Due::AsEver,
            (Part::Answer, _) => Due::NotAnswered,
            // If Discord won't say who is banned, Gavel assumes that nobody is.
            (Part::Act, _) if step.call.method == "GET" && step.call.route.contains("/bans/") => {
                Due::OnDiscordsWord
            }
            (Part::Act, Self::NotFound) if matches!(step.call.unknown(), 10_008 | 10_009 | 10_026) => {
                Due::OnDiscordsWord
            }
            (Part::Act, Self::NotFound) if action.outlives_its_subject && step.on_the_subject => {
                Due::OnDiscordsWord
            }
            (Part::Act, _)
                if action.forgives == Some((&step.call.method, &step.call.route, step.call.nth)) =>
            {
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
    let calls = scene.calls();
    for (made, call) in calls.iter().zip(Call::all(&calls)) {
        // Gavel asks for its own id once per process, in whichever step first needs it.
        if ordered.is_some_and(|at| made.at < at) || made.route == "/users/@me" {
            continue;
        }
        let acted = steps.iter().any(|step| step.part == Part::Act);
        let part = part(scene, made, acted && usual.status == "failed");
        let on_the_subject = made.path.ends_with(&format!("/members/{}", scene.person))
            || made.path.contains(&format!("/members/{}/roles/", scene.person))
            || (part == Part::Act && made.path.starts_with(&format!("/channels/{}", scene.channel)));
        let is_opened = steps.iter().any(|step| step.call.route == "/users/@me/channels");
        let in_a_remembered_channel =
            part == Part::Tell && made.route == "/channels/{channel}/messages" && !is_opened;
        steps.push(Step { call, part, on_the_subject, in_a_remembered_channel });
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
