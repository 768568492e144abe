//! The connection to the database, which can be cut and mended.

use std::path::PathBuf;
use std::sync::Arc;

use tokio::io::{AsyncRead, AsyncWrite, copy_bidirectional};
use tokio::net::{TcpListener, TcpStream, UnixStream};
use tokio::sync::watch;
use tokio_util::task::TaskTracker;

use crate::support::stage::Stage;

/// A relay in front of the database.
pub struct Wire {
    port: u16,
    cut: watch::Sender<bool>,
    database: String,
    user: String,
}

impl Wire {
    pub async fn to(stage: &Stage) -> Self {
        let options = stage.database.pool.connect_options();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let (cut, is_cut) = watch::channel(false);
        let socket = options.get_socket().cloned();
        let host = Arc::new((options.get_host().to_owned(), options.get_port()));
        let tracker = TaskTracker::new();
        tracker.clone().spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                tracker.spawn(relay(client, socket.clone(), Arc::clone(&host), is_cut.clone()));
            }
        });
        Self {
            port,
            cut,
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

    pub fn mend(&self) {
        self.cut.send_replace(false);
    }
}

async fn relay(
    client: TcpStream,
    socket: Option<PathBuf>,
    host: Arc<(String, u16)>,
    mut is_cut: watch::Receiver<bool>,
) {
    if *is_cut.borrow() {
        return;
    }
    let relayed = async {
        match socket {
            Some(directory) => {
                let path = directory.join(format!(".s.PGSQL.{}", host.1));
                pipe(client, UnixStream::connect(path).await).await;
            }
            None => pipe(client, TcpStream::connect((host.0.as_str(), host.1)).await).await,
        }
    };
    tokio::select! {
        () = relayed => {}
        _ = is_cut.wait_for(|cut| *cut) => {}
    }
}

async fn pipe<S: AsyncRead + AsyncWrite + Unpin>(mut client: TcpStream, server: std::io::Result<S>) {
    if let Ok(mut server) = server {
        let _ = copy_bidirectional(&mut client, &mut server).await;
    }
}
