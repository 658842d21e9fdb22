//! Files of an index that was made by hand.

use super::{
    audience::{read, write},
    frame::{FrameReader, FrameWriter, Unfit},
};
use crate::index::{
    audience::{Audience, Deed},
    intake::Chosen,
    store::{AnswerRow, UserRow, ValueRow},
};
use sha2::{Digest, Sha256};

fn user(user_id: i64, name: &str) -> UserRow {
    UserRow {
        user_id,
        external_id: (user_id != 9).then(|| format!("u{user_id}")),
        anonymous_id: (user_id != 2).then(|| format!("A{user_id}")),
        name: Some(name.to_owned()),
        email: None,
        language: Some("de".to_owned()),
        created: 1_000 + user_id,
        first_seen: (user_id == 5).then_some(7),
        last_activity: None,
        sessions: user_id,
    }
}

fn value(user_id: i64, attribute_id: i64) -> ValueRow {
    ValueRow {
        user_id,
        attribute_id,
        text_value: None,
        number_value: None,
        boolean_value: None,
        time_value: None,
        is_date: None,
    }
}

/// Users in this order, with something of every kind.
fn audience(user_ids: &[i64]) -> Audience {
    let mut audience = Audience::default();
    for user_id in user_ids {
        assert!(audience.take_user(&user(*user_id, if *user_id == 5 { "Ann" } else { "Bo" })));
        assert!(audience.take_value(&ValueRow { text_value: Some("pro".into()), ..value(*user_id, 1) }));
    }
    assert!(audience.take_value(&ValueRow { number_value: Some(-0.5), ..value(5, 2) }));
    assert!(audience.take_value(&ValueRow { boolean_value: Some(false), ..value(2, 3) }));
    assert!(audience.take_value(&ValueRow { time_value: Some(99), is_date: Some(true), ..value(9, 4) }));
    assert!(audience.take_list(Some(((9, 6), vec!["b".into(), "a".into(), String::new()]))));
    assert!(audience.take_list(Some(((2, 6), vec!["a".into()]))));
    assert!(audience.take_tags(Some((5, vec![70, 71]))));
    assert!(audience.take_imports(Some((2, vec![80]))));
    let ordinal = |audience: &Audience, id| audience.people.ordinal(id).unwrap();
    let mut rising: Vec<u32> = user_ids.iter().map(|id| ordinal(&audience, *id)).collect();
    rising.sort_unstable();
    for ordinal in rising {
        let happened = audience.events.entry(11).or_default();
        for (at, digest) in [(1, 40), (2, -3), (2, 40)] {
            let moment = happened.moment(at, Some(digest));
            happened.lists.insert(ordinal, moment, |moment| *moment);
        }
    }
    let happened = audience.events.entry(12).or_default();
    let moment = happened.moment(5, None);
    let nine = audience.people.ordinal(9).unwrap();
    happened.lists.insert(nine, moment, |moment| *moment);
    for step in [None, Some(-2)] {
        audience.deeds.entry((13, "seen")).or_default().insert(nine, Deed { at: 3, step }, |deed| deed.at);
    }
    let mut chosen = Chosen::new();
    assert!(audience.take_options(Some(((14, 5, 1), vec!["y".into(), "x".into()])), &mut chosen));
    for (answer_id, text) in [(1, "Why"), (2, "")] {
        let text_value = Some(text.to_owned());
        let row = AnswerRow { question_key: 14, user_id: 5, answer_id, at: 4, number_value: None, text_value };
        let answer = audience.answer(&row, &chosen).unwrap();
        let five = ordinal(&audience, 5);
        audience.answers.get_mut(&14).unwrap().lists.insert(five, answer, |answer| answer.at);
    }
    audience
}

fn bytes(audience: &Audience) -> Vec<u8> {
    let mut frames = FrameWriter::begin(Vec::new()).unwrap();
    write(audience, &mut frames).unwrap();
    frames.end()
}

fn audience_of(bytes: &[u8]) -> Result<Audience, Unfit> {
    let mut frames = FrameReader::begin(bytes)?;
    let audience = read(&mut frames)?;
    frames.end()?;
    Ok(audience)
}

fn has(bytes: &[u8], text: &str) -> bool {
    memchr::memmem::find(bytes, text.as_bytes()).is_some()
}

#[test]
fn what_is_written_is_read() {
    for audience in [Audience::default(), audience(&[2, 5, 9])] {
        let written = bytes(&audience);
        let again = audience_of(&written).unwrap();
        assert_eq!(bytes(&again), written);
        let (before, now) = (audience.memory(), again.memory());
        assert_eq!((now.users, now.events), (before.users, before.events));
    }
}

#[test]
fn a_file_depends_on_the_state_alone() {
    let written = bytes(&audience(&[2, 5, 9]));
    assert_eq!(bytes(&audience(&[9, 2, 5])), written, "users came in another order");
    let mut other = audience(&[2, 5, 9]);
    // Somebody came and went, and somebody had another name for a while.
    assert!(other.take_user(&user(3, "Gone")) && other.take_user(&user(5, "Earlier")));
    assert!(other.take_list(Some(((3, 6), vec!["gone too".into()]))));
    let three = other.people.ordinal(3).unwrap();
    other.clear(three);
    other.people.dismiss(three);
    assert!(other.take_user(&user(5, "Ann")));
    assert_eq!(bytes(&other), written);
    assert!(has(&written, "Ann") && !has(&written, "Gone") && !has(&written, "gone") && !has(&written, "Earlier"));
}

#[test]
fn what_is_not_as_it_was_written_is_not_read() {
    let written = bytes(&audience(&[2, 5, 9]));
    for end in 0..written.len() {
        assert!(audience_of(&written[..end]).is_err(), "{end} of {} bytes", written.len());
    }
    for place in 0..written.len() {
        let mut damaged = written.clone();
        damaged[place] ^= 0x40;
        assert!(audience_of(&damaged).is_err(), "byte {place} of {}", written.len());
    }
    let longer = [written.as_slice(), &[0]].concat();
    assert_eq!(audience_of(&longer).unwrap_err(), Unfit::Damaged);
    assert_eq!(audience_of(b"").unwrap_err(), Unfit::Form);
    let mut newer = written.clone();
    newer[18] = b'9';
    assert_eq!(audience_of(&newer).unwrap_err(), Unfit::Form);
}

#[test]
fn the_form_is_that_of_its_number() {
    // Where this changes, so does the number in the beginning of the file.
    let digest = hex::encode(Sha256::digest(bytes(&audience(&[2, 5, 9]))));
    insta::assert_snapshot!("form_0002", digest);
}
