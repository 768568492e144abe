//! `/settings appeals`: the channel for appeals, the questions, the wait, and who decides.

use twilight_interactions::command::{CommandModel, CreateCommand};
use twilight_model::application::interaction::InteractionChannel;

use crate::domain::automation::Automation;
use crate::domain::limits;
use crate::domain::settings;
use crate::domain::settings_rules;
use crate::domain::text::{cut, plain, words};
use crate::error::{Error, Result};
use crate::features::settings::change::{change_anew, writable};
use crate::kernel::cx::Cx;
use crate::kernel::reply::Reply;
use crate::store::guilds;
use crate::words;

#[derive(CommandModel, CreateCommand)]
#[command(name = "appeals", desc = "-")]
pub(super) struct Appeals {
    /// The channel where moderators decide
    #[command(
        channel_types = "guild_text guild_announcement public_thread private_thread announcement_thread guild_forum"
    )]
    channel: Option<InteractionChannel>,
    /// A question to answer; the questions given here replace all earlier ones; "default" for my own
    #[command(rename = "question-1", max_length = 100)]
    first: Option<String>,
    /// A second question
    #[command(rename = "question-2", max_length = 100)]
    second: Option<String>,
    /// A third question
    #[command(rename = "question-3", max_length = 100)]
    third: Option<String>,
    /// A fourth question
    #[command(rename = "question-4", max_length = 100)]
    fourth: Option<String>,
    /// How long to wait after the action, and after a rejection, e.g. 7d; "none" for at once, and once
    #[command(max_length = 60, autocomplete = true)]
    wait: Option<String>,
    /// Must another moderator decide than the one who took the action? Default: no
    #[command(rename = "by-another")]
    by_another: Option<bool>,
    /// Turn appeals off
    off: Option<bool>,
}

pub(super) async fn appeals(cx: &Cx, args: Appeals) -> Result<Reply> {
    if args.off == Some(true) {
        return change_anew(cx, Automation::Appeals, |settings| {
            settings.appeals = None;
            Ok(words::settings_appeals_off())
        })
        .await;
    }
    let given = [args.first, args.second, args.third, args.fourth].into_iter().flatten();
    let questions: Vec<String> = given.filter_map(|question| words(&question)).collect();
    if args.channel.is_none() && questions.is_empty() && args.wait.is_none() && args.by_another.is_none() {
        return Err(Error::refused(words::settings_appeals_nothing_given()));
    }
    let channel = match &args.channel {
        Some(channel) => Some(writable(cx, channel).await?),
        None => None,
    };
    let wait = match &args.wait {
        Some(text) => {
            let zone = guilds::settings(&cx.app.db, cx.guild()?).await?.zone();
            Some(settings_rules::appeal_wait(text, cx.app.clock.now(), &zone).map_err(Error::refused)?)
        }
        None => None,
    };
    change_anew(cx, Automation::Appeals, |settings| {
        let old = settings.appeals.take();
        let channel = channel.or(old.as_ref().map(|old| old.channel));
        let channel = channel.ok_or_else(|| Error::refused(words::settings_appeals_no_channel()))?;
        let mut new =
            old.unwrap_or(settings::Appeals { channel, questions: vec![], wait: None, by_another: false });
        new.channel = channel;
        if !questions.is_empty() {
            let is_own = |question: &String| !question.eq_ignore_ascii_case("default");
            new.questions = questions.into_iter().filter(is_own).collect();
        }
        new.wait = wait.unwrap_or(new.wait);
        new.by_another = args.by_another.unwrap_or(new.by_another);
        let said = words::settings_appeals_on(line(Some(&new)));
        settings.appeals = Some(new);
        Ok(said)
    })
    .await
}

/// Returns the line for the card of all settings.
pub(super) fn line(appeals: Option<&settings::Appeals>) -> String {
    let Some(appeals) = appeals else { return words::word_off() };
    let mut parts = vec![format!("<#{}>", appeals.channel)];
    parts.push(match &appeals.wait {
        Some(wait) => words::settings_appeals_line_wait(wait),
        None => words::settings_appeals_line_once(),
    });
    if appeals.by_another {
        parts.push(words::settings_appeals_line_another());
    }
    let asked = appeals.questions.iter();
    let asked: String =
        asked.map(|question| format!("\n• {}", plain(&cut(question, limits::TEXT_IN_LIST)))).collect();
    format!("{}{asked}", parts.join(" · "))
}
