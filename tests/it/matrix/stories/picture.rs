//! All that can be seen of a server and its record, in lines that are the same in each run.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use discord_stand_in::Message;
use regex::Regex;
use serde_json::Value;

use crate::support::stage::Stage;

/// The lines, with the number of times that each stands there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture(BTreeMap<String, usize>);

/// The statements that read the record; each returns lines of text.
const RECORD: [&str; 6] = [
    "select concat_ws(' ', 'case', number, kind, status, notified, logged, log_message_id is not null, closed_at is null,
        voided_at is null) from cases",
    "select concat_ws(' ', 'report', number, claimed_by, deleted_by, dismissed_by, dismissal, closed_at is null,
        card_message_id is not null) from reports",
    "select concat_ws(' ', 'reporter', number, place, user_id, files, told_at is null) from report_reporters",
    "select concat_ws(' ', 'appeal', number, status, decided_by, reason, lifted_by, failure, told, message_id is not null,
        (select string_agg(concat_ws(' ', it->>'question', it->>'answer', it->>'told'), ';') from jsonb_array_elements(rounds) it))
        from appeals",
    "select concat_ws(' ', 'settings', settings - 'ignores_manual') from guilds",
    "select concat_ws(' ', 'waiting', kind) from jobs where finished_at is null
        and kind not in ('audit_poll', 'close_receipt', 'answer_deferral', 'draft_report')",
];

/// Returns a text that is the same in each run. A case is a link once its post in the log is known, which may be a moment
/// later.
pub fn readable(stage: &Stage, text: &str) -> String {
    static LINK: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\[([^\]]*#\d+)\]\([^)]*\)").unwrap());
    stage.readable(&LINK.replace_all(text, "$1"))
}

impl Picture {
    pub async fn of(stage: &Stage) -> Self {
        let (sim, cast) = (&stage.sim, stage.cast);
        let bot = sim.bot_user_id();
        let mut lines = Vec::new();
        let said = |place: &str, messages: Vec<Message>, lines: &mut Vec<String>| {
            // A reply goes with the connection of a process that is killed.
            let is_own = |message: &Message| message.author == bot && message.interaction.is_none();
            for message in messages.into_iter().filter(is_own) {
                lines.push(format!("{place}: {} [{} files]", message.text(), message.attachments.len()));
            }
        };
        for channel in sim.channels(cast.guild) {
            let place = format!("#{}", channel.name);
            lines.push(format!("{place} {:?} {:?}", channel.topic, channel.overwrites));
            said(&place, sim.messages(channel.id), &mut lines);
        }
        for (name, user) in [("member", cast.member), ("newcomer", cast.newcomer), ("senior", cast.senior)] {
            said(&format!("to the {name}"), sim.dms(user), &mut lines);
        }
        lines.extend(sim.guild(cast.guild).unwrap().roles.values().map(|role| format!("role {}", role.name)));
        let member = sim.member(cast.guild, cast.member);
        let timed_out = member.as_ref().map(|member| member.is_timed_out(stage.clock.now()));
        lines.push(format!(
            "the member is banned: {}, timed out: {timed_out:?}",
            stage.is_banned(cast.member)
        ));
        for record in RECORD {
            let found: Vec<String> =
                sqlx::query_scalar(record).fetch_all(&stage.database.pool).await.unwrap();
            lines.extend(found);
        }
        let mut counted = BTreeMap::new();
        for line in lines {
            *counted.entry(readable(stage, &line)).or_default() += 1;
        }
        Self(counted)
    }

    /// Returns the lines in which another picture differs.
    pub fn differences<'a>(&'a self, other: &'a Self) -> impl Iterator<Item = String> + 'a {
        let lines = self.0.keys().chain(other.0.keys().filter(|line| !self.0.contains_key(*line)));
        lines.filter_map(|line| {
            let (usual, found) = (self.many(line), other.many(line));
            (usual != found).then(|| format!("{found} times, usually {usual}: {line:?}"))
        })
    }

    /// Returns the lines that stand in another picture more often than here, and more than once.
    pub fn repeats<'a>(&'a self, other: &'a Self) -> impl Iterator<Item = String> + 'a {
        let often = other.0.iter().filter(|(line, found)| **found > self.many(line).max(1));
        often.map(|(line, found)| format!("{found} times: {line:?}"))
    }

    fn many(&self, line: &str) -> usize {
        self.0.get(line).copied().unwrap_or_default()
    }
}

/// Returns the ways in which the record and the world disagree.
pub async fn untrue(stage: &Stage) -> Vec<String> {
    let (sim, cast, db) = (&stage.sim, stage.cast, &stage.database.pool);
    let mut wrong = Vec::new();
    let mut expect = |what: &str, is_so: bool| wrong.extend((!is_so).then(|| format!("untrue: {what}")));
    let in_force =
        "select kind from cases where status = 'applied' and closed_at is null and voided_at is null
        and kind in ('ban', 'timeout')";
    let in_force: Vec<String> = sqlx::query_scalar(in_force).fetch_all(db).await.unwrap();
    let member = sim.member(cast.guild, cast.member);
    let timed_out = member.is_some_and(|member| member.is_timed_out(stage.clock.now()));
    expect("the ban", in_force.contains(&"ban".to_owned()) == stage.is_banned(cast.member));
    expect("the timeout", in_force.contains(&"timeout".to_owned()) == timed_out);
    let reports =
        "select closed_at is not null, dismissed_by is not null or (deleted_by is not null and not message_gone) or exists (
            select from report_cases join cases using (guild_id) where report_cases.number = reports.number
            and cases.number = case_number and case_number > reopened_after and status <> 'failed'), deleted_by is not null from reports";
    let reports: Vec<(bool, bool, bool)> = sqlx::query_as(reports).fetch_all(db).await.unwrap();
    let bad = sim.messages(cast.general).iter().any(|message| message.author == cast.member);
    for (is_closed, is_decided, is_deleted) in reports {
        expect("a report is closed when something came of it", is_closed == is_decided);
        expect("the deletion", is_deleted != bad);
    }
    let accepted = "select count(*) from appeals where status = 'accepted' and not exists (select from cases
        where cases.number = lifted_by and cases.status = 'applied')";
    expect(
        "an accepted appeal lifts",
        sqlx::query_scalar::<_, i64>(accepted).fetch_one(db).await.unwrap() == 0,
    );
    let settings: Value = sqlx::query_scalar("select settings from guilds").fetch_one(db).await.unwrap();
    let roles = sim.guild(cast.guild).unwrap().roles;
    let is_id = |id: u64, named: &Value| named.as_str().and_then(|named| named.parse().ok()) == Some(id);
    let jail = &settings["jail_role"];
    expect("the jail role is there", jail.is_null() || roles.keys().any(|role| is_id(role.get(), jail)));
    let appeals = &settings["appeals"]["channel"];
    let channels = sim.channels(cast.guild);
    let is_there = channels.iter().any(|channel| is_id(channel.id.get(), appeals));
    expect("the channel of appeals is there", appeals.is_null() || is_there);
    wrong
}
