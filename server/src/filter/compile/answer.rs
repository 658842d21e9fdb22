//! Answers: the latest inside the window.

use super::{
    column::{self, TextColumns},
    gather::{self, Source},
    positive::Positive,
    scope::Scope,
};
use crate::{
    db::{Result, Transaction},
    filter::{
        fragment::Fragment,
        leaf::AnswerProbe,
        probe::{Range, SetProbe},
    },
};

const TEXT: TextColumns = TextColumns { plain: "latest.text_value", folded: "latest.text_folded" };

pub(super) async fn answer(
    snapshot: &mut Transaction,
    question_key: i64,
    window: Range,
    probe: AnswerProbe,
    scope: Scope<'_>,
) -> Result<Positive> {
    let test = match probe {
        AnswerProbe::Text(probe) => {
            let comparison = gather::comparison(snapshot, Source::Answers(question_key), probe, scope).await?;
            column::text(TEXT, &comparison)
        }
        AnswerProbe::Number(probe) => column::number("latest.number_value", probe),
        AnswerProbe::Choice(probe) => choice(question_key, probe),
    };
    let select = Fragment::new("select latest.user_id from answers latest where latest.question_key = ");
    let select = column::and_in_range(select.value(question_key), "latest.at", window);
    let select = scope.narrowed(select, "latest.user_id");
    let later =
        Fragment::new("select 1 from answers later where later.user_id = latest.user_id and later.question_key = ");
    let later = column::and_in_range(later.value(question_key), "later.at", window)
        .text(" and (later.at > latest.at or (later.at = latest.at and later.answer_id > latest.answer_id))");
    let select = select.text(" and ").then(test).text(" and not exists (").then(later).text(")");
    Ok(Positive::Members(select))
}

fn choice(question_key: i64, probe: SetProbe<String>) -> Fragment {
    let (items, count) = match probe {
        SetProbe::HasItem => return options(question_key).text(")"),
        SetProbe::Any(items) => (items, None),
        // No test of answers asks for exactly a set.
        SetProbe::All(items) | SetProbe::Exactly(items) => {
            let count = i64::try_from(items.len()).unwrap_or(i64::MAX);
            (items, Some(count))
        }
    };
    let chosen = options(question_key).text(" and chosen.item = any(").value(items).text(")");
    match count {
        None => chosen.text(")"),
        Some(count) => chosen
            .text(" group by chosen.user_id, chosen.answer_id having count(distinct chosen.item) >= ")
            .value(count)
            .text(")"),
    }
}

fn options(question_key: i64) -> Fragment {
    Fragment::new(
        "(latest.user_id, latest.answer_id) in (select chosen.user_id, chosen.answer_id from answers asked \
         join answer_items chosen on chosen.user_id = asked.user_id and chosen.answer_id = asked.answer_id \
         where asked.question_key = ",
    )
    .value(question_key)
}
