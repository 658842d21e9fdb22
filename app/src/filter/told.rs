//! What is said of an operation on the draft.

/// What an operation is called once it is done.
pub struct Told {
    /// For "Undone: removed Plan is Pro": `removed Plan is Pro`.
    pub label: String,
    /// What is announced; nothing where the focus says it already.
    pub status: Option<String>,
}
