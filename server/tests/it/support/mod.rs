//! What integration tests stand on: real databases, a real server on a real socket.

mod cluster;
mod database;
mod program;
mod roles;
mod server;
mod sources;

pub use cluster::Cluster;
pub use database::{Kind, TestDatabase};
pub use program::Program;
pub use roles::Caller;
pub use server::TestServer;
pub use sources::sources;

/// Makes one test a database: `each_database!(name, |database| async move { ... })`. The argument is a
/// [`TestDatabase`], opened, migrated and empty. Postgres is where `ROLLCALL_TEST_POSTGRES` says; without it the test
/// fails, so that nobody takes a skipped test for a passed one.
#[macro_export]
macro_rules! each_database {
    ($name:ident, |$database:ident| $body:expr) => {
        mod $name {
            use super::*;

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn sqlite() {
                let $database = $crate::support::TestDatabase::open($crate::support::Kind::Sqlite).await;
                $body.await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn postgres() {
                let $database = $crate::support::TestDatabase::open($crate::support::Kind::Postgres).await;
                $body.await;
            }
        }
    };
}
