//! Companies: few with many people, many with few.

use super::culture::Culture;
use crate::generate::chance::Chance;

const BEGINNINGS: [&str; 24] = [
    "North", "Fjord", "Lumen", "Casa", "Atelier", "Hoshi", "Gold", "Volga", "Harbour", "Medina", "Blue", "Cedar",
    "Iron", "Paper", "Silver", "Quantum", "River", "Summit", "Velvet", "Willow", "Copper", "Ember", "Granite", "Solar",
];
const ENDINGS: [&str; 24] = [
    "beam", "works", "pay", "clara", "nine", "labs", "coast", "soft", "line", "ops", "stack", "field", "bridge",
    "cloud", "forge", "hub", "grid", "loop", "press", "shift", "studio", "trade", "ware", "yard",
];
/// Mail hosts of people without a company's.
const MAIL_HOSTS: [&str; 4] = ["gmail.com", "outlook.com", "icloud.com", "proton.me"];

/// A company.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::generate) struct Company {
    /// Its name.
    pub name: String,
    /// Where its mail goes.
    pub host: String,
    /// Bigger companies have smaller numbers.
    pub rank: usize,
}

impl Company {
    /// One of 576, the big ones likelier.
    pub(in crate::generate) fn draw(chance: &mut Chance, culture: &Culture) -> Self {
        let fraction = chance.fraction();
        let rank = (fraction * fraction * fraction * 576.0) as usize;
        // Neighbours in rank share neither half.
        let (beginning, ending) = (BEGINNINGS[rank % 24], ENDINGS[(rank + rank / 24) % 24]);
        let host = format!("{}{ending}.{}", beginning.to_lowercase(), culture.domain);
        Self { name: format!("{beginning}{ending}"), host, rank }
    }

    /// The mail host of a person who gave a private address.
    pub(in crate::generate) fn private_host(chance: &mut Chance) -> &'static str {
        MAIL_HOSTS[chance.early(MAIL_HOSTS.len())]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_companies_share_a_name() {
        let names: std::collections::BTreeSet<_> =
            (0..576).map(|rank| format!("{}{}", BEGINNINGS[rank % 24], ENDINGS[(rank + rank / 24) % 24])).collect();
        assert_eq!(names.len(), 576);
    }
}
