//! `/rolemenu create|edit|post|delete`: menus from which members choose their own roles.

use twilight_interactions::command::{CommandModel, CommandOption, CreateCommand, CreateOption};
use twilight_model::application::command::CommandOptionChoice;
use twilight_model::application::interaction::InteractionChannel;
use twilight_model::guild::{Permissions, Role};

use crate::actions::choices;
use crate::discord::message::Message;
use crate::domain::ids::RoleId;
use crate::domain::limits;
use crate::domain::menu::{Menu, Style};
use crate::error::{Error, Result};
use crate::features::roles::menu_post::{self, ShowMenu};
use crate::features::roles::rights::{GONE, look, may_open};
use crate::features::roles::view;
use crate::kernel::command::{Ack, Command, Focus};
use crate::kernel::cx::Cx;
use crate::kernel::reply::{Audience, Reply};
use crate::kernel::request::Request;
use crate::store::role_menus::{self, StoredMenu};

/// The most menus that a server can have.
const MENUS: usize = 50;

#[derive(CommandModel, CreateCommand)]
#[command(name = "rolemenu", desc = "Menus from which members choose their own roles")]
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
#[command(name = "create", desc = "Make a menu; then choose its roles and its words")]
struct Create {
    /// What you call it; members see it until you give it a title
    #[command(max_length = 60)]
    name: String,
    /// How members choose; buttons, when left out
    style: Option<Shape>,
    /// Whether a member has only one of its roles at a time
    exclusive: Option<bool>,
    /// A role that members must have to choose
    required: Option<Role>,
}

#[derive(CommandModel, CreateCommand)]
#[command(name = "edit", desc = "Change a menu; its messages follow")]
struct Edit {
    /// Which menu
    #[command(max_length = 60, autocomplete = true)]
    name: String,
    /// How members choose
    style: Option<Shape>,
    /// Whether a member has only one of its roles at a time
    exclusive: Option<bool>,
    /// A role that members must have to choose; @everyone for none
    required: Option<Role>,
}

#[derive(CommandModel, CreateCommand)]
#[command(name = "post", desc = "Post a menu in a channel; it follows later changes")]
struct Post {
    /// Which menu
    #[command(max_length = 60, autocomplete = true)]
    name: String,
    /// Where; here, when left out
    #[command(channel_types = "guild_text guild_announcement guild_voice")]
    channel: Option<InteractionChannel>,
}

#[derive(CommandModel, CreateCommand)]
#[command(name = "delete", desc = "Delete a menu and close its messages; I ask again first")]
struct Delete {
    /// Which menu
    #[command(max_length = 60, autocomplete = true)]
    name: String,
}

/// The way in which members choose.
#[derive(Clone, Copy, Debug, CommandOption, CreateOption)]
enum Shape {
    #[option(name = "buttons", value = "buttons")]
    Buttons,
    #[option(name = "a select", value = "select")]
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
    Command::slash(Ack::Private, rolemenu).permission(Permissions::MANAGE_ROLES).completes(suggest)
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
    found.ok_or_else(|| {
        Error::refused("There is no menu of that name; choose one that is suggested, or make it with `/rolemenu create`.")
    })
}

async fn create(cx: &Cx, args: Create) -> Result<Reply> {
    let (seen, name) = (look(cx).await?, args.name.trim());
    if name.is_empty() {
        return Err(Error::refused("A menu needs a name with a letter or two in it."));
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
        return Err(Error::refused(format!(
            "This server has {MENUS} menus already; delete one with `/rolemenu delete` first."
        )));
    }
    let made = role_menus::menu_create(order.tx(), cx.guild()?, cx.caller(), name, menu).await?;
    let Some(stored) = made else {
        return Err(Error::refused(format!(
            "There is a menu “{name}” already; change it with `/rolemenu edit`, or choose another name."
        )));
    };
    order.commit_only().await?;
    let note = "Choose its roles below, then `/rolemenu post` it.";
    Ok(view::panel(&stored, &seen.guild, note, Audience::Private))
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
    change(cx, stored.id, Audience::Private, "Changed.", |menu| {
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
        return Err(Error::refused(GONE));
    }
    let ordered = order.commit(&ShowMenu { menu, note: note.to_owned(), audience }).await?;
    ordered
        .run(|why| {
            let content = format!("The menu is changed; its messages follow. {why}");
            Reply::new(audience, Message { content, ..Message::default() })
        })
        .await
}
