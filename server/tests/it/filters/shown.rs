//! A filter's statement, for people.

use crate::{
    each_database,
    segments::workspace::{Workspace, document, plan, problems, tags},
    support::Kind,
};
use serde_json::json;

each_database!(a_statement_is_shown_with_its_values, |database| async move {
    let workspace = Workspace::start(&database).await;
    let not_pro = json!({"filter": document(json!({"not": plan("pro' or 1 = 1")}))});
    let (status, shown) = workspace.post("/api/filters/sql", not_pro).await;
    assert_eq!(status, 200, "{shown}");
    let dialect = match database.kind {
        Kind::Sqlite => "SQLite",
        Kind::Postgres => "Postgres",
    };
    assert_eq!(shown["dialect"], dialect);
    // What a user says is a value, never text.
    assert_eq!(shown["values"], json!([1, "pro' or 1 = 1"]));
    let tagged = json!({"filter": document(tags(json!({"has_any": ["1", "2"]})))});
    let (_, tagged) = workspace.post("/api/filters/sql", tagged).await;
    assert_eq!(tagged["values"], json!([[1, 2]]));
    let both = format!("{}\n\n{}", shown["sql"].as_str().unwrap(), tagged["sql"].as_str().unwrap());
    insta::assert_snapshot!(format!("shown_{}", dialect.to_lowercase()), both);
    let answer = workspace.post("/api/filters/sql", json!({"filter": document(json!({"event": {"name": "x"}}))})).await;
    assert_eq!(problems(&answer)[0].0, "/filter/root");
});
