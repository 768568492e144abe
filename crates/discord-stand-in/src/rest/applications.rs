//! The application itself.

use serde_json::{Value, json};

use super::{Call, Outcome, RouteReply};
use crate::failure::Failure;
use crate::ids::ApplicationId;
use crate::inner::Inner;
use crate::interaction::probe;
use crate::world::{Application, Guild, World};

pub(super) fn get(world: &mut World, _: &Call<'_>) -> Outcome {
    Ok(RouteReply::ok(show(world)))
}

fn show(world: &World) -> Value {
    let application = &world.application;
    let there = |guild: &&Guild| guild.members.contains_key(&application.bot);
    let guilds = world.guilds.values().filter(there).count();
    application.json(world.user_json(application.owner), world.user_json(application.bot), guilds)
}

/// The fields of a PATCH.
pub(super) struct ApplicationPatch {
    interactions_url: Option<Option<String>>,
    events_url: Option<Option<String>>,
    events_status: Option<u8>,
    events_types: Option<Vec<String>>,
    description: Option<String>,
    flags: Option<u64>,
}

/// Saves the application; new addresses are checked first, as Discord does.
pub(super) async fn save(inner: &Inner, application: ApplicationId, wish: ApplicationPatch) -> Outcome {
    if let Some(Some(url)) = &wish.interactions_url
        && let Err(why) = probe::interactions(inner, application, url).await
    {
        return Err(unverified(
            "interactions_endpoint_url",
            "APPLICATION_INTERACTIONS_ENDPOINT_URL_INVALID",
            &why,
        ));
    }
    if let Some(Some(url)) = &wish.events_url
        && let Err(why) = probe::events(inner, application, url).await
    {
        return Err(unverified("event_webhooks_url", "APPLICATION_EVENT_WEBHOOKS_URL_INVALID", &why));
    }
    Ok(inner.world_as(application, |world| {
        let application = &mut world.application;
        application.interactions_url = wish.interactions_url.unwrap_or(application.interactions_url.take());
        application.events_url = wish.events_url.unwrap_or(application.events_url.take());
        application.events_status = wish.events_status.unwrap_or(application.events_status);
        application.events_types = wish.events_types.unwrap_or(std::mem::take(&mut application.events_types));
        application.description = wish.description.unwrap_or(std::mem::take(&mut application.description));
        application.flags = wish.flags.unwrap_or(application.flags);
        RouteReply::ok(show(world))
    }))
}

/// Reads the fields of a PATCH.
pub(super) fn read(call: &Call<'_>) -> Result<ApplicationPatch, Failure> {
    /// The flags that an application can set itself: those of the limited intents.
    const WRITABLE: u64 = Application::MEMBERS_INTENT | Application::MESSAGE_CONTENT_INTENT | (1 << 13);
    let form = call.form();
    let url = |field| {
        form.has(field).then(|| form.text(field, 0..=512).filter(|url| !url.is_empty()).map(str::to_owned))
    };
    let types = form.array("event_webhooks_types", 0..=50);
    form.array("tags", 0..=5);
    form.ignore(&[
        "custom_install_url",
        "role_connections_verification_url",
        "install_params",
        "integration_types_config",
        "icon",
        "cover_image",
    ]);
    let wish = ApplicationPatch {
        interactions_url: url("interactions_endpoint_url"),
        events_url: url("event_webhooks_url"),
        events_status: form
            .choice("event_webhooks_status", &[1, 2])
            .and_then(|status| u8::try_from(status).ok()),
        events_types: types.map(|all| all.iter().filter_map(|one| one.as_str().map(str::to_owned)).collect()),
        description: form.text("description", 0..=400).map(str::to_owned),
        flags: form.flags("flags", WRITABLE),
    };
    drop(form);
    call.findings.verdict()?;
    Ok(wish)
}

fn unverified(field: &str, code: &str, why: &str) -> Failure {
    let message = format!("The specified url could not be verified: {why}");
    let errors = json!({ field: { "_errors": [{ "code": code, "message": message }] } });
    Failure { violation: None, ..Failure::form(errors, String::new()) }
}
