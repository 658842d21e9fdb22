//! The applied filter's way through the address: read from it, written to it, and followed by the builder.

use super::state::{AppliedState, Base, Known, Named, Way, named, state_of, way_of};
use crate::{
    address::{FilterAddress, Written},
    api,
    filter::{Builder, bar::remember},
    ui::Toasts,
};
use leptos::{prelude::*, task::spawn_local};
use shared::filter::{
    Filter, canonical_text,
    edit::{Draft, Purpose},
};

/// The applied filter; shared through the context.
#[derive(Clone, Copy)]
pub struct Applied {
    /// What is applied.
    pub state: Memo<AppliedState>,
    /// The canonical text of the applied filter; `None` while that is not known.
    pub meaning: Memo<Option<String>>,
    /// The segment that the address begins with, once it is fetched.
    pub base: Memo<Option<Base>>,
    /// What the address says.
    pub address: Memo<FilterAddress>,
    known: RwSignal<Known>,
    go: Callback<FilterAddress>,
    toasts: Toasts,
    /// The last filter that was applied from here: the builder made it and must not begin anew with it.
    own: StoredValue<Option<Filter>>,
    /// Grows with every change, so that a slow one never comes after a quicker one.
    turn: StoredValue<u64>,
}

impl Applied {
    /// Follows what an address says, and provides itself to all components below. `go` writes another address.
    pub fn provide(address: Memo<FilterAddress>, go: Callback<FilterAddress>) -> Self {
        let known = RwSignal::new(Known::default());
        let base = move || {
            let segment = address.with(|address| address.segment.as_ref().and_then(|segment| segment.parse().ok()))?;
            known.with(|known| known.segments.get(&segment).and_then(|base| base.as_ref().ok()).cloned())
        };
        let state = Memo::new(move |_| address.with(|address| known.with(|known| state_of(address, known))));
        let this = Self {
            state,
            meaning: Memo::new(move |_| state.with(|state| state.meant().as_ref().map(canonical_text))),
            base: Memo::new(move |_| base()),
            address,
            known,
            go,
            toasts: expect_context(),
            own: StoredValue::new(None),
            turn: StoredValue::new(0),
        };
        Effect::new(move || this.fetch_named(address.get()));
        provide_context(this);
        this
    }

    /// Applies a filter. It enters the history of the browser.
    pub fn apply(self, filter: Filter) {
        if !self.is_alive() {
            return;
        }
        let turn = self.next_turn();
        self.own.set_value(Some(filter.clone()));
        let way = self.base.with_untracked(|base| way_of(&filter, base.as_ref()));
        match way {
            Way::At(address) => self.go.run(address),
            Way::Keep(segment) => spawn_local(async move {
                let kept = api::keep_filter(&filter).await;
                if self.turn.try_get_value() != Some(turn) {
                    return;
                }
                match kept {
                    Ok(kept) => {
                        self.known.update(|known| _ = known.kept.insert(kept.filter_id.clone(), Ok(filter)));
                        self.go.run(FilterAddress { written: Some(Written::Kept(kept.filter_id)), segment });
                    }
                    Err(failure) => {
                        let again = move || self.apply(filter.clone());
                        let text = format!("The filter could not be applied. {}", failure.reason());
                        self.toasts.fail_with(text, "Retry", again);
                    }
                }
            }),
        }
    }

    /// Shows what an address says.
    pub fn go_to(self, address: FilterAddress) {
        if self.is_alive() {
            self.next_turn();
            self.go.run(address);
        }
    }

    /// Whether the page that it belongs to is still open: what can be undone outlives it.
    pub fn is_alive(self) -> bool {
        self.turn.try_get_value().is_some()
    }

    /// A segment was made or changed here: it is known without asking.
    pub fn learn(self, base: Base) {
        self.known.try_update(|known| known.segments.insert(base.segment.segment_id, Ok(base)));
    }

    /// Asks again for what could not be fetched.
    pub fn retry(self) {
        self.known.update(|known| {
            known.kept.retain(|_, answer| answer.is_ok());
            known.segments.retain(|_, answer| answer.is_ok());
        });
        self.fetch_named(self.address.get_untracked());
    }

    /// The builder begins anew with whatever comes to be applied, unless it is what it holds already.
    pub fn lead(self, builder: Builder) {
        Effect::new(move || {
            let state = self.state.get();
            let Some(filter) = state.meant() else { return };
            remember(&filter);
            let own = self.own.try_update_value(Option::take).flatten();
            if own.is_some_and(|own| canonical_text(&own) == canonical_text(&filter)) || is_draft_of(builder, &filter) {
                return;
            }
            builder.begin(Draft::from(&filter));
        });
    }

    fn next_turn(self) -> u64 {
        self.turn
            .try_update_value(|turn| {
                *turn += 1;
                *turn
            })
            .unwrap_or_default()
    }

    /// Fetches what the address names. A segment is fetched whenever it is named anew: others may have changed it.
    fn fetch_named(self, address: FilterAddress) {
        for named in named(&address) {
            spawn_local(async move {
                match named {
                    Named::Kept(id) => {
                        let is_known = self.known.try_with_untracked(|known| known.kept.contains_key(&id));
                        if is_known == Some(false) {
                            let answer = api::kept_filter(&id).await;
                            self.known.try_update(|known| known.kept.insert(id, answer));
                        }
                    }
                    Named::Segment(id) => {
                        let answer = api::segment(id).await.map(Base::new);
                        self.known.try_update(|known| {
                            // What was known before is better than nothing.
                            if answer.is_ok() || !known.segments.get(&id).is_some_and(Result::is_ok) {
                                known.segments.insert(id, answer);
                            }
                        });
                    }
                }
            });
        }
    }
}

/// Whether a builder's draft stands for a filter.
fn is_draft_of(builder: Builder, filter: &Filter) -> bool {
    let draft = builder.with_untracked(|draft| draft.finish(Purpose::Apply).filter);
    canonical_text(&draft) == canonical_text(filter)
}
