//! `/privacy erase user`: erases a person from this server's records, after a confirmation.

use serde::{Deserialize, Serialize};
use twilight_interactions::command::{CommandModel, CreateCommand, ResolvedUser};
use twilight_model::guild::Permissions;

use crate::domain::concurrency::ConcurrencyKey;
use crate::domain::ids::UserId;
use crate::error::Result;
use crate::kernel::cx::Cx;
use crate::kernel::job::{Job, JobContext, Next};
use crate::kernel::question::{Answering, Question, ask};
use crate::kernel::reply::Reply;
use crate::kernel::request::Request;
use crate::store::erasure::{self, Counts, InForce};
use crate::words;

#[derive(CommandModel, CreateCommand)]
#[command(name = "erase", desc = "-")]
pub(super) struct Erase {
    /// The person to erase; an id works too
    user: ResolvedUser,
}

/// The question whether to erase.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct AskErase {
    user: UserId,
    /// The sentence that names what stays in force at Discord.
    in_force: String,
}

impl Question for AskErase {
    const KIND: &'static str = "ask_erase";

    fn card(&self) -> Reply {
        Reply::private(format!("{}{}", words::privacy_erase_question(self.user), self.in_force))
    }

    fn labels(&self) -> (String, String) {
        (words::privacy_erase_yes(), words::button_leave_it())
    }

    fn permission(&self) -> Permissions {
        Permissions::ADMINISTRATOR
    }
}

pub(super) async fn ask_whom(cx: &Cx, whom: Erase) -> Result<Reply> {
    let user = whom.user.resolved.id;
    let held = erasure::in_force_on(&cx.app.db, cx.guild()?, user).await?;
    ask(cx, AskErase { user, in_force: in_force(&held) }, None).await
}

fn in_force(held: &[InForce]) -> String {
    if held.is_empty() {
        return String::new();
    }
    let line = |it: &InForce| match it.ends_at {
        Some(end) => words::privacy_erase_case_until(it.number, it.kind.word(), end.as_second()),
        None => words::privacy_erase_case(it.number, it.kind.word()),
    };
    let lines: String = held.iter().map(|it| format!("\n• {}", line(it))).collect();
    format!("\n**{}**{lines}", words::privacy_erase_in_force())
}

/// The job that erases a person. The erasure reaches its own payload too.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct ErasePerson {
    user: UserId,
    by: UserId,
}

impl Job for ErasePerson {
    const KIND: &'static str = "erase_person";
    type Progress = Option<Counts>;
    const FOR_CALLER: bool = true;

    fn concurrency_key(&self) -> ConcurrencyKey {
        Self::key_of_kind()
    }
}

/// Orders the erasure that was confirmed.
pub(super) async fn agreed(cx: Cx, question: AskErase, answering: Answering) -> Result<Reply> {
    let mut new = match cx.request().await? {
        Request::New(new) => new,
        Request::Duplicate(duplicate) => return duplicate.reply().await,
    };
    answering.close(&cx, new.tx()).await?;
    let committed = new.commit(&ErasePerson { user: question.user, by: cx.caller() }).await?;
    committed.run(|why| Reply::update(words::privacy_erase_underway(why))).await
}

/// Erases, and reports the numbers. They are stored in the same transaction as the erasure.
pub(super) async fn run(mut job: JobContext<ErasePerson>) -> Result<Next> {
    let counts = match job.progress.take() {
        Some(counts) => counts,
        None => {
            let (user, by, guild) = (job.payload.user, job.payload.by, job.guild());
            let mut tx = job.step().await?;
            let counts = erasure::person_erase(&mut tx, user, Some(guild), Some(by)).await?;
            job.progress = Some(counts.clone());
            job.save_in(&mut tx).await?;
            tx.commit().await?;
            tracing::info!(%guild, "a person was erased");
            counts
        }
    };
    let cases = counts.get("tombstones").copied().unwrap_or_default();
    Ok(Next::Done(Some(Reply::update(words::privacy_erase_done(words::count_cases(cases))))))
}
