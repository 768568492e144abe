//! `/case view number`, `/case list user?`: look into the record.

use twilight_interactions::command::{CommandModel, CreateCommand, ResolvedUser};
use twilight_model::application::command::{CommandOptionChoice, CommandOptionChoiceValue};
use twilight_model::channel::message::component::ButtonStyle;
use twilight_model::guild::Permissions;
use twilight_util::builder::embed::{EmbedBuilder, EmbedFooterBuilder};

use crate::actions::modlog;
use crate::domain::case::{Case, Logged, Notified};
use crate::domain::ids::UserId;
use crate::domain::text::{count, cut, plain};
use crate::error::{Error, Result};
use crate::kernel::command::{Ack, Command, Focus};
use crate::kernel::control::{Control, Pressed};
use crate::kernel::cx::Cx;
use crate::kernel::reply::{Audience, Reply, button};
use crate::store::cases;

const PAGE: u32 = 10;

#[derive(CommandModel, CreateCommand)]
#[command(name = "case", desc = "Look into the record of cases")]
#[expect(clippy::large_enum_variant, reason = "the derive takes no boxes; it lives for one call")]
enum CaseCommand {
    #[command(name = "view")]
    View(View),
    #[command(name = "list")]
    List(List),
}

#[derive(CommandModel, CreateCommand)]
#[command(name = "view", desc = "Show one case")]
struct View {
    /// The case's number
    #[command(min_value = 1, max_value = 2147483647, autocomplete = true)]
    number: i64,
}

#[derive(CommandModel, CreateCommand)]
#[command(name = "list", desc = "List cases, newest first")]
struct List {
    /// Only cases of this person
    user: Option<ResolvedUser>,
}

pub(super) fn command() -> Command {
    Command::slash(Ack::Private, case).permission(Permissions::MODERATE_MEMBERS).completes(suggest)
}

async fn case(cx: Cx, command: CaseCommand) -> Result<Reply> {
    match command {
        CaseCommand::View(view) => show(&cx, view.number).await,
        CaseCommand::List(list) => {
            page(&cx, Audience::Private, list.user.map(|user| user.resolved.id), 0).await
        }
    }
}

async fn show(cx: &Cx, number: i64) -> Result<Reply> {
    let found = match i32::try_from(number) {
        Ok(number) => cases::case_find(&cx.app.db, cx.guild()?, number).await?,
        Err(_) => None,
    };
    let case = found.ok_or_else(|| {
        Error::refused(format!(
            "There is no case #{number} in this server; see `/case list` for those there are."
        ))
    })?;
    let mut embed = modlog::entry(&case);
    if let Some(description) = &mut embed.description {
        description.push_str(&steps(&case));
    }
    Ok(Reply::private("").with_embed(embed))
}

/// What came of telling and logging, as lines.
fn steps(case: &Case) -> String {
    let mut text = match case.notified {
        Some(Notified::Sent) => "\n**Direct message:** sent".to_owned(),
        Some(Notified::Closed) => "\n**Direct message:** they take none from me".to_owned(),
        Some(Notified::Failed) => "\n**Direct message:** Discord refused it".to_owned(),
        None => String::new(),
    };
    match case.logged {
        Some(Logged::Posted { channel, message }) => {
            let guild = case.guild;
            text.push_str(&format!("\n**Log:** https://discord.com/channels/{guild}/{channel}/{message}"));
        }
        Some(Logged::Failed(channel)) => {
            text.push_str(&format!("\n**Log:** could not be written to <#{channel}>"))
        }
        Some(Logged::Off) | None => {}
    }
    text
}

/// The buttons that turn pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Turn {
    To { user: Option<UserId>, page: u32 },
}

impl Control for Turn {
    const FEATURE: &'static str = "cases";

    fn write(&self) -> String {
        let Self::To { user, page } = self;
        format!("page:{}:{page}", user.map_or(0, |user| user.get()))
    }

    fn read(fields: &[&str]) -> Option<Self> {
        match fields {
            ["page", user, page] => {
                let user: u64 = user.parse().ok()?;
                Some(Self::To { user: twilight_model::id::Id::new_checked(user), page: page.parse().ok()? })
            }
            _ => None,
        }
    }

    fn ack(&self) -> Ack {
        Ack::Update
    }

    fn permission(&self) -> Permissions {
        Permissions::MODERATE_MEMBERS
    }
}

pub(super) async fn turn(cx: Cx, turn: Turn, _: Pressed) -> Result<Reply> {
    let Turn::To { user, page: to } = turn;
    page(&cx, Audience::Update, user, to).await
}

async fn page(cx: &Cx, audience: Audience, user: Option<UserId>, at: u32) -> Result<Reply> {
    let mut db = cx.app.db.acquire().await?;
    let (cases, total) = cases::case_page(&mut db, cx.guild()?, user, at, PAGE).await?;
    let pages = u32::try_from(total.div_ceil(u64::from(PAGE))).unwrap_or(u32::MAX).max(1);
    let title = if user.is_some() { "Cases of one person" } else { "Cases" };
    let mut text = user.map(|user| format!("<@{user}>\n")).unwrap_or_default();
    if cases.is_empty() {
        text.push_str("Nothing is recorded.");
    }
    text.push_str(&cases.iter().map(line).collect::<Vec<_>>().join("\n"));
    let footer = format!("{} · page {} of {pages}", count(total, "case", "cases"), at.saturating_add(1));
    let embed = EmbedBuilder::new()
        .title(title)
        .description(cut(&text, 4096))
        .color(0x0058_65F2)
        .footer(EmbedFooterBuilder::new(footer))
        .build();
    let mut buttons = Vec::new();
    if at > 0 {
        buttons.push(button(ButtonStyle::Secondary, "Newer", Turn::To { user, page: at - 1 }.id()));
    }
    if at.saturating_add(1) < pages {
        buttons.push(button(ButtonStyle::Secondary, "Older", Turn::To { user, page: at + 1 }.id()));
    }
    Ok(Reply::new(audience, crate::discord::message::Message::embed(embed)).with_buttons(buttons))
}

fn line(case: &Case) -> String {
    let about = match (case.target, case.channel) {
        (Some(target), _) => format!(" · <@{target}>"),
        (None, Some(channel)) => format!(" · <#{channel}>"),
        (None, None) => String::new(),
    };
    let mark = case.mark().map(|mark| format!(" · *{mark}*")).unwrap_or_default();
    let reason =
        case.reason.as_deref().map(|reason| format!(" · {}", plain(&cut(reason, 80)))).unwrap_or_default();
    format!(
        "**#{}** {}{about} · <t:{}:R>{mark}{reason}",
        case.number,
        case.kind.title(),
        case.created_at.as_second()
    )
}

/// Suggests the newest cases whose number begins with what was typed.
async fn suggest(cx: Cx, focus: Focus) -> Result<Vec<CommandOptionChoice>> {
    let mut db = cx.app.db.acquire().await?;
    let (cases, _) = cases::case_page(&mut db, cx.guild()?, None, 0, 100).await?;
    let typed = focus.typed.trim().trim_start_matches('#').to_owned();
    Ok(cases.iter().filter(|case| case.number.to_string().starts_with(&typed)).take(25).map(choice).collect())
}

fn choice(case: &Case) -> CommandOptionChoice {
    let about = case.target_name.as_deref().map(|name| format!(" · {name}")).unwrap_or_default();
    let reason = case.reason.as_deref().map(|reason| format!(" · {reason}")).unwrap_or_default();
    CommandOptionChoice {
        name: cut(&format!("#{} {}{about}{reason}", case.number, case.kind.title()), 100),
        name_localizations: None,
        value: CommandOptionChoiceValue::Integer(case.number.into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use twilight_model::id::Id;

    #[test]
    fn a_page_button_is_read_back_as_it_was_written() {
        for turn in [Turn::To { user: None, page: 0 }, Turn::To { user: Some(Id::new(5)), page: u32::MAX }] {
            let id = turn.id();
            assert!(id.len() <= 100);
            assert_eq!(Turn::read(&id.split(':').skip(2).collect::<Vec<_>>()), Some(turn));
        }
    }
}
