//! Writes a typed function for each message of `src/words/en.ftl`: a misspelt message or argument does not compile.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::{env, fs};

use fluent_syntax::ast::{
    CallArguments, Entry, Expression, InlineExpression, Pattern, PatternElement, VariantKey,
};

/// The language whose messages and arguments the functions have.
const FIRST: &str = "en";
/// The names that Unicode's plural rules have for numbers.
const PLURALS: [&str; 6] = ["zero", "one", "two", "few", "many", "other"];

type Failure = Box<dyn std::error::Error>;

fn main() -> Result<(), Failure> {
    let folder = Path::new("src/words");
    println!("cargo::rerun-if-changed={}", folder.display());
    let mut files: Vec<PathBuf> =
        fs::read_dir(folder)?.map(|file| Ok(file?.path())).collect::<Result<_, Failure>>()?;
    files.retain(|path| path.extension().is_some_and(|extension| extension == "ftl"));
    // English first: it is the default.
    files.sort_by_key(|path| (path.file_stem().is_none_or(|stem| stem != FIRST), path.clone()));
    let mut sources = String::from(
        "/// The languages with their files, English first.\npub(super) static SOURCES: &[(&str, &str)] = &[\n",
    );
    for file in &files {
        let tag = file.file_stem().unwrap_or_default().to_string_lossy();
        sources += &format!("    ({tag:?}, include_str!({:?})),\n", fs::canonicalize(file)?);
    }
    sources += "];\n";
    let (mut written, mut kept, mut listed) = (String::new(), String::new(), String::new());
    let text = fs::read_to_string(folder.join(FIRST).with_extension("ftl"))?;
    let parsed = fluent_syntax::parser::parse(text.as_str())
        .map_err(|(_, errors)| format!("src/words/{FIRST}.ftl: {errors:?}"))?;
    for entry in &parsed.body {
        let Entry::Message(message) = entry else { continue };
        let id = message.id.name;
        let Some(pattern) = &message.value else { continue };
        // Names and descriptions of commands are looked up by the registry.
        if ["command-", "menu-", "choice-"].iter().any(|start| id.starts_with(start)) {
            continue;
        }
        let mut arguments = Arguments::default();
        arguments.read(pattern);
        written += &arguments.function(id, &spoken(pattern));
        kept += &arguments.kept(id, &spoken(pattern));
        listed += &format!("    ({id:?}, &{:?}),\n", arguments.kinds());
    }
    written += &format!(
        "\n/// The messages with their arguments; `true` for a number.\n#[cfg(test)]\npub(crate) static MESSAGES: &[(&str, &[(&str, bool)])] = &[\n{listed}];\n"
    );
    #[expect(
        clippy::disallowed_methods,
        reason = "Cargo tells a build script where to write in no other way"
    )]
    let out = PathBuf::from(env::var("OUT_DIR")?);
    fs::write(out.join("languages.rs"), sources)?;
    fs::write(out.join("messages.rs"), written)?;
    fs::write(out.join("kept.rs"), kept)?;
    Ok(())
}

/// The arguments of a message, in the order in which its English text names them.
#[derive(Default)]
struct Arguments<'a> {
    names: Vec<&'a str>,
    /// `true` for a number.
    is_number: BTreeMap<&'a str, bool>,
}

impl<'a> Arguments<'a> {
    fn read(&mut self, pattern: &Pattern<&'a str>) {
        for element in &pattern.elements {
            let PatternElement::Placeable { expression } = element else { continue };
            match expression {
                Expression::Inline(inline) => self.inline(inline, false),
                Expression::Select { selector, variants } => {
                    let is_number = variants.iter().any(|variant| match &variant.key {
                        VariantKey::Identifier { name } => PLURALS.contains(name) && *name != "other",
                        VariantKey::NumberLiteral { .. } => true,
                    });
                    self.inline(selector, is_number);
                    variants.iter().for_each(|variant| self.read(&variant.value));
                }
            }
        }
    }

    fn inline(&mut self, inline: &InlineExpression<&'a str>, is_number: bool) {
        match inline {
            InlineExpression::VariableReference { id } => {
                if !self.names.contains(&id.name) {
                    self.names.push(id.name);
                }
                *self.is_number.entry(id.name).or_default() |= is_number;
            }
            InlineExpression::FunctionReference { arguments: CallArguments { positional, .. }, .. } => {
                positional.iter().for_each(|argument| self.inline(argument, true));
            }
            _ => {}
        }
    }

    /// Returns the function that keeps the message.
    fn kept(&self, id: &str, text: &str) -> String {
        let name = id.replace('-', "_");
        let (mut taken, mut given) = (String::new(), String::new());
        for argument in &self.names {
            let rust = format!("r#{}", argument.replace('-', "_"));
            let (kind, make) = match self.is_number[argument] {
                true => ("u64", format!("Kept::Number({rust})")),
                false => ("impl Argument", format!("{rust}.kept()")),
            };
            taken += &format!("{rust}: {kind}, ");
            given += &format!("({argument:?}, {make}), ");
        }
        let taken = taken.trim_end_matches(", ");
        format!(
            "\n/// {text}\npub(crate) fn {name}({taken}) -> Kept {{\n    Kept::message({id:?}, [{given}])\n}}\n"
        )
    }

    /// Returns the arguments; `true` for a number.
    fn kinds(&self) -> Vec<(&'a str, bool)> {
        self.names.iter().map(|name| (*name, self.is_number[name])).collect()
    }

    fn function(&self, id: &str, text: &str) -> String {
        let name = id.replace('-', "_");
        let (mut taken, mut given) = (String::new(), String::new());
        for argument in &self.names {
            // Raw, because an argument may be called `where`.
            let (rust, is_number) = (format!("r#{}", argument.replace('-', "_")), self.is_number[argument]);
            let (kind, make) = if is_number {
                ("u64", "super::catalogue::number")
            } else {
                ("impl std::fmt::Display", "super::catalogue::text")
            };
            taken += &format!("{rust}: {kind}, ");
            given += &format!("({argument:?}, {make}({rust})), ");
        }
        let taken = taken.trim_end_matches(", ");
        format!(
            "\n/// {text}\npub(crate) fn {name}({taken}) -> String {{\n    super::catalogue::say({id:?}, &[{given}])\n}}\n"
        )
    }
}

/// Returns a text as it stands in the file, on one line, for the function's documentation.
fn spoken(pattern: &Pattern<&str>) -> String {
    let mut text = String::new();
    for element in &pattern.elements {
        match element {
            PatternElement::TextElement { value } => text += &value.replace('\n', " "),
            PatternElement::Placeable { expression: Expression::Inline(inline) } => match inline {
                InlineExpression::VariableReference { id } => text += &format!("`{}`", id.name),
                InlineExpression::StringLiteral { value } => text += value,
                _ => text.push('…'),
            },
            PatternElement::Placeable { .. } => text.push('…'),
        }
    }
    text.replace(['[', ']', '<', '>'], "")
}
