//! Role menus and their posts. Each change of a menu is recorded with the changes of settings.

use serde_json::{Value, json};
use sqlx::{PgConnection, PgExecutor};

use crate::domain::ids::{ChannelId, GuildId, MessageId, UserId};
use crate::domain::menu::{self, Menu, Menus};
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
    change_record(tx, guild, Some(actor), name, Value::Null, document).await?;
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
        change_record(tx, guild, Some(actor), &stored.name, old, new).await?;
    }
    Ok(Some(stored))
}

/// Deletes a menu and the record of its posts. `actor`: `None` for the operator.
pub async fn menu_delete(
    tx: &mut PgConnection,
    guild: GuildId,
    actor: Option<UserId>,
    stored: &StoredMenu,
) -> Result<()> {
    sqlx::query!("delete from role_menus where guild_id = $1 and id = $2", key(guild), stored.id)
        .execute(&mut *tx)
        .await?;
    let old = serde_json::to_value(&stored.menu).map_err(Error::broken)?;
    change_record(tx, guild, actor, &stored.name, old, Value::Null).await
}

/// Returns all menus of a server.
pub async fn menus(db: impl PgExecutor<'_>, guild: GuildId) -> Result<Menus> {
    let rows = sqlx::query_as!(Row, "select id, name, menu from role_menus where guild_id = $1", key(guild));
    let stored = rows.fetch_all(db).await?.into_iter().map(StoredMenu::try_from);
    stored.map(|stored| stored.map(|stored| (stored.name, stored.menu))).collect()
}

/// Returns all menus of a server, which nobody else can change before the transaction ends.
pub async fn menus_locked(tx: &mut PgConnection, guild: GuildId) -> Result<Menus> {
    let stored = menus_stored(tx, guild).await?;
    Ok(stored.into_iter().map(|stored| (stored.name, stored.menu)).collect())
}

async fn menus_stored(tx: &mut PgConnection, guild: GuildId) -> Result<Vec<StoredMenu>> {
    let rows = sqlx::query_as!(
        Row,
        "select id, name, menu from role_menus where guild_id = $1 order by id for update",
        key(guild)
    );
    rows.fetch_all(tx).await?.into_iter().map(StoredMenu::try_from).collect()
}

/// The menus that an import changed: those to be shown anew, and those to be closed and deleted.
#[derive(Clone, Debug, Default)]
pub struct MenuChanges {
    pub changed: Vec<i64>,
    pub gone: Vec<i64>,
}

/// Replaces the menus of a server by `after`, and records each change. Those that are gone are only named: their messages
/// are closed first. `actor`: `None` for the operator.
pub async fn menus_replace(
    tx: &mut PgConnection,
    guild: GuildId,
    actor: Option<UserId>,
    after: &Menus,
) -> Result<MenuChanges> {
    let stored = menus_stored(&mut *tx, guild).await?;
    let mut changes = MenuChanges::default();
    let is_kept = |it: &&StoredMenu| menu::named(after, &it.name).is_some();
    changes.gone.extend(stored.iter().filter(|it| !is_kept(it)).map(|it| it.id));
    for (name, menu) in after {
        let old = stored.iter().find(|it| it.name.to_lowercase() == name.to_lowercase());
        if old.is_some_and(|old| old.name == *name && old.menu == *menu) {
            continue;
        }
        let document = serde_json::to_value(menu).map_err(Error::broken)?;
        let id = match old {
            Some(old) => {
                sqlx::query!(
                    "update role_menus set name = $3, menu = $4 where guild_id = $1 and id = $2",
                    key(guild),
                    old.id,
                    name,
                    document
                )
                .execute(&mut *tx)
                .await?;
                old.id
            }
            None => {
                let made = sqlx::query_scalar!(
                    "insert into role_menus (guild_id, name, menu) values ($1, $2, $3) returning id",
                    key(guild),
                    name,
                    document
                );
                made.fetch_one(&mut *tx).await?
            }
        };
        let was = old.map(|old| serde_json::to_value(&old.menu)).transpose().map_err(Error::broken)?;
        change_record(tx, guild, actor, name, was.unwrap_or_default(), document).await?;
        changes.changed.push(id);
    }
    Ok(changes)
}

async fn change_record(
    tx: &mut PgConnection,
    guild: GuildId,
    actor: Option<UserId>,
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
