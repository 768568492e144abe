//! The errors that a caller reads, and the secrets that nobody may read.

use super::*;
use secrecy::SecretString;
use serde_json::Value;
use twilight_http::Client;
use twilight_model::id::Id;

use crate::telemetry::metrics::exposition;

fn settings(base: Option<&str>, token: Option<&str>) -> Settings {
    Settings { base: base.map(Into::into), token: token.map(SecretString::from), per_second: 50 }
}

#[tokio::test]
async fn a_401_refuses_the_bots_token_only_where_that_was_the_key() {
    let fake = Fake::new(|_| Reply::new(401, &[], r#"{"message":"401: Unauthorized","code":0}"#)).await;
    let rest = fake.rest();
    assert!(matches!(run(&rest, get("users/@me")).await, Err(Error::TokenRefused)));
    assert!(matches!(run(&rest, post("webhooks/1/token")).await, Err(Error::Discord { status: 401, .. })));
    let callback = run(&rest, post("interactions/1/token/callback")).await;
    assert!(matches!(callback, Err(Error::Discord { status: 401, .. })));
    assert_eq!(rest.invalid_requests(), 3);
}

#[tokio::test]
async fn no_error_shows_a_token() {
    let webhook = || post("webhooks/1/top-secret/messages/@original");
    let refusing = Fake::new(|seen| match seen.nth {
        0 => Reply::new(404, &[], r#"{"message":"Unknown Webhook","code":10015}"#),
        1 => Reply::new(500, &[], ""),
        _ => Reply::cloudflare("600"),
    })
    .await;
    let rest = refusing.rest();
    let mut texts = vec![format!("{rest:?}")];
    for _ in 0..4 {
        let error = run(&rest, webhook()).await.unwrap_err();
        texts.push(format!("{error} {error:?}"));
    }
    let gone = Fake { base: "http://127.0.0.1:1".into(), seen: Arc::default() }.rest();
    let error = gone.call(webhook(), Call::within(millis(100))).await.unwrap_err();
    texts.push(format!("{error} {error:?}"));
    for text in &texts {
        assert!(!text.contains("secret") && !text.contains(TOKEN), "{text}");
    }
    assert!(texts[1].contains("POST /webhooks/{}/{}/messages/@original"), "{}", texts[1]);
}

#[tokio::test]
async fn without_a_token_only_what_needs_it_is_refused() {
    let fake = Fake::new(|_| Reply::ok()).await;
    for token in [None, Some(" ")] {
        let rest = Rest::new(settings(Some(&fake.base), token)).unwrap();
        let Err(Error::Config(text)) = run(&rest, get("users/@me")).await else { panic!() };
        assert!(text.contains("DISCORD_TOKEN"), "{text}");
        run(&rest, post("webhooks/1/token")).await.unwrap();
    }
}

#[test]
fn a_wrong_base_is_said_with_an_example() {
    for base in ["discord.com", "ftp://x", "http://x/api", "http://x?y", "", "http://user:pass@x", "http://"]
    {
        let Err(Error::Config(text)) = Rest::new(settings(Some(base), None)) else { panic!("{base}") };
        assert!(text.contains("DISCORD_API_URL") && text.contains("http://127.0.0.1:9000"), "{text}");
        assert!(!text.contains("pass"), "{text}");
    }
    for base in [None, Some("https://discord.com"), Some("http://127.0.0.1:9000/")] {
        Rest::new(settings(base, Some("Bot abc"))).unwrap();
    }
    assert!(matches!(Rest::new(settings(None, Some("a\nb"))), Err(Error::Config(_))));
}

#[tokio::test]
async fn an_https_base_is_never_spoken_to_in_the_clear() {
    let fake = Fake::new(|_| Reply::ok()).await;
    let rest = Rest::new(settings(Some(&fake.base.replace("http:", "https:")), Some(TOKEN))).unwrap();
    let error = rest.call(get("users/@me"), Call::within(millis(400))).await;
    assert!(matches!(error, Err(Error::Unreachable { .. })), "{error:?}");
    assert!(fake.seen().is_empty());
}

#[tokio::test]
async fn what_twilight_finds_wrong_is_broken_and_says_what() {
    let client = Client::new(TOKEN.to_owned());
    let rest = Rest::new(settings(None, Some(TOKEN))).unwrap();
    let long = "x".repeat(2001);
    let error = rest.send(client.create_message(Id::new(1)).content(&long)).await.unwrap_err();
    assert!(matches!(&error, Error::Broken(text) if text.contains("content")), "{error}");
}

#[tokio::test]
async fn an_answer_of_another_shape_is_broken() {
    let fake = Fake::new(|seen| match seen.nth {
        0 => Reply::new(200, &[], "<html>"),
        _ => Reply::new(200, &[], r#"{"id":"1"}"#),
    })
    .await;
    let (client, rest) = (Client::new(TOKEN.to_owned()), fake.rest());
    let html = rest.fetch::<Value>(client.guild(Id::new(1))).await;
    assert!(matches!(html, Err(Error::Broken(_))), "{html:?}");
    assert_eq!(rest.fetch::<Value>(client.guild(Id::new(1))).await.unwrap()["id"], "1");
}

/// A writer that keeps the log.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl std::io::Write for Log {
    fn write(&mut self, line: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().write(line)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[test]
fn logs_and_metrics_name_routes_and_never_ids_or_tokens() {
    let log = Log::default();
    let writer = log.clone();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(tracing::Level::TRACE)
        .with_writer(move || writer.clone())
        .finish();
    let calls = async {
        let fake = Fake::new(|seen| match seen.nth {
            0 => Reply::limited("shared", "0.1"),
            1 => Reply::new(500, &[], "words of a member"),
            _ => Reply::ok(),
        })
        .await;
        let rest = fake.rest();
        run(&rest, request(Method::Patch, "webhooks/123456/top-secret")).await.unwrap();
        run(&rest, get("users/123456")).await.unwrap();
        exposition([&rest.metrics().registry])
    };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let metrics = tracing::subscriber::with_default(subscriber, || runtime.block_on(calls));
    let log = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
    for line in log.lines().chain(metrics.lines()) {
        for hidden in ["secret", TOKEN, "123456", "words of"] {
            assert!(!line.contains(hidden), "{line}");
        }
    }
    assert!(
        log.contains("WARN") && log.contains("PATCH /webhooks/{}/{}") && log.contains("GET /users/{}"),
        "{log}"
    );
    for series in [
        r#"gavel_discord_rate_limited_total{scope="shared"} 2"#,
        r#"gavel_discord_request_duration_seconds_count{route="/webhooks/{}/{}",method="PATCH",status="500"} 1"#,
        r#"gavel_discord_rate_limit_wait_seconds_count{route="/users/{}"} 3"#,
    ] {
        assert!(metrics.contains(series), "{metrics}");
    }
}
