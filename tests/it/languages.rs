//! Whatever people read is in their language: a reply in the reader's, everything else in the server's.

mod controls;
mod vocabulary;

use discord_stand_in::{Fault, Gesture, Invocation, Message, Modal};
use serde_json::Value;

use crate::attacks::table::{Named, filled, leaves};
use crate::support::stage::Stage;

/// English words that stand in almost every English sentence, and in no German or Czech one.
const ENGLISH: [&str; 33] = [
    "the",
    "is",
    "are",
    "be",
    "been",
    "of",
    "with",
    "has",
    "have",
    "this",
    "that",
    "there",
    "they",
    "them",
    "you",
    "your",
    "it",
    "and",
    "or",
    "from",
    "until",
    "can",
    "can't",
    "don't",
    "isn't",
    "please",
    "which",
    "nobody",
    "nothing",
    "now",
    "case",
    "warning",
    "permission",
];
/// The fields of a message, a form or a suggestion that people read.
const READ: [&str; 8] = ["content", "title", "description", "name", "value", "label", "placeholder", "text"];
/// The names of people, roles and channels in the tests' server are English.
const NAMES: [&str; 3] = ["Gavel", "spam", "x"];

/// Returns the texts that people read in a body.
fn texts(body: &Value, found: &mut Vec<String>) {
    match body {
        Value::Object(fields) => {
            for (key, value) in fields {
                match value {
                    Value::String(text) if READ.contains(&key.as_str()) => found.push(text.clone()),
                    _ => texts(value, found),
                }
            }
        }
        Value::Array(items) => items.iter().for_each(|item| texts(item, found)),
        _ => {}
    }
}

/// Returns the first English word of a text. Code and mentions of commands are no words.
fn english(text: &str) -> Option<&str> {
    let outside = text.split('`').step_by(2);
    let outside = outside.flat_map(|part| part.split("</").enumerate()).map(|(at, part)| match at {
        0 => part,
        _ => part.split_once('>').map_or(part, |(_, after)| after),
    });
    let words = outside.flat_map(|part| part.split(|c: char| !c.is_alphabetic() && c != '\''));
    words.filter(|word| !NAMES.contains(word)).find(|word| ENGLISH.contains(&word.to_lowercase().as_str()))
}

/// Collects the texts that are not in the reader's language.
#[derive(Default)]
struct Foreign(Vec<String>);

impl Foreign {
    fn look(&mut self, about: &str, body: &Value) {
        let mut found = Vec::new();
        texts(body, &mut found);
        for text in found {
            if let Some(word) = english(&text) {
                self.0.push(format!("{about}: “{word}” in {text:?}"));
            }
        }
    }

    async fn order(&mut self, about: &str, gesture: Gesture) -> Invocation {
        let done = gesture.forged().await.unwrap();
        self.look(about, &done.response());
        done
    }
}

/// Fills in what the forms of menus and buttons ask for.
fn filled_form(gesture: Gesture, form: &Modal) -> Gesture {
    form.fields().into_iter().fold(gesture, |gesture, field| match field.custom_id.as_str() {
        "reason" | "words" => gesture.with(&field.custom_id, "spam"),
        "category" => gesture.with("category", "spam"),
        "duration" => gesture.with("duration", "1h"),
        "anonymous" | "outcome" => gesture.with(&field.custom_id, true),
        _ => gesture,
    })
}

#[tokio::test]
async fn every_command_is_answered_in_german() {
    every_command_is_answered_in("de").await;
}

#[tokio::test]
async fn every_command_is_answered_in_czech() {
    every_command_is_answered_in("cs").await;
}

async fn every_command_is_answered_in(locale: &str) {
    let stage = Stage::with_log().await;
    let (sim, cast) = (&stage.sim, stage.cast);
    stage.set_jail().await;
    for user in [cast.owner, cast.moderator, cast.member, cast.newcomer] {
        sim.set_locale(user, locale);
    }
    sim.set_guild_locale(cast.guild, locale);
    stage.wait_until_idle().await;
    let began = sim.requests().len();
    let mut foreign = Foreign::default();
    let role = sim.add_role(cast.guild, "Event", 1, 0);
    for (path, options) in leaves() {
        let person = sim.add_member(cast.guild, "spam", &[cast.member_role]);
        let named = Named { user: person, role, channel: cast.voice };
        // Refused, done, and asked about or refused again.
        for user in [cast.newcomer, cast.owner, cast.owner] {
            let order = filled(sim.slash(user, cast.general, &path), &options, &named);
            foreign.order(&format!("/{path}"), order).await;
            stage.wait_until_idle().await;
        }
    }
    let message = sim.write(cast.member, cast.general, "hello").unwrap();
    // One of the commands cleared it.
    sim.slash(cast.owner, cast.general, "settings log").with("channel", cast.mod_log).await.unwrap();
    stage.wait_until_idle().await;
    for menu in ["Warn", "Moderate", "User info", "Report"] {
        let done = foreign.order(menu, sim.user_menu(cast.owner, cast.general, menu, cast.newcomer)).await;
        if let Some(form) = done.modal() {
            foreign.order(menu, filled_form(sim.submit(cast.owner, &form), &form)).await;
        }
        stage.wait_until_idle().await;
    }
    appeal_in(&stage, &mut foreign).await;
    for menu in ["Report", "Delete and warn"] {
        let done = foreign.order(menu, sim.message_menu(cast.owner, menu, &message)).await;
        if let Some(form) = done.modal() {
            foreign.order(menu, filled_form(sim.submit(cast.owner, &form), &form)).await;
        }
        stage.wait_until_idle().await;
    }
    // Each button of a report's card, with the form that it opens.
    let claims = |post: &Message| post.controls().iter().any(|it| it.custom_id.starts_with("report:1:claim"));
    let card = stage.logged().into_iter().rfind(claims).unwrap();
    let mut left: Vec<String> = card.controls().iter().map(|button| button.custom_id.clone()).collect();
    left.push(left[0].replace("claim", "reopen"));
    for button in left {
        let done = foreign.order(&button, sim.press(cast.owner, &card, &button)).await;
        if let Some(form) = done.modal() {
            foreign.order(&button, filled_form(sim.submit(cast.owner, &form), &form)).await;
        }
        stage.wait_until_idle().await;
    }
    for call in sim.requests().into_iter().skip(began).filter(|call| call.method != "GET") {
        let about = format!("{} {}", call.method, call.route);
        foreign.look(&about, &call.body);
        // Its end, `, case 12`, is read again in the audit log, and so is the same in every language.
        if let Some((reason, _)) = call.reason.as_deref().and_then(|reason| reason.rsplit_once(", case ")) {
            foreign.look(&about, &serde_json::json!({ "text": reason }));
        }
    }
    foreign.0.sort();
    foreign.0.dedup();
    assert!(foreign.0.is_empty(), "{} texts:\n{}", foreign.0.len(), foreign.0.join("\n"));
    sim.clear_violations();
    stage.close().await;
}

/// Goes through an appeal: each button and each form of it, once done and once refused.
async fn appeal_in(stage: &Stage, foreign: &mut Foreign) {
    let (sim, cast) = (&stage.sim, stage.cast);
    let set = sim.slash(cast.owner, cast.general, "settings appeals").with("channel", cast.staff);
    foreign.order("/settings appeals", set.with("by-another", true)).await;
    sim.set_locale(cast.admin, &sim.guild(cast.guild).unwrap().locale);
    let bot = sim.bot_user_id();
    let newest =
        |messages: Vec<Message>| messages.into_iter().rfind(|message| message.author == bot).unwrap();
    for (kind, end) in [("timeout", "accept"), ("ban", "rejected")] {
        let person = sim.add_member(cast.guild, "spam", &[cast.member_role]);
        sim.set_locale(person, &sim.guild(cast.guild).unwrap().locale);
        let mut order = sim.slash(cast.admin, cast.general, kind).with("user", person);
        if kind == "timeout" {
            order = order.with("duration", "1h");
        }
        foreign.order(kind, order).await;
        stage.wait_until_idle().await;
        let mut press = async |who, message: &Message, verb: &str| {
            let id = message.controls().into_iter().find(|it| it.custom_id.contains(verb));
            let id = id.map_or_else(|| verb.to_owned(), |it| it.custom_id);
            let done = foreign.order(verb, sim.press(who, message, &id)).await;
            if let Some(form) = done.modal() {
                let field = form.fields()[0].custom_id.clone();
                foreign.order(verb, sim.submit(who, &form).with(&field, "spam")).await;
            }
            stage.wait_until_idle().await;
        };
        let notice = newest(sim.dms(person));
        press(person, &notice, ":open:").await;
        press(person, &notice, ":open:").await;
        let card = newest(sim.messages(cast.staff));
        press(cast.admin, &card, ":accept:").await;
        press(cast.owner, &card, ":ask:").await;
        let question = newest(sim.dms(person));
        press(person, &question, ":answer:").await;
        press(person, &question, ":answer:").await;
        press(cast.owner, &card, if end == "accept" { ":accept:" } else { ":reject:" }).await;
        press(cast.owner, &card, ":reject:").await;
        press(person, &notice, ":open:").await;
    }
}

#[tokio::test]
async fn a_person_reads_their_language_and_the_server_its_own() {
    let stage = Stage::with_log().await;
    let (sim, cast) = (&stage.sim, stage.cast);
    sim.set_locale(cast.moderator, "de");
    let refused = sim.slash(cast.moderator, cast.general, "warn").with("user", cast.owner).await.unwrap();
    let refused = refused.final_message().await.unwrap().text();
    assert!(english(&refused).is_none(), "{refused}");
    let receipt = stage.warn("spam").await.final_message().await.unwrap().text();
    assert!(receipt.contains("was warned"), "{receipt}");
    let logged = stage.logged()[0].text();
    assert!(logged.contains("Moderator:"), "{logged}");
    assert!(stage.told()[0].text().contains("You were warned in"), "{:?}", stage.told());
    let note =
        sim.slash(cast.moderator, cast.general, "note").with("user", cast.member).with("reason", "spam");
    let note = note.await.unwrap().final_message().await.unwrap().text();
    assert!(note.contains("Notiz"), "nobody else reads it: {note}");
    stage.set("settings language", &[("language", "čeština")]).await;
    let receipt = stage.warn("spam").await.final_message().await.unwrap().text();
    assert!(receipt.contains("varování"), "{receipt}");
    stage.wait_until_idle().await;
    assert!(stage.logged().last().unwrap().text().contains("Moderátor"));
    let unknown = sim.slash(cast.owner, cast.general, "settings language").with("language", "Klingon");
    let unknown = unknown.await.unwrap().final_message().await.unwrap().text();
    assert!(unknown.contains("Klingon") && unknown.contains("Deutsch"), "{unknown}");
    stage.cleared("language").await;
    let receipt = stage.warn("spam").await.final_message().await.unwrap().text();
    assert!(receipt.contains("was warned"), "{receipt}");
    stage.wait_until_idle().await;
    sim.clear_violations();
    stage.close().await;
}

#[tokio::test]
async fn why_a_case_failed_reads_in_each_moderators_language() {
    let stage = Stage::with_log().await;
    let (sim, cast) = (&stage.sim, stage.cast);
    sim.set_guild_locale(cast.guild, "de");
    sim.fault(Fault::on("PUT", "/guilds/{}/bans/{}").answer(403, 50_013, "Missing Permissions"));
    stage.by(cast.moderator, "ban", cast.member, &[]).await;
    stage.wait_until_idle().await;
    let logged = stage.logged()[0].text();
    assert!(logged.contains("Laut Discord fehlt mir dafür ein Recht"), "{logged}");
    for (locale, why) in [
        ("en-US", "Discord says I lack a permission"),
        ("cs", "Podle Discordu mi k tomu chybí oprávnění"),
        ("de", "Laut Discord fehlt mir dafür ein Recht"),
    ] {
        sim.set_locale(cast.owner, locale);
        for path in ["case view", "case history"] {
            let shown = sim.slash(cast.owner, cast.general, path).with("number", 1_i64).await.unwrap();
            let shown = shown.final_message().await.unwrap().text();
            assert!(shown.contains(why), "{path} in {locale}: {shown}");
        }
    }
    sim.clear_violations();
    stage.close().await;
}

#[tokio::test]
async fn a_reason_in_the_stored_form_of_a_sentence_is_a_text_like_any_other() {
    let stage = Stage::with_log().await;
    let (sim, cast) = (&stage.sim, stage.cast);
    stage.warn("spam").await;
    let void = sim.slash(cast.admin, cast.general, "case void").with("number", 1_i64);
    void.with("reason", r#"{"say":"undo-reason"}"#).await.unwrap();
    stage.wait_until_idle().await;
    for path in ["case view", "case history"] {
        let shown = sim.slash(cast.owner, cast.general, path).with("number", 1_i64).await.unwrap();
        let shown = shown.final_message().await.unwrap().text();
        assert!(shown.contains("say") && shown.contains("undo-reason"), "{path}: {shown}");
    }
    stage.close().await;
}

#[tokio::test]
async fn help_is_whole_and_each_of_its_mentions_is_a_registered_command() {
    let stage = Stage::new().await;
    let (sim, cast) = (&stage.sim, stage.cast);
    for locale in ["en-US", "de", "cs"] {
        sim.set_locale(cast.owner, locale);
        let help = sim.slash(cast.owner, cast.general, "help").await.unwrap();
        let mut shown = help.reply().unwrap();
        let mut mentioned = String::new();
        let sections = shown.components[0]["components"][0]["options"].as_array().cloned().unwrap();
        assert!(sections.len() > 4, "{locale}: {sections:?}");
        for section in sections {
            let section = vec![section["value"].as_str().unwrap().to_owned()];
            let turned = sim.select(cast.owner, &shown, "help:1:section", section).await.unwrap();
            shown = turned.final_message().await.unwrap();
            mentioned.push_str(&shown.text());
        }
        for (path, _) in leaves() {
            assert!(mentioned.contains(&format!("</{path}:")), "{locale}: /{path} is missing");
        }
        let one = sim.slash(cast.owner, cast.general, "help").with("command", "case edit").await.unwrap();
        let one = one.reply().unwrap().text();
        assert!(one.contains("</case edit:") && one.lines().count() > 4, "{one}");
        assert!(locale == "en-US" || english(&one).is_none(), "{locale}: {one}");
    }
    sim.set_locale(cast.newcomer, "en-US");
    let theirs = sim.slash(cast.newcomer, cast.general, "help").await.unwrap().reply().unwrap();
    assert!(theirs.text().contains("</record:") && !theirs.text().contains("</ban:"), "{}", theirs.text());
    let refused = sim.slash(cast.newcomer, cast.general, "help").with("command", "ban").await.unwrap();
    assert!(refused.text().contains("/help:"), "{}", refused.text());
    stage.close().await;
}
