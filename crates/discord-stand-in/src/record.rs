//! The record of calls and of violations.

use std::collections::VecDeque;

use jiff::{SignedDuration, Timestamp};
use serde::Serialize;
use serde_json::Value;

use super::ids::ApplicationId;

/// A call of the REST API and its response.
#[derive(Clone, Debug, Serialize)]
pub struct RecordedCall {
    /// The number of the call, from 1.
    pub number: u64,
    /// The method: `GET`, `POST`, …
    pub method: String,
    /// The path with its query, after `/api/v10`.
    pub path: String,
    /// The route, such as `/channels/{channel}/messages`; empty if there is none.
    pub route: String,
    /// The application that called.
    pub application: ApplicationId,
    /// The JSON body; null if there was none. Files are left out.
    pub body: Value,
    /// `X-Audit-Log-Reason`, decoded.
    pub reason: Option<String>,
    /// The relevant headers: user agent, content type, whether a token came along.
    pub headers: Vec<(String, String)>,
    /// The HTTP status; 0 if the connection was cut instead.
    pub status: u16,
    /// The response's JSON body; null if it had none.
    pub response: Value,
    /// The violations in the call.
    pub violations: Vec<String>,
    /// The breaches of house rules, if those are no violations.
    pub house: Vec<String>,
    /// The time of the call.
    pub at: Timestamp,
}

/// The number of calls that are kept.
const KEPT: usize = 20_000;
/// The time over which Discord counts invalid requests.
const INVALID_WINDOW: SignedDuration = SignedDuration::from_mins(10);
/// The number of invalid requests that makes Cloudflare ban.
const INVALID_LIMIT: usize = 10_000;

/// All calls and violations so far.
#[derive(Debug, Default)]
pub(super) struct Record {
    pub(super) calls: VecDeque<RecordedCall>,
    pub(super) violations: Vec<String>,
    /// The breaches of house rules, if those are no violations.
    pub(super) house: Vec<String>,
    numbered: u64,
    invalid: VecDeque<Timestamp>,
    invalid_ever: u64,
}

impl Record {
    /// Records a call.
    pub(super) fn call(&mut self, call: &mut RecordedCall) {
        let named = |what: &String| format!("{} {}: {what}", call.method, call.path);
        self.violations.extend(call.violations.iter().map(named));
        self.house.extend(call.house.iter().map(named));
        if self.calls.len() == KEPT {
            self.calls.pop_front();
        }
        self.numbered += 1;
        call.number = self.numbered;
        self.calls.push_back(call.clone());
    }

    /// Forgets all calls and violations; numbers go on.
    pub(super) fn clear(&mut self) {
        self.calls.clear();
        self.violations.clear();
        self.house.clear();
    }

    /// Counts an invalid request.
    pub(super) fn invalid(&mut self, at: Timestamp) {
        self.invalid_ever += 1;
        self.invalid.push_back(at);
        self.forget_invalid(at);
    }

    /// Returns the number of invalid requests so far.
    pub(super) fn invalid_requests(&self) -> u64 {
        self.invalid_ever
    }

    /// Returns `true` if Cloudflare bans for too many invalid requests.
    pub(super) fn is_banned(&mut self, now: Timestamp) -> bool {
        self.forget_invalid(now);
        self.invalid.len() >= INVALID_LIMIT
    }

    fn forget_invalid(&mut self, now: Timestamp) {
        while self.invalid.front().is_some_and(|at| now.duration_since(*at) > INVALID_WINDOW) {
            self.invalid.pop_front();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ten_thousand_invalid_requests_in_ten_minutes_are_too_many() {
        let mut record = Record::default();
        let start: Timestamp = "2026-11-21T03:00:00Z".parse().unwrap();
        (0..9_999).for_each(|_| record.invalid(start));
        assert!(!record.is_banned(start));
        record.invalid(start);
        assert!(record.is_banned(start));
        assert!(!record.is_banned(start + SignedDuration::from_mins(11)));
        assert_eq!(record.invalid_requests(), 10_000);
    }
}
