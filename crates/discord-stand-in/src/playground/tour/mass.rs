//! The mass ban in which the process is killed: who was ordered to be banned, and how often each was, by the record of
//! requests.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use crate::RecordedCall;

/// The number of digits that an id has at least.
const ID_DIGITS: usize = 17;
/// The requests without a single success after which the process is killed: each names one person.
const HALF: usize = 20;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Stage {
    #[default]
    Idle,
    /// The process is to be killed.
    Expected,
    Killed,
    /// The application wrote its result after it was killed.
    Reported,
}

/// A mass ban.
#[derive(Debug, Default)]
pub(super) struct Mass {
    stage: Stage,
    ordered: BTreeSet<String>,
    /// The number of times that each person was banned.
    banned: BTreeMap<String, u32>,
    /// `true` once a call was seen that Discord carried out and never answered.
    unanswered: bool,
}

impl Mass {
    pub(super) fn expected() -> Self {
        Self { stage: Stage::Expected, ..Self::default() }
    }

    /// Takes the ids in a form as the order.
    pub(super) fn delivered(&mut self, body: &Value) {
        if self.stage == Stage::Idle || body["type"] != 5 {
            return;
        }
        let mut ids = BTreeSet::new();
        collect(&body["data"]["components"], &mut ids);
        if ids.len() > 1 {
            self.ordered = ids;
        }
    }

    pub(super) fn called(&mut self, call: &RecordedCall) {
        if self.stage == Stage::Idle {
            return;
        }
        // Zero: carried out, but the answer never came. The page scripts no other cut on these routes meanwhile.
        let unanswered = call.status == 0;
        let applied = unanswered || (200..300).contains(&call.status);
        match (call.method.as_str(), call.route.as_str()) {
            ("POST", "/guilds/{guild}/bulk-ban") if applied => {
                let users = if unanswered { &call.body["user_ids"] } else { &call.response["banned_users"] };
                for user in users.as_array().into_iter().flatten().filter_map(Value::as_str) {
                    *self.banned.entry(user.to_owned()).or_default() += 1;
                }
                self.unanswered |= unanswered;
            }
            ("PUT", "/guilds/{guild}/bans/{user}") if applied => {
                let user = call.path.rsplit('/').next().unwrap_or_default();
                *self.banned.entry(user.to_owned()).or_default() += 1;
                self.unanswered |= unanswered;
            }
            ("POST" | "PATCH", route)
                if applied
                    && route.contains("/messages")
                    && self.stage == Stage::Killed
                    && self.is_complete() =>
            {
                self.stage = Stage::Reported;
            }
            _ => {}
        }
    }

    pub(super) fn wants_kill(&mut self) -> bool {
        self.stage == Stage::Expected && (self.unanswered || self.banned.len() >= HALF)
    }

    pub(super) fn killed(&mut self) {
        if self.stage == Stage::Expected && !self.banned.is_empty() {
            self.stage = Stage::Killed;
        }
    }

    fn is_complete(&self) -> bool {
        self.ordered.len() > 1 && self.ordered.iter().all(|user| self.banned.contains_key(user))
    }

    fn twice(&self) -> usize {
        self.banned.values().filter(|times| **times > 1).count()
    }

    /// Returns `true` if everybody was banned once although the process was killed.
    pub(super) fn is_kept(&self) -> bool {
        self.stage == Stage::Reported && self.is_complete() && self.twice() == 0
    }

    /// Returns the figures for the page; null before a mass ban is expected.
    pub(super) fn view(&self) -> Value {
        if self.stage == Stage::Idle {
            return Value::Null;
        }
        let killed = matches!(self.stage, Stage::Killed | Stage::Reported);
        json!({
            "ordered": self.ordered.len(),
            "done": self.ordered.iter().filter(|user| self.banned.contains_key(*user)).count(),
            "twice": self.twice(),
            "killed": killed,
        })
    }
}

/// Collects the ids in the texts of a form.
fn collect(value: &Value, ids: &mut BTreeSet<String>) {
    match value {
        Value::Array(all) => all.iter().for_each(|one| collect(one, ids)),
        Value::Object(fields) => {
            if let Some(text) = fields.get("value").and_then(Value::as_str) {
                let words = text.split(|sign: char| !sign.is_ascii_digit());
                ids.extend(words.filter(|word| word.len() >= ID_DIGITS).map(str::to_owned));
            }
            for below in ["components", "component"].iter().filter_map(|name| fields.get(*name)) {
                collect(below, ids);
            }
        }
        _ => {}
    }
}
