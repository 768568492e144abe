//! The panel of `/settings show`: every control changes what it shows, is checked as if typed, and is taken back.

use discord_stand_in::{ChannelKind, Fault, Message, Modal, OptionValue};
use serde_json::{Value, json};

use crate::support::stage::Stage;

/// A section, a setting, the placeholder of its select, what is chosen, the place in the document, and what is there then.
type Row<'a> = (&'a str, &'a str, &'a str, Vec<String>, &'a str, Value);

impl Stage {
    async fn document(&self) -> Value {
        let settings = "select settings from guilds";
        sqlx::query_scalar(settings).fetch_one(&self.database.pool).await.unwrap()
    }

    async fn panel(&self) -> Message {
        let show = self.sim.slash(self.cast.owner, self.cast.general, "settings show").await.unwrap();
        show.final_message().await.unwrap()
    }

    /// Chooses in a select of the panel.
    async fn picked(&self, card: &Message, select: &str, values: &[String]) -> Message {
        let picked = self.sim.select(self.cast.owner, card, select, values.to_vec()).await.unwrap();
        picked.final_message().await.unwrap()
    }

    /// Opens the page of a setting.
    async fn opened(&self, section: &str, setting: &str) -> Message {
        let home = self.panel().await;
        let page = self.picked(&home, "Choose a section", &[section.to_owned()]).await;
        self.picked(&page, "Choose a setting to change", &[setting.to_owned()]).await
    }

    /// Opens a form with a button.
    async fn form(&self, card: &Message, button: &str) -> Modal {
        self.sim.press(self.cast.owner, card, button).await.unwrap().modal().unwrap()
    }

    async fn filled(&self, form: &Modal, answers: &[(&str, OptionValue)]) -> Message {
        let gesture = self.sim.submit(self.cast.owner, form);
        let gesture = answers.iter().fold(gesture, |it, (name, answer)| it.with(name, answer.clone()));
        gesture.await.unwrap().final_message().await.unwrap()
    }
}

#[tokio::test]
async fn each_select_sets_what_it_shows_and_undo_takes_it_back() {
    let stage = Stage::new().await;
    let (sim, cast) = (&stage.sim, &stage.cast);
    let (low, vip) = (sim.add_role(cast.guild, "Low", 1, 0), sim.add_role(cast.guild, "VIP", 1, 0));
    let one = |id: String| json!(id);
    let (channel, low_id, vip_id) = (cast.mod_log.to_string(), low.to_string(), vip.to_string());
    let rows: [Row<'_>; 10] = [
        ("logs", "log", "Channel for: reports", vec![channel.clone()], "/log/reports", one(channel.clone())),
        (
            "logs",
            "message_log",
            "Choose the channel; none turns it off",
            vec![channel.clone()],
            "/message_log/channel",
            one(channel.clone()),
        ),
        (
            "moderation",
            "protected_roles",
            "Choose the protected roles",
            vec![low_id.clone(), vip_id.clone()],
            "/protected_roles",
            json!([low_id, vip_id]),
        ),
        (
            "restraint",
            "jail_role",
            "Choose the jail role",
            vec![low_id.clone()],
            "/jail_role",
            one(low_id.clone()),
        ),
        (
            "restraint",
            "lockdown",
            "Choose channels and categories",
            vec![cast.general.to_string(), cast.category.to_string()],
            "/lockdown/1",
            one(cast.category.to_string()),
        ),
        (
            "restraint",
            "appeals",
            "Choose the channel; none turns it off",
            vec![channel.clone()],
            "/appeals/channel",
            one(channel.clone()),
        ),
        (
            "members",
            "welcome",
            "Choose the channel; none turns it off",
            vec![channel.clone()],
            "/welcome/place/channel",
            one(channel.clone()),
        ),
        (
            "members",
            "autorole",
            "Choose the roles for newcomers",
            vec![vip_id.clone()],
            "/autorole/roles/0",
            one(vip_id.clone()),
        ),
        (
            "members",
            "alert",
            "Choose the channel; none turns it off",
            vec![channel.clone()],
            "/alert/channel",
            one(channel.clone()),
        ),
        ("server", "language", "Choose the language", vec!["de".to_owned()], "/language", json!("de")),
    ];
    for (section, setting, select, values, pointer, expected) in rows {
        let page = stage.opened(section, setting).await;
        let before = stage.document().await.pointer(pointer).cloned();
        let changed = stage.picked(&page, select, &values).await;
        assert!(changed.text().contains("Changed."), "{setting}: {}", changed.text());
        assert_eq!(stage.document().await.pointer(pointer), Some(&expected), "{setting}");
        // It is shown as chosen, and a second delivery changes nothing.
        let undone = stage.pressed(cast.owner, &changed, "Undo").await;
        assert!(undone.text().contains("taken back"), "{setting}: {}", undone.text());
        let after = stage.document().await.pointer(pointer).cloned();
        assert!(after == before || after == Some(Value::Null) || before.is_none(), "{setting}: {after:?}");
        let back = stage.pressed(cast.owner, &undone, "Back").await;
        assert!(back.control("Choose a setting to change").is_some(), "{setting}");
        let home = stage.pressed(cast.owner, &back, "Back").await;
        assert!(home.text().contains("Settings of this server"), "{}", home.text());
    }
    sim.clear_violations();
    stage.close().await;
}

#[tokio::test]
async fn each_form_is_filled_with_what_is_set_and_keeps_the_rules_of_the_commands() {
    let stage = Stage::with_log().await;
    let (sim, cast) = (&stage.sim, &stage.cast);
    let page = stage.opened("moderation", "presets").await;
    let form = stage.form(&page, "Edit").await;
    let done = stage.filled(&form, &[("text", "Spam\nFlood".into())]).await;
    assert!(done.text().contains("• Spam") && done.text().contains("• Flood"), "{}", done.text());
    let again = stage.form(&done, "Edit").await;
    assert_eq!(again.fields()[0].component["value"], "Spam\nFlood");
    let page = stage.opened("moderation", "warnings_count_for").await;
    let form = stage.form(&page, "Edit").await;
    let junk = stage.filled(&form, &[("duration", "soonish".into())]).await;
    assert!(junk.text().contains("can't read"), "{}", junk.text());
    stage.filled(&form, &[("duration", "30d".into())]).await;
    let page = stage.opened("server", "time_zone").await;
    let form = stage.form(&page, "Edit").await;
    stage.filled(&form, &[("zone", "europe/prague".into())]).await;
    let page = stage.opened("logs", "retention").await;
    let form = stage.form(&page, "Edit").await;
    stage.filled(&form, &[("cases", "400".into()), ("notes", "30".into())]).await;
    let now = stage.document().await;
    assert_eq!((&now["warnings_count_for"], &now["time_zone"]), (&json!("30d"), &json!("Europe/Prague")));
    assert_eq!(now["retention"], json!({ "cases": 400, "notes": 30 }));
    // A welcome is previewed with the reader's own name.
    let page = stage.opened("members", "welcome").await;
    let set = stage.picked(&page, "Choose the channel; none turns it off", &[cast.general.to_string()]).await;
    let form = stage.form(&set, "Edit the text").await;
    let done = stage.filled(&form, &[("text", "Hello {name}, number {count}".into())]).await;
    assert!(done.text().contains("Hello owner, number"), "{}", done.text());
    let odd = stage.filled(&form, &[("text", "Hello {whoever}".into())]).await;
    assert!(odd.text().contains("{whoever}") || odd.text().contains("whoever"), "{}", odd.text());
    let direct = stage.pressed(cast.owner, &done, "Send it as a DM").await;
    assert!(direct.text().contains("Hello owner"), "the text stays: {}", direct.text());
    // Appeals: questions, wait, who decides.
    let page = stage.opened("restraint", "appeals").await;
    let set = stage.picked(&page, "Choose the channel; none turns it off", &[cast.staff.to_string()]).await;
    let form = stage.form(&set, "Questions and wait").await;
    let done = stage.filled(&form, &[("question0", "Why?".into()), ("wait", "7d".into())]).await;
    let done = stage.pressed(cast.owner, &done, "Another moderator decides").await;
    assert!(done.text().contains("Why?"), "{}", done.text());
    let appeals = stage.document().await["appeals"].clone();
    assert_eq!((&appeals["wait"], &appeals["by_another"]), (&json!("7d"), &json!(true)));
    // A message about one kind of action.
    let page = stage.opened("moderation", "dm").await;
    let form =
        sim.select(cast.owner, &page, "Choose the action that the DM is about", vec!["warn".to_owned()]);
    let form = form.await.unwrap().modal().unwrap();
    let done = stage.filled(&form, &[("text", "Careful, {user}".into()), ("send", true.into())]).await;
    assert!(done.text().contains("Careful"), "{}", done.text());
    // A step is added, moved, and removed.
    let page = stage.opened("moderation", "ladder").await;
    let step = |of: &str| sim.select(cast.owner, &page, "Choose a step of the ladder", vec![of.to_owned()]);
    let form = step("new").await.unwrap().modal().unwrap();
    let action = || OptionValue::Many(vec!["kick".into()]);
    let done = stage.filled(&form, &[("points", "3".into()), ("action", action())]).await;
    assert!(done.text().contains("3 points: kick"), "{}", done.text());
    let form = step("3").forged().await.unwrap().modal().unwrap();
    let done = stage.filled(&form, &[("points", "5".into()), ("action", action())]).await;
    assert!(done.text().contains("5 points: kick") && !done.text().contains("3 points"), "{}", done.text());
    sim.clear_violations();
    stage.close().await;
}

#[tokio::test]
async fn what_is_gone_is_shown_first_and_offered_a_replacement() {
    let stage = Stage::with_log().await;
    let (sim, cast) = (&stage.sim, &stage.cast);
    let (old, new) = (
        sim.add_channel(cast.guild, "old", ChannelKind::Text),
        sim.add_channel(cast.guild, "new", ChannelKind::Text),
    );
    stage.set("settings appeals", &[]).await;
    let set = sim.slash(cast.owner, cast.general, "settings appeals").with("channel", old);
    set.await.unwrap().final_message().await.unwrap();
    let jail = stage.set_jail().await;
    sim.remove_channel(old);
    sim.remove_role(cast.guild, jail);
    let home = stage.panel().await;
    assert!(
        home.content.starts_with("⚠️") && home.content.matches("it was deleted").count() == 2,
        "{}",
        home.content
    );
    let page = stage.picked(&home, "Mend what doesn't work", &["appeals".to_owned()]).await;
    assert!(page.content.contains("it was deleted"), "{}", page.content);
    let mended = stage.picked(&page, "Choose the channel; none turns it off", &[new.to_string()]).await;
    assert!(!mended.text().contains("it was deleted"), "{}", mended.text());
    let home = stage.panel().await;
    assert_eq!(home.content.matches("it was deleted").count(), 1, "{}", home.content);
    sim.clear_violations();
    stage.close().await;
}

#[tokio::test]
async fn each_press_is_checked_again_and_what_is_stale_says_so() {
    let stage = Stage::new().await;
    let (sim, cast) = (&stage.sim, &stage.cast);
    let manager = sim.add_role(cast.guild, "Manager", 2, 1 << 5);
    let junior = sim.add_member(cast.guild, "junior", &[manager]);
    let show = sim.slash(junior, cast.general, "settings show").await.unwrap().final_message().await.unwrap();
    let forged = async |id: &str, values: Vec<String>| {
        let press = if values.is_empty() {
            sim.press(junior, &show, id)
        } else {
            sim.select(junior, &show, id, values)
        };
        press.forged().await.unwrap().final_message().await.unwrap().text()
    };
    let page = async |section: &str, setting: &str| {
        let mut page =
            sim.slash(junior, cast.general, "settings show").await.unwrap().final_message().await.unwrap();
        for (select, value) in [("panel:1:choose", section), ("panel:1:open", setting)] {
            let turned = sim.select(junior, &page, select, vec![value.to_owned()]).await.unwrap();
            page = turned.final_message().await.unwrap();
        }
        page
    };
    let picked = async |page: &Message, select: &str, value: String| {
        let pick = sim.select(junior, page, select, vec![value]).await.unwrap();
        pick.final_message().await.unwrap().text()
    };
    // What they may not type, they may not click.
    let protected = {
        let page = page("moderation", "protected_roles").await;
        picked(&page, "panel:1:pick:protected_roles:main", cast.senior_role.to_string()).await
    };
    assert!(protected.contains("below"), "{protected}");
    let jail = {
        let page = page("restraint", "jail_role").await;
        picked(&page, "panel:1:pick:jail_role:main", cast.senior_role.to_string()).await
    };
    assert!(jail.contains("<@&"), "{jail}");
    let closed = sim.add_channel(cast.guild, "closed", ChannelKind::Text);
    sim.set_role_overwrite(closed, cast.bot_role, 0, 1 << 10);
    let logs = page("logs", "log").await;
    let log = picked(&logs, "panel:1:pick:log:everything", closed.to_string()).await;
    assert!(log.contains("I don't have the permission"), "{log}");
    let elsewhere = sim.select(junior, &logs, "panel:1:pick:log:everything", vec!["99".to_owned()]).forged();
    let elsewhere = elsewhere.await.unwrap().final_message().await.unwrap().text();
    assert!(elsewhere.contains("99"), "{elsewhere}");
    for (id, values, why) in [
        ("panel:1:pick:language:main", vec!["tlh".to_owned()], "isn't one that this form offers"),
        ("panel:1:pick:log:main", vec!["5".to_owned()], "too old"),
        ("panel:1:switch:message_log:bots:on", vec![], "channel"),
        ("panel:1:undo:log:1:2", vec![], "no longer know what that change replaced"),
        ("panel:1:form:log", vec![], "too old"),
        ("panel:1:form_of:ladder", vec!["77".to_owned()], "isn't one that this form offers"),
    ] {
        let said = forged(id, values).await;
        assert!(said.contains(why), "{id}: {said}");
    }
    let document = stage.document().await;
    assert!(document["log"].is_null() || document["log"] == json!({}), "{document}");
    sim.clear_violations();
    stage.close().await;
}

#[tokio::test]
async fn clear_says_what_it_clears_and_asks() {
    let stage = Stage::with_log().await;
    let (sim, cast) = (&stage.sim, &stage.cast);
    let nothing = stage.set("settings clear", &[("setting", "presets")]).await;
    assert!(nothing.contains("has its default already"), "{nothing}");
    let asked = sim.slash(cast.owner, cast.general, "settings clear").with("setting", "log").await.unwrap();
    let asked = asked.final_message().await.unwrap();
    assert!(asked.text().contains(&format!("<#{}>", cast.mod_log)), "{}", asked.text());
    assert_eq!(stage.document().await["log"]["everything"], cast.mod_log.to_string());
    let done = stage.pressed(cast.owner, &asked, "Reset to default").await;
    assert!(done.text().contains("Setting reset to its default"), "{}", done.text());
    assert_eq!(stage.document().await["log"], json!({}));
    let undone = stage.pressed(cast.owner, &done, "Undo").await;
    assert!(undone.text().contains("taken back"), "{}", undone.text());
    assert_eq!(stage.document().await["log"]["everything"], cast.mod_log.to_string());
    stage.close().await;
}

#[tokio::test]
async fn the_profile_is_changed_in_one_call_and_stands_in_the_history() {
    let stage = Stage::new().await;
    let (sim, cast) = (&stage.sim, &stage.cast);
    let profile = || sim.slash(cast.owner, cast.general, "settings profile");
    sim.set_permissions(cast.guild, cast.bot_role, (1 << 53) - 1 - (1 << 3));
    let png = || OptionValue::file("hammer.png", b"\x89PNG\r\n\x1a\n and so on".to_vec());
    sim.fault(Fault::on("PATCH", "/guilds/{}/members/@me").status(503));
    let done =
        profile().with("nick", "Hammer").with("bio", "I keep order.").with("avatar", png()).await.unwrap();
    let text = done.final_message().await.unwrap().text();
    assert!(text.contains("avatar, bio, nickname"), "{text}");
    stage.repeated(&done).await;
    let calls = sim.requests_to("PATCH", "/guilds/{}/members/@me");
    assert_eq!(calls.len(), 2, "one that failed, and one");
    let body = &calls[1].body;
    assert!(body["avatar"].as_str().unwrap().starts_with("data:image/png;base64,iVBORw0K"), "{body}");
    assert_eq!(
        (&body["nick"], &body["bio"], body.get("banner")),
        (&json!("Hammer"), &json!("I keep order."), None)
    );
    assert_eq!(sim.member(cast.guild, sim.bot_user_id()).unwrap().nick.as_deref(), Some("Hammer"));
    let back = profile().with("restore", "everything").await.unwrap().final_message().await.unwrap();
    assert!(back.text().contains("avatar, banner, bio, nickname"), "{}", back.text());
    assert_eq!(sim.member(cast.guild, sim.bot_user_id()).unwrap().nick, None);
    let history = sim.slash(cast.owner, cast.general, "settings history").await.unwrap().text();
    assert_eq!(history.matches("My profile here was changed").count(), 2, "{history}");
    // What is no picture is refused, and so are nothing and a file that is too large.
    let odd = profile().with("banner", OptionValue::file("banner.png", b"<svg/>".to_vec())).await.unwrap();
    assert!(odd.final_message().await.unwrap().text().contains("no picture"), "{}", odd.text());
    let large =
        profile().with("banner", OptionValue::file("large.png", vec![0; 8 * 1024 * 1024 + 1])).await.unwrap();
    assert!(large.text().contains("too large"), "{}", large.text());
    assert!(profile().await.unwrap().text().contains("Choose `nick`"));
    sim.set_permissions(cast.guild, cast.bot_role, 1 << 10);
    sim.set_permissions(cast.guild, cast.guild.cast(), 1 << 10);
    let lacks = profile().with("nick", "Nail").await.unwrap();
    assert!(lacks.text().contains("Change Nickname"), "{}", lacks.text());
    assert_eq!(sim.requests_to("PATCH", "/guilds/{}/members/@me").len(), 3);
    sim.clear_violations();
    stage.close().await;
}
