//! Serves a stand-in with its control API until it is killed: `serve [PORT [SEED]]`.

use std::io::Write;

use discord_stand_in::{Intent, Options, StandIn, control};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let port: u16 = arguments.next().map_or(Ok(8080), |port| port.parse())?;
    let seed: u64 = arguments.next().map_or(Ok(1), |seed| seed.parse())?;
    let options = Options::default()
        .address(([127, 0, 0, 1], port).into())
        .seed(seed)
        .intent(Intent::Members)
        .intent(Intent::MessageContent)
        .intent(Intent::Presences)
        .routes(control::routes);
    let sim = StandIn::start(options).await?;
    write!(std::io::stdout(), "{}", control::greeting(&sim))?;
    std::future::pending::<()>().await;
    Ok(())
}
