//! One condition as SQL.

use super::{
    alike, answer, attribute, column, event, experience, gather, native,
    positive::{Positive, Set},
    scope::Scope,
    tags,
};
use crate::{
    db::{Result, Transaction},
    filter::{
        calendar::Calendar,
        fragment::Fragment,
        leaf::{Leaf, Subject},
    },
};

/// A condition as SQL.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::filter) struct LeafSql {
    pub negated: bool,
    /// The positive test.
    pub positive: Fragment,
    /// Where the positive test is of membership, whose.
    pub set: Option<Set>,
    /// The statement that found out what SQL cannot test.
    pub gathered_by: Option<Fragment>,
}

pub(in crate::filter) async fn compile_leaf(
    snapshot: &mut Transaction,
    leaf: Leaf,
    calendar: &Calendar,
    scope: Scope<'_>,
) -> Result<LeafSql> {
    let mut gathered_by = None;
    let positive = match leaf.subject {
        Subject::Everyone => Positive::Test(Fragment::new("1 = 1")),
        Subject::NativeText(column, probe) => {
            let probe = gather::comparison(snapshot, gather::Source::Native(column), probe, scope).await?;
            Positive::Test(native::text(column, &probe))
        }
        Subject::NativeTime(column, probe) => Positive::Test(native::time(column, probe)),
        Subject::Sessions(probe) => Positive::Test(column::number("users.sessions", probe)),
        Subject::Identified => Positive::Test(Fragment::new("users.external_id is not null")),
        Subject::Tags(probe) => tags::tags(probe, scope),
        Subject::Attribute { attribute_id, probe } => {
            attribute::attribute(snapshot, attribute_id, probe, scope).await?
        }
        Subject::Experience(interactions) => experience::experience(interactions, scope),
        Subject::Answer { question_key, window, probe } => {
            answer::answer(snapshot, question_key, window, probe, scope).await?
        }
        Subject::Event(events) if events.properties.is_empty() => event::event(&events, scope),
        Subject::Event(events) => {
            // The rows of some users are soon tested one by one.
            let digests = match scope {
                Scope::Everyone => alike::passing_digests(snapshot, &events, calendar).await?,
                Scope::One(_) | Scope::Among(_) => None,
            };
            match digests {
                Some(digests) => {
                    gathered_by = Some(alike::first_look(&events));
                    alike::users(&events, &digests)
                }
                None => {
                    let select = gather::events(&events, scope);
                    gathered_by = Some(select.clone());
                    Positive::Found(gather::users_with_events(snapshot, select, &events, calendar).await?)
                }
            }
        }
        Subject::Import { import_id } => {
            let select = Fragment::new("select user_id from import_users where import_id = ").value(import_id);
            scope.members(select)
        }
    };
    let set = positive.set();
    Ok(LeafSql { negated: leaf.negated, positive: positive.test(), set, gathered_by })
}
