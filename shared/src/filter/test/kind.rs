//! What all kinds of tests have in common: operators with words, labels and operands.

use crate::filter::read::{Place, Reader};
use serde_json::Value;

/// What an operator is given, which tells the builder which editor to show.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum OperandShape {
    /// Nothing.
    None,
    /// `{"value": "x", "ignore_case": false}`
    Text,
    /// `{"values": ["a", "b"], "ignore_case": false}`
    Texts,
    /// `{"pattern": "..."}`
    Pattern,
    /// A number.
    Number,
    /// `{"from": 1, "to": 5}`
    NumberRange,
    /// A whole number from 0.
    Count,
    /// A date or an instant.
    Moment,
    /// A date.
    Day,
    /// `{"from": date, "to": date}`
    DayRange,
    /// `{"amount": 7, "unit": "days"}`
    Span,
    /// `"day"`, `"week"` or `"month"`.
    Period,
    /// A list of texts.
    Items,
    /// A list of ids of tags.
    Tags,
}

/// Something that is read from JSON.
pub(crate) trait Read: Sized {
    fn read(reader: &mut Reader, value: &Value, place: &Place<'_>) -> Option<Self>;
}

/// The operand of an operator.
pub(crate) trait Operand: Read {
    const SHAPE: OperandShape;
}

/// An operator as menus list it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OperatorInfo {
    /// Its word in JSON.
    pub word: &'static str,
    /// Its words in menus.
    pub label: &'static str,
    /// What it is given.
    pub operand: OperandShape,
}

/// Defines an enum that is externally tagged in JSON: how its variants are called, written and read.
macro_rules! tagged {
    (
        $(#[$meta:meta])*
        $name:ident {
            $( $(#[$variant_meta:meta])* $variant:ident $( ($binding:ident: $operand:ty) )? = $word:literal; )*
        }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq)]
        pub enum $name {
            $( $(#[$variant_meta])* $variant $( ($operand) )?, )*
        }

        impl $name {
            const WORDS: &'static [&'static str] = &[$($word),*];

            /// Its word in JSON.
            #[must_use]
            pub fn word(&self) -> &'static str {
                match self {
                    $( Self::$variant { .. } => $word, )*
                }
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                match self {
                    $( Self::$variant { $(0: $binding)? } =>
                        $crate::filter::test::kind::tagged!(@write serializer, $name, $word $(, $binding)?), )*
                }
            }
        }

        impl $crate::filter::test::kind::Read for $name {
            fn read(
                reader: &mut $crate::filter::read::Reader,
                value: &serde_json::Value,
                place: &$crate::filter::read::Place<'_>,
            ) -> Option<Self> {
                let (word, operand) = reader.tagged(value, place, Self::WORDS)?;
                match word {
                    $( $word => $crate::filter::test::kind::tagged!(
                        @read reader, place, $word, operand, Self::$variant $(, $operand)?), )*
                    _ => reader.unknown_word(place, word, Self::WORDS),
                }
            }
        }
    };
    (@write $serializer:ident, $name:ident, $word:literal) => {
        $serializer.serialize_unit_variant(stringify!($name), 0, $word)
    };
    (@write $serializer:ident, $name:ident, $word:literal, $binding:ident) => {
        $serializer.serialize_newtype_variant(stringify!($name), 0, $word, $binding)
    };
    (@read $reader:ident, $place:ident, $word:literal, $operand:ident, $variant:expr) => {
        match $operand {
            None => Some($variant),
            Some(_) => $reader.wrong(
                &$place.key($word),
                concat!("“", $word, "” takes no value: write it as the text \"", $word, "\"."),
            ),
        }
    };
    (@read $reader:ident, $place:ident, $word:literal, $operand:ident, $variant:expr, $type:ty) => {
        match $operand {
            Some(operand) => {
                <$type as $crate::filter::test::kind::Read>::read($reader, operand, &$place.key($word)).map($variant)
            }
            None => $reader.missing(&$place.key($word), concat!("“", $word, "” needs a value.")),
        }
    };
}
pub(crate) use tagged;

/// Defines a kind of test: a tagged enum with one variant an operator, and the menu of its operators.
macro_rules! test_kind {
    (
        $(#[$meta:meta])*
        $name:ident {
            $( $(#[$variant_meta:meta])* $variant:ident $( ($binding:ident: $operand:ty) )? = $word:literal, $label:literal; )*
        }
    ) => {
        $crate::filter::test::kind::tagged! {
            $(#[$meta])*
            $name {
                $( $(#[$variant_meta])* $variant $( ($binding: $operand) )? = $word; )*
            }
        }

        impl $name {
            /// Every operator, as menus list them.
            pub const OPERATORS: &'static [$crate::filter::test::OperatorInfo] = &[
                $( $crate::filter::test::OperatorInfo {
                    word: $word,
                    label: $label,
                    operand: $crate::filter::test::kind::test_kind!(@shape $($operand)?),
                }, )*
            ];
        }
    };
    (@shape) => { $crate::filter::test::OperandShape::None };
    (@shape $operand:ty) => { <$operand as $crate::filter::test::kind::Operand>::SHAPE };
}
pub(crate) use test_kind;
