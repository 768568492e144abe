//! The crate's files as a graph: modules, imports and circles.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::fs;
use std::path::Path;

use super::imports::{Import, imports};

/// The files of a crate by their modules.
pub struct Tree {
    /// Each module's path and its file below `src`.
    files: BTreeMap<Vec<String>, String>,
    /// The imports of each file.
    imports: BTreeMap<String, Vec<Import>>,
    /// The files that each file imports, with the first line that does so.
    edges: BTreeMap<String, BTreeMap<String, usize>>,
}

impl Tree {
    /// Reads all sources below `src`.
    pub fn read(src: &Path) -> Self {
        let mut paths = Vec::new();
        super::sources(src, &mut paths);
        let below = |path: &Path| path.strip_prefix(src).unwrap().to_string_lossy().replace('\\', "/");
        Self::of(paths.iter().map(|path| (below(path), fs::read_to_string(path).unwrap())))
    }

    /// Builds the graph of these files: paths below `src`, and their texts.
    pub fn of(sources: impl IntoIterator<Item = (String, String)>) -> Self {
        let sources: Vec<_> = sources.into_iter().collect();
        let files: BTreeMap<_, _> = sources.iter().map(|(path, _)| (module(path), path.clone())).collect();
        let read = |(path, text): &(String, String)| {
            let own = module(path);
            let children =
                files.keys().filter(|other| other.len() == own.len() + 1 && other.starts_with(&own));
            let children: Vec<_> = children.filter_map(|child| child.last().map(String::as_str)).collect();
            let own: Vec<_> = own.iter().map(String::as_str).collect();
            (path.clone(), imports(text, &own, &children))
        };
        let imports = sources.iter().map(read).collect();
        let mut tree = Self { files, imports, edges: BTreeMap::new() };
        tree.edges = tree.imports.keys().map(|file| (file.clone(), tree.next(file))).collect();
        tree
    }

    /// Returns each file with each of its imports.
    pub fn imports(&self) -> impl Iterator<Item = (&str, &Import)> {
        self.imports.iter().flat_map(|(file, imports)| imports.iter().map(|import| (file.as_str(), import)))
    }

    /// Returns the file of a path: that of its longest prefix that is a module.
    fn file(&self, path: &[String]) -> Option<&str> {
        let parts = (1..=path.len()).rev().map(|length| &path[..length]);
        parts.into_iter().find_map(|part| self.files.get(part)).map(String::as_str)
    }

    /// Returns the files that a file imports, each with the first line that does so.
    fn next(&self, file: &str) -> BTreeMap<String, usize> {
        let mut next = BTreeMap::new();
        for import in self.imports.get(file).into_iter().flatten() {
            if let Some(other) = self.file(&import.path).filter(|other| *other != file) {
                next.entry(other.to_owned()).or_insert(import.line);
            }
        }
        next
    }

    /// Returns the shortest circle through `file`: each file on it, with the line that leads on.
    fn circle(&self, file: &str) -> Option<Vec<(&str, usize)>> {
        let mut came: BTreeMap<&str, (&str, usize)> = BTreeMap::new();
        let (start, _) = self.imports.get_key_value(file)?;
        let mut open = VecDeque::from([start.as_str()]);
        while let Some(at) = open.pop_front() {
            for (next, line) in &self.edges[at] {
                if !came.contains_key(next.as_str()) {
                    came.insert(next, (at, *line));
                    open.push_back(next);
                }
            }
        }
        let mut way = vec![*came.get(file)?];
        while way.last()?.0 != file {
            way.push(came[way.last()?.0]);
        }
        way.reverse();
        Some(way)
    }

    /// Returns the circles, one line each, except those within a module for which `allowed` holds.
    pub fn circles(&self, allowed: impl Fn(&str) -> bool) -> Vec<String> {
        let (mut circles, mut told) = (Vec::new(), BTreeSet::new());
        for file in self.imports.keys() {
            let Some(circle) = self.circle(file) else { continue };
            let top = |file: &str| file.split('/').next().unwrap_or_default().to_owned();
            let is_allowed = allowed(&top(file)) && circle.iter().all(|(on, _)| top(on) == top(file));
            let is_new = circle.iter().all(|(on, _)| !told.contains(*on));
            if !is_allowed && is_new {
                told.extend(circle.iter().map(|(on, _)| *on));
                let steps: Vec<_> = circle.iter().map(|(on, line)| format!("src/{on}:{line}")).collect();
                circles.push(format!("{} → src/{file}", steps.join(" → ")));
            }
        }
        circles
    }
}

/// Returns the module of a file.
fn module(file: &str) -> Vec<String> {
    let path = file.trim_end_matches(".rs").trim_end_matches("/mod");
    let is_root = path == "lib" || path == "main" || path == "mod";
    if is_root { Vec::new() } else { path.split('/').map(str::to_owned).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn circles(files: &[(&str, &str)]) -> Vec<String> {
        let owned = files.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned()));
        Tree::of(owned).circles(|module| module == "kernel")
    }

    #[test]
    fn two_files_that_import_each_other_are_a_circle() {
        let found = circles(&[
            ("a/b.rs", "use crate::a::c::C;"),
            ("a/c.rs", "\nuse super::b;"),
            ("a/d.rs", "use crate::a::c;"),
        ]);
        assert_eq!(found, ["src/a/b.rs:1 → src/a/c.rs:2 → src/a/b.rs"]);
    }

    #[test]
    fn a_longer_way_round_is_one_too() {
        let found = circles(&[
            ("a/b.rs", "use crate::a::c;"),
            ("a/c.rs", "use crate::{a::d};"),
            ("a/d.rs", "fn f() { super::b::f() }"),
        ]);
        assert_eq!(found, ["src/a/b.rs:1 → src/a/c.rs:1 → src/a/d.rs:1 → src/a/b.rs"]);
    }

    #[test]
    fn a_parent_that_reexports_what_imports_it_is_one_too() {
        let found = circles(&[("a/mod.rs", "mod b;\npub use b::B;"), ("a/b.rs", "use super::Shared;")]);
        assert_eq!(found, ["src/a/b.rs:1 → src/a/mod.rs:2 → src/a/b.rs"]);
    }

    #[test]
    fn a_parent_that_only_declares_its_children_is_none() {
        assert_eq!(
            circles(&[("a/mod.rs", "mod b;\npub struct Shared;"), ("a/b.rs", "use super::Shared;")]),
            [""; 0]
        );
    }

    #[test]
    fn the_kernel_may_have_its_own() {
        assert_eq!(circles(&[("kernel/a.rs", "use super::b;"), ("kernel/b.rs", "use super::a;")]), [""; 0]);
    }
}
