//! Finds the paths of its own crate that a source names: `use` trees, `crate::`, `self::`, `super::`, child modules.

use std::collections::BTreeMap;

/// A path from the crate's root, and the line that names it.
#[derive(Debug, PartialEq, Eq)]
pub struct Import {
    pub line: usize,
    pub path: Vec<String>,
}

/// Returns all paths of its own crate that the source of `module` names. `children` are its child modules.
pub fn imports(source: &str, module: &[&str], children: &[&str]) -> Vec<Import> {
    let module: Vec<String> = module.iter().map(|&name| name.to_owned()).collect();
    let below = |child: &&str| ((*child).to_owned(), [module.clone(), vec![(*child).to_owned()]].concat());
    let names = children.iter().map(below).collect();
    let mut reader =
        Reader { tokens: tokens(source), at: 0, module, inline: Vec::new(), names, found: Vec::new() };
    // Two passes: a name may stand above the `use` that imports it.
    reader.read();
    reader.at = 0;
    reader.found.clear();
    reader.read();
    reader.found
}

struct Reader {
    tokens: Vec<(usize, String)>,
    at: usize,
    module: Vec<String>,
    /// The name of the module that each open brace opens, if it opens one.
    inline: Vec<Option<String>>,
    /// Names that stand for something of the crate: child modules and imported names.
    names: BTreeMap<String, Vec<String>>,
    found: Vec<Import>,
}

impl Reader {
    fn token(&self, ahead: usize) -> &str {
        self.tokens.get(self.at + ahead).map_or("", |(_, token)| token)
    }

    fn before(&self, back: usize) -> &str {
        self.at.checked_sub(back).map_or("", |at| &self.tokens[at].1)
    }

    fn read(&mut self) {
        while self.at < self.tokens.len() {
            match self.token(0) {
                "use" if self.token(1) != "<" => {
                    self.at += 1;
                    self.tree(&[]);
                }
                "mod" if self.token(2) == "{" => {
                    self.inline.push(Some(self.token(1).to_owned()));
                    self.at += 3;
                }
                "{" => {
                    self.inline.push(None);
                    self.at += 1;
                }
                "}" => {
                    self.inline.pop();
                    self.at += 1;
                }
                token if is_name(token) && self.before(1) != "::" => self.expression(),
                _ => self.at += 1,
            }
        }
    }

    /// Reads a `use` tree, below the path before its braces.
    fn tree(&mut self, above: &[String]) {
        let mut path = above.to_vec();
        let line = self.tokens.get(self.at).map_or(0, |(line, _)| *line);
        loop {
            match self.token(0) {
                "::" => self.at += 1,
                "{" => {
                    self.at += 1;
                    while !matches!(self.token(0), "}" | "") {
                        self.tree(&path);
                        if self.token(0) == "," {
                            self.at += 1;
                        }
                    }
                    self.at += 1;
                    return;
                }
                "as" => {
                    let (alias, target) = (self.token(1).to_owned(), path.clone());
                    self.at += 2;
                    return self.name(line, target, alias);
                }
                "*" => {
                    self.at += 1;
                    return self.note(line, &path);
                }
                token if is_name(token) => {
                    path.push(token.to_owned());
                    self.at += 1;
                }
                _ => break,
            }
        }
        if path.last().is_some_and(|last| last == "self") {
            path.pop();
        }
        let alias = path.last().cloned().unwrap_or_default();
        self.name(line, path, alias);
    }

    /// Reads a path in code.
    fn expression(&mut self) {
        let line = self.tokens[self.at].0;
        let is_visibility = self.before(1) == "in" && self.before(2) == "(";
        let mut path = vec![self.token(0).to_owned()];
        while self.token(1) == "::" && is_name(self.token(2)) {
            path.push(self.token(2).to_owned());
            self.at += 2;
        }
        self.at += 1;
        if path.len() > 1 && !is_visibility {
            self.note(line, &path);
        }
    }

    fn name(&mut self, line: usize, path: Vec<String>, alias: String) {
        if let Some(path) = self.absolute(&path) {
            self.found.push(Import { line, path: path.clone() });
            self.names.insert(alias, path);
        }
    }

    fn note(&mut self, line: usize, path: &[String]) {
        if let Some(path) = self.absolute(path) {
            self.found.push(Import { line, path });
        }
    }

    /// Returns the path from the crate's root; `None` if it leads out of the crate.
    fn absolute(&self, path: &[String]) -> Option<Vec<String>> {
        let (first, rest) = path.split_first()?;
        let inline = self.inline.iter().flatten();
        let mut here: Vec<String> = self.module.iter().chain(inline).cloned().collect();
        let mut rest = rest;
        match first.as_str() {
            "crate" => here.clear(),
            "self" => {}
            "super" => {
                here.pop();
                while rest.first().is_some_and(|next| next == "super") {
                    here.pop();
                    rest = &rest[1..];
                }
            }
            name => here = self.names.get(name)?.clone(),
        }
        here.extend(rest.iter().cloned());
        Some(here)
    }
}

fn is_name(token: &str) -> bool {
    token.starts_with(|first: char| first.is_alphabetic() || first == '_')
}

/// Returns names, `::` and single characters with their lines, without comments, strings and characters.
fn tokens(source: &str) -> Vec<(usize, String)> {
    let (mut found, mut rest, mut line) = (Vec::new(), source, 1);
    while let Some(first) = rest.chars().next() {
        let length = blank(rest).unwrap_or_else(|| {
            let name = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
            let length = match name {
                0 if rest.starts_with("::") => 2,
                0 => first.len_utf8(),
                name => name,
            };
            if !first.is_whitespace() {
                found.push((line, rest[..length].to_owned()));
            }
            length
        });
        line += rest[..length].matches('\n').count();
        rest = &rest[length..];
    }
    found
}

/// Returns the length of the comment, string or character that starts here.
fn blank(rest: &str) -> Option<usize> {
    let until = |begin: usize, end: &str| {
        Some(rest[begin..].find(end).map_or(rest.len(), |found| begin + found + end.len()))
    };
    if rest.starts_with("//") {
        return Some(rest.find('\n').unwrap_or(rest.len()));
    }
    if rest.starts_with("/*") {
        return until(2, "*/");
    }
    let after = rest.strip_prefix('b').unwrap_or(rest);
    if let Some(raw) = after.strip_prefix('r') {
        let hashes = raw.len() - raw.trim_start_matches('#').len();
        if raw[hashes..].starts_with('"') {
            let begin = rest.len() - raw.len() + hashes + 1;
            return until(begin, &format!("\"{}", "#".repeat(hashes)));
        }
    }
    let quoted = after.strip_prefix('"').map(|inside| (inside, '"'));
    let quoted = quoted.or_else(|| {
        let inside = after.strip_prefix('\'')?;
        let is_character = inside.starts_with('\\') || inside.chars().nth(1) == Some('\'');
        is_character.then_some((inside, '\''))
    });
    let (inside, end) = quoted?;
    let mut escaped = false;
    let closing = inside.char_indices().find(|(_, c)| {
        let closes = *c == end && !escaped;
        escaped = *c == '\\' && !escaped;
        closes
    });
    let begin = rest.len() - inside.len();
    Some(closing.map_or(rest.len(), |(at, _)| begin + at + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(source: &str) -> Vec<String> {
        let imports = imports(source, &["actions", "undo"], &["button"]);
        imports.into_iter().map(|import| format!("{} {}", import.line, import.path.join("::"))).collect()
    }

    #[test]
    fn a_path_is_found_wherever_it_stands() {
        let source =
            "use crate::store::jobs;\nlet x = crate::cli::main(); // crate::http\nlet y = \"crate::http\";";
        assert_eq!(found(source), ["1 store::jobs", "2 cli::main"]);
    }

    #[test]
    fn grouped_imports_are_taken_apart() {
        let source = "use crate::{a, b::{self, c as d, e::*}};\nuse std::{fs, io};";
        assert_eq!(found(source), ["1 a", "1 b", "1 b::c", "1 b::e"]);
    }

    #[test]
    fn relative_paths_lead_where_they_lead() {
        let source = "use super::punish::Order;\nfn f() { super::super::store::x(); self::g(); }\npub(super) fn g() {}";
        assert_eq!(found(source), ["1 actions::punish::Order", "2 store::x", "2 actions::undo::g"]);
    }

    #[test]
    fn in_an_inline_module_super_is_the_file_itself() {
        let source = "mod tests { use super::*; use super::super::check; }\nuse super::check;";
        assert_eq!(found(source), ["1 actions::undo", "1 actions::check", "2 actions::check"]);
    }

    #[test]
    fn a_child_and_a_name_brought_in_are_modules_too() {
        let source = "let a = button::draw();\nuse crate::store::{self, cases as kept};\nkept::open(); store::jobs::x();";
        let wanted = ["1 actions::undo::button::draw", "2 store", "2 store::cases", "3 store::cases::open"];
        assert_eq!(found(source)[..4], wanted);
        assert_eq!(found(source)[4], "3 store::jobs::x");
    }

    #[test]
    fn a_visibility_is_no_import() {
        assert_eq!(
            found("pub(in crate::actions) struct S;\nfor x in crate::store::all() {}"),
            ["2 store::all"]
        );
    }

    #[test]
    fn quotes_and_lifetimes_hide_nothing() {
        let source = "fn f<'a>(c: char) -> &'a str { match c { '\"' | '\\'' => r#\"crate::a\"#, _ => crate::b::c() } }";
        assert_eq!(found(source), ["1 b::c"]);
    }
}
