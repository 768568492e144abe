//! Apps → Moderate: somebody's record at a glance, with a button for each action the caller may order.

use twilight_interactions::command::ResolvedUser;
use twilight_model::channel::message::Embed;
use twilight_model::channel::message::component::Button;
use twilight_model::guild::Permissions;

use crate::actions::action_control::{offered, opener};
use crate::discord::card::Card;
use crate::domain::case::Case;
use crate::domain::colour;
use crate::domain::kind::{Kind, On};
use crate::domain::limits;
use crate::domain::page::{Place, Total};
use crate::domain::text::{cut, plain};
use crate::error::Result;
use crate::kernel::command::{Ack, Command};
use crate::kernel::cx::Cx;
use crate::kernel::reply::Reply;
use crate::store::cases::{self, Shown};
use crate::words;

/// The number of cases shown.
const SHOWN: u32 = 5;

pub(super) fn command() -> Command {
    Command::user_menu("Moderate", Ack::Private, moderate)
        .only_reads()
        .permission(Permissions::MODERATE_MEMBERS)
}

async fn moderate(cx: Cx, user: ResolvedUser) -> Result<Reply> {
    let (guild, person) = (cx.guild()?, user.resolved.id);
    let mut db = cx.app.db.acquire().await?;
    let page = cases::case_page_of(&mut db, guild, person, Shown::All, Place::Start, SHOWN).await?;
    let (warnings, points) = cases::warnings_active(&mut *db, guild, person, i32::MAX).await?;
    let mut holds = Vec::new();
    for kind in Kind::which(|facts| facts.on == On::Person && facts.lasts.is_some()) {
        holds.extend(cases::case_in_force(&mut *db, guild, person, kind).await?);
    }
    let embed = embed(&user, &page.entries, page.total, (warnings, points), &holds);
    let open = |kind| opener(kind, user.resolved.id, &user.resolved.name);
    let buttons: Vec<Button> = offered(cx.at.permissions).into_iter().map(open).collect();
    let reply = Reply::private("").with_embed(embed);
    Ok(buttons
        .chunks(limits::BUTTONS_IN_ROW)
        .fold(reply, |reply, row| reply.with_buttons(row.iter().cloned())))
}

fn embed(
    user: &ResolvedUser,
    cases: &[Case],
    total: Total,
    (warnings, points): (u64, u64),
    holds: &[Case],
) -> Embed {
    let here = match user.member {
        Some(_) => String::new(),
        None => format!(" · {}", words::moderate_outsider()),
    };
    let mut embed = Card::new()
        .title(words::moderate_title(plain(&user.resolved.name)))
        .text(format!("<@{0}> (`{0}`){here}", user.resolved.id))
        .colour(colour::BLURPLE)
        .beside(words::moderate_warnings(), format!("{warnings} ({})", words::count_points(points)))
        .beside(words::moderate_cases(), total.to_string());
    if !holds.is_empty() {
        let lines: Vec<String> = holds.iter().map(hold).collect();
        embed = embed.field(words::moderate_in_force(), lines.join("\n"));
    }
    if !cases.is_empty() {
        let lines: Vec<String> = cases.iter().map(line).collect();
        let lines = cut(&lines.join("\n"), limits::EMBED_FIELD);
        embed = embed.field(words::moderate_newest(), lines);
    }
    embed.build()
}

fn hold(case: &Case) -> String {
    let (action, link) = (case.kind.title(), case.link());
    match case.ends_at {
        Some(end) => words::moderate_hold_until(action, link, end.as_second()),
        None => words::moderate_hold_for_good(action, link),
    }
}

fn line(case: &Case) -> String {
    let reason = case
        .reason
        .as_deref()
        .map(|it| format!(": {}", plain(&cut(it, limits::REASON_IN_LINE))))
        .unwrap_or_default();
    let mark = case.mark().map(|mark| format!(" ({mark})")).unwrap_or_default();
    format!("#{} {}{mark} <t:{}:R>{reason}", case.number, case.kind.title(), case.created_at.as_second())
}
