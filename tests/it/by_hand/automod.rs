//! AutoMod: its timeouts become cases, its hits are counted, and no message text is kept.

use discord_stand_in::{Fault, RuleId};
use gavel::discord::rest::Call;
use gavel::domain::event::{AuditAction, Event, EventData, Hit};
use jiff::SignedDuration;
use serde_json::{Value, json};
use twilight_http::request::{Method, RequestBuilder};
use twilight_model::id::Id;

use crate::by_hand::told;
use crate::support::sidecar::Sidecar;
use crate::support::stage::Stage;

impl Stage {
    /// Creates a rule in Discord that blocks, and times out for an hour.
    async fn rule(&self) -> RuleId {
        let rule = json!({
            "name": "no ducks", "event_type": 1, "trigger_type": 1, "enabled": true,
            "trigger_metadata": { "keyword_filter": ["duck"] },
            "actions": [{ "type": 1 }, { "type": 3, "metadata": { "duration_seconds": 3600 } }],
        });
        let path = format!("guilds/{}/auto-moderation/rules", self.cast.guild);
        let request = RequestBuilder::raw(Method::Post, path).json(&rule).build().unwrap();
        let made: Value = self.discord().rest.call(request, Call::default()).await.unwrap().json().unwrap();
        made["id"].as_str().unwrap().parse().unwrap()
    }

    /// Returns the sidecar's event of a hit by the member, `ago` seconds ago.
    fn hit(&self, id: &str, action: u8, ago: i64) -> Event {
        let hit = Hit {
            rule: 7,
            user: Id::new(self.cast.member.get()),
            channel: Some(Id::new(self.cast.general.get())),
            message: None,
            action,
        };
        Event {
            id: id.to_owned(),
            guild: Id::new(self.cast.guild.get()),
            at: self.clock.now() - SignedDuration::from_secs(ago),
            what: EventData::AutomodHit(hit),
        }
    }

    async fn hits(&self) -> Vec<(i16, bool)> {
        let hits = "select action, user_id = $1 from automod_hits order by at";
        sqlx::query_as(hits)
            .bind(self.cast.member.get().cast_signed())
            .fetch_all(&self.database.pool)
            .await
            .unwrap()
    }
}

#[tokio::test]
async fn a_timeout_by_automod_becomes_a_case_with_its_end() {
    let stage = Stage::watching().await;
    let (sim, cast) = (&stage.sim, &stage.cast);
    sim.hit_rule(cast.member, cast.general, stage.rule().await, "a duck!", Some("duck")).unwrap();
    stage.read_audit_log().await;
    let records = stage.records().await;
    assert_eq!(records.len(), 1, "{records:?}");
    assert_eq!((records[0].kind.as_str(), records[0].moderator_name.as_str()), ("timeout", "AutoMod"));
    assert!(records[0].reason.as_ref().unwrap().contains("no ducks"), "{records:?}");
    let until = sim.member(cast.guild, cast.member).unwrap().timed_out_until.unwrap();
    assert_eq!(records[0].ends, Some(until.as_millisecond()));
    assert!(records[0].is_open && stage.logged()[0].text().contains("AutoMod"), "{records:?}");
    sim.hit_rule(cast.newcomer, cast.general, stage.rule().await, "duck", None).unwrap();
    sim.time_out(cast.owner, cast.guild, cast.newcomer, None, "").unwrap();
    stage.read_audit_log().await;
    let records = stage.records().await;
    assert!(!records[1].is_open && records[1].ends.is_none(), "{records:?}");
    stage.close().await;
}

#[tokio::test]
async fn a_timeout_by_automod_is_recorded_where_discord_does_not_say_more_and_waits_where_gavel_is_gone() {
    let stage = Stage::watching().await;
    let (sim, cast) = (&stage.sim, &stage.cast);
    let act = || AuditAction::TimedOutByAutomod { rule: None };
    sim.hit_rule(cast.member, cast.general, stage.rule().await, "duck", None).unwrap();
    sim.fault(Fault::on("GET", "/guilds/{}/members/{}").answer(403, 50001, "Missing Access"));
    stage.tell(&[told(&stage, &stage.entry(), act())]).await;
    stage.wait_until_idle().await;
    let records = stage.records().await;
    assert!(records.len() == 1 && !records[0].is_open && records[0].ends.is_none(), "{records:?}");
    sim.hit_rule(cast.newcomer, cast.general, stage.rule().await, "duck", None).unwrap();
    let event = told(&stage, &stage.entry(), act());
    sim.leave(cast.guild, sim.bot_user_id());
    stage.tell(&[event]).await;
    stage.wait_until_idle().await;
    let suspended = "select count(*) from jobs where kind = 'record_by_hand' and suspended_at is not null";
    assert_eq!(sqlx::query_scalar::<_, i64>(suspended).fetch_one(&stage.database.pool).await.unwrap(), 1);
    stage.close().await;
}

#[tokio::test]
async fn a_hit_counts_once_however_many_actions_the_rule_has() {
    let stage = Stage::watching().await;
    let cast = &stage.cast;
    let old = 40 * 86_400;
    let hits = [
        stage.hit("a", 1, 3601),
        stage.hit("b", 2, 3600),
        stage.hit("c", 3, 3600),
        stage.hit("d", 1, 60),
        stage.hit("e", 1, old),
    ];
    assert_eq!(stage.tell(&hits).await.0, 200);
    stage.wait_until_idle().await;
    stage.age_old_hits(40).await;
    assert_eq!(stage.hits().await, [(1, true), (3, true), (1, true)]);
    for (who, name, shown) in [
        (cast.moderator, "history", true),
        (cast.moderator, "userinfo", true),
        (cast.newcomer, "userinfo", false),
    ] {
        let text = stage.by(who, name, cast.member, &[]).await.text();
        assert_eq!(text.contains("2 hits in the last 30 days, the latest <t:"), shown, "/{name}: {text}");
    }
    assert!(stage.cases().await.is_empty());
    stage.close().await;
}

#[tokio::test]
async fn hits_are_forgotten_after_ninety_days_and_with_the_server() {
    let stage = Stage::watching().await;
    stage.tell(&[stage.hit("a", 1, 0), stage.hit("b", 1, 91 * 86_400)]).await;
    stage.wait_until_idle().await;
    stage.age_old_hits(91).await;
    gavel::store::automod::hits_prune(&stage.database.pool).await.unwrap();
    assert_eq!(stage.hits().await.len(), 1);
    let (sim, cast) = (&stage.sim, &stage.cast);
    let question = sim.slash(cast.owner, cast.general, "reset").await.unwrap().final_message().await.unwrap();
    stage.pressed(cast.owner, &question, "Delete everything").await;
    assert!(stage.hits().await.is_empty());
    stage.close().await;
}

#[tokio::test]
async fn with_a_sidecar_bans_by_hand_and_hits_are_recorded_without_reading() {
    let stage = Stage::watching().await;
    let (sim, cast) = (&stage.sim, &stage.cast);
    let rule = stage.rule().await;
    let directory = tempfile::tempdir().unwrap();
    let address = stage.server(0).address;
    let sidecar = Sidecar::start(&stage, address, &directory.path().join("data"), &[]).await;
    stage.until("a session is heard", || !sim.gateway().connected().is_empty()).await;
    sim.hit_rule(cast.member, cast.general, rule, "a duck!", Some("duck")).unwrap();
    sim.ban(cast.owner, cast.guild, cast.newcomer, "spam").unwrap();
    stage.until("both are in the log", || stage.logged().len() >= 2).await;
    stage.wait_until_idle().await;
    assert_eq!(stage.hits().await, [(3, true)]);
    let mut kinds: Vec<String> = stage.records().await.into_iter().map(|record| record.kind).collect();
    kinds.sort_unstable();
    assert_eq!(kinds, ["ban", "timeout"]);
    assert!(sim.requests_to("GET", "/guilds/{}/audit-logs").is_empty());
    assert_eq!(sidecar.terminate().await, Some(0));
    stage.read_audit_log().await;
    assert_eq!((stage.cases().await.len(), stage.logged().len()), (2, 2));
    stage.close().await;
}
