//! The fourth step: what may happen, and a check that says what would.

use super::{foot::foot, options::options, page::heading, report::report, state::Wizard, steps::Step};
use crate::{
    api::{ImportAct, rejects_address},
    imports::words::{counted, tenths},
    ui::{Icon, focus::focus_if_lost, format},
};
use leptos::prelude::*;
use shared::api::imports::{Import, ImportStatus};

/// The step.
pub fn check_step(wizard: Wizard) -> AnyView {
    let is_checking = Memo::new(move |_| wizard.import.with(|import| import.status == ImportStatus::Checking));
    let checked = Memo::new(move |_| wizard.import.with(|import| import.check.clone()));
    let problem = Memo::new(move |_| wizard.import.with(|import| import.problem.clone()));
    Effect::new(move |was: Option<bool>| {
        let now = is_checking.get();
        match (was, now) {
            (Some(true), false) => {
                let told = checked.with_untracked(|checked| {
                    checked.as_ref().map(|check| {
                        let users = |number| counted(number, "user", "users", format::count);
                        let rejected = counted(check.rejected, "row", "rows", format::count);
                        format!(
                            "Checked: {} created, {} updated, {rejected} rejected.",
                            users(check.created),
                            users(check.updated)
                        )
                    })
                });
                wizard.announcer.status(told.unwrap_or_else(|| "The check has ended.".into()));
                focus_if_lost(if checked.with_untracked(Option::is_some) { "check-title" } else { "check" });
            }
            (_, true) => focus_if_lost("stop"),
            (_, false) => {}
        }
        now
    });
    let content = move || match (is_checking.get(), checked.get()) {
        (true, _) => progress(wizard, "Checking the rows", true),
        (false, Some(found)) => untrack(|| report(wizard, &found)),
        (false, None) => {
            let told = problem.get().map_or_else(
                || view! { <p>"The check reads every row and changes nobody."</p> }.into_any(),
                |problem| view! { <p class="form-error">{problem}</p> }.into_any(),
            );
            view! { <div class="wizard-notes">{told}</div> }.into_any()
        }
    };
    let act = move |act| move |_| wizard.act(act);
    let actions = move || {
        if is_checking.get() {
            return ().into_any();
        }
        let has_check = checked.with(Option::is_some);
        let (words, class) =
            if has_check { ("Check again", "button") } else { ("Check the file", "button button-primary") };
        let run = has_check.then(|| {
            view! { <button type="button" class="button button-primary" on:click=act(ImportAct::Run)><Icon name="upload" />"Run the import"</button> }
        });
        let rejects = checked.with(|checked| checked.as_ref().is_some_and(|check| check.rejected > 0)).then(|| {
            let href = rejects_address(wizard.import.with_untracked(|import| import.import_id));
            view! { <a class="button" href=href download=""><Icon name="download" />"Download rejected rows"</a> }
        });
        view! {
            {rejects}
            <button type="button" class=class id="check" on:click=act(ImportAct::Check)>{words}</button>
            {run}
        }
        .into_any()
    };
    view! {
        {heading("Options and check")}
        {options(wizard, is_checking)}
        <div class="wizard-report">{content}</div>
        {foot(wizard, Step::Check, actions.into_any())}
    }
    .into_any()
}

/// How far it is, told at every tenth, with the button that stops it.
pub fn progress(wizard: Wizard, words: &'static str, may_stop: bool) -> AnyView {
    let done = move |import: &Import| (import.done.min(import.rows), import.rows.max(1));
    let told = move |import: &Import| {
        let (done, rows) = done(import);
        format!("{} of {}", format::count(done), counted(rows, "row", "rows", format::count))
    };
    let tenth = Memo::new(move |_| wizard.import.with(tenths));
    Effect::new(move |was: Option<u64>| {
        let now = tenth.get();
        if was.is_some_and(|was| was != now) && now < 10 {
            wizard.announcer.status(format!("{}%: {}", now * 10, wizard.import.with_untracked(told)));
        }
        now
    });
    let stop = may_stop.then(|| {
        let stop = move |_| wizard.act(ImportAct::Cancel);
        let is_busy = move || wizard.busy.get().then_some("true");
        view! { <button type="button" class="button" id="stop" aria-disabled=is_busy on:click=stop>"Cancel"</button> }
    });
    view! {
        <div class="import-progress">
            <p>{words}</p>
            <progress
                aria-label=words
                max=move || wizard.import.with(|import| done(import).1).to_string()
                value=move || wizard.import.with(|import| done(import).0).to_string()
            ></progress>
            <p class="meta">{move || wizard.import.with(told)}</p>
            {stop}
        </div>
    }
    .into_any()
}
