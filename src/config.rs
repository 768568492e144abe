//! Configuration: flags, each with an environment variable. All of it is read here, and a wrong value gives one
//! sentence that names the variable, says what is wrong, and shows an example.

use std::ffi::OsStr;
use std::fmt;
use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;
use std::str::FromStr;

use ed25519_dalek::{SigningKey, VerifyingKey};
use secrecy::SecretString;
use sqlx::postgres::PgConnectOptions;

use crate::domain::ids::ApplicationId;
use crate::error::{Error, Result};

/// The options of every subcommand.
#[derive(Clone, Default, clap::Args)]
pub struct Options {
    /// The application's Ed25519 public key: 64 hex digits. Default: asked from Discord
    #[arg(long, env = "DISCORD_PUBLIC_KEY", global = true, value_name = "HEX")]
    public_key: Option<String>,
    /// The application's id. Default: asked from Discord
    #[arg(long, env = "DISCORD_APPLICATION_ID", global = true, value_name = "ID")]
    application_id: Option<String>,
    /// The bot token
    #[arg(long, env = "DISCORD_TOKEN", global = true, hide_env_values = true, value_name = "TOKEN")]
    token: Option<String>,
    /// The Postgres database for the records. Default: a private Postgres of this process
    #[arg(long, env = "DATABASE_URL", global = true, hide_env_values = true, value_name = "URL")]
    database_url: Option<String>,
    /// The database's own address, where DATABASE_URL names a pooler in transaction mode
    #[arg(long, env = "GAVEL_LISTEN_URL", global = true, hide_env_values = true, value_name = "URL")]
    listen_url: Option<String>,
    /// Directory of the private Postgres
    #[arg(long, env = "GAVEL_DATA", global = true, value_name = "DIR")]
    data: Option<PathBuf>,
    /// Port to listen on
    #[arg(long, env = "PORT", global = true, value_name = "PORT")]
    port: Option<String>,
    /// Address to listen on
    #[arg(long, env = "BIND", global = true, value_name = "ADDRESS")]
    bind: Option<String>,
    /// Separate address for /metrics. Default: the one that serve listens on
    #[arg(long, env = "GAVEL_METRICS_BIND", global = true, value_name = "ADDRESS:PORT")]
    metrics_bind: Option<String>,
    /// Scheme, host and port of Discord's REST API, for a rate-limiting proxy or a stand-in
    #[arg(long, env = "DISCORD_API_URL", global = true, value_name = "URL")]
    api_url: Option<String>,
    /// The key that the sidecar signs events with: an Ed25519 seed, 64 hex digits
    #[arg(long, env = "GAVEL_EVENTS_KEY", global = true, hide_env_values = true, value_name = "HEX")]
    events_key: Option<String>,
    /// The public key that serve checks events with: 64 hex digits
    #[arg(long, env = "GAVEL_EVENTS_PUBLIC_KEY", global = true, value_name = "HEX")]
    events_public_key: Option<String>,
    /// The address of serve, which the sidecar sends events to
    #[arg(long, env = "GAVEL_SERVER_URL", global = true, value_name = "URL")]
    server_url: Option<String>,
    /// Register the commands at the start of serve when they have changed: on or off. Default: on
    #[arg(long, env = "GAVEL_SYNC_COMMANDS", global = true, value_name = "ON|OFF")]
    sync_commands: Option<String>,
    /// Log format: text or json
    #[arg(long, env = "LOG_FORMAT", global = true, value_name = "FORMAT")]
    log_format: Option<String>,
    /// Filter of the log, e.g. info or gavel=debug
    #[arg(long, env = "RUST_LOG", global = true, value_name = "FILTER")]
    log: Option<String>,
    /// The OpenTelemetry collector to send traces to, if support is built in
    #[arg(
        long = "otlp",
        env = "OTEL_EXPORTER_OTLP_ENDPOINT",
        global = true,
        hide = true,
        value_name = "URL"
    )]
    collector: Option<String>,
    #[arg(long = "xdg-data-home", env = "XDG_DATA_HOME", global = true, hide = true)]
    xdg_data_home: Option<PathBuf>,
    #[arg(long = "home", env = "HOME", global = true, hide = true)]
    home: Option<PathBuf>,
}

/// The format of log lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogFormat {
    Text,
    Json,
}

/// The database that the records are in.
pub enum Database {
    Server(Box<PgConnectOptions>),
    /// A server behind a pooler in transaction mode.
    Pooled {
        /// The pooler's address.
        pooler: Box<PgConnectOptions>,
        /// The server's own address.
        direct: Box<PgConnectOptions>,
    },
    /// A private cluster, in this directory or the default one.
    Private(Option<PathBuf>),
}

impl Options {
    /// Returns the key that interactions are verified with, if it was given.
    pub fn public_key(&self) -> Result<Option<VerifyingKey>> {
        let Some(text) = given(&self.public_key) else { return Ok(None) };
        let wrong = |what: &str| {
            Error::Config(format!(
                "DISCORD_PUBLIC_KEY {what}; copy it from the application's General Information page, e.g. {}…",
                "3b6a27bcceb6a42d62a3a8d02a6f0d73"
            ))
        };
        verifying_key(text).map(Some).map_err(wrong)
    }

    /// Returns the key that events are verified with; events are off without it.
    pub fn events_public_key(&self) -> Result<Option<VerifyingKey>> {
        let wrong = |what: &str| {
            Error::Config(format!(
                "GAVEL_EVENTS_PUBLIC_KEY {what}; set the public key that belongs to GAVEL_EVENTS_KEY, or leave it out."
            ))
        };
        given(&self.events_public_key).map(|text| verifying_key(text).map_err(wrong)).transpose()
    }

    /// Returns the key that events are signed with.
    pub fn events_key(&self) -> Result<Option<SigningKey>> {
        let Some(text) = given(&self.events_key) else { return Ok(None) };
        let mut seed = [0; 32];
        hex::decode_to_slice(text, &mut seed).map_err(|_| {
            Error::Config(
                "GAVEL_EVENTS_KEY must be exactly 64 hex digits; make one with `openssl rand -hex 32`."
                    .to_owned(),
            )
        })?;
        Ok(Some(SigningKey::from_bytes(&seed)))
    }

    /// Returns the key that events are signed with; fails if it is not set, because the sidecar needs it.
    pub fn events_key_needed(&self) -> Result<SigningKey> {
        let missing = || {
            Error::Config(
                "GAVEL_EVENTS_KEY is not set; make one with `openssl rand -hex 32`, and give `gavel serve` the GAVEL_EVENTS_PUBLIC_KEY that `gavel doctor` then names."
                    .to_owned(),
            )
        };
        self.events_key()?.ok_or_else(missing)
    }

    /// Returns the address that events are sent to.
    #[must_use]
    pub fn server_url(&self) -> &str {
        given(&self.server_url).unwrap_or("http://127.0.0.1:8080")
    }

    /// Returns the application's id, if it was given.
    pub fn application_id(&self) -> Result<Option<ApplicationId>> {
        let Some(text) = given(&self.application_id) else { return Ok(None) };
        text.parse().map(Some).map_err(|_| {
            Error::Config(
                "DISCORD_APPLICATION_ID must be the application's numeric id; copy it from the General Information page, e.g. 1191234567890123456."
                    .to_owned(),
            )
        })
    }

    /// Returns the bot token.
    pub fn token(&self) -> Result<SecretString> {
        let text = required("DISCORD_TOKEN", &self.token, "the token from the application's Bot page")?;
        let text = text.strip_prefix("Bot ").unwrap_or(text);
        if !text.chars().all(|c| c.is_ascii_graphic()) {
            return Err(Error::Config(
                "DISCORD_TOKEN has characters that no token has, such as spaces or quotes; copy it again from the application's Bot page, e.g. DISCORD_TOKEN=MTE5….Gx….abc.".to_owned(),
            ));
        }
        Ok(SecretString::from(text))
    }

    /// Returns `true` if the commands are registered at the start when they have changed.
    pub fn sync_commands(&self) -> Result<bool> {
        match given(&self.sync_commands) {
            None | Some("on") => Ok(true),
            Some("off") => Ok(false),
            Some(other) => Err(Error::Config(format!(
                "GAVEL_SYNC_COMMANDS must be on or off, not `{other}`; set e.g. GAVEL_SYNC_COMMANDS=off."
            ))),
        }
    }

    /// Returns the address of Discord's REST API; `None` for Discord itself.
    #[must_use]
    pub fn api_url(&self) -> Option<&str> {
        given(&self.api_url)
    }

    /// Returns the database that the records are in.
    pub fn database(&self) -> Result<Database> {
        let Some(url) = given(&self.database_url) else {
            if given(&self.listen_url).is_some() {
                return Err(Error::Config(
                    "GAVEL_LISTEN_URL is set and DATABASE_URL is not; set DATABASE_URL to the pooler's address, or alone to the database's.".to_owned(),
                ));
            }
            return Ok(Database::Private(self.data()));
        };
        let address = Box::new(postgres("DATABASE_URL", url)?);
        Ok(match given(&self.listen_url) {
            None => Database::Server(address),
            Some(url) => {
                Database::Pooled { pooler: address, direct: Box::new(postgres("GAVEL_LISTEN_URL", url)?) }
            }
        })
    }

    /// Returns the directory of the private cluster, if it was given.
    #[must_use]
    pub fn data(&self) -> Option<PathBuf> {
        self.data.clone().filter(|data| !data.as_os_str().is_empty())
    }

    /// Returns the user's data directory and home, for the default directory of the private cluster.
    #[must_use]
    pub fn homes(&self) -> (Option<&OsStr>, Option<&OsStr>) {
        (self.xdg_data_home.as_deref().map(AsRef::as_ref), self.home.as_deref().map(AsRef::as_ref))
    }

    /// Returns the address to listen on; all interfaces by default.
    pub fn listen(&self) -> Result<SocketAddr> {
        self.address(IpAddr::from([0, 0, 0, 0]), 8080)
    }

    /// Returns the address for the sidecar to listen on, beside a server on the same machine.
    pub fn listen_beside(&self) -> Result<SocketAddr> {
        self.address(IpAddr::from([0, 0, 0, 0]), 8081)
    }

    /// Returns the address to listen on; only this machine by default.
    pub fn listen_locally(&self) -> Result<SocketAddr> {
        self.address(IpAddr::from([127, 0, 0, 1]), 8080)
    }

    /// Returns the address for `/metrics` alone, if it has one.
    pub fn metrics_bind(&self) -> Result<Option<SocketAddr>> {
        let Some(text) = given(&self.metrics_bind) else { return Ok(None) };
        let wrong = |_| {
            Error::Config(format!(
                "GAVEL_METRICS_BIND must be an IP address and a port, not `{text}`; set e.g. GAVEL_METRICS_BIND=127.0.0.1:9091."
            ))
        };
        text.parse().map(Some).map_err(wrong)
    }

    /// Returns `true` if a port was given.
    #[must_use]
    pub fn has_port(&self) -> bool {
        given(&self.port).is_some()
    }

    fn address(&self, default: IpAddr, port: u16) -> Result<SocketAddr> {
        let port = match given(&self.port) {
            Some(text) => text.parse().map_err(|_| {
                Error::Config(format!(
                    "PORT must be a number from 0 to 65535, not `{text}`; set e.g. PORT=8080."
                ))
            })?,
            None => port,
        };
        let address: IpAddr = match given(&self.bind) {
            Some(text) => text.parse().map_err(|_| {
                Error::Config(format!(
                    "BIND must be an IP address, not `{text}`; set e.g. BIND=0.0.0.0 or BIND=127.0.0.1."
                ))
            })?,
            None => default,
        };
        Ok(SocketAddr::new(address, port))
    }

    /// Returns the address that traces are sent to.
    #[must_use]
    pub fn collector(&self) -> Option<&str> {
        given(&self.collector)
    }

    /// Returns the format of log lines: text on a terminal, otherwise JSON.
    pub fn log_format(&self, on_terminal: bool) -> Result<LogFormat> {
        match given(&self.log_format) {
            None if on_terminal => Ok(LogFormat::Text),
            None => Ok(LogFormat::Json),
            Some("text") => Ok(LogFormat::Text),
            Some("json") => Ok(LogFormat::Json),
            Some(other) => Err(Error::Config(format!(
                "LOG_FORMAT must be text or json, not `{other}`; set e.g. LOG_FORMAT=text."
            ))),
        }
    }

    /// Returns the log filter. The default is `info` while serving, and `error` for a one-shot command.
    #[must_use]
    pub fn log_filter(&self, serving: bool) -> &str {
        given(&self.log).unwrap_or(if serving { "info" } else { "error" })
    }

    /// Returns the options with the id and public key of the token's application.
    #[must_use]
    pub fn for_application(mut self, id: ApplicationId, public_key: String) -> Self {
        (self.application_id, self.public_key) = (Some(id.to_string()), Some(public_key));
        self
    }

    /// Returns the options with a stand-in as Discord, for the playground.
    #[must_use]
    pub fn for_stand_in(mut self, api_url: String, token: String, public_key: String) -> Self {
        (self.api_url, self.token, self.public_key) = (Some(api_url), Some(token), Some(public_key));
        self
    }
}

/// Reads the application's key as Discord told it.
///
/// # Errors
/// Fails if it is no key.
pub fn verify_key(text: &str) -> Result<VerifyingKey> {
    verifying_key(text).map_err(|what| Error::broken(format!("the application's key {what}")))
}

/// Reads the address of a Postgres database.
fn postgres(variable: &str, url: &str) -> Result<PgConnectOptions> {
    let scheme = url.starts_with("postgres://") || url.starts_with("postgresql://");
    PgConnectOptions::from_str(url).ok().filter(|_| scheme).ok_or_else(|| {
        Error::Config(format!(
            "{variable} is not an address of a Postgres database; write it like postgres://gavel:secret@localhost:5432/gavel."
        ))
    })
}

/// Returns a value; an empty variable counts as absent.
fn given(value: &Option<String>) -> Option<&str> {
    value.as_deref().map(str::trim).filter(|text| !text.is_empty())
}

/// Reads a public key; fails with what is wrong with the text.
fn verifying_key(text: &str) -> Result<VerifyingKey, &'static str> {
    let mut bytes = [0; 32];
    hex::decode_to_slice(text, &mut bytes).map_err(|_| "must be exactly 64 hex digits")?;
    let key = VerifyingKey::from_bytes(&bytes).map_err(|_| "is not an Ed25519 public key")?;
    if key.is_weak() { Err("is a placeholder that anybody could sign for") } else { Ok(key) }
}

fn required<'a>(name: &str, value: &'a Option<String>, what: &str) -> Result<&'a str> {
    given(value).ok_or_else(|| Error::Config(format!("{name} is not set; set it to {what}.")))
}

impl fmt::Debug for Options {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Options").field("port", &self.port).field("bind", &self.bind).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use secrecy::ExposeSecret;

    fn key(text: &str) -> Result<VerifyingKey> {
        let options = Options { public_key: Some(text.to_owned()), ..Options::default() };
        options.public_key().map(|key| key.expect("a key was given"))
    }

    #[test]
    fn a_wrong_key_is_named_with_what_is_wrong() {
        for (text, part) in [
            ("abc", "64 hex digits"),
            (&"g".repeat(64), "64 hex digits"),
            (&"0".repeat(64), "placeholder"),
            ("0200000000000000000000000000000000000000000000000000000000000000", "not an Ed25519"),
        ] {
            let error = key(text).unwrap_err();
            assert_eq!(error.exit_code(), 78);
            let text = error.to_string();
            assert!(text.contains("DISCORD_PUBLIC_KEY") && text.contains(part), "{text}");
        }
        assert!(key("3b6a27bcceb6a42d62a3a8d02a6f0d73653215771de243a63ac048a18b59da29").is_ok());
        assert!(Options::default().public_key().unwrap().is_none());
    }

    #[test]
    fn a_token_is_never_printed() {
        let options = Options { token: Some("s3cr3t".to_owned()), ..Options::default() };
        let token = options.token().unwrap();
        assert_eq!(token.expose_secret(), "s3cr3t");
        assert!(!format!("{options:?} {token:?}").contains("s3cr3t"));
    }

    #[test]
    fn a_wrong_port_address_or_database_is_one_sentence() {
        let wrong = [
            Options { port: Some("70000".to_owned()), ..Options::default() }.listen().unwrap_err(),
            Options { bind: Some("here".to_owned()), ..Options::default() }.listen().unwrap_err(),
            Options { metrics_bind: Some("9091".to_owned()), ..Options::default() }
                .metrics_bind()
                .unwrap_err(),
            Options { database_url: Some("mysql://x".to_owned()), ..Options::default() }
                .database()
                .err()
                .unwrap(),
            Options { token: Some("two words".to_owned()), ..Options::default() }.token().unwrap_err(),
            Options { application_id: Some("mine".to_owned()), ..Options::default() }
                .application_id()
                .unwrap_err(),
            Options { log_format: Some("xml".to_owned()), ..Options::default() }
                .log_format(true)
                .unwrap_err(),
        ];
        for error in wrong {
            assert_eq!(error.exit_code(), 78);
        }
    }
}
