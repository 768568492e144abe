//! `/settings welcome` and `/settings leave`: the messages for people who join or leave.

use twilight_interactions::command::{CommandModel, CreateCommand};
use twilight_model::application::interaction::InteractionChannel;
use twilight_model::channel::message::Embed;

use crate::discord::card::Card;
use crate::domain::automation::Automation;
use crate::domain::colour;
use crate::domain::greeting::{Greeting, GreetingPlace, Scene};
use crate::domain::settings::Settings;
use crate::domain::text::{cut, plain};
use crate::error::{Error, Result};
use crate::features::settings::change::{change_of, writable};
use crate::kernel::cx::Cx;
use crate::kernel::reply::Reply;
use crate::store::guilds;
use crate::words;

#[derive(CommandModel, CreateCommand)]
#[command(name = "welcome", desc = "-")]
pub(super) struct Welcome {
    /// The channel to post it in
    #[command(channel_types = "guild_text guild_announcement")]
    channel: Option<InteractionChannel>,
    /// Text with {user} {name} {server} {count}; "default" for my own text
    #[command(max_length = 1500)]
    text: Option<String>,
    /// Send it as a DM instead
    dm: Option<bool>,
    /// Only show a preview
    preview: Option<bool>,
    /// Turn welcome messages off
    off: Option<bool>,
}

#[derive(CommandModel, CreateCommand)]
#[command(name = "leave", desc = "-")]
pub(super) struct Leave {
    /// The channel to post it in
    #[command(channel_types = "guild_text guild_announcement")]
    channel: Option<InteractionChannel>,
    /// Text with {user} {name} {server} {count}; "default" for my own text
    #[command(max_length = 1500)]
    text: Option<String>,
    /// Only show a preview
    preview: Option<bool>,
    /// Turn leave messages off
    off: Option<bool>,
}

/// The request, for either command.
struct GreetingRequest {
    automation: Automation,
    place: Option<GreetingPlace>,
    text: Option<String>,
    preview: bool,
    off: bool,
}

pub(super) async fn welcome(cx: &Cx, args: Welcome) -> Result<Reply> {
    let place = match (args.channel, args.dm) {
        (Some(_), Some(true)) => {
            return Err(Error::refused(words::settings_greeting_one_place()));
        }
        (Some(channel), _) => Some(GreetingPlace::Channel(writable(cx, &channel).await?)),
        (None, Some(true)) => Some(GreetingPlace::DirectMessage),
        (None, Some(false)) => {
            return Err(Error::refused(words::settings_greeting_channel_instead()));
        }
        (None, None) => None,
    };
    let (preview, off) = (args.preview == Some(true), args.off == Some(true));
    set(cx, GreetingRequest { automation: Automation::Welcome, place, text: args.text, preview, off }).await
}

pub(super) async fn leave(cx: &Cx, args: Leave) -> Result<Reply> {
    let place = match args.channel {
        Some(channel) => Some(GreetingPlace::Channel(writable(cx, &channel).await?)),
        None => None,
    };
    let (preview, off) = (args.preview == Some(true), args.off == Some(true));
    set(cx, GreetingRequest { automation: Automation::Leave, place, text: args.text, preview, off }).await
}

async fn set(cx: &Cx, request: GreetingRequest) -> Result<Reply> {
    let automation = request.automation;
    if request.off {
        return change_of(cx, automation, |settings| {
            *slot(settings, automation) = None;
            Ok(words::settings_greeting_off())
        })
        .await;
    }
    let mut settings = guilds::settings(&cx.app.db, cx.guild()?).await?;
    let new = changed(slot(&mut settings, automation).as_ref(), &request)?;
    let shown = preview(cx, automation, &new).await?;
    if request.preview {
        return Ok(Reply::private(words::settings_greeting_preview()).with_embed(shown));
    }
    let said = whereto(automation, new.place);
    let reply = change_of(cx, automation, |settings| {
        *slot(settings, automation) = Some(new);
        Ok(said)
    });
    Ok(reply.await?.with_embed(shown))
}

fn slot(settings: &mut Settings, automation: Automation) -> &mut Option<Greeting> {
    if automation == Automation::Leave { &mut settings.leave } else { &mut settings.welcome }
}

/// Returns the changed greeting: options that are not given stay.
fn changed(old: Option<&Greeting>, request: &GreetingRequest) -> Result<Greeting> {
    if request.place.is_none() && request.text.is_none() && !request.preview {
        return Err(Error::refused(words::settings_greeting_nothing_given()));
    }
    let text = match request.text.as_deref().map(str::trim) {
        None => old.and_then(|old| old.text.clone()),
        Some(own) if own.is_empty() || own.eq_ignore_ascii_case("default") => None,
        // An option has one line; people write `\n` for the next.
        Some(own) => Some(own.replace("\\n", "\n")),
    };
    // A preview needs no place yet.
    let anywhere = Some(GreetingPlace::DirectMessage).filter(|_| request.preview);
    let place = request.place.or(old.map(|old| old.place)).or(anywhere);
    let place = place.ok_or_else(|| Error::refused(words::settings_greeting_no_place()))?;
    let new = Greeting::new(request.automation, place, text);
    new.check().map_err(Error::refused)?;
    Ok(new)
}

/// Returns a preview, for the caller.
pub(super) async fn preview(cx: &Cx, automation: Automation, greeting: &Greeting) -> Result<Embed> {
    let size = cx.app.discord.guild_size(cx.guild()?).await?;
    let scene =
        Scene { user: cx.caller(), name: &cx.at.user.name, server: &size.name, members: size.members };
    Ok(Card::new().text(greeting.words(automation, &scene)).colour(colour::BLURPLE).build())
}

/// Returns the sentences about what is said from now on, before its preview.
fn whereto(automation: Automation, place: GreetingPlace) -> String {
    match (automation, place) {
        (Automation::Leave, GreetingPlace::Channel(channel)) => words::settings_greeting_leave(channel),
        (_, GreetingPlace::Channel(channel)) => words::settings_greeting_welcome(channel),
        (_, GreetingPlace::DirectMessage) => words::settings_greeting_welcome_dm(),
    }
}

/// Returns the line for the card of all settings.
pub(super) fn line(automation: Automation, greeting: Option<&Greeting>) -> String {
    let Some(greeting) = greeting else { return words::word_off() };
    let place = match greeting.place {
        GreetingPlace::Channel(channel) => format!("<#{channel}>"),
        GreetingPlace::DirectMessage => words::settings_greeting_dm(),
    };
    format!("{place}: {}", plain(&cut(&greeting.text(automation), 120)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use twilight_model::id::Id;

    fn request(place: Option<GreetingPlace>, text: Option<&str>) -> GreetingRequest {
        GreetingRequest {
            automation: Automation::Welcome,
            place,
            text: text.map(str::to_owned),
            preview: false,
            off: false,
        }
    }

    #[test]
    fn what_is_not_given_stays_and_default_is_the_usual_text() {
        let place = GreetingPlace::Channel(Id::new(5));
        let first = changed(None, &request(Some(place), None)).unwrap();
        assert_eq!(first.text, None);
        let own = changed(Some(&first), &request(None, Some("Hi {user}\\nRead the rules"))).unwrap();
        assert_eq!((own.place, own.text.as_deref()), (place, Some("Hi {user}\nRead the rules")));
        let moved = changed(Some(&own), &request(Some(GreetingPlace::DirectMessage), None)).unwrap();
        assert_eq!(moved.text, own.text);
        assert_eq!(changed(Some(&own), &request(None, Some("Default"))).unwrap().text, None);
        assert!(changed(Some(&own), &request(None, None)).is_err());
        assert!(changed(None, &request(None, Some("Hi {user}"))).is_err());
    }

    #[test]
    fn a_look_needs_no_place() {
        let look = GreetingRequest { preview: true, ..request(None, Some("Hi")) };
        assert_eq!(changed(None, &look).unwrap().text.as_deref(), Some("Hi"));
    }
}
