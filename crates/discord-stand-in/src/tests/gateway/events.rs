//! Dispatched events: their recipients and their form.

use std::time::Instant;

use jiff::SignedDuration;
use serde_json::{Value, json};
use twilight_gateway::{Event, Intents};

use super::super::{slash, words};
use super::{ALL, Bare, Client, lay};
use crate::clock::Clock;

#[tokio::test]
async fn a_client_is_greeted_and_then_hears_of_members() {
    let table = lay().await;
    let (sim, cast) = (&table.sim, *table.sim.cast());
    let mut client = Client::new(super::config(sim, ALL).build());
    let Event::Ready(ready) = client.until("READY").await else { panic!("another event") };
    assert_eq!(ready.user.id.get(), sim.bot_user_id().get());
    assert_eq!(ready.application.id.get(), sim.application_id().get());
    assert_eq!(ready.guilds.len(), 1);
    let Event::GuildCreate(guild) = client.until("GUILD_CREATE").await else { panic!("another event") };
    assert_eq!(guild.id().get(), cast.guild.get());

    let newbie = sim.add_member(cast.guild, "newbie", &[]);
    let Event::MemberAdd(joined) = client.heard().await.1 else { panic!("another event") };
    assert_eq!((joined.user.id.get(), joined.guild_id.get()), (newbie.get(), cast.guild.get()));
    let until = Clock::system().now() + SignedDuration::from_hours(1);
    sim.time_out(cast.moderator, cast.guild, newbie, Some(until), "shouting").unwrap();
    let Event::GuildAuditLogEntryCreate(entry) = client.heard().await.1 else { panic!("another event") };
    assert_eq!((u16::from(entry.action_type), entry.reason.as_deref()), (24, Some("shouting")));
    assert_eq!(entry.changes.len(), 1);
    let Event::MemberUpdate(held) = client.heard().await.1 else { panic!("another event") };
    assert!(held.communication_disabled_until.is_some());
    sim.leave(cast.guild, newbie);
    let Event::MemberRemove(gone) = client.heard().await.1 else { panic!("another event") };
    assert_eq!(gone.user.id.get(), newbie.get());
    table.clear();
}

#[tokio::test]
async fn what_moderators_do_by_hand_and_the_bot_over_rest_is_told_alike() {
    let table = lay().await;
    let (sim, cast) = (&table.sim, *table.sim.cast());
    let mut client = Client::ready(sim, ALL).await;
    sim.ban(cast.senior, cast.guild, cast.newcomer, "spam").unwrap();
    let told = ["GUILD_AUDIT_LOG_ENTRY_CREATE", "GUILD_MEMBER_REMOVE", "GUILD_BAN_ADD"];
    assert_eq!(client.names(3).await, told);
    let path = format!("/guilds/{}/bans/{}", cast.guild, cast.member);
    assert_eq!(table.call("PUT", &path, Value::Null).await.status, 204);
    assert_eq!(client.names(3).await, told);
    sim.unban(cast.senior, cast.guild, cast.newcomer, "mistaken").unwrap();
    let Event::GuildAuditLogEntryCreate(entry) = client.heard().await.1 else { panic!("another event") };
    assert_eq!((u16::from(entry.action_type), entry.reason.as_deref()), (23, Some("mistaken")));
    assert_eq!(entry.guild_id.unwrap().get(), cast.guild.get());
    assert_eq!(client.names(1).await, ["GUILD_BAN_REMOVE"]);
    sim.kick(cast.senior, cast.guild, cast.moderator, "idle").unwrap();
    assert_eq!(client.names(2).await, ["GUILD_AUDIT_LOG_ENTRY_CREATE", "GUILD_MEMBER_REMOVE"]);
    table.clear();
}

#[tokio::test]
async fn messages_are_told_from_first_to_last() {
    let table = lay().await;
    let (sim, cast) = (&table.sim, *table.sim.cast());
    let mut client =
        Client::ready(sim, Intents::GUILDS | Intents::GUILD_MESSAGES | Intents::MESSAGE_CONTENT).await;
    let message = sim.write(cast.member, cast.general, "helo").unwrap();
    let Event::MessageCreate(written) = client.heard().await.1 else { panic!("another event") };
    assert_eq!(
        (written.content.as_str(), written.guild_id.map(|id| id.get())),
        ("helo", Some(cast.guild.get()))
    );
    assert!(written.member.as_ref().is_some_and(|member| member.roles.len() == 1));
    sim.edit(cast.member, &message, "hello").unwrap();
    let Event::MessageUpdate(edited) = client.heard().await.1 else { panic!("another event") };
    assert_eq!(edited.content, "hello");
    assert!(sim.edit(cast.admin, &message, "mine").is_err(), "nobody edits another's words");
    sim.delete(cast.member, cast.general, message.id).unwrap();
    let Event::MessageDelete(gone) = client.heard().await.1 else { panic!("another event") };
    assert_eq!(gone.id.get(), message.id.get());
    let two = ["a", "b"].map(|text| sim.write(cast.member, cast.general, text).unwrap().id);
    let path = format!("/channels/{}/messages/bulk-delete", cast.general);
    table.call("POST", &path, json!({ "messages": two })).await;
    assert_eq!(client.names(2).await, ["MESSAGE_CREATE", "MESSAGE_CREATE"]);
    let Event::MessageDeleteBulk(gone) = client.heard().await.1 else { panic!("another event") };
    assert_eq!(gone.ids.len(), 2);
    table.clear();
}

#[tokio::test]
async fn without_the_content_intent_only_own_words_and_mentions_are_seen() {
    let table = lay().await;
    let (sim, cast) = (&table.sim, *table.sim.cast());
    let mut client = Client::ready(sim, Intents::GUILDS | Intents::GUILD_MESSAGES).await;
    sim.write(cast.member, cast.general, "secret").unwrap();
    sim.write(cast.member, cast.general, &format!("hi <@{}>", sim.bot_user_id())).unwrap();
    table.call("POST", &format!("/channels/{}/messages", cast.general), words("own")).await;
    let heard = client.messages(3).await;
    assert_eq!(heard, [String::new(), format!("hi <@{}>", sim.bot_user_id()), "own".to_owned()]);
    table.clear();
}

#[tokio::test]
async fn a_channel_the_bot_does_not_see_is_silent_and_so_is_the_log_it_may_not_read() {
    let table = lay().await;
    let (sim, cast) = (&table.sim, *table.sim.cast());
    const VIEW_CHANNEL: u64 = 1 << 10;
    sim.set_role_overwrite(cast.staff, cast.bot_role, 0, VIEW_CHANNEL);
    sim.set_member_overwrite(cast.staff, sim.bot_user_id(), 0, VIEW_CHANNEL);
    sim.set_permissions(cast.guild, cast.bot_role, VIEW_CHANNEL);
    let mut client = Client::ready(sim, ALL).await;
    sim.write(cast.moderator, cast.staff, "hush").unwrap();
    sim.ban(cast.senior, cast.guild, cast.newcomer, "spam").unwrap();
    sim.write(cast.member, cast.general, "loud").unwrap();
    assert_eq!(client.names(2).await, ["GUILD_MEMBER_REMOVE", "MESSAGE_CREATE"]);
    table.clear();
}

#[tokio::test]
async fn direct_and_ephemeral_messages_come_without_a_server() {
    let mut table = lay().await;
    table.register(json!([slash("ping")])).await;
    let mut quiet = words("pong");
    quiet["flags"] = json!(64);
    table.seat(move |_| json!({ "type": 4, "data": quiet.clone() })).await;
    let (sim, cast) = (&table.sim, *table.sim.cast());
    let mut client = Client::ready(sim, Intents::DIRECT_MESSAGES).await;
    sim.slash(cast.member, cast.general, "ping").await.unwrap();
    sim.write(cast.member, sim.dm_channel(cast.member), "in private").unwrap();
    for text in ["pong", "in private"] {
        let Event::MessageCreate(message) = client.heard().await.1 else { panic!("another event") };
        assert_eq!((message.content.as_str(), message.guild_id), (text, None));
    }
    table.clear();
}

#[tokio::test]
async fn the_application_is_thrown_out_and_added_again() {
    let table = lay().await;
    let (sim, cast) = (&table.sim, *table.sim.cast());
    let mut client = Client::ready(sim, ALL).await;
    sim.kick(cast.owner, cast.guild, sim.bot_user_id(), "enough").unwrap();
    let Event::GuildDelete(gone) = client.heard().await.1 else { panic!("another event") };
    assert_eq!((gone.id.get(), gone.unavailable), (cast.guild.get(), None));
    sim.add_member(cast.guild, "unseen", &[]);
    sim.join(cast.guild, sim.bot_user_id(), &[cast.bot_role]);
    assert_eq!(client.names(1).await, ["GUILD_CREATE"]);
    let other = sim.add_guild("Elsewhere", cast.owner);
    let Event::GuildCreate(added) = client.heard().await.1 else { panic!("another event") };
    assert_eq!(added.id().get(), other.get());
    table.clear();
}

#[tokio::test]
async fn an_outage_is_told_apart_from_being_thrown_out() {
    let table = lay().await;
    let (sim, cast) = (&table.sim, *table.sim.cast());
    let mut client = Client::ready(sim, ALL).await;
    sim.gateway().begin_outage(cast.guild);
    let Event::GuildDelete(gone) = client.heard().await.1 else { panic!("another event") };
    assert_eq!((gone.id.get(), gone.unavailable), (cast.guild.get(), Some(true)));
    sim.gateway().end_outage(cast.guild);
    assert_eq!(client.names(1).await, ["GUILD_CREATE"]);
    table.clear();
}

#[tokio::test]
async fn an_auto_moderation_rule_is_hit() {
    let table = lay().await;
    let (sim, cast) = (&table.sim, *table.sim.cast());
    let rule = json!({
        "name": "no ducks", "event_type": 1, "trigger_type": 1, "enabled": true,
        "trigger_metadata": { "keyword_filter": ["duck"] },
        "actions": [{ "type": 1 }, { "type": 3, "metadata": { "duration_seconds": 60 } }],
    });
    let made = table.call("POST", &format!("/guilds/{}/auto-moderation/rules", cast.guild), rule).await;
    let rule = made.body["id"].as_str().unwrap().parse().unwrap();
    let mut client = Client::ready(sim, ALL).await;
    sim.hit_rule(cast.member, cast.general, rule, "a duck!", Some("duck")).unwrap();
    let Event::GuildAuditLogEntryCreate(entry) = client.heard().await.1 else { panic!("another event") };
    assert_eq!(u16::from(entry.action_type), 143);
    let Event::AutoModerationActionExecution(hit) = client.heard().await.1 else { panic!("another event") };
    assert_eq!((hit.content.as_str(), hit.matched_keyword.as_deref()), ("a duck!", Some("duck")));
    let more = ["GUILD_MEMBER_UPDATE", "GUILD_AUDIT_LOG_ENTRY_CREATE", "AUTO_MODERATION_ACTION_EXECUTION"];
    assert_eq!(client.names(3).await, more);
    table.clear();
}

#[tokio::test]
async fn each_shard_hears_of_its_own_servers() {
    let table = lay().await;
    let (sim, cast) = (&table.sim, *table.sim.cast());
    let of = |guild: crate::GuildId| (guild.get() >> 22) % 2;
    let mut all = vec![cast.guild];
    while all.iter().all(|guild| of(*guild) == of(cast.guild)) {
        all.push(sim.add_guild("Elsewhere", cast.owner));
        tokio::time::sleep(std::time::Duration::from_millis(1)).await;
    }
    for shard in [0, 1] {
        let mut bare = Bare::new(sim).await;
        bare.identify(sim, json!({ "shard": [shard, 2], "intents": 1 })).await;
        let ready = bare.read().await;
        let own: Vec<_> =
            all.iter().filter(|guild| of(**guild) == shard).map(|guild| guild.to_string()).collect();
        let named =
            ready["d"]["guilds"].as_array().unwrap().iter().map(|guild| guild["id"].as_str().unwrap());
        assert_eq!(named.collect::<Vec<_>>(), own);
        for _ in own {
            assert_eq!(bare.read().await["t"], "GUILD_CREATE");
        }
    }
    table.clear();
}

#[tokio::test]
async fn a_stream_of_messages_arrives_whole_and_in_order() {
    let table = lay().await;
    let (sim, cast) = (table.sim.clone(), *table.sim.cast());
    let mut client = Client::ready(&sim, Intents::GUILDS | Intents::GUILD_MESSAGES).await;
    let begun = Instant::now();
    sim.gateway().pump(cast.member, cast.general, "a line of chat", 2_000);
    let mut last = 0;
    for _ in 0..2_000 {
        let Event::MessageCreate(message) = client.heard().await.1 else { panic!("another event") };
        assert!(message.id.get() > last);
        last = message.id.get();
    }
    println!("2,000 messages in {:?}", begun.elapsed());
    table.clear();
}
