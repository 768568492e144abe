//! Role menus and their posts. Each change of a menu is recorded with the changes of settings.

use serde_json::{Value, json};
use sqlx::{PgConnection, PgExecutor};

use crate::domain::ids::{ChannelId, GuildId, MessageId, UserId};
use crate::domain::menu::Menu;
use crate::error::{Error, Result};
use crate::store::guilds::record;
use crate::store::{id, key};

/// A menu as it is stored.
#[derive(Clone, Debug)]
pub struct StoredMenu {
    pub id: i64,
    pub name: String,
    pub menu: Menu,
}

struct Row {
    id: i64,
    name: String,
    menu: Value,
}

impl TryFrom<Row> for StoredMenu {
    type Error = Error;

    fn try_from(row: Row) -> Result<Self> {
        Ok(Self {
            id: row.id,
            name: row.name,
            menu: serde_json::from_value(row.menu).map_err(Error::broken)?,
        })
    }
}

/// Creates a menu. Returns `None` if there is one of that name.
pub async fn menu_create(
    tx: &mut PgConnection,
    guild: GuildId,
    actor: UserId,
    name: &str,
    menu: Menu,
) -> Result<Option<StoredMenu>> {
    let document = serde_json::to_value(&menu).map_err(Error::broken)?;
    let made = sqlx::query_scalar!(
        "insert into role_menus (guild_id, name, menu) values ($1, $2, $3) on conflict do nothing returning id",
        key(guild),
        name,
        document
    )
    .fetch_optional(&mut *tx)
    .await?;
    let Some(id) = made else { return Ok(None) };
    change_record(tx, guild, actor, name, Value::Null, document).await?;
    Ok(Some(StoredMenu { id, name: name.to_owned(), menu }))
}

/// Returns the menu with an id.
pub async fn menu_find(db: impl PgExecutor<'_>, guild: GuildId, menu: i64) -> Result<Option<StoredMenu>> {
    sqlx::query_as!(
        Row,
        "select id, name, menu from role_menus where guild_id = $1 and id = $2",
        key(guild),
        menu
    )
    .fetch_optional(db)
    .await?
    .map(StoredMenu::try_from)
    .transpose()
}

/// Returns the menu with a name, ignoring case.
pub async fn menu_named(db: impl PgExecutor<'_>, guild: GuildId, name: &str) -> Result<Option<StoredMenu>> {
    sqlx::query_as!(
        Row,
        "select id, name, menu from role_menus where guild_id = $1 and lower(name) = lower($2)",
        key(guild),
        name
    )
    .fetch_optional(db)
    .await?
    .map(StoredMenu::try_from)
    .transpose()
}

/// Returns the names of the menus, sorted; 1,000 at most.
pub async fn menu_names(db: impl PgExecutor<'_>, guild: GuildId) -> Result<Vec<String>> {
    let names = sqlx::query_scalar!(
        "select name from role_menus where guild_id = $1 order by lower(name) limit 1000",
        key(guild)
    );
    Ok(names.fetch_all(db).await?)
}

/// Changes a menu, and records who changed it. Returns `None` if it is gone.
pub async fn menu_change(
    tx: &mut PgConnection,
    guild: GuildId,
    actor: UserId,
    menu: i64,
    change: impl FnOnce(&mut Menu),
) -> Result<Option<StoredMenu>> {
    let row = sqlx::query_as!(
        Row,
        "select id, name, menu from role_menus where guild_id = $1 and id = $2 for update",
        key(guild),
        menu
    )
    .fetch_optional(&mut *tx)
    .await?;
    let Some(row) = row else { return Ok(None) };
    let old = row.menu.clone();
    let mut stored = StoredMenu::try_from(row)?;
    change(&mut stored.menu);
    let new = serde_json::to_value(&stored.menu).map_err(Error::broken)?;
    sqlx::query!("update role_menus set menu = $3 where guild_id = $1 and id = $2", key(guild), menu, new)
        .execute(&mut *tx)
        .await?;
    if old != new {
        change_record(tx, guild, actor, &stored.name, old, new).await?;
    }
    Ok(Some(stored))
}

/// Deletes a menu and the record of its posts.
pub async fn menu_delete(
    tx: &mut PgConnection,
    guild: GuildId,
    actor: UserId,
    stored: &StoredMenu,
) -> Result<()> {
    sqlx::query!("delete from role_menus where guild_id = $1 and id = $2", key(guild), stored.id)
        .execute(&mut *tx)
        .await?;
    let old = serde_json::to_value(&stored.menu).map_err(Error::broken)?;
    change_record(tx, guild, actor, &stored.name, old, Value::Null).await
}

async fn change_record(
    tx: &mut PgConnection,
    guild: GuildId,
    actor: UserId,
    name: &str,
    old: Value,
    new: Value,
) -> Result<()> {
    let named = |menu: Value| json!({ "name": name, "menu": menu });
    record(tx, guild, actor, "role_menu", named(old), named(new)).await
}

/// A posted message of a menu.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MenuPost {
    pub channel: ChannelId,
    pub message: MessageId,
}

/// Records that a menu was posted.
pub async fn post_add(db: impl PgExecutor<'_>, guild: GuildId, menu: i64, post: MenuPost) -> Result<()> {
    sqlx::query!(
        "insert into role_menu_posts (guild_id, menu_id, channel_id, message_id) values ($1, $2, $3, $4) on conflict do nothing",
        key(guild),
        menu,
        key(post.channel),
        key(post.message)
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Returns a menu's posts, oldest first.
pub async fn posts(db: impl PgExecutor<'_>, guild: GuildId, menu: i64) -> Result<Vec<MenuPost>> {
    let rows = sqlx::query!(
        "select channel_id, message_id from role_menu_posts where guild_id = $1 and menu_id = $2 order by message_id",
        key(guild),
        menu
    )
    .fetch_all(db)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| MenuPost { channel: id(row.channel_id), message: id(row.message_id) })
        .collect())
}

/// Deletes the record of a menu's post that is gone.
pub async fn post_forget(db: impl PgExecutor<'_>, guild: GuildId, post: MenuPost) -> Result<()> {
    sqlx::query!(
        "delete from role_menu_posts where guild_id = $1 and message_id = $2",
        key(guild),
        key(post.message)
    )
    .execute(db)
    .await?;
    Ok(())
}
