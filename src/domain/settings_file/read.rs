//! Reading a file: everything is checked as if it were typed, and each mistake has its line and column.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Display;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use toml_edit::ImDocument;

use super::document::{
    Bounds, Contents, Document, LARGEST, LoggedMessages, MenuRole, Message, RoleMenu, TakenAppeals,
};
use super::place::{Place, Source, Wrong};
use crate::domain::duration::Length;
use crate::domain::greeting::{Greeting, GreetingPlace};
use crate::domain::kind::{Facts, Kind};
use crate::domain::ladder::{Ladder, Step};
use crate::domain::limits;
use crate::domain::lockdown::CHOSEN;
use crate::domain::menu::{MENUS, Menu, MenuEntry, Menus, emoji};
use crate::domain::policy::{Limit, Policy};
use crate::domain::settings::{Alert, Appeals, Autorole, Dm, MessageLog, Settings};
use crate::domain::settings_rules as rules;
use crate::domain::template;
use crate::domain::text::{self, cut};
use crate::words;
use crate::words::Language;

/// The largest values of a step and of a limit, as the commands have them.
const STEP_POINTS: u32 = 1_000;
const STEP_WINDOW: u32 = 3_650;
const LIMIT_POINTS: u32 = 100;
const LIMIT_TIMES: u32 = 10_000;

/// A file that was read.
#[derive(Clone, Debug)]
pub struct ReadFile {
    /// The menus are without confirmations.
    pub contents: Contents,
    source: Source,
}

impl ReadFile {
    /// Returns a mistake at a value: its keys and positions, separated by `/`.
    #[must_use]
    pub fn wrong(&self, path: &str, why: String) -> Wrong {
        Wrong { place: self.source.place(path), why }
    }
}

/// Reads a file.
///
/// # Errors
/// Fails with every mistake in the file, in its order; with one if it is no TOML or has unknown names.
pub fn read(bytes: &[u8], now: Timestamp) -> Result<ReadFile, Vec<Wrong>> {
    let at = |place, why| vec![Wrong { place, why }];
    if bytes.len() > LARGEST {
        return Err(at(Place { line: 1, column: 1 }, words::settings_file_large(LARGEST / 1024)));
    }
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let before = bytes.get(..error.valid_up_to()).unwrap_or_default();
        let before = String::from_utf8_lossy(before);
        at(Place::of(&before, before.len()), words::settings_file_no_text())
    })?;
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let unreadable = |span: Option<std::ops::Range<usize>>, message: &str| {
        let message = message.trim().replace('`', "'").replace('\n', ", ");
        let start = span.map_or(0, |span| span.start);
        at(Place::of(text, start), words::settings_file_unreadable(cut(&message, 300)))
    };
    let parsed =
        ImDocument::parse(text.to_owned()).map_err(|error| unreadable(error.span(), error.message()))?;
    let mut document: Document = toml_edit::de::from_document(parsed.clone())
        .map_err(|error: toml_edit::de::Error| unreadable(error.span(), error.message()))?;
    let mut checker = Checker { source: Source::new(parsed), now, wrong: vec![] };
    let menus = checker.menus(std::mem::take(&mut document.role_menu));
    let settings = checker.settings(document);
    let Checker { source, mut wrong, .. } = checker;
    wrong.sort();
    if wrong.is_empty() {
        Ok(ReadFile { contents: Contents { settings, menus }, source })
    } else {
        Err(wrong)
    }
}

/// The mistakes found so far.
struct Checker {
    source: Source,
    now: Timestamp,
    wrong: Vec<Wrong>,
}

impl Checker {
    fn fail(&mut self, path: &str, why: String) {
        let place = self.source.place(path);
        self.wrong.push(Wrong { place, why });
    }

    /// Returns the value, or notes the mistake.
    fn keep<T>(&mut self, path: &str, read: Result<T, String>) -> Option<T> {
        read.map_err(|why| self.fail(path, why)).ok()
    }

    fn settings(&mut self, document: Document) -> Settings {
        let time_zone = document.time_zone.and_then(|zone| self.keep("time_zone", rules::zone(&zone)));
        let zone = time_zone.as_deref().and_then(|name| TimeZone::get(name).ok()).unwrap_or(TimeZone::UTC);
        let warnings = document
            .warnings_count_for
            .and_then(|text| self.keep("warnings_count_for", rules::warnings(&text, self.now, &zone)));
        self.list("protected_roles", &document.protected_roles, rules::PROTECTED);
        self.list("lockdown", &document.lockdown, CHOSEN);
        let autorole = document.autorole.unwrap_or_default();
        self.list("autorole/roles", &autorole.roles, rules::AUTOROLES);
        if let Some(at) = autorole.roles.iter().position(|role| document.jail_role == Some(*role))
            && let Some(role) = document.jail_role
        {
            self.fail(&format!("autorole/roles/{at}"), words::settings_autorole_jail(role));
        }
        let delay = autorole
            .delay
            .and_then(|text| self.keep("autorole/delay", rules::delay(&text, self.now, &zone)).flatten());
        let rejoin = document.rejoin.unwrap_or_default();
        let settings = Settings {
            log: document.log,
            protected_roles: document.protected_roles,
            jail_role: document.jail_role,
            language: document.language.and_then(|tag| self.keep("language", language(&tag))),
            time_zone,
            warnings_count_for: warnings,
            lockdown: document.lockdown,
            dm: document
                .dm
                .into_iter()
                .filter_map(|(kind, dm)| {
                    let dm = Dm { off: dm.send == Some(false), text: self.dm_text(kind, dm.text)? };
                    Some((kind, dm)).filter(|(_, dm)| *dm != Dm::default())
                })
                .collect(),
            presets: self.presets(&document.presets),
            ladder: self.ladder(document.ladder),
            policy: self.policy(document.policy),
            ignores_manual: document.record_manual == Some(false),
            welcome: document.welcome.and_then(|it| self.greeting("welcome", it)),
            leave: document.leave.and_then(|it| self.greeting("leave", it)),
            autorole: Autorole { roles: autorole.roles, delay, bots: autorole.bots == Some(true) },
            rejoin_frees: rejoin.jail == Some(false),
            rejoin_roles: rejoin.roles == Some(true),
            alert: document.alert.map(|alert| Alert { channel: alert.channel }),
            message_log: document.message_log.map(|log| self.message_log(log)),
            retention: document.retention.map(Into::into).unwrap_or_default(),
            appeals: document.appeals.map(|appeals| self.appeals(appeals, &zone)),
            other: serde_json::Map::new(),
        };
        let kept = settings.retention;
        for (path, days) in [
            ("retention/cases", kept.cases),
            ("retention/notes", kept.notes),
            ("retention/automod_hits", kept.automod_hits),
            ("retention/history", kept.history),
        ] {
            self.range(path, days, 1, rules::LONGEST_RETENTION);
        }
        if settings.alert.is_some() && settings.alert_channel().is_none() {
            self.fail("alert", words::settings_alert_no_log());
        }
        settings
    }

    fn menus(&mut self, menus: BTreeMap<String, RoleMenu>) -> Menus {
        let (mut read, mut seen) = (Menus::new(), BTreeSet::new());
        for (at, (name, menu)) in menus.into_iter().enumerate() {
            let path = format!("role_menu/{name}");
            if at == MENUS {
                self.fail(&path, words::settings_file_many(MENUS));
            }
            if !seen.insert(name.to_lowercase()) {
                self.fail(&path, words::settings_file_twice(&name));
            }
            if let Some(name) = self.text(&path, &name, limits::MENU_NAME) {
                let menu = self.menu(&path, menu);
                read.insert(name, menu);
            }
        }
        read
    }

    fn menu(&mut self, path: &str, menu: RoleMenu) -> Menu {
        let RoleMenu { title, text, style, exclusive, required, roles } = menu;
        let named: Vec<_> = roles.iter().map(|entry| entry.role).collect();
        self.list(&format!("{path}/roles"), &named, limits::SELECT_OPTIONS);
        let entries = roles.into_iter().enumerate();
        let entries = entries.filter_map(|(at, entry)| self.menu_entry(&format!("{path}/roles/{at}"), entry));
        let entries = entries.collect();
        Menu {
            title: title.and_then(|it| self.text(&format!("{path}/title"), &it, limits::MENU_TITLE)),
            text: text.and_then(|it| self.text(&format!("{path}/text"), &it, limits::MENU_TEXT)),
            style: style.unwrap_or_default(),
            exclusive: exclusive == Some(true),
            required,
            entries,
        }
    }

    fn menu_entry(&mut self, path: &str, entry: MenuRole) -> Option<MenuEntry> {
        let MenuRole { role, label, emoji: icon, description } = entry;
        let label = self.text(&format!("{path}/label"), &label, limits::BUTTON_LABEL);
        let icon = icon.map(|text| self.keep(&format!("{path}/emoji"), emoji(&text)));
        let at = format!("{path}/description");
        let description = description.map(|text| self.text(&at, &text, limits::SELECT_DESCRIPTION));
        let (emoji, description) = (icon.flatten(), description.flatten());
        Some(MenuEntry { role, label: label?, emoji, description, confirmed: None })
    }

    /// Checks the length of a list, and that nothing is on it twice.
    fn list<T: Ord + Display>(&mut self, path: &str, items: &[T], most: usize) {
        if items.len() > most {
            self.fail(&format!("{path}/{most}"), words::settings_file_many(most));
        }
        let mut seen = BTreeSet::new();
        for (at, item) in items.iter().enumerate() {
            if !seen.insert(item) {
                self.fail(&format!("{path}/{at}"), words::settings_file_twice(item));
            }
        }
    }

    /// Checks a text that people wrote.
    fn text(&mut self, path: &str, text: &str, most: usize) -> Option<String> {
        // The one character that the database can't store.
        let read = if text.contains('\0') {
            Err(words::settings_file_control())
        } else if text::length(text) > most {
            Err(words::settings_file_long(most))
        } else {
            text::words(text).ok_or_else(words::settings_file_blank)
        };
        self.keep(path, read)
    }

    fn presets(&mut self, presets: &[String]) -> Vec<String> {
        self.list("presets", presets, rules::PRESETS);
        let read = presets.iter().enumerate();
        read.filter_map(|(at, text)| self.text(&format!("presets/{at}"), text, limits::PRESET)).collect()
    }

    /// Returns the text of a direct message; `None` if it is wrong.
    fn dm_text(&mut self, kind: Kind, text: Option<String>) -> Option<Option<String>> {
        let name = kind.as_str();
        self.is_possible(&format!("dm/{name}"), kind, |facts| facts.is_told)?;
        let Some(text) = text.filter(|text| !text.trim().eq_ignore_ascii_case("default")) else {
            return Some(None);
        };
        let path = format!("dm/{name}/text");
        self.text(&path, &text, limits::TEMPLATE)?;
        self.keep(&path, template::check(&text, &template::NOTICE))?;
        Some(Some(text))
    }

    /// Notes a kind of action that the setting does not know.
    fn is_possible(&mut self, path: &str, kind: Kind, is: impl Fn(Facts) -> bool) -> Option<()> {
        let possible: Vec<&str> = Kind::which(&is).map(Kind::as_str).collect();
        let wrong = || words::settings_file_action(kind.as_str(), possible.join(", "));
        self.keep(path, if is(kind.facts()) { Ok(()) } else { Err(wrong()) })
    }

    fn greeting(&mut self, path: &str, message: Message) -> Option<Greeting> {
        let place = match (message.channel, message.dm == Some(true)) {
            (Some(channel), false) => GreetingPlace::Channel(channel),
            (None, true) if path == "welcome" => GreetingPlace::DirectMessage,
            (None, true) => {
                self.fail(&format!("{path}/dm"), words::settings_file_leave_dm());
                return None;
            }
            (Some(_), true) | (None, false) => {
                self.fail(path, words::settings_greeting_one_place());
                return None;
            }
        };
        let path = format!("{path}/text");
        if let Some(text) = &message.text {
            self.text(&path, text, limits::TEMPLATE)?;
        }
        let greeting = Greeting { place, text: message.text };
        self.keep(&path, greeting.check())?;
        Some(greeting)
    }

    fn message_log(&mut self, log: LoggedMessages) -> MessageLog {
        self.list("message_log/ignored", &log.ignored, rules::IGNORED);
        MessageLog { channel: log.channel, ignored: log.ignored, bots: log.bots == Some(true) }
    }

    fn appeals(&mut self, appeals: TakenAppeals, zone: &TimeZone) -> Appeals {
        let TakenAppeals { channel, questions, wait, by_another } = appeals;
        self.list("appeals/questions", &questions, rules::QUESTIONS);
        let read = questions.iter().enumerate();
        let questions = read.filter_map(|(at, text)| {
            self.text(&format!("appeals/questions/{at}"), text, limits::APPEAL_QUESTION)
        });
        let questions = questions.collect();
        let wait = wait
            .and_then(|text| self.keep("appeals/wait", rules::appeal_wait(&text, self.now, zone)).flatten());
        Appeals { channel, questions, wait, by_another: by_another == Some(true) }
    }

    fn ladder(&mut self, steps: Vec<super::document::LadderStep>) -> Ladder {
        let mut ladder = Ladder::new();
        for (at, step) in steps.into_iter().enumerate() {
            let path = format!("ladder/{at}");
            self.range(&format!("{path}/points"), Some(step.points), 1, STEP_POINTS);
            self.range(&format!("{path}/window_days"), step.window_days, 1, STEP_WINDOW);
            if ladder.iter().any(|it: &Step| it.points == step.points) {
                self.fail(&format!("{path}/points"), words::settings_file_twice(step.points));
                continue;
            }
            let action = step.action;
            if self.is_possible(&format!("{path}/action"), action, |facts| facts.in_ladder).is_none() {
                continue;
            }
            let duration = rules::step_duration(action, step.duration.as_deref());
            let duration = duration.and_then(|it| self.lasts(it));
            let Some(duration) = self.keep(&format!("{path}/duration"), duration) else { continue };
            let set = Step { points: step.points, window_days: step.window_days, action, duration };
            let set = rules::step_set(&mut ladder, step.points, Some(set));
            self.keep(&path, set);
        }
        ladder
    }

    /// Returns a duration that is not too long.
    fn lasts(&self, duration: Option<String>) -> Result<Option<String>, String> {
        if let Some(text) = &duration {
            Length::parse(text)?.ends(self.now, &TimeZone::UTC)?;
        }
        Ok(duration)
    }

    fn policy(&mut self, roles: BTreeMap<crate::domain::ids::RoleId, BTreeMap<Kind, Bounds>>) -> Policy {
        let odd: Vec<(String, Place)> = self
            .source
            .keys("policy")
            .into_iter()
            .filter(|(key, _)| key.starts_with(['0', '+']))
            .map(|(key, place)| (key.to_owned(), place))
            .collect();
        for (key, place) in odd {
            self.wrong.push(Wrong { place, why: words::settings_file_id(cut(&key, limits::QUOTED_INPUT)) });
        }
        let mut policy = Policy::new();
        for (at, (role, kinds)) in roles.into_iter().enumerate() {
            if at == rules::LIMITED_ROLES {
                self.fail(&format!("policy/{role}"), words::settings_file_many(rules::LIMITED_ROLES));
            }
            for (kind, bounds) in kinds {
                let path = format!("policy/{role}/{}", kind.as_str());
                if let Some(limit) = self.limit(&path, kind, bounds).filter(|limit| !limit.is_empty()) {
                    policy.entry(role).or_default().insert(kind, limit);
                }
            }
        }
        policy
    }

    fn limit(&mut self, path: &str, kind: Kind, bounds: Bounds) -> Option<Limit> {
        self.is_possible(path, kind, |facts| facts.is_limited)?;
        self.range(&format!("{path}/points"), bounds.points, 0, LIMIT_POINTS);
        self.range(&format!("{path}/per_hour"), bounds.per_hour, 0, LIMIT_TIMES);
        self.range(&format!("{path}/per_day"), bounds.per_day, 0, LIMIT_TIMES);
        let longest = rules::longest(kind, bounds.longest.as_deref()).and_then(|it| self.lasts(it));
        let longest = self.keep(&format!("{path}/longest"), longest)?;
        let Bounds { points, per_hour, per_day, .. } = bounds;
        let limit = Limit { longest, points, per_hour, per_day };
        self.keep(&format!("{path}/points"), rules::limit(kind, &limit))?;
        Some(limit)
    }

    fn range(&mut self, path: &str, number: Option<u32>, least: u32, most: u32) {
        if number.is_some_and(|number| !(least..=most).contains(&number)) {
            self.fail(path, words::settings_file_range(least, most));
        }
    }
}

fn language(tag: &str) -> Result<Language, String> {
    let found = Language::all().find(|language| language.tag() == tag);
    let known = || Language::all().map(Language::tag).collect::<Vec<_>>().join(", ");
    found.ok_or_else(|| {
        words::settings_language_unknown(text::plain(&cut(tag, limits::QUOTED_INPUT)), known())
    })
}
