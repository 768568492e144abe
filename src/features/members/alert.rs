//! An alert to the moderators when somebody with a record joins.

use twilight_model::channel::message::Embed;

use serde::{Deserialize, Serialize};

use crate::actions::automation::{self, since};
use crate::discord::card::Card;
use crate::discord::message::{Message, Once};
use crate::discord::nonce::Nonce;
use crate::discord::rest::Urgency;
use crate::domain::automation::Automation;
use crate::domain::case::{Case, Logged};
use crate::domain::colour;
use crate::domain::concurrency::ConcurrencyKey;
use crate::domain::event::{Event, EventData, EventUser};
use crate::domain::kind::Kind;
use crate::domain::limits;
use crate::domain::text::{cut, plain};
use crate::error::{Error, Result};
use crate::kernel::event_jobs;
use crate::kernel::job::{Job, JobContext, LeasedJob, Next};
use crate::store::{cases, guilds};
use crate::words;

/// The job that posts the alert.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct PostAlert(pub(super) Event);

impl Job for PostAlert {
    const KIND: &'static str = "post_alert";
    type Progress = ();
    const URGENCY: Urgency = Urgency::Routine;

    fn concurrency_key(&self) -> ConcurrencyKey {
        event_jobs::key_of_event(&self.0)
    }
}

/// The number of cases to list.
const NAMED: u32 = 3;

/// A person's valid cases.
#[derive(Debug)]
struct Record {
    kinds: Vec<(Kind, u64)>,
    newest: Vec<Case>,
    warnings: u64,
    points: u64,
}

pub(super) async fn post(job: JobContext<PostAlert>) -> Result<Next> {
    let event = job.payload.0.clone();
    let EventData::MemberJoined(joined) = &event.what else { return Ok(Next::Done(None)) };
    let settings = guilds::settings(job.db(), event.guild).await?;
    let Some(channel) = settings.alert_channel() else { return Ok(Next::Done(None)) };
    let record = look(&job, &joined.user).await?;
    if record.kinds.is_empty() {
        return Ok(Next::Done(None));
    }
    let once = Once {
        channel,
        message: Message::embed(card(&event, &joined.user, &record)),
        nonce: Nonce::Alert(job.stored.id),
        after: since(event.at).get(),
    };
    match job.app.discord.message_post_once(&once, job.is_resumed()).await {
        Ok(_) => automation::over(&job, Automation::Alert).await?,
        Err(error @ Error::Discord { .. }) => {
            let what =
                automation::because(words::kept::members_alert_failed(channel, joined.user.id), &error);
            automation::raise(&job, Automation::Alert, what).await?;
        }
        Err(other) => return Err(other),
    }
    Ok(Next::Done(None))
}

async fn look(job: &LeasedJob, person: &EventUser) -> Result<Record> {
    let (db, guild, user) = (job.db(), job.guild(), person.id);
    let (kinds, newest, (warnings, points)) = tokio::try_join!(
        cases::cases_valid(db, guild, user),
        cases::cases_valid_newest(db, guild, user, NAMED),
        cases::warnings_active(db, guild, user, i32::MAX)
    )?;
    Ok(Record { kinds, newest, warnings, points })
}

fn card(event: &Event, person: &EventUser, record: &Record) -> Embed {
    let kinds: Vec<String> =
        record.kinds.iter().map(|(kind, many)| format!("{many} × {}", kind.word())).collect();
    let mut lines = vec![
        words::members_alert_joined(person.id, plain(&person.name)),
        words::members_alert_cases(kinds.join(", ")),
        words::members_alert_counts(
            words::count_warnings(record.warnings),
            words::count_points(record.points),
        ),
    ];
    lines.extend(record.newest.iter().map(line));
    Card::new()
        .title(words::members_alert_title())
        .text(lines.join("\n"))
        .colour(colour::AMBER)
        .footer(format!("{} · {}", person.id, event.at.strftime("%Y-%m-%d %H:%M:%S UTC")))
        .build()
}

/// Returns a case, linked to its log post if there is one.
fn line(case: &Case) -> String {
    let number = match case.logged {
        Some(Logged::Posted { channel, message }) => {
            format!("[#{}](https://discord.com/channels/{}/{channel}/{message})", case.number, case.guild)
        }
        _ => format!("#{}", case.number),
    };
    let reason = case
        .reason
        .as_deref()
        .map(|reason| format!(" · {}", plain(&cut(reason, limits::REASON_IN_LINE))))
        .unwrap_or_default();
    format!("**{number}** {} · <t:{}:R>{reason}", case.kind.title(), case.created_at.as_second())
}
