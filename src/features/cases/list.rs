//! `/case list user?`, `/case search text`: many cases, a page at a time.

use twilight_model::channel::message::component::ButtonStyle;
use twilight_model::guild::Permissions;
use twilight_util::builder::embed::{EmbedBuilder, EmbedFooterBuilder};

use crate::domain::case::Case;
use crate::domain::colour;
use crate::domain::ids::UserId;
use crate::domain::text::{count, cut, plain};
use crate::error::{Error, Result};
use crate::kernel::command::Ack;
use crate::kernel::control::{Control, Pressed};
use crate::kernel::cx::Cx;
use crate::kernel::reply::{Audience, Reply, button};
use crate::store::cases;

const PAGE: u32 = 10;
/// How many finds are shown.
const FINDS: u32 = 20;

/// The cases with these words in their reasons.
pub(super) async fn search(cx: &Cx, text: &str) -> Result<Reply> {
    let found = cases::cases_search(&cx.app.db, cx.guild()?, text, FINDS).await?;
    if found.is_empty() {
        let words = plain(&cut(text, 80));
        return Err(Error::refused(format!("No case has the words {words} in its reason; try fewer words.")));
    }
    let lines = found.iter().map(line).collect::<Vec<_>>().join("\n");
    let embed = EmbedBuilder::new()
        .title("Found, newest first")
        .description(cut(&lines, 4096))
        .color(colour::BLURPLE)
        .build();
    Ok(Reply::private("").with_embed(embed))
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

pub(super) async fn page(cx: &Cx, audience: Audience, user: Option<UserId>, at: u32) -> Result<Reply> {
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
        .color(colour::BLURPLE)
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

pub(super) fn line(case: &Case) -> String {
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
