//! The stand-in's control API, over a connection for each call.

use std::io::{Read, Write};
use std::net::TcpStream;

use serde_json::{Value, json};

fn base() -> String {
    let address = std::env::var("STAND_IN").expect("STAND_IN names the stand-in");
    address.trim_start_matches("http://").to_owned()
}

/// Makes a call. Panics if it is refused.
pub fn control(method: &str, path: &str, body: Option<&Value>) -> Value {
    let (host, body) = (base(), body.map(Value::to_string).unwrap_or_default());
    let mut stream = TcpStream::connect(&host).unwrap();
    let length = body.len();
    write!(
        stream,
        "{method} /control/{path} HTTP/1.1\r\nHost: {host}\r\nContent-Type: application/json\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{body}"
    )
    .unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    assert!(head.starts_with("HTTP/1.1 200"), "{method} {path}: {answer}");
    serde_json::from_str(body).unwrap()
}

/// Makes a gesture of a member's; returns what they then see.
pub fn gesture(kind: &str, more: &Value) -> Value {
    let mut body = json!({ "kind": kind, "as": "member" });
    for (name, value) in more.as_object().unwrap() {
        body[name] = value.clone();
    }
    control("POST", "gestures", Some(&body))["sees"].take()
}

/// Checks a finding, and says that it was made.
pub fn check<T: PartialEq + std::fmt::Debug>(found: T, wanted: T, what: &str) {
    assert_eq!(found, wanted, "{what}");
    println!("  ok  {what}");
}
