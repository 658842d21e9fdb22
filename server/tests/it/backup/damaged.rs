//! A file that is not whole is refused, and whatever it was to be restored to stays as it was.

use super::{back_up, everything, file, lines, restore, seal, write};
use crate::{
    each_database,
    generate::generate,
    support::{Kind, TestDatabase},
};
use server::backup::{Error, check};

async fn small_backup() -> TestDatabase {
    let database = TestDatabase::open(Kind::Sqlite).await;
    generate(&database, "--users 12 --events 60").await;
    back_up(&database).await;
    database
}

fn is_refused(error: &Error) -> bool {
    matches!(error, Error::NotABackup | Error::Damaged(_) | Error::OtherFormat(_) | Error::Newer { .. })
}

#[tokio::test]
async fn a_file_that_is_cut_short_is_refused_wherever_it_ends() {
    let database = small_backup().await;
    let (path, bytes) = (file(&database), std::fs::read(file(&database)).unwrap());
    let cut = database.folder().join("cut.backup");
    for length in (0..bytes.len()).step_by(bytes.len() / 300).chain(bytes.len() - 40..bytes.len()) {
        std::fs::write(&cut, &bytes[..length]).unwrap();
        let error = check(&cut).expect_err("it is cut short");
        assert!(is_refused(&error), "{length} of {}: {error:?}", bytes.len());
    }
    assert!(check(&path).is_ok());
}

#[tokio::test]
async fn a_file_with_a_changed_bit_is_refused_or_says_the_same() {
    let database = small_backup().await;
    let (path, bytes) = (file(&database), std::fs::read(file(&database)).unwrap());
    let whole = check(&path).unwrap();
    let changed = database.folder().join("changed.backup");
    let mut refused = 0;
    for (round, at) in (0..bytes.len()).step_by(bytes.len() / 400).chain(0..20).enumerate() {
        let mut bytes = bytes.clone();
        bytes[at] ^= 1 << (round % 8);
        std::fs::write(&changed, bytes).unwrap();
        match check(&changed) {
            Err(error) => {
                assert!(is_refused(&error), "{at}: {error:?}");
                refused += 1;
            }
            // Nothing depends on the time, the system and the level that gzip has in its head.
            Ok(read) => assert_eq!(read, whole, "{at}"),
        }
    }
    assert!(refused > 390, "{refused}");
    std::fs::write(&changed, [bytes.as_slice(), b"x"].concat()).unwrap();
    assert!(matches!(check(&changed), Err(Error::Damaged(_))));
    std::fs::write(&changed, [bytes.as_slice(), bytes.as_slice()].concat()).unwrap();
    assert!(matches!(check(&changed), Err(Error::Damaged(_))));
}

/// Where a table begins.
fn table(lines: &[String], name: &str) -> usize {
    let beginning = format!("{{\"table\":\"{name}\",");
    lines.iter().position(|line| line.starts_with(&beginning)).unwrap()
}

/// What is said of the lines, and what was done to them.
type Spoiling = (&'static str, fn(&mut Vec<String>));

each_database!(a_file_that_others_wrote_leaves_the_workspace_as_it_was, |database| async move {
    let mut database = database;
    generate(&database, "--users 5 --events 10 --seed 3").await;
    let before = everything(&database).await;
    let source = small_backup().await;
    let path = database.folder().join("spoilt.backup");
    let good = lines(&file(&source));
    let users = table(&good, "users");
    let spoilings: [Spoiling; 8] = [
        ("lacks the table user_tags", |lines| {
            let at = table(lines, "user_tags");
            let end = lines[at..].iter().position(|line| line.starts_with("{\"rows\"")).unwrap();
            lines.drain(at..=at + end);
        }),
        ("not one of its schema", |lines| {
            lines.extend(["{\"table\":\"pets\",\"columns\":[[\"a\",\"text\"]]}".into(), "{\"rows\":0}".into()]);
        }),
        ("not one of its schema", |lines| {
            let at = table(lines, "users");
            lines[at] = lines[at].replace("[\"avatar\",\"text\"]", "[\"avatar); drop table users; --\",\"text\"]");
        }),
        ("not as its columns are", |lines| {
            let at = table(lines, "users");
            lines[at + 1] = "[1,2]".into();
        }),
        ("more or fewer rows", |lines| {
            let at = table(lines, "users");
            lines.remove(at + 1);
        }),
        ("out of order", |lines| {
            let at = table(lines, "users");
            lines.insert(at, "{\"rows\":0}".into());
        }),
        ("cannot be read", |lines| lines.push("{\"pets\":1}".into())),
        ("out of order", |lines| {
            let again = lines[table(lines, "tags")].clone();
            lines.push(again);
        }),
    ];
    for (why, spoil) in spoilings {
        let mut lines = good.clone();
        spoil(&mut lines);
        seal(&path, &lines);
        let refused = restore(&mut database, &path, true).await.unwrap_err();
        assert!(matches!(&refused, Error::Damaged(told) if told.contains(why)), "{why}: {refused:?}");
        assert_eq!(everything(&database).await, before, "{why}");
    }

    // A user who is there twice, and one who is not there: the file is whole, and the tables cannot be made of it.
    let end = users + good[users..].iter().position(|line| line.starts_with("{\"rows\"")).unwrap();
    let mut twice = good.clone();
    twice.insert(users + 1, good[users + 1].clone());
    twice[end + 1] = format!("{{\"rows\":{}}}", end - users);
    let mut without = good.clone();
    without.remove(users + 1);
    without[end - 1] = format!("{{\"rows\":{}}}", end - users - 2);
    for lines in [twice, without] {
        seal(&path, &lines);
        let refused = restore(&mut database, &path, true).await.unwrap_err();
        assert!(matches!(refused, Error::Database(_)), "{refused:?}");
        assert_eq!(everything(&database).await, before);
    }
    seal(&path, &good);
    restore(&mut database, &path, true).await.unwrap();
    assert_eq!(database.number("select count(*) from users").await, 12);
});

#[tokio::test]
async fn versions_that_are_not_known_are_refused() {
    let mut database = small_backup().await;
    let path = database.folder().join("other.backup");
    let good = lines(&file(&database));
    let with = |from: &str, to: &str| {
        let mut lines = good.clone();
        assert!(lines[0].contains(from), "{}", lines[0]);
        lines[0] = lines[0].replace(from, to);
        seal(&path, &lines);
    };
    let schema = format!("\"schema\":{}", server::db::Database::latest_step());
    with("\"rollcall_backup\":1", "\"rollcall_backup\":2");
    assert!(matches!(restore(&mut database, &path, true).await, Err(Error::OtherFormat(2))));
    with(&schema, "\"schema\":99");
    assert!(matches!(restore(&mut database, &path, true).await, Err(Error::Newer { theirs: 99, .. })));
    with(&schema, "\"schema\":0");
    assert!(matches!(restore(&mut database, &path, true).await, Err(Error::Damaged(_))));
    with(&schema, "\"schema\":\"five\"");
    assert!(matches!(restore(&mut database, &path, true).await, Err(Error::Damaged(_))));
    // Tables of another step than the head says.
    with(&schema, "\"schema\":1");
    assert!(matches!(restore(&mut database, &path, true).await, Err(Error::Damaged(_))));
    for text in ["", "{}\n", "[]\n", "user_id,name\n"] {
        write(&path, text);
        let refused = restore(&mut database, &path, true).await.unwrap_err();
        assert!(is_refused(&refused), "{text}: {refused:?}");
    }
    std::fs::write(&path, "user_id,name\n").unwrap();
    assert!(matches!(restore(&mut database, &path, true).await, Err(Error::NotABackup)));
    std::fs::remove_file(&path).unwrap();
    assert!(matches!(restore(&mut database, &path, true).await, Err(Error::Disk(_))));
    assert_eq!(database.number("select count(*) from users").await, 12);
}
