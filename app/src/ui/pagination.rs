//! Page links: numbers as far as they reach, previous and next beyond.

use super::{
    focus::{element, focus, focused},
    format,
    icon::Icon,
};
use leptos::prelude::*;

/// One place in the row of numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// A page.
    Page(u32),
    /// Pages that are left out.
    Gap,
}

/// The numbers shown on a page: the first, the last, the neighbours; never a gap of a single page, and always the
/// same number of steps where there are many pages, so that the links stay under the pointer.
pub fn steps(page: u32, pages: u32) -> Vec<Step> {
    if pages <= 7 {
        return (1..=pages).map(Step::Page).collect();
    }
    let (from, to) = match page {
        0..=4 => (1, 5),
        page if page + 3 >= pages => (pages - 4, pages),
        page => (page - 1, page + 1),
    };
    let mut steps = Vec::with_capacity(7);
    if from > 1 {
        steps.extend([Step::Page(1), Step::Gap]);
    }
    steps.extend((from..=to).map(Step::Page));
    if to < pages {
        steps.extend([Step::Gap, Step::Page(pages)]);
    }
    steps
}

/// A link to a neighbour; without an address it stands there, but leads nowhere.
#[component]
fn Neighbour(
    href: Option<String>,
    name: &'static str,
    label: &'static str,
    icon: &'static str,
    keys: &'static str,
    on_near: Callback<String>,
) -> impl IntoView {
    match href {
        Some(href) => {
            let (hovered, focused) = (href.clone(), href.clone());
            view! {
                <a
                    id=format!("page-{name}")
                    class="page-link"
                    href=href
                    aria-label=label
                    aria-keyshortcuts=keys
                    on:pointerenter=move |_| on_near.run(hovered.clone())
                    on:focus=move |_| on_near.run(focused.clone())
                >
                    <Icon name=icon />
                </a>
            }
            .into_any()
        }
        None => view! {
            <span class="page-link" role="link" aria-disabled="true" aria-label=label><Icon name=icon /></span>
        }
        .into_any(),
    }
}

/// What the links lead to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Links {
    /// The number of this page, if it has one.
    pub page: Option<u32>,
    /// How many numbered pages there are.
    pub pages: u32,
    /// The address of each numbered page that is shown.
    pub numbers: Vec<(Step, String)>,
    /// The page before.
    pub previous: Option<String>,
    /// The page after.
    pub next: Option<String>,
}

/// The links are made anew for each page: the focus returns to the one that was clicked, or to the page's own number
/// where that one leads nowhere any more.
fn keep_focus(page: Option<u32>) {
    let Some(id) = focused().map(|link| link.id()).filter(|id| id.starts_with("page-")) else { return };
    request_animation_frame(move || match element(&id) {
        Some(_) => focus(&id),
        None => focus(&page.map_or("page-previous".into(), |page| format!("page-{page}"))),
    });
}

/// The row of page links.
#[component]
pub fn Pagination(
    /// What the links lead to.
    #[prop(into)]
    links: Signal<Links>,
    /// The pointer or the focus came near a link: its page may be fetched ahead.
    on_near: Callback<String>,
) -> impl IntoView {
    let number = move |current: Option<u32>, (step, href): (Step, String)| match step {
        Step::Gap => view! { <li class="page-gap" aria-hidden="true">"…"</li> }.into_any(),
        Step::Page(page) => view! {
            <li>
                <a
                    class="page-link"
                    id=format!("page-{page}")
                    href=href
                    aria-current=(current == Some(page)).then_some("page")
                    aria-label=format!("Page {page}")
                >
                    {format::count(page.into())}
                </a>
            </li>
        }
        .into_any(),
    };
    view! {
        <nav class="pagination" aria-label="Pagination">
            {move || {
                let links = links.get();
                keep_focus(links.page);
                view! {
                    <Neighbour href=links.previous name="previous" label="Previous page" icon="left" keys="[" on_near=on_near />
                    <ol>{links.numbers.into_iter().map(|entry| number(links.page, entry)).collect_view()}</ol>
                    <Neighbour href=links.next name="next" label="Next page" icon="right" keys="]" on_near=on_near />
                }
            }}
        </nav>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(page: u32, pages: u32) -> String {
        let word = |step: &Step| match step {
            Step::Page(page) => page.to_string(),
            Step::Gap => "…".into(),
        };
        steps(page, pages).iter().map(word).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn the_numbers_stay_few_and_near() {
        assert_eq!(text(1, 1), "1");
        assert_eq!(text(3, 7), "1 2 3 4 5 6 7");
        assert_eq!(text(1, 52), "1 2 3 4 5 … 52");
        assert_eq!(text(4, 52), "1 2 3 4 5 … 52");
        assert_eq!(text(5, 52), "1 … 4 5 6 … 52");
        assert_eq!(text(48, 52), "1 … 47 48 49 … 52");
        assert_eq!(text(49, 52), "1 … 48 49 50 51 52");
        assert_eq!(text(52, 52), "1 … 48 49 50 51 52");
    }

    #[test]
    fn the_page_itself_is_always_among_them() {
        for pages in 1..40 {
            for page in 1..=pages {
                let steps = steps(page, pages);
                assert!(steps.contains(&Step::Page(page)), "{page} of {pages}");
                assert!(pages <= 7 || steps.len() == 7, "{page} of {pages}: {steps:?}");
            }
        }
    }
}
