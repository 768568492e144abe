//! Requests as Discord sends them, signed beforehand with a key of our own.

use bytes::Bytes;
use ed25519_dalek::{Signer as _, SigningKey};

use crate::Error;

/// Discord's epoch, in milliseconds since 1970.
const EPOCH: i64 = 1_420_070_400_000;

/// A request, and the status that is the right response to it.
#[derive(Clone, Debug)]
pub(super) struct Request {
    pub bytes: Bytes,
    pub is_forged: bool,
}

impl Request {
    /// Fails unless this is the right response.
    pub(super) fn judge(&self, response: &[u8]) -> Result<(), Error> {
        let status = response.get(9..12).unwrap_or_default();
        if self.is_forged {
            return if status == b"401" { Ok(()) } else { Err("a forged request was not refused".into()) };
        }
        let is_answer = response.windows(10).any(|part| part == br#"{"type":4,"# || part == br#"{"type":1}"#);
        let is_last = response.windows(10).any(|part| part == br#","type":4}"#);
        match status {
            b"200" if is_answer || is_last => Ok(()),
            _ => Err(format!("a wrong answer: {}", String::from_utf8_lossy(response)).into()),
        }
    }
}

fn signer() -> SigningKey {
    SigningKey::from_bytes(&[0x6a; 32])
}

/// Returns the public key, in hex.
pub(super) fn public_key() -> String {
    hex::encode(signer().verifying_key().to_bytes())
}

#[expect(clippy::disallowed_methods, reason = "a signature is over the machine's own time")]
fn now() -> jiff::Timestamp {
    jiff::Timestamp::now()
}

/// Returns a signed PING.
pub(super) fn ping() -> Request {
    signed(r#"{"type":1}"#, false)
}

/// Returns this many requests for `/about`, all different, of which `forged` in a hundred have a wrong signature.
pub(super) fn about(count: u64, forged: u64) -> Vec<Request> {
    (0..count).map(|nth| signed(&body(nth), nth * forged % 100 + forged >= 100)).collect()
}

/// Returns `/about` as Discord posts it from a server.
fn body(nth: u64) -> String {
    let id = ((now().as_millisecond() - EPOCH).cast_unsigned() << 22) | nth;
    let user = r#"{"avatar":"a_d5efa99b3eeaa7dd43acca82f5692432","avatar_decoration_data":null,"bot":false,"clan":null,"collectibles":null,"discriminator":"0","display_name_styles":null,"global_name":"Mod","id":"53908232506183680","primary_guild":null,"public_flags":131141,"username":"mod"}"#;
    format!(
        r#"{{"app_permissions":"2222085186637376","application_id":"1000000000000000001","attachment_size_limit":26214400,"authorizing_integration_owners":{{"0":"290926798626357999"}},"channel":{{"flags":0,"guild_id":"290926798626357999","icon_emoji":{{"id":null,"name":"👋"}},"id":"645027906669510667","last_message_id":"1399999999999999999","last_pin_timestamp":"2026-01-12T18:11:41+00:00","name":"general","nsfw":false,"parent_id":"645027906669510660","permissions":"2222085186637376","position":3,"rate_limit_per_user":0,"theme_color":null,"topic":"All and nothing","type":0}},"channel_id":"645027906669510667","context":0,"data":{{"id":"1400000000000000007","name":"about","type":1}},"entitlement_sku_ids":[],"entitlements":[],"guild":{{"features":["COMMUNITY","NEWS"],"id":"290926798626357999","locale":"en-US"}},"guild_id":"290926798626357999","guild_locale":"en-US","id":"{id}","locale":"en-GB","member":{{"avatar":null,"banner":null,"collectibles":null,"communication_disabled_until":null,"deaf":false,"flags":0,"joined_at":"2017-03-13T19:19:14.040000+00:00","mute":false,"nick":"Moderator","pending":false,"permissions":"2251799813685247","premium_since":null,"roles":["539082325061836999","290926798626357250","290926798626357251"],"unusual_dm_activity_until":null,"user":{user}}},"token":"aW50ZXJhY3Rpb246MTQwMDAwMDAwMDAwMDAwMDAwNzpDVjZ0SnE4ZWx4bmZ2N0w5U2NkOGJZVnVzd2RUZ0RkUWxhYk5vYmV4UzRhUW9ZQ3lwN0RlZ2NzVUFuNWZ0V0xxV0FCZw","type":2,"version":1}}"#
    )
}

fn signed(body: &str, is_forged: bool) -> Request {
    let timestamp = now().as_second();
    let mut signature = signer().sign(format!("{timestamp}{body}").as_bytes()).to_bytes();
    if is_forged {
        signature[7] ^= 1;
    }
    let text = format!(
        "POST /interactions HTTP/1.1\r\nHost: gavel.example\r\nUser-Agent: Discord-Interactions/1.0 (+https://discord.com)\r\nContent-Type: application/json\r\nAccept: */*\r\nX-Signature-Ed25519: {}\r\nX-Signature-Timestamp: {timestamp}\r\nContent-Length: {}\r\n\r\n{body}",
        hex::encode(signature),
        body.len()
    );
    Request { bytes: text.into(), is_forged }
}
