//! People who look real, from many places: names, addresses, companies.

mod company;
mod culture;
mod cultures_far;
mod cultures_near;
mod person;

pub(super) use person::Person;
