//! A call of a known route, parsed.

use std::cell::Cell;

use serde_json::{Value, json};
use twilight_model::id::Id;

use super::Route;
use super::query::Query;
use crate::failure::Failure;
use crate::form::{Findings, Form};
use crate::ids::{ApplicationId, ChannelId, GuildId, MessageId, RoleId, UserId};
use crate::world::{By, Upload};

/// A call of a known route.
pub(super) struct Call<'a> {
    pub(super) params: Vec<(&'static str, &'a str)>,
    pub(super) query: Query,
    /// The JSON body; null if there was none.
    pub(super) body: Value,
    /// The uploaded files by number.
    pub(super) files: Vec<(u64, Upload)>,
    /// `X-Audit-Log-Reason`, decoded.
    pub(super) reason: Option<String>,
    pub(super) findings: Findings,
    pub(super) application: ApplicationId,
    pub(super) bot: UserId,
    body_read: Cell<bool>,
}

impl<'a> Call<'a> {
    pub(super) fn new(
        params: Vec<(&'static str, &'a str)>,
        query: Query,
        (application, bot): (ApplicationId, UserId),
    ) -> Self {
        Self {
            params,
            query,
            body: Value::Null,
            files: Vec::new(),
            reason: None,
            findings: Findings::default(),
            application,
            bot,
            body_read: Cell::new(false),
        }
    }

    /// Returns the part of the path at `{name}`.
    pub(super) fn param(&self, name: &str) -> &'a str {
        self.params.iter().find(|(known, _)| *known == name).map_or("", |(_, value)| *value)
    }

    /// Reads an id in the path.
    pub(super) fn id<T>(&self, name: &str) -> Result<Id<T>, Failure> {
        let text = self.param(name);
        text.parse().ok().and_then(Id::new_checked).ok_or_else(|| {
            let message = format!("Value \"{text}\" is not snowflake.");
            let errors =
                json!({ name: { "_errors": [{ "code": "NUMBER_TYPE_COERCE", "message": message }] } });
            Failure::form(errors, format!("{name}: {message}"))
        })
    }

    pub(super) fn guild(&self) -> Result<GuildId, Failure> {
        self.id("guild")
    }

    pub(super) fn channel(&self) -> Result<ChannelId, Failure> {
        self.id("channel")
    }

    pub(super) fn message(&self) -> Result<MessageId, Failure> {
        self.id("message")
    }

    pub(super) fn role(&self) -> Result<RoleId, Failure> {
        self.id("role")
    }

    /// Returns the user in the path; `@me` is the bot.
    pub(super) fn user(&self) -> Result<UserId, Failure> {
        if self.param("user") == "@me" { Ok(self.bot) } else { self.id("user") }
    }

    /// Starts to read the body.
    pub(super) fn form(&self) -> Form<'_> {
        static NOTHING: Value = Value::Null;
        static EMPTY: std::sync::LazyLock<Value> = std::sync::LazyLock::new(|| json!({}));
        self.body_read.set(true);
        Form::read(if self.body == NOTHING { &EMPTY } else { &self.body }, &self.findings)
    }

    /// Returns the body if it is a list.
    pub(super) fn list(&self) -> Option<&Vec<Value>> {
        self.body_read.set(true);
        self.body.as_array()
    }

    /// Returns the bucket: the route with what Discord counts separately (channel, server, webhook with its token).
    pub(super) fn bucket(&self, route: &Route) -> String {
        let own = |(name, value): &(&str, &str)| {
            matches!(*name, "channel" | "guild" | "application" | "token").then(|| (*value).to_owned())
        };
        let major: Vec<_> = self.params.iter().filter_map(own).collect();
        format!("{} {} {} {}", self.application, route.method, route.template, major.join(" "))
    }

    /// Returns the caller and the audit-log reason.
    pub(super) fn by(&self) -> By {
        By { user: self.bot, reason: self.reason.clone() }
    }

    /// Notes the parts of the call that nothing read.
    pub(super) fn note_leftovers(&self) {
        for name in self.query.untaken() {
            self.findings.note(format!("{name} is not a query parameter of this route"));
        }
        if self.body != Value::Null && !self.body_read.get() {
            self.findings.note("this route takes no body");
        }
    }
}
