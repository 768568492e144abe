//! Texts of Gavel's as a snapshot holds them: the same in each run.

use std::collections::HashMap;

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

impl Stage {
    /// Returns a text with the cast's names in place of their ids, other ids numbered in their order, and no times.
    pub fn readable(&self, text: &str) -> String {
        let cast = serde_json::to_value(self.cast).unwrap();
        let mut names: HashMap<String, String> = HashMap::new();
        for (name, id) in cast.as_object().unwrap() {
            names.insert(id.as_str().unwrap().to_owned(), name.clone());
        }
        let mut others = 0;
        let named = Regex::new(r"\b\d{17,20}\b").unwrap().replace_all(text, |id: &regex::Captures<'_>| {
            let name = names.entry(id[0].to_owned()).or_insert_with(|| {
                others += 1;
                format!("id {others}")
            });
            name.clone()
        });
        let times = Regex::new(r"<t:\d+:(\w)>").unwrap().replace_all(&named, "<time:$1>");
        Regex::new(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC").unwrap().replace_all(&times, "<time>").into_owned()
    }
}
