//! The connection to the database, which can be cut and mended, and on which the statements are seen.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream, UnixStream};
use tokio::sync::watch;
use tokio_util::task::TaskTracker;

use crate::support::stage::{SOON, Stage};
use crate::support::statements::{Reader, Statement};

/// A relay in front of the database.
pub struct Wire {
    port: u16,
    cut: Arc<watch::Sender<bool>>,
    /// `true` while the next commit's answer is to be lost.
    loses: Arc<AtomicBool>,
    sent: Arc<Mutex<Vec<Statement>>>,
    parameters: Arc<Mutex<BTreeSet<String>>>,
    database: String,
    user: String,
}

impl Wire {
    pub async fn to(stage: &Stage) -> Self {
        let options = stage.database.pool.connect_options();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let cut = Arc::new(watch::Sender::new(false));
        let loses = Arc::new(AtomicBool::new(false));
        let sent = Arc::default();
        let parameters = Arc::default();
        let theirs = Shared {
            cut: Arc::clone(&cut),
            loses: Arc::clone(&loses),
            sent: Arc::clone(&sent),
            parameters: Arc::clone(&parameters),
        };
        let socket = options.get_socket().cloned();
        let host = Arc::new((options.get_host().to_owned(), options.get_port()));
        let tracker = TaskTracker::new();
        tracker.clone().spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                tracker.spawn(relay(client, socket.clone(), Arc::clone(&host), theirs.clone()));
            }
        });
        Self {
            port,
            cut,
            loses,
            sent,
            parameters,
            database: options.get_database().unwrap().to_owned(),
            user: options.get_username().to_owned(),
        }
    }

    pub fn url(&self) -> String {
        format!("postgres://{}@127.0.0.1:{}/{}?sslmode=disable", self.user, self.port, self.database)
    }

    /// Closes all connections, and every new one at once.
    pub fn cut(&self) {
        self.cut.send_replace(true);
    }

    /// Cuts the wire once the next commit has reached the database, so that its answer is lost.
    pub fn lose_a_commit(&self) {
        self.loses.store(true, Ordering::Relaxed);
    }

    /// Waits until the answer is lost.
    pub async fn lost(&self) {
        let lost = async {
            while self.loses.load(Ordering::Relaxed) {
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
        };
        tokio::time::timeout(SOON, lost).await.expect("nothing was committed");
    }

    pub fn mend(&self) {
        self.cut.send_replace(false);
    }

    /// Returns the names of the parameters that connections were opened with.
    pub fn parameters(&self) -> BTreeSet<String> {
        self.parameters.lock().unwrap().clone()
    }

    /// Takes the statements that were sent since the last time.
    pub fn statements(&self) -> Vec<Statement> {
        std::mem::take(&mut *self.sent.lock().unwrap())
    }
}

/// The state that all connections share.
#[derive(Clone)]
struct Shared {
    cut: Arc<watch::Sender<bool>>,
    loses: Arc<AtomicBool>,
    sent: Arc<Mutex<Vec<Statement>>>,
    parameters: Arc<Mutex<BTreeSet<String>>>,
}

async fn relay(client: TcpStream, socket: Option<PathBuf>, host: Arc<(String, u16)>, shared: Shared) {
    let mut is_cut = shared.cut.subscribe();
    if *is_cut.borrow() {
        return;
    }
    let relayed = async {
        match socket {
            Some(directory) => {
                let path = directory.join(format!(".s.PGSQL.{}", host.1));
                pipe(client, UnixStream::connect(path).await, &shared).await;
            }
            None => pipe(client, TcpStream::connect((host.0.as_str(), host.1)).await, &shared).await,
        }
    };
    tokio::select! {
        () = relayed => {}
        _ = is_cut.wait_for(|cut| *cut) => {}
    }
}

async fn pipe<S: AsyncRead + AsyncWrite + Unpin>(
    client: TcpStream,
    server: std::io::Result<S>,
    Shared { cut, loses, sent, parameters }: &Shared,
) {
    let Ok(server) = server else { return };
    let (mut from_client, mut to_client) = client.into_split();
    let (mut from_server, mut to_server) = tokio::io::split(server);
    let up = async {
        let mut buffer = vec![0; 1 << 16];
        let mut reader = Reader::default();
        while let Ok(read) = from_client.read(&mut buffer).await
            && read > 0
        {
            sent.lock().unwrap().extend(reader.read(&buffer[..read]));
            parameters.lock().unwrap().extend(reader.parameters.drain(..));
            if to_server.write_all(&buffer[..read]).await.is_err() {
                return;
            }
            let commits = buffer[..read].windows(6).any(|word| word == b"COMMIT");
            if commits && loses.load(Ordering::Relaxed) {
                // The database has its word; nothing goes back to the client any more.
                loses.store(false, Ordering::Relaxed);
                cut.send_replace(true);
                return;
            }
        }
    };
    tokio::select! {
        () = up => {}
        _ = tokio::io::copy(&mut from_server, &mut to_client) => {}
    }
}
