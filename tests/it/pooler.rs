//! Behind a pooler in transaction mode, where a connection is another one with each transaction.

use crate::support::process::Process;
use crate::support::stage::Stage;
use crate::support::wire::Wire;

/// The parameters that `PgBouncer` keeps track of, or is told to ignore by its documented setting.
const KNOWN: [&str; 7] = [
    "user",
    "database",
    "application_name",
    "client_encoding",
    "DateStyle",
    "TimeZone",
    "extra_float_digits",
];

#[tokio::test]
async fn nothing_is_asked_of_a_pooler_that_would_have_to_outlive_a_transaction() {
    let mut stage = Stage::with_log().await;
    stage.wait_until_idle().await;
    stage.stop_servers().await;
    let (wire, direct) = (Wire::to(&stage).await, stage.database.url().await);
    let variables = [("DATABASE_URL", wire.url()), ("GAVEL_LISTEN_URL", direct)];
    let variables = variables.each_ref().map(|(name, value)| (*name, value.as_str()));
    let process = Process::start_with(&stage, &variables).await;
    let (sim, cast) = (&stage.sim, stage.cast);
    let warned = stage.warn("spam").await.final_message().await.unwrap();
    assert!(warned.text().contains("Case #1"), "{}", warned.text());
    let ban = sim.slash(cast.moderator, cast.general, "ban").with("user", cast.member);
    let banned = ban.with("duration", "1s").await.unwrap().final_message().await.unwrap();
    assert!(banned.text().contains("Case #2"), "{}", banned.text());
    let lifted = || sim.ban_of(cast.guild, cast.member).is_none().then_some(());
    assert!(sim.eventually(crate::support::stage::SOON, lifted).await.is_some(), "the ban has not ended");
    assert_eq!(process.get("/readyz").await.0, 200);

    let sent = wire.statements();
    assert!(sent.len() > 20, "the orders did not go through the pooler");
    for statement in sent {
        let text = statement.text.to_lowercase();
        let outlives = ["listen", "unlisten", "set ", "prepare ", "declare ", "create temp"];
        let is_local = text.starts_with("set local");
        assert!(is_local || !outlives.iter().any(|word| text.starts_with(word)), "{text}");
        assert!(!text.contains("pg_advisory_lock") && !text.contains("set_config"), "{text}");
    }
    for parameter in wire.parameters() {
        assert!(KNOWN.contains(&parameter.as_str()), "a pooler would refuse {parameter}");
    }
    let listening = sqlx::query_scalar::<_, bool>("select bool_or(session <> 0) from replicas");
    assert!(listening.fetch_one(&stage.database.pool).await.unwrap(), "nobody listens for notifications");
    assert_eq!(process.terminate().await, Some(0));
    stage.close().await;
}
