//! Discord's REST API, version 10. Each file is one group of routes.

mod answer;
mod applications;
mod audit_log;
mod bans;
mod call;
mod channels;
mod commands;
mod guilds;
mod incidents;
mod members;
mod messages;
mod multipart;
mod pins;
mod pipeline;
mod query;
mod request;
mod respond;
mod rules;
mod users;
mod webhooks;

use answer::Answer;
use call::Call;
pub(super) use pipeline::serve;

use super::failure::Failure;
use super::world::World;

/// What a route's function gives back.
type Outcome = Result<Answer, Failure>;

/// One route.
#[derive(Clone, Copy)]
pub(super) struct Route {
    pub(super) method: &'static str,
    /// The path after `/api/v10`; a segment in braces stands for anything.
    pub(super) template: &'static str,
    auth: Auth,
    run: Run,
}

impl Route {
    /// Whether calls count towards the global limit; those of interactions do not.
    pub(super) fn counts_globally(&self) -> bool {
        self.auth != Auth::InPath
    }
}

/// Who may call.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Auth {
    /// The application's bot.
    Bot,
    /// Whoever holds the token in the path.
    InPath,
    /// Anybody, with a token or without.
    Anybody,
}

/// How a route is carried out.
#[derive(Clone, Copy)]
enum Run {
    /// On the world, at once.
    Plain(fn(&mut World, &Call<'_>) -> Outcome),
    /// Saving the application, which first tries the addresses it is given.
    SaveApplication,
}

const fn bot(
    method: &'static str,
    template: &'static str,
    run: fn(&mut World, &Call<'_>) -> Outcome,
) -> Route {
    Route { method, template, auth: Auth::Bot, run: Run::Plain(run) }
}

const fn open(
    method: &'static str,
    template: &'static str,
    run: fn(&mut World, &Call<'_>) -> Outcome,
) -> Route {
    Route { method, template, auth: Auth::InPath, run: Run::Plain(run) }
}

const GROUPS: [&[Route]; 13] = [
    applications::ROUTES,
    audit_log::ROUTES,
    bans::ROUTES,
    channels::ROUTES,
    commands::ROUTES,
    guilds::ROUTES,
    incidents::ROUTES,
    members::ROUTES,
    messages::ROUTES,
    pins::ROUTES,
    rules::ROUTES,
    users::ROUTES,
    webhooks::ROUTES,
];

/// What a path leads to.
enum Found<'a> {
    /// A route, with what stands in the place of its braces.
    Route(&'static Route, Vec<(&'static str, &'a str)>),
    /// A path that exists, with another method.
    OtherMethod,
    /// Nothing.
    Nothing,
}

/// Finds the route with the most literal segments.
fn find<'a>(method: &str, path: &'a str) -> Found<'a> {
    let all = || GROUPS.iter().flat_map(|group| group.iter());
    let fitting = all().filter_map(|route| fit(route.template, path).map(|params| (route, params)));
    let mut fitting: Vec<_> = fitting.collect();
    let fewest = fitting.iter().map(|(_, params)| params.len()).min();
    fitting.retain(|(_, params)| Some(params.len()) == fewest);
    let exists = !fitting.is_empty();
    match fitting.into_iter().find(|(route, _)| route.method == method) {
        Some((route, params)) => Found::Route(route, params),
        None if exists => Found::OtherMethod,
        None => Found::Nothing,
    }
}

fn fit<'a>(template: &'static str, path: &'a str) -> Option<Vec<(&'static str, &'a str)>> {
    let (mut wanted, mut given) = (template.split('/'), path.split('/'));
    let mut params = Vec::new();
    loop {
        match (wanted.next(), given.next()) {
            (None, None) => return Some(params),
            (Some(want), Some(got)) => match want.strip_prefix('{').and_then(|name| name.strip_suffix('}')) {
                Some(name) if !got.is_empty() => params.push((name, got)),
                None if want == got => {}
                _ => return None,
            },
            _ => return None,
        }
    }
}

/// Whether there is a route of that shape, whatever its braces are called.
pub(super) fn is_route(method: &str, template: &str) -> bool {
    let all = || GROUPS.iter().flat_map(|group| group.iter());
    all().any(|route| route.method == method && same_shape(route.template, template))
}

/// Whether two templates are the same but for the names in braces.
pub(super) fn same_shape(one: &str, other: &str) -> bool {
    let blank = |segment: &str| if segment.starts_with('{') { "{}".to_owned() } else { segment.to_owned() };
    one.split('/').map(blank).eq(other.split('/').map(blank))
}
