//! A route: its path, its authentication, its handler, and the search for it.

use std::sync::LazyLock;

use super::routes::ROUTES;
use super::{Call, Outcome};
use crate::world::World;

/// The handler of a call.
pub(super) type Handler = fn(&mut World, &Call<'_>) -> Outcome;

/// A route.
#[derive(Clone, Copy)]
pub(crate) struct Route {
    pub(crate) method: &'static str,
    /// The path after `/api/v10`; a segment in braces matches any segment.
    pub(crate) template: &'static str,
    pub(super) auth: Auth,
    pub(super) run: Run,
    /// `true` if the audit log keeps `X-Audit-Log-Reason`.
    pub(super) takes_reason: bool,
    /// The number of calls that Discord allows in a number of seconds; an estimate, for the limits are not published.
    pub(crate) limit: (u32, u64),
    /// The limit that no header reveals: calls that change a name or a topic.
    pub(crate) rename_limit: Option<(u32, u64)>,
}

/// The authentication of a route.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Auth {
    /// The application's bot.
    Bot,
    /// The holder of the token in the path.
    InPath,
    /// Anyone, with a token or without.
    Anybody,
}

/// The way a route runs.
#[derive(Clone, Copy)]
pub(super) enum Run {
    /// On the world, at once.
    Plain(Handler),
    /// By saving the application, which first checks new addresses.
    SaveApplication,
}

pub(super) const fn get(template: &'static str, run: Handler) -> Route {
    Route::new("GET", template, Run::Plain(run))
}

pub(super) const fn post(template: &'static str, run: Handler) -> Route {
    Route::new("POST", template, Run::Plain(run))
}

pub(super) const fn put(template: &'static str, run: Handler) -> Route {
    Route::new("PUT", template, Run::Plain(run))
}

pub(super) const fn patch(template: &'static str, run: Handler) -> Route {
    Route::new("PATCH", template, Run::Plain(run))
}

pub(super) const fn delete(template: &'static str, run: Handler) -> Route {
    Route::new("DELETE", template, Run::Plain(run))
}

/// Returns the route that saves the application.
pub(super) const fn save(template: &'static str) -> Route {
    Route::new("PATCH", template, Run::SaveApplication)
}

impl Route {
    const fn new(method: &'static str, template: &'static str, run: Run) -> Self {
        Self {
            method,
            template,
            auth: Auth::Bot,
            run,
            takes_reason: false,
            limit: (10, 5),
            rename_limit: None,
        }
    }

    /// Sets the authentication.
    pub(super) const fn auth(self, auth: Auth) -> Self {
        Self { auth, ..self }
    }

    /// Makes the route keep the audit-log reason.
    pub(super) const fn takes_reason(self) -> Self {
        Self { takes_reason: true, ..self }
    }

    /// Sets the limit to `calls` calls in `seconds`.
    pub(super) const fn limit(self, calls: u32, seconds: u64) -> Self {
        Self { limit: (calls, seconds), ..self }
    }

    /// Limits calls that change a name or a topic to `calls` in `seconds`.
    pub(super) const fn renames(self, calls: u32, seconds: u64) -> Self {
        Self { rename_limit: Some((calls, seconds)), ..self }
    }

    /// Returns `true` if calls count towards the global limit; those of interactions do not.
    pub(crate) fn counts_globally(&self) -> bool {
        self.auth != Auth::InPath
    }
}

/// The result of looking up a path.
pub(super) enum Found<'a> {
    /// A route, with the segments that match its braces.
    Route(&'static Route, Vec<(&'static str, &'a str)>),
    /// A path that exists with other methods only.
    OtherMethod,
    /// A route of Discord's that is not imitated here.
    Missing,
    /// An unknown path.
    Nothing,
}

/// All operations of Discord's API, one a line: method and path.
const DISCORDS: &str = include_str!("discord_routes.txt");

/// The operations of Discord's API that are not imitated here, as `POST /path`.
pub(crate) static MISSING: LazyLock<Vec<&str>> = LazyLock::new(|| {
    let missing = |line: &&str| line.split_once(' ').is_some_and(|(method, path)| !is_route(method, path));
    DISCORDS.lines().filter(missing).collect()
});

/// Finds the route with the most literal segments.
pub(super) fn find<'a>(method: &str, path: &'a str) -> Found<'a> {
    let fitting = ROUTES.iter().filter_map(|route| fit(route.template, path).map(|params| (route, params)));
    let mut fitting: Vec<_> = fitting.collect();
    let fewest = fitting.iter().map(|(_, params)| params.len()).min();
    fitting.retain(|(_, params)| Some(params.len()) == fewest);
    let exists = !fitting.is_empty();
    match fitting.into_iter().find(|(route, _)| route.method == method) {
        Some((route, params)) => Found::Route(route, params),
        None if is_missing(method, path) => Found::Missing,
        None if exists => Found::OtherMethod,
        None => Found::Nothing,
    }
}

fn is_missing(method: &str, path: &str) -> bool {
    let lines: &'static [&'static str] = MISSING.as_slice();
    let split = lines.iter().filter_map(|line| line.split_once(' '));
    split.filter(|(one, _)| *one == method).any(|(_, template)| fit(template, path).is_some())
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

/// Returns `true` if there is such a route, whatever the names in its braces.
pub(crate) fn is_route(method: &str, template: &str) -> bool {
    ROUTES.iter().any(|route| route.method == method && same_shape(route.template, template))
}

/// Returns `true` if two templates are equal but for the names in braces.
pub(crate) fn same_shape(one: &str, other: &str) -> bool {
    let blank = |segment: &str| if segment.starts_with('{') { "{}".to_owned() } else { segment.to_owned() };
    one.split('/').map(blank).eq(other.split('/').map(blank))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_route_stands_in_the_list_twice() {
        for (at, route) in ROUTES.iter().enumerate() {
            let again =
                |other: &&Route| other.method == route.method && same_shape(other.template, route.template);
            assert!(
                !ROUTES[at + 1..].iter().any(|other| again(&other)),
                "{} {}",
                route.method,
                route.template
            );
        }
    }

    #[test]
    fn the_route_with_the_most_literal_segments_is_found() {
        let found = |path| match find("GET", path) {
            Found::Route(route, _) => route.template,
            Found::OtherMethod | Found::Missing | Found::Nothing => "",
        };
        assert_eq!(found("/users/@me"), "/users/@me");
        assert_eq!(found("/users/1"), "/users/{user}");
        assert_eq!(found("/users/1/2"), "");
    }
}
