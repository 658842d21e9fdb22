//! Where people come from: what they are called there, which language they read, when they are awake.

use super::{cultures_far::FAR, cultures_near::NEAR};
use crate::generate::chance::Chance;

/// A country with its names.
#[derive(Debug)]
pub(in crate::generate) struct Culture {
    /// In English.
    pub country: &'static str,
    /// How many of a thousand people are from here.
    pub weight: u32,
    /// The language as browsers name it.
    pub language: &'static str,
    /// The last part of host names.
    pub domain: &'static str,
    /// Hours east of Greenwich.
    pub hours: i64,
    pub(super) cities: &'static [&'static str],
    pub(super) first: &'static [&'static str],
    pub(super) last: &'static [&'static str],
    /// Some write their names in their own letters: name, and what stands in the address.
    pub(super) native: &'static [(&'static str, &'static str)],
}

impl Culture {
    /// One by weight.
    pub(in crate::generate) fn draw(chance: &mut Chance) -> &'static Self {
        let total: u32 = NEAR.iter().chain(FAR).map(|culture| culture.weight).sum();
        let mut left = chance.below(u64::from(total)) as u32;
        for culture in NEAR.iter().chain(FAR) {
            if left < culture.weight {
                return culture;
            }
            left -= culture.weight;
        }
        &NEAR[0]
    }

    /// A city, the largest the likeliest.
    pub(in crate::generate) fn city(&self, chance: &mut Chance) -> &'static str {
        self.cities[chance.early(self.cities.len())]
    }
}
