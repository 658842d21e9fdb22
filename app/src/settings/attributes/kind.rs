//! Another kind: what it would come to, and then the change.

use super::{
    acts::Acts,
    dialog::{foot, in_the_way},
    list::menu_button,
    words::comes_to,
};
use crate::{
    api::{self, Failure},
    settings::saving::{Saving, form},
    ui::{focus::focus_soon, format::count},
};
use leptos::{prelude::*, task::spawn_local};
use shared::api::{
    attributes::{Attribute, Conversion},
    catalogue::AttributeKind,
};

/// What was asked last, and what came of it.
type Checked = RwSignal<Option<(AttributeKind, Option<Result<Conversion, Failure>>)>>;

/// The form.
pub fn kind_form(acts: Acts, attribute: Attribute) -> AnyView {
    let saving = Saving::new();
    let checked: Checked = RwSignal::new(None);
    let key = StoredValue::new(attribute.key.clone());
    let check = move |word: String| {
        let kind = AttributeKind::from_word(&word);
        checked.set(kind.map(|kind| (kind, None)));
        let Some(kind) = kind else { return };
        spawn_local(async move {
            let answer = api::check_kind(&key.get_value(), kind).await;
            // Another kind may have been chosen meanwhile.
            let is_asked = checked.try_with_untracked(|now| now.as_ref().is_some_and(|(asked, _)| *asked == kind));
            if is_asked == Some(true) {
                let (kept, lost) = answer.as_ref().map(|found| comes_to(found, count)).unwrap_or_default();
                saving.announcer.status(format!("{kept} {lost}"));
                checked.set(Some((kind, Some(answer))));
            }
        });
    };
    let name = attribute.name.clone();
    let submit = Callback::new(move |()| {
        let Some((kind, Some(Ok(_)))) = checked.get_untracked() else { return };
        let (name, focus) = (name.clone(), menu_button(&key.get_value()));
        saving.send(async move { api::change_kind(&key.get_value(), kind).await }, move |_: Conversion| {
            acts.done(format!("{name} is of the kind {} now", kind.label()), &focus);
        });
    });
    focus_soon("attribute-kind");
    let option = |kind: AttributeKind| view! { <option value=kind.word()>{kind.label()}</option> };
    let others: Vec<_> = AttributeKind::ALL.into_iter().filter(|kind| *kind != attribute.kind).map(option).collect();
    let found = move || {
        match checked.get() {
        None => foot(acts, None),
        Some((_, None)) => view! {
            <p aria-busy="true"><span class="spinner" aria-hidden="true"></span>" Reading the values anew, without changing them"</p>
            {foot(acts, None)}
        }
        .into_any(),
        Some((_, Some(Err(failure)))) => {
            view! { <p class="form-error" role="alert">{failure.reason()}</p>{foot(acts, None)} }.into_any()
        }
        Some((_, Some(Ok(conversion)))) => result(acts, saving, conversion),
    }
    };
    let content = view! {
        <div class="form-field">
            <label for="attribute-kind">"New kind"</label>
            <select class="select" id="attribute-kind" on:change:target=move |event| check(event.target().value())>
                <option value="">{format!("Choose (now: {})", attribute.kind.label())}</option>
                {others}
            </select>
        </div>
        {found}
    };
    form(submit, content.into_any())
}

fn result(acts: Acts, saving: Saving, conversion: Conversion) -> AnyView {
    let (kept, lost) = comes_to(&conversion, count);
    let sample = |text: String| view! { <li><code>{text}</code></li> };
    let samples = (!conversion.samples.is_empty()).then(|| {
        let samples = conversion.samples.iter().cloned().map(sample).collect_view();
        view! { <ul class="settings-raw" aria-label="Some values that cannot be read so">{samples}</ul> }
    });
    let told = view! { <p>{kept}</p><p>{lost}</p>{samples} };
    if !conversion.segments.is_empty() {
        let words =
            format!("These segments test it as {}. Take it out there first.", conversion.from.label().to_lowercase());
        return view! { {told}{in_the_way(words, conversion.segments)}{foot(acts, None)} }.into_any();
    }
    view! {
        {told}
        <p class="meta">"What comes later is read by the new kind. Messages wait while the values are read anew."</p>
        {foot(acts, Some(saving.button("Change kind", &[])))}
    }
    .into_any()
}
