//! Tests of the exposition's conventions.

use super::*;

fn server() -> ServerMetrics {
    ServerMetrics::new(&["/warn".to_owned()], &["some_job".to_owned()])
}

#[test]
fn every_counter_with_known_labels_begins_at_zero() {
    let (server, discord, sidecar) = (server(), DiscordMetrics::default(), SidecarMetrics::default());
    let text = exposition([&server.registry, &discord.registry, &sidecar.registry]);
    for series in [
        r#"gavel_interactions_total{name="/warn",outcome="answered"} 0"#,
        r#"gavel_interactions_total{name="/warn",outcome="deferred"} 0"#,
        r#"gavel_interactions_total{name="(refused)",outcome="refused"} 0"#,
        r#"gavel_job_runs_total{kind="some_job",outcome="failed"} 0"#,
        r#"gavel_job_runs_total{kind="some_job",outcome="lease_lost"} 0"#,
        r#"gavel_events_received_total{outcome="unknown"} 0"#,
        r#"gavel_discord_rate_limited_total{scope="edge"} 0"#,
        r#"gavel_gateway_sessions_total{start="resumed"} 0"#,
        r#"gavel_sidecar_events_total{outcome="dropped"} 0"#,
        concat!(r#"gavel_build_info{version=""#, env!("CARGO_PKG_VERSION"), r#""} 1"#),
        "gavel_signature_failures_total 0",
        "gavel_blocked_threads_total 0",
        "gavel_long_steps_total 0",
    ] {
        assert!(text.lines().any(|line| line == series), "{series} is not in\n{text}");
    }
}

#[test]
fn what_is_counted_is_shown_with_its_help_and_type() {
    let discord = DiscordMetrics::default();
    let labels = RequestLabels { route: "/users/{}".to_owned(), method: "GET", status: RequestStatus::Lost };
    discord.request_duration.get_or_create(&labels).observe(3.0);
    let text = exposition([&discord.registry]);
    for line in [
        "# HELP gavel_discord_request_duration_seconds Duration of each attempt of a call to Discord's REST API.",
        "# TYPE gavel_discord_request_duration_seconds histogram",
        "# TYPE gavel_discord_rate_limited_total counter",
        r#"gavel_discord_request_duration_seconds_bucket{route="/users/{}",method="GET",status="lost",le="5"} 1"#,
        r#"gavel_discord_request_duration_seconds_sum{route="/users/{}",method="GET",status="lost"} 3.0"#,
        "gavel_discord_invalid_requests 0",
    ] {
        assert!(text.lines().any(|found| found == line), "{line} is not in\n{text}");
    }
}

#[test]
fn names_follow_prometheus_habits() {
    let (server, discord, sidecar) = (server(), DiscordMetrics::default(), SidecarMetrics::default());
    let text = exposition([&server.registry, &discord.registry, &sidecar.registry]);
    let types = text.lines().filter_map(|line| line.strip_prefix("# TYPE ")?.split_once(' '));
    for (name, kind) in types {
        assert_eq!(name.ends_with("_total"), kind == "counter", "{name} is a {kind}");
        assert!(kind != "histogram" || name.ends_with("_seconds"), "{name} has no base unit");
    }
    let helps = text.lines().filter(|line| line.starts_with("# HELP"));
    assert_eq!(
        helps.clone().filter(|line| line.ends_with('.') && !line.ends_with("..")).count(),
        helps.count()
    );
}
