//! Trees are written as `all(a any(b c))`: groups with their children, `!` for NOT, `~` for muted.

use super::*;
use crate::filter::Filter;
use serde_json::{Value, json};

fn leaf(name: &str) -> Value {
    json!({"event": {"name": name}})
}

fn all<const N: usize>(children: [Value; N]) -> Value {
    json!({"all": children.to_vec()})
}

fn any<const N: usize>(children: [Value; N]) -> Value {
    json!({"any": children.to_vec()})
}

fn draft(root: Value) -> Draft {
    Draft::from(&Filter::read(&json!({"version": 1, "root": root})).unwrap())
}

fn told(node: &DraftNode) -> String {
    let inside = match &node.content {
        Content::Condition(condition) => condition.0["event"]["name"].as_str().unwrap_or("?").to_owned(),
        Content::Group { combinator, children, .. } => {
            let word = if *combinator == Combinator::All { "all" } else { "any" };
            format!("{word}({})", children.iter().map(told).collect::<Vec<_>>().join(" "))
        }
    };
    let name = node.name.as_ref().map(|name| format!("{name}=")).unwrap_or_default();
    format!("{}{name}{}{inside}", if node.is_muted { "~" } else { "" }, if node.is_negated { "!" } else { "" })
}

/// The node that is told so.
fn at(draft: &Draft, text: &str) -> NodeId {
    fn search(node: &DraftNode, text: &str) -> Option<NodeId> {
        if told(node) == text { Some(node.id) } else { node.children().iter().find_map(|child| search(child, text)) }
    }
    search(draft.root(), text).unwrap_or_else(|| panic!("no {text} in {}", told(draft.root())))
}

fn tree(edited: &Result<Draft, OpRefused>) -> String {
    match edited {
        Ok(draft) => {
            assert!(draft.is_sound());
            told(draft.root())
        }
        Err(refused) => format!("refused: {}", refused.reason),
    }
}

fn sample() -> Draft {
    draft(all([leaf("a"), any([leaf("b"), leaf("c")]), leaf("d"), any([leaf("e")])]))
}

#[test]
fn narrowing_asks_for_one_thing_more() {
    let narrowed = |root: Value| tree(&draft(root).narrow(DraftCondition(leaf("x"))));
    assert_eq!(narrowed(all([])), "all(x)");
    assert_eq!(narrowed(leaf("a")), "all(a x)");
    assert_eq!(narrowed(all([leaf("a"), any([leaf("b")])])), "all(a any(b) x)");
    assert_eq!(narrowed(any([leaf("a"), leaf("b")])), "all(any(a b) x)");
    assert_eq!(narrowed(any([])), "all(any() x)", "no one stays no one");
    assert_eq!(narrowed(json!({"not": all([leaf("a")])})), "all(!all(a) x)");
    let emptied = Draft::default().set_combinator(NodeId(0), Combinator::Any).unwrap();
    assert_eq!(tree(&emptied.narrow(DraftCondition(leaf("x")))), "all(x)", "what was never built asks for nothing");
}

#[test]
fn adding_removing_and_updating() {
    let draft = sample();
    let root = draft.root().id;
    let condition = |name: &str| DraftCondition(leaf(name));
    assert_eq!(tree(&draft.add(root, Some(0), condition("x"))), "all(x a any(b c) d any(e))");
    assert_eq!(tree(&draft.add(at(&draft, "any(b c)"), None, condition("x"))), "all(a any(b c x) d any(e))");
    assert_eq!(tree(&draft.add(at(&draft, "a"), None, condition("x"))), "refused: Only groups can hold conditions.");
    assert_eq!(tree(&draft.add_group(root, None)), "all(a any(b c) d any(e) all())");
    assert_eq!(tree(&draft.remove(at(&draft, "b"))), "all(a any(c) d any(e))");
    assert_eq!(tree(&draft.remove(at(&draft, "e"))), "all(a any(b c) d)");
    assert_eq!(tree(&draft.remove(root)), "refused: The main group stays where it is.");
    assert_eq!(tree(&draft.update(at(&draft, "b"), condition("x"))), "all(a any(x c) d any(e))");
    assert_eq!(told(draft.cleared().root()), "all()");
    let gone = NodeId(99);
    assert_eq!(tree(&draft.remove(gone)), "refused: This condition or group is no longer there.");
}

#[test]
fn focus_after_removing() {
    let draft = sample();
    let focus = |text: &str| draft.remove(at(&draft, text)).unwrap().focus().unwrap();
    assert_eq!(focus("b"), at(&draft, "c"));
    assert_eq!(focus("c"), at(&draft, "b"));
    assert_eq!(focus("a"), at(&draft, "any(b c)"));
    assert_eq!(focus("any(e)"), at(&draft, "d"));
    // Its group went with it.
    assert_eq!(focus("e"), draft.root().id);
}

#[test]
fn moving_to_a_place() {
    let draft = sample();
    let (root, group) = (draft.root().id, at(&draft, "any(b c)"));
    let moved = |text: &str, parent, index| tree(&draft.move_to(at(&draft, text), parent, index));
    assert_eq!(moved("a", group, 1), "all(any(b a c) d any(e))");
    assert_eq!(moved("a", root, 2), "all(any(b c) a d any(e))");
    assert_eq!(moved("d", root, 0), "all(d a any(b c) any(e))");
    assert_eq!(moved("a", root, 99), "all(any(b c) d any(e) a)");
    assert_eq!(moved("e", root, 0), "all(e a any(b c) d)");
    assert_eq!(moved("e", root, 4), "all(a any(b c) d e)");
    assert_eq!(moved("any(b c)", at(&draft, "any(e)"), 0), "all(a d any(any(b c) e))");
    for index in [2, 3] {
        let refused = draft.move_to(at(&draft, "d"), root, index).unwrap_err();
        assert!(refused.is_nothing);
    }
    assert_eq!(moved("any(b c)", group, 0), "refused: A group cannot go into itself.");
    assert_eq!(moved("any(b c)", at(&draft, "b"), 0), "refused: A group cannot go into itself.");
    assert_eq!(moved("a", at(&draft, "b"), 0), "refused: Only groups can hold conditions.");
    assert_eq!(tree(&draft.move_to(root, group, 0)), "refused: The main group stays where it is.");
}

#[test]
fn emptied_groups_go_level_by_level() {
    let draft = draft(all([leaf("a"), any([all([any([leaf("b")])])])]));
    assert_eq!(tree(&draft.move_to(at(&draft, "b"), draft.root().id, 0)), "all(b a)");
    assert_eq!(tree(&draft.remove(at(&draft, "b"))), "all(a)");
    // The place that it moves to keeps its group.
    let middle = at(&draft, "all(any(b))");
    assert_eq!(tree(&draft.move_to(at(&draft, "b"), middle, 0)), "all(a any(all(b)))");
}

#[test]
fn dropping_onto_a_condition_and_copying() {
    let draft = sample();
    let combine = |target: &str, moved: &str| {
        tree(&draft.drop_at(at(&draft, moved), DropTarget::Combine { target: at(&draft, target) }, false))
    };
    assert_eq!(combine("a", "d"), "all(any(a d) any(b c) any(e))");
    assert_eq!(combine("b", "a"), "all(any(all(b a) c) d any(e))");
    assert_eq!(combine("a", "e"), "all(any(a e) any(b c) d)");
    assert_eq!(combine("b", "c"), "all(a any(all(b c)) d any(e))");
    assert_eq!(combine("b", "any(b c)"), "refused: A group cannot go into itself.");
    assert_eq!(combine("a", "a"), "refused: A group cannot go into itself.");
    let target = DropTarget::Combine { target: at(&draft, "a") };
    assert_eq!(tree(&draft.drop_at(at(&draft, "d"), target, true)), "all(any(a d) any(b c) d any(e))");
    let target = DropTarget::Into { parent: draft.root().id, index: 0 };
    assert_eq!(tree(&draft.drop_at(at(&draft, "any(b c)"), target, true)), "all(any(b c) a any(b c) d any(e))");
    assert_eq!(tree(&draft.duplicate(at(&draft, "a"))), "all(a a any(b c) d any(e))");
}

#[test]
fn dropping_into_a_new_group() {
    let draft = sample();
    let dropped = |moved: &str, parent: &str, is_copy| {
        let parent = if parent.is_empty() { draft.root().id } else { at(&draft, parent) };
        tree(&draft.drop_at(at(&draft, moved), DropTarget::NewGroup { parent }, is_copy))
    };
    assert_eq!(dropped("a", "", false), "all(any(b c) d any(e) any(a))");
    assert_eq!(dropped("a", "any(b c)", false), "all(any(b c all(a)) d any(e))");
    assert_eq!(dropped("e", "", false), "all(a any(b c) d any(e))");
    assert_eq!(dropped("e", "any(e)", false), "all(a any(b c) d any(all(e)))");
    assert_eq!(dropped("any(b c)", "any(e)", true), "all(a any(b c) d any(e all(any(b c))))");
    assert_eq!(dropped("any(e)", "any(e)", false), "refused: A group cannot go into itself.");
    assert_eq!(dropped("a", "d", false), "refused: A condition alone has neither AND nor OR.");
}

#[test]
fn wrapping_unwrapping_and_splitting() {
    let draft = sample();
    let root = draft.root().id;
    assert_eq!(tree(&draft.wrap(at(&draft, "a"), Combinator::Any)), "all(any(a) any(b c) d any(e))");
    assert_eq!(tree(&draft.unwrap(at(&draft, "any(b c)"))), "all(a b c d any(e))");
    assert_eq!(tree(&draft.unwrap(root)), "refused: The main group stays where it is.");
    assert_eq!(tree(&draft.unwrap(at(&draft, "a"))), "refused: A condition alone has neither AND nor OR.");
    let muted = draft.mute(at(&draft, "any(b c)")).unwrap();
    assert_eq!(tree(&muted.unwrap(at(&muted, "~any(b c)"))), "all(a ~b ~c d any(e))");
    let negated = draft.negate(at(&draft, "any(b c)")).unwrap();
    assert!(tree(&negated.unwrap(at(&negated, "!any(b c)"))).starts_with("refused: Switch NOT off"));
    assert_eq!(tree(&draft.split_at(root, 2)), "any(all(a any(b c)) all(d any(e)))");
    assert_eq!(tree(&draft.split_at(root, 3)), "any(all(a any(b c) d) any(e))");
    assert_eq!(tree(&draft.split_at(at(&draft, "any(b c)"), 1)), "all(a all(any(b) any(c)) d any(e))");
    for index in [0, 4, 9] {
        assert!(tree(&draft.split_at(root, index)).starts_with("refused: A group is split"));
    }
}

#[test]
fn words_negations_mutes_and_names() {
    let draft = sample();
    let root = draft.root().id;
    assert_eq!(tree(&draft.set_combinator(root, Combinator::Any)), "any(a any(b c) d any(e))");
    assert!(draft.set_combinator(root, Combinator::All).unwrap_err().is_nothing);
    assert_eq!(tree(&draft.negate(root)), "!all(a any(b c) d any(e))");
    assert_eq!(tree(&draft.negate(root).unwrap().negate(root)), told(draft.root()));
    assert_eq!(tree(&draft.mute(at(&draft, "d"))), "all(a any(b c) ~d any(e))");
    assert!(tree(&draft.mute(root)).starts_with("refused: The main group cannot be muted"));
    assert_eq!(tree(&draft.name(root, Some(" n ".into()))), "n=all(a any(b c) d any(e))");
    assert_eq!(tree(&draft.name(root, Some("  ".into()))), told(draft.root()));
    assert!(tree(&draft.name(root, Some("n".repeat(201)))).starts_with("refused: A name has 200"));
}

#[test]
fn new_logic_groups() {
    let added = |root: Value| tree(&draft(root).add_logic_group());
    assert_eq!(added(all([])), "all(all())");
    assert_eq!(added(all([leaf("a"), leaf("b")])), "any(all(a b) all())");
    assert_eq!(added(any([leaf("a"), leaf("b")])), "any(any(a b) all())");
    assert_eq!(added(all([any([leaf("a")])])), "any(any(a) all())");
    assert_eq!(added(any([all([leaf("a")]), all([leaf("b")])])), "any(all(a) all(b) all())");
    assert_eq!(added(all([all([leaf("a")]), all([leaf("b")])])), "all(all(a) all(b) all())");
    assert_eq!(added(all([leaf("a"), all([leaf("b")])])), "all(a all(b) all())");
}

#[test]
fn steps_of_menus_and_keys() {
    use Direction::*;
    let draft = sample();
    let step = |text: &str, direction| tree(&draft.step(at(&draft, text), direction));
    assert_eq!(step("d", Up), "all(a any(b c d) any(e))");
    assert_eq!(step("c", Up), "all(a any(c b) d any(e))");
    assert_eq!(step("b", Up), "all(a b any(c) d any(e))");
    assert_eq!(step("a", Up), "refused: It is at the top already.");
    assert_eq!(step("a", Down), "all(any(a b c) d any(e))");
    assert_eq!(step("b", Down), "all(a any(c b) d any(e))");
    assert_eq!(step("c", Down), "all(a any(b) c d any(e))");
    assert_eq!(step("e", Down), "all(a any(b c) d e)");
    assert_eq!(step("any(e)", Down), "refused: It is at the bottom already.");
    assert_eq!(step("d", BeforePrevious), "all(a d any(b c) any(e))");
    assert_eq!(step("a", AfterNext), "all(any(b c) a d any(e))");
    assert_eq!(step("d", IntoGroupAbove), "all(a any(b c d) any(e))");
    assert_eq!(step("d", IntoGroupBelow), "all(a any(b c) any(d e))");
    assert_eq!(step("b", IntoGroupAbove), "refused: There is no group above it.");
    assert_eq!(step("b", Out), "all(a any(c) b d any(e))");
    assert_eq!(step("a", Out), "refused: It is in the main group already.");
    assert_eq!(step("d", WithPrevious), "all(a any(b c d) any(e))");
    assert_eq!(step("c", WithPrevious), "all(a any(all(b c)) d any(e))");
    assert_eq!(step("b", WithNext), "all(a any(all(b c)) d any(e))");
    assert_eq!(step("d", WithNext), "all(a any(b c) any(d e))");
    assert_eq!(step("a", WithPrevious), "refused: There is nothing above it in its group.");
}

#[test]
fn groups_nest_eight_deep_and_no_deeper() {
    let nested = |levels: usize| (1..levels).fold(all([leaf("x")]), |node, _| all([node]));
    let eight = draft(nested(8));
    let innermost = at(&eight, "all(x)");
    let reason = "refused: Groups can be nested 8 deep at most.";
    assert_eq!(tree(&eight.add_group(innermost, None)), reason);
    assert_eq!(tree(&eight.negate(innermost)), reason);
    assert_eq!(tree(&eight.wrap(at(&eight, "x"), Combinator::Any)), reason);
    assert_eq!(tree(&eight.negate(at(&eight, "x"))), reason);
    let more = eight.add(eight.root().id, None, DraftCondition(leaf("y"))).unwrap();
    assert_eq!(tree(&more.group_at(at(&more, "x"), at(&more, "y"))), reason);
    assert!(more.move_to(at(&more, "y"), innermost, 0).is_ok());
    let seven = draft(nested(7));
    assert!(seven.add_group(at(&seven, "all(x)"), None).is_ok());
}

#[test]
fn a_hundred_conditions_and_no_more() {
    let full = draft(json!({"all": vec![leaf("x"); 100]}));
    let refused = full.duplicate(at(&full, "x")).unwrap_err();
    assert_eq!(refused.reason, "A filter has 100 conditions at most.");
    let full = draft(json!({"all": vec![all([]); 99]}));
    let refused = full.name(full.root().id, Some("n".into())).unwrap_err();
    assert!(refused.reason.starts_with("A filter has 100 groups at most"), "{}", refused.reason);
}

fn finished(draft: &Draft, purpose: Purpose) -> (Value, Finished) {
    let finished = draft.finish(purpose);
    let mut document = finished.filter.to_value();
    Filter::read(&document).expect("what is finished is a filter");
    (document["root"].take(), finished)
}

#[test]
fn conditions_that_a_test_refuses_are_invalid() {
    let draft = draft(all([leaf("a"), any([leaf("gone")])]));
    let gone = at(&draft, "gone");
    let is_good = |condition: &crate::filter::Condition| !matches!(condition, crate::filter::Condition::Event(event) if event.name == "gone");
    let finished = draft.finish_where(Purpose::Apply, &is_good);
    assert_eq!(finished.filter.to_value()["root"], all([leaf("a")]));
    assert_eq!((finished.incomplete, finished.invalid), (Vec::new(), vec![gone]));
    assert_eq!(draft.finish(Purpose::Apply).invalid, Vec::new());
}

#[test]
fn finishing_leaves_out_what_is_not_there_yet() {
    let start = sample();
    let group = at(&start, "any(b c)");
    let empty = DraftCondition(json!({"property": {"email": {"is": {"value": ""}}}}));
    let wrong = DraftCondition(json!({"property": {"email": {"is": {"value": 7}}}}));
    let draft = start.add(group, Some(0), empty).unwrap();
    let incomplete = draft.focus().unwrap();
    let draft = draft.add(group, Some(0), wrong).unwrap();
    let invalid = draft.focus().unwrap();
    let draft = draft.add_group(group, Some(0)).unwrap();
    let (root, finished) = finished(&draft, Purpose::Apply);
    assert_eq!(root, all([leaf("a"), any([leaf("b"), leaf("c")]), leaf("d"), any([leaf("e")])]));
    assert_eq!((finished.incomplete, finished.invalid), (vec![incomplete], vec![invalid]));
    assert_eq!(finished.pointers[&draft.root().id], "/root");
    assert_eq!(finished.pointers[&group], "/root/all/1");
    assert_eq!(finished.pointers[&at(&draft, "c")], "/root/all/1/any/1");
    assert_eq!(finished.pointers.len(), 8);
}

#[test]
fn pointers_lead_to_what_is_counted() {
    let root = all([json!({"named": {"name": "n", "node": {"not": any([leaf("b"), json!({"not": leaf("c")})])}}})]);
    let draft = draft(root.clone());
    let (finished_root, finished) = finished(&draft, Purpose::Apply);
    assert_eq!(finished_root, root);
    assert_eq!(finished.pointers[&at(&draft, "n=!any(b !c)")], "/root/all/0");
    assert_eq!(finished.pointers[&at(&draft, "b")], "/root/all/0/named/node/not/any/0");
    assert_eq!(finished.pointers[&at(&draft, "!c")], "/root/all/0/named/node/not/any/1");
}

#[test]
fn muted_nodes_are_kept_for_saving_only() {
    let draft = sample();
    let draft = draft.mute(at(&draft, "e")).unwrap();
    let draft = draft.mute(at(&draft, "a")).unwrap();
    let muted = |node: Value| json!({"muted": node});
    let (root, _) = finished(&draft, Purpose::Apply);
    assert_eq!(root, all([any([leaf("b"), leaf("c")]), leaf("d")]));
    let (root, finished) = finished(&draft, Purpose::Save);
    // A group of muted ones would mean no one.
    let last = muted(any([muted(leaf("e"))]));
    assert_eq!(root, all([muted(leaf("a")), any([leaf("b"), leaf("c")]), leaf("d"), last]));
    assert!(!finished.pointers.contains_key(&at(&draft, "~e")));
    assert_eq!(finished.pointers[&at(&draft, "d")], "/root/all/2");
}

#[test]
fn a_part_is_what_it_stands_for_alone() {
    let draft = sample();
    let draft = draft.mute(at(&draft, "b")).unwrap();
    let draft = draft.mute(at(&draft, "any(~b c)")).unwrap();
    let draft = draft.mute(at(&draft, "e")).unwrap();
    let draft = draft.add(draft.root().id, None, DraftCondition::default()).unwrap();
    let incomplete = draft.focus().unwrap();
    let part = |id| draft.part(id).map(|root| Filter::read(&Filter { root }.to_value()).unwrap().to_value());
    let of = |text: &str| part(at(&draft, text)).map(|mut document| document["root"].take());
    let muted = |name: &str| json!({"muted": leaf(name)});
    assert_eq!(of("a"), Some(leaf("a")));
    assert_eq!(of("~b"), Some(leaf("b")));
    assert_eq!(of("~any(~b c)"), Some(any([muted("b"), leaf("c")])));
    assert_eq!(of("any(~e)"), Some(any([muted("e")])));
    assert_eq!(part(incomplete), None);
    assert_eq!(part(NodeId(99)), None);
}

#[test]
fn nothing_is_everyone_and_an_empty_group_of_a_filter_keeps_its_meaning() {
    let root_of = |draft: &Draft, purpose| finished(draft, purpose).0;
    assert_eq!(root_of(&Draft::default(), Purpose::Apply), all([]));
    let draft_of_any = Draft::default().set_combinator(NodeId(0), Combinator::Any).unwrap();
    assert_eq!(root_of(&draft_of_any, Purpose::Apply), all([]));
    let negated = draft_of_any.negate(NodeId(0)).unwrap();
    assert_eq!(root_of(&negated, Purpose::Apply), all([]));
    let only_muted = draft(any([leaf("a")]));
    let only_muted = only_muted.mute(at(&only_muted, "a")).unwrap();
    assert_eq!(root_of(&only_muted, Purpose::Apply), all([]));
    assert_eq!(root_of(&only_muted, Purpose::Save), all([json!({"muted": leaf("a")})]));
    for stored in [any([]), all([leaf("a"), any([])]), any([json!({"muted": leaf("a")})])] {
        assert_eq!(root_of(&draft(stored.clone()), Purpose::Save), stored);
    }
    let stored = draft(all([leaf("a"), any([])]));
    let filled = stored.add(at(&stored, "any()"), None, DraftCondition(leaf("b"))).unwrap();
    let emptied = filled.update(at(&filled, "b"), DraftCondition::default()).unwrap();
    assert_eq!(root_of(&emptied, Purpose::Apply), all([leaf("a")]));
}

#[test]
fn filters_that_are_no_group_come_back_as_they_were() {
    for root in [leaf("a"), json!({"not": leaf("a")}), json!({"named": {"name": "n", "node": leaf("a")}})] {
        let draft = draft(root.clone());
        assert_eq!(finished(&draft, Purpose::Apply).0, root);
        let more = draft.add(draft.root().id, None, DraftCondition(leaf("b"))).unwrap();
        assert_eq!(finished(&more, Purpose::Apply).0, all([root, leaf("b")]));
    }
    let draft = draft(leaf("a"));
    let pointers = draft.finish(Purpose::Apply).pointers;
    assert_eq!(pointers.values().collect::<Vec<_>>(), ["/root"]);
}

#[test]
fn a_draft_survives_being_stored() {
    let draft = sample().name(sample().root().id, Some("n".into())).unwrap();
    let text = serde_json::to_string(&draft).unwrap();
    assert_eq!(serde_json::from_str::<Draft>(&text).unwrap(), draft);
}

#[cfg(feature = "oracle")]
mod outline;
mod random;
mod reach;
