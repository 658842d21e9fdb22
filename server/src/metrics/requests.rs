//! Requests, counted and timed as they are answered.

use super::class::Class;
use crate::index::Evaluator;
use axum::{
    extract::{MatchedPath, Request, State},
    middleware::Next,
    response::Response,
};
use prometheus_client::{
    metrics::{counter::Counter, family::Family, histogram::Histogram},
    registry::Registry,
};
use std::{
    borrow::Cow,
    sync::Arc,
    time::{Duration, Instant},
};

/// Names of labels and their values.
pub(super) type Labels<const N: usize> = [(&'static str, Cow<'static, str>); N];

/// Upper ends of the steps that times are counted in, in seconds: the targets lie between the first ones.
const STEPS: [f64; 13] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0];

/// Numbers of requests since the start. Cheap to clone.
#[derive(Clone, Debug, Default)]
pub struct Requests(Arc<Counted>);

#[derive(Debug)]
pub(super) struct Counted {
    pub registry: Registry,
    answered: Family<Labels<2>, Counter>,
    seconds: Family<Labels<1>, Histogram, fn() -> Histogram>,
    evaluations: Family<Labels<1>, Counter>,
}

impl Default for Counted {
    fn default() -> Self {
        let mut registry = Registry::with_prefix("rollcall");
        let answered = Family::default();
        registry.register("requests", "Requests that were answered, by class and status", answered.clone());
        let seconds = Family::new_with_constructor((|| Histogram::new(STEPS)) as fn() -> Histogram);
        let told = "Seconds until an answer began, by class; without the live stream";
        registry.register("request_seconds", told, seconds.clone());
        let evaluations = Family::default();
        registry.register("evaluations", "Answers that filters were evaluated for, by who did", evaluations.clone());
        Self { registry, answered, seconds, evaluations }
    }
}

impl Requests {
    pub(super) fn counted(&self) -> &Counted {
        &self.0
    }

    fn note(&self, class: Class, response: &Response, time: Duration) {
        let Counted { answered, seconds, evaluations, registry: _ } = &*self.0;
        let class_label = ("class", Cow::Borrowed(class.word()));
        let status = ("status", Cow::Owned(response.status().as_str().to_owned()));
        answered.get_or_create(&[class_label.clone(), status]).inc();
        match class {
            Class::Live => {}
            Class::Ingestion
            | Class::Targeting
            | Class::Search
            | Class::Count
            | Class::Profile
            | Class::Api
            | Class::Page => seconds.get_or_create(&[class_label]).observe(time.as_secs_f64()),
        }
        let header = response.headers().get(Evaluator::HEADER);
        for evaluator in [Evaluator::Index, Evaluator::Sql] {
            if header.is_some_and(|by| by == evaluator.word()) {
                evaluations.get_or_create(&[("by", Cow::Borrowed(evaluator.word()))]).inc();
            }
        }
    }
}

/// Counts and times every request.
pub async fn observe(State(requests): State<Requests>, request: Request, next: Next) -> Response {
    let class = match request.extensions().get::<MatchedPath>() {
        Some(route) => Class::of(route.as_str()),
        None => Class::of(request.uri().path()),
    };
    let began = Instant::now();
    let response = next.run(request).await;
    requests.note(class, &response, began.elapsed());
    response
}
