//! What an import may do: five boxes and a tag.

use super::state::Wizard;
use crate::tags::tag_field;
use leptos::prelude::*;
use shared::api::imports::Options;

/// A box: its words, what it means, where its choice is kept.
type Box = (&'static str, &'static str, fn(&mut Options) -> &mut bool);

const BOXES: [Box; 5] = [
    ("Add new users", "Rows about users who are not there add them.", |options| &mut options.add_new),
    ("Update existing users", "Rows about users who are there change them.", |options| &mut options.update_existing),
    ("Create a segment", "A segment of the users of this import is made at the end.", |options| {
        &mut options.create_segment
    }),
    ("Allow new attributes", "Attributes that are not there are made.", |options| &mut options.allow_new_attributes),
    ("Empty cells remove values", "Otherwise an empty cell leaves the value that is there.", |options| {
        &mut options.empty_removes
    }),
];

/// The boxes and the tag. Nothing can be changed while a check is under way.
pub fn options(wizard: Wizard, is_locked: Memo<bool>) -> AnyView {
    let boxes = BOXES.into_iter().enumerate().map(|(at, (label, detail, place))| {
        let is_on = move || wizard.sheet.with(|sheet| *place(&mut sheet.options.clone()));
        let turn = move |_| {
            wizard.choose(|sheet| {
                let is_on = place(&mut sheet.options);
                *is_on = !*is_on;
            });
        };
        view! {
            <label class="choice">
                <input
                    type="checkbox"
                    id=format!("option-{at}")
                    aria-describedby=format!("option-{at}-detail")
                    prop:checked=is_on
                    on:change=turn
                />
                <span>{label}<span class="meta" id=format!("option-{at}-detail")>{detail}</span></span>
            </label>
        }
    });
    let refused = move || {
        let problem = wizard.problem_at("/options/tag_id");
        problem.map(|problem| view! { <p class="field-error" id="import-tag-error">{problem}</p> })
    };
    let described = Signal::derive(move || wizard.problem_at("/options/tag_id").map(|_| "import-tag-error".to_owned()));
    let chosen = Signal::derive(move || wizard.sheet.with(|sheet| sheet.options.tag_id));
    let choose = Callback::new(move |tag_id| wizard.choose(|sheet| sheet.options.tag_id = tag_id));
    view! {
        <fieldset class="wizard-fieldset wizard-options" disabled=is_locked>
            <legend>"What may happen"</legend>
            {boxes.collect_view()}
            <div class="form-field">
                <label for="import-tag">"Tag for every user of the file"</label>
                {tag_field("import-tag", "Tag for every user of the file", described, chosen, choose)}
                {refused}
            </div>
        </fieldset>
    }
    .into_any()
}
