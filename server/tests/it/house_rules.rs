//! The rules of ARCHITECTURE.md, read off the sources: who may import whom, where SQL may be, what grows too long.

use crate::support::sources;
use std::collections::BTreeSet;

/// The part of a file before its tests, without comments.
fn code(text: &str) -> String {
    let code = text.split("#[cfg(test)]").next().unwrap_or_default();
    let plain = code.lines().filter(|line| !line.trim_start().starts_with("//"));
    plain.collect::<Vec<_>>().join("\n")
}

fn assert_free_of(folder: &str, words: &[&str], rule: &str) {
    for (path, text) in sources(folder, "rs") {
        let code = code(&text);
        for word in words {
            assert!(!says(&code, word), "{path} says `{word}`: {rule}");
        }
    }
}

/// Whether a text says a word, and not only one that ends like it: `IntersectionObserver::new` is not `server::`.
fn says(text: &str, word: &str) -> bool {
    let is_inside = |at: usize| text[..at].ends_with(|before: char| before.is_alphanumeric());
    text.match_indices(word).any(|(at, _)| !is_inside(at))
}

#[test]
fn rule_1_shared_has_no_world_and_app_and_server_do_not_meet() {
    let world = ["sqlx", "axum", "leptos", "web_sys", "tokio", "SystemTime", "Instant::now", "Timestamp::now"];
    assert_free_of("../shared/src", &world, "shared does no input or output and has no clock");
    assert_free_of("../app/src", &["server::", "sqlx", "axum"], "the page knows the server by its API only");
    assert_free_of("src", &["leptos", "app::"], "the server knows the page by its files only");
}

#[test]
fn rule_2_layers_look_downwards() {
    let upper = ["crate::users", "crate::ingest", "crate::accounts", "crate::state", "axum"];
    assert_free_of("src/db", &upper, "db knows no table and no HTTP");
    assert_free_of("src/changes", &upper, "changes knows the database only");
    assert_free_of("src/filter", &upper, "filters know no HTTP and no slice");
    assert_free_of("src/filter", &["crate::index"], "filters know nobody who evaluates them by other means");
    assert_free_of("src/index", &upper, "the index knows no HTTP and no slice");
    for (path, text) in sources("src/db", "rs") {
        if path.ends_with("migrate.rs") {
            continue;
        }
        for table in [" users", " events", " accounts", " changes "] {
            assert!(!code(&text).contains(&format!("from{table}")), "{path} knows the table{table}");
        }
    }
}

/// Slices and the slices that each may use.
const SLICES: [(&str, &[&str]); 22] = [
    ("about", &[]),
    // Whoever signs in or is invited is told the name of the workspace.
    ("accounts", &["settings"]),
    // Whose id it is in an address.
    ("activity", &["users"]),
    // Its numbers are counted with those of the catalogue; a value of another kind is read as one that arrives.
    ("attributes", &["catalogue", "ingest"]),
    ("audit", &[]),
    // Whoever was deleted is looked for in a backup, and deleted once more.
    ("backup", &["deletion", "ingest"]),
    ("catalogue", &[]),
    // Tombstones are digests as ingestion makes them.
    ("deletion", &["ingest", "users"]),
    // Its rows are those of the list.
    ("export", &["users"]),
    ("filters", &[]),
    ("health", &[]),
    // A row is stored as an identify is; cells are written as an export writes them; a segment is made of an import.
    ("imports", &["export", "ingest", "segments"]),
    ("ingest", &[]),
    // What a job does to many users is what is done to one; it finds them as the list does.
    ("jobs", &["deletion", "export", "users"]),
    ("live", &["jobs"]),
    // A profile shows the same user as the list, and the segments that the user is in.
    ("profile", &["segments", "users"]),
    // Members are shown as in the list.
    ("segments", &["users"]),
    // Merging tags changes what segments name; whose id it is in an address.
    ("tags", &["segments", "users"]),
    // It is asked with the keys that messages are sent with, about what a profile shows.
    ("targeting", &["ingest", "segments"]),
    // Users have to be proven only where there is a secret to do it with.
    ("settings", &["ingest"]),
    // Values set by hand are stored as those that arrive, and shown in the profile.
    ("user_attributes", &["ingest", "profile", "users"]),
    ("users", &[]),
];

/// The top-level modules of the crate that a file names: `crate::a::b`, `use crate::{a, b::c}`.
fn modules_of_this_crate(code: &str) -> BTreeSet<String> {
    let mut modules = BTreeSet::new();
    for after in code.split("crate::").skip(1) {
        let Some(block) = after.strip_prefix('{') else {
            modules.insert(word_at_start(after));
            continue;
        };
        let (mut depth, mut item_starts) = (0, true);
        for (at, character) in block.char_indices() {
            match character {
                '{' => depth += 1,
                '}' if depth == 0 => break,
                '}' => depth -= 1,
                ',' if depth == 0 => item_starts = true,
                _ if item_starts && character.is_ascii_lowercase() => {
                    modules.insert(word_at_start(&block[at..]));
                    item_starts = false;
                }
                _ => {}
            }
        }
    }
    modules
}

fn word_at_start(text: &str) -> String {
    text.chars().take_while(|character| character.is_ascii_alphanumeric() || *character == '_').collect()
}

#[test]
fn imports_are_read_as_the_compiler_reads_them() {
    let code = "use crate::{\n    db::{Sql, users},\n    state::State, profile,\n};\nlet a = crate::live::b();";
    let modules: Vec<_> = modules_of_this_crate(code).into_iter().collect();
    assert_eq!(modules, ["db", "live", "profile", "state"]);
}

#[test]
fn rule_3_slices_do_not_import_slices() {
    for (slice, allowed) in SLICES {
        for (path, text) in sources(&format!("src/{slice}"), "rs") {
            let modules = modules_of_this_crate(&code(&text));
            for (other, _) in SLICES {
                let may = other == slice || allowed.contains(&other);
                assert!(may || !modules.contains(other), "{path} imports the slice {other}");
            }
        }
    }
}

#[test]
fn rule_4_sql_is_in_stores() {
    for (path, text) in sources("src", "rs") {
        let may =
            ["store.rs", "/store/", "src/db/", "src/filter/", "src/index/"].iter().any(|part| path.contains(part));
        // The pieces that the store of the list is put together from.
        if may || path.ends_with("users/order.rs") {
            continue;
        }
        let code = code(&text);
        for word in ["\"select ", "\"insert into ", "\"update ", "\"delete from ", "\"create ", "\"drop ", "\"alter "] {
            assert!(!code.contains(word), "{path} holds SQL ({word})");
        }
    }
}

#[test]
fn rule_5_only_db_knows_that_there_are_two_databases() {
    let words = ["Dialect::Sqlite", "Dialect::Postgres", "sqlx::Any", "sqlx::query", "query!(", "query_as!("];
    for (path, text) in sources("src", "rs") {
        if path.starts_with("src/db/") {
            continue;
        }
        let code = code(&text);
        for word in words {
            assert!(!code.contains(word), "{path} says `{word}`");
        }
    }
}

#[test]
fn rule_6_widgets_know_no_domain_word() {
    let words = ["UserRow", "shared::api", "crate::api", "crate::users", "Segment", "Filter"];
    assert_free_of("../app/src/ui", &words, "app/src/ui knows no domain word");
}

#[test]
fn only_the_cuts_of_the_page_may_be_unsafe() {
    for (path, text) in sources("../app/src", "rs") {
        let is_cut = path.ends_with("app/src/parts.rs");
        assert!(is_cut || !text.contains("unsafe_code"), "{path} allows what only parts.rs may");
        // The macro that marks a cut writes what is unsafe; nobody else does.
        assert!(!text.contains("unsafe {") && !text.contains("unsafe fn"), "{path} has code that is unsafe");
    }
}

#[test]
fn the_page_sets_no_whole_style() {
    assert_free_of("../app/src", &[" style="], "the security policy refuses style attributes: set `style:property=`");
}

/// A rule on the body that asks for something below it has all of the page styled anew after each change in it.
#[test]
fn nothing_above_the_page_asks_what_is_below() {
    for (path, text) in sources("../style", "css") {
        for above in ["html:has(", ":root:has(", "body:has("] {
            assert!(!text.contains(above), "{path}: `{above}`: set a class by `ui::body_class`");
        }
    }
}

#[test]
fn rule_8_time_and_chance_are_arguments() {
    for (path, text) in sources("src", "rs") {
        if path.ends_with("clock.rs") {
            continue;
        }
        assert!(!code(&text).contains("SystemTime::now"), "{path} reads the clock itself");
    }
}

#[test]
fn rule_11_files_stay_short() {
    for (folder, most) in [("src", 400), ("../shared/src", 400), ("../app/src", 200)] {
        for (path, text) in sources(folder, "rs") {
            let lines = text.split("#[cfg(test)]").next().unwrap_or_default().lines().count();
            assert!(lines <= most, "{path} has {lines} lines without its tests; {most} is the end");
        }
    }
}

#[test]
fn rule_12_mod_files_hold_modules_and_routes() {
    for (path, text) in sources("src", "rs").into_iter().filter(|(path, _)| path.ends_with("mod.rs")) {
        let code = code(&text);
        for word in ["pub struct ", "pub enum ", "async fn "] {
            assert!(!code.contains(word), "{path} defines things (`{word}`)");
        }
    }
}

#[test]
fn words_of_the_house() {
    // Words that the house does not use for its own things.
    let banned =
        ["struct Contact", "struct Customer", "struct Cohort", "struct Record", "enum Criterion", "struct Label"];
    for folder in ["src", "../shared/src", "../app/src"] {
        assert_free_of(folder, &banned, "the house has its own words");
    }
}

/// `FILE: NAME` in the table of promises is a test that is there.
#[test]
fn every_promise_names_its_tests() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(root.join("../docs/promises.md")).unwrap();
    let named: Vec<_> = text.split('`').skip(1).step_by(2).filter_map(|words| words.split_once(": ")).collect();
    assert!(named.len() > 30, "{named:?}");
    for (file, name) in named {
        let is_elsewhere = ["end2end/", "server/", "shared/"].iter().any(|folder| file.starts_with(folder));
        let path = if is_elsewhere { root.join("..").join(file) } else { root.join("tests/it").join(file) };
        let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{file}: {error}"));
        assert!(text.contains(name), "{file} has no {name}");
    }
}
