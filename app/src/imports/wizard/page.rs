//! `/imports/new` and `/imports/7`: the steps of an import, one at a time.

use super::{
    check::check_step, file::file_step, identify::identify_step, map::map_step, run::run_step, state::Wizard,
    steps::Step, unsent, upload::upload_step,
};
use crate::{
    address::{Navigator, Write},
    api::Failure,
    imports::{acts::Acts, dialogs::ask_dialog},
    sign_in::SessionContext,
    ui::{Icon, focus::focus_soon},
};
use leptos::{prelude::*, task::spawn_local};
use shared::{
    api::{imports::Import, session::Role},
    ids::ImportId,
};

/// An import; a new one without an id.
#[component]
pub fn ImportPage(id: Option<ImportId>) -> impl IntoView {
    let may_edit = expect_context::<SessionContext>().role() != Some(Role::Viewer);
    let Some(id) = id else {
        if !may_edit {
            return closed("Your account cannot import users");
        }
        expect_context::<Navigator>().land("step-title");
        let title = Signal::stored("Import users from CSV".to_owned());
        return framed(title, Signal::stored(Step::Upload), Signal::stored(None), upload_step());
    };
    let loaded = RwSignal::new(None::<Result<Import, Failure>>);
    let ask = Callback::new(move |()| {
        spawn_local(async move {
            let answer = unsent::import(id).await;
            loaded.try_set(Some(answer));
        });
    });
    ask.run(());
    let content = move || match loaded.get() {
        Some(Ok(import)) if import.started.is_none() && !may_edit => closed("This import has not run yet"),
        Some(Ok(import)) => wizard(import),
        Some(Err(failure)) => failed(&failure, ask),
        None => {
            document().set_title("Import - Users & Segments");
            view! { <div class="block" aria-busy="true"><span class="skeleton"></span><p class="visually-hidden">"Loading the import"</p></div> }
                .into_any()
        }
    };
    content.into_any()
}

/// There is nothing to see for an account that only looks.
fn closed(title: &'static str) -> AnyView {
    expect_context::<Navigator>().land("step-title");
    view! {
        <div class="block">
            <h2 class="block-title" id="step-title" tabindex="-1">{title}</h2>
            <p>"Those who edit users can import them."</p>
            <a class="button" href="/imports">"All imports"</a>
        </div>
    }
    .into_any()
}

fn failed(failure: &Failure, retry: Callback<()>) -> AnyView {
    let is_gone = failure.is_gone();
    let title = if is_gone { "This import does not exist any more" } else { "The import could not be loaded" };
    document().set_title(title);
    expect_context::<Navigator>().land("step-title");
    let reason = failure.reason();
    view! {
        <div class="block">
            <h2 class="block-title" id="step-title" tabindex="-1">{title}</h2>
            {(!is_gone).then(|| view! {
                <p>{reason}</p>
                <button type="button" class="button" on:click=move |_| retry.run(())>"Retry"</button>
            })}
            <a class="button" href="/imports">"All imports"</a>
        </div>
    }
    .into_any()
}

fn wizard(import: Import) -> AnyView {
    let navigator: Navigator = expect_context();
    let wizard = Wizard::new(import);
    let learned = Callback::new(move |import| wizard.learn(import));
    let removed = Callback::new(move |_| navigator.go("/imports", Write::Replace));
    let acts = Acts::new(learned, removed);
    let step = wizard.step;
    navigator.land("step-title");
    Effect::new(move |was: Option<Step>| {
        let now = step.get();
        if was.is_some_and(|was| was != now) {
            focus_soon("step-title");
        }
        now
    });
    Effect::new(move || wizard.import.with(|import| acts.hear(import)));
    let name = Memo::new(move |_| wizard.import.with(|import| import.name.clone()));
    Effect::new(move || document().set_title(&format!("{} - Imports", name.get())));
    let content = move || {
        let step = step.get();
        untrack(|| match step {
            Step::Upload => file_step(wizard, acts),
            Step::Identify => identify_step(wizard),
            Step::Map => map_step(wizard),
            Step::Check => check_step(wizard),
            Step::Run => run_step(wizard, acts),
        })
    };
    let import = Signal::derive(move || Some(wizard.import.get()));
    framed(name.into(), step.into(), import, (content, ask_dialog(acts)).into_any())
}

/// The head, the list of steps, and the step.
fn framed(title: Signal<String>, step: Signal<Step>, import: Signal<Option<Import>>, content: AnyView) -> AnyView {
    view! {
        <div class="editor wizard">
            <div class="editor-head">
                <a class="button button-quiet editor-back" href="/imports"><Icon name="left" />"All imports"</a>
                <h2 class="editor-name">{title}</h2>
            </div>
            <nav class="wizard-steps" aria-label="Steps">
                <ol>{Step::ALL.map(|one| step_view(one, step, import)).into_iter().collect_view()}</ol>
            </nav>
            <div class="wizard-step">{content}</div>
        </div>
    }
    .into_any()
}

/// A step in the list: a link where it can be gone to.
fn step_view(one: Step, now: Signal<Step>, import: Signal<Option<Import>>) -> AnyView {
    let link = Memo::new(move |_| {
        import.with(|import| {
            import
                .as_ref()
                .filter(|import| one.is_open(import) && now.get() != one)
                .map(|import| one.address(import.import_id))
        })
    });
    let words = move || {
        let is_done = now.get() > one;
        let number = match is_done {
            true => view! { <Icon name="check" /><span class="visually-hidden">"Done: "</span> }.into_any(),
            false => one.number().into_any(),
        };
        view! { <span class="wizard-number">{number}</span>{one.name()} }
    };
    let current = move || (now.get() == one).then_some("step");
    let content = move || match link.get() {
        Some(href) => view! { <a class="wizard-link" href=href>{words}</a> }.into_any(),
        None => view! { <span class="wizard-link" aria-current=current>{words}</span> }.into_any(),
    };
    view! { <li class:is-past=move || { now.get() >= one }>{content}</li> }.into_any()
}

/// The heading of a step, which gets the focus.
pub fn heading(words: &'static str) -> AnyView {
    view! { <h3 class="wizard-title" id="step-title" tabindex="-1">{words}</h3> }.into_any()
}
