//! Scripted faults: their effect, their route and how often they strike.

use std::time::Duration;

use serde_json::{Value, json};

use super::limits::Scope;
use super::rest::same_shape;

/// A fault on one route. Build it, then hand it to [`StandIn::fault`](super::StandIn::fault).
///
/// ```ignore
/// sim.fault(Fault::on("POST", "/channels/{}/messages").skip(1).times(2).status(503));
/// ```
#[derive(Clone, Debug)]
pub struct Fault {
    pub(super) method: String,
    pub(super) route: String,
    containing: Option<String>,
    skip: u32,
    times: Option<u32>,
    pub(super) effect: Effect,
}

/// The effect of a fault.
#[derive(Clone, Debug)]
pub(super) enum Effect {
    /// This response is sent; the call is not applied.
    Status(u16, Value),
    /// The connection is cut; the call is not applied.
    Reset,
    /// No response is ever sent; the call is not applied.
    Hang,
    /// The call is applied and answered as usual, after a delay.
    Slow(Duration),
    /// The call is applied, then the connection is cut.
    AnswerLost,
    /// The call is applied, but no response is ever sent.
    AnswerHangs,
    /// A 429 is sent.
    RateLimited(Scope, Duration),
}

impl Fault {
    /// Creates a fault on a route, given as `/guilds/{}/bans/{}`. Unless told otherwise, it answers 500, once.
    #[must_use]
    pub fn on(method: &str, route: &str) -> Self {
        Self {
            method: method.to_owned(),
            route: route.to_owned(),
            containing: None,
            skip: 0,
            times: Some(1),
            effect: Effect::Status(500, json!({ "message": "500: Internal Server Error", "code": 0 })),
        }
    }

    /// Limits the fault to calls whose JSON body contains `text`.
    #[must_use]
    pub fn containing(mut self, text: &str) -> Self {
        self.containing = Some(text.to_owned());
        self
    }

    /// Lets `calls` calls pass first.
    #[must_use]
    pub fn skip(mut self, calls: u32) -> Self {
        self.skip = calls;
        self
    }

    /// Makes the fault strike `calls` times.
    #[must_use]
    pub fn times(mut self, calls: u32) -> Self {
        self.times = Some(calls);
        self
    }

    /// Makes the fault strike until [`StandIn::clear_faults`](super::StandIn::clear_faults).
    #[must_use]
    pub fn always(mut self) -> Self {
        self.times = None;
        self
    }

    /// Answers with this status, a message that Discord does not use, and code 0.
    #[must_use]
    pub fn status(self, status: u16) -> Self {
        self.answer(status, 0, &format!("{status}: scripted"))
    }

    /// Answers with this status, code and message.
    #[must_use]
    pub fn answer(mut self, status: u16, code: u64, message: &str) -> Self {
        self.effect = Effect::Status(status, json!({ "message": message, "code": code }));
        self
    }

    /// Cuts the connection without applying the call.
    #[must_use]
    pub fn reset(mut self) -> Self {
        self.effect = Effect::Reset;
        self
    }

    /// Never answers, and does not apply the call.
    #[must_use]
    pub fn hang(mut self) -> Self {
        self.effect = Effect::Hang;
        self
    }

    /// Delays the call by `by`, then lets it pass as usual.
    #[must_use]
    pub fn slow(mut self, by: Duration) -> Self {
        self.effect = Effect::Slow(by);
        self
    }

    /// Applies the call, then cuts the connection.
    #[must_use]
    pub fn applied_but_answer_lost(mut self) -> Self {
        self.effect = Effect::AnswerLost;
        self
    }

    /// Applies the call, then never answers.
    #[must_use]
    pub fn applied_but_never_answered(mut self) -> Self {
        self.effect = Effect::AnswerHangs;
        self
    }

    /// Answers 429. Until `after` has passed, every call that `scope` covers is refused too.
    #[must_use]
    pub fn rate_limited(mut self, scope: Scope, after: Duration) -> Self {
        self.effect = Effect::RateLimited(scope, after);
        self
    }

    fn fits(&self, method: &str, route: &str, body: &str) -> bool {
        self.method == method
            && same_shape(&self.route, route)
            && self.containing.as_ref().is_none_or(|text| body.contains(text))
    }
}

/// The faults that have yet to strike.
#[derive(Debug, Default)]
pub(super) struct Faults(Vec<Fault>);

impl Faults {
    pub(super) fn add(&mut self, fault: Fault) {
        self.0.push(fault);
    }

    pub(super) fn left(&self) -> usize {
        self.0.len()
    }

    pub(super) fn clear(&mut self) {
        self.0.clear();
    }

    /// Returns the effect of the first fault that strikes this call, and counts the strike.
    pub(super) fn take(&mut self, method: &str, route: &str, body: &str) -> Option<Effect> {
        let mut effect = None;
        for fault in self.0.iter_mut().filter(|fault| fault.fits(method, route, body)) {
            if fault.skip > 0 {
                fault.skip -= 1;
                continue;
            }
            match &mut fault.times {
                Some(0) => continue,
                Some(left) => *left -= 1,
                None => {}
            }
            effect = Some(fault.effect.clone());
            break;
        }
        self.0.retain(|fault| fault.times != Some(0));
        effect
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_skips_strikes_and_is_spent() {
        let mut faults = Faults::default();
        faults.add(Fault::on("POST", "/channels/{}/messages").containing("boo").skip(1).times(2).status(503));
        let mut strikes = |body: &str| faults.take("POST", "/channels/{channel}/messages", body).is_some();
        assert!(!strikes("hello"), "another body");
        assert_eq!(
            [strikes("boo"), strikes("boo"), strikes("boo"), strikes("boo")],
            [false, true, true, false]
        );
        assert_eq!(faults.left(), 0, "spent");
    }
}
