//! `/tag get|create|edit|delete|list`: texts that a server keeps, to be shown on demand. Read `access` first.

mod access;
mod control;
mod form;
mod list;
mod manage;
mod show;

use twilight_interactions::command::{CommandModel, CreateCommand};
use twilight_model::application::command::CommandOptionChoice;

use crate::actions::choices;
use crate::domain::limits;
use crate::error::Result;
use crate::features::people::tag::access::MANAGE;
use crate::kernel::command::{Ack, Command, Focus};
use crate::kernel::control::Pressed;
use crate::kernel::cx::Cx;
use crate::kernel::reply::{Audience, Reply};
use crate::store::tags;

use control::Control;

#[derive(CommandModel, CreateCommand)]
#[command(name = "tag", desc = "-")]
enum Tag {
    #[command(name = "get")]
    Get(Get),
    #[command(name = "create")]
    Create(Create),
    #[command(name = "edit")]
    Edit(Edit),
    #[command(name = "delete")]
    Delete(Delete),
    #[command(name = "list")]
    List(List),
}

#[derive(CommandModel, CreateCommand)]
#[command(name = "get", desc = "-")]
struct Get {
    /// The tag to show
    #[command(max_length = 60, autocomplete = true)]
    name: String,
}

#[derive(CommandModel, CreateCommand)]
#[command(name = "create", desc = "-")]
struct Create {
    /// The tag's name
    #[command(max_length = 60)]
    name: Option<String>,
}

#[derive(CommandModel, CreateCommand)]
#[command(name = "edit", desc = "-")]
struct Edit {
    /// The tag to change
    #[command(max_length = 60, autocomplete = true)]
    name: String,
}

#[derive(CommandModel, CreateCommand)]
#[command(name = "delete", desc = "-")]
struct Delete {
    /// The tag to delete
    #[command(max_length = 60, autocomplete = true)]
    name: String,
}

#[derive(CommandModel, CreateCommand)]
#[command(name = "list", desc = "-")]
struct List {}

pub(super) fn command() -> Command {
    Command::slash(Ack::Public, tag)
        .permission_in("create", MANAGE)
        .permission_in("edit", MANAGE)
        .permission_in("delete", MANAGE)
        .reads_in(&["get", "list"])
        .acknowledged("create", Ack::Immediate)
        .acknowledged("edit", Ack::Immediate)
        .acknowledged("delete", Ack::Private)
        .acknowledged("list", Ack::Private)
        .completes(suggest)
}

async fn tag(cx: Cx, command: Tag) -> Result<Reply> {
    match command {
        Tag::Get(Get { name }) => show::get(&cx, &name).await,
        Tag::Create(Create { name }) => manage::ask_new(&cx, name).await,
        Tag::Edit(Edit { name }) => manage::ask_change(&cx, &name).await,
        Tag::Delete(Delete { name }) => manage::ask_to_delete(&cx, &name).await,
        Tag::List(List {}) => list::page(&cx, Audience::Private, 0).await,
    }
}

/// Handles a button of a card, or a submitted form.
pub(super) async fn press(cx: Cx, control: Control, pressed: Pressed) -> Result<Reply> {
    match control {
        Control::Create => manage::create(&cx, &pressed).await,
        Control::Edit { tag } => manage::edit(&cx, tag).await,
        Control::Change { tag } => manage::change(&cx, tag, &pressed).await,
        Control::AskDelete { tag } => manage::ask_again(&cx, tag).await,
        Control::Delete { tag } => manage::delete(&cx, tag).await,
        Control::Keep => Ok(manage::keep()),
        Control::Page { page } => list::page(&cx, Audience::Update, page).await,
    }
}

/// Suggests the tags whose names begin with what was typed.
async fn suggest(cx: Cx, focus: Focus) -> Result<Vec<CommandOptionChoice>> {
    let roles = cx.caller_member().roles;
    let names =
        tags::tag_names(&cx.app.db, cx.guild()?, &focus.typed, &access::reader(&cx, &roles), limits::CHOICES)
            .await?;
    Ok(names.into_iter().map(|name| choices::choice(&name, name.clone())).collect())
}
