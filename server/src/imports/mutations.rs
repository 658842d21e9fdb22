//! Bytes that come near to tables: whatever they are, each row becomes values that can be stored, or a reason.
//!
//! `ROLLCALL_TEST_MUTATIONS` asks for a longer run; a failure prints the smallest file that still fails.

use super::{
    parse::{Cell, Parsed, parse},
    plan::{Kinds, Plan},
    read::{Duplicates, ReadError, Survey, open, samples, survey},
};
use crate::ingest::{AttributeContent, NativeContent};
use rand::{SeedableRng, rngs::SmallRng};
use serde_json::Value;
use shared::{
    api::{
        catalogue::AttributeKind,
        imports::{IdentifyBy, IdentityKind},
    },
    mutation::{TABLE_PIECES, assert_sound, mutated},
    time::Instant,
};
use std::{collections::HashSet, panic::catch_unwind, path::Path};

const MUTATIONS: usize = 2_000;

/// Tables as programs write them.
fn corpus() -> Vec<Vec<u8>> {
    let plain = "user_id,name,email,seats,joined,topics,beta\r\nu-1,\"Lee, Ann\",ann@example.com,5,2026-01-01,a;b,yes\r\n\
                 u-2,\"say \"\"hi\"\"\",,2.5,2026-01-01T01:00:00+01:00,\"[\"\"x\"\",1]\",no\r\n'=u,'-x,b@example.com,,,,\r\n";
    let western: Vec<u8> = b"email;Vorname;Nachname;Sprache\nzoe@example.com;Zo\xeb;\xc5str\xf6m;de\n".to_vec();
    let wide = "id\tplan\tplan\t\n1\tpro\tfree\t-\n2\t\t\t\n".to_owned();
    let marked: Vec<u8> =
        "\u{feff}id,note\n1,Zoë 𝄞\n2,\"two\nlines\"\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    vec![plain.as_bytes().to_vec(), western, wide.into_bytes(), marked, "user_id|a\nx|1\nx|2\n".as_bytes().to_vec()]
}

/// What is wrong with how a file is read.
fn fault(document: &[u8]) -> Option<String> {
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), document).unwrap();
    catch_unwind(|| fault_of(file.path(), document.len())).unwrap_or_else(|_| Some("reading panics".into()))
}

fn fault_of(path: &Path, length: usize) -> Option<String> {
    let survey = match survey(path) {
        Err(ReadError::File(reason)) => return reason.is_empty().then(|| "it is refused without a reason".to_owned()),
        Err(ReadError::Disk(error)) => return Some(format!("the disk is said to fail: {error}")),
        Ok(survey) => survey,
    };
    let names: HashSet<&str> = survey.columns.iter().map(|column| column.name.as_str()).collect();
    let is_name = |name: &&str| !name.is_empty() && !name.contains('\0');
    if names.len() != survey.columns.len() || !names.iter().all(is_name) {
        return Some(format!("its columns have no names of their own: {names:?}"));
    }
    match samples(path, survey.format, survey.columns.len()) {
        Ok(samples)
            if samples.iter().flatten().all(|sample| !sample.contains('\0') && sample.chars().count() <= 80) => {}
        Ok(samples) => return Some(format!("its samples cannot be shown: {samples:?}")),
        Err(error) => return Some(format!("there are no samples: {error}")),
    }
    rows(path, &survey, length).err()
}

/// Every row, understood for an identifier and kinds that differ from file to file.
fn rows(path: &Path, survey: &Survey, length: usize) -> Result<(), String> {
    let mut plan = Plan::suggested(survey.format, &survey.columns, &Kinds::new());
    let column = survey.columns[length % survey.columns.len()].name.clone();
    let identity = if length.is_multiple_of(2) { IdentityKind::UserId } else { IdentityKind::Email };
    plan.identify_by.get_or_insert(IdentifyBy { column, identity });
    plan.arrange(&survey.columns).map_err(|problems| format!("the suggestion does not hold: {problems:?}"))?;
    for (at, mapping) in plan.mapping.iter_mut().enumerate() {
        mapping.kind = Some(AttributeKind::ALL[(length / 2 + at) % AttributeKind::ALL.len()]);
    }
    let course = match plan.course(&survey.columns, &Kinds::new()) {
        Ok(course) => course,
        Err(problems) if problems.iter().all(|problem| !problem.detail.is_empty()) => return Ok(()),
        Err(problems) => return Err(format!("a plan is refused without a reason: {problems:?}")),
    };
    let mut rows = open(path, survey.format).map_err(|error| error.to_string())?;
    rows.skip(1).map_err(|error| error.to_string())?;
    let mut read = 0;
    while let Some(row) = rows.next_row().map_err(|error| format!("the second reading fails: {error}"))? {
        read += 1;
        if row.number != read + 1 {
            return Err(format!("row {} is the {read}. below the heads", row.number));
        }
        match parse(&course, &Duplicates::default(), &row) {
            Ok(parsed) if parsed.values.len() == course.targets.len() && is_fine(&parsed) => {}
            Ok(parsed) => return Err(format!("a row cannot be stored: {parsed:?}")),
            Err(reason) if reason.cause.is_empty() || reason.reason.contains('\0') => {
                return Err(format!("a row is refused without a reason: {reason:?}"));
            }
            Err(_) => {}
        }
    }
    if read == survey.rows { Ok(()) } else { Err(format!("{read} rows, and {} at first", survey.rows)) }
}

fn is_fine(parsed: &Parsed) -> bool {
    let text = |text: &str| text.chars().count() <= 700 && !text.contains('\0');
    let identifier = (1..=255).contains(&parsed.identifier.chars().count()) && text(&parsed.identifier);
    let value = |cell: &Cell| match cell {
        Cell::Property(_, NativeContent::Text(value)) => text(value),
        Cell::Property(_, NativeContent::Time(at)) => Instant(*at).is_in_range(),
        Cell::Attribute(value) => {
            let content = match &value.content {
                AttributeContent::Text(value) => text(value),
                AttributeContent::Number(number) => number.is_finite(),
                AttributeContent::Boolean(_) => true,
                AttributeContent::List(items) => items.iter().all(|item| text(item)),
            };
            content && serde_json::from_str::<Value>(&value.raw).is_ok()
        }
    };
    identifier && parsed.values.iter().flatten().all(value)
}

#[test]
fn mutations_of_tables_are_read_or_refused() {
    let count = std::env::var("ROLLCALL_TEST_MUTATIONS").ok().and_then(|count| count.parse().ok());
    let mut random = SmallRng::seed_from_u64(47);
    let corpus = corpus();
    for file in &corpus {
        assert_sound(file, fault);
    }
    for _ in 0..count.unwrap_or(MUTATIONS) {
        let file = mutated(&mut random, &corpus, &TABLE_PIECES, "\"a\",");
        assert_sound(&file, fault);
    }
}
