//! `GET /metrics`: the operator's metrics.

use crate::support::process::Process;
use crate::support::stage::Stage;

#[tokio::test]
async fn what_happens_is_measured_and_what_has_not_happened_yet_is_nought() {
    let stage = Stage::empty().await;
    let process = Process::start(&stage).await;
    stage.set_log().await;
    let cast = stage.cast;
    stage.by(cast.moderator, "warn", cast.member, &[]).await;
    stage.by(cast.moderator, "ban", cast.member, &[("duration", "1h")]).await;
    stage.wait_until_idle().await;
    let text = process.get("/metrics").await.1;
    for line in [
        "gavel_interactions_total{name=\"/warn\",outcome=\"answered\"} 1",
        "gavel_interaction_duration_seconds_bucket{le=\"3\"}",
        "gavel_signature_failures_total 0",
        "gavel_discord_rate_limited_total{scope=\"edge\"} 0",
        "gavel_job_runs_total{kind=\"run_action\",outcome=\"done\"} 2",
        "gavel_queued_jobs{kind=\"expire\",state=\"scheduled\"} 1",
        "gavel_queued_jobs{kind=\"run_action\",state=\"due\"} 0",
        "gavel_job_runs_total{kind=\"purge_messages\",outcome=\"failed\"} 0",
        "gavel_interactions_total{name=\"/purge\",outcome=\"deferred\"} 0",
        "gavel_database_up 1",
        "gavel_draining 0",
        "# HELP gavel_discord_request_duration_seconds",
        "status=\"200\"",
    ] {
        assert!(text.contains(line), "{line} is not in\n{text}");
    }
    assert!(!text.contains(&stage.sim.token()));
    assert_eq!(process.terminate().await, Some(0));
    stage.close().await;
}
