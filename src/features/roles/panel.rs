//! The panel of a menu at work: its roles are chosen in a select, its words are typed into forms.

use std::collections::HashMap;

use twilight_model::guild::Permissions;

use crate::domain::giving::powers;
use crate::domain::ids::RoleId;
use crate::domain::menu::{Confirmed, LABEL, emoji};
use crate::domain::text::cut;
use crate::error::{Error, Result};
use crate::features::roles::manage::{self, GONE, change};
use crate::features::roles::post::DeleteMenu;
use crate::features::roles::view::{entry_form, unconfirmed, words_form};
use crate::kernel::command::Ack;
use crate::kernel::control::{Control, Pressed};
use crate::kernel::cx::Cx;
use crate::kernel::reply::{Audience, Reply};
use crate::kernel::request::Request;
use crate::store::role_menus::{self, Stored};

/// The panel's controls, and its forms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Panel {
    /// These are its roles.
    Roles {
        menu: i64,
    },
    /// Opens the form of one role.
    Entry {
        menu: i64,
    },
    SetEntry {
        menu: i64,
        role: RoleId,
    },
    /// Opens the form of title and text.
    Words {
        menu: i64,
    },
    SetWords {
        menu: i64,
    },
    /// Roles with these powers may be handed out.
    Confirm {
        menu: i64,
        powers: u64,
    },
    Delete {
        menu: i64,
    },
    Keep,
}

impl Control for Panel {
    const FEATURE: &'static str = "rolemenu";

    fn write(&self) -> String {
        match self {
            Self::Roles { menu } => format!("roles:{menu}"),
            Self::Entry { menu } => format!("entry:{menu}"),
            Self::SetEntry { menu, role } => format!("set_entry:{menu}:{role}"),
            Self::Words { menu } => format!("words:{menu}"),
            Self::SetWords { menu } => format!("set_words:{menu}"),
            Self::Confirm { menu, powers } => format!("confirm:{menu}:{powers}"),
            Self::Delete { menu } => format!("delete:{menu}"),
            Self::Keep => "keep".to_owned(),
        }
    }

    fn read(fields: &[&str]) -> Option<Self> {
        if let ["keep"] = fields {
            return Some(Self::Keep);
        }
        let menu = fields.get(1)?.parse().ok()?;
        match *fields {
            ["roles", _] => Some(Self::Roles { menu }),
            ["entry", _] => Some(Self::Entry { menu }),
            ["set_entry", _, role] => Some(Self::SetEntry { menu, role: role.parse().ok()? }),
            ["words", _] => Some(Self::Words { menu }),
            ["set_words", _] => Some(Self::SetWords { menu }),
            ["confirm", _, powers] => Some(Self::Confirm { menu, powers: powers.parse().ok()? }),
            ["delete", _] => Some(Self::Delete { menu }),
            _ => None,
        }
    }

    fn ack(&self) -> Ack {
        match self {
            Self::Entry { .. } | Self::Words { .. } => Ack::Now,
            _ => Ack::Update,
        }
    }

    fn permission(&self) -> Permissions {
        Permissions::MANAGE_ROLES
    }
}

/// A control of the panel is used, or a form sent.
pub(super) async fn press(cx: Cx, control: Panel, pressed: Pressed) -> Result<Reply> {
    if let Some(duplicate) = cx.duplicate().await? {
        return duplicate.reply().await;
    }
    match control {
        Panel::Roles { menu } => set_roles(&cx, menu, &pressed).await,
        Panel::Entry { menu } => {
            let role = pressed.values.first().and_then(|role| role.parse().ok());
            entry_form(menu, &find(&cx, menu).await?.menu, role)
        }
        Panel::SetEntry { menu, role } => set_entry(&cx, menu, role, &pressed).await,
        Panel::Words { menu } => Ok(words_form(&find(&cx, menu).await?)),
        Panel::SetWords { menu } => {
            manage::look(&cx).await?;
            let (title, text) = (pressed.field("title"), pressed.field("text"));
            change(&cx, menu, Audience::Update, "Changed.", |menu| (menu.title, menu.text) = (title, text))
                .await
        }
        Panel::Confirm { menu, powers } => confirm(&cx, menu, Permissions::from_bits_truncate(powers)).await,
        Panel::Delete { menu } => delete(&cx, menu).await,
        Panel::Keep => Ok(Reply::update("Kept as it is.")),
    }
}

async fn find(cx: &Cx, menu: i64) -> Result<Stored> {
    let found = role_menus::menu_find(&cx.app.db, cx.guild()?, menu).await?;
    found.ok_or_else(|| Error::refused(GONE))
}

/// Takes over the roles that were chosen, but for new ones that the caller or Gavel can't give.
async fn set_roles(cx: &Cx, menu: i64, pressed: &Pressed) -> Result<Reply> {
    let (seen, stored, caller) = (manage::look(cx).await?, find(cx, menu).await?, cx.caller_member());
    let givers = manage::givers(cx, &seen, &caller)?;
    let (mut roles, mut notes) = (Vec::<RoleId>::new(), Vec::new());
    for role in pressed.values.iter().filter_map(|value| value.parse().ok()) {
        match givers.bar(role).filter(|_| stored.menu.entry(role).is_none()) {
            Some(bar) => notes.push(bar.text(role)),
            None => roles.push(role),
        }
    }
    let named = &seen.guild.role_names;
    let name = |role| cut(named.get(&role).map_or("role", String::as_str), LABEL);
    let note = if notes.is_empty() { "Changed.".to_owned() } else { notes.join("\n") };
    change(cx, menu, Audience::Update, &note, |menu| menu.set_roles(&roles, name)).await
}

async fn set_entry(cx: &Cx, menu: i64, role: RoleId, pressed: &Pressed) -> Result<Reply> {
    manage::look(cx).await?;
    let icon = pressed.field("emoji").map(|text| emoji(&text)).transpose().map_err(Error::Refused)?;
    let (label, description) = (pressed.field("label"), pressed.field("description"));
    change(cx, menu, Audience::Update, "Changed.", |menu| {
        if let Some(entry) = menu.entries.iter_mut().find(|entry| entry.role == role) {
            entry.label = label.unwrap_or(std::mem::take(&mut entry.label));
            (entry.emoji, entry.description) = (icon, description);
        }
    })
    .await
}

/// Confirms the roles whose powers are among those that were shown; should one have gained others since, it is asked anew.
async fn confirm(cx: &Cx, menu: i64, shown: Permissions) -> Result<Reply> {
    let (seen, stored, caller) = (manage::look(cx).await?, find(cx, menu).await?, cx.caller_member());
    let (roles, by) = (&seen.guild.roles, cx.caller());
    let givers = manage::givers(cx, &seen, &caller)?;
    let powerful: Vec<RoleId> = unconfirmed(&stored.menu, &seen.guild).map(|(entry, _)| entry.role).collect();
    if let Some((role, bar)) = powerful.iter().find_map(|role| Some((*role, givers.bar(*role)?))) {
        return Err(Error::refused(bar.text(role)));
    }
    let powers: HashMap<RoleId, Permissions> =
        powerful.into_iter().map(|role| (role, powers(roles, role))).collect();
    change(cx, menu, Audience::Update, "Confirmed.", |menu| {
        for entry in &mut menu.entries {
            if let Some(powers) = powers.get(&entry.role).filter(|powers| shown.contains(**powers)) {
                entry.confirmed = Some(Confirmed { by, powers: *powers });
            }
        }
    })
    .await
}

async fn delete(cx: &Cx, menu: i64) -> Result<Reply> {
    manage::look(cx).await?;
    let order = match cx.request().await? {
        Request::New(order) => order,
        Request::Duplicate(duplicate) => return duplicate.reply().await,
    };
    let ordered = order.commit(&DeleteMenu { menu, actor: cx.caller() }).await?;
    ordered.run(|why| Reply::update(format!("The menu is to be deleted. {why}"))).await
}

#[cfg(test)]
mod tests {
    use super::*;
    use twilight_model::id::Id;

    #[test]
    fn the_controls_are_read_back_as_they_were_written() {
        let (menu, role) = (i64::MAX, Id::new(u64::MAX));
        for control in [
            Panel::Roles { menu },
            Panel::Entry { menu },
            Panel::SetEntry { menu, role },
            Panel::Words { menu },
            Panel::SetWords { menu },
            Panel::Confirm { menu, powers: u64::MAX },
            Panel::Delete { menu },
            Panel::Keep,
        ] {
            let id = control.id();
            assert!(id.len() <= 100);
            assert_eq!(Panel::read(&id.split(':').skip(2).collect::<Vec<_>>()), Some(control));
        }
    }
}
