//! A tag as everyone sees it, and as those who manage it do.

use twilight_model::channel::message::component::ButtonStyle;

use crate::discord::card::Card;
use crate::discord::message::Message;
use crate::domain::colour;
use crate::domain::limits;
use crate::domain::permissions::covers;
use crate::domain::tag::Tag;
use crate::domain::text::{cut, plain};
use crate::error::{Error, Result};
use crate::features::people::tag::access::reader;
use crate::features::people::tag::control::Control;
use crate::kernel::control::Control as _;
use crate::kernel::cx::Cx;
use crate::kernel::reply::{Audience, Reply, button};
use crate::store::tags::{self, StoredTag};
use crate::words;

/// Shows a tag: in the channel, or to the caller alone where they may not write.
pub(super) async fn get(cx: &Cx, name: &str) -> Result<Reply> {
    let (db, guild, roles) = (&cx.app.db, cx.guild()?, cx.caller_member().roles);
    if let Some(found) = tags::tag_use(db, guild, name, &reader(cx, &roles)).await? {
        let may_write = covers(cx.at.permissions, cx.at.writing());
        let audience = if may_write { Audience::Public } else { Audience::Private };
        return Ok(Reply::new(audience, message(&found.tag)));
    }
    match tags::tag_named(db, guild, name).await?.and_then(|found| found.tag.role) {
        Some(role) => Err(Error::refused(words::tag_not_for_you(role))),
        None => Err(Error::refused(unknown(name))),
    }
}

/// Returns the refusal for a name that no tag has.
pub(super) fn unknown(name: &str) -> String {
    words::tag_unknown(plain(&cut(name, limits::TAG_NAME)), words::command("tag list"))
}

fn message(tag: &Tag) -> Message {
    if !tag.is_embed() {
        return Message { content: tag.text.clone(), shows_previews: true, ..Message::default() };
    }
    let embed = Card::new().text(tag.text.clone()).colour(tag.colour.unwrap_or(colour::BLURPLE));
    let embed = match &tag.title {
        Some(title) => embed.title(title),
        None => embed,
    };
    Message::embed(embed.build())
}

/// Returns a tag as everyone will see it, with a note and buttons for those who manage it.
pub(super) fn preview(stored: &StoredTag, note: &str) -> Reply {
    let mut shown = message(&stored.tag);
    if stored.tag.is_embed() {
        shown.content = note.to_owned();
    } else {
        let note = Card::new().text(note).colour(colour::GREEN);
        shown.embeds.push(note.build());
    }
    let (edit, delete) = (words::tag_button_edit(), words::tag_button_delete());
    Reply::new(Audience::Private, shown).with_buttons([
        button(ButtonStyle::Secondary, &edit, Control::Edit { tag: stored.id }.id()),
        button(ButtonStyle::Secondary, &delete, Control::AskDelete { tag: stored.id }.id()),
    ])
}
