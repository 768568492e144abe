//! Routing: from an interaction to its handler and its acknowledgement.

use std::sync::Arc;

use twilight_model::application::interaction::application_command::{
    CommandData, CommandDataOption, CommandOptionValue,
};

use crate::error::{Error, Result};
use crate::kernel::command::{Ack, Focus, Running, subcommand};
use crate::kernel::control::Pressed;
use crate::kernel::cx::Cx;
use crate::kernel::gate;
use crate::kernel::incoming::Asked;
use crate::kernel::reply::Reply;
use crate::kernel::waiting::Away;
use crate::words;

/// The handler of an interaction.
pub struct Route {
    /// The name for logs and metrics: `/warn`, `warn:undo`.
    pub name: String,
    pub ack: Ack,
    pub away: Away,
    /// The request once more, to be recorded if Discord does not answer; `None` if it is not an order, or its answer is a
    /// form.
    pub order: Option<Asked>,
    pub run: Running<Reply>,
}

/// Finds the handler and passes the gate. The handler itself does not run yet.
///
/// # Errors
/// A refusal if there is no such handler or the caller may not use it.
pub fn route(cx: &Cx, asked: Asked) -> Result<Route> {
    match asked {
        Asked::Command(data) => command(cx, *data),
        Asked::Complete(data) => complete(cx, &data),
        Asked::Press(id, pressed) => press(cx, &id, pressed),
    }
}

fn command(cx: &Cx, data: CommandData) -> Result<Route> {
    let app = Arc::clone(&cx.app);
    let Some(command) = app.registry.command(data.kind, &data.name) else {
        return Err(Error::refused(words::router_unknown_command()));
    };
    gate::admit(&cx.at, command, subcommand(&data))?;
    let (away, ack) = (command.away(&data), command.ack(&data));
    let order = is_recorded(away, ack).then(|| Asked::Command(Box::new(data.clone())));
    let (name, cooldown) = (command.definition.name.clone(), command.cooldown);
    let (run, of) = ((command.run)(cx.clone(), data), cx.clone());
    let gated = {
        let name = name.clone();
        async move {
            let Some(cooldown) = cooldown else { return run.await };
            Box::pin(gate::cool(&of, &name, cooldown)).await?;
            let outcome = run.await;
            if matches!(outcome, Err(Error::Refused(_))) {
                Box::pin(gate::uncool(&of, &name)).await;
            }
            outcome
        }
    };
    Ok(Route { name: format!("/{name}"), ack, away, order, run: Box::pin(gated) })
}

fn is_recorded(away: Away, ack: Ack) -> bool {
    away == Away::Waits && ack != Ack::Immediate
}

fn complete(cx: &Cx, data: &CommandData) -> Result<Route> {
    let command = cx.app.registry.command(data.kind, &data.name);
    let command = command.filter(|command| gate::admit(&cx.at, command, subcommand(data)).is_ok());
    let complete = command.and_then(|it| it.complete.as_ref());
    let choices = complete.zip(focus(&data.options)).map(|(complete, focus)| complete(cx.clone(), focus));
    let run = async move {
        match choices {
            Some(choices) => Ok(Reply::Choices(choices.await?)),
            None => Ok(Reply::Choices(vec![])),
        }
    };
    let name = command.map_or("(unknown)", |command| &command.definition.name);
    Ok(Route {
        name: format!("/{name}?"),
        ack: Ack::Immediate,
        away: Away::Reads,
        order: None,
        run: Box::pin(run),
    })
}

fn focus(options: &[CommandDataOption]) -> Option<Focus> {
    options.iter().find_map(|option| match &option.value {
        CommandOptionValue::Focused(typed, _) => {
            Some(Focus { option: option.name.clone(), typed: typed.clone() })
        }
        CommandOptionValue::SubCommand(inner) | CommandOptionValue::SubCommandGroup(inner) => focus(inner),
        _ => None,
    })
}

fn press(cx: &Cx, id: &str, pressed: Pressed) -> Result<Route> {
    let given = pressed.clone();
    let Some(press) = cx.app.registry.understand(id, pressed) else {
        return Err(Error::refused(words::router_old_button()));
    };
    gate::may_try(&cx.at, press.permission)?;
    let name = named(id);
    let order = is_recorded(press.away, press.ack).then(|| Asked::Press(id.to_owned(), given));
    Ok(Route { name, ack: press.ack, away: press.away, order, run: (press.run)(cx.clone()) })
}

/// Returns the feature and the verb of a custom id, for the log and the metrics. An id in the verb's place is left out,
/// because names of metrics come from a fixed set.
fn named(custom_id: &str) -> String {
    let mut parts = custom_id.split(':');
    let (feature, verb) = (parts.next().unwrap_or_default(), parts.nth(1).unwrap_or_default());
    let is_word = verb.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_');
    format!("{feature}:{}", if is_word { verb } else { "" })
}
