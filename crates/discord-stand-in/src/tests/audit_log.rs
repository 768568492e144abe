//! The audit log over REST: its entries, their form and their order.

use jiff::SignedDuration;
use serde_json::{Value, json};
use twilight_model::guild::audit_log::AuditLog;

use super::Table;
use crate::clock::Clock;

/// Reads the log as a client does.
async fn read(table: &Table, query: &str) -> AuditLog {
    let path = format!("/guilds/{}/audit-logs{query}", table.sim.cast().guild);
    let reply = table.call("GET", &path, Value::Null).await;
    assert_eq!(reply.status, 200, "{}", reply.body);
    serde_json::from_value(reply.body).unwrap()
}

fn ids(log: &AuditLog) -> Vec<u64> {
    log.entries.iter().map(|entry| entry.id.get()).collect()
}

fn kinds(log: &AuditLog) -> Vec<u16> {
    log.entries.iter().map(|entry| entry.action_type.into()).collect()
}

#[tokio::test]
async fn it_is_newest_first_and_after_an_entry_oldest_first() {
    let table = Table::lay().await;
    let (sim, cast) = (&table.sim, *table.sim.cast());
    for _ in 0..3 {
        sim.ban(cast.senior, cast.guild, cast.outsider, "out").unwrap();
        sim.unban(cast.moderator, cast.guild, cast.outsider, "in").unwrap();
    }
    let all: Vec<_> = sim.audit_log(cast.guild).iter().map(|entry| entry.id.get()).collect();
    let newest: Vec<_> = all.iter().rev().copied().collect();
    assert_eq!(ids(&read(&table, "").await), newest);
    assert_eq!(ids(&read(&table, "?limit=2").await), newest[..2]);
    assert_eq!(ids(&read(&table, &format!("?before={}&limit=2", all[3])).await), [all[2], all[1]]);
    assert_eq!(ids(&read(&table, &format!("?after={}&limit=2", all[1])).await), [all[2], all[3]]);
    assert_eq!(ids(&read(&table, "?after=0").await), all, "from the beginning");
    assert_eq!(kinds(&read(&table, "?action_type=23").await), [23, 23, 23]);
    assert_eq!(kinds(&read(&table, &format!("?user_id={}", cast.senior)).await), [22, 22, 22]);
    let one = read(&table, "?limit=1").await;
    assert_eq!((one.entries[0].reason.as_deref(), one.users.len()), (Some("in"), 2));
    table.clear();
}

#[tokio::test]
async fn each_act_of_moderation_has_its_entry() {
    let table = Table::lay().await;
    let (sim, cast) = (&table.sim, *table.sim.cast());
    let until = Clock::system().now() + SignedDuration::from_hours(1);
    sim.time_out(cast.moderator, cast.guild, cast.member, Some(until), "hush").unwrap();
    sim.time_out(cast.moderator, cast.guild, cast.member, None, "well").unwrap();
    let role = format!("/guilds/{}/members/{}/roles/{}", cast.guild, cast.newcomer, cast.member_role);
    table.call("PUT", &role, Value::Null).await;
    let messages = [0; 3].map(|_| sim.write(cast.member, cast.general, "spam").unwrap().id);
    sim.delete(cast.moderator, cast.general, messages[0]).unwrap();
    let path = format!("/channels/{}/messages/bulk-delete", cast.general);
    table.call("POST", &path, json!({ "messages": messages[1..] })).await;
    sim.kick(cast.moderator, cast.guild, cast.newcomer, "bye").unwrap();

    let log = read(&table, "?after=0").await;
    assert_eq!(kinds(&log), [24, 24, 25, 72, 73, 20]);
    let change = |entry: usize| serde_json::to_value(&log.entries[entry].changes).unwrap();
    assert_eq!(change(0)[0]["key"], "communication_disabled_until");
    assert!(change(0)[0]["new_value"].is_string() && change(0)[0].get("old_value").is_none());
    assert!(change(1)[0]["old_value"].is_string() && change(1)[0].get("new_value").is_none());
    assert_eq!(
        (&change(2)[0]["key"], &change(2)[0]["new_value"][0]["name"]),
        (&json!("$add"), &json!("Member"))
    );
    let options = |entry: usize| serde_json::to_value(&log.entries[entry].options).unwrap();
    assert_eq!((&options(3)["channel_id"], &options(3)["count"]), (&json!(cast.general), &json!("1")));
    assert_eq!(options(4)["count"], "2");
    table.clear();
}

#[tokio::test]
async fn overwrites_have_their_entries_however_they_are_set() {
    let table = Table::lay().await;
    let cast = *table.sim.cast();
    let one = format!("/channels/{}/permissions/{}", cast.general, cast.member_role);
    table.call("PUT", &one, json!({ "type": 0, "deny": "2048" })).await;
    table.call("PUT", &one, json!({ "type": 0, "deny": "0" })).await;
    table.call("DELETE", &one, Value::Null).await;
    let overwrite = json!({ "id": cast.member, "type": 1, "allow": "0", "deny": "2048" });
    let path = format!("/channels/{}", cast.general);
    table.call("PATCH", &path, json!({ "permission_overwrites": [overwrite] })).await;
    table.call("PATCH", &path, json!({ "permission_overwrites": [overwrite], "name": "same" })).await;
    table.call("PATCH", &path, json!({ "permission_overwrites": [] })).await;
    let log = read(&table, "?after=0").await;
    assert_eq!(kinds(&log), [13, 14, 15, 13, 11, 15]);
    let options = |entry: usize| serde_json::to_value(&log.entries[entry].options).unwrap();
    assert_eq!((&options(2)["role_name"], &options(2)["type"]), (&json!("Member"), &json!("0")));
    assert_eq!((options(3).get("role_name"), &options(3)["id"]), (None, &json!(cast.member)));
    assert!(log.entries.iter().all(|entry| entry.target_id.unwrap().get() == cast.general.get()));
    table.clear();
}
