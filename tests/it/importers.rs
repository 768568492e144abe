//! `gavel import cases --from`: other bots' records become cases, and each row that does not is listed with the reason.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::Value;

use crate::export::Run;
use crate::support::database::Database;

/// The server of the fixtures.
const GUILD: &str = "100";

/// A format with its fixture, the cases that come of it, and the rows that do not.
struct Format {
    origin: &'static str,
    file: &'static str,
    /// Number, kind, person, moderator, points, reason; and how it stands: in force, over, voided, or nothing of these.
    cases: &'static [(i64, &'static str, &'static str, &'static str, i64, &'static str, &'static str)],
    left_out: &'static [&'static str],
    also_said: &'static [&'static str],
}

/// Every format: one that is not here fails the test.
const FORMATS: [Format; 6] = [
    Format {
        origin: "zeppelin",
        file: "zeppelin.json",
        cases: &[
            (1, "ban", "300", "400", 0, "", "over by 2"),
            (2, "unban", "300", "1", 0, "", ""),
            (3, "warn", "300", "400", 1, "spam in #general", ""),
            (5, "warn", "301", "400", 1, "", "voided"),
            (6, "timeout", "301", "400", 0, "", "over by 7"),
            (7, "untimeout", "301", "400", 0, "", ""),
            (12, "ban", "302", "400", 0, "", "in force"),
        ],
        left_out: &[
            "case 3: another row has the number 3",
            "case 4: it was deleted in Zeppelin",
            "case 8: it names no person",
            "case 9: its type 42 is not known",
            "case 10: its time can't be read",
        ],
        also_said: &[],
    },
    Format {
        origin: "yagpdb",
        file: "yagpdb.csv",
        cases: &[(1, "warn", "301", "400", 1, "late", ""), (2, "warn", "300", "400", 1, "rude, twice", "")],
        left_out: &[
            "line 4: it is of the server 200",
            "line 5: its user_id `somebody` can't be read",
            "line 6: it has no created_at",
        ],
        also_said: &[],
    },
    Format {
        origin: "modbot",
        file: "modbot.json",
        cases: &[
            (1, "warn", "300", "400", 1, "", ""),
            (2, "warn", "300", "400", 3, "spam", "voided"),
            (3, "ban", "301", "1", 0, "raid", "in force"),
            (4, "timeout", "302", "400", 0, "loud", "over"),
            (5, "ban", "302", "400", 0, "an hour", "over"),
            (6, "kick", "303", "400", 0, "ads", ""),
        ],
        left_out: &[
            "moderation 7003: a pardon is no case here",
            "moderation 7007: its action dance is not known",
            "moderation 7008: its time can't be read",
            "moderation 7009: it names no person",
        ],
        also_said: &["though the other bot may still enforce it: moderation 7005.", "sets no timers: #3."],
    },
    Format {
        origin: "vortex",
        file: "vortex.json",
        cases: &[
            (1, "warn", "300", "1", 3, "Strikes in Vortex: 3", ""),
            (2, "ban", "302", "1", 0, "", "in force"),
            (3, "ban", "304", "1", 0, "", "in force"),
            (4, "timeout", "303", "1", 0, "", "over"),
        ],
        left_out: &["strikes of 301: there are none", "strikes of somebody: it names no person"],
        also_said: &["may still enforce it: tempmute of 303.", "sets no timers: #2."],
    },
    Format {
        origin: "red",
        file: "red.json",
        cases: &[
            (1, "warn", "300", "400", 1, "spam", ""),
            (2, "ban", "300", "400", 0, "", "over"),
            (3, "ban", "301", "1", 0, "alt", "over by 4"),
            (4, "unban", "301", "1", 0, "appealed", ""),
            (11, "voice_disconnect", "302", "400", 0, "noise", ""),
        ],
        left_out: &[
            "case 1: it is of the server 200",
            "case 5: Gavel can't mute somebody in a single channel",
            "case 6: it takes a warning back",
            "case 7: its type voiceban is none that Gavel has",
            "case 8: the person was erased in Red",
            "case 9: missing field `created_at`",
            "case ten: its number can't be read",
        ],
        also_said: &[],
    },
    Format {
        origin: "csv",
        file: "csv.csv",
        cases: &[
            (1, "warn", "300", "400", 5, "first", ""),
            (2, "ban", "301", "400", 0, "a day", "over"),
            (3, "timeout", "302", "1", 0, "", "over"),
            (4, "kick", "302", "400", 0, "", ""),
        ],
        left_out: &[
            "line 6: lock is no action on a person",
            "line 7: its kind `hug` can't be read",
            "line 8: it has no target_id",
            "line 9: its created_at `yesterday` can't be read",
            "line 10: its points `many` can't be read",
        ],
        also_said: &[],
    },
];

fn fixture(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/imports").join(name);
    path.to_string_lossy().into_owned()
}

async fn exported(run: &Run, guild: &str) -> Vec<Value> {
    let text = run.prints(&["export", "cases", "--guild", guild]).await;
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn standing(case: &Value) -> String {
    match (&case["voided_at"], &case["closed_at"], &case["closed_by"]) {
        (Value::String(_), ..) => "voided".to_owned(),
        (_, Value::String(_), Value::Null) => "over".to_owned(),
        (_, Value::String(_), by) => format!("over by {by}"),
        _ if case["kind"] == "ban" => "in force".to_owned(),
        _ => String::new(),
    }
}

#[tokio::test]
async fn every_format_has_a_fixture_whose_rows_are_all_cases_or_listed() {
    let nowhere = Run::on_data("/nowhere");
    let help = nowhere.prints(&["import", "cases", "--help"]).await;
    let origins = help.split("--from").nth(1).unwrap().split("--on-conflict").next().unwrap();
    let mut named: Vec<&str> = origins
        .lines()
        .filter_map(|line| line.trim().strip_prefix("- ").and_then(|line| line.split(':').next()))
        .collect();
    named.retain(|origin| *origin != "gavel");
    assert_eq!(named, FORMATS.map(|format| format.origin), "{help}");

    for format in &FORMATS {
        let database = Database::new().await;
        let run = Run::on_database(&database).await;
        let path = fixture(format.file);
        let import = ["import", "cases", "--guild", GUILD, "--from", format.origin, &path];
        let dry = run.prints(&[import.as_slice(), &["--dry-run"]].concat()).await;
        assert!(dry.contains("would be imported") && dry.contains("Nothing was changed"), "{dry}");
        let before: i64 =
            sqlx::query_scalar("select count(*) from cases").fetch_one(&database.pool).await.unwrap();
        assert_eq!(before, 0);

        let said = run.prints(&import).await;
        let listed: Vec<&str> = said.lines().filter_map(|line| line.strip_prefix("  ")).collect();
        let mut left_out: Vec<&str> = format.left_out.to_vec();
        for line in &listed {
            let at = left_out.iter().position(|wanted| line.starts_with(wanted));
            let at = at.unwrap_or_else(|| panic!("{}: {line} was not expected", format.origin));
            left_out.remove(at);
        }
        assert!(left_out.is_empty(), "{}: {left_out:?} is not in {said}", format.origin);
        for part in format.also_said {
            assert!(said.contains(part), "{}: {part}: {said}", format.origin);
        }
        let cases = exported(&run, GUILD).await;
        let found: Vec<_> = cases
            .iter()
            .map(|case| {
                let text = |name: &str| case[name].as_str().unwrap_or_default().to_owned();
                (
                    case["number"].as_i64().unwrap(),
                    text("kind"),
                    text("target_id"),
                    text("moderator_id"),
                    case["points"].as_i64().unwrap(),
                    text("reason"),
                    standing(case),
                )
            })
            .collect();
        let wanted: Vec<_> = format
            .cases
            .iter()
            .map(|(number, kind, target, moderator, points, reason, stands)| {
                let text = |text: &str| text.to_owned();
                (*number, text(kind), text(target), text(moderator), *points, text(reason), text(stands))
            })
            .collect();
        assert_eq!(found, wanted, "{}", format.origin);
        for case in &cases {
            let note = case["note"].as_str().unwrap();
            assert!(note.starts_with("Imported from "), "{note}");
            assert_eq!(case["expires_at"].is_string(), case["kind"] == "warn", "{case}");
        }
        let jobs: i64 =
            sqlx::query_scalar("select count(*) from jobs").fetch_one(&database.pool).await.unwrap();
        assert_eq!(jobs, 0, "an import sets nothing in motion");
        // A second time, the numbers are taken.
        let refused = run.refuses(&import, 1).await;
        assert!(refused.contains("has these cases already"), "{refused}");
        run.prints(&[import.as_slice(), &["--on-conflict", "renumber"]].concat()).await;
        let numbers: BTreeMap<i64, usize> =
            exported(&run, GUILD).await.iter().fold(BTreeMap::new(), |mut numbers, case| {
                *numbers.entry(case["number"].as_i64().unwrap()).or_default() += 1;
                numbers
            });
        assert_eq!(numbers.len(), 2 * format.cases.len());
        assert!(numbers.values().all(|count| *count == 1));
        database.drop().await;
    }
}

#[tokio::test]
async fn a_file_of_another_origin_is_refused_in_one_sentence() {
    let database = Database::new().await;
    let run = Run::on_database(&database).await;
    for format in &FORMATS {
        for other in &FORMATS {
            // A table with YAGPDB's columns lacks Gavel's, and the other way round.
            if format.origin == other.origin {
                continue;
            }
            let path = fixture(other.file);
            let import = ["import", "cases", "--guild", GUILD, "--from", format.origin, &path];
            let refused = run.refuses(&import, 1).await;
            assert!(
                refused.contains("is no export of") && refused.contains("Nothing was imported"),
                "{refused}"
            );
        }
    }
    database.drop().await;
}
