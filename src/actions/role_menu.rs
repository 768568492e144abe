//! The jobs of role menus that are changed elsewhere than in their panel: their messages follow.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sqlx::PgConnection;

use crate::domain::concurrency::ConcurrencyKey;
use crate::domain::ids::{GuildId, UserId};
use crate::error::Result;
use crate::kernel::job::{self, Job};
use crate::kernel::reply::Audience;
use crate::store::role_menus::MenuChanges;

/// The job that shows a menu's change.
#[derive(Debug, Serialize, Deserialize)]
pub struct ShowMenu {
    pub menu: i64,
    /// The text that the moderator reads above the panel.
    pub note: String,
    pub audience: Audience,
}

impl Job for ShowMenu {
    const KIND: &'static str = "menu_show";
    type Progress = ();
    const FOR_CALLER: bool = true;

    fn concurrency_key(&self) -> ConcurrencyKey {
        ConcurrencyKey::RoleMenu(self.menu)
    }
}

/// The job that deletes a menu.
#[derive(Debug, Serialize, Deserialize)]
pub struct DeleteMenu {
    pub menu: i64,
    /// Who deleted it; `None` for the operator.
    pub actor: Option<UserId>,
}

impl Job for DeleteMenu {
    const KIND: &'static str = "menu_delete";
    type Progress = MenuProgress;
    const FOR_CALLER: bool = true;

    fn concurrency_key(&self) -> ConcurrencyKey {
        ConcurrencyKey::RoleMenu(self.menu)
    }
}

/// The progress of a job that posts or deletes a menu.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct MenuProgress {
    /// The sentence for the moderator, once all is done.
    pub said: Option<String>,
}

/// Has the messages of imported menus follow, in the transaction that replaced the menus.
pub async fn imported(
    tx: &mut PgConnection,
    guild: GuildId,
    actor: Option<UserId>,
    changes: &MenuChanges,
    now: Timestamp,
) -> Result<()> {
    for menu in &changes.changed {
        let show = ShowMenu { menu: *menu, note: String::new(), audience: Audience::Private };
        job::add(tx, guild, &show, now).await?;
    }
    for menu in &changes.gone {
        job::add(tx, guild, &DeleteMenu { menu: *menu, actor }, now).await?;
    }
    Ok(())
}
