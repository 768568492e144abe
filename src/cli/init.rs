//! `gavel init`: from the bot token alone to a working bot.

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use clap::Args;
use http::Uri;
use secrecy::ExposeSecret;
use serde_json::{Value, json};

use crate::cli::doctor::{self, Doctor};
use crate::cli::stdout::say;
use crate::cli::tunnels::Tunnels;
use crate::cli::{discord, env_file, invite};
use crate::clock::Clock;
use crate::config::Options;
use crate::discord::endpoint::{Endpoint, Forgery};
use crate::discord::{Application, Discord};
use crate::error::{Error, Result};
use crate::features;
use crate::kernel::definitions;
use crate::kernel::feature::Registry;

/// The time that the public address has to answer.
const ANSWER: Duration = Duration::from_secs(10);

const EXAMPLES: &str = "\
It asks Discord for the application's id and public key, writes them and the token to a file that `gavel serve` reads, saves
which permissions an invitation asks for, registers the commands, and prints the invite link. With --public-url it also saves
the address of the interactions and of webhook events; `gavel serve` has to run behind it then, and needs the token alone.
Without it, a tunnel of cloudflared's or ngrok's on this machine is used where `gavel serve` answers behind it.
In the end it runs `gavel doctor`. It can be run again at any time.

Examples:
  DISCORD_TOKEN=… gavel init
  DISCORD_TOKEN=… gavel init --public-url https://gavel.example.com";

#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Init {
    /// The public address of serve. Default: that of a tunnel on this machine, if there is one
    #[arg(long, value_name = "URL")]
    public_url: Option<String>,
    /// The file to write the variables to
    #[arg(long, value_name = "FILE", default_value = ".env")]
    env_file: PathBuf,
    #[command(flatten)]
    tunnels: Tunnels,
}

pub(super) async fn run(options: &Options, wanted: Init) -> Result<ExitCode> {
    let registry = features::registry()?;
    let address = wanted.public_url.as_deref().map(|url| address(options, url)).transpose()?;
    let discord = discord::open(options)?;
    let application = discord.application().await?;
    let options = options.clone().for_application(application.id, application.verify_key.clone());
    env_file::set(&wanted.env_file, &variables(&options)?)?;
    say(&format!("The application is {} ({}).", application.name, application.id))?;
    say(&format!("Its variables are in {}.", wanted.env_file.display()))?;
    let permissions = invite::permissions(&registry);
    let install = json!({ "scopes": ["bot", "applications.commands"], "permissions": permissions.bits() });
    let types = json!({ "0": { "oauth2_install_params": install } });
    discord.application_edit(&json!({ "integration_types_config": types })).await?;
    register(&discord, &application, &registry).await?;
    let address = match address {
        Some(address) => Some(address),
        None => tunnel(&options, &wanted.tunnels).await?,
    };
    if let Some(address) = &address {
        save(&discord, address).await?;
        say(&format!("Discord sends interactions to {address}/interactions."))?;
    }
    say(&format!("Invite it: {}", invite::link(application.id, permissions)))?;
    if address.is_none() {
        say(
            "Next: start `gavel serve` where Discord can reach it by HTTPS, and run this again with --public-url.",
        )?;
    }
    say("")?;
    doctor::run(&options, Doctor::of_all()).await
}

/// Returns the address of a tunnel behind which Gavel answers. Tells of those behind which it does not.
async fn tunnel(options: &Options, tunnels: &Tunnels) -> Result<Option<String>> {
    for url in tunnels.to(options.listen()?.port()).await? {
        let Ok(address) = address(options, &url) else { continue };
        let endpoint = Endpoint::at(&format!("{address}/interactions"))?;
        if matches!(endpoint.forge(Forgery::Unsigned, Clock::system().now(), ANSWER).await, Ok(401)) {
            say(&format!("A tunnel on this machine leads here: {address}."))?;
            return Ok(Some(address));
        }
        say(&format!(
            "{address} is a tunnel on this machine, but Gavel does not answer behind it; start `gavel serve`, then run this again."
        ))?;
    }
    Ok(None)
}

/// Returns the address without its path, if Discord could take it.
fn address(options: &Options, url: &str) -> Result<String> {
    let base = url.trim().trim_end_matches('/');
    let base = base.strip_suffix("/interactions").unwrap_or(base);
    let scheme = base.parse::<Uri>().ok().and_then(|uri| uri.scheme_str().map(str::to_owned));
    match scheme.as_deref() {
        Some("https") => Ok(base.to_owned()),
        Some("http") if options.api_url().is_some() => Ok(base.to_owned()),
        _ => Err(Error::Config(
            "--public-url must be the address that Discord can reach, with https; write it like https://gavel.example.com."
                .to_owned(),
        )),
    }
}

/// Returns the variables that `gavel serve` needs.
fn variables(options: &Options) -> Result<Vec<(&'static str, String)>> {
    let mut variables = vec![("DISCORD_TOKEN", options.token()?.expose_secret().to_owned())];
    if let Some(key) = options.public_key()? {
        variables.push(("DISCORD_PUBLIC_KEY", hex::encode(key.as_bytes())));
    }
    if let Some(id) = options.application_id()? {
        variables.push(("DISCORD_APPLICATION_ID", id.to_string()));
    }
    if let Some(url) = options.api_url() {
        variables.push(("DISCORD_API_URL", url.to_owned()));
    }
    Ok(variables)
}

async fn register(discord: &Discord, application: &Application, registry: &Registry) -> Result<()> {
    let wanted = definitions::body(registry)?;
    let registered = discord.commands(application.id, None).await?;
    if !definitions::drift(&wanted, &registered).is_empty() {
        discord.commands_set(application.id, None, &Value::Array(wanted.clone())).await?;
    }
    say(&format!("{} commands are registered.", wanted.len()))
}

/// Saves the addresses of interactions and webhook events, which Discord tries at once.
///
/// # Errors
/// [`Error::Unavailable`] if nothing answers there.
async fn save(discord: &Discord, base: &str) -> Result<()> {
    let url = format!("{base}/interactions");
    let endpoint = Endpoint::at(&url)?;
    let answered = endpoint.forge(Forgery::Unsigned, Clock::system().now(), ANSWER).await;
    let unavailable = |why: String| {
        Error::Unavailable(format!(
            "{url} {why}; start `gavel serve` behind it, then run `gavel init` again."
        ))
    };
    match answered {
        Ok(401) => {}
        Ok(status) => return Err(unavailable(format!("answers {status} where Gavel answers 401"))),
        Err(Error::Unreachable { why, .. }) => return Err(unavailable(format!("does not answer ({why})"))),
        Err(other) => return Err(other),
    }
    let addresses = json!({
        "interactions_endpoint_url": url,
        "event_webhooks_url": format!("{base}/webhook-events"),
        "event_webhooks_status": 2,
        "event_webhooks_types": ["APPLICATION_AUTHORIZED", "APPLICATION_DEAUTHORIZED"],
    });
    match discord.application_edit(&addresses).await {
        Err(Error::Discord { message, .. }) => {
            Err(unavailable(format!("is refused by Discord's check ({message})")))
        }
        saved => saved.map(drop),
    }
}
