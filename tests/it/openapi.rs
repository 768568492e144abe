//! Tests of the second judge itself: a valid call passes, a mistake is found.

use gavel::domain::ids::ChannelId;
use gavel::kernel::form::{Chosen, Field, FieldChoice, Part};
use serde_json::{Value, json};

use crate::support::openapi::mistakes_of;

#[test]
fn what_discord_describes_passes() {
    let ban = json!({ "delete_message_seconds": 60 });
    for (method, path, body) in [
        ("PUT", "/guilds/1/bans/2", ban),
        ("PUT", "/guilds/1/bans/2", Value::Null),
        ("GET", "/guilds/1/members?limit=1000&after=5", Value::Null),
        ("GET", "/webhooks/1/token/messages/@original", Value::Null),
        ("POST", "/interactions/1/token/callback", json!({ "type": 4, "data": { "content": "Hello" } })),
    ] {
        assert_eq!(mistakes_of(method, path, &body), Vec::<String>::new());
    }
}

#[test]
fn each_part_of_a_form_is_as_discord_describes_it() {
    let choices = || [FieldChoice::new("a", "A"), FieldChoice::new("b", "B").about("the second")];
    let fields = [
        Field::line("line", "Line", "One line", 10).with(Some("so".to_owned())).required(),
        Field::line("paragraph", "Paragraph", "", 4000).paragraph(),
        Field::radio("radio", "Radio", "One of them", choices()).chosen("b"),
        Field::checkboxes("boxes", "Boxes", "Any of them", choices()).chosen("a"),
        Field::checkbox("box", "Box", "Yes or no", true),
        Field::select("select", "Select", "One of them", choices()).required(),
        Field::people("people", "People", "", 2),
        Field::roles("roles", "Roles", "", 25).required(),
        Field::channels("channels", "Channels", "", 1).filled(vec![Chosen::Channel(ChannelId::new(7))]),
        Field::files("files", "Files", "", 4, &["image", ".txt"]),
    ];
    let parts: Vec<Part> =
        fields.into_iter().map(Field::part).chain([Part::Text("An *explanation*".to_owned())]).collect();
    for parts in parts.chunks(5) {
        let data = json!({ "title": "A form", "custom_id": "a:1:b", "components": parts });
        let form = json!({ "type": 9, "data": data });
        assert_eq!(mistakes_of("POST", "/interactions/1/token/callback", &form), Vec::<String>::new());
    }
}

#[test]
fn what_discord_does_not_describe_is_found() {
    for (method, path, body, found) in [
        ("PUT", "/guilds/1/bans/2", json!({ "delete_message_seconds": "60" }), "want null or integer"),
        ("PUT", "/guilds/1/bans/2", json!({ "delete_message_second": 60 }), "'delete_message_second'"),
        ("PUT", "/guilds/one/bans/2", Value::Null, "one: "),
        ("GET", "/guilds/1/members?limit=1001", Value::Null, "limit=1001: "),
        ("GET", "/guilds/1/members?limits=1", Value::Null, "there is no such parameter"),
        ("GET", "/guilds/1/ban", Value::Null, "is no operation"),
        ("DELETE", "/guilds/1/members/2", json!({}), "it takes no body"),
        (
            "POST",
            "/interactions/1/token/callback",
            json!({ "type": 4, "data": { "contents": "" } }),
            "'contents'",
        ),
    ] {
        let mistakes = mistakes_of(method, path, &body).concat();
        assert!(mistakes.contains(found), "{method} {path}: {mistakes}");
    }
}
