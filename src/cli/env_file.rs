//! The file of variables that `gavel init` writes: readable by its owner alone, and complete or not there.

use std::fs::Permissions;
use std::io::{ErrorKind, Write};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use crate::error::{Error, Result};

/// Sets variables in a file. Its other lines stay as they are.
pub(super) fn set(path: &Path, variables: &[(&str, String)]) -> Result<()> {
    let wrong = |error: std::io::Error| {
        Error::Config(format!(
            "I can't write {} ({error}); name another file with --env-file, e.g. --env-file /etc/gavel.env.",
            path.display()
        ))
    };
    let old = match std::fs::read_to_string(path) {
        Err(error) if error.kind() != ErrorKind::NotFound => return Err(wrong(error)),
        read => read.unwrap_or_default(),
    };
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut made = tempfile::Builder::new()
        .prefix(".env.")
        .permissions(Permissions::from_mode(0o600))
        .tempfile_in(folder)
        .map_err(wrong)?;
    made.write_all(changed(&old, variables).as_bytes()).map_err(wrong)?;
    made.as_file().sync_all().map_err(wrong)?;
    made.persist(path).map_err(|error| wrong(error.error))?;
    Ok(())
}

/// Returns the file's text with these variables, each in its old line if it has one.
fn changed(old: &str, variables: &[(&str, String)]) -> String {
    let name_of = |line: &str| -> Option<String> {
        let line = line.trim_start();
        let line = line.strip_prefix("export ").unwrap_or(line);
        line.split_once('=').map(|(name, _)| name.trim().to_owned())
    };
    let value_of = |name: &str| variables.iter().find(|(it, _)| *it == name);
    let mut lines = Vec::new();
    let mut written: Vec<&str> = Vec::new();
    for line in old.lines() {
        match name_of(line).and_then(|name| value_of(&name)) {
            Some((name, _)) if written.contains(name) => {}
            Some((name, value)) => {
                lines.push(format!("{name}={value}"));
                written.push(name);
            }
            None => lines.push(line.to_owned()),
        }
    }
    let new = variables.iter().filter(|(name, _)| !written.contains(name));
    lines.extend(new.map(|(name, value)| format!("{name}={value}")));
    lines.join("\n") + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variables_keep_their_lines_and_other_lines_stay() {
        let old = "# mine\nPORT=9000\nexport DISCORD_TOKEN=old\nDISCORD_TOKEN=older\n";
        let new =
            changed(old, &[("DISCORD_TOKEN", "new".to_owned()), ("DISCORD_PUBLIC_KEY", "key".to_owned())]);
        assert_eq!(new, "# mine\nPORT=9000\nDISCORD_TOKEN=new\nDISCORD_PUBLIC_KEY=key\n");
    }

    #[test]
    fn the_file_is_its_owners_alone_and_an_unwritable_one_is_one_sentence() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join(".env");
        std::fs::write(&path, "PORT=1").unwrap();
        std::fs::set_permissions(&path, Permissions::from_mode(0o644)).unwrap();
        set(&path, &[("DISCORD_TOKEN", "x".to_owned())]).unwrap();
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "PORT=1\nDISCORD_TOKEN=x\n");
        assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        assert_eq!(std::fs::read_dir(directory.path()).unwrap().count(), 1);
        let nowhere = set(Path::new("/nowhere/at/all"), &[]).unwrap_err();
        assert!(nowhere.exit_code() == 78 && nowhere.to_string().contains("/nowhere"), "{nowhere}");
    }
}
