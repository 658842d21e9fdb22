//! A field for a number, as the reader writes numbers.

use super::format;
use leptos::prelude::*;

/// What stands in a field for a number.
#[derive(Clone, Debug, PartialEq)]
pub enum Typed {
    /// Nothing.
    Nothing,
    /// A number.
    Number(f64),
    /// Something that is no number.
    Wrong(String),
}

/// Reads a number with these signs for its decimals and between its groups. A point is always a decimal point where it
/// cannot be something else.
pub fn parse(text: &str, decimal: char, group: char) -> Typed {
    let trimmed = text.trim();
    if trimmed.is_empty() {
        return Typed::Nothing;
    }
    let is_grouped = is_grouped(trimmed, decimal, group);
    let plain = trimmed.chars().filter(|sign| !(is_space(*sign) || is_grouped && *sign == group));
    let plain: String = plain
        .map(|sign| match sign {
            sign if sign == decimal => '.',
            '\u{2212}' => '-',
            sign => sign,
        })
        .collect();
    let is_plain = plain.chars().all(|sign| sign.is_ascii_digit() || "+-.eE".contains(sign));
    match plain.parse::<f64>() {
        Ok(number) if is_plain && number.is_finite() => Typed::Number(number + 0.0),
        Ok(_) | Err(_) => Typed::Wrong(text.to_owned()),
    }
}

fn is_space(sign: char) -> bool {
    sign.is_whitespace() || sign == '\u{202f}' || sign == '\'' || sign == '’'
}

/// Whether the sign between groups stands where groups end: `1,234` and `1,234.5`, and not `1,5`.
fn is_grouped(text: &str, decimal: char, group: char) -> bool {
    let whole = text.split(decimal).next().unwrap_or_default();
    let mut parts = whole.split(group).skip(1).peekable();
    parts.peek().is_some() && parts.all(|part| part.len() == 3 && part.bytes().all(|byte| byte.is_ascii_digit()))
}

/// A number as it is written into a field: with the reader's decimal sign and without groups.
fn written(typed: &Typed, decimal: char) -> String {
    match typed {
        Typed::Nothing => String::new(),
        Typed::Number(number) => number.to_string().replace('.', &decimal.to_string()),
        Typed::Wrong(text) => text.clone(),
    }
}

/// A field for a number. What is typed stays as it is, as long as it is what the value says.
#[component]
pub fn NumberField(
    /// Unique on the page.
    #[prop(into)]
    id: String,
    /// Its name.
    #[prop(into)]
    label: Signal<String>,
    /// A class beside its own.
    #[prop(default = "")]
    class: &'static str,
    /// The value.
    #[prop(into)]
    value: Signal<Typed>,
    /// Takes what was typed.
    changed: Callback<Typed>,
    /// The id of what is said of it.
    #[prop(optional, into)]
    described: Signal<Option<String>>,
    /// Whether the number is wrong in its place.
    #[prop(optional, into)]
    invalid: Signal<bool>,
    /// The smallest number that the arrow keys lead to.
    #[prop(default = f64::NEG_INFINITY)]
    least: f64,
) -> impl IntoView {
    let (decimal, group) = format::separators();
    let text = RwSignal::new(written(&value.get_untracked(), decimal));
    Effect::new(move || {
        let value = value.get();
        if parse(&text.get_untracked(), decimal, group) != value {
            text.set(written(&value, decimal));
        }
    });
    let typed = move |now: String| {
        changed.run(parse(&now, decimal, group));
        text.set(now);
    };
    let stepped = move |event: web_sys::KeyboardEvent| {
        let step = match event.key().as_str() {
            "ArrowUp" => 1.0,
            "ArrowDown" => -1.0,
            _ => return,
        };
        if event.alt_key() || event.ctrl_key() || event.meta_key() || event.shift_key() {
            return;
        }
        event.prevent_default();
        let number = match parse(&text.get_untracked(), decimal, group) {
            Typed::Number(number) => number + step,
            Typed::Nothing => step.max(0.0),
            Typed::Wrong(_) => return,
        };
        typed(written(&Typed::Number(number.max(least)), decimal));
    };
    view! {
        <input
            id=id
            class=format!("field number-field {class}")
            type="text"
            inputmode="decimal"
            autocomplete="off"
            aria-label=label
            aria-invalid=move || (invalid.get() || matches!(value.get(), Typed::Wrong(_))).then_some("true")
            aria-describedby=described
            prop:value=move || text.get()
            on:input:target=move |event| typed(event.target().value())
            on:keydown=stepped
        />
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_the_reader_writes_them() {
        let english = |text: &str| parse(text, '.', ',');
        for (text, number) in [
            ("5", 5.0),
            (" 1.5 ", 1.5),
            ("-3", -3.0),
            ("−3", -3.0),
            ("1,234", 1234.0),
            ("1,234,567.5", 1_234_567.5),
            ("1 234", 1234.0),
            ("1e3", 1000.0),
            (".5", 0.5),
            ("-0", 0.0),
        ] {
            assert_eq!(english(text), Typed::Number(number), "{text}");
        }
        let german = |text: &str| parse(text, ',', '.');
        for (text, number) in [("1,5", 1.5), ("1.234", 1234.0), ("1.234,5", 1234.5), ("1.5", 1.5)] {
            assert_eq!(german(text), Typed::Number(number), "{text}");
        }
        assert_eq!(parse("1'234", '.', '’'), Typed::Number(1234.0));
        assert_eq!(english(" "), Typed::Nothing);
        for text in ["abc", "1,5", "1e999", "nan", "inf", "--1", "5 days"] {
            assert_eq!(english(text), Typed::Wrong(text.into()), "{text}");
        }
    }

    #[test]
    fn numbers_are_written_with_the_readers_sign() {
        assert_eq!(written(&Typed::Number(1.5), ','), "1,5");
        assert_eq!(written(&Typed::Number(3.0), ','), "3");
        assert_eq!(written(&Typed::Wrong("ab".into()), ','), "ab");
    }
}
