//! The statement that the server counts with.

use super::button::block;
use crate::api::{self, Failure};
use leptos::{prelude::*, task::spawn_local};
use shared::{api::filter::SqlAnswer, filter::Filter};

/// The statement and its values, once the server has told them.
#[component]
pub fn SqlPane(filter: Filter) -> impl IntoView {
    let answer = RwSignal::new(None::<Result<SqlAnswer, Failure>>);
    let ask = Callback::new(move |()| {
        let filter = filter.clone();
        answer.set(None);
        spawn_local(async move {
            let told = api::sql_of(&filter).await;
            answer.try_set(Some(told));
        });
    });
    ask.run(());
    move || match answer.get() {
        None => {
            view! { <p class="meta" aria-busy="true"><span class="spinner"></span>" Asking the server"</p> }.into_any()
        }
        Some(Ok(answer)) => block("SQL", text(&answer)),
        Some(Err(failure)) => view! {
            <p role="alert" class="field-error">{failure.reason()}</p>
            <button type="button" class="button" on:click=move |_| ask.run(())>"Retry"</button>
        }
        .into_any(),
    }
}

/// The statement with its values below, as comments.
fn text(answer: &SqlAnswer) -> String {
    let values = answer.values.iter().enumerate().map(|(at, value)| format!("-- ${} = {value}", at + 1));
    let head = format!("-- {}, read only", answer.dialect);
    std::iter::once(head).chain([answer.sql.clone()]).chain(values).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn values_stand_below_as_comments() {
        let values = vec![json!("pro"), json!(7)];
        let answer = SqlAnswer { dialect: "SQLite".into(), sql: "SELECT 1".into(), values };
        assert_eq!(text(&answer), "-- SQLite, read only\nSELECT 1\n-- $1 = \"pro\"\n-- $2 = 7");
    }
}
