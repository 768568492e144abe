//! Showing an appeal: its card in the moderators' channel, and its news in a direct message to the person. Each step's
//! outcome is stored with the appeal, so that nothing is said twice.

use jiff::{SignedDuration, Timestamp};

use crate::actions::appeal_card::{self, Record};
use crate::actions::appealable::{AppealNews, ShowAppeal, answer_button};
use crate::actions::{automation, later, notice, outcome};
use crate::discord::error_code;
use crate::discord::message::{Message, Once};
use crate::discord::nonce::Nonce;
use crate::domain::appeal::{Appeal, AppealCard, AppealStatus, AppealTold};
use crate::domain::automation::Automation;
use crate::domain::case::{Case, NoticeNews, Status};
use crate::error::{Error, Result};
use crate::kernel::job::{self, JobContext, LeasedJob, Next};
use crate::kernel::reply::Reply;
use crate::store::{appeals, cases, guilds};
use crate::words;

/// The shortest pause before the case that lifts an action is looked at again.
const PENDING: SignedDuration = SignedDuration::from_secs(2);

/// Runs the job.
pub async fn run(job: JobContext<ShowAppeal>) -> Result<Next> {
    let mut appeal = find(&job).await?;
    let mut case = outcome::find(&job, appeal.case).await?;
    let lift = match appeal.lifted_by {
        Some(lift) => Some(outcome::find(&job, lift).await?),
        None => None,
    };
    if let Some(Status::Failed(why)) = lift.as_ref().map(|lift| &lift.status) {
        change(&job, &mut appeal, |appeal| {
            appeal.reopen(why);
            Ok(())
        })
        .await?;
    }
    let pending = lift.as_ref().filter(|lift| lift.status == Status::Pending);
    if pending.is_none() {
        if job.payload.news == AppealNews::Decided && lift.is_none() {
            // An accepted appeal may have voided the case.
            later::show(&job, &mut case).await?;
        }
        tell(&job, &mut appeal, &mut case).await?;
    }
    let is_posted = show(&job, &mut appeal, &case, lift.as_ref()).await?;
    if let Some(lift) = pending.filter(|_| job.payload.news == AppealNews::Decided) {
        let now = job.app.clock.now();
        let pause = so_far(now, lift.created_at).max(PENDING);
        return Ok(Next::RetryAt(now.checked_add(pause).unwrap_or(Timestamp::MAX)));
    }
    Ok(Next::Done(reply(&job, &appeal, is_posted)))
}

/// Returns a pause that grows with the time that something has taken so far.
fn so_far(now: Timestamp, since: Timestamp) -> SignedDuration {
    now.duration_since(since).checked_div(4).unwrap_or_default()
}

/// Finds the job's appeal. A missing one was erased, and the job with it.
async fn find(job: &JobContext<ShowAppeal>) -> Result<Appeal> {
    let found = appeals::appeal_find(job.db(), job.guild(), job.payload.number).await?;
    found.ok_or(Error::LeaseLost)
}

/// Stores the outcome of a step. The appeal is then as the record has it.
async fn change(
    job: &LeasedJob,
    appeal: &mut Appeal,
    change: impl FnOnce(&mut Appeal) -> Result<(), String>,
) -> Result<()> {
    let mut tx = job.step().await?;
    let changed = appeals::appeal_change(&mut tx, appeal.guild, appeal.number, change).await?;
    tx.commit().await?;
    *appeal = changed.ok_or(Error::LeaseLost)?;
    Ok(())
}

/// Tells the person the news, once.
async fn tell(job: &JobContext<ShowAppeal>, appeal: &mut Appeal, case: &mut Case) -> Result<()> {
    let what = job.payload.news;
    let (is_told, at) = match what {
        AppealNews::Asked(at) => match appeal.rounds.get(at) {
            Some(round) => (round.told.is_some(), round.at),
            None => return Ok(()),
        },
        AppealNews::Decided => (appeal.told.is_some(), appeal.decided_at.unwrap_or(appeal.created_at)),
        AppealNews::Opened | AppealNews::Answered | AppealNews::CaseChanged => return Ok(()),
    };
    if is_told {
        return Ok(());
    }
    let server = match &case.notice {
        Some(sent) => sent.server.clone(),
        None => job.app.discord.guild(job.guild()).await?.name,
    };
    let Some(news) = appeal_card::news(appeal, what, &server) else { return Ok(()) };
    let told = send(job, appeal, case, news, at).await?;
    change(job, appeal, |appeal| {
        let outcome = match what {
            AppealNews::Asked(at) => appeal.rounds.get_mut(at).map(|round| &mut round.told),
            _ => Some(&mut appeal.told),
        };
        if let Some(outcome) = outcome {
            *outcome = Some(told);
        }
        Ok(())
    })
    .await
}

/// Sends news to the person: as a message, or, to somebody without a server in common, as a part of the one about the case.
async fn send(
    job: &LeasedJob,
    appeal: &Appeal,
    case: &mut Case,
    news: NoticeNews,
    at: Timestamp,
) -> Result<AppealTold> {
    let button = news.question.map(|round| answer_button(appeal.guild, appeal.number, round));
    let message = Message::embed(appeal_card::news_message(&news)).with_buttons(button);
    let (nonce, after) = (Nonce::AppealNews(job.stored.id), automation::since(at).get());
    match notice::deliver(job, appeal.user, message, nonce, after).await {
        Ok(_) => Ok(AppealTold::Sent),
        Err(error) if error_code::is_dm_closed(&error) => match notice::add_news(job, case, news).await? {
            true => Ok(AppealTold::Added),
            false => Ok(AppealTold::Closed),
        },
        Err(error @ Error::Discord { .. }) => {
            tracing::warn!(guild = %appeal.guild, appeal = appeal.number, %error, "the appellant could not be told");
            Ok(AppealTold::Closed)
        }
        Err(other) => Err(other),
    }
}

/// Makes the card show the appeal as it is now; posts it if the appeal is new. Returns `false` if Discord refuses that.
async fn show(
    job: &JobContext<ShowAppeal>,
    appeal: &mut Appeal,
    case: &Case,
    lift: Option<&Case>,
) -> Result<bool> {
    let (db, guild, user) = (job.db(), appeal.guild, appeal.user);
    let (kinds, (warnings, points)) = tokio::try_join!(
        cases::cases_valid(db, guild, user),
        cases::warnings_active(db, guild, user, i32::MAX)
    )?;
    let record = Record { kinds, warnings, points };
    let lift = lift.filter(|_| appeal.status == AppealStatus::Accepted);
    let message = appeal_card::card(appeal, case, lift, &record, job.app.clock.now());
    match appeal.card {
        Some(card) => {
            if !job.app.discord.message_edit(card.channel, card.message, &message).await? {
                tracing::info!(%guild, appeal = appeal.number, channel = %card.channel, "the appeal's card could not be edited");
            }
            Ok(true)
        }
        None if job.payload.news == AppealNews::Opened => post(job, appeal, case, message).await,
        None => Ok(true),
    }
}

async fn post(
    job: &JobContext<ShowAppeal>,
    appeal: &mut Appeal,
    case: &Case,
    message: Message,
) -> Result<bool> {
    let settings = guilds::settings(job.db(), appeal.guild).await?;
    let Some(channel) = settings.appeals.map(|appeals| appeals.channel) else { return Ok(true) };
    let once = Once {
        channel,
        message,
        nonce: Nonce::AppealCard(job.stored.id),
        after: automation::since(appeal.created_at).get(),
    };
    let name = words::appeal_post(appeal.number, case.target_name.clone().unwrap_or_default());
    match job.app.discord.card_post_once(&once, &name, job.is_resumed()).await {
        Ok((channel, message)) => {
            change(job, appeal, |appeal| {
                appeal.card = Some(AppealCard { channel, message });
                Ok(())
            })
            .await?;
            automation::over(job, Automation::Appeals).await?;
            Ok(true)
        }
        Err(error @ Error::Discord { .. }) => {
            let what = automation::because(words::kept::appeal_unposted(channel, appeal.number), &error);
            automation::raise(job, Automation::Appeals, what).await?;
            let again = automation::next_try(job.app.clock.now(), appeal.created_at);
            let show = ShowAppeal { number: appeal.number, case: appeal.case, news: AppealNews::Opened };
            let mut tx = job.step().await?;
            job::add(&mut tx, appeal.guild, &show, again).await?;
            tx.commit().await?;
            Ok(false)
        }
        Err(other) => Err(other),
    }
}

/// Returns the reply to whoever ordered the job, in their language.
fn reply(job: &JobContext<ShowAppeal>, appeal: &Appeal, is_posted: bool) -> Option<Reply> {
    let number = appeal.number;
    let told = |told: Option<AppealTold>| match told {
        Some(AppealTold::Closed) => words::appeal_card_closed(),
        Some(AppealTold::Added) => words::appeal_card_added(),
        Some(AppealTold::Sent) | None => words::appeal_told(),
    };
    let text = |news| {
        Some(match news {
            AppealNews::Opened if is_posted => words::appeal_opened(number),
            AppealNews::Opened => words::appeal_opened_unposted(number),
            AppealNews::Asked(at) => {
                words::appeal_asked(told(appeal.rounds.get(at).and_then(|round| round.told)))
            }
            AppealNews::Answered => words::appeal_answered(),
            AppealNews::Decided => match appeal.status {
                AppealStatus::Accepted => words::appeal_accepted(number, told(appeal.told)),
                AppealStatus::Rejected => words::appeal_rejected(number, told(appeal.told)),
                AppealStatus::Open => return None,
            },
            AppealNews::CaseChanged => return None,
        })
    };
    words::written_in(job.stored.private_languages(), || text(job.payload.news)).map(Reply::private)
}
