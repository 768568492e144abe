//! Tunnels that run on this machine, for `gavel init`: cloudflared's quick ones and ngrok's tell their public address to
//! whoever asks here.

use std::ops::RangeInclusive;
use std::time::Duration;

use bytes::Bytes;
use http::{Request, header};
use http_body_util::{BodyExt, Full, Limited};
use serde_json::Value;
use tokio::time::timeout;

use crate::discord::rest::{Connections, connections};
use crate::error::Result;

/// cloudflared answers on the first of these ports that was free. Source: its documentation, Tunnel metrics.
const CLOUDFLARED: RangeInclusive<u16> = 20_241..=20_245;
/// The time that a tunnel on this machine has to answer.
const ANSWER: Duration = Duration::from_secs(1);
/// The most bytes that are read of an answer.
const MOST: usize = 256 * 1024;

/// The addresses of what tells of tunnels.
#[derive(clap::Args)]
pub(super) struct Tunnels {
    /// The address of cloudflared's metrics
    #[arg(long, env = "TUNNEL_METRICS", value_name = "ADDRESS", hide = true)]
    cloudflared: Option<String>,
    /// The address of ngrok's agent
    #[arg(long, value_name = "ADDRESS", hide = true, default_value = "127.0.0.1:4040")]
    ngrok: String,
}

impl Tunnels {
    /// Returns the public addresses of the tunnels that may lead to this port. cloudflared does not say where one leads.
    ///
    /// # Errors
    /// Fails if nothing can be asked at all.
    pub(super) async fn to(&self, port: u16) -> Result<Vec<String>> {
        let connections = connections()?;
        let metrics = match &self.cloudflared {
            Some(address) => vec![address.clone()],
            None => CLOUDFLARED.map(|port| format!("127.0.0.1:{port}")).collect(),
        };
        let mut found = Vec::new();
        for address in metrics {
            let said = ask(&connections, &format!("http://{address}/quicktunnel")).await;
            found.extend(said.as_ref().and_then(quick_tunnel));
        }
        if let Some(said) = ask(&connections, &format!("http://{}/api/tunnels", self.ngrok)).await {
            found.extend(ngrok_tunnels(&said, port));
        }
        Ok(found)
    }
}

/// Returns what stands there, if it is JSON.
async fn ask(connections: &Connections, url: &str) -> Option<Value> {
    let request = Request::get(url).header(header::ACCEPT, "application/json").body(Full::<Bytes>::default());
    let asked = async {
        let response = connections.request(request.ok()?).await.ok()?;
        let body = Limited::new(response.into_body(), MOST).collect().await.ok()?;
        serde_json::from_slice(&body.to_bytes()).ok()
    };
    timeout(ANSWER, asked).await.ok().flatten()
}

fn quick_tunnel(said: &Value) -> Option<String> {
    let host = said["hostname"].as_str().filter(|host| !host.is_empty())?;
    Some(format!("https://{host}"))
}

fn ngrok_tunnels(said: &Value, port: u16) -> Vec<String> {
    let port = port.to_string();
    let tunnels = said["tunnels"].as_array().into_iter().flatten();
    let leads_here = |tunnel: &&Value| {
        let address = tunnel["config"]["addr"].as_str().unwrap_or_default();
        address.trim_end_matches('/').rsplit(':').next() == Some(&port)
    };
    tunnels.filter(leads_here).filter_map(|tunnel| Some(tunnel["public_url"].as_str()?.to_owned())).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_quick_tunnel_has_a_host_name_and_any_other_none() {
        let quick = json!({ "hostname": "plain-words-here.trycloudflare.com" });
        assert_eq!(quick_tunnel(&quick).as_deref(), Some("https://plain-words-here.trycloudflare.com"));
        assert_eq!(quick_tunnel(&json!({ "hostname": "" })), None);
        assert_eq!(quick_tunnel(&json!([])), None);
    }

    #[test]
    fn of_ngroks_tunnels_those_to_this_port_count() {
        let tunnel = |url: &str, to: &str| json!({ "public_url": url, "config": { "addr": to } });
        let said = json!({ "tunnels": [
            tunnel("https://other.ngrok.app", "http://localhost:3000"),
            tunnel("https://here.ngrok.app", "http://localhost:8080"),
            tunnel("https://too.ngrok.app", "8080"),
            json!({ "public_url": 7 }),
        ] });
        assert_eq!(ngrok_tunnels(&said, 8080), ["https://here.ngrok.app", "https://too.ngrok.app"]);
        assert_eq!(ngrok_tunnels(&json!({}), 8080), [""; 0]);
    }
}
