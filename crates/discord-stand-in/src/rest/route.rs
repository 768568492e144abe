//! One route: its path, who may call it, what comes of a call, and how it is found.

use super::routes::ROUTES;
use super::{Call, Outcome};
use crate::world::World;

/// Carries out a call.
pub(super) type Handler = fn(&mut World, &Call<'_>) -> Outcome;

/// One route.
#[derive(Clone, Copy)]
pub(crate) struct Route {
    pub(crate) method: &'static str,
    /// The path after `/api/v10`; a segment in braces stands for anything.
    pub(crate) template: &'static str,
    pub(super) auth: Auth,
    pub(super) run: Run,
    /// Whether `X-Audit-Log-Reason` comes to something.
    pub(super) takes_reason: bool,
    /// How many calls in how many seconds Discord lets through, about: its limits are not published.
    pub(crate) limit: (u32, u64),
    /// The limit that no header tells of, on names and topics alone.
    pub(crate) rename_limit: Option<(u32, u64)>,
}

/// Who may call.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Auth {
    /// The application's bot.
    Bot,
    /// Whoever holds the token in the path.
    InPath,
    /// Anybody, with a token or without.
    Anybody,
}

/// How a route is carried out.
#[derive(Clone, Copy)]
pub(super) enum Run {
    /// On the world, at once.
    Plain(Handler),
    /// Saving the application, which first tries the addresses it is given.
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

/// The route that saves the application.
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

    /// Opens the route to others than the bot.
    pub(super) const fn auth(self, auth: Auth) -> Self {
        Self { auth, ..self }
    }

    /// Keeps the reason that a call names.
    pub(super) const fn takes_reason(self) -> Self {
        Self { takes_reason: true, ..self }
    }

    /// Lets `calls` through in `seconds`.
    pub(super) const fn limit(self, calls: u32, seconds: u64) -> Self {
        Self { limit: (calls, seconds), ..self }
    }

    /// Lets `calls` that change a name or a topic through in `seconds`.
    pub(super) const fn renames(self, calls: u32, seconds: u64) -> Self {
        Self { rename_limit: Some((calls, seconds)), ..self }
    }

    /// Whether calls count towards the global limit; those of interactions do not.
    pub(crate) fn counts_globally(&self) -> bool {
        self.auth != Auth::InPath
    }
}

/// The end of a path.
pub(super) enum Found<'a> {
    /// A route, with what stands in the place of its braces.
    Route(&'static Route, Vec<(&'static str, &'a str)>),
    /// A path that exists, with another method.
    OtherMethod,
    /// Nothing.
    Nothing,
}

/// Finds the route with the most literal segments.
pub(super) fn find<'a>(method: &str, path: &'a str) -> Found<'a> {
    let fitting = ROUTES.iter().filter_map(|route| fit(route.template, path).map(|params| (route, params)));
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

/// Whether there is a route of that shape, however its braces are named.
pub(crate) fn is_route(method: &str, template: &str) -> bool {
    ROUTES.iter().any(|route| route.method == method && same_shape(route.template, template))
}

/// Whether two templates are the same but for the names in braces.
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
            Found::OtherMethod | Found::Nothing => "",
        };
        assert_eq!(found("/users/@me"), "/users/@me");
        assert_eq!(found("/users/1"), "/users/{user}");
        assert_eq!(found("/users/1/2"), "");
    }
}
