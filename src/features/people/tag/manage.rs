//! Creating, changing and deleting a tag.

use twilight_model::channel::message::component::ButtonStyle;

use crate::discord::card::Card;
use crate::discord::message::Message;
use crate::domain::colour;
use crate::domain::text::{plain, words as typed};
use crate::error::{Error, Result};
use crate::features::people::tag::control::Control;
use crate::features::people::tag::form::{TagForm, Typed};
use crate::features::people::tag::show;
use crate::kernel::control::{Control as _, Pressed};
use crate::kernel::cx::Cx;
use crate::kernel::form::Form;
use crate::kernel::reply::{Audience, Reply, button};
use crate::kernel::request::Request;
use crate::store::tags::{self, Saved, StoredTag};
use crate::words;

/// The most tags that a server has.
const MOST: u32 = 500;

/// Opens the form of a new tag.
pub(super) async fn ask_new(cx: &Cx, name: Option<String>) -> Result<Reply> {
    let name = name.and_then(|name| typed(&name));
    if let Some(name) = &name
        && tags::tag_named(&cx.app.db, cx.guild()?, name).await?.is_some()
    {
        return Err(Error::refused(taken(name)));
    }
    Ok(Reply::form(Control::Create.id(), &words::tag_form(), &TagForm::named(name)))
}

/// Opens the form of a tag by its name.
pub(super) async fn ask_change(cx: &Cx, name: &str) -> Result<Reply> {
    Ok(form(&named(cx, name).await?))
}

/// Opens the form of a tag by its id.
pub(super) async fn edit(cx: &Cx, tag: i64) -> Result<Reply> {
    let found = tags::tag_find(&cx.app.db, cx.guild()?, tag).await?;
    Ok(form(&found.ok_or_else(gone)?))
}

fn form(stored: &StoredTag) -> Reply {
    Reply::form(Control::Change { tag: stored.id }.id(), &stored.tag.name, &TagForm::of(&stored.tag))
}

/// Returns the tag with a name.
async fn named(cx: &Cx, name: &str) -> Result<StoredTag> {
    let found = tags::tag_named(&cx.app.db, cx.guild()?, name).await?;
    found.ok_or_else(|| Error::refused(show::unknown(name)))
}

fn gone() -> Error {
    Error::refused(words::tag_gone())
}

fn taken(name: &str) -> String {
    words::tag_name_taken(plain(name), words::command("tag edit"))
}

/// Creates the tag that was typed.
pub(super) async fn create(cx: &Cx, pressed: &Pressed) -> Result<Reply> {
    save(cx, None, pressed).await
}

/// Makes a tag what was typed.
pub(super) async fn change(cx: &Cx, tag: i64, pressed: &Pressed) -> Result<Reply> {
    save(cx, Some(tag), pressed).await
}

async fn save(cx: &Cx, tag: Option<i64>, pressed: &Pressed) -> Result<Reply> {
    let (guild, actor) = (cx.guild()?, cx.caller());
    let Ok(Typed { tag: mut new, has_odd_colour }) = TagForm::default().filled(pressed)?.tag() else {
        return Err(Error::refused(words::tag_empty()));
    };
    // @everyone has no need of a role.
    new.role = new.role.filter(|role| *role != guild.cast());
    let (name, text) = (new.name.clone(), new.text.clone());
    let mut order = match cx.request().await? {
        Request::New(order) => order,
        Request::Duplicate(duplicate) => return duplicate.reply().await,
    };
    let saved = match tag {
        None => tags::tag_create(order.tx(), guild, actor, new, MOST.into()).await?,
        Some(tag) => tags::tag_change(order.tx(), guild, actor, tag, new).await?,
    };
    let refusal = match saved {
        Saved::Saved(stored) => {
            order.commit_only().await?;
            let odd = has_odd_colour.then(|| format!("\n{}", words::tag_odd_colour()));
            let note = format!("{}{}", words::tag_saved(plain(&name)), odd.unwrap_or_default());
            return Ok(show::preview(&stored, &note));
        }
        Saved::NameTaken => taken(&name),
        Saved::TooMany => words::tag_too_many(MOST, words::command("tag delete")),
        Saved::Gone => words::tag_gone(),
    };
    order.abandon().await?;
    // The text is shown, so that it can be copied: the form is closed.
    let embed = Card::new().text(text).colour(colour::GREY);
    Ok(Reply::private(format!("{refusal}\n{}", words::tag_your_text())).with_embed(embed.build()))
}

/// Asks before a tag is deleted.
pub(super) async fn ask_to_delete(cx: &Cx, name: &str) -> Result<Reply> {
    Ok(question(&named(cx, name).await?, Audience::Private))
}

/// Asks before the tag of a card is deleted.
pub(super) async fn ask_again(cx: &Cx, tag: i64) -> Result<Reply> {
    let found = tags::tag_find(&cx.app.db, cx.guild()?, tag).await?;
    Ok(question(&found.ok_or_else(gone)?, Audience::Update))
}

fn question(stored: &StoredTag, audience: Audience) -> Reply {
    let content = words::tag_delete_ask(plain(&stored.tag.name));
    let (delete, keep) = (Control::Delete { tag: stored.id }.id(), Control::Keep.id());
    let message = Message { content, ..Message::default() };
    Reply::new(audience, message).with_buttons([
        button(ButtonStyle::Danger, &words::tag_delete_yes(), delete),
        button(ButtonStyle::Secondary, &words::tag_delete_no(), keep),
    ])
}

/// Deletes a tag.
pub(super) async fn delete(cx: &Cx, tag: i64) -> Result<Reply> {
    let mut order = match cx.request().await? {
        Request::New(order) => order,
        Request::Duplicate(duplicate) => return duplicate.reply().await,
    };
    let deleted = tags::tag_delete(order.tx(), cx.guild()?, cx.caller(), tag).await?.ok_or_else(gone)?;
    order.commit_only().await?;
    Ok(Reply::update(words::tag_deleted(plain(&deleted.tag.name))))
}

/// Answers that nothing was deleted.
pub(super) fn keep() -> Reply {
    Reply::update(words::tag_kept())
}
