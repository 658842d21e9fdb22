//! Numbers and times as text, by the browser's own `Intl`.
//!
//! Numbers are grouped as the reader's language does it. The words of times are English, as the page is; dates have
//! the day first and the month as a word, so that nobody can misread them.

use js_sys::{
    Array, Date, Function,
    Intl::{DateTimeFormat, NumberFormat, RelativeTimeFormat},
    Object, Reflect,
};
use shared::time::Instant;
use wasm_bindgen::JsValue;

thread_local! {
    static NUMBER: Function = NumberFormat::new(&Array::new(), &Object::new()).format();
    static AGO: RelativeTimeFormat = RelativeTimeFormat::new(&locales("en"), &Object::new());
    static DATE: Function = dates(&[("day", "numeric"), ("month", "short"), ("year", "numeric")]);
    static DATE_TIME: Function = dates(&[("dateStyle", "medium"), ("timeStyle", "short")]);
    static EXACT: Function = dates(&[
        ("day", "numeric"), ("month", "short"), ("year", "numeric"),
        ("hour", "2-digit"), ("minute", "2-digit"), ("second", "2-digit"), ("timeZoneName", "short"),
    ]);
    static TIME: Function = dates(&[("hour", "2-digit"), ("minute", "2-digit")]);
    static TIME_UTC: Function = dates(&[("hour", "2-digit"), ("minute", "2-digit"), ("second", "2-digit"), ("timeZone", "UTC")]);
}

fn locales(locale: &str) -> Array {
    Array::of1(&JsValue::from_str(locale))
}

fn dates(options: &[(&str, &str)]) -> Function {
    let object = Object::new();
    for (name, value) in options {
        // Setting a property of a plain object that we made cannot fail.
        let _ = Reflect::set(&object, &JsValue::from_str(name), &JsValue::from_str(value));
    }
    DateTimeFormat::new(&locales("en-GB"), &object).format()
}

fn format(formatter: &'static std::thread::LocalKey<Function>, value: &JsValue) -> String {
    formatter
        .with(|format| format.call1(&JsValue::UNDEFINED, value))
        .ok()
        .and_then(|text| text.as_string())
        .unwrap_or_default()
}

fn date(at: Instant) -> JsValue {
    Date::new(&JsValue::from_f64(at.0 as f64)).into()
}

/// "1,284"
pub fn count(number: u64) -> String {
    // Exact up to 9 quadrillion.
    format(&NUMBER, &JsValue::from_f64(number as f64))
}

/// A number of an attribute, with its decimals.
pub fn number(number: f64) -> String {
    format(&NUMBER, &JsValue::from_f64(number))
}

/// "12 hours ago", for a negative value.
pub fn ago(value: f64, unit: &str) -> String {
    AGO.with(|format| format.format(value, unit)).into()
}

/// "23 Nov 2026"
pub fn day(at: Instant) -> String {
    format(&DATE, &date(at))
}

/// "23 Nov 2026, 11:24"
pub fn day_and_time(at: Instant) -> String {
    format(&DATE_TIME, &date(at))
}

/// "23 Nov 2026, 11:24:07 CET (10:24:07 UTC)"
pub fn exact(at: Instant) -> String {
    format!("{} ({} UTC)", format(&EXACT, &date(at)), format(&TIME_UTC, &date(at)))
}

/// "11:24"
pub fn time_of_day(at: Instant) -> String {
    format(&TIME, &date(at))
}

/// The browser's clock.
pub fn now() -> Instant {
    Instant(Date::now() as i64)
}

/// The signs before decimals and between groups, as the reader's language has them.
pub fn separators() -> (char, char) {
    let sign_of = |value: f64, fallback| number(value).chars().find(|sign| !sign.is_numeric()).unwrap_or(fallback);
    (sign_of(0.5, '.'), sign_of(1_234_567.0, ','))
}

/// "2026-11-23T11:24:07" in the reader's time zone, as fields for times hold it.
pub fn to_time_field(at: Instant) -> String {
    let local = at.0 as f64 - Date::new(&date(at)).get_timezone_offset() * 60_000.0;
    let text = String::from(Date::new(&JsValue::from_f64(local)).to_iso_string());
    text.get(..19).unwrap_or(&text).to_owned()
}

/// The moment that stands in a field for times.
pub fn of_time_field(text: &str) -> Option<Instant> {
    let at = Date::new(&JsValue::from_str(text)).get_time();
    at.is_finite().then_some(Instant(at as i64))
}
