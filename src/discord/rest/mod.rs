//! The executor: runs the requests that twilight builds, under every one of Discord's limits.
use std::time::Duration;
use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use serde::de::DeserializeOwned;
use twilight_http::request::{Request, TryIntoRequest};
use crate::error::{Error, Result};
#[derive(Clone, Debug)]
pub struct Rest {}
pub struct Settings { pub base: Option<String>, pub token: Option<secrecy::SecretString>, pub per_second: u32 }
#[derive(Clone, Copy, Debug, Default)]
pub struct Call { pub deadline: Duration }
impl Call { pub fn within(d: Duration) -> Self { Self { deadline: d } } }
pub struct Answer { pub status: StatusCode, pub headers: HeaderMap, pub body: Bytes }
impl Answer { pub fn json<T: DeserializeOwned>(&self) -> Result<T> { serde_json::from_slice(&self.body).map_err(Error::broken) } }
impl Rest {
    pub fn new(_: Settings) -> Result<Self> { Ok(Self {}) }
    pub async fn call(&self, _: Request, _: Call) -> Result<Answer> { Err(Error::broken("stub")) }
    pub async fn fetch<T: DeserializeOwned>(&self, r: impl TryIntoRequest) -> Result<T> { self.call(r.try_into_request().map_err(Error::broken)?, Call::default()).await?.json() }
    pub async fn send(&self, r: impl TryIntoRequest) -> Result<()> { self.call(r.try_into_request().map_err(Error::broken)?, Call::default()).await.map(|_| ()) }
}
