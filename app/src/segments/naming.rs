//! Names that no segment has yet. Pure.

use shared::{api::segments::NAME_LENGTH, text::fold};

/// The name of a copy: "Beta copy", "Beta copy 2".
pub fn copy_name(name: &str, taken: &[String]) -> String {
    free_name(&format!("{} copy", cut(name, NAME_LENGTH - 9)), taken)
}

/// The name itself where it is free, else with the first number that is.
pub fn free_name(name: &str, taken: &[String]) -> String {
    let is_free = |name: &str| !taken.iter().any(|taken| fold(taken) == fold(name));
    if is_free(name) {
        return name.to_owned();
    }
    let mut numbered = (2..).map(|number| format!("{} {number}", cut(name, NAME_LENGTH - 5)));
    numbered.find(|name| is_free(name)).unwrap_or_default()
}

fn cut(name: &str, most: usize) -> String {
    name.chars().take(most).collect::<String>().trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn copies_have_names_of_their_own() {
        let taken = ["Beta".to_owned(), "beta COPY".to_owned()];
        assert_eq!(copy_name("Alpha", &taken), "Alpha copy");
        assert_eq!(copy_name("Beta", &taken), "Beta copy 2");
        let long = "ä".repeat(80);
        let copy = copy_name(&long, &[]);
        assert_eq!(copy.chars().count(), 76);
        assert!(copy_name(&long, &[copy]).chars().count() <= 80);
        assert_eq!(free_name("Gamma", &taken), "Gamma");
    }
}
