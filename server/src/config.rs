//! What the operator chose: options of the command line, each also `ROLLCALL_*` in the environment.

use crate::db::{self, DatabaseUrl};
use clap::Args;
use std::{net::SocketAddr, path::PathBuf};

/// Where the data is. Every command has these options.
#[derive(Args, Clone, Debug)]
pub struct StorageOptions {
    /// `sqlite:FILE` or `postgres://USER@HOST/DATABASE`; a file in the data folder when absent.
    #[arg(long, env = "ROLLCALL_DATABASE", global = true)]
    pub database: Option<String>,
    /// The folder for the database file and secrets.
    #[arg(long, env = "ROLLCALL_DATA", default_value = "data", global = true)]
    pub data: PathBuf,
}

impl StorageOptions {
    /// The database's address.
    ///
    /// # Errors
    /// When the given one cannot be read.
    pub fn database_url(&self) -> db::Result<DatabaseUrl> {
        match &self.database {
            Some(text) => text.parse(),
            None => Ok(DatabaseUrl::Sqlite(self.data.join("rollcall.db"))),
        }
    }

    /// Makes the data folder, readable by its owner only.
    ///
    /// # Errors
    /// When it cannot be made.
    pub fn make_data_folder(&self) -> std::io::Result<()> {
        if self.data.is_dir() {
            return Ok(());
        }
        let mut builder = std::fs::DirBuilder::new();
        builder.recursive(true);
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(&self.data)
    }
}

/// Options of `rollcall serve`.
#[derive(Args, Clone, Debug)]
pub struct ServeOptions {
    /// The address to listen on; port 0 takes a free one.
    #[arg(long, env = "ROLLCALL_LISTEN", default_value = "127.0.0.1:3000")]
    pub listen: SocketAddr,
    /// Fill an empty workspace with a small population that looks real.
    #[arg(long, env = "ROLLCALL_DEMO")]
    pub demo: bool,
    /// The address under which browsers and clients reach this server, such as `https://rollcall.example.com`.
    #[arg(long, env = "ROLLCALL_PUBLIC_URL")]
    pub public_url: Option<String>,
    /// Proxies (address or CIDR) whose `X-Forwarded-For` is believed.
    #[arg(long, env = "ROLLCALL_TRUSTED_PROXY", value_delimiter = ',')]
    pub trusted_proxy: Vec<String>,
    /// Most ingestion requests a second from one address; without it there is no limit.
    #[arg(long, env = "ROLLCALL_INGEST_RATE")]
    pub ingest_rate: Option<u32>,
    /// Most bytes of a file that is imported.
    #[arg(long, env = "ROLLCALL_IMPORT_MAX", default_value_t = 1 << 30)]
    pub import_max: u64,
    /// Evaluate every filter by SQL, without the index in memory.
    #[arg(long, env = "ROLLCALL_NO_INDEX")]
    pub no_index: bool,
    /// Most memory of the index, in MB; where it would need more, filters are evaluated by SQL.
    #[arg(long, env = "ROLLCALL_INDEX_MEMORY", default_value_t = 4_096)]
    pub index_memory: usize,
    /// A folder for backups that the server makes by itself.
    #[arg(long, env = "ROLLCALL_BACKUP_FOLDER")]
    pub backup_folder: Option<PathBuf>,
    /// Hours between two of them.
    #[arg(long, env = "ROLLCALL_BACKUP_EVERY", default_value_t = 24, requires = "backup_folder",
        value_parser = clap::value_parser!(u32).range(1..))]
    pub backup_every: u32,
    /// How many of them are kept; older ones are removed.
    #[arg(long, env = "ROLLCALL_BACKUP_KEEP", default_value_t = 7, requires = "backup_folder",
        value_parser = clap::value_parser!(u32).range(1..))]
    pub backup_keep: u32,
    /// The address at which monitoring reads `/metrics`, such as `127.0.0.1:9187`: anybody who reaches it may read it.
    /// Without it there are no metrics.
    #[arg(long, env = "ROLLCALL_METRICS_LISTEN")]
    pub metrics_listen: Option<SocketAddr>,
    /// Sign-in with OpenID Connect: the provider's issuer, such as `https://accounts.example.com`.
    #[arg(long, env = "ROLLCALL_OIDC_ISSUER", requires = "oidc_client_id")]
    pub oidc_issuer: Option<String>,
    /// The id that the provider knows this server by.
    #[arg(long, env = "ROLLCALL_OIDC_CLIENT_ID", requires = "oidc_issuer")]
    pub oidc_client_id: Option<String>,
    /// The file that holds the secret that the provider gave with the id, if it gave one.
    #[arg(long, env = "ROLLCALL_OIDC_CLIENT_SECRET_FILE", requires = "oidc_issuer")]
    pub oidc_client_secret_file: Option<PathBuf>,
    /// The provider's name on the sign-in page: "Continue with NAME".
    #[arg(long, env = "ROLLCALL_OIDC_NAME", default_value = "OpenID Connect", requires = "oidc_issuer")]
    pub oidc_name: String,
    /// Domains of e-mail addresses whose people become viewers when they sign in for the first time. Without one, only
    /// those who have an account or an invitation get in.
    #[arg(long, env = "ROLLCALL_OIDC_DOMAIN", value_delimiter = ',', requires = "oidc_issuer")]
    pub oidc_domain: Vec<String>,
    /// Headless set-up: the first owner's address.
    #[arg(long, env = "ROLLCALL_ADMIN_EMAIL", requires = "admin_password_file")]
    pub admin_email: Option<String>,
    /// Headless set-up: the file that holds the first owner's password.
    #[arg(long, env = "ROLLCALL_ADMIN_PASSWORD_FILE", requires = "admin_email")]
    pub admin_password_file: Option<PathBuf>,
}
