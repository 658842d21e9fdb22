//! Signals at which many look and which seldom change.

use leptos::prelude::*;

/// What `value` tells. Whoever looks is woken when that is something else than before; a memo has each of them ask at
/// every change below it, which among hundreds takes longer than the change. It follows a moment later than a memo.
pub fn quiet<T>(value: impl Fn() -> T + 'static) -> ReadSignal<T>
where
    T: PartialEq + Default + Send + Sync + 'static,
{
    let told = RwSignal::new(T::default());
    Effect::new(move || {
        let now = value();
        if told.with_untracked(|before| *before != now) {
            told.set(now);
        }
    });
    told.read_only()
}
