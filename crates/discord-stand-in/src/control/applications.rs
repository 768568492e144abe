//! `GET info` and `POST applications`: addresses and secrets.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde::Deserialize;
use serde_json::{Value, json};

use super::Control;
use super::names::Names;
use super::refusal::{Body, ControlResult, Refusal};
use crate::error::Error;
use crate::handle::intent_flags;
use crate::ids::iso;
use crate::options::Intent;
use crate::world::{Application, World};
use crate::{StandIn, gateway, identity, rest};

/// An application to make.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct NewApplication {
    name: Option<String>,
    interactions_endpoint_url: Option<String>,
    #[serde(default)]
    intents: Vec<IntentName>,
    /// The servers to add its bot to; the default server if left out.
    guilds: Option<Vec<String>>,
}

/// A privileged intent.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum IntentName {
    Members,
    MessageContent,
    Presences,
}

/// Returns the flags that stand for these intents.
pub(super) fn flags(intents: &[IntentName]) -> u64 {
    let known = |intent: &IntentName| match intent {
        IntentName::Members => intent_flags(&[Intent::Members]),
        IntentName::MessageContent => intent_flags(&[Intent::MessageContent]),
        IntentName::Presences => intent_flags(&[Intent::Presences]),
    };
    intents.iter().map(known).fold(0, |sum, flag| sum | flag)
}

/// `GET /control/info`
pub(super) async fn info(State(control): State<Control>) -> Json<Value> {
    Json(describe(&control.sim))
}

/// Returns the addresses, the applications with their secrets, and what is not imitated.
pub(super) fn describe(sim: &StandIn) -> Value {
    sim.inner.world(|world| {
        let mut info = json!({
            "api_url": world.base_url,
            "rest_url": format!("{}/api/v10", world.base_url),
            "gateway_url": gateway::url(world),
            "now": iso(world.now()),
            "cast": sim.cast(),
            "applications": world.applications().map(own).collect::<Vec<_>>(),
            "not_imitated": rest::MISSING.iter().collect::<Vec<_>>(),
        });
        for (field, value) in own(&world.application).as_object().into_iter().flatten() {
            info[field] = value.clone();
        }
        info
    })
}

fn own(application: &Application) -> Value {
    json!({
        "application_id": application.id,
        "bot_id": application.bot,
        "name": application.name,
        "public_key": application.public_key,
        "token": application.token,
        "interactions_endpoint_url": application.interactions_url,
    })
}

/// `POST /control/applications`
pub(super) async fn create(
    State(control): State<Control>,
    Body(wish): Body<NewApplication>,
) -> ControlResult<(StatusCode, Json<Value>)> {
    let cast = *control.sim.cast();
    let made = control.sim.inner.world(|world| {
        let names = Names { world, cast: &cast };
        let guilds = match &wish.guilds {
            None => vec![cast.guild],
            Some(all) => all.iter().map(|one| names.guild(Some(one))).collect::<Result<_, _>>()?,
        };
        let mut application = new(world, wish.name.as_deref(), flags(&wish.intents))?;
        application.interactions_url.clone_from(&wish.interactions_endpoint_url);
        let (id, now) = (application.id, world.now());
        world.add_application(application);
        world.act_as(id);
        for guild in guilds {
            world.install(guild, 5, now);
        }
        Ok(own(&world.application))
    });
    let made = made.map_err(|why: String| Error::Refused(why))?;
    Ok((StatusCode::CREATED, Json(made)))
}

/// Returns a new application. The first one's key and the number of applications determine its identity.
fn new(world: &World, name: Option<&str>, flags: u64) -> Result<Application, String> {
    let count = world.applications().count();
    let name = name.map_or_else(|| format!("Test Bot {}", count + 1), str::to_owned);
    if world.applications().any(|one| one.name == name) {
        return Err(format!("There is an application {name:?} already."));
    }
    let first = world.application.secret;
    let seed = first.iter().fold(u64::try_from(count).unwrap_or_default(), |sum, byte| {
        sum.wrapping_mul(0x0100_0000_01b3) ^ u64::from(*byte)
    });
    Ok(identity::generated(&name, &mut fastrand::Rng::with_seed(seed), flags))
}

impl Refusal {
    /// Refuses with the reasons of a lookup.
    pub(super) fn unknown(why: String) -> Self {
        Self(StatusCode::NOT_FOUND, why)
    }
}
