//! `/reset`: deletes everything stored about this server, after a confirmation by the same person within a minute.

use jiff::SignedDuration;
use serde::{Deserialize, Serialize};
use twilight_interactions::command::{CommandModel, CreateCommand};
use twilight_model::guild::Permissions;

use crate::domain::case::Case;
use crate::domain::concurrency::ConcurrencyKey;
use crate::error::Result;
use crate::kernel::command::{Ack, Command};
use crate::kernel::cx::Cx;
use crate::kernel::job::{Job, JobContext, Next};
use crate::kernel::question::{Answering, Question, ask};
use crate::kernel::reply::Reply;
use crate::kernel::request::Request;
use crate::store::cases;
use crate::store::erasure::{self, Counts};
use crate::words;

/// How many cases that would never end are named.
const NAMED: u32 = 10;

#[derive(CommandModel, CreateCommand)]
#[command(name = "reset", desc = "-")]
struct Reset {}

pub(super) fn command() -> Command {
    Command::slash(Ack::Public, reset).permission(Permissions::ADMINISTRATOR)
}

/// The question whether to delete.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct AskReset {
    /// The sentence that names what would never end.
    #[serde(default)]
    endless: String,
}

impl Question for AskReset {
    const KIND: &'static str = "ask_reset";
    const OPEN: SignedDuration = SignedDuration::from_secs(60);
    const LEFT: fn() -> String = words::reset_left;
    const EXPIRED: fn() -> String = words::reset_expired;
    const OVER: fn() -> String = words::reset_over;

    fn card(&self) -> Reply {
        Reply::public(format!("{}{}\n{}", words::reset_question(), self.endless, words::reset_who_answers()))
    }

    fn labels(&self) -> (String, String) {
        (words::reset_yes(), words::reset_no())
    }

    fn permission(&self) -> Permissions {
        Permissions::ADMINISTRATOR
    }
}

async fn reset(cx: Cx, _: Reset) -> Result<Reply> {
    let (ending, total) = cases::cases_ending(&cx.app.db, cx.guild()?, NAMED).await?;
    ask(&cx, AskReset { endless: endless(&ending, total) }, None).await
}

/// Returns the sentence on what has an end that only Gavel brings about, and that would be forgotten.
fn endless(ending: &[Case], total: u64) -> String {
    if total == 0 {
        return String::new();
    }
    let line = |case: &Case| {
        let on = case.subject().map_or_else(words::reset_the_server, |subject| subject.to_string());
        let role = case.changed_role().map(|role| format!(" <@&{role}>")).unwrap_or_default();
        let what = format!("{}{role}", case.kind.word());
        match case.ends_at {
            None => words::reset_endless_case(on, what, case.number),
            Some(end) => {
                let end = format!("<t:{}:f>", end.as_second());
                words::reset_endless_case_until(on, what, case.number, end)
            }
        }
    };
    let more = total.saturating_sub(u64::try_from(ending.len()).unwrap_or(u64::MAX));
    let more = (more > 0).then(|| words::reset_endless_more(more));
    let lines = ending.iter().map(line).chain(more).map(|line| format!("\n• {line}")).collect::<String>();
    format!("\n**{}**{lines}", words::reset_endless(total))
}

/// The job that deletes everything stored about the server.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct ResetServer {}

impl Job for ResetServer {
    const KIND: &'static str = "reset_server";
    type Progress = Option<Counts>;

    fn concurrency_key(&self) -> ConcurrencyKey {
        Self::key_of_kind()
    }
}

/// Orders the deletion that was confirmed.
pub(super) async fn agreed(cx: Cx, _: AskReset, answering: Answering) -> Result<Reply> {
    let mut new = match cx.request().await? {
        Request::New(new) => new,
        Request::Duplicate(duplicate) => return duplicate.reply().await,
    };
    answering.close(&cx, new.tx()).await?;
    let committed = new.commit(&ResetServer {}).await?;
    committed.run(|why| Reply::update(words::reset_underway(why))).await
}

/// Deletes, and reports the numbers. They are stored in the same transaction as the deletion.
pub(super) async fn run(mut job: JobContext<ResetServer>) -> Result<Next> {
    let erased = match job.progress.take() {
        Some(erased) => erased,
        None => {
            let mut tx = job.step().await?;
            let erased = erasure::guild_erase(&mut tx, job.guild(), Some(job.stored.id)).await?;
            job.progress = Some(erased.clone());
            job.save_in(&mut tx).await?;
            tx.commit().await?;
            erased
        }
    };
    let count = |table: &str| erased.get(table).copied().unwrap_or_default();
    let (cases, settings) = (count("cases"), count("setting_events"));
    tracing::info!(guild = %job.guild(), cases, settings, "a server's data was deleted");
    let said = words::reset_done(settings, words::count_cases(cases));
    Ok(Next::Done(Some(Reply::update(said))))
}
