//! A filter's statement, for people.

use crate::{
    each_database,
    segments::workspace::{Workspace, document, plan, problems, tags},
    support::Kind,
};
use serde_json::json;

each_database!(a_statement_is_shown_with_its_values, |database| async move {
    let workspace = Workspace::start(&database).await;
    let exports = json!({"event": {"name": "export", "count": {"at_least": 2}}});
    let root = json!({"any": [{"all": [plan("pro' or 1 = 1"), tags(json!({"has_any": ["1", "2"]}))]}, exports]});
    let (status, shown) = workspace.post("/api/filters/sql", json!({"filter": document(root)})).await;
    assert_eq!(status, 200, "{shown}");
    let dialect = match database.kind {
        Kind::Sqlite => "SQLite",
        Kind::Postgres => "Postgres",
    };
    assert_eq!(shown["dialect"], dialect);
    let sql = shown["sql"].as_str().unwrap();
    assert!(sql.starts_with("select count(*)\nfrom users\nwhere (\n"), "{sql}");
    assert!(!sql.contains("pro"), "{sql}");
    assert!(shown["values"].as_array().unwrap().contains(&json!("pro' or 1 = 1")));
    insta::assert_snapshot!(format!("shown_{}", dialect.to_lowercase()), format!("{sql}\n\n{}", shown["values"]));
    let answer = workspace.post("/api/filters/sql", json!({"filter": document(json!({"event": {"name": "x"}}))})).await;
    assert_eq!(problems(&answer)[0].0, "/filter/root");
});
