//! The address of `/metrics`.

use super::router;
use crate::state::State;
use std::net::SocketAddr;
use tokio::{net::TcpListener, task::JoinHandle};

/// Answers until it is dropped.
#[derive(Debug)]
pub struct Listening {
    /// The address.
    pub address: SocketAddr,
    task: JoinHandle<()>,
}

impl Listening {
    /// Begins to answer at an address; port 0 takes a free one.
    ///
    /// # Errors
    /// When the address cannot be had.
    pub async fn start(address: SocketAddr, state: State) -> std::io::Result<Self> {
        let listener = TcpListener::bind(address).await?;
        let address = listener.local_addr()?;
        let service = router().with_state(state);
        let task = tokio::spawn(async move {
            if let Err(error) = axum::serve(listener, service).await {
                tracing::error!(%error, "metrics are not answered any more");
            }
        });
        Ok(Self { address, task })
    }
}

impl Drop for Listening {
    fn drop(&mut self) {
        self.task.abort();
    }
}
