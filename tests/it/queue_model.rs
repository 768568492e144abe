//! The queue beside a model of it: two workers, a clock and a scheduler, all driven by hand. Leases end, workers die, and dead
//! ones come back and write; the queue must do what the model says, statement by statement.

use std::collections::BTreeMap;
use std::time::Duration;

use fastrand::Rng;
use gavel::error::Error;
use gavel::store::jobs::{self, StoredJob};
use gavel::store::queue;
use serde_json::json;
use sqlx::PgPool;

use crate::support::database::Database;

const KEYS: [&str; 4] = ["a", "b", "c", "d"];
const HOUR: Duration = Duration::from_secs(3600);

/// A time of the model: the hour on its clock, then the order of what happened within it.
type Moment = (i64, usize);

/// A job as the model knows it.
#[derive(Clone, Debug)]
struct Modelled {
    key: &'static str,
    due: Moment,
    /// The lease that is in force, and the hour in which it ends.
    lease: Option<(i64, i64)>,
    suspended: bool,
    finished: bool,
    /// The steps that were stored.
    steps: u64,
}

impl Modelled {
    fn waits(&self) -> bool {
        !self.finished && !self.suspended && self.lease.is_none()
    }
}

/// The queue, the model, and what each worker believes to hold.
struct Trial {
    db: PgPool,
    rng: Rng,
    hour: i64,
    happened: usize,
    jobs: BTreeMap<i64, Modelled>,
    workers: [Vec<StoredJob>; 2],
    /// The writes that were refused because their lease was lost.
    refused: usize,
}

fn kinds() -> Vec<String> {
    vec!["work".to_owned()]
}

impl Trial {
    fn new(db: PgPool, seed: u64) -> Self {
        let rng = Rng::with_seed(seed);
        Self { db, rng, hour: 0, happened: 0, jobs: BTreeMap::new(), workers: [vec![], vec![]], refused: 0 }
    }

    fn moment(&mut self, later: i64) -> Moment {
        self.happened += 1;
        (self.hour + later, self.happened)
    }

    async fn add(&mut self) {
        let key = *self.rng.choice(&KEYS).unwrap();
        let later = self.rng.i64(0..4).max(1) - 1;
        let add = "insert into jobs (guild_id, kind, concurrency_key, urgent, payload, run_at)
            values (1, 'work', $1, $2, '{}', clock_timestamp() + make_interval(hours => $3)) returning id";
        let add = sqlx::query_scalar(add).bind(key).bind(self.rng.bool()).bind(i32::try_from(later).unwrap());
        let id = add.fetch_one(&self.db).await.unwrap();
        let due = self.moment(later);
        let job = Modelled { key, due, lease: None, suspended: false, finished: false, steps: 0 };
        self.jobs.insert(id, job);
    }

    /// Returns the job of each key that may be claimed: none of a key that is held; the earliest of those that are due.
    fn claimable(&self) -> BTreeMap<&'static str, i64> {
        let mut earliest: BTreeMap<&'static str, (Moment, i64)> = BTreeMap::new();
        for (id, job) in self.jobs.iter().filter(|(_, job)| job.waits() && job.due.0 <= self.hour) {
            let it = (job.due, *id);
            let first = earliest.entry(job.key).or_insert(it);
            *first = it.min(*first);
        }
        let is_held = |key| self.jobs.values().any(|job| job.key == key && job.lease.is_some());
        earliest.into_iter().filter(|(key, _)| !is_held(*key)).map(|(key, (_, id))| (key, id)).collect()
    }

    /// Claims for a worker. Returns `false` if nothing can be claimed.
    async fn claim(&mut self, worker: usize) -> bool {
        if self.rng.bool() {
            queue::jobs_put_behind(&self.db, &kinds()).await.unwrap();
        }
        let expected = self.claimable();
        let Some(job) = queue::job_claim(&self.db, &kinds(), false).await.unwrap() else {
            assert!(expected.is_empty(), "nothing was claimed of {expected:?}");
            return false;
        };
        let ends = self.hour + 2;
        let modelled = self.jobs.get_mut(&job.id).unwrap();
        assert_eq!(expected.get(modelled.key), Some(&job.id), "{modelled:?} was claimed");
        assert_eq!(job.progress["steps"].as_u64().unwrap_or(0), modelled.steps);
        modelled.lease = Some((job.lease.unwrap(), ends));
        self.prolong(job.id).await;
        self.workers[worker].push(job);
        true
    }

    /// Makes a lease last until the hour that the model says, which is long for the machine's clock.
    async fn prolong(&self, id: i64) {
        let ends = self.jobs[&id].lease.unwrap().1 - self.hour;
        let prolong = "update jobs set leased_until = clock_timestamp() + make_interval(hours => $2, mins => -30) where id = $1";
        let prolong = sqlx::query(prolong).bind(id).bind(i32::try_from(ends).unwrap());
        prolong.execute(&self.db).await.unwrap();
    }

    /// Returns `true` if the queue took what a holder wrote; the model says whether it must.
    fn taken<T>(&mut self, job: &StoredJob, written: Result<T, Error>) -> bool {
        let holds = self.jobs[&job.id].lease.map(|(lease, _)| lease) == job.lease;
        match written {
            Ok(_) => assert!(holds, "a lost lease wrote to job {}", job.id),
            Err(error) => {
                assert!(matches!(error, Error::LeaseLost), "{error}");
                assert!(!holds, "job {} lost a lease that it has", job.id);
            }
        }
        self.refused += usize::from(!holds);
        holds
    }

    /// Lets a worker do one thing with one of the jobs that it believes to hold.
    async fn work(&mut self, worker: usize) {
        if self.workers[worker].is_empty() {
            return;
        }
        let at = self.rng.usize(..self.workers[worker].len());
        let mut job = self.workers[worker].swap_remove(at);
        let db = self.db.clone();
        match self.rng.u8(0..10) {
            0..=3 => {
                let steps = job.progress["steps"].as_u64().unwrap_or(0) + 1;
                job.progress = json!({ "steps": steps });
                let saved = jobs::job_save(&db, &job).await;
                if self.taken(&job, saved) {
                    let ends = self.hour + 2;
                    let modelled = self.jobs.get_mut(&job.id).unwrap();
                    modelled.steps = steps;
                    modelled.lease = modelled.lease.map(|(lease, _)| (lease, ends));
                    self.prolong(job.id).await;
                    self.workers[worker].push(job);
                }
            }
            4..=5 => {
                let finished = jobs::job_finish(&db, &job).await;
                if self.taken(&job, finished) {
                    let modelled = self.jobs.get_mut(&job.id).unwrap();
                    (modelled.finished, modelled.lease) = (true, None);
                }
            }
            6 => {
                let later = self.rng.u32(0..3);
                let put_off = jobs::job_reschedule(&db, &job, HOUR * later, None).await;
                if self.taken(&job, put_off) {
                    let due = self.moment(i64::from(later));
                    let modelled = self.jobs.get_mut(&job.id).unwrap();
                    (modelled.due, modelled.lease) = (due, None);
                }
            }
            7 => {
                let yielded = jobs::job_yield(&db, &job).await;
                if self.taken(&job, yielded) {
                    let due = self.moment(0);
                    let modelled = self.jobs.get_mut(&job.id).unwrap();
                    (modelled.due, modelled.lease) = (due, None);
                }
            }
            8 => {
                let suspended = jobs::job_suspend(&db, &job).await;
                if self.taken(&job, suspended) {
                    let modelled = self.jobs.get_mut(&job.id).unwrap();
                    (modelled.suspended, modelled.lease) = (true, None);
                }
            }
            _ => {
                // Who hands over is not told whether the lease was lost: another has the job either way.
                jobs::job_hand_over(&db, &job).await.unwrap();
                if self.jobs[&job.id].lease.map(|(lease, _)| lease) == job.lease {
                    let due = self.moment(0);
                    let modelled = self.jobs.get_mut(&job.id).unwrap();
                    (modelled.due, modelled.lease) = (due, None);
                }
            }
        }
    }

    /// Lets hours pass. What ends within them is freed by whichever worker looks next.
    async fn pass(&mut self, hours: i64) {
        let pass = "update jobs set run_at = run_at - make_interval(hours => $1),
                leased_until = leased_until - make_interval(hours => $1) where finished_at is null";
        let pass = sqlx::query(pass).bind(i32::try_from(hours).unwrap());
        pass.execute(&self.db).await.unwrap();
        self.hour += hours;
        queue::leases_free(&self.db).await.unwrap();
        let hour = self.hour;
        for job in self.jobs.values_mut().filter(|job| job.lease.is_some_and(|(_, ends)| ends <= hour)) {
            job.lease = None;
        }
    }

    async fn resume(&mut self) {
        jobs::jobs_resume(&self.db, twilight_model::id::Id::new(1)).await.unwrap();
        let due = self.moment(0);
        for job in self.jobs.values_mut().filter(|job| job.suspended && !job.finished) {
            (job.suspended, job.due) = (false, due);
        }
    }

    /// Compares every row with the model.
    async fn compare(&self) {
        let rows = "select id, lease, finished_at is not null, suspended_at is not null,
                coalesce((progress->>'steps')::bigint, 0) from jobs order by id";
        let rows: Vec<(i64, Option<i64>, bool, bool, i64)> =
            sqlx::query_as(rows).fetch_all(&self.db).await.unwrap();
        assert_eq!(rows.len(), self.jobs.len());
        for (id, lease, finished, suspended, steps) in rows {
            let job = &self.jobs[&id];
            let modelled = (job.lease.map(|(lease, _)| lease), job.finished, job.suspended, job.steps);
            assert_eq!((lease, finished, suspended, steps.cast_unsigned()), modelled, "job {id}");
        }
    }

    /// Ends with everything done: whatever was lost on the way, nothing may be left that nobody can take.
    async fn drain(&mut self) {
        self.resume().await;
        for _ in 0..20 {
            self.pass(3).await;
            while self.claim(0).await {
                while let Some(job) = self.workers[0].pop() {
                    let finished = jobs::job_finish(&self.db, &job).await;
                    if self.taken(&job, finished) {
                        let modelled = self.jobs.get_mut(&job.id).unwrap();
                        (modelled.finished, modelled.lease) = (true, None);
                    }
                }
            }
        }
        self.compare().await;
        assert!(self.jobs.values().all(|job| job.finished), "{:?}", self.jobs);
    }
}

/// Plays a trial. Returns the number of writes that were refused.
async fn play(seed: u64) -> usize {
    let database = Database::new().await;
    let mut trial = Trial::new(database.pool.clone(), seed);
    for _ in 0..250 {
        let worker = trial.rng.usize(..2);
        match trial.rng.u8(0..20) {
            0..=3 => trial.add().await,
            4..=8 => {
                trial.claim(worker).await;
            }
            9..=15 => trial.work(worker).await,
            16..=17 => {
                let hours = trial.rng.i64(1..4);
                trial.pass(hours).await;
            }
            18 => trial.resume().await,
            // A process dies; its leases last until their time.
            _ => trial.workers[worker].clear(),
        }
    }
    trial.compare().await;
    trial.drain().await;
    let refused = trial.refused;
    drop(trial);
    database.drop().await;
    refused
}

#[tokio::test]
async fn the_queue_does_what_its_model_says() {
    let mut refused = 0;
    for seed in 0..6 {
        println!("seed {seed}");
        refused += play(seed).await;
    }
    assert!(refused > 20, "only {refused} writes came too late: the trials show nothing");
}
