//! `/case list user?`, `/case search text`: many cases, a page at a time.

use crate::actions::pages::{Sheet, Spot, is_past_start};
use crate::domain::case::Case;
use crate::domain::ids::{GuildId, UserId};
use crate::domain::limits;
use crate::domain::page::{Page, Place};
use crate::domain::text::{cut, plain};
use crate::error::{Error, Result};
use crate::features::cases::pages::{Turn, WORDS, line, number, paged};
use crate::kernel::cx::Cx;
use crate::kernel::reply::{Audience, Reply};
use crate::store::cases::{self, Shown};
use crate::words;

const PAGE: u32 = 10;

/// Returns a page of the cases whose reasons have these words.
pub(super) async fn search(cx: &Cx, audience: Audience, words: &str, spot: Spot) -> Result<Reply> {
    let (_share, guild) = (cx.read_a_lot()?, cx.guild()?);
    let mut db = cx.app.db.acquire().await?;
    let mut page = cases::cases_search(&mut db, guild, words, spot.place, PAGE).await?;
    if is_past_start(spot, PAGE, &page) {
        page = cases::cases_search(&mut db, guild, words, Place::Start, PAGE).await?;
    }
    if page.entries.is_empty() {
        let words = plain(&cut(words, limits::TEXT_IN_LIST));
        return Err(Error::refused(words::pages_none_found(words)));
    }
    let mut lines: Vec<String> = page.entries.iter().map(line).collect();
    if words.len() > WORDS && page.is_before_others {
        lines.push(words::pages_only_newest());
    }
    let turn = |spot| (words.len() <= WORDS).then(|| Turn::Find { spot, words: words.to_owned() });
    let sheet = Sheet::new(spot, PAGE, &page, number);
    Ok(paged(audience, &words::pages_found(), &lines.join("\n"), (sheet, page.total), turn))
}

pub(super) async fn page(cx: &Cx, audience: Audience, user: Option<UserId>, spot: Spot) -> Result<Reply> {
    let (_share, guild) = (cx.read_a_lot()?, cx.guild()?);
    let mut page = listed(cx, guild, user, spot.place).await?;
    if is_past_start(spot, PAGE, &page) {
        page = listed(cx, guild, user, Place::Start).await?;
    }
    let title = if user.is_some() { words::pages_of_person() } else { words::pages_of_all() };
    let mut text = user.map(|user| format!("<@{user}>\n")).unwrap_or_default();
    if page.entries.is_empty() {
        text.push_str(&words::pages_empty());
    }
    text.push_str(&page.entries.iter().map(line).collect::<Vec<_>>().join("\n"));
    let sheet = Sheet::new(spot, PAGE, &page, number);
    Ok(paged(audience, &title, &text, (sheet, page.total), |spot| Some(Turn::To { user, spot })))
}

async fn listed(cx: &Cx, guild: GuildId, user: Option<UserId>, place: Place) -> Result<Page<Case>> {
    let mut db = cx.app.db.acquire().await?;
    match user {
        Some(user) => cases::case_page_of(&mut db, guild, user, Shown::All, place, PAGE).await,
        None => cases::case_page(&mut db, guild, place, PAGE).await,
    }
}
