//! The rows are those that ingestion would have made.

use super::{NOW, clock, generate};
use crate::each_database;
use server::db::sql;
use shared::{text::fold, visitor::visitor_id};

const LINE: &str = "--users 3000 --events 30000 --seed 7";

each_database!(counts_are_as_asked_for, |database| async move {
    generate(&database, LINE).await;
    assert_eq!(database.number("select count(*) from users").await, 3_000);
    assert_eq!(database.number("select count(*) from events").await, 30_000);
    let identified = database.number("select count(*) from users where external_id is not null").await;
    assert!((820..980).contains(&identified), "{identified} identified");
    let interactions = database.number("select count(*) from interactions").await;
    assert!((7_500..10_500).contains(&interactions), "{interactions} interactions");
    assert_eq!(database.number("select count(distinct event_name_id) from events").await, 30);
    assert_eq!(database.number("select count(distinct experience_key) from interactions").await, 10);
    assert_eq!(database.number("select count(distinct attribute_id) from user_attributes").await, 12);
    assert_eq!(database.number("select count(distinct kind) from attributes").await, 5);
    assert_eq!(database.number("select count(distinct tag_id) from user_tags").await, 8);
    assert_eq!(database.number("select count(distinct question_key) from answers").await, 7);
    for query in [
        "select count(*) from answers where number_value is not null",
        "select count(*) from answers where text_value is not null",
        "select count(*) from answer_items",
    ] {
        assert!(database.number(query).await > 50, "{query}");
    }
    assert_eq!(database.number("select cast(sum(users_delta) as bigint) from changes").await, 3_000);
});

each_database!(times_are_in_order, |database| async move {
    generate(&database, LINE).await;
    let wrong = "select count(*) from users where first_seen > last_activity or last_activity > $1 or made > $1 \
                 or created > made or (first_seen is null) <> (last_activity is null) or first_seen <> made \
                 or (sessions = 0) <> (first_seen is null)";
    let (count,): (i64,) = database.snapshot().await.unwrap().one(sql(wrong).bind(NOW)).await.unwrap();
    assert_eq!(count, 0, "users with times in disorder");
    for query in [
        "select count(*) from events join users on users.user_id = events.user_id \
         where at < first_seen or at > last_activity",
        "select count(*) from interactions join users on users.user_id = interactions.user_id \
         where at < first_seen or at > last_activity",
        "select count(*) from answers where not exists (select 1 from interactions where \
         interactions.user_id = answers.user_id and interaction_id = answer_id and action = 'answered')",
    ] {
        assert_eq!(database.number(query).await, 0, "{query}");
    }
    let recent = "select count(*) from users where last_activity > $1";
    let mut snapshot = database.snapshot().await.unwrap();
    let (today,): (i64,) = snapshot.one(sql(recent).bind(NOW - 86_400_000)).await.unwrap();
    let (month,): (i64,) = snapshot.one(sql(recent).bind(NOW - 30 * 86_400_000)).await.unwrap();
    assert!(today > 60 && month > 2 * today && month < 2_000, "{today} today, {month} this month");
});

each_database!(folded_columns_and_identities_agree_with_the_users, |database| async move {
    generate(&database, "--users 800 --events 3000 --seed 8").await;
    type Row = (i64, Option<String>, Option<String>, Option<String>, Option<String>, Option<String>, String);
    let mut snapshot = database.snapshot().await.unwrap();
    let text = "select user_id, external_id, anonymous_id, visitor_id, name, email, search_text from users";
    for (user_id, external_id, anonymous_id, visitor, name, email, search_text) in
        snapshot.all::<Row>(sql(text)).await.unwrap()
    {
        assert_eq!(visitor, anonymous_id.as_deref().map(visitor_id));
        let lines = [name, email, external_id.clone(), visitor, anonymous_id.clone()];
        assert_eq!(search_text, fold(&lines.into_iter().flatten().collect::<Vec<_>>().join("\n")));
        let keys = [anonymous_id.map(|id| format!("anon:{id}")), external_id.map(|id| format!("user:{id}"))];
        for key in keys.into_iter().flatten() {
            let text = "select user_id from identities where identity_key = $1";
            let leads_to: Option<(i64,)> = snapshot.optional(sql(text).bind(key)).await.unwrap();
            assert_eq!(leads_to, Some((user_id,)));
        }
    }
    let text = "select text_value, text_folded from user_attributes where text_value is not null";
    let values = snapshot.all::<(String, String)>(sql(text)).await.unwrap();
    assert!(values.len() > 500 && values.iter().all(|(value, folded)| fold(value) == *folded));
    drop(snapshot);
    for query in [
        "select count(*) from identities where user_id not in (select user_id from users)",
        "select count(*) from events where user_id not in (select user_id from users)",
        "select count(*) from user_attribute_items where not exists (select 1 from user_attributes where \
         user_attributes.user_id = user_attribute_items.user_id \
         and user_attributes.attribute_id = user_attribute_items.attribute_id)",
        "select count(*) from events where properties_digest is null or (properties is null) <> (properties_digest = 0)",
        "select count(*) from (select properties from events group by properties \
         having count(distinct properties_digest) <> 1) different",
    ] {
        assert_eq!(database.number(query).await, 0, "{query}");
    }
});

each_database!(the_demo_fills_an_empty_workspace_once, |database| async move {
    server::generate::demo(&database, &clock()).await.unwrap();
    server::generate::demo(&database, &clock()).await.unwrap();
    assert_eq!(database.number("select count(*) from users").await, 1_284);
    assert_eq!(database.number("select count(*) from events").await, 40_000);
    assert_eq!(database.number("select count(*) from changes").await, 1);
});
