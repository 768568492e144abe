//! `/rolemenu create|edit|post|delete`: menus from which members choose their own roles.

use twilight_interactions::command::{CommandModel, CommandOption, CreateCommand, CreateOption};
use twilight_model::application::command::CommandOptionChoice;
use twilight_model::application::interaction::InteractionChannel;
use twilight_model::guild::{Permissions, Role};

use crate::actions::choices;
use crate::actions::role_menu::ShowMenu;
use crate::discord::message::Message;
use crate::domain::ids::RoleId;
use crate::domain::limits;
use crate::domain::menu::{MENUS, Menu, Style};
use crate::error::{Error, Result};
use crate::features::roles::menu_post;
use crate::features::roles::rights::{look, may_open};
use crate::features::roles::view;
use crate::kernel::command::{Ack, Command, Focus};
use crate::kernel::cx::Cx;
use crate::kernel::reply::{Audience, Reply};
use crate::kernel::request::Request;
use crate::store::role_menus::{self, StoredMenu};
use crate::words;

#[derive(CommandModel, CreateCommand)]
#[command(name = "rolemenu", desc = "-")]
enum RoleMenu {
    #[command(name = "create")]
    Create(Create),
    #[command(name = "edit")]
    Edit(Edit),
    #[command(name = "post")]
    Post(Post),
    #[command(name = "delete")]
    Delete(Delete),
}

#[derive(CommandModel, CreateCommand)]
#[command(name = "create", desc = "-")]
struct Create {
    /// The menu's name; members see it until you add a title
    #[command(max_length = 60)]
    name: String,
    /// How members choose. Default: buttons
    style: Option<Shape>,
    /// Let members have only one of its roles at a time
    exclusive: Option<bool>,
    /// A role that members need to use the menu
    required: Option<Role>,
}

#[derive(CommandModel, CreateCommand)]
#[command(name = "edit", desc = "-")]
struct Edit {
    /// The menu to change
    #[command(max_length = 60, autocomplete = true)]
    name: String,
    /// How members choose
    style: Option<Shape>,
    /// Let members have only one of its roles at a time
    exclusive: Option<bool>,
    /// A role that members need to use the menu; @everyone for none
    required: Option<Role>,
}

#[derive(CommandModel, CreateCommand)]
#[command(name = "post", desc = "-")]
struct Post {
    /// The menu to post
    #[command(max_length = 60, autocomplete = true)]
    name: String,
    /// The channel to post it in. Default: this one
    #[command(channel_types = "guild_text guild_announcement guild_voice")]
    channel: Option<InteractionChannel>,
}

#[derive(CommandModel, CreateCommand)]
#[command(name = "delete", desc = "-")]
struct Delete {
    /// The menu to delete
    #[command(max_length = 60, autocomplete = true)]
    name: String,
}

/// The way in which members choose.
#[derive(Clone, Copy, Debug, CommandOption, CreateOption)]
enum Shape {
    #[option(name = "buttons", value = "buttons")]
    Buttons,
    #[option(name = "select menu", value = "select")]
    Select,
}

impl Shape {
    fn style(self) -> Style {
        match self {
            Self::Buttons => Style::Buttons,
            Self::Select => Style::Select,
        }
    }
}

pub(super) fn command() -> Command {
    Command::slash(Ack::Private, rolemenu)
        .reads_in(&["edit"])
        .permission(Permissions::MANAGE_ROLES)
        .completes(suggest)
}

async fn rolemenu(cx: Cx, command: RoleMenu) -> Result<Reply> {
    if let Some(duplicate) = cx.duplicate().await? {
        return duplicate.reply().await;
    }
    match command {
        RoleMenu::Create(args) => create(&cx, args).await,
        RoleMenu::Edit(args) => edit(&cx, args).await,
        RoleMenu::Post(Post { name, channel }) => {
            look(&cx).await?;
            let stored = find(&cx, &name).await?;
            let channel = channel.map_or_else(|| cx.channel(), |channel| Ok(channel.id))?;
            menu_post::order(&cx, &stored, channel).await
        }
        RoleMenu::Delete(Delete { name }) => {
            look(&cx).await?;
            Ok(view::ask_to_delete(&find(&cx, &name).await?))
        }
    }
}

/// Suggests the menus whose names contain what was typed.
async fn suggest(cx: Cx, focus: Focus) -> Result<Vec<CommandOptionChoice>> {
    let typed = focus.typed.trim().to_lowercase();
    let names = role_menus::menu_names(&cx.app.db, cx.guild()?).await?.into_iter();
    let found = names.filter(|name| name.to_lowercase().contains(&typed)).take(limits::CHOICES);
    Ok(found.map(|name| choices::choice(&name, name.clone())).collect())
}

async fn find(cx: &Cx, name: &str) -> Result<StoredMenu> {
    let found = role_menus::menu_named(&cx.app.db, cx.guild()?, name.trim()).await?;
    found.ok_or_else(|| Error::refused(words::rolemenu_unknown()))
}

async fn create(cx: &Cx, args: Create) -> Result<Reply> {
    let (seen, name) = (look(cx).await?, args.name.trim());
    if name.is_empty() {
        return Err(Error::refused(words::rolemenu_name_empty()));
    }
    let menu = Menu {
        style: args.style.map(Shape::style).unwrap_or_default(),
        exclusive: args.exclusive.unwrap_or_default(),
        required: required(cx, args.required)?,
        ..Menu::default()
    };
    let mut order = match cx.request().await? {
        Request::New(order) => order,
        Request::Duplicate(duplicate) => return duplicate.reply().await,
    };
    if role_menus::menu_names(&mut *order.tx(), cx.guild()?).await?.len() >= MENUS {
        return Err(Error::refused(words::rolemenu_too_many(MENUS)));
    }
    let made = role_menus::menu_create(order.tx(), cx.guild()?, cx.caller(), name, menu).await?;
    let Some(stored) = made else {
        return Err(Error::refused(words::rolemenu_name_taken(name)));
    };
    order.commit_only().await?;
    Ok(view::panel(&stored, &seen.guild, &words::rolemenu_created(), Audience::Private))
}

async fn edit(cx: &Cx, args: Edit) -> Result<Reply> {
    let (seen, stored) = (look(cx).await?, find(cx, &args.name).await?);
    let required = match args.required {
        Some(role) => Some(required(cx, Some(role))?),
        None => None,
    };
    if args.style.is_none() && args.exclusive.is_none() && required.is_none() {
        return Ok(view::panel(&stored, &seen.guild, "", Audience::Private));
    }
    let is_loosened = stored.menu.exclusive && args.exclusive == Some(false);
    if is_loosened || required.is_some_and(|required| stored.menu.opens_with(required)) {
        may_open(cx, &seen, &stored.menu)?;
    }
    change(cx, stored.id, Audience::Private, &words::rolemenu_changed(), |menu| {
        menu.style = args.style.map_or(menu.style, Shape::style);
        menu.exclusive = args.exclusive.unwrap_or(menu.exclusive);
        if let Some(required) = required {
            menu.require(required);
        }
    })
    .await
}

/// Returns the required role; @everyone means none.
fn required(cx: &Cx, role: Option<Role>) -> Result<Option<RoleId>> {
    let everyone: RoleId = cx.guild()?.cast();
    Ok(role.map(|role| role.id).filter(|role| *role != everyone))
}

/// Changes a menu, and updates its messages and the panel.
pub(super) async fn change(
    cx: &Cx,
    menu: i64,
    audience: Audience,
    note: &str,
    change: impl FnOnce(&mut Menu),
) -> Result<Reply> {
    let mut order = match cx.request().await? {
        Request::New(order) => order,
        Request::Duplicate(duplicate) => return duplicate.reply().await,
    };
    let changed = role_menus::menu_change(order.tx(), cx.guild()?, cx.caller(), menu, change).await?;
    if changed.is_none() {
        return Err(Error::refused(words::rolemenu_gone()));
    }
    let ordered = order.commit(&ShowMenu { menu, note: note.to_owned(), audience }).await?;
    ordered
        .run(|why| {
            let content = words::rolemenu_changing(why);
            Reply::new(audience, Message { content, ..Message::default() })
        })
        .await
}
