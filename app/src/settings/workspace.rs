//! Name, time zone and address of the workspace.

use super::{
    part::{Answer, ask, card, only_owners, shown},
    saving::{Saving, form},
};
use crate::{
    api,
    sign_in::SessionContext,
    ui::{CopyButton, Field},
};
use leptos::prelude::*;
use shared::api::settings::{Settings, SettingsChange};
use wasm_bindgen::{JsCast, JsValue};

/// The part.
pub fn workspace(is_owner: bool) -> AnyView {
    let answer: Answer<Settings> = RwSignal::new(None);
    let load = Callback::new(move |()| ask(answer, api::settings()));
    load.run(());
    shown(answer, load, if is_owner { changeable } else { fixed })
}

/// What others than owners see.
fn fixed(settings: Settings) -> AnyView {
    let name = if settings.name.is_empty() { "none".to_owned() } else { settings.name.clone() };
    let content = view! {
        {only_owners("Only an owner changes these.")}
        <dl class="settings-facts">
            <div><dt>"Name"</dt><dd>{name}</dd></div>
            <div><dt>"Time zone"</dt><dd>{settings.time_zone.clone()}</dd></div>
        </dl>
    };
    view! { {card("workspace-title", "General", "", content.into_any())}{address(settings, false)} }.into_any()
}

fn changeable(settings: Settings) -> AnyView {
    let session: SessionContext = expect_context();
    let saving = Saving::new();
    let (name, zone) = (RwSignal::new(settings.name.clone()), RwSignal::new(settings.time_zone.clone()));
    let submit = Callback::new(move |()| {
        let (name, time_zone) = (Some(name.get_untracked()), Some(zone.get_untracked().trim().to_owned()));
        let change = SettingsChange { name, time_zone, ..SettingsChange::default() };
        saving.send(async move { api::change_settings(&change).await }, move |settings: Settings| {
            zone.try_set(settings.time_zone);
            session.rename(None, Some(settings.name));
            saving.announcer.status("Settings saved");
        });
    });
    let error = saving.error_at("/time_zone");
    let invalid = move || error.with(Option::is_some);
    let option = |zone: String| view! { <option value=zone></option> };
    let content = view! {
        <Field
            id="workspace-name" label="Name" autocomplete="organization" required=false
            hint="Stands in the account menu and in invitations." error=saving.error_at("/name") value=name
        />
        <div class="form-field">
            <label for="time-zone">"Time zone"</label>
            <input
                class="field"
                id="time-zone"
                list="time-zones"
                autocomplete="off"
                aria-describedby="time-zone-hint time-zone-error"
                aria-invalid=move || invalid().then_some("true")
                prop:value=move || zone.get()
                on:input:target=move |event| zone.set(event.target().value())
            />
            <datalist id="time-zones">{zones().into_iter().map(option).collect_view()}</datalist>
            <p class="meta" id="time-zone-hint">"Days begin by it in filters, segments and charts."</p>
            <p class="field-error" id="time-zone-error">{error}</p>
        </div>
        {saving.button("Save", &["/name", "/time_zone"])}
    };
    let content = form(submit, content.into_any());
    view! { {card("workspace-title", "General", "", content)}{address(settings, true)} }.into_any()
}

fn address(settings: Settings, is_owner: bool) -> AnyView {
    let Settings { public_url, started_url, .. } = settings;
    let shown = RwSignal::new(public_url.clone());
    let copied = view! {
        <p class="settings-copied"><code>{move || shown.get()}</code><CopyButton what="public address" text=shown /></p>
    };
    let content = if is_owner {
        view! { {copied}{address_form(shown, public_url, started_url)} }.into_any()
    } else {
        copied.into_any()
    };
    let about = "Where browsers and your product reach this server. Links and code are written with it.";
    card("address-title", "Public address", about, content)
}

fn address_form(shown: RwSignal<String>, public_url: String, started_url: String) -> AnyView {
    let saving = Saving::new();
    let own = RwSignal::new(if public_url == started_url { String::new() } else { public_url });
    let submit = Callback::new(move |()| {
        let public_url = Some(own.get_untracked());
        let change = SettingsChange { public_url, ..SettingsChange::default() };
        saving.send(async move { api::change_settings(&change).await }, move |settings: Settings| {
            let is_own = settings.public_url != settings.started_url;
            own.try_set(if is_own { settings.public_url.clone() } else { String::new() });
            shown.try_set(settings.public_url);
            saving.announcer.status("Public address saved");
        });
    });
    let hint = format!("Empty: {started_url}, which the server was started with. Cookies go by that one.");
    let content = view! {
        <Field
            id="public-url" label="Another address" autocomplete="off" required=false hint=hint
            error=saving.error_at("/public_url") value=own
        />
        {saving.button("Set address", &["/public_url"])}
    };
    form(submit, content.into_any())
}

/// The time zones that the browser knows; none where it does not tell.
fn zones() -> Vec<String> {
    let zones = || {
        let intl = js_sys::Reflect::get(&js_sys::global(), &"Intl".into()).ok()?;
        let supported = js_sys::Reflect::get(&intl, &"supportedValuesOf".into()).ok()?;
        let zones = supported.dyn_into::<js_sys::Function>().ok()?.call1(&intl, &JsValue::from_str("timeZone")).ok()?;
        let zones: js_sys::Array = zones.dyn_into().ok()?;
        Some(zones.iter().filter_map(|zone| zone.as_string()).collect())
    };
    zones().unwrap_or_default()
}
