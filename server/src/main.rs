//! The binary `rollcall`.

use clap::Parser;
use server::{
    cli::{Arguments, run},
    logging,
};
use std::process::ExitCode;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

#[tokio::main]
async fn main() -> ExitCode {
    let arguments = Arguments::parse();
    logging::start(arguments.log_format);
    match run(arguments).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("rollcall: {error}");
            let mut source = error.source();
            while let Some(inner) = source {
                eprintln!("  because: {inner}");
                source = inner.source();
            }
            ExitCode::FAILURE
        }
    }
}
