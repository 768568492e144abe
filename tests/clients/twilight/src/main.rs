//! twilight: its Gateway shard and its REST client against the stand-in; only their base addresses are changed.

mod control;

use std::time::Duration;

use control::{check, control, gesture};
use serde_json::{Value, json};
use tokio::sync::mpsc;
use tokio::time::timeout;
use twilight_gateway::{ConfigBuilder, Event, EventTypeFlags, Intents, Shard, ShardId, StreamExt};
use twilight_http::Client;
use twilight_http::client::InteractionClient;
use twilight_model::application::interaction::{Interaction, InteractionData};
use twilight_model::application::command::CommandType;
use twilight_model::channel::message::component::{ActionRow, Button, ButtonStyle, TextInput, TextInputStyle};
use twilight_model::channel::message::{Component, MessageFlags};
use twilight_model::http::attachment::Attachment;
use twilight_model::http::interaction::{InteractionResponse, InteractionResponseData, InteractionResponseType};
use twilight_util::builder::command::CommandBuilder;

fn response(kind: InteractionResponseType, data: InteractionResponseData) -> InteractionResponse {
    InteractionResponse { kind, data: Some(data) }
}

fn row(component: Component) -> Vec<Component> {
    vec![Component::ActionRow(ActionRow { id: None, components: vec![component] })]
}

fn button() -> Component {
    Component::Button(Button {
        id: None,
        custom_id: Some("press".to_owned()),
        disabled: false,
        emoji: None,
        label: Some("Press".to_owned()),
        style: ButtonStyle::Primary,
        url: None,
        sku_id: None,
    })
}

fn input() -> Component {
    #[allow(deprecated)]
    Component::TextInput(TextInput {
        id: None,
        custom_id: "reason".to_owned(),
        label: Some("Reason".to_owned()),
        max_length: None,
        min_length: None,
        placeholder: None,
        required: Some(true),
        style: TextInputStyle::Short,
        value: None,
    })
}

/// Answers an interaction as a bot would.
async fn answer(client: &InteractionClient<'_>, interaction: Interaction) {
    use InteractionResponseType as Kind;
    let (id, token) = (interaction.id, interaction.token.as_str());
    let data = InteractionResponseData::default;
    let respond = async |response: InteractionResponse| {
        client.create_response(id, token, &response).await.unwrap();
    };
    match interaction.data {
        Some(InteractionData::ApplicationCommand(command)) => match command.name.as_str() {
            "greet" => {
                let file = Attachment::from_bytes("hello.txt".to_owned(), b"xyz".to_vec(), 1);
                let data = InteractionResponseData {
                    content: Some("hello".to_owned()),
                    components: Some(row(button())),
                    attachments: Some(vec![file]),
                    ..data()
                };
                respond(response(Kind::ChannelMessageWithSource, data)).await;
            }
            "later" => {
                let private = InteractionResponseData { flags: Some(MessageFlags::EPHEMERAL), ..data() };
                respond(response(Kind::DeferredChannelMessageWithSource, private)).await;
                let file = Attachment::from_bytes("a.txt".to_owned(), b"abc".to_vec(), 1);
                client.update_response(token).content(Some("done")).attachments(&[file]).await.unwrap();
                client.create_followup(token).content("and more").await.unwrap();
            }
            _ => {
                let form = InteractionResponseData {
                    custom_id: Some("why".to_owned()),
                    title: Some("Why?".to_owned()),
                    components: Some(row(input())),
                    ..data()
                };
                respond(response(Kind::Modal, form)).await;
            }
        },
        Some(InteractionData::MessageComponent(_)) => {
            let data = InteractionResponseData {
                content: Some("pressed".to_owned()),
                components: Some(Vec::new()),
                ..data()
            };
            respond(response(Kind::UpdateMessage, data)).await;
        }
        Some(InteractionData::ModalSubmit(form)) => {
            let said = serde_json::to_value(&form.components).unwrap().to_string();
            let content = if said.contains("why not") { "because why not" } else { "because of nothing" };
            let data = InteractionResponseData { content: Some(content.to_owned()), ..data() };
            respond(response(Kind::ChannelMessageWithSource, data)).await;
        }
        other => panic!("an interaction of another kind: {other:?}"),
    }
}

/// Makes the member's gestures, and checks what they see.
fn drive() {
    let greeted = gesture("command", &json!({ "command": "greet" }));
    check(greeted["text"].as_str().unwrap().starts_with("hello"), true, "a command is answered");
    let file = &greeted["message"]["attachments"][0]["filename"];
    check(file, &json!("hello.txt"), "with a file in the inline answer");
    let pressed = gesture("button", &json!({ "message": greeted["message"]["id"], "control": "Press" }));
    check(&pressed["text"], &json!("pressed"), "a button edits its message");
    let later = gesture("command", &json!({ "command": "later" }));
    check(&later["text"], &json!("done"), "a deferral is edited");
    check(&later["message"]["attachments"][0]["size"], &json!(3), "with a file");
    control("GET", "wait?for=message&containing=and%20more", None);
    check(true, true, "a follow-up is sent");
    let asked = gesture("command", &json!({ "command": "ask" }));
    check(&asked["form"]["title"], &json!("Why?"), "a form opens");
    let recording = control("GET", "recording", None);
    let opener = &recording["steps"].as_array().unwrap().last().unwrap()["outcome"]["interaction"];
    let filled = gesture("form", &json!({ "interaction": opener, "fields": { "Reason": "why not" } }));
    check(&filled["text"], &json!("because why not"), "a form is submitted");
}

#[tokio::main]
async fn main() {
    rustls::crypto::ring::default_provider().install_default().unwrap();
    let info = control("GET", "info", None);
    let text = |name: &str| info[name].as_str().unwrap().to_owned();
    let host = text("rest_url").trim_start_matches("http://").split('/').next().unwrap().to_owned();
    let client = Client::builder().token(text("token")).proxy(host, true).build();
    let application = client.current_user_application().await.unwrap().model().await.unwrap();
    check(application.id.to_string(), text("application_id"), "the application is known");
    let commands: Vec<_> = ["greet", "later", "ask"]
        .into_iter()
        .map(|name| CommandBuilder::new(name, "does it", CommandType::ChatInput).build())
        .collect();
    let interactions = client.interaction(application.id);
    let registered = interactions.set_global_commands(&commands).await.unwrap().model().await.unwrap();
    check(registered.len(), 3, "the commands are registered");

    let intents = Intents::GUILDS | Intents::GUILD_MEMBERS | Intents::GUILD_MESSAGES;
    let config = ConfigBuilder::new(text("token"), intents).proxy_url(text("gateway_url")).build();
    let mut shard = Shard::with_config(ShardId::ONE, config);
    let (seen, mut events) = mpsc::unbounded_channel();
    let bot = async {
        while let Some(event) = shard.next_event(EventTypeFlags::all()).await {
            match event.unwrap() {
                Event::InteractionCreate(interaction) => answer(&interactions, interaction.0).await,
                other => drop(seen.send(other)),
            }
        }
        panic!("the shard ended");
    };
    let story = async {
        until(&mut events, |event| matches!(event, Event::Ready(ready) if !ready.guilds.is_empty())).await;
        check(true, true, "the Gateway is ready");
        until(&mut events, |event| matches!(event, Event::GuildCreate(_))).await;
        check(true, true, "a server comes");
        tokio::task::spawn_blocking(drive).await.unwrap();
        tokio::task::spawn_blocking(|| gesture("write", &json!({ "text": "hi there" }))).await.unwrap();
        until(&mut events, |event| matches!(event, Event::MessageCreate(message) if !message.author.bot)).await;
        check(true, true, "a message comes");
    };
    tokio::select! {
        () = bot => {}
        () = story => {}
    }
    let broken: Value = control("GET", "violations", None);
    check(&broken["violations"], &json!([]), "no rule of Discord's is broken");
}

/// Waits for an event.
async fn until(events: &mut mpsc::UnboundedReceiver<Event>, is: impl Fn(&Event) -> bool) {
    let found = async { while !is(&events.recv().await.expect("the shard goes on")) {} };
    timeout(Duration::from_secs(10), found).await.expect("an event is missing");
}
