//! Rights in the wrong place: in one channel alone, or in another server. Every command and control that is registered.

use discord_stand_in::{Gesture, GuildId, Message, UserId};
use gavel::features;
use serde_json::Value;

use crate::attacks::table::{ACTS, CONTROLS, Named, filled, leaves, used};
use crate::support::stage::Stage;

/// The permissions that a channel's overwrites can grant: everything but what counts in the whole server alone.
pub(super) const GRANTED: u64 =
    !(ADMINISTRATOR | 1 << 1 | 1 << 2 | 1 << 5 | 1 << 7 | 1 << 27 | 1 << 30 | 1 << 40) & ((1 << 53) - 1);
const ADMINISTRATOR: u64 = 1 << 3;
/// The commands that act on the channel in which they are used, where a channel's word counts.
const LOCAL: [&str; 5] = ["purge", "slowmode", "lock", "unlock", "Purge down to here"];

/// All commands that take a permission, as somebody uses them, on these.
fn orders(stage: &Stage, who: UserId, at: &Place, named: &Named) -> Vec<(String, Gesture)> {
    let (sim, leaves) = (&stage.sim, leaves());
    let mut orders = Vec::new();
    for (_, command) in features::registry().unwrap().commands() {
        let name = &command.definition.name;
        if command.permission.is_empty() {
            continue;
        }
        match u8::from(command.definition.kind) {
            1 => {
                let theirs = leaves.iter().filter(|(path, _)| path.split(' ').next() == Some(name));
                orders.extend(theirs.map(|(path, options)| {
                    let gesture = sim.slash(who, at.channel, path).forged();
                    let channel = if path.starts_with("voice ") { stage.cast.voice } else { named.channel };
                    (path.clone(), filled(gesture, options, &Named { channel, ..*named }))
                }));
            }
            2 => orders.push((name.clone(), sim.user_menu(who, at.channel, name, named.user).forged())),
            _ => orders.push((name.clone(), sim.message_menu(who, name, &at.message).forged())),
        }
    }
    orders
}

/// A channel, and a message in it.
struct Place {
    channel: discord_stand_in::ChannelId,
    message: Message,
}

/// Uses a command; returns what is said, be it a form.
async fn said(gesture: Gesture) -> String {
    let invocation = gesture.await.unwrap();
    match invocation.modal() {
        Some(form) => form.custom_id,
        None => invocation.final_message().await.unwrap().text(),
    }
}

#[tokio::test]
async fn rights_in_one_channel_are_rights_in_that_channel_alone() {
    let stage = Stage::with_log().await;
    let (sim, cast) = (&stage.sim, stage.cast);
    stage.set_jail().await;
    // Above whom they act on, and with rights in this channel alone.
    let trainee_role = sim.add_role(cast.guild, "Trainee", 2, 0);
    let trainee = sim.add_member(cast.guild, "trainee", &[trainee_role]);
    sim.set_member_overwrite(cast.general, trainee, GRANTED, 0);
    let named =
        Named { user: cast.member, role: sim.add_role(cast.guild, "Event", 1, 0), channel: cast.general };
    let place =
        Place { channel: cast.general, message: sim.write(cast.member, cast.general, "hello").unwrap() };
    let menu = sim.slash(cast.senior, cast.general, "rolemenu create").with("name", "x").await.unwrap();
    menu.final_message().await.unwrap();
    let mut past_the_gate = Vec::new();
    for (name, gesture) in orders(&stage, trainee, &place, &named) {
        let said = said(gesture).await;
        if LOCAL.contains(&name.as_str()) {
            assert!(!said.contains("You need the permission"), "{name}: {said}");
            continue;
        }
        assert!(said.contains("You need the permission"), "{name}: {said}");
        if said.contains("in the whole server") {
            past_the_gate.push(name);
        }
    }
    for name in [
        "role add",
        "role remove",
        "rolemenu create",
        "rolemenu post",
        "lockdown start",
        "lockdown end",
        "voice mute",
        "rolemenu delete",
        "rolemenu edit",
    ] {
        assert!(
            past_the_gate.iter().any(|it| it == name),
            "/{name} is refused by its own check: {past_the_gate:?}"
        );
    }
    stage.wait_until_idle().await;
    assert_eq!(stage.elsewhere(cast.general).await, 0, "no case is of more than that channel");
    sim.clear_violations();
    stage.close().await;
}

impl Stage {
    /// How many cases are not of one channel.
    async fn elsewhere(&self, channel: discord_stand_in::ChannelId) -> i64 {
        let cases =
            "select count(*) from cases where channel_id is distinct from $1 or target_id is not null";
        let cases = sqlx::query_scalar(cases).bind(channel.get().cast_signed());
        cases.fetch_one(&self.database.pool).await.unwrap()
    }

    /// Returns a server's whole record as text.
    async fn record_of(&self, guild: GuildId) -> String {
        let all = "select coalesce(string_agg(it, ' '), '') from (
            select to_jsonb(cases)::text as it from cases where guild_id = $1
            union all select settings::text from guilds where guild_id = $1
            union all select to_jsonb(appeals)::text from appeals where guild_id = $1
            union all select to_jsonb(tags)::text from tags where guild_id = $1
            union all select to_jsonb(reports)::text from reports where guild_id = $1
            union all select to_jsonb(reminders)::text from reminders where guild_id = $1
            union all select to_jsonb(role_menus)::text from role_menus where guild_id = $1
            union all select to_jsonb(role_menu_posts)::text from role_menu_posts where guild_id = $1
            union all select kind || payload::text || coalesce(cancelled_by::text, '') || (finished_at is null)::text from jobs where guild_id = $1 and kind <> 'audit_poll'
            order by 1) as all_of_it";
        let all = sqlx::query_scalar(all).bind(guild.get().cast_signed());
        all.fetch_one(&self.database.pool).await.unwrap()
    }
}

/// An overwrite that gives every right, even those that Discord lets no channel give.
#[tokio::test]
async fn whatever_a_channel_gives_nobody_acts_on_a_person_by_it() {
    let stage = Stage::with_log().await;
    let (sim, cast) = (&stage.sim, stage.cast);
    stage.set_jail().await;
    let trainee_role = sim.add_role(cast.guild, "Trainee", 2, 0);
    let trainee = sim.add_member(cast.guild, "trainee", &[trainee_role]);
    sim.set_member_overwrite(cast.general, trainee, ((1 << 53) - 1) & !ADMINISTRATOR, 0);
    let named =
        Named { user: cast.member, role: sim.add_role(cast.guild, "Event", 1, 0), channel: cast.voice };
    for (path, options) in leaves().into_iter().filter(|(path, _)| ACTS.contains(&path.as_str())) {
        let said = said(filled(sim.slash(trainee, cast.general, &path), &options, &named)).await;
        let nothing = path == "unjail" && said.contains("is not in jail");
        assert!(nothing || said.contains("in the whole server"), "/{path}: {said}");
    }
    assert_eq!(stage.cases().await, []);
    stage.close().await;
}

#[tokio::test]
async fn the_owner_of_another_server_reaches_nothing_of_this_one() {
    let stage = Stage::with_log().await;
    let (sim, cast) = (&stage.sim, stage.cast);
    stage.set_jail().await;
    // This server has a case that can be undone, a lockdown, a question, a menu and a long job.
    let spoken = sim.write(cast.member, cast.general, "spam").unwrap();
    stage.warn("spam").await;
    let role = sim.add_role(cast.guild, "Red", 1, 0);
    let menu = sim.slash(cast.senior, cast.general, "rolemenu create").with("name", "Colours").await.unwrap();
    menu.final_message().await.unwrap();
    stage.by(cast.moderator, "ban", cast.newcomer, &[("duration", "1h")]).await;
    let asked = sim.slash(cast.moderator, cast.general, "ban").with("user", cast.newcomer);
    let asked = asked.with("duration", "1m").forged().await.unwrap().final_message().await.unwrap();
    let lock = sim.slash(cast.senior, cast.general, "lockdown start").with("reason", "raid").await.unwrap();
    lock.final_message().await.unwrap();
    stage.reported(cast.senior, &spoken, &[]).await;
    let remind = sim.slash(cast.member, cast.general, "remind me").with("when", "7d").with("text", "tea");
    remind.await.unwrap().final_message().await.unwrap();
    sqlx::query("insert into tags (guild_id, name, key, text) values ($1, 'rules', 'rules', 'be kind')")
        .bind(cast.guild.get().cast_signed())
        .execute(&stage.database.pool)
        .await
        .unwrap();
    stage.wait_until_idle().await;
    let jobs: Vec<i64> =
        sqlx::query_scalar("select id from jobs order by id").fetch_all(&stage.database.pool).await.unwrap();

    let stranger = sim.add_user("stranger");
    let theirs = sim.add_guild("Elsewhere", stranger);
    sim.join(theirs, stranger, &[]);
    let channel = sim.add_channel(theirs, "elsewhere", discord_stand_in::ChannelKind::Text);
    let place = Place { channel, message: sim.write(stranger, channel, "hello").unwrap() };
    let before = (stage.record_of(cast.guild).await, stage.world());
    let calls = sim.requests().len();
    let kept = ["\"warn\"", "\"lockdown\"", "Colours", "confirm_action"];
    assert!(kept.iter().all(|it| before.0.contains(it)) && !asked.controls().is_empty(), "{}", before.0);

    // Every command, with the ids of this server, a message of it under the menus, and every control with its numbers.
    let named = Named { user: cast.member, role, channel: cast.general };
    let foreign = Place { channel, message: asked.clone() };
    for at in [&place, &foreign] {
        for (_, gesture) in orders(&stage, stranger, at, &named) {
            said(gesture).await;
        }
    }
    let mut ids: Vec<String> = asked.controls().iter().map(|control| control.custom_id.clone()).collect();
    for number in 1..=12 {
        ids.extend([
            format!("undo:1:warn:{number}"),
            format!("undo:1:ban:{number}"),
            format!("undo:1:lift:{number}"),
            format!("lockdown:1:end:{number}"),
            format!("cases:1:events:{number}:0"),
            format!("role:1:choose:{number}"),
            format!("role:1:take:{number}:{role}"),
            format!("rolemenu:1:roles:{number}"),
            format!("rolemenu:1:delete:{number}"),
            format!("rolemenu:1:entry:{number}"),
        ]);
    }
    for job in jobs {
        ids.extend([format!("ask:1:yes:{job}"), format!("ask:1:no:{job}"), format!("work:1:cancel:{job}")]);
    }
    ids.push(format!("act:1:delete:{}:{}:{}", cast.general, asked.id, cast.member));
    // And every control that is registered, with the numbers and the ids of this server.
    for id in CONTROLS.iter().flat_map(|(_, uses)| uses.iter()).map(|(id, ..)| id) {
        ids.extend((1..=8).map(|number| {
            let fields = id.split(':').enumerate().map(|(at, field)| match field {
                _ if at < 2 => field.to_owned(),
                "99" => number.to_string(),
                "5" | "7" => cast.member.to_string(),
                "6" => asked.id.to_string(),
                field => field.to_owned(),
            });
            fields.collect::<Vec<_>>().join(":")
        }));
    }
    ids.sort();
    ids.dedup();
    let form = sim.user_menu(cast.admin, cast.general, "Warn", cast.member).await.unwrap().modal().unwrap();
    for id in &ids {
        used(&stage, stranger, &place.message, &form, id).await;
    }
    stage.wait_until_idle().await;
    assert_eq!(stage.record_of(cast.guild).await, before.0, "the record of this server is as it was");
    assert_eq!(stage.world(), before.1);

    let names: Vec<String> = [cast.guild.get(), cast.general.get(), cast.mod_log.get(), role.get()]
        .map(|id| id.to_string())
        .to_vec();
    let theirs = stage.record_of(theirs).await;
    assert!(theirs.contains("\"kind\": \"warn\""), "they may do what they like at home: {theirs}");
    for call in sim.requests().iter().skip(calls).filter(|call| call.method != "GET") {
        let named = names.iter().find(|id| call.path.contains(id.as_str()));
        assert_eq!(named, None, "{} {}", call.method, call.path);
    }
    sim.clear_violations();
    stage.close().await;
}

impl Stage {
    /// This server in the world: who is in it with which roles, who is banned, what is written where, what channels are.
    fn world(&self) -> Value {
        let (sim, cast) = (&self.sim, self.cast);
        let people = [cast.member, cast.newcomer, cast.moderator, cast.senior];
        let places = [cast.general, cast.mod_log, cast.staff, cast.voice];
        let people = people.map(|it| format!("{:?} {}", sim.member(cast.guild, it), self.is_banned(it)));
        let places = places.map(|it| format!("{:?} {:?}", sim.channel(it), sim.messages(it)));
        serde_json::json!({ "people": people, "places": places })
    }
}
