//! A second judge of all that Gavel sends: Discord's OpenAPI description, as `tests/discord-openapi.py` reduced it.
//! Stand-in and Gavel have the same authors, and could share a mistake.

use std::collections::HashMap;
use std::sync::LazyLock;

use axum::extract::Query;
use boon::{Compiler, SchemaIndex, Schemas};
use discord_stand_in::StandIn;
use http::Uri;
use serde_json::{Value, json};

const DESCRIPTION: &str = include_str!("../../discord-openapi.json");

/// The operation whose body an inline answer has.
const CALLBACK: (&str, &str) = ("POST", "/interactions/1/token/callback");

/// Properties that the description has wrong, by Discord's documentation and behaviour: names and schema.
const AMENDED: [(&[&str], &str); 1] = [
    // The description calls sets of permissions integers; the documentation strings, for they outgrow 53 bits.
    (&["allow", "deny", "default_member_permissions"], r#"{"type":["string","null"],"pattern":"^[0-9]+$"}"#),
];

/// Properties that Discord documents and takes but the description lacks: schema, name and type.
const MISSING: [(&str, &str, &str); 1] = [
    // By the documentation, a button's emoji has a name, an id and this.
    ("ComponentEmojiForRequest", "animated", r#"{"type":["boolean","null"]}"#),
];

static JUDGE: LazyLock<Judge> = LazyLock::new(Judge::new);

/// All operations of the description, compiled.
struct Judge {
    schemas: Schemas,
    operations: Vec<Operation>,
}

/// A route and its method.
struct Operation {
    method: String,
    /// The path's segments; `{}` matches any segment.
    template: Vec<String>,
    path: Vec<SchemaIndex>,
    query: HashMap<String, SchemaIndex>,
    body: Option<SchemaIndex>,
}

/// Returns the mistakes, in Discord's own terms, in all that Gavel sent: calls of the API and answers to interactions.
pub fn mistakes(sim: &StandIn) -> Vec<String> {
    let calls = sim.requests().into_iter().flat_map(|call| mistakes_of(&call.method, &call.path, &call.body));
    let answers = sim.answers().into_iter().flat_map(|answer| mistakes_of(CALLBACK.0, CALLBACK.1, &answer));
    calls.chain(answers).collect()
}

/// Returns the mistakes of one call: a path with its query, and a body, null if there is none.
pub fn mistakes_of(method: &str, path: &str, body: &Value) -> Vec<String> {
    let uri: Uri = path.parse().unwrap();
    let Some((operation, given)) = JUDGE.operation(method, uri.path()) else {
        return vec![format!("{method} {path} is no operation that tests/discord-openapi.json has")];
    };
    let Query(query) = Query::<Vec<(String, String)>>::try_from_uri(&uri).unwrap();
    let in_path = given
        .into_iter()
        .zip(&operation.path)
        .filter_map(|(value, schema)| Some(format!("{value}: {}", JUDGE.text(value, *schema)?)));
    let in_query = query.iter().filter_map(|(name, value)| {
        let why = match operation.query.get(name) {
            Some(schema) => JUDGE.text(value, *schema)?,
            None => "there is no such parameter".to_owned(),
        };
        Some(format!("{name}={value}: {why}"))
    });
    let in_body = JUDGE.body(operation, body).map(|why| format!("{body}: {why}"));
    let all = in_path.chain(in_query).chain(in_body);
    all.map(|what| format!("{method} {path}: {what}")).collect()
}

impl Judge {
    fn new() -> Self {
        let mut whole: Value = serde_json::from_str(DESCRIPTION).unwrap();
        for (schema, property, is) in MISSING {
            let properties = &mut whole["$defs"][schema]["properties"];
            assert!(
                properties.is_object() && properties[property].is_null(),
                "{schema} has {property} by now"
            );
            properties[property] = serde_json::from_str(is).unwrap();
        }
        amend(&mut whole);
        let (mut compiler, mut schemas) = (Compiler::new(), Schemas::new());
        compiler.enable_format_assertions();
        compiler.add_resource("http://discord/schemas", json!({ "$defs": whole["$defs"].take() })).unwrap();
        let mut count = 0;
        let mut compile = |schema: &Value| {
            count += 1;
            let name = format!("http://discord/{count}");
            compiler.add_resource(&name, schema.clone()).unwrap();
            compiler.compile(&name, &mut schemas).unwrap()
        };
        let operations = whole["operations"].as_object().unwrap().iter().map(|(name, operation)| {
            let (method, template) = name.split_once(' ').unwrap();
            let query = operation["query"].as_object().unwrap();
            Operation {
                method: method.to_owned(),
                template: template.split('/').map(str::to_owned).collect(),
                path: operation["path"].as_array().unwrap().iter().map(&mut compile).collect(),
                query: query.iter().map(|(name, schema)| (name.clone(), compile(schema))).collect(),
                body: operation.get("body").map(&mut compile),
            }
        });
        let operations = operations.collect();
        Self { schemas, operations }
    }

    /// Returns the operation of a path: the one that matches with the most literal segments.
    fn operation<'a>(&self, method: &str, path: &'a str) -> Option<(&Operation, Vec<&'a str>)> {
        let fitting = self.operations.iter().filter(|operation| operation.method == method);
        let fitting = fitting.filter_map(|operation| Some((operation, operation.fit(path)?)));
        fitting.min_by_key(|(_, given)| given.len())
    }

    fn body(&self, operation: &Operation, body: &Value) -> Option<String> {
        let empty = json!({});
        match operation.body {
            // A missing body counts as an empty object.
            Some(schema) => self.value(if body.is_null() { &empty } else { body }, schema),
            None if body.is_null() => None,
            None => Some("it takes no body".to_owned()),
        }
    }

    /// Returns the mistake of a value in a path or a query, which may be meant as a string or as a number.
    fn text(&self, text: &str, schema: SchemaIndex) -> Option<String> {
        let meant = serde_json::from_str(text).unwrap_or(Value::Null);
        self.value(&meant, schema).and_then(|_| self.value(&json!(text), schema))
    }

    fn value(&self, value: &Value, schema: SchemaIndex) -> Option<String> {
        self.schemas.validate(value, schema).err().map(|error| error.to_string())
    }
}

impl Operation {
    /// Returns the segments that match the braces, if the path fits the operation.
    fn fit<'a>(&self, path: &'a str) -> Option<Vec<&'a str>> {
        let given: Vec<&str> = path.split('/').collect();
        let pairs = || self.template.iter().zip(&given);
        let fits =
            given.len() == self.template.len() && pairs().all(|(want, got)| want == "{}" || want == got);
        fits.then(|| pairs().filter(|(want, _)| *want == "{}").map(|(_, got)| *got).collect())
    }
}

/// Amends a schema, and makes it refuse unknown properties: Discord ignores them, but they are misspelt or outdated
/// names.
fn amend(schema: &mut Value) {
    if let Some(properties) = schema.get_mut("properties").and_then(Value::as_object_mut) {
        for (names, instead) in AMENDED {
            for (_, amended) in properties.iter_mut().filter(|(name, _)| names.contains(&name.as_str())) {
                *amended = serde_json::from_str(instead).unwrap();
            }
        }
        // Newer than the description: the file types of an upload.
        if properties.get("type").is_some_and(|kind| kind["enum"] == json!([19])) {
            properties.insert(
                "file_types".to_owned(),
                json!({ "type": "array", "items": { "type": "string" }, "maxItems": 25 }),
            );
        }
        schema["additionalProperties"] = json!(false);
    }
    match schema {
        Value::Object(entries) => entries.values_mut().for_each(amend),
        Value::Array(all) => all.iter_mut().for_each(amend),
        _ => {}
    }
}
