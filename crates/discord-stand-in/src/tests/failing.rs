//! Scripted faults.

use std::time::Duration;

use serde_json::Value;

use super::{Table, words};
use crate::Fault;

fn path(table: &Table) -> String {
    format!("/channels/{}/messages", table.sim.cast().general)
}

#[tokio::test]
async fn a_scripted_status_changes_nothing() {
    let table = Table::lay().await;
    table.sim.fault(Fault::on("POST", "/channels/{}/messages").times(2).status(503));
    for expected in [503, 503, 200] {
        assert_eq!(table.call("POST", &path(&table), words("hi")).await.status, expected);
    }
    assert_eq!(table.sim.messages(table.sim.cast().general).len(), 1);
    table.clear();
}

#[tokio::test]
async fn a_cut_connection_applies_nothing_and_a_lost_answer_everything() {
    let table = Table::lay().await;
    let count = || table.sim.messages(table.sim.cast().general).len();
    table.sim.fault(Fault::on("POST", "/channels/{}/messages").reset());
    assert!(table.try_call("POST", &path(&table), words("hi"), &[]).await.is_err());
    assert_eq!(count(), 0);
    table.sim.fault(Fault::on("POST", "/channels/{}/messages").applied_but_answer_lost());
    assert!(table.try_call("POST", &path(&table), words("hi"), &[]).await.is_err());
    assert_eq!(count(), 1);
    let statuses: Vec<_> = table.sim.requests().iter().map(|call| call.status).collect();
    assert_eq!(statuses, [0, 0]);
    table.clear();
}

#[tokio::test]
async fn a_hung_call_hangs_until_its_client_gives_up() {
    let table = Table::lay().await;
    table.sim.fault(Fault::on("GET", "/users/@me").hang());
    let waiting = table.call("GET", "/users/@me", Value::Null);
    assert!(tokio::time::timeout(Duration::from_millis(50), waiting).await.is_err());
    table.sim.fault(Fault::on("GET", "/gateway").always().slow(Duration::from_millis(30)));
    let began = std::time::Instant::now();
    assert_eq!(table.call("GET", "/gateway", Value::Null).await.status, 200);
    assert!(began.elapsed() >= Duration::from_millis(30));
    table.sim.clear_faults();
    table.clear();
}

#[tokio::test]
async fn a_call_that_is_never_answered_may_have_been_applied() {
    let table = Table::lay().await;
    table.sim.fault(Fault::on("POST", "/channels/{}/messages").applied_but_never_answered());
    let (path, body) = (path(&table), words("hi"));
    let waiting = table.call("POST", &path, body);
    assert!(tokio::time::timeout(Duration::from_millis(50), waiting).await.is_err());
    assert_eq!(table.sim.messages(table.sim.cast().general).len(), 1);
    table.clear();
}

#[tokio::test]
async fn a_fault_on_no_route_is_noted() {
    let table = Table::lay().await;
    table.sim.fault(Fault::on("POST", "/channel/{}/messages"));
    assert!(table.sim.violations()[0].contains("no route"));
}

#[tokio::test]
async fn the_address_is_free_once_stopped_and_when_the_last_handle_goes() {
    let table = Table::lay().await;
    let address = table.sim.api_url().trim_start_matches("http://").to_owned();
    assert!(tokio::net::TcpStream::connect(&address).await.is_ok());
    table.sim.stop().await;
    assert!(tokio::net::TcpStream::connect(&address).await.is_err());

    let other = Table::lay().await;
    let address = other.sim.api_url().trim_start_matches("http://").to_owned();
    drop(other);
    tokio::time::sleep(Duration::from_millis(50)).await;
    assert!(tokio::net::TcpStream::connect(&address).await.is_err());
}
