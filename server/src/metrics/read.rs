//! `GET /metrics`.

use super::{requests::Labels, store};
use crate::{db, error::ApiError, state::State};
use axum::{
    http::header,
    response::{IntoResponse, Response},
};
use prometheus_client::{
    encoding::text::{encode_eof, encode_registry},
    metrics::{counter::Counter, family::Family, gauge::Gauge},
    registry::Registry,
};
use shared::api::about::IndexState;

/// The form of the answer.
const FORM: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// Tells all numbers. A database that does not answer is told about, and what it would have said is left out.
pub(super) async fn read(axum::extract::State(state): axum::extract::State<State>) -> Result<Response, ApiError> {
    let now = Numbers::of(&state).await;
    let mut text = String::new();
    let counted = state.requests.counted();
    let written = encode_registry(&mut text, &counted.registry)
        .and_then(|()| encode_registry(&mut text, &now.0))
        .and_then(|()| encode_eof(&mut text));
    written.map_err(|_| ApiError::Defect)?;
    Ok(([(header::CONTENT_TYPE, FORM), (header::CACHE_CONTROL, "no-store")], text).into_response())
}

/// What is so at this moment.
struct Numbers(Registry);

impl Numbers {
    async fn of(state: &State) -> Self {
        let mut numbers = Self(Registry::with_prefix("rollcall"));
        let build = [
            ("version", env!("CARGO_PKG_VERSION").into()),
            ("database", state.database.dialect().name().to_lowercase().into()),
        ];
        numbers.gauges("build", "What runs here: always 1", [(build, 1)]);
        numbers.of_database(state).await;
        numbers.of_index(state).await;
        numbers.of_ingestion(state);
        numbers
    }

    async fn of_database(&mut self, state: &State) {
        let seen = state.changes.seen();
        self.gauge("users", "Users", seen.total);
        self.gauge("sequence", "The sequence of the latest change", seen.sequence);
        let asked = async {
            let under_way = store::under_way(&mut state.database.snapshot().await?).await?;
            Ok::<_, db::Error>((under_way, state.database.bytes().await?))
        };
        let asked = asked.await;
        self.gauge("database_answers", "Whether the database answers", u64::from(asked.is_ok()));
        match asked {
            Ok(((jobs, imports), bytes)) => {
                self.gauge("database_bytes", "Bytes that the database takes", bytes);
                let numbers = [("job", jobs), ("import", imports)];
                let labelled = numbers.map(|(kind, number)| ([("kind", kind.into())], number.unsigned_abs()));
                self.gauges("under_way", "Jobs and imports that are not over", labelled);
            }
            Err(error) => tracing::warn!(%error, "the database does not answer for metrics"),
        }
    }

    async fn of_index(&mut self, state: &State) {
        let latest = state.changes.seen().sequence;
        let index = state.index.state(latest).await;
        let states = [
            ("off", matches!(index, IndexState::Off)),
            ("too_large", matches!(index, IndexState::TooLarge)),
            ("loading", matches!(index, IndexState::Loading)),
            ("ready", matches!(index, IndexState::Ready { .. })),
        ];
        let states = states.map(|(word, is_so)| ([("state", word.into())], u64::from(is_so)));
        self.gauges("index_state", "Where the index stands: 1 for the state that it is in", states);
        let Some((sequence, memory)) = state.index.memory().await else { return };
        self.gauge("index_sequence", "The sequence of the change that the index stands at", sequence);
        let behind = latest.saturating_sub(sequence);
        self.gauge("index_behind", "Changes that the index has not seen yet", behind);
        let kinds = memory.by_kind().into_iter();
        let kinds = kinds.map(|(kind, bytes)| ([("part", kind.replace(' ', "_").into())], bytes as u64));
        self.gauges("index_bytes", "Bytes that the index takes, by part", kinds);
        self.gauge("index_events", "Events and interactions that the index holds", memory.events);
    }

    fn of_ingestion(&mut self, state: &State) {
        let told = state.ingest.told();
        self.gauge("ingest_waiting_bytes", "Bytes of requests that wait to be stored, about", told.waiting_bytes);
        let messages = told.messages.map(|(word, number)| ([("outcome", word.into())], number));
        self.counters("ingest_messages", "Messages since the start, by what became of them", messages);
        let turned_away = told.turned_away.map(|(word, number)| ([("reason", word.into())], number));
        self.counters("ingest_turned_away", "Requests that clients are to send again, by reason", turned_away);
    }

    fn gauge(&mut self, name: &str, told: &str, number: u64) {
        let gauge = Gauge::<i64>::default();
        gauge.set(number.cast_signed());
        self.0.register(name, told, gauge);
    }

    fn gauges<const N: usize>(&mut self, name: &str, told: &str, numbers: impl IntoIterator<Item = (Labels<N>, u64)>) {
        let family = Family::<Labels<N>, Gauge>::default();
        for (labels, number) in numbers {
            family.get_or_create(&labels).set(number.cast_signed());
        }
        self.0.register(name, told, family);
    }

    fn counters<const N: usize>(
        &mut self,
        name: &str,
        told: &str,
        numbers: impl IntoIterator<Item = (Labels<N>, u64)>,
    ) {
        let family = Family::<Labels<N>, Counter>::default();
        for (labels, number) in numbers {
            family.get_or_create(&labels).inc_by(number);
        }
        self.0.register(name, told, family);
    }
}
