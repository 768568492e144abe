//! The output of an export: stdout, or a file that appears only when it is complete.

use std::fs::{File, Permissions};
use std::io::ErrorKind;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use tempfile::TempPath;
use tokio::io::{AsyncWrite, AsyncWriteExt};

use crate::error::{Error, Result};

/// The output. Without [`Output::finish`], no file is left.
pub(in crate::cli) enum Output {
    Stdout(tokio::io::Stdout),
    File {
        file: tokio::fs::File,
        /// The temporary file beside the target; removed when dropped.
        temporary: TempPath,
        target: PathBuf,
    },
}

impl Output {
    /// Opens the output, so that an unwritable one fails before anything is fetched.
    pub(in crate::cli) fn open(path: Option<&Path>) -> Result<Self> {
        let Some(path) = path.filter(|path| *path != Path::new("-")) else {
            return Ok(Self::Stdout(tokio::io::stdout()));
        };
        let wrong = |what: String| {
            Error::Config(format!(
                "I can't write to {} ({what}); name a file in a directory that I may write to, or leave out --output for stdout.",
                path.display()
            ))
        };
        let target = match path.canonicalize() {
            Ok(there) if !there.is_file() => return Err(wrong("it is no file".to_owned())),
            // Through a link, its target is replaced and the link stays.
            Ok(there) => there,
            Err(_) => path.to_owned(),
        };
        let name = target.file_name().ok_or_else(|| wrong("it has no name".to_owned()))?;
        let made = tempfile::Builder::new()
            .prefix(&format!(".{}.", name.to_string_lossy()))
            .suffix(".part")
            // The file is personal data, so only its owner may read it.
            .permissions(Permissions::from_mode(0o600))
            .tempfile_in(directory(&target));
        let (file, temporary) = made.map_err(|error| wrong(error.to_string()))?.into_parts();
        Ok(Self::File { file: tokio::fs::File::from_std(file), temporary, target })
    }

    pub(super) fn is_file(&self) -> bool {
        matches!(self, Self::File { .. })
    }

    /// Writes all bytes. Returns `false` if nobody reads stdout any more.
    pub(in crate::cli) async fn write(&mut self, bytes: &[u8]) -> Result<bool> {
        match self {
            Self::Stdout(stdout) => put(stdout, bytes).await,
            Self::File { file, .. } => put(file, bytes).await,
        }
    }

    /// Completes the file and gives it its name.
    pub(in crate::cli) async fn finish(self) -> Result<()> {
        let Self::File { file, temporary, target } = self else { return Ok(()) };
        file.sync_all().await.map_err(unwritable)?;
        temporary.persist(&target).map_err(|error| unwritable(error.error))?;
        // Makes the name survive a power cut too; the file is complete even if the system can't promise that.
        let _ = File::open(directory(&target)).and_then(|directory| directory.sync_all());
        Ok(())
    }
}

async fn put(to: &mut (impl AsyncWrite + Unpin), bytes: &[u8]) -> Result<bool> {
    let written = async {
        to.write_all(bytes).await?;
        to.flush().await
    };
    match written.await {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(false),
        Err(error) => Err(unwritable(error)),
    }
}

fn directory(file: &Path) -> &Path {
    file.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

fn unwritable(error: std::io::Error) -> Error {
    Error::Unavailable(format!(
        "The export could not be written ({error}); see whether the disk is full, then try again."
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(directory: &Path) -> Vec<String> {
        let entries = std::fs::read_dir(directory).unwrap();
        entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect()
    }

    #[tokio::test]
    async fn a_file_has_its_name_only_when_it_is_complete() {
        let directory = tempfile::tempdir().unwrap();
        let target = directory.path().join("out.jsonl");
        let mut output = Output::open(Some(&target)).unwrap();
        assert!(output.write(b"one\n").await.unwrap());
        assert!(!target.exists());
        output.finish().await.unwrap();
        assert_eq!(std::fs::read_to_string(&target).unwrap(), "one\n");
        assert_eq!(names(directory.path()), ["out.jsonl"]);
    }

    #[tokio::test]
    async fn what_is_given_up_leaves_the_old_file_and_nothing_else() {
        let directory = tempfile::tempdir().unwrap();
        let target = directory.path().join("out.jsonl");
        std::fs::write(&target, "old").unwrap();
        let mut output = Output::open(Some(&target)).unwrap();
        output.write(b"new").await.unwrap();
        drop(output);
        assert_eq!(std::fs::read_to_string(&target).unwrap(), "old");
        assert_eq!(names(directory.path()), ["out.jsonl"]);
    }

    #[test]
    fn what_is_no_file_is_refused_before_anything_happens() {
        for wrong in ["/dev/null", "/", "/nowhere/at/all", "/tmp/.."] {
            let error = Output::open(Some(Path::new(wrong))).err().unwrap();
            assert_eq!(error.exit_code(), 78, "{wrong}");
            assert!(error.to_string().contains(wrong), "{error}");
        }
    }

    #[test]
    fn a_link_stays_and_its_file_is_replaced() {
        let directory = tempfile::tempdir().unwrap();
        let (target, link) = (directory.path().join("real"), directory.path().join("link"));
        std::fs::write(&target, "old").unwrap();
        std::os::unix::fs::symlink(&target, &link).unwrap();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let mut output = Output::open(Some(&link)).unwrap();
            output.write(b"new").await.unwrap();
            output.finish().await.unwrap();
        });
        assert!(link.is_symlink());
        assert_eq!(std::fs::read_to_string(&target).unwrap(), "new");
    }
}
