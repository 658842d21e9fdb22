//! Which nodes of a filter one user matches.

use super::{
    compile::Compiled,
    fragment::Fragment,
    resolve::{NodeKind, ResolvedNode},
};
use crate::db::{Result, Transaction};
use std::collections::HashMap;

impl Compiled {
    /// Whether a user matches each node of the document that is not muted, by its pointer. The filter is to be
    /// compiled for this user.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn matches(&self, snapshot: &mut Transaction, user_id: i64) -> Result<HashMap<String, bool>> {
        let mut nodes = Vec::new();
        self.root.collect(&mut nodes);
        let mut found: HashMap<String, bool> = HashMap::new();
        // Children come before their parents, whose answers follow from theirs.
        for (pointer, node) in nodes.into_iter().rev() {
            let known = |child: &ResolvedNode| child.pointer.as_ref().and_then(|pointer| found.get(pointer)).copied();
            let answer = match &node.kind {
                NodeKind::All(children) => Some(children.iter().all(|child| known(child) == Some(true))),
                NodeKind::Any(children) => Some(children.iter().any(|child| known(child) == Some(true))),
                NodeKind::Not(child) => known(child).map(|matches| !matches),
                NodeKind::Same(child) => known(child),
                NodeKind::Leaf(_) => None,
            };
            let answer = match answer {
                Some(answer) => answer,
                None => is_match(snapshot, user_id, self.predicate_of(node, None)).await?,
            };
            found.insert(pointer.to_owned(), answer);
        }
        Ok(found)
    }
}

async fn is_match(snapshot: &mut Transaction, user_id: i64, predicate: Fragment) -> Result<bool> {
    let select = Fragment::new("select user_id from users where user_id = ").value(user_id);
    let statement = select.text(" and (").then(predicate).text(")").into_sql();
    Ok(snapshot.optional::<(i64,)>(statement).await?.is_some())
}

impl ResolvedNode {
    /// Nodes of the document, parents before children.
    fn collect<'a>(&'a self, nodes: &mut Vec<(&'a str, &'a Self)>) {
        let Some(pointer) = self.pointer.as_deref() else { return };
        nodes.push((pointer, self));
        match &self.kind {
            NodeKind::All(children) | NodeKind::Any(children) => children.iter().for_each(|child| child.collect(nodes)),
            NodeKind::Not(child) | NodeKind::Same(child) => child.collect(nodes),
            NodeKind::Leaf(_) => {}
        }
    }
}
