//! Makes sure that there is a folder of the page to embed, and embeds it anew when it changes.

use std::path::Path;

fn main() {
    let dist = Path::new(env!("CARGO_MANIFEST_DIR")).join("../dist");
    if let Err(error) = std::fs::create_dir_all(&dist) {
        println!("cargo::warning=the folder of the page cannot be made: {error}");
    }
    println!("cargo::rerun-if-changed=build.rs");
    // Without optimisation the page is read from disk at run time: nothing to compile again.
    if std::env::var("PROFILE").as_deref() == Ok("release") {
        println!("cargo::rerun-if-changed={}", dist.display());
    }
}
