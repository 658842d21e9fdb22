//! One binary of integration tests, with the folders of `src`.

mod accounts;
mod db;
mod generate;
mod house_rules;
mod ingest;
mod support;
mod users;
