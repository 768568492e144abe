//! `/case list user?`, `/case search text`: many cases, a page at a time.

use crate::domain::ids::UserId;
use crate::domain::limits;
use crate::domain::text::{cut, plain};
use crate::error::{Error, Result};
use crate::features::cases::pages::{Sheet, Turn, WORDS, line, paged};
use crate::kernel::cx::Cx;
use crate::kernel::reply::{Audience, Reply};
use crate::store::cases::{self, Shown};

const PAGE: u32 = 10;

/// Returns a page of the cases whose reasons have these words.
pub(super) async fn search(cx: &Cx, audience: Audience, words: &str, at: u32) -> Result<Reply> {
    let _share = cx.read_a_lot()?;
    let mut db = cx.app.db.acquire().await?;
    let (found, total) = cases::cases_search(&mut db, cx.guild()?, words, at, PAGE).await?;
    if total == 0 {
        let words = plain(&cut(words, limits::TEXT_IN_LIST));
        return Err(Error::refused(format!("No case has the words {words} in its reason; try fewer words.")));
    }
    let mut lines: Vec<String> = found.iter().map(line).collect();
    if words.len() > WORDS && total > u64::from(PAGE) {
        lines.push("-# These are the newest; for pages of all of them, search for fewer words.".to_owned());
    }
    let turn = |page| (words.len() <= WORDS).then(|| Turn::Find { page, words: words.to_owned() });
    Ok(paged(audience, "Found, newest first", &lines.join("\n"), Sheet { at, size: PAGE, total }, turn))
}

pub(super) async fn page(cx: &Cx, audience: Audience, user: Option<UserId>, at: u32) -> Result<Reply> {
    let _share = cx.read_a_lot()?;
    let mut db = cx.app.db.acquire().await?;
    let (cases, total) = cases::case_page(&mut db, cx.guild()?, user, &Shown::ALL, at, PAGE).await?;
    let title = if user.is_some() { "Cases of one person" } else { "Cases" };
    let mut text = user.map(|user| format!("<@{user}>\n")).unwrap_or_default();
    if cases.is_empty() {
        text.push_str("Nothing is recorded.");
    }
    text.push_str(&cases.iter().map(line).collect::<Vec<_>>().join("\n"));
    Ok(paged(audience, title, &text, Sheet { at, size: PAGE, total }, |page| Some(Turn::To { user, page })))
}
