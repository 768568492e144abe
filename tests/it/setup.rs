//! `/setup`: from nothing to a moderated server by clicking; each thing is made once, and taken back alone.

use discord_stand_in::{ChannelId, Fault, Message, OptionValue, RoleId, UserId};
use serde_json::{Value, json};

use crate::support::stage::Stage;

/// The clicks that the book promises (`docs/src/setup.md`).
const CLICKS: usize = 8;

/// Somebody who sets up a server, and their clicks.
struct Owner<'a> {
    stage: &'a mut Stage,
    card: Message,
    clicks: usize,
}

impl<'a> Owner<'a> {
    async fn new(stage: &'a mut Stage) -> Self {
        let card = setup(stage, stage.cast.owner).await;
        Self { stage, card, clicks: 0 }
    }

    /// Presses a button of the card, which is one click, and looks at it again; the server restarts in between.
    async fn press(&mut self, button: &str) -> String {
        let owner = self.stage.cast.owner;
        self.card = self.stage.pressed(owner, &self.card, button).await;
        self.clicks += 1;
        self.stage.restart().await;
        self.card.text()
    }

    /// Opens a select and chooses in it, which are two clicks.
    async fn choose(&mut self, select: &str, value: impl Into<OptionValue>) -> String {
        let picked = self.stage.sim.select(self.stage.cast.owner, &self.card, select, value).await.unwrap();
        self.card = picked.final_message().await.unwrap();
        self.clicks += 2;
        self.stage.restart().await;
        self.card.text()
    }
}

async fn setup(stage: &Stage, who: UserId) -> Message {
    stage.sim.slash(who, stage.cast.general, "setup").await.unwrap().final_message().await.unwrap()
}

async fn settings(stage: &Stage) -> Value {
    let settings = "select settings from guilds";
    sqlx::query_scalar(settings).fetch_one(&stage.database.pool).await.unwrap()
}

fn channel_named(stage: &Stage, name: &str) -> Vec<ChannelId> {
    let all = stage.sim.channels(stage.cast.guild).into_iter();
    all.filter(|channel| channel.name == name).map(|channel| channel.id).collect()
}

fn roles_named(stage: &Stage, name: &str) -> Vec<RoleId> {
    let roles = stage.sim.guild(stage.cast.guild).unwrap().roles;
    roles.into_values().filter(|role| role.name == name).map(|role| role.id).collect()
}

/// A new server; its owner has a few minutes, a mouse, and no wish to read a manual.
#[tokio::test]
async fn from_nothing_to_a_log_a_jail_a_ladder_reports_and_appeals_by_clicking_only() {
    let mut stage = Stage::new().await;
    let cast = stage.cast;
    let mut owner = Owner::new(&mut stage).await;
    let text = owner.card.text();
    assert!(text.contains("⚠️ **Log** · not set") && text.contains("▫️ **Jail role**"), "{text}");
    assert!(text.find("⚠️") < text.find("▫️") && text.find("▫️") < text.find("✅"), "{text}");

    let text = owner.press("Make a log channel").await;
    assert!(text.contains("✅ **Log**") && text.contains("✅ **Reports**"), "{text}");
    let text = owner.press("Make the jail").await;
    assert!(text.contains("see no channel") && text.contains("✅ **Jail role**"), "{text}");
    let text = owner.choose("Choose a ladder", vec!["usual".to_owned()]).await;
    assert!(text.contains("3 points: timeout for 1h"), "{text}");
    let text = owner.choose("Choose reasons for moderators to pick from", vec!["short".to_owned()]).await;
    assert!(text.contains("pick from 5 reasons"), "{text}");
    let text = owner.press("Make a channel for reports").await;
    assert!(text.contains("is made and used from now on"), "{text}");
    let text = owner.press("Make a channel for appeals").await;
    assert!(!text.contains("⚠️"), "nothing is missing: {text}");
    let clicks = owner.clicks;

    // All of it works.
    let [log, reports, appeals] = ["mod-log", "reports", "appeals"].map(|name| {
        let made = channel_named(&stage, name);
        *made.last().unwrap()
    });
    let jail = roles_named(&stage, "Jailed")[0];
    let sim = &stage.sim;
    let somebody = |name: &str| sim.add_member(cast.guild, name, &[cast.member_role]);
    let (noisy, rude, gone) = (somebody("noisy"), somebody("rude"), somebody("gone"));
    stage.by(cast.admin, "warn", noisy, &[("points", "3")]).await;
    stage.wait_until_idle().await;
    assert!(sim.member(cast.guild, noisy).unwrap().timed_out_until.is_some(), "the ladder");
    stage.by(cast.admin, "jail", rude, &[]).await;
    stage.wait_until_idle().await;
    assert!(sim.member(cast.guild, rude).unwrap().roles.contains(&jail));
    let unseen = sim.write(rude, cast.general, "let me out");
    assert!(unseen.is_err(), "who is in jail sees no channel");
    let message = sim.write(gone, cast.general, "buy now").unwrap();
    stage.reported(cast.member, &message, &[]).await;
    stage.wait_until_idle().await;
    assert!(sim.messages(reports).iter().any(|post| post.text().contains("buy now")));
    stage.by(cast.admin, "ban", gone, &[]).await;
    stage.wait_until_idle().await;
    let told = sim.dms(gone).into_iter().find(|message| message.control("Appeal").is_some()).unwrap();
    let form = sim.press(gone, &told, "Appeal").await.unwrap().modal().unwrap();
    let field = form.fields()[0].custom_id.clone();
    sim.submit(gone, &form).with(&field, "sorry").await.unwrap().final_message().await.unwrap();
    stage.wait_until_idle().await;
    assert!(sim.messages(appeals).iter().any(|post| post.text().contains("sorry")));
    assert!(sim.messages(log).len() >= 4, "each case is posted");
    // A moderator reads the log, a member does not.
    assert!(sim.write(cast.moderator, log, "seen").is_ok() && sim.write(cast.member, log, "seen").is_err());

    assert_eq!(clicks, CLICKS);
    let book = include_str!("../../docs/src/setup.md");
    assert!(book.contains(&format!("**{CLICKS} clicks**")), "the book says how many clicks it takes");
    sim.clear_violations();
    stage.close().await;
}

#[tokio::test]
async fn whatever_is_lost_on_the_way_each_thing_is_made_once() {
    let stage = Stage::new().await;
    let (sim, cast) = (&stage.sim, &stage.cast);
    let card = setup(&stage, cast.owner).await;
    sim.fault(Fault::on("POST", "/guilds/{}/roles").applied_but_answer_lost());
    sim.fault(Fault::on("POST", "/guilds/{}/channels").applied_but_answer_lost());
    sim.fault(Fault::on("PUT", "/channels/{}/permissions/{}").times(2).status(503));
    let jail = sim.press(cast.owner, &card, "Make the jail").await.unwrap();
    assert!(jail.final_message().await.unwrap().text().contains("✅ **Jail role**"), "{}", jail.text());
    stage.repeated(&jail).await;
    let log = sim.press(cast.owner, &card, "Make a channel for appeals").await.unwrap();
    log.final_message().await.unwrap();
    stage.repeated(&log).await;
    stage.wait_until_idle().await;
    assert_eq!(roles_named(&stage, "Jailed").len(), 1);
    assert_eq!(channel_named(&stage, "appeals").len(), 1);
    let once = "select count(*) from setting_events where setting in ('jail_role', 'appeals')";
    stage.counted(once, 2).await;
    // The same button again, on a card that is old by now.
    let again = sim.press(cast.owner, &card, "setup:1:jail_role").forged().await.unwrap();
    let again = again.final_message().await.unwrap();
    assert!(again.text().contains("There is a jail role already"), "{}", again.text());
    assert_eq!(roles_named(&stage, "Jailed").len(), 1);
    stage.close().await;
}

#[tokio::test]
async fn undo_removes_what_was_made_and_only_that() {
    let stage = Stage::new().await;
    let (sim, cast) = (&stage.sim, &stage.cast);
    let overwrites = |channel| sim.channel(channel).unwrap().overwrites.len();
    let there = overwrites(cast.general);
    let card = setup(&stage, cast.owner).await;
    let made = stage.pressed(cast.owner, &card, "Make the jail").await;
    let jail = roles_named(&stage, "Jailed")[0];
    assert_eq!(overwrites(cast.general), there + 1);
    stage.by(cast.admin, "jail", cast.member, &[]).await;
    let refused = stage.pressed(cast.owner, &made, "Undo").await;
    assert!(refused.text().contains("Release them first"), "{}", refused.text());
    stage.by(cast.admin, "unjail", cast.member, &[]).await;
    let undone = stage.pressed(cast.owner, &made, "Undo").await;
    assert!(undone.text().contains("What I made is gone again"), "{}", undone.text());
    assert!(undone.control("Make the jail").is_some() && roles_named(&stage, "Jailed").is_empty());
    assert_eq!((overwrites(cast.general), settings(&stage).await["jail_role"].clone()), (there, Value::Null));
    // Once more, on the old card: there is nothing left to remove, and a new jail stays.
    let own = stage.set_jail().await;
    let undo = made.control("Undo").unwrap().custom_id;
    sim.press(cast.owner, &made, &undo).forged().await.unwrap().final_message().await.unwrap();
    assert_eq!(settings(&stage).await["jail_role"], own.to_string(), "{jail}");
    // A channel in which people wrote stays.
    let card = setup(&stage, cast.owner).await;
    for (button, name, is_kept) in
        [("Make a channel for appeals", "appeals", false), ("Make a channel for reports", "reports", true)]
    {
        let made = stage.pressed(cast.owner, &card, button).await;
        let channel = channel_named(&stage, name)[0];
        if is_kept {
            sim.write(cast.moderator, channel, "is this the place?").unwrap();
        }
        let undone = stage.pressed(cast.owner, &made, "Undo").await.text();
        assert_eq!(undone.contains("People wrote in it"), is_kept, "{undone}");
        assert_eq!(channel_named(&stage, name).len(), usize::from(is_kept), "{undone}");
    }
    let now = settings(&stage).await;
    assert!(now["appeals"].is_null() && now["log"] == json!({}), "{now}");
    stage.close().await;
}

#[tokio::test]
async fn a_choice_is_checked_as_if_it_was_typed_and_taken_back_with_a_button() {
    let stage = Stage::new().await;
    let (sim, cast) = (&stage.sim, &stage.cast);
    let card = setup(&stage, cast.senior).await;
    // Whoever can't ban adds no step that bans.
    let manager = sim.add_role(cast.guild, "Manager", 2, 1 << 5);
    let junior = sim.add_member(cast.guild, "junior", &[manager]);
    let theirs = setup(&stage, junior).await;
    let choose = async |who, card: &Message, select: &str, value: Vec<String>| {
        sim.select(who, card, select, value).await.unwrap().final_message().await.unwrap()
    };
    let refused = choose(junior, &theirs, "setup:1:ladder", vec!["strict".to_owned()]).await;
    assert!(refused.text().contains("You need the permission"), "{}", refused.text());
    for button in ["Make the jail", "Make a log channel"] {
        let refused = stage.pressed(junior, &theirs, button).await;
        assert!(refused.text().contains("You need the permission"), "{}", refused.text());
    }
    // A channel that is closed to Gavel is no log.
    let closed = sim.add_channel(cast.guild, "closed", discord_stand_in::ChannelKind::Text);
    sim.set_role_overwrite(closed, cast.bot_role, 0, 1 << 10);
    let refused = choose(cast.senior, &card, "setup:1:choose:log", vec![closed.to_string()]).await;
    assert!(refused.text().contains("I don't have the permission"), "{}", refused.text());
    assert_eq!(settings(&stage).await["log"], Value::Null);
    let chosen = choose(cast.senior, &card, "setup:1:choose:log", vec![cast.mod_log.to_string()]).await;
    assert!(chosen.text().contains("is used from now on"), "{}", chosen.text());
    assert_eq!(settings(&stage).await["log"]["everything"], cast.mod_log.to_string());
    // What was changed again since is left alone; then it is taken back.
    let other = sim.slash(cast.owner, cast.general, "settings log").with("channel", cast.staff);
    other.await.unwrap().final_message().await.unwrap();
    let stale = stage.pressed(cast.senior, &chosen, "Undo").await;
    assert!(stale.text().contains("changed again since"), "{}", stale.text());
    let back = sim.slash(cast.owner, cast.general, "settings log").with("channel", cast.mod_log);
    back.await.unwrap().final_message().await.unwrap();
    let undone = stage.pressed(cast.senior, &chosen, "Undo").await;
    assert!(undone.text().contains("was taken back") && undone.control("Undo").is_some());
    assert_eq!(settings(&stage).await["log"], json!({}));
    let history = sim.slash(cast.owner, cast.general, "settings history").await.unwrap().text();
    assert!(history.matches("Log channels").count() == 4, "{history}");
    // Values that no card offers are refused in words.
    for (select, value) in
        [("setup:1:ladder", "harsh"), ("setup:1:reasons", "all"), ("setup:1:choose:log", "x")]
    {
        let odd = sim.select(cast.senior, &card, select, vec![value.to_owned()]).forged().await.unwrap();
        let odd = odd.final_message().await.unwrap().text();
        assert!(odd.contains("isn't one that this form offers"), "{select}: {odd}");
    }
    let gone = sim.press(cast.senior, &card, "setup:1:remove:99").forged().await.unwrap();
    assert!(gone.text().contains("no longer know what was made"), "{}", gone.text());
    sim.clear_violations();
    stage.close().await;
}

#[tokio::test]
async fn a_server_that_adds_gavel_is_greeted_once_in_its_system_channel_or_by_direct_message() {
    let stage = Stage::new().await;
    let (sim, cast) = (&stage.sim, &stage.cast);
    sim.set_events_endpoint(&stage.server(0).url("/webhook-events"));
    let added = || {
        json!({ "integration_type": 0, "guild": { "id": cast.guild.to_string() },
            "user": { "id": cast.owner.to_string() }, "scopes": ["bot"] })
    };
    sim.set_guild_setting(cast.guild, "system_channel_id", json!(cast.general.to_string()));
    let bot = sim.bot_user_id();
    let hellos = |messages: Vec<Message>| {
        messages.iter().filter(|it| it.author == bot && it.text().contains("Thanks for adding me")).count()
    };
    for _ in 0..2 {
        assert_eq!(sim.webhook_event("APPLICATION_AUTHORIZED", added()).await.status, Some(204));
        stage.wait_until_idle().await;
    }
    assert_eq!((hellos(sim.messages(cast.general)), hellos(sim.dms(cast.owner))), (1, 0));
    let forget = "update guilds set greeted_at = null";
    sqlx::query(forget).execute(&stage.database.pool).await.unwrap();
    // Where Gavel may not write, whoever added it reads it.
    sim.set_role_overwrite(cast.general, cast.bot_role, 0, 1 << 11);
    assert_eq!(sim.webhook_event("APPLICATION_AUTHORIZED", added()).await.status, Some(204));
    stage.wait_until_idle().await;
    assert_eq!((hellos(sim.messages(cast.general)), hellos(sim.dms(cast.owner))), (1, 1));
    // And where there is neither, nothing is said and nothing fails.
    sqlx::query(forget).execute(&stage.database.pool).await.unwrap();
    sim.set_guild_setting(cast.guild, "system_channel_id", Value::Null);
    sim.close_dms(cast.owner);
    assert_eq!(sim.webhook_event("APPLICATION_AUTHORIZED", added()).await.status, Some(204));
    stage.wait_until_idle().await;
    assert_eq!((hellos(sim.messages(cast.general)), hellos(sim.dms(cast.owner))), (1, 1));
    sim.clear_violations();
    stage.close().await;
}
