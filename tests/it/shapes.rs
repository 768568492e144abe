//! Payload shapes of today and of tomorrow: Gavel reads the fields it uses, and answers in one sentence if it can't.

use serde_json::{Value, json};

use crate::support::readable::response_text;
use crate::support::stage::Stage;

/// Signed bodies of interactions, of many shapes.
const BODIES: &str = include_str!("shapes/bodies.json");

/// Sends a signed body as another interaction; returns the answer.
async fn sent(stage: &Stage, body: &Value, nth: u64) -> Value {
    let mut body = body.clone();
    let id: u64 = body["id"].as_str().unwrap().parse().unwrap();
    body["id"] = json!((id + nth).to_string());
    stage.sent(&body.to_string()).await
}

fn said(response: &Value) -> String {
    response_text(response)
}

/// A change to a body's shape, and its name.
type Odd = (&'static str, fn(&mut Value));

/// Returns the interaction of a warning, and the id of the warned user in it.
fn warned(body: &mut Value) -> (&mut Value, String) {
    let id = body["data"]["options"][0]["value"].as_str().unwrap().to_owned();
    (&mut body["data"]["resolved"], id)
}

#[tokio::test]
async fn a_shape_that_is_not_used_costs_nothing() {
    let stage = Stage::new().await;
    let first = stage.warn("spam").await;
    first.final_message().await.unwrap();
    let odd: [Odd; 14] = [
        ("an asset that is no hash", |body| {
            body["member"]["user"]["avatar"] = json!("https://example.org/a.webp");
            body["member"]["user"]["banner"] = json!("new:1");
            let (resolved, id) = warned(body);
            resolved["users"][&id]["avatar"] = json!("v2_picture");
            resolved["users"][&id]["avatar_decoration_data"] = json!({ "asset": 7 });
        }),
        ("permissions over 64 bits", |body| {
            // 2⁷² with all the bits that have a name today.
            body["member"]["permissions"] = json!("4722384497336874434559");
            body["app_permissions"] = json!("4722384497336874434559");
            let (resolved, id) = warned(body);
            resolved["members"][&id]["permissions"] = json!("4722366482869645213696");
        }),
        ("no discriminator", |body| {
            drop(body["member"]["user"].as_object_mut().unwrap().remove("discriminator"));
            let (resolved, id) = warned(body);
            drop(resolved["users"][&id].as_object_mut().unwrap().remove("discriminator"));
        }),
        ("no attachment_size_limit", |body| {
            drop(body.as_object_mut().unwrap().remove("attachment_size_limit"))
        }),
        ("no authorizing_integration_owners", |body| {
            drop(body.as_object_mut().unwrap().remove("authorizing_integration_owners"));
        }),
        ("no entitlements", |body| drop(body.as_object_mut().unwrap().remove("entitlements"))),
        ("a negative flag", |body| {
            body["member"]["flags"] = json!(-1);
            body["member"]["user"]["public_flags"] = json!(-4);
            let (resolved, id) = warned(body);
            resolved["members"][&id]["flags"] = json!(-1);
        }),
        ("a time that ends in Z", |body| {
            body["member"]["joined_at"] = json!("2026-01-01T00:00:00Z");
            let (resolved, id) = warned(body);
            resolved["members"][&id]["joined_at"] = json!("2026-01-01T00:00:00.123Z");
        }),
        ("a time without an offset", |body| {
            body["member"]["joined_at"] = json!("2026-01-01T00:00:00");
            body["member"]["premium_since"] = json!("2026-01-01");
        }),
        ("a channel of another type", |body| body["channel"]["type"] = json!(99)),
        ("a channel that is an id alone", |body| drop(body.as_object_mut().unwrap().remove("channel"))),
        ("a whole number with a point", |body| {
            let points = json!({ "name": "points", "type": 4, "value": 1.0 });
            body["data"]["options"].as_array_mut().unwrap().push(points);
        }),
        ("an id that is a number", |body| {
            let guild: u64 = body["guild_id"].as_str().unwrap().parse().unwrap();
            body["guild_id"] = json!(guild);
        }),
        ("more of everything", |body| {
            for place in ["member", "channel", "data"] {
                body[place]["tomorrow"] = json!({ "a": [1, { "b": null }] });
            }
            body["context"] = json!(77);
            body["guild"] = json!("a guild");
            body["message"] = json!({ "components": [{ "type": 99 }] });
        }),
    ];
    let count = odd.len();
    for (at, (what, change)) in odd.into_iter().enumerate() {
        let mut body = first.body();
        change(&mut body);
        let answered = sent(&stage, &body, 1 + at as u64).await;
        // Deferred if it took long: the cases are counted below.
        let is_done = said(&answered).contains("was warned") || answered["type"] == 5;
        assert!(is_done, "{what}: {answered}");
    }
    stage.wait_until_idle().await;
    assert_eq!(stage.cases().await.len(), 1 + count);
    stage.sim.clear_violations();
    stage.close().await;
}

#[tokio::test]
async fn a_shape_that_is_used_and_not_known_is_one_sentence_and_no_action() {
    let stage = Stage::new().await;
    let first = stage.warn("spam").await;
    first.final_message().await.unwrap();
    let odd: [Odd; 7] = [
        ("an option of another type", |body| body["data"]["options"][1]["type"] = json!(12)),
        ("an option's value of another type", |body| {
            body["data"]["options"][1]["value"] = json!({ "text": "spam" })
        }),
        ("options in another form", |body| body["data"]["options"] = json!({ "user": "1" })),
        ("a member without roles", |body| {
            let (resolved, id) = warned(body);
            drop(resolved["members"][&id].as_object_mut().unwrap().remove("roles"));
        }),
        ("a member with a role that is none", |body| {
            let (resolved, id) = warned(body);
            resolved["members"][&id]["roles"] = json!([{ "id": "1" }]);
        }),
        ("nobody", |body| {
            drop(body.as_object_mut().unwrap().remove("member"));
        }),
        ("no data", |body| drop(body.as_object_mut().unwrap().remove("data"))),
    ];
    for (at, (what, change)) in odd.into_iter().enumerate() {
        let mut body = first.body();
        change(&mut body);
        let answered = sent(&stage, &body, 1 + at as u64).await;
        assert!(said(&answered).contains("in a way that I can't read"), "{what}: {answered}");
        assert_eq!(answered["data"]["flags"], 64, "{what}");
    }
    stage.wait_until_idle().await;
    assert_eq!(stage.cases().await.len(), 1);
    stage.sim.clear_violations();
    stage.close().await;
}

#[tokio::test]
async fn each_known_shape_of_an_interaction_has_a_true_answer() {
    let stage = Stage::new().await;
    let bodies: Vec<Value> = serde_json::from_str(BODIES).unwrap();
    for body in &bodies {
        let answered = stage.sent(&body.to_string()).await;
        match body["type"].as_u64().unwrap() {
            1 => assert_eq!(answered, json!({ "type": 1 })),
            4 => assert_eq!(answered, json!({ "type": 8, "data": { "choices": [] } }), "{body}"),
            _ => {
                let is_whole = body.get("data").is_some();
                let is_read = !said(&answered).contains("in a way that I can't read");
                assert_eq!(is_read, is_whole, "{answered} to {body}");
                assert!(answered["type"] == 4 && !said(&answered).is_empty(), "{answered} to {body}");
            }
        }
    }
    stage.sim.clear_violations();
    stage.close().await;
}
