//! The page's switches: Discord's state, the clock, the process, message content, and requests sent once more.

use std::time::Duration;

use axum::Json;
use axum::extract::{Query, State};
use axum::http::HeaderMap;
use axum::response::Response;
use serde::Deserialize;
use serde_json::{Value, json};

use super::api::{ApiResult, Refusal};
use super::outage::DiscordState;
use super::program::Wish;
use super::tour::{Seen, Tour};
use super::{Playground, page, seed};
use crate::control::What;
use crate::inner::lock;
use crate::{Application, Fault, InteractionId, SignatureKind};

/// The longest time that the clock is wound at once: two years.
const LONGEST: u64 = 2 * 366 * 24 * 3600;
/// The single ban of a mass ban that Discord carries out and never answers.
const HALFWAY: u32 = 19;

/// The state that Discord is to be in.
#[derive(Debug, Deserialize)]
pub(super) struct Forecast {
    discord_state: DiscordState,
}

/// The time by which to wind the clock.
#[derive(Debug, Deserialize)]
pub(super) struct Wind {
    seconds: u64,
}

/// The application's message content intent.
#[derive(Debug, Deserialize)]
pub(super) struct Content {
    on: bool,
}

/// A delivered request to send once more.
#[derive(Debug, Deserialize)]
pub(super) struct Again {
    number: u64,
    signature: Signature,
}

/// The signature of a request that is sent once more.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Signature {
    Good,
    OtherKey,
    OtherBody,
    Stale,
    None,
}

/// The interaction whose records are shown.
#[derive(Debug, Deserialize)]
pub(super) struct Recorded {
    interaction: InteractionId,
}

/// `POST /playground/discord_state`
pub(super) async fn discord_state(
    State(playground): State<Playground>,
    Json(forecast): Json<Forecast>,
) -> Json<Value> {
    let state = forecast.discord_state;
    playground.outage.turn(&playground.sim, state);
    playground.hear(Seen::Away(state.is_away()));
    playground.act(state.in_words());
    Json(json!({ "discord_state": state }))
}

/// `POST /playground/wind`
pub(super) async fn wind(
    State(playground): State<Playground>,
    Json(wind): Json<Wind>,
) -> ApiResult<Json<Value>> {
    if wind.seconds == 0 || wind.seconds > LONGEST {
        return Err(Refusal::unclear("The clock goes forward, by two years at most."));
    }
    let by = Duration::from_secs(wind.seconds);
    playground.hear(Seen::Wound);
    playground.act(&format!("The clock is wound forward by {}.", spoken(wind.seconds)));
    match &playground.program {
        Some(program) => {
            program.ask(Wish::Wind(by)).await.map_err(|why| Refusal::unclear(&why))?;
        }
        None => playground.sim.inner.clock.advance(by),
    }
    playground.control.note(What::Clock, json!({ "advance": wind.seconds }), &Value::Null);
    playground.sim.inner.stir();
    playground.wire.state_changed();
    Ok(Json(json!({ "now": playground.sim.inner.clock.now().as_millisecond() })))
}

/// `POST /playground/kill`
pub(super) async fn kill(State(playground): State<Playground>) -> ApiResult<Json<Value>> {
    let shown = playground.ask(Wish::Kill).await?;
    playground.hear(Seen::Killed);
    playground.act("kill -9 of the process, which starts again");
    Ok(Json(shown))
}

/// `POST /playground/mass`: expects a mass ban. Its bans are carried out, the answer to them is lost, and the process is killed.
pub(super) async fn expect_mass(State(playground): State<Playground>) -> ApiResult<Json<Value>> {
    if playground.program.is_none() {
        return Err(no_program());
    }
    let sim = &playground.sim;
    playground.outage.turn(sim, DiscordState::Ok);
    sim.fault(Fault::on("POST", "/guilds/{}/bulk-ban").applied_but_never_answered());
    sim.fault(Fault::on("PUT", "/guilds/{}/bans/{}").skip(HALFWAY).applied_but_never_answered());
    lock(&playground.tour).expect_mass();
    playground.wire.ticked(playground.tour_view());
    Ok(Json(json!({ "raiders": seed::raiders(sim) })))
}

/// `POST /playground/content`
pub(super) async fn content(
    State(playground): State<Playground>,
    Json(content): Json<Content>,
) -> Json<Value> {
    playground.sim.inner.world(|world| {
        let flag = Application::MESSAGE_CONTENT_INTENT;
        let flags = &mut world.application.flags;
        *flags = if content.on { *flags | flag } else { *flags & !flag };
    });
    playground.act(if content.on { "Message content is on." } else { "Message content is off." });
    playground.wire.state_changed();
    Json(json!({ "content": content.on }))
}

/// `POST /playground/start_over`
pub(super) async fn start_over(State(playground): State<Playground>) -> ApiResult<Json<Value>> {
    let sim = &playground.sim;
    playground.outage.turn(sim, DiscordState::Ok);
    // The program stops the application before the world goes back, and introduces it anew afterwards.
    playground.control.begin_again(playground.program.is_some());
    seed(sim);
    let panel = playground.program.as_ref().map(|program| program.panel.clone()).unwrap_or_default();
    *lock(&playground.tour) = Tour::new(sim.cast().owner, &panel);
    if playground.program.is_some() {
        playground.ask(Wish::StartOver).await?;
    }
    playground.wire.begin_again();
    Ok(Json(json!({})))
}

/// `POST /playground/post`: sends a delivered request once more, signed as asked.
pub(super) async fn post_again(
    State(playground): State<Playground>,
    Json(again): Json<Again>,
) -> ApiResult<Json<Value>> {
    let whole = playground.wire.whole(again.number);
    let whole = whole.ok_or_else(|| Refusal::gone("This row is too old; it was forgotten."))?;
    if whole["kind"] != "delivery" {
        return Err(Refusal::unclear("Only a request to the application can be sent again."));
    }
    let kind = match again.signature {
        Signature::Good => SignatureKind::Good,
        Signature::OtherKey => SignatureKind::OtherKey,
        Signature::OtherBody => SignatureKind::OtherBody,
        Signature::Stale => SignatureKind::Stale,
        Signature::None => SignatureKind::NoSignature,
    };
    let echo = playground.sim.raw(&whole["body"].to_string(), kind).await;
    Ok(Json(json!({ "status": echo.status, "response": echo.response })))
}

/// `GET /playground/records?interaction=…`: what the application stored of an interaction.
pub(super) async fn records(
    State(playground): State<Playground>,
    Query(recorded): Query<Recorded>,
    headers: HeaderMap,
) -> ApiResult<Response> {
    let shown = playground.ask(Wish::Records(recorded.interaction)).await?;
    Ok(page::json(&headers, &shown))
}

impl Playground {
    async fn ask(&self, wish: Wish) -> ApiResult<Value> {
        let program = self.program.as_ref().ok_or_else(no_program)?;
        program.ask(wish).await.map_err(|why| Refusal::unclear(&why))
    }

    fn hear(&self, seen: Seen<'_>) {
        lock(&self.tour).hear(seen, &*self.sim.inner);
        if self.program.is_some() {
            self.wire.ticked(self.tour_view());
        }
    }

    /// Shows on the wire what was done on the page.
    pub(super) fn act(&self, what: &str) {
        self.wire.act(&self.sim.inner, what);
    }
}

fn no_program() -> Refusal {
    Refusal::unclear("This page has no hold of the application's process.")
}

/// Returns a number of seconds in its largest whole unit.
fn spoken(seconds: u64) -> String {
    let units = [(86_400, "day"), (3600, "hour"), (60, "minute"), (1, "second")];
    let whole = units.into_iter().find(|(size, _)| seconds.is_multiple_of(*size)).unwrap_or((1, "second"));
    let number = seconds / whole.0;
    format!("{number} {}{}", whole.1, if number == 1 { "" } else { "s" })
}
