//! Every command, and every button, select and form that it leads to, is used once in German and in Czech: each message,
//! form and suggestion that comes out of it is in that language, and reads so in another one later.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use discord_stand_in::{Gesture, Invocation, Message, MessageId, Modal, OptionValue, UserId};
use gavel::features;
use serde_json::{Value, json};

use crate::attacks::table::{self, Named, filled, leaves};
use crate::away::Scene;
use crate::languages::vocabulary::{Foreign, Vocabulary};
use crate::support::stage::Stage;

/// The controls that stand in for many: where each command asks its own question, each is answered.
const APART: [&str; 3] = ["ask", "undo", "calloff"];
/// The commands after which the server is set up anew.
const UPSETTING: [&str; 6] = ["settings", "reset", "setup", "privacy", "policy", "ladder"];
/// The commands after which the record is empty.
const WIPING: [&str; 2] = ["reset", "privacy erase"];
/// The messages that become the reason of a case, or the reasons to choose from.
const REASONS: [&str; 6] = [
    "undo-reason",
    "escalate-reached",
    "escalate-reached-within",
    "escalate-last",
    "setup-reasons-few",
    "setup-reasons-many",
];
/// The names of menus that are made here, and those of languages, each in its own.
const OWN: &str = "rolemenu post edit delete English Deutsch Čeština";
/// The controls that only stand below what takes long, what fell due, a role with powers, or a menu made as a select. They are
/// used after they went stale.
const RARE: [&str; 4] = ["work:cancel", "remind:show", "rolemenu:confirm", "role:choose"];
/// The answers in the text fields of each form: a duration, a number, a word.
const TYPED: [&str; 3] = ["1h", "3", "spam"];

/// Somebody who uses everything.
struct Walk<'a> {
    stage: &'a Stage,
    locale: &'static str,
    foreign: Foreign,
    /// The controls that were used, as [`key`] writes them.
    used: BTreeSet<String>,
    /// The forms that did not refuse what they don't offer, and their reply to it.
    odd: BTreeMap<String, String>,
    /// The messages whose controls are still to be used, with the person who reads them.
    left: Vec<(UserId, Message)>,
    /// The newest message that was looked at.
    newest: Option<MessageId>,
    person: UserId,
    named: Named,
    /// The number of the last call that was looked at.
    call: u64,
    /// The reply to a form that does not offer what was chosen.
    not_offered: String,
}

/// Returns a custom id without its numbers.
fn shape(id: &str) -> String {
    let plain = |field: &str| if field.parse::<u64>().is_ok() { "#".to_owned() } else { field.to_owned() };
    id.split(':').map(plain).collect::<Vec<_>>().join(":")
}

impl<'a> Walk<'a> {
    fn new(stage: &'a Stage, locale: &'static str) -> Self {
        let (sim, cast) = (&stage.sim, stage.cast);
        let guild = sim.guild(cast.guild).unwrap();
        let roles = guild.roles.values().map(|role| role.name.clone());
        let channels = sim.channels(cast.guild).into_iter().map(|channel| channel.name);
        let people = sim.users().into_iter().map(|user| user.name);
        let names = roles.chain(channels).chain(people).chain([
            guild.name,
            "somebody".to_owned(),
            "somewhere".to_owned(),
        ]);
        for user in [cast.owner, cast.admin, cast.moderator, cast.member, cast.newcomer] {
            sim.set_locale(user, locale);
        }
        sim.set_guild_locale(cast.guild, locale);
        let role = sim.add_role(cast.guild, "Event", 1, 0);
        let names: Vec<String> = names.chain(["Event".to_owned()]).collect();
        let foreign = Foreign::new(Vocabulary::of(locale, names));
        Self {
            stage,
            locale,
            not_offered: foreign.vocabulary.message("form-not-offered"),
            foreign,
            used: BTreeSet::new(),
            odd: BTreeMap::new(),
            left: Vec::new(),
            newest: None,
            person: cast.member,
            named: Named { user: cast.member, role, channel: cast.voice },
            call: sim.requests().last().map_or(0, |call| call.number),
        }
    }

    /// Gives an order as somebody, and uses each control that it brings and that was not used yet.
    async fn order(&mut self, about: &str, who: UserId, gesture: Gesture) -> Option<Invocation> {
        let done = self.send(about, who, gesture).await;
        while let Some((who, message)) = self.left.pop() {
            // What a control brings is used before the next one: a question is answered before its appeal is decided.
            let next = self.left.len();
            if self.use_one(about, who, &message).await {
                self.left.insert(next, (who, message));
            }
        }
        self.look_at_calls(about);
        done
    }

    /// Judges what Gavel sent to Discord since the last time.
    fn look_at_calls(&mut self, about: &str) {
        let calls = self.stage.sim.requests_after(self.call);
        self.call = calls.last().map_or(self.call, |call| call.number);
        for call in calls.iter().filter(|call| call.method != "GET") {
            let about = format!("{about}: {} {}", call.method, call.route);
            self.foreign.look(&about, &call.body);
            // Its end, `, case 12`, is read again in the audit log, and so is the same in every language.
            if let Some((reason, _)) = call.reason.as_deref().and_then(|reason| reason.rsplit_once(", case "))
            {
                self.foreign.look(&about, &json!({ "text": reason }));
            }
        }
    }

    /// Sends a gesture, fills in the form that it opens, and looks at all that came of it. `None` if the client does not
    /// allow it.
    async fn send(&mut self, about: &str, who: UserId, gesture: Gesture) -> Option<Invocation> {
        let done = gesture.await.ok()?;
        self.look(about, who, &done).await;
        if let Some(form) = done.modal() {
            let about = format!("{about}: {}", shape(&form.custom_id));
            let mut is_refused = false;
            for typed in TYPED {
                let Some(odd) = self.oddly_filled(who, &form, typed) else { break };
                let refused = odd.await.unwrap();
                self.look(&about, who, &refused).await;
                let said = refused.final_message().await.unwrap().text();
                is_refused |= said.contains(&self.not_offered);
                if is_refused {
                    break;
                }
                self.odd.insert(shape(&form.custom_id), said);
            }
            if is_refused {
                self.odd.remove(&shape(&form.custom_id));
            }
            for typed in TYPED {
                let filled = self.fill(self.stage.sim.submit(who, &form), &form, typed);
                let Ok(done) = filled.await else { continue };
                self.used.insert(shape(&form.custom_id));
                self.look(&about, who, &done).await;
            }
        }
        Some(done)
    }

    /// Judges the answer, and notes the messages that came of it.
    async fn look(&mut self, about: &str, who: UserId, done: &Invocation) {
        let (stage, sim, cast) = (self.stage, &self.stage.sim, self.stage.cast);
        assert_eq!(done.error(), None, "{about}: {:?}", done.body());
        self.foreign.look(about, &done.response());
        stage.wait_until_idle().await;
        let bot = sim.bot_user_id();
        let posts = [cast.mod_log, cast.staff, cast.general].into_iter();
        let posts = posts.flat_map(|channel| sim.messages_after(channel, self.newest));
        let posts = posts.map(|post| (cast.owner, post));
        let direct = |user| sim.dms_after(user, self.newest).into_iter().map(move |notice| (user, notice));
        let brought = posts.chain(direct(self.person)).chain(direct(cast.owner));
        let brought: Vec<_> = brought.filter(|(_, message)| message.author == bot).collect();
        self.newest = brought.iter().map(|(_, message)| message.id).max().or(self.newest);
        self.left.extend(brought);
        self.left.extend(done.reply().into_iter().chain(done.follow_ups()).map(|message| (who, message)));
    }

    /// Uses a control of a message that was not used yet, if there is one.
    async fn use_one(&mut self, about: &str, who: UserId, message: &Message) -> bool {
        let sim = &self.stage.sim;
        let Some(now) = sim.message_seen_by(who, message.channel, message.id) else { return false };
        let uses = now.controls().into_iter().filter(|control| !control.disabled);
        let uses = uses.flat_map(|control| self.values(&now, &control.custom_id));
        let Some((id, value, key)) = uses
            .map(|(id, value)| {
                let key = self.key(about, &id, &value);
                (id, value, key)
            })
            .rfind(|(.., key)| !self.used.contains(key))
        else {
            return false;
        };
        self.used.insert(key);
        let gesture = match value {
            Some(value) => sim.select(who, &now, &id, vec![value]),
            None => sim.press(who, &now, &id),
        };
        let about = format!("{about}: {}", shape(&id));
        self.send(&about, who, gesture).await;
        true
    }

    fn key(&self, about: &str, id: &str, value: &Option<OptionValue>) -> String {
        let root = about.split(':').next().unwrap_or_default();
        let apart = APART.iter().any(|name| id.starts_with(&format!("{name}:")));
        let value = match value {
            Some(OptionValue::Text(text)) => format!("={}", shape(text)),
            _ => String::new(),
        };
        format!("{}{value}{}", shape(id), if apart { root } else { "" })
    }

    /// Returns a control with each of the values that can be chosen in it; a button has none.
    fn values(&self, message: &Message, id: &str) -> Vec<(String, Option<OptionValue>)> {
        let component = found(&message.components, id).unwrap();
        let one = |value: OptionValue| vec![(id.to_owned(), Some(value))];
        match component["type"].as_u64().unwrap() {
            3 => {
                let options = component["options"].as_array().unwrap().iter();
                let values = options.map(|option| option["value"].as_str().unwrap());
                // In another language, the rest would be judged by the wrong words.
                let values =
                    values.filter(|value| !["en", "de", "cs"].contains(value) || *value == self.locale);
                values.map(|value| (id.to_owned(), Some(value.into()))).collect()
            }
            5 | 7 => one(self.person.into()),
            6 => one(self.named.role.into()),
            8 if component["channel_types"].to_string().contains('0') => one(self.stage.cast.staff.into()),
            8 if component["channel_types"].to_string().contains('4') => one(self.stage.cast.category.into()),
            8 => one(self.stage.cast.staff.into()),
            _ => vec![(id.to_owned(), None)],
        }
    }

    /// Fills in a form, with `typed` in each text field.
    fn fill(&self, gesture: Gesture, form: &Modal, typed: &str) -> Gesture {
        form.fields().into_iter().fold(gesture, |gesture, field| {
            let first = field.component["options"][0]["value"].as_str();
            let types = field.component["file_types"].to_string();
            let value: OptionValue = match field.kind {
                4 => typed.into(),
                3 | 22 => vec![first.unwrap()].into(),
                21 => first.unwrap().into(),
                5 | 7 => vec![self.person].into(),
                6 => vec![self.named.role].into(),
                8 => vec![self.stage.cast.staff].into(),
                19 if types.contains("txt") => {
                    vec![OptionValue::file("list.txt", self.person.to_string())].into()
                }
                19 => vec![OptionValue::file("a.png", b"a picture".to_vec())].into(),
                23 => true.into(),
                _ => return gesture,
            };
            gesture.with(&field.custom_id, value)
        })
    }

    /// Fills in something that the form does not offer, where it offers a choice.
    fn oddly_filled(&self, who: UserId, form: &Modal, typed: &str) -> Option<Gesture> {
        let field = form.fields().into_iter().rfind(|field| [3, 19, 21, 22].contains(&field.kind))?;
        // The first answer to a field counts.
        let odd = self.stage.sim.submit(who, form).with(&field.custom_id, "odd");
        Some(self.fill(odd, form, typed).forged())
    }

    /// Uses each of these commands: as somebody who may not, with all options, as it does something, and once more.
    async fn commands(&mut self, commands: Vec<(String, Vec<Value>)>) {
        let (stage, cast) = (self.stage, self.stage.cast);
        let sim = &stage.sim;
        self.set_up().await;
        for (path, options) in commands {
            if path == "setup" {
                for setting in ["presets", "jail"] {
                    self.clear(setting).await;
                }
            } else if UPSETTING.iter().any(|it| path.starts_with(it)) {
                self.set_up().await;
            }
            let about = format!("/{path}");
            let scene = Scene::new(stage, "somewhere");
            self.meet(scene.user);
            let has_names = ["rolemenu", "settings"].iter().any(|it| path.starts_with(it));
            self.foreign.vocabulary.allow(if has_names { OWN } else { "" });
            let order = || sim.slash(cast.owner, cast.general, &path);
            for option in options.iter().filter(|option| option["autocomplete"] == true) {
                for typed in ["", "1", "spam"] {
                    let typing = order().typing(option["name"].as_str().unwrap(), typed);
                    self.send(&about, cast.owner, typing.forged()).await;
                }
            }
            let refused = filled(sim.slash(cast.newcomer, cast.general, &path), &options, &self.named);
            self.order(&about, cast.newcomer, refused.forged()).await;
            let mut all = options.clone();
            all.iter_mut().for_each(|option| option["required"] = true.into());
            self.order(&about, cast.owner, filled(order(), &all, &self.named).forged()).await;
            // The other language would be judged by the wrong words.
            if path != "settings jail" && path != "settings language" {
                let prepared = scene.command(&path, &options).await;
                self.order(&about, cast.admin, prepared.forged()).await;
            }
            self.order(&about, cast.owner, filled(order(), &options, &self.named).forged()).await;
        }
        self.foreign.vocabulary.allow(OWN);
        self.set_up().await;
    }

    async fn menus(&mut self) {
        let (stage, cast) = (self.stage, self.stage.cast);
        for (_, command) in features::registry().unwrap().commands() {
            let (kind, name) = (u8::from(command.definition.kind), &command.definition.name);
            if kind == 1 {
                continue;
            }
            for who in [cast.newcomer, cast.owner] {
                let scene = Scene::new(stage, "somewhere");
                self.meet(scene.user);
                let gesture = match kind {
                    2 => stage.sim.user_menu(who, cast.general, name, scene.user),
                    _ => stage.sim.message_menu(who, name, &scene.message),
                };
                self.order(name, who, gesture.forged()).await;
            }
        }
    }

    /// Uses controls of what does not exist any more.
    async fn stale(&mut self) {
        let (stage, cast) = (self.stage, self.stage.cast);
        let message = stage.sim.write(cast.member, cast.general, "hello").unwrap();
        for id in table::CONTROLS.iter().flat_map(|(_, ids)| ids.iter()).map(|(id, ..)| *id) {
            for who in [cast.newcomer, cast.owner] {
                self.order(id, who, stage.sim.press(who, &message, id).forged()).await;
            }
        }
    }

    /// Lets the receipts be closed in the language in which they were written.
    async fn close_receipts(&mut self) {
        self.stage.ring("close_receipt").await;
        let left = "select count(*) from jobs where kind = 'close_receipt' and finished_at is null and (lease is not null or run_at <= now())";
        self.stage.counted(left, 0).await;
        self.look_at_calls("closing");
    }

    /// Reads what was stored in another language.
    async fn read_back(&mut self, other: &Vocabulary) {
        let (stage, cast) = (self.stage, self.stage.cast);
        // Reasons that Gavel gives are for the audit log, too, and those that were chosen are the server's own: they stay
        // in the language that the server had.
        let reasons = REASONS.map(|id| other.message(id)).join(" ");
        self.foreign.vocabulary.allow(&format!("{OWN} {reasons}"));
        let order = |path: &str| stage.sim.slash(cast.owner, cast.general, path);
        for (number, _) in stage.cases().await {
            for path in ["case view", "case history"] {
                let look = order(path).with("number", i64::from(number));
                self.send(&format!("/{path} {number}"), cast.owner, look).await;
            }
        }
        self.left.clear();
        for path in
            ["case list", "case search", "history", "report list", "settings history", "settings show"]
        {
            let options = leaves().into_iter().find(|(it, _)| it == path).unwrap().1;
            self.order(path, cast.owner, filled(order(path), &options, &self.named)).await;
        }
    }

    /// Uses what stands below long lists alone.
    async fn many(&mut self) {
        let (stage, cast) = (self.stage, self.stage.cast);
        let sim = &stage.sim;
        let person = sim.add_member(cast.guild, "somebody", &[cast.member_role]);
        self.meet(person);
        // A step of the ladder would end the warnings.
        self.clear("ladder").await;
        let order = |path: &str| sim.slash(cast.owner, cast.general, path);
        self.send("many", cast.owner, order("warn").with("user", person)).await;
        let first = stage.cases().await.into_iter().map(|(number, _)| i64::from(number)).max().unwrap();
        for n in 0..12 {
            let remind = order("remind me").with("when", "1h").with("text", "spam");
            self.send("many", cast.owner, remind).await;
            self.send("many", cast.owner, order("warn").with("user", person)).await;
            let reason = if n % 2 == 0 { "hello" } else { "spam" };
            let edit = order("case edit").with("number", first).with("reason", reason);
            self.send("many", cast.owner, edit).await;
        }
        for n in 0..22 {
            let form = order("tag create").with("name", format!("spam{n}").as_str()).await.unwrap();
            let form = sim.submit(cast.owner, &form.modal().unwrap()).with("text", "spam");
            self.send("many", cast.owner, form).await;
        }
        self.left.clear();
        for list in [
            order("remind list"),
            order("tag list"),
            // One is kept, the other is deleted.
            order("tag delete").with("name", "spam1"),
            order("tag delete").with("name", "spam2"),
            order("history").with("user", person),
            order("case history").with("number", first),
        ] {
            self.order("many", cast.owner, list).await;
        }
        self.order("many", person, sim.slash(person, cast.general, "record")).await;
        // A channel is made, and then chosen.
        for _ in 0..2 {
            self.clear("appeals").await;
            self.order("many", cast.owner, order("setup")).await;
        }
    }

    /// Gives orders while Discord is away, and cancels them.
    async fn away(&mut self) {
        let (stage, cast) = (self.stage, self.stage.cast);
        let sim = &stage.sim;
        let order = |path: &str| sim.slash(cast.owner, cast.general, path);
        sim.everywhere(|fault| fault.status(503));
        for order in [
            order("warn").with("user", self.person),
            order("settings autorole").with("role", self.named.role),
        ] {
            let recorded = order.await.unwrap();
            self.foreign.look("away", &recorded.response());
            let Some(reply) = recorded.reply() else { continue };
            for control in reply.controls() {
                let cancel = sim.press(cast.owner, &reply, &control.custom_id);
                let Ok(cancelled) = cancel.await else { continue };
                self.foreign.look("away", &cancelled.response());
                self.used.insert(shape(&control.custom_id));
            }
        }
        sim.clear_faults();
        stage.wait_until_idle().await;
        self.look_at_calls("away");
    }

    /// Resets a setting.
    async fn clear(&mut self, setting: &str) {
        let (sim, cast) = (&self.stage.sim, self.stage.cast);
        let order = sim.slash(cast.owner, cast.general, "settings clear").with("setting", setting);
        let Some(asked) = self.send("clear", cast.owner, order).await else { return };
        let Some(question) = asked.reply() else { return };
        let yes = question.controls().into_iter().find(|control| control.custom_id.contains(":yes:"));
        if let Some(yes) = yes {
            self.send("clear", cast.owner, sim.press(cast.owner, &question, &yes.custom_id)).await;
        }
        self.left.clear();
    }

    /// Sets the server up, as most of what follows needs it.
    async fn set_up(&mut self) {
        let cast = self.stage.cast;
        let order = |path: &str| self.stage.sim.slash(cast.owner, cast.general, path);
        for order in [
            order("settings log").with("channel", cast.mod_log),
            order("settings log").with("channel", cast.mod_log).with("category", "reports"),
            order("settings appeals").with("channel", cast.staff),
            order("settings presets").with("reason", "spam"),
        ] {
            let done = order.await.unwrap();
            self.look("set up", cast.owner, &done).await;
        }
        self.left.clear();
    }

    /// Lets another person be the one that everything is about.
    fn meet(&mut self, person: UserId) {
        self.stage.sim.set_locale(person, self.locale);
        self.person = person;
        self.named.user = person;
    }
}

/// Returns the component with this custom id.
fn found<'a>(components: &'a [Value], id: &str) -> Option<&'a Value> {
    components.iter().find_map(|component| {
        let inner = component["components"].as_array().map(Vec::as_slice).unwrap_or_default();
        let accessory = component.get("accessory").filter(|it| it["custom_id"] == id);
        (component["custom_id"] == id).then_some(component).or(accessory).or_else(|| found(inner, id))
    })
}

/// Returns the feature and verb of each control, as the sources have them: `report:claim`.
fn verbs() -> BTreeSet<String> {
    let mut files = Vec::new();
    crate::catalogue::sources(Path::new("src"), &mut files);
    let mut found = BTreeSet::new();
    for file in files {
        let source = std::fs::read_to_string(&file).unwrap();
        let Some((_, code)) = source.split_once("Control for ") else { continue };
        let code = code.split("fn ack(").next().unwrap();
        let Some((_, feature)) = code.split_once("const FEATURE: &'static str = \"") else { continue };
        let feature = feature.split('"').next().unwrap();
        let read = code.split_once("fn read(").unwrap().1;
        for pattern in read.split("[\"").skip(1) {
            let pattern = pattern.split("] ").next().unwrap();
            let pattern = pattern.split(']').next().unwrap();
            // Something else than a pattern of a custom id, such as an index.
            let Some(verb) = pattern.split('"').next() else { continue };
            found.insert(format!("{feature}:{verb}"));
        }
    }
    found
}

#[tokio::test]
async fn everything_that_can_be_used_is_in_german() {
    everything_that_can_be_used_is_in("de", "cs").await;
}

#[tokio::test]
async fn everything_that_can_be_used_is_in_czech() {
    everything_that_can_be_used_is_in("cs", "de").await;
}

async fn everything_that_can_be_used_is_in(locale: &'static str, other: &'static str) {
    let stage = Stage::with_log().await;
    stage.set_jail().await;
    let (wiping, lasting): (Vec<_>, Vec<_>) =
        leaves().into_iter().partition(|(path, _)| WIPING.contains(&path.as_str()));
    let mut walk = Walk::new(&stage, locale);
    walk.commands(lasting).await;
    walk.menus().await;
    walk.stale().await;
    walk.many().await;
    walk.away().await;
    walk.close_receipts().await;
    let mut later = Walk::new(&stage, other);
    later.read_back(&walk.foreign.vocabulary).await;
    let mut last = Walk::new(&stage, locale);
    last.commands(wiping).await;
    let used: BTreeSet<String> = walk.used.into_iter().chain(last.used).collect();
    let is_unused = |verb: &String| {
        let (feature, verb) = verb.split_once(':').unwrap();
        let begins = format!("{feature}:#:{verb}");
        !RARE.contains(&format!("{feature}:{verb}").as_str())
            && !used.iter().any(|used| used.starts_with(&begins))
    };
    let unused: Vec<String> = verbs().into_iter().filter(is_unused).collect();
    let odd: Vec<_> = walk.odd.into_iter().chain(last.odd).collect();
    let later = later.foreign.found.into_iter().map(|it| format!("later: {it}"));
    let wrong: Vec<String> = walk.foreign.found.into_iter().chain(last.foreign.found).chain(later).collect();
    assert!(
        unused.is_empty() && odd.is_empty() && wrong.is_empty(),
        "not used: {unused:?}\nnot refused: {odd:#?}\n{} texts:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
    stage.sim.clear_violations();
    stage.close().await;
}
