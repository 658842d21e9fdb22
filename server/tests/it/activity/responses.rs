//! `GET /api/users/{user_id}/responses`.

use super::timeline::{get, minutes_ago, user_id};
use crate::{each_database, ingest::support::Product};
use serde_json::{Value, json};

fn answered(minutes: i64, user_id: &str, question: &str, kind: &str, answer: &Value) -> Value {
    let properties = json!({"experience_id": "survey-1", "experience_name": "How are we doing?",
        "experience_kind": "survey", "step": 2, "question_id": question, "question": format!("On {question}?"),
        "question_kind": kind, "answer": answer});
    json!({"type": "track", "userId": user_id, "event": "Experience Answered", "timestamp": minutes_ago(minutes),
        "properties": properties})
}

fn all_answers(user_id: &str) -> Value {
    json!([
        answered(60, user_id, "score", "nps", &json!(9)),
        answered(50, user_id, "stars", "rating", &json!(4.5)),
        answered(40, user_id, "role", "single_choice", &json!("Founder")),
        answered(30, user_id, "tools", "multiple_choice", &json!(["b", "a"])),
        answered(20, user_id, "why", "text", &json!("Because \"it\" works")),
        answered(10, user_id, "score", "nps", &json!("nine")),
        answered(5, user_id, "tools", "multiple_choice", &json!([])),
    ])
}

each_database!(responses_carry_the_filter_of_those_who_answered_the_same, |database| async move {
    let product = Product::start(&database).await;
    let key = product.server.secret_key().await;
    product.batch(all_answers("u-1")).await;
    let user_id = user_id(&database).await;
    let (status, mut answer) = get(&product, &key, &format!("/api/users/{user_id}/responses")).await;
    assert_eq!(status, 200);
    for response in answer["responses"].as_array_mut().unwrap() {
        response.as_object_mut().unwrap().remove("id");
    }
    insta::assert_json_snapshot!("responses", answer);
});

each_database!(such_a_filter_finds_them, |database| async move {
    let product = Product::start(&database).await;
    let key = product.server.secret_key().await;
    let mut messages: Vec<Value> = all_answers("u-1").as_array().unwrap()[..5].to_vec();
    messages.extend(all_answers("u-2").as_array().unwrap()[..5].to_vec());
    messages.push(answered(60, "u-3", "score", "nps", &json!(8)));
    messages.push(answered(60, "u-3", "role", "single_choice", &json!("Other")));
    product.batch(json!(messages)).await;
    let user_id = user_id(&database).await;
    let (_, answer) = get(&product, &key, &format!("/api/users/{user_id}/responses")).await;
    let responses = answer["responses"].as_array().unwrap();
    assert_eq!(responses.len(), 5);
    for response in responses {
        let request = product.server.client.post(product.server.at("/api/users/count")).bearer_auth(&key);
        let body = json!({"filter": response["filter"]});
        let counted: Value = request.json(&body).send().await.unwrap().json().await.unwrap();
        assert_eq!((&counted["total"], &counted["of"]), (&json!(2), &json!(3)), "{response}: {counted}");
    }
    // Page by page the same.
    let mut paged = Vec::new();
    let mut after = String::new();
    loop {
        let (_, page) = get(&product, &key, &format!("/api/users/{user_id}/responses?limit=2{after}")).await;
        paged.extend(page["responses"].as_array().unwrap().iter().cloned());
        let Some(next) = page["next"].as_str() else { break };
        after = format!("&after={next}");
    }
    assert_eq!(&paged, responses);
});
