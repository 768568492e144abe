//! Tags. Each change of one is recorded with the changes of settings.

use serde_json::Value;
use sqlx::{PgConnection, PgExecutor};

use crate::domain::ids::{GuildId, RoleId, UserId};
use crate::domain::tag::{self, Tag};
use crate::error::{Error, Result};
use crate::store::guilds::record;
use crate::store::{id, key};

/// A tag as it is stored.
#[derive(Clone, Debug)]
pub struct StoredTag {
    pub id: i64,
    pub tag: Tag,
    /// The number of times it was shown.
    pub uses: u64,
}

/// The outcome of creating or changing a tag.
#[derive(Clone, Debug)]
pub enum Saved {
    Saved(StoredTag),
    /// Another tag has the name.
    NameTaken,
    /// The server has as many as it can have.
    TooMany,
    /// The tag to change is gone.
    Gone,
}

/// A reader of tags: some are for those who have a role.
#[derive(Clone, Debug)]
pub struct Reader<'a> {
    pub roles: &'a [RoleId],
    /// `true` if every tag is theirs to use.
    pub manages: bool,
}

impl Reader<'_> {
    fn keys(&self) -> Vec<i64> {
        self.roles.iter().map(|role| key(*role)).collect()
    }
}

struct Row {
    id: i64,
    name: String,
    text: String,
    title: Option<String>,
    colour: Option<i32>,
    role_id: Option<i64>,
    uses: i64,
}

impl From<Row> for StoredTag {
    fn from(row: Row) -> Self {
        let tag = Tag {
            name: row.name,
            text: row.text,
            title: row.title,
            colour: row.colour.map(i32::cast_unsigned),
            role: row.role_id.map(id),
        };
        Self { id: row.id, tag, uses: row.uses.cast_unsigned() }
    }
}

/// Creates a tag, unless the server has `most` already.
pub async fn tag_create(
    tx: &mut PgConnection,
    guild: GuildId,
    actor: UserId,
    tag: Tag,
    most: i64,
) -> Result<Saved> {
    let made = sqlx::query_scalar!(
        "insert into tags (guild_id, name, key, text, title, colour, role_id)
         select $1, $2, $3, $4, $5, $6, $7 where (select count(*) from tags where guild_id = $1) < $8
         on conflict do nothing returning id",
        key(guild),
        tag.name,
        tag::key(&tag.name),
        tag.text,
        tag.title,
        tag.colour.map(u32::cast_signed),
        tag.role.map(key),
        most
    )
    .fetch_optional(&mut *tx)
    .await?;
    let Some(id) = made else {
        let other = tag_named(&mut *tx, guild, &tag.name).await?;
        return Ok(if other.is_some() { Saved::NameTaken } else { Saved::TooMany });
    };
    change_record(tx, guild, actor, None, Some(&tag)).await?;
    Ok(Saved::Saved(StoredTag { id, tag, uses: 0 }))
}

/// Makes a tag say something else.
pub async fn tag_change(
    tx: &mut PgConnection,
    guild: GuildId,
    actor: UserId,
    tag: i64,
    new: Tag,
) -> Result<Saved> {
    let old = sqlx::query_as!(
        Row,
        "select id, name, text, title, colour, role_id, uses from tags where guild_id = $1 and id = $2 for update",
        key(guild),
        tag
    )
    .fetch_optional(&mut *tx)
    .await?;
    let Some(old) = old.map(StoredTag::from) else { return Ok(Saved::Gone) };
    let changed = sqlx::query!(
        "update tags set name = $3, key = $4, text = $5, title = $6, colour = $7, role_id = $8 where guild_id = $1 and id = $2",
        key(guild),
        tag,
        new.name,
        tag::key(&new.name),
        new.text,
        new.title,
        new.colour.map(u32::cast_signed),
        new.role.map(key)
    )
    .execute(&mut *tx)
    .await;
    match changed {
        Err(sqlx::Error::Database(error)) if error.is_unique_violation() => return Ok(Saved::NameTaken),
        changed => changed?,
    };
    if old.tag != new {
        change_record(tx, guild, actor, Some(&old.tag), Some(&new)).await?;
    }
    Ok(Saved::Saved(StoredTag { tag: new, ..old }))
}

/// Deletes a tag. Returns it, unless it is gone.
pub async fn tag_delete(
    tx: &mut PgConnection,
    guild: GuildId,
    actor: UserId,
    tag: i64,
) -> Result<Option<StoredTag>> {
    let row = sqlx::query_as!(
        Row,
        "delete from tags where guild_id = $1 and id = $2 returning id, name, text, title, colour, role_id, uses",
        key(guild),
        tag
    )
    .fetch_optional(&mut *tx)
    .await?;
    let Some(stored) = row.map(StoredTag::from) else { return Ok(None) };
    change_record(tx, guild, actor, Some(&stored.tag), None).await?;
    Ok(Some(stored))
}

async fn change_record(
    tx: &mut PgConnection,
    guild: GuildId,
    actor: UserId,
    old: Option<&Tag>,
    new: Option<&Tag>,
) -> Result<()> {
    let written = |tag: Option<&Tag>| match tag {
        Some(tag) => serde_json::to_value(tag).map_err(Error::broken),
        None => Ok(Value::Null),
    };
    record(tx, guild, Some(actor), "tag", written(old)?, written(new)?).await
}

/// Returns the tag with an id.
pub async fn tag_find(db: impl PgExecutor<'_>, guild: GuildId, tag: i64) -> Result<Option<StoredTag>> {
    let row = sqlx::query_as!(
        Row,
        "select id, name, text, title, colour, role_id, uses from tags where guild_id = $1 and id = $2",
        key(guild),
        tag
    )
    .fetch_optional(db)
    .await?;
    Ok(row.map(StoredTag::from))
}

/// Returns the tag with a name, as people tell names apart.
pub async fn tag_named(db: impl PgExecutor<'_>, guild: GuildId, name: &str) -> Result<Option<StoredTag>> {
    let row = sqlx::query_as!(
        Row,
        "select id, name, text, title, colour, role_id, uses from tags where guild_id = $1 and key = $2",
        key(guild),
        tag::key(name)
    )
    .fetch_optional(db)
    .await?;
    Ok(row.map(StoredTag::from))
}

/// Returns the tag with a name, and counts the use. Returns `None` if it is gone, or not for this reader.
pub async fn tag_use(
    db: impl PgExecutor<'_>,
    guild: GuildId,
    name: &str,
    reader: &Reader<'_>,
) -> Result<Option<StoredTag>> {
    let row = sqlx::query_as!(
        Row,
        "update tags set uses = uses + 1
         where guild_id = $1 and key = $2 and ($3 or role_id is null or role_id = any($4))
         returning id, name, text, title, colour, role_id, uses",
        key(guild),
        tag::key(name),
        reader.manages,
        &reader.keys()
    )
    .fetch_optional(db)
    .await?;
    Ok(row.map(StoredTag::from))
}

/// Returns the names that begin with what was typed, of the tags that a reader may use; sorted.
pub async fn tag_names(
    db: impl PgExecutor<'_>,
    guild: GuildId,
    typed: &str,
    reader: &Reader<'_>,
    most: usize,
) -> Result<Vec<String>> {
    let names = sqlx::query_scalar!(
        "select name from tags
         where guild_id = $1 and key >= $2 and key < $2 || chr(1114111) and ($3 or role_id is null or role_id = any($4))
         order by key limit $5",
        key(guild),
        tag::key(typed),
        reader.manages,
        &reader.keys(),
        i64::try_from(most).map_err(Error::broken)?
    );
    Ok(names.fetch_all(db).await?)
}

/// Returns some tags, sorted by name, without the first `skip`; and the number of all.
pub async fn tag_page(
    db: impl PgExecutor<'_>,
    guild: GuildId,
    skip: usize,
    size: usize,
) -> Result<(Vec<StoredTag>, usize)> {
    let rows = sqlx::query!(
        r#"select id, name, text, title, colour, role_id, uses,
             (select count(*) from tags where guild_id = $1) as "total!"
           from tags where guild_id = $1 order by key offset $2 limit $3"#,
        key(guild),
        i64::try_from(skip).map_err(Error::broken)?,
        i64::try_from(size).map_err(Error::broken)?
    )
    .fetch_all(db)
    .await?;
    let total = rows.first().map_or(0, |row| row.total);
    let rows = rows.into_iter().map(|row| Row {
        id: row.id,
        name: row.name,
        text: row.text,
        title: row.title,
        colour: row.colour,
        role_id: row.role_id,
        uses: row.uses,
    });
    Ok((rows.map(StoredTag::from).collect(), usize::try_from(total).unwrap_or_default()))
}
