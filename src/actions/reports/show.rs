//! Showing a report: the card, the reporters' files, and the word to the reporters once something came of it.

use jiff::{SignedDuration, Timestamp};

use crate::actions::automation;
use crate::actions::reports::card::{self, CardFacts};
use crate::actions::reports::{ReportChange, ShowReport};
use crate::discord::card::Card;
use crate::discord::files::Fetched;
use crate::discord::message::{Message, Once};
use crate::discord::nonce::Nonce;
use crate::domain::automation::Automation;
use crate::domain::colour;
use crate::domain::evidence::LARGEST;
use crate::domain::ids::{ChannelId, MessageId, first_id_at};
use crate::domain::limits;
use crate::domain::log::Category;
use crate::domain::report::{Report, ReportState, Reporter};
use crate::domain::text::{cut, plain};
use crate::error::{Error, Result};
use crate::kernel::job::{self, Job as _, JobContext, Next};
use crate::kernel::reply::Reply;
use crate::store::{guilds, jobs, reports};
use crate::words;
use crate::words::written_in;

/// The delay until the card is looked at again while an action is under way; it doubles each time, up to half a minute.
const AGAIN: SignedDuration = SignedDuration::from_secs(1);
const DOUBLINGS: i32 = 5;
/// The reporters who are seen to at once.
const AT_ONCE: i64 = 50;

/// Runs the job.
pub async fn run(job: JobContext<ShowReport>) -> Result<Next> {
    let (number, done) = (job.payload.number, job.payload.done);
    let Some(facts) = card::look(job.db(), job.guild(), number).await? else {
        // The server's data was deleted meanwhile.
        return Ok(Next::Done(Some(Reply::private(words::report_unknown(number)))));
    };
    reopen_if_all_failed(&job, &facts).await?;
    let shown = show(&job, &facts).await?;
    if let Some(channel) = shown {
        automation::over(&job, Automation::Reports).await?;
        files(&job, &facts, channel).await?;
    }
    let is_over = matches!(facts.state(), ReportState::Acted | ReportState::Dismissed);
    if is_over {
        outcome(&job, &facts).await?;
    }
    match done {
        Some(done) => {
            let said = || if shown.is_some() { done.text(number) } else { done.text_unposted(number) };
            Ok(Next::Done(Some(Reply::private(written_in(job.stored.private_languages(), said)))))
        }
        None if facts.state() == ReportState::UnderWay => {
            let delay = AGAIN * (1 << job.stored.attempts.saturating_sub(1).clamp(0, DOUBLINGS));
            Ok(Next::RetryAt(job.app.clock.now() + delay))
        }
        None => Ok(Next::Done(None)),
    }
}

/// Opens a report again whose actions all failed.
async fn reopen_if_all_failed(job: &JobContext<ShowReport>, facts: &CardFacts) -> Result<()> {
    if facts.report.closed_at.is_none() || facts.state() != ReportState::Open {
        return Ok(());
    }
    let mut tx = job.step().await?;
    if let Some(report) = reports::report_lock(&mut tx, job.guild(), facts.report.number).await? {
        reports::report_change(&mut tx, &Report { closed_at: None, ..report }).await?;
    }
    Ok(tx.commit().await?)
}

/// Returns an id from before the report.
fn before(facts: &CardFacts) -> u64 {
    let earlier = facts.report.created_at.checked_sub(SignedDuration::from_mins(1)).unwrap_or(Timestamp::MIN);
    let id: MessageId = first_id_at(earlier);
    id.get()
}

/// Posts the card, in a forum as a post of its own, or makes it show the report as it is. Returns its channel; `None` if Gavel
/// can't write there: it is tried again.
async fn show(job: &JobContext<ShowReport>, facts: &CardFacts) -> Result<Option<ChannelId>> {
    let (number, message) = (facts.report.number, facts.message());
    let discord = &job.app.discord;
    if let Some((channel, id)) = facts.report.card {
        match discord.message_show(channel, id, &message).await {
            Ok(()) => return Ok(Some(channel)),
            // The card was deleted by hand, or its channel: a new one takes its place.
            Err(Error::Discord { .. }) => {}
            Err(other) => return Err(other),
        }
    }
    let settings = guilds::settings(job.db(), job.guild()).await?;
    let Some(channel) = settings.log_channel(Category::Reports) else {
        try_again(job, facts).await?;
        return Ok(None);
    };
    let once = Once { channel, message, nonce: Nonce::Report(job.stored.id), after: before(facts) };
    let is_second = job.is_resumed() || job.payload.done != Some(ReportChange::Made);
    let name = words::report_post(number, &facts.report.reported.about_name);
    match discord.card_post_once(&once, &name, is_second && facts.report.card.is_none()).await {
        Ok(card) => {
            let mut tx = job.step().await?;
            reports::report_card(&mut tx, job.guild(), number, card).await?;
            tx.commit().await?;
            Ok(Some(card.0))
        }
        Err(error @ Error::Discord { .. }) => {
            let what = automation::because(words::kept::report_unposted(channel, number), &error);
            automation::raise(job, Automation::Reports, what).await?;
            try_again(job, facts).await?;
            Ok(None)
        }
        Err(other) => Err(other),
    }
}

/// Has the card posted later, by one job however many could not post it.
async fn try_again(job: &JobContext<ShowReport>, facts: &CardFacts) -> Result<()> {
    if jobs::job_has_other(job.db(), &job.stored, &job.payload.concurrency_key()).await? {
        return Ok(());
    }
    let at = automation::next_try(job.app.clock.now(), facts.report.created_at);
    let show = ShowReport { number: facts.report.number, done: None };
    let mut tx = job.step().await?;
    job::add(&mut tx, job.guild(), &show, at).await?;
    Ok(tx.commit().await?)
}

/// Posts the files that came with the report, for each reporter once.
async fn files(job: &JobContext<ShowReport>, facts: &CardFacts, channel: ChannelId) -> Result<()> {
    let (guild, number) = (job.guild(), facts.report.number);
    for reporter in reports::reporters_after(job.db(), guild, number, 0, AT_ONCE).await? {
        if reporter.statement.files.is_empty() {
            continue;
        }
        let message = with_files(job, number, &reporter).await?;
        let nonce = Nonce::ReportFiles(job.stored.id, reporter.place);
        let once = Once { channel, message, nonce, after: before(facts) };
        match job.app.discord.message_post_once(&once, true).await {
            Ok(_) => {}
            Err(error @ Error::Discord { .. }) => {
                tracing::warn!(%guild, %channel, %error, "a report's files could not be posted");
            }
            Err(other) => return Err(other),
        }
        let mut tx = job.step().await?;
        reports::reporter_files_posted(&mut tx, guild, number, reporter.user).await?;
        tx.commit().await?;
    }
    Ok(())
}

async fn with_files(job: &JobContext<ShowReport>, number: i32, reporter: &Reporter) -> Result<Message> {
    let mut content = words::report_files(number, reporter.place, card::mention(reporter));
    let (mut files, most) = (Vec::new(), usize::try_from(LARGEST).map_err(Error::broken)?);
    for file in &reporter.statement.files {
        let about = words::report_file_about(number);
        match job.app.discord.file_fetch(&file.url, most, file.name.clone(), about).await? {
            Fetched::Whole(whole) => files.push(whole),
            Fetched::No(why) => {
                content.push_str(&format!("\n{}", words::report_file_lost(plain(&file.name), why.text())));
            }
        }
    }
    Ok(Message { content: cut(&content, limits::MESSAGE), files, ..Message::default() })
}

/// Tells the reporters who asked for it what came of their report, each once: those who had reported when it was decided.
async fn outcome(job: &JobContext<ShowReport>, facts: &CardFacts) -> Result<()> {
    let (guild, number) = (job.guild(), facts.report.number);
    let mut after = 0;
    loop {
        let reporters = reports::reporters_after(job.db(), guild, number, after, AT_ONCE).await?;
        let Some(last) = reporters.last().map(|reporter| reporter.place) else { return Ok(()) };
        // Whoever reports after the decision opens the report again, so that of a report still closed as it was all
        // of them reported before. One that was opened again is shown by a job of its own.
        let report = reports::report_find(job.db(), guild, number).await?;
        if report.is_none_or(|report| report.closed_at != facts.report.closed_at) {
            return Ok(());
        }
        for reporter in &reporters {
            if reporter.statement.wants_outcome && reporter.told_at.is_none() {
                tell(job, facts, reporter).await?;
            }
        }
        after = last;
    }
}

async fn tell(job: &JobContext<ShowReport>, facts: &CardFacts, reporter: &Reporter) -> Result<()> {
    let (guild, number, discord) = (job.guild(), facts.report.number, &job.app.discord);
    let server = discord.guild(guild).await.map(|guild| guild.name).unwrap_or_default();
    let text = match facts.state() {
        ReportState::Dismissed => words::report_outcome_dismissed(number),
        _ => words::report_outcome_acted(number),
    };
    let embed = Card::new()
        .title(words::report_outcome_title(server))
        .text(text)
        .colour(colour::BLURPLE)
        .footer(format!("{} · {guild}", words::report_footer(number)))
        .build();
    let nonce = Nonce::ReportOutcome(job.stored.id, reporter.place);
    let posted = async {
        let channel = discord.dm_open(reporter.user).await?;
        let once = Once { channel, message: Message::embed(embed), nonce, after: before(facts) };
        discord.message_post_once(&once, true).await
    };
    match posted.await {
        Ok(_) | Err(Error::Discord { .. }) => {}
        Err(other) => return Err(other),
    }
    let mut tx = job.step().await?;
    reports::reporter_told(&mut tx, guild, number, reporter.user).await?;
    Ok(tx.commit().await?)
}
