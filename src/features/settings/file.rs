//! `/settings export` and `/settings import file`: all settings as a TOML file, and back after a question.

use serde::{Deserialize, Serialize};
use twilight_interactions::command::{CommandModel, CreateCommand};
use twilight_model::channel::Attachment;
use twilight_model::channel::message::Embed;
use twilight_model::guild::Permissions;

use crate::actions::role_menu;
use crate::discord::card::Card;
use crate::discord::files::{Fetched, File};
use crate::discord::message::Message;
use crate::domain::colour;
use crate::domain::evidence::safe_name;
use crate::domain::menu;
use crate::domain::settings_file::{self, Contents, LARGEST, ReadFile, Wrong};
use crate::domain::text::{cut, length};
use crate::error::{Error, Result};
use crate::features::settings::file_check;
use crate::kernel::cx::Cx;
use crate::kernel::heavy;
use crate::kernel::question::{Answering, Question, ask};
use crate::kernel::reply::{Audience, Reply};
use crate::kernel::request::Request;
use crate::store::guilds::{self, Replaced};
use crate::store::{role_menus, sidecar_events};
use crate::words;
use crate::words::languages;

/// The most mistakes that a refusal names.
const NAMED: usize = 10;
/// The most characters of the changes that a question shows.
const ROOM: usize = 3_600;

#[derive(CommandModel, CreateCommand)]
#[command(name = "export", desc = "-")]
pub(super) struct Export {}

#[derive(CommandModel, CreateCommand)]
#[command(name = "import", desc = "-")]
pub(super) struct Import {
    /// A .toml file, as /settings export writes it
    file: Attachment,
}

pub(super) async fn export(cx: &Cx) -> Result<Reply> {
    let guild = cx.guild()?;
    let now = now(cx).await?;
    let text = settings_file::written(&now).map_err(Error::broken)?;
    let file = File::new(format!("settings-{guild}.toml"), words::settings_export_file(), text.into_bytes());
    let content = words::settings_export_done();
    Ok(Reply::new(Audience::Private, Message { content, files: vec![file], ..Message::default() }))
}

/// Returns what the server has now.
async fn now(cx: &Cx) -> Result<Contents> {
    let (db, guild) = (&cx.app.db, cx.guild()?);
    let (settings, menus) = tokio::try_join!(guilds::settings(db, guild), role_menus::menus(db, guild))?;
    Ok(Contents { settings, menus })
}

/// The question whether to import.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct AskImport {
    before: Contents,
    after: Contents,
}

impl Question for AskImport {
    const KIND: &'static str = "ask_import";

    fn card(&self) -> Reply {
        Reply::new(Audience::Private, Message::embed(changes(&self.before, &self.after)))
    }

    fn labels(&self) -> (String, String) {
        (words::settings_import_yes(), words::button_leave_it())
    }

    fn permission(&self) -> Permissions {
        Permissions::MANAGE_GUILD
    }
}

/// Returns the lines that differ.
fn lines(before: &Contents, after: &Contents) -> Vec<String> {
    settings_file::diff(&before.into(), &after.into()).unwrap_or_default()
}

/// Returns the card with the changes.
fn changes(before: &Contents, after: &Contents) -> Embed {
    let lines = lines(before, after);
    let (mut shown, mut count) = (String::new(), 0);
    for line in &lines {
        let line = cut(&line.replace('`', "'"), 300);
        if length(&shown) + length(&line) > ROOM {
            break;
        }
        shown.push_str(&format!("{line}\n"));
        count += 1;
    }
    let left = lines.len() - count;
    let more =
        if left > 0 { format!("\n{}", words::settings_import_more(left as u64)) } else { String::new() };
    Card::new()
        .title(words::settings_import_title())
        .text(format!("```diff\n{shown}```{more}"))
        .colour(colour::BLURPLE)
        .build()
}

pub(super) async fn import(cx: &Cx, args: Import) -> Result<Reply> {
    let file = read(cx, &args.file).await?;
    let before = now(cx).await?;
    let mut after = file.contents.clone();
    menu::keep_confirmed(&before.menus, &mut after.menus);
    let refusals = file_check::file_refusals(cx, &before, &after).await?;
    if !refusals.is_empty() {
        let mut wrong: Vec<Wrong> = refusals.into_iter().map(|(path, why)| file.wrong(&path, why)).collect();
        wrong.sort();
        return Err(mistakes(&wrong));
    }
    if lines(&before, &after).is_empty() {
        return Ok(Reply::private(words::settings_import_same()));
    }
    ask(cx, AskImport { before, after }, None).await
}

/// Downloads the file and reads it.
async fn read(cx: &Cx, file: &Attachment) -> Result<ReadFile> {
    if file.size > LARGEST as u64 {
        return Err(Error::refused(words::settings_file_large(LARGEST / 1024)));
    }
    let (name, about) = (safe_name(&file.filename), words::settings_export_file());
    let fetched = match cx.app.discord.file_fetch(&file.url, LARGEST, name, about).await? {
        Fetched::Whole(file) => file,
        Fetched::No(why) => return Err(Error::refused(words::kept::mass_file_gone(why))),
    };
    let (now, spoken) = (cx.app.clock.now(), languages());
    let read =
        heavy::compute(move || words::written_in(spoken, || settings_file::read(fetched.bytes(), now)));
    read.await?.map_err(|wrong| mistakes(&wrong))
}

/// Returns the refusal that lists mistakes.
fn mistakes(wrong: &[Wrong]) -> Error {
    let named = wrong.iter().take(NAMED).map(|wrong| format!("\n• {}", cut(&wrong.text(), 400)));
    let more = wrong.len().saturating_sub(NAMED);
    let more = (more > 0).then(|| format!("\n{}", words::settings_file_more(more as u64)));
    let listed: String = named.chain(more).collect();
    Error::refused(cut(&format!("{}{listed}", words::settings_file_mistakes(wrong.len() as u64)), 1_900))
}

/// Imports what was confirmed, if the settings are still those that it was compared with.
pub(super) async fn agreed(cx: Cx, question: AskImport, answering: Answering) -> Result<Reply> {
    let AskImport { before, after } = question;
    let refusals = file_check::file_refusals(&cx, &before, &after).await?;
    if let Some((_, why)) = refusals.into_iter().next() {
        return Err(Error::refused(why));
    }
    let guild = cx.guild()?;
    let mut order = match cx.request().await? {
        Request::New(order) => order,
        Request::Duplicate(duplicate) => return duplicate.reply().await,
    };
    answering.close(&cx, order.tx()).await?;
    let (actor, now) = (Some(cx.caller()), cx.app.clock.now());
    let is_same = role_menus::menus_locked(order.tx(), guild).await? == before.menus;
    let done = match is_same {
        true => guilds::settings_replace(order.tx(), guild, actor, &before.settings, &after.settings).await?,
        false => Replaced::Stale,
    };
    if done == Replaced::Stale {
        order.commit_only().await?;
        return Ok(Reply::update(words::settings_import_stale()));
    }
    let menus = role_menus::menus_replace(order.tx(), guild, actor, &after.menus).await?;
    role_menu::imported(order.tx(), guild, actor, &menus, now).await?;
    let mut said = words::settings_import_done();
    if !before.settings.changed_automations(&after.settings).is_empty()
        && !sidecar_events::sidecar_is_there(order.tx()).await?
    {
        said.push_str(&format!("\n-# {}", words::settings_no_sidecar()));
    }
    order.commit_only().await?;
    Ok(Reply::update(said))
}
