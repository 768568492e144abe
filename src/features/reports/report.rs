//! Apps → Report, on a message: posts the message, as it was, to the moderators in the log channel.

use std::time::Duration;

use serde::{Deserialize, Serialize};
use twilight_util::builder::embed::{EmbedBuilder, EmbedFooterBuilder};

use crate::discord::history::Listed;
use crate::discord::message::{Message, Once};
use crate::discord::nonce::Nonce;
use crate::domain::colour;
use crate::domain::concurrency::ConcurrencyKey;
use crate::domain::ids::{ChannelId, InteractionId, MessageId, UserId};
use crate::domain::limits;
use crate::domain::log::Category;
use crate::domain::text::{cut, plain};
use crate::error::{Error, Result};
use crate::kernel::command::{Ack, Command};
use crate::kernel::cx::{Cx, incident};
use crate::kernel::job::{Job, JobContext, Next};
use crate::kernel::reply::Reply;
use crate::kernel::request::Request;
use crate::store::guilds;
use crate::words;

/// The number of other contents, beside its text, that are listed.
const SHOWN: usize = 15;

pub(super) fn menu() -> Command {
    Command::message_menu("Report", Ack::Private, report).cooldown(Duration::from_secs(10))
}

/// The message as it was when it was reported, and the reporter.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Report {
    log: ChannelId,
    reporter: UserId,
    author: UserId,
    author_name: String,
    channel: ChannelId,
    message: MessageId,
    content: String,
    /// The person who had an application write it.
    #[serde(default)]
    made_by: Option<UserId>,
    /// The content beside its text, line by line.
    #[serde(default)]
    shows: Vec<String>,
    interaction: InteractionId,
}

impl Job for Report {
    const KIND: &'static str = "file_report";
    type Progress = Option<bool>;

    fn concurrency_key(&self) -> ConcurrencyKey {
        ConcurrencyKey::Message(self.message)
    }
}

async fn report(cx: Cx, message: Listed) -> Result<Reply> {
    let guild = cx.guild()?;
    let settings = guilds::settings(&cx.app.db, guild).await?;
    let Some(log) = settings.log_channel(Category::Reports) else {
        return Err(Error::refused(words::report_nowhere()));
    };
    if message.author.id == cx.caller() {
        return Err(Error::refused(words::report_own()));
    }
    let order = match cx.request().await? {
        Request::New(order) => order,
        Request::Duplicate(duplicate) => return duplicate.reply().await,
    };
    let report = Report {
        log,
        reporter: cx.caller(),
        author: message.author.id,
        author_name: message.author.username.clone(),
        channel: message.channel_id.map_or_else(|| cx.channel(), Ok)?,
        message: message.id,
        content: cut(&message.said.content, limits::MESSAGE),
        made_by: message.made_by().map(|by| by.id),
        shows: message.shows(),
        interaction: cx.at.id,
    };
    let ordered = order.commit(&report).await?;
    ordered.run(|why| Reply::private(words::report_recorded(why))).await
}

/// Posts the report.
pub(super) async fn run(mut job: JobContext<Report>) -> Result<Next> {
    let posted = match job.progress {
        Some(posted) => posted,
        None => post(&mut job).await?,
    };
    let said = if posted { words::report_posted() } else { words::report_failed() };
    Ok(Next::Done(Some(Reply::private(said))))
}

async fn post(job: &mut JobContext<Report>) -> Result<bool> {
    let report = &job.payload;
    let once = Once {
        channel: report.log,
        message: Message::embed(card(job.guild().get(), report)),
        nonce: Nonce::Report(job.stored.id),
        after: report.interaction.get(),
    };
    let posted = match job.app.discord.message_post_once(&once, job.is_resumed()).await {
        Ok(_) => true,
        Err(error @ Error::Discord { .. }) => {
            tracing::warn!(guild = %job.guild(), channel = %report.log, %error, "a report could not be posted");
            false
        }
        Err(other) => return Err(other),
    };
    job.progress = Some(posted);
    job.save().await?;
    Ok(posted)
}

fn card(guild: u64, report: &Report) -> twilight_model::channel::message::Embed {
    let link = format!("https://discord.com/channels/{guild}/{}/{}", report.channel, report.message);
    let mut text = format!(
        "{}\n{}\n{}\n",
        words::report_author(report.author, plain(&report.author_name)),
        words::report_reporter(report.reporter),
        words::report_message(link)
    );
    if let Some(by) = report.made_by {
        text.push_str(&format!("{}\n", words::report_written_for(by)));
    }
    let said = Some(&report.content).filter(|text| !text.trim().is_empty());
    text.extend(said.map(|said| format!("> {}\n", plain(said))));
    for line in report.shows.iter().take(SHOWN) {
        text.push_str(&format!("{}\n", plain(line)));
    }
    if report.shows.len() > SHOWN {
        let more = u64::try_from(report.shows.len() - SHOWN).unwrap_or(u64::MAX);
        text.push_str(&format!("{}\n", words::report_more(more)));
    }
    if said.is_none() && report.shows.is_empty() {
        text.push_str(&format!("*{}*", words::report_no_text()));
    }
    EmbedBuilder::new()
        .title(words::report_title())
        .description(cut(&text, limits::EMBED_DESCRIPTION))
        .color(colour::RED)
        .footer(EmbedFooterBuilder::new(words::report_footer(incident(report.interaction.get()))))
        .build()
}
