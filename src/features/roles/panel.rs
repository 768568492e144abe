//! The panel of a menu: its roles are chosen in a select, its texts are typed into forms.

use std::collections::HashMap;

use twilight_model::guild::Permissions;

use crate::actions::role_menu::DeleteMenu;
use crate::domain::ids::RoleId;
use crate::domain::limits;
use crate::domain::menu::{Confirmed, emoji};
use crate::domain::role_grant::powers;
use crate::domain::text::cut;
use crate::error::{Error, Result};
use crate::features::roles::control::Panel;
use crate::features::roles::manage::change;
use crate::features::roles::rights;
use crate::features::roles::view::{EntryForm, WordsForm, entry_form, unconfirmed, words_form};
use crate::kernel::control::Pressed;
use crate::kernel::cx::Cx;
use crate::kernel::form::Form;
use crate::kernel::reply::{Audience, Reply};
use crate::kernel::request::Request;
use crate::store::role_menus::{self, StoredMenu};
use crate::words;

/// Handles a control of the panel, or a submitted form.
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
            rights::look(&cx).await?;
            let WordsForm { title, text } = WordsForm::default().filled(&pressed)?;
            let note = words::rolemenu_changed();
            change(&cx, menu, Audience::Update, &note, |menu| (menu.title, menu.text) = (title, text)).await
        }
        Panel::Confirm { menu, powers } => confirm(&cx, menu, Permissions::from_bits_truncate(powers)).await,
        Panel::Delete { menu } => delete(&cx, menu).await,
        Panel::Keep => Ok(Reply::update(words::rolemenu_kept())),
    }
}

async fn find(cx: &Cx, menu: i64) -> Result<StoredMenu> {
    let found = role_menus::menu_find(&cx.app.db, cx.guild()?, menu).await?;
    found.ok_or_else(|| Error::refused(words::rolemenu_gone()))
}

/// Stores the chosen roles, except new ones that the caller or Gavel can't give.
async fn set_roles(cx: &Cx, menu: i64, pressed: &Pressed) -> Result<Reply> {
    let (seen, stored, caller) = (rights::look(cx).await?, find(cx, menu).await?, cx.caller_member());
    let givers = rights::givers(cx, &seen, &caller)?;
    let (mut roles, mut notes) = (Vec::<RoleId>::new(), Vec::new());
    for role in pressed.values.iter().filter_map(|value| value.parse().ok()) {
        match givers.bar(role).filter(|_| stored.menu.entry(role).is_none()) {
            Some(bar) => notes.push(bar.text(role).text()),
            None => roles.push(role),
        }
    }
    let named = &seen.guild.role_names;
    let name = |role| {
        let name = named.get(&role).cloned().unwrap_or_else(words::rolemenu_role);
        cut(&name, limits::BUTTON_LABEL)
    };
    let note = if notes.is_empty() { words::rolemenu_changed() } else { notes.join("\n") };
    change(cx, menu, Audience::Update, &note, |menu| menu.set_roles(&roles, name)).await
}

async fn set_entry(cx: &Cx, menu: i64, role: RoleId, pressed: &Pressed) -> Result<Reply> {
    rights::look(cx).await?;
    let EntryForm { label, emoji: icon, description } = EntryForm::default().filled(pressed)?;
    let icon = icon.map(|text| emoji(&text)).transpose().map_err(Error::refused)?;
    change(cx, menu, Audience::Update, &words::rolemenu_changed(), |menu| {
        if let Some(entry) = menu.entries.iter_mut().find(|entry| entry.role == role) {
            entry.label = label.unwrap_or(std::mem::take(&mut entry.label));
            (entry.emoji, entry.description) = (icon, description);
        }
    })
    .await
}

/// Confirms the roles whose powers are among those shown; if one has gained others since, it is asked about again.
async fn confirm(cx: &Cx, menu: i64, shown: Permissions) -> Result<Reply> {
    let (seen, stored, caller) = (rights::look(cx).await?, find(cx, menu).await?, cx.caller_member());
    let (roles, by) = (&seen.guild.roles, cx.caller());
    let givers = rights::givers(cx, &seen, &caller)?;
    let powerful: Vec<RoleId> = unconfirmed(&stored.menu, &seen.guild).map(|(entry, _)| entry.role).collect();
    if let Some((role, bar)) = powerful.iter().find_map(|role| Some((*role, givers.bar(*role)?))) {
        return Err(Error::refused(bar.text(role)));
    }
    let powers: HashMap<RoleId, Permissions> =
        powerful.into_iter().map(|role| (role, powers(roles, role))).collect();
    change(cx, menu, Audience::Update, &words::rolemenu_confirmed(), |menu| {
        for entry in &mut menu.entries {
            if let Some(powers) = powers.get(&entry.role).filter(|powers| shown.contains(**powers)) {
                entry.confirmed = Some(Confirmed { by, powers: *powers });
            }
        }
    })
    .await
}

async fn delete(cx: &Cx, menu: i64) -> Result<Reply> {
    rights::look(cx).await?;
    let order = match cx.request().await? {
        Request::New(order) => order,
        Request::Duplicate(duplicate) => return duplicate.reply().await,
    };
    let ordered = order.commit(&DeleteMenu { menu, actor: Some(cx.caller()) }).await?;
    ordered.run(|why| Reply::update(words::rolemenu_deleting(why))).await
}
