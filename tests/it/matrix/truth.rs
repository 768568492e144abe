//! The conditions once all is quiet: the record agrees with the world, and everything happened once.

use std::sync::LazyLock;

use discord_stand_in::Message;
use regex::Regex;
use serde_json::Value;
use sqlx::FromRow;

use crate::matrix::actions::{Action, MESSAGES};
use crate::matrix::fault::{Due, InjectedFault, Part, Step};
use crate::matrix::scene::Scene;
use crate::support::orders::english;
use crate::support::stage::Stage;

/// A case as it is stored.
#[derive(Clone, Debug, FromRow)]
pub struct Recorded {
    number: i32,
    kind: String,
    pub status: String,
    failure: Option<String>,
    summary: Option<String>,
    notified: Option<String>,
    logged: Option<String>,
    log_message_id: Option<i64>,
    holds: bool,
}

/// The outcome of an undisturbed action.
pub type Usual = Recorded;

static ROLE: LazyLock<Regex> = LazyLock::new(|| Regex::new("<@&[0-9]+>").unwrap());

async fn cases(scene: &Scene<'_>) -> Vec<Recorded> {
    let cases = "select number, kind, status, failure, summary, notified, logged, log_message_id,
        status = 'applied' and closed_at is null and voided_at is null as holds
        from cases where coalesce(target_id, channel_id) = any($1)
        and audit_entry is null order by number";
    let mut cases: Vec<Recorded> = sqlx::query_as(cases)
        .bind(&[scene.person.get().cast_signed(), scene.channel.get().cast_signed()][..])
        .fetch_all(&scene.stage.database.pool)
        .await
        .unwrap();
    // Each row has a person and roles of its own.
    for case in &mut cases {
        case.failure = case.failure.take().map(english);
        let summary = case.summary.take().map(|it| english(it).replace(&scene.person.to_string(), "person"));
        case.summary = summary.map(|it| ROLE.replace_all(&it, "a role").into_owned());
    }
    cases
}

/// Returns the case of the order.
pub async fn usual(scene: &Scene<'_>) -> Usual {
    cases(scene).await.pop().expect("a case")
}

/// Returns everything that is wrong after this fault in this call.
pub async fn wrong(
    scene: &Scene<'_>,
    action: &Action,
    usual: &Usual,
    met: Option<(&Step, InjectedFault)>,
) -> Vec<String> {
    let due = met.map_or(Due::AsEver, |(step, injected)| injected.due(action, step));
    let cases = cases(scene).await;
    let Some(case) = cases.last() else { return vec!["there is no case".to_owned()] };
    let mut wrong = vec![
        outcome(scene, case, usual, due),
        world(scene, action, case, due),
        telling(case, usual, due, met),
        logging(case, usual, due),
        reply(scene, case, due),
        unfinished(scene).await,
    ];
    wrong.extend(cases.iter().map(|case| messages(scene, case, due)));
    wrong.extend(cases.iter().map(|case| ban_in_force(scene, case, due)));
    wrong.into_iter().flatten().collect()
}

/// Returns `true` for a purge that was refused after it had deleted some messages.
fn ended_half_way(scene: &Scene<'_>, case: &Recorded, due: Due) -> bool {
    due == Due::Failed && case.kind == "purge" && scene.left() < MESSAGES
}

fn outcome(scene: &Scene<'_>, case: &Recorded, usual: &Usual, due: Due) -> Option<String> {
    let status = match due {
        Due::Failed if ended_half_way(scene, case, due) => "applied",
        Due::Failed => "failed",
        Due::OnDiscordsWord => "applied",
        _ => &usual.status,
    };
    let by_others = due != Due::AsEver || case.summary == usual.summary;
    let differs = case.status != status || case.kind != usual.kind || !by_others;
    differs.then(|| format!("{case:?} should be a {} that is {status} ({:?})", usual.kind, usual.summary))
}

fn world(scene: &Scene<'_>, action: &Action, case: &Recorded, due: Due) -> Option<String> {
    if due == Due::OnDiscordsWord {
        return None;
    }
    let shown = (action.shows)(scene);
    let fine = if ended_half_way(scene, case, due) {
        let far = format!("{} messages deleted", MESSAGES - scene.left());
        case.summary.as_ref().is_some_and(|it| it.starts_with(&far) && it.contains("it stopped there: "))
    } else {
        shown == (case.status == "applied")
    };
    (!fine).then(|| format!("the record says {} ({:?}), the world shows {shown}", case.status, case.failure))
}

fn telling(case: &Recorded, usual: &Usual, due: Due, met: Option<(&Step, InjectedFault)>) -> Option<String> {
    let notified = case.notified.as_deref();
    let hurried = matches!(case.kind.as_str(), "kick" | "softban" | "ban");
    let fine = match met {
        _ if due == Due::NotTold => matches!(notified, Some("closed" | "failed" | "outside")),
        // Nobody is told of an action that failed, unless they had to be told before it.
        _ if due == Due::Failed && !hurried => notified.is_none(),
        // Before a removal, the notice is tried for a moment only.
        Some((step, InjectedFault::Away)) if step.part == Part::Tell && hurried => notified.is_some(),
        _ => notified == usual.notified.as_deref(),
    };
    (!fine).then(|| format!("notified is {notified:?}, usually {:?}", usual.notified))
}

fn logging(case: &Recorded, usual: &Usual, due: Due) -> Option<String> {
    let logged = if due == Due::NotLogged { Some("failed") } else { usual.logged.as_deref() };
    (case.logged.as_deref() != logged).then(|| format!("logged is {:?}, not {logged:?}", case.logged))
}

/// Checks for one message for each in the record and no others, and for a correction if one is due.
fn messages(scene: &Scene<'_>, case: &Recorded, due: Due) -> Option<String> {
    // A post of the log begins with its case, a direct message ends with it; a notice about one ends otherwise.
    let name = format!("Case #{}", case.number);
    let begins = |title: &str| title.split(" · ").next() == Some(name.as_str());
    let is_of = |embed: &Value| match embed["footer"]["text"].as_str() {
        Some(footer) => footer == name,
        None => embed["title"].as_str().is_some_and(begins),
    };
    let of_case = |message: &&Message| message.embeds.iter().any(is_of);
    let (told, logged) = (scene.told(), scene.logged());
    let is_correction = |message: &&Message| message.text().contains("did not happen");
    let told: Vec<_> = told.iter().filter(of_case).collect();
    let corrections = told.iter().copied().filter(is_correction).count();
    let posts: Vec<i64> = logged.iter().filter(of_case).map(|post| post.id.get().cast_signed()).collect();
    let sent = case.notified.as_deref() == Some("sent");
    let corrected = sent && case.status == "failed" && due != Due::NotCorrected;
    let anew = sent && due == Due::ToldAnew && told.len() - corrections > 1;
    let expected =
        (usize::from(sent) + usize::from(anew), usize::from(corrected), case.log_message_id.as_slice());
    let found = (told.len() - corrections, corrections, posts.as_slice());
    (found != expected)
        .then(|| format!("told, corrected, logged of {name} is {found:?}, recorded as {expected:?}"))
}

/// Checks that a ban in force in the record is in force in the world.
fn ban_in_force(scene: &Scene<'_>, case: &Recorded, due: Due) -> Option<String> {
    let lost = case.kind == "ban" && case.holds && !scene.is_banned() && due != Due::OnDiscordsWord;
    lost.then(|| format!("the ban of case #{} holds in the record only", case.number))
}

/// Checks that the reply tells the outcome.
fn reply(scene: &Scene<'_>, case: &Recorded, due: Due) -> Option<String> {
    let text = scene.answer().filter(|_| due != Due::NotAnswered)?;
    let failed = case.status == "failed";
    let fine = text.contains(&format!("Case #{}", case.number))
        && text.contains("not applied") == failed
        && text.contains("could not write to the log") == (due == Due::NotLogged)
        && !text.contains("keep trying")
        && !text.contains("is recorded.");
    (!fine).then(|| format!("the caller reads {text:?} of {case:?}"))
}

/// Checks that only timers and receipts' ends are left, and that each case in force that ends has its timer.
async fn unfinished(scene: &Scene<'_>) -> Option<String> {
    let left = "select kind, concurrency_key, last_error from jobs where finished_at is null
        and kind <> 'audit_poll' and (lease is not null or kind not in ('close_receipt', 'expire', 'renew', 'answer_deferral'))";
    let timers = "select c.number from cases c where c.kind in ('ban', 'jail', 'lock', 'slowmode', 'role_add', 'role_remove') and c.ends_at is not null and c.closed_at is null
        and c.status = 'applied' and 1 <> (select count(*) from jobs j where j.kind = 'expire' and j.finished_at is null
            and j.case_number = c.number and j.run_at = c.ends_at)";
    let db = &scene.stage.database.pool;
    let left: Vec<(String, String, Option<String>)> = sqlx::query_as(left).fetch_all(db).await.unwrap();
    let timers: Vec<i32> = sqlx::query_scalar(timers).fetch_all(db).await.unwrap();
    let ordered = "select count(*) from processed_interactions h join jobs j on j.id = h.job_id where j.finished_at is null";
    let ordered: i64 = sqlx::query_scalar(ordered).fetch_one(db).await.unwrap();
    let fine = left.is_empty() && timers.is_empty() && ordered == 0;
    (!fine).then(|| format!("left: {left:?}; without their timer: {timers:?}; orders unfinished: {ordered}"))
}

/// Returns the case numbers if they are not 1, 2, 3 …
pub async fn gaps(stage: &Stage) -> Option<String> {
    let numbers: Vec<i32> = stage.cases().await.into_iter().map(|(number, _)| number).collect();
    let fine = numbers.iter().copied().eq(1..=i32::try_from(numbers.len()).unwrap());
    (!fine).then(|| format!("the numbers are {numbers:?}"))
}
