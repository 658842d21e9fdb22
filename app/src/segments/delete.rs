//! Deleting a segment: asked about, and refused while others name it, with the way to them.

use crate::{
    api,
    ui::{Alert, AlertDialog, Announcer, Dialog, focus::focus_soon, format},
};
use leptos::{prelude::*, task::spawn_local};
use shared::{api::segments::Segment, api::tags::SegmentName};

/// Asks about segments, one at a time.
#[derive(Clone, Copy)]
pub struct Deleting {
    segment: RwSignal<Option<Segment>>,
    alert: Alert,
    refused: RwSignal<bool>,
}

impl Deleting {
    /// Nothing is asked yet. `gone` is told when a segment is no more.
    pub fn new(gone: Callback<Segment>) -> Self {
        let segment = RwSignal::new(None::<Segment>);
        let announcer: Announcer = expect_context();
        let open = RwSignal::new(false);
        let (busy, error) = (RwSignal::new(false), RwSignal::new(None));
        let confirm = Callback::new(move |()| {
            let Some(deleted) = segment.get_untracked() else { return };
            spawn_local(async move {
                let answer = api::delete_segment(deleted.segment_id).await;
                busy.try_set(false);
                match answer {
                    Ok(()) => {
                        open.try_set(false);
                        announcer.status(format!("{} deleted.", deleted.name));
                        gone.run(deleted);
                    }
                    Err(failure) => _ = error.try_set(Some(failure.reason())),
                }
            });
        });
        let title = move || segment.with(|segment| segment.as_ref().map(|segment| format!("Delete {}?", segment.name)));
        let alert = Alert {
            open,
            title: Signal::derive(move || title().unwrap_or_default()),
            label: Signal::stored("Delete segment".into()),
            is_danger: true,
            is_locked: Signal::stored(false),
            busy,
            error,
            confirm,
        };
        Self { segment, alert, refused: RwSignal::new(false) }
    }

    /// Asks about a segment.
    pub fn ask(self, segment: Segment) {
        let own = segment.segment_id;
        // One that names itself is in nobody's way.
        let is_used = segment.used_by.iter().any(|user| user.segment_id != own);
        self.segment.set(Some(segment));
        if is_used { self.refused.set(true) } else { self.alert.ask() }
    }
}

/// Links to segments.
pub fn links(segments: &[SegmentName]) -> AnyView {
    let link = |segment: &SegmentName| {
        let href = format!("/segments/{}", segment.segment_id);
        view! { <li><a href=href>{segment.name.clone()}</a></li> }
    };
    view! { <ul class="used-by">{segments.iter().map(link).collect_view()}</ul> }.into_any()
}

/// The dialogs.
#[component]
pub fn DeleteDialogs(deleting: Deleting) -> impl IntoView {
    let Deleting { segment, alert, refused } = deleting;
    let lost = move || {
        let users = segment.with(|segment| segment.as_ref().and_then(|segment| segment.users));
        let leave = match users {
            None => String::new(),
            Some(1) => "1 user leaves it; the user stays. ".to_owned(),
            Some(users) => format!("{} users leave it; the users stay. ", format::count(users)),
        };
        format!(
            "{leave}No other segment uses it. Its conditions and their history are gone for good. This cannot be undone."
        )
    };
    let why = move || {
        segment.with(|segment| {
            let segment = segment.as_ref()?;
            let words = format!("“{}” is used in the conditions of these segments. Take it out there first.", segment.name);
            Some(view! { <div class="save-form" on:click=move |_| refused.set(false)><p>{words}</p>{links(&segment.used_by)}</div> })
        })
    };
    view! {
        <AlertDialog id="delete-segment" alert=alert><p>{lost}</p></AlertDialog>
        <Dialog open=refused id="delete-refused" title="This segment is in use">{why}</Dialog>
    }
}

/// Where the focus goes once a segment is gone: the row that takes its place.
pub fn focus_after(shown: &[Segment], gone: &Segment) {
    let at = shown.iter().position(|segment| segment.segment_id == gone.segment_id);
    let next = at.and_then(|at| shown.get(at + 1).or_else(|| shown.get(at.checked_sub(1)?)));
    focus_soon(next.map_or_else(|| "segments-title".to_owned(), |segment| format!("segment-{}", segment.segment_id)));
}
