//! The editor's signals: what is stored, what stands in the form, what keeps it from being saved.

use super::sheet::Sheet;
use crate::{
    api::Failure,
    filter::{Builder, icon_of},
};
use leptos::prelude::*;
use shared::{
    api::segments::{ICONS, Segment},
    color::Color,
    filter::edit::{Draft, NodeId},
};

/// The editor of one segment. Cheap to copy.
#[derive(Clone, Copy)]
pub struct Editor {
    /// The segment as it is stored; `None` while it is new.
    pub base: RwSignal<Option<Segment>>,
    /// As it is typed.
    pub name: RwSignal<String>,
    /// As it is typed.
    pub description: RwSignal<String>,
    /// A word of the set.
    pub icon: RwSignal<&'static str>,
    /// The colour that somebody chose.
    pub own_color: RwSignal<Option<Color>>,
    /// The conditions.
    pub builder: Builder,
    /// Whether anything is there that is not stored.
    pub is_changed: Memo<bool>,
    /// Why the last try to save it failed.
    pub failure: RwSignal<Option<Failure>>,
    /// What was wrong with the name at the last try.
    pub name_refused: RwSignal<Option<String>>,
    /// Conditions that were not finished at the last try.
    pub unfinished: RwSignal<Vec<NodeId>>,
    /// It is being saved.
    pub is_saving: RwSignal<bool>,
    /// The question about who joins and leaves is open.
    pub asks: RwSignal<bool>,
}

impl Editor {
    /// An editor of an empty segment, or of one that is stored.
    pub fn new(builder: Builder, base: Option<Segment>) -> Self {
        let sheet = base.as_ref().map(Sheet::of).unwrap_or_default();
        let base = RwSignal::new(base);
        let name = RwSignal::new(String::new());
        let description = RwSignal::new(String::new());
        let icon = RwSignal::new(ICONS[0].0);
        let own_color = RwSignal::new(None);
        let now = move |draft: Draft| Sheet {
            name: name.get(),
            description: description.get(),
            icon: icon.get().to_owned(),
            color: own_color.get(),
            draft,
        };
        let is_changed = Memo::new(move |_| {
            let sheet = now(builder.with(Draft::clone));
            base.with(|base| sheet.differs(base.as_ref()))
        });
        let this = Self {
            base,
            name,
            description,
            icon,
            own_color,
            builder,
            is_changed,
            failure: RwSignal::new(None),
            name_refused: RwSignal::new(None),
            unfinished: RwSignal::new(Vec::new()),
            is_saving: RwSignal::new(false),
            asks: RwSignal::new(false),
        };
        this.show(sheet);
        this
    }

    /// What stands in the editor; whoever looks follows it.
    pub fn sheet(self) -> Sheet {
        Sheet {
            name: self.name.get(),
            description: self.description.get(),
            icon: self.icon.get().to_owned(),
            color: self.own_color.get(),
            draft: self.builder.with(Draft::clone),
        }
    }

    /// Puts something else into the editor.
    pub fn show(self, sheet: Sheet) {
        self.failure.set(None);
        self.name_refused.set(None);
        self.unfinished.set(Vec::new());
        self.name.set(sheet.name);
        self.description.set(sheet.description);
        self.icon.set(icon_of(&sheet.icon));
        self.own_color.set(sheet.color);
        self.builder.begin(sheet.draft);
    }

    /// The colour that it has now.
    pub fn color(self) -> Color {
        self.own_color.get().unwrap_or_else(|| self.name.with(|name| Color::of_name(name.trim())))
    }

    /// Whether the page that it belongs to is still open.
    pub fn is_alive(self) -> bool {
        !self.base.is_disposed()
    }
}
