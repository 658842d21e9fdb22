//! How large a filter may be. The reader refuses what is beyond; the builder says so before.

/// Levels of `all`, `any` and `not`. The root is the first.
pub const DEPTH: usize = 8;
/// Conditions, muted ones included.
pub const CONDITIONS: usize = 100;
/// `all`, `any`, `not`, `muted` and `named` nodes together.
pub const GROUPS: usize = 100;
/// Values in the list of one operand.
pub const VALUES: usize = 500;
/// Characters of a text operand.
pub const TEXT: usize = 1_024;
/// Characters of a pattern.
pub const PATTERN: usize = 256;
/// Bytes of a compiled pattern.
pub const PATTERN_SIZE: usize = 1 << 20;
/// Characters of keys, names of events, ids of experiences and questions, and names of groups.
pub const KEY: usize = 200;
/// Property tests of one event condition.
pub const WHERE: usize = 100;
/// Bytes of a document.
pub const DOCUMENT: usize = 64 * 1_024;
/// Nodes after segments were replaced by their filters.
pub const INLINED: usize = 10_000;
/// The largest amount of a span such as "7 days".
pub const AMOUNT: u32 = 10_000;
