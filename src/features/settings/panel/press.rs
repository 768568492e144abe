//! Handles the controls of the panel.

use crate::domain::kind::Kind;
use crate::domain::setting::{Section, Setting};
use crate::domain::settings::Settings;
use crate::domain::text::plain;
use crate::error::{Error, Result};
use crate::features::settings::apply::{Applied, apply, take_back};
use crate::features::settings::facts;
use crate::features::settings::greetings;
use crate::features::settings::panel::control::Panel;
use crate::features::settings::panel::edit::{Edit, picked, switched};
use crate::features::settings::panel::forms::{self, NEW, WHOLE};
use crate::features::settings::panel::home;
use crate::features::settings::panel::typed;
use crate::features::settings::panel::view::{self, Done, Page};
use crate::kernel::control::{Control, Pressed};
use crate::kernel::cx::Cx;
use crate::kernel::reply::{Audience, Modal, Reply};
use crate::store::{guilds, sidecar_events};
use crate::words;

/// Handles a press, a choice, or a form.
pub(in crate::features::settings) async fn press(cx: Cx, control: Panel, pressed: Pressed) -> Result<Reply> {
    if is_order(&control)
        && let Some(duplicate) = cx.duplicate().await?
    {
        return duplicate.reply().await;
    }
    let chosen = || pressed.values.first().map(String::as_str);
    match control {
        Panel::Home => home::card(&cx, Audience::Update).await,
        Panel::Choose => {
            let section = chosen().and_then(Section::parse).ok_or_else(not_offered)?;
            section_page(&cx, section).await
        }
        Panel::Section(section) => section_page(&cx, section).await,
        Panel::Open => {
            let setting = chosen().and_then(Setting::parse).ok_or_else(not_offered)?;
            setting_page(&cx, setting, Done::default()).await
        }
        Panel::Pick(setting, part) => {
            let edit = picked(setting, part, &pressed.values)?;
            changed(&cx, setting, edit, words::panel_changed()).await
        }
        Panel::Switch(setting, part, on) => {
            changed(&cx, setting, switched(setting, part, on), words::panel_changed()).await
        }
        Panel::Form(setting) => {
            let of = if setting == Setting::Policy { NEW } else { WHOLE };
            form(&cx, setting, of).await
        }
        Panel::FormOf(setting) => {
            let of = chosen().ok_or_else(not_offered)?.to_owned();
            form(&cx, setting, &of).await
        }
        Panel::Filled(setting, of) => {
            let edit = typed::filled(setting, &of, pressed, cx.app.clock.now());
            match Kind::parse(&of).filter(|_| setting == Setting::Dm) {
                Some(kind) => dm_text(&cx, kind, edit).await,
                None => changed(&cx, setting, edit, words::panel_changed()).await,
            }
        }
        Panel::Reset(setting) => {
            let edit: Edit = Box::new(move |settings| {
                setting.copy(&Settings::default(), settings);
                Ok(())
            });
            changed(&cx, setting, edit, words::settings_clear_done()).await
        }
        Panel::Undo(setting, span) => {
            let applied = take_back(&cx, span).await?;
            after(&cx, setting, applied, words::setup_undone()).await
        }
    }
}

fn is_order(control: &Panel) -> bool {
    matches!(
        control,
        Panel::Pick(..) | Panel::Switch(..) | Panel::Filled(..) | Panel::Reset(_) | Panel::Undo(..)
    )
}

fn not_offered() -> Error {
    Error::refused(words::form_not_offered())
}

async fn form(cx: &Cx, setting: Setting, of: &str) -> Result<Reply> {
    let settings = guilds::settings(&cx.app.db, cx.guild()?).await?;
    let parts = forms::parts(setting, of, &settings)?;
    let custom_id = Panel::Filled(setting, of.to_owned()).id();
    Ok(Reply::Modal(Box::new(Modal { custom_id, title: setting.title(), parts })))
}

async fn changed(cx: &Cx, setting: Setting, edit: Edit, text: String) -> Result<Reply> {
    let applied = apply(cx, edit).await?;
    after(cx, setting, applied, text).await
}

/// Sets the direct message of a kind; shows what members read.
async fn dm_text(cx: &Cx, kind: Kind, edit: Edit) -> Result<Reply> {
    let applied = apply(cx, edit).await?;
    let settings = guilds::settings(&cx.app.db, cx.guild()?).await?;
    let text = settings.dm.get(&kind).and_then(|dm| dm.text.clone());
    let text = match text {
        Some(text) => words::panel_dm_now(kind.title(), plain(&text)),
        None => words::panel_changed(),
    };
    after(cx, Setting::Dm, applied, text).await
}

/// Returns the page of a setting after a change.
async fn after(cx: &Cx, setting: Setting, applied: Applied, mut text: String) -> Result<Reply> {
    let span = match applied {
        Applied::Again(reply) => return Ok(*reply),
        Applied::Done(span) => span,
    };
    let takes_events = setting.automation().is_some() && setting != Setting::Appeals;
    let settings = guilds::settings(&cx.app.db, cx.guild()?).await?;
    if takes_events && !setting.is_usual(&settings) && !sidecar_events::sidecar_is_there(&cx.app.db).await? {
        text.push_str(&format!("\n-# {}", words::settings_no_sidecar()));
    }
    let greeting = match setting {
        Setting::Welcome => settings.welcome.as_ref(),
        Setting::Leave => settings.leave.as_ref(),
        _ => None,
    };
    let preview = match setting.automation().zip(greeting) {
        Some((automation, greeting)) => greetings::preview(cx, automation, greeting).await.ok(),
        None => None,
    };
    setting_page(cx, setting, Done { text, preview, span }).await
}

async fn section_page(cx: &Cx, section: Section) -> Result<Reply> {
    let guild = cx.guild()?;
    let settings = guilds::settings(&cx.app.db, guild).await?;
    let facts = facts::gather_soon(&cx.app, guild).await;
    let page = Page { settings: &settings, facts: facts.as_ref(), held: cx.at.app_permissions };
    Ok(view::section(&page, section))
}

async fn setting_page(cx: &Cx, setting: Setting, done: Done) -> Result<Reply> {
    let guild = cx.guild()?;
    let settings = guilds::settings(&cx.app.db, guild).await?;
    let facts = facts::gather_soon(&cx.app, guild).await;
    let page = Page { settings: &settings, facts: facts.as_ref(), held: cx.at.app_permissions };
    Ok(view::setting(&page, setting, done))
}
