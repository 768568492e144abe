//! Texts of Gavel's as a snapshot holds them: the same in each run.

use std::collections::HashMap;
use std::sync::LazyLock;

use regex::Regex;
use serde_json::Value;

use crate::support::stage::Stage;

/// Returns the text of a response: its content, and the texts of its cards.
pub fn response_text(response: &Value) -> String {
    let data = &response["data"];
    let cards = data["embeds"].as_array().into_iter().flatten().map(|card| &card["description"]);
    let texts: Vec<&str> = [&data["content"]].into_iter().chain(cards).filter_map(Value::as_str).collect();
    texts.join("\n").trim().to_owned()
}

static ID: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\b[0-9]{17,20}\b").unwrap());
static MENTIONED_TIME: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"<t:[0-9]+:(\w)>").unwrap());
static WRITTEN_TIME: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2} UTC").unwrap());

impl Stage {
    /// Returns a text with the cast's names in place of their ids, other ids numbered in their order, and no times.
    pub fn readable(&self, text: &str) -> String {
        let cast = serde_json::to_value(self.cast).unwrap();
        let mut names: HashMap<String, String> = HashMap::new();
        for (name, id) in cast.as_object().unwrap() {
            names.insert(id.as_str().unwrap().to_owned(), name.clone());
        }
        let mut others = 0;
        let named = ID.replace_all(text, |id: &regex::Captures<'_>| {
            let name = names.entry(id[0].to_owned()).or_insert_with(|| {
                others += 1;
                format!("id {others}")
            });
            name.clone()
        });
        let times = MENTIONED_TIME.replace_all(&named, "<time:$1>");
        WRITTEN_TIME.replace_all(&times, "<time>").into_owned()
    }
}
