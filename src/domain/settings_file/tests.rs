//! Every settings document survives a file, and every mistake has its place.

use std::collections::BTreeMap;

use jiff::Timestamp;
use proptest::collection::{btree_map, btree_set, vec};
use proptest::option;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use twilight_model::id::Id;

use super::*;
use crate::domain::greeting::{Greeting, GreetingPlace};
use crate::domain::ids::{ChannelId, RoleId};
use crate::domain::kind::Kind;
use crate::domain::ladder::Step;
use crate::domain::log::Category;
use crate::domain::menu::{Menu, MenuEntry, Menus, Style, emoji};
use crate::domain::policy::Limit;
use crate::domain::settings::{Alert, Appeals, Autorole, Dm, MessageLog, Retention, Settings};
use crate::words::Language;

fn role() -> impl Strategy<Value = RoleId> {
    (1..u64::MAX).prop_map(Id::new)
}

fn channel() -> impl Strategy<Value = ChannelId> {
    (1..u64::MAX).prop_map(Id::new)
}

/// Texts with what TOML has to escape.
fn text() -> impl Strategy<Value = String> {
    r#"[a-zé"'\\#=\[\]\n\r\t\u{1}\u{7F}🎮]{0,40}"#.prop_map(|text| format!("x{text}x"))
}

fn duration() -> impl Strategy<Value = String> {
    select(vec!["1h", "30m", "2 weeks", "1.5d", "an hour and a half"]).prop_map(str::to_owned)
}

fn greeting(may_be_dm: bool) -> impl Strategy<Value = Greeting> {
    let place = (channel(), any::<bool>()).prop_map(move |(channel, dm)| match dm && may_be_dm {
        true => GreetingPlace::DirectMessage,
        false => GreetingPlace::Channel(channel),
    });
    let text = option::of(text().prop_map(|text| format!("{text} {{user}} {{")));
    (place, text).prop_map(|(place, text)| Greeting { place, text })
}

fn dms() -> impl Strategy<Value = BTreeMap<Kind, Dm>> {
    let kinds: Vec<Kind> = Kind::which(|facts| facts.is_told).collect();
    let dm = (any::<bool>(), option::of(text())).prop_map(|(off, text)| Dm { off, text });
    btree_map(select(kinds), dm.prop_filter("a default is not stored", |dm| *dm != Dm::default()), 0..4)
}

fn ladder() -> impl Strategy<Value = Vec<Step>> {
    let kinds: Vec<Kind> = Kind::which(|facts| facts.in_ladder).collect();
    let step = (1..=1000_u32, option::of(1..=3650_u32), select(kinds), option::of(duration()));
    btree_map(1..=1000_u32, step, 0..5).prop_map(|steps| {
        let step = |(points, (_, window_days, action, duration)): (u32, (u32, _, Kind, Option<String>))| {
            let needed = action.needs_end().then(|| "1h".to_owned());
            let duration = duration.filter(|_| action.lasts()).or(needed);
            Step { points, window_days, action, duration }
        };
        steps.into_iter().map(step).collect()
    })
}

fn policy() -> impl Strategy<Value = BTreeMap<RoleId, BTreeMap<Kind, Limit>>> {
    let kinds: Vec<Kind> = Kind::which(|facts| facts.is_limited).collect();
    let limit = (option::of(duration()), option::of(0..=100_u32), 0..=10_000_u32, option::of(0..=10_000_u32));
    let limits = btree_map(select(kinds), limit, 1..4).prop_map(|limits| {
        let limit = |(kind, (longest, points, hour, per_day)): (Kind, (Option<String>, _, _, _))| {
            let longest = longest.filter(|_| kind.lasts());
            let points = Option::filter(points, |_| kind.facts().has_points);
            (kind, Limit { longest, points, per_hour: Some(hour), per_day })
        };
        limits.into_iter().map(limit).collect()
    });
    btree_map(role(), limits, 0..4)
}

fn settings() -> impl Strategy<Value = Settings> {
    let log = btree_map(select(Category::ALL.to_vec()), channel(), 0..4);
    let languages: Vec<Language> = Language::all().collect();
    let places = (log, option::of(channel()), btree_set(channel(), 0..9), btree_set(channel(), 0..9));
    let people = (btree_set(role(), 0..9), option::of(role()), btree_set(role(), 0..9), any::<[bool; 7]>());
    let texts = (btree_set(text(), 0..6), dms(), option::of(greeting(true)), option::of(greeting(false)));
    let retention = (option::of(1..=3650_u32), option::of(1..=3650_u32));
    let zones = select(vec!["UTC", "Europe/Prague", "America/Argentina/Buenos_Aires"]);
    let times = (option::of(zones), option::of(duration()), option::of(duration()), retention);
    (places, people, texts, times, option::of(select(languages)), ladder(), policy()).prop_map(
        |((log, alert, lockdown, ignored), people, texts, times, language, ladder, policy)| {
            let (protected, jail_role, autoroles, [manual, frees, again, bots, logged, alerted, appealed]) =
                people;
            let (presets, dm, welcome, leave) = texts;
            let retention = times.3;
            let asked = presets.clone();
            let has_log = log.contains_key(&Category::Moderation) || log.contains_key(&Category::Everything);
            Settings {
                log,
                protected_roles: protected.into_iter().collect(),
                jail_role,
                language,
                time_zone: times.0.map(str::to_owned),
                warnings_count_for: times.1.clone(),
                lockdown: lockdown.into_iter().collect(),
                dm,
                presets: presets.into_iter().collect(),
                ladder,
                policy,
                ignores_manual: manual,
                welcome,
                leave,
                autorole: Autorole {
                    roles: autoroles.into_iter().filter(|role| Some(*role) != jail_role).collect(),
                    delay: times.2,
                    bots,
                },
                rejoin_frees: frees,
                rejoin_roles: again,
                alert: (alerted && (has_log || alert.is_some())).then_some(Alert { channel: alert }),
                appeals: ignored.first().copied().filter(|_| appealed).map(|channel| Appeals {
                    channel,
                    questions: asked.iter().take(4).cloned().collect(),
                    wait: times.1.clone().filter(|wait| wait != "perm"),
                    by_another: again,
                }),
                message_log: ignored.first().copied().filter(|_| logged).map(|channel| MessageLog {
                    channel,
                    ignored: ignored.into_iter().collect(),
                    bots,
                }),
                retention: Retention { cases: retention.0, notes: retention.1, ..Retention::default() },
                other: serde_json::Map::new(),
            }
        },
    )
}

fn menus() -> impl Strategy<Value = Menus> {
    let icon = select(vec!["🎮", "<:gavel:123>", "<a:spin_2:4>"]).prop_map(|typed| emoji(typed).unwrap());
    let entries = btree_map(role(), (text(), option::of(icon), option::of(text())), 0..4);
    let texts = (option::of(text()), option::of(text()));
    let menu = (texts, any::<bool>(), any::<bool>(), option::of(role()), entries).prop_map(
        |((title, text), is_select, exclusive, required, entries)| {
            let entry = |(role, (label, emoji, description))| MenuEntry {
                role,
                label,
                emoji,
                description,
                confirmed: None,
            };
            let style = if is_select { Style::Select } else { Style::Buttons };
            let entries = entries.into_iter().map(entry).collect();
            Menu { title, text, style, exclusive, required, entries }
        },
    );
    btree_map("[a-zé./\" ]{0,10}x", menu, 0..3)
        .prop_map(|menus| menus.into_iter().map(|(name, menu)| (name.trim().to_owned(), menu)).collect())
}

fn contents() -> impl Strategy<Value = Contents> {
    (settings(), menus()).prop_map(|(settings, menus)| Contents { settings, menus })
}

fn now() -> Timestamp {
    "2026-01-01T00:00:00Z".parse().unwrap()
}

fn reread(text: &str) -> Settings {
    reread_whole(text).settings
}

fn reread_whole(text: &str) -> Contents {
    read(text.as_bytes(), now()).map_err(|wrong| format!("{wrong:?}\n{text}")).unwrap().contents
}

proptest! {
    #[test]
    fn what_was_written_is_read_back_and_written_the_same(contents in contents()) {
        let text = written(&contents).unwrap();
        let again = reread_whole(&text);
        prop_assert_eq!(&again, &contents, "{}", text);
        prop_assert_eq!(written(&again).unwrap(), text);
    }

    #[test]
    fn a_difference_is_empty_where_two_are_equal_and_nowhere_else(one in contents(), other in contents()) {
        let lines = |old: &Contents, new: &Contents| diff(&Document::from(old), &Document::from(new)).unwrap();
        prop_assert!(lines(&one, &one).is_empty());
        prop_assert_eq!(lines(&one, &other).is_empty(), one == other);
        let back = lines(&other, &one).len();
        prop_assert_eq!(lines(&one, &other).len(), back);
    }

    #[test]
    fn no_bytes_make_the_reader_fail_otherwise_than_with_a_place(bytes in vec(any::<u8>(), 0..200)) {
        if let Err(wrong) = read(&bytes, now()) {
            prop_assert!(wrong.iter().all(|it| it.place.line > 0 && it.place.column > 0));
        }
    }

    #[test]
    fn a_file_with_lines_left_out_is_read_or_refused_with_a_place(
        contents in contents(),
        kept in subsequence((0..30).collect::<Vec<usize>>(), 20..30),
    ) {
        let text = written(&contents).unwrap();
        let left = text.lines().enumerate().filter(|(at, _)| *at >= 30 || kept.contains(at));
        let left: String = left.map(|(_, line)| format!("{line}\n")).collect();
        match read(left.as_bytes(), now()) {
            Ok(file) => prop_assert_eq!(&reread_whole(&written(&file.contents).unwrap()), &file.contents),
            Err(wrong) => prop_assert!(wrong.iter().all(|it| it.place.line <= left.lines().count() + 1)),
        }
    }
}

#[test]
fn ids_are_strings_or_numbers_and_nothing_set_is_the_default() {
    let text =
        "jail_role = 5\nprotected_roles = [\"6\", 7]\n[policy.8.ban]\nper_day = 3\n[alert]\nchannel = 9\n";
    let settings = reread(text);
    assert_eq!(settings.jail_role, Some(Id::new(5)));
    assert_eq!(settings.protected_roles, [Id::new(6), Id::new(7)]);
    assert_eq!(settings.policy[&Id::new(8)][&Kind::Ban].per_day, Some(3));
    assert_eq!(reread(""), Settings::default());
    assert_eq!(reread("\u{FEFF}# only a comment\r\n"), Settings::default());
}

/// A line, a column, and what is said of it.
type Place = (usize, usize, &'static str);

#[test]
fn every_mistake_is_named_with_its_line_and_column() {
    let long = format!("presets = [\"{}\"]", "x".repeat(101));
    let many = format!("protected_roles = [{}]", (1..=26).map(|id| format!("{id}, ")).collect::<String>());
    let cases: [(&str, &[Place]); 35] = [
        ("language = ", &[(1, 12, "can't read")]),
        ("a = 1", &[(1, 1, "unknown field")]),
        ("\n[welcome]\ntext = \"x {user}\"\nchanel = 1", &[(4, 1, "chanel")]),
        ("jail_role = \"x\"", &[(1, 13, "can't read")]),
        ("jail_role = 0", &[(1, 13, "can't read")]),
        ("jail_role = -3", &[(1, 13, "can't read")]),
        ("record_manual = \"yes\"", &[(1, 17, "expected a boolean")]),
        ("jail_role = 1\njail_role = 2", &[(2, 1, "duplicate key")]),
        ("language = \"xx\"", &[(1, 12, "don't speak")]),
        ("time_zone = \"Mars/Base\"", &[(1, 13, "time zone")]),
        ("warnings_count_for = \"soon\"", &[(1, 22, "can't read")]),
        ("warnings_count_for = \"2030-01-01\"", &[(1, 22, "how long")]),
        ("presets = [\"ok\",\n  \"  \"]", &[(2, 3, "blank")]),
        ("presets = [\"é\", \"é\"]", &[(1, 17, "twice")]),
        ("presets = [\"a\\u0000\"]", &[(1, 12, "U+0000")]),
        (&long, &[(1, 12, "100 characters")]),
        (&many, &[(1, 111, "room for 25")]),
        ("[log]\neverything = 1\ncats = 2", &[(3, 1, "unknown variant")]),
        ("[message_log]\nbots = true", &[(1, 1, "missing field")]),
        (
            "[appeals]\nchannel = 5\nquestions = [\"a\", \"a\"]\nwait = \"perm\"",
            &[(3, 19, "twice"), (4, 8, "how long to wait")],
        ),
        ("[welcome]\ntext = \"hello\"\nchannel = 5", &[(2, 8, "{user}")]),
        ("[welcome]\ntext = \"{user}\"\nchannel = 5\ndm = true", &[(1, 1, "one place")]),
        ("[leave]\ntext = \"{user}\"\ndm = true", &[(3, 6, "left")]),
        ("[dm.ban]\ntext = \"{actoin}\"", &[(2, 8, "actoin")]),
        ("[dm.purge]\nsend = false", &[(1, 1, "doesn't fit")]),
        ("jail_role = 1\n[autorole]\nroles = [2, 1]", &[(3, 13, "jail's role")]),
        ("[autorole]\nroles = [2]\ndelay = \"1y\"", &[(3, 9, "28 days")]),
        ("[alert]", &[(1, 1, "no log")]),
        ("[retention]\ncases = 0", &[(2, 9, "between 1 and 3650")]),
        (
            "[[ladder]]\npoints = 0\naction = \"timeout\"\n[[ladder]]\npoints = 3\naction = \"kick\"\nduration = \"1h\"",
            &[(1, 1, "needs a `duration`"), (2, 10, "between 1 and 1000"), (7, 12, "has no duration")],
        ),
        (
            "[policy.5.kick]\nlongest = \"1h\"\n[policy.5.ban]\npoints = 3\nper_day = 99999",
            &[(2, 11, "no duration"), (4, 10, "points"), (5, 11, "10000")],
        ),
        ("[policy.05.ban]\nper_day = 3", &[(1, 9, "no id")]),
        (
            "[role_menu.Hue]\nroles = [{ role = 1, label = \" \" }, { role = 1, label = \"x\", emoji = \"x\" }]",
            &[(2, 30, "blank"), (2, 37, "twice"), (2, 70, "isn't an emoji")],
        ),
        ("[role_menu.Hue]\n[role_menu.hue]", &[(2, 1, "twice")]),
        ("[role_menu.Hue]\nstyle = \"carousel\"", &[(2, 9, "unknown variant")]),
    ];
    for (text, wanted) in cases {
        let found = read(text.as_bytes(), now()).expect_err(text);
        let places: Vec<(usize, usize)> = found.iter().map(|it| (it.place.line, it.place.column)).collect();
        let expected: Vec<(usize, usize)> = wanted.iter().map(|(line, column, _)| (*line, *column)).collect();
        assert_eq!(places, expected, "{text}\n{found:?}");
        for (wrong, (_, _, words)) in found.iter().zip(wanted) {
            assert!(wrong.why.contains(words), "{text}\n{wrong:?} has no “{words}”");
        }
    }
    let found = read(b"# ok\n# \xFF", now()).unwrap_err();
    assert_eq!(found[0].text(), "Line 2, column 3: This isn't text in UTF-8; save the file as UTF-8.");
    assert!(read(&vec![b'#'; LARGEST + 1], now()).unwrap_err()[0].why.contains("512 KiB"));
}

#[test]
fn a_difference_names_what_goes_and_what_comes() {
    let of = |text: &str| Document::from(&reread(text));
    let old = of(
        "jail_role = 1\nprotected_roles = [1, 2]\npresets = [\"a\", \"b\"]\n[[ladder]]\npoints = 3\naction = \"kick\"",
    );
    let new = of(
        "protected_roles = [2, 3]\npresets = [\"b\", \"a\"]\n[[ladder]]\npoints = 4\naction = \"kick\"\n[dm.ban]\nsend = false",
    );
    assert_eq!(
        diff(&old, &new).unwrap(),
        [
            "+ dm.ban.send = false",
            "- jail_role = \"1\"",
            "- ladder[] = { action = \"kick\", points = 3 }",
            "+ ladder[] = { action = \"kick\", points = 4 }",
            "- presets[] = [\"a\", \"b\"]",
            "+ presets[] = [\"b\", \"a\"]",
            "- protected_roles[] = \"1\"",
            "+ protected_roles[] = \"3\"",
        ]
    );
}
