//! One signed POST to the application.

use axum::body::Bytes;
use axum::http::{Request, header};
use http_body_util::{BodyExt, Full, Limited};
use serde_json::Value;
use tokio::time::Instant;

use crate::feed::{Delivery, FeedEvent};
use crate::ids::{ApplicationId, InteractionId};
use crate::inner::Inner;
use crate::rest::multipart;
use crate::signer::{Signature, SignatureKind};
use crate::world::Upload;

/// The response to a POST.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sent {
    pub(crate) status: Option<u16>,
    /// `true` if the response's content type is JSON.
    pub(crate) json: bool,
    pub(crate) text: String,
    /// The body read as JSON; null if it is none.
    pub(crate) response: Value,
    /// The files, if the response is a multipart body.
    pub(crate) files: Vec<(u64, Upload)>,
    pub(crate) error: Option<String>,
    pub(crate) late: bool,
}

impl Sent {
    /// Describes the response in a few words.
    pub(crate) fn describe(&self) -> String {
        match (&self.error, self.status) {
            (Some(error), _) => error.clone(),
            (None, Some(status)) => format!("{status} {}", self.text),
            (None, None) => "nothing".to_owned(),
        }
    }
}

/// Posts a body, signed as `kind` says.
pub(crate) async fn post(
    inner: &Inner,
    (application, url): (ApplicationId, &str),
    body: String,
    kind: SignatureKind,
) -> Sent {
    let signature = inner.signer(application).sign(body.as_bytes(), inner.clock.now().as_second(), kind);
    post_signed(inner, (application, url), body, signature, None).await
}

/// Posts a body with this signature, and sends the delivery to the feed.
pub(super) async fn post_signed(
    inner: &Inner,
    (application, url): (ApplicationId, &str),
    body: String,
    signature: Signature,
    interaction: Option<InteractionId>,
) -> Sent {
    let began = Instant::now();
    let shown = serde_json::from_str(&body).unwrap_or(Value::Null);
    let deadline = inner.deadline();
    let sent = match tokio::time::timeout(deadline, exchange(inner, url, body, &signature)).await {
        Ok(Ok(sent)) => sent,
        Ok(Err(error)) => Sent { error: Some(error), ..Sent::default() },
        Err(_) => Sent {
            error: Some(format!("no answer within {} s", deadline.as_secs_f32())),
            late: true,
            ..Sent::default()
        },
    };
    inner.tell(FeedEvent::Delivery(Box::new(Delivery {
        application,
        interaction,
        url: url.to_owned(),
        signature: signature.signature.unwrap_or_default(),
        timestamp: signature.timestamp.unwrap_or_default(),
        body: shown,
        status: sent.status,
        response: sent.response.clone(),
        error: sent.error.clone(),
        took_ms: u64::try_from(began.elapsed().as_millis()).unwrap_or(u64::MAX),
    })));
    sent
}

async fn exchange(inner: &Inner, url: &str, body: String, signature: &Signature) -> Result<Sent, String> {
    let mut request = Request::post(url)
        .header(header::CONTENT_TYPE, "application/json")
        .header(header::USER_AGENT, "Discord-Interactions/1.0 (+https://discord.com)");
    if let Some(signature) = &signature.signature {
        request = request.header("X-Signature-Ed25519", signature);
    }
    if let Some(timestamp) = &signature.timestamp {
        request = request.header("X-Signature-Timestamp", timestamp);
    }
    let request = request.body(Full::new(Bytes::from(body))).map_err(|error| error.to_string())?;
    let response = inner.client.request(request).await.map_err(|error| format!("{error:?}"))?;
    let (parts, body) = response.into_parts();
    let kind =
        parts.headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let body = Limited::new(body, 1 << 24).collect().await.map_err(|error| error.to_string())?.to_bytes();
    let text = String::from_utf8_lossy(&body).into_owned();
    if let Some(whole) =
        kind.starts_with("multipart/form-data").then(|| multipart::parse(kind, &body)).flatten()
    {
        return Ok(Sent {
            status: Some(parts.status.as_u16()),
            json: true,
            text: whole.payload.to_string(),
            response: whole.payload,
            files: whole.files,
            ..Sent::default()
        });
    }
    Ok(Sent {
        status: Some(parts.status.as_u16()),
        json: kind.starts_with("application/json"),
        response: serde_json::from_str(&text).unwrap_or(Value::Null),
        text,
        ..Sent::default()
    })
}
