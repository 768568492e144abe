//! Discord's checks of an endpoint: a good ping, and requests whose signature is bad on purpose.

use serde_json::{Value, json};

use super::post::{Sent, post};
use crate::ids::ApplicationId;
use crate::inner::Inner;
use crate::signer::SignatureKind;

/// The signatures that must be refused.
const BAD: [SignatureKind; 5] = [
    SignatureKind::OtherKey,
    SignatureKind::OtherBody,
    SignatureKind::OtherTimestamp,
    SignatureKind::Short,
    SignatureKind::NoSignature,
];

/// Checks an interactions endpoint; fails with the reason if Discord would refuse it.
pub(crate) async fn interactions(inner: &Inner, application: ApplicationId, url: &str) -> Result<(), String> {
    let ping = inner.world_as(application, |world| {
        json!({
            "id": world.fresh::<Value>(),
            "application_id": world.application.id,
            "type": 1,
            "token": "ping",
            "version": 1,
            "user": world.user_json(world.application.owner),
            "app_permissions": "0",
            "entitlements": [],
            "authorizing_integration_owners": {},
        })
    });
    let good = post(inner, (application, url), ping.to_string(), SignatureKind::Good).await;
    match &good {
        Sent { status: Some(200), json: true, response, .. } if response["type"] == 1 => {}
        other => return Err(format!("a good PING was answered with {}", other.describe())),
    }
    refuses_bad(inner, (application, url), &ping).await
}

/// Checks a webhook-events endpoint; fails with the reason if Discord would refuse it.
pub(crate) async fn events(inner: &Inner, application: ApplicationId, url: &str) -> Result<(), String> {
    let ping = inner.world_as(
        application,
        |world| json!({ "version": 1, "application_id": world.application.id, "type": 0 }),
    );
    let good = post(inner, (application, url), ping.to_string(), SignatureKind::Good).await;
    if good.status != Some(204) || !good.text.is_empty() {
        return Err(format!("a good PING was answered with {}, not with an empty 204", good.describe()));
    }
    refuses_bad(inner, (application, url), &ping).await
}

/// Sends bad signatures, which must be refused with 401. Some libraries in wide use say 400 or 403, and are accepted; that
/// breaks a house rule.
async fn refuses_bad(inner: &Inner, target: (ApplicationId, &str), ping: &Value) -> Result<(), String> {
    for kind in BAD {
        let bad = post(inner, target, ping.to_string(), kind).await;
        if matches!(bad.status, Some(400 | 403)) {
            let what =
                format!("a bad signature ({kind:?}) was answered with {}, not with 401", bad.describe());
            let record = &mut *inner.record();
            if inner.house_rules { &mut record.violations } else { &mut record.house }.push(what);
        } else if bad.status != Some(401) {
            return Err(format!(
                "a bad signature ({kind:?}) was answered with {}, not with 401",
                bad.describe()
            ));
        }
    }
    Ok(())
}
