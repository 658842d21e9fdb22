//! How many options there are, said to those who do not see them.

use super::Announcer;
use leptos::{leptos_dom::helpers::TimeoutHandle, prelude::*};
use std::time::Duration;

const SETTLED: Duration = Duration::from_millis(500);

/// "4 options", "1 option".
pub fn counted(count: usize) -> String {
    if count == 1 { "1 option".into() } else { format!("{count} options") }
}

/// Says a text half a second after it came to rest.
pub fn tell(text: impl Fn() -> Option<String> + Send + Sync + 'static) {
    let announcer: Announcer = expect_context();
    let timer: StoredValue<Option<TimeoutHandle>> = StoredValue::new(None);
    let stop = move || {
        if let Some(timer) = timer.try_update_value(Option::take).flatten() {
            timer.clear();
        }
    };
    let text = Memo::new(move |_| text());
    Effect::new(move || {
        stop();
        if let Some(text) = text.get() {
            timer.set_value(set_timeout_with_handle(move || announcer.status(text), SETTLED).ok());
        }
    });
    on_cleanup(stop);
}
