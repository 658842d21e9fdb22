//! Toasts that are seen, and how long each stays. Pure.
//!
//! Invariant: never more than three; errors stay until they are closed or crowded out.

/// How many are seen at once.
const SEEN: usize = 3;
/// Milliseconds that a toast stays.
const STAY: u32 = 6_000;
/// Milliseconds that one with a button stays.
const STAY_LONG: u32 = 10_000;

/// A toast.
#[derive(Clone, Debug, PartialEq)]
pub struct Toast<Action> {
    /// Its number.
    pub id: u64,
    /// What it says.
    pub text: String,
    /// Whether something went wrong.
    pub is_error: bool,
    /// A button: its words and what it does.
    pub action: Option<(String, Action)>,
    /// Milliseconds that it stays; `None` until it is closed.
    left: Option<u32>,
}

/// The toasts that are seen, oldest first.
#[derive(Clone, Debug, PartialEq)]
pub struct Stack<Action> {
    toasts: Vec<Toast<Action>>,
    next: u64,
}

impl<Action> Default for Stack<Action> {
    fn default() -> Self {
        Self { toasts: Vec::new(), next: 0 }
    }
}

impl<Action> Stack<Action> {
    /// Shows one more; its number.
    pub fn push(&mut self, text: String, is_error: bool, action: Option<(String, Action)>) -> u64 {
        let id = self.next;
        self.next += 1;
        let stay = if action.is_some() { STAY_LONG } else { STAY };
        self.toasts.push(Toast { id, text, is_error, action, left: (!is_error).then_some(stay) });
        if self.toasts.len() > SEEN {
            self.toasts.remove(0);
        }
        id
    }

    /// Closes one.
    pub fn close(&mut self, id: u64) {
        self.toasts.retain(|toast| toast.id != id);
    }

    /// Time has passed.
    pub fn pass(&mut self, milliseconds: u32) {
        for left in self.toasts.iter_mut().filter_map(|toast| toast.left.as_mut()) {
            *left = left.saturating_sub(milliseconds);
        }
        self.toasts.retain(|toast| toast.left != Some(0));
    }

    /// Whether any goes by itself.
    pub fn is_passing(&self) -> bool {
        self.toasts.iter().any(|toast| toast.left.is_some())
    }

    /// Those that are seen.
    pub fn seen(&self) -> &[Toast<Action>] {
        &self.toasts
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(stack: &Stack<()>) -> Vec<&str> {
        stack.seen().iter().map(|toast| toast.text.as_str()).collect()
    }

    #[test]
    fn they_go_in_their_time_and_errors_stay() {
        let mut stack = Stack::default();
        stack.push("plain".into(), false, None);
        stack.push("button".into(), false, Some(("Undo".into(), ())));
        let error = stack.push("error".into(), true, None);
        stack.pass(5_999);
        assert_eq!(texts(&stack), ["plain", "button", "error"]);
        stack.pass(1);
        assert_eq!(texts(&stack), ["button", "error"]);
        stack.pass(4_000);
        assert_eq!((texts(&stack), stack.is_passing()), (vec!["error"], false));
        stack.close(error);
        assert_eq!(stack.seen(), []);
    }

    #[test]
    fn the_oldest_makes_room() {
        let mut stack = Stack::default();
        for text in ["a", "b", "c", "d"] {
            stack.push(text.into(), true, None);
        }
        assert_eq!(texts(&stack), ["b", "c", "d"]);
    }
}
