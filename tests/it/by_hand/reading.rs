//! The reading of the audit log: its times, missing permissions, and servers that turned it off.

use std::time::Duration;

use discord_stand_in::UserId;
use serde_json::json;

use crate::support::process::Process;
use crate::support::signed_events::{Telling, key};
use crate::support::stage::Stage;

const VIEW_AUDIT_LOG: u64 = 1 << 7;

impl Stage {
    /// Turns the log off, so that cases are not posted.
    pub async fn forget_log(&self) {
        assert!(self.cleared("log").await.contains("reset to its default"));
    }

    fn readings(&self) -> usize {
        self.sim.requests_to("GET", "/guilds/{}/audit-logs").len()
    }

    /// Sends the hello of a sidecar with these shards.
    async fn hello(&self, shards: &str, missing_intents: &[&str]) {
        let hello =
            json!({ "hello": { "shards": shards, "missing_intents": missing_intents, "knows": null } });
        let hello = Telling::new(&hello, &key(), self.clock.now().as_second());
        assert_eq!(self.telling(&hello).await.0, 200);
    }

    fn by_hand(&self, person: UserId) {
        self.sim.ban(self.cast.owner, self.cast.guild, person, "by hand").unwrap();
    }

    async fn settings_shown(&self) -> String {
        self.sim.slash(self.cast.owner, self.cast.general, "settings show").await.unwrap().text()
    }
}

#[tokio::test]
async fn the_quieter_the_server_the_rarer_it_is_read() {
    let stage = Stage::watching().await;
    let soon = stage.next_reading().await;
    assert!((0..=15).contains(&soon), "{soon}");
    stage.by_hand(stage.cast.member);
    stage.read_audit_log().await;
    assert!(stage.next_reading().await <= 15);
    stage.quiet_for(Duration::from_secs(120)).await;
    stage.read_audit_log().await;
    assert!((100..=600).contains(&stage.next_reading().await));
    // The server is in use again.
    stage.by(stage.cast.admin, "note", stage.cast.newcomer, &[("reason", "x")]).await;
    assert!(stage.next_reading().await <= 15);
    // A sidecar that does not serve this server's shard changes nothing.
    let own = (stage.cast.guild.get() >> 22) % 16;
    let other = if own == 0 { "1..16/16" } else { "0..OWN/16" }.replace("OWN", &own.to_string());
    stage.hello(&other, &[]).await;
    stage.hello("0..2/2", &["audit_entry"]).await;
    stage.read_audit_log().await;
    assert!(stage.next_reading().await <= 600);
    stage.hello(&format!("{own}..{}/16", own + 1), &[]).await;
    stage.read_audit_log().await;
    assert!((1700..=1800).contains(&stage.next_reading().await));
    stage.by(stage.cast.admin, "note", stage.cast.newcomer, &[("reason", "y")]).await;
    assert!((1700..=1800).contains(&stage.next_reading().await));
    stage.close().await;
}

#[tokio::test]
async fn without_view_audit_log_it_is_said_and_nothing_is_lost_until_it_is_given() {
    let stage = Stage::watching().await;
    let (sim, cast) = (&stage.sim, &stage.cast);
    let held = sim.guild(cast.guild).unwrap().roles[&cast.bot_role].permissions;
    sim.set_permissions(cast.guild, cast.bot_role, held & !VIEW_AUDIT_LOG);
    stage.by_hand(cast.member);
    stage.read_audit_log().await;
    assert!(stage.cases().await.is_empty());
    // An order does not cause another refused reading.
    stage.by(cast.admin, "note", cast.newcomer, &[("reason", "x")]).await;
    assert!((21_500..=21_600).contains(&stage.next_reading().await));
    assert!(
        stage.settings_shown().await.contains("give my role View Audit Log"),
        "{}",
        stage.settings_shown().await
    );
    sim.set_permissions(cast.guild, cast.bot_role, held);
    assert!(stage.settings_shown().await.contains("become cases"), "{}", stage.settings_shown().await);
    stage.by(cast.admin, "note", cast.newcomer, &[("reason", "y")]).await;
    assert!(stage.next_reading().await <= 15);
    stage.read_audit_log().await;
    assert_eq!(stage.cases().await.len(), 3);
    stage.close().await;
}

#[tokio::test]
async fn switched_off_nothing_is_read_told_or_caught_up_later() {
    let stage = Stage::watching().await;
    let cast = &stage.cast;
    stage.set_manual(false).await;
    stage.by_hand(cast.member);
    let event = crate::by_hand::told(&stage, &stage.entry(), gavel::domain::event::AuditAction::Banned);
    assert_eq!(stage.tell(&[event]).await.0, 200);
    stage.by_hand(cast.outsider);
    stage.read_audit_log().await;
    assert_eq!((stage.cases().await.len(), stage.readings()), (0, 0));
    assert!(stage.settings_shown().await.contains("not recorded"), "{}", stage.settings_shown().await);
    stage.set_manual(true).await;
    stage.by_hand(cast.newcomer);
    stage.read_audit_log().await;
    let records = stage.records().await;
    assert!(
        records.len() == 1 && crate::by_hand::is_of(&records[0], cast.owner, cast.newcomer),
        "{records:?}"
    );
    stage.close().await;
}

#[tokio::test]
async fn what_was_done_before_gavel_knew_the_server_stays_as_it_is() {
    let stage = Stage::empty().await;
    stage.by_hand(stage.cast.member);
    let process = Process::start(&stage).await;
    // The server is known from Discord's list, before anyone orders anything.
    let begun = "select count(*) from jobs where kind = 'audit_poll'";
    while sqlx::query_scalar::<_, i64>(begun).fetch_one(&stage.database.pool).await.unwrap() == 0 {
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    assert!(stage.next_reading().await > 5);
    stage.by_hand(stage.cast.newcomer);
    stage.read_audit_log().await;
    let records = stage.records().await;
    assert!(records.len() == 1, "{records:?}");
    assert!(crate::by_hand::is_of(&records[0], stage.cast.owner, stage.cast.newcomer));
    assert_eq!(process.terminate().await, Some(0));
    stage.close().await;
}

#[tokio::test]
async fn a_server_that_gavel_left_waits_and_one_that_adds_it_is_read() {
    let stage = Stage::watching().await;
    let (sim, cast) = (&stage.sim, &stage.cast);
    sim.set_events_endpoint(&stage.server(0).url("/webhook-events"));
    let roles: Vec<_> = sim.member(cast.guild, sim.bot_user_id()).unwrap().roles.into_iter().collect();
    sim.leave(cast.guild, sim.bot_user_id());
    stage.read_audit_log().await;
    let suspended = "select count(*) from jobs where kind = 'audit_poll' and suspended_at is not null";
    let suspended =
        async || sqlx::query_scalar::<_, i64>(suspended).fetch_one(&stage.database.pool).await.unwrap();
    assert_eq!(suspended().await, 1);
    sim.join(cast.guild, sim.bot_user_id(), &roles);
    stage.by_hand(cast.member);
    let other = sim.add_guild("Elsewhere", cast.owner);
    for guild in [cast.guild, other] {
        let data = json!({ "integration_type": 0, "scopes": ["bot"], "guild": { "id": guild },
            "user": { "id": cast.owner, "username": "owner", "discriminator": "0" } });
        assert_eq!(sim.webhook_event("APPLICATION_AUTHORIZED", data).await.status, Some(204));
    }
    assert_eq!(suspended().await, 0);
    stage.read_audit_log().await;
    assert_eq!(stage.cases().await.len(), 1);
    let periodic: i64 =
        sqlx::query_scalar("select count(*) from jobs where periodic and finished_at is null")
            .fetch_one(&stage.database.pool)
            .await
            .unwrap();
    assert_eq!(periodic, 2);
    stage.close().await;
}
