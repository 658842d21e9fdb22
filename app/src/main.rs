//! The page of Rollcall, rendered in the browser.
//!
//! `api` is the only place that fetches, `address` the only one that reads and writes the address, `ui` knows no word
//! of the product. Logic stands in plain structs that are tested natively; components only show it.

mod address;
mod api;
mod app;
mod deletion;
mod filter;
mod frame;
mod imports;
mod jobs;
mod live;
mod palette;
mod parts;
mod preferences;
mod profile;
mod segments;
mod settings;
mod sign_in;
mod tags;
mod ui;
mod users;

fn main() {
    leptos::mount::mount_to_body(app::App);
}
