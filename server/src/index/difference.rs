//! What it changes when one filter takes the place of another.

use super::{reading::Reading, tree::Evaluation};
use crate::{
    db::Result,
    filter::{Compiled, Difference, ResolvedFilter, Scope},
};

impl Reading {
    /// Counts the users that `after` brings and takes away. Both were resolved in this reading.
    ///
    /// # Errors
    /// When the database fails, or takes too long.
    pub async fn difference(&mut self, before: ResolvedFilter, after: ResolvedFilter) -> Result<Difference> {
        let gathered = (self.gathered(&before).await?, self.gathered(&after).await?);
        if let ((Some(of_before), Some(of_after)), Some(held)) = (gathered, self.held()) {
            let before = Evaluation::new(&held.audience, &before, &of_before).matching();
            let after = Evaluation::new(&held.audience, &after, &of_after).matching();
            let [join, leave] = [before.out_of(&after), after.out_of(&before)].map(|set| set.count());
            return Ok(Difference { before: before.count(), after: after.count(), join, leave });
        }
        self.release();
        let before = Compiled::new(&mut self.snapshot, before, Scope::Everyone).await?;
        let after = Compiled::new(&mut self.snapshot, after, Scope::Everyone).await?;
        before.difference(&mut self.snapshot, &after, self.seen.total).await
    }
}
