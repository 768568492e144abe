//! Handles the controls of the card.

use twilight_model::guild::Permissions;

use crate::actions::check;
use crate::domain::ids::ChannelId;
use crate::domain::permissions::{Where, covers, gavel_lacks};
use crate::domain::settings::Settings;
use crate::domain::text::name;
use crate::error::{Error, Result};
use crate::features::settings::apply::{Applied, apply, take_back};
use crate::features::settings::setup::card::{self, Note};
use crate::features::settings::setup::control::SetUp;
use crate::features::settings::setup::make::{MakeSetup, Wanted};
use crate::features::settings::setup::presets::{LadderPreset, ReasonsPreset, add_reasons};
use crate::features::settings::setup::remove;
use crate::kernel::control::Pressed;
use crate::kernel::cx::Cx;
use crate::kernel::reply::{Audience, Reply};
use crate::kernel::request::Request;
use crate::words;

/// Handles a press.
pub(in crate::features::settings) async fn press(cx: Cx, control: SetUp, pressed: Pressed) -> Result<Reply> {
    if control != SetUp::Again
        && let Some(duplicate) = cx.duplicate().await?
    {
        return duplicate.reply().await;
    }
    let chosen = pressed.values.first().map(String::as_str);
    match control {
        SetUp::Again => card::shown(&cx.app, cx.guild()?, Audience::Update, Note::default()).await,
        SetUp::Choose(purpose) => {
            let channel: ChannelId =
                chosen.and_then(|channel| channel.parse().ok()).ok_or_else(not_offered)?;
            let said = words::setup_chosen(format!("<#{channel}>"));
            changed(&cx, said, |settings| purpose.use_channel(settings, channel)).await
        }
        SetUp::Ladder => {
            let preset = chosen.and_then(LadderPreset::parse).ok_or_else(not_offered)?;
            changed(&cx, words::setup_ladder_now(preset.title()), |settings| {
                settings.ladder = preset.steps();
            })
            .await
        }
        SetUp::Reasons => {
            let preset = chosen.and_then(ReasonsPreset::parse).ok_or_else(not_offered)?;
            let reasons = preset.reasons();
            changed(&cx, words::setup_reasons_now(reasons.len() as u64), |settings| {
                add_reasons(&mut settings.presets, reasons.clone());
            })
            .await
        }
        SetUp::Make(purpose) => make(&cx, Wanted::Channel(purpose)).await,
        SetUp::Jail => make(&cx, Wanted::Jail).await,
        SetUp::Back(span) => {
            let applied = take_back(&cx, span).await?;
            after(&cx, applied, words::setup_undone()).await
        }
        SetUp::Remove(job) => remove::order(&cx, job).await,
    }
}

fn not_offered() -> Error {
    Error::refused(words::form_not_offered())
}

async fn changed(cx: &Cx, said: String, edit: impl Fn(&mut Settings)) -> Result<Reply> {
    let applied = apply(cx, |settings| {
        edit(settings);
        Ok(())
    });
    let applied = applied.await?;
    after(cx, applied, said).await
}

/// Returns the card after a change.
async fn after(cx: &Cx, applied: Applied, text: String) -> Result<Reply> {
    match applied {
        Applied::Again(reply) => Ok(*reply),
        Applied::Done(span) => {
            let note = Note { text, undo: span.map(SetUp::Back) };
            card::shown(&cx.app, cx.guild()?, Audience::Update, note).await
        }
    }
}

/// Orders a role or a channel. The caller must be allowed to make it by hand, and Gavel too.
async fn make(cx: &Cx, wanted: Wanted) -> Result<Reply> {
    let (needed, kind) = match wanted {
        Wanted::Jail => (Permissions::MANAGE_ROLES, words::setup_making_jail()),
        Wanted::Channel(_) => (Permissions::MANAGE_CHANNELS, words::setup_making_channel()),
    };
    let seen = check::look(cx).await?;
    // Who sees a channel is a matter of Manage Roles, whichever of the two is made.
    check::holds_in_server(cx, &seen, needed | Permissions::MANAGE_ROLES)?;
    let held = seen.guild.permission_context(cx.guild()?, &seen.gavel).permissions();
    let needed = needed | Permissions::MANAGE_ROLES;
    if !covers(held, needed) {
        return Err(Error::refused(gavel_lacks(needed - held, Where::Server)));
    }
    let order = match cx.request().await? {
        Request::New(order) => order,
        Request::Duplicate(duplicate) => return duplicate.reply().await,
    };
    let (name_made, topic) = words::for_server(|| wanted.texts());
    let job = MakeSetup {
        wanted,
        name: name_made,
        topic,
        actor: cx.caller(),
        actor_name: name(&cx.at.user.name).to_owned(),
        ordered_by: cx.at.id,
    };
    let committed = order.commit(&job).await?;
    committed.run(|why| Reply::update(words::setup_making(kind, why))).await
}
