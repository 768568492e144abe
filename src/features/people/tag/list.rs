//! `/tag list`: a server's tags by name, a page at a time.

use twilight_model::channel::message::component::{Button, ButtonStyle};

use crate::discord::card::Card;
use crate::discord::message::Message;
use crate::domain::colour;
use crate::domain::text::plain;
use crate::error::Result;
use crate::features::people::tag::control::Control;
use crate::kernel::control::Control as _;
use crate::kernel::cx::Cx;
use crate::kernel::reply::{Audience, Reply, button};
use crate::store::tags::{self, StoredTag};
use crate::words;

/// The number of tags on a page.
const PAGE: usize = 20;
/// The largest number of a page that is looked for.
const LAST: usize = 100;

/// Returns a page of the server's tags.
pub(super) async fn page(cx: &Cx, audience: Audience, page: usize) -> Result<Reply> {
    let (db, guild) = (&cx.app.db, cx.guild()?);
    let mut page = page.min(LAST);
    let mut found = tags::tag_page(db, guild, page * PAGE, PAGE).await?;
    if found.0.is_empty() && page > 0 {
        (page, found) = (0, tags::tag_page(db, guild, 0, PAGE).await?);
    }
    let (shown, total) = found;
    if shown.is_empty() {
        let content = words::tag_none(words::command("tag create"));
        return Ok(Reply::new(audience, Message { content, ..Message::default() }));
    }
    let pages = total.div_ceil(PAGE);
    let lines: Vec<String> = shown.iter().map(line).collect();
    let mut footer = words::tag_count(total as u64);
    if pages > 1 {
        footer = format!("{footer} · {}", words::pages_place_of(page + 1, pages));
    }
    let embed = Card::new()
        .title(words::tag_list_title())
        .text(lines.join("\n"))
        .colour(colour::BLURPLE)
        .footer(footer)
        .build();
    Ok(Reply::new(audience, Message::embed(embed)).with_buttons(turns(page, pages)))
}

fn turns(page: usize, pages: usize) -> Vec<Button> {
    let back = page.checked_sub(1).map(|page| (words::tag_back(), page));
    let next = (page + 1 < pages).then(|| (words::tag_next(), page + 1));
    let turn =
        |(label, page): (String, usize)| button(ButtonStyle::Secondary, &label, Control::Page { page }.id());
    back.into_iter().chain(next).map(turn).collect()
}

fn line(stored: &StoredTag) -> String {
    let (name, uses) = (plain(&stored.tag.name), stored.uses);
    match stored.tag.role {
        Some(role) => words::tag_line_for(name, uses, role),
        None => words::tag_line(name, uses),
    }
}
