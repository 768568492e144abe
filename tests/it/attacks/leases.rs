//! Jobs that hold up the processes that run them.

use discord_stand_in::Fault;
use gavel::telemetry::metrics::{JobOutcome, JobRunLabels};

use crate::support::stage::{SOON, Stage};

/// Opening a direct message: a warning's first step.
fn dm() -> Fault {
    Fault::on("POST", "/users/@me/channels")
}

impl Stage {
    /// The job of the only case: its lease, what its lost leases count for, and its runs.
    async fn leases(&self) -> (Option<i64>, i32, i32) {
        sqlx::query_as("select lease, leases_lost, attempts from jobs where kind = 'run_action'")
            .fetch_one(&self.database.pool)
            .await
            .unwrap()
    }

    /// Lets the lease of the only case's job run out while its process lives, until that is counted.
    async fn lose_lease(&self, counted: i32) {
        self.expire_leases().await;
        let lost = tokio::time::timeout(SOON, async {
            while self.leases().await.1 < counted {
                tokio::time::sleep(std::time::Duration::from_millis(20)).await;
            }
        });
        lost.await.expect("the lease is not lost");
    }
}

#[tokio::test]
async fn a_job_that_loses_its_lease_twice_in_one_step_is_stopped_told_and_counted() {
    let stage = Stage::with_log().await;
    stage.sim.fault(dm().always().hang());
    let warned = stage.warn("spam").await;
    stage.lose_lease(29).await;
    stage.expire_leases().await;
    stage
        .until("the person is told", || {
            warned
                .reply()
                .is_some_and(|reply| reply.text().contains("I gave up on case #1: it kept me so busy"))
        })
        .await;
    stage.wait_until_idle().await;
    let told = stage.logged().iter().filter(|post| post.text().contains("could not be finished")).count();
    assert_eq!(told, 1);
    assert_eq!(stage.cases().await, [(1, "failed".to_owned())]);
    let why: (i32, String) =
        sqlx::query_as("select attempts, last_error from jobs where broken_at is not null")
            .fetch_one(&stage.database.pool)
            .await
            .unwrap();
    assert_eq!(why, (3, "broken: it lost its lease again and again in one step".to_owned()));
    let labels = JobRunLabels { kind: "run_action".to_owned(), outcome: JobOutcome::Broken };
    let metrics = &stage.server(0).app.metrics;
    assert_eq!(metrics.job_runs.get_or_create_owned(&labels).get(), 1);
    stage.sim.clear_faults();
    stage.close().await;
}

#[tokio::test]
async fn a_step_that_is_stored_forgives_a_lost_lease() {
    let stage = Stage::with_log().await;
    stage.sim.fault(dm().hang());
    stage.warn("spam").await;
    stage.struck().await;
    stage.lose_lease(1).await;
    stage.wait_until_idle().await;
    assert_eq!(stage.cases().await, [(1, "applied".to_owned())]);
    let (_, lost, attempts) = stage.leases().await;
    assert_eq!((lost, attempts), (0, 2));
    stage.close().await;
}

#[tokio::test]
async fn a_process_that_ends_hands_its_jobs_over_and_no_lease_was_lost() {
    let mut stage = Stage::with_log().await;
    stage.sim.fault(dm().hang());
    stage.warn("spam").await;
    stage.struck().await;
    let app = std::sync::Arc::clone(&stage.server(0).app);
    app.stopping.cancel();
    app.handing_over.cancel();
    let freed = tokio::time::timeout(SOON, async {
        while stage.leases().await.0.is_some() {
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
    });
    freed.await.expect("the job is not handed over");
    assert_eq!(stage.leases().await.1, 0);
    stage.add_server().await;
    stage.sim.set_endpoint(&stage.server(1).url("/interactions"));
    stage.wait_until_idle().await;
    assert_eq!(stage.cases().await, [(1, "applied".to_owned())]);
    stage.close().await;
}
