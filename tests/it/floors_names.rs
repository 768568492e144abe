//! Names with one home each: those of the action kinds, and the colours.

use std::fs;
use std::path::{Path, PathBuf};

use gavel::domain::kind::Kind;

/// Literals that equal a kind's name but mean something else: file, literal and reason.
const HOMONYMS: &[(&str, &str, &str)] = &[
    ("cli/import/foreign/table.rs", "note", "a column of a table"),
    ("domain/exported.rs", "note", "a column"),
    ("domain/setting.rs", "lockdown", "a setting"),
    ("domain/settings_file/read.rs", "lockdown", "a setting"),
    ("features/settings/settings_view.rs", "lockdown", "a setting"),
    ("store/cluster/directory.rs", "lock", "a file"),
    ("store/cluster/look.rs", "lock", "a file"),
];

fn sources(dir: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else {
            found.extend(path.extension().is_some_and(|end| end == "rs").then_some(path));
        }
    }
}

/// Returns the product's sources: the path in `src`, and the text without tests, comments and command definitions,
/// which can't be made of constants.
fn product() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    sources(&root, &mut files);
    assert!(files.len() > 150, "the sources were not found");
    let text = |path: PathBuf| {
        let source = fs::read_to_string(&path).unwrap();
        (path.strip_prefix(&root).unwrap().to_string_lossy().replace('\\', "/"), code(&source))
    };
    files.into_iter().map(text).collect()
}

fn code(source: &str) -> String {
    let product = source.split("#[cfg(test)]\nmod tests").next().unwrap_or_default();
    let (mut code, mut in_shape) = (String::new(), false);
    for line in product.lines() {
        let trimmed = line.trim_start();
        in_shape |= trimmed.starts_with("#[command(") || trimmed.starts_with("#[option(");
        let names_another = ["const JOB", "const KIND", "const FEATURE", "const NAME"];
        if !in_shape && !trimmed.starts_with("//") && !names_another.iter().any(|it| line.contains(it)) {
            code.push_str(line);
            code.push('\n');
        }
        in_shape &= !trimmed.ends_with(")]");
    }
    code
}

fn literals(code: &str) -> Vec<(&str, &'static str)> {
    let mut found = Vec::new();
    for kind in Kind::ALL {
        let name = kind.as_str();
        let (double, single) = (format!("\"{name}\""), format!("'{name}'"));
        found.extend(
            code.lines()
                .filter(|line| line.contains(&double) || line.contains(&single))
                .map(|line| (line, name)),
        );
    }
    found
}

#[test]
fn the_name_of_a_kind_stands_in_its_row_alone() {
    let mut wrong = Vec::new();
    for (path, code) in product() {
        for (line, name) in literals(&code) {
            let is_other = HOMONYMS.iter().any(|(file, literal, _)| path == *file && name == *literal);
            if path != "domain/kind.rs" && !is_other {
                wrong.push(format!("src/{path} has the name of a kind of action: {}", line.trim()));
            }
        }
    }
    assert!(wrong.is_empty(), "use Kind's table, and bind lists of kinds from it:\n{}", wrong.join("\n"));
}

/// Migrations must: a partial index takes no parameters.
#[test]
fn migrations_name_kinds_only_where_an_index_needs_it() {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations");
    for entry in fs::read_dir(dir).unwrap() {
        let sql = fs::read_to_string(entry.unwrap().path()).unwrap();
        for (line, name) in literals(&sql) {
            assert!(
                line.contains("create index") && line.contains(" where "),
                "`{name}` in a migration: {line}"
            );
        }
    }
}

#[test]
fn colours_stand_in_the_palette_alone() {
    for (path, code) in product() {
        let painted = code.lines().find(|line| line.contains("olor(0x") || line.contains("0x00"));
        assert!(path == "domain/colour.rs" || painted.is_none(), "src/{path}: {painted:?}");
    }
}

#[test]
fn a_literal_is_found_in_code_and_in_sql_and_not_in_the_shape_of_a_command() {
    let source = "let a = \"ban\";\n// \"kick\"\n\"where kind = 'warn'\"\n#[command(\n    name = \"jail\",\n)]\n\"lock\"\n";
    let source = code(source);
    let found: Vec<_> = literals(&source).into_iter().map(|(_, name)| name).collect();
    assert_eq!(found, ["warn", "ban", "lock"], "in the order of the kinds");
    assert_eq!(code("#[cfg(test)]\nmod tests { \"ban\" }"), "");
}
