//! Registered commands.

use serde_json::{Value, json};

use super::{Table, slash};

fn path(table: &Table) -> String {
    format!("/applications/{}/commands", table.sim.application_id())
}

#[tokio::test]
async fn a_bulk_overwrite_replaces_all_and_keeps_the_ids_of_what_stays() {
    let table = Table::lay().await;
    table.register(json!([slash("one"), slash("two"), { "type": 3, "name": "Report" }])).await;
    let before = table.sim.registered_commands();
    let mut changed = slash("two");
    changed["description"] = json!("does more");
    table.register(json!([changed, slash("three")])).await;
    let after = table.sim.registered_commands();
    let names: Vec<_> = after.iter().map(|command| command.name.as_str()).collect();
    assert_eq!(names, ["two", "three"]);
    let old = before.iter().find(|command| command.name == "two").unwrap();
    assert_eq!(after[0].id, old.id);
    assert_ne!(after[0].version, old.version);
    table.clear();
}

#[tokio::test]
async fn creating_a_known_name_changes_it() {
    let table = Table::lay().await;
    assert_eq!(table.call("POST", &path(&table), slash("one")).await.status, 201);
    let again = table.call("POST", &path(&table), slash("one")).await;
    assert_eq!(again.status, 200);
    let one = format!("{}/{}", path(&table), again.body["id"].as_str().unwrap());
    let patched = table.call("PATCH", &one, json!({ "description": "new words" })).await;
    assert_eq!((patched.status, &patched.body["description"]), (200, &json!("new words")));
    assert_eq!(table.call("DELETE", &one, Value::Null).await.status, 204);
    assert_eq!(table.call("GET", &one, Value::Null).await.verdict(), (404, 10063));
    table.clear();
}

#[tokio::test]
async fn definitions_out_of_shape_are_refused_where_they_are_wrong() {
    let table = Table::lay().await;
    let option = |name: &str, more: Value| {
        let mut option = json!({ "type": 3, "name": name, "description": "d" });
        option.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        option
    };
    let with = |options: Value| {
        let mut command = slash("x");
        command["options"] = options;
        command
    };
    let cases = [
        ("name", {
            let mut c = slash("x");
            c["name"] = json!("Upper");
            c
        }),
        ("description", {
            let mut c = slash("x");
            c["description"] = json!("");
            c
        }),
        ("description", json!({ "type": 2, "name": "Menu", "description": "not here" })),
        ("name", json!({ "type": 2, "name": "x".repeat(33) })),
        (
            "options",
            with(json!([
                option("a", json!({ "required": false })),
                option("b", json!({ "required": true }))
            ])),
        ),
        ("options", with(json!([option("a", json!({})), option("a", json!({}))]))),
        (
            "options",
            with(json!([option(
                "a",
                json!({ "autocomplete": true, "choices": [{ "name": "n", "value": "v" }] })
            )])),
        ),
        ("options", with(json!([option("a", json!({})), { "type": 1, "name": "sub", "description": "d" }]))),
        (
            "options",
            with(json!([{ "type": 2, "name": "g", "description": "d", "options": [
            { "type": 2, "name": "h", "description": "d", "options": [] }] }])),
        ),
        (
            "options",
            with(Value::from((0..26).map(|n| option(&format!("o{n}"), json!({}))).collect::<Vec<_>>())),
        ),
        ("name_localizations", {
            let mut c = slash("x");
            c["name_localizations"] = json!({ "xx": "y" });
            c
        }),
        ("default_member_permissions", {
            let mut c = slash("x");
            c["default_member_permissions"] = json!(8);
            c
        }),
    ];
    for (field, command) in cases {
        table.sim.clear_violations();
        let reply = table.call("PUT", &path(&table), json!([command])).await;
        assert_eq!(reply.verdict(), (400, 50035), "{command}");
        assert!(reply.body["errors"]["0"].get(field).is_some(), "{field}: {}", reply.body);
        assert_eq!(table.sim.violations().len(), 1);
    }
    assert!(table.sim.registered_commands().is_empty());
}

#[tokio::test]
async fn a_command_may_count_eight_thousand_characters() {
    let table = Table::lay().await;
    let choice = |n: usize| json!({ "name": format!("{n:0>100}"), "value": format!("{n:0>100}") });
    let option = |n: usize, choices: usize| json!({ "type": 3, "name": format!("o{n}"), "description": "d", "choices": (0..choices).map(choice).collect::<Vec<_>>() });
    let mut command = slash("x");
    command["options"] = json!([option(1, 25), option(2, 14)]);
    table.register(json!([command])).await;
    command["options"] = json!([option(1, 25), option(2, 15)]);
    let reply = table.call("PUT", &path(&table), json!([command])).await;
    assert_eq!(reply.body["errors"]["0"]["_errors"][0]["code"], "APPLICATION_COMMAND_TOO_LARGE");
}

#[tokio::test]
async fn two_hundred_new_commands_a_day_are_all() {
    let table = Table::lay().await;
    for batch in 0..2 {
        table.register((0..100).map(|n| slash(&format!("c{batch}-{n}"))).collect()).await;
    }
    let reply = table.call("PUT", &path(&table), json!([slash("one-more")])).await;
    assert_eq!(reply.body["code"], 30034);
    let kept = (0..100).map(|n| slash(&format!("c1-{n}"))).collect();
    assert_eq!(table.call("PUT", &path(&table), kept).await.status, 200, "known names are free");
}

#[tokio::test]
async fn a_server_has_commands_of_its_own() {
    let table = Table::lay().await;
    let cast = *table.sim.cast();
    let own = format!("/applications/{}/guilds/{}/commands", table.sim.application_id(), cast.guild);
    assert_eq!(table.call("PUT", &own, json!([slash("local")])).await.status, 200);
    assert_eq!(table.call("GET", &path(&table), Value::Null).await.body, json!([]));
    table.sim.leave(cast.guild, table.sim.bot_user_id());
    assert_eq!(table.call("GET", &own, Value::Null).await.verdict(), (403, 50001));
    table.clear();
}
